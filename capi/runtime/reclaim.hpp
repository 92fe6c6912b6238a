// When an object whose handle was released may go: as soon as no call can still be using it. Every call announces an
// epoch (one locked instruction) and lists what it borrowed; nobody pins objects. See reclaim.cpp for the reasoning.
#pragma once

#include <atomic>
#include <cstdint>

#include "core/object.hpp"
#include "core/thread_state.hpp"

namespace nd::reclaim {

extern constinit std::atomic<uint64_t> global_epoch;  // begins at 1; 0 in a record means outside every call
extern constinit std::atomic<int32_t> deferred_count;
extern constinit std::atomic<bool> borrow_with_fence;  // without membarrier each borrow orders itself

// Called with a slot whose handle is dead already and that holds a reference: drops the reference and frees the slot,
// now or later. By the calling thread, inside a guard.
void retire(uint32_t slot, Object* object, ThreadState& state) noexcept;

// Reclaims what no call can be using any more. Called by the outermost guard when it ends, with its epoch.
void reclaim_deferred(ThreadState& state, uint64_t epoch) noexcept;

inline void enter(ThreadState& state) noexcept {
  const int32_t depth = state.depth.load(std::memory_order_relaxed);
  state.depth.store(depth + 1, std::memory_order_relaxed);
  // Sequentially consistent: no look-up of this call may happen before the announcement is visible.
  if (depth == 0) state.epoch.store(global_epoch.load(std::memory_order_acquire), std::memory_order_seq_cst);
}

inline void leave(ThreadState& state, int32_t borrowed_before) noexcept {
  state.borrowed_count.store(borrowed_before, std::memory_order_release);
  const int32_t depth = state.depth.load(std::memory_order_relaxed) - 1;
  state.depth.store(depth, std::memory_order_relaxed);
  if (depth > 0) return;
  const uint64_t epoch = state.epoch.load(std::memory_order_relaxed);
  state.epoch.store(0, std::memory_order_release);
  if (deferred_count.load(std::memory_order_relaxed) != 0) [[unlikely]]
    reclaim_deferred(state, epoch);
}

// Lists `object` as borrowed by the running call. The caller checks afterwards that its handle is still alive.
inline void borrow(ThreadState& state, const Object* object) noexcept {
  const int32_t count = state.borrowed_count.load(std::memory_order_relaxed);
  if (count < ThreadState::kBorrowedCapacity) [[likely]] {
    // Release: whoever sees this entry knows that uses of the one it replaces are over.
    state.borrowed[count].store(object, std::memory_order_release);
    state.borrowed_count.store(count + 1, std::memory_order_release);
  } else {
    state.borrowed_count.store(ThreadState::kBorrowedCapacity + 1, std::memory_order_release);
  }
  if (borrow_with_fence.load(std::memory_order_relaxed)) [[unlikely]]
    state.borrowed_count.exchange(state.borrowed_count.load(std::memory_order_relaxed), std::memory_order_seq_cst);
  std::atomic_signal_fence(std::memory_order_seq_cst);
}

}  // namespace nd::reclaim
