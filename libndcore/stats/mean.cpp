// Means. The sum's bits are NumPy's, and so are those of the quotient: it is formed in float64 and rounded.
#include "core/fpstatus.hpp"
#include "iter/broadcast.hpp"
#include "stats/parts.hpp"
#include "ufunc/reduce.hpp"
#include "ufunc/reduce_loop.hpp"

namespace nd {

namespace stats {

bool is_half(const DType* dtype) { return dtype->code == ND_FLOAT16 || dtype->code == ND_BFLOAT16; }

Ref<Array> flattened(const Array& a) {
  const Dims shape{a.size};
  const Dims strides{a.itemsize()};
  if (a.c_contiguous) return view(a, a.data, shape, strides);
  const Ref<Array> straight = copy(a, ND_ORDER_C);
  return view(*straight, straight->data, shape, strides);
}

Ref<Array> count_elements(const Array& a, Axes axes, const Array* where, bool keepdims) {
  if (where != nullptr) {
    if (!where->dtype->is_bool()) {
      fail(ND_CASTING_ERROR, "mean: argument `where` must be of dtype bool, not ", where->dtype->name);
    }
    return sum(*broadcast_to(*where, a.shape()), axes, dtype_of<int64_t>(), keepdims);
  }
  const uint64_t reduced = axis_bits(axes.axes, axes.all, a.ndim, "mean");
  int64_t count = 1;
  for (int32_t i = 0; i < a.ndim; ++i) {
    if ((reduced >> i & 1) != 0) count *= a.shape(i);
  }
  return scalar<int64_t>(count);
}

Ref<Array> divide_by_count(const Array& sums, const Array& counts) {
  static const Ufunc& divide = find_ufunc("divide");
  // The common case without a plan: one number.
  if (sums.ndim == 0 && counts.ndim == 0 && sums.behaved() && counts.dtype->code == ND_INT64) {
    const auto count = static_cast<double>(*counts.as<int64_t>());
    if (sums.dtype->code == ND_FLOAT64) {
      const double quotient = *sums.as<double>() / count;
      report_fp_status("divide");
      return scalar(quotient);
    }
    if (sums.dtype->code == ND_FLOAT32) {
      const auto quotient = static_cast<float>(*sums.as<float>() / count);
      report_fp_status("divide");
      return scalar(quotient);
    }
  }
  return astype(*apply(divide, sums, counts), native(sums.dtype));
}

}  // namespace stats

Ref<Array> mean(const Array& a, Axes axes, DType* dtype, bool keepdims, const Array* where) {
  static const Ufunc& add = find_ufunc("add");
  const bool rounds_once = dtype == nullptr && stats::is_half(a.dtype);
  if (rounds_once) {
    dtype = dtype_of<float>();
  } else if (dtype == nullptr && !a.dtype->is_inexact()) {
    dtype = dtype_of<double>();
  }
  const Ref<Array> sums = reduce(add, a, axes.axes, axes.all, {.dtype = dtype, .keepdims = keepdims, .where = where});
  Ref<Array> means = stats::divide_by_count(*sums, *stats::count_elements(a, axes, where, keepdims));
  return rounds_once ? astype(*means, native(a.dtype)) : means;
}

}  // namespace nd
