// Dot products over other axes than those of matrices.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "elements.hpp"
#include "errors.hpp"
#include "linalg/linalg.hpp"

namespace {

using nd::Array;
using nd::Dims;
using nd::Ref;
using nd::test::counted;
using nd::test::expect_error;
using nd::test::kLayouts;
using nd::test::values;

TEST(Dot, AxesOfBothSidesScalarsAndInner) {
  const std::vector<double> a = values(*counted(nd::dtype_of<int32_t>(), Dims{2, 3}));
  std::vector<double> outer_stack;  // dot of (2, 3) and (2, 3, 2): (2, 2, 2)
  const std::vector<double> b = values(*counted(nd::dtype_of<int32_t>(), Dims{2, 3, 2}));
  for (size_t i = 0; i < 2; ++i) {
    for (size_t s = 0; s < 2; ++s) {
      for (size_t j = 0; j < 2; ++j) {
        double sum = 0;
        for (size_t k = 0; k < 3; ++k) sum += a[i * 3 + k] * b[(s * 3 + k) * 2 + j];
        outer_stack.push_back(sum);
      }
    }
  }
  for (const std::string& layout : kLayouts) {
    const Ref<Array> left = counted(nd::dtype_of<int32_t>(), Dims{2, 3}, layout);
    const Ref<Array> right = counted(nd::dtype_of<int32_t>(), Dims{2, 3, 2}, layout);
    EXPECT_EQ(nd::text(nd::dot(*left, *right)->shape()), "(2, 2, 2)");
    EXPECT_EQ(values(*nd::dot(*left, *right)), outer_stack) << layout;
    EXPECT_EQ(values(*nd::inner(*left, *left)), (std::vector<double>{5, 14, 14, 50})) << layout;
    EXPECT_EQ(values(*nd::dot(*left, *nd::scalar(2.0))), (std::vector<double>{0, 2, 4, 6, 8, 10}));
    const int64_t axes[] = {0, 1};
    EXPECT_EQ(values(*nd::tensordot(*left, *left, axes, axes)), std::vector<double>{55}) << layout;
    EXPECT_EQ(values(*nd::vecdot(*left, *left)), (std::vector<double>{5, 50})) << layout;
  }
  expect_error(ND_VALUE_ERROR, "dot: shapes (2,) and (3,) not aligned: 2 (dim 0) != 3 (dim 0)",
               [] { nd::dot(*counted(nd::dtype_of<float>(), Dims{2}), *counted(nd::dtype_of<float>(), Dims{3})); });
}

TEST(Vdot, ConjugatesTheFirst) {
  const Ref<Array> z = nd::test::array_of(std::vector<nd::complex128>{{1, 2}, {0, -3}});
  const auto product = nd::test::load<nd::complex128>(
      *nd::vdot(*z, *nd::test::array_of(std::vector<nd::complex128>{{0, 1}, {1, 0}})), 0);
  EXPECT_EQ(product.re, 2);
  EXPECT_EQ(product.im, 1 + 3);
}

}  // namespace
