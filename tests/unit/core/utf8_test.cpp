// Characters as UTF-8, and what is no UTF-8.
#include "core/utf8.hpp"

#include <gtest/gtest.h>

#include <string>

namespace nd {
namespace {

TEST(Utf8, EveryCharacterThereAndBack) {
  for (uint32_t c = 0; c < 0x110000; c += c < 0x3000 ? 1 : 61) {
    if (c >= 0xD800 && c < 0xE000) continue;
    std::string text;
    append_utf8(text, c);
    ASSERT_EQ(utf8_length(text.data(), text.size()), text.size()) << c;
    ASSERT_EQ(utf8_character(text.data(), text.size()), c);
    if (text.size() > 1) ASSERT_EQ(utf8_length(text.data(), text.size() - 1), 0U) << c;
  }
}

}  // namespace
}  // namespace nd
