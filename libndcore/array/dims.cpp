// Axes counted from the end, and their checks.
#include "array/dims.hpp"

#include "ndcore/types.h"

namespace nd {

int32_t normalize_axis(int64_t axis, int32_t ndim, std::string_view operation) {
  if (axis < -ndim || axis >= ndim) {
    const ErrorDetail detail{ND_DETAIL_AXIS, ndim, axis};
    fail_with(ND_AXIS_ERROR, detail, operation, ": axis ", axis, " is out of bounds for an array of ", ndim,
              " dimensions");
  }
  return static_cast<int32_t>(axis < 0 ? axis + ndim : axis);
}

Dims normalize_axes(std::span<const int64_t> axes, int32_t ndim, std::string_view operation) {
  Dims result;
  uint64_t seen = 0;
  for (const int64_t given : axes) {
    const int32_t axis = normalize_axis(given, ndim, operation);
    if ((seen >> axis & 1) != 0) fail(ND_VALUE_ERROR, operation, ": duplicate value in 'axis': ", given);
    seen |= uint64_t{1} << axis;
    result.push_back(axis);
  }
  return result;
}

}  // namespace nd
