// Least squares by hand: fits, residuals, rank, the shortest of many solutions, and what is refused.
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
using nd::test::expect_close;
using nd::test::expect_error;
using nd::test::kLayouts;
using nd::test::Numbers;

TEST(LeastSquares, OfAFit) {
  for (const auto& layout : kLayouts) {
    // The line through (0, 1), (1, 3), (2, 4) that misses least: 7/6 + 3/2 t, whose squared errors sum up to 1/6.
    const Ref<Array> a = array_of(Numbers{1, 0, 1, 1, 1, 2}, Dims{3, 2}, layout);
    const nd::LeastSquares found = nd::least_squares(*a, *array_of(Numbers{1, 3, 4}, Dims{3}, layout), nullptr);
    expect_close(elements<double>(*found.x), {7.0 / 6, 1.5}, layout);
    expect_close(elements<double>(*found.residuals), {1.0 / 6}, layout);
    EXPECT_EQ(found.rank, 2);
    EXPECT_EQ(found.s->size, 2);
  }
}

TEST(LeastSquares, TheShortestOfMany) {
  const Ref<Array> a = array_of(Numbers{1, 1, 1, 1}, Dims{2, 2});
  const nd::LeastSquares found = nd::least_squares(*a, *array_of(Numbers{2, 4}, Dims{2, 1}), nullptr);
  expect_close(elements<double>(*found.x), {1.5, 1.5}, "x");
  EXPECT_EQ(found.rank, 1);
  EXPECT_EQ(found.residuals->size, 0);
  const Ref<Array> large = nd::scalar(0.9);
  EXPECT_EQ(nd::least_squares(*array_of(Numbers{2, 0, 0, 1}, Dims{2, 2}), *a, large.get()).rank, 1);
}

TEST(LeastSquares, OfNothing) {
  const nd::LeastSquares found = nd::least_squares(*array_of(Numbers{}, Dims{0, 2}), *array_of(Numbers{}), nullptr);
  EXPECT_EQ(elements<double>(*found.x), (Numbers{0, 0}));
  EXPECT_EQ(found.rank, 0);
}

TEST(LeastSquares, Refused) {
  const Ref<Array> a = array_of(Numbers{1, 2}, Dims{2, 1});
  expect_error(ND_LINALG_ERROR, "lstsq: Incompatible dimensions",
               [&] { nd::least_squares(*a, *array_of(Numbers{1}), nullptr); });
  expect_error(ND_LINALG_ERROR, "lstsq: 1-dimensional array given. Array must be two-dimensional",
               [&] { nd::least_squares(*array_of(Numbers{1}), *a, nullptr); });
  expect_error(ND_LINALG_ERROR, "lstsq: SVD did not converge in Linear Least Squares",
               [&] { nd::least_squares(*a, *array_of(Numbers{1, NAN}), nullptr); });
  expect_error(ND_VALUE_ERROR, "lstsq: argument `rcond` must be 0-d, not of shape (2, 1)",
               [&] { nd::least_squares(*a, *a, a.get()); });
}

}  // namespace
