// Turns exceptions into the thread's error record, in fixed buffers.
#include "runtime/error_record.hpp"

#include <algorithm>
#include <cstring>
#include <exception>
#include <new>
#include <stdexcept>

#include "core/error.hpp"
#include "core/fixed_text.hpp"
#include "core/utf8.hpp"

namespace nd::capi {

namespace {

// Appends as much as fits, cut at a limit of UTF-8 sequences.
class Writer {
 public:
  Writer(char* buffer, size_t size) noexcept : next_(buffer), left_(size - 1) { *buffer = '\0'; }
  // Behind the text that stands there.
  static Writer behind(char* buffer, size_t size) noexcept {
    Writer writer;
    const size_t used = std::strlen(buffer);
    writer.next_ = buffer + used;
    writer.left_ = size - 1 - used;
    return writer;
  }

  void append(std::string_view part) noexcept {
    size_t length = std::min(part.size(), left_);
    if (length < part.size()) {
      while (length > 0 && (static_cast<unsigned char>(part[length]) & 0xC0) == 0x80) --length;
      left_ = length;  // nothing may follow a cut
    }
    // The text may lie in the buffer that is written: an error made from the last one's message.
    std::memmove(next_, part.data(), length);
    std::replace(next_, next_ + length, '\0', '?');
    next_ += length;
    left_ -= length;
    *next_ = '\0';
  }

 private:
  Writer() noexcept = default;
  char* next_ = nullptr;
  size_t left_ = 0;
};

// Messages quote files and names that may hold any bytes: what is no UTF-8 becomes a question mark.
void make_utf8(char* text) noexcept {
  auto* at = reinterpret_cast<unsigned char*>(text);
  for (const unsigned char* const end = at + std::strlen(text); at != end;) {
    const size_t length = utf8_length(at, static_cast<size_t>(end - at));
    if (length == 0) *at = '?';
    at += std::max<size_t>(length, 1);
  }
}

constexpr ErrorRecord kNoMemoryForThread = [] {
  ErrorRecord record;
  record.status = ND_NO_MEMORY;
  constexpr std::string_view message = "cannot allocate memory for the state of a thread";
  std::copy(message.begin(), message.end(), record.message);
  return record;
}();

// The argument that the message names, as in "argument `weights` must be …".
void note_argument(ErrorRecord& record) noexcept {
  record.argument[0] = '\0';
  const std::string_view message(record.message);
  constexpr std::string_view kBefore = "argument `";
  const size_t start = message.find(kBefore);
  if (start == std::string_view::npos) return;
  const std::string_view rest = message.substr(start + kBefore.size());
  const size_t length = rest.find('`');
  if (length == std::string_view::npos) return;
  Writer(record.argument, sizeof record.argument).append(rest.substr(0, length));
}

std::string_view operation_of(const char* function) noexcept {
  std::string_view name(function);
  if (name.starts_with("nd_")) name.remove_prefix(3);
  return name;
}

// The record stays that of the call that failed first; its message tells of the first call that was not run, and of the
// outermost so far.
nd_status keep_first_error(const char* function, const char* argument) noexcept {
  ErrorRecord& record = current_thread_state->error;
  ++record.writes;
  const std::string_view operation = operation_of(function);
  if (++record.not_run > 1) record.message[record.told] = '\0';
  FixedText<192> hint;
  if (record.not_run == 1) {
    hint("; ", operation, " was not run: its argument `", argument, "` is NULL");
  } else if (record.not_run == 2) {
    hint(", nor was ", operation);
  } else {
    hint(", nor were ", record.not_run - 1, " more calls, the last of them ", operation);
  }
  Writer::behind(record.message, sizeof record.message).append(hint.view());
  if (record.not_run == 1) record.told = static_cast<int32_t>(std::strlen(record.message));
  return record.status;
}

}  // namespace

nd_status record_error(const char* function, nd_status status, std::string_view message,
                       const ErrorDetail& detail) noexcept {
  ThreadState* const state = thread_state_or_null();
  if (!state) return status;
  ErrorRecord& record = state->error;
  record.status = status;
  record.function = function;
  record.detail = detail;
  ++record.writes;
  record.unread = true;
  record.not_run = 0;
  Writer writer(record.message, sizeof record.message);
  if (message.starts_with(':')) writer.append(operation_of(function));
  writer.append(message);
  make_utf8(record.message);
  note_argument(record);
  return status;
}

nd_status record_current_exception(const char* function) noexcept {
  try {
    throw;
  } catch (const Error& error) {
    // A success code in an exception would turn the failure into a success.
    const nd_status status = error.status() < 0 ? error.status() : ND_INTERNAL_ERROR;
    return record_error(function, status, error.message(), error.detail());
  } catch (const NotRun& call) {
    return keep_first_error(function, call.argument);
  } catch (const std::bad_alloc&) {
    return record_error(function, ND_NO_MEMORY, ": cannot allocate memory");
  } catch (const std::length_error&) {
    return record_error(function, ND_NO_MEMORY, ": cannot allocate memory for as many elements as that");
  } catch (const std::exception& error) {
    char text[512];
    Writer writer(text, sizeof text);
    writer.append(": internal error: ");
    writer.append(error.what());
    return record_error(function, ND_INTERNAL_ERROR, text);
  } catch (...) {
    return record_error(function, ND_INTERNAL_ERROR, ": internal error: an exception of unknown type");
  }
}

bool has_unread_error() noexcept {
  const ThreadState* const state = current_thread_state;
  return state && state->error.unread && state->error.status < 0;
}

const ErrorRecord& last_error() noexcept {
  ThreadState* const state = thread_state_or_null();
  if (!state) return kNoMemoryForThread;
  state->error.unread = false;
  return state->error;
}

void clear_error() noexcept {
  ThreadState* const state = thread_state_or_null();
  if (!state) return;
  state->error.status = ND_OK;
  state->error.function = "";
  state->error.message[0] = '\0';
  state->error.argument[0] = '\0';
  state->error.detail = {};
  state->error.unread = false;
}

const char* status_name(nd_status status) noexcept {
  static constexpr const char* kNames[] = {"ND_OK",
                                           "ND_ERROR",
                                           "ND_NO_MEMORY",
                                           "ND_INVALID_HANDLE",
                                           "ND_TYPE_ERROR",
                                           "ND_VALUE_ERROR",
                                           "ND_INDEX_ERROR",
                                           "ND_AXIS_ERROR",
                                           "ND_OVERFLOW_ERROR",
                                           "ND_FLOATING_POINT_ERROR",
                                           "ND_CASTING_ERROR",
                                           "ND_IO_ERROR",
                                           "ND_FORMAT_ERROR",
                                           "ND_LINALG_ERROR",
                                           "ND_BUFFER_ERROR",
                                           "ND_NOT_FOUND",
                                           "ND_CANCELLED",
                                           "ND_CALLBACK_ERROR",
                                           "ND_VERSION_ERROR",
                                           "ND_READ_ONLY",
                                           "ND_INTERNAL_ERROR"};
  static_assert(std::size(kNames) == 1 - ND_INTERNAL_ERROR);
  return status <= 0 && status >= ND_INTERNAL_ERROR ? kNames[-status] : "ND_ERROR";
}

}  // namespace nd::capi
