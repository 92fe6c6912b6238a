// Per instruction set: exp, exp2, expm1: 2^n · p(r), with the leading terms of p in two parts so that little more than
// half an ULP is lost in all.
#if defined(NDCORE_MATH_EXP_INL) == defined(HWY_TARGET_TOGGLE)
#ifdef NDCORE_MATH_EXP_INL
#undef NDCORE_MATH_EXP_INL
#else
#define NDCORE_MATH_EXP_INL
#endif

#include "kernels/math_short-inl.hpp"

HWY_BEFORE_NAMESPACE();
namespace nd::kernels::math::HWY_NAMESPACE {

// (e^r - 1 - r) / r^2 on ±ln(2)/2
constexpr std::array<double, 11> kExp = {0x1.0000000000000p-1,  0x1.5555555555557p-3,  0x1.5555555555556p-5,
                                         0x1.11111111100d7p-7,  0x1.6c16c16c162d1p-10, 0x1.a01a01abea9dbp-13,
                                         0x1.a01a01a6da097p-16, 0x1.71de0229447d9p-19, 0x1.27e4db5faa7fep-22,
                                         0x1.af4dfacb9ba23p-26, 0x1.1f730d2cdf827p-29};
// (2^r - 1 - r ln 2) / r^2 on ±1/2
constexpr std::array<double, 11> kExp2 = {0x1.ebfbdff82c58fp-3,  0x1.c6b08d704a0c2p-5,  0x1.3b2ab6fba4e78p-7,
                                          0x1.5d87fe78a5276p-10, 0x1.430912f86bf52p-13, 0x1.ffcbfc670dce6p-17,
                                          0x1.62c022401b984p-20, 0x1.b524fae624087p-24, 0x1.e4cf1cd08a8a0p-28,
                                          0x1.e9d3fe4047b38p-32, 0x1.c48f76a055bf9p-36};

// e^x = 2^n (1 + r + rest), n = shifted - kMagic.
struct ExpParts {
  V shifted, n, r, rest;
};
HWY_INLINE ExpParts SplitExp(V x) {
  // n · kHigh is exact for |n| < 2^11.
  constexpr double kHigh = 0x1.62e42fefa38p-1, kLow = 0x1.ef35793c7673p-45;
  const V shifted = hn::Add(hn::Mul(x, Set(kLog2e)), Set(kMagic));
  const V n = hn::Sub(shifted, Set(kMagic));
  const V high = hn::Sub(x, hn::Mul(n, Set(kHigh)));
  const V low = hn::Mul(n, Set(kLow));
  const V r = hn::Sub(high, low);
  const V r_error = hn::Sub(hn::Sub(high, r), low);
  return {shifted, n, r, hn::Add(r_error, hn::Mul(Square(r), Polynomial(r, kExp)))};
}

// 1 + r + rest with one rounding, but for that of the last sum.
HWY_INLINE V OnePlus(V r, V rest) {
  const V sum = hn::Add(Set(1.0), r);
  return hn::Add(sum, hn::Add(hn::Add(hn::Sub(Set(1.0), sum), r), rest));
}

struct Exp : Op {
  static constexpr bool kUnderflows = true;
  static V F64(V x) {
    if (HWY_LIKELY(hn::AllTrue(D(), hn::Le(hn::Abs(x), Set(708.0))))) {
      const ExpParts parts = SplitExp(x);
      return ScaleNormal(OnePlus(parts.r, parts.rest), parts.shifted);
    }
    const ExpParts parts = SplitExp(Limit(x, -746.0, 710.0));
    return Select(hn::IsNaN(x), x, Scale(OnePlus(parts.r, parts.rest), parts.n));
  }
  static V F32(V x) { return Select(hn::IsNaN(x), x, ShortExp(Limit(x, -120.0, 120.0))); }
};

struct Exp2 : Op {
  static constexpr bool kUnderflows = true;
  static V Core(V x, V n) {
    // ln(2) in 26 and 53 bits, r in 26 and 27: the leading product is exact.
    constexpr double kHigh = 0x1.62e42f8p-1, kLow = 0x1.be8e7bcd5e4f2p-27;
    const V r = hn::Sub(x, n);
    const V r_high = hn::And(r, Bits(0xfffffffff8000000));
    const V low = hn::Add(hn::Mul(hn::Sub(r, r_high), Set(kHigh)), hn::Mul(r, Set(kLow)));
    return OnePlus(hn::Mul(r_high, Set(kHigh)), hn::Add(low, hn::Mul(Square(r), Polynomial(r, kExp2))));
  }
  static V F64(V x) {
    const V limited = Limit(x, -1076.0, 1024.0);
    const V shifted = hn::Add(limited, Set(kMagic));
    const V n = hn::Sub(shifted, Set(kMagic));
    const V core = Core(limited, n);
    if (HWY_LIKELY(hn::AllTrue(D(), hn::Le(hn::Abs(x), Set(1021.0))))) return ScaleNormal(core, shifted);
    return Select(hn::IsNaN(x), x, Scale(core, n));
  }
  static V F32(V x) { return Select(hn::IsNaN(x), x, ShortExp2(Limit(x, -160.0, 160.0))); }
};

// A number in two parts.
struct Sum {
  V high, low;
};

struct Expm1 : Op {
  // For |x| <= 40.
  static Sum InParts(V x) {
    const ExpParts parts = SplitExp(x);
    const V scale = ScaleNormal(Set(1.0), parts.shifted);
    // The larger term comes first, or is 0: the error of the sum is exact.
    const V first = hn::Sub(scale, Set(1.0));
    const V second = hn::Mul(scale, parts.r);
    const V high = hn::Add(first, second);
    const V error = hn::Add(hn::Sub(first, high), second);
    return {high, hn::Add(error, hn::Mul(scale, parts.rest))};
  }
  static V Middle(V x) {
    const Sum sum = InParts(x);
    return hn::CopySign(hn::Add(sum.high, sum.low), x);
  }
  static V F64(V x) {
    if (HWY_LIKELY(hn::AllTrue(D(), hn::Le(hn::Abs(x), Set(40.0))))) return Middle(x);
    const V middle = Middle(Limit(x, -40.0, 40.0));
    return Select(hn::IsNaN(x), x, Select(hn::Gt(x, Set(40.0)), Exp::F64(x), middle));
  }
  static V F32(V x) { return Select(hn::IsNaN(x), x, hn::CopySign(ShortExpm1(Limit(x, -120.0, 120.0)), x)); }
};

}  // namespace nd::kernels::math::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
#endif  // include guard per target
