// Arguments that the named reductions share.
#pragma once

#include "runtime/arguments.hpp"
#include "stats/stats.hpp"

namespace nd::capi {

// NULL stands for all axes, whatever the length beside it; a negative length is refused all the same.
inline Axes axes_of(const int64_t* axes, int32_t naxes) {
  return {span_of(axes, axes == nullptr && naxes > 0 ? 0 : naxes, "axes"), axes == nullptr};
}

inline VarianceOptions variance_options(nd_dtype* dtype, double ddof, nd_array* mean, nd_array* where,
                                        int32_t keepdims) {
  return {optional_dtype(dtype, "dtype"), ddof, optional_array(mean, "mean"), optional_array(where, "where"),
          keepdims != 0};
}

}  // namespace nd::capi
