// Means. The sum's bits are NumPy's, and so are those of the quotient: it is formed in float64 and rounded.
#include "stats/shared_steps.hpp"
#include "ufunc/known_ufunc.hpp"
#include "ufunc/reduce.hpp"

namespace nd {

Ref<Array> mean(const Array& a, Axes axes, ReduceOptions options) {
  static constinit const KnownUfunc add("add");
  Array* const out = options.out;
  const bool rounds_once = options.dtype == nullptr && stats::is_half(a.dtype);
  if (rounds_once) {
    options.dtype = dtype_of<float>();
  } else if (options.dtype == nullptr && !a.dtype->is_inexact()) {
    options.dtype = dtype_of<double>();
  }
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
