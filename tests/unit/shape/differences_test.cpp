// Differences of neighbours, and integrals.
#include "shape/differences.hpp"
#include "elements.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <string>
#include <vector>

namespace nd {
namespace {

using test::array_of;

using Values = std::vector<double>;

TEST(Differences, OfNeighboursInEveryLayout) {
  const int64_t shape[] = {3, 4};
  for (const std::string& layout : test::kLayouts) {
    const Ref<Array> a = test::counted(dtype_of<int16_t>(), shape, layout);
    EXPECT_EQ(test::values(*diff(*a, 1, 0)), Values(8, 4)) << layout;
    EXPECT_EQ(test::values(*diff(*a, 2, -1)), Values(6, 0));
    const Ref<Array> zero = scalar<int16_t>(0);
    EXPECT_EQ(test::values(*diff(*a, 1, 1, zero.get())), (Values{0, 1, 1, 1, 4, 1, 1, 1, 8, 1, 1, 1}));
    EXPECT_EQ(test::values(*ediff1d(*a, zero.get(), nullptr)), (Values{1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0}));
  }
  const Ref<Array> a = array_of<double>({1, 2});
  EXPECT_EQ(diff(*a, 0, 0).get(), a.get());
  EXPECT_EQ(diff(*a, 5, 0)->size, 0);
  EXPECT_THROW(diff(*a, -1, 0), Error);
  EXPECT_THROW(diff(*scalar(1.0), 1, 0), Error);
}

TEST(Differences, EdgesOfOtherKindsAreRefused) {
  const Ref<Array> a = test::counted(dtype_of<int8_t>(), std::array<int64_t, 1>{3});
  EXPECT_THROW(ediff1d(*a, scalar(1.5).get(), nullptr), Error);
  EXPECT_THROW(ediff1d(*a, nullptr, scalar<int64_t>(300, ND_WEAK_INT).get()), Error);
}

TEST(Trapezoid, ByStepsAndByCoordinates) {
  const Ref<Array> y = array_of<double>({1, 3, 5});
  const Ref<Array> half = scalar(0.5, ND_WEAK_FLOAT);
  EXPECT_EQ(test::values(*trapezoid(*y, nullptr, *half, 0)), (Values{3}));
  EXPECT_EQ(test::values(*trapezoid(*y, array_of<double>({0, 1, 3}).get(), *half, -1)), (Values{10}));
  EXPECT_THROW(trapezoid(*y, nullptr, *half, 1), Error);
}

}  // namespace
}  // namespace nd
