// Memory of array elements: 64-byte aligned blocks from a size-classed cache, so that a large temporary does not pay
// for page faults again. Other objects use operator new, which the library defines for itself on the same counters.
#pragma once

#include <cstddef>
#include <cstdint>

#include "ndcore/types.h"

namespace nd {

// A block of at least `bytes` bytes, aligned to 64, with undefined content. bytes = 0 gives a valid unique block.
// Throws Error(ND_NO_MEMORY) naming the size.
std::byte* allocate_block(size_t bytes);

// The same, zeroed; large blocks come zeroed from the system without being touched.
std::byte* allocate_zeroed_block(size_t bytes);

// Gives a block back to the cache. `bytes` is the size it was asked for.
void free_block(std::byte* block, size_t bytes) noexcept;

// The n-th allocation from now on (of any kind, in any thread; 1 is the next) fails, and only that one; 0 switches the
// failure off. For testing that errors leave nothing behind. Returns how many allocations were seen since the last
// call, if that switched it on (a large n counts without failing).
int64_t fail_nth_allocation(int64_t n) noexcept;

// True if the allocation that is about to happen is the one to fail. For allocators of this library only.
bool allocation_must_fail() noexcept;

// Throws Error(ND_NO_MEMORY) ": cannot allocate N bytes".
[[noreturn]] void throw_no_memory(size_t bytes);

// Where blocks come from instead of the system. `allocate` returns memory aligned to `alignment` or null.
struct BlockSource {
  nd_allocate_callback allocate = nullptr;
  nd_free_callback free = nullptr;
  void* data = nullptr;
};

// Replaces the source (null functions: the system's). Throws Error(ND_VALUE_ERROR) while any block is handed out:
// blocks do not remember where they came from. No other thread may be using the library meanwhile.
void set_block_source(const BlockSource& source);

// Bytes in blocks that are handed out, and in the cache of freed ones.
int64_t live_block_bytes() noexcept;
int64_t cached_block_bytes() noexcept;
// The limit of the cache; what exceeds it is given back to the system at once, the small blocks that other threads keep
// for themselves (at most 1 MiB each) when they next use the library. Negative: the default, 1/8 of the machine's
// memory but at most 1 GiB.
void set_cache_limit(int64_t bytes) noexcept;
int64_t cache_limit() noexcept;

// Scratch memory of the calling thread for blocks of one loop: aligned to 64, valid until the end of the enclosing
// Scratch object's life, cheap to take.
class Scratch {
 public:
  explicit Scratch(size_t bytes) : bytes_(bytes), block_(allocate_block(bytes)) {}
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  ~Scratch() { free_block(block_, bytes_); }
  std::byte* data() const noexcept { return block_; }

 private:
  size_t bytes_;
  std::byte* block_;
};

}  // namespace nd
