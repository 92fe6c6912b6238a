// Triangles, diagonals and grids.
#include "shape/matrix.hpp"

#include <algorithm>
#include <cstring>

#include "array/creation.hpp"
#include "iter/broadcast.hpp"
#include "shape/shape.hpp"

namespace nd {

namespace {

// How many elements of row `i` lie at or left of the k-th diagonal; k may be any integer.
int64_t row_length(int64_t i, int64_t k, int64_t columns) {
  int64_t end = 0;
  if (__builtin_add_overflow(i, k, &end) || end == INT64_MAX) return k < 0 ? 0 : columns;
  return std::clamp<int64_t>(end + 1, 0, columns);
}

// Keeps the columns [0, end) of each row (lower) or the rest, end being that of the given diagonal.
Ref<Array> triangle(const Array& a, int64_t k, bool lower, std::string_view operation) {
  // As in NumPy, one axis is taken for the rows of a matrix.
  if (a.ndim == 0) fail(ND_VALUE_ERROR, operation, ": an array of at least one dimension is needed");
  Dims shape(a.shape());
  if (a.ndim == 1) shape.insert(0, a.shape(0));
  Ref<Array> result = empty(native(a.dtype), shape);
  if (result->size == 0) return result;
  assign(*result, a);
  const int64_t columns = shape[shape.size() - 1];
  const int64_t rows = shape[shape.size() - 2];
  const int64_t itemsize = a.itemsize();
  for (int64_t row = 0; row < result->size / columns; ++row) {
    std::byte* const place = result->data + row * columns * itemsize;
    const int64_t end = row_length(row % rows, lower ? k : k == INT64_MIN ? k : k - 1, columns);
    if (lower) {
      std::memset(place + end * itemsize, 0, static_cast<size_t>((columns - end) * itemsize));
    } else {
      std::memset(place, 0, static_cast<size_t>(end * itemsize));
    }
  }
  return result;
}

}  // namespace

Ref<Array> tri(int64_t rows, int64_t columns, int64_t k, DType* dtype) {
  Ref<Array> result = zeros(dtype, Dims{std::max<int64_t>(rows, 0), std::max<int64_t>(columns, 0)});
  const Ref<Array> one = scalar(int64_t{1});
  if (result->size == 0) return result;
  for (int64_t i = 0; i < rows; ++i) {
    const int64_t count = row_length(i, k, columns);
    if (count == 0) continue;
    const Ref<Array> row = view(*result, result->data + i * result->stride(0), Dims{count}, Dims{result->stride(1)});
    fill(*row, *one);
  }
  return result;
}

Ref<Array> tril(const Array& a, int64_t k) { return triangle(a, k, true, "tril"); }
Ref<Array> triu(const Array& a, int64_t k) { return triangle(a, k, false, "triu"); }

Ref<Array> diag(const Array& a, int64_t k) {
  if (a.ndim == 2) return copy(*diagonal(a, k));
  if (a.ndim != 1) fail(ND_VALUE_ERROR, "diag: input must be 1- or 2-d, not ", a.ndim, "-d");
  if (k == INT64_MIN) fail(ND_VALUE_ERROR, "diag: `k` is out of range: ", k);
  const int64_t n = checked_add(a.size, k < 0 ? -k : k, "diag");
  const Ref<Array> result = zeros(a.dtype, Dims{n, n});
  const Ref<Array> place = diagonal(*result, k);
  place->writeable = true;
  assign(*place, a);
  return result;
}

Ref<Array> diagflat(const Array& a, int64_t k) { return diag(*ravel(a), k); }

std::vector<Ref<Array>> meshgrid(std::span<const Array* const> axes, bool xy, bool sparse, bool copied) {
  const auto ndim = static_cast<int32_t>(axes.size());
  Dims shape;
  for (const Array* axis : axes) shape.push_back(axis->size);
  const bool swaps = xy && ndim > 1;
  if (swaps) std::swap(shape[0], shape[1]);
  std::vector<Ref<Array>> result;
  for (int32_t i = 0; i < ndim; ++i) {
    Dims own(ndim, 1);
    const int32_t place = swaps && i < 2 ? 1 - i : i;
    own[place] = shape[place];
    Ref<Array> grid = reshape(*axes[static_cast<size_t>(i)], own);
    if (!sparse) grid = broadcast_to(*grid, shape);
    result.push_back(copied ? copy(*grid, ND_ORDER_C) : grid);
  }
  return result;
}

Ref<Array> indices(std::span<const int64_t> shape, DType* dtype) {
  const auto ndim = static_cast<int32_t>(shape.size());
  checked_size(shape, dtype->itemsize, "indices");
  Dims full_shape(shape);
  full_shape.insert(0, ndim);
  Ref<Array> result = empty(dtype, full_shape);
  for (int32_t i = 0; i < ndim; ++i) {
    const Ref<Array> count =
        arange(*scalar(int64_t{0}), *scalar(shape[static_cast<size_t>(i)]), *scalar(int64_t{1}), dtype);
    Dims own(ndim, 1);
    own[i] = shape[static_cast<size_t>(i)];
    const Ref<Array> part = reshape(*slice_of(*result, 0, i, 1), shape);
    assign(*part, *reshape(*count, own));
  }
  return result;
}

}  // namespace nd
