"""The object behind `array.flat`."""

from __future__ import annotations

from .._array.base import info
from .._ffi.errors import check
from .._ffi.library import bind
from .._operands.convert import asarray
from .._operands.roles import assigned
from ..functions.ramps import arange

__all__ = ["flatiter"]

_put = bind("nd_put")


class flatiter:
    """The elements of an array in C order, as if it had one dimension."""

    __slots__ = ("_at", "base")

    def __init__(self, array):
        self.base, self._at = array, 0

    def _positions(self, key):
        return arange(info(self.base).size)[key]

    def __len__(self):
        return info(self.base).size

    def __iter__(self):
        return flatiter(self.base)

    def __next__(self):
        if self._at >= info(self.base).size:
            raise StopIteration
        self._at += 1
        return self.base.ravel()[self._at - 1] if info(self.base).ndim != 1 else self.base[self._at - 1]

    def __getitem__(self, key):
        found = self.base.ravel()[key]
        return found.copy() if info(found).ndim else found

    def __setitem__(self, key, value):
        positions = asarray(self._positions(key))
        if info(positions).size:
            value = assigned(self.base, value)
            check(_put(self.base._h, positions._h, value._h, 0))

    def __array__(self, dtype=None, *, copy=None):
        return self.base.ravel().__array__(dtype, copy=copy)

    @property
    def index(self):
        """Flat position of the next element."""
        return self._at

    @property
    def coords(self):
        """Position of the next element along each axis."""
        place, out = self._at, []
        for extent in reversed(info(self.base).shape):
            place, rest = divmod(place, extent)
            out.append(rest)
        return tuple(reversed(out))

    def copy(self, /):
        """The elements in a new 1-d array."""
        return self.base.flatten()


flatiter.__module__ = "ndcore"
