// Elements added at the ends of the axes.
#pragma once

#include <span>

#include "array/array.hpp"

namespace nd {

// In the order of the ND_PAD_ constants.
enum class PadMode : uint8_t {
  constant,
  edge,
  reflect,
  symmetric,
  wrap,
  empty,
  linear_ramp,
  maximum,
  mean,
  median,
  minimum,
};

struct PadOptions {
  PadMode mode = PadMode::constant;
  // Of constant and linear_ramp: broadcasts to shape (ndim, 2); null for zeros.
  const Array* values = nullptr;
  // Of maximum to minimum: how many elements at each end count, two an axis; negative, or an empty list: all.
  std::span<const int64_t> lengths = {};
  // Of reflect and symmetric: mirrored at the edge's value, too.
  bool odd = false;
  // The statistic of the modes maximum to minimum: over one axis, which stays with extent 1.
  Ref<Array> (*statistic)(const Array& a, int32_t axis) = nullptr;
};
// `widths` holds two numbers an axis, before and after.
Ref<Array> pad(const Array& a, std::span<const int64_t> widths, const PadOptions& options);

}  // namespace nd
