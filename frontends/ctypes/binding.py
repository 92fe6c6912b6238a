"""The ctypes side of the interface that ndcore._ffi.library describes: memory, strings, callbacks and functions of the
library."""

from __future__ import annotations

import ctypes
import struct
from array import array as _packed
from ctypes import c_char, c_char_p, c_double, c_int32, c_int64, c_void_p
from operator import attrgetter as _attribute

from . import _api
from ._api import BUILD_HASH, REVISION

__all__ = ["BUILD_HASH", "REVISION", "load"]

name = "ctypes"
NULL = None
Error = AttributeError  # a function that the library lacks
_HANDLES = {value for value in vars(_api).values() if isinstance(value, type) and issubclass(value, c_void_p)} - {
    c_void_p
}
_KINDS = {
    "double": c_double, "int32_t": c_int32, "int64_t": c_int64, "uint8_t": ctypes.c_uint8, "uint64_t": ctypes.c_uint64,
}  # fmt: skip
_CODES = {c_int32: "i", c_int64: "q", ctypes.c_uint64: "Q"}
_TYPES = {}
_PACKERS = {}


def _checked(kind):
    """An argument type like `kind`, which cuts nothing off: ctypes alone passes 2**64 as 0."""
    bits, take = 8 * ctypes.sizeof(kind), kind.from_param
    low, high = (-(2 ** (bits - 1)), 2 ** (bits - 1) - 1) if kind(-1).value < 0 else (0, 2**bits - 1)

    class Checked(kind):
        @staticmethod
        def from_param(value):
            if low <= value <= high:
                return take(value)
            raise OverflowError("int too big to convert")

    return Checked


_CHECKED = {kind: _checked(kind) for kind in (*_CODES, ctypes.c_uint8)}


def _with_own_errors(function):
    """ctypes makes an error of its own from whatever is wrong with an argument; Python's is what callers know."""

    def call(*arguments):
        try:
            return function(*arguments)
        except ctypes.ArgumentError as error:
            _, kind, message = str(error).split(": ", 2)
            raise (OverflowError if kind == "OverflowError" else TypeError)(message) from None

    return call


class _Library:
    """Binds a function when it is first asked for. Functions of handles alone go without argtypes: that saves 80 ns."""

    def __init__(self, path):
        self._library = ctypes.CDLL(path)

    def __getattr__(self, symbol):
        try:
            result, arguments = _api.SIGNATURES[symbol]
        except KeyError:
            raise AttributeError(symbol) from None
        function = getattr(self._library, symbol)
        function.restype = result
        if not all(argument in _HANDLES for argument in arguments):
            function.argtypes = [_CHECKED.get(argument, argument) for argument in arguments]
            if not _CHECKED.keys().isdisjoint(arguments):
                function = _with_own_errors(function)
        setattr(self, symbol, function)
        return function


def load(path):
    """The library; its functions are attributes."""
    return _Library(path)


def _array(kind, values):
    count = values if isinstance(values, int) else len(values)
    made = _TYPES.get((kind, count))
    if made is None:
        if len(_TYPES) > 500:
            _TYPES.clear()
        made = _TYPES[kind, count] = kind * count
    return made() if isinstance(values, int) else made(*values)


def _integers(kind, values):
    """An array of integers that must fit."""
    if isinstance(values, int):
        return _array(kind, values)
    count = len(values)
    made = _array(kind, count)
    pack = _PACKERS.get((kind, count))
    if pack is None:
        if len(_PACKERS) > 500:
            _PACKERS.clear()
        pack = _PACKERS[kind, count] = struct.Struct(f"{count}{_CODES[kind]}").pack_into
    try:
        pack(made, 0, *values)
    except struct.error as error:
        if all(isinstance(value, int) for value in values):
            raise OverflowError("int too big to convert") from None
        raise TypeError(str(error)) from None
    return made


def int64s(values):
    """An array of int64_t from a sequence or, given a number, so many zeros."""
    return _integers(c_int64, values)


def int32s(values):
    return _integers(c_int32, values)


def uint64s(values):
    return _integers(ctypes.c_uint64, values)


def doubles(values):
    return _array(c_double, values)


def complexes(values):
    """A list or tuple of numbers as packed complex128."""
    made = _packed("d", bytes(16 * len(values)))
    made[::2] = _packed("d", list(map(_attribute("real"), values)))
    made[1::2] = _packed("d", list(map(_attribute("imag"), values)))
    return made


def arrays(handles):
    """An array of nd_array * from a sequence or, given a number, so many NULLs."""
    return _array(_api.nd_array, handles)


passed_int64s, passed_arrays = int64s, arrays  # for arguments that are only read during the call


def pointers(count):
    """So many places for what a function gives out as `void *`."""
    return _array(c_void_p, count)


def dtypes(handles):
    return _array(_api.nd_dtype, handles)


def structs(kind, count=1):
    """Zeroed public structs; each knows its size, if it has a place for it."""
    struct = getattr(_api, kind)
    made = _array(struct, count)
    for item in made if hasattr(struct, "struct_size") else ():
        item.struct_size = ctypes.sizeof(struct)
    return made


def struct_at(kind, pointer):
    """The public struct that a callback was given; it is the library's."""
    return getattr(_api, kind).from_address(pointer)


def bytes_of(data):
    """A pointer to const bytes that live as long as it does."""
    return ctypes.c_char_p(data)


def encoded(text):
    """UTF-8 for C, where a text ends at its first NUL: it must hold none."""
    if "\0" in text:
        raise ValueError(f"a text for the library holds a NUL: {text!r}")
    return text.encode()


def cstring(text):
    """A text as a C string, for a field of a struct; it must be kept alive."""
    return ctypes.cast(ctypes.create_string_buffer(encoded(text)), c_void_p)


def cstrings(texts):
    """An array of const char *, and what must stay alive beside it."""
    kept = [encoded(text) for text in texts]
    return _array(c_char_p, kept), kept


def text(pointer):
    if not pointer:
        return ""
    return (pointer if isinstance(pointer, bytes) else ctypes.string_at(pointer)).decode()


def address(pointer, _int=int, _is=isinstance, _cast=ctypes.cast, _kind=c_void_p):  # usable while Python shuts down
    if pointer is None or _is(pointer, _int):
        return pointer or 0
    return _cast(pointer, _kind).value or 0


def as_handle(kind, number):
    """A pointer as a handle of the C type `kind`, such as nd_array."""
    return ctypes.cast(number, getattr(_api, kind))


def pointer(number):
    return c_void_p(number)


def cells(kind, pointer_, count):
    """`count` numbers of C type `kind` behind a pointer, as a list."""
    return list((_KINDS[kind] * count).from_address(address(pointer_))) if count else []


def numbers(pointer_, count):
    """A list of what a pointer to int64_t points to."""
    return cells("int64_t", pointer_, count)


class _Buffer(ctypes.Structure):
    """Py_buffer, as far as its first fields; the rest is room."""

    _fields_ = [("buf", c_void_p), ("obj", c_void_p), ("len", ctypes.c_ssize_t), ("room", c_int64 * 16)]


class _Held(c_void_p):
    """A pointer into an exported buffer, which is given back with it."""

    def __del__(self, _release=ctypes.pythonapi.PyBuffer_Release, _byref=ctypes.byref):  # while Python shuts down, too
        view = self.__dict__.pop("view", None)
        if view is not None:
            _release(_byref(view))


def from_buffer(buffer):
    """A pointer into an object with the buffer protocol; the object's memory stays put while the pointer lives."""
    view = _Buffer()
    ctypes.pythonapi.PyObject_GetBuffer(ctypes.py_object(buffer), ctypes.byref(view), 0)
    held = _Held(view.buf)
    held.view = view
    return held


def memory(number, size, owner):
    """A writeable memoryview of `size` bytes at an address; it keeps `owner` alive."""
    block = (c_char * size).from_address(number)
    block.owner = owner
    return memoryview(block).cast("B")


def callback(kind, function, onerror=0):
    """A C function of the callback type `kind`. It must be kept alive for as long as C may call it."""
    return getattr(_api, kind)(function)


def never_free(made):
    """Lets a new object live until the process ends."""
    ctypes.pythonapi.Py_IncRef(ctypes.py_object(made))


def bytes_at(pointer, size):
    """A copy of what lies behind a pointer that a callback was given."""
    return ctypes.string_at(pointer, size)


def copy_to(pointer, data):
    """Writes bytes to the memory that a callback was given."""
    ctypes.memmove(pointer, data, len(data))


def place(kind, number):
    """A number of C type `kind` at an address, to be read and set as element 0."""
    return (_KINDS[kind] * 1).from_address(number)
