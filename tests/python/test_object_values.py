"""Objects of any class where a dtype is known: NumPy asks them for a bool, an int, a float or a complex, and None is
NaN."""

import collections
import warnings
from decimal import Decimal
from fractions import Fraction

import ndcore as nd
import numpy as np
import pytest
from conftest import DTYPES, assert_same


class Float:
    def __float__(self):
        return 1.5


class Index:
    def __index__(self):
        return 7


class Int:
    def __int__(self):
        return 7


class Complex:
    def __complex__(self):
        return 1 + 2j


class Several(Int, Float):
    pass


class Truth:
    def __bool__(self):
        return False


class Raising:
    def __float__(self):
        raise KeyError("mine")


class Wrong:
    def __float__(self):
        return "no number"


class Sized:
    def __len__(self):
        return 2


class Text(str):
    pass


OBJECTS = {
    "None": None, "Decimal": Decimal("1.5"), "huge Decimal": Decimal("1e400"), "NaN Decimal": Decimal("nan"),
    "Fraction": Fraction(7, 2), "float": Float(), "index": Index(), "int": Int(), "complex": Complex(),
    "several": Several(),
    "truth": Truth(), "raising": Raising(), "wrong": Wrong(), "sized": Sized(), "object": object(), "dict": {},
    "set": {1},
    "function": len, "ellipsis": ..., "text": "1.5", "bytes": b"2", "subclass of str": Text("3"), "no number": "x",
    "empty": "",
    "np.float16": np.float16(1.5), "np.int8": np.int8(-3), "np.bool": np.bool_(True), "np.str_": np.str_("3"),
    "0-d": np.array(3), "2**70": 2**70, "-2**70": -(2**70), "300": 300, "-1": -1, "3e300": 3e300, "inf": float("inf"),
    "nan": float("nan"), "True": True,
}  # fmt: skip


def assigning(index):
    def run(xp, value, dtype):
        a = xp.zeros(3, dtype)
        a[index] = value
        return a

    return run


def method(name, *before):
    def run(xp, value, dtype):
        a = xp.zeros(3, dtype)
        getattr(a, name)(*before, value)
        return a

    return run


def function(name, *before):
    def run(xp, value, dtype):
        a = xp.zeros(3, dtype)
        made = getattr(xp, name)(a, *[xp.array(one) for one in before], value)
        return a if made is None else made

    return run


WAYS = {
    "array of": lambda xp, value, dtype: xp.array(value, dtype),
    "row": lambda xp, value, dtype: xp.array([value], dtype),
    "mixed row": lambda xp, value, dtype: xp.array([value, 1.0, np.float32(2), True], dtype),
    "rows": lambda xp, value, dtype: xp.array([[value, value], [1, value]], dtype=dtype),
    "tuple": lambda xp, value, dtype: xp.asarray((value, value), dtype),
    "deque": lambda xp, value, dtype: xp.asarray(collections.deque([value, 2]), dtype),
    "asarray": lambda xp, value, dtype: xp.asarray(value, dtype=dtype),
    "full": lambda xp, value, dtype: xp.full((2, 2), value, dtype),
    "full_like": lambda xp, value, dtype: xp.full_like(xp.zeros(2, dtype), value), "a[0]": assigning(0),
    "a[:]": assigning(slice(None)),
    "a[[0, 2]]": assigning([0, 2]), "a[...]": assigning(...), "a[mask]": assigning([True, False, True]),
    "fill": method("fill"),
    "fromiter": lambda xp, value, dtype: xp.fromiter(iter([value, value]), dtype),
    "type": lambda xp, value, dtype: xp.dtype(dtype).type(value), "insert": function("insert", 0),
}  # fmt: skip


def outcome(run, xp, value, dtype):
    with warnings.catch_warnings(), xp.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        try:
            return run(xp, value, dtype)
        except Exception as error:
            return error


def root(error):
    return next(c for c in type(error).__mro__ if c.__module__ == "builtins")


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("way", WAYS)
def test_as_numpy(way, dtype):
    for name, value in OBJECTS.items():
        if (name == "np.int8" and dtype.startswith("u")) or (name.endswith("2**70") and dtype == "bool"):
            continue  # NumPy wraps the one, and refuses the truth of the other in full()
        mine, theirs = outcome(WAYS[way], nd, value, dtype), outcome(WAYS[way], np, value, dtype)
        if isinstance(theirs, Exception):
            assert isinstance(mine, Exception), f"{name}: NumPy raises {theirs!r}, ndcore gives {mine!r}"
            assert root(mine) is root(theirs), (name, mine, theirs)
        else:
            assert not isinstance(mine, Exception), (name, mine, theirs)
            assert_same(mine, theirs)
