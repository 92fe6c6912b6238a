// Views with other shapes and axes: which reshapes need a copy, and where each element goes.
#include <gtest/gtest.h>

#include <string>

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

}  // namespace
