// Determinants, factorisations and eigenvalues of matrices.
/*ND_AREA linalg*/
#include "areas/options.hpp"
#include "linalg/linalg.hpp"
#include "ndcore/linalg.h"
#include "ndcore/options.h"
#include "runtime/arguments.hpp"
#include "runtime/guard.hpp"

using namespace nd;
using namespace nd::capi;

/*ND_API det group=linalg python=linalg
 * Determinants of square matrices, through LU factorisation (LAPACK getrf).
 * a        in borrowed    shape (…, n, n); integers and booleans as float64, no 16-bit floats
 * returns  owned scalar   shape (…); of a matrix without elements 1
 * errors   ND_LINALG_ERROR, ND_TYPE_ERROR, ND_NOT_FOUND, ND_VALUE_ERROR, ND_FLOATING_POINT_ERROR, ND_NO_MEMORY
 * numpy    a
 */
ND_EXPORT nd_array* nd_det(nd_array* a) {
  return call("nd_det", [&] { return give(determinant(array(a, "a"))); });
}

/*ND_API slogdet group=linalg
 * Sign and logarithm of the magnitude of determinants, which themselves may be too large or too small for their dtype.
 * a          in borrowed  shape (…, n, n); integers and booleans as float64, no 16-bit floats
 * sign       out owned    shape (…), of `a`'s dtype: 1, -1 or 0, of complex matrices a number of magnitude 1 or 0
 * logabsdet  out owned    shape (…), real; minus infinity for singular matrices
 * errors     ND_LINALG_ERROR, ND_TYPE_ERROR, ND_NOT_FOUND, ND_VALUE_ERROR, ND_FLOATING_POINT_ERROR, ND_NO_MEMORY
 */
ND_EXPORT nd_status nd_slogdet(nd_array* a, nd_array** sign, nd_array** logabsdet) {
  return call("nd_slogdet", [&] {
    const Array& matrix = array(a, "a");
    out_pointer(sign, "sign");
    out_pointer(logabsdet, "logabsdet");
    SignLogDeterminant result = sign_log_determinant(matrix);
    give_all<Array>({sign, logabsdet}, {std::move(result.sign), std::move(result.logarithm)});
  });
}

/*ND_API cholesky group=linalg python=linalg
 * Cholesky factors of positive definite matrices: a = L L^H, of which one triangle of `a` is read (LAPACK potrf).
 * a        in borrowed    shape (…, n, n), symmetric or Hermitian; integers and booleans as float64, no 16-bit floats
 * upper    in default=0   not 0: the factor is upper triangular, a = U^H U, and `a`'s upper triangle is read
 * returns  owned like=a   triangular, shape (…, n, n)
 * errors   ND_LINALG_ERROR (also: not positive definite), ND_TYPE_ERROR, ND_NOT_FOUND, ND_VALUE_ERROR,
 *          ND_FLOATING_POINT_ERROR, ND_NO_MEMORY
 * numpy    a, /, *, upper
 */
ND_EXPORT nd_array* nd_cholesky(nd_array* a, nd_flag upper) {
  return call("nd_cholesky", [&] { return give(cholesky(array(a, "a"), flag_argument(upper, "upper"))); });
}

/*ND_API qr group=linalg
 * QR factorisation a = q r, with orthonormal columns of q and upper triangular r (LAPACK geqrf, orgqr).
 * a        in borrowed             shape (…, m, n); integers and booleans as float64, no 16-bit floats
 * mode     in default=ND_QR_REDUCED  ND_QR_REDUCED, ND_QR_COMPLETE, ND_QR_R or ND_QR_RAW
 * q        out owned optional      shape (…, m, k) or (…, m, m); with ND_QR_RAW h, (…, n, m); with ND_QR_R not
 *                                  computed: NULL. NULL: not given
 * r        out owned               shape (…, k, n) or (…, m, n); with ND_QR_RAW tau, (…, k)
 * errors   ND_LINALG_ERROR, ND_TYPE_ERROR, ND_NOT_FOUND, ND_VALUE_ERROR, ND_FLOATING_POINT_ERROR, ND_NO_MEMORY
 */
ND_EXPORT nd_status nd_qr(nd_array* a, nd_qr_mode mode, nd_array** q, nd_array** r) {
  return call("nd_qr", [&] {
    const Array& matrix = array(a, "a");
    out_pointer(r, "r");
    if (mode < ND_QR_REDUCED || mode > ND_QR_RAW)
      fail(ND_VALUE_ERROR, ": argument `mode` must be an ND_QR_ constant, not ", mode);
    auto wanted = static_cast<QrMode>(mode);
    if (q == nullptr && wanted == QrMode::reduced) wanted = QrMode::r;
    Qr result = qr(matrix, wanted);
    if (q != nullptr && wanted == QrMode::r) *q = nullptr;
    if (wanted == QrMode::r) q = nullptr;
    give_all<Array>({q, r}, {std::move(result.q), std::move(result.r)});
  });
}

/*ND_API eig group=linalg
 * Eigenvalues and right eigenvectors of square matrices (LAPACK geev).
 * a             in borrowed         shape (…, n, n), finite; integers and booleans as float64, no 16-bit floats
 * eigenvalues   out owned           shape (…, n), in no order; complex, but of real matrices whose values all are real
 * eigenvectors  out owned optional  shape (…, n, n), one of length 1 a column, dtype as of the values; NULL: not
 *                                   computed
 * errors        ND_LINALG_ERROR, ND_TYPE_ERROR, ND_NOT_FOUND, ND_VALUE_ERROR, ND_FLOATING_POINT_ERROR, ND_NO_MEMORY
 */
ND_EXPORT nd_status nd_eig(nd_array* a, nd_array** eigenvalues, nd_array** eigenvectors) {
  return call("nd_eig", [&] {
    const Array& matrix = array(a, "a");
    out_pointer(eigenvalues, "eigenvalues");
    Eig result = eig(matrix, eigenvectors != nullptr, eigenvectors != nullptr ? "eig" : "eigvals");
    give_all<Array>({eigenvalues, eigenvectors}, {std::move(result.values), std::move(result.vectors)});
  });
}

/*ND_API eigvals group=linalg python=linalg
 * Eigenvalues of square matrices (LAPACK geev).
 * a        in borrowed  shape (…, n, n), finite; integers and booleans as float64, no 16-bit floats
 * returns  owned        shape (…, n), in no order; complex, but of real matrices whose values all are real
 * errors   ND_LINALG_ERROR, ND_TYPE_ERROR, ND_NOT_FOUND, ND_VALUE_ERROR, ND_FLOATING_POINT_ERROR, ND_NO_MEMORY
 * numpy    a
 */
ND_EXPORT nd_array* nd_eigvals(nd_array* a) {
  return call("nd_eigvals", [&] { return give(eig(array(a, "a"), false, "eigvals").values); });
}
