"""Functions that join, cut and repeat arrays, where Python takes more than C: nested lists, a number or a list of
places."""

from __future__ import annotations

from .._array.arguments import as_ints, int64s, normalize_axis
from .._array.base import info, wrap_array, wrap_view
from .._ffi.constants import NO_AXIS
from .._ffi.errors import check
from .._ffi.library import bind, binding
from .._operands.convert import asarray, convert
from .._operands.dispatch import dispatched
from .._operands.interop import like_operand
from .generated.index import nonzero
from .generated.join import concatenate
from .generated.shape import moveaxis
from .manipulation import ndim

__all__ = ["array_split", "block", "delete", "dsplit", "hsplit", "insert", "split", "unstack", "vsplit"]

_split, _split_at = bind("nd_split"), bind("nd_split_at")
_delete, _insert = bind("nd_delete"), bind("nd_insert")


def _blocks(parts, depth, axis):
    if isinstance(parts, list):
        if not parts:
            raise ValueError("List at arrays cannot be empty")
        return concatenate([_blocks(part, depth, axis + 1) for part in parts], axis)
    part = asarray(parts)
    return part.reshape((1,) * (depth - info(part).ndim) + info(part).shape)


def _depth(parts):
    return 1 + max((_depth(part) for part in parts), default=0) if isinstance(parts, list) else 0


def _most_axes(parts):
    return max(map(_most_axes, parts), default=0) if isinstance(parts, list) else ndim(parts)


def _all_blocks(arrays):
    return [one for part in arrays for one in _all_blocks(part)] if isinstance(arrays, list) else [arrays]


@dispatched(_all_blocks)
def block(arrays):
    """An array from nested lists of blocks."""
    depth = _depth(arrays)
    axes = max(depth, _most_axes(arrays))
    return _blocks(arrays, axes, axes - depth) if depth else asarray(arrays).copy()


@dispatched("x")
def unstack(x, /, *, axis=0):
    """The slices along an axis as a tuple."""
    x = asarray(x)
    if not info(x).ndim:
        raise ValueError("Input array must be at least 1-d.")
    return tuple(moveaxis(x, axis, 0))


@dispatched("ary", "indices_or_sections")
def array_split(ary, indices_or_sections, axis=0):
    """Views of parts along an axis: so many as even as can be, or cut at the given positions."""
    return _cut(asarray(ary), indices_or_sections, axis, True)


def _cut(a, where, axis, uneven):
    axis = normalize_axis(axis, info(a).ndim)
    if hasattr(where, "__len__"):
        cuts = as_ints(list(where), "indices")
        parts = binding.arrays(len(cuts) + 1)
        check(_split_at(a._h, *int64s(cuts), axis, parts, len(cuts) + 1))
        return [wrap_view(parts[i], a) for i in range(len(cuts) + 1)]
    count = as_ints(where)[0]
    parts = binding.arrays(max(count, 1))
    check(_split(a._h, axis, int(uneven), parts, count))
    return [wrap_view(parts[i], a) for i in range(count)]


@dispatched("ary", "indices_or_sections")
def split(ary, indices_or_sections, axis=0):
    """array_split, but a number of sections must divide the axis evenly."""
    return _cut(asarray(ary), indices_or_sections, axis, False)


def _split_along(ary, where, axis, name, least):
    ary = asarray(ary)
    if info(ary).ndim < least:
        raise ValueError(f"{name} only works on arrays of {least} or more dimensions")
    return _cut(ary, where, axis, False)


@dispatched("ary", "indices_or_sections")
def hsplit(ary, indices_or_sections):
    """split along axis 1, of vectors along axis 0."""
    return _split_along(ary, indices_or_sections, 1 if ndim(ary) > 1 else 0, "hsplit", 1)


@dispatched("ary", "indices_or_sections")
def vsplit(ary, indices_or_sections):
    """split along axis 0 of at least two."""
    return _split_along(ary, indices_or_sections, 0, "vsplit", 2)


@dispatched("ary", "indices_or_sections")
def dsplit(ary, indices_or_sections):
    """split along axis 2 of at least three."""
    return _split_along(ary, indices_or_sections, 2, "dsplit", 3)


def _along(arr, axis):
    """(the axis, its extent); without one, that of the flattened array."""
    if axis is None:
        return NO_AXIS, info(arr).size
    axis = normalize_axis(axis, info(arr).ndim)
    return axis, info(arr).shape[axis]


def _places(where, extent):
    """Positions along an axis from a number, a slice, a mask or a list."""
    if isinstance(where, slice):
        return tuple(range(*where.indices(extent)))
    found = asarray(where)
    if info(found).dtype.kind == "b":
        if info(found).shape != (extent,):
            raise ValueError(
                f"boolean array argument obj to delete must be one dimensional and match the axis length of {extent}"
            )
        (found,) = nonzero(found)
    elif info(found).dtype.kind not in "iu":
        if info(found).size:
            raise IndexError("arrays used as indices must be of integer (or boolean) type")
        return ()
    return as_ints(found.ravel().tolist())


@dispatched("arr", "obj")
def delete(arr, obj, axis=None):
    """A copy without the given positions of an axis, or of the flattened array."""
    arr = asarray(arr)
    axis, extent = _along(arr, axis)
    return like_operand(wrap_array(_delete(arr._h, *int64s(_places(obj, extent)), axis)), arr)


@dispatched("arr", "obj", "values")
def insert(arr, obj, values, axis=None):
    """A copy with values in front of the given positions of an axis, or of the flattened array."""
    arr = asarray(arr)
    axis, extent = _along(arr, axis)
    values, positions = convert(values, info(arr).dtype), _places(obj, extent)
    if len(positions) == 1:  # takes all the values, however many there are
        along, axes = (0, 1) if axis == NO_AXIS else (axis, info(arr).ndim)
        values = values.reshape((1,) * (axes - info(values).ndim) + info(values).shape)
        if not isinstance(obj, slice) and ndim(obj) == 0:
            values = moveaxis(values, 0, along)
        positions *= info(values).shape[along]
    made = wrap_array(_insert(arr._h, *int64s(positions), values._h, axis))
    return like_operand(made, arr)
