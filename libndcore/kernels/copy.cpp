// Copies between strided places, and memcpy with streaming stores: code that gains nothing from wider registers.
#include <cstring>

#include "kernels/memory_kernels.hpp"

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace nd::kernels {

namespace {

template <size_t kBytes>
struct Item {
  unsigned char bytes[kBytes];
};

template <size_t kBytes>
void copy_items(const std::byte* from, int64_t from_stride, std::byte* to, int64_t to_stride, int64_t n) {
  Item<kBytes> item;
  if (to_stride == int64_t{kBytes}) {
    for (int64_t i = 0; i < n; ++i, from += from_stride) {
      std::memcpy(&item, from, kBytes);
      std::memcpy(to + i * int64_t{kBytes}, &item, kBytes);
    }
    return;
  }
  for (int64_t i = 0; i < n; ++i, from += from_stride, to += to_stride) {
    std::memcpy(&item, from, kBytes);
    std::memcpy(to, &item, kBytes);
  }
}

// One item repeated over contiguous memory: the part written so far is doubled until it fits the L1 cache.
void repeat_item(const std::byte* item, std::byte* to, int64_t n, int64_t itemsize) {
  const int64_t bytes = n * itemsize;
  if (itemsize == 1) {
    std::memset(to, static_cast<int>(*item), static_cast<size_t>(n));
    return;
  }
  std::memcpy(to, item, static_cast<size_t>(itemsize));
  for (int64_t done = itemsize; done < bytes;) {
    constexpr int64_t kBlock = 16384;
    const int64_t block = done < kBlock ? done : kBlock;
    const int64_t part = block < bytes - done ? block : bytes - done;
    std::memcpy(to + done, to, static_cast<size_t>(part));
    done += part;
  }
}

}  // namespace

const char* const kCopySource = __builtin_FILE();

void copy_strided(const std::byte* from, int64_t from_stride, std::byte* to, int64_t to_stride, int64_t n,
                  int64_t itemsize) noexcept {
  if (n <= 0) return;
  if (to_stride == itemsize && from_stride == itemsize) {
    std::memcpy(to, from, static_cast<size_t>(n * itemsize));
    return;
  }
  if (to_stride == itemsize && from_stride == 0) {
    repeat_item(from, to, n, itemsize);
    return;
  }
  switch (itemsize) {
    case 1: return copy_items<1>(from, from_stride, to, to_stride, n);
    case 2: return copy_items<2>(from, from_stride, to, to_stride, n);
    case 4: return copy_items<4>(from, from_stride, to, to_stride, n);
    case 8: return copy_items<8>(from, from_stride, to, to_stride, n);
    case 16: return copy_items<16>(from, from_stride, to, to_stride, n);
    default:
      for (int64_t i = 0; i < n; ++i) {
        std::memcpy(to + i * to_stride, from + i * from_stride, static_cast<size_t>(itemsize));
      }
  }
}

#if defined(__SSE2__)

void stream_copy(std::byte* to, const std::byte* from, int64_t bytes) noexcept {
  const int64_t lead = static_cast<int64_t>(-reinterpret_cast<uintptr_t>(to) & 63u);
  if (bytes < lead + 64) {
    std::memcpy(to, from, static_cast<size_t>(bytes));
    return;
  }
  std::memcpy(to, from, static_cast<size_t>(lead));
  int64_t i = lead;
  for (; i + 64 <= bytes; i += 64) {
    for (int64_t k = 0; k < 64; k += 16) {  // whole lines, so that each leaves as one write
      const __m128i part = _mm_loadu_si128(reinterpret_cast<const __m128i*>(from + i + k));
      _mm_stream_si128(reinterpret_cast<__m128i*>(to + i + k), part);
    }
  }
  std::memcpy(to + i, from + i, static_cast<size_t>(bytes - i));
}

void stream_fence() noexcept { _mm_sfence(); }

#else

void stream_copy(std::byte* to, const std::byte* from, int64_t bytes) noexcept {
  std::memcpy(to, from, static_cast<size_t>(bytes));
}

void stream_fence() noexcept {}

#endif

}  // namespace nd::kernels
