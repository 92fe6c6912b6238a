// Loops of comparisons, whose results are bytes whatever the width of the inputs: comparing gives masks of one bit an
// element, and 32 or 64 of them become bytes at once. Included once per instruction set; those without AVX2 leave it to
// the compiler.
#if defined(NDCORE_KERNELS_COMPARE_INL) == defined(HWY_TARGET_TOGGLE)
#ifdef NDCORE_KERNELS_COMPARE_INL
#undef NDCORE_KERNELS_COMPARE_INL
#else
#define NDCORE_KERNELS_COMPARE_INL
#endif

#include "kernels/elementwise-inl.hpp"

HWY_BEFORE_NAMESPACE();
namespace nd::HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;

#if HWY_ARCH_X86 && HWY_TARGET == HWY_AVX3
inline constexpr int64_t kMaskGroup = 64;
template <class T>
inline constexpr bool kComparesMasks = std::is_integral_v<T> || std::is_floating_point_v<T>;

template <class T, class Mask>
HWY_INLINE uint64_t mask_bits(Mask mask) {
  return static_cast<uint64_t>(mask.raw);
}
HWY_INLINE void store_bits(uint64_t bits, bool8* out) {
  _mm512_storeu_si512(out, _mm512_maskz_mov_epi8(bits, _mm512_set1_epi8(1)));
}
#elif HWY_ARCH_X86 && HWY_TARGET == HWY_AVX2
inline constexpr int64_t kMaskGroup = 32;
// Narrower ones need no more than a pack.
template <class T>
inline constexpr bool kComparesMasks = (std::is_integral_v<T> || std::is_floating_point_v<T>) && sizeof(T) >= 4;

template <class T, class Mask>
HWY_INLINE uint64_t mask_bits(Mask mask) {
  const hn::ScalableTag<T> d;
  const hn::ScalableTag<std::conditional_t<sizeof(T) == 8, double, float> > sign_d;
  const auto signs = hn::BitCast(sign_d, hn::VecFromMask(d, mask));
  if constexpr (sizeof(T) == 8)
    return static_cast<uint32_t>(_mm256_movemask_pd(signs.raw));
  else
    return static_cast<uint32_t>(_mm256_movemask_ps(signs.raw));
}
HWY_INLINE void store_bits(uint64_t bits, bool8* out) {
  const __m256i spread = _mm256_setr_epi64x(0, 0x0101010101010101, 0x0202020202020202, 0x0303030303030303);
  const __m256i select = _mm256_set1_epi64x(static_cast<int64_t>(0x8040201008040201));
  const __m256i bytes = _mm256_shuffle_epi8(_mm256_set1_epi32(static_cast<int32_t>(bits)), spread);
  const __m256i ones = _mm256_min_epu8(_mm256_and_si256(bytes, select), _mm256_set1_epi8(1));
  _mm256_storeu_si256(reinterpret_cast<__m256i*>(out), ones);
}
#else
inline constexpr int64_t kMaskGroup = 1;
template <class T>
inline constexpr bool kComparesMasks = false;
#endif

// Elements next to each other, or one that is repeated.
template <class T, bool kRuns>
struct Operand {
  const T* first;
  T operator[](int64_t i) const { return first[kRuns ? i : 0]; }
  template <class D>
  HWY_INLINE auto vector(D d, int64_t i) const {
    if constexpr (kRuns)
      return hn::LoadU(d, first + i);
    else
      return hn::Set(d, *first);
  }
};

template <class Op, class T, bool kLeftRuns, bool kRightRuns>
void compare_runs(Operand<T, kLeftRuns> a, Operand<T, kRightRuns> b, bool8* out, int64_t n) {
  const Op op;
  int64_t i = 0;
  if constexpr (kComparesMasks<T>) {
    const hn::ScalableTag<T> d;
    constexpr auto kLanes = static_cast<int64_t>(hn::MaxLanes(d));
    for (; i + kMaskGroup <= n; i += kMaskGroup) {
      uint64_t bits = 0;
      for (int64_t k = 0; k < kMaskGroup; k += kLanes)
        bits |= mask_bits<T>(Op::template mask<T>(a.vector(d, i + k), b.vector(d, i + k))) << k;
      store_bits(Op::template kInverted<T> ? ~bits : bits, out + i);
    }
    for (; i < n; ++i) {
      out[i] = op(a[i], b[i]);
      ND_NOT_VECTORIZED;
    }
  } else if constexpr (kIsComplex<T>) {
    for (; i < n; ++i) {
      out[i] = op(a[i], b[i]);
      ND_NOT_VECTORIZED;
    }
  } else {
    ND_VECTORIZED
    for (; i < n; ++i) out[i] = op(a[i], b[i]);
  }
}

template <class Op, class T>
HWY_NOINLINE HWY_FLATTEN void compare(std::byte* const* args, int64_t n, const int64_t* strides, void*) {
  [[maybe_unused]] const OpFlags<Op, T> flags;
  const auto* a = reinterpret_cast<const T*>(args[0]);
  const auto* b = reinterpret_cast<const T*>(args[1]);
  auto* out = reinterpret_cast<bool8*>(args[2]);
  const bool a_runs = strides[0] == sizeof(T), b_runs = strides[1] == sizeof(T);
  const bool fits = strides[2] == sizeof(bool8) && independent<T, bool8>(args[0], args[2], a_runs ? n : 1) &&
                    independent<T, bool8>(args[1], args[2], b_runs ? n : 1);
  if (n <= 0) return;
  if (fits && a_runs && b_runs) {
    compare_runs<Op>(Operand<T, true>{a}, Operand<T, true>{b}, out, n);
  } else if (fits && a_runs && strides[1] == 0) {
    const T right = *b;
    compare_runs<Op>(Operand<T, true>{a}, Operand<T, false>{&right}, out, n);
  } else if (fits && b_runs && strides[0] == 0) {
    const T left = *a;
    compare_runs<Op>(Operand<T, false>{&left}, Operand<T, true>{b}, out, n);
  } else {
    Op op;
    binary_strided<Op, T, T, bool8>(op, args, n, strides);
  }
}

}  // namespace
}  // namespace nd::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif  // per-target include guard
