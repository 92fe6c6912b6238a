// Slots: 2^24 of 16 bytes, whose memory is committed as they come into use. A freed slot waits in a stash of its thread
// or in the common list; one whose generations are used up is retired, so that no handle ever comes again.
#include "runtime/slots.hpp"

#include <sys/mman.h>

#include <algorithm>

#include "core/address_space.hpp"
#include "core/error.hpp"
#include "core/locks.hpp"
#include "core/memory.hpp"
#include "runtime/handles.hpp"

namespace nd::handles {

constinit Table table{};

namespace {

constexpr int kSlotBits = 24;
constexpr int kGenerationBits = 20;
constexpr int kLeastGenerationBits = 8;
constexpr int kLeastBits = 22;
constexpr int64_t kShare = 4;       // the range takes no more than one part in so many of the address space
constexpr uint32_t kCommit = 4096;  // slots: 64 KiB

constinit int address_bits = kSlotBits + kGenerationBits;
constinit uint32_t slot_capacity = 0;
constinit uint32_t committed = 0;
constinit uint32_t unused = 0;  // the first committed slot that was never taken
constinit uint32_t first_free = kNoSlot;
constinit std::atomic<int64_t> retired{0};

void* reserve(size_t bytes) noexcept {
  void* const memory = mmap(nullptr, bytes, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  return memory == MAP_FAILED ? nullptr : memory;
}

// The largest range that the system grants, in halves: fewer generations first, then fewer slots too.
bool set_up() noexcept {
  void* range = nullptr;
  int bits = address_bits;
  while (bits > kLeastBits && int64_t{1} << bits > address_space_limit() / kShare) --bits;
  for (; bits >= kLeastBits && !range; --bits) range = reserve(size_t{1} << bits);
  if (!range) return false;
  ++bits;
  const int generation_bits = std::clamp(bits - kSlotBits, kLeastGenerationBits, kGenerationBits);
  const int slot_bits = std::min(kSlotBits, bits - generation_bits);
  void* const slots = reserve(sizeof(Slot) << slot_bits);
  if (!slots) {
    munmap(range, size_t{1} << bits);
    return false;
  }
  table.base = reinterpret_cast<uintptr_t>(range);
  table.slots = static_cast<Slot*>(slots);
  table.generation_bits = generation_bits;
  table.generation_mask = (uint32_t{1} << generation_bits) - 1;
  slot_capacity = uint32_t{1} << slot_bits;
  return true;
}

bool commit_more() noexcept {
  if (!table.slots && !set_up()) return false;
  if (committed == slot_capacity) return false;
  const uint32_t more = std::min(kCommit, slot_capacity - committed);
  // Fresh memory is zero: generation 0 of every slot, which no handle has.
  if (mprotect(table.slots + committed, more * sizeof(Slot), PROT_READ | PROT_WRITE) != 0) return false;
  committed += more;
  table.limit.store(uintptr_t{committed} << table.generation_bits, std::memory_order_release);
  return true;
}

uint64_t dead(uint32_t generation, uint32_t next) noexcept {
  return uint64_t{kDead << kKindShift | generation} << 32 | next;
}

uint32_t generation_of(uint64_t state) noexcept { return static_cast<uint32_t>(state >> 32) & table.generation_mask; }

// The lock is held.
void push_free(uint32_t slot) noexcept {
  set_link(slot, first_free);
  first_free = slot;
}

[[noreturn]] void fail_without_slot() {
  const int64_t allowed = address_space_limit();
  const std::string why = allowed == INT64_MAX ? "" : text("; the address space is limited to ", allowed, " bytes");
  if (!table.slots) fail(ND_NO_MEMORY, ": there is no room for handles", why);
  const int64_t used_up = retired.load(std::memory_order_relaxed);
  fail(ND_NO_MEMORY, ": no handle is left; ", committed - used_up, " are in use, ", used_up, " are used up", why);
}

[[gnu::noinline]] uint32_t take_from_common() {
  if (allocation_must_fail()) throw_no_memory(sizeof(Slot));
  const std::scoped_lock guard(mutex_of(Lock::handles));
  if (first_free != kNoSlot) {
    const uint32_t slot = first_free;
    first_free = link(slot);
    return slot;
  }
  if (unused == committed && !commit_more()) fail_without_slot();
  return unused++;
}

void return_stash(ThreadState& state) noexcept {
  const std::scoped_lock guard(mutex_of(Lock::handles));
  while (state.stashed_count > 0) push_free(state.stashed_slots[--state.stashed_count]);
}

const bool exit_registered = register_thread_exit_hook([](ThreadState& state) noexcept { return_stash(state); });

}  // namespace

uint32_t take_slot(ThreadState& state) {
  const uint32_t slot = state.stashed_count > 0 ? state.stashed_slots[--state.stashed_count] : take_from_common();
  const uint64_t before = table.slots[slot].state.load(std::memory_order_relaxed);
  table.slots[slot].state.store(dead(generation_of(before) + 1, kNoSlot), std::memory_order_relaxed);
  return slot;
}

void set_link(uint32_t slot, uint32_t next) noexcept {
  std::atomic<uint64_t>& state = table.slots[slot].state;
  state.store(dead(generation_of(state.load(std::memory_order_relaxed)), next), std::memory_order_relaxed);
}

uint32_t link(uint32_t slot) noexcept {
  return static_cast<uint32_t>(table.slots[slot].state.load(std::memory_order_relaxed));
}

Object* object_in(uint32_t slot) noexcept { return table.slots[slot].object.load(std::memory_order_relaxed); }

void free_slot(uint32_t slot) noexcept {
  Slot& entry = table.slots[slot];
  entry.object.store(nullptr, std::memory_order_relaxed);
  if (generation_of(entry.state.load(std::memory_order_relaxed)) == table.generation_mask) {
    retired.fetch_add(1, std::memory_order_relaxed);
    return;
  }
  ThreadState* const state = current_thread_state;
  if (state && state->stashed_count < ThreadState::kStashedSlots) {
    state->stashed_slots[state->stashed_count++] = slot;
    return;
  }
  const std::scoped_lock guard(mutex_of(Lock::handles));
  push_free(slot);
}

namespace detail {
void limit_address_bits(int bits) noexcept { address_bits = bits; }
int64_t retired_slots() noexcept { return retired.load(std::memory_order_relaxed); }
}  // namespace detail

}  // namespace nd::handles
