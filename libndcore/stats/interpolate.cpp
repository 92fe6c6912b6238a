// Linear interpolation, with NumPy's formulas: from the left point, and where that gives NaN from the right one.
#include "stats/interpolate.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "array/single.hpp"
#include "core/lengths.hpp"
#include "core/threads.hpp"
#include "index/index.hpp"
#include "shape/join.hpp"
#include "shape/shape.hpp"
#include "sort/sort.hpp"
#include "ufunc/formula.hpp"

namespace nd {

namespace {

using formula::number;
using formula::term;
using formula::Term;

// Are two points finite, but not what lies between them?
bool far_apart(double slope, double x0, double y0, double x1, double y1) {
  if (!std::isinf(slope) && !std::isinf(x1 - x0)) return false;
  return std::isfinite(x0) && std::isfinite(x1) && std::isfinite(y0) && std::isfinite(y1);
}

double between(double slope, double x, double x0, double y0, double x1, double y1) {
  if (far_apart(slope, x0, y0, x1, y1)) {
    const double share = std::isinf(x1 - x0) ? (x / 2 - x0 / 2) / (x1 / 2 - x0 / 2) : (x - x0) / (x1 - x0);
    // Halves do not overflow; rounded once, as each end would be.
    return 2 * std::fma(share, y1 / 2 - y0 / 2, y0 / 2);
  }
  double value = slope * (x - x0) + y0;
  if (std::isnan(value)) {
    value = slope * (x - x1) + y1;
    if (std::isnan(value) && y0 == y1) value = y0;
  }
  return value;
}

struct Real {
  using Value = double;
  static Value of_nan(double x) { return x; }
  static Value slope(Value y0, Value y1, double width) { return (y1 - y0) / width; }
  static Value at(Value slope, double x, double x0, Value y0, double x1, Value y1) {
    return between(slope, x, x0, y0, x1, y1);
  }
};

// Both parts by themselves; slopes by a reciprocal, as NumPy has them.
struct Complex {
  using Value = complex128;
  static Value of_nan(double x) { return {x, 0}; }
  static Value slope(Value y0, Value y1, double width) {
    const double inverse = 1.0 / width;
    return {(y1.re - y0.re) * inverse, (y1.im - y0.im) * inverse};
  }
  static Value at(Value slope, double x, double x0, Value y0, double x1, Value y1) {
    return {between(slope.re, x, x0, y0.re, x1, y1.re), between(slope.im, x, x0, y0.im, x1, y1.im)};
  }
};

template <class Kind>
struct Points {
  using Value = typename Kind::Value;
  std::span<const double> x;
  const Value* y;
  Value left, right;

  Value at(double place) const {
    const auto n = static_cast<int64_t>(x.size());
    if (std::isnan(place)) return Kind::of_nan(place);
    if (n == 1) return place < x[0] ? left : place > x[0] ? right : y[0];
    if (place > x.back()) return right;
    const int64_t j = std::upper_bound(x.begin(), x.end(), place) - x.begin() - 1;
    if (j < 0) return left;
    const auto i = static_cast<size_t>(j);
    if (j == n - 1 || x[i] == place) return y[i];
    return Kind::at(Kind::slope(y[i], y[i + 1], x[i + 1] - x[i]), place, x[i], y[i], x[i + 1], y[i + 1]);
  }
};

Ref<Array> end_value(const Array& given, DType* type, const char* name) {
  require_scalar(given, "interp", name, ND_TYPE_ERROR);  // as NumPy
  if (given.dtype->is_complex() && !type->is_complex()) {
    fail(ND_TYPE_ERROR, "interp: argument `", name, "` must be a real number, as `fp` are");
  }
  return astype(given, type);
}

template <class Kind>
Ref<Array> interpolated(const Array& x, const Array& xp, Array& fp, const InterpolationOptions& options) {
  using Value = typename Kind::Value;
  DType* const type = dtype_of<Value>();
  const Ref<Array> values = as_contiguous(fp, type);
  const auto* const y = values->as<Value>();
  Points<Kind> points{{xp.as<double>(), static_cast<size_t>(xp.size)}, y, y[0], y[xp.size - 1]};
  if (options.left != nullptr) points.left = *end_value(*options.left, type, "left")->template as<Value>();
  if (options.right != nullptr) points.right = *end_value(*options.right, type, "right")->template as<Value>();
  Ref<Array> result = empty(type, x.shape());
  parallel_for(x.size, 4096, [&](int64_t begin, int64_t end) {
    for (int64_t i = begin; i < end; ++i) result->as<Value>()[i] = points.at(x.as<double>()[i]);
  });
  return result;
}

struct Wrapped {
  Ref<Array> x, xp, fp;
};

// All within one period; the last point stands once more before the first, the first once more behind the last.
Wrapped within_period(const Array& x, const Array& xp, const Array& fp, double given) {
  const Term period = number(std::abs(given));
  const Ref<Array> wrapped = (term(xp) % period).a;
  const int64_t axis = 0;
  const Ref<Array> order = argsort(*wrapped, &axis);
  const Ref<Array> places = take(*wrapped, *order, &axis, ND_MODE_RAISE);
  const Ref<Array> values = take(fp, *order, &axis, ND_MODE_RAISE);
  const int64_t last = places->size - 1;
  const Ref<Array> before = (Term{slice_of(*places, 0, last, 1)} - period).a;
  const Ref<Array> behind = (Term{slice_of(*places, 0, 0, 1)} + period).a;
  const Array* const all_places[] = {before.get(), places.get(), behind.get()};
  const Ref<Array> end = slice_of(*values, 0, last, 1);
  const Ref<Array> start = slice_of(*values, 0, 0, 1);
  const Array* const all_values[] = {end.get(), values.get(), start.get()};
  return {(term(x) % period).a, concatenate(all_places, 0), concatenate(all_values, 0)};
}

Ref<Array> real_numbers(const Array& a, const char* name) {
  if (a.dtype->is_complex()) fail(ND_TYPE_ERROR, "interp: argument `", name, "` must be of real numbers");
  return as_contiguous(const_cast<Array&>(a), dtype_of<double>());
}

}  // namespace

Ref<Array> interpolate(const Array& x, const Array& xp, const Array& fp, const InterpolationOptions& options) {
  if (xp.ndim != 1 || fp.ndim != 1) fail(ND_VALUE_ERROR, "interp: arguments `xp` and `fp` must be 1-d sequences");
  if (xp.size == 0) fail(ND_VALUE_ERROR, "interp: array of sample points is empty");
  require_same_length(static_cast<uint64_t>(xp.size), static_cast<uint64_t>(fp.size), "interp: `xp` and `fp`");
  Wrapped points{real_numbers(x, "x"), real_numbers(xp, "xp"), term(fp).a};
  InterpolationOptions ends = options;
  if (options.period != 0) {
    points = within_period(*points.x, *points.xp, *points.fp, options.period);
    ends.left = ends.right = nullptr;
  }
  const Ref<Array> places = as_contiguous(*points.x, dtype_of<double>());
  const Ref<Array> known = as_contiguous(*points.xp, dtype_of<double>());
  return fp.dtype->is_complex() ? interpolated<Complex>(*places, *known, *points.fp, ends)
                                : interpolated<Real>(*places, *known, *points.fp, ends);
}

}  // namespace nd
