// Counts by value and in bins, and values between given points.
#include <gtest/gtest.h>

#include <limits>

#include "elements.hpp"
#include "errors.hpp"
#include "stats/histogram.hpp"
#include "stats/interpolate.hpp"

namespace nd {
namespace {

using test::array_of;
using test::expect_error;
using test::values;
using Values = std::vector<double>;

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

TEST(Interpolate, EndsAreSingleNumbers) {
  const Ref<Array> x = array_of<double>({0, 5});
  const Ref<Array> y = array_of<double>({3, 4});
  const Ref<Array> xp = array_of<double>({1, 2});
  for (const Dims& shape : {Dims{0}, Dims{1}, Dims{0, 2}, Dims{2}}) {
    const Ref<Array> end = zeros(dtype_of<double>(), shape);
    expect_error(ND_TYPE_ERROR, text("interp: argument `left` must be 0-d, not of shape ", end->shape()),
                 [&] { interpolate(*x, *xp, *y, {.left = end.get()}); });
    expect_error(ND_TYPE_ERROR, text("interp: argument `right` must be 0-d, not of shape ", end->shape()),
                 [&] { interpolate(*x, *xp, *y, {.right = end.get()}); });
  }
  const Ref<Array> imaginary = scalar(complex128{1, 2});
  expect_error(ND_TYPE_ERROR, "interp: argument `left` must be a real number, as `fp` are",
               [&] { interpolate(*x, *xp, *y, {.left = imaginary.get()}); });
  const Ref<Array> whole = scalar(int8_t{-7});
  EXPECT_EQ(values(*interpolate(*x, *xp, *y, {.left = whole.get(), .right = whole.get()})), (Values{-7, -7}));
}

TEST(Bincount, CountsAndSumsWeights) {
  for (const std::string& layout : test::kLayouts) {
    const Ref<Array> x = array_of<int16_t>({3, 0, 1, 3}, Dims{4}, layout);
    const Ref<Array> heavy = array_of<float>({0.5F, 2, 4, 8}, Dims{4}, layout);
    EXPECT_EQ(values(*bincount(*x, nullptr, 0)), (Values{1, 1, 0, 2})) << layout;
    EXPECT_EQ(values(*bincount(*x, nullptr, 6)), (Values{1, 1, 0, 2, 0, 0})) << layout;
    EXPECT_EQ(values(*bincount(*x, heavy.get(), 0)), (Values{2, 4, 0, 8.5})) << layout;
  }
  const Ref<Array> none = array_of<int64_t>({});
  EXPECT_EQ(bincount(*none, nullptr, 0)->size, 0);
  EXPECT_EQ(values(*bincount(*none, nullptr, 2)), (Values{0, 0}));
}

TEST(Bincount, Refuses) {
  const Ref<Array> x = array_of<int64_t>({1, 2});
  EXPECT_THROW(bincount(*array_of<int64_t>({1, -2}), nullptr, 0), Error);
  EXPECT_THROW(bincount(*array_of<double>({1, 2}), nullptr, 0), Error);
  EXPECT_THROW(bincount(*array_of<int64_t>({1, 2}, Dims{2, 1}), nullptr, 0), Error);
  EXPECT_THROW(bincount(*x, x.get(), -1), Error);
  EXPECT_THROW(bincount(*x, array_of<double>({1, 2, 3}).get(), 0), Error);
}

TEST(Histogram, LastBinHoldsBothEdges) {
  const int64_t shape[] = {2, 4};
  const Range range{0, 4};
  for (const std::string& layout : test::kLayouts) {
    const Ref<Array> a = array_of<double>({0, 1, 1.5, 4, 4.1, -1, kNan, 2}, shape, layout);
    const Histogram found = histogram(*a, 4, &range);
    EXPECT_EQ(values(*found.counts), (Values{1, 2, 1, 1})) << layout;
    EXPECT_EQ(values(*found.edges), (Values{0, 1, 2, 3, 4})) << layout;
    const Ref<Array> heavy = test::counted(dtype_of<double>(), shape, layout);
    EXPECT_EQ(values(*histogram(*a, 4, &range, {.weights = heavy.get()}).counts), (Values{0, 3, 7, 3})) << layout;
  }
}

TEST(Histogram, EdgesFollowTheElementsAndGivenOnesMayDiffer) {
  EXPECT_EQ(values(*bin_edges(*array_of<int32_t>({2, 10, 4}), 4, nullptr)), (Values{2, 4, 6, 8, 10}));
  EXPECT_EQ(values(*bin_edges(*array_of<double>({}), 2, nullptr)), (Values{0, 0.5, 1}));
  EXPECT_EQ(values(*bin_edges(*array_of<double>({3, 3}), 2, nullptr)), (Values{2.5, 3, 3.5}));
  EXPECT_EQ(bin_edges(*array_of<float>({1, 2}), 2, nullptr)->dtype->code, ND_FLOAT32);
  const Ref<Array> edges = array_of<double>({0, 1, 5, 9}), a = array_of<int8_t>({0, 1, 4, 5, 9, 10});
  EXPECT_EQ(values(*histogram(*a, *edges).counts), (Values{1, 2, 2}));
  EXPECT_EQ(values(*histogram(*a, *edges, {.density = true}).counts), (Values{0.2, 0.1, 0.1}));
}

TEST(Histogram, Refuses) {
  const Ref<Array> a = array_of<double>({1, 2, kNan});
  const Range backwards{3, 1};
  EXPECT_THROW(histogram(*a, 3, nullptr), Error);
  EXPECT_THROW(histogram(*a, 0, nullptr), Error);
  EXPECT_THROW(histogram(*a, 3, &backwards), Error);
  EXPECT_THROW(histogram(*a, *array_of<double>({2, 1})), Error);
  const Ref<Array> heavy = array_of<double>({1, 2});
  EXPECT_THROW(histogram(*a, *array_of<double>({1, 2}), {.weights = heavy.get()}), Error);
}

TEST(Interpolate, BetweenAtAndBeyondThePoints) {
  const Ref<Array> xp = array_of<double>({1, 2, 4}), fp = array_of<double>({10, 20, 0});
  const int64_t shape[] = {2, 3};
  for (const std::string& layout : test::kLayouts) {
    const Ref<Array> x = array_of<double>({0, 1, 1.5, 3, 4, 5}, shape, layout);
    EXPECT_EQ(values(*interpolate(*x, *xp, *fp)), (Values{10, 10, 15, 10, 0, 0})) << layout;
    const Ref<Array> left = scalar(-1.0), right = scalar(-2.0);
    EXPECT_EQ(values(*interpolate(*x, *xp, *fp, {left.get(), right.get()})), (Values{-1, 10, 15, 10, 0, -2}));
  }
}

TEST(Interpolate, ByPeriodAndOfComplexNumbers) {
  const Ref<Array> xp = array_of<double>({3, 1}), fp = array_of<double>({30, 10});
  EXPECT_EQ(values(*interpolate(*array_of<double>({1, 2, 5, 4}), *xp, *fp, {.period = 4})), (Values{10, 20, 10, 20}));
  const Ref<Array> turned = array_of<complex128>({{0, 0}, {2, 4}});
  const Ref<Array> middle = interpolate(*scalar(2.0), *array_of<double>({1, 3}), *turned);
  EXPECT_EQ(middle->as<complex128>()->re, 1.0);
  EXPECT_EQ(middle->as<complex128>()->im, 2.0);
}

TEST(Interpolate, Refuses) {
  const Ref<Array> none = array_of<double>({}), two = array_of<double>({1, 2});
  EXPECT_THROW(interpolate(*two, *none, *none), Error);
  EXPECT_THROW(interpolate(*two, *two, *array_of<double>({1, 2, 3})), Error);
  expect_error(ND_VALUE_ERROR, "interp: arguments `xp` and `fp` must be 1-d sequences",
               [&] { interpolate(*two, *array_of<double>({1, 2}, Dims{2, 1}), *two); });
}

}  // namespace
}  // namespace nd
