// Per instruction set: arctan and arctan2 in float64 from one division: the smaller coordinate over the larger one,
// turned by 0, arctan(1/2) or π/4 so that the series has |t| <= 0.4375 (the intervals of fdlibm's s_atan.c).
#if defined(NDCORE_MATH_ARC_INL) == defined(HWY_TARGET_TOGGLE)
#ifdef NDCORE_MATH_ARC_INL
#undef NDCORE_MATH_ARC_INL
#else
#define NDCORE_MATH_ARC_INL
#endif

#include "kernels/math_core-inl.hpp"

HWY_BEFORE_NAMESPACE();
namespace nd::kernels::math::HWY_NAMESPACE {

// (arctan(t) / t - 1) / t^2 as a function of t^2
inline constexpr std::array<double, 11> kArctanSeries = {
    -0x1.5555555555554p-2, 0x1.9999999998850p-3, -0x1.24924923afc46p-3, 0x1.c71c7135f2ab3p-4,
    -0x1.745cff53bb87ap-4, 0x1.3b1160592f0e5p-4, -0x1.10ed0f1a188ccp-4, 0x1.df0a999aa42cbp-5,
    -0x1.9c5c631f8277ep-5, 0x1.35d02d0566af4p-5, -0x1.1f61c8934c7b0p-6};

// The angle of (x, y) for smaller = min(|x|, |y|), larger = max(|x|, |y|) > 0, neither a NaN: steep where |y| > |x|,
// back where x is negative. Larger than 2^-1000, or the halves lose bits.
HWY_INLINE V AngleOf(V smaller, V larger, M steep, M back) {
  const M from_half = hn::Ge(smaller, hn::Mul(larger, Set(0.4375)));
  const M from_one = hn::Ge(smaller, hn::Mul(larger, Set(0.6875)));
  const V half_smaller = hn::Mul(smaller, Set(0.5)), half_larger = hn::Mul(larger, Set(0.5));
  // (r - 1/2) / (1 + r/2) and (r - 1) / (1 + r), halved; both numerators are exact.
  const V numerator =
      Select(from_one, hn::Sub(half_smaller, half_larger), Select(from_half, hn::Sub(smaller, half_larger), smaller));
  const V denominator =
      Select(from_one, hn::Add(half_smaller, half_larger), Select(from_half, hn::Add(larger, half_smaller), larger));
  const V zero = hn::Zero(D());
  const V base = Select(from_one, Set(0x1.921fb54442d18p-1), Select(from_half, Set(0x1.dac670561bb4fp-2), zero));
  const V base_low = Select(from_one, Set(0x1.1a62633145c07p-55), Select(from_half, Set(0x1.a2b7f222f65e2p-56), zero));
  // The octant: 0 + angle, π/2 ∓ angle, π - angle.
  const V turn = Select(steep, Set(0x1.921fb54442d18p+0), Select(back, Set(0x1.921fb54442d18p+1), zero));
  const V turn_low = Select(steep, Set(0x1.1a62633145c07p-54), Select(back, Set(0x1.1a62633145c07p-53), zero));
  const V minus = Negative(zero);
  const V flip = hn::Xor(Select(steep, minus, zero), Select(back, minus, zero));
  const V t = hn::Xor(hn::Div(numerator, denominator), flip);
  const V z = Square(t);
  const V series = hn::Mul(hn::Mul(t, z), Polynomial(z, kArctanSeries));
  const V signed_base = hn::Xor(base, flip);
  const V start = hn::Add(turn, signed_base);
  const V start_low = hn::Add(hn::Add(hn::Sub(turn, start), signed_base), hn::Add(turn_low, hn::Xor(base_low, flip)));
  // start is 0 or larger than t.
  const V sum = hn::Add(start, t);
  const V lost = hn::Add(hn::Sub(start, sum), t);
  return hn::Add(sum, hn::Add(lost, hn::Add(series, start_low)));
}

}  // namespace nd::kernels::math::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
#endif  // include guard per target
