"""Medians, quantiles and percentiles, bit for bit NumPy's: methods, dtypes, axes, layouts, NaNs, weights, errors."""

import ndcore as nd
import numpy as np
import pytest
from conftest import BOOL, DTYPES, FLOATS, INTEGERS, LAYOUTS, check, sample

METHODS = [
    "linear", "inverted_cdf", "averaged_inverted_cdf", "closest_observation", "interpolated_inverted_cdf", "hazen",
    "weibull", "median_unbiased", "normal_unbiased", "lower", "higher", "midpoint", "nearest",
]  # fmt: skip
QUANTILES = [0.5, 0, 1, 0.0, 1.0, 0.3, [0.25, 0.5], [[0.1, 0.9], [1.0, 0.0]], [], [0, 1], np.float32(0.3),
             np.float64(0.7), np.array([0.2, 0.6], "f4"), np.array([0.2, 0.6], "f2"), True]  # fmt: skip


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("shape", [(7,), (8,), (1,), (3, 4, 5), (0,), (0, 3), (3, 0)])
def test_median(dtype, shape):
    for special in (False, True):
        a = sample(dtype, shape, special=special)
        for axis in (None, 0, -1, tuple(range(len(shape))), (0, -1), 3):
            for keepdims in (False, True):
                check(lambda xp, a, axis=axis, keep=keepdims: xp.median(a, axis, keepdims=keep), a)
                check(lambda xp, a, axis=axis, keep=keepdims: xp.nanmedian(a, axis, keepdims=keep), a)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_layouts(layout):
    a = LAYOUTS[layout](sample("f8", (5, 6), special=False))
    for axis in (None, 0, 1):
        if a.ndim or axis is None:
            check(lambda xp, a, axis=axis: xp.median(xp.atleast_1d(a), axis if a.ndim > 1 else None), a)
            check(lambda xp, a, axis=axis: xp.quantile(a, [0.2, 0.7], axis if a.ndim > 1 else None), a)


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("dtype", BOOL + INTEGERS + FLOATS)
def test_methods(method, dtype):
    for shape in ((7,), (10,), (1,)):
        a = sample(dtype, shape, special=False)
        for q in QUANTILES:
            check(
                lambda xp, a, q=q: xp.quantile(a, xp.asarray(q) if isinstance(q, np.ndarray) else q, method=method), a
            )
    check(lambda xp, a: xp.percentile(a, [10, 20.5, 99], method=method), a)
    check(lambda xp, a: xp.percentile(a, 37, method=method), a)


@pytest.mark.parametrize("axis", [None, 0, 1, -1, (0, 1), (2, 0), 3])
@pytest.mark.parametrize("function", ["quantile", "nanquantile", "percentile", "nanpercentile"])
def test_axes(function, axis):
    for special in (False, True):
        a = sample("f8", (3, 4, 5), special=special) + 0.0  # which of two different zeros is chosen is nobody's promise
        for q in (0.5, [0.25, 0.5], [[0.3], [0.6]]):
            if function.startswith("nan") and np.ndim(q) == 2 and isinstance(axis, tuple):
                continue  # NumPy puts the axes of q last, here alone
            for keepdims in (False, True):
                for method in ("linear", "lower", "hazen"):
                    check(
                        lambda xp, a, q=q, keep=keepdims, method=method: getattr(xp, function)(
                            a, q, axis, method=method, keepdims=keep
                        ),
                        a,
                    )


@pytest.mark.parametrize("dtype", FLOATS)
def test_nan_wins_or_is_passed_over(dtype):
    a = sample(dtype, (4, 6), special=False)
    a[1, 2] = a[2] = np.nan
    for function in ("median", "nanmedian"):
        for axis in (None, 0, 1):
            check(lambda xp, a, f=function, axis=axis: getattr(xp, f)(a, axis), a)
    for function in ("quantile", "nanquantile"):
        for axis in (None, 0, 1):
            for q in (0.5, 0.3, [0.1, 0.8], np.float64(0.3)):
                for method in ("linear", "nearest", "weibull"):
                    check(lambda xp, a, f=function, axis=axis, q=q, m=method: getattr(xp, f)(a, q, axis, method=m), a)


def test_all_nan_is_warned_of():
    for call in (
        lambda: nd.nanmedian([nd.nan]),
        lambda: nd.nanquantile([nd.nan], 0.5),
        lambda: nd.nanpercentile([nd.nan], [5]),
    ):
        with pytest.warns(RuntimeWarning, match="All-NaN slice"):
            call()
    with pytest.warns(RuntimeWarning, match="Mean of empty slice"), nd.errstate(all="ignore"):
        nd.median([])


@pytest.mark.parametrize("function", ["quantile", "nanquantile"])
def test_weights(function):
    a, w = sample("f8", (4, 6), special=False), np.arange(24).reshape(4, 6) % 5
    holes = a.copy()
    holes[1, 2] = np.nan
    cases = [(a, w, None), (a, w, 0), (a, w, 1), (a, w, (0, 1)), (a, w[0], 1), (a, w[:, 1], 0), (holes, w, 1),
             (holes, w, None),
             (a, -w, 1), (a, w * 0, 1), (a, w[0], None), (a, w[0], 0), (a, w.astype("f4"), 1),
             (a.astype("i4"), w, 1)]  # fmt: skip
    for x, weights, axis in cases:
        if function.startswith("nan") and weights.ndim == 1:
            continue  # NumPy takes them for quantile alone
        for q in (0.5, [0.0, 0.3, 1.0], np.array([0.2, 0.6], "f4"), 1):
            check(
                lambda xp, x, v, axis=axis, q=q: xp.asarray(getattr(xp, function)(
                    x, xp.asarray(q) if isinstance(q, np.ndarray) else q, axis, weights=v, method="inverted_cdf"
                )),  # NumPy gives an array of no dimensions where it gives scalars otherwise
                x, weights,
            )  # fmt: skip
    check(lambda xp, x, v: getattr(xp, function)(x, 0.5, weights=v), a, w)


def test_refusals_and_outputs():
    a = np.arange(6.0)
    for q in (-0.1, 1.1, [0.5, 2], np.nan, [[[0.5]]]):
        check(lambda xp, a, q=q: xp.quantile(a, q), a)
    check(lambda xp, a: xp.percentile(a, 101), a)
    check(lambda xp, a: xp.quantile(a, 0.5, method="middle"), a)
    check(lambda xp, a: xp.quantile(a * 1j, 0.5), a)
    check(lambda xp, a: xp.quantile(a[:0], 0.5), a)
    for xp in (nd, np):
        out = xp.zeros(2)
        assert xp.quantile(xp.asarray(a.reshape(2, 3)), 0.5, axis=1, out=out) is out
        assert out.tolist() == [1.0, 4.0]
        assert xp.median(xp.asarray(a.reshape(2, 3)), axis=1, out=out) is out
        with pytest.raises(ValueError):
            xp.median(xp.asarray(a.reshape(2, 3)), axis=1, out=xp.zeros(3))


def test_large_samples():
    a = np.random.default_rng(3).normal(size=300_001)
    for n in (len(a), len(a) - 1):
        check(lambda xp, a: xp.median(a), a[:n])
        check(lambda xp, a: xp.percentile(a, [1, 50, 99.9]), a[:n])
    check(lambda xp, a: xp.median(a, axis=0), a[:300_000].reshape(3000, 100))
