// NumPy's iteration of a reduction, worked out from its strides. See reduce_plan.hpp.
#include "ufunc/reduce_plan.hpp"

#include "iter/axis_order.hpp"

namespace nd {

namespace {

constexpr size_t kOut = 0;
constexpr size_t kIn = 1;
constexpr size_t kMask = 2;

// Strides of the operands over the axes of the plan, innermost first.
struct Walk {
  Dims shape;
  std::array<Dims, 3> strides;
  size_t operands;

  void push(int64_t extent, const std::array<int64_t, 3>& values) {
    shape.push_back(extent);
    for (size_t k = 0; k < 3; ++k) strides[k].push_back(values[k]);
  }
};

Walk merge_axes(const Walk& walk, const Dims& order) {
  Walk merged;
  merged.operands = walk.operands;
  for (const int64_t axis64 : order) {
    const auto axis = static_cast<int32_t>(axis64);
    const int32_t last = merged.shape.size() - 1;
    bool merges = last >= 0;
    for (size_t k = 0; merges && k < walk.operands; ++k) {
      merges = merged.strides[k][last] * merged.shape[last] == walk.strides[k][axis];
    }
    if (merges) {
      merged.shape[last] *= walk.shape[axis];
    } else {
      merged.push(walk.shape[axis], {walk.strides[0][axis], walk.strides[1][axis], walk.strides[2][axis]});
    }
  }
  if (merged.shape.empty()) merged.push(1, {0, 0, 0});
  return merged;
}

// How NumPy's buffered iterator cuts the innermost axes into calls: it weighs how many operands it would have to
// gather against how long a call gets.
struct Chunks {
  int32_t outer = 0;     // the last axis of a chunk
  int64_t core = 1;      // elements inside of that axis
  int64_t size = 1;      // elements a chunk
  bool reduces = false;  // one call takes a core: the result changes along `outer`
};

class Chunking {
 public:
  Chunking(const Walk& walk, bool in_converts, bool out_converts)
      : walk_(walk), converts_{out_converts, in_converts, false} {}

  Chunks choose() {
    int cost = 1;
    for (size_t k = 0; k < walk_.operands; ++k) cost += converts_[k] ? 1 : 0;
    int best_cost = cost;
    int64_t size = walk_.shape[0];
    best_.size = size;
    for (int32_t axis = 1; axis < walk_.shape.size() && flip_ == 0; ++axis) {
      if (size >= kReduceBuffer && cost > 1) break;
      cost += take_axis(axis);
      const int64_t core = size;
      size *= walk_.shape[axis];
      const bool limited = size > kReduceBuffer && cost > 1;
      const auto useful = static_cast<double>(limited ? kReduceBuffer : size);
      if (cost * static_cast<double>(best_.size) <= best_cost * useful) {
        best_cost = cost;
        best_ = {axis, core, size, false};
      }
    }
    best_.reduces = flip_ != 0 && best_.outer == flip_;
    if (must_buffer() && best_.size > kReduceBuffer) best_.size = best_.core * (kReduceBuffer / best_.core);
    return best_;
  }

 private:
  // Returns how many more operands need gathering if the chunk grows over this axis.
  int take_axis(int32_t axis) {
    int more = 0;
    for (size_t k = 0; k < walk_.operands; ++k) {
      const int64_t inner = walk_.strides[k][axis - 1];
      const int64_t stride = walk_.strides[k][axis];
      if (single_[k] == axis) {
        if (inner * walk_.shape[axis - 1] == stride) {
          ++single_[k];
          continue;
        }
        if (!converts_[k]) ++more;
      }
      if (k == kOut && (stride == 0 || inner == 0)) flip_ = axis;
    }
    return more;
  }

  bool must_buffer() const {
    for (size_t k = 0; k < walk_.operands; ++k) {
      if (converts_[k]) return true;
      bool reduces = false;
      if (best_.reduces) {
        reduces =
            k == kOut || single_[k] == best_.outer || (walk_.strides[k][best_.outer] == 0 && single_[k] <= best_.outer);
      }
      if (single_[k] + (reduces ? 1 : 0) <= best_.outer) return true;
    }
    return false;
  }

  const Walk& walk_;
  std::array<bool, 3> converts_;
  std::array<int32_t, 3> single_{1, 1, 1};  // how many axes the operand crosses with one stride
  int32_t flip_ = 0;                        // the axis where the result begins or ceases to change
  Chunks best_;
};

Walk make_walk(const ReduceLayout& layout) {
  Walk walk;
  walk.operands = layout.mask.empty() ? 2 : 3;
  for (size_t i = layout.shape.size(); i-- > 0;) {
    if (layout.shape[i] == 1) continue;
    walk.push(layout.shape[i],
              {layout.out.empty() ? 0 : layout.out[i], layout.in[i], layout.mask.empty() ? 0 : layout.mask[i]});
  }
  return walk;
}

}  // namespace

Dims accumulator_strides(const ReduceLayout& layout, const Dims& order, int64_t itemsize) {
  Dims strides(static_cast<int32_t>(layout.shape.size()), itemsize);
  int64_t stride = itemsize;
  for (const int64_t axis64 : order) {
    const auto axis = static_cast<int32_t>(axis64);
    if (layout.is_reduced(axis)) continue;
    strides[axis] = stride;
    stride = checked_multiply(stride, layout.shape[static_cast<size_t>(axis)], "reduce");
  }
  return strides;
}

ReducePlan plan_reduction(const ReduceLayout& layout) {
  Walk walk = make_walk(layout);
  Dims axes;  // of the array, for each axis of `walk`
  for (int32_t i = static_cast<int32_t>(layout.shape.size()) - 1; i >= 0; --i) {
    if (layout.shape[static_cast<size_t>(i)] != 1) axes.push_back(i);
  }
  const Dims order = sort_axes(std::span<const Dims>(walk.strides).first(walk.operands));
  ReducePlan plan;
  for (const int64_t i : order) plan.order.push_back(axes[static_cast<int32_t>(i)]);
  int64_t stride = 1;
  for (const int64_t i64 : order) {
    const auto i = static_cast<int32_t>(i64);
    const bool reduced = layout.is_reduced(static_cast<int32_t>(axes[i]));
    walk.strides[kOut][i] = reduced ? 0 : stride;
    if (!reduced) stride *= walk.shape[i];
  }
  const Walk merged = merge_axes(walk, order);
  const Chunks chunks = Chunking(merged, layout.in_converts, layout.out_converts).choose();
  plan.shape = merged.shape;
  plan.acc = merged.strides[kOut];
  plan.in = merged.strides[kIn];
  plan.mask = merged.strides[kMask];
  plan.columns = plan.acc[0] != 0;
  plan.stretch_axes = plan.columns ? 0 : chunks.reduces ? chunks.outer : chunks.outer + 1;
  plan.stretch = 1;
  for (int32_t i = 0; i < plan.stretch_axes; ++i) plan.stretch *= plan.shape[i];
  plan.call = chunks.reduces ? plan.stretch : std::min(chunks.size, plan.stretch);
  return plan;
}

}  // namespace nd
