// take, put, compress and the along-axis forms, against loops written out here; modes, masks, refusals.
#include <gtest/gtest.h>

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

constexpr int64_t kExtent = 5;

// Where position `i` of an axis of kExtent leads, by the mode's definition.
int64_t landing(int64_t i, int32_t mode) {
  if (mode == ND_MODE_CLIP) return i < 0 ? 0 : i >= kExtent ? kExtent - 1 : i;
  while (i < 0) i += kExtent;
  while (i >= kExtent) i -= kExtent;
  return i;
}

TEST(Take, ModesAlongEachAxis) {
  const std::vector<int64_t> wild{-7, -5, 0, 4, 5, 11, 2};
  for (const int32_t mode : {ND_MODE_WRAP, ND_MODE_CLIP}) {
    for (const std::string& layout : kLayouts) {
      const Ref<Array> a = counted(nd::dtype_of<int16_t>(), Dims{kExtent, 3}, layout);
      const int64_t axis = 0;
      std::vector<int16_t> expected;
      for (const int64_t i : wild) {
        for (int64_t j = 0; j < 3; ++j) expected.push_back(static_cast<int16_t>(landing(i, mode) * 3 + j));
      }
      EXPECT_EQ(elements<int16_t>(*nd::take(*a, *array_of(wild), &axis, mode)), expected) << mode << layout;
      const Ref<Array> flipped = counted(nd::dtype_of<int16_t>(), Dims{3, kExtent}, layout);
      const int64_t last = -1;
      expected.clear();
      for (int64_t j = 0; j < 3; ++j) {
        for (const int64_t i : wild) expected.push_back(static_cast<int16_t>(j * kExtent + landing(i, mode)));
      }
      EXPECT_EQ(elements<int16_t>(*nd::take(*flipped, *array_of(wild), &last, mode)), expected) << mode << layout;
    }
  }
}

TEST(Take, FlattenedAndShapedByTheIndices) {
  for (const std::string& layout : kLayouts) {
    const Ref<Array> a = counted(nd::dtype_of<double>(), Dims{3, 4}, layout);
    const Ref<Array> at = array_of(std::vector<int64_t>{11, -1, 0, -12}, Dims{2, 2}, layout);
    const Ref<Array> result = nd::take(*a, *at, nullptr, ND_MODE_RAISE);
    EXPECT_EQ(nd::text(result->shape()), "(2, 2)");
    EXPECT_EQ(elements<double>(*result), (std::vector<double>{11, 11, 0, 0}));
  }
  EXPECT_EQ(values(*nd::take(*nd::scalar(3.0), *array_of(std::vector<int64_t>{0, -1}), nullptr, ND_MODE_RAISE)),
            (std::vector<double>{3, 3}));
  EXPECT_EQ(nd::take(*nd::scalar(3.0), *nd::scalar(int64_t{0}), nullptr, ND_MODE_RAISE)->ndim, 0);
}

TEST(Take, WritesToOutWithConversion) {
  const Ref<Array> a = counted(nd::dtype_of<float>(), Dims{6});
  const Ref<Array> out = nd::zeros(nd::dtype_of(ND_FLOAT64, true), Dims{2});
  EXPECT_EQ(nd::take(*a, *array_of(std::vector<int64_t>{4, 1}), nullptr, ND_MODE_RAISE, out.get()).get(), out.get());
  EXPECT_EQ(values(*out), (std::vector<double>{4, 1}));
  expect_error(ND_VALUE_ERROR, "take: output array has shape (2,), but the result has shape (1,)",
               [&] { nd::take(*a, *array_of(std::vector<int64_t>{4}), nullptr, ND_MODE_RAISE, out.get()); });
}

TEST(Take, Refuses) {
  const Ref<Array> a = counted(nd::dtype_of<float>(), Dims{2, 3});
  const int64_t axis = 1, wrong = 2;
  expect_error(ND_INDEX_ERROR, "index 3 is out of bounds for axis 1 with size 3",
               [&] { nd::take(*a, *array_of(std::vector<int64_t>{0, 3}), &axis, ND_MODE_RAISE); });
  expect_error(ND_AXIS_ERROR, "take: axis 2 is out of bounds for an array of 2 dimensions",
               [&] { nd::take(*a, *nd::scalar(int64_t{0}), &wrong, ND_MODE_RAISE); });
  expect_error(ND_VALUE_ERROR, "take: clipmode must be one of 'clip', 'raise', or 'wrap', not 7",
               [&] { nd::take(*a, *nd::scalar(int64_t{0}), &axis, 7); });
  expect_error(ND_TYPE_ERROR,
               "take: Cannot cast array data from dtype('float64') to dtype('int64') according to the rule 'safe'",
               [&] { nd::take(*a, *nd::scalar(0.0), &axis, ND_MODE_RAISE); });
  const Ref<Array> empty = nd::zeros(nd::dtype_of<float>(), Dims{0});
  for (const int32_t mode : {ND_MODE_RAISE, ND_MODE_WRAP, ND_MODE_CLIP}) {
    expect_error(ND_INDEX_ERROR, "take: cannot do a non-empty take from an empty axis",
                 [&] { nd::take(*empty, *nd::scalar(int64_t{0}), nullptr, mode); });
    EXPECT_EQ(nd::take(*empty, *nd::zeros(nd::dtype_of<int64_t>(), Dims{0}), nullptr, mode)->size, 0);
  }
}

TEST(Put, RepeatsItsValuesInOrder) {
  const std::vector<int64_t> at{3, -1, 0, 3};
  for (const std::string& layout : kLayouts) {
    const Ref<Array> a = counted(nd::dtype_of<int32_t>(), Dims{2, 3}, layout);
    nd::put(*a, *array_of(at), *array_of(std::vector<double>{50.5, 60}), ND_MODE_RAISE);
    EXPECT_EQ(values(*a), (std::vector<double>{50, 1, 2, 60, 4, 60})) << layout;
  }
  const Ref<Array> a = counted(nd::dtype_of<int32_t>(), Dims{kExtent});
  nd::put(*a, *array_of(std::vector<int64_t>{-9, 9}), *array_of(std::vector<int32_t>{70, 80}), ND_MODE_CLIP);
  EXPECT_EQ(values(*a), (std::vector<double>{70, 1, 2, 3, 80}));
  nd::put(*a, *array_of(std::vector<int64_t>{-9, 8}), *array_of(std::vector<int32_t>{5, 6}), ND_MODE_WRAP);
  EXPECT_EQ(values(*a), (std::vector<double>{70, 5, 2, 6, 80}));
  nd::put(*a, *array_of(std::vector<int64_t>{99}), *nd::zeros(nd::dtype_of<double>(), Dims{0}), ND_MODE_RAISE);
  expect_error(ND_INDEX_ERROR, "index 5 is out of bounds for axis 0 with size 5",
               [&] { nd::put(*a, *array_of(std::vector<int64_t>{0, 5}), *nd::scalar(1.0), ND_MODE_RAISE); });
  EXPECT_EQ(values(*a), (std::vector<double>{70, 5, 2, 6, 80}));
}

TEST(Put, ValuesMayBeTheTargetItself) {
  const Ref<Array> a = counted(nd::dtype_of<int64_t>(), Dims{4});
  nd::put(*a, *array_of(std::vector<int64_t>{1, 2, 3}), *a, ND_MODE_RAISE);
  EXPECT_EQ(values(*a), (std::vector<double>{0, 0, 1, 2}));
}

TEST(Compress, KeepsSlicesWhereTheConditionHolds) {
  for (const std::string& layout : kLayouts) {
    const Ref<Array> a = counted(nd::dtype_of<uint8_t>(), Dims{2, 3}, layout);
    const int64_t axis = 1;
    const Ref<Array> condition = array_of(std::vector<int64_t>{0, 5, 1}, Dims{3}, layout);
    EXPECT_EQ(values(*nd::compress(*condition, *a, &axis)), (std::vector<double>{1, 2, 4, 5})) << layout;
    EXPECT_EQ(values(*nd::compress(*condition, *a, nullptr)), (std::vector<double>{1, 2})) << layout;
  }
  expect_error(ND_VALUE_ERROR, "compress: condition must be a 1-d array, not 0-d",
               [] { nd::compress(*nd::scalar(true ? int64_t{1} : 0), *nd::scalar(1.0), nullptr); });
}

TEST(TakeAlongAxis, PicksFromEachLineAndPutsBack) {
  for (const std::string& layout : kLayouts) {
    const Ref<Array> a = counted(nd::dtype_of<float>(), Dims{2, 3}, layout);
    const Ref<Array> at = array_of(std::vector<int64_t>{2, 0, -1, 1}, Dims{2, 2}, layout);
    EXPECT_EQ(elements<float>(*nd::take_along_axis(*a, *at, 1)), (std::vector<float>{2, 0, 5, 4})) << layout;
    const Ref<Array> one = array_of(std::vector<int64_t>{1, 0, 1}, Dims{1, 3}, layout);
    EXPECT_EQ(elements<float>(*nd::take_along_axis(*a, *one, 0)), (std::vector<float>{3, 1, 5})) << layout;
    nd::put_along_axis(*a, *at, *array_of(std::vector<double>{10, 20}), 1);
    EXPECT_EQ(values(*a), (std::vector<double>{20, 1, 10, 3, 20, 10})) << layout;
  }
  const Ref<Array> a = counted(nd::dtype_of<float>(), Dims{2, 3});
  expect_error(ND_INDEX_ERROR, "index 3 is out of bounds for axis 1 with size 3",
               [&] { nd::take_along_axis(*a, *array_of(std::vector<int64_t>{3, 0}, Dims{2, 1}), 1); });
  EXPECT_THROW(nd::take_along_axis(*a, *array_of(std::vector<int64_t>{0}), 1), nd::Error);
  EXPECT_THROW(nd::take_along_axis(*a, *array_of(std::vector<double>{0, 0}, Dims{2, 1}), 1), nd::Error);
}

}  // namespace
