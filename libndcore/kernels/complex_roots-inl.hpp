// |z| and √z without overflow on the way, of any complex number, in branch-free code that vectorises. Below 1 ULP (|z|)
// and 2 ULP a part (√z). complex64 is computed in double.
#if defined(NDCORE_KERNELS_COMPLEX_ROOTS_INL) == defined(HWY_TARGET_TOGGLE)
#ifdef NDCORE_KERNELS_COMPLEX_ROOTS_INL
#undef NDCORE_KERNELS_COMPLEX_ROOTS_INL
#else
#define NDCORE_KERNELS_COMPLEX_ROOTS_INL
#endif

#include <limits>

#include "kernels/elementwise-inl.hpp"

HWY_BEFORE_NAMESPACE();
namespace nd::HWY_NAMESPACE {
namespace {

template <class R>
inline constexpr R kInf = std::numeric_limits<R>::infinity();
template <class R>
inline constexpr R kNaN = std::numeric_limits<R>::quiet_NaN();

// x² and what rounding took away from it (Dekker's product, on halves of the significand; a fused operation would not
// be the same on every CPU). For 2^-400 < |x| < 2^500.
struct ExactSquare {
  double value, error;
  explicit HWY_INLINE ExactSquare(double x) : value(x * x) {
    const double high = std::bit_cast<double>(std::bit_cast<uint64_t>(x) & ~uint64_t{0x7ffffff});
    const double low = x - high;
    error = ((high * high - value) + 2 * high * low) + low * low;
  }
};

// √(x² + y²) of finite numbers neither of which nears the ends of the exponents: one Newton step on the exact sum.
HWY_INLINE double hypot_in_range(double larger, double smaller) {
  const ExactSquare x(larger), y(smaller);
  const double sum = x.value + y.value;
  const double sum_error = y.value - (sum - x.value);
  const double root = __builtin_sqrt(sum);
  const ExactSquare back(root);
  const double rest = (sum - back.value) + ((sum_error + x.error + y.error) - back.error);
  const auto zero = mask_of<double>(sum == 0);
  return root + rest / masked(zero, 1.0, 2 * root);
}

struct Scale {
  double down, up;  // powers of two, each the inverse of the other
};
HWY_INLINE Scale scale_for(double larger) {
  const auto huge = mask_of<double>(larger > 0x1p500), tiny = mask_of<double>(larger < 0x1p-400);
  return {masked(huge, 0x1p-600, masked(tiny, 0x1p600, 1.0)), masked(huge, 0x1p600, masked(tiny, 0x1p-600, 1.0))};
}

HWY_INLINE double modulus(double re, double im) {
  const auto finite = mask_of<double>(is_finite(re) & is_finite(im));
  const double x = masked(finite, __builtin_fabs(re), 1.0), y = masked(finite, __builtin_fabs(im), 1.0);
  const auto ordered = mask_of<double>(magnitude_bits(x) >= magnitude_bits(y));
  const double larger = masked(ordered, x, y), smaller = masked(ordered, y, x);
  const Scale scale = scale_for(larger);
  const double size = hypot_in_range(larger * scale.down, smaller * scale.down) * scale.up;
  const auto infinite = mask_of<double>(is_inf(re) | is_inf(im));
  return masked(finite, size, masked(infinite, kInf<double>, kNaN<double>));
}

HWY_INLINE float modulus(float re, float im) {
  const auto finite = mask_of<float>(is_finite(re) & is_finite(im));
  const double x = masked(finite, re, 1.0F), y = masked(finite, im, 1.0F);
  const auto size = static_cast<float>(__builtin_sqrt(x * x + y * y));
  const auto infinite = mask_of<float>(is_inf(re) | is_inf(im));
  return masked(finite, size, masked(infinite, kInf<float>, kNaN<float>));
}

// A number that is not negative, with the sign of another.
template <class R>
HWY_INLINE R with_sign(R size, R sign) {
  return std::bit_cast<R>(float_bits(size) | (float_bits(sign) & kSignBit<R>));
}

// √z of a z with a real part that is infinite or NaN, or such an imaginary one (C99, annex G).
template <class R>
HWY_INLINE complex<R> square_root_of_special(complex<R> z) {
  const auto im_inf = mask_of<R>(is_inf(z.im)), im_nan = mask_of<R>(is_nan(z.im));
  const auto re_inf = mask_of<R>(is_inf(z.re));
  const auto negative = mask_of<R>((float_bits(z.re) & kSignBit<R>) != 0);
  // re is ±∞, im is finite or NaN
  const R re_of_inf = masked(negative, masked(im_nan, kNaN<R>, R{0}), kInf<R>);
  const R im_of_inf = masked(negative, with_sign(kInf<R>, z.im), masked(im_nan, kNaN<R>, with_sign(R{0}, z.im)));
  return {masked(im_inf, kInf<R>, masked(re_inf, re_of_inf, kNaN<R>)),
          masked(im_inf, z.im, masked(re_inf, im_of_inf, kNaN<R>))};
}

// √z of a finite z other than 0, in double: t = √((|re| + |z|) / 2), and im / 2t beside it.
HWY_INLINE complex<double> square_root_of_finite(double re, double im, double size) {
  const double leading = __builtin_sqrt((__builtin_fabs(re) + size) * 0.5);
  const double other = __builtin_fabs(im) / (2 * leading);
  const auto negative = mask_of<double>(re < 0);
  const double im_size = masked(negative, leading, other);
  return {masked(negative, other, leading), with_sign(im_size, im)};
}

template <class R>
HWY_INLINE complex<R> square_root(complex<R> z) {
  const auto finite = mask_of<R>(is_finite(z.re) & is_finite(z.im));
  const auto zero = mask_of<R>((z.re == 0) & (z.im == 0));
  const double re = masked(finite & ~zero, z.re, R{1}), im = masked(finite & ~zero, z.im, R{0});
  complex<double> root;
  if constexpr (sizeof(R) == sizeof(float)) {
    root = square_root_of_finite(re, im, __builtin_sqrt(re * re + im * im));
  } else {
    const double larger = masked(mask_of<R>(magnitude_bits(re) >= magnitude_bits(im)), re, im);
    const Scale scale = scale_for(__builtin_fabs(larger));
    const double x = re * scale.down, y = im * scale.down;
    root = square_root_of_finite(x, y, __builtin_sqrt(x * x + y * y));
    const auto huge = mask_of<R>(scale.up > 1), tiny = mask_of<R>(scale.up < 1);
    const double back = masked(huge, 0x1p300, masked(tiny, 0x1p-300, 1.0));
    root = {root.re * back, root.im * back};
  }
  const complex<R> special = square_root_of_special(z);
  const R re_part = masked(finite, static_cast<R>(root.re), special.re);
  const R im_part = masked(finite, static_cast<R>(root.im), special.im);
  return {masked(zero, R{0}, re_part), masked(zero, z.im, im_part)};
}

}  // namespace
}  // namespace nd::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif  // per-target include guard
