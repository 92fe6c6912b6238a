// Differences of neighbours, gradients, integrals.
/*ND_AREA differences Differences of neighbours along an axis, gradients and integrals. */
#include "shape/differences.hpp"

#include <numbers>

#include "array/creation.hpp"
#include "ndcore/differences.h"
#include "runtime/arguments.hpp"

using namespace nd;
using namespace nd::capi;

/*ND_API diff python
 * Differences of neighbours along an axis, n times over; booleans differ where they are unequal.
 * a        in borrowed   any dtype, at least 1-d
 * n        in default=1  0: `a` itself
 * axis     in default=-1  negative counts from the end
 * prepend  in borrowed optional  put before `a` along the axis first; 0-d: one slice of it
 * append   in borrowed optional  put behind `a`, as `prepend` before it
 * returns  owned wrapped=a  `a`'s shape, less by `n` along the axis but never below 0; of `a`'s dtype
 * errors   ND_VALUE_ERROR, ND_AXIS_ERROR, ND_FLOATING_POINT_ERROR, ND_NO_MEMORY
 * numpy    a, n, axis, prepend=no_value, append=no_value
 */
ND_EXPORT nd_array* nd_diff(nd_array* a, int64_t n, int64_t axis, nd_array* prepend, nd_array* append) {
  return call("nd_diff", [&] {
    const Array& values = array(a, "a");
    const Array* const before = optional_array(prepend, "prepend");
    return give(diff(values, n, axis, before, optional_array(append, "append")));
  });
}

/*ND_API ediff1d python
 * Differences of neighbours in the flattened array, between given elements.
 * ary      in borrowed   any shape, any numeric dtype
 * to_end   in borrowed optional  put behind the differences, flattened; cast to `ary`'s dtype under the rule same_kind
 * to_begin in borrowed optional  put before them, as `to_end` behind
 * returns  owned wrapped=ary  1-d, of `ary`'s dtype
 * errors   ND_TYPE_ERROR, ND_OVERFLOW_ERROR, ND_FLOATING_POINT_ERROR, ND_VALUE_ERROR, ND_NO_MEMORY
 */
ND_EXPORT nd_array* nd_ediff1d(nd_array* ary, nd_array* to_end, nd_array* to_begin) {
  return call("nd_ediff1d", [&] {
    const Array& values = array(ary, "ary");
    const Array* const end = optional_array(to_end, "to_end");
    return give(ediff1d(values, end, optional_array(to_begin, "to_begin")));
  });
}

/*ND_API gradient
 * Slopes along an axis: central differences of second order, at both ends one-sided ones.
 * Over uneven distances the differences are weighted so that they are of second order all the same.
 * f        in borrowed   at least `edge_order` + 1 slices along the axis; integers count as float64
 * spacing  in borrowed   the distance of neighbours, 0-d, or their coordinates, 1-d; real numbers
 * axis     in default=0  negative counts from the end
 * edge_order in default=1  order of the differences at the ends, 1 or 2
 * returns  owned         `f`'s shape and dtype
 * errors   ND_VALUE_ERROR, ND_TYPE_ERROR, ND_AXIS_ERROR, ND_FLOATING_POINT_ERROR, ND_NO_MEMORY
 */
ND_EXPORT nd_array* nd_gradient(nd_array* f, nd_array* spacing, int64_t axis, int64_t edge_order) {
  return call("nd_gradient", [&] {
    const Array& values = array(f, "f");
    return give(gradient(values, array(spacing, "spacing"), axis, edge_order));
  });
}

/*ND_API trapezoid python asks=y+x
 * The integral along an axis by the trapezoidal rule.
 * y        in borrowed   any numeric dtype, at least 1-d
 * x        in borrowed optional  coordinates, 1-d along the axis or of a shape that broadcasts with `y`'s; NULL: `dx`
 * dx       in borrowed weak optional  the distance of neighbours, 0-d, real, where there is no `x`; NULL: 1
 * axis     in default=-1  negative counts from the end
 * returns  owned scalar wrapped=y  `y`'s shape without the axis; a floating-point or complex dtype
 * errors   ND_VALUE_ERROR, ND_TYPE_ERROR, ND_AXIS_ERROR, ND_FLOATING_POINT_ERROR, ND_OVERFLOW_ERROR, ND_NO_MEMORY
 * numpy    y, x, dx=1.0, axis
 */
ND_EXPORT nd_array* nd_trapezoid(nd_array* y, nd_array* x, nd_array* dx, int64_t axis) {
  return call("nd_trapezoid", [&] {
    const Array& values = array(y, "y");
    const Array* const coordinates = optional_array(x, "x");
    const Array* const step = optional_array(dx, "dx");
    return give(trapezoid(values, coordinates, step != nullptr ? *step : *scalar(1.0, ND_WEAK_FLOAT), axis));
  });
}

/*ND_API unwrap python asks=p
 * Angles without jumps: multiples of the period are added so that neighbours differ by at most half of it.
 * p        in borrowed           real numbers, at least 1-d
 * discont  in borrowed weak optional  0-d: smaller differences stay; NULL: half a period
 * axis     in default=-1         negative counts from the end
 * period   in borrowed weak optional  0-d; NULL: 2π, of radians
 * returns  owned                 `p`'s shape, the dtype that `p` and `period` promote to
 * errors   ND_VALUE_ERROR, ND_TYPE_ERROR, ND_AXIS_ERROR, ND_OVERFLOW_ERROR, ND_FLOATING_POINT_ERROR, ND_NO_MEMORY
 * numpy    p, discont, axis, *, period=6.283185307179586
 */
ND_EXPORT nd_array* nd_unwrap(nd_array* p, nd_array* discont, int64_t axis, nd_array* period) {
  return call("nd_unwrap", [&] {
    const Array& angles = array(p, "p");
    const Array* const limit = optional_array(discont, "discont");
    const Array* const turn = optional_array(period, "period");
    const Ref<Array> radians = scalar(2 * std::numbers::pi, ND_WEAK_FLOAT);
    return give(unwrap(angles, turn != nullptr ? *turn : *radians, limit, axis));
  });
}
