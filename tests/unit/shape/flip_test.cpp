// Elements in reverse along axes, and turned in a plane.
#include <gtest/gtest.h>

#include <vector>

#include "layouts.hpp"
#include "shape/shape.hpp"

namespace {

using nd::Array;
using nd::Dims;
using nd::Ref;
using nd::test::counted;
using nd::test::values;

TEST(Flip, ReversesAndRotates) {
  const Ref<Array> a = counted(nd::dtype_of<int8_t>(), Dims{2, 3});
  EXPECT_EQ(values(*nd::flip(*a)), (std::vector<double>{5, 4, 3, 2, 1, 0}));
  EXPECT_EQ(values(*nd::flip(*a, Dims{0})), (std::vector<double>{3, 4, 5, 0, 1, 2}));
  EXPECT_EQ(values(*nd::rot90(*a, 1)), (std::vector<double>{2, 5, 1, 4, 0, 3}));
  EXPECT_EQ(values(*nd::rot90(*a, -1, Dims{0, 1})), (std::vector<double>{3, 0, 4, 1, 5, 2}));
}

}  // namespace
