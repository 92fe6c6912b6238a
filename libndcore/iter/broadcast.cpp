// Broadcasting rules: shapes are aligned at their last axis, an extent of 1 stretches.
#include "iter/broadcast.hpp"

#include <string>

namespace nd {

namespace {

[[noreturn]] void fail_broadcast(std::span<const std::span<const int64_t>> shapes, std::string_view operation) {
  std::string list;
  for (const auto shape : shapes) {
    list += ' ';
    detail::append(list, shape);
  }
  fail(ND_VALUE_ERROR, operation, ": operands could not be broadcast together with shapes", list);
}

}  // namespace

Dims broadcast_shapes(std::span<const std::span<const int64_t>> shapes, std::string_view operation) {
  size_t ndim = 0;
  for (const auto shape : shapes) ndim = std::max(ndim, shape.size());
  if (ndim > kMaxDims)
    fail(ND_VALUE_ERROR, operation, ": an array has at most ", kMaxDims, " dimensions, not ", int64_t(ndim));
  Dims result(static_cast<int32_t>(ndim), 1);
  for (const auto shape : shapes) {
    const auto offset = static_cast<int32_t>(ndim - shape.size());
    for (size_t i = 0; i < shape.size(); ++i) {
      int64_t& extent = result[offset + static_cast<int32_t>(i)];
      if (shape[i] == extent || shape[i] == 1) continue;
      if (extent != 1) fail_broadcast(shapes, operation);
      extent = shape[i];
    }
  }
  return result;
}

Dims broadcast_shapes(std::span<const Array* const> arrays, std::string_view operation) {
  std::array<std::span<const int64_t>, 64> shapes;
  if (arrays.size() > shapes.size())
    fail(ND_VALUE_ERROR, operation, ": at most 64 arrays broadcast together, not ", int64_t(arrays.size()));
  for (size_t i = 0; i < arrays.size(); ++i) shapes[i] = arrays[i]->shape();
  return broadcast_shapes(std::span<const std::span<const int64_t>>(shapes.data(), arrays.size()), operation);
}

Dims broadcast_strides(std::span<const int64_t> from, std::span<const int64_t> strides, std::span<const int64_t> to,
                       std::string_view operation) {
  if (from.size() > to.size()) {
    fail(ND_VALUE_ERROR, operation, ": an array of shape ", from, " could not be broadcast to shape ", to);
  }
  const size_t offset = to.size() - from.size();
  Dims result(static_cast<int32_t>(to.size()), 0);
  for (size_t i = 0; i < from.size(); ++i) {
    if (from[i] == to[offset + i]) {
      // The stride of a single element is never walked: 0 lets axes merge.
      result[static_cast<int32_t>(offset + i)] = from[i] == 1 ? 0 : strides[i];
    } else if (from[i] != 1) {
      fail(ND_VALUE_ERROR, operation, ": an array of shape ", from, " could not be broadcast to shape ", to);
    }
  }
  return result;
}

Ref<Array> broadcast_to(const Array& a, std::span<const int64_t> shape) {
  checked_size(shape, a.itemsize(), "broadcast_to");
  const Dims strides = broadcast_strides(a.shape(), a.strides(), shape, "broadcast_to");
  Ref<Array> result = view(a, a.data, shape, strides);
  result->writeable = false;
  return result;
}

}  // namespace nd
