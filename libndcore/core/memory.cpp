// The block cache: a magazine of small blocks in each thread, one locked cache behind it. A block does not remember its
// size or owner, so any thread may free it, to its own magazine.
#include "core/memory.hpp"

#include <unistd.h>

#include <algorithm>
#include <cstring>

#include "core/address_sanitizer.hpp"
#include "core/address_space.hpp"
#include "core/block_source.hpp"
#include "core/error.hpp"
#include "core/locks.hpp"
#include "core/size_class.hpp"
#include "core/thread_state.hpp"

namespace nd {

namespace {

constexpr size_t kMagazineBlock = 128 << 10;     // the largest block a thread keeps for itself
constexpr int64_t kMagazineTotal = 1 << 20;      // and the most it keeps in all
constexpr int64_t kMagazineMinLimit = 16 << 20;  // no magazines under a smaller limit: they do not count in it
static_assert(size_class(kMagazineBlock) < ThreadState::kMagazines);

void push(std::byte*& head, std::byte* block) noexcept {
  std::memcpy(block, &head, sizeof head);
  head = block;
}

std::byte* pop(std::byte*& head) noexcept {
  std::byte* const block = head;
  std::memcpy(&head, block, sizeof head);
  return block;
}

struct ClassList {
  std::byte* head = nullptr;
  uint64_t last_used = 0;
};

// Blocks taken out of the cache under its lock, given back to the system after it.
struct Evicted {
  std::byte* heads[kSizeClasses] = {};
  bool any = false;
};

constinit ClassList cache[kSizeClasses] = {};
constinit uint64_t cache_clock = 0;
constinit int64_t cache_bytes = 0;
constinit std::atomic<int64_t> limit{-1};  // -1: not yet computed
constinit std::atomic<uint64_t> flush_generation{0};
constinit std::atomic<int64_t> stateless_live{0};  // of threads that could not get a record

int64_t default_limit() noexcept {
  if (kAddressSanitizer) return 0;  // every block goes back at once, so that a use after free is seen
  const int64_t memory = int64_t{sysconf(_SC_PHYS_PAGES)} * sysconf(_SC_PAGESIZE);
  return std::clamp<int64_t>(std::min(memory, address_space_limit()) / 8, 0, int64_t{1} << 30);
}

int64_t current_limit() noexcept {
  int64_t value = limit.load(std::memory_order_relaxed);
  if (value < 0) {
    value = default_limit();
    limit.store(value, std::memory_order_relaxed);
  }
  return value;
}

void give_back(const Evicted& evicted) noexcept {
  for (int index = 0; evicted.any && index < kSizeClasses; ++index) {
    std::byte* head = evicted.heads[index];
    while (head) block_source::release(pop(head), class_bytes(index));
  }
}

// Evicts from the class that has not been used for longest until `wanted` more bytes fit. The lock is held.
void make_room(int64_t wanted, int64_t allowed, Evicted& evicted) noexcept {
  while (cache_bytes > 0 && cache_bytes + wanted > allowed) {
    int oldest = -1;
    for (int index = 0; index < kSizeClasses; ++index) {
      if (cache[index].head && (oldest < 0 || cache[index].last_used < cache[oldest].last_used)) oldest = index;
    }
    const auto bytes = static_cast<int64_t>(class_bytes(oldest));
    while (cache[oldest].head && cache_bytes + wanted > allowed) {
      push(evicted.heads[oldest], pop(cache[oldest].head));
      cache_bytes -= bytes;
    }
    evicted.any = true;
  }
}

[[gnu::noinline]] void to_cache_after_eviction(std::byte* block, int index, int64_t allowed) noexcept {
  const auto bytes = static_cast<int64_t>(class_bytes(index));
  Evicted evicted;
  {
    const std::scoped_lock lock(mutex_of(Lock::memory));
    make_room(bytes, allowed, evicted);
    push(cache[index].head, block);
    cache[index].last_used = ++cache_clock;
    cache_bytes += bytes;
  }
  give_back(evicted);
}

void to_cache(std::byte* block, int index) noexcept {
  const int64_t allowed = current_limit();
  const auto bytes = static_cast<int64_t>(class_bytes(index));
  if (bytes > allowed) return block_source::release(block, class_bytes(index));
  {
    const std::scoped_lock lock(mutex_of(Lock::memory));
    if (cache_bytes + bytes <= allowed) {
      push(cache[index].head, block);
      cache[index].last_used = ++cache_clock;
      cache_bytes += bytes;
      return;
    }
  }
  to_cache_after_eviction(block, index, allowed);
}

std::byte* from_cache(int index) noexcept {
  const std::scoped_lock lock(mutex_of(Lock::memory));
  if (!cache[index].head) return nullptr;
  cache[index].last_used = ++cache_clock;
  cache_bytes -= static_cast<int64_t>(class_bytes(index));
  return pop(cache[index].head);
}

void flush_magazines(ThreadState& state) noexcept {
  for (int index = 0; index < ThreadState::kMagazines; ++index) {
    Magazine& magazine = state.magazines[index];
    std::byte* head = magazine.head;
    magazine = Magazine{};
    while (head) to_cache(pop(head), index);
  }
  state.cached_bytes.store(0, std::memory_order_relaxed);
}

void heed_generation(ThreadState& state) noexcept {
  const uint64_t generation = flush_generation.load(std::memory_order_relaxed);
  if (state.flush_generation == generation) [[likely]]
    return;
  state.flush_generation = generation;
  flush_magazines(state);
}

std::byte* from_magazine(ThreadState& state, int index) noexcept {
  heed_generation(state);
  Magazine& magazine = state.magazines[index];
  if (!magazine.head) return nullptr;
  --magazine.count;
  add_own(state.cached_bytes, -static_cast<int64_t>(class_bytes(index)));
  return pop(magazine.head);
}

bool to_magazine(ThreadState& state, std::byte* block, int index) noexcept {
  heed_generation(state);
  Magazine& magazine = state.magazines[index];
  const auto bytes = static_cast<int64_t>(class_bytes(index));
  const int64_t held = state.cached_bytes.load(std::memory_order_relaxed);
  if (magazine.count >= 2 && (magazine.count >= 32 || magazine.count * bytes >= 64 << 10)) return false;
  if (held + bytes > kMagazineTotal || current_limit() < kMagazineMinLimit) return false;
  push(magazine.head, block);
  ++magazine.count;
  state.cached_bytes.store(held + bytes, std::memory_order_relaxed);
  return true;
}

// An empty block counts as one byte: set_block_source must know of it.
void count_live(ThreadState* state, int64_t bytes, int64_t sign) noexcept {
  bytes = sign * std::max<int64_t>(bytes, 1);
  if (state) {
    add_own(state->live_bytes, bytes);
  } else {
    stateless_live.fetch_add(bytes, std::memory_order_relaxed);
  }
}

void drop_cache() noexcept {
  if (ThreadState* const state = current_thread_state) flush_magazines(*state);
  Evicted evicted;
  {
    const std::scoped_lock lock(mutex_of(Lock::memory));
    make_room(0, 0, evicted);
  }
  give_back(evicted);
}

std::byte* acquire(int index) noexcept {
  std::byte* block = block_source::acquire(class_bytes(index));
  if (block) return block;
  drop_cache();
  return block_source::acquire(class_bytes(index));
}

// Shared front of both allocation functions: the fresh block's bytes past the request are poisoned under ASan.
std::byte* hand_out(ThreadState* state, std::byte* block, size_t bytes, int index) {
  if (!block) throw_no_memory(bytes);
  ASAN_UNPOISON_MEMORY_REGION(block, bytes);
  ASAN_POISON_MEMORY_REGION(block + bytes, class_bytes(index) - bytes);
  count_live(state, static_cast<int64_t>(bytes), 1);
  return block;
}

const bool exit_registered = register_thread_exit_hook([](ThreadState& state) noexcept { flush_magazines(state); });

}  // namespace

std::byte* allocate_block(size_t bytes) {
  if (bytes > kMaxBlock || allocation_must_fail()) [[unlikely]]
    throw_no_memory(bytes);
  const int index = size_class(bytes);
  ThreadState* const state = thread_state_or_null();
  std::byte* block = nullptr;
  if (index < ThreadState::kMagazines && state) block = from_magazine(*state, index);
  if (!block) block = from_cache(index);
  if (!block) block = acquire(index);
  return hand_out(state, block, bytes, index);
}

std::byte* allocate_zeroed_block(size_t bytes) {
  if (bytes > kMaxBlock || !block_source::fresh_is_zero(class_bytes(size_class(bytes)))) {
    std::byte* const block = allocate_block(bytes);
    std::memset(block, 0, bytes);
    return block;
  }
  if (allocation_must_fail()) [[unlikely]]
    throw_no_memory(bytes);
  const int index = size_class(bytes);
  return hand_out(thread_state_or_null(), acquire(index), bytes, index);
}

void free_block(std::byte* block, size_t bytes) noexcept {
  if (!block) return;
  const int index = size_class(bytes);
  ASAN_UNPOISON_MEMORY_REGION(block, class_bytes(index));
  ThreadState* const state = thread_state_or_null();
  count_live(state, static_cast<int64_t>(bytes), -1);
  if (index < ThreadState::kMagazines && state && to_magazine(*state, block, index)) return;
  to_cache(block, index);
}

int64_t live_block_bytes() noexcept {
  int64_t total = stateless_live.load(std::memory_order_relaxed);
  for (const ThreadState* state = first_thread_state(); state; state = state->next) {
    total += state->live_bytes.load(std::memory_order_relaxed);
  }
  return total;
}

int64_t cached_block_bytes() noexcept {
  int64_t total = 0;
  for (const ThreadState* state = first_thread_state(); state; state = state->next) {
    total += state->cached_bytes.load(std::memory_order_relaxed);
  }
  const std::scoped_lock lock(mutex_of(Lock::memory));
  return total + cache_bytes;
}

void set_cache_limit(int64_t bytes) noexcept {
  limit.store(bytes < 0 ? default_limit() : bytes, std::memory_order_relaxed);
  flush_generation.fetch_add(1, std::memory_order_relaxed);
  if (ThreadState* const state = current_thread_state) heed_generation(*state);
  Evicted evicted;
  {
    const std::scoped_lock lock(mutex_of(Lock::memory));
    make_room(0, current_limit(), evicted);
  }
  give_back(evicted);
}

int64_t cache_limit() noexcept { return current_limit(); }

void set_block_source(const BlockSource& source) {
  if ((source.allocate == nullptr) != (source.free == nullptr)) {
    fail(ND_VALUE_ERROR, ": an allocator needs both `allocate` and `free`");
  }
  const int64_t live = live_block_bytes();
  if (live != 0) {
    fail(ND_VALUE_ERROR, ": the allocator must be set before the first array is made; ", live, " bytes are in use");
  }
  // All kept blocks go back to where they came from; no other thread is inside a call, so their magazines are at rest.
  for (ThreadState* state = first_thread_state(); state; state = state->next) flush_magazines(*state);
  drop_cache();
  block_source::replace(source);
}

}  // namespace nd
