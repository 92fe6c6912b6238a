// Size classes of blocks: multiples of 64 up to 512 bytes, then eight to a power of two, so that a block wastes at most
// an eighth (64 bytes, if it is small).
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>

namespace nd {

inline constexpr int kSizeClasses = 8 + 8 * 39;
inline constexpr size_t kMaxBlock = size_t{1} << 48;  // more than any machine maps

constexpr int size_class(size_t bytes) noexcept {
  const size_t units = bytes == 0 ? 0 : (bytes - 1) / 64;  // 0-based: the classes are (…]
  if (units < 8) return static_cast<int>(units);
  const int shift = static_cast<int>(std::bit_width(units)) - 4;
  return 8 * (shift + 1) + static_cast<int>(units >> shift) - 8;
}

constexpr size_t class_bytes(int index) noexcept {
  if (index < 8) return 64 * static_cast<size_t>(index + 1);
  return (static_cast<size_t>(index % 8 + 9) << (index / 8 - 1)) * 64;
}

static_assert(size_class(512) == 7 && size_class(513) == 8 && class_bytes(8) == 576);
static_assert(class_bytes(size_class(1024)) == 1024 && class_bytes(size_class(1025)) == 1152);
static_assert(class_bytes(size_class(kMaxBlock)) == kMaxBlock && size_class(kMaxBlock) < kSizeClasses);

}  // namespace nd
