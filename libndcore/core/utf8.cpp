// Characters of sequences and sequences of characters.
#include "core/utf8.hpp"

namespace nd {

uint32_t utf8_character(const char* text, size_t length) noexcept {
  const auto* const bytes = reinterpret_cast<const unsigned char*>(text);
  if (length == 1) return bytes[0];
  uint32_t character = bytes[0] & (0x7FU >> length);
  for (size_t i = 1; i < length; ++i) character = character << 6 | (bytes[i] & 0x3FU);
  return character;
}

void append_utf8(std::string& out, uint32_t character) {
  const auto put = [&](uint32_t byte) { out += static_cast<char>(byte); };
  if (character < 0x80) return put(character);
  if (character < 0x800) {
    put(0xC0 | character >> 6);
  } else if (character < 0x10000) {
    put(0xE0 | character >> 12);
    put(0x80 | (character >> 6 & 0x3F));
  } else {
    put(0xF0 | character >> 18);
    put(0x80 | (character >> 12 & 0x3F));
    put(0x80 | (character >> 6 & 0x3F));
  }
  put(0x80 | (character & 0x3F));
}

}  // namespace nd
