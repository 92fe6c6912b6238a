"""Python's capsules for structs of the library, through ctypes under either binding; imported on first use.

Their destructor is a function of the library, which is told how to read a capsule: no Python runs when one ends,
perhaps while an exception is being raised.
"""

from __future__ import annotations

import ctypes
import functools
from ctypes import c_char_p, c_int, c_size_t, c_void_p, py_object

from .._ffi.errors import check
from .._ffi.library import bind, binding

__all__ = ["allocated", "name_of", "named", "pointer_of", "promised", "redeem", "rename"]


def _function(symbol, result, *arguments):
    made = ctypes.pythonapi[symbol]  # one of our own: attributes of pythonapi are shared with other packages
    made.restype, made.argtypes = result, arguments
    return made


_new = _function("PyCapsule_New", py_object, c_void_p, c_char_p, c_void_p)
_set_pointer = _function("PyCapsule_SetPointer", c_int, py_object, c_void_p)
_set_destructor = _function("PyCapsule_SetDestructor", c_int, py_object, c_void_p)
_set_name = _function("PyCapsule_SetName", c_int, py_object, c_char_p)
_allocate = _function("PyMem_RawCalloc", c_void_p, c_size_t, c_size_t)
_keep = _function("Py_IncRef", None, py_object)
name_of = _function("PyCapsule_GetName", c_char_p, py_object)
pointer_of = _function("PyCapsule_GetPointer", c_void_p, py_object, c_char_p)
_destroy = binding.address(bind("nd_capsule_destroy"))


def _teach_library():
    held = binding.structs("nd_capsule_functions")
    for field, symbol in (("is_valid", "PyCapsule_IsValid"), ("get_pointer", "PyCapsule_GetPointer"),
                          ("free", "PyMem_RawFree"),
                          ("save_error", "PyErr_Fetch"), ("restore_error", "PyErr_Restore")):  # fmt: skip
        address = ctypes.cast(ctypes.pythonapi[symbol], c_void_p).value
        setattr(held[0], field, binding.pointer(address))
    check(bind("nd_capsule_set_functions")(held))


_teach_library()


@functools.cache
def named(text):
    """A name that capsules can have for ever: they do not copy it."""
    name = text.encode()
    _keep(name)
    return name


def promised(name):
    """A capsule that gets what it holds by `redeem`: then all that can fail has been done."""
    return _new(1, name, None)


def redeem(capsule, pointer):
    _set_pointer(capsule, pointer)
    _set_destructor(capsule, _destroy)


def allocated(name, size):
    """A capsule with zeroed memory of its own."""
    memory = _allocate(1, size)
    if not memory:
        raise MemoryError
    return _new(memory, name, _destroy)


def rename(capsule, name):
    _set_name(capsule, name)
