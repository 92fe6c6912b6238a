// Means. The sum's bits are NumPy's, and so are those of the quotient: it is formed in float64 and rounded.
#include "stats/shared_steps.hpp"
#include "ufunc/known_ufunc.hpp"
#include "ufunc/reduce.hpp"

namespace nd {

namespace {

// Of the sum where none is given; null: as the elements.
DType* sum_type(const Array& a) {
  if (stats::is_half(a.dtype)) return dtype_of<float>();
  return a.dtype->is_inexact() ? nullptr : dtype_of<double>();
}

}  // namespace

ND_KERNELS_OF(mean, 1) {
  const Array& a = *inputs[0];
  const Ref<Array> sums = reduce_kernels(find_ufunc("add"), a, {.dtype = sum_type(a)}, files);
  stats::divide_by_count_kernels(sums, *stats::count_elements(a, {}, nullptr, false), files);
  if (stats::is_half(a.dtype)) astype_kernels(*sums, native(a.dtype), ND_ORDER_K, files);
}

Ref<Array> mean(const Array& a, Axes axes, ReduceOptions options) {
  static constinit const KnownUfunc add("add");
  Array* const out = options.out;
  const bool rounds_once = options.dtype == nullptr && stats::is_half(a.dtype);
  if (options.dtype == nullptr) options.dtype = sum_type(a);
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
