// Covariances and correlations, against sums written out here: numbers that make every one of them exact.
#include "linalg/covariance.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "elements.hpp"
#include "errors.hpp"
#include "shape/shape.hpp"

namespace nd {
namespace {

using test::array_of;
using test::expect_error;
using test::values;
using Values = std::vector<double>;

const std::vector<double> kObserved{1, 2, 3, 6, 8, 4, 2, 2};  // two variables, their means are 3 and 4

TEST(Covariance, OfRowsAndColumnsInEveryLayout) {
  for (const std::string& layout : test::kLayouts) {
    const Ref<Array> m = array_of(kObserved, Dims{2, 4}, layout);
    EXPECT_EQ(values(*covariance(*m, {.ddof = 2})), (Values{7, -7, -7, 12})) << layout;
    EXPECT_EQ(values(*covariance(*m, {.ddof = 0})), (Values{3.5, -3.5, -3.5, 6})) << layout;
    EXPECT_EQ(values(*covariance(*transpose(*m), {.rows = false, .ddof = 2})), (Values{7, -7, -7, 12})) << layout;
  }
}

TEST(Covariance, OfFurtherVariablesAndOfOne) {
  const Ref<Array> x = array_of<int32_t>({1, 2, 3, 6}), y = array_of<float>({8, 4, 2, 2});
  EXPECT_EQ(values(*covariance(*x, {.y = y.get(), .ddof = 2})), (Values{7, -7, -7, 12}));
  const Ref<Array> one = covariance(*x, {.ddof = 0});
  EXPECT_EQ(one->ndim, 0);
  EXPECT_EQ(values(*one), (Values{3.5}));
  EXPECT_EQ(covariance(*y, {.dtype = dtype_of<float>()})->dtype->code, ND_FLOAT32);
  EXPECT_EQ(covariance(*y)->dtype->code, ND_FLOAT64);
}

TEST(Covariance, FrequenciesRepeatAndImportancesWeigh) {
  const Ref<Array> m = array_of<double>({1, 3, 7, 4, 6, 2}, Dims{2, 3}), often = array_of<int64_t>({1, 2, 1});
  const Ref<Array> repeated = array_of<double>({1, 3, 3, 7, 4, 6, 6, 2}, Dims{2, 4});
  EXPECT_EQ(values(*covariance(*m, {.frequencies = often.get()})), values(*covariance(*repeated)));
  const Ref<Array> heavy = array_of<double>({1, 2, 1});
  EXPECT_EQ(values(*covariance(*m, {.ddof = 0, .importances = heavy.get()})),
            values(*covariance(*repeated, {.ddof = 0})));
}

TEST(Covariance, OfComplexNumbersIsHermitian) {
  const Ref<Array> z = array_of<complex128>({{0, 0}, {2, 2}, {1, 1}, {1, -1}}, Dims{2, 2});
  const Ref<Array> found = covariance(*z);
  const auto* const c = found->as<complex128>();
  EXPECT_EQ(c[0].re, 4.0);
  EXPECT_EQ(c[3].re, 2.0);
  EXPECT_EQ(c[1].re, c[2].re);
  EXPECT_EQ(c[1].im, -c[2].im);
  EXPECT_NE(c[1].im, 0.0);
}

TEST(Correlation, StaysWithinOne) {
  const Ref<Array> m = array_of<double>({1, 2, 3, 2, 4, 6, 3, 2, 1}, Dims{3, 3});
  const Values found = values(*correlation(*m));
  const Values expected{1, 1, -1, 1, 1, -1, -1, -1, 1};
  for (size_t i = 0; i < found.size(); ++i) {
    EXPECT_DOUBLE_EQ(found[i], expected[i]);
    EXPECT_LE(std::abs(found[i]), 1.0);
  }
}

TEST(Covariance, Refuses) {
  const Ref<Array> m = array_of(kObserved, Dims{2, 4}), three = array_of<double>({1, 2, 3});
  EXPECT_THROW(covariance(*array_of(kObserved, Dims{2, 2, 2})), Error);
  EXPECT_THROW(covariance(*m, {.importances = three.get()}), Error);
  EXPECT_THROW(covariance(*m, {.y = three.get()}), Error);
  const Ref<Array> parts = array_of<double>({1, 2.5, 1, 1}), negative = array_of<double>({1, -1, 1, 1});
  expect_error(ND_TYPE_ERROR, "cov: fweights must be integer", [&] { covariance(*m, {.frequencies = parts.get()}); });
  expect_error(ND_VALUE_ERROR, "cov: aweights cannot be negative",
               [&] { covariance(*m, {.importances = negative.get()}); });
}

}  // namespace
}  // namespace nd
