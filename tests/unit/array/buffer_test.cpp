// The memory of arrays: small ones in one allocation, large ones apart, views and buffers that outlive their array.
#include <gtest/gtest.h>

#include <thread>

#include "array/array.hpp"
#include "core/memory.hpp"
#include "layouts.hpp"

namespace {

using nd::Array;
using nd::Buffer;
using nd::Dims;
using nd::Ref;

constexpr int64_t kSizes[] = {0, 1, 8, 2047, 2048, 2049, 100000};  // of doubles; the border lies at 2048

Ref<Array> doubles(int64_t n) { return nd::zeros(nd::dtype_of<double>(), Dims{n}); }

TEST(ArrayMemory, SmallArraysAreOneAllocation) {
  for (const int64_t n : kSizes) {
    nd::fail_nth_allocation(INT64_MAX);
    const Ref<Array> a = nd::empty(nd::dtype_of<double>(), Dims{n});
    EXPECT_EQ(nd::fail_nth_allocation(0), n <= 2048 ? 1 : 3) << n;
  }
}

TEST(ArrayMemory, FailedAllocationsLeaveNothing) {
  const int64_t before = nd::live_block_bytes();
  for (const int64_t n : kSizes) {
    for (int nth = 1; nth <= (n <= 2048 ? 1 : 3); ++nth) {
      nd::fail_nth_allocation(nth);
      EXPECT_ANY_THROW(doubles(n)) << n;
      nd::fail_nth_allocation(0);
      EXPECT_EQ(nd::live_block_bytes(), before) << n;
    }
  }
}

TEST(ArrayMemory, IsZeroedAndAligned) {
  for (const int64_t n : kSizes) {
    for (int round = 0; round < 2; ++round) {  // the second finds the first one's memory
      const Ref<Array> a = doubles(n);
      EXPECT_EQ(reinterpret_cast<uintptr_t>(a->data) % 64, 0U) << n;
      EXPECT_EQ(a->buffer->data, a->data);
      EXPECT_EQ(a->buffer->bytes, static_cast<size_t>(n) * sizeof(double));
      for (int64_t i = 0; i < n; ++i) ASSERT_EQ(a->as<double>()[i], 0) << n;
      std::fill_n(a->as<double>(), n, -1.0);
    }
  }
}

TEST(ArrayMemory, ShapeOf64DimensionsStandsBesideTheElements) {
  Dims shape(64, 1);
  shape[63] = 3;
  const Ref<Array> a = nd::zeros(nd::dtype_of<double>(), shape);
  EXPECT_TRUE(std::ranges::equal(a->shape(), std::span<const int64_t>(shape)));
  std::fill_n(a->as<double>(), 3, 7.0);
  EXPECT_EQ(a->stride(63), 8);
  EXPECT_EQ(a->shape(63), 3);
}

TEST(ArrayMemory, ViewsAndBuffersOutliveTheArray) {
  const int64_t before = nd::live_block_bytes();
  for (const int64_t n : {int64_t{8}, int64_t{100000}}) {
    Ref<Array> a = doubles(n);
    a->as<double>()[1] = 5;
    Ref<Array> seen = nd::view(*a, a->data + 8, Dims{2}, Dims{8});
    a = nullptr;
    EXPECT_EQ(nd::test::values(*seen), (std::vector<double>{5, 0}));
    Ref<Array> again = nd::view(*seen, seen->data, Dims{1}, Dims{8});
    Ref<Buffer> buffer = seen->buffer;
    seen = nullptr;
    again = nullptr;
    EXPECT_EQ(reinterpret_cast<double*>(buffer->data)[1], 5);
    EXPECT_GT(nd::live_block_bytes(), before);
    buffer = nullptr;
    EXPECT_EQ(nd::live_block_bytes(), before);
  }
}

TEST(ArrayMemory, LastOwnersOfOneArrayMayBeOfManyThreads) {
  const int64_t before = nd::live_block_bytes();
  for (int round = 0; round < 200; ++round) {
    Ref<Array> a = doubles(8);
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i) {
      threads.emplace_back([held = a, seen = nd::view(*a, a->data, Dims{8}, Dims{8})]() mutable {
        held = nullptr;
        EXPECT_EQ(*seen->as<double>(), 0);
      });
    }
    a = nullptr;
    for (std::thread& thread : threads) thread.join();
  }
  EXPECT_EQ(nd::live_block_bytes(), before);
}

int64_t asked = 0;
int64_t returned = 0;

void* embedder_allocate(int64_t bytes, int64_t alignment, void* /*data*/) {
  asked += bytes;
  return std::aligned_alloc(static_cast<size_t>(alignment), static_cast<size_t>(bytes));
}

void embedder_free(void* block, int64_t bytes, void* /*data*/) {
  returned += bytes;
  std::free(block);
}

TEST(ArrayMemory, ComesFromTheEmbeddersAllocator) {
  ASSERT_EQ(nd::live_block_bytes(), 0);
  nd::set_block_source({embedder_allocate, embedder_free, nullptr});
  for (const int64_t n : kSizes) {
    const int64_t asked_before = asked;
    const Ref<Array> a = doubles(n);
    if (nd::cached_block_bytes() == 0) EXPECT_GE(asked - asked_before, n * 8);
    const Ref<Array> seen = nd::view(*a, a->data, Dims{n}, Dims{8});
    EXPECT_ANY_THROW(nd::set_block_source({})) << "an array lives";
  }
  nd::set_block_source({});
  EXPECT_GT(asked, 0);
  EXPECT_EQ(asked, returned);
}

}  // namespace
