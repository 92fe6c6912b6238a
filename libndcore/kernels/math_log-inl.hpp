// Per instruction set: log, log2, log10, log1p: x = 2^k (1 + f), the series of log((1+s)/(1-s)) in s = f / (2 + f), and
// the leading terms summed in an order that loses less than one ULP (the scheme of fdlibm's e_log.c and FreeBSD's
// k_log.h).
#if defined(NDCORE_MATH_LOG_INL) == defined(HWY_TARGET_TOGGLE)
#ifdef NDCORE_MATH_LOG_INL
#undef NDCORE_MATH_LOG_INL
#else
#define NDCORE_MATH_LOG_INL
#endif

#include "kernels/math_short-inl.hpp"

HWY_BEFORE_NAMESPACE();
namespace nd::kernels::math::HWY_NAMESPACE {

// log(1 + f) = f - half_square + s (half_square + series)
struct LogTerms {
  V half_square, product;
};
HWY_INLINE LogTerms SeriesOf(V f) {
  const V s = hn::Div(f, hn::Add(f, Set(2.0)));
  const V z = Square(s);
  const V half_square = hn::Mul(hn::Mul(f, Set(0.5)), f);
  return {half_square, hn::Mul(s, hn::Add(half_square, hn::Mul(z, Polynomial(z, kLogSeries))))};
}

// k ln 2 + log(1 + f + more), `more` below an ULP of f
HWY_INLINE V NaturalLog(V k, V f, V more) {
  constexpr double kHigh = 0x1.62e42fefa38p-1, kLow = 0x1.ef35793c7673p-45;
  const LogTerms terms = SeriesOf(f);
  const V low = hn::Add(hn::Mul(k, Set(kLow)), more);
  const V small = hn::Sub(terms.half_square, hn::Add(terms.product, low));
  return hn::Sub(hn::Mul(k, Set(kHigh)), hn::Sub(small, f));
}
HWY_INLINE V NaturalLog(V k, V f) { return NaturalLog(k, f, hn::Zero(D())); }

// log(1 + f) as high + low, high with 21 bits.
struct TwoParts {
  V high, low;
};
HWY_INLINE TwoParts LogInParts(V f) {
  const LogTerms terms = SeriesOf(f);
  const V high = hn::And(hn::Sub(f, terms.half_square), Bits(0xffffffff00000000));
  return {high, hn::Add(hn::Sub(hn::Sub(f, high), terms.half_square), terms.product)};
}

// first + second + rest, where first is 0 or the larger of the first two.
HWY_INLINE V SumOfThree(V first, V second, V rest) {
  const V sum = hn::Add(first, second);
  return hn::Add(sum, hn::Add(rest, hn::Add(hn::Sub(first, sum), second)));
}

// Gives `kCore` the positive normal numbers and answers for all others.
template <V (*kCore)(V k, V f)>
HWY_INLINE V LogOf(V x) {
  const M normal =
      hn::And(hn::Ge(x, Set(std::numeric_limits<double>::min())), hn::Le(x, Set(std::numeric_limits<double>::max())));
  if (HWY_LIKELY(hn::AllTrue(D(), normal))) {
    const Mantissa split = SplitMantissa(x);
    return kCore(split.k, split.f);
  }
  const M tiny = hn::Lt(x, Set(std::numeric_limits<double>::min()));
  const Mantissa split = SplitMantissa(Select(tiny, hn::Mul(x, Set(0x1p54)), x));
  const V finite = kCore(Select(tiny, hn::Sub(split.k, Set(54.0)), split.k), split.f);
  const V zero = hn::Zero(D());
  const V below = Select(hn::Eq(x, zero), Negative(Infinity()), NotANumber());
  const V positive = Select(hn::Eq(x, Infinity()), x, finite);
  return Select(hn::IsNaN(x), x, Select(hn::Gt(x, zero), positive, below));
}

// float32 values are normal numbers in float64.
HWY_INLINE V ShortLogOf(V x, double per_k, double factor) {
  const V zero = hn::Zero(D());
  const V finite = ShortLog(x, per_k, factor);
  const M ordinary = hn::And(hn::Gt(x, zero), hn::Lt(x, Infinity()));
  if (HWY_LIKELY(hn::AllTrue(D(), ordinary))) return finite;
  const V below = Select(hn::Eq(x, zero), Negative(Infinity()), NotANumber());
  const V other = Select(hn::Lt(zero, x), x, below);
  return Select(ordinary, finite, Select(hn::IsNaN(x), x, other));
}

struct LogOp : Op {
  static M Pole(V x) { return hn::Eq(x, hn::Zero(D())); }
};

struct Log : LogOp {
  static V Core(V k, V f) { return NaturalLog(k, f); }
  static V F64(V x) { return LogOf<Core>(x); }
  static V F32(V x) { return ShortLogOf(x, kLn2, 1.0); }
};

struct Log2 : LogOp {
  static V Core(V k, V f) {
    constexpr double kHigh = 0x1.71547652p+0, kLow = 0x1.705fc2eefa2p-33;
    const TwoParts log = LogInParts(f);
    const V rest = hn::Add(hn::Mul(hn::Add(log.low, log.high), Set(kLow)), hn::Mul(log.low, Set(kHigh)));
    return SumOfThree(k, hn::Mul(log.high, Set(kHigh)), rest);
  }
  static V F64(V x) { return LogOf<Core>(x); }
  static V F32(V x) { return ShortLogOf(x, 1.0, kLog2e); }
};

struct Log10 : LogOp {
  static constexpr double kLog10Of2 = 0x1.34413509f79ffp-2, kLog10OfE = 0x1.bcb7b1526e50ep-2;
  static V Core(V k, V f) {
    constexpr double kHigh = 0x1.bcb7b152p-2, kLow = 0x1.b9438ca9aadd5p-36;
    constexpr double kPerHigh = 0x1.34413509f6p-2, kPerLow = 0x1.9fef311f12b36p-42;
    const TwoParts log = LogInParts(f);
    const V rest = hn::Add(hn::Add(hn::Mul(hn::Add(log.low, log.high), Set(kLow)), hn::Mul(k, Set(kPerLow))),
                           hn::Mul(log.low, Set(kHigh)));
    return SumOfThree(hn::Mul(k, Set(kPerHigh)), hn::Mul(log.high, Set(kHigh)), rest);
  }
  static V F64(V x) { return LogOf<Core>(x); }
  static V F32(V x) { return ShortLogOf(x, kLog10Of2, kLog10OfE); }
};

struct Log1p : Op {
  static M Pole(V x) { return hn::Eq(x, Set(-1.0)); }
  // -1 < x < 2^60: what 1 + x loses is put back into f.
  static V Core(V x) {
    const V sum = hn::Add(Set(1.0), x);
    const V part = hn::Sub(sum, Set(1.0));
    const V lost = hn::Add(hn::Sub(Set(1.0), hn::Sub(sum, part)), hn::Sub(x, part));
    const Mantissa split = SplitMantissa(sum);
    const V scaled = hn::Mul(lost, PowerOfTwo(hn::Neg(split.k)));
    const V f = hn::Add(split.f, scaled);
    return hn::CopySign(NaturalLog(split.k, f, hn::Add(hn::Sub(split.f, f), scaled)), x);
  }
  static V F64(V x) {
    if (HWY_LIKELY(hn::AllTrue(D(), hn::And(hn::Gt(x, Set(-1.0)), hn::Lt(x, Set(0x1p60)))))) return Core(x);
    const V core = Core(Select(hn::Gt(x, Set(-1.0)), hn::Min(x, Set(0x1p60)), hn::Zero(D())));
    const V below = Select(hn::Eq(x, Set(-1.0)), Negative(Infinity()), NotANumber());
    const V result = Select(hn::Lt(x, Set(0x1p60)), core, Log::F64(x));
    return Select(hn::IsNaN(x), x, Select(hn::Gt(x, Set(-1.0)), result, below));
  }
  static V F32(V x) {
    const M ordinary = hn::And(hn::Gt(x, Set(-1.0)), hn::Lt(x, Infinity()));
    const V finite = hn::CopySign(ShortLog1p(x), x);
    if (HWY_LIKELY(hn::AllTrue(D(), ordinary))) return finite;
    const V below = Select(hn::Eq(x, Set(-1.0)), Negative(Infinity()), NotANumber());
    const V other = Select(hn::Lt(hn::Zero(D()), x), x, below);
    return Select(ordinary, finite, Select(hn::IsNaN(x), x, other));
  }
};

}  // namespace nd::kernels::math::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();
#endif  // include guard per target
