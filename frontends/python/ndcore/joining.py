"""Functions that join, cut and repeat arrays."""

from __future__ import annotations

from ._arguments import as_casting, as_ints, int64s, normalize_axis, optional_dtype, rows
from ._base import info, wrap_array, wrap_like, wrap_view
from ._convert import asarray, convert
from ._dispatch import dispatched
from ._errors import check
from ._ffi import bind, binding
from ._generated.shape import Methods, moveaxis
from ._interop import like_operand
from .creation import result_into
from .manipulation import ndim

__all__ = ["append", "array_split", "block", "column_stack", "concat", "concatenate", "delete", "dsplit", "dstack",
           "hsplit", "hstack", "insert", "repeat", "resize", "split", "stack", "tile", "unstack", "vsplit",
           "vstack"]  # fmt: skip

_concatenate, _flat, _stack = bind("nd_concatenate"), bind("nd_concatenate_flat"), bind("nd_stack")
_vstack, _hstack, _dstack = bind("nd_vstack"), bind("nd_hstack"), bind("nd_dstack")
_column_stack, _split, _split_at = bind("nd_column_stack"), bind("nd_split"), bind("nd_split_at")
_tile, _repeat, _resize = bind("nd_tile"), bind("nd_repeat"), bind("nd_resize")
_delete, _insert = bind("nd_delete"), bind("nd_insert")


def _all(arrays):
    made = rows(arrays, asarray)
    if not made:
        raise ValueError("need at least one array to concatenate")
    return made


def _joined(call, arrays, where, out=None, dtype=None, casting="same_kind"):
    if out is not None and dtype is not None:
        raise TypeError("concatenate() only takes `out` or `dtype` as an argument, but both were provided.")
    kind, rule = optional_dtype(dtype), as_casting(casting)
    target, given = result_into(out)
    handle = call(binding.arrays([a._h for a in arrays]), len(arrays), *where, kind, target, rule)
    return wrap_array(handle) if out is None else given(handle)


@dispatched("*arrays", "out")
def concatenate(arrays, /, axis=0, out=None, *, dtype=None, casting="same_kind"):
    """The arrays one after another along an existing axis; None flattens them first."""
    arrays = _all(arrays)
    if axis is None:
        return _joined(_flat, arrays, (), out, dtype, casting)
    return _joined(_concatenate, arrays, as_ints(axis), out, dtype, casting)


concat = concatenate


@dispatched("*arrays", "out")
def stack(arrays, axis=0, out=None, *, dtype=None, casting="same_kind"):
    """The arrays, of one shape, one after another along a new axis."""
    return _joined(_stack, _all(arrays), as_ints(axis), out, dtype, casting)


@dispatched("*tup")
def vstack(tup, *, dtype=None, casting="same_kind"):
    """The arrays below one another: along axis 0, vectors count as rows."""
    return _joined(_vstack, _all(tup), (), None, dtype, casting)


@dispatched("*tup")
def hstack(tup, *, dtype=None, casting="same_kind"):
    """The arrays beside one another: along axis 1, vectors along axis 0."""
    return _joined(_hstack, _all(tup), (), None, dtype, casting)


@dispatched("*tup")
def dstack(tup):
    """The arrays behind one another: along axis 2."""
    return _joined(_dstack, _all(tup), ())


@dispatched("*tup")
def column_stack(tup):
    """Vectors as columns, matrices as they are, beside one another."""
    return _joined(_column_stack, _all(tup), ())


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
    if count <= 0:
        raise ValueError("number sections must be larger than 0.")
    parts = binding.arrays(count)
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


@dispatched("A", "reps")
def tile(A, reps):
    """The array as a brick, repeated along each axis."""
    A = asarray(A)
    return wrap_like(_tile(A._h, *int64s(as_ints(reps, "reps"))), A)


@dispatched("a")
def repeat(a, repeats, axis=None):
    """Each element or slice as often as `repeats` says."""
    a = asarray(a)
    counts = as_ints(repeats, "repeats")
    if axis is None or not info(a).ndim:
        a, axis = Methods.ravel(a), 0 if axis is None else axis
    return wrap_like(_repeat(a._h, *int64s(counts), normalize_axis(axis, info(a).ndim)), a)


@dispatched("a")
def resize(a, new_shape):
    """The elements over and over until the new shape is filled."""
    a = asarray(a)
    return wrap_array(_resize(a._h, *int64s(as_ints(new_shape))))


@dispatched("arr", "values")
def append(arr, values, axis=None):
    """The values behind the array: flattened, or along an axis."""
    return concatenate((arr, values), axis)


def _places(where, extent):
    """Positions along an axis from a number, a slice, a mask or a list."""
    from .indexing import nonzero

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
    if axis is None:
        arr, axis = Methods.ravel(arr), 0
    axis = normalize_axis(axis, info(arr).ndim)
    return like_operand(wrap_array(_delete(arr._h, *int64s(_places(obj, info(arr).shape[axis])), axis)), arr)


@dispatched("arr", "obj", "values")
def insert(arr, obj, values, axis=None):
    """A copy with values in front of the given positions of an axis, or of the flattened array."""
    arr = asarray(arr)
    if axis is None:
        arr, axis = Methods.ravel(arr), 0
    axis = normalize_axis(axis, info(arr).ndim)
    values, positions = convert(values, info(arr).dtype), _places(obj, info(arr).shape[axis])
    if len(positions) == 1:  # takes all the values, however many there are
        values = values.reshape((1,) * (info(arr).ndim - info(values).ndim) + info(values).shape)
        if not isinstance(obj, slice) and ndim(obj) == 0:
            values = moveaxis(values, 0, axis)
        positions *= info(values).shape[axis]
    made = wrap_array(_insert(arr._h, *int64s(positions), values._h, axis))
    return like_operand(made, arr)
