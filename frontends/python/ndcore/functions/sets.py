"""The different elements of an array as the Array API standard asks for them: NaNs differ, results have names."""

from __future__ import annotations

from collections import namedtuple

from .._operands.convert import asarray
from .._operands.dispatch import dispatched
from . import generated

__all__ = ["unique_all", "unique_counts", "unique_inverse", "unique_values"]

_unique = generated.unique._implementation
UniqueAllResult = namedtuple("UniqueAllResult", "values indices inverse_indices counts")
UniqueCountsResult = namedtuple("UniqueCountsResult", "values counts")
UniqueInverseResult = namedtuple("UniqueInverseResult", "values inverse_indices")


@dispatched("x")
def unique_all(x):
    """The different elements with first positions, inverse and counts; NaNs differ."""
    return UniqueAllResult(*_unique(asarray(x), True, True, True, equal_nan=False))


@dispatched("x")
def unique_counts(x):
    """The different elements with counts; NaNs differ."""
    return UniqueCountsResult(*_unique(asarray(x), return_counts=True, equal_nan=False))


@dispatched("x")
def unique_inverse(x):
    """The different elements with the inverse; NaNs differ."""
    return UniqueInverseResult(*_unique(asarray(x), return_inverse=True, equal_nan=False))


@dispatched("x")
def unique_values(x):
    """The different elements; NaNs differ."""
    return _unique(asarray(x), equal_nan=False)
