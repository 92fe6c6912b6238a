// Values between given points.
#pragma once

#include "array/array.hpp"

namespace nd {

struct InterpolationOptions {
  const Array* left = nullptr;   // 0-d, for x below the first point; null: the first value
  const Array* right = nullptr;  // above the last point; null: the last value
  double period = 0;             // of x; 0: none
};
// Linear interpolation at `x` of the points (xp, fp), 1-d, xp rising: float64, or complex128 if fp is complex.
Ref<Array> interpolate(const Array& x, const Array& xp, const Array& fp, const InterpolationOptions& options = {});

}  // namespace nd
