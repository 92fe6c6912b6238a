"""Arrays as some arguments take them: positions, what is written to."""

from __future__ import annotations

from ._base import info, ndarray
from ._convert import asarray
from ._indexing import assigned

__all__ = ["assigned", "positions", "written"]


def positions(indices):
    """Index arrays; an empty list counts as integers."""
    found = asarray(indices)
    return found if info(found).size or info(found).dtype.kind in "iub" else found.astype("int64")


def written(a):
    """An argument that is written to: an array, no list of which nobody would see the copy."""
    if not isinstance(a, ndarray):
        raise TypeError(f"argument 1 must be ndarray, not {type(a).__name__}")
    return a
