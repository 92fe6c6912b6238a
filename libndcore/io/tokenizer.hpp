// A text as rows of fields: ends of lines, delimiters or blanks, comments, quotes. Used by text_read.cpp.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "io/byte_source.hpp"
#include "io/encoding.hpp"
#include "io/text_file.hpp"

namespace nd {

// Nothing is asked of the source before it is needed: a row that is complete asks for no byte behind it.
class Tokenizer {
 public:
  // `name` begins the messages. ND_TYPE_ERROR for marks that cannot be told apart, as NumPy has it.
  Tokenizer(ByteSource& source, const TextReading& reading, std::string_view name);

  // Each is false at the end of the text. A row without fields is an empty line.
  bool skip_line();
  bool next_row();

  int64_t count() const { return std::ssize(fields_); }
  // Without the quotes; valid until the next row.
  std::string_view field(int64_t i) const {
    const Field& f = fields_[static_cast<size_t>(i)];
    return {(f.quoted ? unquoted_ : text_).data() + f.begin, f.end - f.begin};
  }
  int64_t line() const { return line_; }  // where the row begins, from 1

 private:
  enum Kind : uint8_t { kOrdinary, kEnd, kNewline, kBlank, kMark };
  struct Field {
    size_t begin, end;
    bool quoted;
  };

  bool refill();
  bool has(size_t bytes);
  bool matches(std::string_view mark);
  size_t delimiter_length();
  bool comment_begins();
  bool begin_line();
  void end_line();
  void skip_rest();
  void skip_blanks();
  void read_quoted();
  bool read_field();
  void close(Field field, size_t tail, bool last);

  ByteSource& source_;
  const TextReading& reading_;
  const std::string_view name_;
  const bool blanks_;  // separate fields
  Decoder decoder_;
  std::array<Kind, 256> kinds_{};
  std::string text_;
  std::string unquoted_;  // fields of the row that have quotes, one after another
  size_t at_ = 0;
  std::vector<Field> fields_;
  bool ended_ = false;
  bool after_return_ = false;  // a \n that comes next belongs to the line before
  int64_t ends_ = 0;           // of lines
  int64_t line_ = 0;
  int64_t rows_ = 0;
};

}  // namespace nd
