"""What an index names: for `at` of the ufuncs, and `s_`."""

from __future__ import annotations

from .._array.base import info
from .._operands.convert import asarray
from .ramps import arange


def places(a, indices):
    """(array, what an index names): arrays of integers, one an axis from the first on, which broadcast together; for
    `at`. The array is `a`, or a view of one axis if it has none."""
    given = indices if isinstance(indices, tuple) else (indices,)
    found = [None if one is None or one is Ellipsis or isinstance(one, slice) else asarray(one) for one in given]
    shape = info(a).shape
    if given and shape and not any(one is None or info(one).dtype.kind == "b" for one in found):
        return a, [one if info(one).size or info(one).dtype.kind != "f" else one.astype("int64") for one in found]
    flat, found = arange(info(a).size).reshape(shape)[indices], []
    for extent in reversed(shape or (1,)):
        flat, place = divmod(flat, extent)
        found.insert(0, place)
    return a if shape else a.reshape(1), found


class IndexExpression:
    """`s_[1:, None]` is the index (slice(1, None), None) itself."""

    def __init__(self, as_tuple):
        self._as_tuple = as_tuple

    def __getitem__(self, item):
        return (item,) if self._as_tuple and not isinstance(item, tuple) else item
