// arcsin, arccos, arctan, cbrt.
#include "kernels/math.hpp"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "kernels/math_arc.cpp"
#include <hwy/foreach_target.h>

#include "kernels/math_arc-inl.hpp"
#include "kernels/math_short-inl.hpp"
#include "kernels/math_sleef-inl.hpp"

HWY_BEFORE_NAMESPACE();
namespace nd::kernels::math::HWY_NAMESPACE {

// arcsin(sqrt((1 - |x|) / 2)) for |x| > 1/2; 1 - |x| is exact there.
HWY_INLINE V ArcsinOfComplement(V absolute) {
  return ShortArcsinPart(hn::Sqrt(hn::Mul(hn::Sub(Set(1.0), absolute), Set(0.5))));
}

struct Arcsin : Op {
  static V F64(V x) { return SleefArcsin(x); }
  static V F32(V x) {
    const V absolute = hn::Abs(x);
    const V twice = ArcsinOfComplement(absolute);
    const V large = hn::Sub(Set(kHalfPi), hn::Add(twice, twice));
    const V result = Select(hn::Le(absolute, Set(0.5)), ShortArcsinPart(absolute), large);
    return Select(hn::IsNaN(x), x, hn::CopySign(result, x));
  }
};

struct Arccos : Op {
  static V F64(V x) { return SleefArccos(x); }
  static V F32(V x) {
    const V half = ArcsinOfComplement(hn::Abs(x));
    const V large = hn::Add(half, half);
    const V outer = Select(hn::Lt(x, hn::Zero(D())), hn::Sub(Set(kPi), large), large);
    const V inner = hn::Sub(Set(kHalfPi), ShortArcsinPart(x));
    return Select(hn::IsNaN(x), x, Select(hn::Le(hn::Abs(x), Set(0.5)), inner, outer));
  }
};

struct Arctan : Op {
  static V F64(V x) {
    const V absolute = hn::Abs(x), one = Set(1.0);
    const V limited = hn::Min(absolute, Set(0x1p200));  // infinity would divide by itself
    const M steep = hn::Gt(absolute, one);
    const V angle = AngleOf(hn::Min(limited, one), hn::Max(limited, one), steep, hn::Lt(one, one));
    return Select(hn::IsNaN(x), x, hn::CopySign(angle, x));
  }
  static V F32(V x) {
    const V absolute = hn::Min(hn::Abs(x), Set(0x1p200));  // infinity would divide by itself
    const V angle = ShortArctanRatio(hn::Min(absolute, Set(1.0)), hn::Max(absolute, Set(1.0)));
    const V result = Select(hn::Gt(absolute, Set(1.0)), hn::Sub(Set(kHalfPi), angle), angle);
    return Select(hn::IsNaN(x), x, hn::CopySign(result, x));
  }
};

struct Cbrt : Op {
  // A first guess to 10 % of the cube, the series of the missing factor r^(-1/3) to 31 bits, and one step of Halley's
  // method, exact where it matters because the square of 26 bits is (the plan of fdlibm's s_cbrt.c).
  static V Core(V x) {
    constexpr std::array<double, 7> kFactor = {0x1.0000000000000p+0,  -0x1.555556a99b750p-2, 0x1.c71c743726bdcp-3,
                                               -0x1.61f2d278bcb1bp-3, 0x1.26f471f4c6affp-3,  -0x1.040f19dbfc5dap-3,
                                               0x1.ce92f19419d0ap-4};
    const V guess = Guess(x, 715092000.0);
    const V excess = hn::Sub(hn::Div(hn::Mul(Square(guess), guess), x), Set(1.0));
    const V t = hn::And(hn::Mul(guess, Polynomial(excess, kFactor)), Bits(0xfffffffff8000000));
    const V ratio = hn::Div(x, Square(t));
    const V step = hn::Div(hn::Sub(ratio, t), hn::Add(hn::Add(t, t), ratio));
    return hn::Add(t, hn::Mul(t, step));
  }
  static V F64(V x) {
    const V absolute = hn::Abs(x);
    const M usual = hn::And(hn::Gt(absolute, Set(0x1p-1000)), hn::Lt(absolute, Set(0x1p1000)));
    if (HWY_LIKELY(hn::AllTrue(D(), usual))) return hn::CopySign(Core(absolute), x);
    const M large = hn::Ge(absolute, Set(0x1p1000));
    const V scaled = hn::Mul(absolute, Select(usual, Set(1.0), Select(large, Set(0x1p-300), Set(0x1p300))));
    const V result = hn::Mul(Core(scaled), Select(usual, Set(1.0), Select(large, Set(0x1p100), Set(0x1p-100))));
    const M ordinary = hn::And(hn::Gt(absolute, hn::Zero(D())), hn::Lt(absolute, Infinity()));
    return Select(ordinary, hn::CopySign(result, x), x);
  }
  // A third of the exponent and mantissa bits.
  static V Guess(V x, double offset) {
    const auto high = hn::ShiftRight<32>(hn::BitCast(DI(), x));
    const V word = hn::Sub(hn::BitCast(D(), hn::Or(high, hn::Set(DI(), 0x4330000000000000))), Set(0x1p52));
    const V third = hn::Add(hn::Add(hn::Mul(word, Set(1.0 / 3.0)), Set(offset)), Set(0x1p52));
    return hn::BitCast(D(), hn::ShiftLeft<32>(hn::BitCast(DI(), third)));
  }
  // Halley's step twice, each tripling the guess's bits.
  static V F32(V x) {
    const V absolute = hn::Abs(x);
    V t = Guess(absolute, 715094163.0);
    for (int step = 0; step < 2; ++step) {
      const V cube = hn::Mul(Square(t), t);
      t = hn::Mul(t, hn::Div(hn::Add(cube, hn::Add(absolute, absolute)), hn::Add(hn::Add(cube, cube), absolute)));
    }
    const M ordinary = hn::And(hn::Gt(absolute, hn::Zero(D())), hn::Lt(absolute, Infinity()));
    return Select(ordinary, hn::CopySign(t, x), x);
  }
};

std::span<const UnaryKernel> ArcKernels() {
  static constexpr UnaryKernel kKernels[] = {Unary<Arcsin>("arcsin"), Unary<Arccos>("arccos"), Unary<Arctan>("arctan"),
                                             Unary<Cbrt>("cbrt")};
  return kKernels;
}

}  // namespace nd::kernels::math::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace nd::kernels::math {

HWY_EXPORT(ArcKernels);
std::span<const UnaryKernel> arc_kernels() { return HWY_DYNAMIC_DISPATCH(ArcKernels)(); }

}  // namespace nd::kernels::math
#endif
