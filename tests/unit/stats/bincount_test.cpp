// How often each whole number occurs, and how much it weighs.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "elements.hpp"
#include "stats/histogram.hpp"

namespace nd {
namespace {

using test::array_of;
using test::values;
using Values = std::vector<double>;

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

}  // namespace
}  // namespace nd
