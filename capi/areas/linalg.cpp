// Linear algebra.
/*ND_AREA linalg Linear algebra: products of matrices and vectors of every dtype, and factorisations through LAPACK. */
#include "linalg/linalg.hpp"

#include <optional>

#include "areas/options.hpp"
#include "areas/reduction.hpp"
#include "core/function_ref.hpp"
#include "linalg/blas.hpp"
#include "linalg/gufunc.hpp"
#include "ndcore/linalg.h"
#include "ndcore/options.h"
#include "runtime/arguments.hpp"
#include "runtime/guard.hpp"

using namespace nd;
using namespace nd::capi;

namespace {

void give_svd(nd_array** u, nd_array** s, nd_array** vh, FunctionRef<Svd(bool with_vectors)> decompose) {
  out_pointer(s, "s");
  if ((u == nullptr) != (vh == nullptr))
    fail(ND_VALUE_ERROR, "svd: arguments `u` and `vh` are given together or not at all");
  Svd result = decompose(u != nullptr);
  give_all<Array>({u, s, vh}, {std::move(result.u), std::move(result.s), std::move(result.vh)});
}

GufuncOptions gufunc_options(const nd_gufunc_options* given) {
  if (given == nullptr) return {};
  const nd_gufunc_options options = struct_argument(given, "options");
  if (options.order < ND_ORDER_K || options.order > ND_ORDER_A)
    fail(ND_VALUE_ERROR, ": argument `options.order` must be ND_ORDER_K, C, F or A, not ", options.order);
  return {optional_array(options.out, "options.out"), optional_dtype(options.dtype, "options.dtype"),
          casting_or(options.casting, ND_CASTING_SAME_KIND), options.order,
          flag_argument(options.keepdims, "options.keepdims")};
}

// NULL: not said, which an empty list is not.
std::optional<std::span<const int64_t>> core_axes_of(const int64_t* axes, int32_t naxes, const char* name) {
  const std::span<const int64_t> given = span_of(axes, naxes, name);
  return axes == nullptr ? std::nullopt : std::optional(given);
}

nd_array* product(const Gufunc& function, nd_array* a, nd_array* b, const nd_gufunc_options* options) {
  const Array& left = array(a, "a");
  const Array& right = array(b, "b");
  return give(call_gufunc(function, left, right, CoreAxes{}, gufunc_options(options)));
}

}  // namespace

/*ND_API matmul group=linalg
 * Matrix product.
 * Matrices stand in the last two axes, axes before them broadcast; a 1-d `a` counts as a row, a 1-d `b` as a column,
 * and the axis they lack is missing in the result. Floats and complex numbers are multiplied by BLAS, other dtypes by
 * kernels of ours: integers wrap, booleans are or-ed, float16 and bfloat16 accumulate in float32.
 * a        in borrowed  any dtype, shape (…, n, k) or (k,)
 * b        in borrowed  any dtype, shape (…, k, m) or (k,)
 * options  in optional  output, dtype, casting, order; keepdims is not for this product
 * returns  owned  shape (…, n, m), the promoted dtype; `out` itself when given
 * errors   ND_VALUE_ERROR, ND_CASTING_ERROR, ND_READ_ONLY, ND_TYPE_ERROR, ND_OVERFLOW_ERROR, ND_FLOATING_POINT_ERROR,
 *          ND_NO_MEMORY
 * see      nd_gufunc_call
 */
ND_EXPORT nd_array* nd_matmul(nd_array* a, nd_array* b, const nd_gufunc_options* options) {
  return call("nd_matmul", [&] { return product(kMatmul, a, b, options); });
}

/*ND_API dot group=linalg python
 * Sum of products over the last axis of `a` and the last but one of `b`; with a 0-d operand, the elementwise product.
 * a        in borrowed  any dtype, shape (…, k)
 * b        in borrowed  any dtype, shape (…, k, m) or (k,)
 * out      in borrowed optional  takes the result; its shape must be the result's
 * returns  owned scalar like=a,b  the other axes of `a`, then those of `b`; `out` itself when given
 * errors   ND_VALUE_ERROR, ND_CASTING_ERROR, ND_READ_ONLY, ND_OVERFLOW_ERROR, ND_FLOATING_POINT_ERROR, ND_NO_MEMORY
 */
ND_EXPORT nd_array* nd_dot(nd_array* a, nd_array* b, nd_array* out) {
  return call("nd_dot", [&] { return give(dot(array(a, "a"), array(b, "b"), optional_array(out, "out"))); });
}

/*ND_API vdot group=linalg python
 * Dot product of the flattened arrays, `a` conjugated.
 * a        in borrowed  any dtype, n elements
 * b        in borrowed  any dtype, n elements
 * returns  owned scalar  0-d, of the promoted dtype
 * errors   ND_VALUE_ERROR, ND_FLOATING_POINT_ERROR, ND_NO_MEMORY
 * numpy    a, b, /
 */
ND_EXPORT nd_array* nd_vdot(nd_array* a, nd_array* b) {
  return call("nd_vdot", [&] { return give(vdot(array(a, "a"), array(b, "b"))); });
}

/*ND_API inner group=linalg python
 * Sum of products over the last axes of both; with a 0-d operand, the elementwise product.
 * a        in borrowed  any dtype, shape (…, k)
 * b        in borrowed  any dtype, shape (…, k)
 * returns  owned scalar like=a,b  the other axes of `a`, then those of `b`; the promoted dtype
 * errors   ND_VALUE_ERROR, ND_OVERFLOW_ERROR, ND_FLOATING_POINT_ERROR, ND_NO_MEMORY
 * numpy    a, b, /
 */
ND_EXPORT nd_array* nd_inner(nd_array* a, nd_array* b) {
  return call("nd_inner", [&] { return give(inner(array(a, "a"), array(b, "b"))); });
}

/*ND_API vecdot group=linalg
 * Dot products of the vectors along one axis, `a` conjugated.
 * a        in borrowed  any dtype and shape
 * b        in borrowed  any dtype; the other axes broadcast with those of `a`
 * axis     in default=-1  of both operands; negative counts from the end
 * options  in optional  output, dtype, casting, order, keepdims
 * returns  owned  the other axes, with keepdims 1 for `axis`; the promoted dtype; `out` itself when given
 * errors   ND_VALUE_ERROR, ND_AXIS_ERROR, ND_CASTING_ERROR, ND_READ_ONLY, ND_TYPE_ERROR, ND_OVERFLOW_ERROR,
 *          ND_FLOATING_POINT_ERROR, ND_NO_MEMORY
 * see      nd_gufunc_call
 */
ND_EXPORT nd_array* nd_vecdot(nd_array* a, nd_array* b, int64_t axis, const nd_gufunc_options* options) {
  return call("nd_vecdot", [&] {
    if (axis == -1) return product(kVecdot, a, b, options);
    const Array& left = array(a, "a");
    const Array& right = array(b, "b");
    return give(call_gufunc(kVecdot, left, right, axis, gufunc_options(options)));
  });
}

/*ND_API matvec group=linalg
 * Products of matrices and vectors.
 * a        in borrowed  any dtype, shape (…, m, n)
 * b        in borrowed  any dtype, shape (…, n)
 * options  in optional  output, dtype, casting, order; keepdims is not for this product
 * returns  owned  shape (…, m), the promoted dtype; `out` itself when given
 * errors   ND_VALUE_ERROR, ND_CASTING_ERROR, ND_READ_ONLY, ND_TYPE_ERROR, ND_OVERFLOW_ERROR, ND_FLOATING_POINT_ERROR,
 *          ND_NO_MEMORY
 * see      nd_gufunc_call
 */
ND_EXPORT nd_array* nd_matvec(nd_array* a, nd_array* b, const nd_gufunc_options* options) {
  return call("nd_matvec", [&] { return product(kMatvec, a, b, options); });
}

/*ND_API vecmat group=linalg
 * Products of vectors, conjugated, and matrices.
 * a        in borrowed  any dtype, shape (…, n)
 * b        in borrowed  any dtype, shape (…, n, m)
 * options  in optional  output, dtype, casting, order; keepdims is not for this product
 * returns  owned  shape (…, m), the promoted dtype; `out` itself when given
 * errors   ND_VALUE_ERROR, ND_CASTING_ERROR, ND_READ_ONLY, ND_TYPE_ERROR, ND_OVERFLOW_ERROR, ND_FLOATING_POINT_ERROR,
 *          ND_NO_MEMORY
 * see      nd_gufunc_call
 */
ND_EXPORT nd_array* nd_vecmat(nd_array* a, nd_array* b, const nd_gufunc_options* options) {
  return call("nd_vecmat", [&] { return product(kVecmat, a, b, options); });
}

/*ND_API gufunc_call group=linalg
 * matmul, vecdot, matvec or vecmat with its core axes anywhere, as NumPy's `axes` and `axis` say.
 * name      in           as in NumPy
 * a         in borrowed  any dtype
 * b         in borrowed  any dtype; the axes beside the core axes broadcast with those of `a`
 * axes_a    in len=naxes_a optional  the core axes of `a`, in the order of the signature; negative counts from the
 *           end; NULL: the last ones, if there is no `axes_b` either
 * axes_b    in len=naxes_b optional  those of `b`, given with `axes_a`
 * axes_out  in len=naxes_out optional  those of the result; NULL where `axes_a` is given: it has none, or that of `a`,
 *           which keepdims keeps
 * axis      in default=ND_AXIS_NONE  of vecdot: one for both operands, instead of the lists
 * options   in optional  output, dtype, casting, order, and of vecdot keepdims
 * returns   owned        the broadcast axes and the core axes of the result; `out` itself when given
 * errors    ND_NOT_FOUND, ND_VALUE_ERROR, ND_AXIS_ERROR, ND_CASTING_ERROR, ND_READ_ONLY, ND_TYPE_ERROR,
 *           ND_OVERFLOW_ERROR, ND_FLOATING_POINT_ERROR, ND_NO_MEMORY
 */
ND_EXPORT nd_array* nd_gufunc_call(const char* name, nd_array* a, nd_array* b, const int64_t* axes_a, int32_t naxes_a,
                                   const int64_t* axes_b, int32_t naxes_b, const int64_t* axes_out, int32_t naxes_out,
                                   int64_t axis, const nd_gufunc_options* options) {
  return call("nd_gufunc_call", [&] {
    const std::string_view of = text_argument(name, "name");
    const Array& left = array(a, "a");
    const Array& right = array(b, "b");
    const CoreAxes axes{core_axes_of(axes_a, naxes_a, "axes_a"), core_axes_of(axes_b, naxes_b, "axes_b"),
                        core_axes_of(axes_out, naxes_out, "axes_out")};
    const GufuncOptions told = gufunc_options(options);
    const Gufunc& function = find_gufunc(of);
    if (axis == ND_AXIS_NONE) return give(call_gufunc(function, left, right, axes, told));
    if (axes[0] || axes[1] || axes[2]) fail(ND_TYPE_ERROR, ": cannot specify both 'axis' and 'axes'");
    return give(call_gufunc(function, left, right, axis, told));
  });
}

/*ND_API tensordot group=linalg
 * Sums of products over pairs of axes, one of `a` and one of `b` each.
 * a        in borrowed  any dtype and shape
 * b        in borrowed  any dtype and shape
 * axes_a   in len=naxes_a  negative counts from the end
 * axes_b   in len=naxes_b  as many, of the same extents as `axes_a`
 * returns  owned  the other axes of `a`, then those of `b`; the promoted dtype
 * errors   ND_VALUE_ERROR, ND_AXIS_ERROR, ND_FLOATING_POINT_ERROR, ND_NO_MEMORY
 */
ND_EXPORT nd_array* nd_tensordot(nd_array* a, nd_array* b, const int64_t* axes_a, int32_t naxes_a,
                                 const int64_t* axes_b, int32_t naxes_b) {
  return call("nd_tensordot", [&] {
    const Array& left = array(a, "a");
    const Array& right = array(b, "b");
    const auto of_left = span_of(axes_a, naxes_a, "axes_a");
    const auto of_right = span_of(axes_b, naxes_b, "axes_b");
    if (naxes_a != naxes_b) fail(ND_VALUE_ERROR, ": shape-mismatch for sum: ", naxes_a, " and ", naxes_b, " axes");
    return give(tensordot(left, right, of_left, of_right));
  });
}

/*ND_API kron group=linalg python
 * Kronecker product: blocks of `b`, each times an element of `a`, arranged as `a` is.
 * a        in borrowed  any numeric dtype; the array of fewer axes gets some of extent 1 in front
 * b        in borrowed  any numeric dtype
 * returns  owned scalar wrapped=a,b  along each axis the product of both extents; the promoted dtype
 * errors   ND_VALUE_ERROR, ND_TYPE_ERROR, ND_FLOATING_POINT_ERROR, ND_NO_MEMORY
 */
ND_EXPORT nd_array* nd_kron(nd_array* a, nd_array* b) {
  return call("nd_kron", [&] { return give(kron(array(a, "a"), array(b, "b"))); });
}

/*ND_API cross group=linalg python
 * Cross products of vectors of three components.
 * a        in borrowed    any numeric dtype
 * b        in borrowed    any numeric dtype; the axes beside the vectors' broadcast with those of `a`
 * axisa    in default=-1  along which the vectors of `a` lie, extent 3; negative counts from the end
 * axisb    in default=-1  the same of `b`
 * axisc    in default=-1  the same of the result
 * axis     in default=ND_AXIS_NONE  instead of the three; ND_AXIS_NONE: each its own
 * returns  owned          the broadcast axes, and 3 along `axisc`; the promoted dtype
 * errors   ND_VALUE_ERROR, ND_AXIS_ERROR, ND_TYPE_ERROR, ND_FLOATING_POINT_ERROR, ND_NO_MEMORY
 */
ND_EXPORT nd_array* nd_cross(nd_array* a, nd_array* b, int64_t axisa, int64_t axisb, int64_t axisc, int64_t axis) {
  return call("nd_cross", [&] {
    const Array& left = array(a, "a");
    const Array& right = array(b, "b");
    if (axis != ND_AXIS_NONE) return give(cross(left, right, axis, axis, axis));
    return give(cross(left, right, axisa, axisb, axisc));
  });
}

/*ND_API matrix_power group=linalg python=linalg
 * Square matrices to a whole power; a negative one is that of the inverse.
 * a        in borrowed  any numeric dtype, shape (…, n, n)
 * n        in           0: the identity
 * returns  owned wrapped=a  `a`'s shape and dtype; of a negative power as nd_inv
 * errors   ND_LINALG_ERROR, ND_VALUE_ERROR, ND_TYPE_ERROR, ND_NOT_FOUND, ND_FLOATING_POINT_ERROR, ND_NO_MEMORY
 */
ND_EXPORT nd_array* nd_matrix_power(nd_array* a, int64_t n) {
  return call("nd_matrix_power", [&] { return give(matrix_power(array(a, "a"), n)); });
}

/*ND_API solve group=linalg python=linalg
 * X with A X = B, by LU factorisation (LAPACK gesv).
 * a        in borrowed  shape (…, n, n); integers and booleans as float64, no 16-bit floats
 * b        in borrowed  numeric, shape (n,) or (…, n, k)
 * returns  owned wrapped=b  shape (…, n) or (…, n, k), of the promoted floating-point dtype
 * errors   ND_LINALG_ERROR, ND_VALUE_ERROR, ND_TYPE_ERROR, ND_NOT_FOUND, ND_FLOATING_POINT_ERROR, ND_NO_MEMORY
 */
ND_EXPORT nd_array* nd_solve(nd_array* a, nd_array* b) {
  return call("nd_solve", [&] { return give(solve(array(a, "a"), array(b, "b"))); });
}

/*ND_API inv group=linalg python=linalg
 * Inverse of square matrices (LAPACK gesv with the identity).
 * a        in borrowed  shape (…, n, n); integers and booleans as float64, no 16-bit floats
 * returns  owned wrapped=a  shape (…, n, n), of `a`'s dtype; float64 for integers and booleans
 * errors   ND_LINALG_ERROR, ND_VALUE_ERROR, ND_TYPE_ERROR, ND_NOT_FOUND, ND_NO_MEMORY
 */
ND_EXPORT nd_array* nd_inv(nd_array* a) {
  return call("nd_inv", [&] { return give(inverse(array(a, "a"))); });
}

/*ND_API eigh group=linalg
 * Eigenvalues and eigenvectors of symmetric or Hermitian matrices, of which one triangle is read (LAPACK syevd,
 * heevd).
 * a        in borrowed  shape (…, n, n); integers and booleans as float64, no 16-bit floats
 * UPLO     in default=ND_TRIANGLE_L  which triangle is read: ND_TRIANGLE_L or ND_TRIANGLE_U
 * eigenvalues   out owned  real, shape (…, n), ascending
 * eigenvectors  out owned optional  shape (…, n, n), one orthonormal eigenvector a column; NULL: not computed
 * errors   ND_LINALG_ERROR, ND_TYPE_ERROR, ND_NOT_FOUND, ND_VALUE_ERROR, ND_NO_MEMORY
 */
ND_EXPORT nd_status nd_eigh(nd_array* a, nd_triangle UPLO, nd_array** eigenvalues, nd_array** eigenvectors) {
  return call("nd_eigh", [&] {
    const Array& matrix = array(a, "a");
    out_pointer(eigenvalues, "eigenvalues");
    if (UPLO != ND_TRIANGLE_L && UPLO != ND_TRIANGLE_U) {
      fail(ND_VALUE_ERROR, ": argument `UPLO` must be ND_TRIANGLE_L or ND_TRIANGLE_U, not ", UPLO);
    }
    Eigh result = eigh(matrix, UPLO == ND_TRIANGLE_U ? 'U' : 'L', eigenvectors != nullptr);
    give_all<Array>({eigenvalues, eigenvectors}, {std::move(result.values), std::move(result.vectors)});
  });
}

/*ND_API svd group=linalg
 * Singular value decomposition a = u · diag(s) · vh (LAPACK gesdd).
 * a        in borrowed  shape (…, m, n); integers and booleans as float64, no 16-bit floats
 * full_matrices in default=1  u (…, m, m) and vh (…, n, n); else, with k = min(m, n), u (…, m, k) and vh (…, k, n)
 * u        out owned optional  left singular vectors as columns; NULL together with `vh`: not computed
 * s        out owned  real, shape (…, min(m, n)), descending
 * vh       out owned optional  right singular vectors as rows, conjugated
 * errors   ND_LINALG_ERROR, ND_VALUE_ERROR, ND_TYPE_ERROR, ND_NOT_FOUND, ND_NO_MEMORY
 */
ND_EXPORT nd_status nd_svd(nd_array* a, nd_flag full_matrices, nd_array** u, nd_array** s, nd_array** vh) {
  return call("nd_svd", [&] {
    const Array& matrix = array(a, "a");
    give_svd(u, s, vh, [&](bool with_vectors) { return svd(matrix, full_matrices != 0, with_vectors); });
  });
}

/*ND_API svd_hermitian group=linalg
 * Singular value decomposition of symmetric or Hermitian matrices, by their eigenvectors: a = u · diag(s) · vh.
 * a        in borrowed  shape (…, n, n), the lower triangle is read; integers and booleans as float64, no 16-bit floats
 * u        out owned optional  left singular vectors as columns; NULL together with `vh`: not computed
 * s        out owned  real, shape (…, n), descending
 * vh       out owned optional  right singular vectors as rows, conjugated
 * errors   ND_LINALG_ERROR, ND_VALUE_ERROR, ND_TYPE_ERROR, ND_NOT_FOUND, ND_NO_MEMORY
 */
ND_EXPORT nd_status nd_svd_hermitian(nd_array* a, nd_array** u, nd_array** s, nd_array** vh) {
  return call("nd_svd_hermitian", [&] {
    const Array& matrix = array(a, "a");
    give_svd(u, s, vh, [&](bool with_vectors) { return svd_hermitian(matrix, with_vectors); });
  });
}

/*ND_API pinv group=linalg
 * Pseudo-inverse (Moore and Penrose) of matrices, by singular values.
 * a         in borrowed           shape (…, m, n); integers and booleans as float64, no 16-bit floats
 * rtol      in borrowed optional  singular values up to this times the largest count as zero; 0-d or of shape (…).
 *                                 NULL: max(m, n) times the distance of 1 to the next number of the dtype
 * hermitian in default=0          1: the matrices are symmetric or Hermitian
 * returns   owned                 shape (…, n, m)
 * errors    ND_LINALG_ERROR, ND_VALUE_ERROR, ND_TYPE_ERROR, ND_NOT_FOUND, ND_FLOATING_POINT_ERROR, ND_NO_MEMORY
 */
ND_EXPORT nd_array* nd_pinv(nd_array* a, nd_array* rtol, nd_flag hermitian) {
  return call("nd_pinv", [&] {
    const Array& matrix = array(a, "a");
    const Array* const limit = optional_array(rtol, "rtol");
    return give(pseudo_inverse(matrix, limit, flag_argument(hermitian, "hermitian")));
  });
}

/*ND_API vector_norm group=linalg python=linalg
 * Norm of vectors, over axes or of all elements: (sum |x|^ord)^(1/ord).
 * x        in borrowed            any numeric dtype, shape (d0, …, dk)
 * axis     in optional len=naxis  NULL: all axes; negative counts from the end
 * keepdims in default=0           not 0: the axes stay, with extent 1
 * ord      in default=2           infinity and -infinity: the largest and the smallest magnitude; 0: how many are not
 *          zero
 * returns  owned scalar           real: of `x`'s precision, float64 for integers and booleans
 * errors   ND_AXIS_ERROR, ND_VALUE_ERROR, ND_TYPE_ERROR, ND_FLOATING_POINT_ERROR, ND_NO_MEMORY
 * numpy    x, /, *, axis, keepdims, ord
 */
ND_EXPORT nd_array* nd_vector_norm(nd_array* x, const int64_t* axis, int32_t naxis, nd_flag keepdims, double ord) {
  return call("nd_vector_norm",
              [&] { return give(vector_norm(array(x, "x"), axes_of(axis, naxis, "axis"), ord, keepdims != 0)); });
}

/*ND_API matrix_norm group=linalg
 * Norm of the matrices in two axes.
 * x            in borrowed                   any numeric dtype, at least 2-d; for singular values no 16-bit floats
 * ord          in default=ND_NORM_FROBENIUS  an ND_NORM_ constant
 * row_axis     in default=-2                 along which a column runs; negative counts from the end
 * col_axis     in default=-1                 along which a row runs
 * keepdims     in default=0                  not 0: the axes stay, with extent 1
 * returns      owned                         real, the other axes
 * errors       ND_AXIS_ERROR, ND_VALUE_ERROR, ND_TYPE_ERROR, ND_LINALG_ERROR, ND_NOT_FOUND, ND_FLOATING_POINT_ERROR,
 *              ND_NO_MEMORY
 */
ND_EXPORT nd_array* nd_matrix_norm(nd_array* x, nd_norm_kind ord, int64_t row_axis, int64_t col_axis,
                                   nd_flag keepdims) {
  return call("nd_matrix_norm", [&] {
    const Array& matrices = array(x, "x");
    if (ord < ND_NORM_FROBENIUS || ord > ND_NORM_SMALLEST_ROW) {
      fail(ND_VALUE_ERROR, ": argument `ord` must be an ND_NORM_ constant, not ", ord);
    }
    return give(matrix_norm(matrices, static_cast<MatrixNorm>(ord), row_axis, col_axis, keepdims != 0));
  });
}

/*ND_API blas_description group=linalg
 * Which BLAS is in use and with what kernels, or where one was looked for in vain.
 * returns  borrowed  text, valid for ever
 * errors   ND_NO_MEMORY
 */
ND_EXPORT const char* nd_blas_description(void) {
  return reading("nd_blas_description", [&]() -> const char* { return blas::description().c_str(); });
}
