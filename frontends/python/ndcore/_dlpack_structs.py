"""DLPack's C structs and the calls for capsules, through ctypes: needed under either binding, imported on first use."""

from __future__ import annotations

import ctypes
from ctypes import (
    CFUNCTYPE,
    POINTER,
    Structure,
    c_char_p,
    c_int32,
    c_int64,
    c_uint8,
    c_uint16,
    c_uint32,
    c_uint64,
    c_void_p,
)

__all__ = ["NAMES", "Managed", "ManagedVersioned", "capsule_name", "capsule_pointer", "make_capsule", "rename_capsule"]


class Device(Structure):
    _fields_ = [("kind", c_int32), ("id", c_int32)]


class DataType(Structure):
    _fields_ = [("code", c_uint8), ("bits", c_uint8), ("lanes", c_uint16)]


class Tensor(Structure):
    _fields_ = [
        ("data", c_void_p), ("device", Device), ("ndim", c_int32), ("dtype", DataType), ("shape", POINTER(c_int64)),
        ("strides", POINTER(c_int64)), ("byte_offset", c_uint64),
    ]  # fmt: skip


DELETER = CFUNCTYPE(None, c_void_p)


class Managed(Structure):
    _fields_ = [("tensor", Tensor), ("context", c_void_p), ("deleter", DELETER)]


class ManagedVersioned(Structure):
    _fields_ = [
        ("major", c_uint32), ("minor", c_uint32), ("context", c_void_p), ("deleter", DELETER), ("flags", c_uint64),
        ("tensor", Tensor),
    ]  # fmt: skip


READ_ONLY, IS_COPIED = 1, 2
NAMES = {Managed: b"dltensor", ManagedVersioned: b"dltensor_versioned"}
# DLPack's type codes by dtype kind; bfloat16 has one of its own.
CODES = {"i": 0, "u": 1, "f": 2, "c": 5, "b": 6}
BFLOAT = 4

_api = ctypes.pythonapi
_new = _api.PyCapsule_New
_new.restype, _new.argtypes = ctypes.py_object, (c_void_p, c_char_p, c_void_p)
_pointer = _api.PyCapsule_GetPointer
_pointer.restype, _pointer.argtypes = c_void_p, (ctypes.py_object, c_char_p)
_name = _api.PyCapsule_GetName
_name.restype, _name.argtypes = c_char_p, (ctypes.py_object,)
_rename = _api.PyCapsule_SetName
_rename.restype, _rename.argtypes = ctypes.c_int, (ctypes.py_object, c_char_p)

# For a capsule that is being destroyed: it must not become a Python object again.
_dying = ctypes.PyDLL(None)
_is_valid = _dying.PyCapsule_IsValid
_is_valid.restype, _is_valid.argtypes = ctypes.c_int, (c_void_p, c_char_p)
_dying_pointer = _dying["PyCapsule_GetPointer"]
_dying_pointer.restype, _dying_pointer.argtypes = c_void_p, (c_void_p, c_char_p)
_used = {}


def _destroy(struct):
    name = NAMES[struct]

    def destroy(capsule):
        if _is_valid(capsule, name):
            address = _dying_pointer(capsule, name)
            struct.from_address(address).deleter(address)

    return ctypes.PYFUNCTYPE(None, c_void_p)(destroy)


_DESTRUCTORS = {struct: _destroy(struct) for struct in NAMES}


def make_capsule(managed):
    kind = type(managed)
    return _new(ctypes.addressof(managed), NAMES[kind], ctypes.cast(_DESTRUCTORS[kind], c_void_p))


def capsule_name(capsule):
    return _name(capsule)


def capsule_pointer(capsule, name):
    return _pointer(capsule, name)


def rename_capsule(capsule, name):
    """The name must outlive the capsule: one is kept for each."""
    kept = _used.setdefault(name, ctypes.c_char_p(name))
    _rename(capsule, kept)
