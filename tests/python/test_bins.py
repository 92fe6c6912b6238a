"""Counts, histograms, interpolation, unwrapped angles, functions along axes: bit for bit NumPy's; covariances within
ulps."""

import ndcore as nd
import numpy as np
import pytest
from conftest import BOOL, DTYPES, FLOATS, INTEGERS, LAYOUTS, SIGNED, both, check, numpy_of, sample

RNG = np.random.default_rng(5)
NUMBERS = RNG.normal(size=1000)


@pytest.mark.parametrize("dtype", DTYPES)
def test_bincount(dtype):
    x = (np.arange(40) * 7 % 11).astype(dtype)
    check(lambda xp, x: xp.bincount(x), x)
    check(lambda xp, x: xp.bincount(x, minlength=20), x)
    for other in DTYPES:
        check(lambda xp, x, w: xp.bincount(x, w), x, sample(other, (40,), special=False))


def test_bincount_refuses_what_numpy_refuses():
    for x, kwargs in (([], {}), ([], {"minlength": 3}), ([1, -1], {}), ([[1]], {}), (3, {}), ([1.0], {}),
                      ([1], {"minlength": -1}),
                      ([1, 2], {"weights": [1]}), ([1], {"weights": [1j]}), ([1], {"minlength": 2.0}),
                      ([1, 2], {"weights": None})):  # fmt: skip
        check(lambda xp, x=x, kwargs=kwargs: xp.bincount(x, **kwargs))


@pytest.mark.parametrize("dtype", INTEGERS + FLOATS + BOOL)
def test_histogram(dtype):
    a = NUMBERS.astype(dtype) if dtype in FLOATS else (np.arange(300) * 37 % 101 % 90).astype(dtype)
    for bins in (1, 10, 7, 100):
        for range_ in (None, (-1.0, 1.5), (0, 4), (2.0, 2.0)):
            for density in (False, True):
                check(lambda xp, a, b=bins, r=range_, d=density: xp.histogram(a, b, r, d), a)
                check(lambda xp, a, b=bins, r=range_: xp.histogram_bin_edges(a, b, r), a)
    for edges in ([-1, 0, 2], [0.0, 0.5, 0.5, 3.0], [1], [0, 1], [2, 1], [[0, 1]], []):
        check(lambda xp, a, e=edges: xp.histogram(a, xp.asarray(e)), a)
        check(lambda xp, a, e=edges: xp.histogram(a, xp.asarray(e), density=True), a)
        check(lambda xp, a, e=edges: xp.histogram_bin_edges(a, xp.asarray(e)), a)


@pytest.mark.parametrize("dtype", INTEGERS + FLOATS + ["complex128"])
def test_weights(dtype):
    a = RNG.normal(size=70_000)
    w = (np.arange(70_000) % 17 + (0.25 if np.dtype(dtype).kind in "fc" else 0)).astype(dtype)
    for bins in (10, np.array([-1.0, 0.0, 0.5, 2.0])):
        for density in (False, True):
            check(
                lambda xp, a, w, b=bins, d=density: xp.histogram(
                    a, b if isinstance(b, int) else xp.asarray(b), None, d, w
                ),
                a,
                w,
            )


@pytest.mark.parametrize("layout", LAYOUTS)
def test_layouts(layout):
    a = LAYOUTS[layout](sample("f8", (5, 8), special=False))
    check(lambda xp, a: xp.histogram(a, 5), a)
    check(lambda xp, a: xp.histogram(a, 5, weights=a), a)
    check(lambda xp, a: xp.interp(a, [-1, 0, 2.5], [3, 1, 7]), a)


def test_elements_at_the_edges():
    for n in (3, 10, 49, 100):
        edges = np.linspace(0, 1, n + 1)
        a = np.concatenate([edges, np.nextafter(edges, -1), np.nextafter(edges, 2)])
        for dtype in FLOATS:
            check(lambda xp, a, n=n: xp.histogram(a, n, (0, 1)), a.astype(dtype))
    check(lambda xp, a: xp.histogram(a, 4, (0, 1)), np.array([np.nan, 0.1, np.inf, -np.inf, 1.0]))


@pytest.mark.parametrize("rule", ["auto", "doane", "fd", "rice", "scott", "sqrt", "stone", "sturges", "nonsense"])
def test_rules_for_the_number_of_bins(rule):
    for dtype in ("f8", "f4", "f2", "i8", "i1", "?"):
        for n in (0, 1, 2, 3, 200):
            a = (3 * NUMBERS[:n]).astype(dtype)
            for ends in (None, (-1, 1.5)):
                check(lambda xp, a, r=ends: xp.histogram(a, rule, range=r), a)
                check(lambda xp, a, r=ends: xp.histogram_bin_edges(a, rule, range=r), a)
    check(lambda xp, a: xp.histogram(a, rule, weights=a), NUMBERS)


def test_histogram_refuses_what_numpy_refuses():
    a = np.arange(5.0)
    for kwargs in ({"bins": 0}, {"bins": -1}, {"bins": 1.5}, {"bins": [[1]]}, {"bins": [2, 1]}, {"range": (2, 1)},
                   {"range": (0, np.inf)},
                   {"weights": [1, 2]}, {"bins": "other"}, {"bins": 10**6, "range": (1, 1 + 1e-12)}):  # fmt: skip
        check(lambda xp, a, kwargs=kwargs: xp.histogram(a, **kwargs), a)
    for a in (np.array([np.nan]), np.array([1, np.inf]), np.array([]), np.array([3, 3])):
        check(lambda xp, a: xp.histogram(a, 3), a)
    with pytest.warns(RuntimeWarning, match="bool to uint8"):
        nd.histogram([True, False])


def test_interp():
    xp_, fp = np.sort(RNG.normal(size=30)), RNG.normal(size=30)
    xp_[7] = xp_[6]
    x = np.concatenate([RNG.normal(scale=2, size=200), xp_, [np.nan, np.inf, -np.inf]])
    for y in (
        fp,
        fp + 1j * fp[::-1],
        fp.astype("f4"),
        np.arange(30),
        np.where(fp > 1, np.inf, fp),
        np.where(fp > 1, np.nan, fp),
    ):
        for kwargs in ({}, {"left": -9}, {"right": 9.5, "left": None}):
            check(lambda xp, x, p, y, kwargs=kwargs: xp.interp(x, p, y, **kwargs), x, xp_, y)
        for period in (1.5, -2):  # NumPy's order of equal places is nobody's promise
            check(lambda xp, x, p, y, period=period: xp.interp(x, p, y, period=period), x, np.unique(xp_), y[1:])
    check(lambda xp: xp.interp(0.5, [0, 1], [2, 4]))
    check(lambda xp: xp.interp([[0.5, 2.0]], [1], [2]))
    for args, kwargs in (
        ((1, [], []), {}),
        ((1, [1, 2], [1]), {}),
        ((1, [[1]], [1]), {}),
        ((1, [1], [1]), {"period": 0}),
        ((1j, [1], [1]), {}),
    ):
        check(lambda xp, args=args, kwargs=kwargs: xp.interp(*args, **kwargs))


@pytest.mark.parametrize("dtype", SIGNED + FLOATS)  # those of unsigned integers wrap in NumPy: test_narrow_integers.py
def test_unwrap(dtype):
    p = (np.arange(24) * 5 % 13 - 6).astype(dtype).reshape(2, 3, 4)
    for axis in (-1, 0, 1, 3):
        for kwargs in ({}, {"period": 4}, {"period": 5}, {"discont": 3}, {"period": 4.5, "discont": 1.0}):
            check(lambda xp, p, axis=axis, kwargs=kwargs: xp.unwrap(p, axis=axis, **kwargs), p)
    check(lambda xp, p: xp.unwrap(p), p[0, 0, :1])
    check(lambda xp, p: xp.unwrap(p * 1.5), p)


M = RNG.normal(size=(4, 9))
COVARIANCES = [
    (M, {}), (M[0], {}), (M.T, {"rowvar": False}), (M, {"bias": True}), (M, {"ddof": 2}), (M, {"y": M[:2]}),
    (M[0], {"y": M[1]}),
    (M.T, {"rowvar": False, "y": M[:2].T}), (M, {"fweights": np.arange(9)}), (M, {"aweights": np.arange(9.0)}),
    (M, {"fweights": np.arange(9), "aweights": np.arange(9.0)}), (M, {"fweights": np.arange(9), "ddof": 0}),
    (M, {"aweights": np.arange(9.0), "ddof": 0}), (M + 1j * M[::-1], {}), (M.astype("f4"), {}),
    (M.astype("f4"), {"dtype": "f4"}),
    (np.arange(12).reshape(3, 4), {}), (M[:0], {}), (np.array(3.0), {}), (M[:, :1], {}), (M[None], {}),
    (M, {"ddof": 0.5}),
    (M, {"fweights": np.arange(9) + 0.5}), (M, {"fweights": [1]}), (M, {"aweights": [[1]]}),
    (M, {"aweights": -np.arange(9)}),
]  # fmt: skip


def close(call, m, kwargs):
    given = {key: value for key, value in kwargs.items() if isinstance(value, np.ndarray)}
    rest = {key: value for key, value in kwargs.items() if key not in given}
    mine, theirs = both(lambda xp, m, *more: call(xp)(m, **dict(zip(given, more)), **rest), m, *given.values())
    if isinstance(theirs, Exception):
        return
    mine, theirs = numpy_of(mine), np.asarray(theirs)
    assert (mine.shape, mine.dtype) == (theirs.shape, theirs.dtype)
    scale = np.max(np.abs(theirs[np.isfinite(theirs)]), initial=0)
    np.testing.assert_allclose(mine, theirs, rtol=0, atol=64 * np.finfo(theirs.dtype).eps * scale)


@pytest.mark.parametrize("number", range(len(COVARIANCES)))
def test_covariances(number):
    m, kwargs = COVARIANCES[number]
    close(lambda xp: xp.cov, m, kwargs)
    kwargs = {key: value for key, value in kwargs.items() if key in ("y", "rowvar", "dtype")}
    close(lambda xp: xp.corrcoef, m, kwargs)


def test_few_observations_are_warned_of():
    with pytest.warns(RuntimeWarning, match="Degrees of freedom"), nd.errstate(all="ignore"):
        nd.cov([[1.0], [2.0]])


def test_functions_along_axes():
    a = np.arange(24.0).reshape(2, 3, 4)
    calls = [
        lambda xp: xp.sum,
        lambda xp: xp.sort,
        lambda xp: lambda v: xp.diag(v),
        lambda xp: lambda v: v[:2],
        lambda xp: lambda v: 1,
    ]
    for axis in (0, 1, -1, 3):
        for call in calls:
            check(lambda xp, a, call=call, axis=axis: xp.apply_along_axis(call(xp), axis, a), a)
    check(lambda xp, a: xp.apply_along_axis(xp.sum, 0, a[:, :0]), a)
    check(lambda xp, a: xp.apply_along_axis(lambda v, k, m=1: v * k + m, 0, a, 2, m=3), a)
    for axes in (0, [0, 2], [-1]):
        check(lambda xp, a, axes=axes: xp.apply_over_axes(xp.sum, a, axes), a)
