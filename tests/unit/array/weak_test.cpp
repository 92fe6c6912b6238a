// Python-like integers must fit the dtype they are to take.
#include <gtest/gtest.h>

#include "array/array.hpp"
#include "errors.hpp"

namespace {

using nd::Array;
using nd::Ref;
using nd::test::expect_error;

TEST(WeakInteger, MustFit) {
  const Ref<Array> large = nd::scalar(int64_t{300}, ND_WEAK_INT);
  EXPECT_FALSE(nd::weak_integer_fits(*large, nd::dtype_of<int8_t>()));
  EXPECT_TRUE(nd::weak_integer_fits(*large, nd::dtype_of<int16_t>()));
  EXPECT_TRUE(nd::weak_integer_fits(*large, nd::dtype_of<nd::float16>()));
  EXPECT_TRUE(nd::weak_integer_fits(*nd::scalar(int64_t{300}), nd::dtype_of<int8_t>()));
  EXPECT_FALSE(nd::weak_integer_fits(*nd::scalar(int64_t{-1}, ND_WEAK_INT), nd::dtype_of<uint64_t>()));
  EXPECT_TRUE(nd::weak_integer_fits(*nd::scalar(UINT64_MAX, ND_WEAK_INT), nd::dtype_of<uint64_t>()));
  expect_error(ND_OVERFLOW_ERROR, "Python integer 300 out of bounds for int8",
               [&] { nd::check_weak_integer(*large, nd::dtype_of<int8_t>()); });
}

}  // namespace
