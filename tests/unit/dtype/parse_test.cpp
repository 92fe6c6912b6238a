// Descriptors: what is known of each dtype, and the names and codes they are read from.
#include <gtest/gtest.h>

#include <string>

#include "dtype/dtype.hpp"
#include "errors.hpp"

namespace {

using nd::dtype_of;
using nd::parse_dtype;
using nd::test::expect_error;

TEST(DType, FactsOfEachAndOneObjectEach) {
  const struct {
    nd_type_code code;
    char kind;
    int32_t itemsize;
    const char *name, *native, *swapped;
  } facts[] = {
      {ND_BOOL, 'b', 1, "bool", "|b1", "|b1"},
      {ND_INT8, 'i', 1, "int8", "|i1", "|i1"},
      {ND_UINT8, 'u', 1, "uint8", "|u1", "|u1"},
      {ND_INT16, 'i', 2, "int16", "<i2", ">i2"},
      {ND_UINT16, 'u', 2, "uint16", "<u2", ">u2"},
      {ND_INT32, 'i', 4, "int32", "<i4", ">i4"},
      {ND_UINT32, 'u', 4, "uint32", "<u4", ">u4"},
      {ND_INT64, 'i', 8, "int64", "<i8", ">i8"},
      {ND_UINT64, 'u', 8, "uint64", "<u8", ">u8"},
      {ND_FLOAT16, 'f', 2, "float16", "<f2", ">f2"},
      {ND_BFLOAT16, 'f', 2, "bfloat16", "<V2", ">V2"},
      {ND_FLOAT32, 'f', 4, "float32", "<f4", ">f4"},
      {ND_FLOAT64, 'f', 8, "float64", "<f8", ">f8"},
      {ND_COMPLEX64, 'c', 8, "complex64", "<c8", ">c8"},
      {ND_COMPLEX128, 'c', 16, "complex128", "<c16", ">c16"},
  };
  if (std::endian::native != std::endian::little) GTEST_SKIP() << "the strings are those of little-endian machines";
  for (const auto& one : facts) {
    const nd::DType* const dtype = dtype_of(one.code);
    const nd::DType* const other = dtype_of(one.code, true);
    EXPECT_EQ(dtype->kind, one.kind);
    EXPECT_EQ(dtype->itemsize, one.itemsize);
    EXPECT_STREQ(dtype->name, one.name);
    EXPECT_STREQ(dtype->type_str, one.native);
    EXPECT_STREQ(other->type_str, one.swapped);
    EXPECT_EQ(dtype == other, one.itemsize == 1);
    EXPECT_EQ(nd::native(other), dtype);
    EXPECT_EQ(dtype->is_float() + dtype->is_integer() + dtype->is_bool() + dtype->is_complex(), 1);
    EXPECT_EQ(nd::find_dtype(one.code, ND_NATIVE), dtype);
    EXPECT_EQ(nd::find_dtype(one.code, ND_SWAPPED), other);
    EXPECT_EQ(nd::find_dtype(one.code, ND_LITTLE), dtype);
    EXPECT_EQ(nd::find_dtype(one.code, ND_BIG), other);
    EXPECT_EQ(parse_dtype(one.name), dtype);
    if (one.code == ND_BFLOAT16) continue;  // its type string means two bytes of anything
    EXPECT_EQ(parse_dtype(one.native), dtype);
    EXPECT_EQ(parse_dtype(one.swapped), other);
    EXPECT_EQ(parse_dtype(std::string("!") + (one.swapped + 1)), other);
    EXPECT_EQ(parse_dtype(std::string("=") + (one.swapped + 1)), dtype);
    EXPECT_EQ(parse_dtype(one.native + 1), dtype);
  }
}

TEST(ParseDtype, NumpysOtherNames) {
  const struct {
    nd_type_code code;
    std::vector<const char*> names;
  } known[] = {
      {ND_BOOL, {"bool_", "bool8", "?", "b1", "|b1"}},
      {ND_INT8, {"byte", "b"}},
      {ND_UINT8, {"ubyte", "B"}},
      {ND_INT16, {"short", "h"}},
      {ND_UINT16, {"ushort", "H"}},
      {ND_INT32, {"intc", "i"}},
      {ND_UINT32, {"uintc", "I"}},
      {ND_INT64, {"int", "int_", "intp", "long", "longlong", "l", "q", "p", "n"}},
      {ND_UINT64, {"uint", "uintp", "ulong", "ulonglong", "L", "Q", "P", "N"}},
      {ND_FLOAT16, {"half", "e"}},
      {ND_BFLOAT16, {"E", "V2", "<V2"}},
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
  const std::pair<const char*, const char*> no_numbers[] = {{"S3", "bytes strings"},
                                                            {"<U", "strings"},
                                                            {"M8[ns]", "datetime64"},
                                                            {"m", "timedelta64"},
                                                            {"|V10", "structured and void dtypes"}};
  for (const auto& [name, what] : no_numbers) {
    expect_error(ND_TYPE_ERROR, std::string("dtype: data type '") + name + "' is not supported: " + what,
                 [&] { parse_dtype(name); });
  }
  expect_error(ND_TYPE_ERROR, "dtype: 15 is no dtype code; the last is 14", [] { nd::find_dtype(15, ND_NATIVE); });
  expect_error(ND_TYPE_ERROR, "dtype: -1 is no dtype code; the last is 14", [] { nd::find_dtype(-1, ND_NATIVE); });
  expect_error(ND_VALUE_ERROR, "dtype: 7 is no byte order (ND_NATIVE, ND_SWAPPED, ND_LITTLE, ND_BIG)",
               [] { nd::find_dtype(ND_INT8, 7); });
}

}  // namespace
