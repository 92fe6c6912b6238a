"""Reading and writing by index: an integer or a slice goes straight to the library, anything else as a packed list of
items: four numbers each, and the index arrays beside them.
"""

from __future__ import annotations

import operator

from .._array.base import born, info, ndarray, new, wrap_like, wrap_view
from .._ffi import constants as c
from .._ffi.errors import check, failed
from .._ffi.library import bind, binding
from .._operands.convert import asarray, convert
from .._operands.roles import assigned

__all__ = ["MEMBERS"]

_get, _set = bind("nd_get"), bind("nd_set")
_get_item, _get_slice = bind("nd_get_item"), bind("nd_get_slice")
_int64s, _arrays = binding.passed_int64s, binding.passed_arrays
_INTEGER, _SLICE, _ARRAY, _UNSET = c.ND_INDEX_INTEGER, c.ND_INDEX_SLICE, c.ND_INDEX_ARRAY, c.ND_INDEX_UNSET
_LEAST, _MOST = -(2**63) + 2, 2**63 - 1
_NO_INDEX = (
    "only integers, slices (`:`), ellipsis (`...`), newaxis (`None`) and integer or boolean arrays are valid indices"
)
_index = operator.index


def _limit(value):
    """A limit of a slice; numbers past int64 mean the end all the same."""
    if value is None:
        return _UNSET
    value = _index(value)
    return value if _LEAST <= value <= _MOST else max(_LEAST, min(value, _MOST))


def _getitem(self, key):
    """Return self[key]."""
    kind = type(key)
    if kind is int:
        try:
            about = self._i
        except AttributeError:
            about = info(self)
        try:
            handle = _get_item(self._h, key)
        except (OverflowError, TypeError):
            raise _too_big(key) from None
        if about.ndim == 1:
            if not handle:
                failed()
            made = new(about.dtype.type)
            made._h, made._nz = handle, False
            return made
    elif kind is slice:
        start, stop, step = key.start, key.stop, key.step
        handle = _get_slice(
            self._h,
            _UNSET if start is None else _limit(start),
            _UNSET if stop is None else _limit(stop),
            _UNSET if step is None else _limit(step),
        )
    else:
        return _item_by_item(self, key)
    if not handle:
        failed()
    if type(self) is not ndarray:
        return born(type(self), handle, self, self)
    made = new(ndarray)
    made._h, made._nz, made._b = handle, True, self
    return made


def _item_by_item(self, key):
    if type(key) is str:
        raise IndexError(_NO_INDEX)
    items, count, arrays, integers = _pack(key)
    handle = _get(self._h, _int64s(items), count, _arrays([a._h for a in arrays]), len(arrays))
    if not handle:
        failed()
    if (integers and integers == info(self).ndim) or (not count and not self._nz):
        made = new(info(self).dtype.type)
        made._h, made._nz = handle, False
        return made
    return wrap_view(handle, self) if not arrays else wrap_like(handle, self)


def _too_big(key):
    return IndexError(f"cannot fit '{type(key).__name__}' into an index-sized integer")


def _pack(key):
    """(numbers, how many items, index arrays, how many integers if there is nothing else but integers)."""
    items, arrays, integers = [], [], 0
    keys = key if type(key) is tuple else (key,)
    for one in keys:
        kind = type(one)
        if kind is int:
            items += (_INTEGER, one, 0, 0)
            integers += 1
        elif kind is slice:
            items += (_SLICE, _limit(one.start), _limit(one.stop), _limit(one.step))
        elif one is None:
            items += (c.ND_INDEX_NEWAXIS, 0, 0, 0)
        elif one is Ellipsis:
            items += (c.ND_INDEX_ELLIPSIS, 0, 0, 0)
        else:
            number, array = _array_index(one)
            if array is None:
                items += (_INTEGER, number, 0, 0)
                integers += 1
            else:
                items += (_ARRAY, 0, 0, 0)
                arrays.append(array)
    return items, len(keys), arrays, integers if integers == len(keys) else 0


def _array_index(one):
    """(integer, None) or (None, array): 0-d integer arrays and all with `__index__` count as integers."""
    if not isinstance(one, (ndarray, list, tuple, bool)):
        try:
            return _index(one), None
        except TypeError:
            pass
    try:
        array = asarray(one)
    except (TypeError, OverflowError):
        array = None
    if array is not None:
        about = info(array)
        kind = about.dtype.kind
        if kind in "iu" and not about.ndim:
            return array.item(), None
        if kind in "iub":
            return None, array
        if not about.size and isinstance(one, (list, tuple)):
            return None, convert([], "int64").reshape(about.shape)
        if isinstance(one, (ndarray, list, tuple)) or hasattr(one, "dtype"):
            raise IndexError("arrays used as indices must be of integer (or boolean) type")
    raise IndexError(_NO_INDEX)


def _setitem(self, key, value):
    """Set self[key] to value."""
    if type(key) is int:
        items, count, arrays = (_INTEGER, key, 0, 0), 1, ()
    elif type(key) is slice:
        items, count, arrays = (_SLICE, _limit(key.start), _limit(key.stop), _limit(key.step)), 1, ()
    else:
        items, count, arrays, _ = _pack(key)
    rows = not arrays and type(value) in (list, tuple)
    value = assigned(self, value)
    if rows:
        _require_depth(value, info(self).ndim, items[::4])
    try:
        status = _set(self._h, _int64s(items), count, _arrays([a._h for a in arrays]), len(arrays), value._h)
    except OverflowError:
        raise _too_big(key) from None
    check(status)


def _require_depth(value, ndim, kinds):
    """Rows may not lie deeper than the elements they are to take the place of; arrays may."""
    room = ndim - kinds.count(_INTEGER) + kinds.count(c.ND_INDEX_NEWAXIS)
    if info(value).ndim > room and kinds.count(_INTEGER) + kinds.count(_SLICE) <= ndim:
        raise ValueError(
            "setting an array element with a sequence. The requested array would exceed the maximum number of "
            f"dimension of {room}."
        )


def _delitem(self, key):
    raise ValueError("cannot delete array elements")


def _len(self):
    """Return len(self): the extent of the first axis."""
    shape = info(self).shape
    if not shape:
        raise TypeError("len() of unsized object")
    return shape[0]


def _iter(self):
    """Iterate over the first axis."""
    shape = info(self).shape
    if not shape:
        raise TypeError("iteration over a 0-d array")
    return map(self.__getitem__, range(shape[0]))


def _contains(self, value):
    """Return whether any element equals the value."""
    return bool((self == value).any())


MEMBERS = {
    "__getitem__": _getitem, "__setitem__": _setitem, "__delitem__": _delitem, "__len__": _len, "__iter__": _iter,
    "__contains__": _contains,
}  # fmt: skip
