"""Evenly spaced numbers: arange, linspace, and powers of such (logspace, geomspace)."""

from __future__ import annotations

from ._arguments import NULL, as_ints, no_value, optional_dtype
from ._base import wrap, wrap_array, wrap_dims
from ._convert import asarray, operand
from ._dispatch import dispatched
from ._ffi import bind, binding
from ._checks import check_device

__all__ = ["arange", "geomspace", "linspace", "logspace"]

_arange, _linspace = bind("nd_arange"), bind("nd_linspace")
_logspace, _geomspace = bind("nd_logspace"), bind("nd_geomspace")


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


@dispatched("start", "stop")
def linspace(start, stop, num=50, endpoint=True, retstep=False, dtype=None, axis=0, *, device=None):
    """`num` evenly spaced values from start to stop, along a new axis; with retstep also their distance."""
    check_device(device)
    num = _count(num)
    start, stop = operand(start), operand(stop)
    step = binding.arrays(1)
    made = wrap_array(
        _linspace(start._h, stop._h, num, int(bool(endpoint)), optional_dtype(dtype), step if retstep else NULL)
    )
    made = _along(made, axis)
    return (made, wrap(step[0])) if retstep else made


def _count(num):
    num = as_ints(num)[0]
    if num < 0:
        raise ValueError(f"Number of samples, {num}, must be non-negative.")
    return num


def _along(made, axis):
    """The library's new axis is the first."""
    if axis == 0:
        return made
    from ._generated.shape import moveaxis

    return moveaxis(made, 0, axis)


@dispatched("start", "stop", "base")
def logspace(start, stop, num=50, endpoint=True, base=10.0, dtype=None, axis=0):
    """base raised to evenly spaced exponents."""
    start, stop, base = operand(start), operand(stop), operand(base)
    handle = _logspace(start._h, stop._h, _count(num), int(bool(endpoint)), base._h, optional_dtype(dtype))
    return _along(wrap_array(handle), axis)


@dispatched("start", "stop")
def geomspace(start, stop, num=50, endpoint=True, dtype=None, axis=0):
    """Values from start to stop, each the same multiple of the one before."""
    start, stop = asarray(start), asarray(stop)
    made = wrap_array(_geomspace(start._h, stop._h, _count(num), int(bool(endpoint)), optional_dtype(dtype)))
    return _along(made, axis)
