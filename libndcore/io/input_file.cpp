// Reading and mapping files.
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "core/cancel.hpp"
#include "io/file.hpp"

namespace nd {

namespace {

// Between two looks at the token; Linux reads at most 2 GiB at once anyway.
constexpr int64_t kPiece = int64_t{16} << 20;

// strerror follows the locale, this does not.
std::string_view reason(int error) {
#if defined(__GLIBC__) && (__GLIBC__ > 2 || __GLIBC_MINOR__ >= 32)
  const char* const known = strerrordesc_np(error);
  return known != nullptr ? known : "unknown error";
#else
  return "the system reports an error";
#endif
}

int64_t page_size() { return sysconf(_SC_PAGESIZE); }

void unmap(void* data, void* context) {
  // The mapping begins at a page boundary at or below the data and is as long as the context says from there.
  const auto address = reinterpret_cast<uintptr_t>(data);
  const uintptr_t start = address - address % static_cast<uintptr_t>(page_size());
  munmap(reinterpret_cast<void*>(start), reinterpret_cast<size_t>(context));
}

}  // namespace

void fail_system(std::string_view operation, std::string_view what, std::string_view path, int error) {
  if (error == ENOMEM) fail(ND_NO_MEMORY, operation, ": ", what, " '", path, "': out of memory");
  fail(error == ENOENT ? ND_NOT_FOUND : ND_IO_ERROR, operation, ": ", what, " '", path, "': ", reason(error),
       " (errno ", error, ")");
}

InputFile::InputFile(std::string_view operation, std::string_view path, bool writeable)
    : name_(text(operation, ": '", path, "'")), writeable_(writeable) {
  const std::string terminated(path);
  descriptor_ = open(terminated.c_str(), (writeable ? O_RDWR : O_RDONLY) | O_CLOEXEC);
  if (descriptor_ < 0) fail_system(operation, "cannot open", path, errno);
  struct stat status{};
  if (fstat(descriptor_, &status) != 0 || S_ISDIR(status.st_mode)) {
    const int error = S_ISDIR(status.st_mode) ? EISDIR : errno;
    close(descriptor_);
    fail_system(operation, "cannot open", path, error);
  }
  regular_ = S_ISREG(status.st_mode);
  size_ = regular_ ? status.st_size : 0;
}

InputFile::~InputFile() { close(descriptor_); }

void InputFile::refuse(std::string_view what) const {
  const int error = errno;
  if (error == ENOMEM) fail(ND_NO_MEMORY, name_, ": ", what, ": out of memory");
  fail(ND_IO_ERROR, name_, ": ", what, ": ", reason(error), " (errno ", error, ")");
}

void InputFile::read_at(int64_t offset, std::span<std::byte> out) const {
  while (!out.empty()) {
    check_cancelled();
    const ssize_t got = pread(descriptor_, out.data(), std::min<size_t>(out.size(), kPiece), offset);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) refuse("cannot read");
    if (got == 0) fail(ND_FORMAT_ERROR, name_, " ends after ", offset, " bytes: ", int64_t(out.size()), " are missing");
    offset += got;
    out = out.subspan(static_cast<size_t>(got));
  }
}

std::string InputFile::head(size_t limit) const {
  std::string bytes(std::min(limit, static_cast<size_t>(size_)), '\0');
  read_at(0, std::as_writable_bytes(std::span(bytes)));
  return bytes;
}

size_t InputFile::read_some(std::span<std::byte> out) const {
  for (;;) {
    check_cancelled();
    const ssize_t got = read(descriptor_, out.data(), std::min<size_t>(out.size(), kPiece));
    if (got >= 0) return static_cast<size_t>(got);
    if (errno != EINTR) refuse("cannot read");
  }
}

std::string InputFile::read_all() const {
  std::string bytes;
  size_t used = 0;
  for (;;) {
    if (used == bytes.size())
      bytes.resize(used + std::max<size_t>({used / 2, static_cast<size_t>(size_) + 1, 1 << 16}));
    const size_t got = read_some(std::as_writable_bytes(std::span(bytes).subspan(used)));
    if (got == 0) break;
    used += got;
  }
  bytes.resize(used);
  return bytes;
}

Ref<Buffer> InputFile::map(int64_t offset, int64_t nbytes, bool copy_on_write) const {
  const int64_t before = offset % page_size();
  const auto length = static_cast<size_t>(std::max<int64_t>(nbytes, 1) + before);
  const int protection = PROT_READ | (writeable_ || copy_on_write ? PROT_WRITE : 0);
  void* const start =
      mmap(nullptr, length, protection, copy_on_write ? MAP_PRIVATE : MAP_SHARED, descriptor_, offset - before);
  if (start == MAP_FAILED) refuse("cannot map");
  std::byte* const data = static_cast<std::byte*>(start) + before;
  try {
    return Buffer::wrap(data, static_cast<size_t>(nbytes), (protection & PROT_WRITE) != 0, unmap,
                        reinterpret_cast<void*>(length));
  } catch (...) {
    munmap(start, length);
    throw;
  }
}

void flush(const Array& a) {
  const Buffer& buffer = *a.buffer;
  if (buffer.owns_block || buffer.bytes == 0) return;
  const auto address = reinterpret_cast<uintptr_t>(buffer.data);
  const uintptr_t before = address % static_cast<uintptr_t>(page_size());
  if (msync(reinterpret_cast<void*>(address - before), buffer.bytes + before, MS_SYNC) != 0) {
    const int error = errno;
    fail(ND_IO_ERROR, "flush: cannot write the memory back: ", reason(error), " (errno ", error, ")");
  }
}

}  // namespace nd
