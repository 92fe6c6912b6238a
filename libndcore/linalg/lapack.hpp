// What the LAPACK-backed routines share: column-major copies of matrices and work arrays.
#pragma once

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

// The work size a query left in the first element.
template <class T>
int64_t queried(const T& value) {
  if constexpr (kIsComplex<T>) {
    return static_cast<int64_t>(value.re);
  } else {
    return static_cast<int64_t>(value);
  }
}
inline int64_t queried_integer(int64_t raw) { return blas::info_value(raw); }

// Calls f(Type<T>{}) for the LAPACK type of a dtype made by lapack_dtype. What floating-point status LAPACK raises on its
// way is nobody's concern, that of the functions which use its factors among them.
template <class F>
void visit_lapack(const DType* dtype, F&& f) {
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
