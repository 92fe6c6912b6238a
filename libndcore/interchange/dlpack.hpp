// DLPack: arrays as managed tensors and managed tensors as arrays, versioned (DLPack 1) and legacy, without copying.
// Called by capi/areas/interchange.cpp. The structs are those of ndcore/interchange_structs.h.
#pragma once

#include <cstdint>

#include "array/array.hpp"

namespace nd {

// What a consumer asks of an export. `max_version` is the major version that it understands, 0 wants the legacy struct;
// `device_type` 0 is whatever device the data lie on.
struct DlpackRequest {
  int64_t max_version = 0;
  int64_t device_type = 0;
  int64_t device_id = 0;
  int32_t copy = ND_COPY_IF_NEEDED;
};

// ND_DLPACK_INT …; a dtype that DLPack has no type for is an error.
uint8_t dlpack_type_code(const DType& dtype);

// A nd_dlpack_managed_versioned, or a nd_dlpack_managed. It holds the memory until its deleter is called, on any
// thread, whatever becomes of the array.
void* to_dlpack(Array& a, const DlpackRequest& request);

// An array over the tensor's memory, or a copy of it: the tensor still is the caller's, until take_dlpack hands it
// over.
Ref<Array> from_dlpack(void* managed, bool versioned, int32_t copy);
// Gives the tensor to what from_dlpack made of it: its deleter is called when the last array over it is gone, after a
// copy at once.
void take_dlpack(const Array& made, void* managed, bool versioned) noexcept;

}  // namespace nd
