"""How objects of subclasses come to be: `ndarray.__new__`, views as another class, results of the class of an
operand."""

from __future__ import annotations

from operator import index

from .._ffi.library import bind
from .arguments import as_ints, as_order, int64s
from .base import ARRAYS, born, info, ndarray, retained, wrap_array, wrap_shaped
from .dtype import dtype as as_dtype
from .dtype import dtype_handle
from .memory import c_strides, over_bytes

__all__ = ["alike", "new_array", "of_class", "own", "recast"]

_view, _copy, _empty = bind("nd_view"), bind("nd_copy"), bind("nd_empty")
_class = type


def alike(made, source):
    """A new array as one of the class of `source`."""
    if type(source) in ARRAYS:
        return made
    return born(type(source), retained(made._h), source, getattr(made, "_b", None))


def _plain(scalar):
    return wrap_array(_copy(scalar._h, 1))


def own(a):
    """A scalar as an array that can be written to, an array of a subclass as a view that is none; others as they
    are."""
    if type(a) is ndarray:
        return a
    if type(a) in ARRAYS:
        return _plain(a)
    made = wrap_array(_view(a._h, dtype_handle(info(a).dtype)))
    made._b = a
    return made


def of_class(handle, cls, source):
    """A view of the memory of `source` as an array of a class."""
    if not (isinstance(cls, _class) and issubclass(cls, ndarray)) or hasattr(cls, "_dtype"):
        raise TypeError("Type must be a sub-type of ndarray type")
    if cls is ndarray:
        made = wrap_array(handle)
        made._b = source
        return made
    return born(cls, handle, source, source)


def recast(array, cls, source):
    """The same memory as an object of a subclass, made from `source`."""
    return born(cls, _view(array._h, dtype_handle(info(array).dtype)), source, array)


def new_array(cls, shape, dtype=float, buffer=None, offset=0, strides=None, order=None):
    """An array of a shape, over a buffer if given; `array`, `zeros` and `empty` are the usual ways."""
    dtype, shape = as_dtype(dtype), as_ints(shape)
    if buffer is None:
        if strides is not None:
            raise ValueError("strides without a buffer are not supported")
        dims, ndim = int64s(shape)
        made = wrap_shaped(_empty(dims, ndim, dtype_handle(dtype), as_order(order or "C", "CF")), ndim)
    else:
        block = buffer.data if isinstance(buffer, ndarray) else buffer
        fault = TypeError if strides is None else ValueError
        if strides is None and order == "F":
            strides = c_strides(shape[::-1], dtype.itemsize)[::-1]
        strides = None if strides is None else as_ints(strides, "strides")
        made = over_bytes(dtype, shape, strides, index(offset), block, buffer, fault)
    return made if cls is ndarray else born(cls, retained(made._h), None, getattr(made, "_b", None))
