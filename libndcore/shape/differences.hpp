// Differences of neighbours along an axis, and what is made of them: gradients and integrals.
#pragma once

#include "array/array.hpp"

namespace nd {

// a[i + 1] - a[i] along an axis, n times over; booleans by inequality. `prepend` and `append` (may be null) are put
// before and behind `a` first; 0-d ones stand for one slice.
Ref<Array> diff(const Array& a, int64_t n, int64_t axis, const Array* prepend = nullptr, const Array* append = nullptr);

// Differences of the flattened array, between the elements of `begin` and `end`.
Ref<Array> ediff1d(const Array& a, const Array* end, const Array* begin);

// Slopes along an axis: central differences, at both ends one-sided of order 1 or 2. `spacing` is the distance of
// neighbours (0-d) or their coordinates (1-d).
Ref<Array> gradient(const Array& f, const Array& spacing, int64_t axis, int32_t edge_order);

// The integral along an axis by the trapezoidal rule, over coordinates `x` (1-d, or broadcast to y's shape) or steps of
// `dx`.
Ref<Array> trapezoid(const Array& y, const Array* x, const Array& dx, int64_t axis);

// `p` with multiples of the period added so that neighbours along an axis differ by at most half a period. Differences
// below `discont` stay (null: half a period). The numbers are 0-d.
Ref<Array> unwrap(const Array& p, const Array& period, const Array* discont, int64_t axis);

}  // namespace nd
