// Lists of extents, and axes counted from either end.
#include "array/dims.hpp"

#include <gtest/gtest.h>

#include <vector>

#include "array/array.hpp"
#include "errors.hpp"

namespace {

using nd::Dims;
using nd::test::expect_error;

TEST(Dims, InsertsErasesAndStopsAt64) {
  Dims dims{1, 2, 3};
  dims.insert(0, 7);
  dims.insert(4, 9);
  dims.erase(1);
  EXPECT_EQ(dims, (Dims{7, 2, 3, 9}));
  EXPECT_FALSE(dims == (Dims{7, 2, 3}));
  Dims many(64, 1);
  expect_error(ND_VALUE_ERROR, "an array has at most 64 dimensions", [&] { many.push_back(1); });
  const std::vector<int64_t> more(65, 1);
  expect_error(ND_VALUE_ERROR, "an array has at most 64 dimensions, not 65",
               [&] { Dims copied{std::span<const int64_t>(more)}; });
  EXPECT_EQ(nd::count_of(Dims{}), 1);
  EXPECT_EQ(nd::count_of(Dims{3, 0, 5}), 0);
}

TEST(Axes, CountFromEitherEnd) {
  for (int32_t axis = 0; axis < 3; ++axis) {
    EXPECT_EQ(nd::normalize_axis(axis, 3, "sum"), axis);
    EXPECT_EQ(nd::normalize_axis(axis - 3, 3, "sum"), axis);
  }
  for (const int64_t axis : {int64_t{3}, int64_t{-4}, INT64_MIN, INT64_MAX}) {
    expect_error(ND_AXIS_ERROR, nd::text("sum: axis ", axis, " is out of bounds for an array of 3 dimensions"),
                 [&] { nd::normalize_axis(axis, 3, "sum"); });
  }
  EXPECT_EQ(nd::normalize_axes(Dims{2, -3}, 3, "sum"), (Dims{2, 0}));
  EXPECT_THROW(nd::normalize_axes(Dims{2, -1}, 3, "sum"), nd::Error);
}

}  // namespace
