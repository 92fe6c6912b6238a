"""Scalars: immutable 0-d arrays of classes that are named and ordered like NumPy's."""

import copy
import math
import numbers
import operator
import pickle

import ndcore as nd
import numpy as np
import pytest
from conftest import COMPLEX, DTYPES, FLOATS, INTEGERS, assert_same, check


@pytest.mark.parametrize("name", DTYPES)
def test_classes_stand_as_numpys(name):
    mine = [c.__name__ for c in getattr(nd, name).__mro__ if c not in (nd.ndarray, object)]
    theirs = [c.__name__ for c in getattr(np, name).__mro__ if c not in (object, float, complex)]
    assert mine == theirs
    scalar = getattr(nd, name)(1)
    assert isinstance(scalar, getattr(nd, name))
    assert isinstance(scalar, nd.ndarray)
    assert scalar.dtype is nd.dtype(name)
    assert scalar.shape == ()


def test_numbers():
    assert isinstance(nd.float32(1), numbers.Real)
    assert isinstance(nd.uint8(1), numbers.Integral)
    assert isinstance(nd.complex64(1), numbers.Complex)
    assert not isinstance(nd.bool(1), numbers.Integral)


def test_items_and_reductions_are_scalars():
    a = nd.array([1.5, 2.5])
    assert type(a[0]) is nd.float64
    assert type(a.sum()) is nd.float64
    assert type(a[0] == 1.5) is nd.bool
    assert type(a[...]) is nd.ndarray
    assert type(nd.array(2.0)) is nd.ndarray
    assert type(nd.array(2.0) + 1) is nd.float64
    assert type(nd.array(2.0)[()]) is nd.float64
    assert type(nd.array(2.0).reshape(())) is nd.ndarray
    assert type(next(iter(a))) is nd.float64


def test_a_scalar_is_a_copy_that_cannot_change():
    a = nd.array([1, 2, 3])
    x = a[1]
    x += 1
    assert (x, a.tolist()) == (3, [1, 2, 3])
    y = a[1]
    a[1] = 9
    assert y == 2
    for change in (
        lambda: operator.setitem(y, (), 1),
        lambda: y.fill(3),
        lambda: nd.add(1, 1, out=y),
        lambda: y.sort(),
    ):
        with pytest.raises(TypeError):
            change()
    assert not y.flags.writeable
    with pytest.raises(ValueError):
        y.flags.writeable = True


@pytest.mark.parametrize("name", DTYPES)
def test_to_python_numbers(name):
    mine, theirs = getattr(nd, name)(1), getattr(np, name)(1)
    assert type(mine.item()) is type(theirs.item())
    assert mine.item() == theirs.item()
    assert hash(mine) == hash(theirs) == hash(1)
    assert {1: "one"}[mine] == "one"
    assert bool(mine) is True
    assert complex(mine) == 1
    if name not in COMPLEX:
        assert (int(mine), float(mine)) == (1, 1.0)
    if name not in (*COMPLEX, "bool"):
        assert round(mine) == 1
    if name in INTEGERS:
        assert [10, 20][mine] == 20
        assert operator.index(mine) == 1
    else:
        with pytest.raises(TypeError):
            operator.index(mine)


@pytest.mark.parametrize("value", [0.1, -2.5, math.inf, 1e-310, 2.0**60])
def test_float_methods(value):
    mine, theirs = nd.float64(value), np.float64(value)
    assert float(mine) == value
    assert hash(mine) == hash(value)
    assert f"{mine:.3e}" == f"{theirs:.3e}"
    assert mine.hex() == theirs.hex()
    if math.isfinite(value):
        assert mine.is_integer() == theirs.is_integer()
        assert mine.as_integer_ratio() == theirs.as_integer_ratio()
        assert (math.floor(mine), math.ceil(mine), math.trunc(mine)) == tuple(
            f(value) for f in (math.floor, math.ceil, math.trunc))  # fmt: skip


@pytest.mark.parametrize("name", INTEGERS)
def test_python_integers_must_fit(name):
    info = np.iinfo(name)
    cls = getattr(nd, name)
    assert cls(info.max).item() == info.max
    assert cls(info.min).item() == info.min
    for value in (info.max + 1, info.min - 1):
        with pytest.raises(OverflowError, match=f"Python integer {value} out of bounds for {name}"):
            cls(value)


@pytest.mark.parametrize("make", [
    lambda xp: xp.float64("1.5"), lambda xp: xp.int8("12"), lambda xp: xp.float64([1, 2]), lambda xp: xp.int16(3.7),
    lambda xp: xp.bool_("x"), lambda xp: xp.complex64(1 + 2j), lambda xp: xp.float32(),
    lambda xp: xp.int8(xp.float64(3.0)), lambda xp: xp.float16(0.1),
])  # fmt: skip
def test_making_scalars(make):
    assert_same(make(nd), make(np))


def test_abstract_classes_cannot_be_made():
    for cls in (nd.generic, nd.number, nd.integer, nd.floating, nd.inexact):
        with pytest.raises(TypeError):
            cls(1)


@pytest.mark.parametrize("name", [*INTEGERS, *FLOATS, *COMPLEX])
@pytest.mark.parametrize("op", ["add", "sub", "mul", "truediv"])
def test_arithmetic_between_scalars(name, op):
    f = getattr(operator, op)
    for other in (7, 2.5, "same"):
        check(lambda xp, other=other: f(getattr(xp, name)(3), getattr(xp, name)(2) if other == "same" else other))


def test_copies_and_pickles():
    x = nd.float32(1.1)
    assert copy.copy(x) is x
    assert copy.deepcopy(x) is x
    for protocol in range(6):
        y = pickle.loads(pickle.dumps(x, protocol))
        assert type(y) is nd.float32
        assert y == x


def test_not_a_sequence():
    x = nd.int64(3)
    for wrong in (lambda: len(x), lambda: iter(x), lambda: 3 in x):
        with pytest.raises(TypeError):
            wrong()
    with pytest.raises(IndexError):
        x[0]
    assert type(x[()]) is nd.int64
    assert x[None].shape == (1,)


def test_conversions_to_python():
    for make in (lambda m: m.asarray(1j), lambda m: m.array(3), lambda m: m.array(2.5), lambda m: m.array(True)):
        for convert in (int, float, complex, bool):
            check(lambda m, make=make, convert=convert: convert(make(m)))
    for make in (lambda m: m.arange(3, dtype="i2"), lambda m: m.array([[1, 2], [3, 4]], dtype=">u2").T,
                 lambda m: m.array(3),
                 lambda m: m.int64(3), lambda m: m.float32(3), lambda m: m.bool(True),
                 lambda m: m.zeros((0, 2))):  # fmt: skip
        check(lambda m, make=make: bytes(make(m)))
