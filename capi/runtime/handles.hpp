// Handles: tickets whose bits name a slot and a generation inside an address range that is reserved for this copy of
// the library and never mapped. They are looked up, never dereferenced. Used through guard.hpp and arguments.hpp.
#pragma once

#include <atomic>
#include <cstdint>

#include "core/object.hpp"
#include "core/thread_state.hpp"
#include "runtime/reclaim.hpp"

namespace nd::handles {

// state: kind and generation in the high half, the number of owners in the low one (of a dead slot: the next in its
// chain). One comparison checks both kind and generation.
struct Slot {
  std::atomic<uint64_t> state{0};
  std::atomic<Object*> object{nullptr};
};

inline constexpr int kKindShift = 24;  // within the high half; below it the generation
inline constexpr uint32_t kDead = 0xFF;
inline constexpr uint32_t kNoSlot = 0xFFFFFFFF;
inline constexpr uint64_t kMaxOwners = 0x7FFFFFFF;

// Set once, before the first slot is committed. A limit of 0 refuses every handle until then.
struct Table {
  uintptr_t base = 0;
  Slot* slots = nullptr;
  int generation_bits = 0;
  uint32_t generation_mask = 0;
  std::atomic<uintptr_t> limit{0};  // offset behind the last handle of a committed slot
};
extern constinit Table table;

// Kinds whose objects live for ever: their handles are never used up, releasing one is allowed and does nothing.
constexpr bool is_permanent(Kind kind) noexcept {
  return kind == Kind::dtype || kind == Kind::ufunc || kind == Kind::module;
}

inline Object* find(ThreadState& state, const void* handle, Kind kind) noexcept {
  const uintptr_t limit = table.limit.load(std::memory_order_acquire);
  const uintptr_t offset = reinterpret_cast<uintptr_t>(handle) - table.base;
  if (offset >= limit) [[unlikely]]
    return nullptr;
  Slot& slot = table.slots[offset >> table.generation_bits];
  const uint64_t wanted = (uint64_t{static_cast<uint8_t>(kind)} << kKindShift | (offset & table.generation_mask)) << 32;
  if ((slot.state.load(std::memory_order_seq_cst) ^ wanted) >> 32 != 0) [[unlikely]]
    return nullptr;
  Object* const object = slot.object.load(std::memory_order_relaxed);
  if (is_permanent(kind)) return object;
  reclaim::borrow(state, object);
  if ((slot.state.load(std::memory_order_seq_cst) ^ wanted) >> 32 != 0) [[unlikely]]
    return nullptr;
  return object;
}

// The same for a handle of any kind, which it returns too.
Object* find_any(ThreadState& state, const void* handle, Kind& kind) noexcept;

// A handle that the caller owns: the live one of the object with one more owner, or a new one. On failure the
// reference is dropped and Error(ND_NO_MEMORY) thrown.
void* give(Ref<Object> object);

// One owner more or less. False: the handle is not alive (or has 2^31 owners). Both inside a guard.
bool retain(ThreadState& state, void* handle) noexcept;
bool release(ThreadState& state, void* handle) noexcept;

// Handles that are alive, without those of permanent kinds.
int64_t live_count() noexcept;
// Alive and not of a permanent kind: one that somebody has to give back.
bool is_counted(const void* handle) noexcept;
// The slot that a counted handle names.
uint32_t slot_number(const void* handle) noexcept;
uint32_t generation_number(const void* handle) noexcept;

// A counted handle as others see it.
struct Live {
  void* handle;
  Kind kind;
  int64_t owners;
};
// The first one in a slot from `slot` on, which becomes the slot behind it; false if there is none.
bool next_live(uint32_t& slot, Live& live) noexcept;

// What a refused handle is, for the error message: "NULL", "a released handle", "a dtype handle", …
struct Refusal {
  char text[80];
};
Refusal explain(const void* handle) noexcept;
const char* kind_with_article(Kind kind) noexcept;  // "an array"

// For reclaim.cpp, on dead slots.
void set_link(uint32_t slot, uint32_t next) noexcept;
uint32_t link(uint32_t slot) noexcept;
Object* object_in(uint32_t slot) noexcept;
void free_slot(uint32_t slot) noexcept;

}  // namespace nd::handles
