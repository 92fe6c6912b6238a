// Floats seen as integers: everything is decided on bits, so that NaNs and signed zeros hold no surprises.
// Compiled once per instruction set; called by sort/.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "kernels/sort_keys.cpp"
#include <hwy/foreach_target.h>
#include <hwy/highway.h>

#include <algorithm>
#include <limits>

#include "core/lazy.hpp"
#include "kernels/sort_keys.hpp"

HWY_BEFORE_NAMESPACE();
namespace nd::HWY_NAMESPACE {
namespace {

// Bits of infinity without its sign: what is larger is a NaN.
template <class I, I kInfinity>
kernels::KeyCounts count(const std::byte* line, int64_t n) {
  const auto* bits = reinterpret_cast<const I*>(line);
  constexpr I kMagnitude = std::numeric_limits<I>::max();
  kernels::KeyCounts total;
  // Short blocks, so that counts fit into lanes as wide as the keys.
  constexpr int64_t kBlock = 4096;
  for (int64_t begin = 0; begin < n; begin += kBlock) {
    const int64_t end = std::min(begin + kBlock, n);
    I nans = 0;
    I zeros = 0;
    I negative = 0;
    for (int64_t i = begin; i < end; ++i) {
      const I magnitude = static_cast<I>(bits[i] & kMagnitude);
      nans = static_cast<I>(nans + (magnitude > kInfinity ? 1 : 0));
      zeros = static_cast<I>(zeros + (magnitude == 0 ? 1 : 0));
      negative = static_cast<I>(negative + (bits[i] == std::numeric_limits<I>::min() ? 1 : 0));
    }
    total.nans += nans;
    total.zeros += zeros;
    total.negative_zeros += negative;
  }
  return total;
}

template <class I>
void flip(std::byte* line, int64_t n) {
  auto* bits = reinterpret_cast<I*>(line);
  for (int64_t i = 0; i < n; ++i) {
    bits[i] = static_cast<I>(bits[i] ^ ((bits[i] >> (8 * sizeof(I) - 1)) & std::numeric_limits<I>::max()));
  }
}

}  // namespace

const kernels::FloatKeyKernels* float_key_table() {
  static constexpr kernels::FloatKeyKernels table[] = {
      {count<int16_t, 0x7c00>, flip<int16_t>, HWY_TARGET_INCLUDE},
      {count<int16_t, 0x7f80>, flip<int16_t>, HWY_TARGET_INCLUDE},
      {count<int32_t, 0x7f800000>, flip<int32_t>, HWY_TARGET_INCLUDE},
      {count<int64_t, 0x7ff0000000000000>, flip<int64_t>, HWY_TARGET_INCLUDE},
  };
  return table;
}

}  // namespace nd::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace nd {
HWY_EXPORT(float_key_table);
namespace kernels {
const FloatKeyKernels& float_key_kernels(nd_type_code code) noexcept {
  static constinit LazyPointer<const FloatKeyKernels> found;
  const FloatKeyKernels* const table = found.get([] { return HWY_DYNAMIC_DISPATCH(float_key_table)(); });
  return table[code - ND_FLOAT16];
}
}  // namespace kernels
}  // namespace nd
#endif
