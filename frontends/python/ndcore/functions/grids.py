"""Diagonals of matrices, coordinate grids, functions of indices: what makes several arrays, or one of two kinds."""

from __future__ import annotations

from .._array.arguments import as_ints, int64s, optional_dtype
from .._array.base import info, wrap_array, wrap_like
from .._ffi.library import bind
from .._operands.convert import asarray
from .._operands.dispatch import dispatched
from .generated.matrix import meshgrid
from .ramps import arange

__all__ = ["diag", "fromfunction", "indices"]

_diag, _indices = bind("nd_diag"), bind("nd_indices")


@dispatched("v")
def diag(v, k=0):
    """The k-th diagonal of a matrix, or a matrix with a vector on its k-th diagonal."""
    v = asarray(v)
    handle = _diag(v._h, as_ints(k)[0])
    return wrap_like(handle, v) if info(v).ndim == 2 else wrap_array(handle)


@dispatched(like=True)
def fromfunction(function, shape, *, dtype=float, like=None, **kwargs):
    """`function` of the index arrays of `shape`."""
    return function(*indices(shape, dtype), **kwargs)


def indices(dimensions, dtype=int, sparse=False):
    """The index of each element along each axis."""
    dimensions = as_ints(dimensions)
    if not sparse:
        return wrap_array(_indices(*int64s(dimensions), optional_dtype(dtype)))
    return meshgrid(*(arange(extent, dtype=dtype) for extent in dimensions), indexing="ij", sparse=True)
