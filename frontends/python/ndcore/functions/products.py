"""Products whose Python forms differ from C's: the outer one is a ufunc's call, axes of tensordot are a number or two
lists."""

from __future__ import annotations

from .._array.arguments import as_ints, int64s
from .._array.base import wrap_array
from .._ffi.library import bind
from .._operands.convert import asarray
from .._operands.dispatch import dispatched
from .creation import asarray as plain
from .ufuncs import multiply

__all__ = ["outer", "tensordot"]

_tensordot = bind("nd_tensordot")


@dispatched("a", "b", "out")
def outer(a, b, out=None):
    """Products of all pairs of elements of the flattened arrays."""
    return multiply(plain(a).reshape(-1, 1), plain(b).reshape(1, -1), out=out)


@dispatched("a", "b")
def tensordot(a, b, axes=2):
    """Sums of products over pairs of axes: the last n and the first n, or those named."""
    a, b = asarray(a), asarray(b)
    if hasattr(axes, "__iter__"):
        first, second = (as_ints(one, "axes") for one in axes)
    else:
        n = as_ints(axes)[0]
        first, second = tuple(range(-n, 0)), tuple(range(n))
    return wrap_array(_tensordot(a._h, b._h, *int64s(first), *int64s(second)))
