"""Set operations against NumPy: dtypes, NaNs, duplicates, positions."""

import itertools

import ndcore as nd
import numpy as np
import pytest
from conftest import DTYPES, check, sample

OPERATIONS = ["intersect1d", "union1d", "setdiff1d", "setxor1d", "isin"]


def _drawn(dtype, n, seed):
    """Few different values, so that there are duplicates and common elements."""
    rng = np.random.default_rng(seed)
    a = rng.integers(0, 12, n).astype(dtype)
    if np.dtype(dtype).kind in "fc" and n > 3:
        a[:3] = [np.nan, np.inf, -np.inf]
    return rng.permutation(a)


@pytest.mark.parametrize("name", OPERATIONS)
@pytest.mark.parametrize("dtype", DTYPES)
def test_operations(name, dtype, layout):
    for n, m in ((40, 15), (15, 40), (1, 1), (7, 0), (0, 7), (0, 0)):
        a, b = layout(_drawn(dtype, n, 1)), layout(_drawn(dtype, m, 2))
        check(lambda xp, p, q: getattr(xp, name)(p, q), a, b)
        if name != "union1d":
            check(lambda xp, p, q: getattr(xp, name)(p, q, assume_unique=True), xp_unique(a), xp_unique(b))


def xp_unique(a):
    return np.random.default_rng(3).permutation(np.unique(a))


@pytest.mark.parametrize("name", OPERATIONS)
def test_promotion_and_shapes(name):
    for x, y in itertools.product(["?", "i1", "u4", "f4", "c16"], repeat=2):
        check(lambda xp, p, q: getattr(xp, name)(p, q), _drawn(x, 12, 4).reshape(3, 4), _drawn(y, 10, 5).reshape(5, 2))
    check(lambda xp, p: getattr(xp, name)(p, 3), np.arange(5))
    check(lambda xp: getattr(xp, name)([1, 2, 2], [2, 5]))


@pytest.mark.parametrize("dtype", ["i4", "f8", "c8"])
def test_positions_of_the_intersection(dtype):
    a, b = _drawn(dtype, 50, 6), _drawn(dtype, 30, 7)
    check(lambda xp, p, q: xp.intersect1d(p, q, return_indices=True), a.reshape(5, 10), b)
    check(lambda xp, p, q: xp.intersect1d(p, q, True, True), xp_unique(a), xp_unique(b))


def test_isin_options():
    a = np.arange(12).reshape(3, 4)
    for kind in (None, "sort", "table", "other"):
        check(lambda xp, p, k=kind: xp.isin(p, [1, 5, 99], kind=k), a)
        check(lambda xp, p, k=kind: xp.isin(p, [1.5, 5], invert=True, kind=k), a)
    check(lambda xp, p: xp.isin(p, [], invert=True), a)
    check(lambda xp, p: xp.isin(p[0, 0], p), a)


def test_many():
    rng = np.random.default_rng(8)
    a, b = rng.integers(0, 10**6, 200000), rng.integers(0, 10**6, 300000)
    for name in OPERATIONS:
        check(lambda xp, p, q, name=name: getattr(xp, name)(p, q), a, b)
    assert nd.isin(a, a).all()
    special = sample("f8", (1000,))
    check(lambda xp, p, q: xp.setxor1d(p, q), special, special[::-1])


@pytest.mark.parametrize("dtype", ["?", "i1", "u8", "i8", ">i4"])
def test_isin_of_whole_numbers(dtype):
    """Close together (a table), far apart, at both ends of the range."""
    low, high = (0, 1) if dtype == "?" else (np.iinfo(dtype).min, np.iinfo(dtype).max)
    a = np.array([low, high, 0, 1, high, low], dtype)
    for values in ([low], [high, high - 1], [low, high], [0, 1]):
        for invert in (False, True):
            check(lambda xp, p, q, i=invert: xp.isin(p, q, invert=i), a, np.array(values, dtype))
    check(lambda xp, p, q: xp.isin(p, q), a, np.array([-1, 1, 3], "i2"))


@pytest.mark.parametrize("count", [1, 32, 33])
@pytest.mark.parametrize("dtype", ["f4", "c16", "f2"])
def test_isin_of_few_and_many_values(count, dtype):
    a = np.concatenate([np.arange(40), [np.nan, -0.0, np.inf]]).astype(dtype)
    for invert in (False, True):
        check(lambda xp, p, q, i=invert: xp.isin(p, q, invert=i), a.reshape(1, -1), a[::-1][:count])


@pytest.mark.parametrize("dtype", ["f2", "f4", "f8", "c8", "c16", ">f8"])
@pytest.mark.parametrize("equal_nan", [True, False])
def test_unique_with_nan_along_an_axis(dtype, equal_nan):
    """Of a vector as without an axis; slices of several dimensions with a NaN are never equal, as in NumPy."""
    everything = {"return_index": True, "return_inverse": True, "return_counts": True, "equal_nan": equal_nan}
    a = np.array([0, np.nan, 2, np.nan, 0, np.nan], dtype)
    for axis in (0, -1, None):
        check(lambda xp, p, axis=axis: xp.unique(p, axis=axis, **everything), a)
        check(lambda xp, p, axis=axis: xp.unique(p[1::2], axis=axis, **everything), a)
        check(lambda xp, p, axis=axis: xp.unique(p[:0], axis=axis, **everything), a)
    for axis in (0, 1, -1) if dtype != "f2" else ():  # NumPy sorts slices of float16 with NaN in another order
        check(lambda xp, p, axis=axis: xp.unique(p.reshape(2, 3), axis=axis, **everything), a)
        check(lambda xp, p, axis=axis: xp.unique(p.reshape(6, 1), axis=axis, **everything), a)
        check(lambda xp, p, axis=axis: xp.unique(p.reshape(1, 6), axis=axis, **everything), a)
    if np.dtype(dtype).kind == "c":
        parts = np.array([complex(np.nan, 1), complex(1, np.nan), 3, complex(np.nan, 1), 3], dtype)
        for axis in (0, -1):
            check(lambda xp, p, axis=axis: xp.unique(p, axis=axis, **everything), parts)
    got = nd.unique(nd.asarray(a), axis=0, **everything)
    assert got[3].tolist() == ([2, 1, 3] if equal_nan else [2, 1, 1, 1, 1])
    with pytest.raises(nd.exceptions.AxisError):
        nd.unique(nd.asarray(a), axis=1)
