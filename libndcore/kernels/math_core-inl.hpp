// Per instruction set: what the math families share: polynomials, powers of two, argument reduction. Only operations
// that IEEE 754 defines exactly are used, none fused, so that every instruction set gives the same bits. Polynomials
// are Chebyshev fits, made with 60 decimal digits.
#if defined(NDCORE_MATH_CORE_INL) == defined(HWY_TARGET_TOGGLE)
#ifdef NDCORE_MATH_CORE_INL
#undef NDCORE_MATH_CORE_INL
#else
#define NDCORE_MATH_CORE_INL
#endif

#include <bit>

#include "kernels/math_map-inl.hpp"

HWY_BEFORE_NAMESPACE();
namespace nd::kernels::math::HWY_NAMESPACE {

// Adding and subtracting this rounds |x| < 2^51 to an integer, which then stands in the low bits of the sum.
inline constexpr double kMagic = 0x1.8p52;

template <size_t kFrom, size_t kCount, size_t kSize>
HWY_INLINE V EstrinPart(const std::array<double, kSize>& c, V z, V z2, V z4, V z8) {
  if constexpr (kCount == 1) {
    return Set(c[kFrom]);
  } else {
    constexpr size_t kHalf = kCount > 8 ? 8 : kCount > 4 ? 4 : kCount > 2 ? 2 : 1;
    const V power = kHalf == 8 ? z8 : kHalf == 4 ? z4 : kHalf == 2 ? z2 : z;
    const V low = EstrinPart<kFrom, kHalf>(c, z, z2, z4, z8);
    const V high = EstrinPart<kFrom + kHalf, kCount - kHalf>(c, z, z2, z4, z8);
    return hn::Add(low, hn::Mul(high, power));
  }
}

// c[0] + c[1] z + … by Estrin's scheme, whose short chains of dependence suit wide CPUs.
template <size_t kSize>
HWY_INLINE V Polynomial(V z, const std::array<double, kSize>& c) {
  static_assert(kSize <= 16);
  const V z2 = hn::Mul(z, z);
  const V z4 = hn::Mul(z2, z2);
  return EstrinPart<0, kSize>(c, z, z2, z4, hn::Mul(z4, z4));
}

HWY_INLINE V Bits(uint64_t bits) { return hn::BitCast(D(), hn::Set(DI(), static_cast<int64_t>(bits))); }
HWY_INLINE V Negative(V x) { return hn::Xor(x, Bits(uint64_t{1} << 63)); }
HWY_INLINE V Select(M mask, V yes, V no) { return hn::IfThenElse(mask, yes, no); }
HWY_INLINE V Square(V x) { return hn::Mul(x, x); }
HWY_INLINE V Infinity() { return Set(std::numeric_limits<double>::infinity()); }
HWY_INLINE V NotANumber() { return Set(std::numeric_limits<double>::quiet_NaN()); }
// Keeps NaNs, unlike Highway's Clamp on some targets.
HWY_INLINE V Limit(V x, double low, double high) {
  const V raised = Select(hn::Lt(x, Set(low)), Set(low), x);
  return Select(hn::Gt(raised, Set(high)), Set(high), raised);
}

// p · 2^n for n = shifted - kMagic, where neither p nor the result is subnormal, zero or infinite.
HWY_INLINE V ScaleNormal(V p, V shifted) {
  const auto exponent = hn::ShiftLeft<52>(hn::BitCast(DI(), shifted));
  return hn::BitCast(D(), hn::Add(hn::BitCast(DI(), p), exponent));
}

// 2^n for integral |n| <= 1022.
HWY_INLINE V PowerOfTwo(V n) { return ScaleNormal(Set(1.0), hn::Add(n, Set(kMagic))); }

// p · 2^n for integral |n| <= 2000, rounded once (or overflowing once).
HWY_INLINE V Scale(V p, V n) {
  const V half = hn::Sub(hn::Add(hn::Mul(n, Set(0.5)), Set(kMagic)), Set(kMagic));
  return hn::Mul(hn::Mul(p, PowerOfTwo(half)), PowerOfTwo(hn::Sub(n, half)));
}

// x = 2^k (1 + f) with 1 + f in [sqrt(1/2), sqrt(2)), for positive normal x.
struct Mantissa {
  V k, f;
};
HWY_INLINE Mantissa SplitMantissa(V x) {
  // Moves the interval's lower end to where the exponent changes.
  constexpr int64_t kSqrtHalf = 0x3fe6a09e00000000;
  const auto moved = hn::Add(hn::BitCast(DI(), x), hn::Set(DI(), 0x3ff0000000000000 - kSqrtHalf));
  const auto biased = hn::ShiftRight<52>(moved);
  const auto mantissa = hn::Add(hn::And(moved, hn::Set(DI(), 0x000fffffffffffff)), hn::Set(DI(), kSqrtHalf));
  // An integer below 2^52 in the low bits of 2^52 is that number as a double.
  const V k = hn::Sub(hn::BitCast(D(), hn::Or(biased, hn::Set(DI(), 0x4330000000000000))), Set(0x1p52 + 1023));
  return {k, hn::Sub(hn::BitCast(D(), mantissa), Set(1.0))};
}

// For |x| < 2^19: x = n π/2 + high + low, to about 2^-100 absolutely (Cody and Waite; n · kHalfPi1 and n · kHalfPi2 are
// exact), and shifted = n + kMagic.
struct Reduced {
  V shifted, high, low;
};
inline constexpr double kTwoOverPi = 0x1.45f306dc9c883p-1;
inline constexpr double kHalfPi1 = 0x1.921fb544p+0, kHalfPi2 = 0x1.0b4611a6p-34, kHalfPi3 = 0x1.3198a2e037073p-69;
HWY_INLINE Reduced ReduceHalfPi(V x) {
  const V shifted = hn::Add(hn::Mul(x, Set(kTwoOverPi)), Set(kMagic));
  const V n = hn::Sub(shifted, Set(kMagic));
  const V first = hn::Sub(x, hn::Mul(n, Set(kHalfPi1)));
  const V second = hn::Mul(n, Set(kHalfPi2));
  const V sum = hn::Sub(first, second);
  // Knuth's two-sum: either term may be the larger one.
  const V part = hn::Sub(sum, first);
  const V error = hn::Sub(hn::Sub(first, hn::Sub(sum, part)), hn::Add(second, part));
  const V tail = hn::Sub(error, hn::Mul(n, Set(kHalfPi3)));
  const V high = hn::Add(sum, tail);
  return {shifted, high, hn::Add(hn::Sub(sum, high), tail)};
}

// True where bit `kBit` of the integer in `shifted` is set.
template <int kBit>
HWY_INLINE M QuadrantBit(V shifted) {
  return hn::RebindMask(
      D(), hn::TestBit(hn::BitCast(DI(), shifted), hn::Set(DI(), std::bit_cast<int64_t>(uint64_t{1} << kBit))));
}

}  // namespace nd::kernels::math::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
#endif  // include guard per target
