"""Anything that can be an array becomes one: numbers, nested lists, buffers, NumPy arrays, objects with
`__array_interface__`, `__dlpack__` or `__array__`. Every function of the package passes its arguments through here.
"""

from __future__ import annotations

from collections.abc import Sequence

from . import _memory
from ._base import info, ndarray
from ._dtype import dtype as as_dtype
from ._sequences import flatten, pack, plain_kind, ragged
from ._weak import weak

__all__ = ["asarray", "convert", "handles_of", "make_scalar", "operand"]

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
        made = _memory.from_packed(*pack((what,), _KINDS[kind], dtype), ())
    elif isinstance(what, ndarray):
        made = what
    else:
        made = _from_other(what, dtype)
    if dtype is not None and info(made).dtype is not dtype:
        made = _memory.astype(made, dtype)
    return made


def _from_rows(rows, dtype):
    shape, elements, types = flatten(rows)
    kind = plain_kind(types)
    if kind is None:
        return _from_mixture(shape, elements, types, dtype)
    return _memory.from_packed(*pack(elements, kind, dtype), shape)


def _from_mixture(shape, elements, types, dtype):
    """Rows of arrays, of scalars, of other sequences, of strings to be parsed."""
    if dtype is not None and dtype.kind == "V" and types <= {str}:
        return _memory.from_texts(elements, dtype).reshape(shape)
    if types == {str} or types == {bytes}:
        return _memory.from_packed(*_parse(elements, dtype), shape)
    parts = [convert(element, None) for element in elements]
    shapes = {info(part).shape for part in parts}
    if len(shapes) != 1:
        raise ragged(shape)
    if dtype is not None and dtype.kind in "iu" and shapes == {()}:  # scalars must fit, as Python's integers must
        values = [part.item() for part in parts]
        return _memory.from_packed(*pack(values, plain_kind(set(map(type, values))), dtype), shape)
    return _memory.stack(parts, shape + shapes.pop(), dtype)


def _parse(texts, dtype):
    if dtype is None:
        raise TypeError(f"array: strings are not supported (got {texts[0]!r}); give a numeric dtype to parse them")
    texts = [text.decode() if isinstance(text, bytes) else text for text in texts]
    if dtype.kind == "b":
        return pack([bool(text) for text in texts], "b", dtype)
    read, kind = {"i": (int, "i"), "u": (int, "i"), "f": (float, "f"), "c": (complex, "c")}[dtype.kind]
    return pack([read(text) for text in texts], kind, dtype)


def _from_other(what, dtype):
    if isinstance(what, range):
        return _memory.from_packed(*pack(what, "i" if len(what) else "f", dtype), (len(what),))
    if isinstance(what, str) and dtype is not None and dtype.kind == "V":
        return _memory.from_texts([what], dtype).reshape(())
    if isinstance(what, str):
        return _memory.from_packed(*_parse([what], dtype), ())
    made = _memory.from_protocols(what, dtype)
    if made is not None:
        return made
    kind = plain_kind({type(what)})
    if kind is not None:  # a subclass of a Python number
        return _memory.from_packed(*pack((what,), kind, dtype), ())
    if isinstance(what, Sequence) or (hasattr(what, "__len__") and hasattr(what, "__getitem__") and hasattr(what, "__iter__")
                                      and not hasattr(what, "keys")):  # fmt: skip
        return _from_rows(list(what), dtype)
    for special, read in (("__index__", int), ("__float__", float), ("__complex__", complex)):
        if hasattr(type(what), special) and dtype is not None:
            return _memory.from_packed(*pack((read(what),), _KINDS[read], dtype), ())
    raise TypeError(f"array: cannot make an array of {type(what).__name__!r}: ndcore has no object dtype")


def make_scalar(cls, value):
    """`float32(value)`; for arrays and sequences an array of the dtype, as NumPy does."""
    dtype = cls._dtype
    if isinstance(value, (str, bytes)) and dtype.kind == "b":
        value = bool(value)
    return _memory.as_scalar(convert(value, dtype))


def scalar_from_bytes(dtype, data):
    return _memory.as_scalar(_memory.from_packed(dtype, data, ()))
