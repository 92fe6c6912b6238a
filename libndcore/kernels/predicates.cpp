// isnan, isinf, isposinf, isneginf, isfinite, signbit: tests on bits, which raise nothing. Integers are always finite.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "kernels/predicates.cpp"
#include <hwy/foreach_target.h>

#include "kernels/families.hpp"
#include "kernels/register-inl.hpp"

HWY_BEFORE_NAMESPACE();
namespace nd::HWY_NAMESPACE {
namespace {

// The bits of a number without its sign, whatever its width; `kInfinity` is the pattern of infinity.
template <uint16_t kInfinity>
struct Half {
  uint16_t bits;
};
using Half16 = Half<0x7c00>;
using BrainHalf = Half<0x7f80>;

template <uint16_t kInfinity>
HWY_INLINE bool is_nan(Half<kInfinity> x) {
  return (x.bits & 0x7fffu) > kInfinity;
}
template <uint16_t kInfinity>
HWY_INLINE bool is_inf(Half<kInfinity> x) {
  return (x.bits & 0x7fffu) == kInfinity;
}
template <uint16_t kInfinity>
HWY_INLINE bool is_finite(Half<kInfinity> x) {
  return (x.bits & 0x7fffu) < kInfinity;
}

struct IsNan : Elementwise {
  template <class T>
  bool8 operator()(T a) const {
    if constexpr (kIsComplex<T>)
      return bool8(is_nan(a.re) | is_nan(a.im));
    else
      return bool8(is_nan(a));
  }
};
struct IsInf : Elementwise {
  template <class T>
  bool8 operator()(T a) const {
    if constexpr (kIsComplex<T>)
      return bool8(is_inf(a.re) | is_inf(a.im));
    else
      return bool8(is_inf(a));
  }
};
struct IsFinite : Elementwise {
  template <class T>
  bool8 operator()(T a) const {
    if constexpr (kIsComplex<T>)
      return bool8(is_finite(a.re) & is_finite(a.im));
    else
      return bool8(is_finite(a));
  }
};
template <class T>
HWY_INLINE bool sign_bit(T a) {
  if constexpr (std::is_floating_point_v<T>)
    return (float_bits(a) & kSignBit<T>) != 0;
  else
    return (a.bits & 0x8000u) != 0;
}
struct SignBit : Elementwise {
  template <class T>
  bool8 operator()(T a) const {
    return bool8(sign_bit(a));
  }
};
template <bool kNegative>
struct IsSignedInf : Elementwise {
  template <class T>
  bool8 operator()(T a) const {
    return bool8(is_inf(a) & (sign_bit(a) == kNegative));
  }
};

// The answer for numbers that are neither infinite nor NaN by their nature: the input is not looked at.
template <bool kAnswer>
void constant(std::byte* const* args, int64_t n, const int64_t* strides, void*) {
  std::byte* out = args[1];
  for (int64_t i = 0; i < n; ++i, out += strides[1]) store(out, bool8(kAnswer));
}

template <class Op>
void add_float_loops(LoopTable& table, std::string_view name) {
  add_loop(table, name, {ND_FLOAT16, ND_BOOL}, &unary<Op, Half16, bool8>);
  add_loop(table, name, {ND_BFLOAT16, ND_BOOL}, &unary<Op, BrainHalf, bool8>);
  add_unary_loops<Op, bool8>(table, name, TypeList<float, double>{});
}

template <class Op, bool kOfIntegers>
void add_real_test(LoopTable& table, std::string_view name) {
  for (nd_type_code code = ND_BOOL; code <= ND_UINT64; ++code)
    add_loop(table, name, {code, ND_BOOL}, &constant<kOfIntegers>);
  add_float_loops<Op>(table, name);
}

template <class Op, bool kOfIntegers>
void add_test(LoopTable& table, std::string_view name) {
  add_real_test<Op, kOfIntegers>(table, name);
  add_unary_loops<Op, bool8>(table, name, ComplexTypes{});
}

}  // namespace

void register_predicates(LoopTable& table) {
  add_test<IsNan, false>(table, "isnan");
  add_test<IsInf, false>(table, "isinf");
  add_real_test<IsSignedInf<false>, false>(table, "isposinf");
  add_real_test<IsSignedInf<true>, false>(table, "isneginf");
  add_test<IsFinite, true>(table, "isfinite");
  add_float_loops<SignBit>(table, "signbit");
}

}  // namespace nd::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace nd {
HWY_EXPORT(register_predicates);
void register_predicates(LoopTable& table) { HWY_DYNAMIC_DISPATCH(register_predicates)(table); }
}  // namespace nd
#endif
