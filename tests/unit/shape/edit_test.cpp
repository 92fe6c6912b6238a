// Slices removed and inserted.
#include <gtest/gtest.h>

#include <vector>

#include "errors.hpp"
#include "layouts.hpp"
#include "shape/join.hpp"

namespace {

using nd::Array;
using nd::Dims;
using nd::Ref;
using nd::test::counted;
using nd::test::expect_error;
using nd::test::values;

TEST(Edit, RemovesAndInserts) {
  const Ref<Array> a = counted(nd::dtype_of<int32_t>(), Dims{5});
  EXPECT_EQ(values(*nd::remove(*a, Dims{-1, 0, 0}, 0)), (std::vector<double>{1, 2, 3}));
  const Ref<Array> b = counted(nd::dtype_of<double>(), Dims{3});
  EXPECT_EQ(values(*nd::insert(*a, Dims{5, 1, 1}, *b, 0)), (std::vector<double>{0, 1, 2, 1, 2, 3, 4, 0}));
  expect_error(ND_INDEX_ERROR, "delete: index 5 is out of bounds for axis 0 with size 5",
               [&] { nd::remove(*a, Dims{5}, 0); });
}

}  // namespace
