// Medians, quantiles and percentiles, and their forms that pass over NaNs.
/*ND_AREA quantile Medians, quantiles and percentiles, and their forms that pass over NaNs. */
#include "stats/quantile.hpp"

#include "areas/reduction.hpp"
#include "ndcore/quantile.h"
#include "runtime/arguments.hpp"
#include "runtime/guard.hpp"

using namespace nd;
using namespace nd::capi;

namespace {

QuantileOptions quantile_options(const int64_t* axis, int32_t naxis, nd_quantile_method method, nd_array* weights,
                                 const nd_reduce_options* options) {
  if (method < ND_QUANTILE_LINEAR || method > ND_QUANTILE_NEAREST) {
    fail(ND_VALUE_ERROR, ": argument `method` must be an ND_QUANTILE_ constant, not ", method);
  }
  const ReduceOptions chosen = reduce_options(options, "out, keepdims");
  return {axes_of(axis, naxis, "axis"), static_cast<QuantileMethod>(method), optional_array(weights, "weights"),
          chosen.keepdims, chosen.out};
}

}  // namespace

ND_REDUCTION(median, "out, overwrite_input=False, keepdims=False",
             "Median of the elements over axes: the one in the middle, or the mean of the two there. A NaN wins. "
             "Complex numbers are ordered by real, then imaginary part.",
             group = stats)

ND_REDUCTION(nanmedian, "out, overwrite_input=False, keepdims",
             "Median over axes of the elements that are not NaN; NaN where there are none.", group = stats)

/*ND_API quantile group=stats python
 * Quantiles of the elements over axes, at each of `q`.
 * A NaN wins. The methods differ in how they choose between, or join, the two elements beside a place among the ordered
 * ones.
 * a        in borrowed                   real numbers, shape (d0, …, dk), not empty along the axes
 * q        in borrowed weak              in [0, 1], at most 2-d; a weak number adapts to `a`'s dtype
 * axis     in optional len=naxis         NULL: all axes; negative counts from the end
 * method   in default=ND_QUANTILE_LINEAR  ND_QUANTILE_LINEAR, ND_QUANTILE_HAZEN …
 * weights  in optional                   of ND_QUANTILE_INVERTED_CDF: not negative, of `a`'s shape or of that of the
 *                                        axes
 * options  in optional                  NULL: the defaults; the function takes out, keepdims
 * returns  owned scalar wrapped=a        shape of `q`, then `a`'s without the axes; of `a`'s dtype if elements are
 *                                        taken as they are, else of the dtype that `a` and `q` promote to
 * errors   ND_AXIS_ERROR, ND_VALUE_ERROR, ND_INDEX_ERROR, ND_TYPE_ERROR, ND_FLOATING_POINT_ERROR, ND_OVERFLOW_ERROR,
 *          ND_CASTING_ERROR, ND_READ_ONLY, ND_NO_MEMORY
 * numpy    a, q, axis, out, overwrite_input=False, method, keepdims, *, weights
 */
ND_EXPORT nd_array* nd_quantile(nd_array* a, nd_array* q, const int64_t* axis, int32_t naxis, nd_quantile_method method,
                                nd_array* weights, const nd_reduce_options* options) {
  return call("nd_quantile", [&] {
    return give(quantile(array(a, "a"), array(q, "q"), quantile_options(axis, naxis, method, weights, options)));
  });
}

/*ND_API nanquantile group=stats python
 * Quantiles over axes of the elements that are not NaN; NaN where there are none.
 * The methods differ in how they choose between, or join, the two elements beside a place among the ordered ones.
 * a        in borrowed                   real numbers, shape (d0, …, dk), not empty along the axes
 * q        in borrowed weak              in [0, 1], at most 2-d; a weak number adapts to `a`'s dtype
 * axis     in optional len=naxis         NULL: all axes; negative counts from the end
 * method   in default=ND_QUANTILE_LINEAR  ND_QUANTILE_LINEAR, ND_QUANTILE_HAZEN …
 * weights  in optional                   of ND_QUANTILE_INVERTED_CDF: not negative, of `a`'s shape or of that of the
 *                                        axes
 * options  in optional                  NULL: the defaults; the function takes out, keepdims
 * returns  owned scalar wrapped=a        shape of `q`, then `a`'s without the axes; of `a`'s dtype if elements are
 *                                        taken as they are, else of the dtype that `a` and `q` promote to
 * errors   ND_AXIS_ERROR, ND_VALUE_ERROR, ND_INDEX_ERROR, ND_TYPE_ERROR, ND_FLOATING_POINT_ERROR, ND_OVERFLOW_ERROR,
 *          ND_CASTING_ERROR, ND_READ_ONLY, ND_NO_MEMORY
 * numpy    a, q, axis, out, overwrite_input=False, method, keepdims=no_value, *, weights
 */
ND_EXPORT nd_array* nd_nanquantile(nd_array* a, nd_array* q, const int64_t* axis, int32_t naxis,
                                   nd_quantile_method method, nd_array* weights, const nd_reduce_options* options) {
  return call("nd_nanquantile", [&] {
    return give(nanquantile(array(a, "a"), array(q, "q"), quantile_options(axis, naxis, method, weights, options)));
  });
}

/*ND_API percentile group=stats python
 * Percentiles of the elements over axes, at each of `q`.
 * A NaN wins. The methods differ in how they choose between, or join, the two elements beside a place among the ordered
 * ones.
 * a        in borrowed                   real numbers, shape (d0, …, dk), not empty along the axes
 * q        in borrowed weak              in [0, 100], at most 2-d; a weak number adapts to `a`'s dtype
 * axis     in optional len=naxis         NULL: all axes; negative counts from the end
 * method   in default=ND_QUANTILE_LINEAR  ND_QUANTILE_LINEAR, ND_QUANTILE_HAZEN …
 * weights  in optional                   of ND_QUANTILE_INVERTED_CDF: not negative, of `a`'s shape or of that of the
 *                                        axes
 * options  in optional                  NULL: the defaults; the function takes out, keepdims
 * returns  owned scalar wrapped=a        shape of `q`, then `a`'s without the axes; of `a`'s dtype if elements are
 *                                        taken as they are, else of the dtype that `a` and `q` promote to
 * errors   ND_AXIS_ERROR, ND_VALUE_ERROR, ND_INDEX_ERROR, ND_TYPE_ERROR, ND_FLOATING_POINT_ERROR, ND_OVERFLOW_ERROR,
 *          ND_CASTING_ERROR, ND_READ_ONLY, ND_NO_MEMORY
 * numpy    a, q, axis, out, overwrite_input=False, method, keepdims, *, weights
 */
ND_EXPORT nd_array* nd_percentile(nd_array* a, nd_array* q, const int64_t* axis, int32_t naxis,
                                  nd_quantile_method method, nd_array* weights, const nd_reduce_options* options) {
  return call("nd_percentile", [&] {
    return give(percentile(array(a, "a"), array(q, "q"), quantile_options(axis, naxis, method, weights, options)));
  });
}

/*ND_API nanpercentile group=stats python
 * Percentiles over axes of the elements that are not NaN; NaN where there are none.
 * The methods differ in how they choose between, or join, the two elements beside a place among the ordered ones.
 * a        in borrowed                   real numbers, shape (d0, …, dk), not empty along the axes
 * q        in borrowed weak              in [0, 100], at most 2-d; a weak number adapts to `a`'s dtype
 * axis     in optional len=naxis         NULL: all axes; negative counts from the end
 * method   in default=ND_QUANTILE_LINEAR  ND_QUANTILE_LINEAR, ND_QUANTILE_HAZEN …
 * weights  in optional                   of ND_QUANTILE_INVERTED_CDF: not negative, of `a`'s shape or of that of the
 *                                        axes
 * options  in optional                  NULL: the defaults; the function takes out, keepdims
 * returns  owned scalar wrapped=a        shape of `q`, then `a`'s without the axes; of `a`'s dtype if elements are
 *                                        taken as they are, else of the dtype that `a` and `q` promote to
 * errors   ND_AXIS_ERROR, ND_VALUE_ERROR, ND_INDEX_ERROR, ND_TYPE_ERROR, ND_FLOATING_POINT_ERROR, ND_OVERFLOW_ERROR,
 *          ND_CASTING_ERROR, ND_READ_ONLY, ND_NO_MEMORY
 * numpy    a, q, axis, out, overwrite_input=False, method, keepdims=no_value, *, weights
 */
ND_EXPORT nd_array* nd_nanpercentile(nd_array* a, nd_array* q, const int64_t* axis, int32_t naxis,
                                     nd_quantile_method method, nd_array* weights, const nd_reduce_options* options) {
  return call("nd_nanpercentile", [&] {
    return give(nanpercentile(array(a, "a"), array(q, "q"), quantile_options(axis, naxis, method, weights, options)));
  });
}
