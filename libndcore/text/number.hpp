// Numbers as decimal digits. Used by the formats of arrays and by text files.
#pragma once

#include <string>

#include "dtype/elements.hpp"

namespace nd::text_format {

// Digits of a finite number without its sign, as d.ddd·10^exponent: "15" and 0 for 1.5.
struct Digits {
  std::string digits;
  int exponent = 0;
  bool negative = false;
};

// The shortest digits that read back as the same number of type T (float16, bfloat16, float, double).
template <class T>
Digits shortest_digits(T value);

// At most (unique) or exactly `precision` digits behind the point; negative: as many as the shortest form has.
// The result has a point always ("1.", "0.5") and no padding.
template <class T>
std::string positional(T value, int64_t precision, bool unique);
// The same with one digit before the point and an exponent of at least two digits: "1.5e+10".
template <class T>
std::string scientific(T value, int64_t precision, bool unique);

// 10 to the decimal precision of the type, at most 8: NumPy prints larger numbers of arrays in scientific notation.
template <class T>
constexpr double decimal_cutoff() {
  if constexpr (std::is_same_v<T, float16>) return 1e3;
  if constexpr (std::is_same_v<T, bfloat16>) return 1e2;
  if constexpr (std::is_same_v<T, float>) return 1e6;
  return 1e8;
}

// As NumPy's str of a scalar: positional between 1e-4 and 1e16 (the decimal cutoff for narrower types), else
// scientific. "nan", "inf", "-inf".
template <class T>
std::string shortest(T value);

}  // namespace nd::text_format
