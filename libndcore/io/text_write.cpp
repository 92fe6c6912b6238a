// Writing tables: one row format for all lines, whole lines collected into large pieces.
#include <algorithm>
#include <utility>

#include "core/cancel.hpp"
#include "io/gzip.hpp"
#include "io/number_format.hpp"
#include "io/text_file.hpp"

namespace nd {

namespace {

// How the columns of a row are written. One conversion stands for every column: then only those of the first column and
// of a later one are made, however many columns there are.
struct Columns {
  RowFormat row;
  size_t each;   // conversions a column
  bool repeats;  // the second column stands for all behind it
  const NumberFormat* of(int64_t column) const {
    return row.numbers.data() + static_cast<size_t>(repeats ? std::min<int64_t>(column, 1) : column) * each;
  }
};

Columns columns_of(const TextWriting& writing, int64_t columns, bool is_complex) {
  Columns result{parse_row_format(writing.format), is_complex ? size_t{2} : size_t{1}, false};
  RowFormat& row = result.row;
  const auto given = std::ssize(row.numbers);
  if (given != 1) {
    const auto each = static_cast<int64_t>(result.each);
    if (given % each == 0 && given / each == columns) return result;
    fail(ND_VALUE_ERROR, "savetxt: fmt has ", given, " conversions, but a row has ", columns,
         is_complex ? " complex" : "", " numbers: '", writing.format, "'");
  }
  result.repeats = true;
  const NumberFormat one = row.numbers[0];
  const std::string after = std::exchange(row.after, {});
  row.numbers.clear();
  std::string between;
  for (int64_t i = 0; i < std::min<int64_t>(columns, 2); ++i) {
    row.numbers.push_back(one);
    row.numbers.back().before = between + (is_complex ? " (" : "") + one.before;
    between = after;
    if (is_complex) {
      row.numbers.push_back(one);
      row.numbers.back().before = after + "+" + one.before;
      between += "j)";
    }
    between += writing.delimiter;
  }
  if (columns > 0) row.after = between.substr(0, between.size() - writing.delimiter.size());
  return result;
}

template <class T>
void format_element(const NumberFormat* format, T value, std::string& out) {
  out += format->before;
  if constexpr (kIsComplex<T>) {
    format_number(*format++, value.re, out);
    out += format->before;
    format_number(*format, value.im, out);
  } else {
    format_number(*format, value, out);
  }
}

// A sign in front of the imaginary part stands for the plus between the two.
void join_signs(std::string& row, size_t begin) {
  size_t at = begin;
  while ((at = row.find("+-", at)) != std::string::npos) row.erase(at, 1);
}

void append_comment(std::string_view text, const TextWriting& writing, std::string& out) {
  if (text.empty()) return;
  out += writing.comments;
  for (const char c : text) {
    out += c;
    if (c == '\n') out += writing.comments;
  }
  out += writing.newline;
}

void write_rows(const Array& a, const TextWriting& writing, FunctionRef<void(std::string_view)> write) {
  if (a.ndim < 1 || a.ndim > 2)
    fail(ND_VALUE_ERROR, "savetxt: expected a 1-d or 2-d array, not one of ", a.ndim, " dimensions");
  const int64_t rows = a.shape(0);
  const int64_t columns = a.ndim == 2 ? a.shape(1) : 1;
  const Columns format = columns_of(writing, columns, a.dtype->is_complex());
  const Ref<Array> dense = as_contiguous(const_cast<Array&>(a), native(a.dtype));
  std::string out;
  append_comment(writing.header, writing, out);
  visit_type(a.dtype->code, [&]<class T>(Type<T>) {
    const T* value = dense->as<T>();
    PatientCheck check;
    for (int64_t i = 0; i < rows; ++i) {
      check.worked(columns + 1);
      const size_t begin = out.size();
      for (int64_t j = 0; j < columns; ++j) format_element(format.of(j), *value++, out);
      out += format.row.after;
      if (kIsComplex<T>) join_signs(out, begin);
      out += writing.newline;
      if (out.size() < kPieceBytes) continue;
      write(out);
      out.clear();
    }
  });
  append_comment(writing.footer, writing, out);
  write(out);
}

// A text in its encoding, packed if it shall be.
void write_packed(const Array& a, const TextWriting& writing, bool packed, FunctionRef<void(std::string_view)> write) {
  const auto encoding = find_encoding(writing.encoding);
  if (!encoding) fail(ND_VALUE_ERROR, "savetxt: the library does not know encoding '", writing.encoding, "'");
  Encoder encoder(*encoding, writing.encoding);
  if (!packed) return write_rows(a, writing, [&](std::string_view piece) { write(encoder.encode(piece)); });
  GzipWriter packer(write);
  write_rows(a, writing, [&](std::string_view piece) { packer.write(encoder.encode(piece)); });
  packer.finish();
}

}  // namespace

void write_text(const Array& a, const TextWriting& writing, FunctionRef<void(std::string_view)> write) {
  write_packed(a, writing, writing.compression == Compression::gzip, write);
}

void save_text(std::string_view path, const Array& a, const TextWriting& writing) {
  const bool packed = compression_of(writing.compression, path, "savetxt") == Compression::gzip;
  OutputFile file("savetxt", path);
  write_packed(a, writing, packed, [&](std::string_view piece) { file.write(piece); });
  file.finish();
}

}  // namespace nd
