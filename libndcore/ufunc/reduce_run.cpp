// What stretches and columns have in common.
#include "ufunc/reduce_run.hpp"

#include "core/cancel.hpp"

namespace nd {

void fold(const kernels::ReduceKernel* kernel, const LoopEntry* entry, std::byte* acc, const std::byte* in, int64_t n,
          int64_t stride) {
  if (kernel != nullptr) {
    kernel->fold(acc, in, n, stride, nullptr);
    return;
  }
  if (entry->reduce != nullptr) {
    entry->reduce(acc, in, n, stride, entry->context);
    return;
  }
  // The loop may take several elements at once, so it cannot be told to write where it reads next.
  const int64_t strides[] = {0, 0, 0};
  PatientCheck check;
  for (int64_t i = 0; i < n; ++i) {
    check.worked(1);
    std::byte* args[] = {acc, const_cast<std::byte*>(in + i * stride), acc};
    entry->loop(args, 1, strides, entry->context);
  }
}

int32_t longest_kept_axis(const ReducePlan& plan, int32_t from) {
  int32_t longest = -1;
  for (int32_t axis = from; axis < plan.ndim(); ++axis) {
    if (!plan.reduced(axis) && (longest < 0 || plan.shape[axis] >= plan.shape[longest])) longest = axis;
  }
  return longest;
}

Ref<Array> make_accumulators(const ReduceLayout& layout, const Dims& order, DType* type, bool keepdims) {
  const Dims strides = accumulator_strides(layout, order, type->itemsize);
  Dims shape;
  Dims kept;
  for (int32_t i = 0; i < static_cast<int32_t>(layout.shape.size()); ++i) {
    const bool reduced = layout.is_reduced(i);
    if (reduced && !keepdims) continue;
    shape.push_back(reduced ? 1 : layout.shape[static_cast<size_t>(i)]);
    kept.push_back(strides[i]);
  }
  if (is_c_contiguous(shape, kept, type->itemsize)) return empty(type, shape);
  return Array::allocate(type, shape, kept, static_cast<size_t>(checked_size(shape, type->itemsize, "reduce")));
}

LoopNest lane_nest(const Array& in, const Array& out, int32_t axis) {
  Dims shape(in.shape());
  Dims in_strides(in.strides());
  Dims out_strides(out.strides());
  shape.erase(axis);
  in_strides.erase(axis);
  out_strides.erase(axis);
  const LoopOperand operands[] = {{in.data, in_strides}, {out.data, out_strides}};
  return LoopNest(shape, operands);
}

void run_reduction(const ReduceJob& job) {
  if (job.plan.columns) {
    reduce_columns(job);
  } else {
    reduce_stretches(job);
  }
}

}  // namespace nd
