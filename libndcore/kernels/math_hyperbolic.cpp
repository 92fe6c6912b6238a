// sinh, cosh, tanh from e^x - 1 in two parts; arcsinh, arccosh, arctanh.
#include "kernels/math.hpp"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "kernels/math_hyperbolic.cpp"
#include <hwy/foreach_target.h>

#include "kernels/math_exp-inl.hpp"
#include "kernels/math_log-inl.hpp"
#include "kernels/math_sleef-inl.hpp"

HWY_BEFORE_NAMESPACE();
namespace nd::kernels::math::HWY_NAMESPACE {

// e^x / 2, which is finite for a little longer than e^x; x > 40.
HWY_INLINE V HalfExp(V x) {
  const ExpParts parts = SplitExp(Limit(x, 40.0, 720.0));
  return Scale(OnePlus(parts.r, parts.rest), hn::Sub(parts.n, Set(1.0)));
}

// What rounding took from sum = a + b, both positive.
HWY_INLINE V LostBySum(V a, V b, V sum) { return hn::Add(hn::Sub(hn::Max(a, b), sum), hn::Min(a, b)); }

struct Sinh : Op {
  static V F64(V x) {
    const V absolute = hn::Abs(x);
    const Sum em1 = Expm1::InParts(Limit(absolute, 0.0, 40.0));
    const V total = hn::Add(em1.high, em1.low);
    const V lost = hn::Add(hn::Sub(em1.high, total), em1.low);
    const V denominator = hn::Add(total, Set(1.0));
    const V denominator_lost = LostBySum(total, Set(1.0), denominator);
    const V ratio = hn::Div(total, denominator);
    // What both lost, over the denominator, whose reciprocal is 1 - ratio.
    const V reciprocal = hn::Sub(Set(1.0), ratio);
    const V ratio_lost = hn::Mul(hn::Sub(hn::Mul(lost, reciprocal), hn::Mul(ratio, denominator_lost)), reciprocal);
    const V middle = hn::Mul(hn::Add(total, hn::Add(ratio, hn::Add(lost, ratio_lost))), Set(0.5));
    V result = middle;
    if (HWY_UNLIKELY(!hn::AllTrue(D(), hn::Le(absolute, Set(40.0)))))
      result = Select(hn::Le(absolute, Set(40.0)), middle, HalfExp(absolute));
    // Below 2^-28 the result is x; the sum would lose bits of subnormal numbers.
    return Select(hn::And(hn::Ge(absolute, Set(0x1p-28)), hn::Eq(x, x)), hn::CopySign(result, x), x);
  }
  static V F32(V x) {
    const V em1 = ShortExpm1(Limit(hn::Abs(x), 0.0, 120.0));
    const V result = hn::Mul(hn::Add(em1, hn::Div(em1, hn::Add(em1, Set(1.0)))), Set(0.5));
    return Select(hn::IsNaN(x), x, hn::CopySign(result, x));
  }
};

struct Cosh : Op {
  static V F64(V x) {
    const V absolute = hn::Abs(x);
    const ExpParts parts = SplitExp(Limit(absolute, 0.0, 40.0));
    const V half = ScaleNormal(OnePlus(parts.r, parts.rest), hn::Sub(parts.shifted, Set(1.0)));
    const V middle = hn::Add(half, hn::Div(Set(0.25), half));
    if (HWY_LIKELY(hn::AllTrue(D(), hn::Le(absolute, Set(40.0))))) return middle;
    return Select(hn::IsNaN(x), x, Select(hn::Le(absolute, Set(40.0)), middle, HalfExp(absolute)));
  }
  static V F32(V x) {
    const V half = hn::Mul(ShortExp(Limit(hn::Abs(x), 0.0, 120.0)), Set(0.5));
    return Select(hn::IsNaN(x), x, hn::Add(half, hn::Div(Set(0.25), half)));
  }
};

struct Tanh : Op {
  // tanh(x) = (e^2x - 1) / (e^2x + 1)
  static V F64(V x) {
    const V absolute = hn::Abs(x);
    const V limited = Limit(absolute, 0.0, 20.0);
    const Sum em1 = Expm1::InParts(hn::Add(limited, limited));
    const V total = hn::Add(em1.high, em1.low);
    const V lost = hn::Add(hn::Sub(em1.high, total), em1.low);
    const V denominator = hn::Add(total, Set(2.0));
    const V denominator_lost = hn::Add(LostBySum(total, Set(2.0), denominator), lost);
    const V quotient = hn::Div(total, denominator);
    // What both lost, over the denominator, whose reciprocal is (1 - tanh) / 2.
    const V numerator = hn::Sub(lost, hn::Mul(quotient, denominator_lost));
    const V reciprocal = hn::Mul(hn::Sub(Set(1.0), quotient), Set(0.5));
    const V result = hn::Add(quotient, hn::Mul(numerator, reciprocal));
    return Select(hn::And(hn::Ge(absolute, Set(0x1p-28)), hn::Eq(x, x)), hn::CopySign(result, x), x);
  }
  static V F32(V x) {
    const V limited = Limit(hn::Abs(x), 0.0, 20.0);
    const V em1 = ShortExpm1(hn::Add(limited, limited));
    return Select(hn::IsNaN(x), x, hn::CopySign(hn::Div(em1, hn::Add(em1, Set(2.0))), x));
  }
};

// log(2 x) for large x.
HWY_INLINE V LogOfTwice(V x) {
  const Mantissa split = SplitMantissa(Limit(x, 1.0, std::numeric_limits<double>::max()));
  return Select(hn::Eq(x, Infinity()), x, NaturalLog(hn::Add(split.k, Set(1.0)), split.f));
}

// x + x^3 c0 + …, the first terms of an odd function for |x| < 2^-8.
template <size_t kSize>
HWY_INLINE V OddSeries(V x, const std::array<double, kSize>& c) {
  const V z = Square(x);
  return hn::Add(x, hn::Mul(hn::Mul(x, z), Polynomial(z, c)));
}

struct Arcsinh : Op {
  static V F64(V x) {
    const V absolute = hn::Abs(x);
    const M middle = hn::And(hn::Ge(absolute, Set(0x1p-28)), hn::Le(absolute, Set(0x1p28)));
    const V near = SleefArcsinh(Select(middle, x, Set(1.0)));
    if (HWY_LIKELY(hn::AllTrue(D(), middle))) return near;
    const V large = hn::CopySign(LogOfTwice(absolute), x);
    return Select(middle, near, Select(hn::Gt(absolute, Set(1.0)), large, x));
  }
  static V F32(V x) {
    constexpr std::array<double, 3> kSmall = {-1.0 / 6, 3.0 / 40, -15.0 / 336};
    const V absolute = hn::Min(hn::Abs(x), Set(0x1p200));
    const V square = Square(absolute);
    const V root = hn::Sqrt(hn::Add(square, Set(1.0)));
    const V large = ShortLog1p(hn::Add(absolute, hn::Div(square, hn::Add(root, Set(1.0)))));
    const V result = Select(hn::Lt(absolute, Set(0x1p-8)), OddSeries(absolute, kSmall), large);
    return Select(hn::Lt(hn::Abs(x), Infinity()), hn::CopySign(result, x), x);
  }
};

struct Arccosh : Op {
  static V F64(V x) {
    const V near = SleefArccosh(hn::Min(x, Set(0x1p28)));
    if (HWY_LIKELY(hn::AllTrue(D(), hn::Le(x, Set(0x1p28))))) return near;
    return Select(hn::IsNaN(x), x, Select(hn::Gt(x, Set(0x1p28)), LogOfTwice(x), near));
  }
  static V F32(V x) {
    const V distance = hn::Sub(hn::Min(x, Set(0x1p200)), Set(1.0));
    const V root = hn::Sqrt(hn::Mul(distance, hn::Add(distance, Set(2.0))));
    const V finite = ShortLog1p(hn::Add(distance, root));
    const V above = Select(hn::Lt(x, Infinity()), finite, x);
    return Select(hn::IsNaN(x), x, Select(hn::Ge(x, Set(1.0)), above, NotANumber()));
  }
};

struct Arctanh : Op {
  static M Pole(V x) { return hn::Eq(hn::Abs(x), Set(1.0)); }
  static V F64(V x) { return Select(hn::Lt(hn::Abs(x), Set(0x1p-28)), x, SleefArctanh(x)); }
  static V F32(V x) {
    constexpr std::array<double, 3> kSmall = {1.0 / 3, 1.0 / 5, 1.0 / 7};
    const V absolute = hn::Abs(x);
    const M inside = hn::Lt(absolute, Set(1.0));
    const V limited = Select(inside, absolute, Set(0.5));
    const V ratio = hn::Div(hn::Add(Set(1.0), limited), hn::Sub(Set(1.0), limited));
    const V large = hn::Mul(ShortLog(ratio), Set(0.5));
    const V result = hn::CopySign(Select(hn::Lt(absolute, Set(0x1p-8)), OddSeries(absolute, kSmall), large), x);
    if (HWY_LIKELY(hn::AllTrue(D(), inside))) return result;
    const V outside = Select(hn::Eq(absolute, Set(1.0)), hn::CopySign(Infinity(), x), NotANumber());
    return Select(inside, result, Select(hn::IsNaN(x), x, outside));
  }
};

std::span<const UnaryKernel> HyperbolicKernels() {
  static constexpr UnaryKernel kKernels[] = {Unary<Sinh>("sinh"),       Unary<Cosh>("cosh"),
                                             Unary<Tanh>("tanh"),       Unary<Arcsinh>("arcsinh"),
                                             Unary<Arccosh>("arccosh"), Unary<Arctanh>("arctanh")};
  return kKernels;
}

}  // namespace nd::kernels::math::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace nd::kernels::math {

HWY_EXPORT(HyperbolicKernels);
std::span<const UnaryKernel> hyperbolic_kernels() { return HWY_DYNAMIC_DISPATCH(HyperbolicKernels)(); }

}  // namespace nd::kernels::math
#endif
