// Histograms, by NumPy's way to find an element's bin: by its distance from the first edge, then by the edges beside
// it, so that rounding puts none on the wrong side. Weights are summed in blocks as NumPy sums them.
#include "stats/histogram.hpp"

#include <atomic>
#include <cmath>
#include <limits>
#include <vector>

#include "array/creation.hpp"
#include "core/threads.hpp"
#include "index/index.hpp"
#include "shape/differences.hpp"
#include "shape/join.hpp"
#include "shape/shape.hpp"
#include "sort/sort.hpp"
#include "stats/shared_steps.hpp"
#include "ufunc/formula.hpp"

namespace nd {

namespace {

using formula::number;
using formula::term;
using formula::Term;

constexpr int64_t kBlock = 65536;

// The outer edges, as arrays: of a's dtype where they are its extrema, weak where they are given.
struct Outer {
  Term first, last;
};

void check_finite(const Term& edge, const char* what) {
  if (*apply(find_ufunc("isfinite"), *edge.a)->as<uint8_t>() == 0) {
    fail(ND_VALUE_ERROR, "histogram: the ", what, " range is not finite");
  }
}

Outer outer_edges(const Array& a, const Range* range) {
  Outer result;
  if (range != nullptr) {
    if (range->first > range->last) fail(ND_VALUE_ERROR, "histogram: max must be larger than min in argument `range`");
    result = {number(range->first), number(range->last)};
  } else if (a.size == 0) {
    return {number(int64_t{0}), number(int64_t{1})};
  } else {
    result = {{min(a)}, {max(a)}};
  }
  check_finite(result.first, range != nullptr ? "supplied" : "autodetected");
  check_finite(result.last, range != nullptr ? "supplied" : "autodetected");
  if (*(result.first == result.last).a->as<uint8_t>() != 0) {
    result = {result.first - number(0.5), result.last + number(0.5)};
  }
  return result;
}

DType* edge_type(const Array& a, const Outer& outer) {
  const TypeOperand operands[] = {outer.first.a->type_operand(), outer.last.a->type_operand(), a.type_operand()};
  DType* type = result_type(operands);
  return type->is_inexact() ? native(type) : dtype_of<double>();
}

Ref<Array> even_edges(const Array& a, const Outer& outer, int64_t count) {
  if (count < 1) fail(ND_VALUE_ERROR, "histogram: argument `bins` must be positive, not ", count);
  Ref<Array> edges =
      linspace(*outer.first.a, *outer.last.a, checked_add(count, 1, "histogram"), true, edge_type(a, outer)).values;
  const Term lower{slice_of(*edges, 0, 0, count)};
  const Term upper{slice_of(*edges, 0, 1, count)};
  if (*any(*(lower >= upper).a)->as<uint8_t>() != 0) {
    fail(ND_VALUE_ERROR, "histogram: too many bins for the range of the data: cannot make ", count,
         " finite-sized bins");
  }
  return edges;
}

// Finds bins of equal width, in the type of the edges; `Work` is what each operation is computed in.
template <class T, class Work>
class EvenBins {
 public:
  EvenBins(const T* edges, int64_t count, T width)
      : edges_(edges),
        count_(count),
        first_(static_cast<Work>(edges[0])),
        last_(static_cast<Work>(edges[count])),
        width_(static_cast<Work>(width)) {}

  // -1 for what is outside, NaN with it.
  int64_t of(T element) const {
    const auto x = static_cast<Work>(element);
    if (!(x >= first_ && x <= last_)) return -1;
    const Work place = rounded(rounded(rounded(x - first_) / width_) * rounded(static_cast<Work>(count_)));
    auto i = static_cast<int64_t>(place);
    if (i >= count_) i = count_ - 1;
    if (x < static_cast<Work>(edges_[i])) --i;
    if (i + 1 < count_ && x >= static_cast<Work>(edges_[i + 1])) ++i;
    return i;
  }

 private:
  static Work rounded(Work x) { return static_cast<Work>(T(x)); }
  const T* const edges_;
  const int64_t count_;
  const Work first_, last_, width_;
};

template <class Body>
void with_bins(const Array& edges, const Array& width, Body&& body) {
  const int64_t count = edges.size - 1;
  visit_type(edges.dtype->code, [&]<class T>(Type<T>) {
    if constexpr (kIsFloat<T>) {
      using Work = std::conditional_t<kIsHalf<T>, float, T>;
      body(Type<T>{}, EvenBins<T, Work>(edges.as<T>(), count, *width.as<T>()));
    }
  });
}

Ref<Array> even_counts(const Array& values, const Array& edges, const Array& width) {
  const int64_t count = edges.size - 1;
  const Ref<Array> result = zeros(dtype_of<int64_t>(), Dims{count});
  with_bins(edges, width, [&]<class T>(Type<T>, const auto& bins) {
    parallel_for(values.size, std::max<int64_t>(kBlock, 4 * count), [&](int64_t begin, int64_t end) {
      std::vector<int64_t> counts(static_cast<size_t>(count) + 1);
      const T* const x = values.as<T>();
      for (int64_t i = begin; i < end; ++i) ++counts[static_cast<size_t>(bins.of(x[i]) + 1)];
      for (int64_t i = 0; i < count; ++i) {
        std::atomic_ref(result->as<int64_t>()[i]).fetch_add(counts[static_cast<size_t>(i) + 1]);
      }
    });
  });
  return result;
}

// sums += the weights of one block, of which `part` is float64 and exact in no other order.
void add_block(Ref<Array>& sums, const Array& part) {
  const Ref<Array> cast = astype(part, sums->dtype);
  const Array* const operands[] = {sums.get(), cast.get()};
  call_ufunc(find_ufunc("add"), operands, std::span(&sums, 1));
}

Ref<Array> even_sums(const Array& values, const Array& edges, const Array& width, const Array& weights) {
  const int64_t count = edges.size - 1;
  Ref<Array> result = zeros(weights.dtype, Dims{count});
  const Ref<Array> heavy = as_contiguous(const_cast<Array&>(weights), dtype_of<double>());
  with_bins(edges, width, [&]<class T>(Type<T>, const auto& bins) {
    for (int64_t begin = 0; begin < values.size; begin += kBlock) {
      const Ref<Array> part = zeros(dtype_of<double>(), Dims{count});
      for (int64_t i = begin; i < std::min(begin + kBlock, values.size); ++i) {
        const int64_t bin = bins.of(values.as<T>()[i]);
        if (bin >= 0) part->as<double>()[bin] += heavy->as<double>()[i];
      }
      add_block(result, *part);
    }
  });
  return result;
}

// Each part of complex weights by itself.
Ref<Array> even_weights(const Array& values, const Array& edges, const Array& width, const Array& weights) {
  if (!weights.dtype->is_complex()) return even_sums(values, edges, width, weights);
  const Ref<Array> result = zeros(weights.dtype, Dims{edges.size - 1});
  auto& given = const_cast<Array&>(weights);
  assign(*real_part(*result), *even_sums(values, edges, width, *real_part(given)));
  assign(*imag_part(*result), *even_sums(values, edges, width, *imag_part(given)));
  return result;
}

// How many of the sorted elements lie below each edge; at the last one, those on it too.
Ref<Array> counts_below(const Array& sorted, const Array& edges) {
  const Ref<Array> below = searchsorted(sorted, *slice_of(edges, 0, 0, edges.size - 1), false, nullptr);
  const Ref<Array> within = searchsorted(sorted, *slice_of(edges, 0, edges.size - 1, 1), true, nullptr);
  const Array* const parts[] = {below.get(), within.get()};
  return concatenate(parts, 0);
}

Ref<Array> uneven_counts(const Array& values, const Array& edges, const Array* weights) {
  const int64_t axis = 0;
  if (weights == nullptr) return diff(*counts_below(*sort(values, &axis), edges), 1, 0);
  Ref<Array> totals = zeros(native(weights->dtype), edges.shape());
  for (int64_t begin = 0; begin < values.size; begin += kBlock) {
    const int64_t n = std::min(kBlock, values.size - begin);
    const Ref<Array> block = slice_of(values, 0, begin, n);
    const Ref<Array> order = argsort(*block, &axis);
    const Ref<Array> running = cumsum(*take(*slice_of(*weights, 0, begin, n), *order, &axis, ND_MODE_RAISE), &axis);
    const Ref<Array> nothing = zeros(native(weights->dtype), Dims{1});
    const Array* const parts[] = {nothing.get(), running.get()};
    const Ref<Array> places = counts_below(*take(*block, *order, &axis, ND_MODE_RAISE), edges);
    add_block(totals, *take(*concatenate(parts, 0), *places, &axis, ND_MODE_RAISE));
  }
  return diff(*totals, 1, 0);
}

Ref<Array> flat_weights(const Array& a, const Array& weights) {
  if (!std::ranges::equal(a.shape(), weights.shape())) {
    fail(ND_VALUE_ERROR, "histogram: weights should have the same shape as `a`: ", weights.shape(), " and ", a.shape());
  }
  return stats::flattened(weights);
}

Ref<Array> as_density(const Ref<Array>& counts, const Array& edges) {
  const int64_t count = edges.size - 1;
  const Term lower{slice_of(edges, 0, 0, count)};
  const Term upper{slice_of(edges, 0, 1, count)};
  const Term widths = formula::difference_as(dtype_of<double>(), upper, lower);
  return (Term{counts} / widths / Term{sum(*counts)}).a;
}

// There are no edges, and so no bins.
Ref<Array> nothing_counted(const HistogramOptions& options) {
  if (options.density) return zeros(dtype_of<double>(), Dims{0});
  return zeros(options.weights != nullptr ? native(options.weights->dtype) : dtype_of<int64_t>(), Dims{0});
}

}  // namespace

Ref<Array> histogram_sample(const Array& a) {
  if (a.dtype->is_complex()) fail(ND_TYPE_ERROR, "histogram: argument `a` must be an array of real numbers");
  return stats::flattened(a.dtype->code == ND_BOOL ? *astype(a, dtype_of<uint8_t>()) : a);
}

Ref<Array> bin_edges(const Array& a, int64_t count, const Range* range) {
  const Ref<Array> values = histogram_sample(a);
  return even_edges(*values, outer_edges(*values, range), count);
}

Histogram histogram(const Array& a, int64_t count, const Range* range, const HistogramOptions& options) {
  const Ref<Array> sample = histogram_sample(a);
  const Outer outer = outer_edges(*sample, range);
  Ref<Array> edges = even_edges(*sample, outer, count);
  const Ref<Array> width = formula::difference_as(edges->dtype, outer.last, outer.first).a;
  const Ref<Array> values = as_contiguous(*sample, edges->dtype);
  Ref<Array> counts;
  if (options.weights == nullptr) {
    counts = even_counts(*values, *edges, *width);
  } else {
    counts = even_weights(*values, *edges, *width, *flat_weights(a, *options.weights));
  }
  if (options.density) counts = as_density(counts, *edges);
  return {counts, edges};
}

Histogram histogram(const Array& a, const Array& edges, const HistogramOptions& options) {
  if (edges.ndim != 1) fail(ND_VALUE_ERROR, "histogram: argument `edges` must be 1-d, not ", edges.ndim, "-d");
  const int64_t count = std::max<int64_t>(edges.size - 1, 0);
  const Term lower{slice_of(edges, 0, 0, count)};
  const Term upper{slice_of(edges, 0, edges.size - count, count)};
  if (*any(*(lower > upper).a)->as<uint8_t>() != 0) {
    fail(ND_VALUE_ERROR, "histogram: argument `edges` must increase monotonically");
  }
  const Ref<Array> values = histogram_sample(a);
  const Ref<Array> weights = options.weights != nullptr ? flat_weights(a, *options.weights) : nullptr;
  if (edges.size == 0) return {nothing_counted(options), term(edges).a};
  Ref<Array> counts = uneven_counts(*values, edges, weights.get());
  if (options.density) counts = as_density(counts, edges);
  return {counts, term(edges).a};
}

}  // namespace nd
