// QR factorisation by Householder reflections (LAPACK geqrf, orgqr, ungqr).
#include "array/creation.hpp"
#include "linalg/lapack.hpp"
#include "linalg/linalg.hpp"
#include "shape/shape.hpp"

namespace nd {

namespace {

// `q` (…, m, columns) or null; `r` (…, rows, n) or null; `tau` (…, k, 1) and `raw` (…, m, n) or null.
struct Targets {
  const Array *q, *r, *raw, *tau;
};

template <blas::Element T>
void factor_stacks(const Array& a, const Targets& to) {
  const int64_t m = a.shape(a.ndim - 2);
  const int64_t n = a.shape(a.ndim - 1);
  const int64_t k = std::min(m, n);
  const int64_t columns = to.q != nullptr ? to.q->shape(a.ndim - 1) : 0;
  const Work<T> matrix(m * std::max(n, columns));
  const Work<T> tau(k);
  T size{};
  blas::geqrf<T>(m, n, matrix.data(), tau.data(), &size, -1);
  int64_t work_count = queried(size);
  if (columns > 0) {
    blas::orgqr<T>(m, columns, k, matrix.data(), tau.data(), &size, -1);
    work_count = std::max(work_count, queried(size));
  }
  const Work<T> work(work_count);
  const Array& q = to.q != nullptr ? *to.q : a;
  const Array& r = to.r != nullptr ? *to.r : a;
  const Array& raw = to.raw != nullptr ? *to.raw : a;
  const Array& factors = to.tau != nullptr ? *to.tau : a;
  for_each_matrix({&a, &q, &r, &raw, &factors}, [&](std::span<std::byte* const> data) {
    to_columns(matrix_of(a, data[0]), matrix.data());
    int64_t info = blas::geqrf(m, n, matrix.data(), tau.data(), work.data(), work_count);
    if (info < 0) fail(ND_INTERNAL_ERROR, "qr: LAPACK refused argument ", -info, " of geqrf");
    if (to.raw != nullptr) from_columns(matrix.data(), matrix_of(raw, data[3]));
    if (to.tau != nullptr) std::copy_n(tau.data(), k, reinterpret_cast<T*>(data[4]));
    if (to.r != nullptr) {
      const Matrix upper = matrix_of(r, data[2]);
      for (int64_t i = 0; i < upper.rows; ++i) {
        for (int64_t j = 0; j < n; ++j) {
          *reinterpret_cast<T*>(upper.data + i * upper.row_stride + j * upper.column_stride) =
              i <= j ? matrix.data()[j * m + i] : T{};
        }
      }
    }
    if (to.q == nullptr) return;
    if (columns > 0) info = blas::orgqr(m, columns, k, matrix.data(), tau.data(), work.data(), work_count);
    if (info < 0) fail(ND_INTERNAL_ERROR, "qr: LAPACK refused argument ", -info, " of orgqr");
    from_columns(matrix.data(), matrix_of(q, data[1]));
  });
}

}  // namespace

Qr qr(const Array& a, QrMode mode) {
  if (a.ndim < 2) {
    fail(ND_LINALG_ERROR, "qr: ", a.ndim, "-dimensional array given. Array must be at least two-dimensional");
  }
  DType* dtype = lapack_dtype(a, "qr");
  const Ref<Array> stack = as_stack(a, dtype);
  const int64_t m = a.shape(a.ndim - 2);
  const int64_t n = a.shape(a.ndim - 1);
  const int64_t k = std::min(m, n);
  const auto shaped = [&](int64_t rows, int64_t columns) {
    Dims shape(a.shape().first(static_cast<size_t>(a.ndim - 2)));
    shape.push_back(rows);
    shape.push_back(columns);
    return zeros(dtype, shape);
  };
  const int64_t wide = mode == QrMode::complete ? m : k;
  Qr result;
  Ref<Array> raw;
  if (mode == QrMode::raw) {
    raw = shaped(m, n);
    result.r = shaped(k, 1);
  } else {
    if (mode != QrMode::r) result.q = shaped(m, wide);
    result.r = shaped(wide, n);
  }
  const bool is_raw = mode == QrMode::raw;
  if (k > 0 && count_of(a.shape().first(static_cast<size_t>(a.ndim - 2))) > 0) {
    visit_lapack(dtype, std::max(m, n), [&]<class T>(Type<T>) {
      if constexpr (blas::Element<T>) {
        factor_stacks<T>(
            *stack, {result.q.get(), is_raw ? nullptr : result.r.get(), raw.get(), is_raw ? result.r.get() : nullptr});
      }
    });
  } else if (mode == QrMode::complete) {
    assign(*result.q, *eye(m, m, 0, dtype));
  }
  if (is_raw) {
    result.q = swapaxes(*raw, -2, -1);
    result.r = reshaped(*result.r, result.r->shape().first(static_cast<size_t>(a.ndim - 1)));
  }
  return result;
}

}  // namespace nd
