"""sort, argsort, partition, searchsorted, unique: every dtype in every layout against NumPy's stable sorts."""

import ndcore as nd
import numpy as np
import pytest
from conftest import DTYPES, FLOATS, assert_same, both, check, numpy_of, sample
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp


def _one_zero(a):
    """The array without negative zeros."""
    return a + a.dtype.type(0) if a.dtype.kind in "fc" else a


@pytest.mark.parametrize("axis", [0, 1, -1, None])
@pytest.mark.parametrize("dtype", DTYPES)
def test_sort(dtype, axis, layout):
    a = layout(sample(dtype, (6, 7)))
    check(lambda m, x: m.sort(x, axis=axis, kind="stable"), a)


@pytest.mark.parametrize("axis", [0, 1, -1, None])
@pytest.mark.parametrize("dtype", DTYPES)
def test_argsort(dtype, axis, layout):
    a = layout(sample(dtype, (6, 7)))
    check(lambda m, x: m.argsort(x, axis=axis, kind="stable"), a)


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("n", [0, 1, 2, 15, 16, 17, 300, 5000, 300_000])
def test_long_lines(dtype, n):
    a = sample(dtype, (n,), seed=n)
    check(lambda m, x: m.sort(x, kind="stable"), a)
    check(lambda m, x: m.argsort(x, kind="stable"), a)


@pytest.mark.parametrize("dtype", FLOATS)
def test_nans_and_zeros_keep_their_order(dtype):
    a = np.random.default_rng(1).choice(np.array([0.0, -0.0, np.nan, -np.inf, np.inf, 1, -1], dtype), 5000)
    check(lambda m, x: m.sort(x, kind="stable"), a)
    check(lambda m, x: m.argsort(x, kind="stable"), a)


@pytest.mark.parametrize("spread", [1, 2**20, 2**40, 2**62])
def test_argsort_of_keys_that_share_upper_bits(spread):
    rng = np.random.default_rng(2)
    a = rng.integers(0, 50, 20_000) + spread * rng.integers(0, 2, 20_000)
    check(lambda m, x: m.argsort(x, kind="stable"), a)
    check(lambda m, x: m.argsort(x, kind="stable"), np.ldexp(1.0, -60) * (a % 97) + (a > spread))


@pytest.mark.parametrize("threads", [1, 2, 3])
def test_bits_do_not_depend_on_threads(threads):
    a = np.random.default_rng(3).normal(size=700_000)
    before = nd.get_num_threads()
    nd.set_num_threads(threads)
    try:
        assert_same(nd.sort(a), np.sort(a))
    finally:
        nd.set_num_threads(before)


def test_in_place():
    a = np.random.default_rng(4).normal(size=(50, 60))
    for axis in (0, 1, -1):
        mine, theirs = nd.array(a), a.copy()
        mine.sort(axis=axis)
        theirs.sort(axis=axis)
        assert_same(mine, theirs)
    view = nd.array(a)
    view[::-2, ::3].sort(axis=0)
    theirs = a.copy()
    theirs[::-2, ::3].sort(axis=0)
    assert_same(view, theirs)


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("kth", [0, 3, -1, [1, 4], [-2, 0, 2]])
def test_partition(dtype, kth):
    a = _one_zero(sample(dtype, (4, 9)))
    for axis in (0, 1, None):
        if axis == 0 and np.max(np.abs(kth)) > 3:
            continue
        sorted_a = np.sort(a, axis=axis)
        mine = numpy_of(nd.partition(a, kth, axis=axis))
        positions = numpy_of(nd.argpartition(a, kth, axis=axis))
        along = 0 if axis is None else axis
        taken = np.take_along_axis(a if axis is not None else a.ravel(), positions, axis=along)
        for result in (mine, taken):
            assert_same(nd.asarray(np.take(result, kth, along)), np.take(sorted_a, kth, along), check_type=False)
            assert_same(nd.sort(result, axis=along, kind="stable"), sorted_a)


def test_partition_errors():
    check(lambda m, x: m.partition(x, 9), np.arange(9))
    check(lambda m, x: m.partition(x, 0, axis=2), np.arange(9))


def test_partition_of_little():
    for a in (np.zeros(0), np.zeros((0, 2)), np.zeros((2, 0)), np.array(5)):
        for kth in (0, 3):
            check(lambda m, x, k=kth: m.partition(x, k), a)
            check(lambda m, x, k=kth: m.argpartition(x, k), a)


def test_results_keep_the_byte_order():
    a = np.array([3, 1, 3, 2], ">i4")
    for function in (lambda m, x: m.sort(x), lambda m, x: m.partition(x, 1), lambda m, x: m.unique(x),
                     lambda m, x: m.unique(x, return_counts=True)[0], lambda m, x: m.setdiff1d(x, x[:1]),
                     lambda m, x: m.intersect1d(x, x), lambda m, x: m.take(x, [1]),
                     lambda m, x: m.take(x, 1)):  # fmt: skip
        mine, theirs = both(function, a)
        assert mine.dtype.str == theirs.dtype.str
        assert_same(mine, theirs)


@pytest.mark.parametrize("side", ["left", "right"])
@pytest.mark.parametrize("dtype", DTYPES)
def test_searchsorted(dtype, side):
    a, v = np.sort(sample(dtype, (40,)), kind="stable"), sample(dtype, (5, 7), seed=9)
    check(lambda m, x, y: m.searchsorted(x, y, side=side), a, v)
    check(lambda m, x, y: m.searchsorted(x, y, side=side), a[:0], v)
    shuffled = sample(dtype, (40,), seed=3)
    order = np.argsort(shuffled, kind="stable")
    check(lambda m, x, y, s: m.searchsorted(x, y, side=side, sorter=s), shuffled, v, order)


def test_searchsorted_for_numbers_past_the_dtype():
    for dtype, numbers in (("u4", (-1, 2**40, 1.5)), ("i1", (300, -300)), ("f4", (0.1, -0.1)), ("?", (7, -1))):
        a = np.sort(np.array([0, 1, 0.1, 3]).astype(dtype))
        for number in numbers:
            for side in ("left", "right"):
                check(lambda m, x, n=number, s=side: m.searchsorted(x, n, side=s), a)


def test_searchsorted_errors():
    check(lambda m, x: m.searchsorted(x, 1), np.eye(3))
    check(lambda m, x: m.searchsorted(x, 1, sorter=np.array([0, 1])), np.arange(3))
    check(lambda m, x: m.searchsorted(x, 1, sorter=np.array([0.0, 1, 2])), np.arange(3))


@pytest.mark.parametrize("dtype", DTYPES)
def test_unique(dtype, layout):
    # Which of the two zeros stands for both is NumPy's unstable sort's choice.
    a = layout(_one_zero(sample(dtype, (6, 7))))
    check(lambda m, x: m.unique(x), a)
    check(lambda m, x: tuple(m.unique(x, return_index=True, return_inverse=True, return_counts=True)), a)


@pytest.mark.parametrize("axis", [0, 1, -1])
def test_unique_slices(axis):
    a = np.random.default_rng(5).integers(0, 2, (7, 3, 2))
    check(lambda m, x: m.unique(x, axis=axis), a)
    check(lambda m, x: tuple(m.unique(x, axis=axis, return_index=True, return_inverse=True, return_counts=True)), a)


def test_unique_nans():
    a = np.array([np.nan, 1, np.nan, 0.0, -0.0])
    # Which of two zeros NumPy keeps depends on the CPU; + 0.0 makes them one.
    check(lambda m, x: m.unique(x, equal_nan=False) + 0.0, a)
    check(lambda m, x: m.unique(x, equal_nan=True) + 0.0, a)


def test_lexsort():
    rng = np.random.default_rng(6)
    keys = [rng.integers(0, 3, 200), rng.normal(size=200).round(), rng.integers(0, 2, 200).astype(bool)]
    check(lambda m, *k: m.lexsort(k), *keys)
    check(lambda m, *k: m.lexsort(k, axis=0), *[k.reshape(20, 10) for k in keys])


@given(hnp.arrays(st.sampled_from(DTYPES), hnp.array_shapes(max_dims=3, max_side=9)), st.integers(-3, 2))
def test_any_array(a, axis):
    both(lambda m, x: m.sort(x, axis=axis), a)
    if -a.ndim <= axis < a.ndim:
        check(lambda m, x: m.sort(x, axis=axis, kind="stable"), a)
        check(lambda m, x: m.argsort(x, axis=axis, kind="stable"), a)


@pytest.mark.parametrize("dtype", ["?", "i1", "u8", "f2", "f8", "c8"])
@pytest.mark.parametrize("right", [False, True])
def test_digitize(dtype, right, layout):
    a = layout(sample(dtype, (5, 8)))
    for bins in ([0, 1, 3], [3.5, 1, -2], [1], [2, 2, 2], [], [0, 5, 1], [[1, 2]]):
        check(lambda m, x, b=bins: m.digitize(x, b, right), a)
    check(lambda m, x: m.digitize(x.astype("i4"), m.asarray([1, 4], dtype="u1"), right), a.real)


def test_kinds_and_orders():
    a = np.array([3, 1, 2])
    for kind in ("bogus", "quicksort", "introselect", "i", None):
        for order in (None, "x"):
            for name in ("partition", "argpartition"):
                check(lambda m, x, n=name, k=kind, o=order: getattr(m, n)(x, 1, kind=k, order=o), a)
                if name == "partition":
                    check(lambda m, x, k=kind, o=order: m.copy(x).partition(1, kind=k, order=o), a)
            check(lambda m, x, k=kind, o=order: m.copy(x).sort(kind=k, order=o), a)
    check(lambda m, x: m.copy(x).sort(kind="stable", stable=True), a)


@pytest.mark.parametrize("right", [False, True])
def test_bins_with_nans(right):
    # Where a NaN is not where it would be sorted to, the search finds what it may.
    for bins in ([np.nan, 1], [1, 2, np.nan], [np.nan, 2, 1], [3, 1, 2], [np.nan]):
        check(lambda m, x, b=bins: m.digitize(x, b, right), np.array([0.5, 1, 1.5, 2, 3, np.nan]))
