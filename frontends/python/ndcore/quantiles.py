"""Medians, quantiles and percentiles, and their forms that pass over NaNs."""

from __future__ import annotations

from ._arguments import NULL, as_axes, no_value
from ._base import wrap
from ._constants import QUANTILE_METHODS
from ._convert import asarray, operand
from ._dispatch import dispatched
from ._ffi import bind
from ._interop import like_operand
from ._reducing import reduction
from .ufuncs import only, reduce_options

__all__ = ["median", "nanmedian", "nanpercentile", "nanquantile", "percentile", "quantile"]

_median, _nanmedian = bind("nd_median"), bind("nd_nanmedian")


@dispatched("a", "out")
def median(a, axis=None, out=None, overwrite_input=False, keepdims=False):
    """Median of the elements over axes, of all by default: the one in the middle, or the mean of the two there.

    A NaN wins. Integers and booleans give float64, other dtypes their own. `overwrite_input` is accepted and changes
    nothing: `a` stays as it is.
    >>> nd.median([[10, 7, 4], [3, 2, 1]], axis=0)
    array([6.5, 4.5, 2.5])
    """
    return reduction(_median, a, axis, out=out, keepdims=keepdims)


@dispatched("a", "out")
def nanmedian(a, axis=None, out=None, overwrite_input=False, keepdims=no_value):
    """Median over axes of the elements that are not NaN; NaN, and a RuntimeWarning, where there are none.

    >>> nd.nanmedian([1.0, nd.nan, 5.0])
    nd.float64(3.0)
    """
    return reduction(_nanmedian, a, axis, out=out, keepdims=keepdims)


def _quantiles(name):
    call = bind(f"nd_{name}")

    def quantiles(a, q, axis, out, method, keepdims, weights):
        if method not in QUANTILE_METHODS:
            raise ValueError(f"{method!r} is not a valid method. Use one of: {', '.join(QUANTILE_METHODS)}")
        a, q = asarray(a), operand(q)
        weights = None if weights is None else asarray(weights)
        options, target, _held = reduce_options(out=out, keepdims=keepdims)
        heavy = NULL if weights is None else weights._h
        result = wrap(call(a._h, q._h, *as_axes(axis), QUANTILE_METHODS[method], heavy, options))
        return like_operand(result, a) if target is None else only(out)

    return quantiles


_quantile, _percentile = _quantiles("quantile"), _quantiles("percentile")
_nanquantile, _nanpercentile = _quantiles("nanquantile"), _quantiles("nanpercentile")


@dispatched("a", "q", "out", "weights")
def quantile(a, q, axis=None, out=None, overwrite_input=False, method="linear", keepdims=False, *, weights=None):
    """Quantiles of the elements over axes, at each of `q` in [0, 1].

    The result has the shape of `q`, then that of `a` without the axes. method: 'linear' (between the two elements beside
    the place), 'lower', 'higher', 'midpoint', 'nearest', or one of the nine of Hyndman and Fan: 'inverted_cdf',
    'averaged_inverted_cdf', 'closest_observation', 'interpolated_inverted_cdf', 'hazen', 'weibull', 'median_unbiased',
    'normal_unbiased'. weights: for 'inverted_cdf', of the shape of `a` or of its axes. A `q` out of range is a ValueError,
    complex numbers are a TypeError.
    >>> nd.quantile([0.0, 1.0, 4.0, 9.0], [0.25, 0.5])
    array([0.75, 2.5 ])
    """
    return _quantile(a, q, axis, out, method, keepdims, weights)


@dispatched("a", "q", "out", "weights")
def percentile(a, q, axis=None, out=None, overwrite_input=False, method="linear", keepdims=False, *, weights=None):
    """Percentiles of the elements over axes, at each of `q` in [0, 100]; arguments as for `quantile`.

    >>> nd.percentile([0.0, 1.0, 4.0, 9.0], 50)
    nd.float64(2.5)
    """
    return _percentile(a, q, axis, out, method, keepdims, weights)


@dispatched("a", "q", "out", "weights")
def nanquantile(a, q, axis=None, out=None, overwrite_input=False, method="linear", keepdims=no_value, *, weights=None):
    """Quantiles over axes of the elements that are not NaN; NaN, and a RuntimeWarning, where there are none.

    Arguments as for `quantile`.
    >>> nd.nanquantile([1.0, nd.nan, 5.0], 0.5)
    nd.float64(3.0)
    """
    return _nanquantile(a, q, axis, out, method, keepdims, weights)


@dispatched("a", "q", "out", "weights")
def nanpercentile(
    a, q, axis=None, out=None, overwrite_input=False, method="linear", keepdims=no_value, *, weights=None
):
    """Percentiles over axes of the elements that are not NaN; NaN, and a RuntimeWarning, where there are none.

    Arguments as for `quantile`, `q` in [0, 100].
    >>> nd.nanpercentile([1.0, nd.nan, 5.0], 50)
    nd.float64(3.0)
    """
    return _nanpercentile(a, q, axis, out, method, keepdims, weights)
