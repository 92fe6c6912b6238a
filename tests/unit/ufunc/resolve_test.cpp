// Which loop a call of a ufunc takes.
#include <gtest/gtest.h>

#include <vector>

#include "errors.hpp"
#include "ufunc/ufunc.hpp"

namespace {

using nd::find_ufunc;
using nd::UfuncOptions;
using nd::test::expect_error;

TEST(Resolve, LoopsByTheInputsAndByTheDtypeAskedFor) {
  const auto loop = [](const char* name, std::vector<nd_type_code> codes, UfuncOptions options = {}) {
    std::vector<nd::TypeOperand> operands;
    for (const nd_type_code code : codes) operands.push_back({nd::dtype_of(code)});
    return nd::resolve_loop(find_ufunc(name), operands, options).dtype(static_cast<int32_t>(codes.size()))->code;
  };
  EXPECT_EQ(loop("add", {ND_INT8, ND_UINT8}), ND_INT16);
  EXPECT_EQ(loop("add", {ND_INT64, ND_UINT64}), ND_FLOAT64);
  EXPECT_EQ(loop("divide", {ND_INT8, ND_INT8}), ND_FLOAT64);
  EXPECT_EQ(loop("divide", {ND_FLOAT32, ND_INT8}), ND_FLOAT32);
  EXPECT_EQ(loop("sqrt", {ND_INT8}), ND_FLOAT16);
  EXPECT_EQ(loop("sqrt", {ND_INT16}), ND_FLOAT32);
  EXPECT_EQ(loop("less", {ND_COMPLEX64, ND_INT8}), ND_BOOL);
  EXPECT_EQ(loop("absolute", {ND_COMPLEX64}), ND_FLOAT32);
  EXPECT_EQ(loop("add", {ND_INT8, ND_INT8}, {.dtype = nd::dtype_of<double>()}), ND_FLOAT64);
  EXPECT_THROW(loop("bitwise_and", {ND_FLOAT32, ND_INT8}), nd::Error);
  expect_error(ND_TYPE_ERROR,
               "boolean subtract, the `-` operator, is not supported, use bitwise_xor or logical_xor instead",
               [&] { loop("subtract", {ND_BOOL, ND_BOOL}); });
}

}  // namespace
