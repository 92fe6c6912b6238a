// A call of the library's own function: its arguments are bound and converted, it runs, its results are collected.
#include "call_by_name.hpp"

#include <utility>

#include "call_arguments.hpp"
#include "call_results.hpp"
#include "runtime/arguments.hpp"
#include "runtime/error_record.hpp"

namespace nd::capi {

namespace {

bool has_failed(const Method& method, uint64_t returned, bool recorded) {
  switch (method.returns) {
    case Return::status_:
    case Return::reading_: return static_cast<int64_t>(returned) < 0;
    case Return::owned_:
    case Return::borrowed_: return returned == 0 && recorded;
    default: return false;
  }
}

// Returns the status; `returned` is what the function gives. A failure is told from a NULL that is meant by the record
// of the last error, which successes leave alone.
nd_status run(const CallFrame& frame, uint64_t& returned) {
  static constexpr char kUntouched[] = "";
  ErrorRecord& record = current_thread_state->error;
  const char* const before = std::exchange(record.function, kUntouched);
  frame.method.invoke(frame.method.function, frame.words.data(), returned);
  const bool recorded = record.function != kUntouched;
  if (!recorded) record.function = before;
  if (returned == word_of(kUntouched)) returned = word_of(before);
  return has_failed(frame.method, returned, recorded) ? record.status : ND_OK;
}

}  // namespace

int64_t call_by_name(const Method& method, std::span<const nd_cell> args, int64_t npos,
                     std::span<const char* const> keywords, std::span<nd_cell> results) {
  CallFrame frame(method);
  bind_arguments(frame, args, npos, keywords);
  convert_arguments(frame);
  prepare_results(frame, std::ssize(results));
  uint64_t returned = 0;
  const nd_status status = run(frame, returned);
  if (status != ND_OK) return status;
  collect_results(frame, returned, results.data());
  return frame.count;
}

}  // namespace nd::capi
