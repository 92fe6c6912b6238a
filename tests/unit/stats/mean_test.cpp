// Means: their dtypes, rounding and masks.
#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

#include "elements.hpp"
#include "stats/stats.hpp"

namespace nd {
namespace {

using test::array_of;

double number(const Array& a) { return *astype(a, dtype_of<double>())->as<double>(); }

TEST(Mean, OfIntegersIsFloat64AndOfHalvesRoundsOnce) {
  EXPECT_EQ(mean(*array_of<int8_t>({3}, {1, 2, 4}))->dtype->code, ND_FLOAT64);
  // 4096 + 1 is no float16: a sum in float16 would lose the ones.
  std::vector<float16> values(2048, float16(3.0F));
  const Ref<Array> halves = array_of<float16>({2048}, values);
  EXPECT_EQ(mean(*halves)->dtype->code, ND_FLOAT16);
  EXPECT_EQ(number(*mean(*halves)), 3.0);
}

TEST(Mean, CountsOnlyWhatTheMaskTakes) {
  const Ref<Array> a = array_of<double>({2, 2}, {1, 2, 3, 4});
  const Ref<Array> mask = array_of<bool8>({2, 2}, {bool8(true), bool8(false), bool8(true), bool8(true)});
  const int64_t first[] = {0};
  const Ref<Array> means = mean(*a, {first, false}, {.where = mask.get()});
  EXPECT_EQ(means->as<double>()[0], 2.0);
  EXPECT_EQ(means->as<double>()[1], 4.0);
}

}  // namespace
}  // namespace nd
