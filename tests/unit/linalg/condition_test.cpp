// Condition numbers and ranks by hand: diagonal matrices, singular ones, NaN, tolerances.
#include <gtest/gtest.h>

#include <cmath>

#include "errors.hpp"
#include "linalg/linalg.hpp"
#include "linalg/matrices.hpp"

namespace {

using nd::Array;
using nd::Dims;
using nd::Ref;
using nd::test::array_of;
using nd::test::elements;
using nd::test::expect_error;
using nd::test::Numbers;

using nd::MatrixNorm;

double condition(const Numbers& values, MatrixNorm norm) {
  return elements<double>(*nd::condition_number(*array_of(values, Dims{2, 2}), norm))[0];
}

TEST(Condition, OfDiagonalMatrices) {
  EXPECT_DOUBLE_EQ(condition({8, 0, 0, 2}, MatrixNorm::largest_singular), 4);
  EXPECT_DOUBLE_EQ(condition({8, 0, 0, 2}, MatrixNorm::smallest_singular), 0.25);
  EXPECT_DOUBLE_EQ(condition({8, 0, 0, 2}, MatrixNorm::largest_column), 4);
  EXPECT_DOUBLE_EQ(condition({8, 0, 0, 2}, MatrixNorm::largest_row), 4);
  EXPECT_DOUBLE_EQ(condition({1, 0, 0, 1}, MatrixNorm::frobenius), 2);
}

TEST(Condition, OfSingularMatricesAndNan) {
  EXPECT_EQ(condition({1, 2, 2, 4}, MatrixNorm::largest_column), INFINITY);
  EXPECT_EQ(condition({0, 0, 0, 0}, MatrixNorm::largest_singular), INFINITY);
  EXPECT_TRUE(std::isnan(condition({NAN, 2, 2, 4}, MatrixNorm::largest_row)));
  expect_error(ND_LINALG_ERROR, "cond: cond is not defined on empty arrays",
               [] { nd::condition_number(*array_of(Numbers{}, Dims{0, 0}), MatrixNorm::frobenius); });
}

TEST(MatrixRank, CountsWhatIsAboveATolerance) {
  const Ref<Array> a = array_of(Numbers{4, 0, 0, 1}, Dims{2, 2}), two = nd::scalar(2.0), half = nd::scalar(0.5);
  const auto rank = [](const Array& matrix, const Array* tol, bool hermitian, const Array* rtol) {
    return elements<int64_t>(*nd::matrix_rank(matrix, tol, hermitian, rtol))[0];
  };
  EXPECT_EQ(rank(*a, nullptr, false, nullptr), 2);
  EXPECT_EQ(rank(*a, two.get(), false, nullptr), 1);
  EXPECT_EQ(rank(*a, nullptr, true, half.get()), 1);
  EXPECT_EQ(rank(*array_of(Numbers{1, 2, 2, 4}, Dims{2, 2}), nullptr, false, nullptr), 1);
  EXPECT_EQ(rank(*array_of(Numbers{0, 3}), nullptr, false, nullptr), 1) << "a vector";
  EXPECT_EQ(rank(*array_of(Numbers{0, 0}), nullptr, false, nullptr), 0);
  expect_error(ND_VALUE_ERROR, "matrix_rank: `tol` and `rtol` can't be both set.",
               [&] { nd::matrix_rank(*a, two.get(), false, half.get()); });
}

}  // namespace
