// In which order a reduction takes its elements, and where it starts a new partial sum. Bits depend on both, so the
// plan follows NumPy's: axes sorted by stride, neighbours merged, and, where elements must be gathered first, calls of
// at most 8192 elements. Nothing here depends on threads or instruction sets.
#pragma once

#include <span>

#include "array/dims.hpp"

namespace nd {

inline constexpr int64_t kReduceBuffer = 8192;  // NumPy's default buffer size, in elements

struct ReduceLayout {
  std::span<const int64_t> shape;  // of the array to reduce
  std::span<const int64_t> in;     // strides; of `mask` and `out` too
  std::span<const int64_t> mask;   // empty: no mask
  std::span<const int64_t> out;    // over all axes, 0 on reduced ones; empty: laid out by the plan
  uint64_t reduced;                // a bit an axis
  bool in_converts, out_converts;  // not native, not aligned or of another dtype than the loop's
  bool is_reduced(int32_t axis) const { return (reduced >> axis & 1) != 0; }
};

struct ReducePlan {
  // Axes of extent > 1 (at least one axis), innermost first. Strides: those of `acc` are in elements of a fresh
  // accumulator that has the axes in this order, 0 on reduced axes.
  Dims shape, acc, in, mask;
  Dims order;  // of the axes of the array that are longer than 1, innermost first
  // Columns: the innermost axis is kept, results are built row by row. Otherwise the innermost axes form a stretch of
  // elements that go into one result, a call of NumPy's loop at a time.
  bool columns;
  int32_t stretch_axes;
  int64_t stretch, call;

  int32_t ndim() const { return shape.size(); }
  bool reduced(int32_t axis) const { return acc[axis] == 0; }
};

ReducePlan plan_reduction(const ReduceLayout& layout);

// The strides in bytes, over the axes of the array, of the fresh accumulator of a plan.
Dims accumulator_strides(const ReduceLayout& layout, const Dims& order, int64_t itemsize);

}  // namespace nd
