"""The object behind `array.ctypes`."""

from __future__ import annotations

import ctypes

from .._array.base import info

__all__ = ["CtypesView"]


class CtypesView:
    """Address, shape and strides of an array for functions called through ctypes; keeps the array alive."""

    def __init__(self, array):
        self._array = array

    data = property(lambda self: info(self._array).address, doc="Address of the first element.")
    shape = property(lambda self: self.shape_as(ctypes.c_ssize_t), doc="Shape as an array of c_ssize_t.")
    strides = property(lambda self: self.strides_as(ctypes.c_ssize_t), doc="Strides as an array of c_ssize_t.")

    @property
    def _as_parameter_(self):
        return ctypes.c_void_p(self.data)

    def data_as(self, kind):
        """The address as a pointer of a ctypes type."""
        pointer = ctypes.cast(self.data, kind)
        pointer._array = self._array
        return pointer

    def shape_as(self, kind):
        """The shape as an array of a ctypes type."""
        return (kind * info(self._array).ndim)(*info(self._array).shape)

    def strides_as(self, kind):
        """The strides as an array of a ctypes type."""
        return (kind * info(self._array).ndim)(*info(self._array).strides)
