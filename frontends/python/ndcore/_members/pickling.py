"""Pickling of arrays. With protocol 5 contiguous memory goes out of band, without a copy."""

from __future__ import annotations

from .._array.base import info, ndarray
from ..functions.creation import frombuffer
from ..functions.generated.creation import empty
from .properties import exported

__all__ = ["reduced", "set_state"]


def reduced(array, protocol):
    about = info(array)
    flags = array.flags
    kind = type(array)
    if kind is not ndarray:  # a user's: its __reduce__ and __setstate__ may add to the state, as NumPy's users do
        order = "F" if flags.fnc else "C"
        return _empty_of, (kind,), (1, about.shape, about.dtype, order == "F", array.tobytes(order))
    if protocol >= 5 and about.size and (flags.c_contiguous or flags.f_contiguous):
        from pickle import PickleBuffer  # here: its import is long, and who pickles has it

        order = "C" if flags.c_contiguous else "F"
        block = exported(array if order == "C" else array.transpose())
        return _from_buffer, (PickleBuffer(block.cast("B")), about.dtype, about.shape, order)
    order = "F" if flags.fnc else "C"
    return _from_bytes, (array.tobytes(order), about.dtype, about.shape, order)


def _from_buffer(buffer, dtype, shape, order):
    return frombuffer(buffer, dtype).reshape(shape, order=order)


def _from_bytes(data, dtype, shape, order):
    flat = frombuffer(bytearray(data), dtype) if data else empty(0, dtype)
    return flat.reshape(shape, order=order)


def _empty_of(kind):
    return ndarray.__new__(kind, (0,), "int8")


def set_state(array, state):
    """`__setstate__` of arrays of subclasses: takes the state that `__reduce__` gave."""
    _, shape, dtype, fortran, data = state
    made = _from_bytes(data, dtype, shape, "F" if fortran else "C")
    array._h, made._h = made._h, array._h
    array._nz, array._b = made._nz, getattr(made, "_b", None)
    if hasattr(array, "_i"):
        del array._i


for _function in (_from_buffer, _from_bytes, _empty_of):
    _function.__module__ = "ndcore._pickling"  # pickles say so
