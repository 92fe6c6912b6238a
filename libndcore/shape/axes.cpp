// Views with permuted, removed or added axes, and diagonals.
#include <algorithm>

#include "core/lengths.hpp"
#include "iter/broadcast.hpp"
#include "shape/shape.hpp"
#include "ufunc/reduce.hpp"

namespace nd {

namespace {

// Axis i of the result is axis axes[i] of `a`, or a new one of extent 1 for -1.
Ref<Array> select_axes(const Array& a, const Dims& axes) {
  Dims shape, strides;
  for (const int64_t axis : axes) {
    shape.push_back(axis < 0 ? 1 : a.shape(static_cast<int32_t>(axis)));
    strides.push_back(axis < 0 ? 0 : a.stride(static_cast<int32_t>(axis)));
  }
  return view(a, a.data, shape, strides);
}

Dims all_axes(int32_t ndim) {
  Dims axes;
  for (int32_t i = 0; i < ndim; ++i) axes.push_back(i);
  return axes;
}

bool contains(const Dims& values, int64_t value) {
  return std::find(values.begin(), values.end(), value) != values.end();
}

}  // namespace

Ref<Array> transpose(const Array& a, std::span<const int64_t> axes) {
  Dims order;
  if (axes.empty()) {
    for (int32_t i = a.ndim - 1; i >= 0; --i) order.push_back(i);
  } else {
    if (axes.size() != static_cast<size_t>(a.ndim)) {
      fail(ND_VALUE_ERROR, "transpose: axes don't match array: ", axes, " for ", a.ndim, " dimensions");
    }
    order = normalize_axes(axes, a.ndim, "transpose");
  }
  return select_axes(a, order);
}

Ref<Array> swapaxes(const Array& a, int64_t axis1, int64_t axis2) {
  Dims order = all_axes(a.ndim);
  std::swap(order[normalize_axis(axis1, a.ndim, "swapaxes")], order[normalize_axis(axis2, a.ndim, "swapaxes")]);
  return select_axes(a, order);
}

Ref<Array> moveaxis(const Array& a, std::span<const int64_t> source, std::span<const int64_t> destination) {
  require_same_length(source.size(), destination.size(), "moveaxis: `source` and `destination`");
  const Dims from = normalize_axes(source, a.ndim, "moveaxis");
  const Dims to = normalize_axes(destination, a.ndim, "moveaxis");
  Dims order(a.ndim, -1);
  for (int32_t i = 0; i < from.size(); ++i) order[static_cast<int32_t>(to[i])] = from[i];
  int32_t next = 0;
  for (int32_t i = 0; i < a.ndim; ++i) {
    if (order[i] >= 0) continue;
    while (contains(from, next)) ++next;
    order[i] = next++;
  }
  return select_axes(a, order);
}

Ref<Array> rollaxis(const Array& a, int64_t axis, int64_t start) {
  const int32_t moved = normalize_axis(axis, a.ndim, "rollaxis");
  const int64_t before = start < 0 ? start + a.ndim : start;
  if (before < 0 || before > a.ndim) {
    fail(ND_AXIS_ERROR, "rollaxis: argument `start` must be ", -a.ndim, " to ", a.ndim, ", not ", start);
  }
  const std::array<int64_t, 1> source{moved};
  const std::array<int64_t, 1> destination{moved < before ? before - 1 : before};
  return moveaxis(a, source, destination);
}

Ref<Array> matrix_transpose(const Array& x) {
  if (x.ndim < 2) {
    fail(ND_VALUE_ERROR, "matrix_transpose: argument `x` must have at least 2 dimensions, not ", x.ndim);
  }
  return swapaxes(x, -1, -2);
}

Ref<Array> squeeze(const Array& a) {
  Dims kept;
  for (int32_t i = 0; i < a.ndim; ++i) {
    if (a.shape(i) != 1) kept.push_back(i);
  }
  return select_axes(a, kept);
}

Ref<Array> squeeze(const Array& a, std::span<const int64_t> axes) {
  // NumPy takes a number for a vector here.
  if (a.ndim == 0 && axes.size() == 1 && (axes[0] == 0 || axes[0] == -1)) return squeeze(a);
  const Dims removed = normalize_axes(axes, a.ndim, "squeeze");
  for (const int64_t axis : removed) {
    const int64_t extent = a.shape(static_cast<int32_t>(axis));
    if (extent != 1) {
      fail(ND_VALUE_ERROR, "squeeze: cannot select axis ", axis, " to squeeze out: its size is ", extent, ", not one");
    }
  }
  Dims kept;
  for (int32_t i = 0; i < a.ndim; ++i) {
    if (!contains(removed, i)) kept.push_back(i);
  }
  return select_axes(a, kept);
}

Ref<Array> expand_dims(const Array& a, std::span<const int64_t> axes) {
  const int64_t ndim = a.ndim + static_cast<int64_t>(axes.size());
  if (ndim > kMaxDims) fail(ND_VALUE_ERROR, "expand_dims: an array has at most ", kMaxDims, " dimensions, not ", ndim);
  const Dims added = normalize_axes(axes, static_cast<int32_t>(ndim), "expand_dims");
  Dims order;
  int32_t next = 0;
  for (int32_t i = 0; i < ndim; ++i) order.push_back(contains(added, i) ? -1 : next++);
  return select_axes(a, order);
}

Ref<Array> atleast(const Array& a, int32_t ndim) {
  if (a.ndim >= ndim) return select_axes(a, all_axes(a.ndim));
  Dims order = all_axes(a.ndim);
  if (ndim == 3 && a.ndim == 2) {
    order.push_back(-1);
  } else if (ndim == 3 && a.ndim == 1) {
    order = Dims{-1, 0, -1};
  } else {
    while (order.size() < ndim) order.insert(0, -1);
  }
  return select_axes(a, order);
}

Ref<Array> slice_of(const Array& a, int32_t axis, int64_t start, int64_t count) {
  Dims shape(a.shape());
  shape[axis] = count;
  std::byte* const data = count > 0 ? a.data + start * a.stride(axis) : a.data;
  return view(a, data, shape, a.strides());
}

Ref<Array> diagonal(const Array& a, int64_t offset, int64_t axis1, int64_t axis2) {
  if (a.ndim < 2) {
    fail(ND_VALUE_ERROR, "diagonal: requires an array of at least two dimensions, not ", a.ndim);
  }
  const int32_t row = normalize_axis(axis1, a.ndim, "diagonal");
  const int32_t column = normalize_axis(axis2, a.ndim, "diagonal");
  if (row == column) fail(ND_VALUE_ERROR, "diagonal: axis1 and axis2 cannot be the same, both are ", row);
  // The offset is clamped first: it may be any integer.
  const int64_t down = std::min(offset < 0 ? -std::max(offset, -INT64_MAX) : 0, a.shape(row));
  const int64_t right = std::min(std::max<int64_t>(offset, 0), a.shape(column));
  const int64_t count = std::min(a.shape(row) - down, a.shape(column) - right);
  Dims shape, strides;
  for (int32_t i = 0; i < a.ndim; ++i) {
    if (i == row || i == column) continue;
    shape.push_back(a.shape(i));
    strides.push_back(a.stride(i));
  }
  shape.push_back(count);
  strides.push_back(a.stride(row) + a.stride(column));
  std::byte* const data = count > 0 ? a.data + down * a.stride(row) + right * a.stride(column) : a.data;
  Ref<Array> result = view(a, data, shape, strides);
  result->writeable = false;
  return result;
}

Ref<Array> trace(const Array& a, int64_t offset, int64_t axis1, int64_t axis2, DType* dtype, Array* out) {
  const Ref<Array> elements = diagonal(a, offset, axis1, axis2);
  ReduceOptions options;
  options.dtype = dtype;
  options.out = out;
  const std::array<int64_t, 1> last{-1};
  return reduce(find_ufunc("add"), *elements, last, false, options);
}

std::vector<Ref<Array>> broadcast_arrays(std::span<const Array* const> arrays) {
  const Dims shape = broadcast_shapes(arrays, "broadcast_arrays");
  std::vector<Ref<Array>> result;
  for (const Array* a : arrays) result.push_back(broadcast_to(*a, shape));
  return result;
}

}  // namespace nd
