// angle: arctan2 of views of the two parts, as NumPy does it.
#include "ufunc/angle.hpp"

#include "ufunc/ufunc.hpp"

namespace nd {

Ref<Array> angle(const Array& z, bool degrees) {
  Ref<Array> radians;
  if (z.dtype->is_complex()) {
    DType* const part = dtype_of(z.dtype->code == ND_COMPLEX64 ? ND_FLOAT32 : ND_FLOAT64, z.dtype->swapped);
    const Ref<Array> real = view(z, part, z.data, z.shape(), z.strides());
    const Ref<Array> imaginary = view(z, part, z.data + part->itemsize, z.shape(), z.strides());
    radians = apply(find_ufunc("arctan2"), *imaginary, *real);
  } else {
    const Ref<Array> zero = scalar<int64_t>(0, ND_WEAK_INT);
    radians = apply(find_ufunc("arctan2"), *zero, z);
  }
  if (!degrees) return radians;
  const Ref<Array> factor = scalar(57.29577951308232, ND_WEAK_FLOAT);
  return apply(find_ufunc("multiply"), *radians, *factor);
}

}  // namespace nd
