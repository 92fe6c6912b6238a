"""Results that are floats of integers that have no room for a step on the way: exact arithmetic is the oracle, not
NumPy, whose steps wrap around."""

import math
from fractions import Fraction
from itertools import pairwise

import ndcore as nd
import numpy as np
import pytest
from conftest import FLOATS, INTEGERS, SIGNED
from test_quantiles import METHODS

NARROW = [dtype for dtype in INTEGERS if np.dtype(dtype).itemsize < 8]


def extremes(dtype):
    low, high = np.iinfo(dtype).min, np.iinfo(dtype).max
    return np.array([high, low, 3, low + 1, high, 0, high - 2], dtype)


def exact(a):
    return [Fraction(int(x)) for x in np.ravel(a)]


def close(got, want, ulps=2):
    got = np.asarray(got).ravel()
    want = np.array([float(x) for x in np.ravel(np.array(want, object))])
    assert got.shape == want.shape
    np.testing.assert_array_less(np.abs(got - want), ulps * np.spacing(np.abs(want)) + 1e-300)


@pytest.mark.parametrize("dtype", INTEGERS)
def test_norms_of_vectors(dtype):
    a = extremes(dtype)
    sizes = [abs(x) for x in exact(a)]
    for order, want in ((1, sum(sizes)), (math.inf, max(sizes)), (-math.inf, min(sizes)),
                        (0, sum(x != 0 for x in sizes)),
                        (2, math.sqrt(sum(x * x for x in sizes))), (None, math.sqrt(sum(x * x for x in sizes))),
                        (4, math.sqrt(math.sqrt(sum(x**4 for x in sizes))))):  # fmt: skip
        close(nd.linalg.norm(nd.asarray(a), order), want, 8)
        close(nd.linalg.norm(nd.asarray(np.stack([a, a])), order, axis=1, keepdims=True), [want, want], 8)
        if order is not None:
            close(nd.linalg.vector_norm(nd.asarray(a), ord=order), want, 8)
    assert nd.linalg.norm(nd.asarray(np.array([-32768, 1200, -5], "i2")), 1) == 33973


@pytest.mark.parametrize("dtype", INTEGERS)
def test_norms_of_matrices(dtype):
    a = np.append(extremes(dtype), extremes(dtype)[:2]).reshape(3, 3)
    rows = np.array([[abs(int(x)) for x in row] for row in a], object)
    for order, want in ((1, max(rows.sum(0))), (-1, min(rows.sum(0))), (math.inf, max(rows.sum(1))),
                        (-math.inf, min(rows.sum(1))), ("fro", math.sqrt((rows * rows).sum()))):  # fmt: skip
        close(nd.linalg.norm(nd.asarray(a), order), want, 8)
        close(nd.linalg.matrix_norm(nd.asarray(a), ord=order), want, 8)
    for order in (2, -2, "nuc"):
        want = np.linalg.norm(a.astype("f8"), order)
        assert nd.linalg.norm(nd.asarray(a), order).item() == pytest.approx(
            want, rel=1e-12, abs=1e-12 * abs(rows).max()
        )


@pytest.mark.parametrize("function", ["quantile", "nanquantile"])
@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("dtype", SIGNED)
def test_quantiles_lie_within_the_sample(dtype, method, function):
    a = extremes(dtype)
    for q in (0.5, 0.1, 0.37, [0.05, 0.5, 0.93], np.float32(0.3), np.array([0.25, 0.6], "f4")):
        given = nd.asarray(q) if isinstance(q, np.ndarray) else q
        got = np.asarray(getattr(nd, function)(nd.asarray(a), given, method=method))
        assert (got >= float(a.min())).all()
        assert (got <= float(a.max())).all()
        if dtype in NARROW:  # in 64 bits nothing wraps
            want = np.quantile(a.astype("f4" if got.dtype == "f4" else "i8"), q, method=method)
            np.testing.assert_array_equal(got, want)
    assert nd.quantile(nd.asarray(np.array([32767, -1], "i2")), 0.5) == 16383
    assert nd.percentile(nd.asarray(np.array([127, -128], "i1")), [25, 50]).tolist() == [-64.25, -0.5]


@pytest.mark.parametrize("dtype", SIGNED)
def test_linear_quantiles_are_exact(dtype):
    a = extremes(dtype)
    ordered = sorted(exact(a))
    for q in (0.5, 0.125, 0.25, 0.75, 0.9375):
        place = Fraction(q) * (len(ordered) - 1)
        below = math.floor(place)
        want = ordered[below] + (place - below) * (ordered[min(below + 1, len(ordered) - 1)] - ordered[below])
        scale = float(max(abs(x) for x in ordered))
        assert abs(Fraction(nd.quantile(nd.asarray(a), q).item()) - want) <= Fraction(2 * np.spacing(scale))
        assert abs(Fraction(nd.percentile(nd.asarray(a), 100 * q).item()) - want) <= Fraction(2 * np.spacing(scale))


@pytest.mark.parametrize("dtype", FLOATS)
def test_quantiles_of_floats_whose_difference_overflows(dtype):
    high = nd.finfo(dtype).max
    a = nd.asarray([-high, high, -high, high, high], dtype=dtype)
    with nd.errstate(all="raise"):
        for q, want in ((0.375, 0), (0.25, -1), (0.75, 1), (0.3125, -0.5), (0.4375, 0.5), ([0.375, 1], [0, 1])):
            got = nd.quantile(a, q)
            assert got.dtype == a.dtype or nd.asarray(q).ndim
            np.testing.assert_array_equal(np.asarray(got.astype("f8")), np.multiply(want, float(high)))
        assert nd.quantile(nd.stack([a, a / 2]), 0.375, axis=1).tolist() == [0, 0]


@pytest.mark.parametrize("dtype", INTEGERS + ["?"])
def test_trapezoid(dtype):
    a = np.array([True, False, True, True]) if dtype == "?" else extremes(dtype)
    y, x = exact(a), exact(a[::-1])
    want = sum((p + q) / 2 for p, q in pairwise(y))
    weighted = sum((r - s) * (p + q) / 2 for p, q, s, r in zip(y, y[1:], x, x[1:]))
    size = max(map(abs, y))
    for got, wanted, scale in ((nd.trapezoid(nd.asarray(a)), want, size),
                               (nd.trapezoid(nd.asarray(a), dx=2), 2 * want, size),
                               (nd.trapezoid(nd.asarray(a), nd.asarray(a[::-1].copy())), weighted, size * size),
                               (nd.trapezoid(nd.asarray(a), nd.asarray(a[::-1].astype("f8"))), weighted,
                                size * size)):  # fmt: skip
        assert got.dtype == "float64"
        assert abs(Fraction(got.item()) - wanted) <= Fraction(16 * np.spacing(float(scale)))
    stamps = np.array([2**60 + 1, 2**60 + 3, 2**60 + 4])  # their differences are no differences of floats
    assert nd.trapezoid([2.0, 2.0, 2.0], nd.asarray(stamps)) == 6
    assert nd.trapezoid(nd.asarray(np.array([1, 1], "i1")), nd.asarray(np.array([1, 2], "f2"))).dtype == "float16"


@pytest.mark.parametrize("dtype", INTEGERS)
def test_unwrap(dtype):
    a = extremes(dtype)
    got = np.asarray(nd.unwrap(nd.asarray(a)))
    for p, u, before in zip(exact(a), got, [None, *got]):
        turns = (Fraction(float(u)) - p) / Fraction(2 * math.pi)
        assert abs(turns - round(turns)) < max(1e-9, 16 * np.spacing(float(np.abs(got).max())))
        if before is not None:
            assert abs(u - before) <= math.pi + 16 * np.spacing(np.abs(got).max())
    period = 100
    small = np.array([100, 17, 90, 3, 120], dtype)
    want = np.unwrap(small.astype("i8"), period=period)
    got = nd.unwrap(nd.asarray(small), period=period)
    assert got.dtype == dtype
    assert got.tolist() == want.astype(dtype).tolist()
    falling = np.array([9, 5, 3, 0], dtype)
    assert nd.unwrap(nd.asarray(falling)).tolist() == np.unwrap(falling.astype("i8")).tolist()


@pytest.mark.parametrize("dtype", INTEGERS)
def test_densities_over_integer_edges(dtype):
    low, high = np.iinfo(dtype).min, np.iinfo(dtype).max
    edges = np.array([low, low + 1, high - 1, high], dtype)
    sample = np.array([low, low, high // 2, high], dtype)
    density, _ = nd.histogram(nd.asarray(sample), nd.asarray(edges), density=True)
    widths = [b - a for a, b in zip(exact(edges), exact(edges)[1:])]
    close(density, [Fraction(count, 4) / width for count, width in zip((2, 1, 1), widths)])


@pytest.mark.parametrize("rule", ["auto", "doane", "fd", "rice", "scott", "sqrt", "stone", "sturges"])
@pytest.mark.parametrize("dtype", NARROW)
def test_rules_for_the_number_of_bins(dtype, rule):
    a = np.linspace(np.iinfo(dtype).min, np.iinfo(dtype).max, 40).astype(dtype)
    want = np.histogram_bin_edges(a.astype("i8"), rule)
    np.testing.assert_array_equal(np.asarray(nd.histogram_bin_edges(nd.asarray(a), rule)), want)


@pytest.mark.parametrize("dtype", INTEGERS)
def test_round_to_tens(dtype):
    info = np.iinfo(dtype)
    a = np.unique(np.array([info.min, info.min // 3, -26, -25, -15, -5, 0, 4, 5, 15, 25, 26, info.max // 3,
                            info.max // 7 * 5])
                  .clip(info.min, info.max).astype(object)).astype(dtype)  # fmt: skip
    a = np.append(a, np.array([info.max // 2 + k for k in range(11)], dtype))
    for decimals in (-1, -2, -3, -7, -18, -19, -20, -400):
        want = [round(int(x), decimals) for x in a]  # Python's integers: halves to the even neighbour
        got = nd.round(nd.asarray(a), decimals)
        wrapped = [(x - info.min) % 2**info.bits + info.min for x in want]
        assert got.dtype == dtype
        assert got.tolist() == wrapped
        assert nd.round(nd.asarray(a.astype(np.dtype(dtype).newbyteorder())), decimals).tolist() == wrapped
    assert nd.round(nd.int64(2**62 + 1), -1) == 4611686018427387900


@pytest.mark.parametrize("dtype", ["f8", "c16"])
def test_interp_between_points_far_apart(dtype):
    high = np.finfo("f8").max
    unit = 1 if dtype == "f8" else 1 - 1j
    for xp, fp, x, want in (([0, 1], [-high, high], 0.5, 0), ([0, 1], [-high, high], 0.75, high / 2),
                            ([-high, high], [0, 1], 0, 0.5), ([-high, high], [0, 8], high / 2, 6),
                            ([-high, high], [-high, high], high / 2, high / 2),
                            ([0, 5e-324 * 4], [0, 8], 5e-324, 2)):  # fmt: skip
        points = nd.asarray(np.asarray(fp, dtype) * (1 if max(fp) == high else unit))
        got = nd.interp(x, nd.asarray(np.asarray(xp, "f8")), points)
        assert got.item() == want * (1 if max(fp) == high else unit)
