"""Arrays as some arguments take them: positions, what is written to, what takes a result."""

from __future__ import annotations

from .._array.arguments import NULL
from .._array.base import info, ndarray, wrap_array
from .._ffi.errors import failed
from .convert import asarray, convert, given
from .interop import warn_complex
from .weak import weak

__all__ = ["as_output", "assigned", "positions", "result_into", "written"]


def assigned(self, value):
    """A value as assignment to elements of `self` wants it: Python numbers and lists follow the rules of array()."""
    kind = type(value)
    if kind is float or kind is int:
        if kind is float and info(self).dtype.kind in "iu":
            value = int(value)
        return weak(value) if kind is float or -(2**63) <= value < 2**64 else convert(value, info(self).dtype)
    if kind is complex and info(self).dtype.kind not in "cb":
        raise TypeError("float() argument must be a string or a real number, not 'complex'")
    if kind is complex or kind is bool:
        return weak(value)
    if not isinstance(value, ndarray):
        value = given(value, info(self).dtype)
    if info(value).dtype.kind == "c" and info(self).dtype.kind != "c":
        warn_complex()
    return value


def positions(indices):
    """Index arrays; an empty list counts as integers."""
    found = asarray(indices)
    return found if info(found).size or info(found).dtype.kind in "iub" else found.astype("int64")


def written(a):
    """An argument that is written to: an array, no list of which nobody would see the copy."""
    if not isinstance(a, ndarray):
        raise TypeError(f"argument 1 must be ndarray, not {type(a).__name__}")
    return a


def as_output(out):
    """What takes a result, as an array of ours; one of NumPy's shares its memory."""
    if type(out) is ndarray:
        return out
    if hasattr(type(out), "_dtype") if isinstance(out, ndarray) else not hasattr(out, "__array_interface__"):
        raise TypeError("return arrays must be of ArrayType")
    return asarray(out)


def result_into(out):
    """(handle to pass as `out`, function that gives back what the caller gave)."""
    if out is None:
        return NULL, None
    if isinstance(out, tuple):
        (out,) = out
    ours = as_output(out)

    def given(handle, _kept=ours):  # of another's memory nobody else holds our array until the call is over
        if not handle:
            failed()
        if type(handle) is not int:
            wrap_array(handle)
        return out

    return ours._h, given
