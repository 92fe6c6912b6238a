"""Counts of values and in bins, interpolation, covariances."""

from __future__ import annotations

from operator import index as _index

from .._array.arguments import NULL, optional_dtype
from .._array.base import info, wrap, wrap_array
from .._ffi.constants import BIN_RULES
from .._ffi.library import bind, binding
from .._operands.convert import asarray, operand
from .._operands.dispatch import dispatched

__all__ = ["bincount", "cov", "histogram", "histogram_bin_edges", "interp"]

_bincount, _interp, _cov = bind("nd_bincount"), bind("nd_interp"), bind("nd_cov")
_histogram, _histogram_over = bind("nd_histogram"), bind("nd_histogram_over")
_edges = bind("nd_histogram_bin_edges")


def _handle(a):
    return NULL if a is None else a._h


def _optional(a):
    return None if a is None else asarray(a)


@dispatched("x", "weights")
def bincount(x, /, weights=None, minlength=0):
    """How often each whole number from 0 on occurs in the 1-d `x`: int64; with weights their sums, float64.

    The result is as long as the greatest number needs, at least `minlength`. A negative number is a ValueError, an
    array of other numbers a TypeError.
    >>> nd.bincount([1, 1, 3])
    array([0, 2, 0, 1])
    """
    numbers, weights = asarray(x), _optional(weights)
    if isinstance(x, (list, tuple)) and info(numbers).dtype.kind == "f":
        numbers = numbers.astype("int64")
    return wrap_array(_bincount(numbers._h, _handle(weights), _index(minlength)))


def _outer(range):
    """The outer edges as an array."""
    if range is None:
        return None
    first, last = range
    return asarray([float(first), float(last)])


def _bins(bins):
    """(number, rule, edges as an array or None)"""
    if isinstance(bins, str):
        if not BIN_RULES.get(bins):
            raise ValueError(f"{bins!r} is not a valid estimator for `bins`")
        return 0, BIN_RULES[bins], None
    edges = asarray(bins)
    if info(edges).ndim:
        return 0, 0, edges
    try:
        return _index(bins), 0, None
    except TypeError:
        raise TypeError("`bins` must be an integer, a string, or an array") from None


@dispatched("a", "bins", "weights")
def histogram(a, bins=10, range=None, density=None, weights=None):
    """(counts, edges): how many elements lie in each bin.

    bins: a number of bins of equal width over `range` (by default from the least to the greatest element), or their
    edges, which rise, or a rule for the number: 'auto', 'fd', 'doane', 'scott', 'stone', 'rice', 'sturges', 'sqrt'. A
    bin holds its lower edge, the last one both. weights: of the shape of `a`, summed instead of counted. density:
    scaled so that the integral is 1. Counts are int64, sums of weights have their dtype, densities are float64. An
    empty or infinite range, edges that fall, or bins below 1 are a ValueError.
    >>> nd.histogram([1, 2, 1], bins=[0, 1, 2, 3])
    (array([0, 2, 1]), array([0, 1, 2, 3]))
    """
    a, weights, ends, dense = asarray(a), _optional(weights), _outer(range), int(bool(density))
    count, rule, edges = _bins(bins)
    if edges is not None:
        return wrap_array(_histogram_over(a._h, edges._h, dense, _handle(weights))), edges
    place = binding.arrays(1)
    counts = wrap_array(_histogram(a._h, count, rule, _handle(ends), dense, _handle(weights), place))
    return counts, wrap_array(place[0])


@dispatched("a", "bins", "weights")
def histogram_bin_edges(a, bins=10, range=None, weights=None):
    """The edges of the bins that `histogram` uses: one more than there are bins.

    >>> nd.histogram_bin_edges([0.0, 1.0], bins=2)
    array([0. , 0.5, 1. ])
    """
    count, rule, edges = _bins(bins)
    if edges is not None:
        nothing = asarray(a).ravel()[:0]
        wrap_array(_histogram_over(nothing._h, edges._h, 0, NULL))  # refuses what are no edges
        return edges
    a, weights, ends = asarray(a), _optional(weights), _outer(range)
    return wrap_array(_edges(a._h, count, rule, _handle(ends), _handle(weights)))


@dispatched("x", "xp", "fp")
def interp(x, xp, fp, left=None, right=None, period=None):
    """Linear interpolation at `x` between the points (xp, fp), 1-d, `xp` rising: float64, of complex `fp` complex128.

    left, right: the values below and above `xp`; by default the first and the last of `fp`. period: of `x` and `xp`,
    which may then be in any order. Points of different number, or none, are a ValueError.
    >>> nd.interp([0.5, 9.0], [0.0, 1.0], [10.0, 20.0])
    array([15., 20.])
    """
    if period is not None and period == 0:
        raise ValueError("period must be a non-zero value")
    x, xp, fp = asarray(x), asarray(xp), asarray(fp)
    ends = [None if one is None else operand(one) for one in (left, right)]
    return wrap(_interp(x._h, xp._h, fp._h, *map(_handle, ends), 0.0 if period is None else float(period)))


def _observation_weights(weights, name):
    if weights is not None:
        weights = asarray(weights)
        if info(weights).ndim > 1:
            raise RuntimeError(f"cannot handle multidimensional {name}")
    return weights


def _check_observations(m, rowvar, weights, name):
    shape = info(m).shape
    observations = shape[-1] if rowvar or len(shape) == 1 else shape[0]
    if weights is not None and info(weights).shape != (observations,):
        raise RuntimeError(f"incompatible numbers of samples and {name}")


@dispatched("m", "y", "fweights", "aweights")
def cov(m, y=None, rowvar=True, bias=False, ddof=None, fweights=None, aweights=None, *, dtype=None):
    """Covariance matrix of variables, each row of `m` (or column, without `rowvar`) being one; 0-d for a single
    variable.

    y: further variables. The sum of products is divided by the number of observations less `ddof`, by default 1, with
    `bias` 0. fweights: whole numbers, how often each observation counts; aweights: how much it weighs. At least
    float64, or `dtype`. More than two dimensions are a ValueError, weights that do not fit a RuntimeError.
    >>> nd.cov([0.0, 1.0, 2.0])
    array(1.)
    """
    if ddof is not None and ddof != int(ddof):
        raise ValueError("ddof must be integer")
    ddof = int(ddof) if ddof is not None else int(not bias)
    m, y = asarray(m), _optional(y)
    given = [_observation_weights(fweights, "fweights"), _observation_weights(aweights, "aweights")]
    if 0 < info(m).ndim <= 2:
        for weights, name in zip(given, ("fweights", "aweights")):
            _check_observations(m, rowvar, weights, name)
    return wrap_array(_cov(m._h, _handle(y), int(bool(rowvar)), ddof, *map(_handle, given), optional_dtype(dtype)))
