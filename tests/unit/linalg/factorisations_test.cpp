// solve, inverse, eigh and svd: the equations they promise, in every layout, for stacked and empty matrices; singular
// and ill-shaped ones.
#include <gtest/gtest.h>

#include <cmath>

#include "array/creation.hpp"
#include "core/cancel.hpp"
#include "elements.hpp"
#include "errors.hpp"
#include "linalg/linalg.hpp"

namespace {

using nd::Array;
using nd::Dims;
using nd::Ref;
using nd::test::array_of;
using nd::test::elements;
using nd::test::expect_error;
using nd::test::kLayouts;

using Numbers = std::vector<double>;

void expect_close(const Numbers& a, const Numbers& b, const std::string& where) {
  ASSERT_EQ(a.size(), b.size()) << where;
  // Matrices here are small and well conditioned: a few units in the last place of numbers up to 10.
  for (size_t i = 0; i < a.size(); ++i) EXPECT_NEAR(a[i], b[i], 1e-13) << where << ' ' << i;
}

// (rows × inner) times (inner × columns), C order.
Numbers times(const Numbers& a, const Numbers& b, size_t inner) {
  const size_t rows = a.size() / inner, columns = b.size() / inner;
  Numbers result(rows * columns);
  for (size_t i = 0; i < rows; ++i) {
    for (size_t j = 0; j < columns; ++j) {
      for (size_t k = 0; k < inner; ++k) result[i * columns + j] += a[i * inner + k] * b[k * columns + j];
    }
  }
  return result;
}

Numbers transposed(const Numbers& a, size_t columns) {
  Numbers result;
  for (size_t j = 0; j < columns; ++j) {
    for (size_t i = 0; i < a.size() / columns; ++i) result.push_back(a[i * columns + j]);
  }
  return result;
}

Numbers identity(size_t n) {
  Numbers result(n * n);
  for (size_t i = 0; i < n; ++i) result[i * n + i] = 1;
  return result;
}

const Numbers kFirst{4, 1, 2, 1, 5, 3, 2, 3, 6}, kSecond{2, 0, 0, 0, 3, 1, 0, 1, 3};

Numbers stacked() {
  Numbers both = kFirst;
  both.insert(both.end(), kSecond.begin(), kSecond.end());
  return both;
}

Numbers part(const Array& a, size_t which, size_t count) {
  const Numbers all = elements<double>(a);
  return {all.begin() + static_cast<std::ptrdiff_t>(which * count),
          all.begin() + static_cast<std::ptrdiff_t>((which + 1) * count)};
}

TEST(Solve, VectorsMatricesAndStacks) {
  const Numbers right{1, 2, 3, 4, 5, 6};
  for (const std::string& layout : kLayouts) {
    const Ref<Array> a = array_of(kFirst, Dims{3, 3}, layout);
    const Ref<Array> vector = nd::solve(*a, *array_of(Numbers{1, 2, 3}, Dims{3}, layout));
    EXPECT_EQ(nd::text(vector->shape()), "(3,)");
    expect_close(times(kFirst, elements<double>(*vector), 3), {1, 2, 3}, layout);
    const Ref<Array> stack = array_of(stacked(), Dims{2, 3, 3}, layout);
    const Ref<Array> both = nd::solve(*stack, *array_of(right, Dims{3, 2}, layout));
    EXPECT_EQ(nd::text(both->shape()), "(2, 3, 2)");
    expect_close(times(kFirst, part(*both, 0, 6), 3), right, layout);
    expect_close(times(kSecond, part(*both, 1, 6), 3), right, layout);
    const Ref<Array> inverse = nd::inverse(*stack);
    expect_close(times(kFirst, part(*inverse, 0, 9), 3), identity(3), layout);
    expect_close(times(kSecond, part(*inverse, 1, 9), 3), identity(3), layout);
  }
}

TEST(Solve, DtypesEmptyAndRefused) {
  const Ref<Array> whole = array_of(std::vector<int16_t>{2, 0, 0, 4}, Dims{2, 2});
  EXPECT_EQ(elements<double>(*nd::inverse(*whole)), (Numbers{0.5, 0, 0, 0.25}));
  const Ref<Array> single = array_of(std::vector<float>{2, 0, 0, 4}, Dims{2, 2});
  EXPECT_EQ(nd::inverse(*single)->dtype, nd::dtype_of<float>());
  EXPECT_EQ(nd::solve(*single, *whole)->dtype, nd::dtype_of<double>());
  EXPECT_EQ(nd::text(nd::inverse(*nd::zeros(nd::dtype_of<double>(), Dims{0, 0}))->shape()), "(0, 0)");
  EXPECT_EQ(nd::text(nd::inverse(*nd::zeros(nd::dtype_of<double>(), Dims{0, 3, 3}))->shape()), "(0, 3, 3)");
  const Ref<Array> singular = array_of(Numbers{1, 2, 2, 4}, Dims{2, 2});
  expect_error(ND_LINALG_ERROR, "solve: Singular matrix", [&] { nd::solve(*singular, *singular); });
  expect_error(ND_LINALG_ERROR, "inv: Singular matrix", [&] { nd::inverse(*singular); });
  expect_error(ND_LINALG_ERROR, "solve: Last 2 dimensions of the array must be square, not (2, 3)",
               [] { nd::solve(*nd::ones(nd::dtype_of<double>(), Dims{2, 3}), *nd::scalar(1.0)); });
  expect_error(ND_LINALG_ERROR, "inv: 1-dimensional array given. Array must be at least two-dimensional",
               [] { nd::inverse(*nd::ones(nd::dtype_of<double>(), Dims{2})); });
  expect_error(ND_VALUE_ERROR,
               "solve: Input operand 1 has a mismatch in its core dimension 0 (size 3 is different from 2)",
               [&] { nd::solve(*whole, *nd::ones(nd::dtype_of<double>(), Dims{3})); });
  expect_error(ND_TYPE_ERROR, "inv: array type float16 is unsupported in linalg",
               [] { nd::inverse(*nd::ones(nd::dtype_of<nd::float16>(), Dims{2, 2})); });
}

TEST(Eigh, ValuesAscendAndVectorsDiagonalise) {
  for (const std::string& layout : kLayouts) {
    const Ref<Array> stack = array_of(stacked(), Dims{2, 3, 3}, layout);
    for (const char triangle : {'L', 'U'}) {
      const nd::Eigh result = nd::eigh(*stack, triangle, true);
      for (size_t which = 0; which < 2; ++which) {
        const Numbers& matrix = which == 0 ? kFirst : kSecond;
        const Numbers values = part(*result.values, which, 3), vectors = part(*result.vectors, which, 9);
        EXPECT_TRUE(std::ranges::is_sorted(values));
        Numbers scaled = vectors;
        for (size_t i = 0; i < 9; ++i) scaled[i] *= values[i % 3];
        expect_close(times(matrix, vectors, 3), scaled, layout);
        expect_close(times(transposed(vectors, 3), vectors, 3), identity(3), layout);
      }
      expect_close(elements<double>(*nd::eigh(*stack, triangle, false).values), elements<double>(*result.values),
                   layout);
    }
  }
  // Only one triangle is read.
  const Ref<Array> lower = array_of(Numbers{2, 99, 1, 2}, Dims{2, 2});
  expect_close(elements<double>(*nd::eigh(*lower, 'L', false).values), {1, 3}, "lower");
  EXPECT_EQ(nd::text(nd::eigh(*nd::zeros(nd::dtype_of<double>(), Dims{0, 0}), 'L', true).vectors->shape()), "(0, 0)");
  expect_error(ND_VALUE_ERROR, "eigh: UPLO argument must be 'L' or 'U'", [&] { nd::eigh(*lower, 'X', true); });
}

TEST(Eigh, HermitianMatricesHaveRealValues) {
  const std::vector<nd::complex128> numbers{{2, 0}, {0, -1}, {0, 1}, {2, 0}};
  const nd::Eigh result = nd::eigh(*array_of(numbers, Dims{2, 2}), 'L', true);
  EXPECT_EQ(result.values->dtype, nd::dtype_of<double>());
  EXPECT_EQ(result.vectors->dtype, nd::dtype_of<nd::complex128>());
  expect_close(elements<double>(*result.values), {1, 3}, "hermitian");
}

TEST(Svd, FactorsMultiplyBack) {
  const Numbers wide{1, 2, 3, 4, 5, 7};
  for (const std::string& layout : kLayouts) {
    for (const bool full : {false, true}) {
      const Ref<Array> a = array_of(wide, Dims{2, 3}, layout);
      const nd::Svd result = nd::svd(*a, full, true);
      EXPECT_EQ(nd::text(result.u->shape()), "(2, 2)");
      EXPECT_EQ(nd::text(result.vh->shape()), full ? "(3, 3)" : "(2, 3)");
      const Numbers s = elements<double>(*result.s);
      EXPECT_GE(s[0], s[1]);
      EXPECT_GE(s[1], 0);
      Numbers scaled = elements<double>(*result.u);
      for (size_t i = 0; i < 4; ++i) scaled[i] *= s[i % 2];
      Numbers rows = elements<double>(*result.vh);
      rows.resize(6);
      expect_close(times(scaled, rows, 2), wide, layout);
      expect_close(elements<double>(*nd::svd(*a, full, false).s), s, layout);
    }
    const nd::Svd tall = nd::svd(*array_of(wide, Dims{3, 2}, layout), true, true);
    EXPECT_EQ(nd::text(tall.u->shape()), "(3, 3)");
    EXPECT_EQ(nd::text(tall.vh->shape()), "(2, 2)");
  }
  const nd::Svd empty = nd::svd(*nd::zeros(nd::dtype_of<double>(), Dims{0, 3}), true, true);
  EXPECT_EQ(nd::text(empty.u->shape()), "(0, 0)");
  EXPECT_EQ(elements<double>(*empty.vh), identity(3));
  EXPECT_EQ(nd::text(nd::svd(*nd::zeros(nd::dtype_of<double>(), Dims{0, 2, 3}), true, true).vh->shape()), "(0, 3, 3)");
  EXPECT_EQ(elements<double>(*nd::svd(*nd::zeros(nd::dtype_of<double>(), Dims{2, 0}), true, true).u), identity(2));
}

// Between the matrices of a stack; one alone cannot be stopped.
TEST(Factorisations, OfAStackCanBeCancelled) {
  const Ref<Array> stack = nd::full(Dims{3, 4, 4}, *nd::scalar(1.0));
  const auto token = Ref<nd::Token>::adopt(new nd::Token);
  nd::use_token(token);
  token->cancel();
  expect_error(ND_CANCELLED, ": the call was cancelled", [&] { nd::svd(*stack, true, true); });
  expect_error(ND_CANCELLED, ": the call was cancelled", [&] { nd::eigh(*stack, 'L', true); });
  expect_error(ND_CANCELLED, ": the call was cancelled", [&] { nd::solve(*stack, *stack); });
  expect_error(ND_CANCELLED, ": the call was cancelled", [&] { nd::inverse(*stack); });
  expect_error(ND_CANCELLED, ": the call was cancelled", [&] { nd::matmul(*stack, *stack); });
  nd::use_token(nullptr);
}

}  // namespace
