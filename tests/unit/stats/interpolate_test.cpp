// Values between given points: at them, between and beyond, by a period, of complex numbers, refusals.
#include "stats/interpolate.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "elements.hpp"
#include "errors.hpp"

namespace nd {
namespace {

using test::array_of;
using test::expect_error;
using test::values;
using Values = std::vector<double>;

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
