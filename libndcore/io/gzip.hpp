// Packed bytes: the gzip format, through zlib. Used by text files.
#pragma once

#include <memory>

#include "io/byte_source.hpp"

namespace nd {

// The bytes of a gzip file, all its members one after another. A file that is none, or ends early, is ND_IO_ERROR.
class GzipSource final : public ByteSource {
 public:
  // `name` begins the messages.
  GzipSource(ByteSource& packed, std::string_view name);
  ~GzipSource() override;
  std::string_view next() override;

 private:
  struct State;
  bool more_input();
  std::unique_ptr<State> state_;
};

class GzipWriter {
 public:
  explicit GzipWriter(FunctionRef<void(std::string_view)> write);
  GzipWriter(const GzipWriter&) = delete;
  GzipWriter& operator=(const GzipWriter&) = delete;
  ~GzipWriter();
  void write(std::string_view bytes);
  // Writes what is left; nothing may follow.
  void finish();

 private:
  struct State;
  void deflate_with(int flush);
  std::unique_ptr<State> state_;
};

}  // namespace nd
