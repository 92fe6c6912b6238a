// UTF-8 is checked and passed on; the others are converted character by character.
#include "io/encoding.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <utility>

#include "core/error.hpp"
#include "core/utf8.hpp"

namespace nd {

namespace {

constexpr std::string_view kMark8 = "\xEF\xBB\xBF";
constexpr std::string_view kLittle16 = "\xFF\xFE";
constexpr std::string_view kBig16 = "\xFE\xFF";
constexpr std::string_view kLittle32("\xFF\xFE\0\0", 4);
constexpr std::string_view kBig32("\0\0\xFE\xFF", 4);

struct Name {
  std::string_view text;
  Encoding encoding;
};

// Without what stands between their parts.
constexpr Name kNames[] = {
    {"utf8", Encoding::utf8},
    {"u8", Encoding::utf8},
    {"utf8sig", Encoding::utf8_with_mark},
    {"latin1", Encoding::latin1},
    {"latin", Encoding::latin1},
    {"l1", Encoding::latin1},
    {"iso88591", Encoding::latin1},
    {"ascii", Encoding::ascii},
    {"usascii", Encoding::ascii},
    {"utf16", Encoding::utf16},
    {"u16", Encoding::utf16},
    {"utf16le", Encoding::utf16_little},
    {"utf16be", Encoding::utf16_big},
    {"utf32", Encoding::utf32},
    {"u32", Encoding::utf32},
    {"utf32le", Encoding::utf32_little},
    {"utf32be", Encoding::utf32_big},
};

size_t ascii_run(std::string_view bytes) {
  size_t i = 0;
  for (; i + 8 <= bytes.size(); i += 8) {
    uint64_t word = 0;
    std::memcpy(&word, bytes.data() + i, sizeof word);
    if ((word & 0x8080808080808080U) != 0) break;
  }
  while (i < bytes.size() && static_cast<unsigned char>(bytes[i]) < 0x80) ++i;
  return i;
}

std::string hexadecimal(uint32_t value, int digits) {
  std::string out;
  for (int i = digits - 1; i >= 0; --i) out += "0123456789abcdef"[value >> (4 * i) & 0xF];
  return out;
}

// The encoding that a byte order mark tells, and how long the mark is.
std::pair<Encoding, size_t> told_by_mark(std::string_view bytes) {
  if (bytes.starts_with(kMark8)) return {Encoding::utf8, 3};
  if (bytes.starts_with(kLittle32)) return {Encoding::utf32_little, 4};
  if (bytes.starts_with(kBig32)) return {Encoding::utf32_big, 4};
  if (bytes.starts_with(kLittle16)) return {Encoding::utf16_little, 2};
  if (bytes.starts_with(kBig16)) return {Encoding::utf16_big, 2};
  return {Encoding::automatic, 0};
}

// Whether more is wanted to tell: a reader by lines is not asked for one that is not needed.
bool may_begin_mark(std::string_view bytes) {
  return bytes.size() < 4 && std::ranges::any_of(
                                 std::array{kMark8, kLittle32, kBig32, kLittle16, kBig16},
                                 [&](std::string_view mark) { return mark.starts_with(bytes); });
}

bool is_utf16(Encoding e) { return e == Encoding::utf16 || e == Encoding::utf16_little || e == Encoding::utf16_big; }
bool is_utf32(Encoding e) { return e == Encoding::utf32 || e == Encoding::utf32_little || e == Encoding::utf32_big; }
bool is_surrogate(uint32_t unit) { return unit >= 0xD800 && unit < 0xE000; }

}  // namespace

std::optional<Encoding> find_encoding(std::string_view name) {
  std::string bare;
  for (const char c : name) {
    if (c == '-' || c == '_' || c == ' ') continue;
    bare += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  const auto* const found = std::ranges::find(kNames, std::string_view(bare), &Name::text);
  return found == std::end(kNames) ? std::nullopt : std::optional(found->encoding);
}

// The mark of 4 bytes of UTF-32 begins as that of UTF-16 does: which of them it is the given encoding says.
void Decoder::begin(std::string_view& bytes) {
  begun_ = true;
  if (is_utf16(encoding_) || is_utf32(encoding_)) {
    const auto little = is_utf16(encoding_) ? kLittle16 : kLittle32;
    const auto big = is_utf16(encoding_) ? kBig16 : kBig32;
    const bool has_order = encoding_ != Encoding::utf16 && encoding_ != Encoding::utf32;
    big_ =
        encoding_ == Encoding::utf16_big || encoding_ == Encoding::utf32_big || (!has_order && bytes.starts_with(big));
    if (bytes.starts_with(big_ ? big : little)) bytes.remove_prefix(little.size());
    return;
  }
  const auto [told, length] = told_by_mark(bytes);
  if (encoding_ == Encoding::automatic && length > 0) {
    encoding_ = told;
    big_ = told == Encoding::utf16_big || told == Encoding::utf32_big;
  }
  const bool utf8 = encoding_ != Encoding::latin1 && encoding_ != Encoding::ascii && told == Encoding::utf8;
  if (utf8 || encoding_ == told) bytes.remove_prefix(length);
}

size_t Decoder::refuse(std::string_view bytes, size_t at, std::string_view name) {
  trouble_ = text("byte 0x", hexadecimal(static_cast<unsigned char>(bytes[at]), 2), " is not ", name);
  return at;
}

size_t Decoder::decode_utf8(std::string_view bytes, bool last, std::string& out) {
  size_t at = 0;
  while (at < bytes.size()) {
    at += ascii_run(bytes.substr(at));
    if (at == bytes.size()) break;
    const size_t length = utf8_length(bytes.data() + at, bytes.size() - at);
    if (length == 0) {
      if (last || bytes.size() - at >= 4) refuse(bytes, at, "UTF-8");
      break;
    }
    at += length;
  }
  out += bytes.substr(0, at);
  return at;
}

size_t Decoder::decode_ascii(std::string_view bytes, std::string& out) {
  const size_t run = ascii_run(bytes);
  out += bytes.substr(0, run);
  if (encoding_ == Encoding::ascii) return run == bytes.size() ? run : refuse(bytes, run, "ASCII");
  for (size_t i = run; i < bytes.size(); ++i) append_utf8(out, static_cast<unsigned char>(bytes[i]));
  return bytes.size();
}

template <class Unit>
size_t Decoder::decode_wide(std::string_view bytes, std::string& out) {
  constexpr size_t kSize = sizeof(Unit);
  const auto unit_at = [&](size_t at) -> uint32_t {
    std::array<unsigned char, kSize> parts{};
    std::memcpy(parts.data(), bytes.data() + at, kSize);
    if (big_) std::ranges::reverse(parts);
    uint32_t unit = 0;
    for (size_t i = kSize; i-- > 0;) unit = unit << 8 | parts[i];
    return unit;
  };
  const auto bad = [&](size_t at, uint32_t unit) {
    trouble_ = text("0x", hexadecimal(unit, 2 * kSize), " is not UTF-", uint64_t{8 * kSize});
    return at;
  };
  size_t at = 0;
  while (at + kSize <= bytes.size()) {
    uint32_t character = unit_at(at);
    size_t length = kSize;
    if (is_surrogate(character)) {
      if (kSize == 4 || character >= 0xDC00) return bad(at, character);
      if (at + 2 * kSize > bytes.size()) break;
      const uint32_t second = unit_at(at + kSize);
      if (second < 0xDC00 || second >= 0xE000) return bad(at, character);
      character = 0x10000 + ((character - 0xD800) << 10) + (second - 0xDC00);
      length = 2 * kSize;
    }
    if (character > 0x10FFFF) return bad(at, character);
    append_utf8(out, character);
    at += length;
  }
  return at;
}

void Decoder::decode(std::string_view bytes, bool last, std::string& out) {
  if (!trouble_.empty()) return;
  std::string joined;
  if (!waiting_.empty()) {
    joined = std::exchange(waiting_, {});
    joined += bytes;
    bytes = joined;
  }
  if (!begun_) {
    if (!last && may_begin_mark(bytes)) {
      waiting_ = bytes;
      return;
    }
    begin(bytes);
  }
  const size_t used = is_utf16(encoding_)   ? decode_wide<uint16_t>(bytes, out)
                      : is_utf32(encoding_) ? decode_wide<uint32_t>(bytes, out)
                      : encoding_ == Encoding::latin1 || encoding_ == Encoding::ascii ? decode_ascii(bytes, out)
                                                                                      : decode_utf8(bytes, last, out);
  waiting_ = bytes.substr(used);
  if (last && !waiting_.empty() && trouble_.empty()) trouble_ = "its last character is not complete";
}

template <class Unit>
void Encoder::put_unit(uint32_t unit) {
  const bool big = encoding_ == Encoding::utf16_big || encoding_ == Encoding::utf32_big;
  for (size_t i = 0; i < sizeof(Unit); ++i) {
    const size_t place = big ? sizeof(Unit) - 1 - i : i;
    bytes_ += static_cast<char>(unit >> (8 * place) & 0xFF);
  }
}

void Encoder::put(uint32_t character) {
  if (is_utf32(encoding_)) return put_unit<uint32_t>(character);
  if (is_utf16(encoding_)) {
    if (character < 0x10000) return put_unit<uint16_t>(character);
    put_unit<uint16_t>(0xD800 + ((character - 0x10000) >> 10));
    return put_unit<uint16_t>(0xDC00 + ((character - 0x10000) & 0x3FF));
  }
  if (character >= (encoding_ == Encoding::ascii ? 0x80U : 0x100U)) {
    fail(ND_VALUE_ERROR, "savetxt: encoding '", name_, "' has no character U+",
         hexadecimal(character, character > 0xFFFF ? 6 : 4));
  }
  bytes_ += static_cast<char>(character);
}

std::string_view Encoder::encode(std::string_view text) {
  const bool begins = !std::exchange(begun_, true);
  const bool utf8 =
      encoding_ == Encoding::automatic || encoding_ == Encoding::utf8 || encoding_ == Encoding::utf8_with_mark;
  const bool marked =
      begins && (encoding_ == Encoding::utf8_with_mark || encoding_ == Encoding::utf16 || encoding_ == Encoding::utf32);
  const bool narrow = utf8 || (!is_utf16(encoding_) && !is_utf32(encoding_) && ascii_run(text) == text.size());
  if (narrow && !marked) return text;
  bytes_.clear();
  if (utf8) {
    bytes_ += kMark8;
    bytes_ += text;
    return bytes_;
  }
  if (marked) put(0xFEFF);
  for (size_t at = 0; at < text.size();) {
    const size_t length = std::max<size_t>(utf8_length(text.data() + at, text.size() - at), 1);
    put(utf8_character(text.data() + at, length));
    at += length;
  }
  return bytes_;
}

}  // namespace nd
