"""Elementwise functions with rules of their own: clip, round, closeness, special values, parts of complex numbers."""

import itertools
import math

import ndcore as nd
import numpy as np
import pytest
from conftest import COMPLEX, DTYPES, FLOATS, INEXACT, INTEGERS, check, sample

BOUNDS = [(0, 2), (3, 1), (None, 1), (1, None), (None, None), (-0.0, 0.0), (np.nan, 2), (1.5, np.inf)]


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("bounds", BOUNDS)
def test_clip(dtype, bounds, layout):
    a = layout(sample(dtype, (5, 8)))
    check(lambda m, x: m.clip(x, *bounds), a)
    arrays = [None if one is None else np.full(8, one) for one in bounds]
    given = [one for one in arrays if one is not None]

    def run(m, x, *left):
        left = iter(left)
        # Which of two zeros NumPy gives depends on the loop that its iterator chooses; + 0.0 makes them one.
        return m.clip(x, *[None if one is None else next(left) for one in bounds]) + 0.0

    check(run, a, *given)


@pytest.mark.parametrize("dtype", INTEGERS)
def test_clip_by_integers_past_the_dtype(dtype):
    a, ends = sample(dtype), np.iinfo(dtype)
    for low, high in itertools.product(
        (None, ends.min - 1, ends.min, -(10**30), ends.max + 1), (None, ends.max + 1, ends.max, 10**30)
    ):
        check(lambda m, x, low=low, high=high: m.clip(x, int(low) if low is not None else None,
                                                      int(high) if high is not None else None), a)  # fmt: skip


def test_clip_keywords():
    a, mask = np.arange(12.0).reshape(3, 4), np.arange(12).reshape(3, 4) % 2 == 0

    def into(m, x, where, **kwargs):
        out = m.full((3, 4), -1, dtype=kwargs.pop("to", "f8"))
        assert m.clip(x, 2, 7, out=out, where=where, **kwargs) is out
        return out

    for kwargs in ({}, {"dtype": "f4"}, {"to": "i8"}, {"to": "i8", "casting": "unsafe"}, {"to": "f4"}):
        check(lambda m, x, where, kwargs=kwargs: into(m, x, where, **kwargs), a, mask)
    check(lambda m, x, where: m.clip(x, 2, None, out=m.zeros((3, 4)), where=where), a, mask)
    check(lambda m, x, where: m.clip(x, where * 1, None, out=x.copy()), a, mask)
    check(lambda m, x, where: m.clip(x, 1), a, mask)
    check(lambda m, x, where: m.clip(x, a_max=1), a, mask)
    check(lambda m, x, where: m.clip(x, [1, 2, 3], 2), a, mask)
    check(lambda m, x, where: m.clip(x, x[:, :1], x[:1]), a, mask)
    large = np.random.default_rng(0).normal(size=300000)
    check(lambda m, x: m.clip(x, -1, 1), large)
    check(lambda m, x: m.clip(y := x.copy(), -1, 1, out=y), large)


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("decimals", [0, 1, 3, -1, -2, 25, -30, 400])
def test_round(dtype, decimals, layout):
    # Past the end of an integer dtype NumPy's conversion is undefined.
    a = sample(dtype, (5, 8), special=np.dtype(dtype).kind not in "iu")
    check(lambda m, x: m.round(x, decimals), layout(a))


def test_powers_of_ten_of_round():
    a = np.array([1.0, 3.7e-200, 2.5e200, 7.77e300, 1e-300])
    for decimals in range(-330, 331):
        check(lambda m, x, d=decimals: m.round(x, d), a)


@pytest.mark.parametrize("dtype", ["i4", "f4", "f8", "c16", "?"])
@pytest.mark.parametrize("to", ["i4", "i8", "f4", "f8", "c8"])
@pytest.mark.parametrize("decimals", [0, 2, -1])
def test_round_out(dtype, to, decimals):
    if np.dtype(dtype).kind == "c" and to != "c8":
        pytest.skip("NumPy sets the parts of `out` one after the other, and fails between them")

    def run(m, x, shape):
        out = m.zeros(shape, to)
        assert m.round(x, decimals, out=out) is out
        return out

    check(run, sample(dtype, (3, 4), special=False), (3, 4))
    check(run, sample(dtype, (3, 4), special=False), (3, 3))


@pytest.mark.parametrize(("x", "y"), list(itertools.product(["?", "i1", "u8", "f2", "f4", "f8", "c8"], repeat=2)))
@pytest.mark.parametrize("equal_nan", [False, True])
def test_isclose(x, y, equal_nan):
    a = sample(x, (6, 40), seed=1)
    with np.errstate(all="ignore"):
        b = a.astype(y) if np.can_cast(x, y, "same_kind") else sample(y, (6, 40), seed=1)
        b[1:3] = (b[1:3] * np.array(1 + 1e-5, b.dtype)).astype(y)
    check(lambda m, p, q: m.isclose(p, q, equal_nan=equal_nan), a, b)
    check(lambda m, p, q: m.isclose(p, q[0], 0.1, 0.2, equal_nan), a, b)
    check(lambda m, p, q: m.isclose(p, 1.0, 0.5), a, b)
    check(lambda m, p, q: m.isclose(2, q), a, b)
    check(lambda m, p, q: m.isclose(p, q, rtol=[[0.0], [1], [2], [3], [0.5], [1e-3]], atol=m.float32(0.5)), a, b)
    for tolerances in ((0, 0), (1e-5, 1e-8), (5, 0), (0, np.inf)):
        check(lambda m, p, q, t=tolerances: m.allclose(p, q, *t, equal_nan), a, b)


@pytest.mark.parametrize("dtype", FLOATS)
def test_isclose_of_layouts(dtype, layout):
    a, b = sample(dtype, (50, 40)), sample(dtype, (50, 40), seed=5)
    b[::2] = a[::2]
    check(lambda m, p, q: m.isclose(p, q, 0.1), layout(a), layout(b))
    check(lambda m, p, q: m.isclose(p, q[:1]), layout(a), layout(b))


def test_isclose_status():
    assert nd.isclose(np.inf, np.inf)
    with pytest.warns(RuntimeWarning, match="invalid"):
        nd.isclose([1.0], [1.0], rtol=np.inf)
    with nd.errstate(invalid="raise"):
        assert nd.isclose([np.inf, np.nan], [np.inf, 1.0]).tolist() == [True, False]
        with pytest.raises(FloatingPointError):
            nd.isclose([1.0], [1.0], atol=np.nan)


@pytest.mark.parametrize("dtype", [*INEXACT, "int32", "bool"])
def test_array_equal(dtype):
    a = sample(dtype)
    other = a.copy()
    other[-1, -1] = 1 if a[-1, -1] != 1 else 0
    for b in (a.copy(), other, a[:2], a.T, a.astype("c16"), [1], a[0, 0]):
        for equal_nan in (False, True):
            check(lambda m, p, q, e=equal_nan: m.array_equal(p, q, e), a, b)
        check(lambda m, p, q: m.array_equiv(p, q), a, b)
    check(lambda m, p: m.array_equiv(p[:1] * 0, p * 0), a)
    check(lambda m: m.array_equal([1, 2], [[1], [2, 3]]))


@pytest.mark.parametrize("dtype", DTYPES)
def test_nan_to_num(dtype, layout):
    a = layout(sample(dtype, (5, 8)))
    check(lambda m, x: m.nan_to_num(x), a)
    check(lambda m, x: m.nan_to_num(x, nan=7, posinf=1.5, neginf=-2), a)
    check(lambda m, x: m.nan_to_num(x, nan=m.arange(x.shape[-1]) if x.ndim else 1), a)
    check(lambda m, x: m.nan_to_num(x, nan=1j), a)
    check(lambda m, x: m.nan_to_num(x, nan=m.zeros((9, 9, 9))), a)
    if a.flags.writeable:
        check(lambda m, x: m.nan_to_num(x.copy(), copy=False, posinf=3), a)


def test_nan_to_num_in_place():
    for package in (nd, np):
        a = package.asarray([np.nan, np.inf, 1.0, -np.inf])
        view = a[::2]
        assert package.nan_to_num(view, copy=False, nan=5) is view
        assert a.tolist() == [5.0, np.inf, 1.0, -np.inf]


@pytest.mark.parametrize("dtype", DTYPES)
def test_parts(dtype, layout):
    a = layout(sample(dtype, (5, 8)))
    for name in ("iscomplex", "isreal", "isposinf", "isneginf"):
        check(lambda m, x, name=name: getattr(m, name)(x), a)
    check(lambda m, x: m.isposinf(x, out=m.zeros(x.shape, bool)), a)
    check(lambda m, x: m.real_if_close(x), a)


@pytest.mark.parametrize("dtype", COMPLEX)
def test_real_if_close(dtype):
    unit = np.finfo(dtype).eps
    for size, tolerance in itertools.product((0, 1, 99, 100, 101), (100, 1, 0.5, 1e-20)):
        a = np.array([1, 2 + 1j * size * unit]).astype(dtype)
        check(lambda m, x, t=tolerance: m.real_if_close(x, t), a)


def test_sinc():
    for dtype, most in (("f2", 2e-3), ("f4", 3e-7), ("f8", 5e-16), ("c16", 1e-15), ("i8", 5e-16)):
        a = (np.linspace(-4, 4, 33) if dtype != "i8" else np.arange(-3, 4)).astype(dtype)
        mine, theirs = nd.sinc(nd.asarray(a)), np.sinc(a)
        assert mine.dtype.name == theirs.dtype.name
        np.testing.assert_allclose(np.asarray(mine), theirs, atol=most, rtol=0)
    assert nd.sinc(0.0) == 1


@pytest.mark.parametrize("function", [nd.allclose, nd.array_equal, nd.array_equiv])
def test_flags_that_the_caller_left_are_not_the_functions(function):
    a = nd.array([1.0, 2.0])
    infinity = float("inf")
    assert math.isnan(infinity - infinity)  # raises the invalid flag of this thread
    with nd.errstate(all="raise"):
        assert function(a, a)
