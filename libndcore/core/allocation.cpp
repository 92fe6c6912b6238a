// The failure counter behind all allocations, and the library's own operator new: malloc with that counter. Hidden, so
// that programs which load the library keep theirs.
#include <atomic>
#include <cstdlib>
#include <limits>
#include <new>

#include "core/error.hpp"
#include "core/memory.hpp"

namespace nd {

namespace {
constinit std::atomic<bool> counting{false};
constinit std::atomic<int64_t> allocations_left{0};
constinit std::atomic<int64_t> armed_with{0};

[[gnu::noinline]] bool count_allocation() noexcept {
  return allocations_left.fetch_sub(1, std::memory_order_relaxed) == 1;
}
}  // namespace

bool allocation_must_fail() noexcept { return counting.load(std::memory_order_relaxed) && count_allocation(); }

int64_t fail_nth_allocation(int64_t n) noexcept {
  const bool was_counting = counting.exchange(false);
  const int64_t seen = was_counting ? armed_with.load() - allocations_left.load() : 0;
  if (n > 0) {
    armed_with.store(n);
    allocations_left.store(n);
    counting.store(true);
  }
  return seen;
}

void throw_no_memory(size_t bytes) { fail(ND_NO_MEMORY, ": cannot allocate ", uint64_t{bytes}, " bytes"); }

namespace {

void* allocate(size_t bytes, size_t alignment) noexcept {
  if (allocation_must_fail()) return nullptr;
  if (bytes == 0) bytes = 1;
  if (alignment <= alignof(std::max_align_t)) return std::malloc(bytes);
  void* memory = nullptr;
  return posix_memalign(&memory, alignment, bytes) == 0 ? memory : nullptr;
}

void* allocate_or_throw(size_t bytes, size_t alignment) {
  void* const memory = allocate(bytes, alignment);
  if (!memory) throw std::bad_alloc();
  return memory;
}

constexpr size_t kPlain = alignof(std::max_align_t);
size_t number(std::align_val_t alignment) noexcept { return static_cast<size_t>(alignment); }

}  // namespace
}  // namespace nd

// The definitions take their visibility from the declarations in <new>: the version script keeps them local.
void* operator new(size_t bytes) { return nd::allocate_or_throw(bytes, nd::kPlain); }
void* operator new[](size_t bytes) { return nd::allocate_or_throw(bytes, nd::kPlain); }
void* operator new(size_t bytes, const std::nothrow_t&) noexcept { return nd::allocate(bytes, nd::kPlain); }
void* operator new[](size_t bytes, const std::nothrow_t&) noexcept { return nd::allocate(bytes, nd::kPlain); }
void* operator new(size_t bytes, std::align_val_t a) { return nd::allocate_or_throw(bytes, nd::number(a)); }
void* operator new[](size_t bytes, std::align_val_t a) { return nd::allocate_or_throw(bytes, nd::number(a)); }
void* operator new(size_t bytes, std::align_val_t a, const std::nothrow_t&) noexcept {
  return nd::allocate(bytes, nd::number(a));
}
void* operator new[](size_t bytes, std::align_val_t a, const std::nothrow_t&) noexcept {
  return nd::allocate(bytes, nd::number(a));
}

void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete[](void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, size_t) noexcept { std::free(memory); }
void operator delete[](void* memory, size_t) noexcept { std::free(memory); }
void operator delete(void* memory, const std::nothrow_t&) noexcept { std::free(memory); }
void operator delete[](void* memory, const std::nothrow_t&) noexcept { std::free(memory); }
void operator delete(void* memory, std::align_val_t) noexcept { std::free(memory); }
void operator delete[](void* memory, std::align_val_t) noexcept { std::free(memory); }
void operator delete(void* memory, size_t, std::align_val_t) noexcept { std::free(memory); }
void operator delete[](void* memory, size_t, std::align_val_t) noexcept { std::free(memory); }
void operator delete(void* memory, std::align_val_t, const std::nothrow_t&) noexcept { std::free(memory); }
void operator delete[](void* memory, std::align_val_t, const std::nothrow_t&) noexcept { std::free(memory); }
