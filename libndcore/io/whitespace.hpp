// What separates numbers in text: the blanks of Unicode, as Python's str.isspace knows them.
#pragma once

#include <string_view>

namespace nd {

// Blanks of one byte, ends of lines among them.
constexpr bool is_ascii_blank(char c) { return c == ' ' || (c >= '\t' && c <= '\r') || (c >= '\x1c' && c <= '\x1f'); }

// Can a longer blank begin with this byte?
constexpr bool begins_wide_blank(char c) { return c == '\xC2' || c == '\xE1' || c == '\xE2' || c == '\xE3'; }

// The bytes of the blank that UTF-8 text begins with; 0: it begins with none.
size_t blank_length(std::string_view text) noexcept;

// Without blanks around it.
std::string_view trimmed(std::string_view text) noexcept;

}  // namespace nd
