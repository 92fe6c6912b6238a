// Axes moved, added, dropped; diagonals.
#include <gtest/gtest.h>

#include <vector>

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

TEST(Axes, GoWhereTheyAreSent) {
  const Ref<Array> a = counted(nd::dtype_of<int32_t>(), Dims{2, 3, 4});
  EXPECT_EQ(nd::text(nd::transpose(*a)->shape()), "(4, 3, 2)");
  EXPECT_EQ(nd::text(nd::transpose(*a, Dims{1, -1, 0})->shape()), "(3, 4, 2)");
  EXPECT_EQ(nd::text(nd::swapaxes(*a, 0, -1)->shape()), "(4, 3, 2)");
  EXPECT_EQ(nd::text(nd::moveaxis(*a, Dims{0, 1}, Dims{-1, 0})->shape()), "(3, 4, 2)");
  EXPECT_EQ(nd::text(nd::expand_dims(*a, Dims{0, -1})->shape()), "(1, 2, 3, 4, 1)");
  EXPECT_EQ(nd::text(nd::squeeze(*nd::expand_dims(*a, Dims{0, 2}))->shape()), "(2, 3, 4)");
  EXPECT_EQ(nd::text(nd::atleast(*counted(a->dtype, Dims{5}), 3)->shape()), "(1, 5, 1)");
  expect_error(ND_VALUE_ERROR, "squeeze: cannot select axis 1 to squeeze out: its size is 3, not one",
               [&] { nd::squeeze(*a, Dims{1}); });
  expect_error(ND_AXIS_ERROR, "swapaxes: axis 3 is out of bounds for an array of 3 dimensions",
               [&] { nd::swapaxes(*a, 3, 0); });
  expect_error(ND_VALUE_ERROR,
               "moveaxis: `source` and `destination` must have the same number of elements, not 0 and 1",
               [&] { nd::moveaxis(*a, Dims{}, Dims{0}); });
}

TEST(Diagonal, IsAReadOnlyView) {
  const Ref<Array> a = counted(nd::dtype_of<double>(), Dims{3, 4});
  EXPECT_EQ(values(*nd::diagonal(*a, 1)), (std::vector<double>{1, 6, 11}));
  EXPECT_EQ(values(*nd::diagonal(*a, -2)), (std::vector<double>{8}));
  EXPECT_EQ(nd::diagonal(*a, INT64_MIN)->size, 0);
  EXPECT_EQ(nd::diagonal(*a, INT64_MAX)->size, 0);
  EXPECT_FALSE(nd::diagonal(*a)->writeable);
}

}  // namespace
