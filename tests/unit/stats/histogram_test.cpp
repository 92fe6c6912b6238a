// Counts in bins and their edges.
#include "stats/histogram.hpp"

#include <gtest/gtest.h>

#include <limits>
#include <string>
#include <vector>

#include "elements.hpp"

namespace nd {
namespace {

using test::array_of;
using test::values;
using Values = std::vector<double>;

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

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

}  // namespace
}  // namespace nd
