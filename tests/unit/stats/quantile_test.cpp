// Medians and quantiles in every layout, the thirteen methods, weights, NaNs, refusals.
#include "stats/quantile.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

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

TEST(Median, OfOddAndEvenNumbersInEveryLayout) {
  const int64_t shape[] = {2, 3};
  for (const std::string& layout : test::kLayouts) {
    const Ref<Array> a = array_of<double>({9, 1, 5, 2, 8, 3}, shape, layout);
    EXPECT_EQ(values(*median(*a)), (Values{4})) << layout;
    EXPECT_EQ(values(*median(*a, kRows)), (Values{5, 3})) << layout;
    EXPECT_EQ(Dims(median(*a, kRows, {.keepdims = true})->shape()), (Dims{2, 1}));
    EXPECT_EQ(values(*a), (Values{9, 1, 5, 2, 8, 3}));
  }
}

TEST(Median, DtypesAreThoseOfMeans) {
  const int64_t shape[] = {4};
  for (const nd_type_code code : {ND_BOOL, ND_INT8, ND_UINT64}) {
    EXPECT_EQ(median(*test::counted(dtype_of(code), shape))->dtype->code, ND_FLOAT64);
  }
  for (const nd_type_code code : {ND_FLOAT16, ND_BFLOAT16, ND_FLOAT32, ND_COMPLEX64}) {
    const Ref<Array> found = median(*test::counted(dtype_of(code), shape));
    EXPECT_EQ(found->dtype->code, code);
    EXPECT_EQ(values(*astype(*found, dtype_of<double>(), ND_CASTING_UNSAFE)), (Values{1.5}));
  }
}

TEST(Median, NanWinsOrIsPassedOver) {
  const Ref<Array> a = array_of<double>({1, kNan, 3, 7, kNan, kNan, 2, 4, 9}, Dims{3, 3});
  const Values plain = values(*median(*a, kRows));
  EXPECT_TRUE(std::isnan(plain[0]) && std::isnan(plain[1]));
  EXPECT_EQ(plain[2], 4.0);
  EXPECT_EQ(values(*nanmedian(*a, kRows)), (Values{2, 7, 4}));
  EXPECT_TRUE(std::isnan(values(*nanmedian(*array_of<double>({kNan, kNan})))[0]));
  EXPECT_TRUE(std::isnan(values(*median(*array_of<double>({})))[0]));
}

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

TEST(Quantile, WeightsCountAsRepetitions) {
  const Ref<Array> a = array_of<double>({30, 10, 20}), heavy = array_of<double>({1, 5, 2});
  const QuantileOptions options{.axes = {}, .method = QuantileMethod::inverted_cdf, .weights = heavy.get()};
  EXPECT_EQ(values(*quantile(*a, *array_of<double>({0.5, 0.75, 0.9}), options)), (Values{10, 20, 30}));
  const Ref<Array> repeated = array_of<double>({10, 10, 10, 10, 10, 20, 20, 30});
  EXPECT_EQ(values(*quantile(*repeated, *array_of<double>({0.5, 0.75, 0.9}),
                             {.axes = {}, .method = QuantileMethod::inverted_cdf})),
            (Values{10, 20, 30}));
  const Ref<Array> gap = array_of<double>({kNan, 10, 20});
  EXPECT_EQ(values(*nanquantile(*gap, *scalar(0.9), options)), (Values{20}));
  expect_error(ND_VALUE_ERROR, "quantile: only the method inverted_cdf takes weights",
               [&] { quantile(*a, *scalar(0.5), {.axes = {}, .weights = heavy.get()}); });
  const Ref<Array> negative = array_of<double>({1, -1, 2});
  const QuantileOptions wrong{.axes = {}, .method = QuantileMethod::inverted_cdf, .weights = negative.get()};
  expect_error(ND_VALUE_ERROR, "quantile: weights must be non-negative", [&] { quantile(*a, *scalar(0.5), wrong); });
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
