// choose and select.
#include <gtest/gtest.h>

#include <array>

#include "core/error.hpp"
#include "index/index.hpp"
#include "layouts.hpp"

namespace nd {
namespace {

using Values = std::vector<double>;

TEST(Choose, ByNumberInEveryMode) {
  const Ref<Array> numbers = test::counted(dtype_of<int32_t>(), std::array<int64_t, 1>{4});
  const Ref<Array> tens = scalar(10.5);
  const Ref<Array> twenties = test::counted(dtype_of<int8_t>(), std::array<int64_t, 2>{2, 1});
  const Array* const choices[] = {tens.get(), twenties.get()};
  EXPECT_THROW(choose(*numbers, choices, ND_MODE_RAISE), Error);
  EXPECT_EQ(test::values(*choose(*numbers, choices, ND_MODE_WRAP)), (Values{10.5, 0, 10.5, 0, 10.5, 1, 10.5, 1}));
  EXPECT_EQ(test::values(*choose(*numbers, choices, ND_MODE_CLIP)), (Values{10.5, 0, 0, 0, 10.5, 1, 1, 1}));
  const Ref<Array> out = zeros(dtype_of<int64_t>(), std::array<int64_t, 2>{2, 4});
  EXPECT_EQ(choose(*numbers, choices, ND_MODE_WRAP, out.get()).get(), out.get());
  EXPECT_EQ(test::values(*out), (Values{10, 0, 10, 0, 10, 1, 10, 1}));
  EXPECT_THROW(choose(*tens, choices, ND_MODE_WRAP), Error);
  EXPECT_THROW(choose(*numbers, {}, ND_MODE_WRAP), Error);
}

TEST(Select, TheFirstTrueConditionWins) {
  const Ref<Array> bits = test::counted(dtype_of(ND_BOOL), std::array<int64_t, 1>{4});
  const Ref<Array> yes = scalar(bool8(true));
  const Ref<Array> one = scalar<int8_t>(1);
  const Ref<Array> half = scalar(0.5F);
  const Array* const conditions[] = {bits.get(), yes.get()};
  const Array* const choices[] = {one.get(), half.get()};
  const Ref<Array> chosen = select(conditions, choices, *one);
  EXPECT_EQ(chosen->dtype->code, ND_FLOAT32);
  EXPECT_EQ(test::values(*chosen), (Values{0.5, 1, 0.5, 1}));
  const Array* const numbers[] = {one.get(), yes.get()};
  EXPECT_THROW(select(numbers, choices, *one), Error);
}

}  // namespace
}  // namespace nd
