// The C++ types of array elements that C++ itself lacks, and the list of all element types.
// Booleans are bytes, so that foreign memory with other values than 0 and 1 is no undefined behaviour.
#pragma once

#include <bit>
#include <cstdint>
#include <tuple>
#include <type_traits>

#include "ndcore/types.h"

namespace nd {

struct bool8 {
  uint8_t value = 0;
  bool8() = default;
  constexpr explicit bool8(bool v) : value(v ? 1 : 0) {}
  constexpr explicit operator bool() const { return value != 0; }
  friend constexpr bool operator==(bool8 a, bool8 b) { return (a.value != 0) == (b.value != 0); }
};

// IEEE binary16. Arithmetic goes through float and rounds once an operation.
// The conversions are exact (to float) or round to nearest even (from float), without branches so that loops over them
// vectorise; the bit tricks are those of F. Giesen's "half-to-float done quick" and its reverse.
struct float16 {
  uint16_t bits = 0;
  float16() = default;
  explicit float16(float value) : bits(from_float(value)) {}
  explicit operator float() const { return to_float(bits); }

  static float to_float(uint16_t h) {
    const uint32_t sign = static_cast<uint32_t>(h & 0x8000u) << 16;
    const uint32_t magnitude = h & 0x7fffu;
    // Normal numbers move their exponent bias from 15 to 127; infinities and NaNs move to the top.
    uint32_t normal = (magnitude << 13) + ((127u - 15u) << 23);
    normal += magnitude >= 0x7c00u ? ((255u - 31u - (127u - 15u)) << 23) : 0u;
    // Subnormals are magnitude · 2^-24, which float represents exactly.
    const uint32_t subnormal = std::bit_cast<uint32_t>(static_cast<float>(static_cast<int32_t>(magnitude)) * 0x1p-24f);
    return std::bit_cast<float>(sign | (magnitude < 0x0400u ? subnormal : normal));
  }

  static uint16_t from_float(float value) {
    const uint32_t word = std::bit_cast<uint32_t>(value);
    const uint32_t sign = (word >> 16) & 0x8000u;
    const uint32_t magnitude = word & 0x7fffffffu;
    // Rounds the mantissa to 10 bits, to nearest even; a carry walks into the exponent, as it should.
    const uint32_t rounded = magnitude + 0x0fffu + ((magnitude >> 13) & 1u);
    const uint32_t normal = (rounded - ((127u - 15u) << 23)) >> 13;
    // Below 2^-14: adding 0.5 lets the hardware round to a multiple of 2^-24.
    const uint32_t small = magnitude < 0x38800000u ? magnitude : 0u;
    const uint32_t subnormal = std::bit_cast<uint32_t>(std::bit_cast<float>(small) + 0.5f) - 0x3f000000u;
    const uint32_t nan = 0x7e00u | ((magnitude >> 13) & 0x3ffu);
    uint32_t result = magnitude < 0x38800000u ? subnormal : normal;
    result = magnitude >= 0x477ff000u ? 0x7c00u : result;
    result = magnitude > 0x7f800000u ? nan : result;
    return static_cast<uint16_t>(sign | result);
  }
};

// The upper half of a float; rounds to nearest even.
struct bfloat16 {
  uint16_t bits = 0;
  bfloat16() = default;
  explicit bfloat16(float value) : bits(from_float(value)) {}
  explicit operator float() const { return std::bit_cast<float>(static_cast<uint32_t>(bits) << 16); }

  static uint16_t from_float(float value) {
    const uint32_t word = std::bit_cast<uint32_t>(value);
    const uint32_t rounded = (word + 0x7fffu + ((word >> 16) & 1u)) >> 16;
    const bool is_nan = (word & 0x7fffffffu) > 0x7f800000u;
    return static_cast<uint16_t>(is_nan ? ((word >> 16) & 0x8000u) | 0x7fc0u : rounded);
  }
};

// A complex number as NumPy stores it. Plain struct: std::complex brings libgcc's slow multiplication.
template <class T>
struct complex {
  T re{}, im{};
};
using complex64 = complex<float>;
using complex128 = complex<double>;

template <class... Ts>
struct TypeList {};

// In the order of the dtype codes.
using AllTypes = TypeList<bool8, int8_t, uint8_t, int16_t, uint16_t, int32_t, uint32_t, int64_t, uint64_t, float16,
                          bfloat16, float, double, complex64, complex128>;
using IntegerTypes = TypeList<int8_t, uint8_t, int16_t, uint16_t, int32_t, uint32_t, int64_t, uint64_t>;
using SignedTypes = TypeList<int8_t, int16_t, int32_t, int64_t>;
using UnsignedTypes = TypeList<uint8_t, uint16_t, uint32_t, uint64_t>;
using HalfTypes = TypeList<float16, bfloat16>;
using FloatTypes = TypeList<float16, bfloat16, float, double>;
using ComplexTypes = TypeList<complex64, complex128>;

inline constexpr int32_t kTypeCount = 15;
// Codes of dtypes that clients register lie from here to below kTypeCodes (dtype/user_type.hpp).
inline constexpr nd_type_code kFirstUserCode = 128;
inline constexpr nd_type_code kTypeCodes = 256;
// No element of any dtype is larger.
inline constexpr int64_t kMaxItemsize = 16;

// Throws ND_TYPE_ERROR: an operation that has no rule for a registered dtype.
[[noreturn]] void fail_user_type(nd_type_code code);

template <class T>
struct Type {
  using type = T;
};

namespace detail {
template <class T, class List>
struct IndexOf;
template <class T, class... Rest>
struct IndexOf<T, TypeList<T, Rest...>> : std::integral_constant<int32_t, 0> {};
template <class T, class First, class... Rest>
struct IndexOf<T, TypeList<First, Rest...>>
    : std::integral_constant<int32_t, 1 + IndexOf<T, TypeList<Rest...>>::value> {};
}  // namespace detail

// The dtype code (ND_FLOAT64 …) of an element type.
template <class T>
inline constexpr nd_type_code kCode = detail::IndexOf<T, AllTypes>::value;

template <class T>
inline constexpr bool kIsHalf = std::is_same_v<T, float16> || std::is_same_v<T, bfloat16>;
template <class T>
inline constexpr bool kIsComplex = std::is_same_v<T, complex64> || std::is_same_v<T, complex128>;
template <class T>
inline constexpr bool kIsBool = std::is_same_v<T, bool8>;
template <class T>
inline constexpr bool kIsInteger = std::is_integral_v<T> && !kIsBool<T>;
template <class T>
inline constexpr bool kIsFloat = std::is_floating_point_v<T> || kIsHalf<T>;

// Calls f(Type<T>{}) for every T of the list.
template <class... Ts, class F>
constexpr void for_each_type(TypeList<Ts...>, F&& f) {
  (f(Type<Ts>{}), ...);
}

// Calls f(Type<T>{}) for the T of a dtype code and returns its result. A registered dtype is ND_TYPE_ERROR.
template <class F>
decltype(auto) visit_type(nd_type_code code, F&& f) {
  switch (code) {
    case ND_BOOL: return f(Type<bool8>{});
    case ND_INT8: return f(Type<int8_t>{});
    case ND_UINT8: return f(Type<uint8_t>{});
    case ND_INT16: return f(Type<int16_t>{});
    case ND_UINT16: return f(Type<uint16_t>{});
    case ND_INT32: return f(Type<int32_t>{});
    case ND_UINT32: return f(Type<uint32_t>{});
    case ND_INT64: return f(Type<int64_t>{});
    case ND_UINT64: return f(Type<uint64_t>{});
    case ND_FLOAT16: return f(Type<float16>{});
    case ND_BFLOAT16: return f(Type<bfloat16>{});
    case ND_FLOAT32: return f(Type<float>{});
    case ND_FLOAT64: return f(Type<double>{});
    case ND_COMPLEX64: return f(Type<complex64>{});
    case ND_COMPLEX128: return f(Type<complex128>{});
    default: fail_user_type(code);
  }
}

}  // namespace nd
