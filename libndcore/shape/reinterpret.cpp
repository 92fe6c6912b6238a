// The same bytes seen otherwise: as another dtype, as real and imaginary parts, with bytes reversed.
#include "shape/shape.hpp"

namespace nd {

Ref<Array> view_as(const Array& a, DType* dtype) {
  const int64_t old_size = a.itemsize();
  const int64_t new_size = dtype->itemsize;
  if (old_size == new_size) return view(a, dtype, a.data, a.shape(), a.strides());
  if (a.ndim == 0) {
    fail(ND_VALUE_ERROR, "view: changing the dtype of a 0d array is only supported if the itemsize is unchanged");
  }
  const int32_t last = a.ndim - 1;
  Dims shape(a.shape());
  Dims strides(a.strides());
  if (a.size > 0 && shape[last] != 1 && strides[last] != old_size) {
    fail(ND_VALUE_ERROR, "view: to change to a dtype of a different size, the last axis must be contiguous");
  }
  if (new_size < old_size) {
    if (old_size % new_size != 0) {
      fail(ND_VALUE_ERROR,
           "view: when changing to a smaller dtype, its size must be a divisor of the size of original dtype");
    }
    shape[last] *= old_size / new_size;
  } else {
    if (shape[last] * old_size % new_size != 0) {
      fail(ND_VALUE_ERROR,
           "view: when changing to a larger dtype, its size must be a divisor of the total size in bytes of "
           "the last axis of the array");
    }
    shape[last] = shape[last] * old_size / new_size;
  }
  strides[last] = new_size;
  return view(a, dtype, a.data, shape, strides);
}

namespace {

DType* part_type(const DType* dtype) {
  return dtype_of(dtype->code == ND_COMPLEX64 ? ND_FLOAT32 : ND_FLOAT64, dtype->swapped);
}

DType* other_order(const DType* dtype) {
  if (dtype->user != nullptr) fail_user_type(dtype->code);
  return dtype_of(dtype->code, !dtype->swapped);
}

}  // namespace

Ref<Array> real_part(Array& a) {
  if (!a.dtype->is_complex()) return Ref<Array>(&a);
  return view(a, part_type(a.dtype), a.data, a.shape(), a.strides());
}

Ref<Array> imag_part(Array& a) {
  if (a.dtype->is_complex()) {
    DType* const part = part_type(a.dtype);
    return view(a, part, a.data + (a.size > 0 ? part->itemsize : 0), a.shape(), a.strides());
  }
  Ref<Array> result = empty_like(a, a.dtype);
  fill(*result, *scalar(int64_t{0}));
  result->writeable = false;
  return result;
}

Ref<Array> byteswap(const Array& a) {
  // Elements written in the other order, read in the old one.
  const Ref<Array> swapped = astype(a, other_order(a.dtype));
  return Array::create(a.dtype, swapped->shape(), swapped->strides(), swapped->data, swapped->buffer, true, false);
}

void byteswap_in_place(Array& a) {
  require_writeable(a, "byteswap", "a");
  const Ref<Array> target = view(a, other_order(a.dtype), a.data, a.shape(), a.strides());
  assign(*target, *copy(a));
}

}  // namespace nd
