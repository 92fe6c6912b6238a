// What is made of products and factorisations: kron, cross, powers, norms, pseudo-inverses. Whole numbers where sums
// are exact.
#include <gtest/gtest.h>

#include <cmath>
#include <limits>

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

TEST(PseudoInverse, SmallSingularValuesCountAsZero) {
  const Ref<Array> x = array_of<double>({2, 0, 0, 0.01, 0, 0}, Dims{3, 2});
  EXPECT_EQ(values(*pseudo_inverse(*x, nullptr, false)), (Values{0.5, 0, 0, 0, 100, 0}));
  const Ref<Array> limit = scalar(0.1);
  EXPECT_EQ(values(*pseudo_inverse(*x, limit.get(), false)), (Values{0.5, 0, 0, 0, 0, 0}));
  EXPECT_EQ(Dims(pseudo_inverse(*zeros(dtype_of<float>(), Dims{2, 0, 3}), nullptr, false)->shape()), (Dims{2, 3, 0}));
  EXPECT_EQ(values(*pseudo_inverse(*array_of<double>({-2, 0, 0, 4}, Dims{2, 2}), nullptr, true)),
            (Values{-0.5, 0, 0, 0.25}));
  EXPECT_EQ(values(*svd_hermitian(*array_of<double>({-2, 0, 0, 1}, Dims{2, 2}), false).s), (Values{2, 1}));
}

}  // namespace
}  // namespace nd
