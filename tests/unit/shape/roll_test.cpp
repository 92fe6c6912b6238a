// Rolled axes: where each element goes, and which shifts and axes belong together.
#include <gtest/gtest.h>

#include "errors.hpp"
#include "layouts.hpp"
#include "shape/shape.hpp"

namespace {

using nd::Array;
using nd::Dims;
using nd::Ref;
using nd::test::counted;
using nd::test::expect_error;
using nd::test::values;

TEST(Roll, WhatLeavesAtTheEndComesBackAtTheStart) {
  const Ref<Array> a = counted(nd::dtype_of<int8_t>(), Dims{2, 3});
  EXPECT_EQ(values(*nd::roll(*a, Dims{-1})), (std::vector<double>{1, 2, 3, 4, 5, 0}));
  EXPECT_EQ(values(*nd::roll(*a, Dims{1, 4}, Dims{0, 1})), (std::vector<double>{5, 3, 4, 2, 0, 1}));
}

// One of a list serves for each of the other, for none too; other lengths are refused, on arrays without elements as
// well.
TEST(Roll, ShiftsAndAxesArePaired) {
  const std::vector<Dims> lists{{}, {1}, {1, 0}, {1, 0, 1}};
  for (const Dims& shape : {Dims{2, 3}, Dims{0, 3}, Dims{2, 0}}) {
    const Ref<Array> a = counted(nd::dtype_of<int64_t>(), shape);
    for (const Dims& shifts : lists) {
      for (const Dims& axes : lists) {
        const bool fits = shifts.size() == axes.size() || shifts.size() == 1 || axes.size() == 1;
        if (!fits) {
          expect_error(
              ND_VALUE_ERROR,
              nd::text("roll: `shifts` and `axes` must have the same number of elements, or one of them one, not ",
                       shifts.size(), " and ", axes.size()),
              [&] { nd::roll(*a, shifts, axes); });
        } else if (shifts.empty() || axes.empty()) {
          EXPECT_EQ(values(*nd::roll(*a, shifts, axes)), values(*a));
        }
      }
    }
    EXPECT_EQ(values(*nd::roll(*a, Dims{})), values(*a));
  }
  const Ref<Array> a = counted(nd::dtype_of<int64_t>(), Dims{2, 3});
  EXPECT_EQ(values(*nd::roll(*a, Dims{1}, Dims{1, 0})), (std::vector<double>{5, 3, 4, 2, 0, 1}));
  EXPECT_EQ(values(*nd::roll(*a, Dims{1, 1}, Dims{1})), (std::vector<double>{1, 2, 0, 4, 5, 3}));
  EXPECT_EQ(values(*nd::roll(*a, Dims{1, INT64_MIN, INT64_MAX})), (std::vector<double>{0, 1, 2, 3, 4, 5}));
}

}  // namespace
