// Arithmetic on single elements of any type, as the arrays' own: the 16-bit floats round once an operation, integers
// wrap. For ramps, where a whole ufunc call would be out of place.
#pragma once

#include <type_traits>

#include "dtype/elements.hpp"

namespace nd {

// Unsigned types wrap where signed ones are undefined; widths below int would promote to int.
template <class T>
using WrapType = std::conditional_t<(sizeof(T) < 4), uint32_t,
                                    std::make_unsigned_t<std::conditional_t<std::is_integral_v<T>, T, int>>>;

template <class T, class Op>
T elementwise(T a, T b, Op op) {
  if constexpr (std::is_integral_v<T>) {
    return static_cast<T>(op(static_cast<WrapType<T>>(a), static_cast<WrapType<T>>(b)));
  } else if constexpr (kIsHalf<T>) {
    return T(op(static_cast<float>(a), static_cast<float>(b)));
  } else if constexpr (kIsComplex<T>) {
    return T{op(a.re, b.re), op(a.im, b.im)};
  } else if constexpr (kIsBool<T>) {
    return T(op(int{a.value}, int{b.value}) != 0);
  } else {
    return op(a, b);
  }
}

template <class T>
T plus(T a, T b) {
  return elementwise(a, b, [](auto x, auto y) { return x + y; });
}

template <class T>
T minus(T a, T b) {
  return elementwise(a, b, [](auto x, auto y) { return x - y; });
}

template <class T>
T times(T a, T b) {
  if constexpr (kIsComplex<T>) {
    return T{a.re * b.re - a.im * b.im, a.re * b.im + a.im * b.re};
  } else {
    return elementwise(a, b, [](auto x, auto y) { return x * y; });
  }
}

// A count as an element, rounded to the type.
template <class T>
T from_count(int64_t count) {
  if constexpr (kIsHalf<T>) {
    return T(static_cast<float>(count));
  } else if constexpr (kIsComplex<T>) {
    return T{static_cast<decltype(T::re)>(count), 0};
  } else if constexpr (kIsBool<T>) {
    return T(count != 0);
  } else {
    return static_cast<T>(count);
  }
}

// a / b for the inexact types; complex numbers are divided by a real b through its reciprocal, as in NumPy.
template <class T>
T divided(T a, T b) {
  if constexpr (kIsComplex<T>) {
    const auto reciprocal = 1 / b.re;
    return T{a.re * reciprocal, a.im * reciprocal};
  } else {
    return elementwise(a, b, [](auto x, auto y) { return x / y; });
  }
}

}  // namespace nd
