// Other values for NaNs and infinities.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "elements.hpp"
#include "ufunc/functions.hpp"

namespace nd {
namespace {

using test::array_of;

using Values = std::vector<double>;

TEST(NanToNum, DefaultsGivenValuesAndInPlace) {
  const Ref<Array> x = array_of<float>({NAN, INFINITY, -INFINITY, -0.0F, 3});
  const Ref<Array> plain = nan_to_num(*x);
  const float most = std::numeric_limits<float>::max();
  EXPECT_EQ(test::values(*plain), (Values{0, most, -most, 0, 3}));
  EXPECT_TRUE(std::signbit(plain->as<float>()[3]));
  const Ref<Array> seven = scalar<int64_t>(7, ND_WEAK_INT);
  EXPECT_EQ(nan_to_num(*x, seven.get(), nullptr, seven.get(), x.get()).get(), x.get());
  EXPECT_EQ(test::values(*x), (Values{7, most, 7, 0, 3}));
  const Ref<Array> halves = astype(*array_of<float>({NAN, INFINITY}), dtype_of(ND_BFLOAT16));
  EXPECT_EQ(test::values(*nan_to_num(*halves)), (Values{0, 0x1.fep127}));
  EXPECT_THROW(nan_to_num(*x, array_of<float>({1, 2}).get()), Error);
  x->writeable = false;
  EXPECT_THROW(nan_to_num(*x, nullptr, nullptr, nullptr, x.get()), Error);
}

}  // namespace
}  // namespace nd
