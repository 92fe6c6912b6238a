// Linear algebra: products of all dtypes, and factorisations through LAPACK. The last two axes hold a matrix, axes
// before them are a stack that broadcasts.
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "stats/stats.hpp"

namespace nd {

// The kernels of matmul() without output, and a stand-in for its result.
Ref<Array> matmul_kernels(const Array& a, const Array& b, std::string_view operation, KernelFiles& files);

// Matrix product with NumPy's rules for vectors and stacks. Floats and complex numbers go through BLAS (its bits),
// other dtypes through our kernels; float16 and bfloat16 accumulate in float32. `out` may be null. Floating-point
// status and errors bear the name of `operation`, which is made of it.
Ref<Array> matmul(const Array& a, const Array& b, Array* out = nullptr, std::string_view operation = "matmul");
// NumPy's dot: the last axis of `a` with the last but one of `b`; scalars multiply.
Ref<Array> dot(const Array& a, const Array& b, Array* out = nullptr);
// The dot product of the flattened arrays; `a` is conjugated.
Ref<Array> vdot(const Array& a, const Array& b);
// The last axes of both.
Ref<Array> inner(const Array& a, const Array& b);
// Dot products along the last axis; `a` is conjugated. Other axes, and options: linalg/gufunc.hpp.
Ref<Array> vecdot(const Array& a, const Array& b);
// Matrices in the last two axes of one, vectors in the last axis of the other; vecmat conjugates the vectors.
Ref<Array> matvec(const Array& a, const Array& b);
Ref<Array> vecmat(const Array& a, const Array& b);
// Sums of products over the given pairs of axes.
Ref<Array> tensordot(const Array& a, const Array& b, std::span<const int64_t> axes_a, std::span<const int64_t> axes_b);

// Kronecker product: blocks of `b`, each times an element of `a`; the array of fewer axes gets some of extent 1 in
// front.
Ref<Array> kron(const Array& a, const Array& b);
// Cross products of vectors of three components, which stand along an axis each of a, b and the result.
Ref<Array> cross(const Array& a, const Array& b, int64_t axis_a, int64_t axis_b, int64_t axis_c);
// Whole powers of square matrices, negative ones of the inverse.
Ref<Array> matrix_power(const Array& a, int64_t n);

// (sum |x|^order)^(1/order) over axes; ±infinity: the largest, smallest magnitude; 0: how many are not zero.
Ref<Array> vector_norm(const Array& x, Axes axes, double order, bool keepdims);
// In the order of the ND_NORM_ constants.
enum class MatrixNorm : uint8_t {
  frobenius,
  nuclear,
  largest_singular,
  smallest_singular,
  largest_column,
  smallest_column,
  largest_row,
  smallest_row,
};
Ref<Array> matrix_norm(const Array& x, MatrixNorm norm, int64_t rows_axis, int64_t columns_axis, bool keepdims);

// X with A X = B, for square A (…, n, n) and B (n,) or (…, n, k). ND_LINALG_ERROR for a singular matrix.
Ref<Array> solve(const Array& a, const Array& b);
Ref<Array> inverse(const Array& a);
// Where there is none, NaN.
Ref<Array> inverse_or_nan(const Array& a);

// Eigenvalues in ascending order and, when asked for, orthonormal eigenvectors as columns, of symmetric or Hermitian
// matrices of which only one triangle ('L' or 'U') is read.
struct Eigh {
  Ref<Array> values, vectors;
};
Eigh eigh(const Array& a, char triangle, bool with_vectors);

// a = u · diag(s) · vh. full: square u and vh; else the economic form.
struct Svd {
  Ref<Array> u, s, vh;
};
Svd svd(const Array& a, bool full, bool with_vectors);
// The same of symmetric or Hermitian matrices, by their eigenvectors; the lower triangle is read.
Svd svd_hermitian(const Array& a, bool with_vectors);
// Pseudo-inverse; singular values up to `rtol` (of the shape of the stack, or 0-d) times the largest count as zero.
// Null: the greater extent times the distance of 1 to the next number.
Ref<Array> pseudo_inverse(const Array& a, const Array* rtol, bool hermitian);

// Determinants, of the dtype that LAPACK computes in, over the axes before the last two.
Ref<Array> determinant(const Array& a);
// Of the determinants the sign (0 for singular matrices; of complex ones a number of magnitude 1) and the logarithm of
// the magnitude.
struct SignLogDeterminant {
  Ref<Array> sign, logarithm;
};
SignLogDeterminant sign_log_determinant(const Array& a);

// L with a = L L^H, or U with a = U^H U; of `a` one triangle is read. ND_LINALG_ERROR if it is not positive definite.
Ref<Array> cholesky(const Array& a, bool upper);

// In the order of the ND_QR_ constants. `raw`: Householder vectors and R in `q` (transposed, as LAPACK has them), their
// factors in `r`.
enum class QrMode : uint8_t { reduced, complete, r, raw };
struct Qr {
  Ref<Array> q, r;  // with QrMode::r, q is null
};
Qr qr(const Array& a, QrMode mode);

// Eigenvalues and, when asked for, right eigenvectors as columns, of any square matrices. Real where all are, of real
// matrices.
struct Eig {
  Ref<Array> values, vectors;
};
Eig eig(const Array& a, bool with_vectors, std::string_view operation);

// x that makes |b - a x| least, for a 2-d `a` and b (m,) or (m, k). `rcond` as in pseudo_inverse.
struct LeastSquares {
  Ref<Array> x, residuals, s;
  int64_t rank;
};
LeastSquares least_squares(const Array& a, const Array& b, const Array* rcond);

// Norm of `a` times that of its inverse; for singular values of any shape.
Ref<Array> condition_number(const Array& a, MatrixNorm norm);
// How many singular values are greater than `tol`, or than `rtol` times the largest; both may be null.
Ref<Array> matrix_rank(const Array& a, const Array* tol, bool hermitian, const Array* rtol);

// The product of several matrices, in the order that takes the fewest multiplications.
Ref<Array> multi_dot(std::span<const Array* const> arrays, Array* out);

// x with tensordot(a, x, x.ndim) = b; `axes` of `a` are moved to its end first.
Ref<Array> tensor_solve(const Array& a, const Array& b, std::span<const int64_t> axes);
// The inverse under tensordot(a, x, index): of the first `index` axes with the others.
Ref<Array> tensor_inverse(const Array& a, int64_t index);

}  // namespace nd
