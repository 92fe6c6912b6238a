// Linear interpolation between points.
/*ND_AREA stats*/
#include "ndcore/stats.h"

#include "runtime/arguments.hpp"
#include "runtime/guard.hpp"
#include "stats/interpolate.hpp"

using namespace nd;
using namespace nd::capi;

/*ND_API interp group=stats
 * Linear interpolation between points.
 * x        in borrowed   real numbers, any shape; NaN gives NaN
 * xp       in borrowed   1-d, at least one, rising (unless there is a period); real numbers
 * fp       in borrowed   1-d, as long as `xp`: the values there
 * left     in optional   0-d, for `x` below `xp`; NULL: the first of `fp`
 * right    in optional   0-d, for `x` above `xp`; NULL: the last of `fp`
 * period   in default=0  of `x` and `xp`, which may then be in any order; `left` and `right` have no effect
 * returns  owned         shape of `x`, float64, of complex `fp` complex128
 * errors   ND_VALUE_ERROR, ND_TYPE_ERROR, ND_FLOATING_POINT_ERROR, ND_NO_MEMORY
 */
ND_EXPORT nd_array* nd_interp(nd_array* x, nd_array* xp, nd_array* fp, nd_array* left, nd_array* right, double period) {
  return call("nd_interp", [&] {
    const Array& places = array(x, "x");
    const Array& known = array(xp, "xp");
    return give(interpolate(places, known, array(fp, "fp"),
                            {optional_array(left, "left"), optional_array(right, "right"), period}));
  });
}
