// The order in which NumPy's iterator walks axes: it decides how fresh outputs lie in memory and in which order a
// reduction takes its elements. Used by ufunc/ for both.
#pragma once

#include <span>

#include "array/dims.hpp"

namespace nd {

// Axes sorted by the strides of all operands, innermost first. Each operand has one stride an axis, given innermost
// axis first, 0 where it is stretched or has one element; the result holds positions in these lists. C order wins ties.
Dims sort_axes(std::span<const Dims> strides);

}  // namespace nd
