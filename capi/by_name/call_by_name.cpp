// A call of the library's own function: its arguments are bound and converted, it runs, its results are collected.
#include "by_name/call_by_name.hpp"

#include "by_name/call_arguments.hpp"
#include "by_name/call_results.hpp"
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
  const ErrorRecord& record = current_thread_state->error;
  const uint32_t before = record.writes;
  frame.method.invoke(frame.method.function, frame.words.data(), returned);
  return has_failed(frame.method, returned, record.writes != before) ? record.status : ND_OK;
}

[[noreturn, gnu::cold, gnu::noinline]] void refuse_room(const CallFrame& frame, int64_t room) {
  fail(ND_VALUE_ERROR, frame.method.name, ": gives ", frame.count, " results, but there is room for ", room);
}

}  // namespace

int64_t call_by_name(const Method& method, std::span<const nd_cell> args, int64_t npos,
                     std::span<const char* const> keywords, std::span<nd_cell> results) {
  CallFrame frame(method);
  on_behalf_of(method.name, [&] { take_arguments(frame, args, npos, keywords); });
  const int64_t returns = method.result != Returned::none ? 1 : 0;
  frame.count = returns;
  if (!method.plain) prepare_written(frame, std::ssize(results));
  if (frame.count > std::ssize(results)) refuse_room(frame, std::ssize(results));
  uint64_t returned = 0;
  const nd_status status = run(frame, returned);
  if (status != ND_OK) return status;
  if (returns > 0) results[0] = returned_cell(frame, returned);
  if (!method.plain) collect_written(frame, results.data() + returns);
  return frame.count;
}

}  // namespace nd::capi
