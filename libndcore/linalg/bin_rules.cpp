// Each rule estimates the width of a bin from the sample, as NumPy does; the range divided by it is the number of bins.
// Numbers that are Python's in NumPy's formulas are weak here, so that float32 stays float32.
#include "linalg/bin_rules.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

#include "core/warning.hpp"
#include "index/index.hpp"
#include "linalg/linalg.hpp"
#include "shape/shape.hpp"
#include "stats/quantile.hpp"
#include "stats/shared_steps.hpp"
#include "ufunc/formula.hpp"

namespace nd {

namespace {

using formula::number;
using formula::term;
using formula::Term;

constexpr int64_t kLeastTried = 100;

bool holds(const Term& condition) { return *condition.a->as<uint8_t>() != 0; }

double value_of(const Term& x) { return *astype(*x.a, dtype_of<double>())->as<double>(); }

Term element(const Array& a, int64_t index) { return {squeeze(*slice_of(a, 0, index, 1))}; }

// The distance of the extrema; that of integers does not wrap.
Term extent_of(const Array& values) {
  const Term high{max(values)};
  const Term low{min(values)};
  if (!values.dtype->is_integer()) return high - low;
  const auto bits = [](const Term& x) { return *astype(*x.a, dtype_of<uint64_t>())->as<uint64_t>(); };
  return number(static_cast<double>(bits(high) - bits(low)));
}

class Sample {
 public:
  // 1-d and not empty.
  Sample(const Array& values, const Range* range)
      : values_(values), range_(range), size_(static_cast<double>(values.size)), extent_(extent_of(values)) {}

  Term width(BinRule rule) const {
    switch (rule) {
      case BinRule::doane: return doane();
      case BinRule::fd: return freedman_diaconis();
      case BinRule::rice: return extent_ / number(2.0 * std::pow(size_, 1.0 / 3));
      case BinRule::scott: return scott();
      case BinRule::sqrt: return square_root();
      case BinRule::stone: return stone();
      case BinRule::sturges: return sturges();
      case BinRule::automatic: break;
    }
    // The first is no less than half of the square root's.
    const Term half = square_root() / number(2.0);
    const Term estimate = freedman_diaconis();
    const Term wide = holds(half > estimate) ? half : estimate;
    const Term other = sturges();
    return holds(other < wide) ? other : wide;
  }

 private:
  Term square_root() const { return extent_ / number(std::sqrt(size_)); }

  Term sturges() const { return extent_ / number(std::log2(size_) + 1.0); }

  Term scott() const {
    const double factor = std::pow(24.0 * std::sqrt(std::numbers::pi) / size_, 1.0 / 3.0);
    return number(factor) * Term{std(values_)};
  }

  // By the distance of the quartiles.
  Term freedman_diaconis() const {
    const int64_t quarters[] = {75, 25};
    const Ref<Array> shares = empty(dtype_of<int64_t>(), Dims{2});
    std::ranges::copy(quarters, shares->as<int64_t>());
    const Ref<Array> found = percentile(values_, *shares);
    return number(2.0) * (element(*found, 0) - element(*found, 1)) * number(std::pow(size_, -1.0 / 3.0));
  }

  // Sturges's rule, corrected for skewness.
  Term doane() const {
    const Term deviation{std(values_)};
    if (size_ <= 2 || !holds(deviation > number(int64_t{0}))) return number(0.0);
    const double error = std::sqrt(6.0 * (size_ - 2) / ((size_ + 1.0) * (size_ + 3)));
    const Term standard = (term(values_) - Term{mean(values_)}) / deviation;
    const Term skewness{mean(*formula::call("power", standard, number(int64_t{3})).a)};
    const double correction = value_of(number(1.0) + formula::call("absolute", skewness) / number(error));
    return extent_ / number(1.0 + std::log2(size_) + std::log2(correction));
  }

  // The number of bins whose histogram has the least estimated squared error (leaving one out).
  Term stone() const {
    if (size_ <= 1 || holds(extent_ == number(int64_t{0}))) return number(0.0);
    const int64_t most = std::max(kLeastTried, static_cast<int64_t>(std::sqrt(size_)));
    int64_t best = 1;
    double least = loss(best);
    for (int64_t bins = 2; bins <= most; ++bins) {
      const double one = loss(bins);
      if (!(one < least)) continue;
      least = one;
      best = bins;
    }
    if (best == most) warn(ND_WARNING_RUNTIME, "The number of bins estimated may be suboptimal.");
    return extent_ / number(best);
  }

  double loss(int64_t bins) const {
    const Term shares = Term{histogram(values_, bins, range_).counts} / number(values_.size);
    const Term squares{dot(*shares.a, *shares.a)};
    return value_of((number(2.0) - number(size_ + 1.0) * squares) / (extent_ / number(bins)));
  }

  const Array& values_;
  const Range* const range_;
  const double size_;
  const Term extent_;
};

int64_t whole(double count) {
  if (std::isnan(count)) fail(ND_VALUE_ERROR, "histogram: the rule gives a number of bins that is NaN");
  if (!(std::abs(count) < 0x1p63)) fail(ND_OVERFLOW_ERROR, "histogram: the rule gives too many bins: ", count);
  return static_cast<int64_t>(std::ceil(count));
}

}  // namespace

int64_t bins_by_rule(BinRule rule, const Array& a, const Range* range) {
  Ref<Array> values = histogram_sample(a);
  const Ref<Array> ends = bin_edges(*values, 1, range);
  const Term first = element(*ends, 0);
  const Term last = element(*ends, 1);
  if (range != nullptr) {
    values = extract(*((term(*values) >= first) & (term(*values) <= last)).a, *values);
  }
  if (values->size == 0) return 1;
  Term width = Sample(*values, range).width(rule);
  if (holds(width == number(int64_t{0}))) return 1;
  if (values->dtype->is_integer() && holds(width < number(int64_t{1}))) width = number(int64_t{1});
  return whole(value_of((last - first) / width));
}

}  // namespace nd
