// Encodings of text files: to UTF-8, in which they are read, and back.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace nd {

enum class Encoding {
  automatic,  // UTF-8, or what a byte order mark says
  utf8,
  utf8_with_mark,  // as UTF-8 when it is read
  latin1,
  ascii,
  utf16,  // in the order that a byte order mark says, else little-endian
  utf16_little,
  utf16_big,
  utf32,
  utf32_little,
  utf32_big,
};

// By a name that Python knows, in any case, with blanks, - or _ between its parts. None: the library does not know it.
std::optional<Encoding> find_encoding(std::string_view name);

// Bytes that come in pieces, as UTF-8. A byte order mark of the encoding at their beginning is no text.
class Decoder {
 public:
  explicit Decoder(Encoding encoding) : encoding_(encoding) {}

  // Appends whole characters; bytes of one that is not complete wait for the next piece. `last`: none follows.
  void decode(std::string_view bytes, bool last, std::string& out);
  // Why the text ends early: "byte 0xb5 is not ASCII". Empty: it does not.
  const std::string& trouble() const { return trouble_; }

 private:
  void begin(std::string_view& bytes);
  size_t decode_utf8(std::string_view bytes, bool last, std::string& out);
  size_t decode_ascii(std::string_view bytes, std::string& out);
  template <class Unit>
  size_t decode_wide(std::string_view bytes, std::string& out);
  size_t refuse(std::string_view bytes, size_t at, std::string_view name);

  Encoding encoding_;
  bool begun_ = false;
  bool big_ = false;
  std::string waiting_;
  std::string trouble_;
};

// UTF-8 that comes in pieces of whole characters, in another encoding. UTF-16 and UTF-32 without an order of bytes are
// little-endian behind a byte order mark, as Python writes them here.
class Encoder {
 public:
  Encoder(Encoding encoding, std::string_view name) : encoding_(encoding), name_(name) {}
  // The bytes, valid until the next call; ND_VALUE_ERROR for a character that the encoding does not have.
  std::string_view encode(std::string_view text);

 private:
  void put(uint32_t character);
  template <class Unit>
  void put_unit(uint32_t unit);

  Encoding encoding_;
  std::string name_;
  bool begun_ = false;
  std::string bytes_;
};

}  // namespace nd
