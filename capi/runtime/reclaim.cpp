// Deferred reclamation.
//
// A release first kills the handle, then looks at the epochs of all threads. If every other one is outside a call, or
// will be very soon, nobody holds the object: a call that begins now can no longer find it. Otherwise the slot joins a
// batch; a batch is stamped when it is closed and goes when every running call began after the stamp. A call may run
// for minutes while another thread makes and releases arrays; so when a batch gets large, or holds a large object,
// membarrier(2) makes the lists of borrowed objects of all threads visible, and all that stands in none of them goes at
// once.
#include "runtime/reclaim.hpp"

#include <linux/membarrier.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <utility>

#include "core/fork.hpp"
#include "core/futex.hpp"
#include "core/locks.hpp"
#include "runtime/handles.hpp"

namespace nd::reclaim {

// Every look-up reads the first, every call the others; on lines of their own, as what is beside them is written often.
alignas(64) constinit std::atomic<bool> borrow_with_fence{false};
alignas(64) constinit std::atomic<uint64_t> global_epoch{1};
alignas(64) constinit std::atomic<int32_t> deferred_count{0};

namespace {

constexpr int32_t kBatch = 64;                    // dead objects before their users are looked up one by one
constexpr int64_t kHeldBytes = int64_t{1} << 20;  // or one that holds this much
constexpr int kLooks = 64;                        // at the calls of others before a dead object is deferred: 1 to 3 µs
constexpr uint32_t kCallsBetween = 16;            // a call that was in nobody's way tries to reclaim once in so many

// A chain of slots, linked by handles::set_link.
struct Batch {
  uint32_t first = handles::kNoSlot;
  int32_t count = 0;
  uint64_t stamp = 0;
};

alignas(64) constinit Batch open_batch{};
constinit Batch closed_batch{};
constinit bool open_holds_much = false;
constinit int32_t sift_at = kBatch;
constinit std::atomic<uint64_t> blocked_until{0};  // the stamp of the closed batch

void add(Batch& batch, uint32_t slot) noexcept {
  handles::set_link(slot, batch.first);
  batch.first = slot;
  ++batch.count;
}

// Inside one call at most (a release from a callback has the outer one too) that borrowed nothing.
bool holds_nothing(const ThreadState& self) noexcept {
  return self.depth.load(std::memory_order_relaxed) <= 1 && self.borrowed_count.load(std::memory_order_relaxed) == 0;
}

bool alone(const ThreadState& self) noexcept {
  if (!holds_nothing(self)) return false;
  for (const ThreadState* state = first_thread_state(); state; state = state->next) {
    if (state != &self && state->epoch.load(std::memory_order_seq_cst) != 0) return false;
  }
  return true;
}

// `except`: the releasing thread, if it holds nothing itself.
uint64_t oldest_epoch(const ThreadState* except) noexcept {
  uint64_t oldest = UINT64_MAX;
  for (const ThreadState* state = first_thread_state(); state; state = state->next) {
    const uint64_t epoch = state->epoch.load(std::memory_order_seq_cst);
    if (epoch != 0 && epoch < oldest && state != except) oldest = epoch;
  }
  return oldest;
}

// Waits for the calls of other threads that are running now, if they end very soon, as most do: the threads then share
// no lock, and no other one has to reclaim what this one dropped. Not while something is deferred already: then a long
// call is in the way, and to wait for it once is enough.
bool others_end(const ThreadState& self) noexcept {
  if (deferred_count.load(std::memory_order_relaxed) != 0 || !holds_nothing(self)) return false;
  const uint64_t stamp = global_epoch.fetch_add(1, std::memory_order_seq_cst);
  for (int i = 0; i < kLooks; ++i) {
    if (oldest_epoch(&self) > stamp) return true;
    cpu_pause();
  }
  return false;
}

bool borrowed_by_anyone(const Object* object) noexcept {
  for (const ThreadState* state = first_thread_state(); state; state = state->next) {
    const int32_t count = state->borrowed_count.load(std::memory_order_seq_cst);
    if (count > ThreadState::kBorrowedCapacity) return true;
    for (int32_t i = 0; i < count; ++i) {
      if (state->borrowed[i].load(std::memory_order_acquire) == object) return true;
    }
  }
  return false;
}

void see_all_borrows() noexcept {
  if (!borrow_with_fence.load(std::memory_order_relaxed))
    syscall(SYS_membarrier, MEMBARRIER_CMD_PRIVATE_EXPEDITED, 0, 0);
}

// Moves the slots of `batch` that nobody borrows to `ready`.
void sift(Batch& batch, Batch& ready) noexcept {
  Batch kept{.stamp = batch.stamp};
  for (uint32_t slot = batch.first; slot != handles::kNoSlot;) {
    const uint32_t following = handles::link(slot);
    add(borrowed_by_anyone(handles::object_in(slot)) ? kept : ready, slot);
    slot = following;
  }
  batch = kept;
}

// Outside the lock: destructors run deleters of the embedder, which may call the library again.
void drop(Batch ready) noexcept {
  for (uint32_t slot = ready.first; slot != handles::kNoSlot;) {
    const uint32_t following = handles::link(slot);
    Object* const object = handles::object_in(slot);
    handles::free_slot(slot);
    object->release();
    slot = following;
  }
}

void append(Batch& to, Batch& from) noexcept {
  for (uint32_t slot = from.first; slot != handles::kNoSlot;) {
    const uint32_t following = handles::link(slot);
    add(to, slot);
    slot = following;
  }
  from = Batch{};
}

// The lock is held. Takes what may go into `ready`.
void collect(Batch& ready, const ThreadState* except) noexcept {
  for (int pass = 0; pass < 2; ++pass) {
    if (closed_batch.count > 0 && oldest_epoch(except) > closed_batch.stamp) append(ready, closed_batch);
    if (closed_batch.count > 0 || open_batch.count == 0) break;
    closed_batch = std::exchange(open_batch, Batch{});
    closed_batch.stamp = global_epoch.fetch_add(1, std::memory_order_seq_cst);
  }
  if (open_batch.count + closed_batch.count >= sift_at || open_holds_much) {
    see_all_borrows();
    sift(open_batch, ready);
    sift(closed_batch, ready);
    sift_at = kBatch + 2 * (open_batch.count + closed_batch.count);  // what is in use is not looked at each time
  }
  open_holds_much = false;
  blocked_until.store(closed_batch.count > 0 ? closed_batch.stamp : 0, std::memory_order_relaxed);
  deferred_count.store(open_batch.count + closed_batch.count, std::memory_order_relaxed);
}

void use_membarrier() noexcept {
  const bool registered = syscall(SYS_membarrier, MEMBARRIER_CMD_REGISTER_PRIVATE_EXPEDITED, 0, 0) == 0;
  borrow_with_fence.store(!registered, std::memory_order_relaxed);
}

const bool fork_registered = [] {
  use_membarrier();
  return register_fork_hook(ForkLevel::reclaim, use_membarrier);
}();

}  // namespace

void retire(uint32_t slot, Object* object, ThreadState& state) noexcept {
  if (alone(state) || others_end(state)) {
    handles::free_slot(slot);
    object->release();
    return;
  }
  const bool holds_much = object->held_bytes() >= kHeldBytes;
  Batch ready;
  {
    const std::scoped_lock guard(mutex_of(Lock::reclaim));
    add(open_batch, slot);
    open_holds_much |= holds_much;
    if (holds_much || open_batch.count + closed_batch.count >= sift_at || closed_batch.count == 0) {
      collect(ready, holds_nothing(state) ? &state : nullptr);
    } else {
      deferred_count.fetch_add(1, std::memory_order_relaxed);
    }
  }
  drop(ready);
}

void reclaim_deferred(ThreadState& state, uint64_t epoch) noexcept {
  // Whoever is in the way of the closed batch must look when it leaves; others only now and then.
  if (epoch > blocked_until.load(std::memory_order_relaxed) && ++state.calls_since_reclaim < kCallsBetween) return;
  state.calls_since_reclaim = 0;
  Batch ready;
  {
    const std::scoped_lock guard(mutex_of(Lock::reclaim));
    collect(ready, nullptr);
  }
  drop(ready);
}

}  // namespace nd::reclaim
