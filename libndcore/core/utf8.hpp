// What is well-formed UTF-8: of texts that callers give, of messages that are given to
// them, and of text files.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

namespace nd {

// The length of the sequence at `text`, of which `left` bytes can be read; 0 if it is malformed: truncated, overlong, a
// surrogate or past U+10FFFF.
inline size_t utf8_length(const unsigned char* text, size_t left) noexcept {
  const unsigned first = text[0];
  if (first < 0x80) return 1;
  const size_t length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
  if (first < 0xC2 || first > 0xF4 || left < length) return 0;
  for (size_t i = 1; i < length; ++i) {
    if ((text[i] & 0xC0) != 0x80) return 0;
  }
  const unsigned second = text[1];
  const bool overlong = (first == 0xE0 && second < 0xA0) || (first == 0xF0 && second < 0x90);
  const bool outside = (first == 0xED && second > 0x9F) || (first == 0xF4 && second > 0x8F);
  return overlong || outside ? 0 : length;
}

inline size_t utf8_length(const char* text, size_t left) noexcept {
  return utf8_length(reinterpret_cast<const unsigned char*>(text), left);
}

// The character of a good sequence.
uint32_t utf8_character(const char* text, size_t length) noexcept;

// `character` is below 0x110000.
void append_utf8(std::string& out, uint32_t character);

}  // namespace nd
