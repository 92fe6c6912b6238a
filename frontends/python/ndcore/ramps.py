"""Evenly spaced numbers: arange, linspace, and powers of such (logspace, geomspace)."""

from __future__ import annotations

from ._arguments import NULL, as_ints, no_value, optional_dtype
from ._base import info, wrap, wrap_array, wrap_dims
from ._convert import asarray, operand
from ._dispatch import dispatched
from ._dtype import dtype as as_dtype
from ._ffi import bind, binding
from .creation import check_device

__all__ = ["arange", "geomspace", "linspace", "logspace"]

_arange, _linspace = bind("nd_arange"), bind("nd_linspace")


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
    num = as_ints(num)[0]
    if num < 0:
        raise ValueError(f"Number of samples, {num}, must be non-negative.")
    start, stop = operand(start), operand(stop)
    step = binding.arrays(1)
    made = wrap_array(
        _linspace(start._h, stop._h, num, int(bool(endpoint)), optional_dtype(dtype), step if retstep else NULL)
    )
    if axis != 0:
        from .manipulation import moveaxis

        made = moveaxis(made, 0, axis)
    return (made, wrap(step[0])) if retstep else made


@dispatched("start", "stop", "base")
def logspace(start, stop, num=50, endpoint=True, base=10.0, dtype=None, axis=0):
    """base raised to evenly spaced exponents."""
    from . import ufuncs

    if type(base) not in (int, float) and info(asarray(base)).ndim:
        # The bases broadcast with start and stop; the new axis stands beside their axes.
        from .manipulation import expand_dims

        given = [asarray(one) for one in (start, stop, base)]
        ndim = max(info(one).ndim for one in given)
        start, stop, base = (one.reshape((1,) * (ndim - info(one).ndim) + info(one).shape) for one in given)
        base = expand_dims(base, axis)
    powers = ufuncs.power(base, linspace(start, stop, num, endpoint, axis=axis))
    return powers if dtype is None else powers.astype(dtype)


@dispatched("start", "stop")
def geomspace(start, stop, num=50, endpoint=True, dtype=None, axis=0):
    """Values from start to stop, each the same multiple of the one before."""
    from . import ufuncs

    first, last = asarray(start), asarray(stop)
    if (first == 0).any() or (last == 0).any():
        raise ValueError("Geometric sequence cannot include zero")
    kind = as_dtype("complex128") if "c" in info(first).dtype.kind + info(last).dtype.kind else as_dtype("float64")
    first, last = first.astype(kind), last.astype(kind)
    sign = ufuncs.sign(first)
    first, last = first / sign, last / sign
    powers = logspace(ufuncs.log10(first), ufuncs.log10(last), num, endpoint, axis=0)
    if num > 0:
        powers[0] = first
        if num > 1 and endpoint:
            powers[-1] = last
    powers = powers * sign
    if axis != 0:
        from .manipulation import moveaxis

        powers = moveaxis(powers, 0, axis)
    return powers if dtype is None else powers.astype(dtype)
