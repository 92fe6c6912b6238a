// sinh, cosh, tanh from e^x - 1 in two parts; arcsinh, arccosh, arctanh from the logarithm of numbers in two parts.
#include "kernels/math.hpp"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "kernels/math_hyperbolic.cpp"
#include <hwy/foreach_target.h>

#include "kernels/math_exp-inl.hpp"
#include "kernels/math_log-inl.hpp"

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

// x² as a sum of two (Dekker 1971); |x| below 2^480.
HWY_INLINE Sum SquareInParts(V x) {
  const V shifted = hn::Mul(x, Set(0x1.0000002p27));
  const V high = hn::Sub(shifted, hn::Sub(shifted, x));
  const V low = hn::Sub(x, high);
  const V square = Square(x);
  const V cross = hn::Mul(high, low);
  const V error = hn::Add(hn::Add(hn::Sub(Square(high), square), hn::Add(cross, cross)), Square(low));
  return {square, error};
}

// The square root of a sum of two as a sum of two.
HWY_INLINE Sum RootInParts(Sum x) {
  const V root = hn::Sqrt(x.high);
  const Sum square = SquareInParts(root);
  const V rest = hn::Add(hn::Sub(hn::Sub(x.high, square.high), square.low), x.low);
  const V low = hn::Div(rest, hn::Add(root, root));
  return {root, Select(hn::Gt(root, hn::Zero(D())), low, hn::Zero(D()))};
}

// log(larger + smaller + rest) for larger >= smaller.
HWY_INLINE V LogOfSum(V larger, V smaller, V rest) {
  const V sum = hn::Add(larger, smaller);
  const V lost = hn::Add(hn::Add(hn::Sub(larger, sum), smaller), rest);
  const Mantissa split = SplitMantissa(sum);
  const V scaled = hn::Mul(lost, PowerOfTwo(hn::Neg(split.k)));
  const V f = hn::Add(split.f, scaled);
  return NaturalLog(split.k, f, hn::Add(hn::Sub(split.f, f), scaled));
}

struct Arcsinh : Op {
  // log(x + sqrt(x² + 1)), all in two parts.
  static V Core(V x) {
    const Sum square = SquareInParts(x);
    const V more = hn::Add(square.high, Set(1.0));
    const V lost = LostBySum(square.high, Set(1.0), more);
    const Sum root = RootInParts({more, hn::Add(lost, square.low)});
    return LogOfSum(root.high, x, root.low);
  }
  static V F64(V x) {
    const V absolute = hn::Abs(x);
    const M middle = hn::And(hn::Ge(absolute, Set(0x1p-28)), hn::Le(absolute, Set(0x1p28)));
    const V near = hn::CopySign(Core(Select(middle, absolute, Set(1.0))), x);
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
  // log(x + sqrt(x² - 1)), all in two parts.
  static V Core(V x) {
    const Sum square = SquareInParts(x);
    const V less = hn::Sub(square.high, Set(1.0));
    const V lost = hn::Add(hn::Sub(hn::Sub(square.high, less), Set(1.0)), square.low);
    const V high = hn::Add(less, lost);
    const Sum root = RootInParts({high, hn::Add(hn::Sub(less, high), lost)});
    return LogOfSum(x, root.high, root.low);
  }
  static V F64(V x) {
    const M middle = hn::And(hn::Ge(x, Set(1.0)), hn::Le(x, Set(0x1p28)));
    const V near = Core(Select(middle, x, Set(1.0)));
    if (HWY_LIKELY(hn::AllTrue(D(), middle))) return near;
    const V other = Select(hn::Gt(x, Set(1.0)), LogOfTwice(x), NotANumber());
    return Select(hn::IsNaN(x), x, Select(middle, near, other));
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
  // With 2^k near q = (1+x) / (1-x), s = (q - 2^k) / (q + 2^k): arctanh(x) = k ln(2) / 2 + arctanh(s).
  static V Core(V x) {
    constexpr double kHigh = 0x1.62e42fefa38p-2, kLow = 0x1.ef35793c7673p-46;  // ln(2) / 2
    const V one = Set(1.0);
    const V k = SplitMantissa(hn::Div(hn::Add(one, x), hn::Sub(one, x))).k;
    const V power = PowerOfTwo(k);
    const V scaled = hn::Mul(x, power);
    const V both = hn::Add(scaled, x), both_lost = hn::Add(hn::Sub(scaled, both), x);
    const V less = hn::Sub(one, power), less_lost = hn::Add(hn::Sub(Negative(power), less), one);
    const V nearly = hn::Add(less, both), little = hn::Add(both_lost, less_lost);
    const V numerator = hn::Add(nearly, little), numerator_lost = hn::Add(hn::Sub(nearly, numerator), little);
    // q + 2^k = (1 + 2^k) - (2^k - 1) x; the difference of the leading parts is exact.
    const V total = hn::Add(one, power), total_lost = hn::Add(hn::Sub(power, total), one);
    const V product = hn::Sub(scaled, x), product_lost = hn::Sub(hn::Sub(scaled, product), x);
    const V leading = hn::Sub(total, product), trailing = hn::Sub(total_lost, product_lost);
    const V denominator = hn::Add(leading, trailing);
    const V denominator_lost = hn::Add(hn::Sub(leading, denominator), trailing);
    const V quotient = hn::Div(numerator, denominator);
    // 1 / denominator to 10 % will do for what rounding lost.
    const V reciprocal = hn::Sub(Set(0.675), hn::Mul(denominator, Set(0.1035)));
    const V s_low = hn::Mul(hn::Sub(numerator_lost, hn::Mul(quotient, denominator_lost)), reciprocal);
    const V z = Square(quotient);
    const V series = hn::Mul(hn::Mul(quotient, hn::Mul(z, Set(0.5))), Polynomial(z, kLogSeries));
    const V rest = hn::Add(hn::Add(series, s_low), hn::Mul(k, Set(kLow)));
    return SumOfThree(hn::Mul(k, Set(kHigh)), quotient, rest);
  }
  static V F64(V x) {
    const V absolute = hn::Abs(x);
    const M inside = hn::Lt(absolute, Set(1.0));
    const V result = hn::CopySign(Core(Select(inside, absolute, Set(0.5))), x);
    if (HWY_LIKELY(hn::AllTrue(D(), inside))) return result;
    const V outside = Select(hn::Eq(absolute, Set(1.0)), hn::CopySign(Infinity(), x), NotANumber());
    return Select(inside, result, Select(hn::IsNaN(x), x, outside));
  }
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
