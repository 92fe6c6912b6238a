// One pass over the result; the operands are looked at only where it holds a number that is not finite.
#include "linalg/product_status.hpp"

#include <algorithm>
#include <atomic>
#include <bit>
#include <cmath>
#include <limits>

#include "core/memory.hpp"
#include "core/threads.hpp"
#include "ndcore/types.h"

namespace nd {

namespace {

constexpr int64_t kGrain = 1 << 16;
constexpr uint8_t kNaN = 1, kInfinite = 2;

template <class R>
uint8_t content(R value) {
  return std::isnan(value) ? kNaN : std::isinf(value) ? kInfinite : 0;
}
template <class R>
uint8_t content(complex<R> value) {
  return content(value.re) | content(value.im);
}

// By the bits of the exponent: to look must not raise a status itself.
template <class R>
bool all_finite(const R* values, int64_t count) {
  using Bits = std::conditional_t<sizeof(R) == 4, uint32_t, uint64_t>;
  constexpr auto kExponent = std::bit_cast<Bits>(std::numeric_limits<R>::infinity());
  std::atomic<bool> finite = true;
  parallel_for(count, kGrain, [&](int64_t begin, int64_t end) {
    Bits found = 0;
    for (int64_t i = begin; i < end; ++i) {
      found |= static_cast<Bits>((std::bit_cast<Bits>(values[i]) & kExponent) == kExponent);
    }
    if (found != 0) finite = false;
  });
  return finite;
}

template <class T>
T element(const Matrix& matrix, int64_t i, int64_t j) {
  return *reinterpret_cast<const T*>(matrix.data + i * matrix.row_stride + j * matrix.column_stride);
}

// What each row of `matrix` holds; or each column.
template <class T>
void contents(const Matrix& matrix, bool columns, uint8_t* result) {
  std::fill_n(result, columns ? matrix.columns : matrix.rows, uint8_t{0});
  for (int64_t i = 0; i < matrix.rows; ++i) {
    for (int64_t j = 0; j < matrix.columns; ++j) result[columns ? j : i] |= content(element<T>(matrix, i, j));
  }
}

int32_t status(uint8_t result, uint8_t operands) {
  if ((result & kNaN) != 0 && (operands & kNaN) == 0) {
    // Of finite operands a NaN comes from infinities that are none of theirs.
    return ND_FP_INVALID | (operands == 0 ? ND_FP_OVERFLOW : 0);
  }
  return (result & kInfinite) != 0 && operands == 0 ? ND_FP_OVERFLOW : 0;
}

}  // namespace

template <blas::Element T>
int32_t product_status(const Matrix& a, const Matrix& b, const std::byte* c) {
  using R = blas::Real<T>;
  const int64_t m = a.rows, n = b.columns;
  if (all_finite(reinterpret_cast<const R*>(c), m * n * blas::kParts<T>)) return 0;
  const Scratch scratch(static_cast<size_t>(m + n));
  auto* const rows = reinterpret_cast<uint8_t*>(scratch.data());
  uint8_t* const columns = rows + m;
  contents<T>(a, false, rows);
  contents<T>(b, true, columns);
  const auto* value = reinterpret_cast<const T*>(c);
  int32_t flags = 0;
  for (int64_t i = 0; i < m; ++i) {
    for (int64_t j = 0; j < n; ++j) flags |= status(content(*value++), rows[i] | columns[j]);
  }
  return flags;
}

template int32_t product_status<float>(const Matrix&, const Matrix&, const std::byte*);
template int32_t product_status<double>(const Matrix&, const Matrix&, const std::byte*);
template int32_t product_status<complex64>(const Matrix&, const Matrix&, const std::byte*);
template int32_t product_status<complex128>(const Matrix&, const Matrix&, const std::byte*);

}  // namespace nd
