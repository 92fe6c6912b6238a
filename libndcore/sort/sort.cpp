// sort and argsort along an axis.
#include "sort/sort.hpp"

#include "core/kernels_of.hpp"
#include "sort/along.hpp"
#include "sort/keys.hpp"
#include "ufunc/describe.hpp"

namespace nd {

namespace {

template <class T>
void sort_lines(Array& a, int32_t axis) {
  const int64_t n = a.shape(axis);
  const int64_t stride = a.stride(axis);
  for_each_line(a, a, axis, [&](std::byte* line, std::byte*) {
    if (stride == int64_t{sizeof(T)}) return sorting::sort_line(reinterpret_cast<T*>(line), n);
    const Scratch scratch(static_cast<size_t>(n) * sizeof(T));
    auto* dense = reinterpret_cast<T*>(scratch.data());
    load_line(line, stride, dense, n);
    sorting::sort_line(dense, n);
    store_line(dense, line, stride, n);
  });
}

template <class T>
void argsort_lines(const Array& a, const Array& positions, int32_t axis) {
  const int64_t n = a.shape(axis);
  const int64_t stride = a.stride(axis);
  for_each_line(a, positions, axis, [&](std::byte* line, std::byte* target) {
    const Scratch scratch(static_cast<size_t>(n) * (sizeof(T) + sizeof(int64_t)) + 64);
    auto* order = reinterpret_cast<int64_t*>(scratch.data());
    auto* dense = reinterpret_cast<T*>(order + n);
    const bool contiguous = stride == int64_t{sizeof(T)};
    if (!contiguous) load_line(line, stride, dense, n);
    sorting::argsort_line(contiguous ? reinterpret_cast<const T*>(line) : dense, order, n);
    store_line(order, target, positions.stride(axis), n);
  });
}

}  // namespace

// The sorted copy is written back: an allocation that fails on the way must not leave half of the work behind.
void sort_in_place(Array& a, int64_t axis) {
  require_writeable(a, "sort", "a");
  assign(a, *sort(a, &axis));
}

ND_KERNELS_OF(sort, 1) {
  const Ref<Array> result = copy_along_kernels(*inputs[0], files);
  if (result->size > 0) sorting::sort_line_kernels(result->dtype, files);
  if (result->dtype != inputs[0]->dtype) astype_kernels(*result, inputs[0]->dtype, ND_ORDER_K, files);
}

Ref<Array> sort(const Array& a, const int64_t* axis) {
  int32_t along = 0;
  Ref<Array> result = copy_along(a, axis, along, "sort");
  visit_type(result->dtype->code, [&]<class T>(Type<T>) { sort_lines<T>(*result, along); });
  if (tracing::on()) [[unlikely]]
    note_loop("sort", {a.dtype}, result->dtype);
  return as_dtype(result, a.dtype);
}

Ref<Array> sort_complex(const Array& a) {
  const int64_t last = -1;
  Ref<Array> sorted = sort(a, &last);
  const DType& type = *sorted->dtype;
  if (type.is_complex()) return sorted;
  const bool is_short = type.is_integer() && type.itemsize <= 2;
  return astype(*sorted, dtype_of(is_short ? ND_COMPLEX64 : ND_COMPLEX128));
}

ND_KERNELS_OF(argsort, 1) {
  const Ref<Array> source = copy_along_kernels(*inputs[0], files);
  const int64_t n = source->ndim > 0 ? source->shape(source->ndim - 1) : 1;
  if (source->size > 0) sorting::argsort_line_kernels(source->dtype, n, files);
}

Ref<Array> argsort(const Array& a, const int64_t* axis) {
  int32_t along = 0;
  const Ref<Array> source = copy_along(a, axis_of_positions(a, axis, "argsort"), along, "argsort");
  Ref<Array> result = empty(dtype_of<int64_t>(), source->shape());
  visit_type(source->dtype->code, [&]<class T>(Type<T>) { argsort_lines<T>(*source, *result, along); });
  if (tracing::on()) [[unlikely]]
    note_loop("argsort", {a.dtype}, result->dtype);
  return result;
}

Ref<Array> lexsort(std::span<const Array* const> keys, int64_t axis) {
  if (keys.empty()) fail(ND_TYPE_ERROR, "lexsort: need sequence of keys with len > 0 in lexsort");
  const Array& first = *keys[0];
  for (const Array* key : keys) {
    if (!std::ranges::equal(key->shape(), first.shape())) {
      fail(ND_VALUE_ERROR, "lexsort: all keys need to be the same shape, not ", first.shape(), " and ", key->shape());
    }
  }
  const int32_t along = normalize_axis(axis, first.ndim, "lexsort");
  Ref<Array> result = empty(dtype_of<int64_t>(), first.shape());
  for_each_line(*result, *result, along, [&](std::byte* line, std::byte*) {
    for (int64_t i = 0; i < first.shape(along); ++i) *reinterpret_cast<int64_t*>(line + i * result->stride(along)) = i;
  });
  // From the least to the most significant key; every pass is stable.
  for (const Array* key : keys) {
    const Ref<Array> dense = astype(*key, native(key->dtype), ND_CASTING_UNSAFE, ND_ORDER_C);
    visit_type(dense->dtype->code, [&]<class T>(Type<T>) {
      const int64_t n = dense->shape(along);
      for_each_line(*dense, *result, along, [&](std::byte* line, std::byte* target) {
        const Scratch scratch(static_cast<size_t>(n) * (sizeof(T) + 2 * sizeof(int64_t)) + 64);
        auto* order = reinterpret_cast<int64_t*>(scratch.data());
        auto* before = order + n;
        auto* values = reinterpret_cast<T*>(before + n);
        load_line(target, result->stride(along), before, n);
        for (int64_t i = 0; i < n; ++i) {
          values[i] = *reinterpret_cast<const T*>(line + before[i] * dense->stride(along));
        }
        sorting::argsort_line(values, order, n);
        for (int64_t i = 0; i < n; ++i) order[i] = before[order[i]];
        store_line(order, target, result->stride(along), n);
      });
    });
  }
  return result;
}

}  // namespace nd
