"""pad: elements added at the ends of the axes."""

from __future__ import annotations

from .._array.arguments import NULL, int64s, normalize_axis
from .._array.base import info, wrap_array
from .._ffi.library import bind
from .._operands.convert import asarray
from .._operands.dispatch import dispatched
from .generated.shape import moveaxis
from .iteration import ndindex
from .manipulation import broadcast_to

__all__ = ["pad"]

_pad = bind("nd_pad")
# In the order of the library's ND_PAD_ constants: the mode and the keyword that it takes.
_MODES = {"constant": "constant_values", "edge": None, "reflect": "reflect_type", "symmetric": "reflect_type",
          "wrap": None, "empty": None, "linear_ramp": "end_values", "maximum": "stat_length", "mean": "stat_length",
          "median": "stat_length", "minimum": "stat_length"}  # fmt: skip


def _pairs(given, ndim, what):
    """`given` as an array of shape (ndim, 2): one number, one pair for all axes, or one an axis."""
    found = asarray(given)
    if info(found).ndim < 3 and info(found).size == 2 and info(found).shape != (2, 1):
        found = found.reshape(2)
    try:
        return broadcast_to(found, (ndim, 2))
    except ValueError:
        raise ValueError(f"pad: {what} of shape {info(found).shape} does not fit ({ndim}, 2)") from None


def _counts(given, ndim, what):
    found = _pairs(given, ndim, what)
    if (found < 0).any():
        raise ValueError("index can't contain negative values")
    return tuple(round(number) for number in found.ravel().tolist())


def _widths(given, ndim):
    if isinstance(given, dict):
        rows = [(0, 0)] * ndim
        for axis, width in given.items():
            pair = (width, width) if isinstance(width, int) else width
            if not isinstance(pair, tuple) or [type(one) for one in pair] != [int, int]:
                raise TypeError(
                    f"pad: the width of axis {axis!r} must be an integer or a pair of integers, not {width!r}"
                )
            rows[normalize_axis(axis, ndim)] = pair
        given = rows
    if info(asarray(given)).dtype.kind != "i":
        raise TypeError("`pad_width` must be of integral type.")
    return _counts(given, ndim, "pad_width")


def _lengths(given, ndim):
    return () if given is None else _counts(given, ndim, "stat_length")


def _values(given, array, mode):
    ndim, kind = info(array).ndim, info(array).dtype
    held = _pairs(given, ndim, "constant_values" if mode == "constant" else "end_values")
    own = info(asarray(given)).size
    if mode == "constant" or (own > 2 and kind.kind in "fc"):  # one value an axis counts as a Python number does
        held = held.astype(kind)
    return held


def _by_function(array, widths, function, kwargs):
    padded = _padded(array, widths, "constant", {})
    for axis in range(info(array).ndim):
        lines = moveaxis(padded, axis, -1)
        for index in ndindex(info(lines).shape[:-1]):
            function(lines[(*index, ...)], widths[2 * axis : 2 * axis + 2], axis, kwargs)
    return padded


def _padded(array, widths, mode, kwargs):
    ndim = info(array).ndim
    values = None
    if mode in ("constant", "linear_ramp"):
        values = _values(kwargs.get(_MODES[mode], 0), array, mode)
    lengths = _lengths(kwargs.get("stat_length"), ndim)
    spans = int64s(lengths) if lengths else (NULL, 0)
    odd = int(kwargs.get("reflect_type", "even") == "odd")
    held = NULL if values is None else values._h
    return wrap_array(_pad(array._h, *int64s(widths), list(_MODES).index(mode), held, *spans, odd))


@dispatched("array")
def pad(array, pad_width, mode="constant", **kwargs):
    """A larger copy, of the same dtype: elements are added before and after each axis.

    pad_width: one number, a pair (before, after), one pair an axis, or a dict of these by axis. mode: 'constant'
    (constant_values=0), 'edge', 'linear_ramp' (end_values=0), 'maximum', 'mean', 'median', 'minimum' (stat_length=None:
    of so many elements at the edge), 'reflect', 'symmetric' (reflect_type='even' or 'odd'), 'wrap', 'empty', or a
    function `f(line, widths, axis, kwargs)` that changes each line, padded with zeros, in place. Values are given as
    widths are. A keyword of another mode, a negative width or a pad_width that does not fit is a ValueError.
    >>> nd.pad([1, 2, 3], (2, 1), "reflect", reflect_type="odd")
    array([-1,  0,  1,  2,  3,  4])
    """
    array = asarray(array)
    widths = _widths(pad_width, info(array).ndim)
    if callable(mode):
        return _by_function(array, widths, mode, kwargs)
    if mode not in _MODES:
        raise ValueError(f"mode '{mode}' is not supported; there are {', '.join(_MODES)}")
    others = kwargs.keys() - {_MODES[mode]}
    if others:
        raise ValueError(f"unsupported keyword arguments for mode '{mode}': {others}")
    return _padded(array, widths, mode, kwargs)
