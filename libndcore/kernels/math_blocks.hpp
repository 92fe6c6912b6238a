// Blocks of elements between strided memory and contiguous kernels, and the floating-point flags around a loop.
// Used by the real and the complex mathematical loops.
#pragma once

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <limits>
#include <utility>

#include "core/fpstatus.hpp"
#include "kernels/math.hpp"

namespace nd::kernels {

inline constexpr int64_t kBlock = 256;  // elements; a few such blocks stay in the first-level cache

// Remembers the thread's flags; raise() replaces whatever was raised since by `status`.
class FlagKeeper {
 public:
  FlagKeeper() noexcept : before_(fp_flags()) {}
  void raise(int32_t status) const noexcept {
    clear_fp_flags();
    raise_fp_flags(before_ | status);
  }

 private:
  int32_t before_;
};

// True if no output element is read after it was written as another input element: each input is the output's own
// memory, element for element, or does not meet it. A fold (stride 0) or a shifted overlap is neither.
inline bool independent(std::byte* const* args, const int64_t* strides, int32_t inputs, int64_t n, int64_t itemsize) {
  const auto extent = [&](int32_t i) {
    const auto first = reinterpret_cast<intptr_t>(args[i]), last = first + (n - 1) * strides[i];
    return std::pair(std::min(first, last), std::max(first, last) + itemsize);
  };
  const auto out = extent(inputs);
  for (int32_t i = 0; i < inputs; ++i) {
    if (args[i] == args[inputs] && strides[i] == strides[inputs] && (strides[i] != 0 || n <= 1)) continue;
    const auto in = extent(i);
    if (in.first < out.second && out.first < in.second) return false;
  }
  return true;
}

// The type whose kernel computes T.
template <class T>
using WorkType = std::conditional_t<kIsHalf<T>, float, T>;

template <class Work>
auto work_function(const auto& kernel) {
  if constexpr (std::is_same_v<Work, float>) {
    return kernel.f32;
  } else {
    return kernel.f64;
  }
}

template <class T>
T load_element(const std::byte* p) {
  T value;
  std::memcpy(&value, p, sizeof(T));
  return value;
}

template <class T>
void gather(const std::byte* from, int64_t stride, WorkType<T>* block, int64_t n) {
  if (stride == static_cast<int64_t>(sizeof(T))) {
    for (int64_t i = 0; i < n; ++i)
      block[i] = static_cast<WorkType<T>>(load_element<T>(from + i * static_cast<int64_t>(sizeof(T))));
    return;
  }
  for (int64_t i = 0; i < n; ++i) block[i] = static_cast<WorkType<T>>(load_element<T>(from + i * stride));
}

// What rounding to a half type adds to the status of a float32 result.
template <class T>
int32_t rounding_status(float wide, float rounded) {
  // By their bits: comparing a NaN may raise the invalid flag.
  constexpr uint32_t kMagnitude = 0x7FFFFFFF;
  constexpr uint32_t kInfinity = 0x7F800000;
  const uint32_t before = std::bit_cast<uint32_t>(wide) & kMagnitude;
  const uint32_t after = std::bit_cast<uint32_t>(rounded) & kMagnitude;
  constexpr uint32_t kTiny = std::bit_cast<uint32_t>(std::is_same_v<T, float16> ? 0x1p-14F : 0x1p-126F);
  int32_t status = 0;
  if (after == kInfinity && before != kInfinity) status |= ND_FP_OVERFLOW;
  if (after < kTiny && after != before) status |= ND_FP_UNDERFLOW;
  return status;
}

// Returns the status of the rounding.
template <class T>
int32_t scatter(const WorkType<T>* block, std::byte* to, int64_t stride, int64_t n) {
  int32_t status = 0;
  for (int64_t i = 0; i < n; ++i) {
    const T value = static_cast<T>(block[i]);
    std::memcpy(to + i * stride, &value, sizeof(T));
    if constexpr (kIsHalf<T>) status |= rounding_status<T>(block[i], static_cast<float>(value));
  }
  return status;
}

}  // namespace nd::kernels
