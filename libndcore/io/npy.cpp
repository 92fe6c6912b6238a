// Whole .npy files: header and elements together, in files, mappings and memory.
#include "io/npy.hpp"

#include <cstring>

#include "core/memory.hpp"
#include "core/threads.hpp"
#include "io/elements.hpp"
#include "io/file.hpp"

namespace nd {

namespace {

constexpr int64_t kReadGrain = int64_t{8} << 20;  // bytes a thread reads at a time

int32_t order_of(const NpyHeader& header) { return header.fortran_order ? ND_ORDER_F : ND_ORDER_C; }

void require_data(const NpyHeader& header, int64_t available, std::string_view name) {
  if (available - header.data_offset >= header.data_bytes) return;
  fail(ND_FORMAT_ERROR, name, " is no .npy file that can be read: shape ", std::span<const int64_t>(header.shape),
       " of ", header.dtype->name, " takes ", header.data_bytes, " bytes, ", available - header.data_offset,
       " are there");
}

NpyHeader header_of(const InputFile& file) {
  const std::string head = file.head(kNpyHeaderLimit);
  NpyHeader header = parse_npy_header(std::as_bytes(std::span(head)), file.name());
  require_data(header, file.size(), file.name());
  return header;
}

Ref<Array> parse(std::span<const std::byte> bytes, std::string_view name, int64_t& consumed) {
  const NpyHeader header = parse_npy_header(bytes, name);
  require_data(header, std::ssize(bytes), name);
  Ref<Array> result = empty(header.dtype, header.shape, order_of(header));
  const auto data = bytes.subspan(static_cast<size_t>(header.data_offset), static_cast<size_t>(header.data_bytes));
  if (!data.empty()) std::memcpy(result->data, data.data(), data.size());
  consumed = header.data_offset + header.data_bytes;
  return result;
}

}  // namespace

Ref<Array> load_npy(std::string_view path) {
  const InputFile file("load", path);
  if (!file.regular()) {
    const std::string bytes = file.read_all();
    int64_t consumed = 0;
    return parse(std::as_bytes(std::span(bytes)), file.name(), consumed);
  }
  const NpyHeader header = header_of(file);
  Ref<Array> result = empty(header.dtype, header.shape, order_of(header));
  parallel_for(header.data_bytes, kReadGrain, [&](int64_t begin, int64_t end) {
    file.read_at(header.data_offset + begin, {result->data + begin, static_cast<size_t>(end - begin)});
  });
  return result;
}

Ref<Array> map_npy(std::string_view path, MapMode mode) {
  NpyHeader header{};
  {
    const InputFile file("load", path);
    if (!file.regular()) fail(ND_IO_ERROR, file.name(), ": only regular files can be mapped");
    header = header_of(file);
  }
  return map_file(path, mode, header.dtype, header.shape, order_of(header), header.data_offset);
}

Ref<Array> map_file(std::string_view path, MapMode mode, DType* dtype, std::span<const int64_t> shape, int32_t order,
                    int64_t offset) {
  const InputFile file("memmap", path, mode == MapMode::read_write);
  if (!file.regular()) fail(ND_IO_ERROR, file.name(), ": only regular files can be mapped");
  const int64_t bytes = checked_size(shape, dtype->itemsize, "memmap");
  if (offset < 0) fail(ND_VALUE_ERROR, "memmap: argument `offset` must not be negative, not ", offset);
  // Beyond the file's end lies memory that ends the process when it is touched.
  if (offset > file.size() || file.size() - offset < bytes) {
    fail(ND_VALUE_ERROR, file.name(), " has ", file.size(), " bytes, but offset ", offset, " and shape ", shape, " of ",
         dtype->name, " need ", checked_add(offset, bytes, "memmap"));
  }
  const Dims strides = contiguous_strides(shape, dtype->itemsize, order);
  Ref<Buffer> buffer = file.map(offset, bytes, mode == MapMode::copy_on_write);
  std::byte* const data = buffer->data;
  return Array::create(dtype, shape, strides, data, std::move(buffer), mode != MapMode::read, false);
}

void save_npy(std::string_view path, const Array& a, int32_t version) {
  const std::string header = npy_header(a, version);
  OutputFile file("save", path);
  file.write(header);
  for_each_piece(a, a.f_contiguous && !a.c_contiguous ? ND_ORDER_F : ND_ORDER_C,
                 [&](std::span<const std::byte> piece) { file.write(piece); });
  file.finish();
}

Ref<Array> npy_from_bytes(std::span<const std::byte> bytes, int64_t& consumed) {
  return parse(bytes, "load: the given memory", consumed);
}

Ref<Array> npy_to_bytes(const Array& a, int32_t version) {
  const std::string header = npy_header(a, version);
  const auto length = static_cast<int64_t>(header.size());
  Ref<Array> result = empty(dtype_of<uint8_t>(), Dims{checked_add(length, a.nbytes(), "save")});
  std::memcpy(result->data, header.data(), header.size());
  std::byte* to = result->data + length;
  for_each_piece(a, a.f_contiguous && !a.c_contiguous ? ND_ORDER_F : ND_ORDER_C, [&](std::span<const std::byte> piece) {
    std::memcpy(to, piece.data(), piece.size());
    to += piece.size();
  });
  return result;
}

}  // namespace nd
