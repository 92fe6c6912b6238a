// Arrays for tests: counted values in a given memory layout, and reading elements back by index.
#pragma once

#include <string>
#include <vector>

#include "array/array.hpp"

namespace nd::test {

inline const std::vector<std::string> kLayouts{"C", "F", "reversed", "strided", "unaligned", "swapped", "transposed"};

// The address of the element at a position in C order.
inline std::byte* place_of(const Array& a, int64_t position) {
  std::byte* place = a.data;
  for (int32_t axis = a.ndim - 1; axis >= 0; --axis) {
    place += position % a.shape(axis) * a.stride(axis);
    position /= a.shape(axis);
  }
  return place;
}

// The element at a position in C order, as double; any dtype and layout.
inline double element(const Array& a, int64_t position) {
  const Ref<Array> one = Array::create(a.dtype, {}, {}, place_of(a, position), a.buffer, false, true);
  const Ref<Array> value = astype(*one, dtype_of<double>());
  return *value->as<double>();
}

inline std::vector<double> values(const Array& a) {
  std::vector<double> result;
  for (int64_t i = 0; i < a.size; ++i) result.push_back(element(a, i));
  return result;
}

// A zeroed array of `shape`, lying in memory as `layout` says.
inline Ref<Array> blank(DType* dtype, std::span<const int64_t> shape, const std::string& layout) {
  const auto ndim = static_cast<int32_t>(shape.size());
  DType* const type = layout == "swapped" ? dtype_of(dtype->code, true) : dtype;
  const int64_t itemsize = type->itemsize;
  const int64_t bytes = count_of(shape) * itemsize;
  const Ref<Buffer> buffer = Buffer::allocate(static_cast<size_t>(3 * bytes + 64), true);
  Dims strides = contiguous_strides(shape, itemsize, layout == "F" ? ND_ORDER_F : ND_ORDER_C);
  std::byte* data = buffer->data + (layout == "unaligned" ? 1 : 0);
  if (layout == "transposed" && ndim > 1) {  // the first two axes swapped in memory
    Dims swapped(shape);
    std::swap(swapped[0], swapped[1]);
    strides = contiguous_strides(swapped, itemsize, ND_ORDER_C);
    std::swap(strides[0], strides[1]);
  }
  for (int32_t i = 0; i < ndim; ++i) {
    if (layout == "strided") strides[i] *= 3;
    if (layout != "reversed") continue;
    data += strides[i] * std::max<int64_t>(shape[static_cast<size_t>(i)] - 1, 0);
    strides[i] = -strides[i];
  }
  return Array::create(type, shape, strides, data, buffer, true, false);
}

// 0, 1, 2, … (modulo 100) in C order of `shape`, lying in memory as `layout` says.
inline Ref<Array> counted(DType* dtype, std::span<const int64_t> shape, const std::string& layout = "C") {
  const Ref<Array> result = blank(dtype, shape, layout);
  for (int64_t position = 0; position < result->size; ++position) {
    const Ref<Array> one =
        Array::create(result->dtype, {}, {}, place_of(*result, position), result->buffer, true, true);
    assign(*one, *scalar(static_cast<int64_t>(dtype->is_bool() ? position % 2 : position % 100)));
  }
  return result;
}

}  // namespace nd::test
