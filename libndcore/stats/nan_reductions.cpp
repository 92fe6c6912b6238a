// Statistics that pass over NaNs: NaNs are replaced by what does not count, in a copy, and the others are counted.
#include <limits>

#include "core/threads.hpp"
#include "core/warning.hpp"
#include "index/index.hpp"
#include "sort/keys.hpp"
#include "stats/shared_steps.hpp"
#include "ufunc/known_ufunc.hpp"
#include "ufunc/quiet.hpp"
#include "ufunc/reduce.hpp"
#include "ufunc/reduce_loop.hpp"

namespace nd {

namespace {

template <class T>
T number(double value) {
  if constexpr (kIsComplex<T>) {
    return {static_cast<decltype(T::re)>(value), 0};
  } else {
    return T(static_cast<float>(value));
  }
}

struct Replaced {
  Ref<Array> values;   // a copy with `value` for NaN
  Ref<Array> numbers;  // booleans: not a NaN
};

// Writes over NaNs in place; `numbers` may be null.
void replace_in_place(Array& a, double value, Array* numbers) {
  visit_type(a.dtype->code, [&]<class T>(Type<T>) {
    if constexpr (kIsFloat<T> || kIsComplex<T>) {
      T* p = a.as<T>();
      uint8_t* flags = numbers != nullptr ? numbers->as<uint8_t>() : nullptr;
      const T replacement = number<T>(value);
      parallel_for(a.size, int64_t{1} << 16, [&](int64_t begin, int64_t end) {
        for (int64_t i = begin; i < end; ++i) {
          const bool bad = sorting::is_nan(p[i]);
          p[i] = bad ? replacement : p[i];
          if (flags != nullptr) flags[i] = bad ? 0 : 1;
        }
      });
    }
  });
}

Replaced replace_nans(const Array& a, double value, bool with_numbers) {
  Replaced result;
  result.values = astype(a, native(a.dtype));
  if (with_numbers) result.numbers = empty_like(*result.values, dtype_of(ND_BOOL));
  replace_in_place(*result.values, value, result.numbers.get());
  // NumPy's copy keeps the byte order, and so sums it in calls of 8192 elements.
  if (a.dtype->swapped) result.values = astype(*result.values, a.dtype);
  return result;
}

// Stand-ins for the values; the numbers are booleans laid out alike.
Ref<Array> replace_nans_kernels(const Array& a, KernelFiles& files) {
  Ref<Array> values = astype_kernels(a, native(a.dtype), ND_ORDER_K, files);
  return a.dtype->swapped ? astype_kernels(*values, a.dtype, ND_ORDER_K, files) : values;
}

// values = 0 where the flag is false; both lie side by side in the same order.
void clear_unless(Array& values, const Array& flags) {
  visit_type(values.dtype->code, [&]<class T>(Type<T>) {
    T* p = values.as<T>();
    const uint8_t* flag = flags.as<uint8_t>();
    for (int64_t i = 0; i < values.size; ++i) {
      if (flag[i] == 0) p[i] = T{};
    }
  });
}

// Strides of an array made with keepdims, without the axes that were reduced.
Dims kept_strides(const Array& a, Axes axes) {
  const uint64_t reduced = axis_bits(axes.axes, axes.all, a.ndim, "nanvar");
  Dims strides;
  for (int32_t i = 0; i < a.ndim; ++i) {
    if ((reduced >> i & 1) == 0) strides.push_back(a.stride(i));
  }
  return strides;
}

bool has_nans(const Array& a) { return a.dtype->is_inexact(); }

void check_inexact(const DType* dtype, const Array* out, std::string_view operation) {
  const auto check = [&](const DType* type, const char* argument) {
    if (type == nullptr || type->is_inexact()) return;
    fail(ND_TYPE_ERROR, operation, ": argument `", argument, "` must be inexact for inexact arrays, not ", type->name);
  };
  check(dtype, "dtype");
  check(out != nullptr ? out->dtype : nullptr, "out");
}

// Empty slices give NaN without a status, as in NumPy.
Ref<Array> divided(Ref<Array> sums, const Array& counts) {
  const Quiet quiet(true);
  return stats::divide_by_count(std::move(sums), counts);
}

// sums / (counts - ddof), and NaN where there are too few numbers. `counts` have the reduced axes with extent 1.
Ref<Array> divided_by_freedom(Ref<Array> sums, const Array& counts, Axes axes, const ReduceOptions& options) {
  const Ref<Array> counted =
      view(counts, counts.data, sums->shape(), options.keepdims ? Dims(counts.strides()) : kept_strides(counts, axes));
  const Ref<Array> divisors = astype(*counted, dtype_of<double>(), ND_CASTING_UNSAFE, ND_ORDER_C);
  const Ref<Array> too_few = empty_like(*divisors, dtype_of(ND_BOOL));
  bool any_too_few = false;
  for (int64_t i = 0; i < divisors->size; ++i) {
    double& divisor = divisors->as<double>()[i];
    divisor -= options.ddof;
    too_few->as<uint8_t>()[i] = divisor <= 0 ? 1 : 0;
    any_too_few = any_too_few || divisor <= 0;
  }
  Ref<Array> result = divided(std::move(sums), *divisors);
  if (any_too_few) warn(ND_WARNING_RUNTIME, "Degrees of freedom <= 0 for slice.");
  if (any_too_few) copy_where(*result, *scalar(std::numeric_limits<double>::quiet_NaN()), *too_few, ND_CASTING_UNSAFE);
  return result;
}

// How many of the values are numbers.
Ref<Array> count_numbers_kernels(const Array& values, bool keepdims, KernelFiles& files) {
  const Ref<Array> numbers = stand_in_like(values, dtype_of(ND_BOOL));
  return reduce_kernels(find_ufunc("add"), *numbers, {.dtype = dtype_of<int64_t>(), .keepdims = keepdims}, files);
}

}  // namespace

extern const KernelsOf kernels_of_mean, kernels_of_var, kernels_of_std;

namespace {

// The extremum that passes over NaNs, beside the output until nobody minds that there is nothing but NaNs.
Ref<Array> nan_extremum(const Ufunc& ufunc, std::string_view operation, const Array& a, Axes axes,
                        ReduceOptions options) {
  Array* const out = options.out;
  options.operation = operation;
  options.beside = true;
  Ref<Array> result = reduce(ufunc, a, axes.axes, axes.all, options);
  stats::warn_if_all_nan(*result);
  return stats::finished(std::move(result), out);
}

}  // namespace

ND_KERNELS_OF(nansum, 1) {
  const Ref<Array> values = has_nans(*inputs[0]) ? replace_nans_kernels(*inputs[0], files) : nullptr;
  reduce_kernels(find_ufunc("add"), values ? *values : *inputs[0], {}, files);
}

Ref<Array> nansum(const Array& a, Axes axes, ReduceOptions options) {
  static constinit const KnownUfunc add("add");
  options.operation = "nansum";
  const Ref<Array> values = has_nans(a) ? replace_nans(a, 0, false).values : nullptr;
  return reduce(add, values ? *values : a, axes.axes, axes.all, options);
}

ND_KERNELS_OF(nanprod, 1) {
  const Ref<Array> values = has_nans(*inputs[0]) ? replace_nans_kernels(*inputs[0], files) : nullptr;
  reduce_kernels(find_ufunc("multiply"), values ? *values : *inputs[0], {}, files);
}

Ref<Array> nanprod(const Array& a, Axes axes, ReduceOptions options) {
  static constinit const KnownUfunc multiply("multiply");
  options.operation = "nanprod";
  const Ref<Array> values = has_nans(a) ? replace_nans(a, 1, false).values : nullptr;
  return reduce(multiply, values ? *values : a, axes.axes, axes.all, options);
}

ND_KERNELS_OF(nanmin, 1) {
  stats::warn_if_all_nan_kernels(*reduce_kernels(find_ufunc("fmin"), *inputs[0], {}, files), files);
}

Ref<Array> nanmin(const Array& a, Axes axes, ReduceOptions options) {
  static constinit const KnownUfunc fmin("fmin");
  return nan_extremum(fmin, "nanmin", a, axes, options);
}

ND_KERNELS_OF(nanmax, 1) {
  stats::warn_if_all_nan_kernels(*reduce_kernels(find_ufunc("fmax"), *inputs[0], {}, files), files);
}

Ref<Array> nanmax(const Array& a, Axes axes, ReduceOptions options) {
  static constinit const KnownUfunc fmax("fmax");
  return nan_extremum(fmax, "nanmax", a, axes, options);
}

ND_KERNELS_OF(nanmean, 1) {
  const Array& a = *inputs[0];
  if (!has_nans(a)) return kernels_of_mean.choose(inputs, files);
  const Ufunc& add = find_ufunc("add");
  const Ref<Array> values = replace_nans_kernels(a, files);
  const Ref<Array> counts = count_numbers_kernels(*values, false, files);
  stats::divide_by_count_kernels(reduce_kernels(add, *values, {}, files), *counts, files);
}

Ref<Array> nanmean(const Array& a, Axes axes, ReduceOptions options) {
  static constinit const KnownUfunc add("add");
  stats::require_axes(a, axes, "nanmean");
  if (!has_nans(a)) return mean(a, axes, options);
  check_inexact(options.dtype, options.out, "nanmean");
  const Replaced replaced = replace_nans(a, 0, true);
  const ReduceOptions counting{.dtype = dtype_of<int64_t>(), .keepdims = options.keepdims, .where = options.where};
  const Ref<Array> counts = reduce(add, *replaced.numbers, axes.axes, axes.all, counting);
  stats::warn_if_few(*counts, 0, stats::kEmptySlice);
  options.beside = true;
  Ref<Array> sums = reduce(add, *replaced.values, axes.axes, axes.all, options);
  return stats::finished(divided(std::move(sums), *counts), options.out);
}

namespace {

// Of a dtype that has NaNs; beside the output.
Ref<Array> variance(const Array& a, Axes axes, const ReduceOptions& options) {
  static constinit const KnownUfunc add("add");
  static constinit const KnownUfunc subtract("subtract");
  static constinit const KnownUfunc multiply("multiply");
  check_inexact(options.dtype, options.out, "nanvar");
  const ReduceOptions counting{.dtype = dtype_of<int64_t>(), .keepdims = true, .where = options.where};
  const Replaced replaced = replace_nans(a, 0, true);
  const Ref<Array> counts = reduce(add, *replaced.numbers, axes.axes, axes.all, counting);
  Ref<Array> means;
  if (options.mean == nullptr) {
    Ref<Array> sums = reduce(add, *replaced.values, axes.axes, axes.all,
                             {.dtype = options.dtype, .keepdims = true, .where = options.where});
    means = divided(std::move(sums), *counts);
  }
  Ref<Array> deviations = astype(*replaced.values, native(a.dtype));
  const Array* const operands[] = {deviations.get(), options.mean != nullptr ? options.mean : means.get()};
  const UfuncOptions unsafe{.where = options.where, .casting = ND_CASTING_UNSAFE};
  call_ufunc(subtract, operands, std::span(&deviations, 1), unsafe);
  clear_unless(*deviations, *replaced.numbers);
  Ref<Array> squares = deviations;
  if (a.dtype->is_complex()) {
    squares = stats::squared_magnitudes(*deviations);
  } else {
    const Array* const factors[] = {deviations.get(), deviations.get()};
    call_ufunc(multiply, factors, std::span(&squares, 1), {.where = options.where});
  }
  // NumPy works in place, so that a swapped array stays one, summed in calls of 8192 elements.
  if (a.dtype->swapped && !a.dtype->is_complex()) squares = astype(*squares, a.dtype);
  const ReduceOptions summing{
      .dtype = options.dtype, .out = options.out, .beside = true, .keepdims = options.keepdims, .where = options.where};
  Ref<Array> sums = reduce(add, *squares, axes.axes, axes.all, summing);
  return divided_by_freedom(std::move(sums), *counts, axes, options);
}

// Of a dtype that has NaNs, over all axes.
Ref<Array> variance_kernels(const Array& a, KernelFiles& files) {
  const Ufunc& add = find_ufunc("add");
  const Ref<Array> values = replace_nans_kernels(a, files);
  const Ref<Array> counts = count_numbers_kernels(*values, true, files);
  const Ref<Array> means = reduce_kernels(add, *values, {.keepdims = true}, files);
  stats::divide_by_count_kernels(means, *counts, files);
  Ref<Array> squares = astype_kernels(*values, native(a.dtype), ND_ORDER_K, files);
  call_kernels(find_ufunc("subtract"), {squares.get(), means.get()}, files, squares, {.casting = ND_CASTING_UNSAFE});
  if (a.dtype->is_complex()) {
    squares = stats::squared_magnitudes_kernels(*squares, files);
  } else {
    call_kernels(find_ufunc("multiply"), {squares.get(), squares.get()}, files, squares);
    if (a.dtype->swapped) squares = astype_kernels(*squares, a.dtype, ND_ORDER_K, files);
  }
  Ref<Array> sums = reduce_kernels(add, *squares, {}, files);
  const Ref<Array> counted = stand_in(counts->dtype, {}, {});
  const Ref<Array> divisors = astype_kernels(*counted, dtype_of<double>(), ND_ORDER_C, files);
  stats::divide_by_count_kernels(sums, *divisors, files);
  return sums;
}

}  // namespace

ND_KERNELS_OF(nanvar, 1) {
  if (!has_nans(*inputs[0])) return kernels_of_var.choose(inputs, files);
  variance_kernels(*inputs[0], files);
}

Ref<Array> nanvar(const Array& a, Axes axes, ReduceOptions options) {
  stats::require_axes(a, axes, "nanvar");
  if (!has_nans(a)) return var(a, axes, options);
  return stats::finished(variance(a, axes, options), options.out);
}

ND_KERNELS_OF(nanstd, 1) {
  if (!has_nans(*inputs[0])) return kernels_of_std.choose(inputs, files);
  stats::roots_kernels(*variance_kernels(*inputs[0], files), files);
}

Ref<Array> nanstd(const Array& a, Axes axes, ReduceOptions options) {
  stats::require_axes(a, axes, "nanstd");
  if (!has_nans(a)) return std(a, axes, options);
  return stats::finished(stats::roots(variance(a, axes, options), options.out != nullptr), options.out);
}

namespace {

Ref<Array> nan_position(const Array& a, Axes axes, const ReduceOptions& options, bool is_max) {
  const std::string_view operation = is_max ? "nanargmax" : "nanargmin";
  stats::require_axes(a, axes, operation);
  const auto find = [&](const Array& from) {
    return is_max ? argmax(from, axes, options) : argmin(from, axes, options);
  };
  if (!has_nans(a)) return find(a);
  const double worst = is_max ? -std::numeric_limits<double>::infinity() : std::numeric_limits<double>::infinity();
  const Replaced replaced = replace_nans(a, worst, true);
  if (a.size > 0) {
    const Ref<Array> any_number = any(*replaced.numbers, axes);
    if (!*all(*any_number)->as<bool>()) fail(ND_VALUE_ERROR, operation, ": All-NaN slice encountered");
  }
  return find(*replaced.values);
}

}  // namespace

Ref<Array> nanargmin(const Array& a, Axes axes, ReduceOptions options) { return nan_position(a, axes, options, false); }

Ref<Array> nanargmax(const Array& a, Axes axes, ReduceOptions options) { return nan_position(a, axes, options, true); }

namespace {

Axes along(const int64_t* axis) { return axis != nullptr ? Axes{std::span(axis, 1), false} : Axes{}; }

}  // namespace

ND_KERNELS_OF(nancumsum, 1) {
  const Ref<Array> values = has_nans(*inputs[0]) ? replace_nans_kernels(*inputs[0], files) : nullptr;
  const Array& source = values ? *values : *inputs[0];
  accumulate_kernels(find_ufunc("add"), *stats::flattened_kernels(source, files), 0, files);
}

Ref<Array> nancumsum(const Array& a, const int64_t* axis, DType* dtype, Array* out) {
  stats::require_axes(a, along(axis), "nancumsum");
  const Ref<Array> values = has_nans(a) ? replace_nans(a, 0, false).values : nullptr;
  return cumsum(values ? *values : a, axis, dtype, out);
}

ND_KERNELS_OF(nancumprod, 1) {
  const Ref<Array> values = has_nans(*inputs[0]) ? replace_nans_kernels(*inputs[0], files) : nullptr;
  const Array& source = values ? *values : *inputs[0];
  accumulate_kernels(find_ufunc("multiply"), *stats::flattened_kernels(source, files), 0, files);
}

Ref<Array> nancumprod(const Array& a, const int64_t* axis, DType* dtype, Array* out) {
  stats::require_axes(a, along(axis), "nancumprod");
  const Ref<Array> values = has_nans(a) ? replace_nans(a, 1, false).values : nullptr;
  return cumprod(values ? *values : a, axis, dtype, out);
}

}  // namespace nd
