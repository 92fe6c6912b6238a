// Constants, unit matrices and foreign memory.
#include "array/creation.hpp"

#include <gtest/gtest.h>

#include <vector>

#include "errors.hpp"
#include "layouts.hpp"

namespace {

using nd::Array;
using nd::Dims;
using nd::Ref;
using nd::scalar;
using nd::test::expect_error;
using nd::test::values;

TEST(Eye, PutsOnesOnTheDiagonal) {
  EXPECT_EQ(values(*nd::eye(2, 3, 1, nd::dtype_of<int8_t>())), (std::vector<double>{0, 1, 0, 0, 0, 1}));
  EXPECT_EQ(values(*nd::eye(2, 3, -1, nd::dtype_of<float>(), ND_ORDER_F)), (std::vector<double>{0, 0, 0, 1, 0, 0}));
  for (const int64_t k : {INT64_MIN, INT64_MAX, int64_t{3}, int64_t{-2}}) {
    EXPECT_EQ(values(*nd::eye(2, 3, k, nd::dtype_of<double>())), std::vector<double>(6, 0));
  }
}

TEST(Full, BroadcastsItsValue) {
  EXPECT_EQ(values(*nd::full(Dims{2, 2}, *scalar(7.0), nd::dtype_of<int16_t>())), std::vector<double>(4, 7));
  const Ref<Array> row = nd::test::counted(nd::dtype_of<float>(), Dims{3});
  EXPECT_EQ(values(*nd::full(Dims{2, 3}, *row)), (std::vector<double>{0, 1, 2, 0, 1, 2}));
  expect_error(ND_OVERFLOW_ERROR, "Python integer 256 out of bounds for uint8",
               [] { nd::full(Dims{1}, *scalar(int64_t{256}, ND_WEAK_INT), nd::dtype_of<uint8_t>()); });
}

TEST(Wrap, CallsTheDeleterOnceWhenTheLastViewIsGone) {
  int64_t numbers[6] = {0, 1, 2, 3, 4, 5};
  int calls = 0;
  const auto count = [](void*, void* context) { ++*static_cast<int*>(context); };
  {
    const int64_t strides[1] = {-8};
    Ref<Array> a = nd::wrap(numbers + 5, nd::dtype_of<int64_t>(), Dims{6}, strides, true, count, &calls);
    EXPECT_EQ(values(*a), (std::vector<double>{5, 4, 3, 2, 1, 0}));
    EXPECT_EQ(a->buffer->bytes, sizeof numbers);
    const Ref<Array> seen = nd::view(*a, a->data, Dims{2}, Dims{-8});
    a = nullptr;
    EXPECT_EQ(calls, 0);
  }
  EXPECT_EQ(calls, 1);
}

TEST(Wrap, RefusesStridesThatLeaveTheAddressSpace) {
  int64_t number = 0;
  const int64_t strides[2] = {INT64_MAX, INT64_MAX};
  EXPECT_THROW(nd::wrap(&number, nd::dtype_of<int64_t>(), Dims{3, 3}, strides, true, nullptr, nullptr), nd::Error);
  // Each reach is a number of bytes, but below the first address there is nothing.
  const int64_t downwards[1] = {INT64_MIN / 2};
  expect_error(ND_VALUE_ERROR, ": strides reach out of the address space",
               [&] { nd::wrap(&number, nd::dtype_of<int64_t>(), Dims{2}, downwards, true, nullptr, nullptr); });
  expect_error(ND_VALUE_ERROR, ": argument `data` must not be NULL",
               [] { nd::from_memory(nullptr, nd::dtype_of<int64_t>(), Dims{3}, nullptr); });
  EXPECT_EQ(nd::from_memory(nullptr, nd::dtype_of<int64_t>(), Dims{0, 3}, nullptr)->size, 0);
}

}  // namespace
