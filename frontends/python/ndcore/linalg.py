"""ndcore.linalg: solve, inv, eigh, svd and what stands on them, and products with the Array API's arguments."""

from __future__ import annotations

from collections import namedtuple

from ._array.arguments import NULL, as_ints, no_value, normalize_axis
from ._array.base import info, wrap, wrap_array
from ._ffi.errors import check
from ._ffi.library import bind, binding
from ._operands.convert import asarray
from ._operands.dispatch import dispatched
from ._operands.interop import like_operand
from .exceptions import LinAlgError
from .functions import creation, gufuncs, products
from .functions.generated import linalg as generated
from .functions.generated import shape
from .functions.generated.linalg import (
    cholesky,
    det,
    eigvals,
    inv,
    matrix_power,
    matrix_rank,
    multi_dot,
    solve,
    tensorinv,
    tensorsolve,
    vector_norm,
)

__all__ = ["LinAlgError", "cholesky", "cond", "cross", "det", "diagonal", "eig", "eigh", "eigvals", "eigvalsh", "inv",
           "lstsq", "matmul", "matrix_norm", "matrix_power", "matrix_rank", "matrix_transpose", "multi_dot", "norm",
           "outer", "pinv", "qr", "slogdet", "solve", "svd", "svdvals", "tensordot", "tensorinv", "tensorsolve",
           "trace", "vecdot", "vector_norm"]  # fmt: skip

_eigh, _svd, _svd_hermitian = bind("nd_eigh"), bind("nd_svd"), bind("nd_svd_hermitian")
_pinv, _matrix_norm_of = bind("nd_pinv"), bind("nd_matrix_norm")
_slogdet, _qr, _eig, _lstsq, _cond = (bind(f"nd_{name}") for name in ("slogdet", "qr", "eig", "lstsq", "cond"))


@dispatched("x1", "x2")
def matmul(x1, x2, /):
    """Matrix product over the last two axes; axes before them broadcast."""
    return gufuncs.matmul(x1, x2)


@dispatched("x1", "x2")
def vecdot(x1, x2, /, *, axis=-1):
    """Dot products of the vectors along an axis, `x1` conjugated."""
    return gufuncs.vecdot(x1, x2, axis=axis)


@dispatched("x1", "x2")
def outer(x1, x2, /):
    """Products of all pairs of elements of two vectors."""
    x1, x2 = asarray(x1), asarray(x2)
    if info(x1).ndim != 1 or info(x2).ndim != 1:
        raise ValueError(
            f"Input arrays must be one-dimensional, but they are x1.ndim={info(x1).ndim} and x2.ndim={info(x2).ndim}."
        )
    return products.outer(x1, x2)


@dispatched("x1", "x2")
def tensordot(x1, x2, /, *, axes=2):
    """Sums of products over pairs of axes: the last n and the first n, or those named."""
    return products.tensordot(x1, x2, axes)


@dispatched("x1", "x2")
def cross(x1, x2, /, *, axis=-1):
    """Cross product of vectors of three components."""
    return generated.cross(x1, x2, axis=axis)


@dispatched("x")
def diagonal(x, /, *, offset=0):
    """A read-only view of a diagonal of the last two axes, as the last axis."""
    return shape.diagonal(x, offset, -2, -1)


@dispatched("x")
def trace(x, /, *, offset=0, dtype=None):
    """Sum of a diagonal of the last two axes."""
    return shape.trace(x, offset, -2, -1, dtype)


@dispatched("x")
def matrix_transpose(x, /):
    """A view with the last two axes exchanged."""
    return shape.matrix_transpose(x)


EigResult = namedtuple("EigResult", "eigenvalues eigenvectors")


EighResult = namedtuple("EighResult", "eigenvalues eigenvectors")


QRResult = namedtuple("QRResult", "Q R")


SlogdetResult = namedtuple("SlogdetResult", "sign logabsdet")


SVDResult = namedtuple("SVDResult", "U S Vh")


def _triangle(UPLO):
    if UPLO.upper() not in ("L", "U"):
        raise ValueError("UPLO argument must be 'L' or 'U'")
    return int(UPLO.upper() == "U")


@dispatched("a")
def eigh(a, UPLO="L"):
    """Eigenvalues in ascending order and eigenvectors as columns, of symmetric or Hermitian matrices.

    `a` has shape (…, n, n); of it one triangle is read, `UPLO` 'L' or 'U'. The result, a named tuple, has eigenvalues
    of shape (…, n), real, and eigenvectors of shape (…, n, n). Other shapes, and no convergence, are a LinAlgError.
    >>> nd.linalg.eigh([[2.0, 0.0], [0.0, 1.0]]).eigenvalues
    array([1., 2.])
    """
    values, vectors = binding.arrays(1), binding.arrays(1)
    a = asarray(a)
    check(_eigh(a._h, _triangle(UPLO), values, vectors))
    return EighResult(wrap_array(values[0]), like_operand(wrap_array(vectors[0]), a))


@dispatched("a")
def eigvalsh(a, UPLO="L"):
    """Eigenvalues in ascending order of symmetric or Hermitian matrices."""
    values = binding.arrays(1)
    a = asarray(a)
    check(_eigh(a._h, _triangle(UPLO), values, NULL))
    return wrap_array(values[0])


@dispatched("a")
def svd(a, full_matrices=True, compute_uv=True, hermitian=False):
    """Singular value decomposition a = U · diag(S) · Vh; `hermitian` matrices by their eigenvectors."""
    a = asarray(a)
    u, s, vh = (binding.arrays(1) for _ in range(3))
    if not compute_uv:
        u = vh = NULL
    check(_svd_hermitian(a._h, u, s, vh) if hermitian else _svd(a._h, int(bool(full_matrices)), u, s, vh))
    if not compute_uv:
        return wrap_array(s[0])
    u, s, vh = (wrap_array(one[0]) for one in (u, s, vh))
    return SVDResult(like_operand(u, a), s, like_operand(vh, a))


@dispatched("x")
def svdvals(x, /):
    """Singular values in descending order."""
    return svd(x, compute_uv=False)


@dispatched("a")
def pinv(a, rcond=None, hermitian=False, *, rtol=no_value):
    """Pseudo-inverse by singular values; those below rtol times the largest count as zero."""
    a = asarray(a)
    if rcond is None:
        rcond = 1e-15 if rtol is no_value else rtol
    rcond = None if rcond is None else asarray(rcond)
    return like_operand(wrap_array(_pinv(a._h, NULL if rcond is None else rcond._h, int(bool(hermitian)))), a)


@dispatched("x")
def matrix_norm(x, /, *, keepdims=False, ord="fro"):
    """Norm of the matrices in the last two axes."""
    return norm(x, ord=ord, axis=(-2, -1), keepdims=keepdims)


@dispatched("x")
def norm(x, ord=None, axis=None, keepdims=False):
    """Norm of a vector or matrix, of all elements or over one or two axes."""
    x = creation.asarray(x)  # of no subclass
    if axis is None:
        if ord is None or (ord == 2 and info(x).ndim == 1) or (ord in ("f", "fro") and info(x).ndim == 2):
            return vector_norm(x, axis=tuple(range(info(x).ndim)) if keepdims else None, keepdims=keepdims)
        axis = tuple(range(info(x).ndim))
    axes = tuple(normalize_axis(one, info(x).ndim) for one in as_ints(axis, "axis"))
    if len(axes) == 1:
        return vector_norm(x, axis=axes[0], keepdims=keepdims, ord=2 if ord is None else ord)
    if len(axes) != 2:
        raise ValueError("Improper number of dimensions to norm.")
    if axes[0] == axes[1]:
        raise ValueError("Duplicate axes given.")
    return _matrix_norm(x, ord, axes, keepdims)


# The library's ND_NORM_ constants.
_NORMS = {None: 0, "fro": 0, "f": 0, "nuc": 1, 2: 2, -2: 3, 1: 4, -1: 5, float("inf"): 6, float("-inf"): 7}


def _norm_kind(ord):
    if ord not in _NORMS:
        raise ValueError("Invalid norm order for matrices.")
    return _NORMS[ord]


def _matrix_norm(x, ord, axes, keepdims):
    return wrap(_matrix_norm_of(x._h, _norm_kind(ord), *axes, int(bool(keepdims))))


@dispatched("x")
def cond(x, p=None):
    """Condition numbers of matrices: the norm `p` (see `norm`; 2 by default) times that of the inverse; inf of singular
    ones.
    """
    x = asarray(x)
    return wrap(_cond(x._h, _norm_kind(2 if p is None else p)))


@dispatched("a")
def slogdet(a):
    """(sign, logabsdet) of determinants, which themselves may be too large or too small for their dtype."""
    sign, logarithm = binding.arrays(1), binding.arrays(1)
    a = asarray(a)
    check(_slogdet(a._h, sign, logarithm))
    return SlogdetResult(wrap(sign[0]), wrap(logarithm[0]))


@dispatched("a")
def eig(a):
    """Eigenvalues and right eigenvectors as columns, of square matrices; complex where one of the values is.

    Infinities and NaN, other shapes, and no convergence, are a LinAlgError.
    >>> nd.linalg.eig([[0.0, 1.0], [-1.0, 0.0]]).eigenvalues
    array([0.+1.j, 0.-1.j])
    """
    values, vectors = binding.arrays(1), binding.arrays(1)
    a = asarray(a)
    check(_eig(a._h, values, vectors))
    return EigResult(wrap_array(values[0]), like_operand(wrap_array(vectors[0]), a))


# The library's ND_QR_ constants.
_QR_MODES = {"reduced": 0, "complete": 1, "r": 2, "raw": 3}


@dispatched("a")
def qr(a, mode="reduced"):
    """QR factorisation: (Q, R) by mode "reduced" or "complete", R alone by "r", LAPACK's (h, tau) by "raw"."""
    if mode not in _QR_MODES:
        raise ValueError(f"Unrecognized mode '{mode}'")
    a, q, r = asarray(a), binding.arrays(1), binding.arrays(1)
    check(_qr(a._h, _QR_MODES[mode], q, r))
    if mode == "r":
        return like_operand(wrap_array(r[0]), a)
    if mode == "raw":
        return wrap_array(q[0]), wrap_array(r[0])
    return QRResult(like_operand(wrap_array(q[0]), a), like_operand(wrap_array(r[0]), a))


@dispatched("a", "b")
def lstsq(a, b, rcond=None):
    """(x, residuals, rank, s): `x` that makes the length of b - a x least; the singular values `s` of `a`.

    Singular values up to `rcond` times the largest count as zero, -1 being the precision of the dtype. residuals:
    squared lengths, empty if `a` has not full rank or no more rows than columns.
    >>> nd.linalg.lstsq([[1.0, 0.0], [1.0, 1.0], [1.0, 2.0]], [1.0, 3.0, 5.0])[0].round(6)
    array([1., 2.])
    """
    a, b = asarray(a), asarray(b)
    x, residuals, s = (binding.arrays(1) for _ in range(3))
    limit = None if rcond is None else asarray(rcond)
    rank = check(_lstsq(a._h, b._h, NULL if limit is None else limit._h, x, residuals, s))
    return like_operand(wrap_array(x[0]), b), wrap_array(residuals[0]), int(rank), wrap_array(s[0])
