// Broadcasting of shapes, and strides of an operand stretched to a broadcast shape.
#pragma once

#include <span>

#include "array/array.hpp"

namespace nd {

// The common shape of all; ND_VALUE_ERROR "add: operands could not be broadcast together with shapes (3,) (4,)".
Dims broadcast_shapes(std::span<const std::span<const int64_t>> shapes, std::string_view operation);
Dims broadcast_shapes(std::span<const Array* const> arrays, std::string_view operation);

// Strides of an operand of `from` shape seen as `to` shape: 0 on stretched axes. `from` must broadcast to `to`, else
// ND_VALUE_ERROR.
Dims broadcast_strides(std::span<const int64_t> from, std::span<const int64_t> strides, std::span<const int64_t> to,
                       std::string_view operation);

// A read-only view of `a` in a larger shape.
Ref<Array> broadcast_to(const Array& a, std::span<const int64_t> shape);

}  // namespace nd
