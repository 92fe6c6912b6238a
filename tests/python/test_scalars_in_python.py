"""Scalars in Python's own hands: sequences repeated by them, round(), format(), int() and the like, as NumPy's scalars
do."""

import array
import collections
import math
import operator
import warnings

import ndcore as nd
import numpy as np
import pytest
from conftest import DTYPES, INEXACT, REAL, assert_same

SEQUENCES = {
    "list": [0, 1], "tuple": (0,), "bytes": b"xy", "str": "xy", "bytearray": bytearray(b"x"), "empty": [],
    "array": array.array("i", [1, 2]), "deque": collections.deque([1]), "ragged": [[1, 2], [3]],
    "range": range(3), "memoryview": memoryview(b"xy"), "UserList": collections.UserList([1, 2]), "set": {1},
}  # fmt: skip


class OwnList(list):
    pass


class Multiplied(list):
    def __mul__(self, other):
        return "mine"

    __rmul__ = __mul__


SEQUENCES |= {"subclass": OwnList([1]), "own __mul__": Multiplied([1])}


def outcome(function, *args):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return function(*args)
        except Exception as error:
            return next(c for c in type(error).__mro__ if c.__module__ == "builtins")


def assert_agree(mine, theirs):
    if isinstance(theirs, (np.ndarray, np.generic)) or (
        isinstance(theirs, tuple) and theirs and isinstance(theirs[0], np.generic)
    ):
        assert_same(mine, theirs)
    elif isinstance(theirs, (float, complex)):  # NaN among them
        assert repr(mine) == repr(theirs)
    else:
        assert type(mine) is type(theirs), (mine, theirs)
        assert mine == theirs


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("name", SEQUENCES)
def test_sequences_repeated(name, dtype):
    sequence = SEQUENCES[name]
    for value in (2, 0, 1 if dtype[0] in "ub" else -1):
        mine, theirs = nd.dtype(dtype).type(value), np.dtype(dtype).type(value)
        assert_agree(outcome(operator.mul, sequence, mine), outcome(operator.mul, sequence, theirs))
        assert_agree(outcome(operator.mul, mine, sequence), outcome(operator.mul, theirs, sequence))


@pytest.mark.parametrize("value", [2, 2.0, [2], [1, 2]])
@pytest.mark.parametrize("name", ["list", "tuple", "bytes", "str", "bytearray", "range", "array", "deque", "set"])
def test_sequences_times_arrays(name, value):
    """Arrays, those without dimensions among them, multiply elements; texts have none."""
    sequence, mine, theirs = SEQUENCES[name], nd.array(value), np.array(value)
    assert_agree(outcome(operator.mul, sequence, mine), outcome(operator.mul, sequence, theirs))
    assert_agree(outcome(operator.mul, mine, sequence), outcome(operator.mul, theirs, sequence))


@pytest.mark.parametrize(
    "op", [operator.add, operator.sub, operator.truediv, operator.mod, operator.pow, operator.and_]
)
@pytest.mark.parametrize("name", ["list", "tuple", "range", "array", "str", "set"])
def test_other_operators_take_elements(name, op):
    sequence = SEQUENCES[name]
    for dtype in ("int64", "float32"):
        mine, theirs = nd.dtype(dtype).type(3), np.dtype(dtype).type(3)
        assert_agree(outcome(op, mine, sequence), outcome(op, theirs, sequence))
        if not (name == "str" and op is operator.mod):  # "..." % 3 is Python's
            assert_agree(outcome(op, sequence, mine), outcome(op, sequence, theirs))


def test_in_place():
    one = [1, 2]
    same = one
    one *= nd.int64(2)
    assert one is same
    assert one == [1, 2, 1, 2]
    text = "ab"
    text *= nd.uint8(2)
    assert text == "abab"
    with pytest.raises(TypeError):
        one *= nd.float64(2)


VALUES = {"b": [True, False], "i": [-55, 0, 127, 105], "u": [255, 0, 55, 105],
          "f": [0.35, 2.5, -1.45, 3.5, 0.0, math.nan, math.inf], "c": [1.45 + 2.55j, -0.5j]}  # fmt: skip
SCALARS = [(dtype, value) for dtype in DTYPES for value in VALUES[np.dtype(dtype).kind]]
CALLS = {
    "round": round, "round 1": lambda x: round(x, 1), "round None": lambda x: round(x, None),
    "round -1": lambda x: round(x, -1),
    "round -2": lambda x: round(x, -2), "round ndigits": lambda x: x.__round__(ndigits=1),
    "floor": math.floor, "ceil": math.ceil, "int": int, "float": float, "complex": complex, "bool": bool, "hash": hash,
    "divmod": lambda x: divmod(x, 2), "rdivmod": lambda x: divmod(2, x), "pow": lambda x: pow(x, 2, 3), "abs": abs,
    "sqrt": math.sqrt, "isqrt": math.isqrt, "hex": hex, "range": lambda x: len(range(x)), "index": operator.index,
    "item of list": lambda x: list(range(300))[x], "bytes": bytes,
    "percent d": "%d".__mod__, "percent f": "%.3f".__mod__, "percent s": "%s".__mod__,
}  # fmt: skip
CALLS |= {f"format {spec!r}": lambda x, spec=spec: format(x, spec)
          for spec in ("", ".2f", "d", ">10", "5", "x", ".3e", "n", "g", "%", "+", "010.3f", "c", "q")}  # fmt: skip


@pytest.mark.parametrize("name", CALLS)
def test_python_functions(name):
    for dtype, value in SCALARS:
        mine, theirs = nd.dtype(dtype).type(value), np.dtype(dtype).type(value)
        if name == "hash" and value != value:
            continue  # by identity
        expected = outcome(CALLS[name], theirs)
        if expected is AttributeError:
            expected = TypeError
        assert_agree(outcome(CALLS[name], mine), expected)


@pytest.mark.parametrize("dtype", ["float16", "float32", "float64"])
def test_round_is_round(dtype):
    """What round() gives is what nd.round() gives, over many values."""
    values = np.random.default_rng(3).normal(scale=50, size=200).astype(dtype)
    for digits in (0, 1, 2, -1):
        wanted = np.round(values, digits)
        assert_same(nd.round(nd.asarray(values), digits), wanted)
        for one, want in zip(nd.asarray(values), wanted):
            assert_same(round(one, digits), want)


@pytest.mark.parametrize("dtype", [*INEXACT, "bool", "bfloat16"])
def test_no_index(dtype):
    """What is no integer says so, by its own name, wherever Python wants an index."""
    import time

    one = nd.dtype(dtype).type(1)
    for call in (operator.index, time.sleep, range, hex, [1].__getitem__):
        if dtype == "bool" and call == [1].__getitem__:
            continue
        with pytest.raises(
            TypeError, match=rf"'ndcore\.{one.dtype.type.__name__}' object cannot be interpreted as an integer"
        ):
            call(one)


def test_more_arguments_than_one():
    for dtype in REAL:
        with pytest.raises(TypeError):
            nd.dtype(dtype).type(1, 2)
