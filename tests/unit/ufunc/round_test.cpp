// Rounding to decimals and to tens.
#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

#include "elements.hpp"
#include "ufunc/functions.hpp"

namespace nd {
namespace {

using test::array_of;

using Values = std::vector<double>;

TEST(Round, HalvesToEvenTensAndOut) {
  const Ref<Array> a = array_of<double>({0.5, 1.5, 2.345, -2.5, 1234.5});
  EXPECT_EQ(test::values(*round(*a, 0)), (Values{0, 2, 2, -2, 1234}));
  EXPECT_EQ(test::values(*round(*a, 1)), (Values{0.5, 1.5, 2.3, -2.5, 1234.5}));
  EXPECT_EQ(test::values(*round(*a, -2)), (Values{0, 0, 0, 0, 1200}));
  const Ref<Array> integers = array_of<int32_t>({15, 25, -1249});
  EXPECT_EQ(test::values(*round(*integers, -1)), (Values{20, 20, -1250}));
  EXPECT_EQ(round(*integers, -1)->dtype->code, ND_INT32);
  const Ref<Array> out = zeros(dtype_of<float>(), a->shape());
  EXPECT_EQ(round(*a, 0, out.get()).get(), out.get());
  EXPECT_EQ(test::values(*out), (Values{0, 2, 2, -2, 1234}));
  EXPECT_THROW(round(*a, 0, zeros(dtype_of<double>(), Dims{2}).get()), Error);
  const Ref<Array> z = array_of<complex128>({{1.26, -0.5}});
  const Ref<Array> rounded = round(*z, 1);
  EXPECT_EQ(rounded->as<complex128>()->re, 1.3);
  EXPECT_EQ(rounded->as<complex128>()->im, -0.5);
}

}  // namespace
}  // namespace nd
