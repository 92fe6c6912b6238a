// Who hears of traced calls, and what is said: nd_trace_set, and lines to standard error or a file for NDCORE_TRACE.
#include "observe/trace.hpp"

#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <ctime>

#include "core/cpu.hpp"
#include "core/fork.hpp"
#include "ndcore/explain.h"
#include "observe/trace_text.hpp"
#include "runtime/arguments.hpp"
#include "runtime/guard.hpp"

namespace nd {

struct tracing::Sink {
  nd_trace_callback callback = nullptr;
  void* data = nullptr;
};

}  // namespace nd

using namespace nd;
using namespace nd::capi;

namespace {

// One is in use, the other is written next.
constinit tracing::Sink sinks[2];
constinit std::atomic<bool> being_set{false};
constinit std::atomic<uint64_t> calls{0};

// A thread that was setting the trace does not exist in the child; what it had written is whole or not in use.
const bool fork_registered = register_fork_hook(ForkLevel::trace, []() noexcept { being_set.store(false); });

int64_t now() noexcept {
  timespec time{};
  clock_gettime(CLOCK_MONOTONIC, &time);
  return int64_t{time.tv_sec} * 1'000'000'000 + time.tv_nsec;
}

// Gives what was set before. When it returns, no other thread runs that callback any more.
tracing::Sink exchange_sink(nd_trace_callback callback, void* data) noexcept {
  while (being_set.exchange(true)) sched_yield();
  const tracing::Sink* const set = tracing::sink.load();
  const tracing::Sink before = set != nullptr ? *set : tracing::Sink{};
  tracing::Sink& next = set == &sinks[0] ? sinks[1] : sinks[0];
  next = {callback, data};
  tracing::sink.store(callback != nullptr ? &next : nullptr);
  tracing::watch(tracing::kTrace * ((callback != nullptr ? 1 : 0) - (set != nullptr ? 1 : 0)));
  for (const ThreadState* state = first_thread_state(); state != nullptr; state = state->next) {
    while (state != current_thread_state && state->in_trace_sink.load()) sched_yield();
  }
  being_set.store(false);
  return before;
}

// A pipe that nobody reads must not end the process.
class NoPipeSignal {
 public:
  NoPipeSignal() noexcept {
    sigset_t pending;
    sigpending(&pending);
    was_pending_ = sigismember(&pending, SIGPIPE) == 1;
    sigemptyset(&only_);
    sigaddset(&only_, SIGPIPE);
    pthread_sigmask(SIG_BLOCK, &only_, &before_);
  }
  NoPipeSignal(const NoPipeSignal&) = delete;
  NoPipeSignal& operator=(const NoPipeSignal&) = delete;
  ~NoPipeSignal() {
    const timespec at_once{};
    if (!was_pending_) sigtimedwait(&only_, nullptr, &at_once);
    pthread_sigmask(SIG_SETMASK, &before_, nullptr);
  }

 private:
  sigset_t only_, before_;
  bool was_pending_;
};

// One write a line, so that threads and processes do not mix theirs. What cannot be written is lost.
void write_line(int file, std::string_view line) noexcept {
  const NoPipeSignal no_signal;
  while (!line.empty()) {
    const ssize_t written = write(file, line.data(), line.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return;
    line.remove_prefix(static_cast<size_t>(written));
  }
}

extern "C" void nd_trace_to_file(const nd_trace_event* event, void* data) {
  FixedText<4096> line;
  line("ndcore[", event->thread, "] ");
  for (int32_t i = 0; i < event->depth; ++i) line("  ");
  line(event->function, '(', event->arguments, ") -> ", event->result);
  if (*event->loops != '\0') line("; loop=", event->loops, "; target=", event->target);
  line("; threads=", event->threads, "; time=", event->nanoseconds / 1000, '.', event->nanoseconds % 1000 / 100,
       "us\n");
  write_line(static_cast<int>(reinterpret_cast<intptr_t>(data)), line.view());
}

void* as_data(int file) noexcept { return reinterpret_cast<void*>(static_cast<intptr_t>(file)); }

// NDCORE_TRACE: nothing or 0: off; 1: standard error; else the file to append to.
const bool begun = [] {
  const char* const wish = std::getenv("NDCORE_TRACE");
  const std::string_view where = wish != nullptr ? wish : "";
  if (where.empty() || where == "0") return false;
  int file = STDERR_FILENO;
  if (where != "1") {
    file = open(wish, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0666);
    if (file < 0) {
      FixedText<512> line;
      line("ndcore: NDCORE_TRACE: cannot open ", where, "; the trace goes to standard error\n");
      write_line(STDERR_FILENO, line.view());
      file = STDERR_FILENO;
    }
  }
  exchange_sink(nd_trace_to_file, as_data(file));
  return true;
}();

// The callback may call the API and so fail: the thread's error record is as the call has left it.
void tell(ThreadState& state, const nd_trace_event& event) noexcept {
  state.in_trace_sink.store(true);
  // Looked up only now: nd_trace_set waits for those that it finds in here.
  if (const tracing::Sink* const sink = tracing::sink.load()) {
    const ErrorRecord error = state.error;
    const int error_number = errno;
    try {
      sink->callback(&event, sink->data);
    } catch (...) {  // NOLINT(bugprone-empty-catch): against the rules, and nobody is there to tell
    }
    errno = error_number;
    state.error = error;
  }
  state.in_trace_sink.store(false);
}

}  // namespace

namespace nd::capi {

TracedCall::TracedCall(ThreadState& state, int32_t method, std::span<const TraceValue> arguments) noexcept
    : state_(state),
      method_(method),
      arguments_(arguments),
      record_{.outer = state.trace, .depth = state.trace != nullptr ? state.trace->depth + 1 : 0, .number = ++calls},
      errors_before_(state.error.writes) {
  {
    const Guard guard("nd_trace_set");
    describe_arguments(text_, methods()[static_cast<size_t>(method)], arguments);
  }
  state_.trace = &record_;
  begin_ = now();
}

TracedCall::~TracedCall() { state_.trace = record_.outer; }

void TracedCall::report(TraceValue result) noexcept {
  const int64_t nanoseconds = now() - begin_;
  state_.trace = record_.outer;
  const Method& method = methods()[static_cast<size_t>(method_)];
  const bool failed = is_failure(method, result) && state_.error.writes != errors_before_;
  Text told;
  if (failed) {
    told(status_name(state_.error.status), ": ", static_cast<const char*>(state_.error.message));
  } else {
    const Guard guard("nd_trace_set");
    describe_result(told, method, arguments_, result);
  }
  tell(state_, {.struct_size = sizeof(nd_trace_event),
                .function = method.symbol,
                .arguments = text_.c_str(),
                .result = told.c_str(),
                .loops = record_.loops.c_str(),
                .target = simd_target_name(),
                .status = failed ? state_.error.status : ND_OK,
                .threads = 1 + record_.helpers.load(std::memory_order_relaxed),
                .depth = record_.depth,
                .reserved = 0,
                .nanoseconds = nanoseconds,
                .thread = syscall(SYS_gettid)});
}

}  // namespace nd::capi

/*ND_AREA explain*/

/*ND_API trace_set since=3 group=runtime nocall
 * Has the sink's callback told of each call of the API when it has ended, in the whole process; NULL ends the trace.
 * It takes the place of what was set before, also of the lines that NDCORE_TRACE=1 (to standard error) or
 * NDCORE_TRACE=FILE (appended) writes from the time the library is loaded. A trace for a while sets what it got in
 * `before` again at its end; both happen in one step, so that of two threads neither loses the other's. Off, a trace
 * costs a call five instructions at most, and two more for each further loop. The callback runs on the thread of the
 * call, several at once on different threads; calls that it makes itself are not traced, and nd_trace_set refuses to be
 * one of them. It must return: not throw (what it throws is lost), jump out or end the thread. The error record and
 * errno of the call stay. A call that a callback of another one makes is told with its depth, before the outer one.
 * Callbacks that never return are waited for by the next nd_trace_set.
 * sink    in optional     copied; when nd_trace_set returns, no thread uses the data of the one before. NULL: nobody
 *                         hears
 * before  inout optional  takes the sink that was set, its callback NULL where nobody heard; NULL: not wanted
 * errors  ND_VALUE_ERROR, ND_VERSION_ERROR
 * threads  safe from any thread, but not from within the callback
 */
ND_EXPORT nd_status nd_trace_set(const nd_trace_sink* sink, nd_trace_sink* before) {
  return reading("nd_trace_set", [&] {
    if (current_thread_state->in_trace_sink.load()) fail(ND_VALUE_ERROR, ": not from within the callback of a trace");
    const nd_trace_sink given = sink != nullptr ? struct_argument(sink, "sink") : nd_trace_sink{};
    if (before != nullptr) fill_struct(before, {}, "before");  // refuses while nothing has changed
    const tracing::Sink earlier = exchange_sink(given.callback, given.data);
    if (before != nullptr) fill_struct(before, {0, earlier.callback, earlier.data}, "before");
  });
}
