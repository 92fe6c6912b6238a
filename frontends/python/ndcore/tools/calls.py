"""Values of Python as the C library's cells and back: calls by name."""

from __future__ import annotations

import os
import struct

from .._array.base import ndarray, wrap
from .._array.dtype import dtype, dtype_handle, from_code
from .._ffi.errors import failed
from .._ffi.library import bind, binding
from .._ffi.methodtable import result_count
from .._operands.convert import asarray
from .._operands.sequences import past_all
from ..functions.ufuncs import registered, ufunc

__all__ = ["call"]

_ROOM = 1024  # results of a function that tells their number by its arguments
_call, _code = bind("nd_call"), bind("nd_dtype_code")
(NONE, BOOL, INT, UINT, DOUBLE, COMPLEX, STRING, BYTES, HANDLE, LIST_INT, LIST_DOUBLE, LIST_STRING, LIST_HANDLE,
 LIST_CELL) = range(1, 15)  # fmt: skip


def _bits(number):
    return struct.unpack("=Q", struct.pack("=d", number))[0]


def _number(bits):
    return struct.unpack("=d", struct.pack("=Q", bits & 0xFFFFFFFFFFFFFFFF))[0]


def _signed(bits):
    return bits - (1 << 64) if bits >> 63 else bits


class Row:
    """Cells of the arguments of one call, and all that they point to."""

    def __init__(self, values):
        self.kept = []
        self.cells = self._cells(values)

    def _cells(self, values):
        cells = binding.structs("nd_cell", max(len(values), 1))
        self.kept.append(cells)
        for i, value in enumerate(values):
            cells[i].kind, cells[i].value, cells[i].extent = self._parts(value)
        return cells

    def _parts(self, value):
        if isinstance(value, ndarray):
            return self._pointing(HANDLE, value._h, value)
        kind = type(value)
        if value is None:
            return NONE, 0, 0
        if isinstance(value, bool):
            return BOOL, int(value), 0
        if isinstance(value, int):
            return self._integer(value)
        if isinstance(value, float):
            return DOUBLE, _bits(value), 0
        if isinstance(value, complex):
            return COMPLEX, _bits(value.real), _signed(_bits(value.imag))
        if isinstance(value, (str, os.PathLike)):
            data = os.fsencode(value)
            return self._pointing(STRING, binding.bytes_of(data), data, len(data))
        if isinstance(value, (list, tuple)):
            cells = self._cells(value)
            return self._pointing(LIST_CELL, cells, cells, len(value))
        return self._other(value, kind)

    def _other(self, value, kind):
        if kind is dtype:
            return self._pointing(HANDLE, dtype_handle(value), value)
        if isinstance(value, ufunc):
            return self._pointing(HANDLE, value._handle, value)
        if isinstance(value, (bytes, bytearray)):
            data = bytes(value)
            return self._pointing(BYTES, binding.bytes_of(data), data, len(data))
        array = asarray(value)
        return self._pointing(HANDLE, array._h, array)

    @staticmethod
    def _integer(value):
        if -(2**63) <= value < 2**63:
            return INT, value & 0xFFFFFFFFFFFFFFFF, 0
        if 0 <= value < 2**64:
            return UINT, value, 0
        raise past_all(value)

    def _pointing(self, kind, pointer, kept, extent=0):
        self.kept += (pointer, kept)
        return kind, binding.address(pointer), extent


def _value(cell):
    kind, bits = cell.kind, cell.value
    if kind == INT:
        return _signed(bits)
    if kind == DOUBLE:
        return _number(bits)
    if kind == BOOL:
        return bool(bits)
    if kind == COMPLEX:
        return complex(_number(bits), _number(cell.extent))
    if kind == STRING:
        return binding.text(binding.pointer(bits))
    if kind == LIST_INT:
        return binding.cells("int64_t", binding.pointer(bits), cell.extent)
    if kind == BYTES and cell.extent < 0:
        return bits  # memory whose extent only its array knows
    if kind == BYTES:
        return bytes(binding.cells("uint8_t", binding.pointer(bits), cell.extent))
    if kind == HANDLE:
        return _object(binding.pointer(bits))
    return bits if kind == UINT else None


def _object(handle):
    kind = bind("nd_handle_kind")(handle)
    if kind == 0:
        return wrap(binding.as_handle("nd_array", handle))
    if kind == 1:
        return from_code(_code(binding.as_handle("nd_dtype", handle)))
    return registered(binding.as_handle("nd_ufunc", handle))


def call_cells(name, room, args, kwargs):
    """A function of the library or of a module; its results, at most `room`, as Python objects."""
    row = Row([*args, *kwargs.values()])
    names, kept = binding.cstrings(list(kwargs))
    results = binding.structs("nd_cell", max(room, 1))
    count = _call(binding.encoded(name), row.cells, len(args), names, len(kwargs), results, room)
    if count < 0:
        failed()
    del kept
    values = tuple(_value(results[i]) for i in range(count))
    return values[0] if len(values) == 1 else values or None


def call(name, /, *args, **kwargs):
    """Calls a function of the C library, or of a module, by its name there.

    Arguments are those of `signature` in methods(): arrays and numbers, lists, texts, dtypes, None. A call gives what
    the function returns, a tuple where that is several values, None where it is nothing.

    >>> call("sum", ndcore.ones((2, 3)), [0])
    array([2., 2., 2.])
    """
    room = result_count(name)
    return call_cells(name, _ROOM if room < 0 else room, args, kwargs)
