// The blanks beyond ASCII: U+0085, U+00A0, U+1680, U+2000 … U+200A, U+2028, U+2029, U+202F, U+205F, U+3000.
#include "io/whitespace.hpp"

#include <algorithm>

namespace nd {

namespace {

constexpr size_t kLongest = 3;

bool is_wide_blank(std::string_view bytes) {
  const std::string_view tail = bytes.substr(1);
  switch (bytes[0]) {
    case '\xC2': return tail == "\x85" || tail == "\xA0";
    case '\xE1': return tail == "\x9A\x80";
    case '\xE2':
      if (tail.size() != 2) return false;
      if (tail[0] == '\x81') return tail[1] == '\x9F';
      return tail[0] == '\x80' && (static_cast<unsigned char>(tail[1]) <= 0x8A || tail[1] == '\xA8' ||
                                   tail[1] == '\xA9' || tail[1] == '\xAF');
    case '\xE3': return tail == "\x80\x80";
    default: return false;
  }
}

}  // namespace

size_t blank_length(std::string_view text) noexcept {
  if (text.empty()) return 0;
  if (is_ascii_blank(text[0])) return 1;
  if (!begins_wide_blank(text[0])) return 0;
  const size_t length = text[0] == '\xC2' ? 2 : kLongest;
  return text.size() >= length && is_wide_blank(text.substr(0, length)) ? length : 0;
}

std::string_view trimmed(std::string_view text) noexcept {
  while (const size_t length = blank_length(text)) text.remove_prefix(length);
  while (!text.empty()) {
    size_t length = is_ascii_blank(text.back()) ? 1 : 0;
    for (size_t n = 2; length == 0 && n <= std::min(kLongest, text.size()); ++n) {
      if (is_wide_blank(text.substr(text.size() - n))) length = n;
    }
    if (length == 0) break;
    text.remove_suffix(length);
  }
  return text;
}

}  // namespace nd
