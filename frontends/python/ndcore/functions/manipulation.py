"""Functions on the form of arrays: reshape, transpose, broadcast. Views where NumPy gives views."""

from __future__ import annotations

from itertools import chain

from .._array.arguments import as_ints, axes_of, int64s
from .._array.base import info, wrap_view
from .._ffi.errors import check
from .._ffi.library import bind
from .._operands.convert import asarray
from .._operands.dispatch import dispatched
from .creation import array, asanyarray
from .creation import asarray as plain

__all__ = ["atleast_1d", "atleast_2d", "atleast_3d", "broadcast_arrays", "broadcast_shapes", "broadcast_to",
           "ndim", "shape", "size"]  # fmt: skip

_broadcast_to, _atleast = bind("nd_broadcast_to"), bind("nd_atleast_nd")
_broadcast_shapes = bind("nd_broadcast_shapes")


@dispatched("a")
def shape(a):
    """The shape of an array."""
    return info(asarray(a)).shape


@dispatched("a")
def ndim(a):
    """The number of dimensions."""
    return info(asarray(a)).ndim


@dispatched("a")
def size(a, axis=None):
    """The number of elements, along `axis` if given."""
    about = info(asarray(a))
    if axis is None:
        return about.size
    result = 1
    for one in axes_of(axis, about.ndim):
        result *= about.shape[one]
    return result


@dispatched("array")
def broadcast_to(array, shape, subok=False):
    """A read-only view in a larger shape; repeated axes have stride 0."""
    array = (asanyarray if subok else plain)(array)
    return wrap_view(_broadcast_to(array._h, *int64s(as_ints(shape))), array)


def broadcast_shapes(*args):
    """The shape that the given shapes broadcast to."""
    shapes = [as_ints(one) for one in args]
    ndims = tuple(map(len, shapes))
    room = int64s((0,) * max(ndims, default=0))
    count = check(_broadcast_shapes(*int64s(tuple(chain(*shapes))), *int64s(ndims), *room))
    return tuple(room[0][0:count])


@dispatched("*args")
def broadcast_arrays(*args, subok=False):
    """Views of the arrays in their common shape."""
    arrays = [array(a, copy=None, subok=subok) for a in args]
    target = broadcast_shapes(*(info(a).shape for a in arrays))
    return tuple(a if info(a).shape == target else broadcast_to(a, target, subok) for a in arrays)


def _each(arrays, ndim):
    made = tuple(_with_axes(asarray(a), ndim) for a in arrays)
    return made[0] if len(made) == 1 else made


def _with_axes(a, ndim):
    return a if info(a).ndim >= ndim else wrap_view(_atleast(a._h, ndim), a)


@dispatched("*arys")
def atleast_1d(*arys):
    """Each array with at least one dimension."""
    return _each(arys, 1)


@dispatched("*arys")
def atleast_2d(*arys):
    """Each array with at least two dimensions, new ones in front."""
    return _each(arys, 2)


@dispatched("*arys")
def atleast_3d(*arys):
    """Each array with at least three dimensions."""
    return _each(arys, 3)
