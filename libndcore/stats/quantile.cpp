// Quantiles: NumPy's formulas for the place among the ordered elements and for what lies between two of them, operation
// by operation, so that the bits agree.
#include "stats/quantile.hpp"

#include <limits>

#include "index/index.hpp"
#include "iter/broadcast.hpp"
#include "shape/shape.hpp"
#include "sort/sort.hpp"
#include "stats/quantile_samples.hpp"
#include "stats/shared_steps.hpp"
#include "stats/weighted_quantile.hpp"
#include "ufunc/formula.hpp"
#include "ufunc/quiet.hpp"

namespace nd {

namespace {

using formula::number;
using formula::term;
using formula::Term;
using enum QuantileMethod;

constexpr int64_t kLast[] = {-1};
constexpr int64_t kFirst[] = {0};

Term choose(const Term& condition, const Term& x, const Term& y) { return {where(*condition.a, *x.a, *y.a)}; }
Term whole(const Term& x) { return {astype(*x.a, dtype_of<int64_t>())}; }

bool takes_elements(QuantileMethod method) {
  return method == inverted_cdf || method == closest_observation || method == lower || method == higher ||
         method == nearest;
}

// n q + (alpha + q (1 - alpha - beta)) - 1
Term continuous_place(int64_t n, const Term& q, const Term& alpha, const Term& beta) {
  return number(n) * q + (alpha + q * (number(int64_t{1}) - alpha - beta)) - number(int64_t{1});
}

// The element below `place`, or the next one; but not before the first.
Term nearby(const Term& place, bool to_even) {
  const Term below = formula::call("floor", place);
  Term stay = place - below == number(int64_t{0});
  if (to_even) stay = stay & (below % number(int64_t{2}) == number(int64_t{1}));
  const Term chosen = whole(choose(stay, below, below + number(int64_t{1})));
  return choose(chosen < number(int64_t{0}), number(int64_t{0}), chosen);
}

// Where the quantiles lie among `n` ordered elements: whole numbers for methods that take an element as it is.
Term places_of(QuantileMethod method, int64_t n, const Term& q) {
  const Term zero = number(int64_t{0});
  const Term one = number(int64_t{1});
  Term between = number(n - 1) * q;
  switch (method) {
    case linear: return between;
    case inverted_cdf: return nearby(number(n) * q - one, false);
    case averaged_inverted_cdf: return number(n) * q - one;
    case closest_observation: return nearby(number(n) * q - one - number(0.5), true);
    case interpolated_inverted_cdf: return continuous_place(n, q, zero, one);
    case hazen: return continuous_place(n, q, number(0.5), number(0.5));
    case weibull: return continuous_place(n, q, zero, zero);
    case median_unbiased: return continuous_place(n, q, number(1 / 3.0), number(1 / 3.0));
    case normal_unbiased: return continuous_place(n, q, number(3 / 8.0), number(3 / 8.0));
    case lower: return whole(formula::call("floor", between));
    case higher: return whole(formula::call("ceil", between));
    case midpoint: return number(0.5) * (formula::call("floor", between) + formula::call("ceil", between));
    case nearest: return whole(formula::call("rint", between));
  }
  return between;
}

struct Neighbours {
  Term below, above;  // int64; -1 is the last element
  Term weight;        // of `above`
};

Neighbours neighbours_of(QuantileMethod method, int64_t n, const Term& place) {
  const Term zero = number(int64_t{0});
  const Term last = number(int64_t{-1});
  const Term above = place >= number(n - 1);
  const Term under = place < zero;
  const auto bounded = [&](const Term& index) { return whole(choose(under, zero, choose(above, last, index))); };
  const Term floor = formula::call("floor", place);
  Neighbours result{bounded(floor), bounded(floor + number(int64_t{1})), {}};
  Term weight = place - result.below;
  if (method == averaged_inverted_cdf) weight = choose(weight == zero, number(0.5), number(1.0));
  if (method == midpoint) weight = choose(place % number(int64_t{1}) == zero, number(0.0), number(0.5));
  result.weight = {astype(*weight.a, place.a->dtype)};
  return result;
}

// The samples ordered as far as these positions need it, along the first axis.
Ref<Array> ordered(const Array& samples, std::span<const Array* const> positions) {
  std::vector<int64_t> kth;
  for (const Array* one : positions) {
    const Ref<Array> dense = copy(*one, ND_ORDER_C);
    kth.insert(kth.end(), dense->as<int64_t>(), dense->as<int64_t>() + dense->size);
  }
  return moveaxis(*partition(samples, kth, kLast), kLast, kFirst);
}

Ref<Array> between(const Term& below, const Term& above, const Term& weight) {
  const TypeOperand operands[] = {below.a->type_operand(), weight.a->type_operand()};
  const Term difference =
      below.a->dtype->is_integer() ? formula::difference_as(result_type(operands), above, below) : above - below;
  Ref<Array> result = (below + difference * weight).a;
  const Ref<Array> near_above = (weight >= number(0.5)).a;
  const Ref<Array> from_above = (difference * (number(int64_t{1}) - weight)).a;
  const Array* const inputs[] = {above.a.get(), from_above.get()};
  call_ufunc(find_ufunc("subtract"), inputs, std::span(&result, 1),
             {.where = near_above.get(), .casting = ND_CASTING_UNSAFE, .dtype = result->dtype});
  return result;
}

// Are both finite, but not their difference? Its half always is, and has the same digits.
Term far_apart(const Term& below, const Term& above) {
  const double half_of_largest = visit_type(below.a->dtype->code, []<class T>(Type<T>) -> double {
    if constexpr (std::is_floating_point_v<T>) return std::numeric_limits<T>::max() / 2;
    return std::is_same_v<T, float16> ? 0x1.ffcp14 : 0x1.fep126;
  });
  const Quiet quiet;
  const Term half = above * number(0.5) - below * number(0.5);
  return (half > number(half_of_largest)) & formula::call("isfinite", half);
}

Ref<Array> interpolated(const Term& below, const Term& above, const Term& weight) {
  if (!below.a->dtype->is_inexact()) return between(below, above, weight);
  const Term far = far_apart(below, above);
  if (*any(*far.a)->as<uint8_t>() == 0) return between(below, above, weight);
  DType* const type = native(below.a->dtype);
  const Term scale{astype(*choose(far, number(0.5), number(1.0)).a, type)};
  const Term result{between(below * scale, above * scale, weight)};
  return (result * Term{astype(*choose(far, number(2.0), number(1.0)).a, type)}).a;
}

// Of all samples at once; their last axis is gone, q's axes come first.
Ref<Array> quantile_of(const Array& samples, const Array& q, QuantileMethod method) {
  const int64_t n = samples.shape(samples.ndim - 1);
  if (n == 0) fail(ND_INDEX_ERROR, "quantile: argument `a` has no elements along the axes");
  const bool weak = q.weak != ND_WEAK_NONE;
  const Term place = places_of(method, n, {weak ? scalar(q.dtype, q.data) : term(q).a});
  Ref<Array> result;
  if (takes_elements(method) || (method == linear && place.a->dtype->is_integer())) {
    const Term index = whole(place);
    const Array* const positions[] = {index.a.get()};
    result = take(*ordered(samples, positions), *index.a, kFirst, ND_MODE_RAISE);
  } else {
    Neighbours found = neighbours_of(method, n, place);
    const Array* const positions[] = {found.below.a.get(), found.above.a.get()};
    const Ref<Array> line = ordered(samples, positions);
    if (weak) {
      found.weight = number(*astype(*found.weight.a, dtype_of<double>())->as<double>());
    } else {
      Dims shape(q.shape());
      for (int32_t i = 1; i < samples.ndim; ++i) shape.push_back(1);
      found.weight = {reshape(*found.weight.a, shape)};
    }
    result = interpolated({take(*line, *found.below.a, kFirst, ND_MODE_RAISE)},
                          {take(*line, *found.above.a, kFirst, ND_MODE_RAISE)}, found.weight);
  }
  if (const Ref<Array> missing = stats::holding_nan(samples)) {
    const Ref<Array> nan = astype(*scalar(std::numeric_limits<double>::quiet_NaN()), native(samples.dtype));
    if (result->ndim == 0 && *missing->as<uint8_t>() != 0) return nan;
    copy_where(*result, *nan, *missing, ND_CASTING_UNSAFE);
  }
  return result;
}

void check_quantiles(const Array& a, const Array& q, const char* operation, const char* range) {
  if (a.dtype->is_complex()) fail(ND_TYPE_ERROR, operation, ": argument `a` must be an array of real numbers");
  if (q.ndim > 2) fail(ND_VALUE_ERROR, operation, ": argument `q` must be a scalar or 1d, not ", q.ndim, "d");
  const Quiet quiet;
  const Term good = (term(q) >= number(int64_t{0})) & (term(q) <= number(int64_t{1}));
  if (*all(*good.a)->as<uint8_t>() == 0) {
    fail(ND_VALUE_ERROR, operation, ": argument `q` must be in the range ", range);
  }
}

// The axes of q, then those that stay.
Dims result_shape(const Array& q, const stats::Samples& samples) {
  Dims shape(q.shape());
  for (const int64_t extent : samples.shape) shape.push_back(extent);
  return shape;
}

Ref<Array> quantile_over(const Array& a, const Array& q, const QuantileOptions& options, bool skip_nan) {
  const stats::Samples samples = stats::samples_of(a, options.axes, options.keepdims, "quantile");
  const Dims shape = result_shape(q, samples);
  Ref<Array> result;
  if (options.weights != nullptr) {
    if (options.method != inverted_cdf) fail(ND_VALUE_ERROR, "quantile: only the method inverted_cdf takes weights");
    const Ref<Array> weights = stats::sample_weights(a, *options.weights, options.axes);
    result = stats::weighted_quantile(*samples.values, q, *weights, skip_nan);
  } else if (!skip_nan || !a.dtype->is_inexact()) {
    result = quantile_of(*samples.values, q, options.method);
  } else if (a.size == 0) {
    return nanmean(a, options.axes, {.out = options.out, .keepdims = options.keepdims});
  } else {
    const auto statistic = [&](const Array& sample) { return quantile_of(sample, q, options.method); };
    result = stats::of_each_without_nan(*samples.values, q.shape(), statistic);
  }
  if (skip_nan) stats::warn_if_all_nan(*result);
  return stats::finished(reshape(*result, shape), options.out, "quantile");
}

// q / 100, still a Python-like number if it is one.
Ref<Array> hundredths(const Array& q) {
  return (term(q) / (q.weak == ND_WEAK_NONE ? Term{scalar(int64_t{100}, ND_WEAK_INT)} : number(100.0))).a;
}

}  // namespace

Ref<Array> quantile(const Array& a, const Array& q, const QuantileOptions& options) {
  check_quantiles(a, q, "quantile", "[0, 1]");
  return quantile_over(a, q, options, false);
}

Ref<Array> nanquantile(const Array& a, const Array& q, const QuantileOptions& options) {
  check_quantiles(a, q, "nanquantile", "[0, 1]");
  return quantile_over(a, q, options, true);
}

Ref<Array> percentile(const Array& a, const Array& q, const QuantileOptions& options) {
  const Ref<Array> parts = hundredths(q);
  check_quantiles(a, *parts, "percentile", "[0, 100]");
  return quantile_over(a, *parts, options, false);
}

Ref<Array> nanpercentile(const Array& a, const Array& q, const QuantileOptions& options) {
  const Ref<Array> parts = hundredths(q);
  check_quantiles(a, *parts, "nanpercentile", "[0, 100]");
  return quantile_over(a, *parts, options, true);
}

}  // namespace nd
