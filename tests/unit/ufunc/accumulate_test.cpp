// Running folds: each step rounds, dtypes, outputs, errors.
#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

#include "elements.hpp"
#include "ufunc/golden.hpp"
#include "ufunc/reduce.hpp"

namespace nd {
namespace {

using test::array_of;
using test::elements;

TEST(Accumulate, RoundsAfterEveryStep) {
  const int64_t shape[] = {30, 50};
  for (const test::Layout layout : test::kGoldenLayouts) {
    const Ref<Array> a = test::laid_out(shape, dtype_of<float>(), layout);
    const std::vector<float> in = elements<float>(*a);
    for (const int64_t axis : {0, 1}) {
      std::vector<float> expected = in;
      for (size_t i = 0; i < 30; ++i) {
        for (size_t j = 0; j < 50; ++j) {
          if (axis == 0 && i > 0) expected[i * 50 + j] += expected[(i - 1) * 50 + j];
          if (axis == 1 && j > 0) expected[i * 50 + j] += expected[i * 50 + j - 1];
        }
      }
      EXPECT_EQ(elements<float>(*accumulate(find_ufunc("add"), *a, axis)), expected);
    }
  }
}

TEST(Accumulate, WidensIntegersAndTakesAnyBinaryUfunc) {
  const Ref<Array> a = array_of<int8_t>({4}, {100, 100, 100, -1});
  EXPECT_EQ(elements<int64_t>(*accumulate(find_ufunc("add"), *a, 0)), (std::vector<int64_t>{100, 200, 300, 299}));
  EXPECT_EQ(elements<int8_t>(*accumulate(find_ufunc("subtract"), *a, -1)), (std::vector<int8_t>{100, 0, -100, -99}));
}

TEST(Accumulate, InPlaceAndErrors) {
  const Ref<Array> a = array_of<double>({4}, {1, 2, 3, 4});
  accumulate(find_ufunc("add"), *a, 0, nullptr, a.get());
  EXPECT_EQ(elements<double>(*a), (std::vector<double>{1, 3, 6, 10}));
  EXPECT_THROW(accumulate(find_ufunc("add"), *scalar(1.0), 0), Error);
  EXPECT_THROW(accumulate(find_ufunc("add"), *a, 1), Error);
}

}  // namespace
}  // namespace nd
