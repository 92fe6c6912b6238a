// Linear systems and inverses: the equations that they promise, in every layout, for stacked and empty matrices;
// singular and ill-shaped ones.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "array/creation.hpp"
#include "elements.hpp"
#include "errors.hpp"
#include "linalg/linalg.hpp"
#include "linalg/matrices.hpp"

namespace {

using nd::Array;
using nd::Dims;
using nd::Ref;
using nd::test::array_of;
using nd::test::elements;
using nd::test::expect_close;
using nd::test::expect_error;
using nd::test::identity;
using nd::test::kFirst;
using nd::test::kLayouts;
using nd::test::kSecond;
using nd::test::Numbers;
using nd::test::part;
using nd::test::stacked;
using nd::test::times;

TEST(Solve, VectorsMatricesAndStacks) {
  const Numbers right{1, 2, 3, 4, 5, 6};
  for (const std::string& layout : kLayouts) {
    const Ref<Array> a = array_of(kFirst, Dims{3, 3}, layout);
    const Ref<Array> vector = nd::solve(*a, *array_of(Numbers{1, 2, 3}, Dims{3}, layout));
    EXPECT_EQ(nd::text(vector->shape()), "(3,)");
    expect_close(times(kFirst, elements<double>(*vector), 3), {1, 2, 3}, layout);
    const Ref<Array> stack = array_of(stacked(), Dims{2, 3, 3}, layout);
    const Ref<Array> both = nd::solve(*stack, *array_of(right, Dims{3, 2}, layout));
    EXPECT_EQ(nd::text(both->shape()), "(2, 3, 2)");
    expect_close(times(kFirst, part(*both, 0, 6), 3), right, layout);
    expect_close(times(kSecond, part(*both, 1, 6), 3), right, layout);
    const Ref<Array> inverse = nd::inverse(*stack);
    expect_close(times(kFirst, part(*inverse, 0, 9), 3), identity(3), layout);
    expect_close(times(kSecond, part(*inverse, 1, 9), 3), identity(3), layout);
  }
}

TEST(Solve, DtypesEmptyAndRefused) {
  const Ref<Array> whole = array_of(std::vector<int16_t>{2, 0, 0, 4}, Dims{2, 2});
  EXPECT_EQ(elements<double>(*nd::inverse(*whole)), (Numbers{0.5, 0, 0, 0.25}));
  const Ref<Array> single = array_of(std::vector<float>{2, 0, 0, 4}, Dims{2, 2});
  EXPECT_EQ(nd::inverse(*single)->dtype, nd::dtype_of<float>());
  EXPECT_EQ(nd::solve(*single, *whole)->dtype, nd::dtype_of<double>());
  EXPECT_EQ(nd::text(nd::inverse(*nd::zeros(nd::dtype_of<double>(), Dims{0, 0}))->shape()), "(0, 0)");
  EXPECT_EQ(nd::text(nd::inverse(*nd::zeros(nd::dtype_of<double>(), Dims{0, 3, 3}))->shape()), "(0, 3, 3)");
  const Ref<Array> singular = array_of(Numbers{1, 2, 2, 4}, Dims{2, 2});
  expect_error(ND_LINALG_ERROR, "solve: Singular matrix", [&] { nd::solve(*singular, *singular); });
  expect_error(ND_LINALG_ERROR, "inv: Singular matrix", [&] { nd::inverse(*singular); });
  expect_error(ND_LINALG_ERROR, "solve: Last 2 dimensions of the array must be square, not (2, 3)",
               [] { nd::solve(*nd::ones(nd::dtype_of<double>(), Dims{2, 3}), *nd::scalar(1.0)); });
  expect_error(ND_LINALG_ERROR, "inv: 1-dimensional array given. Array must be at least two-dimensional",
               [] { nd::inverse(*nd::ones(nd::dtype_of<double>(), Dims{2})); });
  expect_error(ND_VALUE_ERROR,
               "solve: Input operand 1 has a mismatch in its core dimension 0 (size 3 is different from 2)",
               [&] { nd::solve(*whole, *nd::ones(nd::dtype_of<double>(), Dims{3})); });
  expect_error(ND_TYPE_ERROR, "inv: array type float16 is unsupported in linalg",
               [] { nd::inverse(*nd::ones(nd::dtype_of<nd::float16>(), Dims{2, 2})); });
}

}  // namespace
