// Small matrices as plain numbers in C order, and the products that factorisations are checked by.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "elements.hpp"

namespace nd::test {

using Numbers = std::vector<double>;

inline void expect_close(const Numbers& a, const Numbers& b, const std::string& where) {
  ASSERT_EQ(a.size(), b.size()) << where;
  // Matrices here are small and well conditioned: a few units in the last place of numbers up to 10.
  for (size_t i = 0; i < a.size(); ++i) EXPECT_NEAR(a[i], b[i], 1e-13) << where << ' ' << i;
}

// (rows × inner) times (inner × columns), C order.
inline Numbers times(const Numbers& a, const Numbers& b, size_t inner) {
  const size_t rows = a.size() / inner, columns = b.size() / inner;
  Numbers result(rows * columns);
  for (size_t i = 0; i < rows; ++i) {
    for (size_t j = 0; j < columns; ++j) {
      for (size_t k = 0; k < inner; ++k) result[i * columns + j] += a[i * inner + k] * b[k * columns + j];
    }
  }
  return result;
}

inline Numbers transposed(const Numbers& a, size_t columns) {
  Numbers result;
  for (size_t j = 0; j < columns; ++j) {
    for (size_t i = 0; i < a.size() / columns; ++i) result.push_back(a[i * columns + j]);
  }
  return result;
}

inline Numbers identity(size_t n) {
  Numbers result(n * n);
  for (size_t i = 0; i < n; ++i) result[i * n + i] = 1;
  return result;
}

inline const Numbers kFirst{4, 1, 2, 1, 5, 3, 2, 3, 6}, kSecond{2, 0, 0, 0, 3, 1, 0, 1, 3};

inline Numbers stacked() {
  Numbers both = kFirst;
  both.insert(both.end(), kSecond.begin(), kSecond.end());
  return both;
}

inline Numbers part(const Array& a, size_t which, size_t count) {
  const Numbers all = elements<double>(a);
  return {all.begin() + static_cast<std::ptrdiff_t>(which * count),
          all.begin() + static_cast<std::ptrdiff_t>((which + 1) * count)};
}

}  // namespace nd::test
