"""Reading and writing through every kind of index, against NumPy, for all layouts."""

import ndcore as nd
import numpy as np
import pytest
from conftest import DTYPES, assert_same, both, check, sample
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

i1, i2 = np.array([0, 2, -1]), np.array([[1], [0]])
mask = np.random.default_rng(0).integers(0, 2, (4, 5)).astype(bool)
INDICES = [
    0, -1, 3, (1, 2), (1, 2, 3), (-1, -1, -1), ..., (..., 0), (0, ...), (0, 1, 2, ...), None, (None, 0), (0, None, 1),
    slice(None), slice(1, 3), slice(None, None, -1), slice(10, None, -3), slice(-2, -9, -1), slice(3, 1),
    slice(-100, 100, 7), (slice(1, None), slice(None, None, 2)), (slice(None), ..., slice(0, 1)), (None, ..., None),
    i1, (i1,), (slice(None), i1), (slice(None), slice(None), i1), (i1, i1), (i1, slice(None), i1), (i2, i1), (0, i1),
    (i1, 0), (0, slice(None), i1), (slice(None), 0, i1), (i1, None, 0), (i1, ..., 0), (..., i1, 1),
    (i2, slice(1, 4), i1),
    (i1, np.array(1)), np.array(1), (np.array(1), np.array(2)), np.array([], dtype=int),
    (slice(None), np.array([], dtype=int)),
    mask, (mask, 1), (mask, slice(2)), (mask, np.array(2)), (slice(None), np.array([True, False, True, False, True])),
    (np.array([True, False, True, False]), i1[:2]), (np.array([True, False, True, False]), slice(None),
                                                     np.array([0, 1])),
    True, False, np.array(True), (True, 0), (None, True), ([0, 1], [1, 2]), [0, 1], [True, False, True, True],
    (i1.astype(np.int8), i1.astype(np.uint8) % 3),
]  # fmt: skip
BAD = [
    4, -5, (0, 5), (0, 0, 0, 0), (..., ...), np.array([4]), np.array([0, -5]), (np.array([0, 1]), np.array([0, 1, 2])),
    np.array([True, False]), np.array([1.5]), (slice(None), mask), slice(None, None, 0), "x", 1.5, (0, "x"),
]  # fmt: skip


def _name(index):
    return repr(index).replace("\n", "")[:60]


@pytest.mark.parametrize("index", INDICES, ids=_name)
def test_get(index, layout):
    a = layout(sample("float64", (4, 5, 6)))
    check(lambda m, x: x[index], a)


@pytest.mark.parametrize("index", BAD, ids=_name)
def test_bad_index(index):
    a = sample("float64", (4, 5, 6))
    check(lambda m, x: x[index], a)
    mine, theirs = nd.array(a), a.copy()
    for target in (mine, theirs):
        with pytest.raises((IndexError, ValueError, TypeError)):
            target[index] = 1
    assert_same(mine, a)


@pytest.mark.parametrize("index", INDICES, ids=_name)
@pytest.mark.parametrize("how", ["scalar", "full", "broadcast", "other dtype"])
def test_set(index, how):
    a = sample("float64", (4, 5, 6))
    selected = a[index]
    rng = np.random.default_rng(1)
    value = {
        "scalar": 7.5,
        "full": rng.normal(size=selected.shape),
        "broadcast": rng.normal(size=selected.shape[-1:]),
        "other dtype": rng.integers(-9, 9, selected.shape).astype(np.int16),
    }[how]
    mine, theirs = nd.array(a), a.copy()
    mine[index] = nd.asarray(value) if isinstance(value, np.ndarray) else value
    theirs[index] = value
    assert_same(mine, theirs)


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("index", [2, (1, 2), slice(1, 3), i1, (i1, i1), mask], ids=_name)
def test_dtypes(dtype, index, layout):
    a = layout(sample(dtype, (4, 5)))
    check(lambda m, x: x[index], a)


@pytest.mark.parametrize("index", INDICES, ids=_name)
def test_set_through_layouts(index, layout):
    a = layout(sample("int32", (4, 5, 6)))
    if not a.flags.writeable:
        with pytest.raises(ValueError, match="read-only"):
            nd.asarray(a)[index] = 3
        return
    theirs = a.copy(order="K")
    mine = nd.asarray(a.copy(order="K"))
    try:
        theirs[index] = 3
    except (IndexError, ValueError) as error:
        with pytest.raises(type(error)):
            mine[index] = 3
        return
    mine[index] = 3
    assert_same(mine, theirs)


def test_repeated_positions_keep_the_last_value():
    mine, theirs = nd.zeros(4), np.zeros(4)
    positions = np.array([1, 1, 3, 1])
    mine[positions] = np.array([1.0, 2.0, 3.0, 4.0])
    theirs[positions] = [1, 2, 3, 4]
    assert_same(mine, theirs)


def test_overlap():
    for target, source in [
        (slice(1, None), slice(None, -1)),
        (slice(None, -1), slice(1, None)),
        (slice(None), slice(None, None, -1)),
    ]:
        mine, theirs = nd.arange(20.0), np.arange(20.0)
        mine[target] = mine[source]
        theirs[target] = theirs[source]
        assert_same(mine, theirs)
        mine[target] += mine[source]
        theirs[target] += theirs[source]
        assert_same(mine, theirs)
    mine, theirs = nd.arange(10), np.arange(10)
    mine[mine[::-1]] = mine
    theirs[theirs[::-1]] = theirs.copy()
    assert_same(mine, theirs)


def test_nothing_is_written_when_an_index_is_bad():
    a = nd.arange(6)
    with pytest.raises(IndexError):
        a[np.array([0, 1, 9])] = 7
    with pytest.raises(ValueError, match="broadcast"):
        a[np.array([0, 1])] = np.array([1, 2, 3])
    assert_same(a, np.arange(6))


@pytest.mark.parametrize("index", [
    (slice(None), [0], ..., 0), (slice(None), [True, False, True, False, False], ..., 1),
    (None, [0, 1], ..., [1, 0], 2),
    ([1, 2], 0, ..., [0, 1]), ([0], ..., None, 1), (np.zeros(0, bool),), (False, np.zeros(0, bool)),
    (np.zeros((4, 0), bool),), ([9], np.zeros(0, int)), (False, [9]), (np.zeros(3, bool),),
], ids=_name)  # fmt: skip
def test_corners_of_mixed_indices(index):
    """An ellipsis separates index arrays even where it stands for no axis; what broadcasts to nothing is not looked
    at."""
    for a in (sample("float64", (4, 5, 6)), sample("float64", (4, 5)), sample("float64", (1, 5, 0))):
        check(lambda m, x: x[index], a)


@pytest.mark.parametrize("value", [[8.0], [[8.0]], [8.0, 1.0], [], np.array([8.0]), np.array(8.0), 1j])
@pytest.mark.parametrize("dtype", ["float64", "int8", "bool"])
def test_one_element_takes_one_number(value, dtype):
    def assigned(m, shape, index):
        a = m.zeros(shape, dtype)
        a[index] = value if isinstance(value, (list, complex)) else m.asarray(value)
        return a

    # For integers and booleans NumPy takes lists apart by Python's int() and bool(): there arrays are compared.
    places = [(3, 0), ((2, 3), (1, -1)), (3, np.array(1))]
    if not isinstance(value, list):
        places += [((), ()), (3, slice(1)), ((), ...), ((2, 3), (0, 0, ...))]
    for shape, index in places if dtype == "float64" or not isinstance(value, list) else []:
        check(assigned, shape, index)


def test_masks_take_rows_of_numbers():
    def assigned(m, value):
        a = m.zeros(4)
        a[m.asarray([True, False, True, False])] = m.asarray(value)
        return a

    for value in (7.0, [7.0], [7.0, 8.0], [[7.0, 8.0]], [[7.0]], [7.0, 8.0, 9.0]):
        check(assigned, value)


def test_integers_that_do_not_fit():
    a = nd.zeros(3, dtype="int8")
    with pytest.raises(OverflowError):
        a[0] = 300
    with pytest.raises(OverflowError):
        a[:] = -129
    assert_same(a, np.zeros(3, np.int8))


def test_views_share_memory():
    a = nd.arange(12).reshape(3, 4)
    a[1][2] = 100
    a[:, 1][:] = 7
    a[None, ..., 0][0, 0] = 50
    expected = np.arange(12).reshape(3, 4)
    expected[1][2] = 100
    expected[:, 1] = 7
    expected[0, 0] = 50
    assert_same(a, expected)
    element = a[0, 0]
    element += 1
    assert a[0, 0] == 50


@pytest.mark.parametrize("shape", [(3,), (2, 3), ()])
@pytest.mark.parametrize(
    "index", [..., slice(None), 0, None, slice(0, 1), (0, ...), [0], [True, False, False], (None, 0)]
)
@pytest.mark.parametrize("rows", [[1], [[1]], [[1, 2, 3]], [[[1, 2, 3]]], ([1, 2, 3],), []])
def test_rows_lie_no_deeper_than_what_they_replace(shape, index, rows):
    if isinstance(index, list) and len(index) > 1 and len(shape) != 1:
        return

    def assigned(xp):
        a = xp.zeros(shape)
        a[index] = rows
        return a

    check(assigned)


def test_numbers_out_of_bounds_are_refused_where_they_are_put():
    for number in (300, -1, [300]):
        check(lambda xp, n=number: xp.insert(xp.zeros(2, "u1"), 0, n))
        check(lambda xp, n=number: xp.place(xp.zeros(2, "u1"), [True, False], [n] if isinstance(n, int) else n))
    check(lambda xp: xp.zeros(2).fill([1]))


@pytest.mark.parametrize("mode", ["raise", "clip"])
@pytest.mark.parametrize("axis", [None, 0, 1])
@pytest.mark.parametrize("shape", [(0, 0), (0, 3), (3, 0)])
def test_take_from_nothing(shape, axis, mode):
    for indices in ([0], [5], [-1], np.zeros((0, 2), int)):
        check(lambda xp, i: xp.take(xp.zeros(shape), i, axis=axis, mode=mode), indices)


def test_take_from_nothing_by_wrapping():
    assert nd.take(nd.zeros((0, 0)), [0], axis=0, mode="wrap").shape == (1, 0)  # NumPy does not come back


@pytest.mark.parametrize("mode", ["raise", "wrap", "clip"])
@pytest.mark.parametrize("axis", [None, 0, 1, -1])
def test_take(axis, mode, layout):
    a = layout(sample("float32", (4, 5)))
    for indices in (np.array([0, 3, -1]), np.array([[0, 7], [-9, 2]]), np.array(2), np.array([], dtype=int)):
        check(lambda m, x, i: m.take(x, i, axis=axis, mode=mode), a, indices)


@pytest.mark.parametrize("mode", ["raise", "wrap", "clip"])
def test_put(mode):
    for indices in (np.array([0, 3, -1]), np.array([[0, 25], [-29, 2]])):
        for values in (np.array([1.5, 2.5]), np.array(3.0), np.array([])):
            a = sample("float64", (4, 5))
            mine, theirs = nd.array(a).T, a.copy().T
            failed = []
            for package, target in ((nd, mine), (np, theirs)):
                try:
                    package.put(target, package.asarray(indices), package.asarray(values), mode=mode)
                except IndexError:
                    failed.append(package)
            assert failed in ([], [nd, np])
            assert_same(mine, theirs)


@pytest.mark.parametrize("axis", [None, 0, 1, -1])
def test_compress(axis):
    a = sample("int16", (4, 5))
    for condition in ([True, False, True], [False] * 4, [1, 0, 2, 0], []):
        check(lambda m, x, c: m.compress(c, x, axis=axis), a, np.array(condition))


def test_along_axis():
    a = sample("float64", (4, 5, 6))
    for axis in (0, 1, 2, -1):
        order = np.argsort(a, axis=axis)
        check(lambda m, x, i: m.take_along_axis(x, i, axis=axis), a, order)
        check(lambda m, x, i: m.take_along_axis(x, i, axis=axis), a, order[:1, :1, :1])
        mine, theirs = nd.array(a), a.copy()
        nd.put_along_axis(mine, nd.asarray(order), 0.5, axis=axis)
        np.put_along_axis(theirs, order, 0.5, axis=axis)
        assert_same(mine, theirs)
    check(lambda m, x: m.take_along_axis(x, np.array([9]), axis=0), np.arange(3))


@pytest.mark.parametrize("dtype", DTYPES)
def test_nonzero(dtype, layout):
    a = layout(sample(dtype, (4, 5)))
    check(lambda m, x: m.nonzero(x), a)
    check(lambda m, x: m.argwhere(x), a)
    check(lambda m, x: m.flatnonzero(x), a)


def test_long_masks():
    rng = np.random.default_rng(2)
    for n in (65_535, 65_536, 65_537, 400_000):
        a, chosen = rng.normal(size=n), rng.integers(0, 2, n).astype(bool)
        check(lambda m, x, c: x[c], a, chosen)
        check(lambda m, c: m.nonzero(c), chosen)
        check(lambda m, c: m.nonzero(c), chosen[: n // 7 * 7].reshape(7, -1))
        positions = rng.integers(-n, n, n)
        check(lambda m, x, i: x[i], a, positions)


@pytest.mark.parametrize("dtype", DTYPES)
def test_where(dtype, layout):
    x, y = layout(sample(dtype, (4, 5))), layout(sample("int16", (4, 5), seed=1))
    condition = layout(mask)
    check(lambda m, c, a, b: m.where(c, a, b), condition, x, y)
    check(lambda m, c, a: m.where(c, a, 1), condition, x)
    check(lambda m, c: m.where(c), condition)


def test_copyto_and_putmask():
    a = sample("float64", (4, 5))
    for values in (np.array(2.5), np.arange(5.0), np.arange(20).reshape(4, 5)):
        mine, theirs = nd.array(a), a.copy()
        nd.copyto(mine, values, where=mask)
        np.copyto(theirs, values, where=mask)
        assert_same(mine, theirs)
        nd.putmask(mine, mask, values[::-1] if values.ndim else values)
        np.putmask(theirs, mask, values[::-1] if values.ndim else values)
        assert_same(mine, theirs)
    check(lambda m, x: m.copyto(x, 1j), np.zeros(3))


def test_flat_positions():
    for order in "CF":
        check(lambda m, i: m.unravel_index(i, (3, 4, 5), order), np.array([0, 7, 59]))
        check(lambda m, i, j: m.ravel_multi_index((i, j), (3, 4), order=order), np.array([0, 2]), np.array([1, 3]))
    for mode in ("raise", "wrap", "clip"):
        check(lambda m, i, j: m.ravel_multi_index((i, j), (3, 4), mode=mode), np.array([0, 5]), np.array([-1, 3]))
    check(lambda m, i: m.unravel_index(i, (3, 4)), np.array([12]))


_shapes = hnp.array_shapes(min_dims=1, max_dims=4, max_side=5)


@given(st.data(), _shapes)
def test_any_basic_index(data, shape):
    a = np.arange(np.prod(shape)).reshape(shape)
    index = data.draw(hnp.basic_indices(shape, allow_newaxis=True))
    check(lambda m, x: x[index], a)
    mine, theirs = nd.array(a), a.copy()
    mine[index], theirs[index] = -1, -1
    assert_same(mine, theirs)


@given(st.data(), _shapes)
def test_any_integer_index(data, shape):
    a = np.arange(np.prod(shape)).reshape(shape)
    index = data.draw(hnp.integer_array_indices(shape))
    check(lambda m, x: x[index], a)


@given(st.data(), _shapes)
def test_any_mixed_index(data, shape):
    """Slices, integers, arrays and masks side by side."""
    a = np.arange(np.prod(shape)).reshape(shape)
    items = [
        data.draw(
            st.one_of(
                st.integers(-n, n - 1),
                st.slices(n),
                st.just(None),
                st.just(...),
                hnp.arrays(np.int64, st.sampled_from([(), (1,), (2,), (2, 1)]), elements=st.integers(-n, n - 1)),
                hnp.arrays(bool, n),
            )
        )
        for n in shape
    ]
    both(lambda m, x: x[tuple(items)], a)
    mine, theirs = both(lambda m, x: x[tuple(items)], a)
    if not isinstance(theirs, Exception):
        assert_same(mine, theirs)
