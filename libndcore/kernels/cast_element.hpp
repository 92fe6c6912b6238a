// The value rule of every cast between two element types, for one element. Loops over it vectorise.
// Float to integer is as NumPy on x86-64, on every CPU: out of range gives the lowest integer, then the low bits.
#pragma once

#include <bit>
#include <cstdint>
#include <limits>
#include <type_traits>

#include "dtype/elements.hpp"
#include "ndcore/types.h"

namespace nd::kernels {

// An element's value in a type that C++ can convert: float for the 16-bit floats, the real part of complex numbers.
template <class T>
[[gnu::always_inline]] inline auto plain_value(T value) {
  if constexpr (kIsHalf<T>) {
    return static_cast<float>(value);
  } else if constexpr (kIsComplex<T>) {
    return value.re;
  } else if constexpr (kIsBool<T>) {
    return static_cast<uint8_t>(value.value != 0);
  } else {
    return value;
  }
}

// cvttsd2si and its relatives truncate as NumPy does, and raise invalid where they cannot.
#if defined(__x86_64__) || defined(_M_X64)
inline constexpr bool kTruncatesAsX86 = true;
#else
inline constexpr bool kTruncatesAsX86 = false;
#endif

template <class Int, class Float>
[[gnu::always_inline]] inline bool can_truncate(Float value) {
  constexpr Float limit = static_cast<Float>(uint64_t{1} << (8 * sizeof(Int) - 1));
  constexpr bool exact = sizeof(Float) > sizeof(Int);  // there are numbers between -limit - 1 and -limit
  return (exact ? value > -limit - 1 : value >= -limit) & (value < limit);
}

// Truncates to int32_t or int64_t; NaN, infinities and values out of range give the lowest integer.
template <class Int, class Float>
[[gnu::always_inline]] inline Int truncate(Float value) {
  if constexpr (kTruncatesAsX86) return static_cast<Int>(value);
  return can_truncate<Int>(value) ? static_cast<Int>(value) : std::numeric_limits<Int>::min();
}

// From here on the highest bit of a uint64_t is set, and truncated is the rest.
constexpr double kUpperHalf = 0x1p63;

// The signed integer by way of which a float becomes a To.
template <class To>
using Truncated = std::conditional_t<sizeof(To) == 8 || std::is_same_v<To, uint32_t>, int64_t, int32_t>;

template <class To, class Float>
[[gnu::always_inline]] inline To float_to_integer(Float value) {
  if constexpr (std::is_same_v<To, uint64_t>) {
    // One conversion of a value chosen beforehand: converting both halves would raise the invalid flag in vain.
    constexpr Float half = static_cast<Float>(kUpperHalf);
    const bool upper = value >= half;
    const auto low = static_cast<uint64_t>(truncate<int64_t>(upper ? value - half : value));
    return low ^ (static_cast<uint64_t>(upper) << 63);
  } else {
    // NumPy gives this for uint32_t on strided data and single elements; on contiguous data its answer out of range
    // depends on the element's position in the array.
    return static_cast<To>(truncate<Truncated<To>>(value));
  }
}

// |x| as an integer of the same order: comparing these raises nothing for NaNs, whatever instructions the compiler
// chooses.
template <class Float>
[[gnu::always_inline]] inline auto magnitude_bits(Float x) {
  using Bits = std::conditional_t<sizeof(Float) == 8, int64_t, int32_t>;
  return std::bit_cast<Bits>(x) & std::numeric_limits<Bits>::max();
}
template <class Float>
[[gnu::always_inline]] inline bool is_finite(Float x) {
  return magnitude_bits(x) < std::bit_cast<decltype(magnitude_bits(x))>(std::numeric_limits<Float>::infinity());
}

// A double as a float rounded to odd, so that a second rounding to 11 bits gives what a single one would.
[[gnu::always_inline]] inline float round_to_odd(double value) {
  const auto rounded = static_cast<float>(value);
  const double back = rounded;
  const uint32_t bits = std::bit_cast<uint32_t>(rounded);
  const bool inexact = (magnitude_bits(back) != magnitude_bits(value)) & is_finite(value);
  const bool away = inexact & (magnitude_bits(back) > magnitude_bits(value));
  return std::bit_cast<float>((bits - static_cast<uint32_t>(away)) | static_cast<uint32_t>(inexact));
}

template <class To, class From>
[[gnu::always_inline]] inline To cast_element(From from) {
  if constexpr (std::is_same_v<To, From>) {
    return from;
  } else if constexpr (kIsBool<To>) {
    if constexpr (kIsComplex<From>) {
      return To(from.re != 0 || from.im != 0);
    } else {
      return To(plain_value(from) != 0);
    }
  } else if constexpr (kIsComplex<To> && kIsComplex<From>) {
    using Part = decltype(To::re);
    return To{static_cast<Part>(from.re), static_cast<Part>(from.im)};
  } else if constexpr (kIsComplex<To>) {
    return To{cast_element<decltype(To::re)>(from), 0};
  } else {
    const auto value = plain_value(from);
    using Value = std::remove_const_t<decltype(value)>;
    if constexpr (std::is_same_v<To, float16> && std::is_same_v<Value, double>) {
      return To(round_to_odd(value));
    } else if constexpr (kIsHalf<To>) {
      return To(static_cast<float>(value));
    } else if constexpr (std::is_floating_point_v<Value> && std::is_integral_v<To>) {
      return float_to_integer<To>(value);
    } else {
      return static_cast<To>(value);
    }
  }
}

// Whether a cast of this element raises kCastFlag<To> though no instruction does: the integer tricks of float16 raise
// nothing, and conversions to integers are not everywhere those that raise invalid as x86's do.
template <class To>
inline constexpr int32_t kCastFlag = std::is_same_v<To, float16> ? ND_FP_OVERFLOW : ND_FP_INVALID;
template <class To, class From>
[[gnu::always_inline]] inline bool cast_raises(From from, To to) {
  const auto value = plain_value(from);
  using Value = std::remove_const_t<decltype(value)>;
  constexpr bool truncates = std::is_floating_point_v<Value> && std::is_integral_v<To>;
  if constexpr (std::is_same_v<To, float16>) {
    const bool infinite = (to.bits & 0x7fffu) == 0x7c00u;
    if constexpr (std::is_floating_point_v<Value>)
      return infinite & is_finite(value);
    else
      return infinite;
  } else if constexpr (truncates && !kTruncatesAsX86) {
    constexpr auto half = static_cast<Value>(kUpperHalf);
    return !can_truncate<Truncated<To>>(std::is_same_v<To, uint64_t> && value >= half ? value - half : value);
  } else {
    return false;
  }
}

}  // namespace nd::kernels
