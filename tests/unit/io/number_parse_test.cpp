// Text as numbers: what Python's float() and complex() take.
#include "io/number_parse.hpp"

#include <gtest/gtest.h>

#include <cfloat>
#include <limits>
#include <utility>

namespace nd {
namespace {

TEST(ParseNumber, WhatPythonTakesAndNothingElse) {
  const double inf = std::numeric_limits<double>::infinity();
  const std::pair<const char*, double> good[] = {{"1", 1},
                                                 {"+1.5", 1.5},
                                                 {"-.5e-3", -.5e-3},
                                                 {"1.", 1},
                                                 {"1E5", 1e5},
                                                 {"inf", inf},
                                                 {"-Infinity", -inf},
                                                 {"1e400", inf},
                                                 {"-1e400", -inf},
                                                 {"1e-400", 0},
                                                 {"0.0000001e-320", 0},
                                                 {"0e999999999999999999999", 0},
                                                 {"100000000000000000000e300", inf},
                                                 {"4.9e-324", 4.9e-324},
                                                 {"1.7976931348623157e308", DBL_MAX}};
  for (const auto& [text, expected] : good) {
    double value = -7;
    EXPECT_TRUE(parse_number(std::string_view(text), value)) << text;
    EXPECT_EQ(value, expected) << text;
  }
  double value = 0;
  EXPECT_TRUE(parse_number(std::string_view("-NaN"), value));
  EXPECT_NE(value, value);
  for (const char* text :
       {"", "+", "-", ".", "e5", "1e", "0x10", "1_0", "nan(1)", "+-1", "--1", "1d5", "1,5", "1 2", "infi"}) {
    EXPECT_FALSE(parse_number(std::string_view(text), value)) << text;
  }
}

TEST(ParseNumber, Complex) {
  complex128 z;
  for (const char* text : {"1+2j", "(1+2j)", "+1+2j"}) {
    EXPECT_TRUE(parse_number(std::string_view(text), z)) << text;
    EXPECT_EQ(z.re, 1);
    EXPECT_EQ(z.im, 2);
  }
  EXPECT_TRUE(parse_number(std::string_view("-2.5e-3j"), z));
  EXPECT_EQ(z.im, -2.5e-3);
  EXPECT_EQ(z.re, 0);
  for (const char* text : {"1+j", "1 + 2j", "(1+2j", "1+2", "j", "()", "1+2jj", "1++2j"}) {
    EXPECT_FALSE(parse_number(std::string_view(text), z)) << text;
  }
}

}  // namespace
}  // namespace nd
