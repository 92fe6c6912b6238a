// Elements chosen and copied under a mask.
#include <gtest/gtest.h>

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
using nd::test::values;

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

}  // namespace
