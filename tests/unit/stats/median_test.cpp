// Medians in every layout and dtype, NaNs.
#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "elements.hpp"
#include "stats/quantile.hpp"

namespace nd {
namespace {

using test::array_of;
using test::values;
using Values = std::vector<double>;

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
constexpr int64_t kLast[] = {-1};
const Axes kRows{kLast, false};

TEST(Median, OfOddAndEvenNumbersInEveryLayout) {
  const int64_t shape[] = {2, 3};
  for (const std::string& layout : test::kLayouts) {
    const Ref<Array> a = array_of<double>({9, 1, 5, 2, 8, 3}, shape, layout);
    EXPECT_EQ(values(*median(*a)), (Values{4})) << layout;
    EXPECT_EQ(values(*median(*a, kRows)), (Values{5, 3})) << layout;
    EXPECT_EQ(Dims(median(*a, kRows, {.keepdims = true})->shape()), (Dims{2, 1}));
    EXPECT_EQ(values(*a), (Values{9, 1, 5, 2, 8, 3}));
  }
}

TEST(Median, DtypesAreThoseOfMeans) {
  const int64_t shape[] = {4};
  for (const nd_type_code code : {ND_BOOL, ND_INT8, ND_UINT64}) {
    EXPECT_EQ(median(*test::counted(dtype_of(code), shape))->dtype->code, ND_FLOAT64);
  }
  for (const nd_type_code code : {ND_FLOAT16, ND_BFLOAT16, ND_FLOAT32, ND_COMPLEX64}) {
    const Ref<Array> found = median(*test::counted(dtype_of(code), shape));
    EXPECT_EQ(found->dtype->code, code);
    EXPECT_EQ(values(*astype(*found, dtype_of<double>(), ND_CASTING_UNSAFE)), (Values{1.5}));
  }
}

TEST(Median, NanWinsOrIsPassedOver) {
  const Ref<Array> a = array_of<double>({1, kNan, 3, 7, kNan, kNan, 2, 4, 9}, Dims{3, 3});
  const Values plain = values(*median(*a, kRows));
  EXPECT_TRUE(std::isnan(plain[0]) && std::isnan(plain[1]));
  EXPECT_EQ(plain[2], 4.0);
  EXPECT_EQ(values(*nanmedian(*a, kRows)), (Values{2, 7, 4}));
  EXPECT_TRUE(std::isnan(values(*nanmedian(*array_of<double>({kNan, kNan})))[0]));
  EXPECT_TRUE(std::isnan(values(*median(*array_of<double>({})))[0]));
}

}  // namespace
}  // namespace nd
