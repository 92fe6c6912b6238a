// Tables of numbers as text: rows in lines, columns between delimiters. Locale-free and exact in both directions.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "array/array.hpp"
#include "core/function_ref.hpp"
#include "io/byte_source.hpp"
#include "io/encoding.hpp"

namespace nd {

// A function that gives the value of a field: of a row and a column of the table that is made, which has so many
// columns. False: the field is read as without it, and so is the rest of its column.
using TextConverter =
    FunctionRef<bool(std::string_view field, int64_t row, int64_t column, int64_t columns, nd_cell& value)>;

struct TextReading {
  std::string_view delimiter;              // empty: any run of blanks
  std::string_view quote;                  // one character, around fields in which all else is text; empty: none
  std::vector<std::string_view> comments;  // each hides the rest of its line
  Encoding encoding = Encoding::automatic;
  Compression compression = Compression::by_name;
  int64_t skip_rows = 0;                        // lines at the beginning that are not looked at
  int64_t max_rows = -1;                        // rows with fields; negative: all
  std::optional<std::vector<int64_t>> columns;  // none: all; negative counts from the end
  int32_t ndmin = 0;                            // axes of length 1 are dropped down to this many: 0, 1 or 2
  const Array* filling = nullptr;               // one element that stands in for fields that are empty or no number
  const TextConverter* converter = nullptr;
};

// The table in a text. Empty lines are skipped. `name` begins the messages; a field that is no number of `dtype` and a
// row of another length are ND_FORMAT_ERROR with row, column and line.
Ref<Array> read_text(ByteSource& source, DType* dtype, const TextReading& reading, std::string_view name);
Ref<Array> load_text(std::string_view path, DType* dtype, const TextReading& reading);

struct TextWriting {
  std::string_view format = "%.18e";  // for every number, or for a whole row
  std::string_view delimiter = " ";
  std::string_view newline = "\n";
  std::string_view header;  // each line of header and footer gets `comments` in front
  std::string_view footer;
  std::string_view comments = "# ";
  std::string_view encoding = "utf-8";
  Compression compression = Compression::by_name;
};

// Rows of a 1-d (one column) or 2-d array, in pieces of many lines.
void write_text(const Array& a, const TextWriting& writing, FunctionRef<void(std::string_view)> write);
void save_text(std::string_view path, const Array& a, const TextWriting& writing);

// A 1-d array of the numbers of a text, `separator` between them: blanks in it stand for any run of blanks, or none. At
// most `count` numbers, negative: all. `operation` begins the messages.
Ref<Array> read_numbers(std::string_view text, DType* dtype, int64_t count, std::string_view separator,
                        std::string_view operation);

}  // namespace nd
