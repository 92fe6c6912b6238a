// The library's state of one thread, in one record: guard and error of the C API, floating-point modes, cancellation,
// magazine of free blocks. Records are recycled, never freed, so that other threads may scan them without a lock.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>

#include "core/error.hpp"
#include "core/fpstatus.hpp"
#include "ndcore/status.h"

namespace nd {

class Object;
class Token;
namespace tracing {
struct Record;
}
namespace scopes {
struct Stack;
}

// The last failed call of a thread. Fixed buffers: recording an error must not need memory.
struct ErrorRecord {
  nd_status status = ND_OK;
  const char* function = "";
  char message[1024] = "";
  char argument[64] = "";
  ErrorDetail detail;
  uint32_t writes = 0;  // how often an error was recorded: tells whether a call has done so
  bool unread = false;  // nobody has asked for it since it was recorded
  int32_t not_run = 0;  // calls that were refused because of it
  int32_t told = 0;     // bytes of the message that tell of the first of those
};

// Free blocks of one size class, linked through their first word.
struct Magazine {
  std::byte* head = nullptr;
  uint32_t count = 0;
};

struct alignas(128) ThreadState {
  static constexpr int32_t kBorrowedCapacity = 64;
  static constexpr int kMagazines = 72;
  static constexpr int kStashedSlots = 32;

  // Read by other threads at each of their releases (capi/runtime/reclaim). 0: outside every call.
  std::atomic<uint64_t> epoch{0};
  ThreadState* next = nullptr;  // never changes once the record is in the list
  std::atomic<bool> in_use{true};

  // Each look-up of a handle writes these; others read them rarely. Two lines away from the epoch, as CPUs fetch lines
  // in pairs. A count past the capacity stands for "may have borrowed anything".
  alignas(128) std::atomic<int32_t> borrowed_count{0};
  std::atomic<int32_t> depth{0};
  std::atomic<const Object*> borrowed[kBorrowedCapacity] = {};

  // Written by their own thread only, summed by whoever asks.
  std::atomic<int64_t> live_bytes{0};
  std::atomic<int64_t> cached_bytes{0};
  std::atomic<int64_t> live_handles{0};

  // Seen by their own thread only.
  const char* function = "";  // the outermost public function that is running
  Token* token = nullptr;     // owns a reference
  bool in_parallel = false;
  FpModes fp_modes;
  FpHandler fp_handler = nullptr;
  void* fp_handler_data = nullptr;
  uint64_t flush_generation = 0;
  Magazine magazines[kMagazines];
  uint32_t stashed_slots[kStashedSlots] = {};
  int32_t stashed_count = 0;
  uint32_t calls_since_reclaim = 0;
  ErrorRecord error;
  scopes::Stack* scopes = nullptr;         // of capi/runtime/scopes.cpp; null until the first one
  tracing::Record* trace = nullptr;        // of the traced call that is running
  uint64_t traced_last = 0;                // number of the last traced call that this worker helped with
  std::atomic<bool> in_trace_sink{false};  // read by nd_trace_set, which waits for it
};

// Null until the thread's first call. Static TLS: one load, and no allocation that could abort the process.
extern constinit thread_local ThreadState* current_thread_state [[gnu::tls_model("initial-exec")]];

namespace detail {
ThreadState* register_thread() noexcept;
}

// The calling thread's record; null when there is no memory for one.
inline ThreadState* thread_state_or_null() noexcept {
  ThreadState* const state = current_thread_state;
  return state ? state : detail::register_thread();
}

// The same where the API's guard or the pool has made sure of it. Throws Error(ND_NO_MEMORY).
ThreadState& thread_state();

// All records, those of ended threads too; linked by `next`.
ThreadState* first_thread_state() noexcept;
int32_t registered_threads() noexcept;

// Called with the record of a thread that ends. At most four, registered while the library is loaded.
using ThreadExitHook = void (*)(ThreadState& state) noexcept;
bool register_thread_exit_hook(ThreadExitHook hook) noexcept;

// Adds to a counter that only the calling thread writes: no locked instruction.
inline void add_own(std::atomic<int64_t>& counter, int64_t amount) noexcept {
  counter.store(counter.load(std::memory_order_relaxed) + amount, std::memory_order_relaxed);
}

}  // namespace nd
