// Functions that are made of several ufuncs, or of one and a rule of their own. NumPy's results and dtypes.
#pragma once

#include "array/array.hpp"

namespace nd {

// `base` raised to evenly spaced exponents, along a new first axis; `base` broadcasts with `start` and `stop`.
Ref<Array> logspace(const Array& start, const Array& stop, int64_t count, bool endpoint, const Array& base,
                    DType* dtype = nullptr);
// From `start` to `stop`, each the same multiple of the one before; neither may be zero.
Ref<Array> geomspace(const Array& start, const Array& stop, int64_t count, bool endpoint, DType* dtype = nullptr);

// Elements limited to [low, high]; a null bound limits nothing, nor does a Python integer past the ends of x's dtype.
Ref<Array> clip(const Array& x, const Array* low, const Array* high);

// The elements rounded to a number of decimals, halves to the even neighbour; negative decimals: to tens, hundreds ….
Ref<Array> round(const Array& a, int64_t decimals, Array* out = nullptr);

// A copy with other values for NaN, inf and -inf; null: 0, and the largest and the smallest number of the dtype.
Ref<Array> nan_to_num(const Array& x, const Array* nan = nullptr, const Array* posinf = nullptr,
                      const Array* neginf = nullptr, Array* out = nullptr);

// sin(pi x) / (pi x), 1 at zero.
Ref<Array> sinc(const Array& x);

// Whether |a - b| <= atol + rtol * |b|, element by element; infinities are close to themselves. The tolerances
// broadcast.
struct Tolerances {
  const Array* relative;
  const Array* absolute;
  bool equal_nan = false;
};
Ref<Array> isclose(const Array& a, const Array& b, const Tolerances& tolerances);
bool allclose(const Array& a, const Array& b, const Tolerances& tolerances);
// Whether two arrays have the same shape (or broadcast to one) and equal elements.
bool array_equal(const Array& a, const Array& b, bool equal_nan = false);
bool array_equiv(const Array& a, const Array& b);

// arctan2(imaginary, real), in radians or degrees; real numbers count as complex ones with a positive zero.
Ref<Array> angle(const Array& z, bool degrees);
// Whether the imaginary part is not zero, is zero.
Ref<Array> iscomplex(const Array& x);
Ref<Array> isreal(const Array& x);
// The real and the imaginary part of each element along a last axis, without the axes of one element: a view.
Ref<Array> both_parts(const Array& z);
// The real part, if all imaginary parts are below `tolerance`, which counts in units of the last place of 1 if larger
// than 1; else `a` itself.
Ref<Array> real_if_close(const Array& a, double tolerance);

}  // namespace nd
