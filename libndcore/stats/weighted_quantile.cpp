// Weighted quantiles: elements in order, running sums of their weights, and where these reach q.
#include "stats/weighted_quantile.hpp"

#include <limits>

#include "index/index.hpp"
#include "iter/broadcast.hpp"
#include "shape/shape.hpp"
#include "sort/sort.hpp"
#include "stats/quantile_samples.hpp"
#include "ufunc/formula.hpp"
#include "ufunc/quiet.hpp"

namespace nd::stats {

namespace {

using formula::number;
using formula::term;
using formula::Term;

constexpr int64_t kLast = -1;

bool holds_any(const Term& condition) { return *any(*condition.a)->as<uint8_t>() != 0; }

// Zero for NaNs; all equal where there is nothing else.
Ref<Array> without_nan(const Array& samples, const Array& weights) {
  const Ref<Array> missing = apply(find_ufunc("isnan"), samples);
  const Ref<Array> nothing_else = all(*missing, {std::span(&kLast, 1), false}, {.keepdims = true});
  return where(*nothing_else, *number(1.0).a, *where(*missing, *number(0.0).a, weights));
}

// The share of all weight up to each element, in the dtype of q.
Ref<Array> distribution(const Array& weights, const Array& q) {
  const int32_t axis = weights.ndim - 1;
  const Term sums{cumsum(weights, &kLast, dtype_of<double>())};
  const Quiet quiet(true);
  Ref<Array> shares = (sums / Term{slice_of(*sums.a, axis, weights.shape(axis) - 1, 1)}).a;
  if (holds_any({apply(find_ufunc("isnan"), *slice_of(*shares, axis, weights.shape(axis) - 1, 1))})) {
    fail(ND_VALUE_ERROR, "quantile: argument `weights` includes NaN or inf, or all are zero");
  }
  if (q.dtype->is_inexact()) shares = astype(*shares, native(q.dtype));
  const Term nothing = term(*shares) == number(int64_t{0});
  // What weighs nothing is not an element, not even for q = 0.
  if (holds_any({slice_of(*nothing.a, axis, 0, 1)})) copy_where(*shares, *number(int64_t{-1}).a, *nothing.a);
  return shares;
}

}  // namespace

Ref<Array> sample_weights(const Array& a, const Array& weights, Axes axes) {
  Ref<Array> fitting = term(weights).a;
  if (!std::ranges::equal(a.shape(), weights.shape())) {
    if (axes.all) fail(ND_TYPE_ERROR, "quantile: `axes` must be given when shapes of `a` and `weights` differ");
    const Dims along = normalize_axes(axes.axes, a.ndim, "quantile");
    bool same = along.size() == weights.ndim;
    for (int32_t i = 0; same && i < along.size(); ++i) {
      same = weights.shape(i) == a.shape(static_cast<int32_t>(along[i]));
    }
    if (!same) {
      fail(ND_VALUE_ERROR, "quantile: weights of shape ", weights.shape(), " do not fit the axes of an array of shape ",
           a.shape());
    }
    Dims strides(a.ndim, 0);
    for (int32_t i = 0; i < along.size(); ++i) strides[static_cast<int32_t>(along[i])] = weights.stride(i);
    fitting = view(weights, weights.data, a.shape(), strides);
  }
  if (holds_any(term(*fitting) < number(int64_t{0}))) fail(ND_VALUE_ERROR, "quantile: weights must be non-negative");
  return samples_of(*fitting, axes, false, "quantile").values;
}

Ref<Array> weighted_quantile(const Array& samples, const Array& q, const Array& weights, bool skip_nan) {
  const int64_t n = samples.shape(samples.ndim - 1);
  if (n == 0) fail(ND_INDEX_ERROR, "quantile: argument `a` has no elements along the axes");
  const bool has_nan = samples.dtype->is_inexact();
  const Ref<Array> order = argsort(samples, &kLast);
  const Ref<Array> heavy = skip_nan && has_nan ? without_nan(samples, weights) : term(weights).a;
  const Ref<Array> values = reshape(*take_along_axis(samples, *order, kLast), Dims{-1, n});
  const Ref<Array> shares = reshape(*distribution(*take_along_axis(*heavy, *order, kLast), q), Dims{-1, n});
  const Ref<Array> places = q.weak == ND_WEAK_NONE ? term(q).a : scalar(q.dtype, q.data);
  Dims shape(q.shape());
  shape.push_back(values->shape(0));
  Ref<Array> result = empty(values->dtype, shape);
  const int64_t first = 0;
  for (int64_t i = 0; i < values->shape(0); ++i) {
    const Ref<Array> share = squeeze(*slice_of(*shares, 0, i, 1), std::span(&first, 1));
    const Ref<Array> line = squeeze(*slice_of(*values, 0, i, 1), std::span(&first, 1));
    const Ref<Array> found =
        apply(find_ufunc("minimum"), *searchsorted(*share, *places, false, nullptr), *scalar(n - 1, ND_WEAK_INT));
    assign(*slice_of(*result, result->ndim - 1, i, 1),
           *expand_dims(*take(*line, *found, &first, ND_MODE_RAISE), Dims{kLast}));
  }
  Dims extents(q.shape());
  for (int32_t i = 0; i + 1 < samples.ndim; ++i) extents.push_back(samples.shape(i));
  result = reshape(*result, extents);
  if (has_nan && !skip_nan) {
    const Ref<Array> nan = astype(*scalar(std::numeric_limits<double>::quiet_NaN()), result->dtype);
    copy_where(*result, *nan, *holding_nan(samples), ND_CASTING_UNSAFE);
  }
  return result;
}

}  // namespace nd::stats
