// Order-preserving integer keys: what is sorted is never a float, so that NaN and signed zeros cannot mislead a
// vectorised sort (Highway's is not safe on floating-point keys in version 1.0.3). Used by the files of sort/ and
// sets/.
#pragma once

#include <algorithm>
#include <bit>
#include <cstdint>
#include <limits>

#include "core/kernel_files.hpp"
#include "dtype/dtype.hpp"

namespace nd::sorting {

// The signed or unsigned integer a type is sorted as.
template <class T>
struct KeyOf {
  using type = T;
};
template <>
struct KeyOf<bool8> {
  using type = uint8_t;
};
template <>
struct KeyOf<float16> {
  using type = int16_t;
};
template <>
struct KeyOf<bfloat16> {
  using type = int16_t;
};
template <>
struct KeyOf<float> {
  using type = int32_t;
};
template <>
struct KeyOf<double> {
  using type = int64_t;
};
template <class T>
using Key = typename KeyOf<T>::type;

// Reverses the order of negative floats, whose magnitude grows downwards. Its own inverse.
template <class I>
constexpr I flip_negative(I bits) {
  return static_cast<I>(bits ^ ((bits >> (8 * sizeof(I) - 1)) & std::numeric_limits<I>::max()));
}

// -0.0 comes right before 0.0 among the keys; equal_zero() gives both the key of 0.0.
template <class T>
Key<T> key_of(T value) {
  if constexpr (kIsFloat<T>) {
    return flip_negative(std::bit_cast<Key<T>>(value));
  } else if constexpr (kIsBool<T>) {
    return value.value != 0 ? 1 : 0;
  } else {
    return value;
  }
}
template <class T>
Key<T> equal_zero(Key<T> key) {
  if constexpr (kIsFloat<T>) return key == -1 ? 0 : key;
  return key;
}

template <class T>
bool is_nan(T value) {
  if constexpr (kIsComplex<T>) {
    return value.re != value.re || value.im != value.im;
  } else if constexpr (kIsHalf<T>) {
    return static_cast<float>(value) != static_cast<float>(value);
  } else if constexpr (std::is_floating_point_v<T>) {
    return value != value;
  } else {
    return false;
  }
}

// NumPy's order. Complex numbers: by real part, then imaginary; those with a NaN come last, first NaN in the imaginary
// part alone, then in the real part alone, then in both.
template <class T>
bool less(T a, T b) {
  if constexpr (kIsComplex<T>) {
    const auto rank = [](T z) { return (z.re != z.re ? 2 : 0) + (z.im != z.im ? 1 : 0); };
    const int rank_a = rank(a);
    const int rank_b = rank(b);
    if (rank_a != rank_b) return rank_a < rank_b;
    // Of equal rank: the parts that are numbers decide.
    if (rank_a < 2 && a.re != b.re) return a.re < b.re;
    return rank_a % 2 == 0 && a.im < b.im;
  } else if constexpr (kIsHalf<T>) {
    const auto x = static_cast<float>(a);
    const auto y = static_cast<float>(b);
    return x < y || (y != y && x == x);
  } else if constexpr (std::is_floating_point_v<T>) {
    return a < b || (b != b && a == a);
  } else if constexpr (kIsBool<T>) {
    return (a.value != 0) < (b.value != 0);
  } else {
    return a < b;
  }
}

// Sorts integers ascending, over the threads when there are many. The order of equal ones cannot be seen.
void sort_keys(uint8_t* keys, int64_t n);
void sort_keys(int8_t* keys, int64_t n);
void sort_keys(int16_t* keys, int64_t n);
void sort_keys(uint16_t* keys, int64_t n);
void sort_keys(int32_t* keys, int64_t n);
void sort_keys(uint32_t* keys, int64_t n);
void sort_keys(int64_t* keys, int64_t n);
void sort_keys(uint64_t* keys, int64_t n);

// The kernels of sorting keys of so many bytes.
void sort_keys_kernels(int64_t itemsize, KernelFiles& files);

// Sorts n contiguous elements in place, NaNs last, equal elements (zeros of both signs) in their old order.
template <class T>
void sort_line(T* line, int64_t n);
// Positions that sort n contiguous elements, stable.
template <class T>
void argsort_line(const T* line, int64_t* positions, int64_t n);
// The kernels of both, of lines with at least one element.
void sort_line_kernels(const DType* dtype, KernelFiles& files);
void argsort_line_kernels(const DType* dtype, int64_t n, KernelFiles& files);

}  // namespace nd::sorting
