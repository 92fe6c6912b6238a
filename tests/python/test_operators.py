"""Operators: dtypes, layouts, weak Python numbers, in-place forms, other types beside."""

import operator
import warnings

import ndcore as nd
import numpy as np
import pytest
from conftest import DTYPES, LAYOUTS, NUMERIC, assert_same, both, check, check_bounded, sample

BINARY = [operator.add, operator.sub, operator.mul, operator.truediv, operator.floordiv, operator.mod, operator.and_,
          operator.or_, operator.xor, operator.lshift, operator.rshift, operator.lt, operator.le, operator.eq,
          operator.ne, operator.gt, operator.ge]  # fmt: skip
IN_PLACE = [operator.iadd, operator.isub, operator.imul, operator.itruediv, operator.ifloordiv, operator.imod,
            operator.iand, operator.ior, operator.ixor, operator.ilshift, operator.irshift]  # fmt: skip


def small(dtype, seed=0):
    """Values that every integer operation is defined for."""
    rng = np.random.default_rng(seed)
    return rng.integers(1, 2 if dtype == "bool" else 7, (3, 4)).astype(dtype)


@pytest.mark.parametrize("op", BINARY, ids=lambda f: f.__name__)
@pytest.mark.parametrize("dtype", DTYPES)
def test_between_arrays_of_one_dtype(op, dtype):
    check(lambda xp, a, b: op(a, b), small(dtype), small(dtype, 1))


@pytest.mark.parametrize("op", [operator.add, operator.mul, operator.lt, operator.truediv], ids=lambda f: f.__name__)
@pytest.mark.parametrize("a", DTYPES)
@pytest.mark.parametrize("b", DTYPES)
def test_between_dtypes(op, a, b):
    check(lambda xp, x, y: op(x, y), small(a), small(b, 1))


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("dtype", ["int32", "float64", "complex64", "bool"])
def test_layouts(layout, dtype):
    a = LAYOUTS[layout](sample(dtype))
    check(lambda xp, x: x + x, a)
    check(lambda xp, x: x == x, a)
    check(lambda xp, x: x * 2, a)
    check(lambda xp, x: 1 - x, a)


@pytest.mark.parametrize("number", [2, -1, 300, 2**40, 1.5, -0.0, 0.0, 1e300, 2j, True, float("nan")], ids=repr)
@pytest.mark.parametrize("dtype", DTYPES)
def test_python_numbers_are_weak(number, dtype):
    a = small(dtype)
    for op in (operator.add, operator.mul, operator.lt, operator.eq):
        check(lambda xp, x, op=op: op(x, number), a)
        check(lambda xp, x, op=op: op(number, x), a)


def test_zeros_keep_their_sign():
    a = nd.array([1.0])
    for _ in range(2):
        assert np.signbit(float((a * -0.0)[0]))
        assert not np.signbit(float((a * 0.0)[0]))


def test_integers_past_64_bits_are_an_error():
    for number in (2**64, -(2**63) - 1):
        with pytest.raises(OverflowError):
            nd.array([1]) + number


@pytest.mark.parametrize("op", IN_PLACE, ids=lambda f: f.__name__)
@pytest.mark.parametrize("dtype", DTYPES)
def test_in_place(op, dtype):
    for other in (small(dtype, 1), 2, 1.5):

        def change(xp, a, b, other=other):
            a = a.copy()
            same = op(a, b if isinstance(other, np.ndarray) else other)
            assert same is a
            return a

        check(change, small(dtype), small(dtype, 1))


@pytest.mark.parametrize("a", ["float32", "float64", "int64", "complex128"])
@pytest.mark.parametrize("b", ["float32", "float64", "int64", "complex128"])
def test_matrix_product_in_place(a, b):
    def run(xp, x, y):
        kept = x
        x @= y
        assert x is kept
        return x

    check(run, sample(a, (3, 3), special=False), sample(b, (3, 3), special=False))


def test_in_place_with_overlap():
    def shift(xp):
        a = xp.arange(20.0)
        a[1:] += a[:-1]
        a[:-3] *= a[3:]
        m = xp.arange(9).reshape(3, 3)
        m += m.T
        return a, m

    check(shift)


@pytest.mark.parametrize("exponent", [0, 1, 2, 3, -1, 0.5, 2.0, -1.0, 1.0, 1.5], ids=repr)
@pytest.mark.parametrize("dtype", NUMERIC)
def test_powers_of_small_numbers(exponent, dtype):
    mine, theirs = both(lambda xp, a: a**exponent, small(dtype))
    if not isinstance(theirs, Exception):
        assert mine.dtype.name == theirs.dtype.name
        assert np.allclose(np.asarray(mine), theirs, rtol=1e-3 if dtype == "float16" else 1e-6)


def test_unary_and_others():
    for dtype in NUMERIC:
        check(lambda xp, a: (+a, -a, abs(a.real)), sample(dtype))
        check(lambda xp, a: ~a, sample(dtype))
        check(lambda xp, a: divmod(a, 3), small(dtype))
        check(lambda xp, a: divmod(7, a), small(dtype))
    check(lambda xp, a: ~a, sample("bool"))
    check(lambda xp, a: -a, sample("bool"))


def test_matmul():
    a, b = sample("float64", (3, 4), special=False), sample("float64", (4, 2), 1, special=False)
    mine, theirs = both(lambda xp, x, y: x @ y, a, b)
    np.testing.assert_allclose(np.asarray(mine), theirs, rtol=1e-14)
    check(lambda xp, x: x @ x, np.arange(9).reshape(3, 3))
    check(lambda xp, x: [[1, 2, 3]] @ x, np.arange(9).reshape(3, 3))
    check(lambda xp, x: x @ 3, np.arange(3))


def test_lists_and_numpy_arrays_beside():
    a, theirs = nd.array([1.0, 2.0]), np.array([3.0, 4.0])
    for result in (
        a + [3, 4],
        [3, 4] + a,
        a + theirs,
        theirs + a,
        np.add(theirs, a),
        theirs * a - theirs * a + 4 + a - a,
    ):
        assert type(result) is nd.ndarray
    assert (theirs + a).tolist() == [4.0, 6.0]
    assert (np.float64(3) + a).tolist() == [4.0, 5.0]
    assert type(np.float64(3) * a) is nd.ndarray
    theirs += a
    assert theirs.tolist() == [4.0, 6.0]


def test_what_is_no_array_is_unequal():
    a = nd.array([1, 2])
    for other in (None, "a", object()):
        assert (a == other).tolist() == [False, False]
        assert (a != other).tolist() == [True, True]
        with pytest.raises(TypeError):
            a < other  # noqa: B015
    with pytest.raises(ValueError):
        a == nd.array([1, 2, 3])  # noqa: B015


class Greedy:
    __array_ufunc__ = None

    def __radd__(self, other):
        return "mine"

    def __rmatmul__(self, other):
        return "matmul"


class Prior:
    __array_priority__ = 100

    def __radd__(self, other):
        return "prior"


def test_giving_way():
    a = nd.array([1.0])
    assert a + Greedy() == "mine"
    assert a @ Greedy() == "matmul"
    assert a + Prior() == "prior"
    assert nd.float64(1) + Greedy() == "mine"


def test_truth_and_conversion():
    assert bool(nd.array([3]))
    for a in (nd.array([1, 2]), nd.array([])):
        with pytest.raises(ValueError):
            bool(a)
    assert (int(nd.array(3.7)), float(nd.array(2)), complex(nd.array(1j))) == (3, 2.0, 1j)
    with pytest.raises(TypeError):
        float(nd.array([1.0, 2.0]))
    with pytest.warns(nd.exceptions.ComplexWarning):
        float(nd.complex128(1 + 2j))


def test_many_different_numbers():
    a = nd.arange(3.0)
    for i in range(2000):
        assert (a + i)[1] == i + 1
        assert (a + i / 7)[0] == i / 7
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert_same(a * float("inf") if False else a * 2, np.arange(3.0) * 2)


def test_numbers_beside_loops_of_several_dtypes():
    """A Python integer feeds the integer argument of ldexp; elsewhere it takes the array's dtype."""
    for dtype in ("f2", "f4", "f8"):
        check(lambda xp, a: xp.ldexp(a, 3), np.arange(4).astype(dtype))
        check_bounded("float_power", np.arange(4).astype(dtype), 3)
        check(lambda xp, a: xp.copysign(3, a), np.arange(4).astype(dtype))
    with pytest.raises(TypeError, match="ldexp"):
        nd.ldexp(nd.arange(4.0), 1.5)
