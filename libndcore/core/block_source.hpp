// Where the block cache gets its memory: malloc for small blocks, mmap with huge pages for large ones, or the
// embedder's allocator for all. Used by memory.cpp only.
#pragma once

#include <cstddef>

#include "core/memory.hpp"

namespace nd::block_source {

// From this size on blocks are mapped, and fresh ones are known to be zero.
inline constexpr size_t kMapped = size_t{4} << 20;

// Null when there is no memory. `bytes` is the size of a class and given back unchanged.
std::byte* acquire(size_t bytes) noexcept;
void release(std::byte* block, size_t bytes) noexcept;
bool fresh_is_zero(size_t bytes) noexcept;

void replace(const BlockSource& source) noexcept;

}  // namespace nd::block_source
