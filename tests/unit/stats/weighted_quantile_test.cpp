// Quantiles of weighted elements: weights are repetitions.
#include <gtest/gtest.h>

#include <limits>
#include <vector>

#include "elements.hpp"
#include "errors.hpp"
#include "stats/quantile.hpp"

namespace nd {
namespace {

using test::array_of;
using test::expect_error;
using test::values;
using Values = std::vector<double>;

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

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

}  // namespace
}  // namespace nd
