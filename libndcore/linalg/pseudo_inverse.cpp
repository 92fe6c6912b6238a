// Pseudo-inverses, and the singular values of Hermitian matrices, from the factorisations of LAPACK.
#include <limits>

#include "index/index.hpp"
#include "linalg/linalg.hpp"
#include "shape/shape.hpp"
#include "sort/sort.hpp"
#include "ufunc/formula.hpp"

namespace nd {

using formula::number;
using formula::Term;

Svd svd_hermitian(const Array& a, bool with_vectors) {
  const int64_t last = -1;
  const Dims behind{-1}, before{-2};
  const Eigh found = eigh(a, 'L', with_vectors);
  const Ref<Array> sizes = apply(find_ufunc("absolute"), *found.values);
  const Ref<Array> order = flip(*argsort(*sizes, &last), behind);
  Svd result;
  result.s = take_along_axis(*sizes, *order, -1);
  if (!with_vectors) return result;
  result.u = take_along_axis(*found.vectors, *expand_dims(*order, before), -1);
  const Term signs = formula::call("sign", {take_along_axis(*found.values, *order, -1)});
  const Term turned = Term{result.u} * Term{expand_dims(*signs.a, before)};
  result.vh = apply(find_ufunc("conjugate"), *swapaxes(*turned.a, -2, -1));
  return result;
}

Ref<Array> pseudo_inverse(const Array& a, const Array* rtol, bool hermitian) {
  const Ref<Array> conjugated = apply(find_ufunc("conjugate"), a);
  const Svd parts = hermitian ? svd_hermitian(*conjugated, true) : svd(*conjugated, false, true);
  const Term right{swapaxes(*parts.vh, -1, -2)}, left{swapaxes(*parts.u, -1, -2)};
  if (a.size == 0) return matmul(*right.a, *left.a);
  const Dims behind{-1};
  const int64_t axis[] = {-1};
  Ref<Array> limit;
  if (rtol == nullptr) {
    const double next = parts.s->dtype->code == ND_FLOAT32 ? std::numeric_limits<float>::epsilon()
                                                           : std::numeric_limits<double>::epsilon();
    limit = scalar(static_cast<double>(std::max(a.shape(a.ndim - 2), a.shape(a.ndim - 1))) * next);
  } else {
    limit = rtol->ndim == 0 ? Ref<Array>(const_cast<Array*>(rtol)) : expand_dims(*rtol, behind);
  }
  const Term values{parts.s};
  const Term small = values <= Term{limit} * Term{max(*parts.s, {axis, false}, {.keepdims = true})};
  const Term inverted = number(1.0) / Term{where(*small.a, *number(1.0).a, *parts.s)};
  const Ref<Array> kept = astype(*where(*small.a, *number(0.0).a, *inverted.a), parts.s->dtype);
  return matmul(*right.a, *(Term{expand_dims(*kept, behind)} * left).a);
}

}  // namespace nd
