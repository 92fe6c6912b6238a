"""Arrays over and from memory of others: packed copies, wrapped buffers, NumPy arrays, `__array_interface__`."""

from __future__ import annotations

import itertools
import sys

from ._arguments import CASTING, NULL, ORDER, dtype_handle, int64s
from ._base import info, ndarray, wrap, wrap_array, wrap_shaped
from ._dtype import dtype as as_dtype
from ._dtype import native
from ._errors import failed
from ._ffi import bind, binding

__all__ = ["as_scalar", "astype", "from_address", "from_packed", "from_protocols", "stack"]

_from_memory, _wrap = bind("nd_array_from_memory"), bind("nd_array_wrap")
_astype, _item, _stack = bind("nd_astype"), bind("nd_array_item"), bind("nd_stack")
_UNSAFE, _K = CASTING["unsafe"], ORDER["K"]

# What wrapped memory belongs to, by the number the library gives back when the last array over it is gone.
_owners: dict[int, object] = {}
_numbers = itertools.count(1)


def _give_back(_memory, number):
    _owners.pop(binding.address(number), None)


_deleter = binding.callback("nd_deleter", _give_back, onerror=None)


def from_address(dtype, shape, strides, address, owner, writeable):
    """An array over memory at an address, which `owner` keeps alive; nothing is copied."""
    number = next(_numbers)
    _owners[number] = owner
    dims, ndim = int64s(tuple(shape))
    steps = NULL if strides is None else int64s(tuple(strides))[0]
    handle = _wrap(binding.pointer(address), dtype_handle(dtype), dims, steps, ndim, int(bool(writeable)), _deleter,
                   binding.pointer(number))  # fmt: skip
    if not handle:
        _owners.pop(number, None)
        failed()
    made = wrap_shaped(handle, ndim)
    made._b = owner
    return made


def from_packed(dtype, buffer, shape):
    """An array with a copy of elements that lie one after another."""
    pointer = binding.from_buffer(buffer) if len(buffer) else binding.from_buffer(b"\0" * 16)
    dims, ndim = int64s(tuple(shape))
    return wrap_shaped(_from_memory(pointer, dtype_handle(dtype), dims, NULL, ndim), ndim)


def from_texts(texts, dtype):
    """A 1-d array of a registered dtype, read from texts."""
    strings, kept = binding.cstrings(texts)
    made = wrap_array(bind("nd_array_from_text")(strings, len(texts), dtype_handle(dtype)))
    del kept
    return made


def astype(a, dtype, casting=_UNSAFE, order=_K):
    return wrap_array(_astype(a._h, dtype_handle(dtype), casting, order))


def as_scalar(a):
    """The scalar of a 0-d array; any other array as it is."""
    return wrap(_item(a._h, 0)) if not a._nz else a


def stack(parts, shape, dtype):
    """Arrays of one shape as the rows of a new one of `shape`."""
    from .joining import stack as join

    made = join([part if isinstance(part, ndarray) else wrap_array(part) for part in parts])
    made = made if dtype is None else astype(made, dtype)
    return made.reshape(shape)


_FORMATS = {
    "?": 0, "b": 1, "B": 2, "h": 3, "H": 4, "i": 5, "I": 6, "q": 7, "Q": 8, "l": 7, "L": 8, "n": 7, "N": 8, "e": 9,
    "f": 11, "d": 12, "Zf": 13, "Zd": 14, "c": 2,
}  # fmt: skip
_STANDARD = {"l": 5, "L": 6}  # with an explicit byte order these have four bytes
_SWAPPED_MARK = ">" if sys.byteorder == "little" else "<"


def _dtype_of_format(text):
    order = text[:1] if text[:1] in "@=<>!" else ""
    code = text[len(order) :]
    found = _STANDARD.get(code, _FORMATS.get(code)) if order not in ("", "@") else _FORMATS.get(code)
    if found is None:
        return None
    swapped = order == _SWAPPED_MARK or (order == "!" and _SWAPPED_MARK == ">")
    return native[found].newbyteorder() if swapped else native[found]


def from_buffer(what):
    """An array over an object with the buffer protocol; None if it has no such, or a format of its own."""
    try:
        view = memoryview(what)
    except (TypeError, ValueError, BufferError):
        return None
    dtype = _dtype_of_format(view.format)
    if dtype is None or view.suboffsets:
        return None
    if view.itemsize != dtype.itemsize:
        return None
    if not view.nbytes:
        return from_packed(dtype, b"", view.shape)
    pointer = binding.from_buffer(view) if view.contiguous else None
    if pointer is None:  # the address of a strided view is not in reach without its interface
        return None
    return from_address(dtype, view.shape, view.strides, binding.address(pointer), (pointer, what), not view.readonly)


def from_interface(what):
    """An array over an object with `__array_interface__`."""
    interface = getattr(what, "__array_interface__", None)
    if not isinstance(interface, dict):
        return None
    shape, data, strides = _checked_interface(what, interface)
    dtype = _dtype_of_interface(what, interface)
    if not isinstance(data, tuple):
        buffer = from_buffer(data if data is not None else what)
        if buffer is None:
            raise TypeError(f"array: __array_interface__ of {type(what).__name__!r} describes no memory")
        start = info(buffer).address + interface.get("offset", 0)
        return from_address(dtype, shape, strides, start, (buffer, what), buffer.flags.writeable)
    address, read_only = data
    if not address or 0 in shape:
        return from_packed(dtype, b"", shape) if 0 in shape else None
    return from_address(dtype, shape, strides, address, (what, interface), not read_only)


def _checked_interface(what, interface):
    """(shape, data, strides), which others have written."""
    where = f"array: __array_interface__ of {type(what).__name__!r}"
    for key in ("shape", "typestr"):
        if key not in interface:
            raise ValueError(f"{where} has no {key}")
    shape, data, strides = (interface.get(key) for key in ("shape", "data", "strides"))
    if not isinstance(shape, tuple):
        raise TypeError(f"{where}: shape must be a tuple, not {shape!r}")
    if isinstance(data, tuple) and (len(data) != 2 or not isinstance(data[0], int)):
        raise TypeError(f"{where}: data must be a 2-tuple with (address as integer, read-only flag), not {data!r}")
    if strides is not None and not isinstance(strides, tuple):
        raise TypeError(f"{where}: strides must be a tuple, not {strides!r}")
    if strides is not None and len(strides) != len(shape):
        raise ValueError(f"{where}: mismatch in length of strides {strides} and shape {shape}")
    return shape, data, strides


def _dtype_of_interface(what, interface):
    text = interface["typestr"]
    if text[1:] == "V2" and getattr(getattr(what, "dtype", None), "name", "") == "bfloat16":
        return native[10] if text[0] != _SWAPPED_MARK else native[10].newbyteorder()
    if text[1:2] == "V":
        raise TypeError(f"array: dtype {getattr(what, 'dtype', text)!r} is not supported: structured and void dtypes")
    return as_dtype(text)


def from_protocols(what, dtype=None):
    """An array over or from whatever `what` offers, or None. NumPy's scalars become 0-d copies."""
    kind = type(what)
    made = from_interface(what) if hasattr(what, "__array_interface__") else None
    if made is None:
        made = from_buffer(what)
    if made is not None:
        return made
    if hasattr(kind, "__dlpack__"):
        from ._dlpack import from_dlpack

        return from_dlpack(what)
    if hasattr(kind, "__array__"):
        given = what.__array__()
        return given if isinstance(given, ndarray) else from_interface(given)
    return None
