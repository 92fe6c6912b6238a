// The scalar operations behind reductions, and the loops that are the same for all of them. Included once per
// instruction set by the reduce_*.cpp files.
#if defined(ND_REDUCE_OPERATIONS_INL) == defined(HWY_TARGET_TOGGLE)
#ifdef ND_REDUCE_OPERATIONS_INL
#undef ND_REDUCE_OPERATIONS_INL
#else
#define ND_REDUCE_OPERATIONS_INL
#endif

#include <bit>
#include <cmath>
#include <cstring>
#include <limits>
#include <type_traits>

#include "hwy/highway.h"
#include "kernels/complex_product-inl.hpp"
#include "kernels/reduce_kernels.hpp"

HWY_BEFORE_NAMESPACE();
namespace nd::kernels::HWY_NAMESPACE {

using nd::HWY_NAMESPACE::one_nan;

template <class T>
HWY_INLINE const T& element(const std::byte* in) {
  return *reinterpret_cast<const T*>(in);
}
template <class T>
HWY_INLINE T& element(std::byte* out) {
  return *reinterpret_cast<T*>(out);
}

template <class T>
HWY_INLINE bool is_true(T x) {
  if constexpr (kIsComplex<T>) {
    return x.re != 0 || x.im != 0;
  } else if constexpr (kIsHalf<T>) {
    return (x.bits & 0x7fff) != 0;
  } else if constexpr (kIsBool<T>) {
    return x.value != 0;
  } else {
    return x != 0;
  }
}

// An integer type whose order is that of the half type's numbers, with -0 below +0; NaNs lie outside of the infinities.
template <class T>
HWY_INLINE int16_t half_key(T x) {
  const auto bits = static_cast<int16_t>(x.bits);
  return static_cast<int16_t>(bits ^ ((bits >> 15) & 0x7fff));
}
template <class T>
inline constexpr uint16_t kHalfInfinity = std::is_same_v<T, float16> ? 0x7c00 : 0x7f80;
template <class T>
HWY_INLINE bool is_nan(T x) {
  if constexpr (kIsHalf<T>) {
    return (x.bits & 0x7fff) > kHalfInfinity<T>;
  } else if constexpr (kIsComplex<T>) {
    return x.re != x.re || x.im != x.im;
  } else {
    return x != x;
  }
}

// Each operation says how two elements combine, once, and in which order a fold may take them.
template <class T>
struct Add {
  static constexpr ReduceOrder order = kIsFloat<T> || kIsComplex<T> ? ReduceOrder::pairwise : ReduceOrder::associative;
  static HWY_INLINE T apply(T a, T b) {
    if constexpr (kIsComplex<T>) {
      return {a.re + b.re, a.im + b.im};
    } else if constexpr (kIsHalf<T>) {
      return T(static_cast<float>(a) + static_cast<float>(b));
    } else if constexpr (kIsBool<T>) {
      return T(is_true(a) || is_true(b));
    } else if constexpr (std::is_integral_v<T>) {
      return static_cast<T>(static_cast<std::make_unsigned_t<T>>(a) + static_cast<std::make_unsigned_t<T>>(b));
    } else {
      return a + b;
    }
  }
};

template <class T>
struct Multiply {
  static constexpr ReduceOrder order =
      kIsFloat<T> || kIsComplex<T> ? ReduceOrder::sequential : ReduceOrder::associative;
  static HWY_INLINE T apply(T a, T b) {
    if constexpr (kIsComplex<T>) {
      return {a.re * b.re - a.im * b.im, a.re * b.im + a.im * b.re};
    } else if constexpr (kIsHalf<T>) {
      return T(static_cast<float>(a) * static_cast<float>(b));
    } else if constexpr (kIsBool<T>) {
      return T(is_true(a) && is_true(b));
    } else if constexpr (std::is_integral_v<T>) {
      // uint64_t: the product of two uint16_t would be computed, and overflow, as int.
      return static_cast<T>(static_cast<uint64_t>(a) * static_cast<uint64_t>(b));
    } else {
      return a * b;
    }
  }
};

// Minimum and maximum are made independent of the order of elements: +0 counts as larger than -0. A NaN wins, or with
// kSkipNan (fmin, fmax) loses.
template <class T, bool kMax, bool kSkipNan>
struct Extremum {
  static constexpr ReduceOrder order = ReduceOrder::associative;
  static HWY_INLINE T apply(T a, T b) {
    if constexpr (kIsComplex<T>) {
      if (is_nan(a)) return kSkipNan ? b : a;
      if (is_nan(b)) return kSkipNan ? a : b;
      const bool keep =
          kMax ? a.re > b.re || (a.re == b.re && a.im >= b.im) : a.re < b.re || (a.re == b.re && a.im <= b.im);
      return keep ? a : b;
    } else if constexpr (kIsHalf<T>) {
      const bool first = kMax ? half_key(a) >= half_key(b) : half_key(a) <= half_key(b);
      T result = first ? a : b;
      result = is_nan(b) ? (kSkipNan ? a : b) : result;
      return is_nan(a) ? (kSkipNan ? b : a) : result;
    } else if constexpr (kIsBool<T>) {
      return kMax ? T(is_true(a) || is_true(b)) : T(is_true(a) && is_true(b));
    } else if constexpr (std::is_integral_v<T>) {
      return kMax ? (a > b ? a : b) : (a < b ? a : b);
    } else {
      using Bits = std::conditional_t<sizeof(T) == 4, uint32_t, uint64_t>;
      const Bits x = std::bit_cast<Bits>(a);
      const Bits y = std::bit_cast<Bits>(b);
      T result = (kMax ? a > b : a < b) ? a : b;
      result = a == b ? std::bit_cast<T>(kMax ? x & y : x | y) : result;
      if constexpr (kSkipNan) {
        result = b != b ? a : result;
        return a != a ? b : result;
      } else {
        return a != a ? a : result;
      }
    }
  }
};
template <class T>
using Maximum = Extremum<T, true, false>;
template <class T>
using Minimum = Extremum<T, false, false>;
template <class T>
using FMax = Extremum<T, true, true>;
template <class T>
using FMin = Extremum<T, false, true>;

template <class T>
struct BitAnd {
  static constexpr ReduceOrder order = ReduceOrder::associative;
  static HWY_INLINE T apply(T a, T b) {
    if constexpr (kIsBool<T>) {
      return T(is_true(a) && is_true(b));
    } else {
      return static_cast<T>(a & b);
    }
  }
};
template <class T>
struct BitOr {
  static constexpr ReduceOrder order = ReduceOrder::associative;
  static HWY_INLINE T apply(T a, T b) {
    if constexpr (kIsBool<T>) {
      return T(is_true(a) || is_true(b));
    } else {
      return static_cast<T>(a | b);
    }
  }
};
template <class T>
struct BitXor {
  static constexpr ReduceOrder order = ReduceOrder::associative;
  static HWY_INLINE T apply(T a, T b) {
    if constexpr (kIsBool<T>) {
      return T(is_true(a) != is_true(b));
    } else {
      return static_cast<T>(a ^ b);
    }
  }
};

// What a fold leaves: of any NaNs the one. An extremum of complex numbers is one of its elements, with both parts.
template <class T>
inline constexpr bool kChoosesElement = false;
template <class R, bool kMax, bool kSkipNan>
inline constexpr bool kChoosesElement<Extremum<complex<R>, kMax, kSkipNan>> = true;
template <class Op, class T>
HWY_INLINE T settled(T x) {
  if constexpr (kIsHalf<T>) {
    return is_nan(x) ? T(std::numeric_limits<float>::quiet_NaN()) : x;
  } else if constexpr (kIsFloat<T>) {
    return one_nan(x);
  } else if constexpr (kIsComplex<T> && !kChoosesElement<Op>) {
    return {one_nan(x.re), one_nan(x.im)};
  } else {
    return x;
  }
}

// One after another, the half types without rounding in between, as NumPy folds them.
template <class T, class Op>
void fold_sequential(std::byte* accumulator, const std::byte* in, int64_t n, int64_t stride, void*) {
  if constexpr (kIsHalf<T> && Op::order == ReduceOrder::sequential) {
    float value = static_cast<float>(element<T>(accumulator));
    for (int64_t i = 0; i < n; ++i) value = value * static_cast<float>(element<T>(in + i * stride));
    element<T>(accumulator) = settled<Op>(T(value));
  } else {
    T value = element<T>(accumulator);
    for (int64_t i = 0; i < n; ++i) value = Op::apply(value, element<T>(in + i * stride));
    element<T>(accumulator) = settled<Op>(value);
  }
}

// In any order: 64 running results side by side, which the compiler keeps in vectors.
template <class T, class Op>
void fold_associative(std::byte* accumulator, const std::byte* in, int64_t n, int64_t stride, void* context) {
  constexpr int64_t kWidth = 128 / static_cast<int64_t>(sizeof(T));
  if (stride != static_cast<int64_t>(sizeof(T)) || n < 4 * kWidth) {
    fold_sequential<T, Op>(accumulator, in, n, stride, context);
    return;
  }
  const T* p = reinterpret_cast<const T*>(in);
  T running[kWidth];
  for (int64_t k = 0; k < kWidth; ++k) running[k] = p[k];
  int64_t i = kWidth;
  for (; i + kWidth <= n; i += kWidth) {
    for (int64_t k = 0; k < kWidth; ++k) running[k] = Op::apply(running[k], p[i + k]);
  }
  T value = element<T>(accumulator);
  for (int64_t k = 0; k < kWidth; ++k) value = Op::apply(value, running[k]);
  for (; i < n; ++i) value = Op::apply(value, p[i]);
  element<T>(accumulator) = value;
}

template <class T, class Op>
void fold_rows_block(T* HWY_RESTRICT acc, const std::byte* in, int64_t rows, int64_t row_stride, int64_t n) {
  int64_t i = 0;
  for (; i + 4 <= rows; i += 4) {
    const T* HWY_RESTRICT r0 = reinterpret_cast<const T*>(in + i * row_stride);
    const T* HWY_RESTRICT r1 = reinterpret_cast<const T*>(in + (i + 1) * row_stride);
    const T* HWY_RESTRICT r2 = reinterpret_cast<const T*>(in + (i + 2) * row_stride);
    const T* HWY_RESTRICT r3 = reinterpret_cast<const T*>(in + (i + 3) * row_stride);
    for (int64_t j = 0; j < n; ++j) {
      acc[j] = Op::apply(Op::apply(Op::apply(Op::apply(acc[j], r0[j]), r1[j]), r2[j]), r3[j]);
    }
  }
  for (; i < rows; ++i) {
    const T* HWY_RESTRICT row = reinterpret_cast<const T*>(in + i * row_stride);
    for (int64_t j = 0; j < n; ++j) acc[j] = Op::apply(acc[j], row[j]);
  }
  if constexpr (kIsFloat<T> || kIsComplex<T>) {
    for (int64_t j = 0; j < n; ++j) acc[j] = settled<Op>(acc[j]);
  }
}

// A few columns: their results stay in registers, or nearly so.
template <class T, class Op, int kColumns>
void fold_rows_narrow(T* acc, const std::byte* in, int64_t rows, int64_t row_stride) {
  T running[kColumns];
  for (int k = 0; k < kColumns; ++k) running[k] = acc[k];
  for (int64_t i = 0; i < rows; ++i) {
    const T* row = reinterpret_cast<const T*>(in + i * row_stride);
    for (int k = 0; k < kColumns; ++k) running[k] = Op::apply(running[k], row[k]);
  }
  for (int k = 0; k < kColumns; ++k) acc[k] = settled<Op>(running[k]);
}

template <class T, class Op>
void fold_rows(std::byte* accumulator, const std::byte* in, int64_t rows, int64_t row_stride, int64_t n) {
  T* acc = reinterpret_cast<T*>(accumulator);
  while (n > 0 && n <= 7) {
    const int64_t width = n >= 4 ? 4 : n >= 2 ? 2 : 1;
    if (width == 4) {
      fold_rows_narrow<T, Op, 4>(acc, in, rows, row_stride);
    } else if (width == 2) {
      fold_rows_narrow<T, Op, 2>(acc, in, rows, row_stride);
    } else {
      fold_rows_narrow<T, Op, 1>(acc, in, rows, row_stride);
    }
    acc += width;
    in += width * static_cast<int64_t>(sizeof(T));
    n -= width;
  }
  if (n > 0) fold_rows_block<T, Op>(acc, in, rows, row_stride, n);
}

template <class T, class Op>
void accumulate(const std::byte* in, int64_t in_stride, std::byte* out, int64_t out_stride, int64_t n) {
  if (n <= 0) return;
  T value = element<T>(in);
  element<T>(out) = settled<Op>(value);
  for (int64_t i = 1; i < n; ++i) {
    value = Op::apply(value, element<T>(in + i * in_stride));
    element<T>(out + i * out_stride) = settled<Op>(value);
  }
}

template <class T, class Op>
void scatter(std::byte* base, const int64_t* offsets, const std::byte* in, int64_t in_stride, int64_t n) {
  for (int64_t i = 0; i < n; ++i) {
    T& place = element<T>(base + offsets[i]);
    place = Op::apply(place, element<T>(in + i * in_stride));
  }
}

template <class T, class Op>
constexpr ReduceKernel make_kernel(ReduceLoop fold) {
  return {fold, &fold_rows<T, Op>, &accumulate<T, Op>, &scatter<T, Op>, Op::order, HWY_TARGET_INCLUDE};
}

template <class T, class Op>
constexpr ReduceKernel make_kernel() {
  if constexpr (Op::order == ReduceOrder::associative) {
    return make_kernel<T, Op>(&fold_associative<T, Op>);
  } else {
    return make_kernel<T, Op>(&fold_sequential<T, Op>);
  }
}

}  // namespace nd::kernels::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif
