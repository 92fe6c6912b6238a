// Weighted means.
#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

#include "elements.hpp"
#include "stats/stats.hpp"

namespace nd {
namespace {

using test::array_of;

TEST(Average, Weighs) {
  const Ref<Array> a = array_of<double>({2, 2}, {1, 2, 3, 4});
  const Ref<Array> weights = array_of<double>({2}, {1, 3});
  const int64_t last = 1;
  Ref<Array> scale;
  const Ref<Array> result = average(*a, {std::span(&last, 1), false}, weights.get(), false, &scale);
  EXPECT_EQ(result->as<double>()[0], 1.75);
  EXPECT_EQ(scale->as<double>()[1], 4.0);
  const Ref<Array> nothing = array_of<double>({2}, {1, -1});
  EXPECT_THROW(average(*a, {std::span(&last, 1), false}, nothing.get(), false), Error);
}

}  // namespace
}  // namespace nd
