// Views with other shapes and axes: which reshapes need a copy, and where each element goes.
#include <gtest/gtest.h>

#include "errors.hpp"
#include "layouts.hpp"
#include "shape/shape.hpp"

namespace {

using nd::Array;
using nd::CopyMode;
using nd::Dims;
using nd::Ref;
using nd::test::counted;
using nd::test::expect_error;
using nd::test::kLayouts;
using nd::test::values;

bool is_view_of(const Array& a, const Array& base) { return a.buffer.get() == base.buffer.get(); }

TEST(Reshape, KeepsCOrderInEveryLayout) {
  for (const std::string& layout : kLayouts) {
    const Ref<Array> a = counted(nd::dtype_of<int16_t>(), Dims{2, 3, 4}, layout);
    for (const Dims& shape : {Dims{24}, Dims{6, 4}, Dims{2, 12}, Dims{4, 3, 2}, Dims{-1, 2}, Dims{1, 24, 1}}) {
      EXPECT_EQ(values(*nd::reshape(*a, shape)), values(*a)) << layout << nd::text(std::span<const int64_t>(shape));
    }
  }
}

TEST(Reshape, IsAViewWhereverStridesAllowIt) {
  const Ref<Array> a = counted(nd::dtype_of<float>(), Dims{4, 6});
  const Ref<Array> columns = nd::slice_of(*a, 1, 0, 3);
  const Ref<Array> turned = nd::transpose(*a);
  EXPECT_TRUE(is_view_of(*nd::reshape(*a, Dims{2, 2, 3, 2}), *a));
  EXPECT_TRUE(is_view_of(*nd::reshape(*columns, Dims{2, 2, 3}), *a));
  EXPECT_FALSE(is_view_of(*nd::reshape(*columns, Dims{12}), *a));
  EXPECT_TRUE(is_view_of(*nd::reshape(*turned, Dims{2, 3, 4}), *a));
  EXPECT_FALSE(is_view_of(*nd::reshape(*turned, Dims{24}), *a));
  EXPECT_TRUE(is_view_of(*nd::reshape(*turned, Dims{24}, ND_ORDER_F), *a));
  EXPECT_FALSE(is_view_of(*nd::reshape(*a, Dims{24}, ND_ORDER_C, CopyMode::always), *a));
  EXPECT_TRUE(is_view_of(*nd::ravel(*turned, ND_ORDER_K), *a));
  EXPECT_FALSE(is_view_of(*nd::flatten(*a), *a));
}

TEST(Reshape, SaysWhatDoesNotFit) {
  const Ref<Array> a = counted(nd::dtype_of<float>(), Dims{2, 3});
  expect_error(ND_VALUE_ERROR, "reshape: cannot reshape array of size 6 into shape (4,)",
               [&] { nd::reshape(*a, Dims{4}); });
  expect_error(ND_VALUE_ERROR, "reshape: cannot reshape array of size 6 into shape (-1, 0)",
               [&] { nd::reshape(*a, Dims{-1, 0}); });
  expect_error(ND_VALUE_ERROR, "reshape: can only specify one unknown dimension, shape is (-1, -1)",
               [&] { nd::reshape(*a, Dims{-1, -1}); });
  expect_error(ND_VALUE_ERROR, "reshape: unable to avoid creating a copy while reshaping (3, 2) to (6,)",
               [&] { nd::reshape(*nd::transpose(*a), Dims{6}, ND_ORDER_C, CopyMode::never); });
}

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

TEST(Flip, ReversesAndRotates) {
  const Ref<Array> a = counted(nd::dtype_of<int8_t>(), Dims{2, 3});
  EXPECT_EQ(values(*nd::flip(*a)), (std::vector<double>{5, 4, 3, 2, 1, 0}));
  EXPECT_EQ(values(*nd::flip(*a, Dims{0})), (std::vector<double>{3, 4, 5, 0, 1, 2}));
  EXPECT_EQ(values(*nd::rot90(*a, 1)), (std::vector<double>{2, 5, 1, 4, 0, 3}));
  EXPECT_EQ(values(*nd::rot90(*a, -1, Dims{0, 1})), (std::vector<double>{3, 0, 4, 1, 5, 2}));
}

TEST(Diagonal, IsAReadOnlyView) {
  const Ref<Array> a = counted(nd::dtype_of<double>(), Dims{3, 4});
  EXPECT_EQ(values(*nd::diagonal(*a, 1)), (std::vector<double>{1, 6, 11}));
  EXPECT_EQ(values(*nd::diagonal(*a, -2)), (std::vector<double>{8}));
  EXPECT_EQ(nd::diagonal(*a, INT64_MIN)->size, 0);
  EXPECT_EQ(nd::diagonal(*a, INT64_MAX)->size, 0);
  EXPECT_FALSE(nd::diagonal(*a)->writeable);
}

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
