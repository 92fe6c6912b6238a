"""Reading and writing by index, and functions that choose elements, beside NumPy."""

import itertools
import operator

import ndcore as nd
import numpy as np
import pytest
from conftest import DTYPES, LAYOUTS, assert_same, check, sample

A = np.arange(60).reshape(3, 4, 5)
BASIC = [0, -1, 2, slice(None), slice(1, None), slice(None, None, -1), slice(-2, 100, 2), slice(5, 2), ..., None, (),
         (0, 1), (0, 1, 2), (-1, -1, -1), (..., 0), (0, ...), (slice(1), None, 2), (None, ..., None),
         (0, slice(None), -1), (slice(10**30),), (slice(None, None, 2), slice(3, 0, -1))]  # fmt: skip
ADVANCED = [[0, 2], [[0, 1], [2, 0]], ([0, 1], [1, 2]), ([0, 1], slice(None), [1, 2]), (slice(1), [0, 3, 3]),
            (0, [1, 2]), ([0, 1], 0), ([[0], [1]], [1, 2], [3, 4]), (None, [0, 1]), ([], slice(None)),
            [True, False, True],
            (slice(None), [True, False, True, False]), (..., [0, -1]), ([2, 1], None, [0, 1]), True, False,
            np.array(1), np.int8(2), np.array([1, 0]), A > 30, A % 2 == 0, (A[0] > 5), np.zeros((3, 4), bool),
            (slice(None), np.array([[1, 0], [2, 3]]), 0)]  # fmt: skip
BAD = [3, -4, (0, 9), (0, 0, 0, 0), 1.5, "x", (..., ...), [0, 3], [1.5], [True, False], (0, [9]), 10**30, slice(1.5),
       ([0, 1], [0, 1, 2]), slice(None, None, 0)]  # fmt: skip


def keyed(key, xp):
    """NumPy arrays in a key as arrays of the package."""
    if isinstance(key, tuple):
        return tuple(keyed(one, xp) for one in key)
    return nd.asarray(key) if xp is nd and isinstance(key, np.ndarray) else key


@pytest.mark.parametrize("key", [*BASIC, *ADVANCED, *BAD], ids=repr)
def test_get(key):
    check(lambda xp, a: a[keyed(key, xp)], A)


@pytest.mark.parametrize("key", [*BASIC, *ADVANCED, *BAD], ids=repr)
def test_set(key):
    def write(xp, a, value):
        a = a.copy()
        a[keyed(key, xp)] = value
        return a

    for value in (7, 2.5, True):
        check(lambda xp, a, value=value: write(xp, a, value), A)
    try:
        shape = A[key].shape
    except (IndexError, TypeError, ValueError):
        return
    value = np.arange(int(np.prod(shape))).reshape(shape) - 5
    check(write, A, value)
    check(lambda xp, a: write(xp, a, value.tolist()), A)


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("dtype", ["int16", "float32", "complex128", "bool"])
def test_layouts(layout, dtype):
    a = LAYOUTS[layout](sample(dtype))
    for key in (0, slice(None, None, 2), ..., (slice(None), -1), [0, 1], [], (0, 1), (..., None)):
        check(lambda xp, x, key=key: x[key], a)


def test_basic_indices_are_views():
    a = nd.arange(12).reshape(3, 4)
    for key in (0, slice(1, 2), ..., (slice(None), 1), (None, 0), ()):
        view = a[key]
        assert nd.shares_memory(view, a)
        assert view.base is a.base or view.base is a
    a[1:][0] = 9
    assert a[1].tolist() == [9] * 4
    assert not nd.shares_memory(a[[0, 1]], a)


def test_views_outlive_their_base():
    view = nd.arange(100_000)[5:8]
    junk = [nd.ones(100_000) for _ in range(20)]
    assert view.tolist() == [5, 6, 7]
    assert len(junk) == 20


def test_values_that_do_not_fit():
    a = nd.zeros(3, "i1")
    for value in (300, [1, 2, 300], 1e30):
        with pytest.raises(OverflowError):
            a[:] = value
    with pytest.raises(ValueError):
        a[0] = float("nan")
    with pytest.raises(ValueError):
        a[:] = [1, 2]
    with pytest.raises(TypeError):
        a[0] = 1j
    with pytest.warns(nd.exceptions.ComplexWarning):
        a[:] = nd.array([1j, 2, 3])
    assert a.tolist() == [0, 2, 3]


def test_read_only():
    a = nd.arange(3)
    a.flags.writeable = False
    for change in (lambda: operator.setitem(a, 0, 1), lambda: a.fill(1), lambda: operator.iadd(a, 1), lambda: a.sort()):
        with pytest.raises(ValueError):
            change()
    assert a.tolist() == [0, 1, 2]
    assert not a[1:].flags.writeable
    a.flags.writeable = True
    a[0] = 5
    assert a[0] == 5


def test_overlapping_assignment():
    def shift(xp):
        a = xp.arange(10)
        a[1:] = a[:-1]
        b = xp.arange(10)
        b[::-1] = b
        c = xp.arange(9).reshape(3, 3)
        c[...] = c.T
        return a, b, c

    check(shift)


def test_iteration_length_membership():
    check(lambda xp, a: list(a), A[0])
    check(lambda xp, a: list(a), A)
    check(lambda xp, a: [len(a), 7 in a, 99 in a], A)
    check(lambda xp: len(xp.array(1)))
    check(lambda xp: list(xp.array(1)))
    assert list(nd.arange(3)) == [0, 1, 2]
    assert [type(x) for x in nd.arange(2.0)] == [nd.float64] * 2


def test_flat():
    def use(xp, a):
        a = a.copy().T
        a.flat[3] = -1
        a.flat[10:13] = [7, 8, 9]
        return a, a.flat[5], a.flat[::7], a.flat[[1, 2]], list(a.flat)[:4], len(a.flat)

    check(use, A)


@pytest.mark.parametrize("mode", ["raise", "wrap", "clip"])
@pytest.mark.parametrize("axis", [None, 0, 1, -1])
def test_take(axis, mode):
    for indices in ([0, 1], [[1, 0]], 2, [-1, 5], [99]):
        check(lambda xp, a, i=indices: xp.take(a, i, axis, mode=mode), A)
    check(lambda xp, a: xp.take(a, [0, 1], axis=7), A)


def test_put_and_masks():
    def change(name, *arguments):
        def run(xp, a):
            a = a.copy()
            getattr(xp, name)(a, *[nd.asarray(x) if xp is nd and isinstance(x, np.ndarray) else x for x in arguments])
            return a

        return run

    check(change("put", [0, 5, -1], [1, 2]), A)
    check(change("put", [0, 99], [1, 2]), A)
    check(change("put", [0, 99], [1, 2], "clip"), A)
    check(change("putmask", A > 30, [1, 2, 3]), A)
    check(change("place", A > 30, [1, 2, 3]), A)
    check(change("copyto", np.arange(5)), A)
    check(change("copyto", 3.5), A)
    check(change("copyto", 3.5, "unsafe"), A)
    check(change("place", A > 300, []), A)
    for values in (5, [1, 2], [1.7, 2, 3, 4, 5], []):
        for a in (A[0], A[0].T, A[0][:, :3], np.zeros((9, 2))[::-1], np.zeros((0, 3)), np.zeros((2, 2, 2), "i1")):
            check(change("fill_diagonal", values), a)
            check(change("fill_diagonal", values, True), a)


def test_place_and_diagonals_refuse():
    a = nd.zeros((2, 3))
    for values, mask in (([], a == 0), ([1], [True])):
        with pytest.raises(ValueError, match="place"):
            nd.place(a, mask, values)
    for wrong in (nd.zeros(3), nd.zeros((2, 2, 3))):
        with pytest.raises(ValueError, match="fill_diagonal"):
            nd.fill_diagonal(wrong, 1)
    for function, arguments in ((nd.fill_diagonal, (1j,)), (nd.place, (a == 0, 1j))):
        with pytest.raises(TypeError, match="complex"):
            function(a, *arguments)
    assert not a.any()


def test_where_and_friends():
    for dtype in DTYPES:
        a = sample(dtype, (4, 5))
        check(lambda xp, x: xp.nonzero(x), a)
        check(lambda xp, x: xp.argwhere(x), a)
        check(lambda xp, x: xp.flatnonzero(x), a)
        check(lambda xp, x: xp.where(x), a)
        check(lambda xp, x: xp.where(x != 0, x, 0), a)
        check(lambda xp, x: xp.where(x != 0, 1.5, x), a)
        check(lambda xp, x: xp.compress([True, False, True], x, 0), a)
        check(lambda xp, x: xp.extract(x != 0, x), a)
    check(lambda xp, a: xp.where(a > 3, [1], a[:, :1]), A[0])
    check(lambda xp, a: xp.where(a > 3, a), A[0])
    check(lambda xp, a: xp.select([a < 3, a < 9], [a, a * 10], -1), A[0])
    check(lambda xp, a: xp.choose([0, 1, 2, 1], a), A[:, 0, :4])


def test_along_an_axis():
    a = sample("float64", (4, 5))
    order = np.argsort(a, 1)
    check(lambda xp, x, i: xp.take_along_axis(x, i, 1), a, order)

    def write(xp, x, i):
        x = x.copy()
        xp.put_along_axis(x, i[:, :2], 7, 1)
        return x

    check(write, a, order)
    check(lambda xp, x, i: xp.take_along_axis(x, i[0], 1), a, order)


def test_index_arithmetic():
    check(lambda xp: xp.unravel_index([0, 7, 59], (3, 4, 5)))
    check(lambda xp: xp.unravel_index(22, (3, 4, 5), "F"))
    check(lambda xp: xp.ravel_multi_index(([0, 2], [1, 3], [4, 0]), (3, 4, 5)))
    check(lambda xp: xp.unravel_index(60, (3, 4, 5)))
    check(lambda xp, a: a[xp.ix_([0, 2], [1, 3])], A)
    assert nd.s_[1:, None] == (slice(1, None), None)


def test_random_keys_against_numpy():
    rng = np.random.default_rng(1)
    parts = [0, -1, 1, slice(None), slice(1, None), slice(None, None, -1), None, ..., [0, 1], [1, 1, 0], [[0], [1]],
             np.array([True, False, True])]  # fmt: skip
    keys = {tuple(rng.integers(0, len(parts), rng.integers(1, 5))) for _ in range(300)}
    for places in itertools.islice(keys, 200):
        key = tuple(parts[i] for i in places)
        try:
            theirs = A[key]
        except IndexError:
            with pytest.raises(IndexError):
                nd.asarray(A)[keyed(key, nd)]
            continue
        assert_same(nd.asarray(A)[keyed(key, nd)], theirs)


def test_more_axes_than_there_can_be():
    a = np.ones((2, 3))
    for index in ((None,) * 62, (None,) * 63, (None,) * 63 + ([0, 1],), (0, *(None,) * 64)):
        check(lambda m, x, i=index: x[i], a)
