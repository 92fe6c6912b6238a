// Determinants by hand, in every layout, of stacks, of nothing, and where their factors leave the range.
#include <gtest/gtest.h>

#include <cmath>

#include "array/creation.hpp"
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
using nd::test::stacked;

TEST(Determinant, ByHand) {
  for (const auto& layout : kLayouts) {
    EXPECT_EQ(elements<double>(*nd::determinant(*array_of(Numbers{3, 8, 4, 6}, Dims{2, 2}, layout))), (Numbers{-14}));
    // 4 (30 - 9) - (6 - 6) + 2 (3 - 10) = 70; 2 (9 - 1) = 16
    expect_close(elements<double>(*nd::determinant(*array_of(stacked(), Dims{2, 3, 3}, layout))), {70, 16}, layout);
  }
  EXPECT_EQ(elements<double>(*nd::determinant(*nd::zeros(nd::dtype_of<double>(), Dims{2, 0, 0}))), (Numbers{1, 1}));
  EXPECT_EQ(nd::determinant(*nd::zeros(nd::dtype_of<double>(), Dims{0, 3, 3}))->size, 0);
  expect_error(ND_LINALG_ERROR, "det: Last 2 dimensions of the array must be square, not (2, 3)",
               [] { nd::determinant(*array_of(Numbers(6), Dims{2, 3})); });
}

TEST(Determinant, LargerThanTheSmallOnes) {
  const int64_t n = 12;
  Numbers values(static_cast<size_t>(n * n));
  for (size_t i = 0; i < 12; ++i) {
    for (size_t j = i; j < 12; ++j) values[i * 12 + j] = i == j ? 2 : 5;
  }
  std::swap_ranges(values.begin(), values.begin() + 12, values.begin() + 12);
  EXPECT_EQ(elements<double>(*nd::determinant(*array_of(values, Dims{n, n}))), (Numbers{-4096}));
}

TEST(Determinant, FactorsMayLeaveTheRange) {
  const Ref<Array> a = array_of(Numbers{1e200, 0, 0, 0, 1e200, 0, 0, 0, 1e-300}, Dims{3, 3});
  EXPECT_NEAR(elements<double>(*nd::determinant(*a))[0] / 1e100, 1, 1e-12);
  const auto [sign, logarithm] = nd::sign_log_determinant(*array_of(Numbers{0, 1e300, 1e300, 0}, Dims{2, 2}));
  EXPECT_EQ(elements<double>(*sign), (Numbers{-1}));
  EXPECT_NEAR(elements<double>(*logarithm)[0], 600 * std::log(10.0), 1e-10);
  const auto singular = nd::sign_log_determinant(*nd::zeros(nd::dtype_of<double>(), Dims{2, 2}));
  EXPECT_EQ(elements<double>(*singular.sign), (Numbers{0}));
  EXPECT_EQ(elements<double>(*singular.logarithm), (Numbers{-INFINITY}));
}

TEST(Determinant, OfComplexMatrices) {
  using nd::complex128;
  const std::vector<complex128> values{{0, 1}, {1, 0}, {2, 0}, {0, 3}};
  const auto found = elements<complex128>(*nd::determinant(*array_of(values, Dims{2, 2})));
  EXPECT_NEAR(found[0].re, -5, 1e-14);
  EXPECT_NEAR(found[0].im, 0, 1e-14);
}

}  // namespace
