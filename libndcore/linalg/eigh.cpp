// Eigenvalues and eigenvectors of symmetric and Hermitian matrices (LAPACK syevd, heevd: divide and conquer).
#include "linalg/lapack.hpp"
#include "linalg/linalg.hpp"

namespace nd {

namespace {

// So many eigenvalues LAPACK finds without an iteration: of a matrix that is not finite they are NaN, and more do not
// converge, as in NumPy. A single one is its element.
constexpr int64_t kDirect = 2;

// Of a column-major Hermitian matrix, of which one triangle is read; the imaginary parts of the diagonal count as zero.
template <blas::Element T>
Content triangle_content(T* matrix, int64_t n, char triangle) {
  auto found = Content::finite;
  for (int64_t j = 0; j < n; ++j) {
    T* const column = matrix + j * n;
    if constexpr (kIsComplex<T>) column[j].im = 0;
    found = std::max(found, triangle == 'L' ? content_of(column + j, n - j) : content_of(column, j + 1));
  }
  return found;
}

template <blas::Element T>
void eigh_stacks(const Array& a, const Array& values, const Array* vectors, char triangle) {
  using R = blas::Real<T>;
  const int64_t n = a.shape(a.ndim - 1);
  const char job = vectors != nullptr ? 'V' : 'N';
  T work_size{};
  R real_size{};
  int64_t integer_size = 0;
  const Work<T> matrix(n * n);
  blas::syevd<T>(job, triangle, n, matrix.data(), nullptr, &work_size, -1, &real_size, -1, &integer_size, -1);
  const int64_t work_count = queried(work_size);
  const int64_t real_count = kIsComplex<T> ? queried(real_size) : 1;
  const int64_t integer_count = queried_integer(integer_size);
  const Work<T> work(work_count);
  const Work<R> real_work(real_count);
  const Work<int64_t> integer_work(integer_count);
  const Array& target = vectors != nullptr ? *vectors : a;
  for_each_matrix({&a, &target, &values}, [&](std::span<std::byte* const> data) {
    auto* const found = reinterpret_cast<R*>(data[2]);
    to_columns(matrix_of(a, data[0]), matrix.data());
    const Content content = triangle_content(matrix.data(), n, triangle);
    if (content >= Content::infinite && n > kDirect) fail(ND_LINALG_ERROR, "eigh: Eigenvalues did not converge");
    if (content >= Content::infinite && n > 1) {
      fill_nan(found, n);
      fill_nan(matrix.data(), n * n);
    } else {
      if (content == Content::huge) scale<T>(matrix.data(), n * n, R{0.25});
      const int64_t info = blas::syevd<T>(job, triangle, n, matrix.data(), found, work.data(), work_count,
                                          real_work.data(), real_count, integer_work.data(), integer_count);
      if (info > 0) fail(ND_LINALG_ERROR, "eigh: Eigenvalues did not converge");
      if (info < 0) fail(ND_INTERNAL_ERROR, "eigh: LAPACK refused argument ", -info, " of syevd");
      if (content == Content::huge) scale<R>(found, n, R{4});
    }
    if (vectors != nullptr) from_columns(matrix.data(), matrix_of(*vectors, data[1]));
  });
}

}  // namespace

Eigh eigh(const Array& a, char triangle, bool with_vectors) {
  require_square(a, "eigh");
  if (triangle != 'L' && triangle != 'U') fail(ND_VALUE_ERROR, "eigh: UPLO argument must be 'L' or 'U'");
  DType* dtype = lapack_dtype(a, "eigh");
  const Ref<Array> stack = as_stack(a, dtype);
  // Values get an axis of one more, so that every operand is a stack of matrices.
  Dims value_shape(a.shape().first(static_cast<size_t>(a.ndim - 1)));
  Dims stacked = value_shape;
  stacked.push_back(1);
  const Ref<Array> values = empty(real_dtype(dtype), stacked);
  Eigh result;
  if (with_vectors) result.vectors = empty(dtype, a.shape());
  if (a.size > 0) {
    visit_lapack(dtype, a.shape(a.ndim - 1), [&]<class T>(Type<T>) {
      if constexpr (blas::Element<T>) eigh_stacks<T>(*stack, *values, result.vectors.get(), triangle);
    });
  }
  result.values = reshaped(*values, value_shape);
  return result;
}

}  // namespace nd
