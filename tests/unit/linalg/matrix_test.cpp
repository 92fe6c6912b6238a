// Stacks of matrices: their shapes, views and dtypes; between two matrices a call can be stopped.
#include "linalg/matrix.hpp"

#include <gtest/gtest.h>

#include "array/creation.hpp"
#include "core/cancel.hpp"
#include "errors.hpp"
#include "linalg/linalg.hpp"

namespace {

using nd::Array;
using nd::Dims;
using nd::Ref;
using nd::test::expect_error;

// Between the matrices of a stack; one alone cannot be stopped.
TEST(Factorisations, OfAStackCanBeCancelled) {
  const Ref<Array> stack = nd::full(Dims{3, 4, 4}, *nd::scalar(1.0));
  const auto token = Ref<nd::Token>::adopt(new nd::Token);
  nd::use_token(token);
  token->cancel();
  expect_error(ND_CANCELLED, ": the call was cancelled", [&] { nd::svd(*stack, true, true); });
  expect_error(ND_CANCELLED, ": the call was cancelled", [&] { nd::eigh(*stack, 'L', true); });
  expect_error(ND_CANCELLED, ": the call was cancelled", [&] { nd::solve(*stack, *stack); });
  expect_error(ND_CANCELLED, ": the call was cancelled", [&] { nd::inverse(*stack); });
  expect_error(ND_CANCELLED, ": the call was cancelled", [&] { nd::matmul(*stack, *stack); });
  nd::use_token(nullptr);
}

}  // namespace
