// add, subtract, multiply, divide. Integers wrap; booleans add as `or` and multiply as `and`; complex numbers divide by
// Smith's method. No operation fuses, so the bits are the same on every instruction set.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "kernels/arithmetic.cpp"
#include <hwy/foreach_target.h>

#include <limits>

#include "kernels/complex_product-inl.hpp"
#include "kernels/families.hpp"
#include "kernels/register-inl.hpp"

HWY_BEFORE_NAMESPACE();
namespace nd::HWY_NAMESPACE {
namespace {

struct Add : Wrapping {
  template <class T>
  T operator()(T a, T b) const {
    if constexpr (kIsBool<T>)
      return bool8((a.value | b.value) != 0);
    else if constexpr (kIsComplex<T>)
      return {a.re + b.re, a.im + b.im};
    else
      return static_cast<T>(a + b);
  }
};

struct Subtract : Wrapping {
  template <class T>
  T operator()(T a, T b) const {
    if constexpr (kIsComplex<T>)
      return {a.re - b.re, a.im - b.im};
    else
      return static_cast<T>(a - b);
  }
};

struct Multiply : Wrapping {
  template <class T>
  T operator()(T a, T b) const {
    if constexpr (kIsBool<T>)
      return bool8((a.value != 0) & (b.value != 0));
    else if constexpr (kIsComplex<T>)
      return complex_product(a, b, negated(a.im));
    else if constexpr (sizeof(T) < sizeof(uint32_t))
      return static_cast<T>(uint32_t{a} * b);  // not int: it overflows
    else
      return a * b;
  }
};

struct Divide : Elementwise {
  template <class T>
  T operator()(T a, T b) const {
    return a / b;
  }
};

// Smith's method: divides by the larger part first, so that the square of the divisor cannot overflow. All lanes run
// through the same divisions, so that those of the road not taken must have harmless operands.
template <class R>
struct ComplexDivide : Elementwise {
  typename FloatBits<R>::Unsigned by_zero = 0;

  complex<R> operator()(complex<R> a, complex<R> b) {
    const auto re_leads = mask_of<R>(magnitude_bits(b.re) >= magnitude_bits(b.im));
    const R larger = masked(re_leads, b.re, b.im), smaller = masked(re_leads, b.im, b.re);
    const auto zero = mask_of<R>((b.re == 0) & (b.im == 0));
    const R ratio = masked(zero, R{0}, smaller) / masked(zero, R{1}, larger);
    const R divisor = masked(zero, R{1}, larger + smaller * ratio);
    // x / 0 is x · ∞, but for the flag that finish() raises.
    const R scale = masked(zero, std::numeric_limits<R>::infinity(), R{1} / divisor);
    const R first = masked(zero, R{0}, masked(re_leads, a.re, a.im));
    const R second = masked(zero, R{0}, masked(re_leads, a.im, a.re));
    const R re = masked(zero, a.re, first + second * ratio);
    // Not the negative of each other: a zero has a sign.
    const R difference = masked(re_leads, second + negated(first) * ratio, first * ratio + negated(second));
    const R im = masked(zero, a.im, difference);
    const bool infinite = (is_finite(a.re) & (a.re != 0)) | (is_finite(a.im) & (a.im != 0));
    by_zero |= zero & mask_of<R>(infinite);
    return {one_nan(re * scale), one_nan(im * scale)};
  }
  void finish() const {
    if (by_zero != 0) raise_fp_flags(ND_FP_DIVIDE);
  }
};

using Numbers = TypeList<int8_t, uint8_t, int16_t, uint16_t, int32_t, uint32_t, int64_t, uint64_t, float16, bfloat16,
                         float, double, complex64, complex128>;

}  // namespace

void register_arithmetic(LoopTable& table) {
  add_binary_loops<Add>(table, "add", AllTypes{});
  add_binary_loops<Subtract>(table, "subtract", Numbers{});
  add_binary_loops<Multiply>(table, "multiply", AllTypes{});
  add_binary_loops<Divide>(table, "divide", FloatTypes{});
  add_binary<ComplexDivide<float>, void, complex64>(table, "divide");
  add_binary<ComplexDivide<double>, void, complex128>(table, "divide");
}

}  // namespace nd::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace nd {
HWY_EXPORT(register_arithmetic);
void register_arithmetic(LoopTable& table) { HWY_DYNAMIC_DISPATCH(register_arithmetic)(table); }
}  // namespace nd
#endif
