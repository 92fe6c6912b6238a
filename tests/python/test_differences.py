"""diff, ediff1d, gradient and trapezoid against NumPy, and choose and select."""

import itertools

import ndcore as nd
import numpy as np
import pytest
from conftest import DTYPES, check, sample


@pytest.mark.parametrize("dtype", DTYPES)
def test_diff(dtype, layout):
    a = layout(sample(dtype, (5, 8)))
    for n, axis in itertools.product((0, 1, 2, 9, -1), (-1, 0, 2)):
        check(lambda xp, p, n=n, axis=axis: xp.diff(p, n, axis), a)
    check(lambda xp, p: xp.diff(p, prepend=1), a)
    check(lambda xp, p: xp.diff(p, axis=0, prepend=p, append=0), a)
    check(lambda xp, p: xp.diff(p, append=p[:2]), a)


@pytest.mark.parametrize("dtype", DTYPES)
def test_ediff1d(dtype, layout):
    a = layout(sample(dtype, (5, 8)))
    check(lambda xp, p: xp.ediff1d(p), a)
    for edge in (1, [1, 0], [[1.5], [2]], 1j, 300):
        if edge == 300 and np.dtype(dtype).itemsize == 1:
            continue
        check(lambda xp, p, e=edge: xp.ediff1d(p, to_end=e), a)
        check(lambda xp, p, e=edge: xp.ediff1d(p, to_begin=e, to_end=[1, 1]), a)


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("edge_order", [1, 2, 3])
def test_gradient(dtype, edge_order, layout):
    a = layout(sample(dtype, (5, 8)))
    x = np.array([0.0, 1, 1.5, 4, 7])
    check(lambda xp, p: xp.gradient(p, edge_order=edge_order), a)
    check(lambda xp, p: xp.gradient(p, 2, axis=0, edge_order=edge_order), a)
    check(lambda xp, p: xp.gradient(p, 0.5, 3, edge_order=edge_order), a)
    check(lambda xp, p, q: xp.gradient(p, q, 0.1, edge_order=edge_order), a, x)
    check(lambda xp, p, q: xp.gradient(p, q, axis=0, edge_order=edge_order), a, x.astype("f4"))
    check(lambda xp, p, q: xp.gradient(p, q, axis=-2, edge_order=edge_order), a, np.arange(0, 15, 3))


def test_gradient_arguments():
    a = np.arange(12.0).reshape(3, 4) ** 2
    for spacing in ((1, 2, 3), ([1, 2, 3],), ([1, 2], 1), ([[1, 2, 3]], 1), (np.float32(2),), (np.array(3),)):
        check(lambda xp, p, s=spacing: xp.gradient(p, *s), a)
    for axis in (0, (0, 1), (1,), (1, 0), 2, (0, 0), ()):
        check(lambda xp, p, axis=axis: xp.gradient(p, axis=axis), a)
    check(lambda xp, p: xp.gradient(p[0, :1]), a)
    check(lambda xp, p: xp.gradient(p[0, :2]), a)
    check(lambda xp, p: xp.gradient(p[0, :2], edge_order=2), a)
    check(lambda xp: xp.gradient([1, 2, 4]))


@pytest.mark.parametrize("dtype", DTYPES)
def test_trapezoid(dtype, layout):
    a = layout(sample(dtype, (5, 8), special=np.dtype(dtype).kind not in "iu"))
    if not a.ndim:
        with pytest.raises(nd.exceptions.AxisError):
            nd.trapezoid(nd.asarray(a))
        return

    def signed(xp, p):
        """For NumPy, whose differences of unsigned integers wrap, and whose sums of booleans are booleans."""
        return p.astype({"b": "i1", "u": "i8"}[p.dtype.kind]) if xp is np and p.dtype.kind in "bu" else p

    for axis in (-1, 0):
        check(lambda xp, p, axis=axis: xp.trapezoid(signed(xp, p), axis=axis), a)
        check(lambda xp, p, axis=axis: xp.trapezoid(signed(xp, p), dx=0.5, axis=axis), a)
        # NumPy fuses products of complex numbers, and adds float16 in the order in which its temporary lies.
        if a.dtype.kind != "c" and not (a.dtype == "f2" and 0 in a.strides):
            check(lambda xp, p, axis=axis: xp.trapezoid(signed(xp, p), signed(xp, p), axis=axis), a)
    check(lambda xp, p, x: xp.trapezoid(signed(xp, p), x), a, np.arange(8.0) ** 2)
    x = np.arange(5, dtype="f8" if np.dtype(dtype).kind == "u" else "f4")
    check(lambda xp, p, x: xp.trapezoid(signed(xp, p), x, axis=0), a, x)
    check(lambda xp: xp.trapezoid([1, 2, 4], [0, 1, 5]))


@pytest.mark.parametrize("mode", ["raise", "wrap", "clip", "other"])
def test_choose(mode):
    a, choices = np.array([[0, 1], [2, 1]]), [np.array([10.5, 20]), 3, np.array([[1], [2]], "i1")]
    check(lambda xp, p: xp.choose(p, choices, mode=mode), a)
    check(lambda xp, p: xp.choose(p * 5 - 4, choices, mode=mode), a)
    check(lambda xp, p: xp.choose(p, choices, out=xp.zeros((2, 2), "f4"), mode=mode), a)
    check(lambda xp, p: xp.choose(p, choices, out=xp.zeros((2, 2), "i4"), mode=mode), a)
    check(lambda xp, p: xp.choose(p, choices, out=xp.zeros((3, 2)), mode=mode), a)
    check(lambda xp, p: xp.choose(p.astype("u1"), p, mode=mode), a % 2)
    check(lambda xp, p: xp.choose(p > 0, [1, 2], mode=mode), a)
    for wrong in (a.astype("f8"), a.astype("u8")):
        check(lambda xp, p: xp.choose(p, choices, mode=mode), wrong)
    check(lambda xp, p: xp.choose(p, [], mode=mode), a)
    check(lambda xp, p: xp.choose(p[0, 0], [7, 8], mode=mode), a)


def test_select():
    a = np.arange(12).reshape(3, 4)
    check(lambda xp, p: xp.select([p < 3, p < 7], [p, p * 2.5]), a)
    check(lambda xp, p: xp.select([p < 3, p[0] < 2], [7, p.astype("i1")], default=-1), a)
    check(lambda xp, p: xp.select([p < 3], [xp.float32(2)], default=1j), a)
    check(lambda xp, p: xp.select([p < 3], [p.astype("u1")], default=-1), a)
    check(lambda xp, p: xp.select([True, False], [1, 2]), a)
    check(lambda xp, p: xp.select([p], [p]), a)
    check(lambda xp, p: xp.select([], []), a)
    check(lambda xp, p: xp.select([p < 1], []), a)
    check(lambda xp, p: xp.select([p < 1, p[:, :3] < 1], [1, 2]), a)
