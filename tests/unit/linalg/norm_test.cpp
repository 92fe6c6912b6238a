// Norms of vectors and of matrices.
#include <gtest/gtest.h>

#include <cmath>
#include <limits>
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

constexpr double kInfinity = std::numeric_limits<double>::infinity();

TEST(Norm, OfVectors) {
  const Ref<Array> x = array_of<double>({3, -4, 0, 12, 5, 0}, Dims{2, 3});
  const int64_t last[] = {-1};
  EXPECT_EQ(values(*vector_norm(*x, {last, false}, 2, false)), (Values{5, 13}));
  EXPECT_EQ(values(*vector_norm(*x, {last, false}, 1, true)), (Values{7, 17}));
  EXPECT_EQ(values(*vector_norm(*x, {last, false}, 0, false)), (Values{2, 2}));
  EXPECT_EQ(values(*vector_norm(*x, {}, kInfinity, false)), (Values{12}));
  EXPECT_EQ(values(*vector_norm(*x, {}, -kInfinity, true)), (Values{0}));
  EXPECT_DOUBLE_EQ(values(*vector_norm(*array_of<double>({1, 2, 3}), {}, 3, false))[0], std::cbrt(36.0));
  EXPECT_EQ(values(*vector_norm(*array_of<double>({}), {}, kInfinity, false)), (Values{0}));
  EXPECT_EQ(vector_norm(*array_of<int8_t>({3, 4}), {}, 2, false)->dtype->code, ND_FLOAT64);
  EXPECT_EQ(vector_norm(*array_of<complex64>({{3, 4}}), {}, 2, false)->dtype->code, ND_FLOAT32);
  const int64_t out[] = {2};
  EXPECT_THROW(vector_norm(*x, {out, false}, 2, false), Error);
}

TEST(Norm, OfMatrices) {
  const Ref<Array> x = array_of<double>({3, 0, 0, -4}, Dims{2, 2});
  const Values expected{5, 7, 4, 3, 4, 3, 4, 3};
  for (size_t norm = 0; norm < expected.size(); ++norm) {
    const Ref<Array> found = matrix_norm(*x, static_cast<MatrixNorm>(norm), -2, -1, true);
    EXPECT_DOUBLE_EQ(values(*found)[0], expected[norm]) << norm;
    EXPECT_EQ(Dims(found->shape()), (Dims{1, 1}));
  }
  const Ref<Array> stack = test::counted(dtype_of<int8_t>(), Dims{2, 3, 2});
  EXPECT_EQ(values(*matrix_norm(*stack, MatrixNorm::largest_column, 0, 2, false)), (Values{8, 12, 16}));
  EXPECT_EQ(values(*matrix_norm(*stack, MatrixNorm::largest_row, 0, 2, false)), (Values{13, 17, 21}));
  expect_error(ND_VALUE_ERROR, "matrix_norm: Duplicate axes given: 1 and -1",
               [&] { matrix_norm(*x, MatrixNorm::frobenius, 1, -1, false); });
}

}  // namespace
}  // namespace nd
