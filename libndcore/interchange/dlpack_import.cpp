// DLPack's managed tensors as arrays. What a tensor says comes from others: it is checked before it is used.
#include <algorithm>

#include "array/creation.hpp"
#include "array/deleters.hpp"
#include "core/checked.hpp"
#include "interchange/dlpack.hpp"
#include "ndcore/interchange_structs.h"

namespace nd {

namespace {

constexpr uint32_t kMajor = 1;  // of newer ones only the deleter's place is known

struct Tensor {
  const nd_dlpack_tensor& fields;
  uint64_t flags;
};

// A legacy tensor cannot tell whether it may be written, so it is taken as read-only, as NumPy takes it.
Tensor tensor_of(void* managed, bool versioned) {
  if (!versioned) return {static_cast<nd_dlpack_managed*>(managed)->tensor, ND_DLPACK_READ_ONLY};
  const auto& known = *static_cast<nd_dlpack_managed_versioned*>(managed);
  if (known.major > kMajor) {
    fail(ND_BUFFER_ERROR, ": version ", known.major, ".", known.minor, " of DLPack is newer than version ", kMajor);
  }
  return {known.tensor, known.flags};
}

void check_device(const nd_dlpack_tensor& tensor) {
  switch (tensor.device_type) {
    case ND_DLPACK_CPU:
    case ND_DLPACK_CUDA_HOST:
    case ND_DLPACK_ROCM_HOST:
    case ND_DLPACK_CUDA_MANAGED: return;
    default:
      fail(ND_BUFFER_ERROR, ": the data lie on device (", tensor.device_type, ", ", tensor.device_id,
           "), which the CPU cannot read");
  }
}

DType* dtype_of_tensor(const nd_dlpack_tensor& tensor) {
  for (nd_type_code code = ND_BOOL; code <= ND_COMPLEX128; ++code) {
    DType* const dtype = dtype_of(code);
    const bool fits = dlpack_type_code(*dtype) == tensor.type_code && 8 * dtype->itemsize == tensor.type_bits;
    if (fits && tensor.type_lanes == 1) return dtype;
  }
  fail(ND_BUFFER_ERROR, ": DLPack's type code ", int32_t{tensor.type_code}, " of ", int32_t{tensor.type_bits},
       " bits and ", int32_t{tensor.type_lanes}, " lanes is not supported");
}

std::span<const int64_t> shape_of(const nd_dlpack_tensor& tensor) {
  if (tensor.ndim < 0 || tensor.ndim > kMaxDims) {
    fail(ND_VALUE_ERROR, ": the tensor has ", tensor.ndim, " dimensions; an array has 0 to ", kMaxDims);
  }
  if (tensor.ndim == 0) return {};
  if (tensor.shape == nullptr) fail(ND_VALUE_ERROR, ": the tensor's shape is NULL, with ", tensor.ndim, " dimensions");
  return {tensor.shape, static_cast<size_t>(tensor.ndim)};
}

bool is_empty(std::span<const int64_t> shape) { return std::ranges::find(shape, 0) != shape.end(); }

// Strides that are never walked may be any numbers; `wrap` does not look at them.
Dims strides_of(const nd_dlpack_tensor& tensor, std::span<const int64_t> shape, int64_t itemsize) {
  Dims strides(tensor.ndim, 0);
  for (int32_t axis = 0; axis < tensor.ndim && !is_empty(shape); ++axis) {
    const bool is_walked = shape[static_cast<size_t>(axis)] > 1;
    if (is_walked) strides[axis] = checked_multiply(tensor.strides[axis], itemsize, "");
  }
  return strides;
}

void* first_element(const nd_dlpack_tensor& tensor, std::span<const int64_t> shape) {
  if (tensor.data == nullptr && !is_empty(shape))
    fail(ND_VALUE_ERROR, ": the tensor's data are NULL, its shape is ", shape);
  uintptr_t address = reinterpret_cast<uintptr_t>(tensor.data);
  if (__builtin_add_overflow(address, tensor.byte_offset, &address)) {
    fail(ND_VALUE_ERROR, ": the tensor's byte_offset, ", tensor.byte_offset, ", is larger than the address space");
  }
  return reinterpret_cast<void*>(address);
}

// A Buffer::Deleter.
template <class Managed>
void give_back(void*, void* managed) noexcept {
  auto* const self = static_cast<Managed*>(managed);
  if (self->deleter != nullptr) self->deleter(self);
}

}  // namespace

Ref<Array> from_dlpack(void* managed, bool versioned, int32_t copy) {
  const auto [tensor, flags] = tensor_of(managed, versioned);
  check_device(tensor);
  DType* const dtype = dtype_of_tensor(tensor);
  const std::span<const int64_t> shape = shape_of(tensor);
  Dims strides;
  if (tensor.strides != nullptr) strides = strides_of(tensor, shape, dtype->itemsize);
  Ref<Array> made = wrap(first_element(tensor, shape), dtype, shape, tensor.strides ? strides.data() : nullptr,
                         (flags & ND_DLPACK_READ_ONLY) == 0, nullptr, nullptr);
  const bool copies = copy == ND_COPY_ALWAYS && (flags & ND_DLPACK_IS_COPIED) == 0;
  return copies ? nd::copy(*made) : made;
}

void take_dlpack(const Array& made, void* managed, bool versioned) noexcept {
  const Buffer::Deleter deleter = versioned ? give_back<nd_dlpack_managed_versioned> : give_back<nd_dlpack_managed>;
  if (made.buffer->owns_block) {
    run_deleter(deleter, nullptr, managed);
  } else {
    made.buffer->set_deleter(deleter, managed);
  }
}

}  // namespace nd
