// Medians, quantiles and percentiles, and their forms that pass over NaNs.
/*ND_AREA quantile Medians, quantiles and percentiles, and their forms that pass over NaNs. */
#include "stats/quantile.hpp"

#include "ndcore/quantile.h"
#include "runtime/arguments.hpp"
#include "runtime/guard.hpp"
#include "stats_arguments.hpp"

using namespace nd;
using namespace nd::capi;

namespace {

QuantileOptions quantile_options(const int64_t* axes, int32_t naxes, int32_t method, nd_array* weights,
                                 int32_t keepdims) {
  if (method < ND_QUANTILE_LINEAR || method > ND_QUANTILE_NEAREST) {
    fail(ND_VALUE_ERROR, ": argument `method` must be an ND_QUANTILE_ constant, not ", method);
  }
  return {axes_of(axes, naxes), static_cast<QuantileMethod>(method), optional_array(weights, "weights"), keepdims != 0};
}

}  // namespace

/*ND_API median group=stats
 * Median of the elements over axes: the one in the middle, or the mean of the two there.
 * A NaN wins. Complex numbers are ordered by real, then imaginary part.
 * a        in borrowed            any dtype, shape (d0, …, dk)
 * axes     in optional len=naxes  NULL: all axes; negative counts from the end
 * keepdims in default=0           not 0: the axes stay, with extent 1
 * returns  owned                  of the dtype of mean: float64 of integers and booleans, else `a`'s; NaN of no elements
 * errors   ND_AXIS_ERROR, ND_VALUE_ERROR, ND_TYPE_ERROR, ND_FLOATING_POINT_ERROR, ND_NO_MEMORY
 */
ND_EXPORT nd_array* nd_median(nd_array* a, const int64_t* axes, int32_t naxes, int32_t keepdims) {
  return call("nd_median", [&] { return give(median(array(a, "a"), axes_of(axes, naxes), keepdims != 0)); });
}

/*ND_API nanmedian group=stats
 * Median over axes of the elements that are not NaN; NaN where there are none.
 * a        in borrowed            any dtype, shape (d0, …, dk)
 * axes     in optional len=naxes  NULL: all axes; negative counts from the end
 * keepdims in default=0           not 0: the axes stay, with extent 1
 * returns  owned                  of the dtype of mean: float64 of integers and booleans, else `a`'s
 * errors   ND_AXIS_ERROR, ND_VALUE_ERROR, ND_TYPE_ERROR, ND_FLOATING_POINT_ERROR, ND_NO_MEMORY
 */
ND_EXPORT nd_array* nd_nanmedian(nd_array* a, const int64_t* axes, int32_t naxes, int32_t keepdims) {
  return call("nd_nanmedian", [&] { return give(nanmedian(array(a, "a"), axes_of(axes, naxes), keepdims != 0)); });
}

/*ND_API quantile group=stats
 * Quantiles of the elements over axes, at each of `q`.
 * A NaN wins. The methods differ in how they choose between, or join, the two elements beside a place among the ordered ones.
 * a        in borrowed                   real numbers, shape (d0, …, dk), not empty along the axes
 * q        in borrowed                   in [0, 1], at most 2-d; a weak number adapts to `a`'s dtype
 * axes     in optional len=naxes         NULL: all axes; negative counts from the end
 * method   in default=ND_QUANTILE_LINEAR  an ND_QUANTILE_ constant
 * weights  in optional                   of ND_QUANTILE_INVERTED_CDF: not negative, of `a`'s shape or of that of the axes
 * keepdims in default=0                  not 0: the axes stay, with extent 1
 * returns  owned                         shape of `q`, then `a`'s without the axes; of `a`'s dtype if elements are taken as they are, else of the dtype that `a` and `q` promote to
 * errors   ND_AXIS_ERROR, ND_VALUE_ERROR, ND_INDEX_ERROR, ND_TYPE_ERROR, ND_FLOATING_POINT_ERROR, ND_OVERFLOW_ERROR, ND_NO_MEMORY
 */
ND_EXPORT nd_array* nd_quantile(nd_array* a, nd_array* q, const int64_t* axes, int32_t naxes, int32_t method,
                                nd_array* weights, int32_t keepdims) {
  return call("nd_quantile", [&] {
    return give(quantile(array(a, "a"), array(q, "q"), quantile_options(axes, naxes, method, weights, keepdims)));
  });
}

/*ND_API nanquantile group=stats
 * Quantiles over axes of the elements that are not NaN; NaN where there are none.
 * The methods differ in how they choose between, or join, the two elements beside a place among the ordered ones.
 * a        in borrowed                   real numbers, shape (d0, …, dk), not empty along the axes
 * q        in borrowed                   in [0, 1], at most 2-d; a weak number adapts to `a`'s dtype
 * axes     in optional len=naxes         NULL: all axes; negative counts from the end
 * method   in default=ND_QUANTILE_LINEAR  an ND_QUANTILE_ constant
 * weights  in optional                   of ND_QUANTILE_INVERTED_CDF: not negative, of `a`'s shape or of that of the axes
 * keepdims in default=0                  not 0: the axes stay, with extent 1
 * returns  owned                         shape of `q`, then `a`'s without the axes; of `a`'s dtype if elements are taken as they are, else of the dtype that `a` and `q` promote to
 * errors   ND_AXIS_ERROR, ND_VALUE_ERROR, ND_INDEX_ERROR, ND_TYPE_ERROR, ND_FLOATING_POINT_ERROR, ND_OVERFLOW_ERROR, ND_NO_MEMORY
 */
ND_EXPORT nd_array* nd_nanquantile(nd_array* a, nd_array* q, const int64_t* axes, int32_t naxes, int32_t method,
                                   nd_array* weights, int32_t keepdims) {
  return call("nd_nanquantile", [&] {
    return give(nanquantile(array(a, "a"), array(q, "q"), quantile_options(axes, naxes, method, weights, keepdims)));
  });
}

/*ND_API percentile group=stats
 * Percentiles of the elements over axes, at each of `q`.
 * A NaN wins. The methods differ in how they choose between, or join, the two elements beside a place among the ordered ones.
 * a        in borrowed                   real numbers, shape (d0, …, dk), not empty along the axes
 * q        in borrowed                   in [0, 100], at most 2-d; a weak number adapts to `a`'s dtype
 * axes     in optional len=naxes         NULL: all axes; negative counts from the end
 * method   in default=ND_QUANTILE_LINEAR  an ND_QUANTILE_ constant
 * weights  in optional                   of ND_QUANTILE_INVERTED_CDF: not negative, of `a`'s shape or of that of the axes
 * keepdims in default=0                  not 0: the axes stay, with extent 1
 * returns  owned                         shape of `q`, then `a`'s without the axes; of `a`'s dtype if elements are taken as they are, else of the dtype that `a` and `q` promote to
 * errors   ND_AXIS_ERROR, ND_VALUE_ERROR, ND_INDEX_ERROR, ND_TYPE_ERROR, ND_FLOATING_POINT_ERROR, ND_OVERFLOW_ERROR, ND_NO_MEMORY
 */
ND_EXPORT nd_array* nd_percentile(nd_array* a, nd_array* q, const int64_t* axes, int32_t naxes, int32_t method,
                                  nd_array* weights, int32_t keepdims) {
  return call("nd_percentile", [&] {
    return give(percentile(array(a, "a"), array(q, "q"), quantile_options(axes, naxes, method, weights, keepdims)));
  });
}

/*ND_API nanpercentile group=stats
 * Percentiles over axes of the elements that are not NaN; NaN where there are none.
 * The methods differ in how they choose between, or join, the two elements beside a place among the ordered ones.
 * a        in borrowed                   real numbers, shape (d0, …, dk), not empty along the axes
 * q        in borrowed                   in [0, 100], at most 2-d; a weak number adapts to `a`'s dtype
 * axes     in optional len=naxes         NULL: all axes; negative counts from the end
 * method   in default=ND_QUANTILE_LINEAR  an ND_QUANTILE_ constant
 * weights  in optional                   of ND_QUANTILE_INVERTED_CDF: not negative, of `a`'s shape or of that of the axes
 * keepdims in default=0                  not 0: the axes stay, with extent 1
 * returns  owned                         shape of `q`, then `a`'s without the axes; of `a`'s dtype if elements are taken as they are, else of the dtype that `a` and `q` promote to
 * errors   ND_AXIS_ERROR, ND_VALUE_ERROR, ND_INDEX_ERROR, ND_TYPE_ERROR, ND_FLOATING_POINT_ERROR, ND_OVERFLOW_ERROR, ND_NO_MEMORY
 */
ND_EXPORT nd_array* nd_nanpercentile(nd_array* a, nd_array* q, const int64_t* axes, int32_t naxes, int32_t method,
                                     nd_array* weights, int32_t keepdims) {
  return call("nd_nanpercentile", [&] {
    return give(nanpercentile(array(a, "a"), array(q, "q"), quantile_options(axes, naxes, method, weights, keepdims)));
  });
}
