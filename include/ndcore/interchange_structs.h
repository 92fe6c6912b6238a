/* The structs behind nd_to_dlpack, nd_from_dlpack, nd_to_arrow and nd_from_arrow, as DLPack 1 and the Arrow C data
 * interface publish them: for clients without dlpack.h or Arrow's abi.h, beside which this header can be included. By
 * hand, C99. */
#ifndef NDCORE_INTERCHANGE_STRUCTS_H
#define NDCORE_INTERCHANGE_STRUCTS_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Device types whose memory the CPU reads; other devices have other numbers. */
#define ND_DLPACK_CPU 1
#define ND_DLPACK_CUDA_HOST 3
#define ND_DLPACK_ROCM_HOST 11
#define ND_DLPACK_CUDA_MANAGED 13

/* Type codes; `bits` are those of one element, a complex number's of both parts. */
#define ND_DLPACK_INT 0
#define ND_DLPACK_UINT 1
#define ND_DLPACK_FLOAT 2
#define ND_DLPACK_BFLOAT 4
#define ND_DLPACK_COMPLEX 5
#define ND_DLPACK_BOOL 6

/* Flags of a versioned tensor. */
#define ND_DLPACK_READ_ONLY 1
#define ND_DLPACK_IS_COPIED 2

/* DLPack's DLTensor. */
typedef struct nd_dlpack_tensor {
  void* data; /* the element at index 0 lies byte_offset behind it */
  int32_t device_type;
  int32_t device_id;
  int32_t ndim;
  uint8_t type_code;
  uint8_t type_bits;
  uint16_t type_lanes;
  int64_t* shape;
  int64_t* strides; /* in elements; NULL: C-contiguous */
  uint64_t byte_offset;
} nd_dlpack_tensor;

/* DLPack's DLManagedTensor, the legacy form. */
typedef struct nd_dlpack_managed {
  nd_dlpack_tensor tensor;
  void* manager_context;
  void (*deleter)(struct nd_dlpack_managed* self); /* called once by who holds the tensor; may be NULL */
} nd_dlpack_managed;

/* DLPack's DLManagedTensorVersioned. Of another major version only the fields in front of `flags` are known. */
typedef struct nd_dlpack_managed_versioned {
  uint32_t major;
  uint32_t minor;
  void* manager_context;
  void (*deleter)(struct nd_dlpack_managed_versioned* self); /* called once by who holds the tensor; may be NULL */
  uint64_t flags;
  nd_dlpack_tensor tensor;
} nd_dlpack_managed_versioned;

/* The Arrow C data interface, under the names and the guard that its specification gives to every copy of it. */
#ifndef ARROW_C_DATA_INTERFACE
#define ARROW_C_DATA_INTERFACE

#define ARROW_FLAG_DICTIONARY_ORDERED 1
#define ARROW_FLAG_NULLABLE 2
#define ARROW_FLAG_MAP_KEYS_SORTED 4

struct ArrowSchema {
  const char* format;
  const char* name;
  const char* metadata;
  int64_t flags;
  int64_t n_children;
  struct ArrowSchema** children;
  struct ArrowSchema* dictionary;
  void (*release)(struct ArrowSchema* schema); /* NULL: released, or moved away */
  void* private_data;
};

struct ArrowArray {
  int64_t length;
  int64_t null_count;
  int64_t offset;
  int64_t n_buffers;
  int64_t n_children;
  const void** buffers;
  struct ArrowArray** children;
  struct ArrowArray* dictionary;
  void (*release)(struct ArrowArray* array); /* NULL: released, or moved away */
  void* private_data;
};

#endif

#ifdef __cplusplus
}
#endif

#endif
