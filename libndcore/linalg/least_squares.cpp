// Least squares through singular values (LAPACK gelsd: divide and conquer).
#include "array/single.hpp"
#include "linalg/lapack.hpp"
#include "linalg/linalg.hpp"
#include "shape/shape.hpp"
#include "ufunc/formula.hpp"

namespace nd {

namespace {

constexpr std::string_view kNoConvergence = "lstsq: SVD did not converge in Linear Least Squares";

// Solves in `b`, whose columns have max(m, n) rows; returns the rank.
template <blas::Element T>
int64_t solve_least(int64_t m, int64_t n, int64_t columns, T* a, T* b, blas::Real<T>* s, double rcond) {
  using R = blas::Real<T>;
  const auto limit = static_cast<R>(rcond);
  if (content_of(a, m * n) >= Content::infinite || content_of(b, std::max(m, n) * columns) >= Content::infinite)
    fail(ND_LINALG_ERROR, kNoConvergence);
  int64_t rank = 0;
  T size{};
  R real_size{};
  int64_t integer_size = 0;
  blas::gelsd<T>(m, n, columns, a, b, s, limit, rank, &size, -1, &real_size, &integer_size);
  const int64_t work_count = queried(size);
  const Work<T> work(work_count);
  const Work<R> real_work(kIsComplex<T> ? queried(real_size) : 1);
  const Work<int64_t> integer_work(queried_integer(integer_size));
  const int64_t info = blas::gelsd<T>(m, n, columns, a, b, s, limit, rank, work.data(), work_count, real_work.data(),
                                      integer_work.data());
  if (info > 0) fail(ND_LINALG_ERROR, kNoConvergence);
  if (info < 0) fail(ND_INTERNAL_ERROR, "lstsq: LAPACK refused argument ", -info, " of gelsd");
  return rank;
}

double limit_of(const Array* rcond, const DType* dtype, int64_t extent) {
  if (rcond != nullptr) {
    require_scalar(*rcond, "lstsq", "rcond");
    return *astype(*rcond, dtype_of<double>())->as<double>();
  }
  const bool is_single = dtype->code == ND_FLOAT32 || dtype->code == ND_COMPLEX64;
  return static_cast<double>(extent) *
         (is_single ? double{std::numeric_limits<float>::epsilon()} : std::numeric_limits<double>::epsilon());
}

}  // namespace

LeastSquares least_squares(const Array& a, const Array& b, const Array* rcond) {
  if (a.ndim != 2) fail(ND_LINALG_ERROR, "lstsq: ", a.ndim, "-dimensional array given. Array must be two-dimensional");
  const bool is_vector = b.ndim == 1;
  if (!is_vector && b.ndim != 2)
    fail(ND_LINALG_ERROR, "lstsq: ", b.ndim, "-dimensional array given. Array must be two-dimensional");
  const int64_t m = a.shape(0), n = a.shape(1), columns = is_vector ? 1 : b.shape(1), large = std::max(m, n);
  if (b.shape(0) != m) fail(ND_LINALG_ERROR, "lstsq: Incompatible dimensions");
  DType* dtype = promote(lapack_dtype(a, "lstsq"), lapack_dtype(b, "lstsq"));
  const Ref<Array> left = as_stack(a, dtype);
  const Ref<Array> right = as_stack(b, dtype, is_vector ? VectorAs::column : VectorAs::matrix);
  LeastSquares result{zeros(dtype, Dims{n, columns}), zeros(real_dtype(dtype), Dims{0}),
                      zeros(real_dtype(dtype), Dims{std::min(m, n)}), 0};
  const double limit = limit_of(rcond, dtype, large);
  visit_lapack(dtype, large, [&]<class T>(Type<T>) {
    if constexpr (blas::Element<T>) {
      using R = blas::Real<T>;
      const int64_t count = std::max<int64_t>(columns, 1);
      const Work<T> matrix(m * n);
      const Work<T> solution(large * count);
      std::fill_n(solution.data(), large * count, T{});
      to_columns(matrix_of(*left, left->data), matrix.data());
      const Matrix given = matrix_of(*right, right->data);
      for (int64_t j = 0; j < columns; ++j) {
        to_columns(Matrix{given.data + j * given.column_stride, m, 1, given.row_stride, 0},
                   solution.data() + j * large);
      }
      if (m > 0 && n > 0) {
        result.rank = solve_least<T>(m, n, count, matrix.data(), solution.data(), result.s->template as<R>(), limit);
      }
      const bool is_overdetermined = result.rank == n && m > n;
      if (is_overdetermined) result.residuals = zeros(real_dtype(dtype), Dims{columns});
      for (int64_t j = 0; j < columns; ++j) {
        const T* const column = solution.data() + j * large;
        for (int64_t i = 0; i < n; ++i) result.x->template as<T>()[i * columns + j] = column[i];
        if (!is_overdetermined) continue;
        const auto* const rest = reinterpret_cast<const R*>(column + n);
        R total = 0;
        for (int64_t i = 0; i < (m - n) * blas::kParts<T>; ++i) total += rest[i] * rest[i];
        result.residuals->template as<R>()[j] = total;
      }
    }
  });
  if (is_vector) result.x = reshaped(*result.x, Dims{n});
  return result;
}

}  // namespace nd
