// Taking an index apart by NumPy's rules: ellipsis filled in, masks turned into positions, integers joining the index
// arrays when there are any, index arrays side by side keeping their place and others moving to the front.
#include "index/plan.hpp"

#include "iter/broadcast.hpp"
#include "iter/loop_nest.hpp"

namespace nd::index {

namespace {

using Kind = IndexItem::Kind;

bool is_mask(const IndexItem& item) { return item.kind == Kind::array && item.array->dtype->is_bool(); }

// How many axes of the array an item consumes.
int32_t consumed(const IndexItem& item) {
  switch (item.kind) {
    case Kind::integer:
    case Kind::slice: return 1;
    case Kind::array: return is_mask(item) ? item.array->ndim : 1;
    default: return 0;
  }
}

struct SliceRange {
  int64_t start, count, step;
};

// As Python's slice.indices().
SliceRange slice_range(const IndexItem& item, int64_t extent) {
  const int64_t step = item.step == IndexItem::kUnset ? 1 : item.step;
  if (step == 0) fail(ND_VALUE_ERROR, "slice step cannot be zero");
  const int64_t low = step < 0 ? -1 : 0;
  const int64_t high = step < 0 ? extent - 1 : extent;
  const auto limit = [&](int64_t value, int64_t unset) {
    if (value == IndexItem::kUnset) return unset;
    return std::clamp(value < 0 ? value + extent : value, low, high);
  };
  const int64_t start = limit(item.start, step < 0 ? high : low);
  const int64_t stop = limit(item.stop, step < 0 ? low : high);
  const int64_t span = step < 0 ? start - stop : stop - start;
  // -(step + 1) + 1 would overflow for the smallest integer: its magnitude is taken as unsigned.
  const uint64_t magnitude = step < 0 ? uint64_t{0} - static_cast<uint64_t>(step) : static_cast<uint64_t>(step);
  const int64_t count = span <= 0 ? 0 : static_cast<int64_t>((static_cast<uint64_t>(span) - 1) / magnitude) + 1;
  return {start, count, step};
}

int64_t checked_position(int64_t i, int64_t extent, int32_t axis) {
  if (i < -extent || i >= extent) {
    fail(ND_INDEX_ERROR, "index ", i, " is out of bounds for axis ", axis, " with size ", extent);
  }
  return i < 0 ? i + extent : i;
}

void check_dimensions(int32_t ndim) {
  if (ndim <= kMaxDims) return;
  fail(ND_INDEX_ERROR, "number of dimensions must be within [0, ", kMaxDims, "], indexing result would have ", ndim);
}

class Planner {
 public:
  Planner(const Array& a, std::span<const IndexItem> items) : a_(a), items_(items) {}

  Plan plan() {
    count_items();
    plan_.data = a_.data;
    for (const IndexItem& item : items_) add(item);
    if (!saw_ellipsis_) add_full_slices(a_.ndim - consumed_);
    finish();
    return std::move(plan_);
  }

 private:
  void count_items() {
    int32_t ellipses = 0;
    int32_t kept = 0;
    bool only_integers = true;
    for (const IndexItem& item : items_) {
      consumed_ += consumed(item);
      ellipses += item.kind == Kind::ellipsis ? 1 : 0;
      kept += item.kind == Kind::slice || item.kind == Kind::newaxis ? 1 : 0;
      only_integers = only_integers && item.kind == Kind::integer;
      has_arrays_ = has_arrays_ || item.kind == Kind::array;
      if (item.kind == Kind::array && !item.array->dtype->is_bool() && !item.array->dtype->is_integer()) {
        fail(ND_INDEX_ERROR, "arrays used as indices must be of integer (or boolean) type, not ",
             item.array->dtype->name);
      }
    }
    if (ellipses > 1) fail(ND_INDEX_ERROR, "an index can only have a single ellipsis ('...')");
    if (consumed_ > a_.ndim) {
      fail(ND_INDEX_ERROR, "too many indices for array: array is ", a_.ndim, "-dimensional, but ", consumed_,
           " were indexed");
    }
    check_dimensions(a_.ndim - consumed_ + kept);
    plan_.is_scalar = only_integers && consumed_ == a_.ndim;
  }

  void add(const IndexItem& item) {
    switch (item.kind) {
      case Kind::integer: add_integer(item.start); break;
      case Kind::slice: add_slice(item); break;
      case Kind::ellipsis:
        saw_ellipsis_ = true;
        last_advanced_ = kSeparated;  // even where it stands for no axis
        add_full_slices(a_.ndim - consumed_);
        break;
      case Kind::newaxis:
        plan_.shape.push_back(1);
        plan_.strides.push_back(0);
        break;
      case Kind::array: is_mask(item) ? add_mask(*item.array) : add_positions(*item.array); break;
    }
  }

  void add_integer(int64_t i) {
    const int64_t position = checked_position(i, a_.shape(axis_), axis_);
    plan_.data += position * a_.stride(axis_);
    ++axis_;
    // Beside index arrays an integer is one of them: it broadcasts, and it decides about their place in the result.
    if (has_arrays_) note_advanced();
  }

  void add_slice(const IndexItem& item) {
    const SliceRange range = slice_range(item, a_.shape(axis_));
    if (range.count > 0) plan_.data += range.start * a_.stride(axis_);
    plan_.shape.push_back(range.count);
    plan_.strides.push_back(range.count > 1 ? range.step * a_.stride(axis_) : a_.stride(axis_));
    ++axis_;
  }

  void add_full_slices(int32_t count) {
    for (int32_t i = 0; i < count; ++i, ++axis_) {
      plan_.shape.push_back(a_.shape(axis_));
      plan_.strides.push_back(a_.stride(axis_));
    }
  }

  void add_mask(const Array& mask) {
    note_advanced();
    if (mask.ndim == 0) {
      // True adds an axis of one element, False an axis of none.
      const int64_t count = *mask.data != std::byte{0} ? 1 : 0;
      plan_.advanced.push_back({zeros(dtype_of<int64_t>(), Dims{count}), 1, 0, axis_});
      return;
    }
    for (int32_t i = 0; i < mask.ndim; ++i) {
      if (mask.shape(i) == a_.shape(axis_ + i) || mask.shape(i) == 0) continue;  // an empty mask selects nothing
      fail(ND_INDEX_ERROR, "boolean index did not match indexed array along axis ", axis_ + i, "; size of axis is ",
           a_.shape(axis_ + i), " but size of corresponding boolean axis is ", mask.shape(i));
    }
    for (Ref<Array>& positions : nonzero(mask)) {
      plan_.advanced.push_back({std::move(positions), a_.shape(axis_), a_.stride(axis_), axis_});
      ++axis_;
    }
  }

  void add_positions(const Array& positions) {
    note_advanced();
    Ref<Array> as_int64 = astype(positions, dtype_of<int64_t>());
    plan_.advanced.push_back({std::move(as_int64), a_.shape(axis_), a_.stride(axis_), axis_});
    ++axis_;
  }

  // The axes of index arrays stand where the first of them stood, unless a slice, ellipsis or newaxis separates them.
  void note_advanced() {
    const int32_t here = plan_.shape.size();
    if (!seen_advanced_) {
      plan_.position = here;
      seen_advanced_ = true;
    } else if (here != last_advanced_) {
      separated_ = true;
    }
    last_advanced_ = here;
  }

  void finish() {
    if (plan_.advanced.empty()) return;
    if (separated_) plan_.position = 0;
    std::vector<std::span<const int64_t>> shapes;
    for (const AxisIndex& index : plan_.advanced) shapes.push_back(index.positions->shape());
    try {
      plan_.advanced_shape = broadcast_shapes(std::span<const std::span<const int64_t>>(shapes), "indexing");
    } catch (const Error& error) {
      fail(ND_INDEX_ERROR, "shape mismatch: indexing arrays could not be broadcast together: ", error.what());
    }
    check_dimensions(plan_.advanced_shape.size() + plan_.shape.size());
  }

  static constexpr int32_t kSeparated = -1;

  const Array& a_;
  std::span<const IndexItem> items_;
  Plan plan_;
  int32_t axis_ = 0;
  int32_t consumed_ = 0;
  int32_t last_advanced_ = 0;
  bool saw_ellipsis_ = false;
  bool has_arrays_ = false;
  bool seen_advanced_ = false;
  bool separated_ = false;
};

}  // namespace

Dims Plan::result_shape() const {
  Dims result;
  for (int32_t i = 0; i < position; ++i) result.push_back(shape[i]);
  for (const int64_t extent : advanced_shape) result.push_back(extent);
  for (int32_t i = position; i < shape.size(); ++i) result.push_back(shape[i]);
  return result;
}

Plan make_plan(const Array& a, std::span<const IndexItem> items) { return Planner(a, items).plan(); }

void check_bounds(const Array& positions, int64_t extent, int32_t axis) {
  const LoopOperand operand{positions.data, Dims(positions.strides())};
  if (positions.size == 0) return;
  const LoopNest nest(positions.shape(), std::span(&operand, 1));
  nest.run(0, nest.size(), [&](std::byte* const* pointers, int64_t n) {
    const int64_t stride = nest.inner_strides()[0];
    bool bad = false;
    for (int64_t i = 0; i < n; ++i) {
      const int64_t position = *reinterpret_cast<const int64_t*>(pointers[0] + i * stride);
      bad |= (position < -extent) | (position >= extent);
    }
    if (!bad) return;
    for (int64_t i = 0; i < n; ++i) {
      checked_position(*reinterpret_cast<const int64_t*>(pointers[0] + i * stride), extent, axis);
    }
  });
}

Ref<Array> offsets(const Plan& plan) {
  Ref<Array> result = zeros(dtype_of<int64_t>(), plan.advanced_shape);
  if (result->size == 0) return result;  // positions that broadcast to nothing are not looked at
  for (const AxisIndex& index : plan.advanced) check_bounds(*index.positions, index.extent, index.axis);
  for (const AxisIndex& index : plan.advanced) {
    const Array& positions = *index.positions;
    const LoopOperand operands[] = {
        {positions.data, broadcast_strides(positions.shape(), positions.strides(), plan.advanced_shape, "indexing")},
        {result->data, Dims(result->strides())}};
    const LoopNest nest(plan.advanced_shape, operands);
    nest.run(0, nest.size(), [&](std::byte* const* pointers, int64_t n) {
      const int64_t from = nest.inner_strides()[0];
      const int64_t to = nest.inner_strides()[1];
      for (int64_t i = 0; i < n; ++i) {
        const int64_t position = *reinterpret_cast<const int64_t*>(pointers[0] + i * from);
        const int64_t wrapped = position + (position < 0 ? index.extent : 0);
        *reinterpret_cast<int64_t*>(pointers[1] + i * to) += wrapped * index.stride;
      }
    });
  }
  return result;
}

}  // namespace nd::index
