// What is made of products: kron, cross, powers of matrices. Whole numbers where sums are exact.
#include <gtest/gtest.h>

#include <limits>
#include <string>
#include <vector>

#include "elements.hpp"
#include "errors.hpp"
#include "linalg/linalg.hpp"

namespace nd {
namespace {

using test::array_of;
using test::expect_error;
using test::values;
using Values = std::vector<double>;

TEST(Kron, BlocksInEveryLayoutAndOfOtherRanks) {
  for (const std::string& layout : test::kLayouts) {
    const Ref<Array> a = array_of<int16_t>({1, 2, 3, 4}, Dims{2, 2}, layout);
    EXPECT_EQ(values(*kron(*a, *array_of<int16_t>({1, 10}))), (Values{1, 10, 2, 20, 3, 30, 4, 40})) << layout;
  }
  EXPECT_EQ(Dims(kron(*array_of<int8_t>({1, 2}), *test::counted(dtype_of<int8_t>(), Dims{3, 1, 2}))->shape()),
            (Dims{3, 1, 4}));
  EXPECT_EQ(kron(*scalar(2.0), *scalar(3.0))->ndim, 0);
  const Dims many(33, 1);
  expect_error(ND_VALUE_ERROR, "kron: more than 32 dimensions: 33",
               [&] { kron(*empty(dtype_of<double>(), many), *scalar(1.0)); });
}

TEST(Cross, AlongAnyAxis) {
  const Ref<Array> a = array_of<int32_t>({1, 2, 3}), b = array_of<int32_t>({4, 5, 6});
  EXPECT_EQ(values(*cross(*a, *b, 0, -1, -1)), (Values{-3, 6, -3}));
  const Ref<Array> columns = array_of<int32_t>({1, 0, 0, 1, 0, 0}, Dims{3, 2});
  const Ref<Array> found = cross(*columns, *b, 0, 0, 0);
  EXPECT_EQ(Dims(found->shape()), (Dims{3, 2}));
  EXPECT_EQ(values(*found), (Values{0, 6, -6, 0, 5, -4}));
  EXPECT_THROW(cross(*array_of<double>({1, 2}), *b, 0, 0, 0), Error);
  EXPECT_THROW(cross(*a, *b, 1, 0, 0), Error);
  EXPECT_THROW(cross(*a, *b, 0, 0, 2), Error);
}

TEST(MatrixPower, OfWholeNumbersAndInverses) {
  const Ref<Array> fibonacci = array_of<int64_t>({1, 1, 1, 0}, Dims{2, 2});
  EXPECT_EQ(values(*matrix_power(*fibonacci, 10)), (Values{89, 55, 55, 34}));
  EXPECT_EQ(values(*matrix_power(*fibonacci, 0)), (Values{1, 0, 0, 1}));
  EXPECT_NE(matrix_power(*fibonacci, 1)->data, fibonacci->data);
  EXPECT_EQ(values(*matrix_power(*array_of<double>({2, 0, 0, 4}, Dims{2, 2}), -2)), (Values{0.25, 0, 0, 0.0625}));
  const Ref<Array> one = array_of<double>({1}, Dims{1, 1});
  EXPECT_EQ(values(*matrix_power(*one, std::numeric_limits<int64_t>::min())), (Values{1}));
  EXPECT_THROW(matrix_power(*array_of<double>({1, 2}, Dims{1, 2}), 2), Error);
  EXPECT_THROW(matrix_power(*zeros(dtype_of<double>(), Dims{2, 2}), -1), Error);
}

}  // namespace
}  // namespace nd
