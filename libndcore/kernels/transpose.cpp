// Transposed copies and byte swaps, compiled for each instruction set. A transposed copy gathers a panel of `from` into
// a block in the L1 cache by square tiles transposed in registers, then writes whole rows of the block: stores into
// columns of `to` would touch a cache line and a page an element. Measured on 3162² doubles: 23 ms with plain blocks of
// 16 × 16, 11 ms so.
#include <algorithm>
#include <array>
#include <cstring>

#include "core/lazy.hpp"
#include "kernels/memory_kernels.hpp"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "kernels/transpose.cpp"
#include "hwy/foreach_target.h"
#include "hwy/highway.h"

#ifndef NDCORE_KERNELS_TRANSPOSE_TABLE
#define NDCORE_KERNELS_TRANSPOSE_TABLE
namespace nd::kernels {

using TransposeLoop = void (*)(const std::byte* from, int64_t from_stride, std::byte* to, int64_t to_stride,
                               int64_t rows, int64_t columns, bool stream);
using SwapLoop = void (*)(const std::byte* from, std::byte* to, int64_t units);

struct MoveTable {
  std::array<TransposeLoop, 5> transpose;  // by the logarithm of the item size
  std::array<SwapLoop, 4> swap;            // by the logarithm of the unit
};

// The interleaving of the lower or upper halves of two vectors of N lanes, as indices of a shuffle.
template <int kLanes, bool kUpper, int kIndex>
inline constexpr int kInterleaved = (kUpper ? kLanes / 2 : 0) + kIndex / 2 + (kIndex % 2) * kLanes;

}  // namespace nd::kernels
#endif

HWY_BEFORE_NAMESPACE();
namespace nd::kernels {
namespace HWY_NAMESPACE {

template <class T, int kLanes>
struct Tile {
  typedef T Vector __attribute__((vector_size(sizeof(T) * kLanes)));

  template <bool kUpper, int... kIndices>
  static HWY_INLINE Vector interleave(const Vector& a, const Vector& b, std::integer_sequence<int, kIndices...>) {
    return __builtin_shufflevector(a, b, kInterleaved<kLanes, kUpper, kIndices>...);
  }

  // log2(N) rounds, each of which interleaves vector i with vector i + N/2, transpose N × N.
  static HWY_INLINE void transpose(const std::byte* from, int64_t from_stride, std::byte* to, int64_t to_stride) {
    using Indices = std::make_integer_sequence<int, kLanes>;
    Vector rows[kLanes], next[kLanes];
    for (int i = 0; i < kLanes; ++i) std::memcpy(&rows[i], from + i * from_stride, sizeof(Vector));
    for (int round = kLanes; round > 1; round /= 2) {
      for (int i = 0; i < kLanes / 2; ++i) {
        next[2 * i] = interleave<false>(rows[i], rows[i + kLanes / 2], Indices{});
        next[2 * i + 1] = interleave<true>(rows[i], rows[i + kLanes / 2], Indices{});
      }
      for (int i = 0; i < kLanes; ++i) rows[i] = next[i];
    }
    for (int i = 0; i < kLanes; ++i) std::memcpy(to + i * to_stride, &rows[i], sizeof(Vector));
  }
};

struct Wide {
  uint64_t low, high;
};

// An item of 16 bytes fills a register: nothing to transpose inside.
template <>
struct Tile<Wide, 1> {
  static HWY_INLINE void transpose(const std::byte* from, int64_t, std::byte* to, int64_t) {
    std::memcpy(to, from, sizeof(Wide));
  }
};

// One panel: rows × columns of `from` become columns × rows of the block.
template <class T, int kLanes>
void gather_panel(const std::byte* from, int64_t from_stride, std::byte* block, int64_t block_stride, int64_t rows,
                  int64_t columns) {
  constexpr int64_t kSize = sizeof(T);
  int64_t i = 0;
  for (; i + kLanes <= rows; i += kLanes) {
    int64_t j = 0;
    for (; j + kLanes <= columns; j += kLanes) {
      Tile<T, kLanes>::transpose(from + i * from_stride + j * kSize, from_stride, block + j * block_stride + i * kSize,
                                 block_stride);
    }
    for (; j < columns; ++j) {
      for (int64_t k = i; k < i + kLanes; ++k) {
        std::memcpy(block + j * block_stride + k * kSize, from + k * from_stride + j * kSize, sizeof(T));
      }
    }
  }
  for (; i < rows; ++i) {
    for (int64_t j = 0; j < columns; ++j) {
      std::memcpy(block + j * block_stride + i * kSize, from + i * from_stride + j * kSize, sizeof(T));
    }
  }
}

template <class T, int kLanes>
void transpose(const std::byte* from, int64_t from_stride, std::byte* to, int64_t to_stride, int64_t rows,
               int64_t columns, bool stream) {
  constexpr int64_t kSize = sizeof(T);
  constexpr int64_t kPanelRows = 1024 / kSize;  // rows of the block: 1 KiB each
  constexpr int64_t kPanelColumns = 32;
  constexpr int64_t kBlockStride = kPanelRows * kSize + 64;  // not a power of two: rows spread over the cache's sets
  alignas(64) std::byte block[kPanelColumns * kBlockStride];
  for (int64_t j = 0; j < columns; j += kPanelColumns) {
    const int64_t width = std::min(kPanelColumns, columns - j);
    for (int64_t i = 0; i < rows; i += kPanelRows) {
      const int64_t height = std::min(kPanelRows, rows - i);
      gather_panel<T, kLanes>(from + i * from_stride + j * kSize, from_stride, block, kBlockStride, height, width);
      for (int64_t k = 0; k < width; ++k) {
        std::byte* row = to + (j + k) * to_stride + i * kSize;
        if (stream) {
          stream_copy(row, block + k * kBlockStride, height * kSize);
        } else {
          std::memcpy(row, block + k * kBlockStride, static_cast<size_t>(height * kSize));
        }
      }
    }
  }
}

// A few rows or columns: a loop over the many, which reads or writes one place of each of the few. The number of the
// few is a constant where it matters (pairs, colours, quaternions), so that the inner loop is unrolled.
template <class T, int kFew>
void transpose_few(const std::byte* from, int64_t from_step, int64_t from_few, std::byte* to, int64_t to_step,
                   int64_t to_few, int64_t many, int64_t few) {
  const int64_t count = kFew > 0 ? kFew : few;
  for (int64_t i = 0; i < many; ++i) {
    for (int64_t k = 0; k < count; ++k) {
      std::memcpy(to + i * to_step + k * to_few, from + i * from_step + k * from_few, sizeof(T));
    }
  }
}

// Matrices with less than one tile.
template <class T>
void transpose_small(const std::byte* from, int64_t from_stride, std::byte* to, int64_t to_stride, int64_t rows,
                     int64_t columns) {
  constexpr int64_t kSize = sizeof(T);
  const bool tall = rows > columns;
  const int64_t many = tall ? rows : columns;
  const int64_t few = tall ? columns : rows;
  const auto loop = few == 2   ? transpose_few<T, 2>
                    : few == 3 ? transpose_few<T, 3>
                    : few == 4 ? transpose_few<T, 4>
                               : transpose_few<T, 0>;
  if (tall) {
    loop(from, from_stride, kSize, to, kSize, to_stride, many, few);
  } else {
    loop(from, kSize, from_stride, to, to_stride, kSize, many, few);
  }
}

template <class T, int kLanes>
void transpose_any(const std::byte* from, int64_t from_stride, std::byte* to, int64_t to_stride, int64_t rows,
                   int64_t columns, bool stream) {
  if (rows < kLanes || columns < kLanes) {
    transpose_small<T>(from, from_stride, to, to_stride, rows, columns);
  } else {
    transpose<T, kLanes>(from, from_stride, to, to_stride, rows, columns, stream);
  }
}

template <class T>
HWY_INLINE T reverse_bytes(T value) {
  if constexpr (sizeof(T) == 8) {
    return __builtin_bswap64(value);
  } else if constexpr (sizeof(T) == 4) {
    return __builtin_bswap32(value);
  } else if constexpr (sizeof(T) == 2) {
    return __builtin_bswap16(value);
  } else {
    return value;
  }
}

template <class T>
void swap_units(const std::byte* from, std::byte* to, int64_t units) {
  for (int64_t i = 0; i < units; ++i) {
    T value;
    std::memcpy(&value, from + i * int64_t{sizeof(T)}, sizeof value);
    value = reverse_bytes(value);
    std::memcpy(to + i * int64_t{sizeof(T)}, &value, sizeof value);
  }
}

const MoveTable* move_table() {
  static constexpr MoveTable table{
      {transpose_any<uint8_t, 16>, transpose_any<uint16_t, 8>, transpose_any<uint32_t, 8>, transpose_any<uint64_t, 8>,
       transpose_any<Wide, 1>},
      {swap_units<uint8_t>, swap_units<uint16_t>, swap_units<uint32_t>, swap_units<uint64_t>}};
  return &table;
}

}  // namespace HWY_NAMESPACE
}  // namespace nd::kernels
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace nd::kernels {

namespace {
HWY_EXPORT(move_table);

const MoveTable& moves() {
  static constinit LazyPointer<const MoveTable> found;
  const MoveTable* const table = found.get([] { return HWY_DYNAMIC_DISPATCH(move_table)(); });
  return *table;
}

// 0 … 4 for 1, 2, 4, 8, 16 bytes.
size_t log2_bytes(int64_t bytes) { return static_cast<size_t>(__builtin_ctzll(static_cast<uint64_t>(bytes))); }
}  // namespace

const char* const kTransposeSource = HWY_TARGET_INCLUDE;

void copy_swapped(const std::byte* from, int64_t from_stride, std::byte* to, int64_t to_stride, int64_t n,
                  int64_t itemsize, int64_t unit) noexcept {
  const SwapLoop swap = moves().swap[log2_bytes(unit)];
  if (from_stride == itemsize && to_stride == itemsize) {
    swap(from, to, n * (itemsize / unit));
    return;
  }
  // Gathered and scattered in blocks that stay in the L1 cache, so that the swap itself is the contiguous one.
  constexpr int64_t kBlock = 4096;
  alignas(64) std::byte block[kBlock];
  const int64_t step = kBlock / itemsize;
  for (int64_t i = 0; i < n; i += step) {
    const int64_t count = std::min(step, n - i);
    copy_strided(from + i * from_stride, from_stride, block, itemsize, count, itemsize);
    swap(block, block, count * (itemsize / unit));
    copy_strided(block, itemsize, to + i * to_stride, to_stride, count, itemsize);
  }
}

void swap_kernels(bool side_by_side, KernelFiles& files) {
  files.add(kTransposeSource);
  if (!side_by_side) files.add(kCopySource);
}

void copy_transposed(const std::byte* from, int64_t from_row_stride, std::byte* to, int64_t to_row_stride, int64_t rows,
                     int64_t columns, int64_t itemsize, bool stream) noexcept {
  moves().transpose[log2_bytes(itemsize)](from, from_row_stride, to, to_row_stride, rows, columns, stream);
}

}  // namespace nd::kernels
#endif
