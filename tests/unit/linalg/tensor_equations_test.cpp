// Equations and inverses of tensors against those of the matrices that they are.
#include <gtest/gtest.h>

#include "errors.hpp"
#include "linalg/linalg.hpp"
#include "linalg/matrices.hpp"

namespace {

using nd::Array;
using nd::Dims;
using nd::Ref;
using nd::test::array_of;
using nd::test::elements;
using nd::test::expect_error;
using nd::test::Numbers;

TEST(TensorSolve, IsSolveOfMatrices) {
  const Ref<Array> a = array_of(Numbers{2, 0, 0, 0, 0, 4, 0, 0, 0, 0, 5, 0, 0, 0, 0, 8}, Dims{2, 2, 2, 2});
  const Ref<Array> b = array_of(Numbers{2, 8, 10, 8}, Dims{2, 2});
  const Ref<Array> x = nd::tensor_solve(*a, *b, {});
  EXPECT_EQ(Dims(x->shape()), (Dims{2, 2}));
  EXPECT_EQ(elements<double>(*x), (Numbers{1, 2, 2, 1}));
  const Dims first{0};
  const Ref<Array> turned = array_of(Numbers{2, 0, 0, 4}, Dims{2, 2});
  EXPECT_EQ(elements<double>(*nd::tensor_solve(*turned, *array_of(Numbers{2, 8}), first)), (Numbers{1, 2}));
  expect_error(
      ND_LINALG_ERROR,
      "tensorsolve: Input arrays must satisfy the requirement prod(a.shape[b.ndim:]) == prod(a.shape[:b.ndim])",
      [&] { nd::tensor_solve(*array_of(Numbers(6), Dims{2, 3}), *b, {}); });
}

TEST(TensorInverse, TurnsTheGroupsOfAxes) {
  const Ref<Array> inverse = nd::tensor_inverse(*array_of(Numbers{2, 0, 0, 4}, Dims{2, 2, 1}), 1);
  EXPECT_EQ(Dims(inverse->shape()), (Dims{2, 1, 2}));
  EXPECT_EQ(elements<double>(*inverse), (Numbers{0.5, 0, 0, 0.25}));
  expect_error(ND_VALUE_ERROR, "tensorinv: Invalid ind argument.",
               [] { nd::tensor_inverse(*array_of(Numbers{1}, Dims{1, 1}), 0); });
}

}  // namespace
