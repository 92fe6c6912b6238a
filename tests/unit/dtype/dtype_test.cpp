// Descriptors: what is known of each dtype.
#include "dtype/dtype.hpp"

#include <gtest/gtest.h>

#include <bit>
#include <string>

namespace {

using nd::dtype_of;
using nd::parse_dtype;

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

}  // namespace
