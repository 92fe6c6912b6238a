// Tables of numbers in text: options become the engine's, callbacks of C its functions.
/*ND_AREA text_file Tables of numbers as text: files, memory, and whatever a function reads. */
#include "ndcore/text_file.h"

#include "core/callback.hpp"
#include "core/utf8.hpp"
#include "io/text_file.hpp"
#include "runtime/arguments.hpp"

using namespace nd;
using namespace nd::capi;

namespace {

std::string_view path_argument(const char* path) {
  const std::string_view given = text_argument(path, "path");
  if (given.empty()) fail(ND_VALUE_ERROR, ": argument `path` must not be empty");
  return given;
}

std::string_view optional_text(const char* given, const char* name, std::string_view otherwise) {
  return given == nullptr ? otherwise : text_argument(given, name);
}

DType* dtype_or_float64(nd_dtype* dtype) {
  DType* const given = optional_dtype(dtype, "dtype");
  return given != nullptr ? given : dtype_of<double>();
}

Compression compression_argument(int32_t given) {
  if (given < ND_COMPRESSION_BY_NAME || given > ND_COMPRESSION_GZIP) {
    fail(ND_VALUE_ERROR, ": argument `options.compression` must be ND_COMPRESSION_BY_NAME, NONE or GZIP, not ", given);
  }
  return static_cast<Compression>(given);
}

// What the options and lists of a caller say. The reading points into the options, which stay where they are.
class Reading {
 public:
  Reading(const nd_text_load_options* options, const char* const* comments, int32_t ncomments, const int64_t* usecols,
          int32_t nusecols)
      : options_(options == nullptr ? nd_text_load_options{} : struct_argument(options, "options")) {
    read_marks(comments, ncomments);
    read_encoding();
    const auto columns = span_of(usecols, nusecols, "usecols");
    if (usecols != nullptr) reading_.columns.emplace(columns.begin(), columns.end());
    reading_.compression = compression_argument(options_.compression);
    reading_.skip_rows = rows_argument(options_.skiprows, "skiprows");
    if (options_.max_rows != 0) {
      reading_.max_rows = options_.max_rows == ND_NO_ROWS ? 0 : rows_argument(options_.max_rows, "max_rows");
    }
    reading_.ndmin = options_.ndmin;
    reading_.filling = optional_array(options_.filling_values, "options.filling_values");
    if (options_.converters != nullptr) reading_.converter = &converter_;
  }
  Reading(const Reading&) = delete;
  Reading& operator=(const Reading&) = delete;

  const TextReading& get() const { return reading_; }

 private:
  static int64_t rows_argument(int64_t given, const char* name) {
    if (given < 0) fail(ND_VALUE_ERROR, ": argument `", name, "` must not be negative, not ", given);
    return given;
  }

  void read_marks(const char* const* comments, int32_t ncomments) {
    const auto given = span_of(comments, ncomments, "comments");
    if (comments == nullptr) reading_.comments = {"#"};
    for (const char* comment : given) reading_.comments.push_back(text_argument(comment, "comments"));
    if (options_.delimiter != nullptr) {
      reading_.delimiter = text_argument(options_.delimiter, "options.delimiter");
      if (reading_.delimiter.empty()) fail(ND_TYPE_ERROR, ": argument `delimiter` must not be empty");
    }
    if (options_.quotechar == nullptr) return;
    reading_.quote = text_argument(options_.quotechar, "options.quotechar");
    const std::string_view quote = reading_.quote;
    if (quote.empty() || utf8_length(quote.data(), quote.size()) != quote.size())
      fail(ND_TYPE_ERROR, ": argument `quotechar` must be a single character, not '", quote, "'");
  }

  void read_encoding() {
    if (options_.encoding == nullptr) return;
    const std::string_view name = text_argument(options_.encoding, "options.encoding");
    const auto known = find_encoding(name);
    if (!known) fail(ND_VALUE_ERROR, ": the library does not know encoding '", name, "'");
    reading_.encoding = *known;
  }

  bool convert(std::string_view field, int64_t row, int64_t column, int64_t columns, nd_cell& value) {
    cell_ = {};
    // A reading, not a status: one of the results is positive.
    const int64_t said = run_callback("the converter", [&]() -> int64_t {
      return options_.converters(field.data(), static_cast<int64_t>(field.size()), row, column, columns, &cell_,
                                 options_.converters_data);
    });
    value = cell_;
    return said != ND_TEXT_AS_USUAL;
  }

  const nd_text_load_options options_;
  TextReading reading_;
  nd_cell cell_{};
  struct Call {
    Reading* reading;
    bool operator()(std::string_view field, int64_t row, int64_t column, int64_t columns, nd_cell& value) const {
      return reading->convert(field, row, column, columns, value);
    }
  };
  Call call_{this};
  TextConverter converter_{call_};
};

class Writing {
 public:
  explicit Writing(const nd_text_save_options* given) {
    if (given == nullptr) return;
    const nd_text_save_options options = struct_argument(given, "options");
    writing_.format = optional_text(options.fmt, "options.fmt", writing_.format);
    writing_.delimiter = optional_text(options.delimiter, "options.delimiter", writing_.delimiter);
    writing_.newline = optional_text(options.newline, "options.newline", writing_.newline);
    writing_.header = optional_text(options.header, "options.header", "");
    writing_.footer = optional_text(options.footer, "options.footer", "");
    writing_.comments = optional_text(options.comments, "options.comments", writing_.comments);
    writing_.encoding = optional_text(options.encoding, "options.encoding", writing_.encoding);
    writing_.compression = compression_argument(options.compression);
  }
  const TextWriting& get() const { return writing_; }

 private:
  TextWriting writing_;
};

std::string_view bytes_argument(const uint8_t* data, int64_t nbytes) {
  const auto bytes = span_of(data, nbytes, "data");
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

}  // namespace

/*ND_API text_load group=io
 * The table of numbers in a text file: a row a line, columns between delimiters.
 * Lines end with \n, \r\n or \r; empty ones are skipped. Numbers are read exactly as Python's float() and int() do,
 * but without _ between digits, and independent of the locale; blanks around them do not count. A field that is no
 * number of the dtype, a row of another length and bytes that are not of the encoding are errors that name row, column
 * and line.
 * path      in                          UTF-8; a file whose name ends with .gz is unpacked
 * dtype     in optional                 NULL for float64
 * comments  in optional len=ncomments   each hides the rest of its line; NULL: "#"; an empty list: none
 * usecols   in optional len=nusecols    columns to be kept, in this order; negative counts from the end; NULL: all
 * options   in optional                 NULL: all defaults
 * returns   owned                       shape (rows, columns) without axes of length 1; of `dtype`
 * errors    ND_NOT_FOUND, ND_IO_ERROR, ND_FORMAT_ERROR, ND_VALUE_ERROR, ND_TYPE_ERROR,
 *           ND_OVERFLOW_ERROR, ND_FLOATING_POINT_ERROR, ND_NO_MEMORY, ND_CALLBACK_ERROR
 */
ND_EXPORT nd_array* nd_text_load(const char* path, nd_dtype* dtype, const char* const* comments, int32_t ncomments,
                                 const int64_t* usecols, int32_t nusecols, const nd_text_load_options* options) {
  return call("nd_text_load", [&] {
    const Reading reading(options, comments, ncomments, usecols, nusecols);
    DType* const type = dtype_or_float64(dtype);
    return give(load_text(path_argument(path), type, reading.get()));
  });
}

/*ND_API text_from_bytes group=io
 * The table of numbers in a text that lies in memory.
 * data      in len=nbytes               text in the encoding of the options, or packed text
 * dtype     in optional                 NULL for float64
 * comments  in optional len=ncomments   as for nd_text_load
 * usecols   in optional len=nusecols    columns to be kept; NULL: all
 * options   in optional                 NULL: all defaults
 * returns   owned                       shape (rows, columns) without axes of length 1; of `dtype`
 * errors    ND_IO_ERROR, ND_FORMAT_ERROR, ND_VALUE_ERROR, ND_TYPE_ERROR, ND_OVERFLOW_ERROR,
 *           ND_FLOATING_POINT_ERROR, ND_NO_MEMORY, ND_CALLBACK_ERROR
 */
ND_EXPORT nd_array* nd_text_from_bytes(const uint8_t* data, int64_t nbytes, nd_dtype* dtype,
                                       const char* const* comments, int32_t ncomments, const int64_t* usecols,
                                       int32_t nusecols, const nd_text_load_options* options) {
  return call("nd_text_from_bytes", [&] {
    MemorySource source(bytes_argument(data, nbytes));
    const Reading reading(options, comments, ncomments, usecols, nusecols);
    return give(read_text(source, dtype_or_float64(dtype), reading.get(), ": the given text"));
  });
}

/*ND_API text_read group=io nocall
 * The table of numbers in a text that a function reads.
 * The function is called only for bytes that are needed: when it gives single lines and options.max_rows is reached,
 * what lies behind the last row is still to be read.
 * read       in                          gives the bytes
 * read_data  in opaque                   given to `read`
 * dtype      in optional                 NULL for float64
 * comments   in optional len=ncomments   as for nd_text_load
 * usecols    in optional len=nusecols    columns to be kept; NULL: all
 * options    in optional                 NULL: all defaults
 * returns    owned                       shape (rows, columns) without axes of length 1; of `dtype`
 * errors     ND_IO_ERROR, ND_FORMAT_ERROR, ND_VALUE_ERROR, ND_TYPE_ERROR, ND_OVERFLOW_ERROR,
 *           ND_FLOATING_POINT_ERROR, ND_NO_MEMORY, ND_CALLBACK_ERROR
 */
ND_EXPORT nd_array* nd_text_read(nd_read_callback read, void* read_data, nd_dtype* dtype, const char* const* comments,
                                 int32_t ncomments, const int64_t* usecols, int32_t nusecols,
                                 const nd_text_load_options* options) {
  return call("nd_text_read", [&] {
    if (read == nullptr) refuse_pointer("read");
    const auto fill = [&](std::span<char> out) {
      const auto capacity = static_cast<int64_t>(out.size());
      const int64_t got =
          run_callback("the function that reads", [&] { return read(out.data(), capacity, read_data); });
      if (got > capacity)
        fail(ND_CALLBACK_ERROR, ": the function that reads gave ", got, " bytes where ", capacity, " fit");
      return static_cast<size_t>(got);
    };
    FunctionSource source(fill);
    const Reading reading(options, comments, ncomments, usecols, nusecols);
    return give(read_text(source, dtype_or_float64(dtype), reading.get(), ""));
  });
}

/*ND_API text_knows_encoding group=io
 * Whether text files of an encoding are read and written: UTF-8, UTF-16, UTF-32, Latin-1, ASCII.
 * encoding  in     a name that Python knows, such as "utf-8" or "UTF_16_LE"
 * returns   reading  1, or 0 for one that is to be converted to or from UTF-8 elsewhere
 * errors    ND_VALUE_ERROR, ND_NO_MEMORY
 */
ND_EXPORT int32_t nd_text_knows_encoding(const char* encoding) {
  return reading("nd_text_knows_encoding",
                 [&]() -> int32_t { return find_encoding(text_argument(encoding, "encoding")) ? 1 : 0; });
}

/*ND_API text_save group=io
 * Writes an array as a table of text: a line a row, 1-d arrays as one column.
 * `options.fmt` has conversions of printf: % d i u x X o e E f F g G s with the flags - + 0 and blank, width and
 * precision; %s writes the shortest text that reads back as the same number. One conversion stands for every column;
 * else there is one a column and the delimiter does not count. Complex numbers are written (1+2j), or take two
 * conversions each. The file takes the place of an old one when it is complete.
 * path     in            UTF-8; a file whose name ends with .gz is packed
 * a        in borrowed   1-d or 2-d, any dtype
 * options  in optional   NULL: all defaults
 * errors   ND_NOT_FOUND, ND_IO_ERROR, ND_VALUE_ERROR, ND_TYPE_ERROR, ND_NO_MEMORY
 */
ND_EXPORT nd_status nd_text_save(const char* path, nd_array* a, const nd_text_save_options* options) {
  return call("nd_text_save", [&] {
    const Array& source = array(a, "a");
    save_text(path_argument(path), source, Writing(options).get());
  });
}

/*ND_API text_to_bytes group=io
 * An array as the bytes of a table of text.
 * a        in borrowed   as for nd_text_save
 * options  in optional   NULL: all defaults
 * returns  owned         1-d uint8
 * errors   ND_VALUE_ERROR, ND_TYPE_ERROR, ND_NO_MEMORY
 */
ND_EXPORT nd_array* nd_text_to_bytes(nd_array* a, const nd_text_save_options* options) {
  return call("nd_text_to_bytes", [&] {
    const Array& source = array(a, "a");
    std::string all;
    write_text(source, Writing(options).get(), [&](std::string_view piece) { all += piece; });
    Ref<Array> result = empty(dtype_of<uint8_t>(), Dims{static_cast<int64_t>(all.size())});
    std::memcpy(result->data, all.data(), all.size());
    return give(std::move(result));
  });
}

/*ND_API fromstring group=io
 * The numbers of a text as a 1-d array.
 * data     in len=nbytes         UTF-8 text
 * dtype    in optional           NULL for float64
 * count    in default=-1         how many numbers at most; negative: all
 * sep      in                    what stands between numbers, beside blanks; blanks alone: any run of them
 * returns  owned                 1-d, of `dtype`
 * errors   ND_FORMAT_ERROR (no number or no separator), ND_VALUE_ERROR, ND_TYPE_ERROR, ND_FLOATING_POINT_ERROR,
 *          ND_NO_MEMORY
 */
ND_EXPORT nd_array* nd_fromstring(const uint8_t* data, int64_t nbytes, nd_dtype* dtype, int64_t count,
                                  const char* sep) {
  return call("nd_fromstring", [&] {
    const std::string_view content = bytes_argument(data, nbytes);
    const std::string_view separator = text_argument(sep, "sep");
    if (separator.empty()) fail(ND_VALUE_ERROR, ": argument `sep` must not be empty");
    return give(read_numbers(content, dtype_or_float64(dtype), count, separator, "fromstring"));
  });
}
