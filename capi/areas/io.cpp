// Arrays in files: .npy, mapped files.
/*ND_AREA io Arrays in files: .npy, mapped memory. */
#include "ndcore/io.h"

#include "io/file.hpp"
#include "io/npy.hpp"
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
 * mode     in default=ND_MAP_READ  as for nd_npy_map
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
