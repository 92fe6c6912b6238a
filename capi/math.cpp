// Mathematical functions of arrays that are made of several ufuncs.
#include "ufunc/angle.hpp"

#include "ndcore/math.h"
#include "runtime/arguments.hpp"

/*ND_AREA math Mathematical functions made of several elementwise ones. */

using namespace nd;
using namespace nd::capi;

/*ND_API angle since=1
 * The angles of complex numbers, in (-π, π] or in degrees: arctan2 of imaginary and real part. Real numbers count as
 * complex ones with a positive zero.
 * z        in borrowed
 * deg      in default=0   nonzero: degrees
 * returns  owned          real, of the precision of `z`; integers and booleans give a float
 * errors   ND_NO_MEMORY
 */
ND_EXPORT nd_array* nd_angle(nd_array* z, int32_t deg) {
  return call("nd_angle", [&] { return give(angle(object<Array>(z, "z"), deg != 0)); });
}
