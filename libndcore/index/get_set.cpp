// a[items] and a[items] = value.
#include "index/plan.hpp"
#include "iter/broadcast.hpp"
#include "iter/overlap.hpp"

namespace nd {

namespace {

using index::Plan;
using index::Rows;

// a[mask] with a mask of a's own shape is the common case by far.
bool is_full_mask(const Array& a, std::span<const IndexItem> items) {
  return items.size() == 1 && items[0].kind == IndexItem::Kind::array && items[0].array->dtype->is_bool() &&
         a.ndim > 0 && std::ranges::equal(items[0].array->shape(), a.shape());
}

// The rows of an indexed read or write; the dense side has the result's shape and the given strides.
Rows make_rows(const Plan& plan, std::byte* flat, const Dims& flat_strides, int64_t itemsize) {
  Rows rows{plan.data, flat, 0, plan.shape, plan.strides, {}, itemsize};
  const int32_t width = plan.advanced_shape.size();
  for (int32_t i = 0; i < plan.shape.size(); ++i) {
    rows.flat_strides.push_back(flat_strides[i < plan.position ? i : i + width]);
  }
  return rows;
}

Ref<Array> get_advanced(const Array& a, const Plan& plan) {
  const Ref<Array> offsets = index::offsets(plan);
  const Dims shape = plan.result_shape();
  Ref<Array> result = empty(a.dtype, shape);
  if (result->size == 0) return result;
  Rows rows = make_rows(plan, result->data, Dims(result->strides()), a.itemsize());
  // The axes of the index arrays lie side by side in the C-ordered result: one stride walks them all.
  const int32_t width = plan.advanced_shape.size();
  rows.flat_stride = width > 0 ? result->stride(plan.position + width - 1) : 0;
  index::gather_rows(rows, {offsets->as<int64_t>(), static_cast<size_t>(offsets->size)});
  return result;
}

void set_advanced(Array& a, const Plan& plan, const Array& value) {
  const Ref<Array> offsets = index::offsets(plan);
  const Dims shape = plan.result_shape();
  // Broadcast first, so that a mismatch is found before anything is written.
  const Dims strides = broadcast_strides(value.shape(), value.strides(), shape, "indexed assignment");
  Ref<Array> dense = view(value, value.data, shape, strides);
  const bool in_place = value.dtype == a.dtype && (plan.advanced_shape.size() == 1) && !may_share_memory(value, a);
  if (!in_place) dense = astype(*dense, a.dtype, ND_CASTING_UNSAFE, ND_ORDER_C);
  if (dense->size == 0) return;
  Rows rows = make_rows(plan, dense->data, Dims(dense->strides()), a.itemsize());
  const int32_t width = plan.advanced_shape.size();
  rows.flat_stride = width > 0 ? dense->stride(plan.position + width - 1) : 0;
  index::scatter_rows(rows, {offsets->as<int64_t>(), static_cast<size_t>(offsets->size)});
}

// Shapes on the left may have leading ones more than the target, as in NumPy: they are dropped.
Ref<Array> drop_leading_ones(const Array& value, int32_t ndim) {
  Dims shape(value.shape());
  Dims strides(value.strides());
  while (shape.size() > ndim && shape[0] == 1) {
    shape.erase(0);
    strides.erase(0);
  }
  return view(value, value.data, shape, strides);
}

}  // namespace

Ref<Array> get(const Array& a, std::span<const IndexItem> items) {
  if (is_full_mask(a, items)) return compress_elements(a, *items[0].array);
  const Plan plan = index::make_plan(a, items);
  if (!plan.advanced.empty()) return get_advanced(a, plan);
  Ref<Array> result = view(a, plan.data, plan.shape, plan.strides);
  return plan.is_scalar ? astype(*result, native(a.dtype)) : result;
}

void set(Array& a, std::span<const IndexItem> items, const Array& value) {
  require_writeable(a, "indexed assignment", "a");
  check_weak_integer(value, a.dtype);
  const bool full_mask = is_full_mask(a, items);
  if (full_mask && value.ndim == 0) {
    copy_where(a, value, *items[0].array, ND_CASTING_UNSAFE);
    return;
  }
  if (full_mask && value.ndim > 1) {
    fail(ND_TYPE_ERROR, "indexed assignment: by a boolean mask a value of 0 or 1 dimensions is assigned, not of ",
         value.ndim);
  }
  const Plan plan = index::make_plan(a, items);
  // One element takes one number, no sequence; but any sequence of one is true or false.
  if (plan.is_scalar && value.ndim > 0 && !(a.dtype->is_bool() && value.size == 1)) {
    fail(ND_VALUE_ERROR, "indexed assignment: setting an array element with a sequence: value has shape ",
         value.shape());
  }
  const int32_t ndim = plan.shape.size() + plan.advanced_shape.size();
  Ref<Array> source = value.ndim > ndim ? drop_leading_ones(value, ndim) : Ref<Array>(const_cast<Array*>(&value));
  if (plan.advanced.empty()) {
    Ref<Array> target = view(a, plan.data, plan.shape, plan.strides);
    assign(*target, *source);
  } else {
    set_advanced(a, plan, *source);
  }
}

Ref<Array> get_item(const Array& a, int64_t i) {
  if (a.ndim == 0) fail(ND_INDEX_ERROR, "too many indices for array: array is 0-dimensional, but 1 were indexed");
  const int64_t extent = a.shape(0);
  if (i < -extent || i >= extent) {
    fail(ND_INDEX_ERROR, "index ", i, " is out of bounds for axis 0 with size ", extent);
  }
  std::byte* element = a.data + (i < 0 ? i + extent : i) * a.stride(0);
  if (a.ndim == 1 && !a.dtype->swapped) return scalar(a.dtype, element);
  if (a.ndim == 1) return astype(*view(a, element, {}, {}), native(a.dtype));
  return view(a, element, a.shape().subspan(1), a.strides().subspan(1));
}

Ref<Array> get_slice(const Array& a, int64_t start, int64_t stop, int64_t step) {
  const IndexItem item{IndexItem::Kind::slice, start, stop, step, nullptr};
  return get(a, std::span(&item, 1));
}

}  // namespace nd
