"""Arrays from Python objects and the functions that make arrays, beside NumPy."""

import array
import decimal

import ndcore as nd
import numpy as np
import pytest
from conftest import DTYPES, NUMERIC, assert_alike, assert_same, bfloat16, both, check, numpy_of, sample

LISTS = [
    [], [[]], [[], []], 1, 1.5, True, 1j, [1, 2], [1.5, 2], [True, False], [True, 2], [1, 2.5, 3j], [[1, 2], [3, 4]],
    [[[1.0], [2.0]]], (1, (2, 3)), ((1, 2), (3, 4)), [(1, 2), [3, 4]], [2**63], [2**63, -1], [2**63, 1], [-(2**63)],
    range(5), range(0), [range(3), range(3)], [[1, 2], [3]], [1, [2]], [[1, 2], 3], [float("nan"), -0.0],
    [np.float32(1), 2.0], [np.int8(1), 2], [np.array([1, 2]), [3, 4]], [np.array([1, 2]), [3, 4, 5]], [[1, True]],
]  # fmt: skip


@pytest.mark.parametrize("given", LISTS, ids=repr)
def test_array_of_python_objects(given):
    check(lambda xp: xp.array(given))


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("given", [[], [0, 1], [1.7, 0.2], [True, False], [[1, 2], [0, 3]], 1, 2.5, [300, 1], [-1],
                                   [1j]],
                         ids=repr)  # fmt: skip
def test_array_with_dtype(given, dtype):
    check(lambda xp: xp.array(given, dtype=dtype))


@pytest.mark.parametrize(("given", "dtype"), [([np.nan], int), ([1e30], int), (["1.5", "2"], float), (["x"], float),
                                          (["7"], int), ([2**64], float), ([2**70], "i8"),
                                          ([1e300], "f4")])  # fmt: skip
def test_conversions_of_single_numbers(given, dtype):
    check(lambda xp: xp.array(given, dtype=dtype))


@pytest.mark.parametrize("given", [[2**64], [None], "abc", {1: 2}, [object()], object(), [decimal.Decimal(1)], ["a"]])
def test_what_numpy_makes_objects_of_is_refused(given):
    with pytest.raises((TypeError, OverflowError)):
        nd.array(given)


def test_ragged_lists_have_numpys_message():
    for given in ([[1, 2], [3]], [1, [2]], [[[1], [2]], [[3], [4, 5]]]):
        with pytest.raises(ValueError) as mine:
            nd.array(given)
        with pytest.raises(ValueError) as theirs:
            np.array(given)
        assert str(mine.value) == str(theirs.value)


@pytest.mark.parametrize("code", "bBhHiIlLqQfd")
def test_buffers_are_shared(code):
    block = array.array(code, [1, 2, 3])
    a = nd.asarray(block)
    assert_same(a, np.asarray(block))
    block[0] = 7
    assert a[0] == 7
    a[1] = 9
    assert block[1] == 9


def test_bytes_and_memoryviews():
    assert nd.asarray(b"abc").tolist() == [97, 98, 99]
    assert not nd.asarray(b"abc").flags.writeable
    view = memoryview(bytearray(range(6))).cast("B", (2, 3))
    assert nd.asarray(view).tolist() == [[0, 1, 2], [3, 4, 5]]
    assert nd.asarray(view[::-1][:1].tolist()).tolist() == [[3, 4, 5]]


def test_memory_lives_as_long_as_arrays_over_it():
    a = nd.asarray(bytearray(b"x" * 100_000))[::2]
    other = [bytearray(b"y" * 100_000) for _ in range(50)]
    assert a.tolist() == [120] * 50_000
    assert len(other) == 50


def test_numpy_arrays_are_shared_in_every_layout(layout):
    for dtype in DTYPES:
        theirs = layout(sample(dtype))
        mine = nd.asarray(theirs)
        assert_same(mine, np.asarray(theirs))
        assert mine.strides == theirs.strides or not theirs.size
        assert mine.dtype.str == theirs.dtype.str
        assert mine.flags.writeable == theirs.flags.writeable or not theirs.size
        if theirs.flags.writeable and theirs.size:
            theirs[...] = 1
            assert (mine == 1).all()


def test_bfloat16_of_ml_dtypes():
    theirs = np.array([1.5, -2, 3], bfloat16)
    mine = nd.asarray(theirs)
    assert mine.dtype == "bfloat16"
    assert mine.tolist() == [1.5, -2.0, 3.0]
    assert_same(mine, theirs)


@pytest.mark.parametrize("name", ["zeros", "ones", "empty"])
@pytest.mark.parametrize("shape", [(), 3, (2, 3), (0,), (2, 0, 3), [1, 2]])
def test_filled(name, shape):
    for dtype in (None, "i4", ">f8", complex, "?"):
        for order in "CF":
            mine, theirs = (getattr(xp, name)(shape, dtype, order) for xp in (nd, np))
            if name == "empty":
                assert (mine.shape, mine.dtype.str) == (theirs.shape, theirs.dtype.str)
                assert mine.strides == theirs.strides or not theirs.size
            else:
                assert_same(mine, theirs)


def test_full_and_likes():
    base = np.asfortranarray(sample("int16"))
    check(lambda xp: xp.full((2, 3), 7))
    check(lambda xp: xp.full((2, 3), 1.5, "i4"))
    check(lambda xp: xp.full((2, 3), [1, 2, 3]))
    check(lambda xp: xp.full(2, 300, "i1"))
    for name in ("zeros_like", "ones_like"):
        check(lambda xp, a, name=name: getattr(xp, name)(a), base)
        check(lambda xp, a, name=name: getattr(xp, name)(a, dtype=float, shape=(2, 2)), base)
    check(lambda xp, a: xp.full_like(a, 5), base)
    assert nd.empty_like(nd.asarray(base)).strides == base.strides


@pytest.mark.parametrize("arguments", [(5,), (2, 9), (0, 10, 3), (5, 0, -2), (0.0, 1.0, 0.1), (1, 2, 0.25), (0,), (-3,),
                                       (3, 3), (0, 5, 2.5), (2**62, 2**62 + 3)])  # fmt: skip
def test_arange(arguments):
    check(lambda xp: xp.arange(*arguments))
    for dtype in ("i1", "f4", "f8", "u2") if arguments[-1] < 100 else ():
        if min(arguments) >= 0:
            check(lambda xp, dtype=dtype: xp.arange(*arguments, dtype=dtype))
    check(lambda xp: xp.arange(1, 5, 0))


@pytest.mark.parametrize("arguments", [(-1, 2), (0, 300), (250, 257), (-130, -120), (300, 301), (300, 300), (5, -1, -1),
                                       (0, -3, -1), (0, 600, 300), (0, 3, 1000), (-1.0, 2), (-0.5, 2),
                                       (300.0, 302)])  # fmt: skip
def test_arange_within_bounds(arguments):
    for dtype in ("u1", "i1", "u8", "f2", "?"):
        check(lambda xp, dtype=dtype: xp.arange(*arguments, dtype=dtype))
    check(lambda xp: xp.arange(2**63 - 1, 2**63 + 1, dtype="i8"))
    check(lambda xp: xp.arange(70000, 70003, dtype="f2"))


def test_arange_is_exact_in_its_first_two():
    for start, step in np.random.default_rng(0).random((50, 2)):
        check(lambda xp, a=start, d=step: xp.arange(a, a + 3.5 * d, d))


def test_linspace():
    check(lambda xp: xp.linspace(0, 1))
    check(lambda xp: xp.linspace(0, 10, 7, endpoint=False))
    check(lambda xp: xp.linspace(0, 10, 7, retstep=True))
    check(lambda xp: xp.linspace(0, 10, 7, dtype=int))
    check(lambda xp: xp.linspace([0, 1], [10, 20], 5, axis=1))
    check(lambda xp: xp.linspace(1, 2, 0))
    check(lambda xp: xp.linspace(1, 2, -1))
    check(lambda xp: xp.linspace(1j, 2, 3))


@pytest.mark.parametrize("arguments", [(3,), (3, 4), (3, 4, 1), (4, 3, -2), (0,), (2, 0), (3, 3, 9)])
def test_eye_and_tri(arguments):
    check(lambda xp: xp.eye(*arguments))
    check(lambda xp: xp.eye(*arguments, dtype="i2", order="F"))
    check(lambda xp: xp.tri(*arguments))
    check(lambda xp: xp.identity(arguments[0]))


def test_diagonals_of_matrices():
    a = sample("float32", (4, 5))
    for k in (-2, 0, 1, 3):
        check(lambda xp, a, k=k: xp.diag(a, k), a)
        check(lambda xp, a, k=k: xp.diag(a[0], k), a)
        check(lambda xp, a, k=k: xp.tril(a, k), a)
        check(lambda xp, a, k=k: xp.triu(a, k), a)


def test_copies_only_when_asked():
    a = nd.array([1.0, 2.0])
    assert nd.asarray(a) is a
    assert nd.array(a, copy=None) is a
    assert nd.array(a) is not a
    assert not nd.shares_memory(nd.array(a), a)
    with pytest.raises(ValueError):
        nd.array(a, dtype="i4", copy=False)
    with pytest.raises(ValueError):
        nd.array([1.0], copy=False)
    assert nd.array(a, ndmin=3).shape == (1, 1, 2)
    assert nd.asarray(a, dtype=float) is a


class OfTwoAxes:
    def __array__(self, dtype=None, copy=None):
        return np.ones((2, 2))


@pytest.mark.parametrize("given", [1, [1], [[1]], [[1, 2], [3, 4]], [], range(3), [1, [2]], [OfTwoAxes()], OfTwoAxes(),
                                   memoryview(bytes(4)).cast("B", (2, 2)), np.ones((2, 2))])  # fmt: skip
def test_ndmax(given):
    for keywords in ({"ndmax": 0}, {"ndmax": 1}, {"ndmax": 2}, {"ndmax": 64}, {"ndmax": 1, "ndmin": 1}, {"ndmax": True},
                     {"ndmax": 2, "ndmin": 3}, {"ndmax": -1}, {"ndmax": 65}, {"ndmax": None}):  # fmt: skip
        check(lambda xp, given=given, keywords=keywords: xp.array(xp.asarray(given) if isinstance(given,
            np.ndarray) else given,
                                                                  **keywords))  # fmt: skip


def test_from_buffers_and_iterables():
    data = np.arange(6, dtype="i2").tobytes()
    check(lambda xp: xp.frombuffer(data, "i2"))
    check(lambda xp: xp.frombuffer(data, "i2", 2, 4))
    check(lambda xp: xp.frombuffer(data, "i8"))
    check(lambda xp: xp.frombuffer(data, "i2", 9))
    check(lambda xp: xp.fromiter((i * i for i in range(5)), float))
    check(lambda xp: xp.fromiter(range(9), int, 4))
    check(lambda xp: xp.fromiter(range(2), int, 4))
    check(lambda xp: xp.fromfunction(lambda i, j: i * 10 + j, (2, 3)))


def test_grids():
    check(lambda xp: xp.meshgrid([1, 2, 3], [4.0, 5.0]))
    check(lambda xp: xp.meshgrid([1, 2, 3], [4.0, 5.0], indexing="ij", sparse=True))
    check(lambda xp: xp.indices((2, 3)))


@pytest.mark.parametrize("dtype", NUMERIC)
def test_astype_and_back(dtype):
    a = sample("float64", 20)
    mine = nd.asarray(a[np.isfinite(a)]).astype(dtype)
    assert mine.dtype.name == dtype
    assert numpy_of(mine).shape == (len(a[np.isfinite(a)]),)


def test_bad_shapes():
    for shape in (-1, (2, -3), "ab", 2.5, (2**40, 2**40)):
        with pytest.raises((ValueError, TypeError, MemoryError)):
            nd.zeros(shape)


GEOMETRIC = [
    (1, 1000, 4), (-1, -1000, 4), (1j, 1000j, 4), (1, 9, 4, False), (1, 9, 0), (1, 9, 1),
    ([1, 2], [10, 20], 3, True, None, 1), (3.0, [10, 20], 3), (2j, [10j, 20j], 3),
    (np.float16(1), np.float16(9), 4, True, "f2"),
    (np.float32(1), np.float32(9), 4, True, "f4"), (np.float32(1), np.float32(9), 4),
]  # fmt: skip


def check_powers(function):
    """NumPy's last bits are its CPU's: exponents differ by at most two ULP of the largest, powers by two more."""
    mine, theirs = both(function)
    assert_alike(mine, theirs)
    largest = np.log(np.maximum(np.abs(theirs), 1 / np.abs(theirs))).max(initial=0)
    np.testing.assert_allclose(numpy_of(mine), theirs, rtol=np.finfo(theirs.dtype).eps * (2 * largest + 2), atol=0)


@pytest.mark.parametrize("arguments", GEOMETRIC, ids=str)
def test_geomspace(arguments):
    check_powers(lambda m: m.geomspace(*arguments))


def test_geomspace_has_both_ends():
    for start, stop, dtype in (
        (1, 1000, None),
        (-3, -7, None),
        (2j, 10j, None),
        (np.float32(0.1), np.float32(9.9), "f4"),
    ):
        check(lambda m, s=start, t=stop, d=dtype: m.geomspace(s, t, 5, dtype=d)[[0, -1]])


def test_geomspace_of_integers_cuts_powers_off():
    """What is next to an integer may fall on either side, so that NumPy's are its CPU's."""
    whole, exact = nd.geomspace(1, 256, 9, dtype=int), nd.geomspace(1, 256, 9)
    assert whole.tolist() == [int(x) for x in exact.tolist()]
    assert whole.dtype == np.geomspace(1, 256, 9, dtype=int).dtype
    np.testing.assert_allclose(exact.tolist(), 2.0 ** np.arange(9), rtol=1e-14)


def test_geomspace_refuses():
    for arguments in ((0, 1), (1, [2, 0]), (1, 2, -1)):
        with pytest.raises(ValueError):
            nd.geomspace(*arguments)


@pytest.mark.parametrize("axis", [0, -1])
def test_logspace_of_several_bases(axis):
    check_powers(lambda m: m.logspace(0, 2, 5, base=m.asarray([2.0, 3.0]), axis=axis))
    check_powers(lambda m: m.logspace([0, 1], 2, 5, base=[[2.0], [4.0]], axis=axis, dtype="f4"))


def test_full_casts_whatever_is_lost():
    for value, dtype in (
        (1j, "u4"),
        (2 + 1j, "f4"),
        (1.7, "i2"),
        (float("nan"), "i4"),
        (1j, "?"),
        (300, "i1"),
        (-1, "u1"),
    ):
        check(lambda m, v=value, d=dtype: m.full(3, v, dtype=d))
        check(lambda m, x, v=value, d=dtype: m.full_like(x, v, dtype=d), np.arange(2))


def test_lists_of_complex_numbers():
    class Own(complex):
        pass

    for values in ([1, 2.5, True, 3j], [[1j, 2], (3, -0.0)], [Own(1, 2), 1], 2j, [complex("nan"), complex("-inf-0j")]):
        for dtype in (None, "c8", ">c16"):
            check(lambda xp, v=values, d=dtype: xp.array(v, d))
    check(lambda xp: xp.array([1, 2], complex))
    with pytest.raises(OverflowError, match="too large"):
        nd.array([10**400, 1j])
