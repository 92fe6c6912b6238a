"""Arrays as some arguments take them: positions, what is written to, what takes a result."""

from __future__ import annotations

from ._arguments import NULL
from ._base import info, ndarray, wrap_array
from ._convert import asarray
from ._errors import failed
from ._indexing import assigned

__all__ = ["assigned", "positions", "result_into", "written"]


def positions(indices):
    """Index arrays; an empty list counts as integers."""
    found = asarray(indices)
    return found if info(found).size or info(found).dtype.kind in "iub" else found.astype("int64")


def written(a):
    """An argument that is written to: an array, no list of which nobody would see the copy."""
    if not isinstance(a, ndarray):
        raise TypeError(f"argument 1 must be ndarray, not {type(a).__name__}")
    return a


def result_into(out):
    """(handle to pass as `out`, function that gives back what the caller gave)."""
    if out is None:
        return NULL, None
    if isinstance(out, tuple):
        (out,) = out
    ours = isinstance(out, ndarray)
    if hasattr(type(out), "_dtype") if ours else not hasattr(out, "__array_interface__"):
        raise TypeError("return arrays must be of ArrayType")
    target = asarray(out)

    def given(handle, _kept=target):  # of another's memory nobody else holds our array until the call is over
        if not handle:
            failed()
        if type(handle) is not int:
            wrap_array(handle)
        return out

    return target._h, given
