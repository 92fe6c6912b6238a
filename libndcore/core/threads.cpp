// The thread pool. Callers publish jobs in a few slots that live for ever; workers look through the slots, join what is
// open and take chunks by a counter. Idle workers spin for some 30 us, then sleep on a futex.
#include "core/threads.hpp"

#include <pthread.h>
#include <signal.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <exception>

#include "core/address_space.hpp"
#include "core/available_cpus.hpp"
#include "core/cancel.hpp"
#include "core/error.hpp"
#include "core/fork.hpp"
#include "core/fpstatus.hpp"
#include "core/futex.hpp"
#include "core/locks.hpp"
#include "core/thread_state.hpp"
#include "core/trace.hpp"

namespace nd {

namespace {

using Body = FunctionRef<void(int64_t, int64_t)>;

constexpr int kMaxThreads = 1024;
constexpr size_t kStack = size_t{2} << 20;
constexpr int64_t kAddressSpace = int64_t{kStack} + (64 << 20);  // of a thread
constexpr int kJobs = 8;
constexpr auto kSpin = std::chrono::microseconds(30);
constexpr int64_t kChunksPerThread = 4;
constexpr int64_t kChunksPerThreadWatched = 32;  // with a token: looks at it often enough

// A worker may look at a job at any time: it counts itself in `users` first and touches the rest only if the job is
// open then; the caller closes the job and waits until nobody uses it before it leaves.
struct alignas(64) Job {
  std::atomic<bool> taken{false};
  std::atomic<bool> open{false};
  std::atomic<uint32_t> users{0};
  std::atomic<int32_t> places{0};  // workers that may still join
  alignas(64) std::atomic<int64_t> next{0};
  std::atomic<int64_t> done{0};
  std::atomic<int32_t> fp_flags{0};
  std::atomic<bool> failed{false};
  int64_t count = 0;
  int64_t chunk = 0;
  const Body* body = nullptr;
  Token* token = nullptr;
  const char* function = "";
  const ThreadState* owner = nullptr;
  std::exception_ptr* exception = nullptr;  // the caller's
};

struct Pool {
  std::atomic<uint32_t> published{0};  // changes with each job; the word the workers sleep on
  std::atomic<int32_t> sleepers{0};
  std::atomic<int32_t> workers{0};
  Job jobs[kJobs];
};

// Never destroyed: workers outlive the static destructors of the process.
union PoolStorage {
  constexpr PoolStorage() : pool() {}
  ~PoolStorage() {}
  Pool pool;
};
constinit PoolStorage storage;
constinit std::atomic<int> thread_count{0};  // 0: not yet computed

// The only thread, or the process's wish, or what the machine allows.
int default_threads() noexcept {
  if (const char* const wish = std::getenv("NDCORE_NUM_THREADS")) {
    int value = 0;
    const char* const end = wish + std::strlen(wish);
    const auto [rest, error] = std::from_chars(wish, end, value);
    if (error == std::errc() && rest == end && value > 0) return std::min(value, kMaxThreads);
  }
  // No more than have room in a quarter of the address space, each with the heap that malloc gives it.
  const int64_t room = std::max<int64_t>(address_space_limit() / 4 / kAddressSpace, 1);
  return static_cast<int>(std::min<int64_t>({available_cpus(), kMaxThreads, room}));
}

// Runs chunks until none is left. The first exception ends the job early and is kept for the caller.
void run_chunks(Job& job, bool is_caller) noexcept {
  try {
    while (true) {
      const int64_t begin = job.next.fetch_add(job.chunk, std::memory_order_relaxed);
      if (begin >= job.count) return;
      check_cancelled();
      const int64_t end = begin + std::min(job.chunk, job.count - begin);
      (*job.body)(begin, end);
      if (!job.token) continue;
      const int64_t done = job.done.fetch_add(end - begin, std::memory_order_relaxed) + end - begin;
      if (is_caller) report_progress(done, job.count);
    }
  } catch (...) {
    if (!job.failed.exchange(true)) *job.exception = std::current_exception();
    job.next.store(job.count, std::memory_order_relaxed);
  }
}

void leave(Job& job) noexcept {
  if (job.users.fetch_sub(1) == 1 && !job.open.load()) futex_wake(job.users, 1);
}

// True if there was work.
bool try_join(Job& job, ThreadState& state) noexcept {
  if (!job.open.load(std::memory_order_relaxed)) return false;
  job.users.fetch_add(1);
  bool worked = false;
  if (job.open.load() && job.next.load(std::memory_order_relaxed) < job.count && job.places.fetch_sub(1) > 0) {
    state.token = job.token;
    state.function = job.function;
    if (tracing::on()) [[unlikely]]
      tracing::note_helper(job.owner, state);
    clear_fp_flags();
    run_chunks(job, false);
    job.fp_flags.fetch_or(fp_flags(), std::memory_order_relaxed);
    state.token = nullptr;
    worked = true;
  }
  leave(job);
  return worked;
}

bool look_for_work(ThreadState& state) noexcept {
  bool worked = false;
  for (Job& job : storage.pool.jobs) worked |= try_join(job, state);
  return worked;
}

void work_for_ever(ThreadState& state) noexcept {
  using std::chrono::steady_clock;
  Pool& pool = storage.pool;
  auto idle_since = steady_clock::now();
  while (true) {
    const uint32_t seen = pool.published.load();
    if (look_for_work(state)) {
      idle_since = steady_clock::now();
      continue;
    }
    bool fresh = false;
    while (!fresh && steady_clock::now() - idle_since < kSpin) {
      for (int i = 0; i < 8 && !fresh; ++i) {
        cpu_pause();
        fresh = pool.published.load(std::memory_order_relaxed) != seen;
      }
    }
    if (fresh) continue;
    pool.sleepers.fetch_add(1);
    if (pool.published.load() == seen) futex_wait(pool.published, seen);
    pool.sleepers.fetch_sub(1);
    idle_since = steady_clock::now();
  }
}

extern "C" void* nd_worker(void*) {
  const FpEnvironment environment;
  // Without memory for its record the worker could not run a job: it ends, the others do its part.
  if (ThreadState* const state = thread_state_or_null()) {
    state->in_parallel = true;
    work_for_ever(*state);
  }
  storage.pool.workers.fetch_sub(1);
  return nullptr;
}

// Signals are for the program's own threads. A thread that cannot be started is not an error: fewer share the work.
bool start_worker() noexcept {
  sigset_t all, before;
  sigfillset(&all);
  pthread_attr_t attributes;
  if (pthread_attr_init(&attributes) != 0) return false;
  pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
  pthread_attr_setstacksize(&attributes, kStack);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  pthread_t thread;
  const bool started = pthread_create(&thread, &attributes, nd_worker, nullptr) == 0;
  pthread_sigmask(SIG_SETMASK, &before, nullptr);
  pthread_attr_destroy(&attributes);
  return started;
}

void ensure_workers(int wanted) noexcept {
  Pool& pool = storage.pool;
  if (pool.workers.load(std::memory_order_relaxed) >= wanted) [[likely]]
    return;
  const std::unique_lock lock(mutex_of(Lock::pool), std::try_to_lock);
  if (!lock.owns_lock()) return;
  while (pool.workers.load() < wanted) {
    pool.workers.fetch_add(1);
    if (start_worker()) continue;
    pool.workers.fetch_sub(1);
    return;
  }
}

Job* take_job() noexcept {
  for (Job& job : storage.pool.jobs) {
    if (!job.taken.load(std::memory_order_relaxed) && !job.taken.exchange(true)) return &job;
  }
  return nullptr;
}

void publish(Job& job, int helpers) noexcept {
  Pool& pool = storage.pool;
  job.places.store(helpers, std::memory_order_relaxed);
  job.open.store(true);
  pool.published.fetch_add(1);
  const int asleep = pool.sleepers.load();
  if (asleep > 0) futex_wake(pool.published, std::min(asleep, helpers));
}

void close_and_wait(Job& job) noexcept {
  using std::chrono::steady_clock;
  job.open.store(false);
  const auto start = steady_clock::now();
  while (true) {
    const uint32_t users = job.users.load();
    if (users == 0) return;
    if (steady_clock::now() - start < kSpin) {
      cpu_pause();
    } else {
      futex_wait(job.users, users);
    }
  }
}

int64_t round_up(int64_t value, int64_t grain) noexcept { return ((value - 1) / grain + 1) * grain; }

// Of a range that may be longer than any memory (broadcast operands) a chunk is short enough for a token.
int64_t chunk_of(int64_t count, int64_t pieces, int64_t grain, bool watched) noexcept {
  constexpr int64_t kMostGrains = 256;
  const int64_t chunk = round_up(std::max<int64_t>(count / pieces, 1), grain);
  return watched && chunk / grain > kMostGrains ? kMostGrains * grain : chunk;
}

// With a token the range is cut although nobody shares it, so that a long loop can be stopped.
void run_serially(int64_t count, int64_t grain, Body body, bool top) {
  if (!has_token()) return body(0, count);
  const int64_t chunk = chunk_of(count, 64, grain, true);
  for (int64_t begin = 0; begin < count;) {
    check_cancelled();
    const int64_t end = begin + std::min(chunk, count - begin);
    body(begin, end);
    begin = end;
    if (top) report_progress(begin, count);
  }
}

void run_in_parallel(Job& job, int threads, ThreadState& state) {
  std::exception_ptr exception;
  job.exception = &exception;
  publish(job, threads - 1);
  state.in_parallel = true;
  run_chunks(job, true);
  state.in_parallel = false;
  close_and_wait(job);
  const int32_t flags = job.fp_flags.load(std::memory_order_relaxed);
  job.owner = nullptr;
  job.taken.store(false);
  raise_fp_flags(flags);
  if (exception) std::rethrow_exception(std::move(exception));
}

// Only the forking thread lives on in the child; a job of its own that it is in the middle of is finished by it alone.
void reset_in_child() noexcept {
  Pool& pool = storage.pool;
  pool.workers.store(0);
  pool.sleepers.store(0);
  for (Job& job : pool.jobs) {
    job.users.store(0);
    if (job.taken.load() && job.owner && job.owner == current_thread_state) continue;
    job.open.store(false);
    job.taken.store(false);
  }
}

const bool fork_registered = register_fork_hook(ForkLevel::threads, reset_in_child);

}  // namespace

int num_threads() noexcept {
  int count = thread_count.load(std::memory_order_relaxed);
  if (count > 0) [[likely]]
    return count;
  count = default_threads();
  int none = 0;
  return thread_count.compare_exchange_strong(none, count) ? count : none;
}

int threads_for(int64_t count, int64_t grain) noexcept {
  return static_cast<int>(std::min<int64_t>(num_threads(), (count - 1) / grain + 1));
}

void set_num_threads(int count) {
  if (count < 0 || count > kMaxThreads) {
    fail(ND_VALUE_ERROR, ": the number of threads must be between 0 and ", kMaxThreads, ", not ", count);
  }
  thread_count.store(count == 0 ? default_threads() : count, std::memory_order_relaxed);
}

SerialScope::SerialScope(bool serial)
    : state_(serial ? &thread_state() : nullptr), before_(serial && state_->in_parallel) {
  if (state_) state_->in_parallel = true;
}
SerialScope::~SerialScope() {
  if (state_) state_->in_parallel = before_;
}

void parallel_for(int64_t count, int64_t grain, FunctionRef<void(int64_t begin, int64_t end)> body) {
  if (count <= 0) return;
  grain = std::max<int64_t>(grain, 1);
  if (count <= grain) return body(0, count);
  ThreadState* const state = thread_state_or_null();
  const int threads = threads_for(count, grain);
  if (threads <= 1 || !state || state->in_parallel)
    return run_serially(count, grain, body, state && !state->in_parallel);
  Job* const job = take_job();
  if (!job) return run_serially(count, grain, body, true);
  ensure_workers(threads - 1);
  const int64_t pieces = threads * (state->token ? kChunksPerThreadWatched : kChunksPerThread);
  job->next.store(0, std::memory_order_relaxed);
  job->done.store(0, std::memory_order_relaxed);
  job->fp_flags.store(0, std::memory_order_relaxed);
  job->failed.store(false, std::memory_order_relaxed);
  job->count = count;
  job->chunk = chunk_of(count, pieces, grain, state->token != nullptr);
  job->body = &body;
  job->token = state->token;
  job->function = state->function;
  job->owner = state;
  run_in_parallel(*job, threads, *state);
}

}  // namespace nd
