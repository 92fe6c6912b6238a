"""Sorting, searching in sorted arrays, partitions and sets."""

from __future__ import annotations

from collections import namedtuple

from ._arguments import NULL, as_ints, int64s, normalize_axis
from ._base import info, wrap, wrap_array, wrap_like
from ._constants import ND_AXIS_NONE
from ._convert import asarray, operand
from ._dispatch import dispatched
from ._errors import check
from ._ffi import bind, binding
from ._subclassing import alike

__all__ = ["argpartition", "argsort", "digitize", "intersect1d", "isin", "lexsort", "partition", "searchsorted",
           "setdiff1d", "setxor1d", "sort", "sort_complex", "union1d", "unique", "unique_all", "unique_counts",
           "unique_inverse", "unique_values"]  # fmt: skip

_sort, _sort_in_place, _argsort = bind("nd_sort"), bind("nd_sort_in_place"), bind("nd_argsort")
_lexsort, _partition, _argpartition = bind("nd_lexsort"), bind("nd_partition"), bind("nd_argpartition")
_searchsorted, _unique, _isin = bind("nd_searchsorted"), bind("nd_unique"), bind("nd_isin")
_digitize, _partition_in_place = bind("nd_digitize"), bind("nd_partition_in_place")
_intersect1d, _union1d = bind("nd_intersect1d"), bind("nd_union1d")
_setdiff1d, _setxor1d = bind("nd_setdiff1d"), bind("nd_setxor1d")


def _check_kind(kind, order, stable):
    if order is not None:
        raise ValueError("Cannot specify order when the array has no fields.")
    if kind is not None and str(kind)[:1].lower() not in "qmhs":
        raise ValueError(f"sort kind must be one of 'quick', 'heap', or 'stable' (got {kind!r})")
    if stable is not None and kind is not None:
        raise ValueError("`kind` and keyword arguments can't be provided at the same time. Use only one of them.")


def _check_selection(kind, order):
    if not isinstance(kind, str):
        raise TypeError(f"select kind must be str, not {type(kind).__name__}")
    if kind != "introselect":
        raise ValueError(f"select kind must be 'introselect' (got {kind!r})")
    if order is not None:
        raise ValueError("Cannot specify order when the array has no fields.")


def _axis(a, axis):
    if axis is None or not info(a).ndim:
        if axis is not None:
            normalize_axis(axis, info(a).ndim)
        return ND_AXIS_NONE
    return normalize_axis(axis, info(a).ndim)


def _axis_of_positions(a, axis):
    """A 0-d array has one axis where positions are asked for, as in NumPy."""
    return ND_AXIS_NONE if not info(a).ndim and axis in (0, -1) else _axis(a, axis)


@dispatched("a")
def sort(a, axis=-1, kind=None, order=None, *, stable=None):
    """A sorted copy along an axis, or of the flattened array; NaNs last. Always stable."""
    _check_kind(kind, order, stable)
    a = asarray(a)
    return wrap_like(_sort(a._h, _axis(a, axis)), a)


def sort_in_place(a, axis, kind, order, stable):
    _check_kind(kind, order, stable)
    check(_sort_in_place(a._h, normalize_axis(axis, info(a).ndim)))


@dispatched("a")
def argsort(a, axis=-1, kind=None, order=None, *, stable=None):
    """Positions that sort the array along an axis; equal elements keep their order."""
    _check_kind(kind, order, stable)
    a = asarray(a)
    return wrap_like(_argsort(a._h, _axis_of_positions(a, axis)), a)


@dispatched("a")
def sort_complex(a):
    """A sorted copy as complex numbers."""
    a = sort(asarray(a))
    if info(a).dtype.kind == "c":
        return a
    return a.astype("complex64" if info(a).dtype.itemsize < 4 and info(a).dtype.kind in "iu" else "complex128")


def _keys(keys, axis=-1):
    return keys if isinstance(keys, tuple) else (keys,)


@dispatched(_keys)
def lexsort(keys, axis=-1):
    """Positions that sort by several keys, the last one first."""
    keys = [asarray(key) for key in keys]
    if not keys:
        raise TypeError("need sequence of keys with len > 0 in lexsort")
    handles = binding.arrays([key._h for key in keys])
    if not info(keys[0]).ndim:
        return wrap_array(_lexsort(handles, len(keys), -1))
    return wrap_array(_lexsort(handles, len(keys), normalize_axis(axis, info(keys[0]).ndim)))


def _kth(kth):
    found = asarray(kth)
    if info(found).dtype.kind not in "iu":
        raise TypeError("Partition index must be integer")
    return int64s(as_ints(found.ravel().tolist()))


@dispatched("a")
def partition(a, kth, axis=-1, kind="introselect", order=None):
    """A copy with the elements at `kth` where sorting would put them."""
    _check_selection(kind, order)
    a = asarray(a)
    return wrap_like(_partition(a._h, *_kth(kth), _axis(a, axis)), a)


def partition_in_place(a, kth, axis, kind, order):
    _check_selection(kind, order)
    check(_partition_in_place(a._h, *_kth(kth), normalize_axis(axis, info(a).ndim)))


@dispatched("a")
def argpartition(a, kth, axis=-1, kind="introselect", order=None):
    """Positions that partition the array."""
    _check_selection(kind, order)
    a = asarray(a)
    return wrap_like(_argpartition(a._h, *_kth(kth), _axis_of_positions(a, axis)), a)


@dispatched("a", "v", "sorter")
def searchsorted(a, v, side="left", sorter=None):
    """Where to insert `v` into the sorted vector `a` so that it stays sorted."""
    if side not in ("left", "right"):
        raise ValueError(f"search side must be 'left' or 'right' (got {side!r})")
    a, v = asarray(a), operand(v)
    sorter = None if sorter is None else asarray(sorter)
    handle = _searchsorted(a._h, v._h, int(side == "right"), NULL if sorter is None else sorter._h)
    return wrap(handle)


@dispatched("x", "bins")
def digitize(x, bins, right=False):
    """The bin that each value falls into; the bins rise or fall."""
    x, bins = asarray(x), asarray(bins)
    return wrap(_digitize(x._h, bins._h, int(bool(right))))


def _uniques(a, index, inverse, counts, axis, equal_nan):
    if axis is None and info(a).ndim != 1:
        shape, axis = info(a).shape, ND_AXIS_NONE
    else:
        shape, axis = None, ND_AXIS_NONE if axis is None else normalize_axis(axis, info(a).ndim)
    places = [binding.arrays(1) if wanted else NULL for wanted in (True, index, inverse, counts)]
    check(_unique(a._h, axis, int(bool(equal_nan)), *places))
    made = [wrap_array(place[0]) if wanted else None for place, wanted in zip(places, (True, index, inverse, counts))]
    made[0] = alike(made[0], a)
    if inverse and shape is not None and info(made[2]).shape != shape:
        made[2] = made[2].reshape(shape)
    return made


@dispatched("ar")
def unique(ar, return_index=False, return_inverse=False, return_counts=False, axis=None, *, equal_nan=True,
           sorted=True):  # fmt: skip
    """The different elements (or slices along an axis) in order; on demand with positions, inverse and counts."""
    values, index, inverse, counts = _uniques(asarray(ar), return_index, return_inverse, return_counts, axis, equal_nan)
    found = [values, *(one for one in (index, inverse, counts) if one is not None)]
    return tuple(found) if len(found) > 1 else values


UniqueAllResult = namedtuple("UniqueAllResult", "values indices inverse_indices counts")


UniqueCountsResult = namedtuple("UniqueCountsResult", "values counts")


UniqueInverseResult = namedtuple("UniqueInverseResult", "values inverse_indices")


@dispatched("x")
def unique_all(x):
    """The different elements with first positions, inverse and counts; NaNs differ."""
    return UniqueAllResult(*_uniques(asarray(x), True, True, True, None, False))


@dispatched("x")
def unique_counts(x):
    """The different elements with counts; NaNs differ."""
    values, _, _, counts = _uniques(asarray(x), False, False, True, None, False)
    return UniqueCountsResult(values, counts)


@dispatched("x")
def unique_inverse(x):
    """The different elements with the inverse; NaNs differ."""
    values, _, inverse, _ = _uniques(asarray(x), False, True, False, None, False)
    return UniqueInverseResult(values, inverse)


@dispatched("x")
def unique_values(x):
    """The different elements; NaNs differ."""
    return _uniques(asarray(x), False, False, False, None, False)[0]


@dispatched("element", "test_elements")
def isin(element, test_elements, assume_unique=False, invert=False, *, kind=None):
    """Whether each element is among the others."""
    if kind not in (None, "sort", "table"):
        raise ValueError(f"Invalid kind: '{kind}'. Please use None, 'sort' or 'table'.")
    element, tests = asarray(element), asarray(test_elements)
    if kind == "table" and not {info(element).dtype.kind, info(tests).dtype.kind} <= set("biu"):
        raise ValueError("The 'table' method is only supported for boolean or integer arrays.")
    return wrap_array(_isin(element._h, tests._h, int(bool(invert))))


def _of_two(call, ar1, ar2, *options):
    ar1, ar2 = asarray(ar1), asarray(ar2)
    return wrap_array(call(ar1._h, ar2._h, *options))


@dispatched("ar1", "ar2")
def intersect1d(ar1, ar2, assume_unique=False, return_indices=False):
    """The elements of both, in order and once each."""
    ar1, ar2 = asarray(ar1), asarray(ar2)
    places = [binding.arrays(1) if wanted else NULL for wanted in (True, return_indices, return_indices)]
    check(_intersect1d(ar1._h, ar2._h, int(bool(assume_unique)), *places))
    found = tuple(wrap_array(place[0]) for place in places if place is not NULL)
    return found if return_indices else found[0]


@dispatched("ar1", "ar2")
def union1d(ar1, ar2):
    """The elements of either, in order and once each."""
    return _of_two(_union1d, ar1, ar2)


@dispatched("ar1", "ar2")
def setdiff1d(ar1, ar2, assume_unique=False):
    """The elements of the first that are not in the second, in order and once each."""
    return _of_two(_setdiff1d, ar1, ar2, int(bool(assume_unique)))


@dispatched("ar1", "ar2")
def setxor1d(ar1, ar2, assume_unique=False):
    """The elements of exactly one of the two, in order and once each."""
    return _of_two(_setxor1d, ar1, ar2, int(bool(assume_unique)))
