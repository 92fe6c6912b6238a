// Errors inside the engine: typed exceptions that the C API turns into a status and a message in one place.
// Thrown by every folder; caught only in capi/runtime.
#pragma once

#include <cstdint>
#include <exception>
#include <new>
#include <span>
#include <string>
#include <string_view>

#include "ndcore/status.h"

namespace nd {

// What frontends make of an error beside its message: an ND_DETAIL_ constant, and the axis of ND_DETAIL_AXIS.
struct ErrorDetail {
  int32_t kind = 0;
  int32_t ndim = 0;
  int64_t axis = 0;
};

class Error : public std::exception {
 public:
  Error(nd_status status, std::string message, ErrorDetail detail = {})
      : status_(status), detail_(detail), message_(std::move(message)) {}
  nd_status status() const noexcept { return status_; }
  const ErrorDetail& detail() const noexcept { return detail_; }
  // It may quote a text that has NULs in it.
  std::string_view message() const noexcept {
    return message_.empty() ? std::string_view(": no memory is left for the error's message") : message_;
  }
  const char* what() const noexcept override { return message().data(); }

 private:
  nd_status status_;
  ErrorDetail detail_;
  std::string message_;
};

namespace detail {
inline void append(std::string& out, std::string_view part) { out += part; }
inline void append(std::string& out, const char* part) { out += part; }
inline void append(std::string& out, char part) { out += part; }
void append(std::string& out, int64_t part);
void append(std::string& out, uint64_t part);
void append(std::string& out, double part);
inline void append(std::string& out, int32_t part) { append(out, int64_t{part}); }
inline void append(std::string& out, uint32_t part) { append(out, uint64_t{part}); }
// A shape is written as Python writes a tuple: (2, 3), (4,), ().
void append(std::string& out, std::span<const int64_t> shape);
}  // namespace detail

// The parts, written one after another. Numbers are written independently of the locale.
template <class... Parts>
std::string text(const Parts&... parts) {
  std::string out;
  (detail::append(out, parts), ...);
  return out;
}

// The same for an error: without memory for its words it is still that error, which may say that something was written.
template <class... Parts>
std::string error_text(const Parts&... parts) noexcept {
  try {
    return text(parts...);
  } catch (const std::bad_alloc&) {
    return {};
  }
}

// fail(ND_AXIS_ERROR, "sum: axis ", axis, " is out of bounds for an array of ", ndim, " dimensions")
// A message that begins with a colon gets the name of the public function in front of it from the C API's guard: for
// code that does not know on whose behalf it runs (": cannot allocate 80 bytes").
template <class... Parts>
[[noreturn]] void fail(nd_status status, const Parts&... parts) {
  throw Error(status, error_text(parts...));
}

// The same with more than the status tells.
template <class... Parts>
[[noreturn]] void fail_with(nd_status status, const ErrorDetail& detail, const Parts&... parts) {
  throw Error(status, error_text(parts...), detail);
}

}  // namespace nd
