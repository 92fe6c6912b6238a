// One word a slot, in memory that is committed as slots come into use; none of it exists while nobody asks for notes.
#include "runtime/makers.hpp"

#include <sys/mman.h>

#include <atomic>

#include "core/trace.hpp"
#include "runtime/handles.hpp"

namespace nd::makers {

namespace {

// Generation of the handle in the high half, in the low one its maker's place, from 1.
constinit std::atomic<std::atomic<uint64_t>*> notes{nullptr};

constexpr size_t kSlots = size_t{1} << 24;

}  // namespace

bool start() noexcept {
  if (notes.load()) return true;
  void* const memory = mmap(nullptr, kSlots * sizeof(uint64_t), PROT_READ | PROT_WRITE,
                            MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (memory == MAP_FAILED) return false;
  notes.store(static_cast<std::atomic<uint64_t>*>(memory));
  tracing::watch(tracing::kMakers);
  return true;
}

void note(const void* handle, int32_t method) noexcept {
  std::atomic<uint64_t>* const words = notes.load(std::memory_order_acquire);
  if (!words || !handles::is_counted(handle)) return;
  std::atomic<uint64_t>& word = words[handles::slot_number(handle)];
  const uint64_t generation = handles::generation_number(handle);
  if (word.load(std::memory_order_relaxed) >> 32 == generation) return;
  word.store(generation << 32 | static_cast<uint32_t>(method + 1), std::memory_order_relaxed);
}

int32_t maker_of(const void* handle) noexcept {
  const std::atomic<uint64_t>* const words = notes.load(std::memory_order_acquire);
  if (!words || !handles::is_counted(handle)) return -1;
  const uint64_t word = words[handles::slot_number(handle)].load(std::memory_order_relaxed);
  if (word >> 32 != handles::generation_number(handle)) return -1;
  return static_cast<int32_t>(word & 0xFFFFFFFF) - 1;
}

}  // namespace nd::makers
