"""Rules for the number of bins of a histogram: 'auto', 'fd', 'doane', 'scott', 'stone', 'rice', 'sturges', 'sqrt'.
Each estimates a width from the sample `x` (1-d, not empty); histogram and histogram_bin_edges divide the range by it."""

from __future__ import annotations

import math
import warnings

from ._base import info
from ._interop import stack_level

__all__ = ["count_of_bins"]


def _sqrt(x, ends):
    return x.ptp / math.sqrt(x.size)


def _sturges(x, ends):
    return x.ptp / (math.log2(x.size) + 1.0)


def _rice(x, ends):
    return x.ptp / (2.0 * x.size ** (1.0 / 3))


def _scott(x, ends):
    return (24.0 * math.pi**0.5 / x.size) ** (1.0 / 3.0) * x.values.std()


def _stone(x, ends):
    """The number of bins whose histogram has the least estimated squared error (leaving one out)."""
    from .histograms import histogram

    if x.size <= 1 or x.ptp == 0:
        return 0
    most = max(100, int(math.sqrt(x.size)))

    def loss(bins):
        shares = histogram(x.values, bins, ends)[0] / x.size
        return (2 - (x.size + 1) * shares.dot(shares)) / (x.ptp / bins)

    best = min(range(1, most + 1), key=loss)
    if best == most:
        warnings.warn("The number of bins estimated may be suboptimal.", RuntimeWarning, stacklevel=stack_level())
    return x.ptp / best


def _doane(x, ends):
    """Sturges's rule, corrected for skewness."""
    n, deviation = x.size, x.values.std()
    if n <= 2 or not deviation > 0:
        return 0.0
    error = math.sqrt(6.0 * (n - 2) / ((n + 1.0) * (n + 3)))
    skewness = (((x.values - x.values.mean()) / deviation) ** 3).mean()
    return x.ptp / (1.0 + math.log2(n) + math.log2(1.0 + abs(skewness) / error))


def _fd(x, ends):
    """Freedman and Diaconis: by the distance of the quartiles."""
    from ._generated.quantile import percentile

    upper, lower = percentile(x.values, [75, 25])
    return 2.0 * (upper - lower) * x.size ** (-1.0 / 3.0)


def _auto(x, ends):
    """The narrower of Freedman-Diaconis's and Sturges's; the first is no less than half of the square root's."""
    return min(max(_fd(x, ends), _sqrt(x, ends) / 2), _sturges(x, ends))


_RULES = {"auto": _auto, "doane": _doane, "fd": _fd, "rice": _rice, "scott": _scott, "sqrt": _sqrt, "stone": _stone,
          "sturges": _sturges}  # fmt: skip


class _Sample:
    def __init__(self, values):
        self.values, self.size = values, info(values).size
        self.ptp = None
        if self.size:
            ends = values.max(), values.min()
            # Integers of Python do not wrap.
            high, low = (one.item() for one in ends) if info(values).dtype.kind in "iu" else ends
            self.ptp = high - low


def count_of_bins(name, a, ends, weights):
    """How many bins the rule of that name makes of `a` between `ends` (None: all of it)."""
    from .histograms import histogram_bin_edges

    if name not in _RULES:
        raise ValueError(f"{name!r} is not a valid estimator for `bins`")
    if weights is not None:
        raise TypeError("Automated estimation of the number of bins is not supported for weighted data")
    values = a.ravel()
    if info(values).dtype.kind == "b":
        values = values.astype("uint8")
    first, last = histogram_bin_edges(values, 1, ends)
    if ends is not None:
        values = values[(values >= first) & (values <= last)]
    if not info(values).size:
        return 1
    width = _RULES[name](_Sample(values), ends)
    if not width:
        return 1
    if info(values).dtype.kind in "iu" and width < 1:
        width = 1
    return math.ceil((last - first) / width)
