// Named reductions and statistics.
/*ND_AREA stats Statistics: sums, extrema, means, variances, positions, running sums. */
#include "stats/stats.hpp"

#include "areas/options.hpp"
#include "areas/reduction.hpp"
#include "ndcore/stats.h"
#include "runtime/arguments.hpp"
#include "runtime/guard.hpp"

using namespace nd;
using namespace nd::capi;

ND_REDUCTION(sum, "dtype, out, keepdims, initial, where",
             "Sum of the elements over axes; of no elements, 0. `dtype`: of accumulator and result; by default: "
             "`a`'s, integers and booleans widen to 64 bits.",
             ufunc = add, method, group = stats)

ND_REDUCTION(prod, "dtype, out, keepdims, initial, where",
             "Product of the elements over axes; of no elements, 1. Floating-point numbers are multiplied one "
             "after another. `dtype`: of accumulator and result; by default: `a`'s, integers and booleans widen to "
             "64 bits.",
             ufunc = multiply, method, group = stats)

ND_REDUCTION(min, "out, keepdims, initial, where",
             "Smallest element over axes. A NaN wins; complex numbers compare by real, then imaginary part; -0 "
             "counts as less than +0.",
             ufunc = minimum, method, alias = amin, group = stats)

ND_REDUCTION(max, "out, keepdims, initial, where",
             "Largest element over axes. A NaN wins; complex numbers compare by real, then imaginary part; -0 "
             "counts as less than +0.",
             ufunc = maximum, method, alias = amax, group = stats)

ND_REDUCTION(any, "out, keepdims, *, where",
             "Is any element over axes true, that is, not zero? NaN is true; of no elements, false.",
             ufunc = logical_or, method, asks = a + out + where, group = stats)

ND_REDUCTION(all, "out, keepdims, *, where",
             "Are all elements over axes true, that is, not zero? NaN is true; of no elements, true.",
             ufunc = logical_and, method, asks = a + out + where, group = stats)

ND_REDUCTION(ptp, "out, keepdims", "Difference of the largest and the smallest element over axes (peak to peak).",
             group = stats)

ND_REDUCTION(count_nonzero, "*, keepdims", "How many elements over axes are not zero; NaN is not.", result = plain,
             group = stats)

ND_REDUCTION(mean, "dtype, out, keepdims, *, where",
             "Mean of the elements over axes. float16 and bfloat16 are summed in float32 and rounded once, at the "
             "end. Of no elements, NaN and an invalid status. `dtype`: of the sums and the result; by default: "
             "float64 for integers and booleans, else `a`'s.",
             method, asks = a + out + where, group = stats)

ND_REDUCTION(var, "dtype, out, ddof, keepdims, *, where, mean",
             "Variance of the elements over axes. The mean of the squared deviations from the mean, with the bits "
             "that NumPy's temporaries give, in one pass over memory. The deviations of complex numbers are taken "
             "by magnitude. `dtype`: of the sums and the result; by default: float64 for integers and booleans, "
             "else `a`'s (its real dtype for complex numbers).",
             method, asks = a + out + where + mean, group = stats)

ND_REDUCTION(std, "dtype, out, ddof, keepdims, *, where, mean",
             "Standard deviation of the elements over axes: the square root of the variance. The mean of the "
             "squared deviations from the mean, with the bits that NumPy's temporaries give, in one pass over "
             "memory. The deviations of complex numbers are taken by magnitude. `dtype`: of the sums and the "
             "result; by default: float64 for integers and booleans, else `a`'s (its real dtype for complex "
             "numbers).",
             method, asks = a + out + where + mean, group = stats)

/*ND_API average group=stats python
 * Weighted mean over axes: sum(a * weights) / sum(weights).
 * a        in borrowed  any dtype and shape
 * axis     in optional len=naxis  NULL: all axes; negative counts from the end
 * weights  in borrowed optional  real or complex numbers of `a`'s shape, or of that of the axes; NULL: all 1
 * options  in optional  NULL: the defaults; the function takes keepdims
 * sum_of_weights out owned optional scalar if=returned  the sums of the weights, in the result's shape
 * returns  owned scalar wrapped=a  0-d, or `a`'s shape without the axes; float64 where `a` and the weights are integers
 * errors   ND_AXIS_ERROR, ND_TYPE_ERROR, ND_VALUE_ERROR, ND_FLOATING_POINT_ERROR, ND_NO_MEMORY
 * numpy    a, axis, weights, returned=False, *, keepdims=no_value
 */
ND_EXPORT nd_array* nd_average(nd_array* a, const int64_t* axis, int32_t naxis, nd_array* weights,
                               const nd_reduce_options* options, nd_array** sum_of_weights) {
  return call("nd_average", [&] {
    const Array& source = array(a, "a");
    const bool keepdims = reduce_options(options, "keepdims").keepdims;
    std::vector<Ref<Array>> results(2);
    results[0] = average(source, axes_of(axis, naxis, "axis"), optional_array(weights, "weights"), keepdims,
                         sum_of_weights != nullptr ? &results[1] : nullptr);
    nd_array* result = nullptr;
    give_all<Array>({&result, sum_of_weights}, std::move(results));
    return result;
  });
}

ND_REDUCTION(argmin, "out, *, keepdims", "Position of the first smallest element, or of the first NaN.", method,
             result = like, group = stats)

ND_REDUCTION(argmax, "out, *, keepdims", "Position of the first largest element, or of the first NaN.", method,
             result = like, group = stats)

/*ND_API cumsum group=stats python method
 * Running sums, one element after another.
 * a        in borrowed  any numeric dtype, any shape
 * axis     in default=ND_AXIS_NONE  ND_AXIS_NONE: of the flattened array, in C order; negative counts from the end
 * dtype    in optional  of the result; NULL: `a`'s, integers and booleans widen to 64 bits
 * out      in borrowed optional  takes the result, in its dtype; NULL: a new array
 * returns  owned wrapped=a  `a`'s shape, or 1-d of all elements; of `dtype`, or as it says
 * errors   ND_AXIS_ERROR, ND_TYPE_ERROR, ND_VALUE_ERROR, ND_READ_ONLY, ND_FLOATING_POINT_ERROR, ND_NO_MEMORY
 */
ND_EXPORT nd_array* nd_cumsum(nd_array* a, int64_t axis, nd_dtype* dtype, nd_array* out) {
  return call("nd_cumsum", [&] {
    const Array& source = array(a, "a");
    return give(cumsum(source, optional_axis(axis), optional_dtype(dtype, "dtype"), optional_array(out, "out")));
  });
}

/*ND_API cumprod group=stats python method
 * Running products, one element after another.
 * a        in borrowed  any numeric dtype, any shape
 * axis     in default=ND_AXIS_NONE  ND_AXIS_NONE: of the flattened array, in C order; negative counts from the end
 * dtype    in optional  of the result; NULL: `a`'s, integers and booleans widen to 64 bits
 * out      in borrowed optional  takes the result, in its dtype; NULL: a new array
 * returns  owned wrapped=a  `a`'s shape, or 1-d of all elements; of `dtype`, or as it says
 * errors   ND_AXIS_ERROR, ND_TYPE_ERROR, ND_VALUE_ERROR, ND_READ_ONLY, ND_FLOATING_POINT_ERROR, ND_NO_MEMORY
 */
ND_EXPORT nd_array* nd_cumprod(nd_array* a, int64_t axis, nd_dtype* dtype, nd_array* out) {
  return call("nd_cumprod", [&] {
    const Array& source = array(a, "a");
    return give(cumprod(source, optional_axis(axis), optional_dtype(dtype, "dtype"), optional_array(out, "out")));
  });
}

/*ND_API cumulative_sum group=stats python
 * Running sums of a vector or along an axis, with a leading 0 if asked for.
 * x        in borrowed  any numeric dtype; of more than one dimension only with an axis
 * axis     in default=ND_AXIS_NONE  ND_AXIS_NONE: of a vector; negative counts from the end
 * dtype    in optional  of the result; NULL: `x`'s, integers and booleans widen to 64 bits
 * out      in borrowed optional  takes the result; NULL: a new array
 * include_initial  in default=0  not 0: 0 stands in front, and the axis is longer by one
 * returns  owned wrapped=x  `x`'s shape; of `dtype`, or as it says
 * errors   ND_AXIS_ERROR, ND_TYPE_ERROR, ND_VALUE_ERROR, ND_CASTING_ERROR, ND_READ_ONLY, ND_OVERFLOW_ERROR,
 *          ND_FLOATING_POINT_ERROR, ND_NO_MEMORY
 * numpy    x, /, *, axis, dtype, out, include_initial
 */
ND_EXPORT nd_array* nd_cumulative_sum(nd_array* x, int64_t axis, nd_dtype* dtype, nd_array* out,
                                      nd_flag include_initial) {
  return call("nd_cumulative_sum", [&] {
    const Array& source = array(x, "x");
    return give(cumulative_sum(source, optional_axis(axis), optional_dtype(dtype, "dtype"), optional_array(out, "out"),
                               include_initial != 0));
  });
}

/*ND_API cumulative_prod group=stats python
 * Running products of a vector or along an axis, with a leading 1 if asked for.
 * x        in borrowed  any numeric dtype; of more than one dimension only with an axis
 * axis     in default=ND_AXIS_NONE  ND_AXIS_NONE: of a vector; negative counts from the end
 * dtype    in optional  of the result; NULL: `x`'s, integers and booleans widen to 64 bits
 * out      in borrowed optional  takes the result; NULL: a new array
 * include_initial  in default=0  not 0: 1 stands in front, and the axis is longer by one
 * returns  owned wrapped=x  `x`'s shape; of `dtype`, or as it says
 * errors   ND_AXIS_ERROR, ND_TYPE_ERROR, ND_VALUE_ERROR, ND_CASTING_ERROR, ND_READ_ONLY, ND_OVERFLOW_ERROR,
 *          ND_FLOATING_POINT_ERROR, ND_NO_MEMORY
 * numpy    x, /, *, axis, dtype, out, include_initial
 */
ND_EXPORT nd_array* nd_cumulative_prod(nd_array* x, int64_t axis, nd_dtype* dtype, nd_array* out,
                                       nd_flag include_initial) {
  return call("nd_cumulative_prod", [&] {
    const Array& source = array(x, "x");
    return give(cumulative_prod(source, optional_axis(axis), optional_dtype(dtype, "dtype"), optional_array(out, "out"),
                                include_initial != 0));
  });
}
