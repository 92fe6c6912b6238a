// Complex arcsin, arccos, arccosh and arctanh, and the others by rotation.
// arcsin and arccos: T. E. Hull, T. F. Fairgrieve, P. T. P. Tang, "Implementing the complex arcsine and arccosine
// functions using exception handling", ACM TOMS 23 (1997). arctanh: W. Kahan, "Branch cuts for complex elementary
// functions" (1987).
#include <algorithm>
#include <array>
#include <limits>
#include <utility>

#include "kernels/complex.hpp"

namespace nd::kernels::cplx {

namespace {

using Block = std::array<double, kBlock>;
constexpr double kInf = std::numeric_limits<double>::infinity();
constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
constexpr double kEpsilon = std::numeric_limits<double>::epsilon();
constexpr double kPi = 0x1.921fb54442d18p+1, kHalfPi = 0x1.921fb54442d18p+0, kLn2 = 0x1.62e42fefa39efp-1;

double call(UnaryFunction<double> function, double x) {
  function(&x, &x, 1);
  return x;
}
double log_of(double x) { return call(real_kernels().log, x); }
double log1p_of(double x) { return call(real_kernels().log1p, x); }
double arctan_of(double x) { return call(real_kernels().arctan, x); }

// For x, y >= 0 the real parts of arcsin and arccos, and the imaginary part of arcsin, which is minus that of arccos.
struct FirstQuadrant {
  double arcsin, arccos, imaginary;
};

// Where the squares of the usual formulas would overflow or vanish.
FirstQuadrant at_the_edges(double x, double y) {
  if (y <= kEpsilon * std::fabs(x - 1)) {
    if (x < 1) {
      return {call(real_kernels().arcsin, x), call(real_kernels().arccos, x), y / std::sqrt((1 - x) * (1 + x))};
    }
    if (x > 0x1p500) return {kHalfPi, y / x, kLn2 + log_of(x)};
    const double root = std::sqrt((x - 1) * (x + 1));
    return {kHalfPi, root > 0 ? y / root : std::sqrt(y), log1p_of((x - 1) + root)};
  }
  if (y <= 0x1p-509) return {kHalfPi - std::sqrt(y), std::sqrt(y), std::sqrt(y)};  // x = 1
  if (kEpsilon * y - 1 >= x) return {x / y, kHalfPi, kLn2 + log_of(y)};
  if (x > 1) {
    const double ratio = x / y;
    const double angle = arctan_of(ratio);
    return {angle, arctan_of(y / x), kLn2 + log_of(y) + 0.5 * log1p_of(ratio * ratio)};
  }
  const double a = std::sqrt(1 + y * y);
  return {x / a, kHalfPi, 0.5 * log1p_of(2 * y * (y + a))};
}

// Both functions over a block: x and y are replaced by the absolute values.
struct QuadrantBlock {
  Block arcsin, arccos, imaginary;
};

// The formulas of the paper without their cases for small b = x / a and large a, which only save time: all sums here
// have positive terms.
void first_quadrant(double* x, double* y, QuadrantBlock& out, int64_t n) {
  constexpr double kSmall = 0x1p-509, kLarge = 0x1p508;
  Block r, s, x_plus, x_minus;
  for (int64_t i = 0; i < n; ++i) {
    const auto k = static_cast<size_t>(i);
    x[i] = std::fabs(x[i]);
    y[i] = std::fabs(y[i]);
    x_plus[k] = x[i] + 1;
    x_minus[k] = x[i] - 1;
  }
  real_kernels().hypot(x_plus.data(), y, r.data(), n);
  real_kernels().hypot(x_minus.data(), y, s.data(), n);
  for (int64_t i = 0; i < n; ++i) {
    const auto k = static_cast<size_t>(i);
    const double a = 0.5 * (r[k] + s[k]), apx = a + x[i], yy = y[i] * y[i];
    const double over = r[k] + x_plus[k], under = s[k] + std::fabs(x_minus[k]);
    const bool left = x[i] <= 1;
    const double inner = 0.5 * (left ? apx * (yy / over + under) : apx / over + apx / under);
    const double above = 0.5 * (yy / over + (left ? yy / under : under));
    const double root = std::sqrt(inner);
    r[k] = left ? root : y[i] * root;
    out.imaginary[k] = above + std::sqrt(above * (a + 1));
  }
  real_kernels().arctan2(x, r.data(), out.arcsin.data(), n);
  real_kernels().arctan2(r.data(), x, out.arccos.data(), n);
  real_kernels().log1p(out.imaginary.data(), out.imaginary.data(), n);
  for (int64_t i = 0; i < n; ++i) {
    if (x[i] <= kLarge && y[i] <= kLarge && y[i] >= kSmall && x[i] >= kSmall) continue;
    if (!std::isfinite(x[i]) || !std::isfinite(y[i])) continue;
    const auto k = static_cast<size_t>(i);
    const FirstQuadrant edge = at_the_edges(x[i], y[i]);
    out.arcsin[k] = edge.arcsin;
    out.arccos[k] = edge.arccos;
    out.imaginary[k] = edge.imaginary;
  }
}

void arcsin_of(double& re, double& im, const FirstQuadrant& value) {
  const double x = re, y = im;
  if (std::isnan(x) || std::isnan(y)) {
    if (std::isinf(x)) {
      re = kNaN;
      im = kInf;
    } else if (std::isinf(y)) {
      re = kNaN;
    } else if (x != 0) {
      re = im = kNaN;
    }
    return;
  }
  if (std::isinf(x) || std::isinf(y)) {
    const double angle = !std::isinf(x) ? 0 : std::isinf(y) ? kHalfPi / 2 : kHalfPi;
    re = std::copysign(angle, x);
    im = std::copysign(kInf, y);
    return;
  }
  re = std::copysign(value.arcsin, x);
  im = std::copysign(value.imaginary, y);
}

void arccos_of(double& re, double& im, const FirstQuadrant& value) {
  const double x = re, y = im;
  if (std::isnan(x) || std::isnan(y)) {
    if (std::isinf(x)) {
      re = kNaN;
      im = -kInf;
    } else if (std::isinf(y)) {
      re = kNaN;
      im = -y;
    } else {
      re = x == 0 ? kHalfPi : kNaN;
      im = kNaN;
    }
    return;
  }
  if (std::isinf(x) || std::isinf(y)) {
    const double part = std::isinf(y) ? kPi / 4 : 0;
    re = !std::isinf(x) ? kHalfPi : x > 0 ? part : kPi - part;
    im = std::copysign(kInf, -y);
    return;
  }
  re = std::signbit(x) ? kPi - value.arccos : value.arccos;
  im = std::copysign(value.imaginary, -y);
}

// Re 1/(x + iy) without overflow on the way; at least one part is large.
double real_part_of_reciprocal(double x, double y) {
  const double scale = std::max(std::fabs(x), std::fabs(y)) > 0x1p500 ? 0x1p-520 : 1;
  const double a = x * scale, b = y * scale;
  return a / (a * a + b * b) * scale;
}

// Where the usual formulas do not apply; `value` is what they gave.
void arctanh_of(double& re, double& im, const FirstQuadrant& value) {
  const double x = re, y = im, ax = std::fabs(x), ay = std::fabs(y);
  if (y == 0 && ax <= 1) {
    re = call(real_kernels().arctanh, x);
  } else if (x == 0) {
    im = std::isnan(y) ? y : arctan_of(y);
  } else if (std::isnan(x) || std::isnan(y)) {
    re = std::isinf(x) || std::isinf(y) ? std::copysign(0.0, x) : kNaN;
    im = std::isinf(y) ? std::copysign(kHalfPi, y) : kNaN;
  } else if (ax > 1 / kEpsilon || ay > 1 / kEpsilon) {
    re = std::isinf(x) || std::isinf(y) ? std::copysign(0.0, x) : real_part_of_reciprocal(x, y);
    im = std::copysign(kHalfPi, y);
  } else {
    const bool at_pole = ax == 1 && ay < kEpsilon;
    re = std::copysign(at_pole ? 0.5 * (kLn2 - log_of(ay)) : 0.25 * value.arcsin, x);
    im = std::copysign(0.5 * value.imaginary, y);
  }
}

// arccosh z = ±i arccos z, with the sign that gives a real part that is not negative.
void arccosh_of(double& re, double& im, const FirstQuadrant& value) {
  double x = re, y = im;
  arccos_of(x, y, value);
  if (std::isnan(x) && std::isnan(y)) {
    re = im = kNaN;
  } else if (std::isnan(x)) {
    re = std::fabs(y);
    im = kNaN;
  } else if (std::isnan(y)) {
    re = kNaN;
    im = x;
  } else {
    re = std::fabs(y);
    im = std::copysign(x, im);
  }
}

template <void (*kFunction)(double&, double&, const FirstQuadrant&)>
void by_quadrant(double* re, double* im, int64_t n) {
  Block x, y;
  QuadrantBlock values;
  std::copy_n(re, n, x.begin());
  std::copy_n(im, n, y.begin());
  first_quadrant(x.data(), y.data(), values, n);
  for (int64_t i = 0; i < n; ++i) {
    const auto k = static_cast<size_t>(i);
    kFunction(re[i], im[i], {values.arcsin[k], values.arccos[k], values.imaginary[k]});
  }
}

}  // namespace

void arcsin(double* re, double* im, int64_t n) { by_quadrant<arcsin_of>(re, im, n); }
void arccos(double* re, double* im, int64_t n) { by_quadrant<arccos_of>(re, im, n); }
void arccosh(double* re, double* im, int64_t n) { by_quadrant<arccosh_of>(re, im, n); }
// arcsinh(x + iy) and arctan(x + iy) are arcsin and arctanh of y + ix with the parts exchanged again.
void arcsinh(double* re, double* im, int64_t n) { arcsin(im, re, n); }
void arctan(double* re, double* im, int64_t n) { arctanh(im, re, n); }

// 4 Re = log1p(4x / ((x-1)² + y²)), 2 Im = angle of (1-x)(1+x) - y² + 2iy.
void arctanh(double* re, double* im, int64_t n) {
  Block log, up, across;
  for (int64_t i = 0; i < n; ++i) {
    const auto k = static_cast<size_t>(i);
    const double x = std::fabs(re[i]), y = std::fabs(im[i]), yy = y * y;
    log[k] = 4 * x / ((x - 1) * (x - 1) + yy);
    across[k] = x == 1 ? -y : (1 - x) * (1 + x) - yy;
    up[k] = x == 1 ? 2 : 2 * y;
  }
  real_kernels().log1p(log.data(), log.data(), n);
  real_kernels().arctan2(up.data(), across.data(), up.data(), n);
  for (int64_t i = 0; i < n; ++i) {
    const auto k = static_cast<size_t>(i);
    arctanh_of(re[i], im[i], {log[k], 0, up[k]});
  }
}

}  // namespace nd::kernels::cplx
