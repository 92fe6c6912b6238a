// Triangles, diagonals and grids.
#include "shape/matrix.hpp"

#include <gtest/gtest.h>

#include <vector>

#include "layouts.hpp"
#include "shape/differences.hpp"
#include "shape/shape.hpp"

namespace {

using nd::Array;
using nd::Dims;
using nd::Ref;
using nd::test::counted;
using nd::test::values;

TEST(Matrix, TrianglesAndDiagonals) {
  const Ref<Array> a = counted(nd::dtype_of<int16_t>(), Dims{2, 3}, "strided");
  EXPECT_EQ(values(*nd::tril(*a, 0)), (std::vector<double>{0, 0, 0, 3, 4, 0}));
  EXPECT_EQ(values(*nd::triu(*a, 1)), (std::vector<double>{0, 1, 2, 0, 0, 5}));
  EXPECT_EQ(values(*nd::triu(*a, INT64_MIN)), values(*a));
  EXPECT_EQ(values(*nd::tril(*a, INT64_MAX)), values(*a));
  EXPECT_EQ(values(*nd::tri(2, 3, 1, nd::dtype_of<float>())), (std::vector<double>{1, 1, 0, 1, 1, 1}));
  const Ref<Array> d = nd::diag(*counted(nd::dtype_of<float>(), Dims{2}), -1);
  EXPECT_EQ(values(*d), (std::vector<double>{0, 0, 0, 0, 0, 0, 0, 1, 0}));
  EXPECT_EQ(values(*nd::diag(*d, -1)), (std::vector<double>{0, 1}));
}

TEST(Matrix, Grids) {
  const Ref<Array> x = counted(nd::dtype_of<int32_t>(), Dims{3});
  const Ref<Array> y = counted(nd::dtype_of<float>(), Dims{2});
  const std::vector<const Array*> axes{x.get(), y.get()};
  const auto grids = nd::meshgrid(axes, true, false, true);
  EXPECT_EQ(values(*grids[0]), (std::vector<double>{0, 1, 2, 0, 1, 2}));
  EXPECT_EQ(values(*grids[1]), (std::vector<double>{0, 0, 0, 1, 1, 1}));
  EXPECT_EQ(values(*nd::indices(Dims{2, 2}, nd::dtype_of<int64_t>())), (std::vector<double>{0, 0, 1, 1, 0, 1, 0, 1}));
  EXPECT_EQ(values(*nd::diff(*nd::reshape(*x, Dims{1, 3}), 1, -1)), (std::vector<double>{1, 1}));
}

}  // namespace
