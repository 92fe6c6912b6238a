// Constants, unit matrices and foreign memory.
#include "array/creation.hpp"

namespace nd {

Ref<Array> full(std::span<const int64_t> shape, const Array& value, DType* dtype, int32_t order) {
  Ref<Array> result = empty(dtype != nullptr ? dtype : native(value.dtype), shape, order);
  assign(*result, value);
  return result;
}

Ref<Array> ones(DType* dtype, std::span<const int64_t> shape, int32_t order) {
  Ref<Array> result = empty(dtype, shape, order);
  fill(*result, *scalar(int64_t{1}));
  return result;
}

Ref<Array> eye(int64_t rows, int64_t columns, int64_t k, DType* dtype, int32_t order) {
  if (rows < 0 || columns < 0) {
    fail(ND_VALUE_ERROR, "eye: negative dimensions are not allowed, not ", rows, " and ", columns);
  }
  Ref<Array> result = zeros(dtype, Dims{rows, columns}, order);
  const int64_t first_row = k < 0 ? -std::max(k, -INT64_MAX) : 0;  // the lowest integer has no negative
  const int64_t first_column = k > 0 ? k : 0;
  if (first_row >= rows || first_column >= columns) return result;
  const int64_t count = std::min(rows - first_row, columns - first_column);
  const Ref<Array> diagonal =
      view(*result, result->data + first_row * result->stride(0) + first_column * result->stride(1), Dims{count},
           Dims{result->stride(0) + result->stride(1)});
  fill(*diagonal, *scalar(int64_t{1}));
  return result;
}

namespace {

// Bytes from the lowest to one past the highest that the strides reach, and the offset of the first element in them.
struct Reach {
  int64_t bytes;
  int64_t first;
};

// Who asks for an array over foreign memory is named by the C API's guard: messages begin with a colon.
Reach reach_of(std::span<const int64_t> shape, std::span<const int64_t> strides, int64_t itemsize) {
  int64_t low = 0;
  int64_t high = itemsize;
  for (size_t i = 0; i < shape.size(); ++i) {
    if (shape[i] == 0) return {0, 0};
    const int64_t span = checked_multiply(strides[i], shape[i] - 1, "");
    int64_t& end = span < 0 ? low : high;
    end = checked_add(end, span, "");
  }
  if (low == INT64_MIN) fail(ND_VALUE_ERROR, ": strides reach over more than 2^63 - 1 bytes");
  return {checked_add(high, -low, ""), -low};
}

Ref<Array> wrap_memory(void* data, DType* dtype, std::span<const int64_t> shape, const int64_t* strides,
                       bool writeable) {
  checked_size(shape, dtype->itemsize, "");
  Dims steps = contiguous_strides(shape, dtype->itemsize, ND_ORDER_C);
  const bool is_empty = std::ranges::find(shape, 0) != shape.end();
  // A stride that is never walked may be any number, with which nobody shall compute.
  for (int32_t i = 0; strides != nullptr && !is_empty && i < steps.size(); ++i) {
    if (shape[static_cast<size_t>(i)] > 1) steps[i] = strides[i];
  }
  const Reach reach = reach_of(shape, steps, dtype->itemsize);
  if (data == nullptr && reach.bytes > 0) fail(ND_VALUE_ERROR, ": argument `data` must not be NULL");
  // Where the memory is said to begin and end, there are addresses.
  const auto first = reinterpret_cast<uintptr_t>(data) - static_cast<uintptr_t>(reach.first);
  if (first > reinterpret_cast<uintptr_t>(data) || first + static_cast<uintptr_t>(reach.bytes) < first)
    fail(ND_VALUE_ERROR, ": strides reach out of the address space");
  Ref<Buffer> buffer = Buffer::wrap(data, static_cast<size_t>(reach.bytes), writeable, nullptr, nullptr);
  return Array::create(dtype, shape, steps, static_cast<std::byte*>(data), std::move(buffer), writeable, false);
}

}  // namespace

Ref<Array> wrap(void* data, DType* dtype, std::span<const int64_t> shape, const int64_t* strides, bool writeable,
                Buffer::Deleter deleter, void* context) {
  Ref<Array> result = wrap_memory(data, dtype, shape, strides, writeable);
  // Last: if anything before fails, the memory still is the caller's.
  result->buffer->set_deleter(deleter, context);
  return result;
}

Ref<Array> from_memory(const void* data, DType* dtype, std::span<const int64_t> shape, const int64_t* strides) {
  const Ref<Array> foreign = wrap_memory(const_cast<void*>(data), dtype, shape, strides, false);
  return copy(*foreign, ND_ORDER_C);
}

}  // namespace nd
