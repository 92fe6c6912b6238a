// NumPy's .npy files, formats 1.0 to 3.0: reading, writing, mapping, from files and from memory.
// bfloat16 is written as ml_dtypes has it, '<V2', and that descr is read as bfloat16.
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "array/array.hpp"

namespace nd {

struct NpyHeader {
  DType* dtype;
  Dims shape;
  bool fortran_order;
  int64_t data_offset;  // bytes from the beginning of the file
  int64_t data_bytes;
};

// The header at the beginning of `bytes`, strictly parsed; `name` begins the messages. Nothing is allocated by what it
// says. Anything but a well-formed header of a dtype we have is ND_FORMAT_ERROR.
NpyHeader parse_npy_header(std::span<const std::byte> bytes, std::string_view name);
// How many bytes the header takes, from its first 12 or more; fewer than 12 bytes give 12.
int64_t npy_header_size(std::span<const std::byte> bytes, std::string_view name);
inline constexpr int64_t kNpyHeaderLimit = 10'000 + 12;

// magic, version, length and dictionary, padded to 64 bytes. `version` is 1, 2 or 3.
std::string npy_header(const Array& a, int32_t version);

enum class MapMode : uint8_t { read, read_write, copy_on_write };

Ref<Array> load_npy(std::string_view path);
Ref<Array> map_npy(std::string_view path, MapMode mode);
void save_npy(std::string_view path, const Array& a, int32_t version = 1);

// The same in memory. `consumed` is where the file ends; what follows is not looked at.
Ref<Array> npy_from_bytes(std::span<const std::byte> bytes, int64_t& consumed);
Ref<Array> npy_to_bytes(const Array& a, int32_t version = 1);

// A raw file as an array: `shape` elements of `dtype` from `offset` on.
Ref<Array> map_file(std::string_view path, MapMode mode, DType* dtype, std::span<const int64_t> shape, int32_t order,
                    int64_t offset);

}  // namespace nd
