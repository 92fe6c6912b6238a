// Memory from the system in 64-byte alignment; large blocks lie on 2 MiB limits and ask for huge pages.
#include "core/block_source.hpp"

#include <sys/mman.h>

#include <cstdlib>

namespace nd::block_source {

namespace {

constinit BlockSource embedder{};
constexpr size_t kHugePage = size_t{2} << 20;

// Maps more than is asked for and cuts off both ends: older kernels place a mapping on any page.
std::byte* map_aligned(size_t bytes) noexcept {
  const size_t mapped = bytes + kHugePage;
  void* const memory = mmap(nullptr, mapped, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED) return nullptr;
  auto* const begin = static_cast<std::byte*>(memory);
  const size_t skip = (kHugePage - reinterpret_cast<uintptr_t>(begin) % kHugePage) % kHugePage;
  if (skip > 0) munmap(begin, skip);
  munmap(begin + skip + bytes, mapped - skip - bytes);
  madvise(begin + skip, bytes, MADV_HUGEPAGE);
  return begin + skip;
}

}  // namespace

std::byte* acquire(size_t bytes) noexcept {
  if (embedder.allocate) {
    void* const block = embedder.allocate(static_cast<int64_t>(bytes), 64, embedder.data);
    if (block && reinterpret_cast<uintptr_t>(block) % 64 != 0) {
      embedder.free(block, static_cast<int64_t>(bytes), embedder.data);
      return nullptr;
    }
    return static_cast<std::byte*>(block);
  }
  if (bytes >= kMapped) return map_aligned(bytes);
  return static_cast<std::byte*>(std::aligned_alloc(64, bytes));
}

void release(std::byte* block, size_t bytes) noexcept {
  if (embedder.free) {
    embedder.free(block, static_cast<int64_t>(bytes), embedder.data);
  } else if (bytes >= kMapped) {
    munmap(block, bytes);
  } else {
    std::free(block);
  }
}

bool fresh_is_zero(size_t bytes) noexcept { return bytes >= kMapped && !embedder.allocate; }

void replace(const BlockSource& source) noexcept { embedder = source; }

}  // namespace nd::block_source
