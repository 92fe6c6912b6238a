// Number of threads; tokens that cancel calls and hear of their progress.
#include "ndcore/threads.h"

#include <algorithm>

#include "core/cancel.hpp"
#include "core/threads.hpp"
#include "runtime/arguments.hpp"

using namespace nd;
using namespace nd::capi;

/*ND_AREA threads Threads that a call may use; cancelling a call and hearing of its progress. */

/*ND_API set_num_threads since=1
 * Sets how many threads one call may use, in the whole process.
 * Results do not depend on it. Calls that are running keep their number.
 * count    in default=0  0: NDCORE_NUM_THREADS, else what affinity and cgroup quota of the process allow; at most 1024
 * errors   ND_VALUE_ERROR
 * threads  safe from any thread
 */
ND_EXPORT nd_status nd_set_num_threads(int32_t count) {
  return reading("nd_set_num_threads", [&] { set_num_threads(count); });
}

/*ND_API num_threads since=1
 * How many threads one call may use.
 * returns  value  at least 1, the caller's thread among them
 */
ND_EXPORT int32_t nd_num_threads(void) { return num_threads(); }

/*ND_API token_new since=1
 * A new token: cancels calls, from any thread, and hears of their progress.
 * It works on the calls of each thread that made it its own with nd_token_use.
 * returns  owned  not cancelled, without descriptor and callback
 * errors   ND_NO_MEMORY
 */
ND_EXPORT nd_token* nd_token_new(void) {
  return reading("nd_token_new", [] { return give(Ref<Token>::adopt(new Token)); });
}

/*ND_API token_use since=1
 * Makes `token` the current one of this thread: the calls that follow look at it.
 * A call that is stopped by it fails with ND_CANCELLED; outputs it was writing hold part of the result. Calls that
 * take less than a few milliseconds may not look.
 * token    in optional  NULL: none. The thread holds it until another one is used or the thread ends
 * threads  each thread has its own current token
 */
ND_EXPORT nd_status nd_token_use(nd_token* token) {
  return reading("nd_token_use", [&] { use_token(Ref<Token>(optional_token(token, "token"))); });
}

/*ND_API token_cancel since=1
 * Stops the calls that run under `token`, soon, and each that begins, until nd_token_reset.
 * token    in  made by nd_token_new
 * threads  safe from any thread; not from a signal handler (write to a watched descriptor there)
 */
ND_EXPORT nd_status nd_token_cancel(nd_token* token) {
  return reading("nd_token_cancel", [&] { capi::token(token, "token").cancel(); });
}

/*ND_API token_reset since=1
 * Takes a cancellation back: the next call runs. A descriptor that is still readable cancels again.
 * token    in  made by nd_token_new
 */
ND_EXPORT nd_status nd_token_reset(nd_token* token) {
  return reading("nd_token_reset", [&] { capi::token(token, "token").reset(); });
}

/*ND_API token_cancelled since=1
 * Whether `token` is cancelled, 0 or 1. Looks at its descriptor too, at most once a millisecond.
 * token    in  made by nd_token_new
 * returns  reading  1 or 0
 */
ND_EXPORT int32_t nd_token_cancelled(nd_token* token) {
  return reading("nd_token_cancelled", [&] { return static_cast<int32_t>(capi::token(token, "token").look()); });
}

/*ND_API token_watch since=1
 * Cancels `token` as soon as `fd` is readable; nothing is read from it.
 * For signals: a handler writes to the descriptor, as Python's signal.set_wakeup_fd does.
 * token    in  made by nd_token_new
 * fd       in  a pipe or socket, which the caller keeps open; -1: none
 * byte     in default=-1  of a socket, stop the running call only, and only when this byte (the number of a signal)
 *     arrives during it; the socket is emptied on the way. -1: any. Pipes cannot be looked into: any byte counts
 * errors   ND_VALUE_ERROR
 */
ND_EXPORT nd_status nd_token_watch(nd_token* token, int32_t fd, int32_t byte) {
  return reading("nd_token_watch", [&] {
    Token& watching = capi::token(token, "token");
    if (byte < -1 || byte > 255) fail(ND_VALUE_ERROR, ": `byte` must be between -1 and 255, not ", byte);
    watching.watch(std::max(fd, -1), byte);
  });
}

/*ND_API token_set_progress since=1 nocall
 * Has `callback` told how far the calls under `token` have come.
 * It runs on the thread of the call, within it. A result that is not 0 cancels the token.
 * token    in  made by nd_token_new
 * callback in optional  NULL: none
 * data     in opaque optional  given to the callback
 * interval_ms  in default=100  the least time between two reports
 * errors       ND_VALUE_ERROR
 * threads  not while a call under `token` is running
 */
ND_EXPORT nd_status nd_token_set_progress(nd_token* token, nd_progress_callback callback, void* data,
                                          int64_t interval_ms) {
  return reading("nd_token_set_progress", [&] {
    Token& watching = capi::token(token, "token");
    if (interval_ms < 0) fail(ND_VALUE_ERROR, ": `interval_ms` must not be negative, but is ", interval_ms);
    watching.set_progress(callback, data, std::min<int64_t>(interval_ms, 1 << 30));
  });
}
