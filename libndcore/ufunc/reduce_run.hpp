// Carries out a planned reduction: into accumulators that lie side by side in the plan's order. Called by reduce() and
// by stats/; knows nothing of options or allocation.
#pragma once

#include "array/array.hpp"
#include "array/transfer.hpp"
#include "iter/loop_nest.hpp"
#include "kernels/reduce_kernels.hpp"
#include "ufunc/reduce_plan.hpp"

namespace nd {

struct ReduceJob {
  const ReducePlan& plan;
  std::byte* acc;  // initialised; of dtype `type`
  const DType* type;
  const std::byte* in;
  const DType* in_dtype;  // of the memory
  const DType* in_type;   // what the fold wants; `type`, but for ufuncs of mixed types
  bool in_aligned;
  const std::byte* mask;                // booleans: elements to take; null: all
  const LoopEntry* entry;               // the ufunc's loop, for operations without a kernel
  const kernels::ReduceKernel* kernel;  // null: none
  ReduceLoop direct = nullptr;  // folds elements of in_dtype as they are, in any order (any, all, widening sums)
  const char* direct_source = nullptr;
  bool skip_first = false;  // the accumulators hold the first elements: those are not taken again
  // Squares of deviations are summed in place of the elements; `means` lie like the accumulators, in in_type.
  kernels::DeviationLoop deviation = nullptr;
  const std::byte* means = nullptr;

  bool converts() const { return in_dtype != in_type || !in_aligned; }
  ReduceOrder order() const {
    return direct != nullptr ? ReduceOrder::associative : kernel != nullptr ? kernel->order : ReduceOrder::sequential;
  }
};

void run_reduction(const ReduceJob& job);
// The kernels of it, if its innermost axis is reduced.
void reduction_kernels(const ReduceJob& job, KernelFiles& files);

// Uninitialised accumulators that lie as the plan wants them, seen in the shape of the result.
Ref<Array> make_accumulators(const ReduceLayout& layout, const Dims& order, DType* type, bool keepdims);

// The parts of it: results that are stretches of the innermost axes, and results built row by row.
void reduce_stretches(const ReduceJob& job);
void reduce_columns(const ReduceJob& job);

// Folds with the kernel, or element by element with the ufunc's loop.
void fold(const kernels::ReduceKernel* kernel, const LoopEntry* entry, std::byte* acc, const std::byte* in, int64_t n,
          int64_t stride);

// Walks the lanes along `axis`: pointers to the first element of each in `in` and in `out`.
LoopNest lane_nest(const Array& in, const Array& out, int32_t axis);

// Elements of work below which another thread does not pay.
inline constexpr int64_t kReduceGrain = 1 << 16;

// Walks the axes of a plan from `from` on, `split` only over [begin, end) (or no axis: -1). body(acc, in, mask, first):
// offsets (`acc` in elements, else bytes), and whether this is the first visit of these accumulators.
template <class Body>
void walk_outer(const ReducePlan& plan, int32_t from, int32_t split, int64_t begin, int64_t end, Body body) {
  const int32_t ndim = plan.ndim();
  Dims index(ndim, 0);
  int64_t acc = 0;
  int64_t in = 0;
  int64_t mask = 0;
  if (split >= from) {
    index[split] = begin;
    acc = begin * plan.acc[split];
    in = begin * plan.in[split];
    mask = begin * plan.mask[split];
  }
  while (true) {
    bool first = true;
    for (int32_t axis = from; axis < ndim; ++axis) first = first && (index[axis] == 0 || !plan.reduced(axis));
    body(acc, in, mask, first);
    int32_t axis = from;
    for (; axis < ndim; ++axis) {
      const int64_t low = axis == split ? begin : 0;
      const int64_t high = axis == split ? end : plan.shape[axis];
      acc += plan.acc[axis];
      in += plan.in[axis];
      mask += plan.mask[axis];
      if (++index[axis] < high) break;
      acc -= plan.acc[axis] * (high - low);
      in -= plan.in[axis] * (high - low);
      mask -= plan.mask[axis] * (high - low);
      index[axis] = low;
    }
    if (axis == ndim) return;
  }
}

// The longest kept axis from `from` on, or -1: what threads share.
int32_t longest_kept_axis(const ReducePlan& plan, int32_t from);

}  // namespace nd
