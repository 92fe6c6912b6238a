// Giving, counting and ending handles; the slow paths of looking them up.
#include "runtime/handles.hpp"

#include <cstdio>

#include "runtime/slots.hpp"

namespace nd::handles {

namespace {

uint64_t high_half(Kind kind, uintptr_t offset) noexcept {
  return uint64_t{static_cast<uint8_t>(kind)} << kKindShift | (offset & table.generation_mask);
}

// The slot that the bits name, and the offset; null for bits outside the committed range.
Slot* slot_of(const void* handle, uintptr_t& offset) noexcept {
  const uintptr_t limit = table.limit.load(std::memory_order_acquire);
  offset = reinterpret_cast<uintptr_t>(handle) - table.base;
  return offset < limit ? &table.slots[offset >> table.generation_bits] : nullptr;
}

bool matches(uint64_t state, uintptr_t offset) noexcept {
  const auto high = static_cast<uint32_t>(state >> 32);
  return high >> kKindShift != kDead && (high & table.generation_mask) == (offset & table.generation_mask) &&
         (offset & table.generation_mask) != 0;
}

Kind kind_of_state(uint64_t state) noexcept { return static_cast<Kind>(state >> (32 + kKindShift)); }

bool add_owner(const void* handle) noexcept {
  uintptr_t offset = 0;
  Slot* const slot = slot_of(handle, offset);
  if (!slot) return false;
  uint64_t state = slot->state.load(std::memory_order_acquire);
  do {
    if (!matches(state, offset) || (state & 0xFFFFFFFF) >= kMaxOwners) return false;
    if (is_permanent(kind_of_state(state))) return true;
  } while (!slot->state.compare_exchange_weak(state, state + 1));
  return true;
}

}  // namespace

Object* find_any(ThreadState& state, const void* handle, Kind& kind) noexcept {
  uintptr_t offset = 0;
  Slot* const slot = slot_of(handle, offset);
  if (!slot) return nullptr;
  const uint64_t seen = slot->state.load(std::memory_order_seq_cst);
  if (!matches(seen, offset)) return nullptr;
  kind = kind_of_state(seen);
  return find(state, handle, kind);
}

void* give(Ref<Object> object) {
  ThreadState& state = thread_state();
  uint64_t known = object->handle.load(std::memory_order_acquire);
  if (known != 0 && add_owner(reinterpret_cast<void*>(known))) return reinterpret_cast<void*>(known);
  const uint32_t index = take_slot(state);
  Slot& slot = table.slots[index];
  const auto generation =
      static_cast<uint32_t>(slot.state.load(std::memory_order_relaxed) >> 32) & table.generation_mask;
  const uintptr_t offset = uintptr_t{index} << table.generation_bits | generation;
  const uint64_t handle = table.base + offset;
  const Kind kind = object->kind;
  const bool shared = !object->unique();
  Object* const raw = object.detach();
  slot.object.store(raw, std::memory_order_relaxed);
  if (!shared) raw->handle.store(handle, std::memory_order_relaxed);
  slot.state.store(high_half(kind, offset) << 32 | 1, std::memory_order_release);
  if (!is_permanent(kind)) add_own(state.live_handles, 1);
  if (!shared) return reinterpret_cast<void*>(handle);
  while (!raw->handle.compare_exchange_strong(known, handle)) {
    // Another thread gave the object a handle meanwhile: that one is used, ours was never seen by anybody.
    if (!add_owner(reinterpret_cast<void*>(known))) continue;
    release(state, reinterpret_cast<void*>(handle));
    return reinterpret_cast<void*>(known);
  }
  return reinterpret_cast<void*>(handle);
}

bool retain(ThreadState&, void* handle) noexcept { return add_owner(handle); }

bool release(ThreadState& thread, void* handle) noexcept {
  uintptr_t offset = 0;
  Slot* const slot = slot_of(handle, offset);
  if (!slot) return false;
  uint64_t state = slot->state.load(std::memory_order_acquire);
  uint64_t after = 0;
  do {
    if (!matches(state, offset)) return false;
    if (is_permanent(kind_of_state(state))) return true;
    const bool last = (state & 0xFFFFFFFF) == 1;
    after = last ? uint64_t{kDead << kKindShift | (offset & table.generation_mask)} << 32 | kNoSlot : state - 1;
  } while (!slot->state.compare_exchange_weak(state, after, std::memory_order_seq_cst));
  if ((state & 0xFFFFFFFF) != 1) return true;
  add_own(thread.live_handles, -1);
  reclaim::retire(static_cast<uint32_t>(offset >> table.generation_bits), slot->object.load(std::memory_order_relaxed),
                  thread);
  return true;
}

int64_t live_count() noexcept {
  int64_t total = 0;
  for (const ThreadState* state = first_thread_state(); state; state = state->next) {
    total += state->live_handles.load(std::memory_order_relaxed);
  }
  return total;
}

bool is_counted(const void* handle) noexcept {
  uintptr_t offset = 0;
  const Slot* const slot = slot_of(handle, offset);
  const uint64_t state = slot ? slot->state.load(std::memory_order_acquire) : 0;
  return slot && matches(state, offset) && !is_permanent(kind_of_state(state));
}

uint32_t slot_number(const void* handle) noexcept {
  return static_cast<uint32_t>((reinterpret_cast<uintptr_t>(handle) - table.base) >> table.generation_bits);
}

uint32_t generation_number(const void* handle) noexcept {
  return static_cast<uint32_t>(reinterpret_cast<uintptr_t>(handle) - table.base) & table.generation_mask;
}

bool next_live(uint32_t& slot, Live& live) noexcept {
  const auto committed = static_cast<uint32_t>(table.limit.load(std::memory_order_acquire) >> table.generation_bits);
  while (slot < committed) {
    const uint32_t index = slot++;
    const uint64_t state = table.slots[index].state.load(std::memory_order_acquire);
    const uintptr_t offset =
        uintptr_t{index} << table.generation_bits | (static_cast<uint32_t>(state >> 32) & table.generation_mask);
    if (!matches(state, offset) || is_permanent(kind_of_state(state))) continue;
    live = {reinterpret_cast<void*>(table.base + offset), kind_of_state(state),
            static_cast<int64_t>(state & 0xFFFFFFFF)};
    return true;
  }
  return false;
}

const char* kind_with_article(Kind kind) noexcept {
  switch (kind) {
    case Kind::array: return "an array";
    case Kind::dtype: return "a dtype";
    case Kind::ufunc: return "a ufunc";
    case Kind::buffer: return "a buffer";
    case Kind::token: return "a token";
    case Kind::module: return "a module";
    case Kind::file: return "a file";
  }
  return "an unknown";
}

Refusal explain(const void* handle) noexcept {
  Refusal refusal;
  uintptr_t offset = 0;
  const Slot* const slot = slot_of(handle, offset);
  const uint64_t state = slot ? slot->state.load(std::memory_order_acquire) : 0;
  const uint32_t generation = static_cast<uint32_t>(offset) & table.generation_mask;
  const uint32_t newest = static_cast<uint32_t>(state >> 32) & table.generation_mask;
  if (!handle) {
    std::snprintf(refusal.text, sizeof refusal.text, "NULL");
  } else if (slot && matches(state, offset)) {
    std::snprintf(refusal.text, sizeof refusal.text, "%s handle", kind_with_article(kind_of_state(state)));
  } else if (slot && generation != 0 && generation <= newest) {
    std::snprintf(refusal.text, sizeof refusal.text, "a released handle");
  } else {
    std::snprintf(refusal.text, sizeof refusal.text, "the foreign pointer %p", handle);
  }
  return refusal;
}

}  // namespace nd::handles
