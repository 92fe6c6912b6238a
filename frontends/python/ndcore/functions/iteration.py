"""Iterators over indices: ndindex, ndenumerate, broadcast."""

from __future__ import annotations

import itertools

from .._array.arguments import as_ints
from .._array.base import info
from .._operands.convert import asarray
from .manipulation import broadcast_arrays

__all__ = ["broadcast", "ndenumerate", "ndindex"]


class ndindex:
    """All indices of an array of a shape, in C order."""

    def __init__(self, *shape):
        if len(shape) == 1 and isinstance(shape[0], (tuple, list)):
            shape = shape[0]
        self.shape = as_ints(tuple(shape))
        if any(extent < 0 for extent in self.shape):
            raise ValueError("negative dimensions are not allowed")
        self._rest = itertools.product(*map(range, self.shape))

    def __iter__(self):
        return self

    def __next__(self):
        return next(self._rest)


class ndenumerate:
    """Pairs of index and element, in C order."""

    def __init__(self, arr):
        arr = asarray(arr)
        self._rest = zip(ndindex(info(arr).shape), arr.flat)

    def __iter__(self):
        return self

    def __next__(self):
        return next(self._rest)


class broadcast:
    """Tuples of the elements of arrays that broadcast together."""

    def __init__(self, *args):
        self._arrays = broadcast_arrays(*args) if args else ()
        self.shape = info(self._arrays[0]).shape if args else ()
        self.ndim = self.nd = len(self.shape)
        self.size, self.numiter = info(self._arrays[0]).size if args else 1, len(args)
        self.index, self._rest = 0, zip(*(a.flat for a in self._arrays))

    def __iter__(self):
        return self

    def __next__(self):
        item = next(self._rest)
        self.index += 1
        return item

    def reset(self, /):
        """Begins anew."""
        self.index, self._rest = 0, zip(*(a.flat for a in self._arrays))


for _class in (ndindex, ndenumerate, broadcast):
    _class.__module__ = "ndcore"
del _class
