// Files of the operating system behind arrays: whole reads and writes with every result checked, new files that replace
// the old one only when they are complete, and mappings. Every error names operation, path and the system's reason.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

#include "array/array.hpp"

namespace nd {

// An open file, closed with its last owner. `operation` ("load") begins the messages.
class InputFile {
 public:
  InputFile(std::string_view operation, std::string_view path, bool writeable = false);
  InputFile(const InputFile&) = delete;
  InputFile& operator=(const InputFile&) = delete;
  ~InputFile();

  bool regular() const { return regular_; }
  int64_t size() const { return size_; }  // of a regular file, as it was when opened
  int descriptor() const { return descriptor_; }
  const std::string& name() const { return name_; }  // "load: 'x.npy'", for messages

  // Fills the span from an offset of a regular file. A file that ends before is ND_FORMAT_ERROR.
  void read_at(int64_t offset, std::span<std::byte> out) const;
  // What a regular file holds from its beginning, at most `limit` bytes.
  std::string head(size_t limit) const;
  // The next bytes of a file of any kind, from its beginning on, at most what the span holds; 0: its end.
  size_t read_some(std::span<std::byte> out) const;
  // All that comes out of the file, of whatever kind it is.
  std::string read_all() const;
  // `nbytes` from `offset` on as shared memory of a regular file. `copy_on_write`: changes stay with this process.
  Ref<Buffer> map(int64_t offset, int64_t nbytes, bool copy_on_write) const;

 private:
  [[noreturn]] void refuse(std::string_view what) const;
  std::string name_;
  int descriptor_ = -1;
  int64_t size_ = 0;
  bool regular_ = false;
  bool writeable_;
};

// A file being written beside its final place, so that an array mapped from the old content can be saved over it and a
// failure leaves the old content alone. Devices and pipes are written directly.
class OutputFile {
 public:
  OutputFile(std::string_view operation, std::string_view path);
  OutputFile(const OutputFile&) = delete;
  OutputFile& operator=(const OutputFile&) = delete;
  ~OutputFile();  // removes what was not finished

  void write(std::span<const std::byte> bytes);
  void write(std::string_view text) { write(std::as_bytes(std::span(text))); }
  // Closes the file and puts it in its place.
  void finish();

 private:
  [[noreturn]] void refuse(std::string_view what, int error) const;
  void open_new();
  std::string operation_, path_;
  std::string target_;     // where symbolic links lead
  std::string temporary_;  // empty: written directly
  int descriptor_ = -1;
};

// Writes changes of a mapped array back to its file; nothing to do for other memory.
void flush(const Array& a);

// "load: cannot open 'x.npy': No such file or directory (errno 2)" with ND_NOT_FOUND or ND_IO_ERROR.
[[noreturn]] void fail_system(std::string_view operation, std::string_view what, std::string_view path, int error);

}  // namespace nd
