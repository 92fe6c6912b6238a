// The reductions that are ufuncs under another name.
#include <atomic>

#include "core/threads.hpp"
#include "iter/loop_nest.hpp"
#include "kernels/reduce_kernels.hpp"
#include "shape/shape.hpp"
#include "stats/shared_steps.hpp"
#include "ufunc/known_ufunc.hpp"
#include "ufunc/reduce.hpp"

namespace nd {

namespace {

// The fold of a ufunc under a name of its own.
Ref<Array> fold(const Ufunc& ufunc, std::string_view operation, const Array& a, Axes axes, ReduceOptions options) {
  options.operation = operation;
  return reduce(ufunc, a, axes.axes, axes.all, options);
}

}  // namespace

ND_KERNELS_OF(sum, 1) { reduce_kernels(find_ufunc("add"), *inputs[0], {}, files); }

Ref<Array> sum(const Array& a, Axes axes, ReduceOptions options) {
  static constinit const KnownUfunc add("add");
  return fold(add, "sum", a, axes, options);
}

ND_KERNELS_OF(prod, 1) { reduce_kernels(find_ufunc("multiply"), *inputs[0], {}, files); }

Ref<Array> prod(const Array& a, Axes axes, ReduceOptions options) {
  static constinit const KnownUfunc multiply("multiply");
  return fold(multiply, "prod", a, axes, options);
}

ND_KERNELS_OF(min, 1) { reduce_kernels(find_ufunc("minimum"), *inputs[0], {}, files); }

Ref<Array> min(const Array& a, Axes axes, ReduceOptions options) {
  static constinit const KnownUfunc minimum("minimum");
  return fold(minimum, "min", a, axes, options);
}

ND_KERNELS_OF(max, 1) { reduce_kernels(find_ufunc("maximum"), *inputs[0], {}, files); }

Ref<Array> max(const Array& a, Axes axes, ReduceOptions options) {
  static constinit const KnownUfunc maximum("maximum");
  return fold(maximum, "max", a, axes, options);
}

ND_KERNELS_OF(any, 1) { reduce_kernels(find_ufunc("logical_or"), *inputs[0], {}, files); }

Ref<Array> any(const Array& a, Axes axes, ReduceOptions options) {
  static constinit const KnownUfunc logical_or("logical_or");
  return fold(logical_or, "any", a, axes, options);
}

ND_KERNELS_OF(all, 1) { reduce_kernels(find_ufunc("logical_and"), *inputs[0], {}, files); }

Ref<Array> all(const Array& a, Axes axes, ReduceOptions options) {
  static constinit const KnownUfunc logical_and("logical_and");
  return fold(logical_and, "all", a, axes, options);
}

ND_KERNELS_OF(ptp, 1) {
  const Ref<Array> largest = reduce_kernels(find_ufunc("maximum"), *inputs[0], {}, files);
  const Ref<Array> smallest = reduce_kernels(find_ufunc("minimum"), *inputs[0], {}, files);
  call_kernels(find_ufunc("subtract"), {largest.get(), smallest.get()}, files);
}

Ref<Array> ptp(const Array& a, Axes axes, ReduceOptions options) {
  static constinit const KnownUfunc subtract("subtract");
  static constinit const KnownUfunc maximum("maximum");
  Array* const out = options.out;
  options.beside = true;
  Ref<Array> result = fold(maximum, "ptp", a, axes, options);
  const Ref<Array> smallest = min(a, axes, {.keepdims = options.keepdims});
  if (out == nullptr) return apply(subtract, *result, *smallest);
  const Array* const operands[] = {result.get(), smallest.get()};
  call_ufunc(subtract, operands, std::span(&result, 1));
  return stats::finished(std::move(result), out);
}

namespace {

int64_t count_all(const Array& a) {
  const kernels::CountLoop count = kernels::count_loop(a.dtype->code);
  const LoopOperand operands[] = {{a.data, Dims(a.strides())}};
  const LoopNest nest(a.shape(), operands);
  std::atomic<int64_t> total{0};
  parallel_for(nest.size(), int64_t{1} << 17, [&](int64_t begin, int64_t end) {
    int64_t part = 0;
    nest.run(begin, end,
             [&](std::byte* const* pointers, int64_t n) { part += count(pointers[0], n, nest.inner_strides()[0]); });
    total += part;
  });
  return total;
}

bool is_countable(const Array& a) { return a.behaved() && a.dtype->user == nullptr; }

}  // namespace

ND_KERNELS_OF(count_nonzero, 1) {
  const Array& a = *inputs[0];
  if (is_countable(a)) return a.size > 0 ? files.add(kernels::kCountSource) : void();
  const Ref<Array> truth = astype_kernels(a, dtype_of(ND_BOOL), ND_ORDER_K, files);
  reduce_kernels(find_ufunc("add"), *truth, {.dtype = dtype_of<int64_t>()}, files);
}

Ref<Array> count_nonzero(const Array& a, Axes axes, ReduceOptions options) {
  stats::require_axes(a, axes, "count_nonzero");
  if (axes.all && !options.keepdims && is_countable(a)) return scalar<int64_t>(count_all(a));
  const Ref<Array> truth = a.dtype->is_bool() ? nullptr : astype(a, dtype_of(ND_BOOL));
  options.dtype = dtype_of<int64_t>();
  return sum(truth ? *truth : a, axes, options);
}

namespace {

Ref<Array> running(const Ufunc& ufunc, const Array& a, const int64_t* axis, DType* dtype, Array* out,
                   std::string_view operation) {
  const Ref<Array> flat = stats::flattened_for(a, axis, operation);
  if (flat) return accumulate(ufunc, *flat, 0, dtype, out);
  return accumulate(ufunc, a, normalize_axis(*axis, a.ndim, operation), dtype, out);
}

}  // namespace

ND_KERNELS_OF(cumsum, 1) {
  accumulate_kernels(find_ufunc("add"), *stats::flattened_kernels(*inputs[0], files), 0, files);
}

Ref<Array> cumsum(const Array& a, const int64_t* axis, DType* dtype, Array* out) {
  static constinit const KnownUfunc add("add");
  return running(add, a, axis, dtype, out, "cumsum");
}

ND_KERNELS_OF(cumprod, 1) {
  accumulate_kernels(find_ufunc("multiply"), *stats::flattened_kernels(*inputs[0], files), 0, files);
}

Ref<Array> cumprod(const Array& a, const int64_t* axis, DType* dtype, Array* out) {
  static constinit const KnownUfunc multiply("multiply");
  return running(multiply, a, axis, dtype, out, "cumprod");
}

namespace {

using Running = Ref<Array> (*)(const Array& a, const int64_t* axis, DType* dtype, Array* out);

Ref<Array> cumulative(Running run, int64_t start, const Array& x, const int64_t* axis, DType* dtype, Array* out,
                      bool include_initial, std::string_view operation) {
  if (axis == nullptr && x.ndim > 1) {
    fail(ND_VALUE_ERROR, operation, ": argument `axis` must be given for an array of ", x.ndim, " dimensions");
  }
  if (!include_initial) return run(x, axis, dtype, out);
  const Ref<Array> totals = run(x, axis, dtype, nullptr);
  const int32_t along = axis == nullptr ? 0 : normalize_axis(*axis, totals->ndim, operation);
  Dims shape(totals->shape());
  const int64_t extent = shape[along]++;
  Ref<Array> result = empty(native(totals->dtype), shape);
  assign(*slice_of(*result, along, 0, 1), *scalar(start), ND_CASTING_UNSAFE);
  assign(*slice_of(*result, along, 1, extent), *totals);
  return stats::finished(std::move(result), out, operation);
}

}  // namespace

Ref<Array> cumulative_sum(const Array& x, const int64_t* axis, DType* dtype, Array* out, bool include_initial) {
  return cumulative(cumsum, 0, x, axis, dtype, out, include_initial, "cumulative_sum");
}

Ref<Array> cumulative_prod(const Array& x, const int64_t* axis, DType* dtype, Array* out, bool include_initial) {
  return cumulative(cumprod, 1, x, axis, dtype, out, include_initial, "cumulative_prod");
}

}  // namespace nd
