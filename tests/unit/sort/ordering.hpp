// What the tests of sort/ and sets/ compare with: numbers full of repetitions, NaNs and zeros of both signs, and
// NumPy's order of them, written out without the engine.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <numeric>
#include <vector>

#include "elements.hpp"
#include "errors.hpp"
#include "sort/sort.hpp"

namespace nd::test {

template <class T>
T number_at(int64_t i) {
  const int64_t mixed = (i * 7919 + i * i % 31) % 1009;
  constexpr double kInf = std::numeric_limits<double>::infinity();
  const double special[] = {std::nan(""), -0.0, 0.0, kInf, -kInf};
  const double real = mixed % 11 == 0 ? special[mixed % 5] : static_cast<double>(mixed % 61) - 30;
  if constexpr (kIsBool<T>) {
    return T(mixed % 2 == 0);
  } else if constexpr (kIsComplex<T>) {
    using Part = decltype(T::re);
    const double imaginary = mixed % 13 == 0 ? std::nan("") : static_cast<double>(mixed % 3);
    return {static_cast<Part>(real), static_cast<Part>(imaginary)};
  } else if constexpr (kIsHalf<T>) {
    return T(static_cast<float>(real));
  } else if constexpr (std::is_floating_point_v<T>) {
    return static_cast<T>(real);
  } else {
    const T extremes[] = {std::numeric_limits<T>::min(), std::numeric_limits<T>::max()};
    return mixed % 11 == 0 ? extremes[mixed % 2] : static_cast<T>(mixed % 61 - 30);
  }
}

template <class T>
std::vector<T> jumbled(int64_t n) {
  std::vector<T> result;
  for (int64_t i = 0; i < n; ++i) result.push_back(number_at<T>(i));
  return result;
}

// a before b? Real numbers: NaNs last. Complex ones: those with NaNs last, (x, NaN) before (NaN, y) before (NaN, NaN).
template <class T>
bool before(T a, T b) {
  if constexpr (kIsComplex<T>) {
    const auto group = [](T z) { return std::isnan(z.re) ? (std::isnan(z.im) ? 3 : 2) : std::isnan(z.im) ? 1 : 0; };
    if (group(a) != group(b)) return group(a) < group(b);
    if (group(a) == 1) return a.re < b.re;
    if (group(a) == 2) return a.im < b.im;
    return group(a) == 0 && (a.re < b.re || (a.re == b.re && a.im < b.im));
  } else if constexpr (kIsBool<T>) {
    return a.value < b.value;
  } else if constexpr (kIsFloat<T>) {
    const auto x = static_cast<double>(static_cast<std::conditional_t<kIsHalf<T>, float, T>>(a));
    const auto y = static_cast<double>(static_cast<std::conditional_t<kIsHalf<T>, float, T>>(b));
    return std::isnan(y) ? !std::isnan(x) : x < y;
  } else {
    return a < b;
  }
}

// Positions that sort, equal elements in their old order.
template <class T>
std::vector<int64_t> stable_order(const std::vector<T>& numbers) {
  std::vector<int64_t> order(numbers.size());
  std::iota(order.begin(), order.end(), int64_t{0});
  std::stable_sort(order.begin(), order.end(), [&](int64_t i, int64_t j) {
    return before(numbers[static_cast<size_t>(i)], numbers[static_cast<size_t>(j)]);
  });
  return order;
}

template <class T>
std::vector<T> picked(const std::vector<T>& numbers, const std::vector<int64_t>& order) {
  std::vector<T> result;
  for (const int64_t i : order) result.push_back(numbers[static_cast<size_t>(i)]);
  return result;
}

template <class T>
bool same_bits(const std::vector<T>& a, const std::vector<T>& b) {
  return a.size() == b.size() && (a.empty() || std::memcmp(a.data(), b.data(), a.size() * sizeof(T)) == 0);
}

}  // namespace nd::test
