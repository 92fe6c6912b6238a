// The same bytes as other elements: views of dtypes, parts of complex numbers, byte orders.
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

TEST(ViewAs, FollowsTheLastAxis) {
  const Ref<Array> a = counted(nd::dtype_of<uint32_t>(), Dims{2, 4});
  EXPECT_EQ(nd::text(nd::view_as(*a, nd::dtype_of<uint8_t>())->shape()), "(2, 16)");
  EXPECT_EQ(nd::text(nd::view_as(*a, nd::dtype_of<uint64_t>())->shape()), "(2, 2)");
  EXPECT_EQ(nd::view_as(*a, nd::dtype_of<uint64_t>())->as<uint64_t>()[0], uint64_t{1} << 32);
  expect_error(ND_VALUE_ERROR, "view: to change to a dtype of a different size, the last axis must be contiguous",
               [&] { nd::view_as(*nd::transpose(*a), nd::dtype_of<uint8_t>()); });
  Ref<Array> z = counted(nd::dtype_of<nd::complex64>(), Dims{3}, "swapped");
  EXPECT_EQ(values(*nd::real_part(*z)), (std::vector<double>{0, 1, 2}));
  EXPECT_EQ(values(*nd::imag_part(*z)), (std::vector<double>{0, 0, 0}));
  EXPECT_EQ(values(*nd::byteswap(*counted(nd::dtype_of<int16_t>(), Dims{3}))), (std::vector<double>{0, 256, 512}));
}

}  // namespace
