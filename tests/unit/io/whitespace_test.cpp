// What separates numbers in text.
#include "io/whitespace.hpp"

#include <gtest/gtest.h>

#include "core/utf8.hpp"

#include <string>

namespace nd {
namespace {

TEST(Whitespace, IsThatOfUnicode) {
  const uint32_t blanks[] = {0x9,    0xA,    0xB,    0xC,    0xD,    0x1C,   0x1D,   0x1E,   0x1F,   0x20,
                             0x85,   0xA0,   0x1680, 0x2000, 0x2001, 0x2002, 0x2003, 0x2004, 0x2005, 0x2006,
                             0x2007, 0x2008, 0x2009, 0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000};
  const auto* next = std::begin(blanks);
  for (uint32_t c = 1; c < 0x4000; ++c) {
    std::string text;
    append_utf8(text, c);
    const bool blank = next != std::end(blanks) && *next == c;
    if (blank) ++next;
    EXPECT_EQ(blank_length(text), blank ? text.size() : 0) << c;
    EXPECT_EQ(trimmed(text + "1" + text), blank ? "1" : text + "1" + text) << c;
  }
}

}  // namespace
}  // namespace nd
