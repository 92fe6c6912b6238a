// Triangles and diagonals of matrices, coordinate grids.
#pragma once

#include <span>
#include <vector>

#include "array/array.hpp"

namespace nd {

// Ones at and below the k-th diagonal.
Ref<Array> tri(int64_t rows, int64_t columns, int64_t k, DType* dtype);
// The elements of the last two axes at and below (tril) or at and above (triu) the k-th diagonal; zeros elsewhere.
Ref<Array> tril(const Array& a, int64_t k);
Ref<Array> triu(const Array& a, int64_t k);
// A copy of the k-th diagonal of a matrix; of one axis, the matrix that has it there. diagflat flattens first.
Ref<Array> diag(const Array& a, int64_t k);
Ref<Array> diagflat(const Array& a, int64_t k);

// Coordinate arrays of a grid over the given axes. xy: the first two axes change places, as on a plot.
std::vector<Ref<Array>> meshgrid(std::span<const Array* const> axes, bool xy, bool sparse, bool copied);
// indices of a grid: shape (ndim, …), element [k, i0, i1, …] is i_k.
Ref<Array> indices(std::span<const int64_t> shape, DType* dtype);

}  // namespace nd
