// The value rule of every cast between two element types, for one element. Loops over it vectorise.
// Float to integer is as NumPy on x86-64, on every CPU: out of range gives the lowest integer, then the low bits.
#pragma once

#include <bit>
#include <cstdint>
#include <limits>
#include <type_traits>

#include "dtype/elements.hpp"

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

// Truncates to int32_t or int64_t; NaN, infinities and values out of range give the lowest integer.
template <class Int, class Float>
[[gnu::always_inline]] inline Int truncate(Float value) {
#if defined(__x86_64__) || defined(_M_X64)
  return static_cast<Int>(value);  // cvttsd2si and its relatives do just that
#else
  constexpr Float limit = static_cast<Float>(uint64_t{1} << (8 * sizeof(Int) - 1));
  return value >= -limit && value < limit ? static_cast<Int>(value) : std::numeric_limits<Int>::min();
#endif
}

template <class To, class Float>
[[gnu::always_inline]] inline To float_to_integer(Float value) {
  if constexpr (std::is_same_v<To, uint64_t>) {
    // One conversion of a value chosen beforehand: converting both halves would raise the invalid flag in vain.
    constexpr Float half = static_cast<Float>(0x1p63);
    const bool upper = value >= half;
    const auto low = static_cast<uint64_t>(truncate<int64_t>(upper ? value - half : value));
    return low ^ (static_cast<uint64_t>(upper) << 63);
  } else if constexpr (std::is_same_v<To, uint32_t>) {
    // NumPy gives this on strided data and single elements; on contiguous data its answer out of range depends on the
    // element's position in the array.
    return static_cast<uint32_t>(truncate<int64_t>(value));
  } else if constexpr (sizeof(To) == 8) {
    return truncate<int64_t>(value);
  } else {
    return static_cast<To>(truncate<int32_t>(value));
  }
}

// A double as a float rounded to odd, so that a second rounding to 11 bits gives what a single one would.
[[gnu::always_inline]] inline float round_to_odd(double value) {
  const auto rounded = static_cast<float>(value);
  const double back = rounded;
  const uint32_t bits = std::bit_cast<uint32_t>(rounded);
  const bool away = __builtin_fabs(back) > __builtin_fabs(value);
  const bool inexact = back < value || back > value;  // false for NaN
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

// True if a cast to float16 overflowed: the integer tricks of float16 raise no flag of the CPU.
template <class From>
[[gnu::always_inline]] inline bool overflowed(From from, float16 to) {
  if constexpr (std::is_floating_point_v<decltype(plain_value(from))>) {
    using Value = decltype(plain_value(from));
    const Value value = plain_value(from);
    return (to.bits & 0x7fffu) == 0x7c00u && value <= std::numeric_limits<Value>::max() &&
           value >= std::numeric_limits<Value>::lowest();
  } else {
    return (to.bits & 0x7fffu) == 0x7c00u;
  }
}

}  // namespace nd::kernels
