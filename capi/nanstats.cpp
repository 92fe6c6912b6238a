// Reductions that pass over NaNs.
/*ND_AREA nanstats Statistics that pass over NaNs. */
#include "ndcore/nanstats.h"

#include "runtime/arguments.hpp"
#include "runtime/guard.hpp"
#include "stats/stats.hpp"
#include "stats_arguments.hpp"

using namespace nd;
using namespace nd::capi;

/*ND_API nansum group=stats
 * Sum over axes, with 0 for NaN.
 * Other dtypes than floating-point and complex ones hold none: they give what nd_sum gives.
 * a        in borrowed  any dtype, shape (d0, …, dk)
 * axes     in optional len=naxes  NULL: all axes; negative counts from the end; not NULL but of length 0: none
 * dtype    in optional  of accumulator and result; NULL: `a`'s, integers and booleans widen to 64 bits
 * keepdims in default=0  not 0: reduced axes stay, with extent 1
 * returns  owned  0-d, or `a`'s shape without the axes; of `dtype`, or as it says
 * errors   ND_AXIS_ERROR, ND_TYPE_ERROR, ND_FLOATING_POINT_ERROR, ND_VALUE_ERROR, ND_NO_MEMORY
 */
ND_EXPORT nd_array* nd_nansum(nd_array* a, const int64_t* axes, int32_t naxes, nd_dtype* dtype, int32_t keepdims) {
  return call("nd_nansum", [&] {
    return give(nansum(array(a, "a"), axes_of(axes, naxes),
                       {.dtype = optional_dtype(dtype, "dtype"), .keepdims = keepdims != 0}));
  });
}

/*ND_API nanprod group=stats
 * Product over axes, with 1 for NaN.
 * Other dtypes than floating-point and complex ones hold none: they give what nd_prod gives.
 * a        in borrowed  any dtype, shape (d0, …, dk)
 * axes     in optional len=naxes  NULL: all axes; negative counts from the end; not NULL but of length 0: none
 * dtype    in optional  of accumulator and result; NULL: `a`'s, integers and booleans widen to 64 bits
 * keepdims in default=0  not 0: reduced axes stay, with extent 1
 * returns  owned  0-d, or `a`'s shape without the axes; of `dtype`, or as it says
 * errors   ND_AXIS_ERROR, ND_TYPE_ERROR, ND_FLOATING_POINT_ERROR, ND_VALUE_ERROR, ND_NO_MEMORY
 */
ND_EXPORT nd_array* nd_nanprod(nd_array* a, const int64_t* axes, int32_t naxes, nd_dtype* dtype, int32_t keepdims) {
  return call("nd_nanprod", [&] {
    return give(nanprod(array(a, "a"), axes_of(axes, naxes),
                        {.dtype = optional_dtype(dtype, "dtype"), .keepdims = keepdims != 0}));
  });
}

/*ND_API nanmin group=stats
 * Smallest element over axes that is not NaN; NaN where all are.
 * a        in borrowed  any dtype, not empty along the axes
 * axes     in optional len=naxes  NULL: all axes; negative counts from the end; not NULL but of length 0: none
 * keepdims in default=0  not 0: reduced axes stay, with extent 1
 * returns  owned  0-d, or `a`'s shape without the axes; of `a`'s dtype
 * errors   ND_AXIS_ERROR, ND_VALUE_ERROR, ND_NO_MEMORY
 */
ND_EXPORT nd_array* nd_nanmin(nd_array* a, const int64_t* axes, int32_t naxes, int32_t keepdims) {
  return call("nd_nanmin",
              [&] { return give(nanmin(array(a, "a"), axes_of(axes, naxes), {.keepdims = keepdims != 0})); });
}

/*ND_API nanmax group=stats
 * Largest element over axes that is not NaN; NaN where all are.
 * a        in borrowed  any dtype, not empty along the axes
 * axes     in optional len=naxes  NULL: all axes; negative counts from the end; not NULL but of length 0: none
 * keepdims in default=0  not 0: reduced axes stay, with extent 1
 * returns  owned  0-d, or `a`'s shape without the axes; of `a`'s dtype
 * errors   ND_AXIS_ERROR, ND_VALUE_ERROR, ND_NO_MEMORY
 */
ND_EXPORT nd_array* nd_nanmax(nd_array* a, const int64_t* axes, int32_t naxes, int32_t keepdims) {
  return call("nd_nanmax",
              [&] { return give(nanmax(array(a, "a"), axes_of(axes, naxes), {.keepdims = keepdims != 0})); });
}

/*ND_API nanmean group=stats
 * Mean over axes of the elements that are not NaN; NaN where all are.
 * a        in borrowed  any dtype and shape
 * axes     in optional len=naxes  NULL: all axes; negative counts from the end; not NULL but of length 0: none
 * dtype    in optional  of the sums and the result; NULL: float64 for integers and booleans, else `a`'s
 * keepdims in default=0  not 0: reduced axes stay, with extent 1
 * where    in borrowed optional  booleans that broadcast to `a`: elements to take; NULL: all
 * returns  owned  0-d, or `a`'s shape without the axes; of `dtype`, or as it says
 * errors   ND_AXIS_ERROR, ND_TYPE_ERROR, ND_VALUE_ERROR, ND_CASTING_ERROR, ND_FLOATING_POINT_ERROR, ND_NO_MEMORY
 */
ND_EXPORT nd_array* nd_nanmean(nd_array* a, const int64_t* axes, int32_t naxes, nd_dtype* dtype, int32_t keepdims,
                               nd_array* where) {
  return call("nd_nanmean", [&] {
    return give(nanmean(array(a, "a"), axes_of(axes, naxes), optional_dtype(dtype, "dtype"), keepdims != 0,
                        optional_array(where, "where")));
  });
}

/*ND_API nanvar group=stats
 * Variance over axes of the elements that are not NaN; NaN where the divisor is not positive.
 * Of complex numbers, the last digit may differ from NumPy's, which fuses the squares of a number's parts.
 * a        in borrowed  any dtype and shape
 * axes     in optional len=naxes  NULL: all axes; negative counts from the end; not NULL but of length 0: none
 * dtype    in optional  of the sums and the result; NULL: float64 for integers and booleans, else `a`'s (its real
 *                       dtype for complex numbers)
 * ddof     in default=0  the divisor is the number of elements less this, at least 0
 * mean     in borrowed optional  the mean, real or complex, with the reduced axes of extent 1; NULL: computed
 * where    in borrowed optional  booleans that broadcast to `a`: elements to take; NULL: all
 * keepdims in default=0  not 0: reduced axes stay, with extent 1
 * returns  owned  0-d, or `a`'s shape without the axes; of `dtype`, or as it says
 * errors   ND_AXIS_ERROR, ND_TYPE_ERROR, ND_VALUE_ERROR, ND_CASTING_ERROR, ND_FLOATING_POINT_ERROR, ND_OVERFLOW_ERROR,
 *          ND_NO_MEMORY
 */
ND_EXPORT nd_array* nd_nanvar(nd_array* a, const int64_t* axes, int32_t naxes, nd_dtype* dtype, double ddof,
                              nd_array* mean, nd_array* where, int32_t keepdims) {
  return call("nd_nanvar", [&] {
    const Array& source = array(a, "a");
    return give(nd::nanvar(source, axes_of(axes, naxes), variance_options(dtype, ddof, mean, where, keepdims)));
  });
}

/*ND_API nanstd group=stats
 * Standard deviation over axes of the elements that are not NaN.
 * Of complex numbers, the last digit may differ from NumPy's, which fuses the squares of a number's parts.
 * a        in borrowed  any dtype and shape
 * axes     in optional len=naxes  NULL: all axes; negative counts from the end; not NULL but of length 0: none
 * dtype    in optional  of the sums and the result; NULL: float64 for integers and booleans, else `a`'s (its real
 *                       dtype for complex numbers)
 * ddof     in default=0  the divisor is the number of elements less this, at least 0
 * mean     in borrowed optional  the mean, real or complex, with the reduced axes of extent 1; NULL: computed
 * where    in borrowed optional  booleans that broadcast to `a`: elements to take; NULL: all
 * keepdims in default=0  not 0: reduced axes stay, with extent 1
 * returns  owned  0-d, or `a`'s shape without the axes; of `dtype`, or as it says
 * errors   ND_AXIS_ERROR, ND_TYPE_ERROR, ND_VALUE_ERROR, ND_CASTING_ERROR, ND_FLOATING_POINT_ERROR, ND_OVERFLOW_ERROR,
 *          ND_NO_MEMORY
 */
ND_EXPORT nd_array* nd_nanstd(nd_array* a, const int64_t* axes, int32_t naxes, nd_dtype* dtype, double ddof,
                              nd_array* mean, nd_array* where, int32_t keepdims) {
  return call("nd_nanstd", [&] {
    const Array& source = array(a, "a");
    return give(nd::nanstd(source, axes_of(axes, naxes), variance_options(dtype, ddof, mean, where, keepdims)));
  });
}

/*ND_API nanargmin group=stats
 * Position of the first smallest element that is not NaN; an error where all are.
 * a        in borrowed  any dtype, not empty along the axis
 * axis     in optional len=1  NULL: of the flattened array, in C order; negative counts from the end
 * keepdims in default=0  not 0: reduced axes stay, with extent 1
 * returns  owned  int64, `a`'s shape without the axis
 * errors   ND_AXIS_ERROR, ND_VALUE_ERROR, ND_NO_MEMORY
 */
ND_EXPORT nd_array* nd_nanargmin(nd_array* a, const int64_t* axis, int32_t keepdims) {
  return call("nd_nanargmin", [&] { return give(nanargmin(array(a, "a"), axis, keepdims != 0)); });
}

/*ND_API nanargmax group=stats
 * Position of the first largest element that is not NaN; an error where all are.
 * a        in borrowed  any dtype, not empty along the axis
 * axis     in optional len=1  NULL: of the flattened array, in C order; negative counts from the end
 * keepdims in default=0  not 0: reduced axes stay, with extent 1
 * returns  owned  int64, `a`'s shape without the axis
 * errors   ND_AXIS_ERROR, ND_VALUE_ERROR, ND_NO_MEMORY
 */
ND_EXPORT nd_array* nd_nanargmax(nd_array* a, const int64_t* axis, int32_t keepdims) {
  return call("nd_nanargmax", [&] { return give(nanargmax(array(a, "a"), axis, keepdims != 0)); });
}

/*ND_API nancumsum group=stats
 * Running sums, with 0 for NaN.
 * a        in borrowed  any numeric dtype, any shape
 * axis     in optional len=1  NULL: of the flattened array, in C order; negative counts from the end
 * dtype    in optional  of the result; NULL: `a`'s, integers and booleans widen to 64 bits
 * returns  owned  `a`'s shape, or 1-d of all elements; of `dtype`, or as it says
 * errors   ND_AXIS_ERROR, ND_TYPE_ERROR, ND_FLOATING_POINT_ERROR, ND_VALUE_ERROR, ND_NO_MEMORY
 */
ND_EXPORT nd_array* nd_nancumsum(nd_array* a, const int64_t* axis, nd_dtype* dtype) {
  return call("nd_nancumsum", [&] { return give(nancumsum(array(a, "a"), axis, optional_dtype(dtype, "dtype"))); });
}

/*ND_API nancumprod group=stats
 * Running products, with 1 for NaN.
 * a        in borrowed  any numeric dtype, any shape
 * axis     in optional len=1  NULL: of the flattened array, in C order; negative counts from the end
 * dtype    in optional  of the result; NULL: `a`'s, integers and booleans widen to 64 bits
 * returns  owned  `a`'s shape, or 1-d of all elements; of `dtype`, or as it says
 * errors   ND_AXIS_ERROR, ND_TYPE_ERROR, ND_FLOATING_POINT_ERROR, ND_VALUE_ERROR, ND_NO_MEMORY
 */
ND_EXPORT nd_array* nd_nancumprod(nd_array* a, const int64_t* axis, nd_dtype* dtype) {
  return call("nd_nancumprod", [&] { return give(nancumprod(array(a, "a"), axis, optional_dtype(dtype, "dtype"))); });
}
