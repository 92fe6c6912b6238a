// Rows and fields of texts that come in pieces of any length, and what is asked of their source.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "core/utf8.hpp"
#include "io/tokenizer.hpp"
#include "io/whitespace.hpp"

namespace nd {
namespace {

using Rows = std::vector<std::vector<std::string>>;

// A text in pieces of so many bytes.
class Pieces final : public ByteSource {
 public:
  Pieces(std::string_view text, size_t length) : rest_(text), length_(length) {}
  std::string_view next() override {
    const std::string_view piece = rest_.substr(0, length_);
    rest_.remove_prefix(piece.size());
    return piece;
  }
  std::string_view rest() const { return rest_; }

 private:
  std::string_view rest_;
  size_t length_;
};

Rows rows_of(std::string_view text, const TextReading& reading, size_t length) {
  Pieces source(text, length);
  Tokenizer tokenizer(source, reading, "loadtxt");
  for (int64_t i = 0; i < reading.skip_rows && tokenizer.skip_line(); ++i) {
  }
  Rows rows;
  while (tokenizer.next_row()) {
    if (tokenizer.count() == 0) continue;
    rows.emplace_back();
    for (int64_t i = 0; i < tokenizer.count(); ++i) rows.back().emplace_back(tokenizer.field(i));
  }
  return rows;
}

struct Case {
  std::string_view text;
  std::string_view delimiter, quote;
  std::vector<std::string_view> comments;
  Rows rows;
};

TEST(Tokenizer, RowsDoNotDependOnPieces) {
  const Case cases[] = {
      {"1 2\n3\t4\r\n5\v6\r7\f8", "", "", {"#"}, {{"1", "2"}, {"3", "4"}, {"5", "6"}, {"7", "8"}}},
      {" 1\u00a02\u2003 3\u3000\n\u0085\n", "", "", {"#"}, {{"1", "2", "3"}}},
      {"\u00e11 \u2122\u30002\n", "", "", {"#"}, {{"\u00e11", "\u2122", "2"}}},
      {"# a\n1 2# b\n \n3 4 #\n#", "", "", {"#"}, {{"1", "2"}, {"3", "4"}}},
      {"1//2\n3/4//\n//\n", "", "", {"//", "%"}, {{"1"}, {"3/4"}}},
      {" 1 ,,2\n\n,\n3,\n", ",", "", {"#"}, {{" 1 ", "", "2"}, {"", ""}, {"3", ""}}},
      {"1::2:3::\n", "::", "", {"#"}, {{"1", "2:3", ""}}},
      {"1\u00b72\u00b5\n", "\u00b7", "", {"#"}, {{"1", "2\u00b5"}}},
      {"\"1,2\",\"a\"\"b\"c#\n\"\",x\"y\"\n", ",", "\"", {"#"}, {{"1,2", "a\"bc"}, {"", "x\"y\""}}},
      {"\"1 2\"  \"#\r\n3\" \n", "", "\"", {"#"}, {{"1 2", "#\r\n3"}}},
      {"\"1\n2", ",", "\"", {"#"}, {{"1\n2"}}},
      {"\u00ab1,2\u00ab,3\n", ",", "\u00ab", {"#"}, {{"1,2", "3"}}},
      {{"1\0\0002 3\0", 7}, "", "", {"#"}, {{{"1\0\0002", 4}, {"3\0", 2}}}},
      {"1 2 # 3\n", "", "", {}, {{"1", "2", "#", "3"}}},
      {"", "", "", {"#"}, {}},
  };
  for (const Case& c : cases) {
    TextReading reading;
    reading.delimiter = c.delimiter;
    reading.quote = c.quote;
    reading.comments = c.comments;
    for (const size_t length : {1, 2, 3, 5, 1000}) EXPECT_EQ(rows_of(c.text, reading, length), c.rows) << c.text;
  }
}

TEST(Tokenizer, SkipsLinesNotRows) {
  TextReading reading;
  reading.quote = "\"";
  reading.skip_rows = 3;
  for (const size_t length : {1, 2, 1000}) {
    EXPECT_EQ(rows_of("\"a\r\n\rb\"\n1 2\n", reading, length), (Rows{{"1", "2"}})) << length;
    EXPECT_EQ(rows_of("a\n", reading, length), Rows{}) << length;
  }
}

TEST(Tokenizer, AsksForNothingBehindARow) {
  const std::string_view text = "1 2\n3 4\n5 6\n";
  Pieces source(text, 4);
  const TextReading reading;
  Tokenizer tokenizer(source, reading, "loadtxt");
  ASSERT_TRUE(tokenizer.next_row());
  EXPECT_EQ(source.rest(), text.substr(4));
  ASSERT_TRUE(tokenizer.next_row());
  EXPECT_EQ(source.rest(), text.substr(8));
}

TEST(Tokenizer, LongTextsAreLetGoBitByBit) {
  std::string text;
  for (int i = 0; i < 200000; ++i) text += "12345,\"6\"\n";
  TextReading reading;
  reading.delimiter = ",";
  reading.quote = "\"";
  Pieces source(text, kPieceBytes + 7);
  Tokenizer tokenizer(source, reading, "loadtxt");
  int64_t rows = 0;
  while (tokenizer.next_row()) {
    ++rows;
    ASSERT_EQ(tokenizer.line(), rows);
    ASSERT_EQ(tokenizer.field(0), "12345");
    ASSERT_EQ(tokenizer.field(1), "6");
  }
  EXPECT_EQ(rows, 200000);
}

TEST(Tokenizer, BytesThatAreNoTextHaveAPlace) {
  TextReading reading;
  reading.encoding = Encoding::ascii;
  for (const size_t length : {1, 3, 1000}) {
    Pieces source("1 2\n3 4 \xb5", length);
    Tokenizer tokenizer(source, reading, "loadtxt: 'x'");
    ASSERT_TRUE(tokenizer.next_row());
    try {
      tokenizer.next_row();
      ADD_FAILURE();
    } catch (const Error& error) {
      EXPECT_STREQ(error.what(), "loadtxt: 'x': byte 0xb5 is not ASCII at row 1, column 3 (line 2); see `encoding`");
    }
  }
}

}  // namespace
}  // namespace nd
