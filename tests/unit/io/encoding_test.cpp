// Text in every encoding that is known, cut into pieces anywhere; what is no text of it.
#include <gtest/gtest.h>

#include <string>
#include <utility>

#include "core/error.hpp"
#include "core/utf8.hpp"
#include "io/encoding.hpp"

namespace nd {
namespace {

const std::string kText = "a\u00b5\u20ac\U0001d11e 1\r\n";

struct Outcome {
  std::string text, trouble;
};

Outcome decoded(std::string_view bytes, Encoding encoding, size_t length) {
  Decoder decoder(encoding);
  Outcome out;
  for (size_t at = 0; at < bytes.size(); at += length) decoder.decode(bytes.substr(at, length), false, out.text);
  decoder.decode({}, true, out.text);
  out.trouble = decoder.trouble();
  return out;
}

template <class Unit>
std::string units(std::initializer_list<uint32_t> values, bool big) {
  std::string out;
  for (const uint32_t value : values) {
    for (size_t i = 0; i < sizeof(Unit); ++i) {
      out += static_cast<char>(value >> (8 * (big ? sizeof(Unit) - 1 - i : i)) & 0xFF);
    }
  }
  return out;
}

std::string utf16(bool big, bool mark) {
  return (mark ? units<uint16_t>({0xFEFF}, big) : "") +
         units<uint16_t>({'a', 0xB5, 0x20AC, 0xD834, 0xDD1E, ' ', '1', '\r', '\n'}, big);
}
std::string utf32(bool big, bool mark) {
  return (mark ? units<uint32_t>({0xFEFF}, big) : "") +
         units<uint32_t>({'a', 0xB5, 0x20AC, 0x1D11E, ' ', '1', '\r', '\n'}, big);
}

TEST(Decoder, EveryEncodingInPieces) {
  const std::pair<Encoding, std::string> cases[] = {
      {Encoding::automatic, kText},
      {Encoding::automatic, "\xEF\xBB\xBF" + kText},
      {Encoding::automatic, utf16(false, true)},
      {Encoding::automatic, utf16(true, true)},
      {Encoding::automatic, utf32(false, true)},
      {Encoding::automatic, utf32(true, true)},
      {Encoding::utf8, kText},
      {Encoding::utf8, "\xEF\xBB\xBF" + kText},
      {Encoding::utf8_with_mark, "\xEF\xBB\xBF" + kText},
      {Encoding::utf8_with_mark, kText},
      {Encoding::utf16, utf16(false, false)},
      {Encoding::utf16, utf16(false, true)},
      {Encoding::utf16, utf16(true, true)},
      {Encoding::utf16_little, utf16(false, false)},
      {Encoding::utf16_little, utf16(false, true)},
      {Encoding::utf16_big, utf16(true, false)},
      {Encoding::utf16_big, utf16(true, true)},
      {Encoding::utf32, utf32(false, false)},
      {Encoding::utf32, utf32(true, true)},
      {Encoding::utf32_little, utf32(false, true)},
      {Encoding::utf32_big, utf32(true, false)},
  };
  for (const auto& [encoding, bytes] : cases) {
    for (const size_t length : {1, 2, 3, 4, 5, 100}) {
      const Outcome out = decoded(bytes, encoding, length);
      EXPECT_EQ(out.text, kText) << static_cast<int>(encoding) << ' ' << length;
      EXPECT_EQ(out.trouble, "");
    }
  }
  EXPECT_EQ(decoded("1\xb5", Encoding::latin1, 1).text, "1\u00b5");
  EXPECT_EQ(decoded("\xEF\xBB\xBF", Encoding::latin1, 1).text, "\u00ef\u00bb\u00bf");
  EXPECT_EQ(decoded("\xFF\xFE", Encoding::automatic, 2).text, "");
}

TEST(Decoder, WhatIsNoText) {
  struct Bad {
    Encoding encoding;
    std::string bytes, text, trouble;
  };
  const Bad cases[] = {
      {Encoding::ascii, "1 \xb5", "1 ", "byte 0xb5 is not ASCII"},
      {Encoding::automatic, "1 \xb5 2 3 4", "1 ", "byte 0xb5 is not UTF-8"},
      {Encoding::utf8, "1 \xe2\x82", "1 ", "byte 0xe2 is not UTF-8"},
      {Encoding::utf8, "1\xc0\x80", "1", "byte 0xc0 is not UTF-8"},
      {Encoding::utf8, "\xed\xa0\x80", "", "byte 0xed is not UTF-8"},
      {Encoding::utf16_little, units<uint16_t>({'1', 0xDC00, '2'}, false), "1", "0xdc00 is not UTF-16"},
      {Encoding::utf16_big, units<uint16_t>({'1', 0xD800, '2'}, true), "1", "0xd800 is not UTF-16"},
      {Encoding::utf16, units<uint16_t>({'1', 0xD800}, false), "1", "its last character is not complete"},
      {Encoding::utf16, "1", "", "its last character is not complete"},
      {Encoding::utf32_little, units<uint32_t>({'1', 0x110000}, false), "1", "0x00110000 is not UTF-32"},
      {Encoding::utf32_big, units<uint32_t>({0xD800}, true), "", "0x0000d800 is not UTF-32"},
  };
  for (const Bad& bad : cases) {
    for (const size_t length : {1, 3, 100}) {
      const Outcome out = decoded(bad.bytes, bad.encoding, length);
      EXPECT_EQ(out.text, bad.text) << bad.trouble;
      EXPECT_EQ(out.trouble, bad.trouble);
    }
  }
}

TEST(Encoder, GivesWhatIsDecoded) {
  for (const char* name :
       {"utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"}) {
    const Encoding encoding = find_encoding(name).value();
    Encoder encoder(encoding, name);
    std::string bytes(encoder.encode(kText));
    bytes += encoder.encode(kText);
    EXPECT_EQ(decoded(bytes, encoding, 7).text, kText + kText) << name;
  }
  Encoder latin(Encoding::latin1, "latin1");
  EXPECT_EQ(latin.encode("\u00b5"), "\xb5");
  EXPECT_THROW(latin.encode("\u20ac"), Error);
  EXPECT_THROW(Encoder(Encoding::ascii, "ascii").encode("\u00b5"), Error);
}

TEST(FindEncoding, KnowsPythonsNames) {
  for (const char* name : {"utf-8", "UTF8", "U8", "utf_8", "latin-1", "Latin1", "iso-8859-1", "ISO8859_1", "us-ascii",
                           "utf-16-le", "UTF-16LE", "utf32", "utf_8_sig"}) {
    EXPECT_TRUE(find_encoding(name)) << name;
  }
  for (const char* name : {"", "utf-7", "cp1252", "utf-16-xe", "latin-2"}) EXPECT_FALSE(find_encoding(name)) << name;
}

}  // namespace
}  // namespace nd
