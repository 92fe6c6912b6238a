// Making arrays: contiguity, alignment, strides and checked sizes. Their memory is buffer.cpp's.
#include "array/array.hpp"

#include <cstdlib>
#include <cstring>
#include <new>
#include <string>

#include "dtype/user_type.hpp"
#include "kernels/memory_kernels.hpp"

namespace nd {

namespace {

struct Contiguity {
  bool c, f;
};

// Of an array without elements the product of extents may overflow; what comes out then is never used.
int64_t times(int64_t stride, int64_t extent) noexcept {
  int64_t result = 0;
  (void)__builtin_mul_overflow(stride, extent, &result);
  return result;
}

Contiguity contiguity_of(std::span<const int64_t> shape, std::span<const int64_t> strides, int64_t itemsize) {
  const auto ndim = static_cast<int32_t>(shape.size());
  bool c = true;
  bool f = true;
  int64_t expected = itemsize;
  for (int32_t i = ndim - 1; i >= 0; --i) {
    const auto k = static_cast<size_t>(i);
    if (shape[k] == 0) return {true, true};
    c = c && (shape[k] == 1 || strides[k] == expected);
    expected = times(expected, shape[k]);
  }
  if (ndim <= 1) return {c, c};
  expected = itemsize;
  for (size_t k = 0; k < shape.size(); ++k) {
    f = f && (shape[k] == 1 || strides[k] == expected);
    expected = times(expected, shape[k]);
  }
  return {c, f};
}

bool is_aligned(const std::byte* data, std::span<const int64_t> shape, std::span<const int64_t> strides,
                int32_t alignment) {
  if (alignment == 1) return true;
  auto bits = reinterpret_cast<uintptr_t>(data);
  for (size_t i = 0; i < shape.size(); ++i) {
    if (shape[i] > 1) bits |= static_cast<uintptr_t>(strides[i]);
    if (shape[i] == 0) return true;
  }
  return (bits & static_cast<uintptr_t>(alignment - 1)) == 0;
}

Ref<Array> create_contiguous(DType* dtype, std::span<const int64_t> shape, int32_t order, bool zeroed) {
  const int64_t bytes = checked_size(shape, dtype->itemsize, zeroed ? "zeros" : "empty");
  const Dims strides = contiguous_strides(shape, dtype->itemsize, order);
  return Array::allocate(dtype, shape, strides, static_cast<size_t>(bytes), zeroed);
}

}  // namespace

Array::Array(DType* array_dtype, std::span<const int64_t> shape, std::span<const int64_t> strides,
             std::byte* array_data, Ref<Buffer> array_buffer, bool may_write, bool view, int32_t weak_kind) noexcept
    : Object(Kind::array),
      dtype(array_dtype),
      data(array_data),
      ndim(static_cast<int32_t>(shape.size())),
      size(count_of(shape)),
      buffer(std::move(array_buffer)),
      weak(weak_kind),
      is_view(view),
      writeable(may_write),
      dims_(reinterpret_cast<int64_t*>(reinterpret_cast<std::byte*>(this) + sizeof(Array))) {
  std::copy(shape.begin(), shape.end(), dims_);
  std::copy(strides.begin(), strides.end(), dims_ + ndim);
  const Contiguity flags = contiguity_of(shape, strides, dtype->itemsize);
  c_contiguous = flags.c;
  f_contiguous = flags.f;
  aligned = is_aligned(data, shape, strides, dtype->alignment);
}

bool is_c_contiguous(std::span<const int64_t> shape, std::span<const int64_t> strides, int64_t itemsize) {
  return contiguity_of(shape, strides, itemsize).c;
}

bool is_f_contiguous(std::span<const int64_t> shape, std::span<const int64_t> strides, int64_t itemsize) {
  return contiguity_of(shape, strides, itemsize).f;
}

int64_t checked_size(std::span<const int64_t> shape, int64_t itemsize, std::string_view operation) {
  if (shape.size() > kMaxDims) {
    fail(ND_VALUE_ERROR, operation, ": an array has at most ", kMaxDims, " dimensions, not ", int64_t(shape.size()));
  }
  int64_t bytes = itemsize;
  bool is_empty = false;
  for (const int64_t extent : shape) {
    if (extent < 0) fail(ND_VALUE_ERROR, operation, ": negative dimensions are not allowed, shape is ", shape);
    // An empty array must have a size that fits, too, as in NumPy: its strides are computed from the extents.
    if (extent == 0) {
      is_empty = true;
    } else if (__builtin_mul_overflow(bytes, extent, &bytes)) {
      fail(ND_VALUE_ERROR, operation, ": array is too big; shape ", shape, " of ", itemsize,
           "-byte elements is larger than the address space");
    }
  }
  return is_empty ? 0 : bytes;
}

Dims contiguous_strides(std::span<const int64_t> shape, int64_t itemsize, int32_t order) {
  const auto ndim = static_cast<int32_t>(shape.size());
  Dims strides;
  strides.resize(ndim);
  int64_t stride = itemsize;
  for (int32_t i = 0; i < ndim; ++i) {
    const int32_t axis = order == ND_ORDER_F ? i : ndim - 1 - i;
    strides[axis] = stride;
    const int64_t extent = shape[static_cast<size_t>(axis)];
    if (extent != 0) stride = times(stride, extent);
  }
  return strides;
}

Ref<Array> empty(DType* dtype, std::span<const int64_t> shape, int32_t order) {
  return create_contiguous(dtype, shape, order, false);
}

Ref<Array> zeros(DType* dtype, std::span<const int64_t> shape, int32_t order) {
  Ref<Array> result = create_contiguous(dtype, shape, order, true);
  if (dtype->user != nullptr && !dtype->user->zero_is_bytes()) {
    kernels::copy_strided(dtype->user->zero.data(), 0, result->data, dtype->itemsize, result->size, dtype->itemsize);
  }
  return result;
}

namespace {

// ND_ORDER_C, ND_ORDER_F, or ND_ORDER_K where neither gives the order of the prototype's axes.
int32_t order_like(const Array& prototype, int32_t order) {
  if (order == ND_ORDER_C || (order == ND_ORDER_K && prototype.c_contiguous) || prototype.ndim <= 1) return ND_ORDER_C;
  if (order == ND_ORDER_F || (prototype.f_contiguous && !prototype.c_contiguous)) return ND_ORDER_F;
  return order == ND_ORDER_A ? ND_ORDER_C : ND_ORDER_K;
}

// Axes sorted by the absolute stride of the prototype, smallest first; of equal ones the last axis comes first.
Dims axes_by_stride(const Array& prototype) {
  Dims axes;
  for (int32_t i = prototype.ndim - 1; i >= 0; --i) axes.push_back(i);
  std::stable_sort(axes.begin(), axes.end(), [&](int64_t a, int64_t b) {
    return std::abs(prototype.stride(static_cast<int32_t>(a))) < std::abs(prototype.stride(static_cast<int32_t>(b)));
  });
  return axes;
}

}  // namespace

Dims strides_in_order(std::span<const int64_t> shape, int64_t itemsize, const Dims& order) {
  Dims strides(order.size(), 0);
  int64_t stride = itemsize;
  for (const int64_t axis : order) {
    strides[static_cast<int32_t>(axis)] = stride;
    stride *= std::max<int64_t>(shape[static_cast<size_t>(axis)], 1);
  }
  return strides;
}

Ref<Array> empty_like(const Array& prototype, DType* dtype, int32_t order) {
  const int32_t layout = order_like(prototype, order);
  if (layout != ND_ORDER_K) return empty(dtype, prototype.shape(), layout);
  return empty_in_order(dtype, prototype.shape(), axes_by_stride(prototype));
}

Ref<Array> empty_in_order(DType* dtype, std::span<const int64_t> shape, const Dims& order) {
  const int64_t bytes = checked_size(shape, dtype->itemsize, "empty_like");
  return Array::allocate(dtype, shape, strides_in_order(shape, dtype->itemsize, order), static_cast<size_t>(bytes));
}

Ref<Array> stand_in(DType* dtype, std::span<const int64_t> shape, std::span<const int64_t> strides) {
  // Aligned, and apart from all memory there is.
  auto* const nowhere = reinterpret_cast<std::byte*>(uintptr_t{64});
  const auto bytes = static_cast<size_t>(checked_size(shape, dtype->itemsize, "empty_like"));
  return Array::create(dtype, shape, strides, nowhere, Buffer::wrap(nowhere, bytes, true, nullptr, nullptr), true,
                       false);
}

Ref<Array> stand_in_like(const Array& prototype, DType* dtype, int32_t order) {
  const int32_t layout = order_like(prototype, order);
  const std::span<const int64_t> shape = prototype.shape();
  return stand_in(dtype, shape,
                  layout != ND_ORDER_K ? contiguous_strides(shape, dtype->itemsize, layout)
                                       : strides_in_order(shape, dtype->itemsize, axes_by_stride(prototype)));
}

Ref<Array> scalar(DType* dtype, const void* value, int32_t weak) {
  const auto bytes = static_cast<size_t>(dtype->itemsize);
  Ref<Array> result = Array::allocate(dtype, {}, {}, bytes, false, weak);
  std::memcpy(result->data, value, bytes);
  return result;
}

Ref<Array> view(const Array& base, DType* dtype, std::byte* data, std::span<const int64_t> shape,
                std::span<const int64_t> strides) {
  return Array::create(dtype, shape, strides, data, base.buffer, base.writeable, true);
}

Ref<Array> view(const Array& base, std::byte* data, std::span<const int64_t> shape, std::span<const int64_t> strides) {
  return view(base, base.dtype, data, shape, strides);
}

void require_writeable(const Array& a, std::string_view operation, std::string_view argument) {
  if (!a.writeable) fail(ND_READ_ONLY, operation, ": argument `", argument, "` is read-only");
}

}  // namespace nd
