// What the LAPACK-backed routines share: column-major copies of matrices and work arrays.
#pragma once

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>

#include "core/fpstatus.hpp"
#include "core/memory.hpp"
#include "linalg/blas.hpp"
#include "linalg/matrix.hpp"

namespace nd {

// An array of T for LAPACK to work in, released at the end of its life.
template <class T>
class Work {
 public:
  explicit Work(int64_t count) : scratch_(static_cast<size_t>(std::max<int64_t>(count, 1)) * sizeof(T)) {}
  T* data() const { return reinterpret_cast<T*>(scratch_.data()); }

 private:
  Scratch scratch_;
};

// Row- or column-strided matrix to a dense column-major one and back.
template <class T>
void to_columns(const Matrix& from, T* to) {
  for (int64_t j = 0; j < from.columns; ++j) {
    const std::byte* column = from.data + j * from.column_stride;
    for (int64_t i = 0; i < from.rows; ++i) *to++ = *reinterpret_cast<const T*>(column + i * from.row_stride);
  }
}
template <class T>
void from_columns(const T* from, const Matrix& to) {
  for (int64_t j = 0; j < to.columns; ++j) {
    std::byte* column = to.data + j * to.column_stride;
    for (int64_t i = 0; i < to.rows; ++i) *reinterpret_cast<T*>(column + i * to.row_stride) = *from++;
  }
}

// What a matrix holds that keeps LAPACK's iterations from an end, or makes it write to standard error. `huge`: finite
// complex numbers whose magnitude is not.
enum class Content : uint8_t { finite, huge, infinite, nan };
template <blas::Element T>
Content content_of(const T* values, int64_t count) {
  auto found = Content::finite;
  for (int64_t i = 0; i < count; ++i) {
    auto one = Content::finite;
    if constexpr (kIsComplex<T>) {
      const auto [re, im] = values[i];
      if (std::isnan(re) || std::isnan(im)) return Content::nan;
      if (std::isinf(std::hypot(re, im))) one = std::isinf(re) || std::isinf(im) ? Content::infinite : Content::huge;
    } else {
      if (std::isnan(values[i])) return Content::nan;
      if (std::isinf(values[i])) one = Content::infinite;
    }
    found = std::max(found, one);
  }
  return found;
}

// Values of a `huge` matrix are those of a quarter of it, times four.
template <class T>
void scale(T* values, int64_t count, blas::Real<T> factor) {
  auto* const parts = reinterpret_cast<blas::Real<T>*>(values);
  for (int64_t i = 0; i < count * blas::kParts<T>; ++i) parts[i] *= factor;
}

// All of it NaN.
template <class T>
void fill_nan(T* values, int64_t count) {
  auto* const parts = reinterpret_cast<blas::Real<T>*>(values);
  std::fill_n(parts, count * blas::kParts<T>, std::numeric_limits<blas::Real<T>>::quiet_NaN());
}

// The work size a query left in the first element; a float may have been rounded down.
template <class T>
int64_t queried(const T& value) {
  if constexpr (kIsComplex<T>) {
    return queried(value.re);
  } else {
    return static_cast<int64_t>(std::nextafter(value, std::numeric_limits<T>::infinity()));
  }
}
inline int64_t queried_integer(int64_t raw) { return blas::info_value(raw); }

// Calls f(Type<T>{}) for the LAPACK type of a dtype made by lapack_dtype. What floating-point status LAPACK raises on
// its way is nobody's concern, that of the functions which use its factors among them. `extent`: the largest.
template <class F>
void visit_lapack(const DType* dtype, int64_t extent, F&& f) {
  if (extent > blas::largest_integer())
    fail(ND_VALUE_ERROR, ": an extent of ", extent, " is too large for this LAPACK");
  blas::match_threads();
  visit_type(dtype->code, [&]<class T>(Type<T> type) {
    if constexpr (blas::Element<T>) f(type);
  });
  clear_fp_flags();
}

inline DType* real_dtype(const DType* dtype) {
  return dtype->code == ND_COMPLEX64    ? dtype_of<float>()
         : dtype->code == ND_COMPLEX128 ? dtype_of<double>()
                                        : native(dtype);
}

}  // namespace nd
