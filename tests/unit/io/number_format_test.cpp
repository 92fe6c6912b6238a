// Numbers as text: printf's notations to the digit.
#include "io/number_format.hpp"

#include <gtest/gtest.h>

#include <cfloat>
#include <cstdio>
#include <limits>
#include <string>

namespace nd {
namespace {

template <class T>
std::string formatted(std::string_view format, T value) {
  const RowFormat row = parse_row_format(format);
  std::string out = row.numbers.at(0).before;
  format_number(row.numbers[0], value, out);
  return out + row.after;
}

TEST(FormatNumber, IsPrintfs) {
  const double numbers[] = {0.0, -0.0, 1, -1.5, 123456.789, 1e-5, 9.9999999e9, 1e100, 5e-324, DBL_MAX, 0.1, 2.5, 1e16};
  char expected[2048];
  for (const char* format : {"%e", "%.18e", "%f", "%.3f", "%12.4f", "%-12.2fx", "%+.1f", "% .2e", "%012.3f", "%g",
                             "%.3g", "%.17g", "%E", "%G", "%10.0f", "%.0e"}) {
    for (const double number : numbers) {
      std::snprintf(expected, sizeof expected, format, number);
      EXPECT_EQ(formatted(format, number), expected) << format;
    }
  }
  for (const char* format : {"%d", "%5d", "%-5dx", "%+d", "% d", "%05d", "%.3d", "%8.3d", "%i"}) {
    for (const int32_t number : {0, 7, -7, 123456, INT32_MIN}) {
      std::snprintf(expected, sizeof expected, format, number);
      EXPECT_EQ(formatted(format, number), expected) << format;
    }
  }
  EXPECT_EQ(formatted("%x", uint64_t{255}), "ff");
  EXPECT_EQ(formatted("%X|%%", uint8_t{255}), "FF|%");
  EXPECT_EQ(formatted("%d", 1e22), "10000000000000000000000");
  EXPECT_EQ(formatted("%d", -1.9), "-1");
  EXPECT_EQ(formatted("%s", 0.1F), "0.1");
  EXPECT_EQ(formatted("%6s|", bool8(true)), "  True|");
  EXPECT_EQ(formatted("%.2f", int64_t{3}), "3.00");
  EXPECT_EQ(formatted("%d", INT64_MIN), "-9223372036854775808");
  EXPECT_EQ(formatted("%F", -std::numeric_limits<double>::infinity()), "-INF");
}

TEST(FormatNumber, RefusesWhatItDoesNotKnow) {
  for (const char* format : {"%", "%y", "%5", "%*d", "%.99999f", "%99999d", "%#x", "%n", "%c"}) {
    EXPECT_THROW(parse_row_format(format), Error) << format;
  }
  EXPECT_THROW(formatted("%d", std::numeric_limits<double>::quiet_NaN()), Error);
  EXPECT_THROW(formatted("%x", 1.5), Error);
}

}  // namespace
}  // namespace nd
