// Arrays as DLPack's managed tensors. The tensor and all it points to are one object, which its deleter ends.
#include <memory>
#include <vector>

#include "interchange/dlpack.hpp"
#include "ndcore/interchange_structs.h"

namespace nd {

namespace {

constexpr uint32_t kMajor = 1;
constexpr uint32_t kMinor = 0;

template <class Managed>
struct Exported {
  Managed managed{};
  std::vector<int64_t> dims;  // shape, then strides
  Ref<Buffer> memory;
};

// DLPack counts strides in elements.
bool has_whole_strides(const Array& a) {
  if (a.size <= 1) return true;
  for (int32_t axis = 0; axis < a.ndim; ++axis) {
    if (a.shape(axis) > 1 && a.stride(axis) % a.itemsize() != 0) return false;
  }
  return true;
}

void check_device(const DlpackRequest& request) {
  const bool is_any = request.device_type == 0 && request.device_id == 0;
  if (is_any || (request.device_type == ND_DLPACK_CPU && request.device_id == 0)) return;
  fail(ND_BUFFER_ERROR, ": unsupported device requested: (", request.device_type, ", ", request.device_id,
       "); arrays live on the CPU, (1, 0)");
}

// What is exported: the array itself, or a copy where one is asked for or its strides want it.
Ref<Array> chosen(Array& a, const DlpackRequest& request) {
  if (a.dtype->swapped) fail(ND_BUFFER_ERROR, ": DLPack only supports native byte order, not ", a.dtype->type_str);
  bool copies = request.copy == ND_COPY_ALWAYS;
  if (!copies && !has_whole_strides(a)) {
    if (request.copy == ND_COPY_NEVER) {
      fail(ND_BUFFER_ERROR, ": DLPack only supports strides that are multiples of the itemsize, ", a.itemsize(),
           "; these are ", a.strides(), ", and a copy is not allowed");
    }
    copies = true;
  }
  return copies ? copy(a) : Ref<Array>(&a);
}

template <class Managed>
std::unique_ptr<Exported<Managed>> exported(const Array& a) {
  auto made = std::make_unique<Exported<Managed>>();
  made->dims.reserve(2 * static_cast<size_t>(a.ndim) + 1);  // a 0-d array's shape is not NULL either
  made->dims.assign(a.shape().begin(), a.shape().end());
  for (const int64_t stride : a.strides()) made->dims.push_back(stride / a.itemsize());
  made->memory = a.buffer;
  nd_dlpack_tensor& tensor = made->managed.tensor;
  tensor.data = a.data;
  tensor.device_type = ND_DLPACK_CPU;
  tensor.ndim = a.ndim;
  tensor.type_code = dlpack_type_code(*a.dtype);
  tensor.type_bits = static_cast<uint8_t>(8 * a.itemsize());
  tensor.type_lanes = 1;
  tensor.shape = made->dims.data();
  tensor.strides = tensor.shape + a.ndim;
  made->managed.manager_context = made.get();
  made->managed.deleter = [](Managed* self) { delete static_cast<Exported<Managed>*>(self->manager_context); };
  return made;
}

}  // namespace

uint8_t dlpack_type_code(const DType& dtype) {
  if (dtype.user == nullptr) {
    switch (dtype.kind) {
      case 'b': return ND_DLPACK_BOOL;
      case 'i': return ND_DLPACK_INT;
      case 'u': return ND_DLPACK_UINT;
      case 'f': return dtype.code == ND_BFLOAT16 ? ND_DLPACK_BFLOAT : ND_DLPACK_FLOAT;
      case 'c': return ND_DLPACK_COMPLEX;
      default: break;
    }
  }
  fail(ND_BUFFER_ERROR, ": DLPack has no type for elements of ", dtype.name);
}

void* to_dlpack(Array& a, const DlpackRequest& request) {
  check_device(request);
  const Ref<Array> source = chosen(a, request);
  const bool is_copy = source.get() != &a;
  if (request.max_version == 0) {
    if (!source->writeable) {
      fail(ND_BUFFER_ERROR, ": argument `a` is read-only, which DLPack cannot tell before version 1");
    }
    return &exported<nd_dlpack_managed>(*source).release()->managed;
  }
  auto made = exported<nd_dlpack_managed_versioned>(*source);
  made->managed.major = kMajor;
  made->managed.minor = kMinor;
  made->managed.flags = (source->writeable ? 0 : ND_DLPACK_READ_ONLY) | (is_copy ? ND_DLPACK_IS_COPIED : 0);
  return &made.release()->managed;
}

}  // namespace nd
