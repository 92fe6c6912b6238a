// The thread's record of its last failed call: written by guard.hpp, read by capi/areas/error.cpp.
#pragma once

#include <exception>
#include <string_view>

#include "core/error.hpp"
#include "core/thread_state.hpp"
#include "ndcore/status.h"

namespace nd::capi {

// Writes the thread's record from the exception that is being handled and returns its status. Needs no memory.
nd_status record_current_exception(const char* function) noexcept;

// A message that begins with a colon gets the operation in front: `function` without "nd_". Returns `status`.
nd_status record_error(const char* function, nd_status status, std::string_view message,
                       const ErrorDetail& detail = {}) noexcept;

// Thrown for an argument that is NULL because the call that should have made it failed: that error is kept.
struct NotRun : std::exception {
  explicit NotRun(const char* name) noexcept : argument(name) {}
  const char* argument;
};

// Whether the thread's record holds an error that nobody has read or cleared.
bool has_unread_error() noexcept;

// Of the calling thread, which has read it by that; of one without memory for its state, a constant record that says
// so.
const ErrorRecord& last_error() noexcept;
void clear_error() noexcept;

// "ND_AXIS_ERROR"; "ND_ERROR" for a code that does not exist.
const char* status_name(nd_status status) noexcept;

}  // namespace nd::capi
