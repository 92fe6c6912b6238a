// Registration of threads: the list of records grows at its head and is never cut, a record of an ended thread is
// given to the next new one.
#include "core/thread_state.hpp"

#include <pthread.h>

#include <new>

#include "core/cancel.hpp"
#include "core/error.hpp"
#include "core/fork.hpp"

namespace nd {

constinit thread_local ThreadState* current_thread_state = nullptr;

namespace {

constexpr int kMaxHooks = 4;
constinit std::atomic<ThreadState*> first_state{nullptr};
constinit std::atomic<int32_t> state_count{0};
constinit ThreadExitHook exit_hooks[kMaxHooks] = {};
constinit int exit_hook_count = 0;

// A key, not a thread_local with a destructor: its registration may fail without ending the process.
pthread_key_t exit_key;
constinit bool has_exit_key = false;

// A second libc in the process (dlmopen) numbers its keys as the first does, in the same places of each thread: what
// stands under our key may be somebody else's.
bool is_ours(const void* record) noexcept {
  for (const ThreadState* state = first_thread_state(); state; state = state->next) {
    if (state == record) return true;
  }
  return false;
}

extern "C" void nd_thread_exit(void* record) {
  if (!is_ours(record)) return;
  auto& state = *static_cast<ThreadState*>(record);
  current_thread_state = &state;
  for (int i = 0; i < exit_hook_count; ++i) exit_hooks[i](state);
  if (state.token) state.token->release();
  state.token = nullptr;
  state.fp_modes = FpModes{};
  state.fp_handler = nullptr;
  state.fp_handler_data = nullptr;
  state.error = ErrorRecord{};
  state.function = "";
  state.in_parallel = false;
  state.trace = nullptr;
  state.borrowed_count.store(0, std::memory_order_relaxed);
  state.depth.store(0, std::memory_order_relaxed);
  state.epoch.store(0, std::memory_order_release);
  current_thread_state = nullptr;
  state.in_use.store(false, std::memory_order_release);
}

const bool key_created = [] {
  has_exit_key = pthread_key_create(&exit_key, nd_thread_exit) == 0;
  return has_exit_key;
}();

// The other threads do not exist in the child. Their magazines may have been caught half-changed and are given up;
// their counters stay, for the blocks and handles they count are still there.
void reset_in_child() noexcept {
  for (ThreadState* state = first_thread_state(); state; state = state->next) {
    if (state == current_thread_state) continue;
    for (Magazine& magazine : state->magazines) magazine = Magazine{};
    state->cached_bytes.store(0, std::memory_order_relaxed);
    state->stashed_count = 0;
    state->token = nullptr;
    state->fp_modes = FpModes{};
    state->fp_handler = nullptr;
    state->error = ErrorRecord{};
    state->in_parallel = false;
    state->trace = nullptr;
    state->in_trace_sink.store(false, std::memory_order_relaxed);
    state->borrowed_count.store(0, std::memory_order_relaxed);
    state->depth.store(0, std::memory_order_relaxed);
    state->epoch.store(0, std::memory_order_relaxed);
    state->in_use.store(false, std::memory_order_relaxed);
  }
}

const bool fork_registered = register_fork_hook(ForkLevel::thread_state, reset_in_child);

ThreadState* take_unused() noexcept {
  for (ThreadState* state = first_thread_state(); state; state = state->next) {
    bool used = false;
    if (!state->in_use.load(std::memory_order_relaxed) && state->in_use.compare_exchange_strong(used, true))
      return state;
  }
  return nullptr;
}

ThreadState* make_new() noexcept {
  void* const memory = std::aligned_alloc(alignof(ThreadState), sizeof(ThreadState));
  if (!memory) return nullptr;
  auto* const state = new (memory) ThreadState;
  ThreadState* head = first_state.load(std::memory_order_relaxed);
  do {
    state->next = head;
  } while (!first_state.compare_exchange_weak(head, state));
  state_count.fetch_add(1);
  return state;
}

}  // namespace

namespace detail {

ThreadState* register_thread() noexcept {
  ThreadState* state = take_unused();
  if (!state) state = make_new();
  if (!state) return nullptr;
  if (has_exit_key && pthread_setspecific(exit_key, state) != 0) {
    state->in_use.store(false, std::memory_order_release);
    return nullptr;
  }
  current_thread_state = state;
  return state;
}

}  // namespace detail

ThreadState& thread_state() {
  ThreadState* const state = thread_state_or_null();
  if (!state)
    fail(ND_NO_MEMORY, ": cannot allocate ", uint64_t{sizeof(ThreadState)}, " bytes for the state of a thread");
  return *state;
}

ThreadState* first_thread_state() noexcept { return first_state.load(std::memory_order_seq_cst); }
int32_t registered_threads() noexcept { return state_count.load(std::memory_order_relaxed); }

bool register_thread_exit_hook(ThreadExitHook hook) noexcept {
  if (exit_hook_count < kMaxHooks) exit_hooks[exit_hook_count++] = hook;
  return true;
}

}  // namespace nd
