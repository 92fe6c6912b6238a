"""Functions on the form of arrays: reshape, transpose, broadcast. Views where NumPy gives views."""

from __future__ import annotations

import operator

from ._arguments import NULL, as_axes, as_ints, as_order, axes_of, int64s, normalize_axis, too_large
from ._base import ARRAYS, born, info, retained, wrap_like, wrap_shaped, wrap_view
from ._convert import asarray
from ._dispatch import dispatched
from ._ffi import bind, binding
from .exceptions import AxisError

__all__ = ["atleast_1d", "atleast_2d", "atleast_3d", "broadcast_arrays", "broadcast_shapes", "broadcast_to",
           "expand_dims", "flip", "fliplr", "flipud", "matrix_transpose", "moveaxis", "ndim", "permute_dims", "ravel",
           "reshape", "roll", "rollaxis", "rot90", "shape", "size", "squeeze", "swapaxes", "transpose"]  # fmt: skip

_reshape, _ravel, _flags = bind("nd_reshape"), bind("nd_ravel"), bind("nd_array_flags")
_OWNDATA = 4
_passed = binding.passed_int64s
_transpose, _broadcast_to, _squeeze = bind("nd_transpose"), bind("nd_broadcast_to"), bind("nd_squeeze")
_expand_dims, _flip = bind("nd_expand_dims"), bind("nd_flip")
_swapaxes, _moveaxis, _rot90, _roll = bind("nd_swapaxes"), bind("nd_moveaxis"), bind("nd_rot90"), bind("nd_roll")


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


def _shared(handle, ndim, a):
    """What may be a view of `a` or a copy."""
    made = wrap_shaped(handle, ndim)
    shared = not _flags(handle) & _OWNDATA
    if type(a) not in ARRAYS:
        return born(type(a), retained(handle), a, a if shared else None)
    if shared:
        made._b = a
    return made


def reshaped(a, shape, order="C", copy=None):
    code = as_order(order, "CFA")
    wanted = -1 if copy is None else int(bool(copy))
    shape = as_ints(shape)
    ndim = len(shape)
    try:
        handle = _reshape(a._h, _passed(shape), ndim, code, wanted)
    except OverflowError:
        raise too_large(shape) from None
    return _shared(handle, ndim, a)


@dispatched("a")
def reshape(a, /, shape, order="C", *, copy=None):
    """The same elements in another shape; one extent may be -1. A view where the memory allows it."""
    return reshaped(asarray(a), shape, order, copy)


@dispatched("a")
def ravel(a, order="C"):
    """The elements in one dimension; a view where the memory allows it."""
    return raveled(asarray(a), order)


def raveled(a, order="C"):
    return _shared(_ravel(a._h, as_order(order)), 1, a)


def transposed(a, axes=None):
    if axes is not None and not len(as_ints(axes, "axes")) == info(a).ndim:
        raise ValueError(f"transpose: axes {axes} don't match array of {info(a).ndim} dimensions")
    return wrap_view(_transpose(a._h, *as_axes(axes)), a)


@dispatched("a")
def transpose(a, axes=None):
    """A view with the axes in another order, reversed by default."""
    return transposed(asarray(a), axes)


permute_dims = transpose


@dispatched("x")
def matrix_transpose(x, /):
    """A view with the last two axes exchanged."""
    x = asarray(x)
    if info(x).ndim < 2:
        raise ValueError(f"Input array must be at least 2-dimensional, but it is {info(x).ndim}")
    return swapped_axes(x, -1, -2)


def swapped_axes(a, axis1, axis2):
    n = info(a).ndim
    return wrap_view(_swapaxes(a._h, normalize_axis(axis1, n, "axis1"), normalize_axis(axis2, n, "axis2")), a)


@dispatched("a")
def swapaxes(a, axis1, axis2):
    """A view with two axes exchanged."""
    return swapped_axes(asarray(a), axis1, axis2)


@dispatched("a")
def moveaxis(a, source, destination):
    """A view with some axes moved; the others keep their order."""
    a = asarray(a)
    n = info(a).ndim
    source, destination = axes_of(source, n, "source"), axes_of(destination, n, "destination")
    if len(source) != len(destination):
        raise ValueError("`source` and `destination` arguments must have the same number of elements")
    return wrap_view(_moveaxis(a._h, int64s(source)[0], int64s(destination)[0], len(source)), a)


@dispatched("a")
def rollaxis(a, axis, start=0):
    """A view with one axis moved before position `start`."""
    a = asarray(a)
    n = info(a).ndim
    axis, start = normalize_axis(axis, n), operator.index(start)
    start += n if start < 0 else 0  # -1 is the place before the last axis
    if not 0 <= start <= n:
        raise AxisError(f"'start' arg requires {-n} <= start < {n + 1}, but {start} was passed in")
    return moveaxis(a, axis, start - 1 if axis < start else start)


@dispatched("a")
def squeeze(a, axis=None):
    """A view without the axes of extent 1, or without those given."""
    return squeezed(asarray(a), axis)


def squeezed(a, axis=None):
    shape = info(a).shape
    if (axis is None and 1 not in shape) or (not shape and axis in (0, -1)):
        return a
    axes = [i for i, n in enumerate(shape) if n == 1] if axis is None else axis
    return wrap_view(_squeeze(a._h, *as_axes(axes)), a)


@dispatched("a")
def expand_dims(a, axis):
    """A view with new axes of extent 1 at the given positions of the result."""
    a = asarray(a)
    return wrap_view(_expand_dims(a._h, *as_axes(axis)), a)


@dispatched("m")
def flip(m, axis=None):
    """A view with the elements in reverse order along the axes, all by default."""
    m = asarray(m)
    return wrap_view(_flip(m._h, *as_axes(axis)), m)


@dispatched("m")
def fliplr(m):
    """flip along axis 1."""
    m = asarray(m)
    if info(m).ndim < 2:
        raise ValueError("Input must be >= 2-d.")
    return flip(m, 1)


@dispatched("m")
def flipud(m):
    """flip along axis 0."""
    m = asarray(m)
    if info(m).ndim < 1:
        raise ValueError("Input must be >= 1-d.")
    return flip(m, 0)


@dispatched("m")
def rot90(m, k=1, axes=(0, 1)):
    """A view turned by k quarter turns in the plane of the two axes."""
    m, axes = asarray(m), tuple(axes)
    if len(axes) != 2:
        raise ValueError("len(axes) must be 2.")
    first, second = (normalize_axis(axis, info(m).ndim) for axis in axes)
    if first == second:
        raise ValueError("Axes must be different.")
    return wrap_view(_rot90(m._h, as_ints(k)[0], first, second), m)


@dispatched("a")
def roll(a, shift, axis=None):
    """A copy whose elements are shifted around the ends of axes, or of the flattened array."""
    a = asarray(a)
    shifts = int64s(as_ints(shift, "shift"))
    axes = (NULL, 0) if axis is None else int64s(as_ints(axis, "axis"))
    return wrap_like(_roll(a._h, *shifts, *axes), a)


@dispatched("array")
def broadcast_to(array, shape, subok=False):
    """A read-only view in a larger shape; repeated axes have stride 0."""
    from .creation import asanyarray
    from .creation import asarray as plain

    array = (asanyarray if subok else plain)(array)
    return wrap_view(_broadcast_to(array._h, *int64s(as_ints(shape))), array)


def broadcast_shapes(*args):
    """The shape that the given shapes broadcast to."""
    shapes = [as_ints(one) for one in args]
    n = max(map(len, shapes), default=0)
    result = [1] * n
    for number, one in enumerate(shapes):
        for i, extent in enumerate(one, n - len(one)):
            if extent not in (1, result[i]) and result[i] != 1:
                raise ValueError(
                    f"shape mismatch: objects cannot be broadcast to a single shape.  Mismatch is between arg "
                    f"{max(number - 1, 0)} with shape {shapes[max(number - 1, 0)]} and arg {number} with shape {one}."
                )
            if extent != 1:
                result[i] = extent
    return tuple(result)


@dispatched("*args")
def broadcast_arrays(*args, subok=False):
    """Views of the arrays in their common shape."""
    from .creation import array

    arrays = [array(a, copy=None, subok=subok) for a in args]
    target = broadcast_shapes(*(info(a).shape for a in arrays))
    return tuple(a if info(a).shape == target else broadcast_to(a, target, subok) for a in arrays)


def _each(arrays, make):
    made = tuple(make(asarray(a)) for a in arrays)
    return made[0] if len(made) == 1 else made


@dispatched("*arys")
def atleast_1d(*arys):
    """Each array with at least one dimension."""
    return _each(arys, lambda a: a if info(a).ndim else reshaped(a, (1,)))


@dispatched("*arys")
def atleast_2d(*arys):
    """Each array with at least two dimensions, new ones in front."""
    return _each(arys, lambda a: a if info(a).ndim > 1 else reshaped(a, (1, info(a).size)))


def _three(a):
    about = info(a)
    if about.ndim > 2:
        return a
    return reshaped(a, ((1, 1, 1), (1, about.size, 1), (*about.shape, 1))[about.ndim])


@dispatched("*arys")
def atleast_3d(*arys):
    """Each array with at least three dimensions."""
    return _each(arys, _three)
