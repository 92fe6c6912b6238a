// Questions about the parts of complex numbers.
#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

#include "elements.hpp"
#include "ufunc/functions.hpp"

namespace nd {
namespace {

using test::array_of;

using Values = std::vector<double>;

TEST(Parts, OfComplexAndRealNumbers) {
  const Ref<Array> z = array_of<complex64>({{1, 0}, {2, 1e-6F}});
  EXPECT_EQ(test::values(*iscomplex(*z)), (Values{0, 1}));
  EXPECT_EQ(test::values(*isreal(*z)), (Values{1, 0}));
  EXPECT_EQ(test::values(*isreal(*array_of<int8_t>({0, 1}))), (Values{1, 1}));
  EXPECT_EQ(real_if_close(*z, 100)->dtype->code, ND_FLOAT32);
  EXPECT_EQ(real_if_close(*z, 0.5)->dtype->code, ND_FLOAT32);
  EXPECT_EQ(real_if_close(*z, 1e-9).get(), z.get());
  EXPECT_EQ(test::values(*sinc(*array_of<int8_t>({0})))[0], 1.0);
}

}  // namespace
}  // namespace nd
