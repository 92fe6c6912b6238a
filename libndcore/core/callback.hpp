// Calling functions of clients: what they report, or throw against the rules, becomes an error of the engine.
#pragma once

#include <string_view>
#include <type_traits>

#include "core/error.hpp"
#include "core/thread_state.hpp"

namespace nd {

// Throws the error of a status that a callback returned, with the message it left in the thread's error record.
// `what`: "the loop of 'logit'".
[[noreturn]] void fail_callback(std::string_view what, nd_status status, bool has_message);
// From within a catch (...): the error of what a callback threw.
[[noreturn]] void fail_thrown(std::string_view what);

// A status that there is none of: only a reading may be positive.
[[noreturn]] void fail_status(std::string_view what, nd_status status);

// Runs `call`, which returns a status or, as int64_t, a reading: negative is an error. The thread's error record is as
// it was unless the callback wrote to it.
template <class Call>
auto run_callback(std::string_view what, Call&& call) {
  ErrorRecord& record = thread_state().error;
  const nd_status before = record.status;
  record.status = ND_OK;
  decltype(call()) result{};
  try {
    result = call();
  } catch (...) {
    fail_thrown(what);
  }
  const bool wrote = record.status != ND_OK;
  if (!wrote) record.status = before;
  if (result < 0) [[unlikely]]
    fail_callback(what, static_cast<nd_status>(result), wrote && record.status == result);
  if constexpr (std::is_same_v<decltype(result), nd_status>) {
    if (result != ND_OK) [[unlikely]]
      fail_status(what, result);
  }
  return result;
}

}  // namespace nd
