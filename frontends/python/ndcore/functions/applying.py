"""Functions of Python over the lines of an array."""

from __future__ import annotations

from .._array.arguments import as_ints, normalize_axis
from .._array.base import info
from .._operands.convert import asarray
from .._operands.dispatch import dispatched
from .._operands.interop import like_operand
from .creation import asanyarray, zeros_like
from .generated.shape import expand_dims, moveaxis
from .iteration import ndindex

__all__ = ["apply_along_axis", "apply_over_axes"]


@dispatched("arr")
def apply_along_axis(func1d, axis, arr, *args, **kwargs):
    """`func1d(line, *args, **kwargs)` of each 1-d line along an axis.

    The axis gives way to those of what the function returns, which has the same shape for every line; the first result
    decides about the dtype. No lines at all are a ValueError.
    >>> nd.apply_along_axis(lambda line: line[::-1], 1, [[1, 2], [3, 4]])
    array([[2, 1],
           [4, 3]])
    """
    arr = asarray(arr)
    axis = normalize_axis(axis, info(arr).ndim)
    lines = moveaxis(arr, axis, -1)
    outer = info(lines).shape[:-1]
    made = None
    for index in ndindex(outer):
        result = asanyarray(func1d(lines[(*index, ...)], *args, **kwargs))
        if made is None:
            inner = info(result).shape
            made = zeros_like(result, shape=outer + inner)
        made[(*index, ...)] = result
    if made is None:
        raise ValueError("Cannot apply_along_axis when any iteration dimensions are 0")
    last = tuple(range(len(outer), len(outer) + len(inner)))
    return like_operand(moveaxis(made, last, tuple(range(axis, axis + len(inner)))), arr)


@dispatched("a")
def apply_over_axes(func, a, axes):
    """`func(a, axis)` over each axis in turn; an axis that the function drops is kept with extent 1.

    >>> nd.apply_over_axes(nd.sum, [[1, 2], [3, 4]], [0, 1])
    array([[10]])
    """
    result = asarray(a)
    ndim = info(result).ndim
    for axis in as_ints(axes, "axes"):
        axis = axis + ndim if axis < 0 else axis
        found = asarray(func(result, axis))
        if info(found).ndim != ndim:
            found = expand_dims(found, axis)
            if info(found).ndim != ndim:
                raise ValueError("function is not returning an array of the correct shape")
        result = found
    return result
