// Named reductions and statistics.
/*ND_AREA stats Statistics: sums, extrema, means, variances, positions, running sums. */
#include "stats/stats.hpp"

#include "ndcore/stats.h"
#include "runtime/arguments.hpp"
#include "runtime/guard.hpp"
#include "stats_arguments.hpp"

using namespace nd;
using namespace nd::capi;

/*ND_API sum group=stats
 * Sum of the elements over axes; of no elements, 0.
 * Added in NumPy's order, and so with its bits; see nd_ufunc_reduce.
 * a        in borrowed  any dtype, shape (d0, …, dk)
 * axes     in optional len=naxes  NULL: all axes; negative counts from the end; not NULL but of length 0: none
 * dtype    in optional  of accumulator and result; NULL: `a`'s, integers and booleans widen to 64 bits
 * keepdims in default=0  not 0: reduced axes stay, with extent 1
 * returns  owned  0-d, or `a`'s shape without the axes; of `dtype`, or as it says
 * errors   ND_AXIS_ERROR, ND_TYPE_ERROR, ND_FLOATING_POINT_ERROR, ND_VALUE_ERROR, ND_NO_MEMORY
 */
ND_EXPORT nd_array* nd_sum(nd_array* a, const int64_t* axes, int32_t naxes, nd_dtype* dtype, int32_t keepdims) {
  return call("nd_sum", [&] {
    return give(sum(array(a, "a"), axes_of(axes, naxes), optional_dtype(dtype, "dtype"), keepdims != 0));
  });
}

/*ND_API prod group=stats
 * Product of the elements over axes; of no elements, 1.
 * Floating-point numbers are multiplied one after another.
 * a        in borrowed  any dtype, shape (d0, …, dk)
 * axes     in optional len=naxes  NULL: all axes; negative counts from the end; not NULL but of length 0: none
 * dtype    in optional  of accumulator and result; NULL: `a`'s, integers and booleans widen to 64 bits
 * keepdims in default=0  not 0: reduced axes stay, with extent 1
 * returns  owned  0-d, or `a`'s shape without the axes; of `dtype`, or as it says
 * errors   ND_AXIS_ERROR, ND_TYPE_ERROR, ND_FLOATING_POINT_ERROR, ND_VALUE_ERROR, ND_NO_MEMORY
 */
ND_EXPORT nd_array* nd_prod(nd_array* a, const int64_t* axes, int32_t naxes, nd_dtype* dtype, int32_t keepdims) {
  return call("nd_prod", [&] {
    return give(prod(array(a, "a"), axes_of(axes, naxes), optional_dtype(dtype, "dtype"), keepdims != 0));
  });
}

/*ND_API min group=stats
 * Smallest element over axes.
 * A NaN wins; complex numbers compare by real, then imaginary part; -0 counts as less than +0.
 * a        in borrowed  any dtype, shape (d0, …, dk), not empty along the axes
 * axes     in optional len=naxes  NULL: all axes; negative counts from the end; not NULL but of length 0: none
 * keepdims in default=0  not 0: reduced axes stay, with extent 1
 * returns  owned  0-d, or `a`'s shape without the axes; of `a`'s dtype
 * errors   ND_AXIS_ERROR, ND_VALUE_ERROR, ND_NO_MEMORY
 */
ND_EXPORT nd_array* nd_min(nd_array* a, const int64_t* axes, int32_t naxes, int32_t keepdims) {
  return call("nd_min", [&] { return give(min(array(a, "a"), axes_of(axes, naxes), keepdims != 0)); });
}

/*ND_API max group=stats
 * Largest element over axes.
 * A NaN wins; complex numbers compare by real, then imaginary part; -0 counts as less than +0.
 * a        in borrowed  any dtype, shape (d0, …, dk), not empty along the axes
 * axes     in optional len=naxes  NULL: all axes; negative counts from the end; not NULL but of length 0: none
 * keepdims in default=0  not 0: reduced axes stay, with extent 1
 * returns  owned  0-d, or `a`'s shape without the axes; of `a`'s dtype
 * errors   ND_AXIS_ERROR, ND_VALUE_ERROR, ND_NO_MEMORY
 */
ND_EXPORT nd_array* nd_max(nd_array* a, const int64_t* axes, int32_t naxes, int32_t keepdims) {
  return call("nd_max", [&] { return give(max(array(a, "a"), axes_of(axes, naxes), keepdims != 0)); });
}

/*ND_API any group=stats
 * Is any element over axes true, that is, not zero? NaN is true; of no elements, false.
 * a        in borrowed  any dtype and shape
 * axes     in optional len=naxes  NULL: all axes; negative counts from the end; not NULL but of length 0: none
 * keepdims in default=0  not 0: reduced axes stay, with extent 1
 * returns  owned  bool, 0-d, or `a`'s shape without the axes
 * errors   ND_AXIS_ERROR, ND_VALUE_ERROR, ND_NO_MEMORY
 */
ND_EXPORT nd_array* nd_any(nd_array* a, const int64_t* axes, int32_t naxes, int32_t keepdims) {
  return call("nd_any", [&] { return give(any(array(a, "a"), axes_of(axes, naxes), keepdims != 0)); });
}

/*ND_API all group=stats
 * Are all elements over axes true, that is, not zero? NaN is true; of no elements, true.
 * a        in borrowed  any dtype and shape
 * axes     in optional len=naxes  NULL: all axes; negative counts from the end; not NULL but of length 0: none
 * keepdims in default=0  not 0: reduced axes stay, with extent 1
 * returns  owned  bool, 0-d, or `a`'s shape without the axes
 * errors   ND_AXIS_ERROR, ND_VALUE_ERROR, ND_NO_MEMORY
 */
ND_EXPORT nd_array* nd_all(nd_array* a, const int64_t* axes, int32_t naxes, int32_t keepdims) {
  return call("nd_all", [&] { return give(all(array(a, "a"), axes_of(axes, naxes), keepdims != 0)); });
}

/*ND_API ptp group=stats
 * Difference of the largest and the smallest element over axes (peak to peak).
 * a        in borrowed  any dtype but bool, not empty along the axes
 * axes     in optional len=naxes  NULL: all axes; negative counts from the end; not NULL but of length 0: none
 * keepdims in default=0  not 0: reduced axes stay, with extent 1
 * returns  owned  0-d, or `a`'s shape without the axes; of `a`'s dtype
 * errors   ND_AXIS_ERROR, ND_TYPE_ERROR, ND_VALUE_ERROR, ND_NO_MEMORY
 */
ND_EXPORT nd_array* nd_ptp(nd_array* a, const int64_t* axes, int32_t naxes, int32_t keepdims) {
  return call("nd_ptp", [&] { return give(ptp(array(a, "a"), axes_of(axes, naxes), keepdims != 0)); });
}

/*ND_API count_nonzero group=stats
 * How many elements over axes are not zero; NaN is not.
 * a        in borrowed  any dtype and shape
 * axes     in optional len=naxes  NULL: all axes; negative counts from the end; not NULL but of length 0: none
 * keepdims in default=0  not 0: reduced axes stay, with extent 1
 * returns  owned  int64, 0-d, or `a`'s shape without the axes
 * errors   ND_AXIS_ERROR, ND_VALUE_ERROR, ND_NO_MEMORY
 */
ND_EXPORT nd_array* nd_count_nonzero(nd_array* a, const int64_t* axes, int32_t naxes, int32_t keepdims) {
  return call("nd_count_nonzero",
              [&] { return give(count_nonzero(array(a, "a"), axes_of(axes, naxes), keepdims != 0)); });
}

/*ND_API mean group=stats
 * Mean of the elements over axes.
 * float16 and bfloat16 are summed in float32 and rounded once, at the end. Of no elements, NaN and an invalid status.
 * a        in borrowed  any dtype and shape
 * axes     in optional len=naxes  NULL: all axes; negative counts from the end; not NULL but of length 0: none
 * dtype    in optional  of the sums and the result; NULL: float64 for integers and booleans, else `a`'s
 * keepdims in default=0  not 0: reduced axes stay, with extent 1
 * where    in borrowed optional  booleans that broadcast to `a`: elements to take; NULL: all
 * returns  owned  0-d, or `a`'s shape without the axes; of `dtype`, or as it says
 * errors   ND_AXIS_ERROR, ND_TYPE_ERROR, ND_VALUE_ERROR, ND_CASTING_ERROR, ND_FLOATING_POINT_ERROR, ND_NO_MEMORY
 */
ND_EXPORT nd_array* nd_mean(nd_array* a, const int64_t* axes, int32_t naxes, nd_dtype* dtype, int32_t keepdims,
                            nd_array* where) {
  return call("nd_mean", [&] {
    return give(mean(array(a, "a"), axes_of(axes, naxes), optional_dtype(dtype, "dtype"), keepdims != 0,
                     optional_array(where, "where")));
  });
}

/*ND_API var group=stats
 * Variance of the elements over axes.
 * The mean of the squared deviations from the mean, with the bits that NumPy's temporaries give, in one pass over
 * memory. The deviations of complex numbers are taken by magnitude.
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
ND_EXPORT nd_array* nd_var(nd_array* a, const int64_t* axes, int32_t naxes, nd_dtype* dtype, double ddof,
                           nd_array* mean, nd_array* where, int32_t keepdims) {
  return call("nd_var", [&] {
    const Array& source = array(a, "a");
    return give(nd::var(source, axes_of(axes, naxes), variance_options(dtype, ddof, mean, where, keepdims)));
  });
}

/*ND_API std group=stats
 * Standard deviation of the elements over axes: the square root of the variance.
 * The mean of the squared deviations from the mean, with the bits that NumPy's temporaries give, in one pass over
 * memory. The deviations of complex numbers are taken by magnitude.
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
ND_EXPORT nd_array* nd_std(nd_array* a, const int64_t* axes, int32_t naxes, nd_dtype* dtype, double ddof,
                           nd_array* mean, nd_array* where, int32_t keepdims) {
  return call("nd_std", [&] {
    const Array& source = array(a, "a");
    return give(nd::std(source, axes_of(axes, naxes), variance_options(dtype, ddof, mean, where, keepdims)));
  });
}

/*ND_API average group=stats
 * Weighted mean over one axis or all: sum(a * weights) / sum(weights).
 * a        in borrowed  any dtype and shape
 * axis     in optional len=1  NULL: all axes; negative counts from the end
 * weights  in borrowed optional  real or complex numbers of `a`'s shape, or 1-d along the axis; NULL: all 1
 * keepdims in default=0  not 0: reduced axes stay, with extent 1
 * sum_of_weights out owned optional  the sums of the weights, in the result's shape
 * returns  owned  0-d, or `a`'s shape without the axis; float64 where `a` and the weights are integers
 * errors   ND_AXIS_ERROR, ND_TYPE_ERROR, ND_VALUE_ERROR, ND_FLOATING_POINT_ERROR, ND_NO_MEMORY
 */
ND_EXPORT nd_array* nd_average(nd_array* a, const int64_t* axis, nd_array* weights, int32_t keepdims,
                               nd_array** sum_of_weights) {
  return call("nd_average", [&] {
    const Array& source = array(a, "a");
    std::vector<Ref<Array>> results(2);
    results[0] = average(source, axis, optional_array(weights, "weights"), keepdims != 0,
                         sum_of_weights != nullptr ? &results[1] : nullptr);
    nd_array* result = nullptr;
    give_all<Array>({&result, sum_of_weights}, std::move(results));
    return result;
  });
}

/*ND_API argmin group=stats
 * Position of the first smallest element, or of the first NaN.
 * a        in borrowed  any dtype, not empty along the axis
 * axis     in optional len=1  NULL: of the flattened array, in C order; negative counts from the end
 * keepdims in default=0  not 0: reduced axes stay, with extent 1
 * returns  owned  int64, `a`'s shape without the axis
 * errors   ND_AXIS_ERROR, ND_VALUE_ERROR, ND_NO_MEMORY
 */
ND_EXPORT nd_array* nd_argmin(nd_array* a, const int64_t* axis, int32_t keepdims) {
  return call("nd_argmin", [&] { return give(argmin(array(a, "a"), axis, keepdims != 0)); });
}

/*ND_API argmax group=stats
 * Position of the first largest element, or of the first NaN.
 * a        in borrowed  any dtype, not empty along the axis
 * axis     in optional len=1  NULL: of the flattened array, in C order; negative counts from the end
 * keepdims in default=0  not 0: reduced axes stay, with extent 1
 * returns  owned  int64, `a`'s shape without the axis
 * errors   ND_AXIS_ERROR, ND_VALUE_ERROR, ND_NO_MEMORY
 */
ND_EXPORT nd_array* nd_argmax(nd_array* a, const int64_t* axis, int32_t keepdims) {
  return call("nd_argmax", [&] { return give(argmax(array(a, "a"), axis, keepdims != 0)); });
}

/*ND_API cumsum group=stats
 * Running sums, one element after another.
 * a        in borrowed  any numeric dtype, any shape
 * axis     in optional len=1  NULL: of the flattened array, in C order; negative counts from the end
 * dtype    in optional  of the result; NULL: `a`'s, integers and booleans widen to 64 bits
 * returns  owned  `a`'s shape, or 1-d of all elements; of `dtype`, or as it says
 * errors   ND_AXIS_ERROR, ND_TYPE_ERROR, ND_FLOATING_POINT_ERROR, ND_VALUE_ERROR, ND_NO_MEMORY
 */
ND_EXPORT nd_array* nd_cumsum(nd_array* a, const int64_t* axis, nd_dtype* dtype) {
  return call("nd_cumsum", [&] { return give(cumsum(array(a, "a"), axis, optional_dtype(dtype, "dtype"))); });
}

/*ND_API cumprod group=stats
 * Running products, one element after another.
 * a        in borrowed  any numeric dtype, any shape
 * axis     in optional len=1  NULL: of the flattened array, in C order; negative counts from the end
 * dtype    in optional  of the result; NULL: `a`'s, integers and booleans widen to 64 bits
 * returns  owned  `a`'s shape, or 1-d of all elements; of `dtype`, or as it says
 * errors   ND_AXIS_ERROR, ND_TYPE_ERROR, ND_FLOATING_POINT_ERROR, ND_VALUE_ERROR, ND_NO_MEMORY
 */
ND_EXPORT nd_array* nd_cumprod(nd_array* a, const int64_t* axis, nd_dtype* dtype) {
  return call("nd_cumprod", [&] { return give(cumprod(array(a, "a"), axis, optional_dtype(dtype, "dtype"))); });
}
