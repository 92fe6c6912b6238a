// The record of the last failed call.
#include "ndcore/error.h"

#include "runtime/arguments.hpp"

using namespace nd;
using namespace nd::capi;

/*ND_AREA error The last failed call of a thread: status, message, function. */

/*ND_API last_error since=1
 * Reads the record of the last failed call of this thread.
 * A call that succeeds never changes the record, so it is read after a failure only: status ND_OK means that no call of
 * this thread has failed yet, or that nd_clear_error was called.
 * So that calls can be nested, the first error is kept: where an argument is NULL that may not be, while the record
 * holds an error that nobody has read (by this function or nd_last_error_status, _message or _function) or cleared,
 * that call is not run, fails with the same status, and the record stays: nd_sum(nd_sqrt(nd_add(a, b)), NULL, 0, NULL)
 * fails with the error of nd_add. Its message ends with "; sqrt was not run: its argument `x` is NULL, nor was sum".
 * Where NULL is allowed, as for a mask in options, the call runs: look at nd_last_error_status in the end.
 * info     inout  struct_size is to be set by the caller; the texts are valid until the next failed call of this thread
 * errors   ND_VALUE_ERROR (info is NULL or has no known size; the record stays as it is)
 * threads  each thread has its own record
 */
ND_EXPORT nd_status nd_last_error(nd_error_info* info) {
  const ErrorRecord& record = last_error();
  if (!info || info->struct_size < kFirstSize<nd_error_info>) return ND_VALUE_ERROR;
  nd_error_info full{};
  full.status = record.status;
  full.kind = status_name(record.status);
  full.message = record.message;
  full.function = record.function;
  full.argument = record.argument[0] != '\0' ? record.argument : nullptr;
  full.axis = record.detail.axis;
  full.ndim = record.detail.ndim;
  full.detail = record.detail.kind;
  fill_struct(info, full, "info");
  return ND_OK;
}

/*ND_API last_error_status since=1
 * Status of the last failed call of this thread; ND_OK when there is none.
 * returns  value  ND_OK or a negative status
 * threads  each thread has its own record
 * see  nd_last_error
 */
ND_EXPORT int32_t nd_last_error_status(void) { return last_error().status; }

/*ND_API last_error_message since=1
 * Message of the last failed call of this thread, in UTF-8: operation, argument and value.
 * returns  borrowed  never NULL; valid until the next failed call of this thread
 * threads  each thread has its own record
 * see  nd_last_error
 */
ND_EXPORT const char* nd_last_error_message(void) { return last_error().message; }

/*ND_API last_error_function since=1
 * Name of the public function that failed last in this thread, "nd_sum".
 * returns  borrowed  never NULL; empty when there is none
 * threads  each thread has its own record
 * see  nd_last_error
 */
ND_EXPORT const char* nd_last_error_function(void) { return last_error().function; }

/*ND_API set_error since=1
 * Records an error as that of this thread: how methods of modules and other callbacks report.
 * The function recorded is the public one that is running.
 * status   in  a negative status code; any other number stands for ND_ERROR
 * message  in  UTF-8: operation, argument and value; cut where it is longer than 1,000 bytes
 * returns  value  the status recorded, for `return nd_set_error(…)`
 * threads  each thread has its own record
 * see  nd_last_error
 */
ND_EXPORT int32_t nd_set_error(nd_status status, const char* message) {
  const nd_status recorded = status < 0 && status >= ND_INTERNAL_ERROR ? status : ND_ERROR;
  const ThreadState* const state = current_thread_state;
  const char* const running = state && *state->function ? state->function : "nd_set_error";
  return record_error(running, recorded, message ? message : ": an error without a message");
}

/*ND_API clear_error since=1
 * Empties the error record of this thread.
 * threads  each thread has its own record
 * see  nd_last_error
 */
ND_EXPORT void nd_clear_error(void) { clear_error(); }

/*ND_API status_name since=1
 * Name of a status code: "ND_AXIS_ERROR".
 * status   in  any number; "ND_ERROR" for one that is no status of this library
 * returns  borrowed  valid for ever
 */
ND_EXPORT const char* nd_status_name(nd_status status) { return status_name(status); }
