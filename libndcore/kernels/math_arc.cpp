// arcsin, arccos, arctan, cbrt.
#include "kernels/math.hpp"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "kernels/math_arc.cpp"
#include <hwy/foreach_target.h>

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
  static V F64(V x) { return SleefArctan(x); }
  static V F32(V x) {
    const V absolute = hn::Min(hn::Abs(x), Set(0x1p200));  // infinity would divide by itself
    const V angle = ShortArctanRatio(hn::Min(absolute, Set(1.0)), hn::Max(absolute, Set(1.0)));
    const V result = Select(hn::Gt(absolute, Set(1.0)), hn::Sub(Set(kHalfPi), angle), angle);
    return Select(hn::IsNaN(x), x, hn::CopySign(result, x));
  }
};

struct Cbrt : Op {
  static V F64(V x) { return SleefCbrt(x); }
  // A third of the exponent and mantissa bits as a first guess (5 bits), then Halley's step twice, each tripling them.
  static V F32(V x) {
    const V absolute = hn::Abs(x);
    const auto high = hn::ShiftRight<32>(hn::BitCast(DI(), absolute));
    const V word = hn::Sub(hn::BitCast(D(), hn::Or(high, hn::Set(DI(), 0x4330000000000000))), Set(0x1p52));
    const V third = hn::Add(hn::Add(hn::Mul(word, Set(1.0 / 3.0)), Set(715094163.0)), Set(0x1p52));
    V t = hn::BitCast(D(), hn::ShiftLeft<32>(hn::BitCast(DI(), third)));
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
