"""Diagonals of matrices, coordinate grids, functions of indices: what makes several arrays, or one of two kinds."""

from __future__ import annotations

from .._array.arguments import as_ints, choice, int64s, optional_dtype
from .._array.base import info, wrap_array, wrap_like
from .._ffi.constants import INDEXINGS
from .._ffi.errors import check
from .._ffi.library import bind, binding
from .._operands.convert import asarray
from .._operands.dispatch import dispatched
from .ramps import arange

__all__ = ["diag", "fromfunction", "indices", "meshgrid"]

_diag, _meshgrid, _indices = bind("nd_diag"), bind("nd_meshgrid"), bind("nd_indices")


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


@dispatched("*xi")
def meshgrid(*xi, copy=True, sparse=False, indexing="xy"):
    """Coordinate arrays from coordinate vectors."""
    axes = [asarray(x) for x in xi]
    made = binding.arrays(max(len(axes), 1))
    handles = binding.arrays([x._h for x in axes])
    order = choice(indexing, INDEXINGS, "indexing")
    check(_meshgrid(handles, len(axes), int(bool(copy)), int(bool(sparse)), order, made, len(axes)))
    return tuple(wrap_like(made[i], one) for i, one in enumerate(axes))
