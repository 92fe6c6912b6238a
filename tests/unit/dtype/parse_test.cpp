// The names and codes that dtypes are read from.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "dtype/dtype.hpp"
#include "errors.hpp"

namespace {

using nd::dtype_of;
using nd::parse_dtype;
using nd::test::expect_error;

TEST(ParseDtype, NumpysOtherNames) {
  const struct {
    nd_type_code code;
    std::vector<const char*> names;
  } known[] = {
      {ND_BOOL, {"bool_", "?", "b1", "|b1"}},
      {ND_INT8, {"byte", "b"}},
      {ND_UINT8, {"ubyte", "B"}},
      {ND_INT16, {"short", "h"}},
      {ND_UINT16, {"ushort", "H"}},
      {ND_INT32, {"intc", "i"}},
      {ND_UINT32, {"uintc", "I"}},
      {ND_INT64, {"int", "int_", "intp", "long", "longlong", "l", "q", "p", "n"}},
      {ND_UINT64, {"uint", "uintp", "ulong", "ulonglong", "L", "Q", "P", "N"}},
      {ND_FLOAT16, {"half", "e"}},
      {ND_FLOAT32, {"single", "f"}},
      {ND_FLOAT64, {"float", "double", "d"}},
      {ND_COMPLEX64, {"csingle", "F"}},
      {ND_COMPLEX128, {"complex", "cdouble", "D"}},
  };
  for (const auto& one : known) {
    for (const char* name : one.names) EXPECT_EQ(parse_dtype(name), dtype_of(one.code)) << name;
  }
  EXPECT_EQ(parse_dtype(">bfloat16"), dtype_of(ND_BFLOAT16, true));
  EXPECT_EQ(parse_dtype(">d"), dtype_of(ND_FLOAT64, true));
}

TEST(ParseDtype, RefusesTheRest) {
  for (const std::string name : {"", "<", "<<f8", "f3", "float128", "Float64", " f8", "f8 ", "<float64", "i44"}) {
    expect_error(ND_TYPE_ERROR, "dtype: data type '" + name + "' not understood", [&] { parse_dtype(name); });
  }
  for (const char* name : {"O", "object", "|O"}) {
    expect_error(ND_TYPE_ERROR,
                 "dtype: 'object' is not supported: arrays of ndcore hold numbers, not references to objects",
                 [&] { parse_dtype(name); });
  }
  expect_error(ND_TYPE_ERROR, "dtype: 15 is no dtype code; the last is 14", [] { nd::find_dtype(15, ND_NATIVE); });
  expect_error(ND_TYPE_ERROR, "dtype: -1 is no dtype code; the last is 14", [] { nd::find_dtype(-1, ND_NATIVE); });
  expect_error(ND_VALUE_ERROR, "dtype: 7 is no byte order (ND_NATIVE, ND_SWAPPED, ND_LITTLE, ND_BIG)",
               [] { nd::find_dtype(ND_INT8, 7); });
}

}  // namespace
