// Masks and flat positions: a[mask], nonzero, argwhere, where, copies under a mask, ravel_multi_index and back.
#include <gtest/gtest.h>

#include <cmath>

#include "array/creation.hpp"
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
using nd::test::kLayouts;
using nd::test::values;

// Long enough for several chunks of the two passes, with a tail that fits none.
constexpr int64_t kLong = 3 * 65536 + 777;

nd::bool8 bit(int64_t i) { return nd::bool8(i * i % 7 < 3); }

TEST(CompressElements, LongMasksOfEveryItemsize) {
  std::vector<nd::bool8> bits;
  std::vector<double> expected;
  for (int64_t i = 0; i < kLong; ++i) {
    bits.push_back(bit(i));
    if (bit(i).value != 0) expected.push_back(static_cast<double>(i % 100));
  }
  const Ref<Array> mask = array_of(bits);
  for (const nd_type_code code : {ND_INT8, ND_FLOAT16, ND_FLOAT32, ND_INT64, ND_COMPLEX128}) {
    const Ref<Array> a = nd::astype(*counted(nd::dtype_of<int8_t>(), Dims{kLong}), nd::dtype_of(code));
    const Ref<Array> chosen = nd::compress_elements(*a, *mask);
    EXPECT_EQ(elements<double>(*nd::astype(*chosen, nd::dtype_of<double>())), expected) << code;
  }
  EXPECT_EQ(nd::nonzero(*mask)[0]->size, static_cast<int64_t>(expected.size()));
}

TEST(Nonzero, CoordinatesInEveryDtypeAndLayout) {
  const Dims shape{3, 2, 5};
  for (nd_type_code code = 0; code < nd::kTypeCount; ++code) {
    for (const std::string& layout : kLayouts) {
      const Ref<Array> a = counted(nd::dtype_of(code), shape, layout);
      std::vector<int64_t> first, second, third, rows;
      for (int64_t i = 0; i < 30; ++i) {
        if (code == ND_BOOL ? i % 2 == 0 : i == 0) continue;
        first.push_back(i / 10);
        second.push_back(i / 5 % 2);
        third.push_back(i % 5);
        rows.insert(rows.end(), {i / 10, i / 5 % 2, i % 5});
      }
      const std::vector<Ref<Array>> found = nd::nonzero(*a);
      ASSERT_EQ(found.size(), 3U);
      EXPECT_EQ(elements<int64_t>(*found[0]), first) << code << layout;
      EXPECT_EQ(elements<int64_t>(*found[1]), second) << code << layout;
      EXPECT_EQ(elements<int64_t>(*found[2]), third) << code << layout;
      EXPECT_EQ(elements<int64_t>(*nd::argwhere(*a)), rows) << code << layout;
    }
  }
}

TEST(Nonzero, WhatCountsAsZero) {
  const double nan = std::nan("");
  EXPECT_EQ(elements<int64_t>(*nd::nonzero(*array_of(std::vector<double>{0.0, -0.0, nan, 5e-324}))[0]),
            (std::vector<int64_t>{2, 3}));
  const std::vector<nd::complex128> numbers{{0, 0}, {0, 1}, {-0.0, 0}, {nan, 0}};
  EXPECT_EQ(elements<int64_t>(*nd::nonzero(*array_of(numbers))[0]), (std::vector<int64_t>{1, 3}));
  expect_error(ND_VALUE_ERROR,
               "nonzero: calling nonzero on 0d arrays is not allowed; make the array at least 1-d first",
               [] { nd::nonzero(*nd::scalar(1.0)); });
  EXPECT_EQ(nd::text(nd::argwhere(*nd::scalar(1.0))->shape()), "(1, 0)");
  EXPECT_EQ(nd::text(nd::argwhere(*nd::scalar(0.0))->shape()), "(0, 0)");
  EXPECT_EQ(nd::nonzero(*nd::zeros(nd::dtype_of<float>(), Dims{2, 0}))[1]->size, 0);
}

TEST(Where, SelectsAndPromotes) {
  for (const std::string& layout : kLayouts) {
    const Ref<Array> condition = counted(nd::dtype_of<nd::bool8>(), Dims{2, 3}, layout);
    const Ref<Array> x = counted(nd::dtype_of<int16_t>(), Dims{2, 3}, layout);
    const Ref<Array> y = array_of(std::vector<float>{-1, -2, -3});
    const Ref<Array> result = nd::where(*condition, *x, *y);
    EXPECT_EQ(result->dtype, nd::dtype_of<float>());
    EXPECT_EQ(elements<float>(*result), (std::vector<float>{-1, 1, -3, 3, -2, 5})) << layout;
  }
  const Ref<Array> few = nd::where(*array_of(std::vector<int64_t>{2, 0}), *nd::scalar(int64_t{1}, ND_WEAK_INT),
                                   *array_of(std::vector<int8_t>{7, 8}));
  EXPECT_EQ(few->dtype, nd::dtype_of<int8_t>());
  EXPECT_EQ(values(*few), (std::vector<double>{1, 8}));
}

TEST(CopyWhere, WritesOnlyWhereTrueAndAsIfCopiedFirst) {
  for (const std::string& layout : kLayouts) {
    const Ref<Array> to = counted(nd::dtype_of<double>(), Dims{2, 3}, layout);
    nd::copy_where(*to, *array_of(std::vector<float>{50, 60, 70}), *counted(nd::dtype_of<nd::bool8>(), Dims{2, 3}));
    EXPECT_EQ(values(*to), (std::vector<double>{0, 60, 2, 50, 4, 70})) << layout;
  }
  const Ref<Array> a = counted(nd::dtype_of<int32_t>(), Dims{6});
  const Ref<Array> head = nd::view(*a, a->data, Dims{5}, Dims{4});
  const Ref<Array> tail = nd::view(*a, a->data + 4, Dims{5}, Dims{4});
  nd::copy_where(*tail, *head, *nd::full(Dims{5}, *nd::scalar(nd::bool8(true))));
  EXPECT_EQ(values(*a), (std::vector<double>{0, 0, 1, 2, 3, 4}));
  expect_error(
      ND_CASTING_ERROR,
      "copyto: Cannot cast array data from dtype('float64') to dtype('int32') according to the rule 'same_kind'",
      [&] { nd::copy_where(*a, *nd::scalar(1.5), *nd::scalar(nd::bool8(true))); });
}

TEST(Putmask, RepeatsValuesByPosition) {
  for (const std::string& layout : kLayouts) {
    const Ref<Array> a = counted(nd::dtype_of<int16_t>(), Dims{2, 3}, layout);
    nd::putmask(*a, *counted(nd::dtype_of<nd::bool8>(), Dims{2, 3}, layout), *array_of(std::vector<double>{50, 60}));
    EXPECT_EQ(values(*a), (std::vector<double>{0, 60, 2, 60, 4, 60})) << layout;
  }
  const Ref<Array> a = counted(nd::dtype_of<int16_t>(), Dims{2});
  expect_error(ND_VALUE_ERROR, "putmask: mask and data must be the same size, not (1,) and (2,)",
               [&] { nd::putmask(*a, *array_of(std::vector<nd::bool8>{nd::bool8(true)}), *nd::scalar(1.0)); });
}

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
