// Blocks: alignment, recycling, limits, counters, the embedder's allocator, failing allocations.
#include "core/memory.hpp"

#include <gtest/gtest.h>

#include <cstring>
#include <new>
#include <set>
#include <thread>
#include <vector>

#include "core/error.hpp"
#include "core/size_class.hpp"

namespace nd {
namespace {

#if defined(__SANITIZE_ADDRESS__)
constexpr bool kCacheIsOff = true;  // so that AddressSanitizer sees a use after free
#else
constexpr bool kCacheIsOff = false;
#endif

constexpr size_t kSizes[] = {0,        1,         63,        64,      65,      512,     513,     4096,
                             32 << 10, 128 << 10, 129 << 10, 1 << 20, 4 << 20, 5000000, 9 << 20, 33 << 20};

bool is_aligned(const std::byte* block) { return reinterpret_cast<uintptr_t>(block) % 64 == 0; }

TEST(SizeClass, HoldsTheRequestAndWastesAtMostAnEighth) {
  for (size_t bytes = 1; bytes < size_t{1} << 40; bytes += bytes / 37 + 1) {
    const int index = size_class(bytes);
    EXPECT_GE(class_bytes(index), bytes);
    EXPECT_LE(class_bytes(index) - bytes, std::max<size_t>(63, bytes / 8)) << bytes;
    EXPECT_EQ(size_class(class_bytes(index)), index);
    if (index > 0) {
      EXPECT_LT(class_bytes(index - 1), bytes);
    }
  }
}

TEST(Memory, BlocksAreAlignedDistinctAndWritable) {
  const int64_t before = live_block_bytes();
  std::vector<std::pair<std::byte*, size_t>> blocks;
  std::set<std::byte*> distinct;
  for (const size_t bytes : kSizes) {
    for (int i = 0; i < 3; ++i) {
      std::byte* const block = allocate_block(bytes);
      EXPECT_TRUE(is_aligned(block));
      EXPECT_TRUE(distinct.insert(block).second);
      std::memset(block, 0xA5, bytes);
      blocks.emplace_back(block, bytes);
    }
  }
  EXPECT_GT(live_block_bytes(), before);
  for (const auto& [block, bytes] : blocks) free_block(block, bytes);
  EXPECT_EQ(live_block_bytes(), before);
}

TEST(Memory, ZeroedBlocksAreZeroEvenWhenRecycled) {
  for (const size_t bytes : kSizes) {
    for (int round = 0; round < 3; ++round) {
      std::byte* const block = allocate_zeroed_block(bytes);
      ASSERT_TRUE(is_aligned(block));
      for (size_t i = 0; i < bytes; ++i) ASSERT_EQ(block[i], std::byte{0}) << bytes << " " << i;
      std::memset(block, 0xFF, bytes);
      free_block(block, bytes);
    }
  }
}

TEST(Memory, RecyclesFreedBlocks) {
  if (kCacheIsOff) GTEST_SKIP() << "the cache is off under AddressSanitizer";
  for (const size_t bytes : kSizes) {
    std::byte* const block = allocate_block(bytes);
    free_block(block, bytes);
    std::byte* const again = allocate_block(bytes);
    EXPECT_EQ(again, block) << bytes;
    free_block(again, bytes);
  }
}

TEST(Memory, LimitEvictsLeastRecentlyUsedClassAndZeroEmptiesTheCache) {
  if (kCacheIsOff) GTEST_SKIP() << "the cache is off under AddressSanitizer";
  set_cache_limit(0);
  const int64_t others = cached_block_bytes();  // in the magazines of the pool's threads
  set_cache_limit(64 << 20);
  for (const size_t bytes : kSizes) free_block(allocate_block(bytes), bytes);
  std::byte* const large = allocate_block(40 << 20);
  free_block(large, 40 << 20);  // throws out the 33 MiB block, which was used before it
  EXPECT_LE(cached_block_bytes() - others, 65 << 20);
  EXPECT_GE(cached_block_bytes(), 40 << 20);
  std::byte* const again = allocate_block(40 << 20);
  EXPECT_EQ(again, large);
  free_block(again, 40 << 20);
  set_cache_limit(0);
  EXPECT_EQ(cached_block_bytes(), others);
  free_block(allocate_block(100), 100);
  free_block(allocate_block(5 << 20), 5 << 20);
  EXPECT_EQ(cached_block_bytes(), others);
  set_cache_limit(-1);
  EXPECT_GT(cache_limit(), 0);
}

TEST(Memory, RefusesWhatNoMachineHas) {
  for (const size_t bytes : {size_t{1} << 47, size_t{1} << 60, SIZE_MAX}) {
    for (auto* allocate : {allocate_block, allocate_zeroed_block}) {
      try {
        free_block(allocate(bytes), bytes);
        FAIL() << bytes;
      } catch (const Error& error) {
        EXPECT_EQ(error.status(), ND_NO_MEMORY);
        EXPECT_EQ(std::string(error.what()), ": cannot allocate " + std::to_string(bytes) + " bytes");
      }
    }
  }
}

TEST(Memory, BlocksMayBeFreedByAnotherThread) {
  const int64_t before = live_block_bytes();
  std::vector<std::pair<std::byte*, size_t>> blocks;
  for (int i = 0; i < 2000; ++i) blocks.emplace_back(allocate_block(kSizes[i % 11]), kSizes[i % 11]);
  std::thread([&] {
    for (const auto& [block, bytes] : blocks) free_block(block, bytes);
  }).join();
  EXPECT_EQ(live_block_bytes(), before);
}

TEST(Memory, ManyThreadsAtOnce) {
  const int64_t before = live_block_bytes();
  std::vector<std::thread> threads;
  for (unsigned id = 0; id < 4; ++id) {
    threads.emplace_back([id] {
      std::vector<std::pair<std::byte*, size_t>> mine;
      unsigned random = id * 7919 + 1;
      for (int i = 0; i < 20000; ++i) {
        random = random * 1664525 + 1013904223;
        const size_t bytes = (random >> 8) % 300000;
        std::byte* const block = allocate_block(bytes);
        if (bytes > 0) block[0] = block[bytes - 1] = static_cast<std::byte>(id);
        mine.emplace_back(block, bytes);
        if (mine.size() < 16) continue;
        for (const auto& [old, size] : mine) {
          if (size > 0 && (old[0] != std::byte(id) || old[size - 1] != std::byte(id))) std::abort();
          free_block(old, size);
        }
        mine.clear();
      }
      for (const auto& [old, size] : mine) free_block(old, size);
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(live_block_bytes(), before);
}

// Calls of the functions themselves: the compiler may leave out a new-expression.
TEST(Memory, NthAllocationFailsAndOnlyThatOne) {
  fail_nth_allocation(3);
  std::byte* const first = allocate_block(10);
  void* const second = ::operator new(10);
  void* const third = ::operator new(10, std::nothrow);
  std::byte* const fourth = allocate_zeroed_block(10);
  const int64_t seen = fail_nth_allocation(0);
  EXPECT_EQ(seen, 4);
  EXPECT_EQ(third, nullptr);
  free_block(first, 10);
  free_block(fourth, 10);
  ::operator delete(second);

  for (auto* allocate : {allocate_block, allocate_zeroed_block}) {
    fail_nth_allocation(1);
    EXPECT_THROW(allocate(10), Error);
  }
  fail_nth_allocation(1);
  void* failed = nullptr;
  EXPECT_THROW(failed = ::operator new(10, std::align_val_t(64)), std::bad_alloc);
  EXPECT_EQ(failed, nullptr);
  fail_nth_allocation(1000);
  ::operator delete(::operator new(800));  // named like this no compiler leaves it out
  const int64_t counted_allocations = fail_nth_allocation(0);
  EXPECT_EQ(counted_allocations, 1);
  EXPECT_EQ(fail_nth_allocation(0), 0);
}

struct Embedder {
  int64_t blocks = 0, bytes = 0;
  bool misaligned = false, empty = false;
};

void* embedder_allocate(int64_t bytes, int64_t alignment, void* data) {
  auto& embedder = *static_cast<Embedder*>(data);
  if (embedder.empty) return nullptr;
  auto* const block =
      static_cast<std::byte*>(std::aligned_alloc(static_cast<size_t>(alignment), static_cast<size_t>(bytes) + 64));
  ++embedder.blocks;
  embedder.bytes += bytes;
  return embedder.misaligned ? block + 8 : block;
}

void embedder_free(void* block, int64_t bytes, void* data) {
  auto& embedder = *static_cast<Embedder*>(data);
  --embedder.blocks;
  embedder.bytes -= bytes;
  std::free(embedder.misaligned ? static_cast<std::byte*>(block) - 8 : block);
}

TEST(Memory, EmbeddersAllocatorServesAllBlocks) {
  Embedder embedder;
  std::thread([] { free_block(allocate_block(100), 100); }).join();
  std::byte* const early = allocate_block(0);
  EXPECT_THROW(set_block_source({embedder_allocate, embedder_free, &embedder}), Error);
  free_block(early, 0);
  EXPECT_THROW(set_block_source({embedder_allocate, nullptr, &embedder}), Error);
  set_block_source({embedder_allocate, embedder_free, &embedder});
  for (const size_t bytes : kSizes) {
    std::byte* const block = allocate_zeroed_block(bytes);
    for (size_t i = 0; i < bytes; ++i) ASSERT_EQ(block[i], std::byte{0});
    free_block(block, bytes);
  }
  if (!kCacheIsOff) {
    EXPECT_GT(embedder.blocks, 0);
  }
  set_block_source({});
  EXPECT_EQ(embedder.blocks, 0);
  EXPECT_EQ(embedder.bytes, 0);

  embedder.misaligned = true;
  set_block_source({embedder_allocate, embedder_free, &embedder});
  EXPECT_THROW(allocate_block(100), Error);
  EXPECT_EQ(embedder.blocks, 0);
  embedder.empty = true;
  EXPECT_THROW(allocate_block(100), Error);
  set_block_source({});
  free_block(allocate_block(100), 100);
}

}  // namespace
}  // namespace nd
