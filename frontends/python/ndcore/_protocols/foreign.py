"""Arrays of others: `__array_interface__`, buffers, `__arrow_c_array__`, `__dlpack__`, `__array__`. What they say is
checked: others wrote it."""

from __future__ import annotations

import operator

from .._array.base import ndarray
from .._array.dtype import dtype as as_dtype
from .._array.dtype import native
from .._array.memory import SWAPPED_MARK, c_strides, from_address, from_buffer, from_packed, over_bytes
from .interchange import from_arrow, from_dlpack

__all__ = ["from_protocols"]

_VERSION = 3  # of the array interface
_SPACE = 2**64  # addresses


def from_interface(what):
    """An array over an object with `__array_interface__`; None if it has none."""
    interface = getattr(what, "__array_interface__", None)
    if interface is None or isinstance(what, type):
        return None
    where = f"array: __array_interface__ of {type(what).__name__!r}"
    if not isinstance(interface, dict):
        raise ValueError(f"{where} must be a dict, not {interface!r}")
    if interface.get("version", _VERSION) not in range(_VERSION + 1):
        raise ValueError(f"{where}: version must be an integer of at most {_VERSION}, not {interface['version']!r}")
    for key in ("shape", "typestr"):
        if key not in interface:
            raise ValueError(f"{where} has no {key}")
    dtype = _dtype_of(what, interface["typestr"], where)
    shape = _numbers(interface["shape"], "shape", where)
    if any(n < 0 for n in shape):
        raise ValueError(f"{where}: negative dimensions are not allowed: {shape}")
    strides = interface.get("strides")
    if strides is not None:
        strides = _numbers(strides, "strides", where)
        if len(strides) != len(shape):
            raise ValueError(f"{where}: mismatch in length of strides {strides} and shape {shape}")
    data = interface.get("data")
    if isinstance(data, tuple):
        return _at_address(what, interface, dtype, shape, strides, data, where)
    return _in_buffer(what if data is None else data, what, dtype, shape, strides, interface.get("offset", 0), where)


def _numbers(given, name, where):
    if not isinstance(given, tuple):
        raise TypeError(f"{where}: {name} must be a tuple, not {given!r}")
    try:
        return tuple(map(operator.index, given))
    except TypeError:
        raise TypeError(f"{where}: {name} must be a tuple of integers, not {given!r}") from None


def _dtype_of(what, text, where):
    if not isinstance(text, (str, bytes)):
        raise TypeError(f"{where}: typestr must be a string, not {text!r}")
    text = text.decode("latin-1") if isinstance(text, bytes) else text
    if text[1:] == "V2" and getattr(getattr(what, "dtype", None), "name", "") == "bfloat16":
        return native[10] if text[0] != SWAPPED_MARK else native[10].newbyteorder()
    if text[1:2] == "V":
        raise TypeError(f"array: dtype {getattr(what, 'dtype', text)!r} is not supported: structured and void dtypes")
    return as_dtype(text)


def _at_address(what, interface, dtype, shape, strides, data, where):
    if len(data) != 2 or not isinstance(data[0], int):
        raise TypeError(f"{where}: data must be a 2-tuple with (address as integer, read-only flag), not {data!r}")
    address, read_only = data
    if 0 in shape:
        return from_packed(dtype, b"", shape)
    steps = [(n - 1) * step for n, step in zip(shape, strides or c_strides(shape, dtype.itemsize))]
    first = address + sum(min(step, 0) for step in steps)
    if first <= 0 or address + sum(max(step, 0) for step in steps) + dtype.itemsize > _SPACE:
        raise ValueError(f"{where}: elements of shape {shape} at address {address:#x} are not in memory")
    return from_address(dtype, shape, strides, address, (what, interface), not read_only)


def _in_buffer(buffer, what, dtype, shape, strides, offset, where):
    if not isinstance(offset, int):
        raise TypeError(f"{where}: offset must be an integer, not {offset!r}")
    try:
        view = memoryview(buffer)
    except TypeError as error:
        raise TypeError(f"{where} describes no memory: {error}") from None
    try:
        return over_bytes(dtype, shape, strides, offset, view, what)
    except (ValueError, BufferError) as error:
        raise type(error)(f"{where}: {error}") from None


def from_protocols(what, copy=None):
    """An array over or from whatever `what` offers, or None. NumPy's scalars become 0-d copies."""
    kind = type(what)
    made = from_interface(what)
    if made is None:
        made = from_buffer(what)
    if made is not None:
        return made
    if hasattr(kind, "__arrow_c_array__"):
        return from_arrow(what, False if copy is False else None)
    if hasattr(kind, "__dlpack__"):
        return from_dlpack(what)
    if hasattr(kind, "__array__"):
        given = what.__array__()
        made = given if isinstance(given, ndarray) else from_interface(given)
        if made is None:
            raise ValueError(f"array: {kind.__name__}.__array__() did not give an array, but {given!r}")
        return made
    return None
