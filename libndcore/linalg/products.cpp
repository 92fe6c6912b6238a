// Products that are made of elementwise ones, and powers of matrices: kron, cross, matrix_power.
#include "array/creation.hpp"
#include "core/checked.hpp"
#include "linalg/linalg.hpp"
#include "linalg/matrix.hpp"
#include "shape/join.hpp"
#include "shape/shape.hpp"
#include "ufunc/formula.hpp"

namespace nd {

using formula::Term;

Ref<Array> kron(const Array& a, const Array& b) {
  const int32_t ndim = std::max(a.ndim, b.ndim);
  const auto extent = [&](const Array& x, int32_t axis) {
    return axis < ndim - x.ndim ? int64_t{1} : x.shape(axis - (ndim - x.ndim));
  };
  Dims blocks, inside, joined;
  if (2 * ndim > kMaxDims) fail(ND_VALUE_ERROR, "kron: more than ", kMaxDims / 2, " dimensions: ", ndim);
  for (int32_t i = 0; i < ndim; ++i) {
    blocks.push_back(extent(a, i));
    blocks.push_back(1);
    inside.push_back(1);
    inside.push_back(extent(b, i));
    joined.push_back(checked_multiply(extent(a, i), extent(b, i), "kron"));
  }
  return reshape(*(Term{reshape(a, blocks)} * Term{reshape(b, inside)}).a, joined);
}

Ref<Array> cross(const Array& a, const Array& b, int64_t axis_a, int64_t axis_b, int64_t axis_c) {
  const auto components = [](const Array& x, int64_t axis) {
    const int32_t along = normalize_axis(axis, x.ndim, "cross");
    if (x.shape(along) != 3) {
      fail(ND_VALUE_ERROR, "cross: Both input arrays must be (arrays of) 3-dimensional vectors, not of shape ",
           x.shape());
    }
    std::array<Term, 3> parts;
    const Dims gone{along};
    for (int64_t i = 0; i < 3; ++i) parts[static_cast<size_t>(i)].a = squeeze(*slice_of(x, along, i, 1), gone);
    return parts;
  };
  const std::array<Term, 3> x = components(a, axis_a);
  const std::array<Term, 3> y = components(b, axis_b);
  const Term products[] = {x[1] * y[2] - x[2] * y[1], x[2] * y[0] - x[0] * y[2], x[0] * y[1] - x[1] * y[0]};
  const Array* const parts[] = {products[0].a.get(), products[1].a.get(), products[2].a.get()};
  return stack(parts, axis_c);
}

Ref<Array> matrix_power(const Array& a, int64_t n) {
  require_square(a, "matrix_power");
  if (n == 0) {
    const int64_t extent = a.shape(a.ndim - 1);
    Ref<Array> identities = empty_like(a, native(a.dtype));
    assign(*identities, *eye(extent, extent, 0, native(a.dtype)));
    return identities;
  }
  Ref<Array> square = n < 0 ? inverse(a) : astype(a, native(a.dtype));
  uint64_t left = n < 0 ? uint64_t{0} - static_cast<uint64_t>(n) : static_cast<uint64_t>(n);
  Ref<Array> result;
  while (true) {
    if ((left & 1) != 0) result = result ? matmul(*result, *square) : square;
    left >>= 1;
    if (left == 0) return result;
    square = matmul(*square, *square);
  }
}

}  // namespace nd
