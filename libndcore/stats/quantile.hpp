// Medians and quantiles, with NumPy's methods and its results bit by bit; forms that pass over NaNs.
#pragma once

#include <string_view>

#include "stats/stats.hpp"

namespace nd {

// In the order of the ND_QUANTILE_ constants. The first nine are those of Hyndman and Fan (1996).
enum class QuantileMethod : uint8_t {
  linear,
  inverted_cdf,
  averaged_inverted_cdf,
  closest_observation,
  interpolated_inverted_cdf,
  hazen,
  weibull,
  median_unbiased,
  normal_unbiased,
  lower,
  higher,
  midpoint,
  nearest,
};

struct QuantileOptions {
  Axes axes;
  QuantileMethod method = QuantileMethod::linear;
  const Array* weights = nullptr;  // for inverted_cdf: of a's shape, or of that of the axes
  bool keepdims = false;
  Array* out = nullptr;
};

Ref<Array> median(const Array& a, Axes axes = {}, ReduceOptions options = {});
Ref<Array> nanmedian(const Array& a, Axes axes = {}, ReduceOptions options = {});
// Quantiles of `a` over axes at each of `q`, in [0, 1], at most 2-d: of q's shape, then a's without the axes. A weak
// `q` adapts to the dtype of `a`.
Ref<Array> quantile(const Array& a, const Array& q, const QuantileOptions& options = {});
Ref<Array> nanquantile(const Array& a, const Array& q, const QuantileOptions& options = {});
// The same for q in [0, 100].
Ref<Array> percentile(const Array& a, const Array& q, const QuantileOptions& options = {});
Ref<Array> nanpercentile(const Array& a, const Array& q, const QuantileOptions& options = {});

}  // namespace nd
