// Per instruction set: functions of float32 values computed in float64 with relative errors below 2^-40, so that one
// rounding gives the float32 result; it is the correctly rounded one but for about one value in 10^4.
#if defined(NDCORE_MATH_SHORT_INL) == defined(HWY_TARGET_TOGGLE)
#ifdef NDCORE_MATH_SHORT_INL
#undef NDCORE_MATH_SHORT_INL
#else
#define NDCORE_MATH_SHORT_INL
#endif

#include "kernels/math_core-inl.hpp"

HWY_BEFORE_NAMESPACE();
namespace nd::kernels::math::HWY_NAMESPACE {

inline constexpr double kLn2 = 0x1.62e42fefa39efp-1, kLog2e = 0x1.71547652b82fep+0;
inline constexpr double kPi = 0x1.921fb54442d18p+1, kHalfPi = 0x1.921fb54442d18p+0;

// (e^r - 1) / r on ±ln(2)/2
inline constexpr std::array<double, 9> kShortExp = {
    0x1.0000000000000p+0,  0x1.fffffffff7188p-2,  0x1.5555555553b70p-3,  0x1.555555743471ap-5, 0x1.1111111c4a0ccp-7,
    0x1.6c164dd74ed4bp-10, 0x1.a019ad96ee68fp-13, 0x1.a15a77c4daaf3p-16, 0x1.72c73de6f65bcp-19};
// (2^r - 1) / r on ±1/2
inline constexpr std::array<double, 9> kShortExp2 = {
    0x1.62e42fefa39efp-1,  0x1.ebfbdff823cedp-3,  0x1.c6b08d7047e52p-5,  0x1.3b2ab7181b779p-7, 0x1.5d87fe86fe8a0p-10,
    0x1.4308ac85a5343p-13, 0x1.ffcb9515a2966p-17, 0x1.63d1363d98cb6p-20, 0x1.b63880aa48052p-24};
// (log((1+s)/(1-s)) / s - 2) / s^2 as a function of s^2, |1+f| between sqrt(1/2) and sqrt(2), s = f / (2+f)
inline constexpr std::array<double, 7> kLogSeries = {0x1.5555555555558p-1, 0x1.99999999952d7p-2, 0x1.2492492df281ap-2,
                                                     0x1.c71c62e3f11e6p-3, 0x1.7462b51cb66b1p-3, 0x1.39fe51a7c18f9p-3,
                                                     0x1.2b5900de53b32p-3};

// e^x - 1 for |x| <= 600; keeps the relative precision near 0.
HWY_INLINE V ShortExpm1(V x) {
  const V shifted = hn::Add(hn::Mul(x, Set(kLog2e)), Set(kMagic));
  const V n = hn::Sub(shifted, Set(kMagic));
  const V r = hn::Sub(x, hn::Mul(n, Set(kLn2)));
  const V scale = ScaleNormal(Set(1.0), shifted);
  return hn::Add(hn::Mul(scale, hn::Mul(r, Polynomial(r, kShortExp))), hn::Sub(scale, Set(1.0)));
}

// e^x for |x| <= 600.
HWY_INLINE V ShortExp(V x) {
  const V shifted = hn::Add(hn::Mul(x, Set(kLog2e)), Set(kMagic));
  const V r = hn::Sub(x, hn::Mul(hn::Sub(shifted, Set(kMagic)), Set(kLn2)));
  return ScaleNormal(hn::Add(hn::Mul(r, Polynomial(r, kShortExp)), Set(1.0)), shifted);
}

// 2^x for |x| <= 1000.
HWY_INLINE V ShortExp2(V x) {
  const V shifted = hn::Add(x, Set(kMagic));
  const V r = hn::Sub(x, hn::Sub(shifted, Set(kMagic)));
  return ScaleNormal(hn::Add(hn::Mul(r, Polynomial(r, kShortExp2)), Set(1.0)), shifted);
}

// log(x) · factor with k's part given apart, for positive normal x.
HWY_INLINE V ShortLog(V x, double per_k, double factor) {
  const Mantissa split = SplitMantissa(x);
  const V s = hn::Div(split.f, hn::Add(split.f, Set(2.0)));
  const V z = Square(s);
  const V log = hn::Mul(s, hn::Add(hn::Mul(z, Polynomial(z, kLogSeries)), Set(2.0)));
  return hn::Add(hn::Mul(split.k, Set(per_k)), hn::Mul(log, Set(factor)));
}
HWY_INLINE V ShortLog(V x) { return ShortLog(x, kLn2, 1.0); }
HWY_INLINE V ShortLog2(V x) { return ShortLog(x, 1.0, kLog2e); }

// log(1 + x) for 1 + x positive and finite. Below 2^-28 the sum would lose what the result needs.
HWY_INLINE V ShortLog1p(V x) {
  const V small = hn::Sub(x, hn::Mul(Square(x), Set(0.5)));
  return Select(hn::Lt(hn::Abs(x), Set(0x1p-28)), small, ShortLog(hn::Add(x, Set(1.0))));
}

// sin and cos of r, |r| <= π/4.
HWY_INLINE V ShortSinPart(V r) {
  constexpr std::array<double, 5> kSin = {-0x1.555555555516ap-3, 0x1.1111110fd3935p-7, -0x1.a019fd9a9838bp-13,
                                          0x1.71d9a97cd3c34p-19, -0x1.aa28204b8cc64p-26};
  const V z = Square(r);
  return hn::Add(r, hn::Mul(hn::Mul(r, z), Polynomial(z, kSin)));
}
HWY_INLINE V ShortCosPart(V r) {
  constexpr std::array<double, 6> kCos = {-0x1.ffffffffffffap-2, 0x1.5555555554131p-5,   -0x1.6c16c1691cef0p-10,
                                          0x1.a019fc7a81ca5p-16, -0x1.27e0f50f770a1p-22, 0x1.1c062221cb53bp-29};
  const V z = Square(r);
  return hn::Add(Set(1.0), hn::Mul(z, Polynomial(z, kCos)));
}

// arctan(y / x) for 0 <= y <= x, x > 0, both finite. Above tan(π/8) turned by π/4.
HWY_INLINE V ShortArctanRatio(V y, V x) {
  constexpr std::array<double, 10> kArctan = {
      -0x1.5555555555545p-2, 0x1.999999999096ep-3,  -0x1.2492491dc80f0p-3, 0x1.c71c6dcb613f5p-4,  -0x1.745c7eb4fab7ap-4,
      0x1.3b06805f918adp-4,  -0x1.105da68f4b9f9p-4, 0x1.d5e437a857a29p-5,  -0x1.6f2e0395562acp-5, 0x1.747c139b7128bp-6};
  const M turn = hn::Gt(y, hn::Mul(x, Set(0x1.a827999fcef32p-2)));
  const V numerator = Select(turn, hn::Sub(y, x), y);
  const V denominator = Select(turn, hn::Add(y, x), x);
  const V t = hn::Div(numerator, denominator);
  const V z = Square(t);
  const V angle = hn::Add(t, hn::Mul(hn::Mul(t, z), Polynomial(z, kArctan)));
  return Select(turn, hn::Add(Set(0x1.921fb54442d18p-1), angle), angle);
}

// arcsin(x) for |x| <= 1/2.
HWY_INLINE V ShortArcsinPart(V x) {
  constexpr std::array<double, 11> kArcsin = {0x1.55555555555bcp-3,  0x1.3333333302d42p-4, 0x1.6db6dba9ded46p-5,
                                              0x1.f1c6ff632bc58p-6,  0x1.6e8f37bce829dp-6, 0x1.1c0d42d9a72edp-6,
                                              0x1.cf629dd6ae5fdp-7,  0x1.5114f44b77900p-7, 0x1.fa6d9d973284ep-7,
                                              -0x1.c05fb18feb0f9p-8, 0x1.c8ea18fd14be4p-6};
  const V z = Square(x);
  return hn::Add(x, hn::Mul(hn::Mul(x, z), Polynomial(z, kArcsin)));
}

}  // namespace nd::kernels::math::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
#endif  // include guard per target
