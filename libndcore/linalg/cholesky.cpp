// Cholesky factors (LAPACK potrf).
#include "linalg/lapack.hpp"
#include "linalg/linalg.hpp"

namespace nd {

Ref<Array> cholesky(const Array& a, bool upper) {
  require_square(a, "cholesky");
  DType* dtype = lapack_dtype(a, "cholesky");
  const Ref<Array> stack = as_stack(a, dtype);
  const int64_t n = a.shape(a.ndim - 1);
  Ref<Array> result = empty(dtype, a.shape());
  if (result->size == 0) return result;
  visit_lapack(dtype, n, [&]<class T>(Type<T>) {
    if constexpr (blas::Element<T>) {
      const Work<T> factor(n * n);
      for_each_matrix({stack.get(), result.get()}, [&](std::span<std::byte* const> data) {
        to_columns(matrix_of(*stack, data[0]), factor.data());
        const int64_t info = blas::potrf(upper ? 'U' : 'L', n, factor.data());
        if (info > 0) fail(ND_LINALG_ERROR, "cholesky: Matrix is not positive definite");
        if (info < 0) fail(ND_INTERNAL_ERROR, "cholesky: LAPACK refused argument ", -info, " of potrf");
        for (int64_t j = 0; j < n; ++j) {
          T* const column = factor.data() + j * n;
          std::fill(column + (upper ? j + 1 : 0), column + (upper ? n : j), T{});
        }
        from_columns(factor.data(), matrix_of(*result, data[1]));
      });
    }
  });
  return result;
}

}  // namespace nd
