// Kernels that move elements: each against the obvious loop, over item sizes, strides, alignments and lengths.
#include "kernels/memory_kernels.hpp"

#include <gtest/gtest.h>

#include <cstring>
#include <vector>

namespace {

using nd::kernels::copy_strided;
using nd::kernels::copy_swapped;
using nd::kernels::copy_transposed;
using nd::kernels::stream_copy;

std::vector<std::byte> noise(size_t bytes) {
  std::vector<std::byte> data(bytes);
  uint32_t state = 1;
  for (std::byte& b : data) {
    state = state * 1664525U + 1013904223U;
    b = static_cast<std::byte>(state >> 24);
  }
  return data;
}

const std::byte kMark{0xA5};

TEST(CopyStrided, MovesItemsAndNothingElse) {
  for (const int64_t itemsize : {1, 2, 4, 8, 16, 3}) {
    for (const int64_t n : {0, 1, 2, 7, 64, 1000}) {
      for (const int64_t from_factor : {1, 2, -1, 0}) {
        for (const int64_t to_factor : {1, 3, -2}) {
          const int64_t from_stride = from_factor * itemsize + (from_factor == 2 ? 1 : 0);
          const int64_t to_stride = to_factor * itemsize;
          const auto source = noise(static_cast<size_t>(4 * (n + 1) * itemsize + n));
          std::vector<std::byte> target(static_cast<size_t>(4 * (n + 1) * itemsize + 1), kMark);
          auto expected = target;
          const std::byte* from = source.data() + (from_stride < 0 ? -(n - 1) * from_stride : 0);
          const int64_t start = 1 + (to_stride < 0 ? -(n - 1) * to_stride : 0);
          for (int64_t i = 0; i < n; ++i) {
            std::memcpy(expected.data() + start + i * to_stride, from + i * from_stride, static_cast<size_t>(itemsize));
          }
          copy_strided(from, from_stride, target.data() + start, to_stride, n, itemsize);
          EXPECT_EQ(target, expected) << itemsize << ' ' << n << ' ' << from_factor << ' ' << to_factor;
        }
      }
    }
  }
}

TEST(CopySwapped, ReversesUnits) {
  for (const auto& [itemsize, unit] : {std::pair<int64_t, int64_t>{2, 2}, {4, 4}, {8, 8}, {8, 4}, {16, 8}, {1, 1}}) {
    for (const int64_t n : {0, 1, 5, 33, 700}) {
      for (const int64_t factor : {1, 2, -1}) {
        const int64_t stride = factor * itemsize;
        const auto source = noise(static_cast<size_t>(2 * (n + 1) * itemsize + 1));
        std::vector<std::byte> target(static_cast<size_t>(n * itemsize));
        auto expected = target;
        const std::byte* from = source.data() + 1 + (stride < 0 ? -(n - 1) * stride : 0);
        for (int64_t i = 0; i < n; ++i) {
          for (int64_t k = 0; k < itemsize; ++k) {
            expected[static_cast<size_t>(i * itemsize + k)] = from[i * stride + k / unit * unit + unit - 1 - k % unit];
          }
        }
        copy_swapped(from, stride, target.data(), itemsize, n, itemsize, unit);
        EXPECT_EQ(target, expected) << itemsize << ' ' << unit << ' ' << n << ' ' << factor;
      }
    }
  }
}

TEST(CopyTransposed, MatchesTheDoubleLoop) {
  const std::vector<std::pair<int64_t, int64_t>> sizes{{1, 1},   {3, 50},   {50, 3},  {8, 8},
                                                       {17, 31}, {129, 70}, {300, 65}};
  for (const int64_t itemsize : {1, 2, 4, 8, 16}) {
    for (const auto& [rows, columns] : sizes) {
      for (const bool stream : {false, true}) {
        const int64_t from_stride = columns * itemsize + 5;
        const int64_t to_stride = rows * itemsize + 3;
        const auto source = noise(static_cast<size_t>(rows * from_stride));
        std::vector<std::byte> target(static_cast<size_t>(columns * to_stride), kMark);
        auto expected = target;
        for (int64_t i = 0; i < rows; ++i) {
          for (int64_t j = 0; j < columns; ++j) {
            std::memcpy(expected.data() + j * to_stride + i * itemsize, source.data() + i * from_stride + j * itemsize,
                        static_cast<size_t>(itemsize));
          }
        }
        copy_transposed(source.data(), from_stride, target.data(), to_stride, rows, columns, itemsize, stream);
        nd::kernels::stream_fence();
        EXPECT_EQ(target, expected) << itemsize << ' ' << rows << 'x' << columns;
      }
    }
  }
}

TEST(StreamCopy, CopiesAnyLengthToAnyAddress) {
  const auto source = noise(5000);
  for (const size_t offset : {size_t{0}, size_t{1}, size_t{63}}) {
    for (const size_t bytes : {size_t{0}, size_t{1}, size_t{64}, size_t{200}, size_t{4097}}) {
      std::vector<std::byte> target(5200, kMark);
      auto expected = target;
      std::memcpy(expected.data() + offset, source.data() + 3, bytes);
      stream_copy(target.data() + offset, source.data() + 3, static_cast<int64_t>(bytes));
      nd::kernels::stream_fence();
      EXPECT_EQ(target, expected) << offset << ' ' << bytes;
    }
  }
}

}  // namespace
