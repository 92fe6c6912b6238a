// Slopes along an axis.
#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

#include "elements.hpp"
#include "shape/differences.hpp"

namespace nd {
namespace {

using test::array_of;

using Values = std::vector<double>;

TEST(Gradient, IsExactForParabolas) {
  const Ref<Array> x = array_of<double>({0, 1, 3, 4, 8});
  const Ref<Array> squares = array_of<double>({0, 1, 9, 16, 64});
  const Values slopes = test::values(*gradient(*squares, *x, 0, 2));
  // Weights such as 1/3 are rounded.
  for (size_t i = 0; i < slopes.size(); ++i) EXPECT_NEAR(slopes[i], 2 * x->as<double>()[i], 1e-14);
  const Ref<Array> two = scalar(2.0, ND_WEAK_FLOAT);
  EXPECT_EQ(test::values(*gradient(*array_of<double>({0, 4, 16, 36}), *two, 0, 1)), (Values{2, 4, 8, 10}));
  EXPECT_EQ(gradient(*astype(*squares, dtype_of<float>()), *two, 0, 2)->dtype->code, ND_FLOAT32);
  EXPECT_EQ(gradient(*astype(*squares, dtype_of<int8_t>()), *two, 0, 1)->dtype->code, ND_FLOAT64);
}

TEST(Gradient, RefusesWhatHasNoSlope) {
  const Ref<Array> one = scalar(1.0);
  const Ref<Array> a = array_of<double>({1, 2});
  EXPECT_THROW(gradient(*a, *one, 0, 2), Error);
  EXPECT_THROW(gradient(*a, *one, 0, 3), Error);
  EXPECT_THROW(gradient(*a, *one, 1, 1), Error);
  EXPECT_THROW(gradient(*a, *array_of<double>({1, 2, 3}), 0, 1), Error);
}

}  // namespace
}  // namespace nd
