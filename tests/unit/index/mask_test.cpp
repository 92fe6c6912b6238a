// Masks and positions of what is not zero.
#include <gtest/gtest.h>

#include <cmath>
#include <string>
#include <vector>

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

}  // namespace
