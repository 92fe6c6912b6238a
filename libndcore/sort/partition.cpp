// Partial sorting by selection (introselect of the standard library).
#include <algorithm>
#include <vector>

#include "core/kernels_of.hpp"
#include "sort/along.hpp"
#include "sort/keys.hpp"
#include "sort/sort.hpp"

namespace nd {

namespace {

// Checked, counted from the end if negative, ascending. Where there is nothing to select from, any position is right.
std::vector<int64_t> positions_in_line(std::span<const int64_t> kth, const Array& a, int32_t axis,
                                       std::string_view operation) {
  std::vector<int64_t> result;
  if (a.size == 0) return result;
  const int64_t n = a.shape(axis);
  for (const int64_t k : kth) {
    if (k < -n || k >= n) fail(ND_VALUE_ERROR, operation, ": kth(=", k, ") out of bounds (", n, ")");
    result.push_back(k < 0 ? k + n : k);
  }
  std::sort(result.begin(), result.end());
  return result;
}

// Each selection works on what lies behind the one before.
template <class Item, class Less>
void select(Item* line, int64_t n, std::span<const int64_t> kth, Less less) {
  int64_t begin = 0;
  for (const int64_t k : kth) {
    if (k < begin) continue;
    std::nth_element(line + begin, line + k, line + n, less);
    begin = k + 1;
  }
}

template <class T>
void partition_lines(Array& a, int32_t axis, std::span<const int64_t> kth) {
  const int64_t n = a.shape(axis);
  const int64_t stride = a.stride(axis);
  for_each_line(a, a, axis, [&](std::byte* line, std::byte*) {
    if (stride == int64_t{sizeof(T)}) return select(reinterpret_cast<T*>(line), n, kth, sorting::less<T>);
    const Scratch scratch(static_cast<size_t>(n) * sizeof(T));
    auto* dense = reinterpret_cast<T*>(scratch.data());
    load_line(line, stride, dense, n);
    select(dense, n, kth, sorting::less<T>);
    store_line(dense, line, stride, n);
  });
}

}  // namespace

// As for sort_in_place: nothing is written before all is computed.
void partition_in_place(Array& a, std::span<const int64_t> kth, int64_t axis) {
  require_writeable(a, "partition", "a");
  assign(a, *partition(a, kth, &axis));
}

ND_KERNELS_OF(partition, 1) {
  const Ref<Array> result = copy_along_kernels(*inputs[0], files);
  if (result->dtype != inputs[0]->dtype) astype_kernels(*result, inputs[0]->dtype, ND_ORDER_K, files);
}

Ref<Array> partition(const Array& a, std::span<const int64_t> kth, const int64_t* axis) {
  int32_t along = 0;
  Ref<Array> result = copy_along(a, axis, along, "partition");
  const std::vector<int64_t> positions = positions_in_line(kth, *result, along, "partition");
  visit_type(result->dtype->code, [&]<class T>(Type<T>) { partition_lines<T>(*result, along, positions); });
  return as_dtype(result, a.dtype);
}

ND_KERNELS_OF(argpartition, 1) { copy_along_kernels(*inputs[0], files); }

Ref<Array> argpartition(const Array& a, std::span<const int64_t> kth, const int64_t* axis) {
  int32_t along = 0;
  const Ref<Array> source = copy_along(a, axis_of_positions(a, axis, "argpartition"), along, "argpartition");
  const int64_t n = source->shape(along);
  const std::vector<int64_t> positions = positions_in_line(kth, *source, along, "argpartition");
  Ref<Array> result = empty(dtype_of<int64_t>(), source->shape());
  const int64_t stride = source->stride(along);
  visit_type(source->dtype->code, [&]<class T>(Type<T>) {
    for_each_line(*source, *result, along, [&](std::byte* line, std::byte* target) {
      const Scratch scratch(static_cast<size_t>(n) * sizeof(int64_t));
      auto* order = reinterpret_cast<int64_t*>(scratch.data());
      for (int64_t i = 0; i < n; ++i) order[i] = i;
      const auto value = [&](int64_t i) { return *reinterpret_cast<const T*>(line + i * stride); };
      select(order, n, positions, [&](int64_t i, int64_t j) { return sorting::less(value(i), value(j)); });
      store_line(order, target, result->stride(along), n);
    });
  });
  return result;
}

}  // namespace nd
