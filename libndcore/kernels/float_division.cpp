// floor_divide, remainder, fmod, divmod of floats, with Python's signs and NumPy's treatment of infinities and zeros.
// fmod is exact, so the way it is computed does not show: where there is a fused multiply-add, blocks whose quotients
// are all moderate take one division an element; the rest goes through the C library's fmod.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "kernels/float_division.cpp"
#include <hwy/foreach_target.h>

#include <algorithm>
#include <cmath>

#include "kernels/families.hpp"
#include "kernels/pair-inl.hpp"

#undef ND_FUSED
#if (HWY_ARCH_X86 && (HWY_TARGET == HWY_AVX2 || HWY_TARGET == HWY_AVX3)) || HWY_ARCH_ARM_A64
#define ND_FUSED 1
#else
#define ND_FUSED 0
#endif

HWY_BEFORE_NAMESPACE();
namespace nd::HWY_NAMESPACE {
namespace {

inline constexpr int64_t kDivisionBlock = 64;

enum class Rounding { down, towards_zero };

// The parts of a division; the vector code and the scalar code agree on every bit.
template <class R>
struct Parts {
  R remainder, quotient;
};

HWY_INLINE float c_fmod(float a, float b) { return std::fmod(a, b); }
HWY_INLINE double c_fmod(double a, double b) { return std::fmod(a, b); }

// From the exact remainder of the division towards zero, of a finite b other than 0 (Python's float.__divmod__).
template <class R>
HWY_INLINE Parts<R> rounded_down(R a, R b, R rest) {
  const auto opposite = mask_of<R>((rest != 0) & (((float_bits(b) ^ float_bits(rest)) & kSignBit<R>) != 0));
  const auto exact = mask_of<R>(rest == 0);
  const R ratio = (a - rest) / b - masked(opposite, R{1}, R{0});
  const R remainder = masked(exact, std::bit_cast<R>(float_bits(b) & kSignBit<R>), rest + masked(opposite, b, R{0}));
  R floor;
  if constexpr (sizeof(R) == sizeof(float))
    floor = __builtin_floorf(ratio);
  else
    floor = __builtin_floor(ratio);
  // The quotient rounds where it is no integer any more.
  floor = floor + masked(mask_of<R>(ratio - floor > R{0.5}), R{1}, R{0});
  const R sign_of_ratio = std::bit_cast<R>((float_bits(a) ^ float_bits(b)) & kSignBit<R>);
  return {remainder, masked(mask_of<R>(ratio == 0), sign_of_ratio, floor)};
}

// Raises what NumPy raises: a quotient by zero is infinite, a remainder by zero or of an infinity is invalid.
template <class Op, class R>
HWY_INLINE Parts<R> divide_one(R a, R b) {
  if (is_nan(a) || is_nan(b)) return {a + b, a + b};
  if (b == 0 && Op::kQuotient) return {Op::kRemainder ? c_fmod(a, b) : R{0}, a / b};
  const R rest = c_fmod(a, b);
  if (Op::kRounding == Rounding::towards_zero || is_nan(rest)) return {rest, rest};
  if (Op::kQuotient) return rounded_down(a, b, rest);
  if (rest == 0) return {std::copysign(R{0}, b), R{0}};
  return {std::signbit(b) != std::signbit(rest) ? rest + b : rest, R{0}};
}

#if ND_FUSED
HWY_INLINE float fused(float a, float b, float c) { return __builtin_fmaf(a, b, c); }
HWY_INLINE double fused(double a, double b, double c) { return __builtin_fma(a, b, c); }

// The remainder towards zero of numbers whose quotient is below 2^22 (2^51): the truncated quotient is right or one too
// large, and a - q · b is a float either way. False, and nothing is raised that counts, if some number is not so.
template <class R>
HWY_INLINE bool remainders_of_block(const R* a, const R* b, R* rests, int64_t n) {
  constexpr R kLimit = sizeof(R) == 8 ? R(0x1p51) : R(0x1p22F);
  // Away from subnormals, where a - q · b could be inexact, and from overflow.
  constexpr R kLeast = sizeof(R) == 8 ? R(0x1p-900) : R(0x1p-100F), kMost = sizeof(R) == 8 ? R(0x1p900) : R(0x1p100F);
  typename FloatBits<R>::Unsigned odd = 0;
  ND_VECTORIZED
  for (int64_t i = 0; i < n; ++i) {
    const R x = __builtin_fabs(a[i]), y = __builtin_fabs(b[i]);
    const auto usual = mask_of<R>((y >= kLeast) & (y <= kMost) & (x <= kMost) & ((x >= kLeast) | (x == 0)));
    const R dividend = masked(usual, x, R{1}), divisor = masked(usual, y, R{1});
    const R ratio = dividend / divisor;
    odd |= ~(usual & mask_of<R>(ratio < kLimit));
    R whole;
    if constexpr (sizeof(R) == sizeof(float))
      whole = __builtin_truncf(ratio);
    else
      whole = __builtin_trunc(ratio);
    const R rest = fused(-whole, divisor, dividend);
    const R mended = rest + masked(mask_of<R>(rest < 0), divisor, R{0});
    rests[i] = std::bit_cast<R>(float_bits(mended) | (float_bits(a[i]) & kSignBit<R>));
  }
  return odd == 0;
}
#endif

template <class Op, class R>
void divide_block(const R* a, const R* b, R* first, R* second, int64_t n) {
#if ND_FUSED
  R rests[kDivisionBlock];
  bool moderate;
  {
    const KeepFpFlags<true> flags;
    moderate = remainders_of_block(a, b, rests, n);
    if (moderate && !Op::kQuotient) {
      ND_VECTORIZED
      for (int64_t i = 0; i < n; ++i)
        second[i] = Op::kRounding == Rounding::down ? rounded_down(a[i], b[i], rests[i]).remainder : rests[i];
    }
  }
  if (moderate && !Op::kQuotient) return;
  if (moderate) {
    ND_VECTORIZED
    for (int64_t i = 0; i < n; ++i) {
      const Parts<R> parts = rounded_down(a[i], b[i], rests[i]);
      first[i] = parts.quotient;
      second[i] = parts.remainder;
    }
    return;
  }
#endif
  for (int64_t i = 0; i < n; ++i) {
    const Parts<R> parts = divide_one<Op>(a[i], b[i]);
    first[i] = parts.quotient;
    second[i] = parts.remainder;
    ND_NOT_VECTORIZED;
  }
}

struct FloorDivide {
  static constexpr Rounding kRounding = Rounding::down;
  static constexpr bool kQuotient = true, kRemainder = false;
};
struct Remainder {
  static constexpr Rounding kRounding = Rounding::down;
  static constexpr bool kQuotient = false, kRemainder = true;
};
struct Fmod {
  static constexpr Rounding kRounding = Rounding::towards_zero;
  static constexpr bool kQuotient = false, kRemainder = true;
};
struct Divmod {
  static constexpr Rounding kRounding = Rounding::down;
  static constexpr bool kQuotient = true, kRemainder = true;
};

// Blocks are gathered and scattered, whatever the strides: the divisions take far longer.
template <class Op, class R>
HWY_NOINLINE HWY_FLATTEN void divide(std::byte* const* args, int64_t n, const int64_t* strides, void*) {
  R a[kDivisionBlock], b[kDivisionBlock], first[kDivisionBlock], second[kDivisionBlock];
  const bool folds = strides[2] == 0;  // each result is the next dividend
  const int64_t block = folds ? 1 : kDivisionBlock;
  for (int64_t start = 0; start < n; start += block) {
    const int64_t count = std::min(block, n - start);
    for (int64_t i = 0; i < count; ++i) {
      a[i] = load<R>(args[0] + (start + i) * strides[0]);
      b[i] = load<R>(args[1] + (start + i) * strides[1]);
    }
    divide_block<Op>(a, b, first, second, count);
    for (int64_t i = 0; i < count; ++i) {
      if constexpr (Op::kQuotient) store(args[2] + (start + i) * strides[2], first[i]);
      constexpr int kPlace = Op::kQuotient ? 3 : 2;
      if constexpr (Op::kRemainder) store(args[kPlace] + (start + i) * strides[kPlace], second[i]);
    }
  }
}

template <class Op, class T>
void add_division(LoopTable& table, std::string_view name) {
  if constexpr (kIsHalf<T>)
    add_half_loop<T, 2, 3, 7>(table, name, {kCode<T>, kCode<T>, kCode<T>}, &divide<Op, float>);
  else
    add_loop(table, name, {kCode<T>, kCode<T>, kCode<T>}, &divide<Op, T>);
}
template <class T>
void add_divisions(LoopTable& table) {
  add_division<FloorDivide, T>(table, "floor_divide");
  add_division<Remainder, T>(table, "remainder");
  add_division<Fmod, T>(table, "fmod");
  if constexpr (kIsHalf<T>)
    add_half_loop<T, 2, 4, 15>(table, "divmod", {kCode<T>, kCode<T>, kCode<T>, kCode<T>}, &divide<Divmod, float>);
  else
    add_loop(table, "divmod", {kCode<T>, kCode<T>, kCode<T>, kCode<T>}, &divide<Divmod, T>);
}

}  // namespace

void register_float_division(LoopTable& table) {
  for_each_type(FloatTypes{}, [&]<class T>(Type<T>) { add_divisions<T>(table); });
}

}  // namespace nd::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace nd {
HWY_EXPORT(register_float_division);
void register_float_division(LoopTable& table) { HWY_DYNAMIC_DISPATCH(register_float_division)(table); }
}  // namespace nd
#endif
