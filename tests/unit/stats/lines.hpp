// Lines of an array along each axis, and their statistics by plain loops. The numbers are small and whole, so that sums
// are exact in every order of additions.
#pragma once

#include <cmath>
#include <string>
#include <vector>

#include "elements.hpp"

namespace nd::test {

inline constexpr int64_t kShape[3] = {4, 3, 5};
inline constexpr int64_t kSteps[3] = {15, 5, 1};

// 60 numbers between -3 and 3 (0 and 3 for unsigned dtypes), every line with a different course.
inline std::vector<double> numbers(bool is_signed) {
  std::vector<double> result;
  for (int64_t i = 0; i < 60; ++i) {
    const auto number = static_cast<double>(i * i % 11 % 7) - 3;
    result.push_back(is_signed ? number : std::abs(number));
  }
  return result;
}

inline Ref<Array> lines_of(nd_type_code code, const std::vector<double>& numbers, const std::string& layout) {
  const Ref<Array> a = blank(dtype_of(code), kShape, layout);
  assign(*a, *array_of(numbers, kShape));
  return a;
}

// What `summary` makes of each line along `axis`.
template <class Summary>
std::vector<double> along(const std::vector<double>& all, size_t axis, Summary summary) {
  std::vector<double> result;
  for (int64_t start = 0; start < 60; ++start) {
    if (start / kSteps[axis] % kShape[axis] != 0) continue;
    std::vector<double> line;
    for (int64_t i = 0; i < kShape[axis]; ++i) line.push_back(all[static_cast<size_t>(start + i * kSteps[axis])]);
    result.push_back(summary(line));
  }
  return result;
}

using Line = std::vector<double>;
inline double total(const Line& line) {
  double sum = 0;
  for (const double x : line) sum += std::isnan(x) ? 0 : x;
  return sum;
}
inline double product(const Line& line) {
  double all = 1;
  for (const double x : line) all *= std::isnan(x) ? 1 : x;
  return all;
}
inline double largest(const Line& line) {
  double best = -INFINITY;
  for (const double x : line) best = x > best ? x : best;
  return best;
}
inline double smallest(const Line& line) {
  double best = INFINITY;
  for (const double x : line) best = x < best ? x : best;
  return best;
}
inline double position_of(const Line& line, double wanted) {
  size_t i = 0;
  while (line[i] != wanted) ++i;
  return static_cast<double>(i);
}

}  // namespace nd::test
