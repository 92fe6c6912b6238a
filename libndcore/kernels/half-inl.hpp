// float16 and bfloat16: blocks are widened to float32, run through the float32 loop of the operation and rounded back,
// once an operation. Included once per instruction set; F16C does the conversions of float16 where there is any.
#if defined(NDCORE_KERNELS_HALF_INL) == defined(HWY_TARGET_TOGGLE)
#ifdef NDCORE_KERNELS_HALF_INL
#undef NDCORE_KERNELS_HALF_INL
#else
#define NDCORE_KERNELS_HALF_INL
#endif

#include "kernels/elementwise-inl.hpp"

#include <algorithm>
#include <array>

#undef ND_F16C
#if HWY_ARCH_X86 && (HWY_TARGET == HWY_AVX2 || HWY_TARGET == HWY_AVX3)
#define ND_F16C 1
#else
#define ND_F16C 0
#endif

HWY_BEFORE_NAMESPACE();
namespace nd::HWY_NAMESPACE {
namespace {

inline constexpr int64_t kHalfBlock = 512;

// A signalling NaN comes out quiet and raises nothing, on every instruction set.
#if ND_F16C
HWY_INLINE void widen_block(const float16* from, float* to, int64_t n) {
  const KeepFpFlags<true> flags;
  int64_t i = 0;
  for (; i + 8 <= n; i += 8)
    _mm256_storeu_ps(to + i, _mm256_cvtph_ps(_mm_loadu_si128(reinterpret_cast<const __m128i*>(from + i))));
  for (; i < n; ++i) to[i] = _mm_cvtss_f32(_mm_cvtph_ps(_mm_cvtsi32_si128(from[i].bits)));
}
// Raises overflow and underflow itself.
HWY_INLINE void narrow_block(const float* from, float16* to, int64_t n) {
  int64_t i = 0;
  for (; i + 8 <= n; i += 8)
    _mm_storeu_si128(reinterpret_cast<__m128i*>(to + i),
                     _mm256_cvtps_ph(_mm256_loadu_ps(from + i), _MM_FROUND_TO_NEAREST_INT));
  for (; i < n; ++i)
    to[i].bits =
        static_cast<uint16_t>(_mm_extract_epi16(_mm_cvtps_ph(_mm_set_ss(from[i]), _MM_FROUND_TO_NEAREST_INT), 0));
}
#else
HWY_INLINE void widen_block(const float16* from, float* to, int64_t n) {
  ND_VECTORIZED
  for (int64_t i = 0; i < n; ++i) {
    const uint32_t quiet = (from[i].bits & 0x7fffu) > 0x7c00u ? 0x400000u : 0u;
    to[i] = std::bit_cast<float>(std::bit_cast<uint32_t>(float16::to_float(from[i].bits)) | quiet);
  }
}
// Overflow: finite, but not below 65520. Underflow: inexact, and below 2^-14 even after rounding to 11 bits.
HWY_INLINE void narrow_block(const float* from, float16* to, int64_t n) {
  uint32_t overflow = 0, underflow = 0;
  ND_VECTORIZED
  for (int64_t i = 0; i < n; ++i) {
    const uint32_t magnitude = std::bit_cast<uint32_t>(from[i]) & 0x7fffffffu;
    const float16 half(from[i]);
    const uint32_t back = std::bit_cast<uint32_t>(float16::to_float(half.bits)) & 0x7fffffffu;
    overflow |= static_cast<uint32_t>(magnitude >= 0x477ff000u) & static_cast<uint32_t>(magnitude < 0x7f800000u);
    underflow |= static_cast<uint32_t>(magnitude < 0x387ff000u) & static_cast<uint32_t>(back != magnitude);
    to[i] = half;
  }
  if ((overflow | underflow) != 0)
    raise_fp_flags((overflow != 0 ? ND_FP_OVERFLOW : 0) | (underflow != 0 ? ND_FP_UNDERFLOW : 0));
}
#endif

HWY_INLINE void widen_block(const bfloat16* from, float* to, int64_t n) {
  ND_VECTORIZED
  for (int64_t i = 0; i < n; ++i) to[i] = static_cast<float>(from[i]);
}
HWY_INLINE void narrow_block(const float* from, bfloat16* to, int64_t n) {
  uint32_t overflow = 0;
  ND_VECTORIZED
  for (int64_t i = 0; i < n; ++i) {
    const uint32_t magnitude = std::bit_cast<uint32_t>(from[i]) & 0x7fffffffu;
    overflow |= static_cast<uint32_t>(magnitude >= 0x7f7f8000u) & static_cast<uint32_t>(magnitude < 0x7f800000u);
    to[i] = bfloat16(from[i]);
  }
  if (overflow != 0) raise_fp_flags(ND_FP_OVERFLOW);
}

template <class H>
void widen(const std::byte* from, int64_t stride, float* to, int64_t n) {
  if (stride == sizeof(H)) return widen_block(reinterpret_cast<const H*>(from), to, n);
  H packed[kHalfBlock];
  for (int64_t i = 0; i < n; ++i) packed[i] = load<H>(from + i * stride);
  widen_block(packed, to, n);
}

template <class H>
void narrow(const float* from, std::byte* to, int64_t stride, int64_t n) {
  if (stride == sizeof(H)) return narrow_block(from, reinterpret_cast<H*>(to), n);
  H packed[kHalfBlock];
  narrow_block(from, packed, n);
  for (int64_t i = 0; i < n; ++i) store(to + i * stride, packed[i]);
}

// How many elements may be taken at a time: one, where an output stays in place or lies across an input, as in a fold.
template <int kInputs, int kArgs>
int64_t half_block(std::byte* const* args, int64_t n, const int64_t* strides) {
  for (int out = kInputs; out < kArgs; ++out)
    for (int in = 0; in < kInputs; ++in) {
      const bool same = args[in] == args[out] && strides[in] == strides[out] && strides[out] != 0;
      const std::byte *in_end = args[in] + n * strides[in], *out_end = args[out] + n * strides[out];
      const bool apart =
          std::max(args[in], const_cast<std::byte*>(in_end)) < std::min<const std::byte*>(args[out], out_end) ||
          std::max<const std::byte*>(args[out], out_end) < std::min<const std::byte*>(args[in], in_end);
      if (!same && !apart) return 1;
    }
  return kHalfBlock;
}

// Runs the float32 loop in `context`. Bit i of kHalves: argument i is of type H; others are passed through.
template <class H, int kInputs, int kArgs, unsigned kHalves>
void half_loop(std::byte* const* args, int64_t n, const int64_t* strides, void* context) {
  const auto loop = reinterpret_cast<Loop>(context);
  const auto is_half = [](int i) { return (kHalves >> i & 1u) != 0; };
  alignas(64) float wide[kArgs][kHalfBlock];
  const int64_t block = n > 1 ? half_block<kInputs, kArgs>(args, n, strides) : 1;
  for (int64_t start = 0; start < n; start += block) {
    const int64_t count = std::min(block, n - start);
    std::array<std::byte*, kArgs> at{};
    std::array<int64_t, kArgs> step{};
    for (int i = 0; i < kArgs; ++i) {
      at[static_cast<size_t>(i)] = args[i] + start * strides[i];
      step[static_cast<size_t>(i)] = strides[i];
      if (!is_half(i)) continue;
      const bool repeated = i < kInputs && strides[i] == 0;
      if (i < kInputs) widen<H>(at[static_cast<size_t>(i)], strides[i], wide[i], repeated ? 1 : count);
      at[static_cast<size_t>(i)] = reinterpret_cast<std::byte*>(wide[i]);
      step[static_cast<size_t>(i)] = repeated ? 0 : static_cast<int64_t>(sizeof(float));
    }
    loop(at.data(), count, step.data(), nullptr);
    for (int i = kInputs; i < kArgs; ++i)
      if (is_half(i)) narrow<H>(wide[i], args[i] + start * strides[i], strides[i], count);
  }
}

}  // namespace
}  // namespace nd::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif  // per-target include guard
