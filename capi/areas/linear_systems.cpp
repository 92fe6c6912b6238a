// Least squares, condition and rank, products of several matrices, and linear equations of tensors.
/*ND_AREA linalg*/
#include "areas/options.hpp"
#include "linalg/linalg.hpp"
#include "ndcore/linalg.h"
#include "ndcore/options.h"
#include "runtime/arguments.hpp"
#include "runtime/guard.hpp"

using namespace nd;
using namespace nd::capi;

/*ND_API lstsq group=linalg
 * Least squares: `x` that makes the length of b - a x least, and the shortest such `x` (LAPACK gelsd).
 * a          in borrowed           shape (m, n); integers and booleans as float64, no 16-bit floats
 * b          in borrowed           shape (m,) or (m, k)
 * rcond      in borrowed optional  0-d; singular values up to this times the largest count as zero. NULL: max(m, n)
 *                                  times the distance of 1 to the next number of the dtype
 * x          out owned             shape (n,) or (n, k)
 * residuals  out owned optional    shape (k,), or (1,): squared lengths of b - a x; (0,) where m <= n or `a` has not
 *                                  rank n
 * s          out owned optional    the singular values of `a`, shape (min(m, n),), descending
 * returns    reading               the rank of `a`
 * errors     ND_LINALG_ERROR, ND_TYPE_ERROR, ND_NOT_FOUND, ND_VALUE_ERROR, ND_FLOATING_POINT_ERROR, ND_NO_MEMORY
 */
ND_EXPORT int64_t nd_lstsq(nd_array* a, nd_array* b, nd_array* rcond, nd_array** x, nd_array** residuals,
                           nd_array** s) {
  return call("nd_lstsq", [&] {
    const Array& matrix = array(a, "a");
    const Array& right = array(b, "b");
    const Array* const limit = optional_array(rcond, "rcond");
    out_pointer(x, "x");
    LeastSquares result = least_squares(matrix, right, limit);
    give_all<Array>({x, residuals, s}, {std::move(result.x), std::move(result.residuals), std::move(result.s)});
    return result.rank;
  });
}

/*ND_API cond group=linalg
 * Condition numbers of matrices: the norm of a matrix times that of its inverse.
 * x        in borrowed                          shape (…, m, n), square but for norms of singular values
 * p        in default=ND_NORM_LARGEST_SINGULAR  the norm: an ND_NORM_ constant; with ND_NORM_LARGEST_SINGULAR and
 *                                               ND_NORM_SMALLEST_SINGULAR the ratio of the outermost singular values
 * returns  owned scalar                         real, shape (…); infinity for singular matrices
 * errors   ND_LINALG_ERROR, ND_TYPE_ERROR, ND_NOT_FOUND, ND_VALUE_ERROR, ND_FLOATING_POINT_ERROR, ND_NO_MEMORY
 */
ND_EXPORT nd_array* nd_cond(nd_array* x, nd_norm_kind p) {
  return call("nd_cond", [&] {
    const Array& matrix = array(x, "x");
    if (p < ND_NORM_FROBENIUS || p > ND_NORM_SMALLEST_ROW)
      fail(ND_VALUE_ERROR, ": argument `p` must be an ND_NORM_ constant, not ", p);
    return give(condition_number(matrix, static_cast<MatrixNorm>(p)));
  });
}

/*ND_API matrix_rank group=linalg python=linalg asks=A
 * Ranks of matrices: how many singular values count as more than zero.
 * A          in borrowed           shape (…, m, n), or a vector or number, which has rank 1 unless it is zero
 * tol        in borrowed optional  0-d or of shape (…): values up to this count as zero
 * hermitian  in default=0          not 0: the matrices are symmetric or Hermitian
 * rtol       in borrowed optional  instead of `tol`, times the largest value. Neither: max(m, n) times the distance of
 *                                  1 to the next number of the dtype
 * returns    owned scalar          int64, shape (…)
 * errors     ND_LINALG_ERROR, ND_TYPE_ERROR, ND_NOT_FOUND, ND_VALUE_ERROR, ND_FLOATING_POINT_ERROR, ND_NO_MEMORY
 * numpy      A, tol, hermitian, *, rtol
 */
ND_EXPORT nd_array* nd_matrix_rank(nd_array* A, nd_array* tol, nd_flag hermitian, nd_array* rtol) {
  return call("nd_matrix_rank", [&] {
    const Array& matrix = array(A, "A");
    const Array* const limit = optional_array(tol, "tol");
    return give(matrix_rank(matrix, limit, flag_argument(hermitian, "hermitian"), optional_array(rtol, "rtol")));
  });
}

/*ND_API multi_dot group=linalg python=linalg
 * The product of several matrices, in the order that takes the fewest multiplications.
 * arrays   in borrowed len=narrays  at least two, 2-d; the first may be 1-d, a row, and the last, a column
 * out      in borrowed optional     takes the result; NULL: a new array
 * returns  owned scalar             2-d, or without the axes that the first and last lack
 * errors   ND_LINALG_ERROR, ND_TYPE_ERROR, ND_VALUE_ERROR, ND_CASTING_ERROR, ND_READ_ONLY, ND_NOT_FOUND,
 *          ND_OVERFLOW_ERROR, ND_FLOATING_POINT_ERROR, ND_NO_MEMORY
 * numpy    arrays, *, out
 */
ND_EXPORT nd_array* nd_multi_dot(nd_array* const* arrays, int32_t narrays, nd_array* out) {
  return call("nd_multi_dot", [&] {
    const std::vector<Array*> given = objects<Array>(arrays, narrays, "arrays");
    const std::vector<const Array*> all(given.begin(), given.end());
    return give(multi_dot(all, optional_array(out, "out")));
  });
}

/*ND_API tensorsolve group=linalg python=linalg
 * The array `x` with tensordot(a, x, x.ndim) = b.
 * a        in borrowed            shape (b's, then x's): the products of both extents are equal
 * b        in borrowed            any shape
 * axes     in optional len=naxes  axes of `a` that are moved to its end first
 * returns  owned                  the last axes of `a`
 * errors   ND_LINALG_ERROR, ND_AXIS_ERROR, ND_TYPE_ERROR, ND_NOT_FOUND, ND_VALUE_ERROR, ND_FLOATING_POINT_ERROR,
 *          ND_NO_MEMORY
 * numpy    a, b, axes
 */
ND_EXPORT nd_array* nd_tensorsolve(nd_array* a, nd_array* b, const int64_t* axes, int32_t naxes) {
  return call("nd_tensorsolve", [&] {
    const Array& left = array(a, "a");
    const Array& right = array(b, "b");
    return give(tensor_solve(left, right, span_of(axes, naxes, "axes")));
  });
}

/*ND_API tensorinv group=linalg python=linalg
 * The inverse of an array under tensordot(a, x, ind): of its first axes with the others.
 * a        in borrowed   the products of the extents of both groups of axes are equal
 * ind      in default=2  how many axes are the first group, at least 1
 * returns  owned         the second group of axes, then the first
 * errors   ND_LINALG_ERROR, ND_TYPE_ERROR, ND_NOT_FOUND, ND_VALUE_ERROR, ND_FLOATING_POINT_ERROR, ND_NO_MEMORY
 * numpy    a, ind
 */
ND_EXPORT nd_array* nd_tensorinv(nd_array* a, int64_t ind) {
  return call("nd_tensorinv", [&] { return give(tensor_inverse(array(a, "a"), ind)); });
}
