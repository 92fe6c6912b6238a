// The product of two complex numbers, and the one NaN, with the same bits on every instruction set. Included once per
// instruction set by arithmetic*.cpp, by reductions and products of matrices.
#if defined(NDCORE_KERNELS_COMPLEX_PRODUCT_INL) == defined(HWY_TARGET_TOGGLE)
#ifdef NDCORE_KERNELS_COMPLEX_PRODUCT_INL
#undef NDCORE_KERNELS_COMPLEX_PRODUCT_INL
#else
#define NDCORE_KERNELS_COMPLEX_PRODUCT_INL
#endif

#include <hwy/highway.h>

#include <limits>

#include "dtype/elements.hpp"

HWY_BEFORE_NAMESPACE();
namespace nd::HWY_NAMESPACE {
namespace {

// Of two NaNs the CPU keeps the first operand, and which is first the compiler decides anew for each instruction set:
// any NaN becomes the positive quiet one.
template <class R>
HWY_INLINE R one_nan(R x) {
  return x == x ? x : std::numeric_limits<R>::quiet_NaN();
}

// `minus_im` is -a.im, which only the caller knows how to hide from the compiler.
template <class R>
HWY_INLINE complex<R> complex_product(complex<R> a, complex<R> b, R minus_im) {
  return {one_nan(a.re * b.re + minus_im * b.im), one_nan(a.re * b.im + a.im * b.re)};
}

}  // namespace
}  // namespace nd::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif  // per-target include guard
