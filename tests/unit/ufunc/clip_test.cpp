// Elements limited to two bounds or one.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "elements.hpp"
#include "ufunc/functions.hpp"

namespace nd {
namespace {

using test::array_of;

using Values = std::vector<double>;

TEST(Clip, TakesOneBoundOrTwoInEveryLayout) {
  const int64_t shape[] = {3, 4};
  const Ref<Array> two = scalar<int64_t>(2, ND_WEAK_INT);
  const Ref<Array> five = scalar<int64_t>(5, ND_WEAK_INT);
  for (const std::string& layout : test::kLayouts) {
    for (const nd_type_code code : {ND_INT8, ND_UINT64, ND_FLOAT16, ND_BFLOAT16, ND_FLOAT64, ND_COMPLEX64}) {
      const Ref<Array> a = test::counted(dtype_of(code), shape, layout);
      EXPECT_EQ(clip(*a, two.get(), five.get())->dtype, dtype_of(code));
      if (a->dtype->is_complex()) continue;
      EXPECT_EQ(test::values(*clip(*a, two.get(), five.get())), (Values{2, 2, 2, 3, 4, 5, 5, 5, 5, 5, 5, 5})) << layout;
      EXPECT_EQ(test::values(*clip(*a, five.get(), two.get())), Values(12, 2));
      EXPECT_EQ(test::values(*clip(*a, nullptr, two.get())), (Values{0, 1, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2}));
      EXPECT_EQ(test::values(*clip(*a, nullptr, nullptr)), test::values(*a));
    }
  }
}

TEST(Clip, PythonIntegersPastTheDtypeLimitNothing) {
  const Ref<Array> a = array_of<int8_t>({-128, 0, 127});
  const Ref<Array> low = scalar<int64_t>(-1000, ND_WEAK_INT);
  const Ref<Array> high = scalar<uint64_t>(uint64_t{1} << 63, ND_WEAK_INT);
  EXPECT_EQ(test::values(*clip(*a, low.get(), high.get())), (Values{-128, 0, 127}));
  EXPECT_THROW(clip(*a, high.get(), nullptr), Error);
  EXPECT_THROW(clip(*a, nullptr, low.get()), Error);
}

}  // namespace
}  // namespace nd
