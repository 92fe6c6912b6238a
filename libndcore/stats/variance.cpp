// Variances: the mean, then the squares of the deviations from it, summed in the order in which NumPy sums the
// temporary that holds them. Here they are made block by block on the way, so that memory is read twice in all.
#include <algorithm>
#include <cstring>

#include "core/fpstatus.hpp"
#include "iter/broadcast.hpp"
#include "kernels/reduce_kernels.hpp"
#include "stats/shared_steps.hpp"
#include "ufunc/known_ufunc.hpp"
#include "ufunc/reduce.hpp"
#include "ufunc/reduce_loop.hpp"
#include "ufunc/reduce_run.hpp"

namespace nd {

namespace {

DType* real_type(const DType* dtype) {
  if (dtype->user != nullptr) fail_user_type(dtype->code);
  if (dtype->code == ND_COMPLEX64) return dtype_of<float>();
  if (dtype->code == ND_COMPLEX128) return dtype_of<double>();
  return native(dtype);
}

ReduceJob squares_job(const ReducePlan& plan, const Array& a, DType* work, const Array& sums, const Array& centers) {
  return {.plan = plan,
          .acc = sums.data,
          .type = sums.dtype,
          .in = a.data,
          .in_dtype = a.dtype,
          .in_type = work,
          .in_aligned = a.aligned,
          .mask = nullptr,
          .entry = nullptr,
          .kernel = &kernels::reduce_kernel(kernels::Reduction::add, sums.dtype->code),
          .deviation = kernels::deviation_loop(work->code),
          .means = centers.data};
}

// Sums of squared deviations in one pass. `work` is the dtype of deviations, `means` broadcasts to the array's shape.
Ref<Array> fused_squares(const Array& a, uint64_t reduced, DType* work, const Array& means, bool keepdims) {
  DType* type = real_type(work);
  const ReduceLayout layout{a.shape(), a.strides(), {}, {}, reduced, false, false};
  const ReducePlan plan = plan_reduction(layout);
  Ref<Array> sums = make_accumulators(layout, plan.order, type, keepdims);
  std::memset(sums->data, 0, static_cast<size_t>(sums->nbytes()));
  if (a.size == 0) return sums;
  const Ref<Array> centers = make_accumulators(layout, plan.order, work, true);
  assign(*centers, means);
  run_reduction(squares_job(plan, a, work, *sums, *centers));
  return sums;
}

// Over all axes.
Ref<Array> fused_squares_kernels(const Array& a, DType* work, const Array& means, KernelFiles& files) {
  const ReduceLayout layout{a.shape(), a.strides(), {}, {}, axis_bits({}, true, a.ndim, "var"), false, false};
  Ref<Array> sums = stand_in(real_type(work), {}, {});
  if (a.size == 0) return sums;
  const Ref<Array> centers = stand_in_like(means, work, ND_ORDER_C);
  assign_kernels(*centers, means, files);
  const ReducePlan plan = plan_reduction(layout);
  reduction_kernels(squares_job(plan, a, work, *sums, *centers), files);
  return sums;
}

bool has_strides_of(const Array& a, std::span<const int64_t> strides) {
  for (int32_t i = 0; i < a.ndim; ++i) {
    if (a.shape(i) != 1 && a.stride(i) != strides[static_cast<size_t>(i)]) return false;
  }
  return true;
}

// Null if `a` lies as NumPy's temporary does that holds its deviations; else a copy that does.
Ref<Array> like_temporary(const Array& a, const Array& centers) {
  Ref<Array> temporary = stats::empty_elementwise(a, centers, native(a.dtype));
  if (has_strides_of(a, temporary->strides())) return nullptr;
  assign(*temporary, a);
  return temporary;
}

// The same without memory; `a` itself instead of null.
Ref<Array> like_temporary_kernels(const Array& a, const Array& centers, KernelFiles& files) {
  Ref<Array> temporary = stats::stand_in_elementwise(a, centers, native(a.dtype));
  if (has_strides_of(a, temporary->strides())) return Ref<Array>(const_cast<Array*>(&a));
  assign_kernels(*temporary, a, files);
  return temporary;
}

Ref<Array> divisor(const Array& counts, double ddof) {
  Ref<Array> result = astype(counts, dtype_of<double>(), ND_CASTING_UNSAFE, ND_ORDER_C);
  for (int64_t i = 0; i < result->size; ++i) {
    double& value = result->as<double>()[i];
    value = value - ddof > 0 ? value - ddof : 0;
  }
  return result;
}

}  // namespace

Ref<Array> stats::squared_magnitudes(const Array& x) {
  static constinit const KnownUfunc multiply("multiply");
  if (!x.dtype->is_complex()) return apply(multiply, x, x);
  Ref<Array> result = empty_like(x, real_type(x.dtype));
  const complex128 zero{};
  kernels::deviation_loop(x.dtype->code)(x.data, x.itemsize(), reinterpret_cast<const std::byte*>(&zero), 0,
                                         result->data, x.size);
  return result;
}

Ref<Array> stats::squared_magnitudes_kernels(const Array& x, KernelFiles& files) {
  if (!x.dtype->is_complex()) return call_kernels(find_ufunc("multiply"), {&x, &x}, files);
  files.add(kernels::kCountSource);
  return stand_in_like(x, real_type(x.dtype));
}

namespace {

// Does one pass do?
bool is_fused(const DType* work) { return work->is_inexact() && !stats::is_half(work); }

// Over all axes, with no option given.
Ref<Array> variance_kernels(const Array& a, KernelFiles& files) {
  const Ufunc& add = find_ufunc("add");
  DType* const dtype = a.dtype->is_inexact() ? nullptr : dtype_of<double>();
  const Ref<Array> counts = stats::count_elements(a, {}, nullptr, false);
  const Ref<Array> means = reduce_kernels(add, a, {.dtype = dtype, .keepdims = true}, files);
  stats::divide_by_count_kernels(means, *counts, files);
  const TypeOperand both[] = {a.type_operand(), means->type_operand()};
  DType* const work = native(result_type(both));
  Ref<Array> sums;
  if (is_fused(work)) {
    sums = fused_squares_kernels(*like_temporary_kernels(a, *means, files), work, *means, files);
  } else {
    const Ref<Array> deviations =
        call_kernels(find_ufunc("subtract"), {&a, means.get()}, files, stats::stand_in_elementwise(a, *means, work));
    sums = reduce_kernels(add, *stats::squared_magnitudes_kernels(*deviations, files), {.dtype = dtype}, files);
  }
  const Ref<Array> divisors = astype_kernels(*counts, dtype_of<double>(), ND_ORDER_C, files);
  const Ref<Array> quotient = call_kernels(find_ufunc("divide"), {sums.get(), divisors.get()}, files);
  return astype_kernels(*quotient, native(sums->dtype), ND_ORDER_K, files);
}

// Beside the output.
Ref<Array> variance(const Array& a, Axes axes, const ReduceOptions& options) {
  static constinit const KnownUfunc add("add");
  static constinit const KnownUfunc subtract("subtract");
  static constinit const KnownUfunc divide("divide");
  const uint64_t reduced = axis_bits(axes.axes, axes.all, a.ndim, "var");
  DType* dtype = options.dtype;
  if (dtype == nullptr && !a.dtype->is_inexact()) dtype = dtype_of<double>();
  const Ref<Array> counts = stats::count_elements(a, axes, options.where, options.keepdims);
  stats::warn_if_few(*counts, options.ddof, stats::kNoFreedom);
  Ref<Array> means;
  if (options.mean == nullptr) {
    Ref<Array> sums = reduce(add, a, axes.axes, axes.all, {.dtype = dtype, .keepdims = true, .where = options.where});
    const Ref<Array> counted = options.where == nullptr ? counts : stats::count_elements(a, axes, options.where, true);
    means = stats::divide_by_count(std::move(sums), *counted);
  }
  const Array& centers = options.mean != nullptr ? *options.mean : *means;
  // A Python-like number as the mean adapts to the elements.
  const TypeOperand both[] = {a.type_operand(), centers.type_operand()};
  DType* work = native(result_type(both));
  const bool plain = options.where == nullptr && options.out == nullptr &&
                     (options.dtype == nullptr || (options.dtype == work && !work->is_complex()));
  Ref<Array> sums;
  if (plain && is_fused(work)) {
    const Ref<Array> straight = like_temporary(a, centers);
    sums = fused_squares(straight ? *straight : a, reduced, work, centers, options.keepdims);
    report_fp_status("var");
  } else {
    Ref<Array> deviations = stats::empty_elementwise(a, centers, work);
    const Array* const operands[] = {&a, &centers};
    call_ufunc(subtract, operands, std::span(&deviations, 1));
    const Ref<Array> squares = stats::squared_magnitudes(*deviations);
    sums = reduce(
        add, *squares, axes.axes, axes.all,
        {.dtype = dtype, .out = options.out, .beside = true, .keepdims = options.keepdims, .where = options.where});
  }
  const Ref<Array> divisors = divisor(*counts, options.ddof);
  if (options.out == nullptr) return astype(*apply(divide, *sums, *divisors), native(sums->dtype));
  const Array* const quotient[] = {sums.get(), divisors.get()};
  call_ufunc(divide, quotient, std::span(&sums, 1), {.casting = ND_CASTING_UNSAFE});
  return sums;
}

}  // namespace

ND_KERNELS_OF(var, 1) { variance_kernels(*inputs[0], files); }

Ref<Array> var(const Array& a, Axes axes, ReduceOptions options) {
  return stats::finished(variance(a, axes, options), options.out);
}

ND_KERNELS_OF(std, 1) { stats::roots_kernels(*variance_kernels(*inputs[0], files), files); }

Ref<Array> std(const Array& a, Axes axes, ReduceOptions options) {
  stats::require_axes(a, axes, "std");
  return stats::finished(stats::roots(variance(a, axes, options), options.out != nullptr), options.out);
}

}  // namespace nd
