// Determinants through LU factorisation (LAPACK getrf).
#include <cmath>

#include "linalg/lapack.hpp"
#include "linalg/linalg.hpp"
#include "linalg/small_lu.hpp"
#include "ufunc/formula.hpp"
#include "ufunc/quiet.hpp"

namespace nd {

namespace {

using formula::call;
using formula::Term;

// Whether the number of row exchanges is odd.
template <blas::Element T>
bool factor(int64_t n, T* a, int64_t* exchanges, std::string_view operation) {
  if constexpr (!kIsComplex<T>) {
    if (is_small(n, a)) {
      int8_t few[kSmallMatrix];
      small_factor_any(n, a, few);
      bool is_odd = false;
      for (int64_t k = 0; k < n; ++k) is_odd ^= few[k] != k;
      return is_odd;
    }
  }
  const int64_t info = blas::getrf(n, a, exchanges);
  if (info < 0) fail(ND_INTERNAL_ERROR, operation, ": LAPACK refused argument ", -info, " of getrf");
  return blas::odd_exchanges(exchanges, n);
}

// The diagonal of U, (…, n), the first of whose elements takes the sign of the row exchanges.
Ref<Array> pivots_of(const Array& a, std::string_view operation) {
  require_square(a, operation);
  DType* dtype = lapack_dtype(a, operation);
  const Ref<Array> stack = as_stack(a, dtype);
  const int64_t n = a.shape(a.ndim - 1);
  Dims shape(a.shape().first(static_cast<size_t>(a.ndim - 1)));
  shape.push_back(1);
  const Ref<Array> result = empty(dtype, shape);
  if (result->size > 0) {
    visit_lapack(dtype, n, [&]<class T>(Type<T>) {
      if constexpr (blas::Element<T>) {
        const Work<T> factors(n * n);
        const Work<int64_t> exchanges(n);
        for_each_matrix({stack.get(), result.get()}, [&](std::span<std::byte* const> data) {
          to_columns(matrix_of(*stack, data[0]), factors.data());
          const bool is_odd = factor(n, factors.data(), exchanges.data(), operation);
          T* const diagonal = reinterpret_cast<T*>(data[1]);
          for (int64_t i = 0; i < n; ++i) diagonal[i] = factors.data()[i * (n + 1)];
          if (is_odd) scale(diagonal, 1, blas::Real<T>{-1});
        });
      }
    });
  }
  return reshaped(*result, result->shape().first(static_cast<size_t>(a.ndim - 1)));
}

// A number as a fraction and a power of two, so that the product of many neither overflows nor vanishes on its way.
template <class R>
struct Scaled {
  R value;
  int64_t exponent = 0;

  void normalize() {
    int moved = 0;
    value = std::frexp(value, &moved);
    exponent += moved;
  }
  void multiply(R by) {
    value *= by;
    normalize();
  }
  R result() const { return std::ldexp(value, static_cast<int>(std::clamp<int64_t>(exponent, -100000, 100000))); }
};

template <class R>
R product(const R* values, int64_t n) {
  Scaled<R> total{1};
  for (int64_t i = 0; i < n; ++i) total.multiply(values[i]);
  return total.result();
}

template <class R>
complex<R> product(const complex<R>* values, int64_t n) {
  complex<R> total{1, 0};
  int64_t exponent = 0;
  for (int64_t i = 0; i < n; ++i) {
    const auto [re, im] = values[i];
    total = {total.re * re - total.im * im, total.re * im + total.im * re};
    const R size = std::max(std::fabs(total.re), std::fabs(total.im));
    if (!(size > 0) || std::isinf(size)) continue;
    int moved = 0;
    std::frexp(size, &moved);
    total = {std::ldexp(total.re, -moved), std::ldexp(total.im, -moved)};
    exponent += moved;
  }
  const int power = static_cast<int>(std::clamp<int64_t>(exponent, -100000, 100000));
  return {std::ldexp(total.re, power), std::ldexp(total.im, power)};
}

}  // namespace

Ref<Array> determinant(const Array& a) {
  const Ref<Array> pivots = pivots_of(a, "det");
  const int64_t n = pivots->shape(pivots->ndim - 1);
  Ref<Array> result = empty(pivots->dtype, pivots->shape().first(static_cast<size_t>(pivots->ndim - 1)));
  visit_type(result->dtype->code, [&]<class T>(Type<T>) {
    if constexpr (blas::Element<T>) {
      for (int64_t i = 0; i < result->size; ++i) result->as<T>()[i] = product(pivots->as<T>() + i * n, n);
    }
  });
  report_fp_status("det");
  return result;
}

SignLogDeterminant sign_log_determinant(const Array& a) {
  const Term pivots{pivots_of(a, "slogdet")};
  const int64_t last[] = {-1};
  const Quiet quiet(true);
  return {prod(*call("sign", pivots).a, {last, false}), sum(*call("log", call("absolute", pivots)).a, {last, false})};
}

}  // namespace nd
