"""The cffi side of the interface that ndcore._ffi.library describes: memory, strings, callbacks and functions of the
library."""

from __future__ import annotations

import sys

import _cffi_backend

from ._ndcore_cffi import BUILD_HASH, REVISION, ffi

__all__ = ["BUILD_HASH", "REVISION", "load"]

name = "cffi"
NULL = ffi.NULL
Error = ffi.error  # a function that the library lacks
new = ffi.new

_INT64S = ffi.typeof("int64_t[]")
_INT32S = ffi.typeof("int32_t[]")
_DOUBLES = ffi.typeof("double[]")
_COMPLEXES = ffi.typeof("double _Complex[]")
_ARRAYS = ffi.typeof("nd_array *[]")
_UINTPTR = ffi.typeof("uint64_t")
_STRUCTS: dict = {}  # by name: the type of arrays of it, and its size
_POINTERS: dict = {}  # by name: the type of pointers to it


def load(path):
    """The library; its functions are attributes. It stays open: they do not keep it so, and are called while Python
    ends."""
    library = ffi.dlopen(path)
    never_free(library)
    return library


_keep = None
if sys.implementation.name == "cpython":  # others do not take their objects apart at the end
    _keep = _cffi_backend.load_library(None).load_function(ffi.typeof("void(*)(void *)"), "Py_IncRef")


def never_free(made):
    """Lets a new object live until the process ends. Nobody else may know it yet: cffi lets other threads run."""
    if _keep is not None:
        _keep(ffi.cast("void *", id(made)))


def int64s(values):
    """An array of int64_t from a sequence or, given a number, so many zeros."""
    return new(_INT64S, values)


def int32s(values):
    return new(_INT32S, values)


def uint64s(values):
    return new("uint64_t[]", values)


def doubles(values):
    return new(_DOUBLES, values)


def complexes(values):
    """A list or tuple of numbers as packed complex128."""
    return ffi.buffer(new(_COMPLEXES, values))


def arrays(handles):
    """An array of nd_array * from a sequence or, given a number, so many NULLs."""
    return new(_ARRAYS, handles)


# The same for arguments that are only read during the call: cffi makes the array itself, in half the time.
passed_int64s, passed_arrays = tuple, list


def pointers(count):
    """So many places for what a function gives out as `void *`."""
    return new("void *[]", count)


def dtypes(handles):
    return new("nd_dtype *[]", handles)


def structs(kind, count=1):
    """Zeroed public structs; each knows its size, if it has a place for it."""
    known = _STRUCTS.get(kind)
    if known is None:
        sized = any(name == "struct_size" for name, _ in ffi.typeof(kind).fields)
        known = _STRUCTS[kind] = ffi.typeof(f"{kind}[]"), ffi.sizeof(kind) if sized else 0
    return new(known[0], [(known[1],)] * count) if known[1] else new(known[0], count)


def struct_at(kind, pointer):
    """The public struct that a callback was given; it is the library's."""
    return pointer


def bytes_of(data):
    """A pointer to const bytes that live as long as it does."""
    return ffi.from_buffer("uint8_t[]", data)


def encoded(text):
    """UTF-8 for C, where a text ends at its first NUL: it must hold none."""
    if "\0" in text:
        raise ValueError(f"a text for the library holds a NUL: {text!r}")
    return text.encode()


def cstring(text):
    """A text as a C string, for a field of a struct; it must be kept alive."""
    return new("char[]", encoded(text))


def cstrings(texts):
    """An array of const char *, and what must stay alive beside it."""
    kept = [ffi.from_buffer(encoded(text) + b"\0") for text in texts]
    return new("const char *[]", kept), kept


def text(pointer):
    return ffi.string(ffi.cast("char *", pointer)).decode() if pointer else ""


def address(pointer, _cast=ffi.cast, _kind=_UINTPTR, _int=int):  # usable while Python shuts down
    return _int(_cast(_kind, pointer))


def as_handle(kind, number):
    """A pointer as a handle of the C type `kind`, such as nd_array."""
    return ffi.cast(f"{kind} *", number)


def pointer(number):
    return ffi.cast("void *", number)


def cells(kind, pointer_, count):
    """`count` numbers of C type `kind` behind a pointer, as a list."""
    if not count:
        return []
    wanted = _POINTERS.get(kind)
    if wanted is None:
        wanted = _POINTERS[kind] = ffi.typeof(kind + " *")
    return ffi.unpack(ffi.cast(wanted, pointer_), count)


numbers = ffi.unpack  # (pointer, count): a list of what a pointer to numbers points to


def from_buffer(buffer):
    """A pointer into an object with the buffer protocol; the object's memory stays put while the pointer lives."""
    return ffi.from_buffer(buffer)


def memory(number, size, owner):
    """A writeable memoryview of `size` bytes at an address; it keeps `owner` alive."""
    kept = ffi.gc(ffi.cast("char *", number), lambda _: owner)
    return memoryview(ffi.buffer(kept, size))


def callback(kind, function, onerror=0):
    """A C function of the callback type `kind`. It must be kept alive for as long as C may call it."""
    return ffi.callback(kind, function, onerror) if onerror is not None else ffi.callback(kind, function)


def bytes_at(pointer, size):
    """A copy of what lies behind a pointer that a callback was given."""
    return ffi.buffer(ffi.cast("char *", pointer), size)[:]


def copy_to(pointer, data):
    """Writes bytes to the memory that a callback was given."""
    ffi.memmove(pointer, data, len(data))


def place(kind, number):
    """A number of C type `kind` at an address, to be read and set as element 0."""
    return ffi.cast(f"{kind} *", number)
