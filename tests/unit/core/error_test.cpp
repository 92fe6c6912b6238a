// Error messages: parts written one after another, numbers and shapes as Python writes them.
#include "core/error.hpp"

#include <gtest/gtest.h>

#include <array>

namespace {

TEST(Text, JoinsParts) {
  EXPECT_EQ(nd::text("sum: axis ", 3, " of ", std::string("x"), '!'), "sum: axis 3 of x!");
  EXPECT_EQ(nd::text(INT64_MIN, ' ', UINT64_MAX), "-9223372036854775808 18446744073709551615");
  EXPECT_EQ(nd::text(0.1), "0.1");
}

TEST(Text, WritesShapesAsTuples) {
  const std::array<int64_t, 2> two{2, 3};
  EXPECT_EQ(nd::text(std::span<const int64_t>(two)), "(2, 3)");
  EXPECT_EQ(nd::text(std::span<const int64_t>(two).first(1)), "(2,)");
  EXPECT_EQ(nd::text(std::span<const int64_t>()), "()");
}

TEST(Fail, CarriesStatusAndMessage) {
  try {
    nd::fail(ND_AXIS_ERROR, "sum: axis ", 3);
    FAIL() << "fail() returned";
  } catch (const nd::Error& error) {
    EXPECT_EQ(error.status(), ND_AXIS_ERROR);
    EXPECT_STREQ(error.what(), "sum: axis 3");
  }
}

}  // namespace
