// Reductions that pass over NaNs.
/*ND_AREA nanstats Statistics that pass over NaNs. */
#include "ndcore/nanstats.h"

#include "areas/options.hpp"
#include "areas/reduction.hpp"
#include "runtime/arguments.hpp"
#include "runtime/guard.hpp"
#include "stats/stats.hpp"

using namespace nd;
using namespace nd::capi;

ND_REDUCTION(nansum, "dtype, out, keepdims, initial, where",
             "Sum over axes, with 0 for NaN. Other dtypes than floating-point and complex ones hold none: they "
             "give what nd_sum gives. `dtype`: of accumulator and result; by default: `a`'s, integers and booleans "
             "widen to 64 bits.",
             group = stats)

ND_REDUCTION(nanprod, "dtype, out, keepdims, initial, where",
             "Product over axes, with 1 for NaN. Other dtypes than floating-point and complex ones hold none: they "
             "give what nd_prod gives. `dtype`: of accumulator and result; by default: `a`'s, integers and "
             "booleans widen to 64 bits.",
             group = stats)

ND_REDUCTION(nanmin, "out, keepdims, initial, where", "Smallest element over axes that is not NaN; NaN where all are.",
             group = stats)

ND_REDUCTION(nanmax, "out, keepdims, initial, where", "Largest element over axes that is not NaN; NaN where all are.",
             group = stats)

ND_REDUCTION(nanmean, "dtype, out, keepdims, *, where",
             "Mean over axes of the elements that are not NaN; NaN where all are. `dtype`: of the sums and the "
             "result; by default: float64 for integers and booleans, else `a`'s.",
             group = stats)

ND_REDUCTION(nanvar, "dtype, out, ddof, keepdims, *, where, mean",
             "Variance over axes of the elements that are not NaN; NaN where the divisor is not positive. Of "
             "complex numbers, the last digit may differ from NumPy's, which fuses the squares of a number's "
             "parts. `dtype`: of the sums and the result; by default: float64 for integers and booleans, else "
             "`a`'s (its real dtype for complex numbers).",
             group = stats)

ND_REDUCTION(nanstd, "dtype, out, ddof, keepdims, *, where, mean",
             "Standard deviation over axes of the elements that are not NaN. Of complex numbers, the last digit "
             "may differ from NumPy's, which fuses the squares of a number's parts. `dtype`: of the sums and the "
             "result; by default: float64 for integers and booleans, else `a`'s (its real dtype for complex "
             "numbers).",
             group = stats)

ND_REDUCTION(nanargmin, "out, *, keepdims",
             "Position of the first smallest element that is not NaN; an error where all are.", asks = a, result = like,
             group = stats)

ND_REDUCTION(nanargmax, "out, *, keepdims",
             "Position of the first largest element that is not NaN; an error where all are.", asks = a, result = like,
             group = stats)

/*ND_API nancumsum group=stats python
 * Running sums, with 0 for NaN.
 * a        in borrowed  any numeric dtype, any shape
 * axis     in default=ND_AXIS_NONE  ND_AXIS_NONE: of the flattened array, in C order; negative counts from the end
 * dtype    in optional  of the result; NULL: `a`'s, integers and booleans widen to 64 bits
 * out      in borrowed optional  takes the result, in its dtype; NULL: a new array
 * returns  owned wrapped=a  `a`'s shape, or 1-d of all elements; of `dtype`, or as it says
 * errors   ND_AXIS_ERROR, ND_TYPE_ERROR, ND_VALUE_ERROR, ND_READ_ONLY, ND_FLOATING_POINT_ERROR, ND_NO_MEMORY
 */
ND_EXPORT nd_array* nd_nancumsum(nd_array* a, int64_t axis, nd_dtype* dtype, nd_array* out) {
  return call("nd_nancumsum", [&] {
    const Array& source = array(a, "a");
    return give(nancumsum(source, optional_axis(axis), optional_dtype(dtype, "dtype"), optional_array(out, "out")));
  });
}

/*ND_API nancumprod group=stats python
 * Running products, with 1 for NaN.
 * a        in borrowed  any numeric dtype, any shape
 * axis     in default=ND_AXIS_NONE  ND_AXIS_NONE: of the flattened array, in C order; negative counts from the end
 * dtype    in optional  of the result; NULL: `a`'s, integers and booleans widen to 64 bits
 * out      in borrowed optional  takes the result, in its dtype; NULL: a new array
 * returns  owned wrapped=a  `a`'s shape, or 1-d of all elements; of `dtype`, or as it says
 * errors   ND_AXIS_ERROR, ND_TYPE_ERROR, ND_VALUE_ERROR, ND_READ_ONLY, ND_FLOATING_POINT_ERROR, ND_NO_MEMORY
 */
ND_EXPORT nd_array* nd_nancumprod(nd_array* a, int64_t axis, nd_dtype* dtype, nd_array* out) {
  return call("nd_nancumprod", [&] {
    const Array& source = array(a, "a");
    return give(nancumprod(source, optional_axis(axis), optional_dtype(dtype, "dtype"), optional_array(out, "out")));
  });
}
