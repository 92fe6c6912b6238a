"""Arrays over and from memory of others: packed copies, wrapped addresses, buffers."""

from __future__ import annotations

import atexit
import itertools
import sys

from .._ffi.callbacks import immortal
from .._ffi.errors import check, failed
from .._ffi.library import bind, binding
from .arguments import CASTING, NULL, ORDER, int64s
from .base import wrap, wrap_array, wrap_shaped
from .dtype import dtype_handle, native

__all__ = ["as_scalar", "astype", "c_strides", "from_address", "from_buffer", "from_packed", "over_bytes", "stack"]

_from_memory, _wrap = bind("nd_array_from_memory"), bind("nd_array_wrap")
_astype, _item, _stack = bind("nd_astype"), bind("nd_array_item"), bind("nd_stack")
_UNSAFE, _K = CASTING["unsafe"], ORDER["K"]

# What wrapped memory belongs to, by the number the library gives back when the last array over it is gone.
_owners: dict[int, object] = {}
_numbers = itertools.count(1)


def _give_back(_memory, number, _take=_owners.pop, _address=binding.address):
    _take(_address(number), None)


_deleter = immortal("nd_deleter", _give_back)


@atexit.register
def _end():
    """Python stops threads that enter it from now on, in the midst of the library's call."""
    check(bind("nd_deleters_confine")(1))


def from_address(dtype, shape, strides, address, owner, writeable):
    """An array over memory at an address, which `owner` keeps alive; nothing is copied."""
    if strides is not None and len(strides) != len(shape):
        raise ValueError(f"mismatch in length of strides {tuple(strides)} and shape {tuple(shape)}")
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


def c_strides(shape, itemsize):
    """The strides of elements that lie one after another in C order."""
    out, step = [], itemsize
    for n in reversed(shape):
        out.append(step)
        step *= max(n, 1)
    return tuple(reversed(out))


def over_bytes(dtype, shape, strides, offset, buffer, owner, too_small=ValueError):
    """An array over the bytes of an object with the buffer protocol, from `offset` on; none of its elements is
    outside."""
    if any(n < 0 for n in shape):
        raise ValueError("negative dimensions are not allowed")
    view = memoryview(buffer)
    if not view.c_contiguous:
        raise BufferError("the buffer is not C-contiguous")
    strides = c_strides(shape, dtype.itemsize) if strides is None else strides
    if len(strides) != len(shape):
        raise ValueError(f"mismatch in length of strides {strides} and shape {shape}")
    steps = [(n - 1) * step for n, step in zip(shape, strides)]
    low, high = sum(min(step, 0) for step in steps), sum(max(step, 0) for step in steps) + dtype.itemsize
    if 0 in shape:
        low = high = 0
    if offset + low < 0 or offset + high > view.nbytes:
        taken = f"its elements take bytes {offset + low} to {offset + high} of {view.nbytes}"
        raise too_small(f"buffer is too small for requested array: {taken}")
    if 0 in shape:
        return from_packed(dtype, b"", shape)
    pointer = binding.from_buffer(view)
    address = binding.address(pointer) + offset
    return from_address(dtype, shape, strides, address, (pointer, owner), not view.readonly)


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
    made = wrap_array(
        _stack(binding.arrays([part._h for part in parts]), len(parts), 0, NULL, NULL, CASTING["same_kind"])
    )
    made = made if dtype is None else astype(made, dtype)
    return made.reshape(shape)


_FORMATS = {
    "?": 0, "b": 1, "B": 2, "h": 3, "H": 4, "i": 5, "I": 6, "q": 7, "Q": 8, "l": 7, "L": 8, "n": 7, "N": 8, "e": 9,
    "f": 11, "d": 12, "Zf": 13, "Zd": 14, "c": 2,
}  # fmt: skip
_STANDARD = {"l": 5, "L": 6}  # with an explicit byte order these have four bytes
SWAPPED_MARK = ">" if sys.byteorder == "little" else "<"


def _dtype_of_format(text):
    order = text[:1] if text[:1] in "@=<>!" else ""
    code = text[len(order) :]
    found = _STANDARD.get(code, _FORMATS.get(code)) if order not in ("", "@") else _FORMATS.get(code)
    if found is None:
        return None
    swapped = order == SWAPPED_MARK or (order == "!" and SWAPPED_MARK == ">")
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
