// Positions of extrema: the first of equals, the first NaN, along axes, with threads.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <limits>
#include <vector>

#include "core/threads.hpp"
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
using test::smallest;
using test::values;

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

double number(const Array& a) { return *astype(a, dtype_of<double>())->as<double>(); }

TEST(Positions, FirstOfEqualsAndFirstNan) {
  for (const int threads : {1, 3}) {
    set_num_threads(threads);
    std::vector<double> values(1000000, 1.0);
    values[500001] = values[900000] = 7.0;
    values[300000] = values[300007] = -7.0;
    const Ref<Array> a = array_of<double>({1000000}, values);
    EXPECT_EQ(number(*argmax(*a)), 500001);
    EXPECT_EQ(number(*argmin(*a)), 300000);
    a->as<double>()[777777] = kNan;
    a->as<double>()[777778] = kNan;
    EXPECT_EQ(number(*argmax(*a)), 777777);
    EXPECT_EQ(number(*nanargmax(*a)), 500001);
    EXPECT_EQ(number(*nanargmin(*a)), 300000);
  }
  set_num_threads(0);
}

TEST(Positions, AlongAxesKeepdimsAndEmpty) {
  const Ref<Array> a = array_of<int32_t>({2, 3}, {5, 9, 9, 7, 1, 1});
  const int64_t first = 0;
  const int64_t last = -1;
  EXPECT_EQ(argmax(*a, {std::span(&last, 1), false})->as<int64_t>()[0], 1);
  EXPECT_EQ(argmin(*a, {std::span(&last, 1), false})->as<int64_t>()[1], 1);
  EXPECT_EQ(argmax(*a, {std::span(&first, 1), false})->as<int64_t>()[0], 1);
  EXPECT_EQ(Dims(argmax(*a, {std::span(&first, 1), false}, {.keepdims = true})->shape()), (Dims{1, 3}));
  EXPECT_EQ(Dims(argmax(*a, {}, {.keepdims = true})->shape()), (Dims{1, 1}));
  EXPECT_THROW(argmax(*zeros(dtype_of<double>(), std::array<int64_t, 1>{0})), Error);
  EXPECT_EQ(number(*argmax(*array_of<float>({2}, {-0.0F, 0.0F}))), 0);
}

TEST(Positions, AlongEachAxisOfEveryDtypeAndLayout) {
  for (nd_type_code code = ND_INT8; code <= ND_FLOAT64; ++code) {
    const std::vector<double> all = numbers(dtype_of(code)->kind != 'u');
    for (const std::string& layout : kLayouts) {
      const Ref<Array> a = lines_of(code, all, layout);
      for (size_t axis = 0; axis < 3; ++axis) {
        SCOPED_TRACE(text(dtype_of(code)->name, " ", layout, " ", uint64_t{axis}));
        const int64_t which = static_cast<int64_t>(axis) - 3;
        EXPECT_EQ(values(*argmax(*a, {std::span(&which, 1), false})),
                  along(all, axis, [](const Line& line) { return position_of(line, largest(line)); }));
        EXPECT_EQ(values(*argmin(*a, {std::span(&which, 1), false})),
                  along(all, axis, [](const Line& line) { return position_of(line, smallest(line)); }));
      }
    }
  }
}

}  // namespace
}  // namespace nd
