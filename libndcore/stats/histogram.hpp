// Counts of elements: by value, and by bins.
#pragma once

#include "array/array.hpp"

namespace nd {

// How often each whole number from 0 on occurs in the 1-d `x`, at least `minlength` results; with weights (float64) how
// much they sum up to.
Ref<Array> bincount(const Array& x, const Array* weights, int64_t minlength);

struct Range {
  double first, last;
};
// What is counted: the elements as one row, booleans as numbers.
Ref<Array> histogram_sample(const Array& a);
// Edges of `count` bins of equal width over a range; without one from the least to the greatest element.
Ref<Array> bin_edges(const Array& a, int64_t count, const Range* range);

// How many elements, or how much weight (of a's shape), each bin holds: from its lower edge on, without the upper one,
// but for the last bin, which holds both. `density`: as a probability density over the bins.
struct Histogram {
  Ref<Array> counts, edges;
};
struct HistogramOptions {
  const Array* weights = nullptr;
  bool density = false;
};
Histogram histogram(const Array& a, int64_t count, const Range* range, const HistogramOptions& options = {});
// Over bins with the given edges, which rise.
Histogram histogram(const Array& a, const Array& edges, const HistogramOptions& options = {});

}  // namespace nd
