// Writing files: into a new one beside the old, which it replaces at the end.
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <climits>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <utility>

#include "core/cancel.hpp"
#include "io/file.hpp"

namespace nd {

namespace {

constexpr size_t kPiece = size_t{16} << 20;
std::atomic<uint32_t> temporary_count{0};

// Where the path leads in the end; itself when there is nothing yet.
std::string resolved(const std::string& path) {
  const std::unique_ptr<char, decltype(&std::free)> real(realpath(path.c_str(), nullptr), &std::free);
  return real ? std::string(real.get()) : path;
}

}  // namespace

OutputFile::OutputFile(std::string_view operation, std::string_view path)
    : operation_(operation), path_(path), target_(resolved(path_)) {
  struct stat status{};
  const bool exists = stat(target_.c_str(), &status) == 0;
  // A broken symbolic link is followed by open, which makes the file it names.
  struct stat link{};
  const bool dangling = !exists && lstat(path_.c_str(), &link) == 0;
  if (exists && !S_ISREG(status.st_mode)) {
    descriptor_ = open(target_.c_str(), O_WRONLY | O_CLOEXEC);
  } else if (dangling) {
    descriptor_ = open(target_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  } else {
    // Replacing needs no right to write the old file, so that is asked for.
    if (exists && access(target_.c_str(), W_OK) != 0) refuse("cannot open", errno);
    open_new();
    if (descriptor_ >= 0 && exists && fchmod(descriptor_, status.st_mode & 07777) != 0) {
      const int error = errno;
      close(descriptor_);
      unlink(temporary_.c_str());
      refuse("cannot set the permissions of", error);
    }
  }
  if (descriptor_ < 0) refuse("cannot open", errno);
}

void OutputFile::open_new() {
  do {
    temporary_ = text(target_, ".", static_cast<int64_t>(getpid()), ".", temporary_count++, ".tmp");
    descriptor_ = open(temporary_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
  } while (descriptor_ < 0 && errno == EEXIST);
}

OutputFile::~OutputFile() {
  if (descriptor_ < 0) return;
  close(descriptor_);
  if (!temporary_.empty()) unlink(temporary_.c_str());
}

void OutputFile::refuse(std::string_view what, int error) const { fail_system(operation_, what, path_, error); }

void OutputFile::write(std::span<const std::byte> bytes) {
  while (!bytes.empty()) {
    check_cancelled();
    const ssize_t written = ::write(descriptor_, bytes.data(), std::min(bytes.size(), kPiece));
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) refuse("cannot write", errno);
    bytes = bytes.subspan(static_cast<size_t>(written));
  }
}

void OutputFile::finish() {
  const int closed = close(std::exchange(descriptor_, -1));
  const int error = errno;
  if (closed == 0 && (temporary_.empty() || rename(temporary_.c_str(), target_.c_str()) == 0)) return;
  const int reason = closed != 0 ? error : errno;
  if (!temporary_.empty()) unlink(temporary_.c_str());
  refuse("cannot finish", reason);
}

}  // namespace nd
