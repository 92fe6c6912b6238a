// Order of temporaries, flattening, counts and quotients: what several statistics need.
#include "stats/shared_steps.hpp"

#include "core/fpstatus.hpp"
#include "core/warning.hpp"
#include "iter/broadcast.hpp"
#include "ufunc/known_ufunc.hpp"
#include "ufunc/quiet.hpp"
#include "ufunc/reduce.hpp"
#include "ufunc/reduce_loop.hpp"
#include "ufunc/reduce_run.hpp"

namespace nd::stats {

namespace {

// The common case without a plan: one number.
[[gnu::always_inline]] inline bool is_one_quotient(const Array& sums, const Array& counts) {
  return sums.ndim == 0 && counts.ndim == 0 && sums.behaved() && counts.dtype->code == ND_INT64 &&
         (sums.dtype->code == ND_FLOAT64 || sums.dtype->code == ND_FLOAT32);
}

}  // namespace

bool is_half(const DType* dtype) { return dtype->code == ND_FLOAT16 || dtype->code == ND_BFLOAT16; }

Ref<Array> empty_elementwise(const Array& a, const Array& b, DType* dtype) {
  const Dims stretched = broadcast_strides(b.shape(), b.strides(), a.shape(), "broadcast");
  const ReduceLayout layout{a.shape(), a.strides(), stretched, {}, 0, false, false};
  return make_accumulators(layout, plan_reduction(layout).order, dtype, true);
}

Ref<Array> stand_in_elementwise(const Array& a, const Array& b, DType* dtype) {
  const Dims stretched = broadcast_strides(b.shape(), b.strides(), a.shape(), "broadcast");
  const ReduceLayout layout{a.shape(), a.strides(), stretched, {}, 0, false, false};
  return stand_in(dtype, a.shape(), accumulator_strides(layout, plan_reduction(layout).order, dtype->itemsize));
}

Ref<Array> flattened(const Array& a) {
  const Dims shape{a.size};
  const Dims strides{a.itemsize()};
  if (a.c_contiguous) return view(a, a.data, shape, strides);
  const Ref<Array> straight = copy(a, ND_ORDER_C);
  return view(*straight, straight->data, shape, strides);
}

Ref<Array> flattened_kernels(const Array& a, KernelFiles& files) {
  const Ref<Array> straight = a.c_contiguous ? nullptr : astype_kernels(a, a.dtype, ND_ORDER_C, files);
  const Array& source = straight ? *straight : a;
  return view(source, source.data, Dims{a.size}, Dims{a.itemsize()});
}

Ref<Array> flattened_for(const Array& a, const int64_t* axis, std::string_view operation) {
  if (axis != nullptr && a.ndim > 0) return nullptr;
  if (axis != nullptr && *axis != 0 && *axis != -1) normalize_axis(*axis, 0, operation);
  return flattened(a);
}

Ref<Array> count_elements(const Array& a, Axes axes, const Array* where, bool keepdims) {
  if (where != nullptr) {
    if (!where->dtype->is_bool()) {
      fail(ND_CASTING_ERROR, "mean: argument `where` must be of dtype bool, not ", where->dtype->name);
    }
    return sum(*broadcast_to(*where, a.shape()), axes, {.dtype = dtype_of<int64_t>(), .keepdims = keepdims});
  }
  // Not the axis 0 of numbers that sums allow: NumPy's means refuse it.
  if (!axes.all) normalize_axes(axes.axes, a.ndim, "mean");
  const uint64_t reduced = axis_bits(axes.axes, axes.all, a.ndim, "mean");
  int64_t count = 1;
  for (int32_t i = 0; i < a.ndim; ++i) {
    if ((reduced >> i & 1) != 0) count *= a.shape(i);
  }
  return scalar<int64_t>(count);
}

void warn_if_few(const Array& counts, double ddof, const char* message) {
  if (counts.size == 0) return;
  if (counts.ndim == 0 && counts.behaved() && counts.dtype->code == ND_INT64) {
    if (static_cast<double>(*counts.as<int64_t>()) <= ddof) warn(ND_WARNING_RUNTIME, message);
    return;
  }
  const Ref<Array> few = apply(find_ufunc("less_equal"), counts, *scalar(ddof));
  if (*any(*few)->as<uint8_t>() != 0) warn(ND_WARNING_RUNTIME, message);
}

void warn_if_all_nan_kernels(const Array& result, KernelFiles& files) {
  if (!result.dtype->is_inexact() || result.size == 0) return;
  reduce_kernels(find_ufunc("logical_or"), *call_kernels(find_ufunc("isnan"), {&result}, files), {}, files);
}

void warn_if_all_nan(const Array& result) {
  if (!result.dtype->is_inexact() || result.size == 0) return;
  const Quiet quiet(true);
  if (*any(*apply(find_ufunc("isnan"), result))->as<uint8_t>() != 0) warn(ND_WARNING_RUNTIME, kAllNan);
}

void divide_by_count_kernels(const Ref<Array>& sums, const Array& counts, KernelFiles& files) {
  if (is_one_quotient(*sums, counts)) return;
  call_kernels(find_ufunc("divide"), {sums.get(), &counts}, files, sums, {.casting = ND_CASTING_UNSAFE});
}

Ref<Array> divide_by_count(Ref<Array> sums, const Array& counts) {
  static constinit const KnownUfunc divide("divide");
  if (is_one_quotient(*sums, counts)) {
    const auto count = static_cast<double>(*counts.as<int64_t>());
    if (sums->dtype->code == ND_FLOAT64) {
      *sums->as<double>() /= count;
    } else {
      *sums->as<float>() = static_cast<float>(*sums->as<float>() / count);
    }
    report_fp_status("divide");
    return sums;
  }
  const Array* const operands[] = {sums.get(), &counts};
  call_ufunc(divide, operands, std::span(&sums, 1), {.casting = ND_CASTING_UNSAFE});
  return sums;
}

void roots_kernels(const Array& variances, KernelFiles& files) {
  const Ref<Array> result = call_kernels(find_ufunc("sqrt"), {&variances}, files);
  astype_kernels(*result, variances.dtype, ND_ORDER_K, files);
}

Ref<Array> roots(Ref<Array> variances, bool given) {
  static constinit const KnownUfunc sqrt("sqrt");
  if (variances->ndim == 0 && !given) return astype(*apply(sqrt, *variances), variances->dtype);
  const Array* const operand[] = {variances.get()};
  call_ufunc(sqrt, operand, std::span(&variances, 1));
  return variances;
}

Ref<Array> finished(Ref<Array> result, Array* out) {
  if (out == nullptr) return result;
  assign(*out, *result);
  return Ref<Array>(out);
}

Ref<Array> finished(Ref<Array> result, Array* out, std::string_view operation) {
  if (out != nullptr) require_shape(*out, result->shape(), operation);
  return finished(std::move(result), out);
}

void require_axes(const Array& a, Axes axes, std::string_view operation) {
  axis_bits(axes.axes, axes.all, a.ndim, operation);
}

void require_shape(const Array& out, std::span<const int64_t> shape, std::string_view operation) {
  if (std::ranges::equal(out.shape(), shape)) return;
  fail(ND_VALUE_ERROR, operation, ": argument `out` has shape ", out.shape(), ", the result has ", shape);
}

}  // namespace nd::stats
