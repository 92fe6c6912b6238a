// Cholesky factors: their equation, which triangle is read, and what is refused.
#include <gtest/gtest.h>

#include "errors.hpp"
#include "linalg/linalg.hpp"
#include "linalg/matrices.hpp"

namespace {

using nd::Array;
using nd::Dims;
using nd::Ref;
using nd::test::array_of;
using nd::test::elements;
using nd::test::expect_close;
using nd::test::expect_error;
using nd::test::kFirst;
using nd::test::kLayouts;
using nd::test::Numbers;
using nd::test::times;
using nd::test::transposed;

TEST(Cholesky, FactorsMultiplyBack) {
  for (const auto& layout : kLayouts) {
    const Ref<Array> a = array_of(kFirst, Dims{3, 3}, layout);
    const Numbers lower = elements<double>(*nd::cholesky(*a, false)), upper = elements<double>(*nd::cholesky(*a, true));
    expect_close(times(lower, transposed(lower, 3), 3), kFirst, layout);
    expect_close(times(transposed(upper, 3), upper, 3), kFirst, layout);
    EXPECT_EQ(lower[1] + lower[2] + lower[5] + upper[3] + upper[6] + upper[7], 0);
  }
}

TEST(Cholesky, ReadsOneTriangle) {
  const Ref<Array> a = array_of(Numbers{4, 99, 2, 5}, Dims{2, 2});
  EXPECT_EQ(elements<double>(*nd::cholesky(*a, false)), (Numbers{2, 0, 1, 2}));
  const Ref<Array> b = array_of(Numbers{4, 2, 99, 5}, Dims{2, 2});
  EXPECT_EQ(elements<double>(*nd::cholesky(*b, true)), (Numbers{2, 1, 0, 2}));
  EXPECT_EQ(nd::cholesky(*array_of(Numbers{}, Dims{0, 0}), false)->size, 0);
}

TEST(Cholesky, Refused) {
  expect_error(ND_LINALG_ERROR, "cholesky: Matrix is not positive definite",
               [] { nd::cholesky(*array_of(Numbers{1, 2, 2, 1}, Dims{2, 2}), false); });
  expect_error(ND_LINALG_ERROR, "cholesky: 1-dimensional array given. Array must be at least two-dimensional",
               [] { nd::cholesky(*array_of(Numbers{1}), false); });
}

}  // namespace
