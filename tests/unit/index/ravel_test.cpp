// Indices as flat positions and back.
#include <gtest/gtest.h>

#include <vector>

#include "elements.hpp"
#include "errors.hpp"
#include "index/index.hpp"

namespace {

using nd::Array;
using nd::Dims;
using nd::Ref;
using nd::test::array_of;
using nd::test::counted;
using nd::test::elements;
using nd::test::expect_error;
using nd::test::values;

TEST(RavelMultiIndex, GoesBothWaysInBothOrders) {
  const Dims shape{3, 4, 2};
  for (const int32_t order : {ND_ORDER_C, ND_ORDER_F}) {
    const Ref<Array> flat = counted(nd::dtype_of<int64_t>(), Dims{24});
    const std::vector<Ref<Array>> axes = nd::unravel_index(*flat, shape, order);
    for (int64_t i = 0; i < 24; ++i) {
      const int64_t expected[] = {order == ND_ORDER_C ? i / 8 : i % 3, order == ND_ORDER_C ? i / 2 % 4 : i / 3 % 4,
                                  order == ND_ORDER_C ? i % 2 : i / 12};
      for (size_t axis = 0; axis < 3; ++axis) EXPECT_EQ(axes[axis]->as<int64_t>()[i], expected[axis]);
    }
    const Array* const indices[] = {axes[0].get(), axes[1].get(), axes[2].get()};
    EXPECT_EQ(values(*nd::ravel_multi_index(indices, shape, ND_MODE_RAISE, order)), values(*flat));
  }
}

TEST(RavelMultiIndex, ModesAndExtremeShapes) {
  const auto ravel = [](std::vector<int64_t> positions, int64_t extent, int32_t mode) {
    const Ref<Array> index = array_of(positions);
    const Array* const indices[] = {index.get()};
    return elements<int64_t>(*nd::ravel_multi_index(indices, Dims{extent}, mode, ND_ORDER_C));
  };
  EXPECT_EQ(ravel({-1, 7, 3}, 5, ND_MODE_WRAP), (std::vector<int64_t>{4, 2, 3}));
  EXPECT_EQ(ravel({-1, 7, 3}, 5, ND_MODE_CLIP), (std::vector<int64_t>{0, 4, 3}));
  EXPECT_EQ(ravel({INT64_MAX - 2, -1}, INT64_MAX, ND_MODE_WRAP), (std::vector<int64_t>{INT64_MAX - 2, INT64_MAX - 1}));
  EXPECT_EQ(ravel({}, 0, ND_MODE_WRAP), std::vector<int64_t>{});
  for (const int32_t mode : {ND_MODE_RAISE, ND_MODE_WRAP, ND_MODE_CLIP}) {
    expect_error(ND_VALUE_ERROR, "ravel_multi_index: cannot unravel if shape has zero entries (is empty)",
                 [&] { ravel({0}, 0, mode); });
  }
  expect_error(ND_VALUE_ERROR, "ravel_multi_index: invalid entry 5 in coordinates array",
               [&] { ravel({5}, 5, ND_MODE_RAISE); });
  expect_error(ND_VALUE_ERROR, "unravel_index: index 6 is out of bounds for array with size 6",
               [] { nd::unravel_index(*nd::scalar(int64_t{6}), Dims{2, 3}, ND_ORDER_C); });
  expect_error(ND_TYPE_ERROR, "unravel_index: only int indices permitted, not float64",
               [] { nd::unravel_index(*nd::scalar(1.0), Dims{2, 3}, ND_ORDER_C); });
}

}  // namespace
