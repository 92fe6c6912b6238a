// The named reductions and running sums.
#include <gtest/gtest.h>

#include <algorithm>
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
using test::kShape;
using test::kSteps;
using test::largest;
using test::Line;
using test::lines_of;
using test::numbers;
using test::product;
using test::smallest;
using test::total;
using test::values;

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

double number(const Array& a) { return *astype(a, dtype_of<double>())->as<double>(); }

TEST(Counts, OfEveryDtype) {
  std::vector<double> values(5000, 0.0);
  for (size_t i = 0; i < values.size(); i += 3) values[i] = i % 2 == 0 ? 2.5 : kNan;
  values[1] = -0.0;
  const Ref<Array> a = array_of<double>({50, 100}, values);
  for (const nd_type_code code :
       {ND_FLOAT16, ND_BFLOAT16, ND_FLOAT32, ND_FLOAT64, ND_COMPLEX64, ND_COMPLEX128, ND_BOOL}) {
    const Ref<Array> converted = astype(*a, dtype_of(code));
    EXPECT_EQ(number(*count_nonzero(*converted)), 1667) << dtype_of(code)->name;
    const int64_t first[] = {0};
    EXPECT_EQ(number(*sum(*count_nonzero(*converted, {first, false}))), 1667);
  }
  EXPECT_EQ(number(*count_nonzero(*array_of<uint8_t>({70000}, std::vector<uint8_t>(70000, 255)))), 70000);
}

TEST(Running, SumsAndProducts) {
  const Ref<Array> a = array_of<int32_t>({2, 2}, {1, 2, 3, 4});
  EXPECT_EQ(cumsum(*a)->as<int64_t>()[3], 10);
  EXPECT_EQ(cumprod(*a)->as<int64_t>()[3], 24);
  const int64_t first = 0;
  EXPECT_EQ(cumsum(*a, &first)->as<int64_t>()[3], 6);
}

TEST(Reductions, AlongEachAxisOfEveryDtypeAndLayout) {
  for (nd_type_code code = ND_INT8; code <= ND_FLOAT64; ++code) {
    const std::vector<double> everything = numbers(dtype_of(code)->kind != 'u');
    for (const std::string& layout : kLayouts) {
      const Ref<Array> a = lines_of(code, everything, layout);
      for (size_t axis = 0; axis < 3; ++axis) {
        SCOPED_TRACE(text(dtype_of(code)->name, " ", layout, " ", uint64_t{axis}));
        const int64_t which = static_cast<int64_t>(axis) - 3;
        const Axes axes{std::span(&which, 1), false};
        EXPECT_EQ(values(*sum(*a, axes)), along(everything, axis, total));
        EXPECT_EQ(values(*prod(*a, axes)), along(everything, axis, product));
        EXPECT_EQ(values(*max(*a, axes)), along(everything, axis, largest));
        EXPECT_EQ(values(*min(*a, axes)), along(everything, axis, smallest));
        EXPECT_EQ(values(*ptp(*a, axes)),
                  along(everything, axis, [](const Line& line) { return largest(line) - smallest(line); }));
        EXPECT_EQ(values(*any(*a, axes)), along(everything, axis, [](const Line& line) {
                    return std::ranges::count(line, 0) < std::ssize(line);
                  }));
        EXPECT_EQ(values(*all(*a, axes)),
                  along(everything, axis, [](const Line& line) { return std::ranges::count(line, 0) == 0; }));
        EXPECT_EQ(values(*count_nonzero(*a, axes)), along(everything, axis, [](const Line& line) {
                    return static_cast<double>(std::ssize(line) - std::ranges::count(line, 0));
                  }));
      }
    }
  }
}

TEST(Running, SumsAlongEachAxisInEveryLayout) {
  const std::vector<double> all = numbers(true);
  for (const nd_type_code code : {ND_INT8, ND_INT64, ND_FLOAT32, ND_FLOAT64}) {
    for (const std::string& layout : kLayouts) {
      const Ref<Array> a = lines_of(code, all, layout);
      for (size_t axis = 0; axis < 3; ++axis) {
        const auto which = static_cast<int64_t>(axis);
        const std::vector<double> running = values(*cumsum(*a, &which));
        for (int64_t i = 0; i < 60; ++i) {
          const bool first = i / kSteps[axis] % kShape[axis] == 0;
          const double before = first ? 0 : running[static_cast<size_t>(i - kSteps[axis])];
          EXPECT_EQ(running[static_cast<size_t>(i)], before + all[static_cast<size_t>(i)]) << layout << axis;
        }
      }
    }
  }
}

}  // namespace
}  // namespace nd
