// power, arctan2, hypot, logaddexp, logaddexp2, with the special values of C99 Annex F.
#include "kernels/math.hpp"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "kernels/math_binary.cpp"
#include <hwy/foreach_target.h>

#include "kernels/math_arc-inl.hpp"
#include "kernels/math_exp-inl.hpp"
#include "kernels/math_log-inl.hpp"
#include "kernels/math_sleef-inl.hpp"

HWY_BEFORE_NAMESPACE();
namespace nd::kernels::math::HWY_NAMESPACE {

struct Power : Op {
  static constexpr bool kUnderflows = true;
  static M Pole(V x, V) { return hn::Eq(x, hn::Zero(D())); }
  static V F64(V x, V y) {
    const V result = SleefPower(x, y);
    const M infinite = hn::Eq(hn::Abs(result), Infinity());
    if (HWY_LIKELY(hn::AllFalse(D(), infinite))) return result;
    // SLEEF overflows 2e-9 below the largest number: squares of roots do not.
    const V root = SleefPower(hn::Abs(x), hn::Mul(y, Set(0.5)));
    const V again = Select(hn::Eq(y, Set(1.0)), hn::Abs(x), Square(root));
    const M pole = hn::Or(hn::Eq(x, hn::Zero(D())), hn::Eq(hn::Abs(x), Infinity()));
    const M limit = hn::Or(pole, hn::Eq(hn::Abs(y), Infinity()));
    return Select(hn::AndNot(limit, infinite), hn::CopySign(again, result), result);
  }
  static V F32(V x, V y) {
    const V zero = hn::Zero(D());
    const V one = Set(1.0);
    const V absolute = hn::Abs(x);
    const M ordinary = hn::And(hn::Gt(absolute, zero), hn::Lt(absolute, Infinity()));
    const V edge = Select(hn::Eq(absolute, zero), Negative(Infinity()), absolute);
    const V log = Select(ordinary, ShortLog2(absolute), edge);
    const V size = ShortExp2(Limit(hn::Mul(y, log), -160.0, 160.0));
    const M positive = hn::And(hn::Gt(x, zero), hn::Lt(hn::Abs(y), Infinity()));
    if (HWY_LIKELY(hn::AllTrue(D(), hn::And(ordinary, positive)))) return size;
    const M whole = hn::Eq(hn::Round(y), y);
    const V half = hn::Mul(y, Set(0.5));
    const M odd = hn::And(whole, hn::Ne(hn::Round(half), half));
    const V with_sign = Select(odd, hn::CopySign(size, x), size);
    const M no_number = hn::And(hn::And(hn::Lt(x, zero), ordinary), hn::Not(whole));
    const V valued = Select(no_number, NotANumber(), with_sign);
    const M unit = hn::And(hn::Eq(absolute, one), hn::Eq(hn::Abs(y), Infinity()));
    const M is_one = hn::Or(hn::Or(hn::Eq(y, zero), hn::Eq(x, one)), unit);
    const M is_nan = hn::Or(hn::IsNaN(x), hn::IsNaN(y));
    return Select(is_one, one, Select(is_nan, hn::Add(x, y), valued));
  }
};

struct Arctan2 : Op {
  static V F64(V y, V x) {
    const V up = hn::Abs(y), along = hn::Abs(x);
    const M steep = hn::Gt(up, along);
    const V larger = Select(steep, up, along), smaller = Select(steep, along, up);
    const M back = QuadrantBit<63>(x);
    const M usual =
        hn::And(hn::And(hn::Ge(larger, Set(0x1p-1000)), hn::Lt(larger, Infinity())), hn::Eq(smaller, smaller));
    if (HWY_LIKELY(hn::AllTrue(D(), usual))) return hn::CopySign(AngleOf(smaller, larger, steep, back), y);
    // Infinities count as equal and beyond all numbers, and the origin as a point on the axis.
    const M infinite = hn::Eq(larger, Infinity());
    const V scale = Select(hn::Lt(larger, Set(0x1p-1000)), Set(0x1p600), Set(1.0));
    const V equal = Select(hn::Eq(smaller, Infinity()), Set(1.0), hn::Zero(D()));
    const V a = Select(infinite, equal, hn::Mul(smaller, scale));
    const V b = Select(infinite, Set(1.0), Select(hn::Eq(larger, hn::Zero(D())), Set(1.0), hn::Mul(larger, scale)));
    const V angle = hn::CopySign(AngleOf(a, b, steep, back), y);
    return Select(hn::Or(hn::IsNaN(x), hn::IsNaN(y)), NotANumber(), angle);
  }
  static V F32(V y, V x) {
    const V up = hn::Min(hn::Abs(y), Set(0x1p600));  // infinities count as equal and beyond all floats
    const V along = hn::Min(hn::Abs(x), Set(0x1p600));
    const V larger = hn::Max(up, along);
    const V angle = ShortArctanRatio(hn::Min(up, along), Select(hn::Eq(larger, hn::Zero(D())), Set(1.0), larger));
    const V steep = Select(hn::Gt(up, along), hn::Sub(Set(kHalfPi), angle), angle);
    const V full = Select(QuadrantBit<63>(x), hn::Sub(Set(kPi), steep), steep);
    return Select(hn::Or(hn::IsNaN(x), hn::IsNaN(y)), hn::Add(x, y), hn::CopySign(full, y));
  }
};

struct Hypot : Op {
  // C. F. Borges, "An improved algorithm for hypot(a, b)" (2019): the square root, corrected by what its square misses.
  static V F64(V x, V y) {
    const V a = hn::Abs(x), b = hn::Abs(y);
    const M swap = hn::Lt(a, b);  // a NaN stays in one of the two, which Min and Max do not promise
    const V larger = Select(swap, b, a), smaller = Select(swap, a, b);
    const M usual = hn::And(hn::Lt(larger, Set(0x1p500)), hn::Gt(smaller, Set(0x1p-450)));
    if (HWY_LIKELY(hn::AllTrue(D(), usual))) return Core(larger, smaller);
    const M huge = hn::Ge(larger, Set(0x1p500)), small = hn::Lt(larger, Set(0x1p-400));
    const V scale = Select(huge, Set(0x1p-600), Select(small, Set(0x1p600), Set(1.0)));
    const V back = Select(huge, Set(0x1p600), Select(small, Set(0x1p-600), Set(1.0)));
    const V scaled = hn::Mul(Core(hn::Mul(larger, scale), hn::Mul(smaller, scale)), back);
    // A part below 2^-60 of the other changes nothing, but its square may be subnormal.
    const V finite = Select(hn::Le(smaller, hn::Mul(larger, Set(0x1p-60))), larger, scaled);
    return Select(hn::Or(hn::IsNaN(x), hn::IsNaN(y)), WithInfinity(x, y, NotANumber()), WithInfinity(x, y, finite));
  }
  static V F32(V x, V y) { return WithInfinity(x, y, hn::Sqrt(hn::Add(Square(x), Square(y)))); }

 private:
  static V Core(V larger, V smaller) {
    const V two = Set(2.0);
    const V h = hn::Sqrt(hn::Add(Square(larger), Square(smaller)));
    const M close = hn::Le(h, hn::Mul(smaller, two));
    const V near = hn::Sub(h, smaller), far = hn::Sub(h, larger);
    const V near_error = hn::Add(hn::Mul(larger, hn::Sub(hn::Mul(two, near), larger)),
                                 hn::Mul(hn::Sub(near, hn::Mul(two, hn::Sub(larger, smaller))), near));
    const V far_error = hn::Add(hn::Add(hn::Mul(hn::Mul(two, far), hn::Sub(larger, hn::Mul(two, smaller))),
                                        hn::Mul(hn::Sub(hn::Mul(Set(4.0), far), smaller), smaller)),
                                Square(far));
    return hn::Sub(h, hn::Div(Select(close, near_error, far_error), hn::Mul(two, h)));
  }
  // An infinity counts more than a NaN.
  static V WithInfinity(V x, V y, V finite) {
    const M infinite = hn::Or(hn::Eq(hn::Abs(x), Infinity()), hn::Eq(hn::Abs(y), Infinity()));
    return Select(infinite, Infinity(), finite);
  }
};

// log(e^x + e^y) = larger + log(1 + e^-distance); equal infinities have no distance.
template <bool kBaseTwo>
struct LogAddExp : Op {
  static V F64(V x, V y) {
    const V minus = Distance(x, y);
    const V log = Log1p::Core(kBaseTwo ? Exp2::F64(minus) : Exp::F64(minus));
    return Result(x, y, kBaseTwo ? hn::Mul(log, Set(kLog2e)) : log);
  }
  static V F32(V x, V y) {
    const V minus = Limit(Distance(x, y), -600.0, 0.0);
    const V log = ShortLog1p(kBaseTwo ? ShortExp2(minus) : ShortExp(minus));
    return Result(x, y, kBaseTwo ? hn::Mul(log, Set(kLog2e)) : log);
  }

 private:
  static V Distance(V x, V y) {
    const V distance = Select(hn::Eq(x, y), hn::Zero(D()), hn::Abs(hn::Sub(x, y)));
    return Select(hn::IsNaN(distance), Negative(Infinity()), Negative(distance));
  }
  static V Result(V x, V y, V more) {
    const V result = hn::Add(Select(hn::Gt(x, y), x, y), more);
    return Select(hn::Or(hn::IsNaN(x), hn::IsNaN(y)), hn::Add(x, y), result);
  }
};

std::span<const BinaryKernel> BinaryKernels() {
  static constexpr BinaryKernel kKernels[] = {Binary<Power>("power"), Binary<Arctan2>("arctan2"),
                                              Binary<Hypot>("hypot"), Binary<LogAddExp<false>>("logaddexp"),
                                              Binary<LogAddExp<true>>("logaddexp2")};
  return kKernels;
}

}  // namespace nd::kernels::math::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace nd::kernels::math {

HWY_EXPORT(BinaryKernels);
std::span<const BinaryKernel> binary_kernels() { return HWY_DYNAMIC_DISPATCH(BinaryKernels)(); }

}  // namespace nd::kernels::math
#endif
