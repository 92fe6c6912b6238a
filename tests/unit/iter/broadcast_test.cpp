// Shapes stretched to a common one, and views in it.
#include "iter/broadcast.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "array/array.hpp"
#include "errors.hpp"
#include "layouts.hpp"

namespace {

using nd::Array;
using nd::Dims;
using nd::Ref;
using nd::test::expect_error;

TEST(Broadcast, ShapesStretchOnes) {
  const struct {
    Dims a, b, c;
    std::string result;
  } cases[] = {{{}, {}, {}, "()"},
               {{3}, {}, {1}, "(3,)"},
               {{3, 1}, {4}, {2, 1, 1}, "(2, 3, 4)"},
               {{0}, {1}, {}, "(0,)"},
               {{1, 0}, {5, 1}, {1, 1}, "(5, 0)"}};
  for (const auto& one : cases) {
    const std::span<const int64_t> shapes[] = {one.a, one.b, one.c};
    EXPECT_EQ(nd::text(std::span<const int64_t>(nd::broadcast_shapes(shapes, "add"))), one.result);
  }
  const Dims three{3}, four{4}, none{0};
  const std::span<const int64_t> unequal[] = {three, four}, empty[] = {three, none};
  expect_error(ND_VALUE_ERROR, "add: operands could not be broadcast together with shapes (3,) (4,)",
               [&] { nd::broadcast_shapes(unequal, "add"); });
  expect_error(ND_VALUE_ERROR, "add: operands could not be broadcast together with shapes (3,) (0,)",
               [&] { nd::broadcast_shapes(empty, "add"); });
}

TEST(Broadcast, ViewsAreReadOnlyAndStandStill) {
  for (const std::string& layout : nd::test::kLayouts) {
    const Ref<Array> a = nd::test::counted(nd::dtype_of<double>(), Dims{2, 1}, layout);
    const Ref<Array> wide = nd::broadcast_to(*a, Dims{3, 2, 2});
    EXPECT_EQ(nd::test::values(*wide), (std::vector<double>{0, 0, 1, 1, 0, 0, 1, 1, 0, 0, 1, 1})) << layout;
    EXPECT_FALSE(wide->writeable);
    EXPECT_EQ(wide->buffer.get(), a->buffer.get());
    EXPECT_EQ(wide->stride(0), 0);
    EXPECT_EQ(wide->stride(2), 0);
  }
  const Ref<Array> a = nd::zeros(nd::dtype_of<double>(), Dims{2, 3});
  EXPECT_THROW(nd::broadcast_to(*a, Dims{3}), nd::Error);
  EXPECT_THROW(nd::broadcast_to(*a, Dims{3, 2}), nd::Error);
}

}  // namespace
