// Where the bytes of a text come from, piece by piece: memory, a file, a packed file, a function.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "core/function_ref.hpp"
#include "io/file.hpp"

namespace nd {

// Bytes of a piece, as far as the source chooses: few enough for a cache.
inline constexpr size_t kPieceBytes = size_t{1} << 18;

class ByteSource {
 public:
  ByteSource() = default;
  ByteSource(const ByteSource&) = delete;
  ByteSource& operator=(const ByteSource&) = delete;
  virtual ~ByteSource() = default;
  // The next bytes, valid until the next call; none: the end.
  virtual std::string_view next() = 0;
};

class MemorySource final : public ByteSource {
 public:
  explicit MemorySource(std::string_view bytes) : rest_(bytes) {}
  std::string_view next() override {
    const std::string_view piece = rest_.substr(0, kPieceBytes);
    rest_.remove_prefix(piece.size());
    return piece;
  }

 private:
  std::string_view rest_;
};

// What `read` fills the span with, as far as it returns; 0: the end.
class FunctionSource final : public ByteSource {
 public:
  explicit FunctionSource(FunctionRef<size_t(std::span<char>)> read) : read_(read), piece_(kPieceBytes, '\0') {}
  std::string_view next() override { return std::string_view(piece_).substr(0, read_(piece_)); }

 private:
  FunctionRef<size_t(std::span<char>)> read_;
  std::string piece_;
};

// How a file is packed.
enum class Compression { by_name, none, gzip };

// The packing that the name of a file tells: .gz. Other packed files (.bz2, .xz) are ND_VALUE_ERROR, which names
// `operation`: their readers are no part of the library.
Compression compression_of(Compression given, std::string_view path, std::string_view operation);

}  // namespace nd
