// Statistics over arrays: the named reductions, means and variances, positions of extrema, running sums, and the forms
// that pass over NaNs. NumPy's results and dtypes; bits as in ufunc/reduce.
#pragma once

#include <span>

#include "ufunc/reduce.hpp"

namespace nd {

// The axes to go over: those given (none: each element by itself), or all.
struct Axes {
  std::span<const int64_t> axes;
  bool all = true;
};

Ref<Array> sum(const Array& a, Axes axes = {}, DType* dtype = nullptr, bool keepdims = false);
Ref<Array> prod(const Array& a, Axes axes = {}, DType* dtype = nullptr, bool keepdims = false);
Ref<Array> min(const Array& a, Axes axes = {}, bool keepdims = false);
Ref<Array> max(const Array& a, Axes axes = {}, bool keepdims = false);
Ref<Array> any(const Array& a, Axes axes = {}, bool keepdims = false);
Ref<Array> all(const Array& a, Axes axes = {}, bool keepdims = false);
Ref<Array> ptp(const Array& a, Axes axes = {}, bool keepdims = false, Array* out = nullptr);
Ref<Array> count_nonzero(const Array& a, Axes axes = {}, bool keepdims = false);

// Integers and booleans are averaged in float64, the half types in float32 and rounded once.
Ref<Array> mean(const Array& a, Axes axes = {}, DType* dtype = nullptr, bool keepdims = false,
                const Array* where = nullptr, Array* out = nullptr);

struct VarianceOptions {
  DType* dtype = nullptr;
  double ddof = 0;              // the divisor is the number of elements less this
  const Array* mean = nullptr;  // as mean() gives it with keepdims; null: computed
  const Array* where = nullptr;
  bool keepdims = false;
  Array* out = nullptr;
};
Ref<Array> var(const Array& a, Axes axes = {}, const VarianceOptions& options = {});
Ref<Array> std(const Array& a, Axes axes = {}, const VarianceOptions& options = {});

// Weighted mean over one axis, or all when `axis` is null; weights are of a's shape or 1-d along the axis.
// `sum_of_weights` (may be null) receives them summed, in the result's shape. Weights that sum to zero are
// ND_VALUE_ERROR.
Ref<Array> average(const Array& a, const int64_t* axis, const Array* weights, bool keepdims,
                   Ref<Array>* sum_of_weights = nullptr);

// Positions of the first extreme element, or of the first NaN; null: in the flattened array, C order.
Ref<Array> argmin(const Array& a, const int64_t* axis = nullptr, bool keepdims = false, Array* out = nullptr);
Ref<Array> argmax(const Array& a, const int64_t* axis = nullptr, bool keepdims = false, Array* out = nullptr);

// Running sums and products; null: of the flattened array.
Ref<Array> cumsum(const Array& a, const int64_t* axis = nullptr, DType* dtype = nullptr, Array* out = nullptr);
Ref<Array> cumprod(const Array& a, const int64_t* axis = nullptr, DType* dtype = nullptr, Array* out = nullptr);

// Passing over NaNs. Other dtypes than floating-point and complex ones give what the plain functions give.
Ref<Array> nansum(const Array& a, Axes axes = {}, ReduceOptions options = {});
Ref<Array> nanprod(const Array& a, Axes axes = {}, ReduceOptions options = {});
Ref<Array> nanmin(const Array& a, Axes axes = {}, ReduceOptions options = {});
Ref<Array> nanmax(const Array& a, Axes axes = {}, ReduceOptions options = {});
Ref<Array> nanmean(const Array& a, Axes axes = {}, DType* dtype = nullptr, bool keepdims = false,
                   const Array* where = nullptr, Array* out = nullptr);
Ref<Array> nanvar(const Array& a, Axes axes = {}, const VarianceOptions& options = {});
Ref<Array> nanstd(const Array& a, Axes axes = {}, const VarianceOptions& options = {});
Ref<Array> nanargmin(const Array& a, const int64_t* axis = nullptr, bool keepdims = false, Array* out = nullptr);
Ref<Array> nanargmax(const Array& a, const int64_t* axis = nullptr, bool keepdims = false, Array* out = nullptr);
Ref<Array> nancumsum(const Array& a, const int64_t* axis = nullptr, DType* dtype = nullptr, Array* out = nullptr);
Ref<Array> nancumprod(const Array& a, const int64_t* axis = nullptr, DType* dtype = nullptr, Array* out = nullptr);

// Any of these by name, with all that it can be told: the folds take `initial` and `where`, means and variances `where`,
// variances `ddof` and `mean`. What the one named has no use for is ND_VALUE_ERROR, an unknown name ND_NOT_FOUND.
struct NamedOptions {
  ReduceOptions reduce;
  double ddof = 0;
  const Array* mean = nullptr;
};
Ref<Array> reduce_named(std::string_view name, const Array& a, Axes axes, const NamedOptions& options);

}  // namespace nd
