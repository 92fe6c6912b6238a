// Complex log and power. Near |z| = 1 the logarithm needs |z|² - 1 to full precision: products and sums there are
// kept in two parts (T. J. Dekker 1971, D. E. Knuth).
#include <algorithm>
#include <array>
#include <limits>
#include <utility>

#include "kernels/complex.hpp"

namespace nd::kernels::cplx {

namespace {

using Block = std::array<double, kBlock>;
constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
constexpr double kLn2 = 0x1.62e42fefa39efp-1;

struct TwoParts {
  double high, low;
};

TwoParts two_sum(double a, double b) {
  const double sum = a + b;
  const double part = sum - a;
  return {sum, (a - (sum - part)) + (b - part)};
}

TwoParts two_square(double a) {
  const double shifted = a * 0x1.0000002p27;
  const double high = shifted - (shifted - a);
  const double low = a - high;
  const double square = a * a;
  return {square, ((high * high - square) + 2 * high * low) + low * low};
}

// first + x² + y² where much of it may cancel; x and y of moderate size.
double sum_of_squares_plus(double first, double x, double y) {
  const TwoParts xx = two_square(x), yy = two_square(y);
  const TwoParts with_x = two_sum(first, xx.high);
  const TwoParts with_y = two_sum(with_x.high, yy.high);
  return with_y.high + (with_x.low + with_y.low + xx.low + yy.low);
}

// What to take the logarithm of: log|z| = log(modulus) + shift, or log1p(excess) / 2 where |z| is near 1.
struct LogArguments {
  Block modulus, excess, shift;
  std::array<bool, kBlock> near_one;
  bool any_near = false;
};

bool is_near_one(double larger, double smaller) {
  const double square = larger * larger + smaller * smaller;
  return larger < 2 && square > 0.5 && square < 2;
}

// Puts hypot(x, y) into modulus, scaled where it could overflow or lose bits.
void moduli(const double* x, const double* y, LogArguments& out, int64_t n) {
  Block a, b;
  for (int64_t i = 0; i < n; ++i) {
    const auto k = static_cast<size_t>(i);
    const double larger = std::max(std::fabs(x[i]), std::fabs(y[i]));
    const bool huge = larger > 0x1p1000, small = larger < 0x1p-960;
    const double factor = huge ? 0x1p-54 : small ? 0x1p108 : 1;
    a[k] = x[i] * factor;
    b[k] = y[i] * factor;
    out.shift[k] = huge ? 54 * kLn2 : small && larger > 0 ? -108 * kLn2 : 0;
  }
  real_kernels().hypot(a.data(), b.data(), out.modulus.data(), n);
}

void finish_log(LogArguments& arguments, double* re, int64_t n) {
  real_kernels().log(arguments.modulus.data(), arguments.modulus.data(), n);
  if (arguments.any_near) real_kernels().log1p(arguments.excess.data(), arguments.excess.data(), n);
  for (int64_t i = 0; i < n; ++i) {
    const auto k = static_cast<size_t>(i);
    re[i] = arguments.near_one[k] ? 0.5 * arguments.excess[k] : arguments.modulus[k] + arguments.shift[k];
  }
}

void log_scaled(double* re, double* im, int64_t n, double factor) {
  log(re, im, n);
  for (int64_t i = 0; i < n; ++i) {
    re[i] *= factor;
    im[i] *= factor;
  }
}

}  // namespace

void log(double* re, double* im, int64_t n) {
  LogArguments arguments;
  moduli(re, im, arguments, n);
  for (int64_t i = 0; i < n; ++i) {
    const auto k = static_cast<size_t>(i);
    const double larger = std::max(std::fabs(re[i]), std::fabs(im[i]));
    const double smaller = std::min(std::fabs(re[i]), std::fabs(im[i]));
    const bool near = is_near_one(larger, smaller);
    arguments.near_one[k] = near;
    arguments.any_near |= near;
    arguments.excess[k] = near ? sum_of_squares_plus(-1, larger, smaller) : 0;
  }
  real_kernels().arctan2(im, re, im, n);
  finish_log(arguments, re, n);
}

void log2(double* re, double* im, int64_t n) { log_scaled(re, im, n, 0x1.71547652b82fep+0); }
void log10(double* re, double* im, int64_t n) { log_scaled(re, im, n, 0x1.bcb7b1526e50ep-2); }

// |1 + z|² - 1 = 2x + x² + y².
void log1p(double* re, double* im, int64_t n) {
  LogArguments arguments;
  Block one_plus{};
  for (int64_t i = 0; i < n; ++i) one_plus[static_cast<size_t>(i)] = 1 + re[i];
  moduli(one_plus.data(), im, arguments, n);
  for (int64_t i = 0; i < n; ++i) {
    const auto k = static_cast<size_t>(i);
    const double x = std::fabs(one_plus[k]), y = std::fabs(im[i]);
    const bool near = is_near_one(std::max(x, y), std::min(x, y));
    arguments.near_one[k] = near;
    arguments.any_near |= near;
    arguments.excess[k] = near ? sum_of_squares_plus(2 * re[i], re[i], im[i]) : 0;
  }
  real_kernels().arctan2(im, one_plus.data(), im, n);
  finish_log(arguments, re, n);
}

namespace {

struct Parts {
  double re, im;
};

Parts multiply(Parts a, Parts b) { return {a.re * b.re - a.im * b.im, a.re * b.im + a.im * b.re}; }

// Smith's method.
Parts reciprocal(Parts z) {
  if (std::fabs(z.im) <= std::fabs(z.re)) {
    const double ratio = z.im / z.re, divisor = z.re + z.im * ratio;
    return {1 / divisor, -ratio / divisor};
  }
  const double ratio = z.re / z.im, divisor = z.re * ratio + z.im;
  return {ratio / divisor, -1 / divisor};
}

Parts integer_power(Parts base, int64_t exponent) {
  uint64_t rest = static_cast<uint64_t>(exponent < 0 ? -exponent : exponent);
  Parts result = {1, 0};
  bool first = true;
  for (Parts square = base;; square = multiply(square, square)) {
    if ((rest & 1) != 0) result = first ? square : multiply(square, result);
    first &= (rest & 1) == 0;
    rest >>= 1;
    if (rest == 0) break;
  }
  return exponent < 0 ? reciprocal(result) : result;
}

// The cases that need no logarithm; returns whether this is one.
bool simple_power(Parts x, Parts y, Parts& result) {
  if (y.re == 0 && y.im == 0) {
    result = {1, 0};
    return true;
  }
  if (x.re == 0 && x.im == 0) {
    result = y.re > 0 ? Parts{0, 0} : Parts{kNaN, kNaN};
    return true;
  }
  if (y.im == 0 && std::fabs(y.re) < 100 && y.re == std::trunc(y.re)) {
    result = integer_power(x, static_cast<int64_t>(y.re));
    return true;
  }
  return false;
}

}  // namespace

void power(double* re, double* im, double* y_re, double* y_im, int64_t n) {
  std::array<Parts, kBlock> simple;
  std::array<bool, kBlock> is_simple;
  for (int64_t i = 0; i < n; ++i) {
    const auto k = static_cast<size_t>(i);
    is_simple[k] = simple_power({re[i], im[i]}, {y_re[i], y_im[i]}, simple[k]);
  }
  log(re, im, n);
  for (int64_t i = 0; i < n; ++i) {
    const Parts exponent = multiply({y_re[i], y_im[i]}, {re[i], im[i]});
    re[i] = exponent.re;
    im[i] = exponent.im;
  }
  exp(re, im, n);
  for (int64_t i = 0; i < n; ++i) {
    const auto k = static_cast<size_t>(i);
    if (!is_simple[k]) continue;
    re[i] = simple[k].re;
    im[i] = simple[k].im;
  }
}

}  // namespace nd::kernels::cplx
