// delete and insert along an axis: runs of what stays are copied as slices.
#include <algorithm>
#include <numeric>
#include <vector>

#include "shape/join.hpp"
#include "shape/shape.hpp"

namespace nd {

namespace {

int64_t checked_index(int64_t index, int64_t limit, int64_t extent, int32_t axis, std::string_view operation) {
  const int64_t from_start = index < 0 ? index + extent : index;
  if (from_start < 0 || from_start >= limit) {
    fail(ND_INDEX_ERROR, operation, ": index ", index, " is out of bounds for axis ", axis, " with size ", extent);
  }
  return from_start;
}

void copy_run(const Array& to, int64_t to_start, const Array& from, int64_t from_start, int64_t count, int32_t axis) {
  if (count <= 0) return;
  const Ref<Array> target = slice_of(to, axis, to_start, count);
  assign(*target, *slice_of(from, axis, from_start, count));
}

}  // namespace

Ref<Array> remove(const Array& a, std::span<const int64_t> indices, int64_t axis) {
  const int32_t along = normalize_axis(axis, a.ndim, "delete");
  const int64_t extent = a.shape(along);
  std::vector<int64_t> removed;
  for (const int64_t index : indices) removed.push_back(checked_index(index, extent, extent, along, "delete"));
  std::sort(removed.begin(), removed.end());
  removed.erase(std::unique(removed.begin(), removed.end()), removed.end());
  Dims shape(a.shape());
  shape[along] = extent - static_cast<int64_t>(removed.size());
  Ref<Array> result = empty(a.dtype, shape, a.f_contiguous && !a.c_contiguous ? ND_ORDER_F : ND_ORDER_C);
  removed.push_back(extent);
  int64_t from = 0;
  int64_t to = 0;
  for (const int64_t index : removed) {
    copy_run(*result, to, a, from, index - from, along);
    to += index - from;
    from = index + 1;
  }
  return result;
}

Ref<Array> insert(const Array& a, std::span<const int64_t> indices, const Array& values, int64_t axis) {
  const int32_t along = normalize_axis(axis, a.ndim, "insert");
  const int64_t extent = a.shape(along);
  const auto count = static_cast<int64_t>(indices.size());
  std::vector<int64_t> positions;
  for (const int64_t index : indices) positions.push_back(checked_index(index, extent + 1, extent, along, "insert"));
  // Values keep their order among equal positions.
  std::vector<size_t> order(indices.size());
  std::iota(order.begin(), order.end(), size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](size_t x, size_t y) { return positions[x] < positions[y]; });
  Dims shape(a.shape());
  shape[along] = checked_add(extent, count, "insert");
  Ref<Array> result = empty(a.dtype, shape, a.f_contiguous && !a.c_contiguous ? ND_ORDER_F : ND_ORDER_C);
  Dims value_shape(a.shape());
  value_shape[along] = count;
  const Ref<Array> inserted = empty(a.dtype, value_shape);
  assign(*inserted, values);
  int64_t from = 0;
  int64_t to = 0;
  for (const size_t k : order) {
    copy_run(*result, to, a, from, positions[k] - from, along);
    to += positions[k] - from;
    from = positions[k];
    copy_run(*result, to++, *inserted, static_cast<int64_t>(k), 1, along);
  }
  copy_run(*result, to, a, from, extent - from, along);
  return result;
}

}  // namespace nd
