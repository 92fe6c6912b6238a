// Singular values and vectors (LAPACK gesdd: divide and conquer).
#include "array/creation.hpp"
#include "linalg/lapack.hpp"
#include "linalg/linalg.hpp"

namespace nd {

namespace {

// So many singular vectors LAPACK finds without an iteration: of a matrix with infinities they are NaN, as the singular
// values of any. More of them do not converge, as in NumPy.
constexpr int64_t kDirect = 2;

// LAPACK sees the transposed matrix of a row-major one, whose factors are exchanged: with A' = U S V', A = V S U'.
// Rows are copied into columns instead, so that the factors come out as NumPy's, sign for sign.
template <blas::Element T>
void svd_stacks(const Array& a, const Array& s, const Array* u, const Array* vh, char job) {
  using R = blas::Real<T>;
  const int64_t m = a.shape(a.ndim - 2);
  const int64_t n = a.shape(a.ndim - 1);
  const int64_t small = std::min(m, n);
  const int64_t large = std::max(m, n);
  const int64_t u_columns = job == 'A' ? m : small;
  const int64_t vh_rows = job == 'A' ? n : small;
  const Work<T> matrix(m * n);
  const Work<T> left(job == 'N' ? 1 : m * u_columns);
  const Work<T> right(job == 'N' ? 1 : vh_rows * n);
  const Work<int64_t> integer_work(8 * small);
  // The bound of LAPACK's documentation for the real work of the complex routine.
  const Work<R> real_work(small * std::max(5 * small + 7, 2 * large + 2 * small + 1));
  const int64_t ldvt = std::max<int64_t>(vh_rows, 1);
  T size{};
  blas::gesdd<T>(job, m, n, matrix.data(), nullptr, nullptr, m, nullptr, ldvt, &size, -1, nullptr, integer_work.data());
  const int64_t work_count = queried(size);
  const Work<T> work(work_count);
  const auto run = [&](std::byte* from, std::byte* to) {
    auto* const values = reinterpret_cast<R*>(to);
    to_columns(matrix_of(a, from), matrix.data());
    const Content content = content_of(matrix.data(), m * n);
    if (content == Content::nan || (content == Content::infinite && job != 'N' && small > kDirect)) {
      fail(ND_LINALG_ERROR, "svd: SVD did not converge");
    }
    if (content == Content::infinite) {
      fill_nan(values, small);
      if (job != 'N') fill_nan(left.data(), m * u_columns), fill_nan(right.data(), vh_rows * n);
      return;
    }
    if (content == Content::huge) scale<T>(matrix.data(), m * n, R{0.25});
    const int64_t info = blas::gesdd<T>(job, m, n, matrix.data(), values, left.data(), m, right.data(), ldvt,
                                        work.data(), work_count, real_work.data(), integer_work.data());
    if (info > 0) fail(ND_LINALG_ERROR, "svd: SVD did not converge");
    if (info < 0) fail(ND_INTERNAL_ERROR, "svd: LAPACK refused argument ", -info, " of gesdd");
    if (content == Content::huge) scale<R>(values, small, R{4});
  };
  if (job == 'N') {
    for_each_matrix({&a, &s}, [&](std::span<std::byte* const> data) { run(data[0], data[1]); });
    return;
  }
  for_each_matrix({&a, &s, u, vh}, [&](std::span<std::byte* const> data) {
    run(data[0], data[1]);
    from_columns(left.data(), matrix_of(*u, data[2]));
    from_columns(right.data(), matrix_of(*vh, data[3]));
  });
}

}  // namespace

Svd svd(const Array& a, bool full, bool with_vectors) {
  if (a.ndim < 2) {
    fail(ND_LINALG_ERROR, "svd: ", a.ndim, "-dimensional array given. Array must be at least two-dimensional");
  }
  DType* dtype = lapack_dtype(a, "svd");
  const Ref<Array> stack = as_stack(a, dtype);
  const int64_t m = a.shape(a.ndim - 2);
  const int64_t n = a.shape(a.ndim - 1);
  const int64_t small = std::min(m, n);
  const Dims outer(a.shape().first(static_cast<size_t>(a.ndim - 2)));
  const auto shaped = [&](int64_t rows, int64_t columns) {
    Dims shape = outer;
    shape.push_back(rows);
    shape.push_back(columns);
    return shape;
  };
  Svd result;
  const Ref<Array> s = zeros(real_dtype(dtype), shaped(small, 1));
  if (with_vectors) {
    result.u = zeros(dtype, shaped(m, full ? m : small));
    result.vh = zeros(dtype, shaped(full ? n : small, n));
  }
  const char job = !with_vectors ? 'N' : full ? 'A' : 'S';
  if (small > 0 && count_of(outer) > 0) {
    visit_lapack(dtype, std::max(m, n), [&]<class T>(Type<T>) {
      if constexpr (blas::Element<T>) svd_stacks<T>(*stack, *s, result.u.get(), result.vh.get(), job);
    });
  } else if (full && with_vectors) {
    // Nothing to decompose: any orthonormal basis will do, as NumPy takes the unit vectors.
    for (const Ref<Array>& basis : {result.u, result.vh}) {
      const int64_t extent = basis->shape(basis->ndim - 1);
      assign(*basis, *eye(extent, extent, 0, dtype));
    }
  }
  Dims s_shape = outer;
  s_shape.push_back(small);
  result.s = reshaped(*s, s_shape);
  return result;
}

}  // namespace nd
