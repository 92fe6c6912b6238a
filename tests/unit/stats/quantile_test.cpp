// Quantiles: the thirteen methods, axes, dtypes, NaNs, refusals.
#include "stats/quantile.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "elements.hpp"
#include "errors.hpp"

namespace nd {
namespace {

using test::array_of;
using test::expect_error;
using test::values;
using Values = std::vector<double>;

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
constexpr int64_t kLast[] = {-1};
const Axes kRows{kLast, false};

TEST(Quantile, EveryMethodChoosesItsElements) {
  const Ref<Array> a = array_of<double>({40, 10, 30, 20});
  const Ref<Array> q = scalar(0.4);
  // By the definitions of Hyndman and Fan: the place among four is 4q + m.
  const Values expected{22, 20, 20, 20, 16, 21, 20, 62.0 / 3, 20.75, 20, 30, 25, 20};
  for (size_t method = 0; method < expected.size(); ++method) {
    const Values found = values(*quantile(*a, *q, {.axes = {}, .method = static_cast<QuantileMethod>(method)}));
    EXPECT_DOUBLE_EQ(found[0], expected[method]) << method;
  }
}

TEST(Quantile, AxesOfTheSharesComeFirst) {
  const int64_t shape[] = {2, 5};
  const Ref<Array> q = array_of<double>({0, 0.5, 1}, Dims{3, 1});
  for (const std::string& layout : test::kLayouts) {
    const Ref<Array> found = quantile(*test::counted(dtype_of<int32_t>(), shape, layout), *q, {.axes = kRows});
    EXPECT_EQ(Dims(found->shape()), (Dims{3, 1, 2}));
    EXPECT_EQ(values(*found), (Values{0, 5, 2, 7, 4, 9})) << layout;
  }
  const Ref<Array> percents = array_of<double>({25, 75});
  const Ref<Array> kept =
      percentile(*test::counted(dtype_of<float>(), shape), *percents, {.axes = kRows, .keepdims = true});
  EXPECT_EQ(Dims(kept->shape()), (Dims{2, 2, 1}));
  EXPECT_EQ(values(*kept), (Values{1, 6, 3, 8}));
}

TEST(Quantile, WeakSharesAdaptToTheElements) {
  const Ref<Array> half = scalar(0.5, ND_WEAK_FLOAT);
  const Ref<Array> a = test::counted(dtype_of<float>(), Dims{4});
  EXPECT_EQ(quantile(*a, *half)->dtype->code, ND_FLOAT32);
  EXPECT_EQ(quantile(*a, *scalar(0.5))->dtype->code, ND_FLOAT64);
  // Elements as they are stay of their dtype.
  const Ref<Array> whole = test::counted(dtype_of<int16_t>(), Dims{4});
  EXPECT_EQ(quantile(*whole, *half, {.axes = {}, .method = QuantileMethod::lower})->dtype->code, ND_INT16);
}

TEST(Quantile, NansWinOrArePassedOver) {
  const Ref<Array> a = array_of<double>({4, kNan, 2, 1, 3, 5}, Dims{2, 3});
  const Ref<Array> half = scalar(0.5);
  const Values plain = values(*quantile(*a, *half, {.axes = kRows}));
  EXPECT_TRUE(std::isnan(plain[0]));
  EXPECT_EQ(plain[1], 3.0);
  EXPECT_EQ(values(*nanquantile(*a, *half, {.axes = kRows})), (Values{3, 3}));
  EXPECT_EQ(values(*nanpercentile(*a, *scalar(100.0))), (Values{5}));
}

TEST(Quantile, RefusesWhatHasNone) {
  const Ref<Array> a = test::counted(dtype_of<double>(), Dims{3});
  expect_error(ND_VALUE_ERROR, "quantile: argument `q` must be in the range [0, 1]",
               [&] { quantile(*a, *scalar(1.5)); });
  expect_error(ND_VALUE_ERROR, "percentile: argument `q` must be in the range [0, 100]",
               [&] { percentile(*a, *scalar(-1.0)); });
  expect_error(ND_VALUE_ERROR, "quantile: argument `q` must be in the range [0, 1]",
               [&] { quantile(*a, *scalar(kNan)); });
  expect_error(ND_TYPE_ERROR, "quantile: argument `a` must be an array of real numbers",
               [&] { quantile(*test::counted(dtype_of(ND_COMPLEX128), Dims{3}), *scalar(0.5)); });
  EXPECT_THROW(quantile(*test::counted(dtype_of<double>(), Dims{0}), *scalar(0.5)), Error);
  EXPECT_THROW(quantile(*a, *array_of<double>({0.5}, Dims{1, 1, 1})), Error);
}

}  // namespace
}  // namespace nd
