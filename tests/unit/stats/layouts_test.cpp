// Statistics along each axis in every layout and dtype, against loops written out here. The numbers are small and
// whole, so that sums are exact in every order of additions.
#include <gtest/gtest.h>

#include <cmath>

#include "elements.hpp"
#include "stats/stats.hpp"

namespace {

using nd::Array;
using nd::Axes;
using nd::Dims;
using nd::Ref;
using nd::test::kLayouts;
using nd::test::values;

constexpr int64_t kShape[3] = {4, 3, 5};
constexpr int64_t kSteps[3] = {15, 5, 1};

// 60 numbers between -3 and 3 (0 and 3 for unsigned dtypes), every line with a different course.
std::vector<double> numbers(bool is_signed) {
  std::vector<double> result;
  for (int64_t i = 0; i < 60; ++i) {
    const auto number = static_cast<double>(i * i % 11 % 7) - 3;
    result.push_back(is_signed ? number : std::abs(number));
  }
  return result;
}

Ref<Array> array_of(nd_type_code code, const std::vector<double>& numbers, const std::string& layout) {
  const Ref<Array> a = nd::test::blank(nd::dtype_of(code), kShape, layout);
  nd::assign(*a, *nd::test::array_of(numbers, kShape));
  return a;
}

// What `summary` makes of each line along `axis`.
template <class Summary>
std::vector<double> along(const std::vector<double>& all, size_t axis, Summary summary) {
  std::vector<double> result;
  for (int64_t start = 0; start < 60; ++start) {
    if (start / kSteps[axis] % kShape[axis] != 0) continue;
    std::vector<double> line;
    for (int64_t i = 0; i < kShape[axis]; ++i) line.push_back(all[static_cast<size_t>(start + i * kSteps[axis])]);
    result.push_back(summary(line));
  }
  return result;
}

using Line = std::vector<double>;
double total(const Line& line) {
  double sum = 0;
  for (const double x : line) sum += std::isnan(x) ? 0 : x;
  return sum;
}
double product(const Line& line) {
  double all = 1;
  for (const double x : line) all *= std::isnan(x) ? 1 : x;
  return all;
}
double largest(const Line& line) {
  double best = -INFINITY;
  for (const double x : line) best = x > best ? x : best;
  return best;
}
double smallest(const Line& line) {
  double best = INFINITY;
  for (const double x : line) best = x < best ? x : best;
  return best;
}
double position_of(const Line& line, double wanted) {
  size_t i = 0;
  while (line[i] != wanted) ++i;
  return static_cast<double>(i);
}

TEST(Statistics, AlongEachAxisOfEveryDtypeAndLayout) {
  for (nd_type_code code = ND_INT8; code <= ND_FLOAT64; ++code) {
    const std::vector<double> all = numbers(nd::dtype_of(code)->kind != 'u');
    for (const std::string& layout : kLayouts) {
      const Ref<Array> a = array_of(code, all, layout);
      for (size_t axis = 0; axis < 3; ++axis) {
        SCOPED_TRACE(nd::text(nd::dtype_of(code)->name, " ", layout, " ", uint64_t{axis}));
        const int64_t which = static_cast<int64_t>(axis) - 3;
        const Axes axes{std::span(&which, 1), false};
        EXPECT_EQ(values(*nd::sum(*a, axes)), along(all, axis, total));
        EXPECT_EQ(values(*nd::prod(*a, axes)), along(all, axis, product));
        EXPECT_EQ(values(*nd::max(*a, axes)), along(all, axis, largest));
        EXPECT_EQ(values(*nd::min(*a, axes)), along(all, axis, smallest));
        EXPECT_EQ(values(*nd::ptp(*a, axes)),
                  along(all, axis, [](const Line& line) { return largest(line) - smallest(line); }));
        EXPECT_EQ(values(*nd::argmax(*a, {std::span(&which, 1), false})),
                  along(all, axis, [](const Line& line) { return position_of(line, largest(line)); }));
        EXPECT_EQ(values(*nd::argmin(*a, {std::span(&which, 1), false})),
                  along(all, axis, [](const Line& line) { return position_of(line, smallest(line)); }));
        EXPECT_EQ(values(*nd::any(*a, axes)),
                  along(all, axis, [](const Line& line) { return std::ranges::count(line, 0) < std::ssize(line); }));
        EXPECT_EQ(values(*nd::all(*a, axes)),
                  along(all, axis, [](const Line& line) { return std::ranges::count(line, 0) == 0; }));
        EXPECT_EQ(values(*nd::count_nonzero(*a, axes)), along(all, axis, [](const Line& line) {
                    return static_cast<double>(std::ssize(line) - std::ranges::count(line, 0));
                  }));
      }
    }
  }
}

TEST(Statistics, MeansVariancesAndRunningSums) {
  const std::vector<double> all = numbers(true);
  for (const nd_type_code code : {ND_INT8, ND_INT64, ND_FLOAT32, ND_FLOAT64}) {
    for (const std::string& layout : kLayouts) {
      const Ref<Array> a = array_of(code, all, layout);
      for (size_t axis = 0; axis < 3; ++axis) {
        const auto which = static_cast<int64_t>(axis);
        const Axes axes{std::span(&which, 1), false};
        const auto mean = [](const Line& line) { return total(line) / static_cast<double>(line.size()); };
        const auto variance = [&](const Line& line) {
          double sum = 0;
          for (const double x : line) sum += (x - mean(line)) * (x - mean(line));
          return sum / static_cast<double>(line.size());
        };
        // float32 rounds each operation: 8 of them on numbers up to 36.
        const double bound = code == ND_FLOAT32 ? 2e-5 : 1e-14;
        const std::vector<double> means = values(*nd::mean(*a, axes)), expected = along(all, axis, mean);
        const std::vector<double> variances = values(*nd::var(*a, axes)), spread = along(all, axis, variance);
        for (size_t i = 0; i < means.size(); ++i) {
          EXPECT_NEAR(means[i], expected[i], bound);
          EXPECT_NEAR(variances[i], spread[i], bound);
        }
        const std::vector<double> running = values(*nd::cumsum(*a, &which));
        for (int64_t i = 0; i < 60; ++i) {
          const bool first = i / kSteps[axis] % kShape[axis] == 0;
          const double before = first ? 0 : running[static_cast<size_t>(i - kSteps[axis])];
          EXPECT_EQ(running[static_cast<size_t>(i)], before + all[static_cast<size_t>(i)]) << layout << axis;
        }
      }
    }
  }
}

TEST(Statistics, NanFormsPassOverThem) {
  std::vector<double> all = numbers(true);
  for (size_t i = 0; i < 60; i += 7) all[i] = std::nan("");
  for (const nd_type_code code : {ND_FLOAT16, ND_BFLOAT16, ND_FLOAT32, ND_FLOAT64}) {
    for (const std::string& layout : kLayouts) {
      const Ref<Array> a = array_of(code, all, layout);
      for (size_t axis = 0; axis < 3; ++axis) {
        const auto which = static_cast<int64_t>(axis);
        const Axes axes{std::span(&which, 1), false};
        EXPECT_EQ(values(*nd::nansum(*a, axes)), along(all, axis, total)) << code << layout << axis;
        EXPECT_EQ(values(*nd::nanprod(*a, axes)), along(all, axis, product)) << code << layout << axis;
        EXPECT_EQ(values(*nd::nanmax(*a, axes)), along(all, axis, largest)) << code << layout << axis;
        EXPECT_EQ(values(*nd::nanmin(*a, axes)), along(all, axis, smallest)) << code << layout << axis;
        EXPECT_EQ(values(*nd::nanargmax(*a, {std::span(&which, 1), false})),
                  along(all, axis, [](const Line& line) { return position_of(line, largest(line)); }));
      }
    }
  }
}

}  // namespace
