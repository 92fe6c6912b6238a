// Rules for the number of bins: NumPy's numbers, of integers, floats and parts of a sample.
#include "linalg/bin_rules.hpp"

#include <gtest/gtest.h>

#include <limits>
#include <vector>

#include "core/warning.hpp"
#include "elements.hpp"
#include "errors.hpp"

namespace nd {
namespace {

using test::array_of;
using test::expect_error;

std::vector<int64_t> by_all_rules(const Array& a, const Range* range) {
  std::vector<int64_t> result;
  for (auto rule = static_cast<int>(BinRule::automatic); rule <= static_cast<int>(BinRule::sturges); ++rule) {
    result.push_back(bins_by_rule(static_cast<BinRule>(rule), a, range));
  }
  return result;
}

TEST(BinRules, AreNumPys) {
  const Ref<Array> a = array_of<int64_t>({1, 2, 2, 3, 5, 8, 13, 21, 34, 55});
  EXPECT_EQ(by_all_rules(*a, nullptr), (std::vector<int64_t>{5, 7, 4, 5, 2, 4, 13, 5}));
  std::vector<float> sevenths;
  for (const int64_t number : {1, 2, 2, 3, 5, 8, 13, 21, 34, 55}) sevenths.push_back(static_cast<float>(number) / 7);
  const Range range{0, 3};
  EXPECT_EQ(by_all_rules(*array_of<float>(sevenths), &range), (std::vector<int64_t>{5, 6, 3, 5, 2, 3, 5, 5}));
}

TEST(BinRules, OfFewOrEqualElements) {
  const std::vector<int64_t> one(8, 1);
  const Range range{5, 6};
  EXPECT_EQ(by_all_rules(*array_of<double>({}), nullptr), one);
  EXPECT_EQ(by_all_rules(*array_of<double>({2}), nullptr), one);
  EXPECT_EQ(by_all_rules(*array_of<int8_t>({3, 3, 3}), nullptr), one);
  EXPECT_EQ(by_all_rules(*array_of<double>({1, 2, 3}), &range), one);
}

TEST(BinRules, ExtentsOfIntegersDoNotWrap) {
  const Ref<Array> narrow = array_of<int8_t>({-128, -100, 0, 100, 127});
  const Ref<Array> wide = array_of<int64_t>({-128, -100, 0, 100, 127});
  EXPECT_EQ(by_all_rules(*narrow, nullptr), by_all_rules(*wide, nullptr));
  const Ref<Array> far =
      array_of<int64_t>({std::numeric_limits<int64_t>::min(), 0, std::numeric_limits<int64_t>::max()});
  EXPECT_EQ(bins_by_rule(BinRule::sqrt, *far, nullptr), 2);
}

TEST(BinRules, NumbersThatAreNotFinite) {
  const Ref<Array> a = array_of<double>({1, std::numeric_limits<double>::infinity()});
  expect_error(ND_VALUE_ERROR, "histogram: the autodetected range is not finite",
               [&] { bins_by_rule(BinRule::automatic, *a, nullptr); });
  const Range range{0, 2};
  EXPECT_EQ(bins_by_rule(BinRule::automatic, *a, &range), 1);
}

TEST(BinRules, StoneWarnsWhereMoreBinsMightBeBetter) {
  static int heard;
  heard = 0;
  set_warning_handler([](nd_warning_kind, const char*, void*) { return ++heard, 0; }, nullptr);
  bins_by_rule(BinRule::stone, *array_of<double>({0, 1, 1, 1, 1, 1, 1, 1, 1000}), nullptr);
  set_warning_handler(nullptr, nullptr);
  EXPECT_EQ(heard, 1);
}

}  // namespace
}  // namespace nd
