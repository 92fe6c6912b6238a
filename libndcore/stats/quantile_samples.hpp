// An array as samples: what medians and quantiles are taken of. Used by the files of stats/.
#pragma once

#include <string_view>

#include "core/function_ref.hpp"
#include "stats/stats.hpp"

namespace nd::stats {

// `a` with the axes that are gone over as the last one, flattened; a view where the memory allows it.
struct Samples {
  Ref<Array> values;  // shape: the axes that stay, then one sample
  Dims shape;         // of a result: the axes that stay, with extent 1 in between if dimensions are kept
  int64_t length() const { return values->shape(values->ndim - 1); }
};
Samples samples_of(const Array& a, Axes axes, bool keepdims, std::string_view operation);

// Which samples hold a NaN, in the shape of the axes that stay; null for dtypes that have none.
Ref<Array> holding_nan(const Array& samples);

// What `statistic` gives of each sample without its NaNs, all of one shape; a sample of nothing else gives NaN. The
// result has the shape of the statistic first, then that of the axes that stay. `samples` has at least one element.
Ref<Array> of_each_without_nan(const Array& samples, std::span<const int64_t> statistics,
                               FunctionRef<Ref<Array>(const Array&)> statistic);

}  // namespace nd::stats
