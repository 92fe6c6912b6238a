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

// Reductions, all of one form, so that the C API declares each in a line; what one has no use for, that line refuses.
Ref<Array> sum(const Array& a, Axes axes = {}, ReduceOptions options = {});
Ref<Array> prod(const Array& a, Axes axes = {}, ReduceOptions options = {});
Ref<Array> min(const Array& a, Axes axes = {}, ReduceOptions options = {});
Ref<Array> max(const Array& a, Axes axes = {}, ReduceOptions options = {});
Ref<Array> any(const Array& a, Axes axes = {}, ReduceOptions options = {});
Ref<Array> all(const Array& a, Axes axes = {}, ReduceOptions options = {});
Ref<Array> ptp(const Array& a, Axes axes = {}, ReduceOptions options = {});
Ref<Array> count_nonzero(const Array& a, Axes axes = {}, ReduceOptions options = {});
// Integers and booleans are averaged in float64, the half types in float32 and rounded once.
Ref<Array> mean(const Array& a, Axes axes = {}, ReduceOptions options = {});
Ref<Array> var(const Array& a, Axes axes = {}, ReduceOptions options = {});
Ref<Array> std(const Array& a, Axes axes = {}, ReduceOptions options = {});
// Positions of the first extreme element, or of the first NaN, along one axis; all: in the flattened array, C order.
Ref<Array> argmin(const Array& a, Axes axes = {}, ReduceOptions options = {});
Ref<Array> argmax(const Array& a, Axes axes = {}, ReduceOptions options = {});
// Passing over NaNs. Other dtypes than floating-point and complex ones give what the plain functions give.
Ref<Array> nansum(const Array& a, Axes axes = {}, ReduceOptions options = {});
Ref<Array> nanprod(const Array& a, Axes axes = {}, ReduceOptions options = {});
Ref<Array> nanmin(const Array& a, Axes axes = {}, ReduceOptions options = {});
Ref<Array> nanmax(const Array& a, Axes axes = {}, ReduceOptions options = {});
Ref<Array> nanmean(const Array& a, Axes axes = {}, ReduceOptions options = {});
Ref<Array> nanvar(const Array& a, Axes axes = {}, ReduceOptions options = {});
Ref<Array> nanstd(const Array& a, Axes axes = {}, ReduceOptions options = {});
Ref<Array> nanargmin(const Array& a, Axes axes = {}, ReduceOptions options = {});
Ref<Array> nanargmax(const Array& a, Axes axes = {}, ReduceOptions options = {});

// Weighted mean over axes; weights are of a's shape, or of that of the axes, in their order.
// `sum_of_weights` (may be null) receives them summed, in the result's shape. Weights that sum to zero are
// ND_VALUE_ERROR.
Ref<Array> average(const Array& a, Axes axes, const Array* weights, bool keepdims,
                   Ref<Array>* sum_of_weights = nullptr);

// Running sums and products; null: of the flattened array.
Ref<Array> cumsum(const Array& a, const int64_t* axis = nullptr, DType* dtype = nullptr, Array* out = nullptr);
Ref<Array> cumprod(const Array& a, const int64_t* axis = nullptr, DType* dtype = nullptr, Array* out = nullptr);

// The same of a vector, or along an axis that is then given; with `include_initial` a 0 or 1 stands in front.
Ref<Array> cumulative_sum(const Array& x, const int64_t* axis, DType* dtype, Array* out, bool include_initial);
Ref<Array> cumulative_prod(const Array& x, const int64_t* axis, DType* dtype, Array* out, bool include_initial);
Ref<Array> nancumsum(const Array& a, const int64_t* axis = nullptr, DType* dtype = nullptr, Array* out = nullptr);
Ref<Array> nancumprod(const Array& a, const int64_t* axis = nullptr, DType* dtype = nullptr, Array* out = nullptr);

}  // namespace nd
