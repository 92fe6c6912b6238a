"""Files as memory: the class memmap, whose elements are those of a file."""

from __future__ import annotations

import os
from math import prod

from .._array.arguments import as_ints, as_order, int64s
from .._array.base import info, ndarray, new
from .._array.dtype import dtype as as_dtype
from .._array.dtype import dtype_handle
from .._ffi.errors import check
from .._ffi.library import bind
from ..functions.elementwise import may_share_memory
from .files import file_failed, library_path_of

__all__ = ["memmap"]

_map, _flush = bind("nd_file_map"), bind("nd_array_flush")
_MODES = {"r": 0, "r+": 1, "w+": 1, "c": 2, "readonly": 0, "readwrite": 1, "write": 1, "copyonwrite": 2}
_SHORT = {"readonly": "r", "readwrite": "r+", "write": "w+", "copyonwrite": "c"}


class memmap(ndarray):
    """An array whose memory is a file: only what is used is read.

    mode: 'r' read-only, 'r+' changes go to the file, 'w+' makes a new file of zeros, 'c' changes stay in memory.
    Without a shape the array takes all of the file from `offset` on. What operations make of it are ordinary arrays.
    """

    __slots__ = ("_offset", "filename", "mode")
    __module__ = "ndcore"

    def __new__(subtype, filename, dtype="uint8", mode="r+", offset=0, shape=None, order="C"):
        if mode not in _MODES:
            raise ValueError(f"mode must be one of 'r', 'r+', 'w+', 'c' or their long names (got {mode!r})")
        if hasattr(filename, "read"):
            filename = filename.name
        dtype, short = as_dtype(dtype), _SHORT.get(mode, mode)
        if short == "w+":
            if shape is None:
                raise ValueError("shape must be given if mode == 'w+'")
            _make_room(filename, offset + dtype.itemsize * prod(as_ints(shape)), truncate=True)
        if shape is None:
            rest = os.path.getsize(filename) - offset
            if rest % dtype.itemsize:
                raise ValueError("Size of the available data is not a multiple of the data-type size.")
            shape = (rest // dtype.itemsize,)
        shape = as_ints(shape)
        if short == "r+":
            _make_room(filename, offset + dtype.itemsize * prod(shape), truncate=False)
        handle = _mapped(filename, _MODES[mode], dtype, shape, order, offset)
        self = new(subtype)
        self._h, self._nz = handle, bool(shape)
        self.filename, self.mode, self._offset = os.path.abspath(filename), short, offset
        return self

    def __array_finalize__(self, obj, /):
        """A view of a mapped array knows the file, too; a copy is in memory only."""
        mapped = isinstance(obj, memmap) and obj.filename is not None and may_share_memory(obj, self)
        self.filename, self.mode = (obj.filename, obj.mode) if mapped else (None, None)
        self._offset = obj._offset + info(self).address - info(obj).address if mapped else None

    def __array_wrap__(self, array, context=None, return_scalar=False, /):
        """Results are ordinary arrays."""
        if self is array or type(self) is not memmap:
            return array
        return array[()] if return_scalar and not array._nz else array

    def __getitem__(self, key):
        found = super().__getitem__(key)
        return found.view(ndarray) if type(found) is memmap and found.filename is None else found

    @property
    def offset(self):
        """Bytes from the beginning of the file to the first element."""
        return self._offset

    def flush(self):
        """Writes changes to the file before it returns."""
        check(_flush(self._h))


def _make_room(filename, nbytes, truncate):
    """A new file of zeros, or an old one made as long as the array needs it."""
    with open(filename, "wb" if truncate else "r+b") as file:
        if os.path.getsize(filename) < nbytes:
            file.truncate(nbytes)


def _mapped(filename, mode, dtype, shape, order, offset):
    path = library_path_of(filename)
    if path is None:
        raise ValueError(f"memmap: the path {filename!r} is no UTF-8")
    dims, ndim = int64s(shape)
    handle = _map(path, mode, dtype_handle(dtype), dims, ndim, as_order(order, "CF"), offset)
    if not handle:
        file_failed(filename)
    return handle
