"""Arrays in files: .npy and .npz as NumPy has them, raw bytes, and the errors of the operating system."""

from __future__ import annotations

import io
import os
from collections.abc import Mapping

from .._array.arguments import optional_dtype
from .._array.base import wrap_array
from .._array.dtype import dtype as as_dtype
from .._ffi.errors import failed
from .._ffi.library import bind, binding
from .._operands.convert import asarray
from .._operands.dispatch import dispatched
from ..functions.creation import frombuffer

__all__ = ["fromfile", "fromstring", "load", "save", "savez", "savez_compressed"]

_load, _map, _save = bind("nd_npy_load"), bind("nd_npy_map"), bind("nd_npy_save")
_from_bytes, _to_bytes, _nbytes = bind("nd_npy_from_bytes"), bind("nd_npy_to_bytes"), bind("nd_npy_nbytes")
_fromstring = bind("nd_fromstring")
_MODES = {"r": 0, "r+": 1, "c": 2}
_PIECE = 1 << 20


def file_failed(path=None):
    """Raises what went wrong; a refusal of the system as the OSError that open() would raise."""
    try:
        failed()
    except (OSError, KeyError) as error:
        _, found, number = str(error.args[0]).rpartition("(errno ")
        if not (found and number.endswith(")") and number[:-1].isdigit()):
            raise
        raise OSError(int(number[:-1]), os.strerror(int(number[:-1])), path) from None


def library_path_of(path):
    """A path as the library takes it, or None for one that is no UTF-8."""
    encoded = os.fsencode(path)
    try:
        encoded.decode()
    except UnicodeDecodeError:
        return None
    if b"\0" in encoded:
        raise ValueError("embedded null byte")
    return encoded


def _pointer(data):
    return binding.from_buffer(data) if len(data) else binding.from_buffer(b"\0")


def npy_from_bytes(data):
    """The array of a .npy file in memory."""
    return wrap_array(_from_bytes(_pointer(data), len(data), binding.NULL))


def npy_to_bytes(a):
    """The bytes of a .npy file, as an array of them."""
    return wrap_array(_to_bytes(a._h, 1))


def _read_stream(file, begun=b""):
    """The array of the .npy file that begins at the position of a file object, which ends up right behind it."""
    data = begun
    while True:
        need = _nbytes(_pointer(data), len(data))
        if need < 0:
            failed()
        if need <= len(data):
            return npy_from_bytes(data)
        parts, have = [data], len(data)
        while have < need:  # memory grows with what comes, not with what a header promises
            part = file.read(min(need - have, max(_PIECE, have)))
            if not part:
                raise ValueError(
                    f"load: {file!r} is no .npy file that can be read: it ends after {have} of {need} bytes"
                )
            parts.append(part)
            have += len(part)
        data = b"".join(parts)


def _refuse_pickle(allow_pickle):
    if allow_pickle:
        raise ValueError("load: pickled files hold Python objects, which ndcore has no dtype for")
    raise ValueError("Cannot load file containing pickled data when allow_pickle=False")


def load(file, mmap_mode=None, allow_pickle=False, fix_imports=True, encoding="ASCII", *, max_header_size=10000):
    """The array in a .npy file, or the arrays in a .npz file by name.

    file: a path, or a file object open for reading bytes. mmap_mode: None reads; 'r', 'r+', 'c' map the file,
    read-only, with changes going to the file, or with changes that stay in memory. A malformed file is a ValueError.
    """
    if hasattr(file, "read"):
        magic = file.read(6)
        if magic.startswith((b"PK\x03\x04", b"PK\x05\x06")):
            file.seek(-len(magic), 1)
            return NpzFile(file)
        if not magic:
            raise EOFError("No data left in file")
        if not magic.startswith(b"\x93NUMPY"):
            _refuse_pickle(allow_pickle)
        return _read_stream(file, magic)
    with open(file, "rb") as opened:
        magic = opened.read(6)
        if magic.startswith((b"PK\x03\x04", b"PK\x05\x06")):
            return NpzFile(file)
        if not magic:
            raise EOFError("No data left in file")
        if not magic.startswith(b"\x93NUMPY"):
            _refuse_pickle(allow_pickle)
        path = library_path_of(file)
        if path is None and mmap_mode is None:
            return _read_stream(opened, magic)
    return _loaded(file, path, mmap_mode)


def _loaded(file, path, mmap_mode):
    if mmap_mode is None:
        handle = _load(path)
    else:
        mode = _MODES.get({"readonly": "r", "copyonwrite": "c", "readwrite": "r+"}.get(mmap_mode, mmap_mode))
        if mode is None or path is None:
            raise ValueError(f"mode must be one of 'r', 'r+', 'c' for an existing file (got {mmap_mode!r})")
        handle = _map(path, mode)
    if not handle:
        file_failed(file)
    return wrap_array(handle)


@dispatched("arr")
def save(file, arr, allow_pickle=True):
    """Writes an array to a .npy file. A path without that ending gets it; it is replaced only by a complete file."""
    arr = asarray(arr)
    if hasattr(file, "write"):
        file.write(npy_to_bytes(arr).data)
        return
    file = os.fspath(file)
    ending = b".npy" if isinstance(file, bytes) else ".npy"
    if not file.endswith(ending):
        file += ending
    path = library_path_of(file)
    if path is None:
        with open(file, "wb") as opened:
            opened.write(npy_to_bytes(arr).data)
    elif _save(path, arr._h, 1) < 0:
        file_failed(file)


def _save_archive(file, args, kwds, compressed):
    named = {f"arr_{i}": value for i, value in enumerate(args)}
    for name, value in kwds.items():
        if name in named:
            raise ValueError(f"Cannot use un-named variables and keyword {name}")
        named[name] = value
    if not hasattr(file, "write"):
        file = os.fspath(file)
        file = file if file.endswith(".npz") else file + ".npz"
    import zipfile  # here: its import is long, and most programs save no archive

    compression = zipfile.ZIP_DEFLATED if compressed else zipfile.ZIP_STORED
    with zipfile.ZipFile(file, "w", compression, allowZip64=True) as archive:
        for name, value in named.items():
            with archive.open(name + ".npy", "w", force_zip64=True) as member:
                member.write(npy_to_bytes(asarray(value)).data)


def _archived(file, *args, allow_pickle=True, **kwds):
    return (*args, *kwds.values())


@dispatched(_archived)
def savez(file, *args, allow_pickle=True, **kwds):
    """Writes arrays to a .npz file, under their keywords or as arr_0, arr_1, …"""
    _save_archive(file, args, kwds, compressed=False)


@dispatched(_archived)
def savez_compressed(file, *args, allow_pickle=True, **kwds):
    """Writes arrays to a compressed .npz file."""
    _save_archive(file, args, kwds, compressed=True)


class NpzFile(Mapping):
    """The arrays of a .npz file by name, each read when it is asked for. A context manager; `files` lists the names."""

    def __init__(self, file):
        import zipfile  # here: its import is long

        self.zip = zipfile.ZipFile(file)
        self._members = self.zip.namelist()
        self.files = [name.removesuffix(".npy") for name in self._members]

    def __getitem__(self, key):
        for name in (key, f"{key}.npy"):
            if name in self._members:
                data = self.zip.read(name)
                return npy_from_bytes(data) if data.startswith(b"\x93NUMPY") else data
        raise KeyError(f"{key} is not a file in the archive")

    def __contains__(self, key):
        return key in self.files or key in self._members

    def __iter__(self):
        return iter(self.files)

    def __len__(self):
        return len(self.files)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def __repr__(self):
        shown = ", ".join(self.files[:5]) + ("..." if len(self.files) > 5 else "")
        return f"NpzFile {self.zip.filename or 'object'!r} with keys: {shown}"

    def close(self):
        """Closes the archive; arrays that were read stay."""
        self.zip.close()


def _numbers_of_text(text, dtype, count, sep):
    """Numbers between separators."""
    data = text.encode() if isinstance(text, str) else text
    return wrap_array(_fromstring(_pointer(data), len(data), optional_dtype(dtype), count, binding.encoded(sep)))


@dispatched(like=True)
def fromfile(file, dtype=None, count=-1, sep="", offset=0, *, like=None):
    """A 1-d array of the raw elements of a file, or with `sep` of the numbers of a text."""
    dtype = as_dtype(dtype)
    if not hasattr(file, "read"):
        with open(file, "rb") as opened:
            return fromfile(opened, dtype, count, sep, offset)
    if sep:
        if offset:
            raise TypeError("'offset' argument only permitted for binary files")
        return _numbers_of_text(file.read(), dtype, count, sep)
    if offset:
        file.seek(offset, io.SEEK_CUR)
    if count < 0:
        data = file.read()
        return frombuffer(data, dtype, len(data) // dtype.itemsize).copy()
    data = file.read(count * dtype.itemsize)
    return frombuffer(data, dtype, len(data) // dtype.itemsize).copy()


@dispatched(like=True)
def fromstring(string, dtype=float, count=-1, *, sep, like=None):
    """A 1-d array of the numbers of a text."""
    if not sep:
        raise ValueError("The binary mode of fromstring is removed, use frombuffer instead")
    return _numbers_of_text(string, as_dtype(dtype), count, sep)
