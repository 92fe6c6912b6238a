"""Anything that can be an array becomes one: numbers, nested lists, buffers, NumPy arrays, objects with
`__array_interface__`, `__arrow_c_array__`, `__dlpack__` or `__array__`. Every function of the package passes its
arguments through here.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import nan

from .._array import memory
from .._array.base import info, ndarray
from .._array.dtype import dtype as as_dtype
from .._protocols.foreign import from_protocols
from .sequences import flatten, pack, plain_kind, ragged
from .weak import weak

__all__ = ["asarray", "convert", "given", "handles_of", "make_scalar", "operand"]

_NUMBERS = (bool, int, float, complex)
_KINDS = {bool: "b", int: "i", float: "f", complex: "c"}


def asarray(what):
    """`what` itself if it is an array, else a new array of it."""
    return what if isinstance(what, ndarray) else convert(what)


def operand(what):
    """An operand of an operation: like asarray, but Python numbers stay weak (NEP 50)."""
    if isinstance(what, ndarray):
        return what
    kind = type(what)
    if isinstance(what, bytes):
        raise TypeError(f"strings are not supported (got {what!r})")
    return weak(what) if kind in _NUMBERS else convert(what)


def handles_of(arrays):
    return [a._h for a in arrays]


def convert(what, dtype=None):
    """An array of `what`, of `dtype` if given. Shares memory with buffers and NumPy arrays where it can."""
    if dtype is not None:
        dtype = as_dtype(dtype)
    kind = type(what)
    if kind is list or kind is tuple:
        made = _from_rows(what, dtype)
    elif kind in _KINDS:
        made = memory.from_packed(*pack((what,), _KINDS[kind], dtype), ())
    elif isinstance(what, ndarray):
        made = what
    else:
        made = _from_other(what, dtype)
    if dtype is not None and info(made).dtype is not dtype:
        made = memory.astype(made, dtype)
    return made


def _from_rows(rows, dtype):
    shape, elements, types = flatten(rows)
    kind = plain_kind(types)
    if kind is None:
        return _from_mixture(shape, elements, types, dtype)
    return memory.from_packed(*pack(elements, kind, dtype), shape)


def _from_mixture(shape, elements, types, dtype):
    """Rows of arrays, of scalars, of other sequences, of strings to be parsed, of any objects where the dtype is
    known."""
    numeric = dtype is not None and dtype.kind != "V"
    if dtype is not None and not numeric and types <= {str}:
        return memory.from_texts(elements, dtype).reshape(shape)
    if types == {str} or types == {bytes} or (numeric and not any(map(_has_dims, elements))):
        return memory.from_packed(*_read(elements, dtype), shape)
    parts = [convert(element, dtype if numeric else None) for element in elements]
    shapes = {info(part).shape for part in parts}
    if len(shapes) != 1:
        raise ragged(shape)
    return memory.stack(parts, shape + shapes.pop(), dtype)


def _is_sequence(what):
    return isinstance(what, Sequence) or (
        hasattr(what, "__len__")
        and hasattr(what, "__getitem__")
        and hasattr(what, "__iter__")
        and not hasattr(what, "keys")
    )


def _has_dims(what):
    """Whether an element of rows is rows itself, or an array of such."""
    if type(what) in _KINDS or what is None or isinstance(what, (str, bytes)):
        return False
    made = what if isinstance(what, ndarray) else _foreign(what)
    return _is_sequence(what) if made is None else info(made).ndim > 0


def _as_float(what):
    return nan if what is None else float(what)


def _as_complex(what):
    return complex(nan, nan) if what is None else complex(what.decode() if isinstance(what, bytes) else what)


_READERS = {"b": bool, "i": int, "u": int, "f": _as_float, "c": _as_complex}


def _read(elements, dtype):
    """pack() of objects of any class: NumPy asks them for the Python number that the dtype is made of; texts are
    parsed."""
    if dtype is None:
        raise TypeError(f"array: strings are not supported (got {elements[0]!r}); give a numeric dtype to parse them")
    kind = dtype.kind
    return pack(list(map(_READERS[kind], elements)), "i" if kind == "u" else kind, dtype)


def _foreign(what, dtype=None, copy=None):
    """An array over or of what has a dtype of its own; None for numbers, texts, rows and other objects. Bytes are
    memory, unless a dtype says that they are a text."""
    if type(what) in _KINDS or what is None or isinstance(what, (list, tuple, str)):
        return None
    return None if dtype is not None and isinstance(what, bytes) else from_protocols(what, copy)


def given(what, dtype, copy=None):
    """Like convert, but what has a dtype of its own keeps it; `copy` is False where only its memory will do."""
    made = _foreign(what, dtype, copy)
    return convert(what, dtype) if made is None else made


def _from_other(what, dtype):
    if isinstance(what, range):
        return memory.from_packed(*pack(what, "i" if len(what) else "f", dtype), (len(what),))
    made = _foreign(what, dtype)
    if made is not None:
        return made
    if isinstance(what, str) and dtype is not None and dtype.kind == "V":
        return memory.from_texts([what], dtype).reshape(())
    if isinstance(what, (str, bytes)):
        return memory.from_packed(*_read([what], dtype), ())
    kind = plain_kind({type(what)})
    if kind is not None:  # a subclass of a Python number
        return memory.from_packed(*pack((what,), kind, dtype), ())
    if _is_sequence(what):
        return _from_rows(list(what), dtype)
    if dtype is None or dtype.kind == "V":
        raise TypeError(f"array: cannot make an array of {type(what).__name__!r}: ndcore has no object dtype")
    return memory.from_packed(*_read([what], dtype), ())


def make_scalar(cls, value):
    """`float32(value)`; for arrays and sequences an array of the dtype, as NumPy does."""
    dtype = cls._dtype
    if isinstance(value, (str, bytes)) and dtype.kind == "b":
        value = bool(value)
    return memory.as_scalar(convert(value, dtype))


def scalar_from_bytes(dtype, data):
    return memory.as_scalar(memory.from_packed(dtype, data, ()))
