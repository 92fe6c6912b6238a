// Eigenvalues and right eigenvectors of square matrices (LAPACK geev).
#include "linalg/lapack.hpp"
#include "linalg/linalg.hpp"

namespace nd {

namespace {

template <class R>
complex<R>* elements(std::byte* data) {
  return reinterpret_cast<complex<R>*>(data);
}

// Conjugate eigenvalues of a real matrix follow one another; their vectors stand as a real and an imaginary column.
template <class R>
void spread_pairs(const R* imaginary, const R* columns, int64_t n, const Matrix& to) {
  for (int64_t j = 0; j < n; ++j) {
    const bool is_pair = imaginary[j] != 0 && j + 1 < n;
    const R* const re = columns + j * n;
    for (int64_t i = 0; i < n; ++i) {
      const auto at = [&](int64_t column) {
        return elements<R>(to.data + i * to.row_stride + column * to.column_stride);
      };
      *at(j) = {re[i], is_pair ? re[n + i] : R{0}};
      if (is_pair) *at(j + 1) = {re[i], -re[n + i]};
    }
    if (is_pair) ++j;
  }
}

// Whether all eigenvalues are real, so that those of a real matrix are given so.
template <blas::Element T>
bool eig_stacks(const Array& a, const Array& values, const Array* vectors, std::string_view operation) {
  using R = blas::Real<T>;
  const int64_t n = a.shape(a.ndim - 1);
  const char job = vectors != nullptr ? 'V' : 'N';
  const Work<T> matrix(n * n);
  const Work<T> found(2 * n);
  const Work<T> columns(vectors != nullptr ? n * n : 1);
  const Work<R> real_work(2 * n);
  T size{};
  blas::geev<T>(job, n, matrix.data(), found.data(), columns.data(), &size, -1, real_work.data());
  const int64_t work_count = queried(size);
  const Work<T> work(work_count);
  const Array& target = vectors != nullptr ? *vectors : a;
  bool all_real = !kIsComplex<T>;
  for_each_matrix({&a, &values, &target}, [&](std::span<std::byte* const> data) {
    to_columns(matrix_of(a, data[0]), matrix.data());
    if (content_of(matrix.data(), n * n) >= Content::infinite)
      fail(ND_LINALG_ERROR, operation, ": Array must not contain infs or NaNs");
    const int64_t info =
        blas::geev<T>(job, n, matrix.data(), found.data(), columns.data(), work.data(), work_count, real_work.data());
    if (info > 0) fail(ND_LINALG_ERROR, operation, ": Eigenvalues did not converge");
    if (info < 0) fail(ND_INTERNAL_ERROR, operation, ": LAPACK refused argument ", -info, " of geev");
    auto* const to = elements<R>(data[1]);
    if constexpr (kIsComplex<T>) {
      std::copy_n(found.data(), n, to);
      if (vectors != nullptr) from_columns(columns.data(), matrix_of(*vectors, data[2]));
    } else {
      const R* const imaginary = found.data() + n;
      for (int64_t i = 0; i < n; ++i) {
        to[i] = {found.data()[i], imaginary[i]};
        all_real = all_real && imaginary[i] == 0;
      }
      if (vectors != nullptr) spread_pairs(imaginary, columns.data(), n, matrix_of(*vectors, data[2]));
    }
  });
  return all_real;
}

DType* complex_dtype(const DType* dtype) {
  return dtype->code == ND_FLOAT32 || dtype->code == ND_COMPLEX64 ? dtype_of<complex64>() : dtype_of<complex128>();
}

}  // namespace

Eig eig(const Array& a, bool with_vectors, std::string_view operation) {
  require_square(a, operation);
  DType* dtype = lapack_dtype(a, operation);
  const Ref<Array> stack = as_stack(a, dtype);
  const Dims value_shape(a.shape().first(static_cast<size_t>(a.ndim - 1)));
  Dims stacked = value_shape;
  stacked.push_back(1);
  const Ref<Array> values = empty(complex_dtype(dtype), stacked);
  Eig result;
  if (with_vectors) result.vectors = empty(complex_dtype(dtype), a.shape());
  bool all_real = !dtype->is_complex();
  if (a.size > 0) {
    visit_lapack(dtype, a.shape(a.ndim - 1), [&]<class T>(Type<T>) {
      if constexpr (blas::Element<T>) all_real = eig_stacks<T>(*stack, *values, result.vectors.get(), operation);
    });
  }
  result.values = reshaped(*values, value_shape);
  if (all_real) {
    result.values = astype(*result.values, real_dtype(dtype));
    if (with_vectors) result.vectors = astype(*result.vectors, real_dtype(dtype));
  }
  return result;
}

}  // namespace nd
