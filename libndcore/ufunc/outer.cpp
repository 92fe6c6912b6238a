// outer(): the ufunc over all pairs, which is broadcasting with the axes of `b` behind those of `a`.
#include "ufunc/reduce.hpp"

namespace nd {

void outer(const Ufunc& ufunc, const Array& a, const Array& b, std::span<Ref<Array>> outputs,
           const UfuncOptions& options) {
  if (ufunc.nin != 2) fail(ND_VALUE_ERROR, ufunc.name, ": outer product only supported for binary functions");
  if (a.ndim + b.ndim > kMaxDims) {
    fail(ND_VALUE_ERROR, ufunc.name, ".outer: the result would have ", a.ndim + b.ndim, " dimensions, at most ",
         kMaxDims, " are supported");
  }
  Ref<Array> stretched;
  if (b.ndim > 0) {
    Dims shape(a.shape());
    Dims strides(a.strides());
    for (int32_t i = 0; i < b.ndim; ++i) {
      shape.push_back(1);
      strides.push_back(0);
    }
    stretched = Array::create(a.dtype, shape, strides, a.data, a.buffer, false, true, a.weak);
  }
  const Array* const inputs[] = {stretched ? stretched.get() : &a, &b};
  call_ufunc(ufunc, inputs, outputs, options);
}

Ref<Array> outer(const Ufunc& ufunc, const Array& a, const Array& b, const UfuncOptions& options) {
  if (ufunc.nout != 1) {
    fail(ND_VALUE_ERROR, ufunc.name, ": outer product only supported for functions returning a single value");
  }
  Ref<Array> result;
  outer(ufunc, a, b, std::span(&result, 1), options);
  return result;
}

}  // namespace nd
