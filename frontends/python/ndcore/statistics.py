"""Means, variances, weighted averages, and their forms that pass over NaNs."""

from __future__ import annotations

import warnings
from math import prod

from ._arguments import NULL, as_axes, no_value
from ._base import info, wrap
from ._convert import asarray, operand
from ._dispatch import dispatched
from ._ffi import bind, binding
from ._interop import like_operand, stack_level
from .manipulation import broadcast_to
from .reductions import count_nonzero, with_options
from .ufuncs import reduce_options

__all__ = ["average", "mean", "nanmean", "nanstd", "nanvar", "std", "var"]


_EMPTY, _FREEDOM = "Mean of empty slice", "Degrees of freedom <= 0 for slice"


def _chosen(where):
    return where is not no_value and where is not True


def _skips_nans(name, a):
    return name.startswith("nan") and info(a).dtype.kind in "fc"


def warn_if_few(a, axis, where, ddof, what):
    """NumPy's warning where a result has no more elements than ddof; of a wrong axis the call itself tells."""
    shape = info(a).shape
    try:
        if _chosen(where):
            few = (count_nonzero(broadcast_to(where, shape), axis) <= ddof).any()
        else:
            axes = range(len(shape)) if axis is None else axis if isinstance(axis, (tuple, list)) else (axis,)
            few = prod(shape[one] for one in axes) <= ddof
    except (IndexError, TypeError):
        return
    if few:
        warnings.warn(what, RuntimeWarning, stacklevel=stack_level())


def _averaging(name):
    call = bind(f"nd_{name}")

    def mean(a, axis=None, dtype=None, out=None, keepdims=no_value, where=no_value):
        if (not a._nz or not info(a).size or _chosen(where)) and not _skips_nans(name, a):
            warn_if_few(a, axis, where, 0, _EMPTY)
        return with_options(call, a, axis, dtype, out, keepdims, where=where)

    return mean


def _spreading(name):
    call = bind(f"nd_{name}")

    def spread(a, axis=None, dtype=None, out=None, ddof=0, keepdims=no_value, where=no_value, mean=no_value,
               correction=no_value):  # fmt: skip
        if correction is not no_value:
            if ddof != 0:
                raise ValueError("ddof and correction can't be provided simultaneously.")
            ddof = correction
        if (ddof != 0 or not info(a).size or _chosen(where)) and not _skips_nans(name, a):
            warn_if_few(a, axis, where, ddof, _FREEDOM)
        centers = None if mean is no_value else operand(mean)
        return with_options(call, a, axis, dtype, out, keepdims, no_value, where, ddof, centers)

    return spread


def warn_of_nans(a, axis, where, ddof, result, what):
    """The same of numbers among NaNs; looked for only if the result has NaNs."""
    a = asarray(a)
    if _skips_nans("nan", a) and bool((asarray(result) != asarray(result)).any()):
        numbers = asarray(a == a)
        warn_if_few(a, axis, numbers & asarray(where) if _chosen(where) else numbers, ddof, what)
    return result


_mean, _nanmean = _averaging("mean"), _averaging("nanmean")
_var, _std, _nanvar, _nanstd = _spreading("var"), _spreading("std"), _spreading("nanvar"), _spreading("nanstd")
_average = bind("nd_average")


@dispatched("a", "out", "where")
def mean(a, axis=None, dtype=None, out=None, keepdims=no_value, *, where=no_value):
    """Mean of the elements over axes."""
    return _mean(asarray(a), axis, dtype, out, keepdims, where)


@dispatched("a", "out", "where", "mean")
def var(a, axis=None, dtype=None, out=None, ddof=0, keepdims=no_value, *, where=no_value, mean=no_value,
        correction=no_value):  # fmt: skip
    """Variance of the elements over axes; the divisor is their number less ddof."""
    return _var(asarray(a), axis, dtype, out, ddof, keepdims, where, mean, correction)


@dispatched("a", "out", "where", "mean")
def std(a, axis=None, dtype=None, out=None, ddof=0, keepdims=no_value, *, where=no_value, mean=no_value,
        correction=no_value):  # fmt: skip
    """Standard deviation of the elements over axes: the square root of the variance."""
    return _std(asarray(a), axis, dtype, out, ddof, keepdims, where, mean, correction)


@dispatched("a", "out")
def nanmean(a, axis=None, dtype=None, out=None, keepdims=no_value, *, where=no_value):
    """Mean over axes of the elements that are not NaN."""
    result = _nanmean(asarray(a), axis, dtype, out, keepdims, where)
    return warn_of_nans(a, axis, where, 0, result, _EMPTY)


@dispatched("a", "out")
def nanvar(a, axis=None, dtype=None, out=None, ddof=0, keepdims=no_value, *, where=no_value, mean=no_value,
           correction=no_value):  # fmt: skip
    """Variance over axes of the elements that are not NaN."""
    result = _nanvar(asarray(a), axis, dtype, out, ddof, keepdims, where, mean, correction)
    return warn_of_nans(a, axis, where, ddof if correction is no_value else correction, result, _FREEDOM + ".")


@dispatched("a", "out")
def nanstd(a, axis=None, dtype=None, out=None, ddof=0, keepdims=no_value, *, where=no_value, mean=no_value,
           correction=no_value):  # fmt: skip
    """Standard deviation over axes of the elements that are not NaN."""
    result = _nanstd(asarray(a), axis, dtype, out, ddof, keepdims, where, mean, correction)
    return warn_of_nans(a, axis, where, ddof if correction is no_value else correction, result, _FREEDOM + ".")


@dispatched("a", "weights")
def average(a, axis=None, weights=None, returned=False, *, keepdims=no_value):
    """Weighted mean over an axis or all; with `returned` also the sum of the weights."""
    a = asarray(a)
    weights = None if weights is None else asarray(weights)
    if weights is None and not info(a).size:
        warn_if_few(a, axis, no_value, 0, _EMPTY)
    sums = binding.arrays(1) if returned else NULL
    options = reduce_options(keepdims=keepdims)[0]
    handle = _average(a._h, *as_axes(axis), NULL if weights is None else weights._h, options, sums)
    result = like_operand(wrap(handle), a)
    return (result, wrap(sums[0])) if returned else result
