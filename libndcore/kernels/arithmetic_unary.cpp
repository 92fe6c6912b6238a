// negative, positive, absolute, fabs, sign, sqrt, square, reciprocal, conjugate. Where only the sign of a float
// changes, only its sign bit is touched: nothing raises a status, and NaNs keep their payload.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "kernels/arithmetic_unary.cpp"
#include <hwy/foreach_target.h>

#include "kernels/complex_product-inl.hpp"
#include "kernels/complex_roots-inl.hpp"
#include "kernels/families.hpp"
#include "kernels/register-inl.hpp"

HWY_BEFORE_NAMESPACE();
namespace nd::HWY_NAMESPACE {
namespace {

struct Negative : Wrapping {
  template <class T>
  T operator()(T a) const {
    if constexpr (kIsComplex<T>)
      return {negated(a.re), negated(a.im)};
    else if constexpr (std::is_floating_point_v<T>)
      return negated(a);
    else
      return static_cast<T>(T{0} - a);
  }
};
// Of halves, as bits.
struct FlipSign : Elementwise {
  uint16_t operator()(uint16_t a) const { return a ^ 0x8000u; }
};
struct ClearSign : Elementwise {
  uint16_t operator()(uint16_t a) const { return a & 0x7fffu; }
};

struct Identity : Wrapping {
  template <class T>
  T operator()(T a) const {
    return a;
  }
};
struct BoolIdentity : Elementwise {
  bool8 operator()(bool8 a) const { return bool8(a.value != 0); }
};

struct Absolute : Elementwise {
  template <class T>
  T operator()(T a) const {
    if constexpr (std::is_floating_point_v<T>)
      return __builtin_fabs(a);
    else if constexpr (std::is_unsigned_v<T>)
      return a;
    else
      return static_cast<T>(a < 0 ? std::make_unsigned_t<T>{0} - static_cast<std::make_unsigned_t<T>>(a)
                                  : static_cast<std::make_unsigned_t<T>>(a));
  }
};
struct ComplexAbsolute : Elementwise {
  template <class R>
  R operator()(complex<R> a) const {
    return modulus(a.re, a.im);
  }
};

struct Sign : Elementwise {
  template <class T>
  T operator()(T a) const {
    if constexpr (std::is_floating_point_v<T>) {
      const T one = std::bit_cast<T>((float_bits(a) & kSignBit<T>) | float_bits(T{1}));
      return masked(mask_of<T>(is_nan(a)), a, masked(mask_of<T>(a == 0), T{0}, one));
    } else {
      return static_cast<T>((a > 0) - (a < 0));
    }
  }
};
// As ml_dtypes has it: a zero keeps its sign.
struct BrainSign : Elementwise {
  float operator()(float a) const { return masked(mask_of<float>(a == 0), a, Sign{}(a)); }
};
// z / |z|; where |z| overflows, the infinite part wins, else the imaginary one, as in NumPy.
struct ComplexSign : Elementwise {
  template <class R>
  complex<R> operator()(complex<R> a) const {
    const R size = modulus(a.re, a.im);
    const auto plain = mask_of<R>(is_finite(size) & (size != 0));
    const R divisor = masked(plain, size, R{1});
    const R re = masked(plain, a.re, R{0}) / divisor, im = masked(plain, a.im, R{0}) / divisor;
    const auto infinite = mask_of<R>(is_inf(size)), re_infinite = mask_of<R>(is_inf(a.re));
    const auto unknown = mask_of<R>(is_nan(size) | (is_inf(a.re) & is_inf(a.im)));
    return {masked(unknown, kNaN<R>, masked(infinite, masked(re_infinite, unit(a.re), R{0}), re)),
            masked(unknown, kNaN<R>, masked(infinite, masked(re_infinite, R{0}, unit(a.im)), im))};
  }

 private:
  template <class R>
  static R unit(R x) {
    return std::bit_cast<R>(float_bits(R{1}) | (float_bits(x) & kSignBit<R>));
  }
};

struct Sqrt : Elementwise {
  float operator()(float a) const { return __builtin_sqrtf(a); }
  double operator()(double a) const { return __builtin_sqrt(a); }
};
struct ComplexSqrt : Elementwise {
  template <class R>
  complex<R> operator()(complex<R> a) const {
    return square_root(a);
  }
};

struct Square : Wrapping {
  template <class T>
  T operator()(T a) const {
    if constexpr (kIsComplex<T>)
      return complex_product(a, a, negated(a.im));
    else if constexpr (sizeof(T) < sizeof(uint32_t))
      return static_cast<T>(uint32_t{a} * a);
    else
      return a * a;
  }
};

struct Reciprocal : Elementwise {
  template <class T>
  T operator()(T a) const {
    return T{1} / a;
  }
};
// 1 / n is 0 but for 1 and -1; 1 / 0 is what converting an infinity gives.
template <class T>
struct IntegerReciprocal : Elementwise {
  T zeros = 0;
  T operator()(T a) {
    constexpr T kOfZero = sizeof(T) >= 4 ? std::numeric_limits<T>::min() : T{0};
    zeros |= static_cast<T>(a == 0);
    const bool unit = (a == 1) | (std::is_signed_v<T> && a == static_cast<T>(-1));
    return a == 0 ? kOfZero : unit ? a : T{0};
  }
  void finish() const {
    if (zeros != 0) raise_fp_flags(ND_FP_DIVIDE | ND_FP_INVALID);
  }
};
// Smith's method with the dividend 1.
struct ComplexReciprocal : Elementwise {
  template <class R>
  complex<R> operator()(complex<R> a) const {
    const auto re_leads = mask_of<R>(magnitude_bits(a.re) >= magnitude_bits(a.im));
    const R larger = masked(re_leads, a.re, a.im), smaller = masked(re_leads, a.im, a.re);
    const R ratio = smaller / larger;
    const R divisor = larger + smaller * ratio;
    const R leading = R{1} / divisor, other = ratio / divisor;
    return {masked(re_leads, leading, other), negated(masked(re_leads, other, leading))};
  }
};

struct Conjugate : Elementwise {
  template <class R>
  complex<R> operator()(complex<R> a) const {
    return {a.re, negated(a.im)};
  }
};

using Real = TypeList<float, double>;

template <class... Ts>
void add_integer_reciprocals(LoopTable& table, TypeList<Ts...>) {
  (add_unary<IntegerReciprocal<Ts>, void, Ts>(table, "reciprocal"), ...);
}
template <class Op>
void add_halves_on_bits(LoopTable& table, std::string_view name) {
  add_unary_on_bits<Op, float16>(table, name);
  add_unary_on_bits<Op, bfloat16>(table, name);
}

void add_copies(LoopTable& table, std::string_view name) {
  add_unary_loops<Identity>(table, name, IntegerTypes{});
  add_halves_on_bits<Identity>(table, name);
  add_unary_loops<Identity>(table, name, Real{});
}

}  // namespace

void register_arithmetic_unary(LoopTable& table) {
  add_unary_loops<Negative>(table, "negative", IntegerTypes{});
  add_halves_on_bits<FlipSign>(table, "negative");
  add_unary_loops<Negative>(table, "negative", TypeList<float, double, complex64, complex128>{});
  add_copies(table, "positive");
  add_unary_loops<Identity>(table, "positive", ComplexTypes{});
  add_copies(table, "conjugate");
  add_unary_loops<Conjugate>(table, "conjugate", ComplexTypes{});
  add_unary<BoolIdentity, void, bool8>(table, "absolute");
  add_unary_loops<Absolute>(table, "absolute", IntegerTypes{});
  for (const std::string_view name : {"absolute", "fabs"}) {
    add_halves_on_bits<ClearSign>(table, name);
    add_unary_loops<Absolute>(table, name, Real{});
  }
  add_unary<ComplexAbsolute, float, complex64>(table, "absolute");
  add_unary<ComplexAbsolute, double, complex128>(table, "absolute");
  add_unary_loops<Sign>(table, "sign", IntegerTypes{});
  add_unary<Sign, void, float16>(table, "sign");
  add_unary<BrainSign, void, bfloat16>(table, "sign");
  add_unary_loops<Sign>(table, "sign", TypeList<float, double>{});
  add_unary_loops<ComplexSign>(table, "sign", ComplexTypes{});
  add_unary_loops<Sqrt>(table, "sqrt", FloatTypes{});
  add_unary_loops<ComplexSqrt>(table, "sqrt", ComplexTypes{});
  add_unary_loops<Square>(table, "square", IntegerTypes{});
  add_unary_loops<Square>(table, "square", TypeList<float16, bfloat16, float, double, complex64, complex128>{});
  add_integer_reciprocals(table, IntegerTypes{});
  add_unary_loops<Reciprocal>(table, "reciprocal", FloatTypes{});
  add_unary_loops<ComplexReciprocal>(table, "reciprocal", ComplexTypes{});
}

}  // namespace nd::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace nd {
HWY_EXPORT(register_arithmetic_unary);
void register_arithmetic_unary(LoopTable& table) { HWY_DYNAMIC_DISPATCH(register_arithmetic_unary)(table); }
}  // namespace nd
#endif
