// Means. The sum's bits are NumPy's, and so are those of the quotient: it is formed in float64 and rounded.
#include "stats/parts.hpp"
#include "ufunc/known_ufunc.hpp"
#include "ufunc/reduce.hpp"

namespace nd {

Ref<Array> mean(const Array& a, Axes axes, DType* dtype, bool keepdims, const Array* where, Array* out) {
  static constinit const KnownUfunc add("add");
  const bool rounds_once = dtype == nullptr && stats::is_half(a.dtype);
  if (rounds_once) {
    dtype = dtype_of<float>();
  } else if (dtype == nullptr && !a.dtype->is_inexact()) {
    dtype = dtype_of<double>();
  }
  Ref<Array> sums =
      reduce(add, a, axes.axes, axes.all,
             {.dtype = dtype, .out = out, .beside = true, .keepdims = keepdims, .where = where, .operation = "mean"});
  Ref<Array> means = stats::divide_by_count(std::move(sums), *stats::count_elements(a, axes, where, keepdims));
  if (rounds_once && out == nullptr) return astype(*means, native(a.dtype));
  return stats::finished(std::move(means), out);
}

}  // namespace nd
