"""arange, whose first argument is where it stops if there is no other."""

from __future__ import annotations

from .._array.arguments import no_value, optional_dtype
from .._array.base import wrap_dims
from .._ffi.library import bind
from .._operands.checks import check_device
from .._operands.convert import operand
from .._operands.dispatch import dispatched

__all__ = ["arange"]

_arange = bind("nd_arange")


@dispatched(like=True)
def arange(start_or_stop=no_value, /, stop=no_value, step=1, *, dtype=None, device=None, like=None, start=no_value):
    """Evenly spaced values in [start, stop): `arange(stop)`, `arange(start, stop, step)`."""
    check_device(device)
    first = start if start_or_stop is no_value else start_or_stop
    if stop is no_value or stop is None:
        if first is no_value:
            raise TypeError("arange() requires stop to be specified.")
        first, stop = 0, first
    elif first is no_value:
        first = 0
    step = 1 if step is None else step
    if type(step) in (int, float) and step == 0:
        raise ZeroDivisionError("division by zero")
    given = [operand(value) for value in (first, stop, step)]
    return wrap_dims(_arange(*(value._h for value in given), optional_dtype(dtype)))
