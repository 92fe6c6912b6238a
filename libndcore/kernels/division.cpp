// floor_divide, remainder, fmod, divmod of integers. Dividing by zero gives 0 and raises divide; the smallest number by
// -1 gives itself and raises overflow. Division runs in floating point, where there are vectors of it: up to 16 bits in
// float32 and up to 32 bits in float64 the quotient rounds to the right side of every integer; see divide_64.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "kernels/division.cpp"
#include <hwy/foreach_target.h>

#include <limits>

#include "kernels/families.hpp"
#include "kernels/pair-inl.hpp"

#undef ND_VECTOR_DIVIDE_64
#if HWY_ARCH_X86 && (HWY_TARGET == HWY_AVX2 || HWY_TARGET == HWY_AVX3)
#define ND_VECTOR_DIVIDE_64 1
#else
#define ND_VECTOR_DIVIDE_64 0
#endif

HWY_BEFORE_NAMESPACE();
namespace nd::HWY_NAMESPACE {
namespace {

// Quotient and remainder of magnitudes, rounded towards zero.
struct Magnitudes {
  uint64_t quotient, remainder;
};

#if ND_VECTOR_DIVIDE_64
#if HWY_TARGET == HWY_AVX3
HWY_INLINE double to_double(uint64_t x) { return static_cast<double>(x); }
HWY_INLINE uint64_t to_integer(double x) { return static_cast<uint64_t>(x); }
#else
// AVX2 converts neither way: the halves of x stand below exponents that make them exact (one rounding, in the sum).
HWY_INLINE double to_double(uint64_t x) {
  const auto high = std::bit_cast<double>((x >> 32) | 0x4530000000000000);
  const auto low = std::bit_cast<double>((x & 0xffffffff) | 0x4330000000000000);
  return (high - 0x1.00000001p84) + low;
}
HWY_INLINE uint64_t to_integer(double x) {
  const double high = __builtin_floor(x * 0x1p-32);
  const double low = __builtin_floor(x - high * 0x1p32);
  return (std::bit_cast<uint64_t>(high + 0x1p52) << 32) | (std::bit_cast<uint64_t>(low + 0x1p52) & 0xffffffff);
}
#endif

// Twice an estimate from below, each with relative error 2^-49, then one correction. The first leaves a remainder under
// 2^15 + divisor, the second one under two divisors.
HWY_INLINE Magnitudes divide_64(uint64_t a, uint64_t divisor) {
  const double inverse = 1.0 / to_double(divisor) * (1 - 0x1p-50);
  const uint64_t first = to_integer(to_double(a) * inverse);
  const uint64_t rest = a - first * divisor;
  const uint64_t second = to_integer(to_double(rest) * inverse);
  const uint64_t remainder = rest - second * divisor;
  const bool one_more = remainder >= divisor;
  return {first + second + (one_more ? uint64_t{1} : uint64_t{0}), remainder - (one_more ? divisor : uint64_t{0})};
}
#else
HWY_INLINE Magnitudes divide_64(uint64_t a, uint64_t divisor) {
  const uint64_t quotient = a / divisor;
  return {quotient, a - quotient * divisor};
}
#endif

// Numbers of up to 32 bits as floating-point ones that hold every quotient closely enough.
template <class T>
using Ratio = std::conditional_t<sizeof(T) <= 2, float, double>;

template <class T>
HWY_INLINE Ratio<T> to_ratio(T x) {
  if constexpr (std::is_same_v<T, uint32_t>)
    return std::bit_cast<double>(uint64_t{x} | 0x4330000000000000) - 0x1p52;
  else
    return static_cast<Ratio<T>>(x);
}
// An integral quotient; 2^31, of the smallest int32 by -1, wraps.
template <class T>
HWY_INLINE T from_ratio(Ratio<T> x) {
  if constexpr (sizeof(T) <= 2)
    return static_cast<T>(static_cast<int32_t>(x));
  else
    return static_cast<T>(static_cast<uint32_t>(std::bit_cast<uint64_t>(x + 0x1.8p52)));
}

enum class Rounding { down, towards_zero };

template <class T>
struct Division : Elementwise {
  using U = std::make_unsigned_t<T>;
  U by_zero = 0, overflow = 0;

  // Quotient and remainder; both 0 where b is 0.
  template <Rounding kRounding>
  HWY_INLINE Pair<T, T> divide(T a, T b) {
    by_zero |= static_cast<U>(b == 0);
    const U nonzero = static_cast<U>(U{0} - static_cast<U>(b != 0));
    const T divisor = static_cast<T>(b | static_cast<T>(b == 0));
    const Pair<T, T> both = sizeof(T) == 8 ? wide<kRounding>(a, divisor) : narrow<kRounding>(a, divisor);
    return {static_cast<T>(static_cast<U>(both.first) & nonzero),
            static_cast<T>(static_cast<U>(both.second) & nonzero)};
  }
  HWY_INLINE void note_overflow(T a, T b) {
    if constexpr (std::is_signed_v<T>)
      overflow |= static_cast<U>(b == -1) & static_cast<U>(a == std::numeric_limits<T>::min());
  }
  void finish() const {
    if (by_zero != 0) raise_fp_flags(ND_FP_DIVIDE);
    if (overflow != 0) raise_fp_flags(ND_FP_OVERFLOW);
  }

 private:
  template <Rounding kRounding>
  static HWY_INLINE Pair<T, T> narrow(T a, T divisor) {
    if constexpr (sizeof(T) < 8) {
      const Ratio<T> ratio = to_ratio(a) / to_ratio(divisor);
      const T quotient = from_ratio<T>(rounded<kRounding>(ratio));
      // In 32 bits, where int would overflow for 16-bit factors.
      const uint32_t product = static_cast<uint32_t>(quotient) * static_cast<uint32_t>(divisor);
      return {quotient, static_cast<T>(static_cast<uint32_t>(a) - product)};
    } else {
      return {};
    }
  }
  template <Rounding kRounding, class R>
  static HWY_INLINE R rounded(R x) {
    if constexpr (sizeof(R) == sizeof(float))
      return kRounding == Rounding::down ? __builtin_floorf(x) : __builtin_truncf(x);
    else
      return kRounding == Rounding::down ? __builtin_floor(x) : __builtin_trunc(x);
  }

  template <Rounding kRounding>
  static HWY_INLINE Pair<T, T> wide(T a, T divisor) {
    const uint64_t a_sign = sign_of(a), b_sign = sign_of(divisor);
    const uint64_t b_size = (static_cast<uint64_t>(divisor) ^ b_sign) - b_sign;
    const Magnitudes sizes = divide_64((static_cast<uint64_t>(a) ^ a_sign) - a_sign, b_size);
    const uint64_t sign = a_sign ^ b_sign;
    uint64_t quotient = sizes.quotient, remainder = sizes.remainder, remainder_sign = a_sign;
    if constexpr (kRounding == Rounding::down && std::is_signed_v<T>) {
      const uint64_t moves = sign & (uint64_t{0} - static_cast<uint64_t>(remainder != 0));
      quotient -= moves;
      remainder = (remainder & ~moves) | ((b_size - remainder) & moves);
      remainder_sign = b_sign;
    }
    return {static_cast<T>((quotient ^ sign) - sign), static_cast<T>((remainder ^ remainder_sign) - remainder_sign)};
  }
  // All ones for negative numbers.
  static HWY_INLINE uint64_t sign_of(T x) {
    if constexpr (std::is_signed_v<T>)
      return static_cast<uint64_t>(int64_t{x} >> 63);
    else
      return 0;
  }
};

template <class T>
struct FloorDivide : Division<T> {
  T operator()(T a, T b) {
    this->note_overflow(a, b);
    return this->template divide<Rounding::down>(a, b).first;
  }
};
template <class T>
struct Remainder : Division<T> {
  T operator()(T a, T b) { return this->template divide<Rounding::down>(a, b).second; }
};
template <class T>
struct Fmod : Division<T> {
  T operator()(T a, T b) { return this->template divide<Rounding::towards_zero>(a, b).second; }
};
template <class T>
struct Divmod : Division<T> {
  Pair<T, T> operator()(T a, T b) {
    this->note_overflow(a, b);
    return this->template divide<Rounding::down>(a, b);
  }
};

template <class T>
void add_divisions(LoopTable& table) {
  add_loop(table, "floor_divide", {kCode<T>, kCode<T>, kCode<T>}, &binary<FloorDivide<T>, T, T, T>);
  add_loop(table, "remainder", {kCode<T>, kCode<T>, kCode<T>}, &binary<Remainder<T>, T, T, T>);
  // Unsigned: the same.
  using F = std::conditional_t<std::is_signed_v<T>, Fmod<T>, Remainder<T>>;
  add_loop(table, "fmod", {kCode<T>, kCode<T>, kCode<T>}, &binary<F, T, T, T>);
  add_loop(table, "divmod", {kCode<T>, kCode<T>, kCode<T>, kCode<T>}, &binary_pair<Divmod<T>, T>);
}

}  // namespace

void register_division(LoopTable& table) {
  for_each_type(IntegerTypes{}, [&]<class T>(Type<T>) { add_divisions<T>(table); });
}

}  // namespace nd::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace nd {
HWY_EXPORT(register_division);
void register_division(LoopTable& table) { HWY_DYNAMIC_DISPATCH(register_division)(table); }
}  // namespace nd
#endif
