// equal, not_equal, less, less_equal, greater, greater_equal. NaN is unequal to everything and raises nothing; complex
// numbers order by real, then by imaginary part; int64 and uint64 compare by value.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "kernels/comparison.cpp"
#include <hwy/foreach_target.h>

#include "kernels/compare-inl.hpp"
#include "kernels/families.hpp"
#include "kernels/register-inl.hpp"

HWY_BEFORE_NAMESPACE();
namespace nd::HWY_NAMESPACE {
namespace {

// Equality needs no sign. Without masks, as in the scalar baseline, nothing asks what is inverted.
struct Equality : Quiet {
  static constexpr bool kWraps = true;
  template <class T>
  [[maybe_unused]] static constexpr bool kInverted = false;
  template <class T, class V>
  static HWY_INLINE auto mask(V a, V b) {
    return hn::Eq(a, b);
  }
};

template <class T>
HWY_INLINE bool not_nan(T x) {
  return x == x;
}

struct Equal : Equality {
  template <class T>
  bool8 operator()(T a, T b) const {
    if constexpr (kIsBool<T>)
      return bool8((a.value != 0) == (b.value != 0));
    else if constexpr (kIsComplex<T>)
      return bool8((a.re == b.re) & (a.im == b.im));
    else
      return bool8(a == b);
  }
  bool8 operator()(int64_t a, uint64_t b) const { return bool8((a >= 0) & (static_cast<uint64_t>(a) == b)); }
  bool8 operator()(uint64_t a, int64_t b) const { return (*this)(b, a); }
};

struct NotEqual : Equality {
  template <class T>
  [[maybe_unused]] static constexpr bool kInverted = true;
  template <class A, class B>
  bool8 operator()(A a, B b) const {
    return bool8(Equal{}(a, b).value == 0);
  }
};

struct Less : Quiet {
  template <class T>
  [[maybe_unused]] static constexpr bool kInverted = false;
  template <class T, class V>
  static HWY_INLINE auto mask(V a, V b) {
    return hn::Lt(a, b);
  }
  template <class T>
  bool8 operator()(T a, T b) const {
    if constexpr (kIsBool<T>)
      return bool8((a.value == 0) & (b.value != 0));
    else if constexpr (kIsComplex<T>)
      return bool8(((a.re < b.re) & not_nan(a.im) & not_nan(b.im)) | ((a.re == b.re) & (a.im < b.im)));
    else
      return bool8(a < b);
  }
  bool8 operator()(int64_t a, uint64_t b) const { return bool8((a < 0) | (static_cast<uint64_t>(a) < b)); }
  bool8 operator()(uint64_t a, int64_t b) const { return bool8((b >= 0) & (a < static_cast<uint64_t>(b))); }
};

// Integers: not b < a.
struct LessEqual : Quiet {
  template <class T>
  [[maybe_unused]] static constexpr bool kInverted = std::is_integral_v<T>;
  template <class T, class V>
  static HWY_INLINE auto mask(V a, V b) {
    if constexpr (kInverted<T>)
      return hn::Lt(b, a);
    else
      return hn::Le(a, b);
  }
  template <class T>
  bool8 operator()(T a, T b) const {
    if constexpr (kIsBool<T>)
      return bool8((a.value == 0) | (b.value != 0));
    else if constexpr (kIsComplex<T>)
      return bool8(((a.re < b.re) & not_nan(a.im) & not_nan(b.im)) | ((a.re == b.re) & (a.im <= b.im)));
    else
      return bool8(a <= b);
  }
  bool8 operator()(int64_t a, uint64_t b) const { return bool8((a < 0) | (static_cast<uint64_t>(a) <= b)); }
  bool8 operator()(uint64_t a, int64_t b) const { return bool8((b >= 0) & (a <= static_cast<uint64_t>(b))); }
};

// a > b is b < a.
template <Loop kLoop>
void swapped(std::byte* const* args, int64_t n, const int64_t* strides, void* context) {
  std::byte* const swapped_args[] = {args[1], args[0], args[2]};
  const int64_t swapped_strides[] = {strides[1], strides[0], strides[2]};
  kLoop(swapped_args, n, swapped_strides, context);
}

template <class Op, bool kSwapped, class T>
void add_comparison(LoopTable& table, std::string_view name) {
  using C = Computed<Op, Wide<T>>;
  constexpr Loop kLoop = kSwapped ? &swapped<&compare<Op, C>> : &compare<Op, C>;
  if constexpr (kIsHalf<T>)
    add_half_loop<T, 2, 3, 3>(table, name, {kCode<T>, kCode<T>, ND_BOOL}, kLoop);
  else
    add_loop(table, name, {kCode<T>, kCode<T>, ND_BOOL}, kLoop);
}
template <class Op, bool kSwapped = false, class... Ts>
void add_comparisons(LoopTable& table, std::string_view name, TypeList<Ts...>) {
  (add_comparison<Op, kSwapped, Ts>(table, name), ...);
}

// By value; rare enough for one plain loop.
template <class Op, class A, class B>
void mixed(std::byte* const* args, int64_t n, const int64_t* strides, void*) {
  Op op;
  binary_strided<Op, A, B, bool8>(op, args, n, strides);
}

template <class Op>
void add_signed_unsigned(LoopTable& table, std::string_view name) {
  add_loop(table, name, {ND_INT64, ND_UINT64, ND_BOOL}, &mixed<Op, int64_t, uint64_t>);
  add_loop(table, name, {ND_UINT64, ND_INT64, ND_BOOL}, &mixed<Op, uint64_t, int64_t>);
}
template <class Op>
void add_signed_unsigned_swapped(LoopTable& table, std::string_view name) {
  add_loop(table, name, {ND_INT64, ND_UINT64, ND_BOOL}, &swapped<&mixed<Op, uint64_t, int64_t>>);
  add_loop(table, name, {ND_UINT64, ND_INT64, ND_BOOL}, &swapped<&mixed<Op, int64_t, uint64_t>>);
}

using UpToUint64 = TypeList<bool8, int8_t, uint8_t, int16_t, uint16_t, int32_t, uint32_t, int64_t, uint64_t>;
using Inexact = TypeList<float16, bfloat16, float, double, complex64, complex128>;

template <class Op>
void add_equality(LoopTable& table, std::string_view name) {
  add_comparisons<Op>(table, name, UpToUint64{});
  add_signed_unsigned<Op>(table, name);
  add_comparisons<Op>(table, name, Inexact{});
}

template <class Op>
void add_order(LoopTable& table, std::string_view name, std::string_view swapped_name) {
  add_comparisons<Op>(table, name, UpToUint64{});
  add_comparisons<Op, true>(table, swapped_name, UpToUint64{});
  add_signed_unsigned<Op>(table, name);
  add_signed_unsigned_swapped<Op>(table, swapped_name);
  add_comparisons<Op>(table, name, Inexact{});
  add_comparisons<Op, true>(table, swapped_name, Inexact{});
}

}  // namespace

void register_comparison(LoopTable& table) {
  add_equality<Equal>(table, "equal");
  add_equality<NotEqual>(table, "not_equal");
  add_order<Less>(table, "less", "greater");
  add_order<LessEqual>(table, "less_equal", "greater_equal");
}

}  // namespace nd::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace nd {
HWY_EXPORT(register_comparison);
void register_comparison(LoopTable& table) { HWY_DYNAMIC_DISPATCH(register_comparison)(table); }
}  // namespace nd
#endif
