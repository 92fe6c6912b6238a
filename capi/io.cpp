// Arrays in files: .npy, mapped files, tables of text.
/*ND_AREA io Arrays in files: .npy, mapped memory, delimited text. */
#include "ndcore/io.h"

#include "io/file.hpp"
#include "io/npy.hpp"
#include "io/text_file.hpp"
#include "runtime/arguments.hpp"

using namespace nd;
using namespace nd::capi;

namespace {

std::span<const std::byte> bytes_argument(const uint8_t* data, int64_t nbytes) {
  return std::as_bytes(span_of(data, nbytes, "data"));
}

std::string_view path_argument(const char* path) {
  const std::string_view given = text_argument(path, "path");
  if (given.empty()) fail(ND_VALUE_ERROR, ": argument `path` must not be empty");
  return given;
}

MapMode map_mode(int32_t mode) {
  if (mode < ND_MAP_READ || mode > ND_MAP_COPY_ON_WRITE) {
    fail(ND_VALUE_ERROR, ": argument `mode` must be ND_MAP_READ, ND_MAP_READ_WRITE or ND_MAP_COPY_ON_WRITE, not ",
         mode);
  }
  return static_cast<MapMode>(mode);
}

std::string_view optional_text(const char* given, const char* name, std::string_view otherwise) {
  return given == nullptr ? otherwise : text_argument(given, name);
}

TextReading text_reading(const char* delimiter, const char* const* comments, int32_t ncomments, int64_t skiprows,
                         int64_t max_rows, const int64_t* columns, int32_t ncolumns, int32_t ndmin, nd_array* filling) {
  TextReading reading;
  reading.delimiter = optional_text(delimiter, "delimiter", "");
  for (const char* comment : span_of(comments, ncomments, "comments")) {
    reading.comments.push_back(text_argument(comment, "comments"));
  }
  reading.skip_rows = skiprows;
  reading.max_rows = max_rows;
  const auto chosen = span_of(columns, ncolumns, "columns");
  reading.columns.assign(chosen.begin(), chosen.end());
  reading.ndmin = ndmin;
  reading.filling = optional_array(filling, "filling");
  return reading;
}

TextWriting text_writing(const char* format, const char* delimiter, const char* newline, const char* header,
                         const char* footer, const char* comments) {
  TextWriting writing;
  writing.format = optional_text(format, "format", writing.format);
  writing.delimiter = optional_text(delimiter, "delimiter", writing.delimiter);
  writing.newline = optional_text(newline, "newline", writing.newline);
  writing.header = optional_text(header, "header", "");
  writing.footer = optional_text(footer, "footer", "");
  writing.comments = optional_text(comments, "comments", writing.comments);
  return writing;
}

DType* dtype_or_float64(nd_dtype* dtype) {
  DType* const given = optional_dtype(dtype, "dtype");
  return given != nullptr ? given : dtype_of<double>();
}

}  // namespace

/*ND_API npy_load group=io
 * The array in a .npy file, of format 1.0, 2.0 or 3.0.
 * A malformed header is refused before memory is taken for what it promises; what follows the elements is ignored. The
 * descr '<V2', which ml_dtypes writes, is read as bfloat16. Structured dtypes and Python objects are refused.
 * path     in     UTF-8
 * returns  owned  in the file's dtype, shape, byte order and C or F order
 * errors   ND_NOT_FOUND, ND_IO_ERROR, ND_FORMAT_ERROR, ND_VALUE_ERROR, ND_NO_MEMORY
 */
ND_EXPORT nd_array* nd_npy_load(const char* path) {
  return reading("nd_npy_load", [&] { return give(load_npy(path_argument(path))); });
}

/*ND_API npy_map group=io
 * The array in a .npy file as memory that is the file itself: nothing is read before it is used.
 * The file must not be cut short while the array lives: the system ends a process that touches what is no longer there.
 * path     in     UTF-8, of a regular file
 * mode     in default=ND_MAP_READ  ND_MAP_READ: read-only; ND_MAP_READ_WRITE: changes go to the file, see
 *                                  nd_array_flush; ND_MAP_COPY_ON_WRITE: changes stay in memory
 * returns  owned  in the file's dtype, shape, byte order and C or F order
 * errors   ND_NOT_FOUND, ND_IO_ERROR, ND_FORMAT_ERROR, ND_VALUE_ERROR, ND_NO_MEMORY
 */
ND_EXPORT nd_array* nd_npy_map(const char* path, nd_map_mode mode) {
  return reading("nd_npy_map", [&] { return give(map_npy(path_argument(path), map_mode(mode))); });
}

/*ND_API npy_save group=io
 * Writes an array to a .npy file, byte for byte as NumPy does; bfloat16 as ml_dtypes does, '<V2'.
 * The file is complete before it takes the place of an old one: a failure leaves the old one as it was, and an array
 * that is mapped from the old one can be saved over it. Devices and pipes are written directly.
 * path     in           UTF-8
 * a        in borrowed  any dtype, shape and layout; F-contiguous arrays are written in F order, others in C order
 * version  in default=1  of the format: 1, 2 or 3
 * errors   ND_NOT_FOUND, ND_IO_ERROR, ND_VALUE_ERROR, ND_TYPE_ERROR, ND_NO_MEMORY
 */
ND_EXPORT nd_status nd_npy_save(const char* path, nd_array* a, int64_t version) {
  return reading("nd_npy_save", [&] {
    const Array& source = array(a, "a");
    save_npy(path_argument(path), source, version);
  });
}

/*ND_API npy_from_bytes group=io
 * The array of a .npy file that lies in memory.
 * data      in len=nbytes  of the file, which may end before
 * consumed  out optional   where the file ends
 * returns   owned          a copy, in the file's dtype, shape, byte order and C or F order
 * errors    ND_FORMAT_ERROR, ND_VALUE_ERROR, ND_NO_MEMORY
 */
ND_EXPORT nd_array* nd_npy_from_bytes(const uint8_t* data, int64_t nbytes, int64_t* consumed) {
  return reading("nd_npy_from_bytes", [&] {
    int64_t end = 0;
    nd_array* const result = give(npy_from_bytes(bytes_argument(data, nbytes), end));
    if (consumed != nullptr) *consumed = end;
    return result;
  });
}

/*ND_API npy_to_bytes group=io
 * An array as the bytes of a .npy file.
 * a        in borrowed   any dtype and shape
 * version  in default=1  of the format: 1, 2 or 3
 * returns  owned         1-d uint8
 * errors   ND_VALUE_ERROR, ND_NO_MEMORY
 */
ND_EXPORT nd_array* nd_npy_to_bytes(nd_array* a, int64_t version) {
  return reading("nd_npy_to_bytes", [&] { return give(npy_to_bytes(array(a, "a"), version)); });
}

/*ND_API npy_nbytes group=io
 * How many bytes a .npy file has at least, judging by its beginning: to read one out of a stream.
 * Reading on until as many bytes are there, and asking again until the number no longer grows, reads exactly one file.
 * data     in len=nbytes  what is known of it
 * returns  reading        bytes; more than `nbytes` where the header itself is not complete
 * errors   ND_FORMAT_ERROR, ND_VALUE_ERROR
 */
ND_EXPORT int64_t nd_npy_nbytes(const uint8_t* data, int64_t nbytes) {
  return reading("nd_npy_nbytes", [&]() -> int64_t {
    const auto bytes = bytes_argument(data, nbytes);
    constexpr std::string_view kName = "load: the given memory";
    const int64_t header_bytes = npy_header_size(bytes, kName);
    if (nbytes < header_bytes) return header_bytes;
    const NpyHeader header = parse_npy_header(bytes, kName);
    return checked_add(header.data_offset, header.data_bytes, "load");
  });
}

/*ND_API file_map group=io
 * Elements of a file without a header as an array whose memory is the file itself.
 * path     in            UTF-8, of a regular file that must not be cut short while the array lives
 * mode     in            as for nd_npy_map
 * dtype    in borrowed   of the elements, in any byte order
 * shape    in len=ndim   ndim extents, none negative
 * order    in default=ND_ORDER_C  ND_ORDER_C or ND_ORDER_F
 * offset   in default=0  bytes from the beginning of the file to the first element
 * returns  owned         of that shape and dtype
 * errors   ND_NOT_FOUND, ND_IO_ERROR, ND_VALUE_ERROR, ND_NO_MEMORY
 */
ND_EXPORT nd_array* nd_file_map(const char* path, nd_map_mode mode, nd_dtype* dtype, const int64_t* shape, int32_t ndim,
                                nd_order order, int64_t offset) {
  return reading("nd_file_map", [&] {
    DType& type = object<DType>(dtype, "dtype");
    if (order != ND_ORDER_C && order != ND_ORDER_F) {
      fail(ND_VALUE_ERROR, ": argument `order` must be ND_ORDER_C or ND_ORDER_F, not ", order);
    }
    return give(map_file(path_argument(path), map_mode(mode), &type, span_of(shape, ndim, "shape"), order, offset));
  });
}

/*ND_API array_flush group=io
 * Writes the changes of a mapped array to its file before it returns; nothing to do for other arrays.
 * a        in borrowed  any array
 * errors   ND_IO_ERROR
 */
ND_EXPORT nd_status nd_array_flush(nd_array* a) {
  return reading("nd_array_flush", [&] { flush(array(a, "a")); });
}

/*ND_API text_load group=io
 * The table of numbers in a text file: a row a line, columns between delimiters.
 * Empty lines are skipped. Numbers are read exactly as Python's float() and int() do, independent of the locale; blanks
 * around them do not count. A field that is no number of the dtype, or a row of another length, is an error that names
 * row, column and line.
 * path       in                     UTF-8
 * dtype      in optional            NULL for float64
 * delimiter  in optional            between columns; NULL or empty: any run of blanks
 * comments   in len=ncomments       each hides the rest of its line, such as "#"
 * skiprows   in default=0           lines at the beginning that are not looked at
 * max_rows   in default=-1          rows to read; negative: all
 * columns    in len=ncolumns        to be kept, in this order; negative counts from the end; none: all
 * ndmin      in default=0           0, 1 or 2: down to how many axes those of length 1 are dropped
 * filling    in borrowed optional   one element that stands in for fields that are empty or no number
 * returns    owned                  shape (rows, columns) without axes of length 1; of `dtype`
 * errors     ND_NOT_FOUND, ND_IO_ERROR, ND_FORMAT_ERROR, ND_VALUE_ERROR, ND_OVERFLOW_ERROR, ND_NO_MEMORY
 */
ND_EXPORT nd_array* nd_text_load(const char* path, nd_dtype* dtype, const char* delimiter, const char* const* comments,
                                 int32_t ncomments, int64_t skiprows, int64_t max_rows, const int64_t* columns,
                                 int32_t ncolumns, int64_t ndmin, nd_array* filling) {
  return call("nd_text_load", [&] {
    const TextReading reading =
        text_reading(delimiter, comments, ncomments, skiprows, max_rows, columns, ncolumns, ndmin, filling);
    DType* const type = dtype_or_float64(dtype);
    return give(load_text(path_argument(path), type, reading));
  });
}

/*ND_API text_from_bytes group=io
 * The table of numbers in a text that lies in memory.
 * data       in len=nbytes          UTF-8 text
 * dtype      in optional            NULL for float64
 * delimiter  in optional            as for nd_text_load, and so on
 * comments   in len=ncomments       as for nd_text_load
 * skiprows   in default=0           lines that are not looked at
 * max_rows   in default=-1          rows to read; negative: all
 * columns    in len=ncolumns        to be kept; none: all
 * ndmin      in default=0           0, 1 or 2
 * filling    in borrowed optional   one element for fields that are empty or no number
 * returns    owned                  shape (rows, columns) without axes of length 1; of `dtype`
 * errors     ND_FORMAT_ERROR, ND_VALUE_ERROR, ND_OVERFLOW_ERROR, ND_NO_MEMORY
 */
ND_EXPORT nd_array* nd_text_from_bytes(const uint8_t* data, int64_t nbytes, nd_dtype* dtype, const char* delimiter,
                                       const char* const* comments, int32_t ncomments, int64_t skiprows,
                                       int64_t max_rows, const int64_t* columns, int32_t ncolumns, int64_t ndmin,
                                       nd_array* filling) {
  return call("nd_text_from_bytes", [&] {
    const auto bytes = bytes_argument(data, nbytes);
    const TextReading reading =
        text_reading(delimiter, comments, ncomments, skiprows, max_rows, columns, ncolumns, ndmin, filling);
    const std::string_view content(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    return give(read_text(content, dtype_or_float64(dtype), reading, ": the given text"));
  });
}

/*ND_API text_save group=io
 * Writes an array as a table of text: a line a row, 1-d arrays as one column.
 * `format` has conversions of printf: % d i u x X o e E f F g G s with the flags - + 0 and blank, width and precision;
 * %s writes the shortest text that reads back as the same number. One conversion stands for every column; else there
 * is one a column and the delimiter does not count. Complex numbers are written (1+2j), or take two conversions each.
 * The file takes the place of an old one when it is complete.
 * path       in            UTF-8
 * a          in borrowed   1-d or 2-d, any dtype
 * format     in optional   NULL: "%.18e"
 * delimiter  in optional   NULL: a blank
 * newline    in optional   NULL: "\n"
 * header     in optional   text in front, each line after `comments`; NULL: none
 * footer     in optional   text behind, likewise
 * comments   in optional   NULL: "# "
 * errors     ND_NOT_FOUND, ND_IO_ERROR, ND_VALUE_ERROR, ND_TYPE_ERROR, ND_NO_MEMORY
 */
ND_EXPORT nd_status nd_text_save(const char* path, nd_array* a, const char* format, const char* delimiter,
                                 const char* newline, const char* header, const char* footer, const char* comments) {
  return call("nd_text_save", [&] {
    const Array& source = array(a, "a");
    save_text(path_argument(path), source, text_writing(format, delimiter, newline, header, footer, comments));
  });
}

/*ND_API text_to_bytes group=io
 * An array as the bytes of a table of text.
 * a          in borrowed   as for nd_text_save, and so on
 * format     in optional   NULL: "%.18e"
 * delimiter  in optional   NULL: a blank
 * newline    in optional   NULL: "\n"
 * header     in optional   NULL: none
 * footer     in optional   NULL: none
 * comments   in optional   NULL: "# "
 * returns    owned         1-d uint8
 * errors     ND_VALUE_ERROR, ND_TYPE_ERROR, ND_NO_MEMORY
 */
ND_EXPORT nd_array* nd_text_to_bytes(nd_array* a, const char* format, const char* delimiter, const char* newline,
                                     const char* header, const char* footer, const char* comments) {
  return call("nd_text_to_bytes", [&] {
    const Array& source = array(a, "a");
    std::string all;
    write_text(source, text_writing(format, delimiter, newline, header, footer, comments),
               [&](std::string_view piece) { all += piece; });
    Ref<Array> result = empty(dtype_of<uint8_t>(), Dims{static_cast<int64_t>(all.size())});
    std::memcpy(result->data, all.data(), all.size());
    return give(std::move(result));
  });
}
