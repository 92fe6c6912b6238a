// sin, cos, tan. Arguments below 2^18 that are not close to a multiple of π/2 are reduced in three steps (Cody and
// Waite); all others go through SLEEF, whose reduction is exact for every argument. Each element's way depends on it
// alone.
#include "kernels/math.hpp"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "kernels/math_trig.cpp"
#include <hwy/foreach_target.h>

#include "kernels/math_core-inl.hpp"
#include "kernels/math_short-inl.hpp"
#include "kernels/math_sleef-inl.hpp"

HWY_BEFORE_NAMESPACE();
namespace nd::kernels::math::HWY_NAMESPACE {

// sin(high + low) for |high| <= π/4 (the scheme of fdlibm's k_sin.c).
HWY_INLINE V SinPart(V high, V low) {
  constexpr double kFirst = -0x1.5555555555555p-3;
  constexpr std::array<double, 5> kSin = {0x1.1111111110bb1p-7, -0x1.a01a019e8357dp-13, 0x1.71de37961e4c6p-19,
                                          -0x1.ae600a926c89ap-26, 0x1.5e0af186af739p-33};
  const V z = Square(high);
  const V cube = hn::Mul(z, high);
  const V tail = hn::Sub(hn::Mul(z, hn::Sub(hn::Mul(low, Set(0.5)), hn::Mul(cube, Polynomial(z, kSin)))), low);
  return hn::Sub(high, hn::Sub(tail, hn::Mul(cube, Set(kFirst))));
}

// cos(high + low) for |high| <= π/4 (k_cos.c).
HWY_INLINE V CosPart(V high, V low) {
  constexpr std::array<double, 6> kCos = {0x1.5555555555555p-5,   -0x1.6c16c16c16966p-10, 0x1.a01a019f4e867p-16,
                                          -0x1.27e4fa17a41b4p-22, 0x1.1eeb68b109173p-29,  -0x1.907d7aebd5e3dp-37};
  const V z = Square(high);
  const V half = hn::Mul(z, Set(0.5));
  const V first = hn::Sub(Set(1.0), half);
  const V rest = hn::Sub(hn::Mul(Square(z), Polynomial(z, kCos)), hn::Mul(high, low));
  return hn::Add(first, hn::Add(hn::Sub(hn::Sub(Set(1.0), first), half), rest));
}

// kOdd: the function is a sine (quadrants 0 and 2 take the sine part), else a cosine.
template <bool kSine>
HWY_INLINE V Quadrant(V shifted, V sine, V cosine) {
  if constexpr (kSine) {
    const V value = Select(QuadrantBit<0>(shifted), cosine, sine);
    return Select(QuadrantBit<1>(shifted), Negative(value), value);
  } else {
    const V value = Select(QuadrantBit<0>(shifted), sine, cosine);
    const V next = hn::Add(shifted, Set(1.0));
    return Select(QuadrantBit<1>(next), Negative(value), value);
  }
}

template <bool kSine>
struct SinCos : Op {
  static V Exact(V x) { return kSine ? SleefSin(x) : SleefCos(x); }
  static V F64(V x) {
    const Reduced reduced = ReduceHalfPi(x);
    const V value =
        Quadrant<kSine>(reduced.shifted, SinPart(reduced.high, reduced.low), CosPart(reduced.high, reduced.low));
    const M whole = hn::Lt(hn::Abs(x), Set(0.75));  // nothing to reduce
    const M far = hn::And(hn::Lt(hn::Abs(x), Set(0x1p18)), hn::Ge(hn::Abs(reduced.high), Set(0x1p-12)));
    const M good = hn::Or(whole, far);
    const V result = kSine ? Select(hn::Eq(x, hn::Zero(D())), x, value) : value;
    if (HWY_LIKELY(hn::AllTrue(D(), good))) return result;
    return Select(good, result, Exact(x));
  }
  static V F32(V x) {
    const Reduced reduced = ReduceHalfPi(x);
    const V value = Quadrant<kSine>(reduced.shifted, ShortSinPart(reduced.high), ShortCosPart(reduced.high));
    const V result = kSine ? Select(hn::Eq(x, hn::Zero(D())), x, value) : value;
    const M good = hn::Lt(hn::Abs(x), Set(0x1p18));
    if (HWY_LIKELY(hn::AllTrue(D(), good))) return result;
    return Select(good, result, Exact(x));
  }
};

struct Tan : Op {
  static V F64(V x) { return Select(hn::Lt(hn::Abs(x), Set(0x1p-28)), x, SleefTan(x)); }
  static V F32(V x) {
    const Reduced reduced = ReduceHalfPi(x);
    const V sine = ShortSinPart(reduced.high);
    const V cosine = ShortCosPart(reduced.high);
    const M odd = QuadrantBit<0>(reduced.shifted);
    const V ratio = hn::Div(Select(odd, Negative(cosine), sine), Select(odd, sine, cosine));
    const V result = Select(hn::Eq(x, hn::Zero(D())), x, ratio);
    const M good = hn::Lt(hn::Abs(x), Set(0x1p18));
    if (HWY_LIKELY(hn::AllTrue(D(), good))) return result;
    return Select(good, result, SleefTan(x));
  }
};

std::span<const UnaryKernel> TrigKernels() {
  static constexpr UnaryKernel kKernels[] = {Unary<SinCos<true>>("sin"), Unary<SinCos<false>>("cos"),
                                             Unary<Tan>("tan")};
  return kKernels;
}

}  // namespace nd::kernels::math::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace nd::kernels::math {

HWY_EXPORT(TrigKernels);
std::span<const UnaryKernel> trig_kernels() { return HWY_DYNAMIC_DISPATCH(TrigKernels)(); }

}  // namespace nd::kernels::math
#endif
