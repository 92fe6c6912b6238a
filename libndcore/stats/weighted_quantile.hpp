// Quantiles of weighted elements, by the inverse of their cumulative distribution. Used by quantile.cpp.
#pragma once

#include "stats/stats.hpp"

namespace nd::stats {

// The weights as samples of `a` (see quantile_samples.hpp): of a's shape, or of that of the axes.
Ref<Array> sample_weights(const Array& a, const Array& weights, Axes axes);

// q's axes come first, then those of the samples without the last one. `skip_nan`: NaNs weigh nothing.
Ref<Array> weighted_quantile(const Array& samples, const Array& q, const Array& weights, bool skip_nan);

}  // namespace nd::stats
