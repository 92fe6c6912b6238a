// A ufunc of all pairs of elements.
#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

#include "elements.hpp"
#include "ufunc/reduce.hpp"
#include "ufunc/ufunc.hpp"

namespace nd {
namespace {

using test::array_of;
using test::elements;

TEST(Outer, HasTheAxesOfBothAndNumbersStayWeak) {
  const Ref<Array> a = array_of<int16_t>({2}, {1, 2});
  const Ref<Array> b = array_of<int16_t>({1, 3}, {10, 20, 30});
  const Ref<Array> products = outer(find_ufunc("multiply"), *a, *b);
  EXPECT_EQ(Dims(products->shape()), (Dims{2, 1, 3}));
  EXPECT_EQ(elements<int16_t>(*products), (std::vector<int16_t>{10, 20, 30, 20, 40, 60}));
}

}  // namespace
}  // namespace nd
