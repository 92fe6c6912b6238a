"""Triangles and diagonals of matrices, coordinate grids, functions of indices."""

from __future__ import annotations

from ._arguments import as_ints, int64s, optional_dtype
from ._base import info, wrap_array, wrap_like
from ._convert import asarray
from ._dispatch import dispatched
from ._errors import check
from ._ffi import bind, binding

__all__ = ["diag", "diagflat", "fromfunction", "indices", "meshgrid", "tri", "tril", "triu"]

_tri, _tril, _triu = bind("nd_tri"), bind("nd_tril"), bind("nd_triu")
_diag, _diagflat = bind("nd_diag"), bind("nd_diagflat")
_meshgrid, _indices = bind("nd_meshgrid"), bind("nd_indices")


@dispatched(like=True)
def tri(N, M=None, k=0, dtype=float, *, like=None):
    """A matrix with ones at and below the k-th diagonal."""
    rows = as_ints(N)[0]
    columns = rows if M is None else as_ints(M)[0]
    return wrap_array(_tri(rows, columns, as_ints(k)[0], optional_dtype(dtype)))


@dispatched("m")
def tril(m, k=0):
    """A copy with zeros above the k-th diagonal of the last two axes."""
    m = asarray(m)
    return wrap_array(_tril(m._h, as_ints(k)[0]))


@dispatched("m")
def triu(m, k=0):
    """A copy with zeros below the k-th diagonal of the last two axes."""
    m = asarray(m)
    return wrap_array(_triu(m._h, as_ints(k)[0]))


@dispatched("v")
def diag(v, k=0):
    """The k-th diagonal of a matrix, or a matrix with a vector on its k-th diagonal."""
    v = asarray(v)
    if info(v).ndim not in (1, 2):
        raise ValueError("Input must be 1- or 2-d.")
    handle = _diag(v._h, as_ints(k)[0])
    return wrap_like(handle, v) if info(v).ndim == 2 else wrap_array(handle)


@dispatched("v")
def diagflat(v, k=0):
    """A matrix with the flattened input on its k-th diagonal."""
    v = asarray(v)
    return wrap_array(_diagflat(v._h, as_ints(k)[0]))


@dispatched(like=True)
def fromfunction(function, shape, *, dtype=float, like=None, **kwargs):
    """`function` of the index arrays of `shape`."""
    return function(*indices(shape, dtype), **kwargs)


def indices(dimensions, dtype=int, sparse=False):
    """The index of each element along each axis."""
    dimensions = as_ints(dimensions)
    if not sparse:
        return wrap_array(_indices(*int64s(dimensions), optional_dtype(dtype)))
    from .ramps import arange

    return meshgrid(*(arange(extent, dtype=dtype) for extent in dimensions), indexing="ij", sparse=True)


@dispatched("*xi")
def meshgrid(*xi, copy=True, sparse=False, indexing="xy"):
    """Coordinate arrays from coordinate vectors."""
    if indexing not in ("xy", "ij"):
        raise ValueError("Valid values for `indexing` are 'xy' and 'ij'.")
    axes = [asarray(x) for x in xi]
    made = binding.arrays(max(len(axes), 1))
    handles = binding.arrays([x._h for x in axes])
    check(_meshgrid(handles, len(axes), int(indexing == "xy"), int(bool(sparse)), int(bool(copy)), made))
    return tuple(wrap_like(made[i], one) for i, one in enumerate(axes))
