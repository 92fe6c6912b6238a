"""Python numbers as weak operands (NEP 50): the library holds each as a 0-d array marked weak. The last few are kept,
so that `a + 1.5` in a loop is one foreign call."""

from __future__ import annotations

import atexit
from math import copysign

from .._array.dtype import dtype_handle, native
from .._ffi.errors import failed
from .._ffi.interrupt import release
from .._ffi.library import bind
from .sequences import past_all

__all__ = ["Weak", "weak", "weak_floats", "weak_ints"]

_LIMIT = 512


class Weak:
    """An operand, not an array: the operators want its handle and that it has no dimensions."""

    __slots__ = ("_h", "_i", "_nz")

    __del__ = release


weak_ints: dict[int, Weak] = {}
weak_floats: dict[float, Weak] = {}
_flags: dict[bool, Weak] = {}
for _cache in (weak_ints, weak_floats, _flags):
    atexit.register(_cache.clear)  # modules go without their objects: NDCORE_LEAKS would list these
_from_int, _from_uint = bind("nd_weak_int"), bind("nd_weak_uint")
_from_float, _from_complex = bind("nd_weak_float"), bind("nd_weak_complex")
_scalar = bind("nd_scalar")


def _hold(handle):
    if not handle:
        failed()
    made = object.__new__(Weak)
    made._h, made._nz = handle, False
    return made


def _keep(cache, value, made):
    if len(cache) >= _LIMIT:
        cache.clear()
    cache[value] = made
    return made


def weak(value):
    """A weak 0-d array of a Python bool, int, float or complex."""
    kind = type(value)
    if kind is int:
        found = weak_ints.get(value)
        return found if found is not None else _keep(weak_ints, value, _weak_int(value))
    if kind is float:
        found = weak_floats.get(value)
        if found is not None and (value or copysign(1.0, value) > 0):  # -0.0 equals 0.0
            return found
        made = _hold(_from_float(value))
        return _keep(weak_floats, value, made) if value else made
    if kind is bool:
        found = _flags.get(value)
        return (
            found
            if found is not None
            else _keep(_flags, value, _hold(_scalar(dtype_handle(native[0]), bytes([value]))))
        )
    return _hold(_from_complex(value.real, value.imag))


def _weak_int(value):
    if -(2**63) <= value < 2**63:
        return _hold(_from_int(value))
    if 0 <= value < 2**64:
        return _hold(_from_uint(value))
    raise past_all(value)
