// Covariances and correlations of variables.
/*ND_AREA stats*/
#include "ndcore/stats.h"

#include "areas/options.hpp"
#include "linalg/covariance.hpp"
#include "runtime/arguments.hpp"
#include "runtime/guard.hpp"

using namespace nd;
using namespace nd::capi;

namespace {

CovarianceOptions covariance_options(nd_array* y, int32_t rowvar, int64_t ddof, nd_array* fweights, nd_array* aweights,
                                     nd_dtype* dtype) {
  return {optional_array(y, "y"),
          flag_argument(rowvar, "rowvar"),
          ddof,
          optional_array(fweights, "fweights"),
          optional_array(aweights, "aweights"),
          optional_dtype(dtype, "dtype")};
}

}  // namespace

/*ND_API cov group=stats
 * Covariances of variables.
 * m        in borrowed    variables, at most 2-d; one that is 1-d is a single variable
 * y        in optional    further variables, with as many observations
 * rowvar   in default=1   1: each row is a variable, each column an observation; 0: the other way round
 * ddof     in default=1   the sum of products is divided by the number of observations less this
 * fweights in optional    1-d whole numbers: how often each observation counts
 * aweights in optional    1-d: how much each observation weighs
 * dtype    in optional    NULL: float64, or what the variables need beyond it
 * returns  owned          a square matrix, 0-d for a single variable; the bits are BLAS's
 * errors   ND_VALUE_ERROR, ND_TYPE_ERROR, ND_LINALG_ERROR, ND_FLOATING_POINT_ERROR, ND_NO_MEMORY
 */
ND_EXPORT nd_array* nd_cov(nd_array* m, nd_array* y, nd_flag rowvar, int64_t ddof, nd_array* fweights,
                           nd_array* aweights, nd_dtype* dtype) {
  return call("nd_cov", [&] {
    return give(covariance(array(m, "m"), covariance_options(y, rowvar, ddof, fweights, aweights, dtype)));
  });
}

/*ND_API corrcoef group=stats python
 * Correlations of variables: covariances over the standard deviations of both.
 * x        in borrowed    variables, at most 2-d; one that is 1-d is a single variable
 * y        in optional    further variables, with as many observations
 * rowvar   in default=1   1: each row is a variable, each column an observation; 0: the other way round
 * dtype    in optional    NULL: float64, or what the variables need beyond it
 * returns  owned scalar   a square matrix, 0-d for a single variable; no part beyond 1; the bits are BLAS's
 * errors   ND_VALUE_ERROR, ND_TYPE_ERROR, ND_LINALG_ERROR, ND_FLOATING_POINT_ERROR, ND_NO_MEMORY
 * numpy    x, y, rowvar, *, dtype
 */
ND_EXPORT nd_array* nd_corrcoef(nd_array* x, nd_array* y, nd_flag rowvar, nd_dtype* dtype) {
  return call("nd_corrcoef", [&] {
    return give(correlation(array(x, "x"), covariance_options(y, rowvar, 1, nullptr, nullptr, dtype)));
  });
}
