"""Products of matrices and vectors, and ndcore.linalg: solve, inv, eigh, svd and what stands on them."""

from __future__ import annotations

from collections import namedtuple

from ._arguments import NULL, as_ints, int64s, no_value, normalize_axis, optional_dtype
from ._base import info, wrap, wrap_array, wrap_view
from ._convert import asarray
from ._dispatch import dispatched
from ._errors import check
from ._ffi import bind, binding
from .creation import result_into
from .exceptions import LinAlgError

__all__ = ["LinAlgError", "cross", "diagonal", "dot", "eigh", "eigvalsh", "inner", "inv", "kron", "matmul",
           "matrix_norm", "matrix_power", "matrix_transpose", "norm", "outer", "pinv", "solve", "svd",
           "svdvals", "tensordot", "trace", "vdot", "vecdot", "vector_norm"]  # fmt: skip

_matmul, _dot, _vdot, _inner = bind("nd_matmul"), bind("nd_dot"), bind("nd_vdot"), bind("nd_inner")
_vecdot, _tensordot = bind("nd_vecdot"), bind("nd_tensordot")
_solve, _inv, _eigh, _svd = bind("nd_solve"), bind("nd_inv"), bind("nd_eigh"), bind("nd_svd")
_diagonal, _trace = bind("nd_diagonal"), bind("nd_trace")


def _product(call, a, b, out):
    a, b = asarray(a), asarray(b)
    target, given = result_into(out)
    handle = call(a._h, b._h, target)
    return wrap(handle) if out is None else given(handle)


@dispatched("x1", "x2", "out")
def matmul(x1, x2, /, out=None, *, casting="same_kind", order="K", dtype=None, subok=True):
    """Matrix product over the last two axes; axes before them broadcast."""
    if dtype is not None:
        x1, x2 = asarray(x1).astype(dtype, copy=False), asarray(x2).astype(dtype, copy=False)
    return _product(_matmul, x1, x2, out)


@dispatched("a", "b", "out")
def dot(a, b, out=None):
    """Sum of products over the last axis of `a` and the last but one of `b`."""
    return _product(_dot, a, b, out)


@dispatched("a", "b")
def vdot(a, b, /):
    """Dot product of the flattened arrays, `a` conjugated."""
    a, b = asarray(a), asarray(b)
    return wrap(_vdot(a._h, b._h))


@dispatched("a", "b")
def inner(a, b, /):
    """Sum of products over the last axes."""
    a, b = asarray(a), asarray(b)
    return wrap(_inner(a._h, b._h))


@dispatched("x1", "x2")
def vecdot(x1, x2, /, *, axis=-1):
    """Dot products of the vectors along an axis, `x1` conjugated."""
    x1, x2 = asarray(x1), asarray(x2)
    return wrap(_vecdot(x1._h, x2._h, as_ints(axis)[0]))


@dispatched("a", "b", "out")
def outer(a, b, out=None):
    """Products of all pairs of elements of the flattened arrays."""
    from .ufuncs import multiply

    return multiply(asarray(a).ravel().reshape(-1, 1), asarray(b).ravel().reshape(1, -1), out=out)


@dispatched("a", "b")
def tensordot(a, b, axes=2):
    """Sums of products over pairs of axes: the last n and the first n, or those named."""
    a, b = asarray(a), asarray(b)
    if hasattr(axes, "__iter__"):
        first, second = (as_ints(one, "axes") for one in axes)
    else:
        n = as_ints(axes)[0]
        first, second = tuple(range(-n, 0)), tuple(range(n))
    if len(first) != len(second):
        raise ValueError("shape-mismatch for sum")
    return wrap_array(_tensordot(a._h, b._h, int64s(first)[0], int64s(second)[0], len(first)))


@dispatched("a", "b")
def kron(a, b):
    """Kronecker product."""
    a, b = asarray(a), asarray(b)
    n = max(info(a).ndim, info(b).ndim)
    if not n:
        return a * b
    left, right = ((1,) * (n - info(x).ndim) + info(x).shape for x in (a, b))
    spread = [extent for one in left for extent in (one, 1)]
    other = [extent for one in right for extent in (1, one)]
    return (a.reshape(spread) * b.reshape(other)).reshape([i * j for i, j in zip(left, right)])


@dispatched("a", "b")
def cross(a, b, axisa=-1, axisb=-1, axisc=-1, axis=None):
    """Cross product of vectors of three components."""
    from .joining import stack
    from .manipulation import moveaxis

    if axis is not None:
        axisa = axisb = axisc = axis
    a, b = moveaxis(asarray(a), axisa, 0), moveaxis(asarray(b), axisb, 0)
    if info(a).shape[0] != 3 or info(b).shape[0] != 3:
        raise ValueError("Both input arrays must be (arrays of) 3-dimensional vectors")
    parts = [a[i] * b[j] - a[j] * b[i] for i, j in ((1, 2), (2, 0), (0, 1))]
    return stack(parts, axisc)


def diagonal_of(a, offset=0, axis1=0, axis2=1):
    if info(a).ndim < 2:
        raise ValueError("diag requires an array of at least two dimensions")
    return wrap_view(_diagonal(a._h, as_ints(offset)[0], axis1, axis2), a)


@dispatched("a")
def diagonal(a, offset=0, axis1=0, axis2=1):
    """A read-only view of a diagonal of two axes, as the last axis."""
    return diagonal_of(asarray(a), offset, axis1, axis2)


@dispatched("a", "out")
def trace(a, offset=0, axis1=0, axis2=1, dtype=None, out=None):
    """Sum of a diagonal of two axes."""
    a = asarray(a)
    if info(a).ndim < 2:
        raise ValueError("diag requires an array of at least two dimensions")
    target, given = result_into(out)
    handle = _trace(a._h, as_ints(offset)[0], axis1, axis2, optional_dtype(dtype), target)
    return wrap(handle) if out is None else given(handle)


@dispatched("x")
def matrix_transpose(x, /):
    """A view with the last two axes exchanged."""
    from .manipulation import matrix_transpose as transposed

    return transposed(x)


def _matrices(a, square=True):
    a = asarray(a)
    shape = info(a).shape
    if len(shape) < 2:
        raise LinAlgError(f"{len(shape)}-dimensional array given. Array must be at least two-dimensional")
    if square and shape[-1] != shape[-2]:
        raise LinAlgError("Last 2 dimensions of the array must be square")
    if info(a).dtype.name in ("float16", "bfloat16"):
        raise TypeError(f"array type {info(a).dtype.name} is unsupported in linalg")
    return a


@dispatched("a", "b")
def solve(a, b):
    """X with a X = b; b is a vector or a stack of matrices."""
    a, b = _matrices(a), asarray(b)
    return wrap_array(_solve(a._h, b._h))


@dispatched("a")
def inv(a):
    """Inverse of square matrices."""
    a = _matrices(a)
    return wrap_array(_inv(a._h))


EighResult = namedtuple("EighResult", "eigenvalues eigenvectors")


SVDResult = namedtuple("SVDResult", "U S Vh")


def _triangle(UPLO):
    if UPLO.upper() not in ("L", "U"):
        raise ValueError("UPLO argument must be 'L' or 'U'")
    return int(UPLO.upper() == "U")


@dispatched("a")
def eigh(a, UPLO="L"):
    """Eigenvalues in ascending order and eigenvectors as columns, of symmetric or Hermitian matrices."""
    values, vectors = binding.arrays(1), binding.arrays(1)
    a = _matrices(a)
    check(_eigh(a._h, _triangle(UPLO), values, vectors))
    return EighResult(wrap_array(values[0]), wrap_array(vectors[0]))


@dispatched("a")
def eigvalsh(a, UPLO="L"):
    """Eigenvalues in ascending order of symmetric or Hermitian matrices."""
    values = binding.arrays(1)
    a = _matrices(a)
    check(_eigh(a._h, _triangle(UPLO), values, NULL))
    return wrap_array(values[0])


@dispatched("a")
def svd(a, full_matrices=True, compute_uv=True, hermitian=False):
    """Singular value decomposition a = U · diag(S) · Vh."""
    u, s, vh = (binding.arrays(1) for _ in range(3))
    a = _matrices(a, square=False)
    if not compute_uv:
        check(_svd(a._h, 0, NULL, s, NULL))
        return wrap_array(s[0])
    check(_svd(a._h, int(bool(full_matrices)), u, s, vh))
    return SVDResult(*(wrap_array(one[0]) for one in (u, s, vh)))


@dispatched("x")
def svdvals(x, /):
    """Singular values in descending order."""
    return svd(x, compute_uv=False)


@dispatched("a")
def pinv(a, rcond=None, hermitian=False, *, rtol=no_value):
    """Pseudo-inverse by singular values; those below rtol times the largest count as zero."""
    from .indexing import where
    from .limits import finfo
    from .ufuncs import conjugate

    a = _matrices(a, square=False)
    u, s, vh = svd(conjugate(a), full_matrices=False)
    if rcond is None:
        rcond = 1e-15 if rtol is no_value else rtol
    if rcond is None:
        rcond = max(info(a).shape[-2:]) * finfo(info(s).dtype).eps.item()
    small = s <= asarray(rcond)[..., None] * s.max(axis=-1, keepdims=True)
    s = where(small, 0, 1 / where(small, 1, s)).astype(info(s).dtype)
    return matmul(vh.swapaxes(-1, -2), s[..., None] * u.swapaxes(-1, -2))


@dispatched("a")
def matrix_power(a, n):
    """A square matrix to a whole power."""
    from .creation import empty_like, eye

    a = _matrices(a)
    n = as_ints(n)[0]
    if n == 0:
        made = empty_like(a)
        made[...] = eye(info(a).shape[-2], dtype=info(a).dtype)
        return made
    if n < 0:
        a, n = inv(a), -n
    result, square = None, a
    while n:
        n, bit = divmod(n, 2)
        if bit:
            result = square if result is None else matmul(result, square)
        if n:
            square = matmul(square, square)
    return result if result is not a else a.copy()


@dispatched("x")
def vector_norm(x, /, *, axis=None, keepdims=False, ord=2):
    """Norm of vectors: over axes, or of all elements."""
    from . import ufuncs as u

    x = u.absolute(asarray(x))
    if axis is None and keepdims is False:
        x, axis = asarray(x).ravel(), 0
    x = asarray(x) if info(asarray(x)).dtype.kind == "f" else asarray(x).astype("float64")
    if ord == float("inf"):
        return x.max(axis=axis, keepdims=keepdims)
    if ord == float("-inf"):
        return x.min(axis=axis, keepdims=keepdims)
    if ord == 0:
        return (x != 0).astype(info(x).dtype).sum(axis=axis, keepdims=keepdims)
    if ord == 1:
        return x.sum(axis=axis, keepdims=keepdims)
    if ord == 2:
        return u.sqrt(asarray((x * x).sum(axis=axis, keepdims=keepdims)))[()]
    return u.power((x**ord).sum(axis=axis, keepdims=keepdims), 1.0 / ord)


@dispatched("x")
def matrix_norm(x, /, *, keepdims=False, ord="fro"):
    """Norm of the matrices in the last two axes."""
    return norm(x, ord=ord, axis=(-2, -1), keepdims=keepdims)


@dispatched("x")
def norm(x, ord=None, axis=None, keepdims=False):
    """Norm of a vector or matrix, of all elements or over one or two axes."""
    x = asarray(x)
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
    if ord in (None, "fro", "f"):
        return vector_norm(x, axis=axes, keepdims=keepdims)
    return _matrix_norm(x, ord, axes, keepdims)


def _matrix_norm(x, ord, axes, keepdims):
    from .manipulation import moveaxis
    from .ufuncs import absolute

    m = moveaxis(x, axes, (-2, -1))
    if ord in (2, -2, "nuc"):
        values = svd(m, compute_uv=False)
        result = values.sum(-1) if ord == "nuc" else values.max(-1) if ord == 2 else values.min(-1)
    elif ord in (1, -1, float("inf"), float("-inf")):
        sums = absolute(m).sum(-2 if ord in (1, -1) else -1)
        result = sums.max(-1) if ord > 0 else sums.min(-1)
    else:
        raise ValueError("Invalid norm order for matrices.")
    if keepdims:
        shape = [1 if i in axes else n for i, n in enumerate(info(x).shape)]
        result = asarray(result).reshape(shape)
    return result
