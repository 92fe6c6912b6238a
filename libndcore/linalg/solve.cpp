// Linear systems through LU factorisation (LAPACK gesv).
#include "linalg/lapack.hpp"
#include "linalg/linalg.hpp"
#include "linalg/small_lu.hpp"

namespace nd {

namespace {

// X with A X = B over whole stacks; both of one LAPACK dtype, with the same axes before the last two.
void solve_stacks(const Array& a, const Array& b, const Array& x, std::string_view operation,
                  bool singular_is_nan = false) {
  visit_lapack(a.dtype, std::max(a.shape(a.ndim - 1), b.shape(b.ndim - 1)), [&]<class T>(Type<T>) {
    if constexpr (blas::Element<T>) {
      const int64_t n = a.shape(a.ndim - 1);
      const int64_t columns = b.shape(b.ndim - 1);
      const Work<T> factors(n * n);
      const Work<T> right(n * columns);
      const Work<int64_t> pivots(n);
      for_each_matrix({&a, &b, &x}, [&](std::span<std::byte* const> data) {
        to_columns(matrix_of(a, data[0]), factors.data());
        to_columns(matrix_of(b, data[1]), right.data());
        int64_t info = 0;
        if constexpr (!kIsComplex<T>) {
          info = is_small(n, factors.data()) ? small_solve(n, columns, factors.data(), right.data())
                                             : blas::gesv(n, columns, factors.data(), pivots.data(), right.data());
        } else {
          info = blas::gesv(n, columns, factors.data(), pivots.data(), right.data());
        }
        if (info > 0 && !singular_is_nan) fail(ND_LINALG_ERROR, operation, ": Singular matrix");
        if (info > 0) fill_nan(right.data(), n * columns);
        if (info < 0) fail(ND_INTERNAL_ERROR, operation, ": LAPACK refused argument ", -info, " of gesv");
        from_columns(right.data(), matrix_of(x, data[2]));
      });
    }
  });
}

}  // namespace

Ref<Array> solve(const Array& a, const Array& b) {
  require_square(a, "solve");
  if (b.ndim == 0) fail(ND_VALUE_ERROR, "solve: b must be at least 1-dimensional");
  // NumPy 2: only a 1-d b is a vector; otherwise it is a stack of matrices.
  const bool is_vector = b.ndim == 1;
  const int64_t n = a.shape(a.ndim - 1);
  const int64_t rows = b.shape(is_vector ? 0 : b.ndim - 2);
  if (rows != n) {
    fail(ND_VALUE_ERROR, "solve: Input operand 1 has a mismatch in its core dimension 0 (size ", rows,
         " is different from ", n, ")");
  }
  DType* dtype = promote(lapack_dtype(a, "solve"), lapack_dtype(b, "solve"));
  const Ref<Array> left = as_stack(a, dtype);
  const Ref<Array> right = as_stack(b, dtype, is_vector ? VectorAs::column : VectorAs::matrix);
  const Dims stack = stack_shape({left.get(), right.get()}, "solve");
  Dims shape = stack;
  shape.push_back(n);
  shape.push_back(right->shape(right->ndim - 1));
  const Ref<Array> x = empty(dtype, shape);
  if (x->size > 0) solve_stacks(*stretch_stack(*left, stack), *stretch_stack(*right, stack), *x, "solve");
  return is_vector ? reshaped(*x, x->shape().first(static_cast<size_t>(x->ndim - 1))) : x;
}

namespace {

Ref<Array> invert(const Array& a, bool singular_is_nan) {
  require_square(a, "inv");
  DType* dtype = lapack_dtype(a, "inv");
  const Ref<Array> stack = as_stack(a, dtype);
  const int64_t n = a.shape(a.ndim - 1);
  const Ref<Array> identity = zeros(dtype, Dims{n, n});
  visit_lapack(dtype, n, [&]<class T>(Type<T>) {
    if constexpr (kIsComplex<T>) {
      for (int64_t i = 0; i < n; ++i) identity->as<T>()[i * (n + 1)].re = 1;
    } else {
      for (int64_t i = 0; i < n; ++i) identity->as<T>()[i * (n + 1)] = T{1};
    }
  });
  Ref<Array> result = empty(dtype, a.shape());
  const Dims outer(a.shape().first(static_cast<size_t>(a.ndim - 2)));
  if (result->size > 0)
    solve_stacks(*stretch_stack(*stack, outer), *stretch_stack(*identity, outer), *result, "inv", singular_is_nan);
  return result;
}

}  // namespace

Ref<Array> inverse(const Array& a) { return invert(a, false); }
Ref<Array> inverse_or_nan(const Array& a) { return invert(a, true); }

}  // namespace nd
