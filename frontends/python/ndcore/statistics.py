"""Weighted means."""

from __future__ import annotations

from ._arguments import NULL, as_axes, no_value
from ._base import wrap
from ._convert import asarray
from ._dispatch import dispatched
from ._ffi import bind, binding
from ._interop import like_operand
from .ufuncs import reduce_options

__all__ = ["average"]

_average = bind("nd_average")


@dispatched("a", "weights")
def average(a, axis=None, weights=None, returned=False, *, keepdims=no_value):
    """Weighted mean over an axis or all; with `returned` also the sum of the weights."""
    a = asarray(a)
    weights = None if weights is None else asarray(weights)
    sums = binding.arrays(1) if returned else NULL
    options = reduce_options(keepdims=keepdims)[0]
    handle = _average(a._h, *as_axes(axis), NULL if weights is None else weights._h, options, sums)
    result = like_operand(wrap(handle), a)
    return (result, wrap(sums[0])) if returned else result
