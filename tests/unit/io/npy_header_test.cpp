// Headers of .npy files: NumPy's to the byte, and what is no header is refused before anything is allocated.
#include <gtest/gtest.h>

#include <string>

#include "core/memory.hpp"
#include "io/npy.hpp"
#include "io/npy_bytes.hpp"

namespace nd {
namespace {

using test::entries;
using test::file_bytes;
using test::parse;
using test::refusal;

std::string message(const std::string& descr, const std::string& shape, size_t data = 64) {
  return refusal(file_bytes(entries(descr, shape), data));
}

TEST(NpyHeader, IsNumpysToTheByte) {
  const std::string header = npy_header(*empty(dtype_of<double>(), Dims{3, 4}), 1);
  const std::string dictionary = "{'descr': '<f8', 'fortran_order': False, 'shape': (3, 4), }";
  EXPECT_EQ(header.size(), 128u);
  EXPECT_EQ(header.substr(0, 10), std::string("\x93NUMPY\x01\x00v\x00", 10));
  EXPECT_EQ(header.substr(10, dictionary.size()), dictionary);
  EXPECT_EQ(header.back(), '\n');
  EXPECT_EQ(header.find_first_not_of(' ', 10 + dictionary.size()), header.size() - 1);
}

TEST(NpyHeader, VersionsAndAlignment) {
  for (const int32_t version : {1, 2, 3}) {
    for (int32_t ndim = 0; ndim <= 64; ++ndim) {
      const Ref<Array> a = zeros(dtype_of<int8_t>(), Dims(ndim, 1));
      const std::string header = npy_header(*a, version);
      EXPECT_EQ(header.size() % 64, 0u);
      const NpyHeader back = parse_npy_header(std::as_bytes(std::span(header)), "test");
      EXPECT_EQ(back.shape, Dims(ndim, 1));
      EXPECT_EQ(back.data_offset, std::ssize(header));
    }
  }
  EXPECT_THROW(npy_header(*zeros(dtype_of<int8_t>(), Dims{1}), 4), Error);
}

TEST(Npy, FormsOfTheDictionaryThatPythonReads) {
  EXPECT_EQ(parse(file_bytes("{\"shape\":(2,),\"fortran_order\":True,\"descr\":\">i4\"}", 8))->dtype,
            dtype_of(ND_INT32, true));
  EXPECT_EQ(parse(file_bytes(entries("'<i8'", "()"), 8))->ndim, 0);
  EXPECT_EQ(parse(file_bytes(entries("'<i8'", "(2L, 1L)"), 16))->shape(0), 2);
  EXPECT_EQ(parse(file_bytes(entries("u'<i2'", "(2,)"), 4))->dtype, dtype_of(ND_INT16));
  EXPECT_EQ(parse(file_bytes("{u'descr': U\"<f4\", u'fortran_order': False, u\"shape\": (1L,)}", 4))->size, 1);
  EXPECT_EQ(parse(file_bytes(entries("'<V2'", "(2,)"), 4))->dtype, dtype_of(ND_BFLOAT16));
  EXPECT_EQ(parse(file_bytes(entries("'|b1'", "(0, 7)")))->size, 0);
  EXPECT_EQ(parse(file_bytes(entries("'<f8'", "(1,)"), 8, 3))->size, 1);
}

TEST(Npy, HostileHeadersAreRefusedBeforeAnythingIsAllocated) {
  EXPECT_NE(message("'<f8'", "(9,)").find("takes 72 bytes, 64 are there"), std::string::npos);
  EXPECT_NE(message("'<f8'", "(4611686018427387904, 4)").find("exceeds the address space"), std::string::npos);
  EXPECT_NE(message("'<f8'", "(99999999999999999999,)").find("exceeds 2^63 - 1"), std::string::npos);
  EXPECT_NE(message("'<f8'", "(-1,)").find("negative"), std::string::npos);
  EXPECT_NE(message("'|O'", "(1,)").find("Python objects are not supported"), std::string::npos);
  EXPECT_NE(message("[('a', '<f8')]", "(1,)").find("structured dtypes are not supported"), std::string::npos);
  for (const char* shape : {"(1", "1", "(1)", "(1,,)", "(,)", "[1]", "(1.0,)", "(True,)", "(01,)", "(1_0,)", "(-0,)",
                            "((1,),)", "(1 2)", "(+1,)", "(0x1,)", "(LL,)", "None", ""}) {
    message("'<f8'", shape);
  }
  for (const char* descr :
       {"'<f9'", "'<U5'", "'<M8[s]'", "'|V2'", "'<i16'", "''", "8", "'<f8", "'<f\\x38'", "'|V'", "None"}) {
    message(descr, "(1,)");
  }
  refusal(file_bytes("{'descr': '<f8', 'fortran_order': False}", 8));
  refusal(file_bytes("{'descr': '<f8', 'fortran_order': 0, 'shape': (1,)}", 8));
  refusal(file_bytes("{'descr': '<f8', 'descr': '<f8', 'fortran_order': False, 'shape': (1,)}", 8));
  refusal(file_bytes("{'more': '<f8', 'fortran_order': False, 'shape': (1,)}", 8));
  refusal(file_bytes(entries("'<f8'", "(1,)") + " + 1", 8));
  refusal(file_bytes(std::string(9000, '('), 8));
  refusal(file_bytes(entries("'<f8'", std::string(4000, '(')), 8));
  std::string many = "(";
  for (int i = 0; i < 65; ++i) many += "1, ";
  message("'<f8'", many + ")");
}

}  // namespace
}  // namespace nd
