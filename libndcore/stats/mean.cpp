// Means. The sum's bits are NumPy's, and so are those of the quotient: it is formed in float64 and rounded.
#include "stats/shared_steps.hpp"
#include "ufunc/known_ufunc.hpp"
#include "ufunc/reduce.hpp"

namespace nd {

namespace {

// Of the sum where none is given; null: as the elements.
inline DType* sum_type(const DType* dtype, bool is_half) {
  if (is_half) return dtype_of<float>();
  return dtype->is_inexact() ? nullptr : dtype_of<double>();
}

}  // namespace

ND_KERNELS_OF(mean, 1) {
  const Array& a = *inputs[0];
  const bool is_half = stats::is_half(a.dtype);
  const Ref<Array> sums = reduce_kernels(find_ufunc("add"), a, {.dtype = sum_type(a.dtype, is_half)}, files);
  stats::divide_by_count_kernels(sums, *stats::count_elements(a, {}, nullptr, false), files);
  if (is_half) astype_kernels(*sums, native(a.dtype), ND_ORDER_K, files);
}

Ref<Array> mean(const Array& a, Axes axes, ReduceOptions options) {
  static constinit const KnownUfunc add("add");
  Array* const out = options.out;
  const bool rounds_once = options.dtype == nullptr && stats::is_half(a.dtype);
  if (options.dtype == nullptr) options.dtype = sum_type(a.dtype, rounds_once);
  options.beside = true;
  options.operation = "mean";
  Ref<Array> sums = reduce(add, a, axes.axes, axes.all, options);
  const Ref<Array> counts = stats::count_elements(a, axes, options.where, options.keepdims);
  stats::warn_if_few(*counts, 0, stats::kEmptySlice);
  Ref<Array> means = stats::divide_by_count(std::move(sums), *counts);
  if (rounds_once && out == nullptr) return astype(*means, native(a.dtype));
  return stats::finished(std::move(means), out);
}

}  // namespace nd
