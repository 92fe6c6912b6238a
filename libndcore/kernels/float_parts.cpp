// copysign, nextafter, spacing, ldexp, frexp, modf, heaviside: sign, exponent and significand of floats, mostly as
// integers, so that only what is meant to raises a floating-point status.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "kernels/float_parts.cpp"
#include <hwy/foreach_target.h>

#include <algorithm>

#include "kernels/families.hpp"
#include "kernels/pair-inl.hpp"

HWY_BEFORE_NAMESPACE();
namespace nd::HWY_NAMESPACE {
namespace {

// The layout of a float of any width.
template <class U, class S, int kStoredBits>
struct Layout {
  using Unsigned = U;
  using Signed = S;
  static constexpr int kSignificand = kStoredBits;  // stored bits of the significand
  static constexpr U kSign = static_cast<U>(U{1} << (8 * sizeof(U) - 1));
  static constexpr U kInfinity = static_cast<U>(kSign - (U{1} << kStoredBits));
  static constexpr U kMinNormal = static_cast<U>(U{1} << kStoredBits);
  static constexpr U kQuietNaN = static_cast<U>(kInfinity | (kMinNormal >> 1));
};
template <class T>
struct LayoutOf;
template <>
struct LayoutOf<float16> : Layout<uint16_t, int16_t, 10> {};
template <>
struct LayoutOf<bfloat16> : Layout<uint16_t, int16_t, 7> {};
template <>
struct LayoutOf<float> : Layout<uint32_t, int32_t, 23> {};
template <>
struct LayoutOf<double> : Layout<uint64_t, int64_t, 52> {};

template <class T>
using Word = typename LayoutOf<T>::Unsigned;

template <class T>
struct CopySign : Elementwise {
  T operator()(T a, T b) const {
    constexpr auto kSign = LayoutOf<T>::kSign;
    const auto x = std::bit_cast<Word<T>>(a), y = std::bit_cast<Word<T>>(b);
    return std::bit_cast<T>(static_cast<Word<T>>((x & ~kSign) | (y & kSign)));
  }
};

// Floats of one sign are ordered as their bits are: the next one is one up or down. Of equal zeros the second is the
// result, of float16 the first.
template <class T>
struct NextAfter : Elementwise {
  using L = LayoutOf<T>;
  using U = typename L::Unsigned;
  U overflow = 0, underflow = 0;

  T operator()(T a, T b) {
    const U x = std::bit_cast<U>(a), y = std::bit_cast<U>(b);
    const U x_size = x & static_cast<U>(~L::kSign), y_size = y & static_cast<U>(~L::kSign);
    const bool away = ((x ^ y) & L::kSign) == 0 && y_size > x_size;
    const U stepped = static_cast<U>(x + (away ? U{1} : static_cast<U>(-1)));
    const U moved = x_size == 0 ? static_cast<U>((y & L::kSign) | 1) : stepped;
    const bool equal = x == y || (x_size | y_size) == 0;
    const bool nan = x_size > L::kInfinity || y_size > L::kInfinity;
    const U moved_size = moved & static_cast<U>(~L::kSign);
    const U counts = static_cast<U>(U{0} - static_cast<U>(!equal && !nan));
    overflow |= static_cast<U>(counts & static_cast<U>(moved_size == L::kInfinity));
    underflow |= static_cast<U>(counts & static_cast<U>(moved_size < L::kMinNormal));
    return std::bit_cast<T>(nan ? L::kQuietNaN : equal ? (std::is_same_v<T, float16> ? x : y) : moved);
  }
  void finish() const {
    if (overflow != 0) raise_fp_flags(ND_FP_OVERFLOW);
    if (underflow != 0) raise_fp_flags(ND_FP_UNDERFLOW);
  }
};

// The distance to the next number away from zero, with the sign of x; for float16, as NumPy has it, to the next number
// upwards, which is positive.
template <class T>
struct Spacing : Elementwise {
  using L = LayoutOf<T>;
  using U = typename L::Unsigned;
  static constexpr bool kUpwards = std::is_same_v<T, float16>;
  U overflow = 0, invalid = 0;

  T operator()(T a) {
    const U x = std::bit_cast<U>(a), size = x & static_cast<U>(~L::kSign), sign = x & L::kSign;
    U exponent = static_cast<U>(size >> L::kSignificand);
    const bool at_power = (size & (L::kMinNormal - 1)) == 0;
    if (kUpwards) exponent = static_cast<U>(exponent - static_cast<U>(sign != 0 && at_power && exponent != 0));
    // Not 1 << (exponent - 1): without such an instruction compilers do it by way of floats, which raise invalid.
    constexpr U kBits = 8 * sizeof(U) - 1;
    const U below = exponent == 0 ? U{1} : static_cast<U>(L::kMinNormal >> ((L::kSignificand + 1 - exponent) & kBits));
    const U above = static_cast<U>((exponent - L::kSignificand) << L::kSignificand);
    U result = exponent > L::kSignificand ? above : below;
    const bool last = size == L::kInfinity - 1 && !(kUpwards && sign != 0);
    result = last ? L::kInfinity : result;
    const bool keeps_sign = !kUpwards && (size != 0 || std::is_same_v<T, bfloat16>);
    const bool unknown = size >= L::kInfinity;
    overflow |= static_cast<U>(last);
    invalid |= static_cast<U>(size == L::kInfinity && kUpwards);
    return std::bit_cast<T>(unknown ? L::kQuietNaN : static_cast<U>(result | (keeps_sign ? sign : U{0})));
  }
  void finish() const {
    if (overflow != 0) raise_fp_flags(ND_FP_OVERFLOW);
    if (invalid != 0) raise_fp_flags(ND_FP_INVALID);
  }
};

// x · 2^n, rounded once. A float's product is exact in double, and conversion rounds and raises what is to be raised.
struct Ldexp : Elementwise {
  template <class N>
  float operator()(float x, N n) const {
    const auto power = static_cast<uint64_t>(1023 + std::clamp<N>(n, -400, 400));
    return static_cast<float>(static_cast<double>(x) * std::bit_cast<double>(power << 52));
  }
  // A subnormal result comes from a normal number by one last product.
  template <class N>
  double operator()(double x, N n) const {
    const auto by = static_cast<int64_t>(std::clamp<N>(n, -2200, 2200));
    const auto special = mask_of<double>((magnitude_bits(x) == 0) | !is_finite(x));
    const auto subnormal = mask_of<double>(magnitude_bits(x) < int64_t{1} << 52);
    const uint64_t bits = float_bits(masked(special, 1.0, x) * masked(subnormal, 0x1p54, 1.0));
    const int64_t exponent = static_cast<int64_t>(bits >> 52 & 0x7ff) - static_cast<int64_t>(subnormal & 54) + by;
    const uint64_t rest = bits & 0x800fffffffffffff;
    // One product for all cases: a branch not taken must not overflow, and a special number must not at all.
    const int64_t reachable = std::clamp<int64_t>(exponent > 0 ? exponent : exponent + 60, 1, 2046);
    const uint64_t factor = exponent > 2046 ? uint64_t{2046} : exponent > 0 ? uint64_t{1023} : uint64_t{1023 - 60};
    const auto scaled = std::bit_cast<double>(rest | static_cast<uint64_t>(reachable) << 52);
    const double product = masked(special, 1.0, scaled) * masked(special, 1.0, std::bit_cast<double>(factor << 52));
    return masked(special, x, product);
  }
};

struct Frexp : Elementwise {
  template <class R>
  Pair<R, int32_t> operator()(R x) const {
    using L = LayoutOf<R>;
    using U = typename L::Unsigned;
    constexpr auto kBias = static_cast<int32_t>((L::kInfinity >> L::kSignificand) / 2);
    const U size = float_bits(x) & ~L::kSign;
    const auto subnormal = mask_of<R>(size < L::kMinNormal);
    constexpr R kUp = sizeof(R) == 8 ? R(0x1p54) : R(0x1p25F);
    const U bits = float_bits(x * masked(subnormal, kUp, R{1}));
    const auto exponent = static_cast<int32_t>(bits >> L::kSignificand & (L::kInfinity >> L::kSignificand));
    const bool plain = (size != 0) & (size < L::kInfinity);
    const U half = (bits & ~L::kInfinity) | (static_cast<U>(kBias - 1) << L::kSignificand);
    const int32_t lift = subnormal != 0 ? (sizeof(R) == 8 ? 54 : 25) : 0;
    return {masked(mask_of<R>(plain), std::bit_cast<R>(half), x), plain ? exponent - (kBias - 1) - lift : 0};
  }
};

// Fractional and integral part, both with the sign of x.
struct Modf : Elementwise {
  template <class R>
  Pair<R, R> operator()(R x) const {
    const R whole = sizeof(R) == 8 ? static_cast<R>(__builtin_trunc(x)) : __builtin_truncf(static_cast<float>(x));
    const auto infinite = mask_of<R>(is_inf(x));
    const R rest = masked(infinite, R{0}, x) - masked(infinite, R{0}, whole);
    return {CopySign<R>{}(rest, x), whole};
  }
};

struct Heaviside : Elementwise {
  template <class R>
  R operator()(R x, R at_zero) const {
    const auto zero = mask_of<R>(magnitude_bits(x) == 0), nan = mask_of<R>(is_nan(x));
    const auto negative = mask_of<R>((float_bits(x) & kSignBit<R>) != 0);
    return masked(zero, at_zero, masked(nan, x, masked(negative, R{0}, R{1})));
  }
};

template <template <class> class Op, class... Ts>
void add_binary_of_layout(LoopTable& table, std::string_view name, TypeList<Ts...>) {
  (add_loop(table, name, {kCode<Ts>, kCode<Ts>, kCode<Ts>}, &binary<Op<Ts>, Ts, Ts, Ts>), ...);
}
template <class... Ts>
void add_spacing(LoopTable& table, TypeList<Ts...>) {
  (add_loop(table, "spacing", {kCode<Ts>, kCode<Ts>}, &unary<Spacing<Ts>, Ts, Ts>), ...);
}

template <class... Ts>
void add_ldexp(LoopTable& table, TypeList<Ts...>) {
  const auto add = [&]<class T, class N>(Type<T>, Type<N>) {
    if constexpr (kIsHalf<T>)
      add_half_loop<T, 2, 3, 5>(table, "ldexp", {kCode<T>, kCode<N>, kCode<T>}, &binary<Ldexp, float, N, float>);
    else
      add_loop(table, "ldexp", {kCode<T>, kCode<N>, kCode<T>}, &binary<Ldexp, T, N, T>);
  };
  // Every float with the narrow exponent before those with the wide one, but for double, as NumPy searches them.
  (add(Type<Ts>{}, Type<int32_t>{}), ...);
  (add(Type<Ts>{}, Type<int64_t>{}), ...);
}

template <class T>
void add_pairs(LoopTable& table) {
  if constexpr (kIsHalf<T>) {
    add_half_loop<T, 1, 3, 3>(table, "frexp", {kCode<T>, kCode<T>, ND_INT32},
                              &unary_pair<Frexp, float, float, int32_t>);
    add_half_loop<T, 1, 3, 7>(table, "modf", {kCode<T>, kCode<T>, kCode<T>}, &unary_pair<Modf, float, float, float>);
  } else {
    add_loop(table, "frexp", {kCode<T>, kCode<T>, ND_INT32}, &unary_pair<Frexp, T, T, int32_t>);
    add_loop(table, "modf", {kCode<T>, kCode<T>, kCode<T>}, &unary_pair<Modf, T, T, T>);
  }
}

}  // namespace

void register_float_parts(LoopTable& table) {
  add_binary_of_layout<CopySign>(table, "copysign", FloatTypes{});
  add_binary_of_layout<NextAfter>(table, "nextafter", FloatTypes{});
  add_spacing(table, FloatTypes{});
  add_ldexp(table, TypeList<float16, bfloat16, float>{});
  add_ldexp(table, TypeList<double>{});
  for_each_type(FloatTypes{}, [&]<class T>(Type<T>) { add_pairs<T>(table); });
  add_binary_loops<Heaviside>(table, "heaviside", FloatTypes{});
}

}  // namespace nd::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace nd {
HWY_EXPORT(register_float_parts);
void register_float_parts(LoopTable& table) { HWY_DYNAMIC_DISPATCH(register_float_parts)(table); }
}  // namespace nd
#endif
