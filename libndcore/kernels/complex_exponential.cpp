// Complex exp and what is made of it. sinh and cosh of the real part come from the real kernels; beyond their range two
// exponentials share the work, so that a product stays finite as long as it can.
#include <algorithm>
#include <array>
#include <limits>

#include "core/lazy.hpp"
#include "kernels/complex.hpp"

namespace nd::kernels {

const RealKernels& real_kernels() {
  static constinit Lazy<RealKernels> kernels;
  return kernels.get([] {
    return RealKernels{unary_kernel("exp").f64,    unary_kernel("exp2").f64,    unary_kernel("expm1").f64,
                       unary_kernel("log").f64,    unary_kernel("log1p").f64,   unary_kernel("sin").f64,
                       unary_kernel("cos").f64,    unary_kernel("tan").f64,     unary_kernel("sinh").f64,
                       unary_kernel("cosh").f64,   unary_kernel("arcsin").f64,  unary_kernel("arccos").f64,
                       unary_kernel("arctan").f64, unary_kernel("arctanh").f64, binary_kernel("arctan2").f64,
                       binary_kernel("hypot").f64};
  });
}

namespace cplx {

namespace {

using Block = std::array<double, kBlock>;
constexpr double kInf = std::numeric_limits<double>::infinity();
constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
constexpr double kLn2 = 0x1.62e42fefa39efp-1;
// e^709, near the end of the range of exp.
constexpr double kFarStart = 709.0, kFarFactor = 0x1.d422d2be5dc9bp+1022;

struct Angle {
  Block sin, cos;
};

void angle_of(const double* y, Angle& angle, int64_t n) {
  real_kernels().sin(y, angle.sin.data(), n);
  real_kernels().cos(y, angle.cos.data(), n);
}

// An infinite factor times a part of the unit circle; no NaN where that part is 0.
double infinite_times(double part) { return part == 0 ? part : std::copysign(kInf, part); }

// re = e^x (where x <= 709 whole, else what remains above it), for the parts x of a block.
void exp_near(const double* x, Block& out, int64_t n) {
  Block near;
  for (int64_t i = 0; i < n; ++i)
    near[static_cast<size_t>(i)] = x[i] > kFarStart && x[i] < kInf ? x[i] - kFarStart : x[i];
  real_kernels().exp(near.data(), out.data(), n);
}

// e^x (cos y + i sin y) with e = exp_near(x).
void exp_of(double x, double y, double e, double sine, double cosine, double& re, double& im) {
  if (y == 0) {
    re = x > kFarStart && x < kInf ? e * kFarFactor : e;
    im = y;
  } else if (std::isfinite(x)) {
    const double factor = x > kFarStart ? kFarFactor : 1;
    re = e * cosine * factor;
    im = e * sine * factor;
  } else if (x == kInf) {
    re = std::isfinite(y) ? infinite_times(cosine) : kInf;
    im = std::isfinite(y) ? infinite_times(sine) : kNaN;
  } else if (x == -kInf) {
    re = std::isfinite(y) ? std::copysign(0.0, cosine) : 0;
    im = std::isfinite(y) ? std::copysign(0.0, sine) : std::isinf(y) ? std::copysign(0.0, y) : 0;
  } else {
    re = im = kNaN;
  }
}

}  // namespace

void exp(double* re, double* im, int64_t n) {
  Angle angle;
  Block e;
  angle_of(im, angle, n);
  exp_near(re, e, n);
  for (int64_t i = 0; i < n; ++i) {
    const auto k = static_cast<size_t>(i);
    exp_of(re[i], im[i], e[k], angle.sin[k], angle.cos[k], re[i], im[i]);
  }
}

// 2^(x+iy) = 2^x (cos + i sin)(y ln 2). The angle is kept in two parts: its error counts in full.
void exp2(double* re, double* im, int64_t n) {
  constexpr double kLn2High = 0x1.62e42f8p-1, kLn2Low = 0x1.be8e7bcd5e4f2p-27;
  Block angle{}, rest, e;  // set, for compilers that cannot see that the loop fills what is read
  Angle parts;
  for (int64_t i = 0; i < n; ++i) {
    const auto k = static_cast<size_t>(i);
    const double shifted = im[i] * 0x1.0000002p27, high = shifted - (shifted - im[i]);
    const double leading = high * kLn2High, smaller = (im[i] - high) * kLn2High + im[i] * kLn2Low;
    const bool moderate = std::fabs(im[i]) < 0x1p900;
    angle[k] = moderate ? leading + smaller : im[i] * kLn2;
    rest[k] = moderate ? (leading - angle[k]) + smaller : 0;
  }
  angle_of(angle.data(), parts, n);
  real_kernels().exp2(re, e.data(), n);
  for (int64_t i = 0; i < n; ++i) {
    const auto k = static_cast<size_t>(i);
    const double sine = parts.sin[k] + rest[k] * parts.cos[k], cosine = parts.cos[k] - rest[k] * parts.sin[k];
    if (std::fabs(re[i]) < 1024) {
      re[i] = e[k] * cosine;
      im[i] = im[i] == 0 ? im[i] : e[k] * sine;
    } else {
      double near = re[i] * kLn2 > kFarStart && !std::isinf(re[i]) ? re[i] * kLn2 - kFarStart : re[i] * kLn2;
      real_kernels().exp(&near, &near, 1);
      exp_of(re[i] * kLn2, im[i], near, sine, cosine, re[i], im[i]);
    }
  }
}

// Re = (e^x - 1) cos y - 2 sin²(y/2), which keeps small results precise.
void expm1(double* re, double* im, int64_t n) {
  Angle angle;
  Block half, e, em1;
  angle_of(im, angle, n);
  for (int64_t i = 0; i < n; ++i) half[static_cast<size_t>(i)] = im[i] * 0.5;
  real_kernels().sin(half.data(), half.data(), n);
  real_kernels().expm1(re, em1.data(), n);
  exp_near(re, e, n);
  for (int64_t i = 0; i < n; ++i) {
    const auto k = static_cast<size_t>(i);
    const double x = re[i], y = im[i];
    exp_of(x, y, e[k], angle.sin[k], angle.cos[k], re[i], im[i]);
    if (std::isfinite(x) && x <= kFarStart && std::isfinite(y)) {
      re[i] = em1[k] * angle.cos[k] - 2 * half[k] * half[k];
    } else {
      re[i] -= 1;
    }
  }
}

namespace {

// sinh or cosh of x for |x| <= 709, else of what remains above, as e^(|x| - 709) / 2 with the sign of the function.
struct Hyperbolic {
  Block sinh, cosh;
};

void hyperbolic_of(const double* x, Hyperbolic& out, int64_t n) {
  real_kernels().sinh(x, out.sinh.data(), n);
  real_kernels().cosh(x, out.cosh.data(), n);
  for (int64_t i = 0; i < n; ++i) {
    if (!(std::fabs(x[i]) > kFarStart) || std::isinf(x[i])) continue;
    double e = std::fabs(x[i]) - kFarStart;
    real_kernels().exp(&e, &e, 1);
    out.cosh[static_cast<size_t>(i)] = 0.5 * e;
    out.sinh[static_cast<size_t>(i)] = std::copysign(0.5 * e, x[i]);
  }
}

// first(x) · circle(y): the product of a hyperbolic and a circular value.
double product(double x, double y, double hyperbolic, double circular) {
  if (std::isinf(x))
    return std::isfinite(y) ? (std::signbit(hyperbolic) ? -infinite_times(circular) : infinite_times(circular)) : kNaN;
  const double value = hyperbolic * circular;
  return std::fabs(x) > kFarStart ? value * kFarFactor : value;
}

struct Parts {
  double re, im;
};

Parts sinh_of(double x, double y, double sinh, double cosh, double sine, double cosine) {
  if (y == 0) return {std::fabs(x) > kFarStart && !std::isinf(x) ? sinh * kFarFactor : sinh, y};
  if (!std::isfinite(y)) {
    if (x == 0) return {x, kNaN};
    return {std::isinf(x) ? kInf : kNaN, kNaN};
  }
  return {product(x, y, sinh, cosine), product(x, y, cosh, sine)};
}

Parts cosh_of(double x, double y, double sinh, double cosh, double sine, double cosine) {
  if (y == 0) {
    if (std::isnan(x)) return {x, y};
    const bool negative = std::signbit(x) != std::signbit(y);
    return {std::fabs(x) > kFarStart && !std::isinf(x) ? cosh * kFarFactor : cosh, negative ? -0.0 : 0.0};
  }
  if (!std::isfinite(y)) {
    if (x == 0) return {kNaN, 0};
    return {std::isinf(x) ? kInf : kNaN, kNaN};
  }
  return {product(x, y, cosh, cosine), product(x, y, sinh, sine)};
}

template <Parts (*kFunction)(double, double, double, double, double, double)>
void sinh_or_cosh(double* re, double* im, int64_t n) {
  Angle angle;
  Hyperbolic hyperbolic;
  angle_of(im, angle, n);
  hyperbolic_of(re, hyperbolic, n);
  for (int64_t i = 0; i < n; ++i) {
    const auto k = static_cast<size_t>(i);
    const Parts parts = kFunction(re[i], im[i], hyperbolic.sinh[k], hyperbolic.cosh[k], angle.sin[k], angle.cos[k]);
    re[i] = parts.re;
    im[i] = parts.im;
  }
}

// W. Kahan, "Branch cuts for complex elementary functions" (1987): tan y = t, β = 1 + t², s = sinh x, ρ = cosh x.
Parts tanh_of(double x, double y, double sinh, double cosh, double tangent, double sine, double cosine) {
  if (!std::isfinite(x)) {
    if (std::isnan(x)) return {x, y == 0 ? y : kNaN};
    return {std::copysign(1.0, x), std::copysign(0.0, std::isinf(y) || std::isnan(y) ? y : sine * cosine)};
  }
  if (!std::isfinite(y)) return {x == 0 ? x : kNaN, kNaN};
  if (std::fabs(x) >= 22) {
    double e = -std::fabs(x);
    real_kernels().exp(&e, &e, 1);
    return {std::copysign(1.0, x), 4 * sine * cosine * e * e};
  }
  const double beta = 1 + tangent * tangent;
  const double denominator = 1 + beta * sinh * sinh;
  return {beta * cosh * sinh / denominator, tangent / denominator};
}

void negate(double* values, int64_t n) {
  for (int64_t i = 0; i < n; ++i) values[i] = -values[i];
}

}  // namespace

void sinh(double* re, double* im, int64_t n) { sinh_or_cosh<sinh_of>(re, im, n); }
void cosh(double* re, double* im, int64_t n) { sinh_or_cosh<cosh_of>(re, im, n); }

void tanh(double* re, double* im, int64_t n) {
  Angle angle;
  Hyperbolic hyperbolic;
  Block tangent;
  angle_of(im, angle, n);
  real_kernels().tan(im, tangent.data(), n);
  hyperbolic_of(re, hyperbolic, n);
  for (int64_t i = 0; i < n; ++i) {
    const auto k = static_cast<size_t>(i);
    const Parts parts =
        tanh_of(re[i], im[i], hyperbolic.sinh[k], hyperbolic.cosh[k], tangent[k], angle.sin[k], angle.cos[k]);
    re[i] = parts.re;
    im[i] = parts.im;
  }
}

// sin z = -i sinh(i z), cos z = cosh(i z), tan z = -i tanh(i z); i z = -im + i re.
void sin(double* re, double* im, int64_t n) {
  negate(im, n);
  sinh(im, re, n);
  // An infinity without a sign is positive.
  for (int64_t i = 0; i < n; ++i) im[i] = std::isinf(im[i]) && std::isnan(re[i]) ? kInf : -im[i];
}

void cos(double* re, double* im, int64_t n) {
  negate(im, n);
  cosh(im, re, n);
  for (int64_t i = 0; i < n; ++i) std::swap(re[i], im[i]);
}

void tan(double* re, double* im, int64_t n) {
  negate(im, n);
  tanh(im, re, n);
  negate(im, n);
}

}  // namespace cplx

}  // namespace nd::kernels
