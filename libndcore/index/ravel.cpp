// Flat positions and coordinates.
#include "core/checked.hpp"
#include "index/index.hpp"
#include "index/plan.hpp"
#include "iter/broadcast.hpp"

namespace nd {

namespace {

// The order in which axes are divided out: the fastest first.
int32_t fastest(int32_t i, int32_t ndim, int32_t order) { return order == ND_ORDER_F ? i : ndim - 1 - i; }

void check_index_dtype(const Array& a, std::string_view operation) {
  if (!a.dtype->is_integer()) fail(ND_TYPE_ERROR, operation, ": only int indices permitted, not ", a.dtype->name);
}

int64_t into_extent(int64_t position, int64_t extent, int32_t mode) {
  if (mode == ND_MODE_CLIP) return std::clamp<int64_t>(position, 0, extent - 1);
  if (mode == ND_MODE_WRAP) return position % extent + (position % extent < 0 ? extent : 0);
  if (position < 0 || position >= extent)
    fail(ND_VALUE_ERROR, "ravel_multi_index: invalid entry ", position, " in coordinates array");
  return position;
}

}  // namespace

Ref<Array> ravel_multi_index(std::span<const Array* const> indices, std::span<const int64_t> shape, int32_t mode,
                             int32_t order) {
  if (indices.size() != shape.size() || indices.empty()) {
    fail(ND_VALUE_ERROR, "ravel_multi_index: parameter multi_index must be a sequence of length ",
         int64_t(shape.size()), ", not ", int64_t(indices.size()));
  }
  checked_size(shape, 1, "ravel_multi_index");
  const Dims common = broadcast_shapes(indices, "ravel_multi_index");
  Ref<Array> result = zeros(dtype_of<int64_t>(), common);
  if (result->size > 0 && count_of(shape) == 0) {
    fail(ND_VALUE_ERROR, "ravel_multi_index: cannot unravel if shape has zero entries (is empty)");
  }
  const auto ndim = static_cast<int32_t>(shape.size());
  int64_t weight = 1;
  for (int32_t i = 0; i < ndim; ++i) {
    const auto axis = static_cast<size_t>(fastest(i, ndim, order));
    check_index_dtype(*indices[axis], "ravel_multi_index");
    const Ref<Array> stretched = broadcast_to(*indices[axis], common);
    const Ref<Array> positions = astype(*stretched, dtype_of<int64_t>(), ND_CASTING_UNSAFE, ND_ORDER_C);
    for (int64_t k = 0; k < result->size; ++k) {
      result->as<int64_t>()[k] += weight * into_extent(positions->as<int64_t>()[k], shape[axis], mode);
    }
    weight *= shape[axis];
  }
  return result;
}

std::vector<Ref<Array>> unravel_index(const Array& flat, std::span<const int64_t> shape, int32_t order) {
  check_index_dtype(flat, "unravel_index");
  const int64_t size = checked_size(shape, 1, "unravel_index");
  Ref<Array> rest = astype(flat, dtype_of<int64_t>(), ND_CASTING_UNSAFE, ND_ORDER_C);
  for (int64_t k = 0; k < rest->size; ++k) {
    const int64_t position = rest->as<int64_t>()[k];
    if (position < 0 || position >= size) {
      fail(ND_VALUE_ERROR, "unravel_index: index ", position, " is out of bounds for array with size ", size);
    }
  }
  const auto ndim = static_cast<int32_t>(shape.size());
  std::vector<Ref<Array>> result(shape.size());
  for (int32_t i = 0; i < ndim; ++i) {
    const auto axis = static_cast<size_t>(fastest(i, ndim, order));
    result[axis] = empty(dtype_of<int64_t>(), flat.shape());
    for (int64_t k = 0; k < rest->size; ++k) {
      int64_t& left = rest->as<int64_t>()[k];
      result[axis]->as<int64_t>()[k] = left % shape[axis];
      left /= shape[axis];
    }
  }
  return result;
}

std::vector<Ref<Array>> open_grid(std::span<const Array* const> positions) {
  const auto ndim = static_cast<int32_t>(positions.size());
  std::vector<Ref<Array>> result;
  for (const Array* const one : positions) {
    if (one->ndim != 1) fail(ND_VALUE_ERROR, "ix_: Cross index must be 1 dimensional, not ", one->ndim);
    const Ref<Array> found = one->dtype->is_bool() ? std::move(nonzero(*one)[0]) : nullptr;
    const Array& line = found ? *found : *one;
    const auto axis = static_cast<int32_t>(result.size());
    Dims shape(ndim, 1);
    Dims strides(ndim, 0);
    shape[axis] = line.shape(0);
    strides[axis] = line.stride(0);
    result.push_back(view(line, line.data, shape, strides));
  }
  return result;
}

}  // namespace nd
