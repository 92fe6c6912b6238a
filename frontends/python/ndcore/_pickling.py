"""Pickling of arrays. With protocol 5 contiguous memory goes out of band, without a copy."""

from __future__ import annotations

import pickle

from ._base import info

__all__ = ["reduced"]


def reduced(array, protocol):
    about = info(array)
    flags = array.flags
    kind = type(array)
    if protocol >= 5 and about.size and (flags.c_contiguous or flags.f_contiguous):
        from ._properties import exported

        order = "C" if flags.c_contiguous else "F"
        block = exported(array if order == "C" else array.transpose())
        return _from_buffer, (kind, pickle.PickleBuffer(block.cast("B")), about.dtype, about.shape, order)
    order = "F" if flags.fnc else "C"
    return _from_bytes, (kind, array.tobytes(order), about.dtype, about.shape, order)


def _from_buffer(kind, buffer, dtype, shape, order):
    from .creation import frombuffer

    return _finished(kind, frombuffer(buffer, dtype), shape, order)


def _from_bytes(kind, data, dtype, shape, order):
    from .creation import empty, frombuffer

    flat = frombuffer(bytearray(data), dtype) if data else empty(0, dtype)
    return _finished(kind, flat, shape, order)


def _finished(kind, flat, shape, order):
    from ._base import ndarray
    from ._methods import recast

    made = flat.reshape(shape, order=order)
    return made if kind is ndarray else recast(made, kind)
