// Functions of the parts of complex numbers, which are views of them.
#include <limits>

#include "ufunc/functions.hpp"
#include "ufunc/reduce.hpp"

namespace nd {

namespace {

DType* part_type(const Array& z) {
  return dtype_of(z.dtype->code == ND_COMPLEX64 ? ND_FLOAT32 : ND_FLOAT64, z.dtype->swapped);
}

// Of a complex array the real parts, or the imaginary ones.
Ref<Array> part_of(const Array& z, bool imaginary) {
  DType* const part = part_type(z);
  return view(z, part, z.data + (imaginary ? part->itemsize : 0), z.shape(), z.strides());
}

Ref<Array> test_imaginary(const Array& x, bool is_zero) {
  if (!x.dtype->is_complex()) {
    const Ref<Array> same = empty_like(x, dtype_of(ND_BOOL));
    fill(*same, *scalar(bool8(is_zero)));
    return same;
  }
  const Ref<Array> zero = scalar<int64_t>(0, ND_WEAK_INT);
  return apply(find_ufunc(is_zero ? "equal" : "not_equal"), *part_of(x, true), *zero);
}

}  // namespace

Ref<Array> both_parts(const Array& z) {
  DType* const part = part_type(z);
  // Axes of one element go: there is room for one axis more.
  Dims shape, strides;
  for (int32_t i = 0; i < z.ndim; ++i) {
    if (z.shape(i) == 1) continue;
    shape.push_back(z.shape(i));
    strides.push_back(z.stride(i));
  }
  shape.push_back(2);
  strides.push_back(part->itemsize);
  return view(z, part, z.data, shape, strides);
}

Ref<Array> angle(const Array& z, bool degrees) {
  const Ufunc& arctan2 = find_ufunc("arctan2");
  Ref<Array> radians = z.dtype->is_complex() ? apply(arctan2, *part_of(z, true), *part_of(z, false))
                                             : apply(arctan2, *scalar<int64_t>(0, ND_WEAK_INT), z);
  if (!degrees) return radians;
  const Ref<Array> factor = scalar(57.29577951308232, ND_WEAK_FLOAT);
  return apply(find_ufunc("multiply"), *radians, *factor);
}

Ref<Array> iscomplex(const Array& x) { return test_imaginary(x, false); }
Ref<Array> isreal(const Array& x) { return test_imaginary(x, true); }

Ref<Array> real_if_close(const Array& a, double tolerance) {
  Ref<Array> same(const_cast<Array*>(&a));
  if (!a.dtype->is_complex()) return same;
  const double unit =
      a.dtype->code == ND_COMPLEX64 ? std::numeric_limits<float>::epsilon() : std::numeric_limits<double>::epsilon();
  const Ref<Array> limit = scalar(tolerance > 1 ? tolerance * unit : tolerance, ND_WEAK_FLOAT);
  const Ref<Array> sizes = apply(find_ufunc("absolute"), *part_of(a, true));
  const Ref<Array> small = apply(find_ufunc("less"), *sizes, *limit);
  return *reduce(find_ufunc("logical_and"), *small, {}, true)->as<uint8_t>() != 0 ? part_of(a, false) : same;
}

}  // namespace nd
