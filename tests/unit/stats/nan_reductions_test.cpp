// Reductions that pass over NaNs.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "elements.hpp"
#include "stats/lines.hpp"
#include "stats/stats.hpp"

namespace nd {
namespace {

using test::along;
using test::array_of;
using test::kLayouts;
using test::largest;
using test::Line;
using test::lines_of;
using test::numbers;
using test::position_of;
using test::product;
using test::smallest;
using test::total;
using test::values;

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

double number(const Array& a) { return *astype(a, dtype_of<double>())->as<double>(); }

TEST(Nan, IsPassedOver) {
  const Ref<Array> a = array_of<double>({2, 3}, {1, kNan, 3, kNan, kNan, 5});
  EXPECT_EQ(number(*nansum(*a)), 9.0);
  EXPECT_EQ(number(*nanprod(*a)), 15.0);
  EXPECT_EQ(number(*nanmin(*a)), 1.0);
  EXPECT_EQ(number(*nanmax(*a)), 5.0);
  const Ref<Array> start = scalar(100.0);
  const Ref<Array> out = zeros(dtype_of<double>(), {});
  EXPECT_EQ(number(*nansum(*a, {}, {.initial = start.get()})), 109.0);
  EXPECT_EQ(nanmin(*a, {}, {.out = out.get(), .initial = start.get()}).get(), out.get());
  EXPECT_EQ(number(*out), 1.0);
  EXPECT_EQ(nanmean(*a, {}, {.out = out.get()}).get(), out.get());
  EXPECT_EQ(number(*out), number(*nanmean(*a)));
  EXPECT_EQ(number(*nanvar(*a, {}, {.ddof = 1})), 4.0);
  EXPECT_EQ(number(*nanmean(*a)), 3.0);
  EXPECT_EQ(number(*nanvar(*a)), 8.0 / 3.0);
  const int64_t first[] = {0};
  const Ref<Array> means = nanmean(*a, {first, false});
  EXPECT_TRUE(std::isnan(means->as<double>()[1]));
  EXPECT_EQ(means->as<double>()[2], 4.0);
  EXPECT_THROW(nanargmin(*a, {first, false}), Error);
  EXPECT_EQ(nancumsum(*a)->as<double>()[5], 9.0);
}

TEST(Nan, IsPassedOverAlongEachAxisInEveryLayout) {
  std::vector<double> all = numbers(true);
  for (size_t i = 0; i < 60; i += 7) all[i] = std::nan("");
  for (const nd_type_code code : {ND_FLOAT16, ND_BFLOAT16, ND_FLOAT32, ND_FLOAT64}) {
    for (const std::string& layout : kLayouts) {
      const Ref<Array> a = lines_of(code, all, layout);
      for (size_t axis = 0; axis < 3; ++axis) {
        const auto which = static_cast<int64_t>(axis);
        const Axes axes{std::span(&which, 1), false};
        EXPECT_EQ(values(*nansum(*a, axes)), along(all, axis, total)) << code << layout << axis;
        EXPECT_EQ(values(*nanprod(*a, axes)), along(all, axis, product)) << code << layout << axis;
        EXPECT_EQ(values(*nanmax(*a, axes)), along(all, axis, largest)) << code << layout << axis;
        EXPECT_EQ(values(*nanmin(*a, axes)), along(all, axis, smallest)) << code << layout << axis;
        EXPECT_EQ(values(*nanargmax(*a, {std::span(&which, 1), false})),
                  along(all, axis, [](const Line& line) { return position_of(line, largest(line)); }));
      }
    }
  }
}

}  // namespace
}  // namespace nd
