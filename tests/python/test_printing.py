"""str and repr, character by character against NumPy's."""

import ndcore as nd
import numpy as np
import pytest
from conftest import DTYPES, FLOATS, sample
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

ARRAYS = {
    "empty": np.array([]), "empty int8": np.array([], np.int8), "empty 2-d": np.zeros((0, 3)), "0-d": np.array(1.5),
    "one": np.array([1.0]), "small": np.array([1e-10, 1.0]), "large": np.array([1e20, 1.0]),
    "mixed": np.array([1e-3, 1e3, 1.5]),
    "whole": np.arange(5.0), "thirds": np.arange(1, 10) / 3, "nan": np.array([np.nan, 1.0]),
    "infinite": np.array([np.inf, -np.inf]),
    "only nan": np.array([np.nan]), "negative zero": np.array([-0.0, 0.0]), "long line": np.arange(40.0) * 1.1,
    "wrapped integers": np.arange(100), "cube": np.arange(24).reshape(2, 3, 4),
    "four": np.arange(16.0).reshape(2, 2, 2, 2),
    "summary": np.arange(2000), "summary 2-d": np.arange(4000.0).reshape(50, 80),
    "tall summary": np.arange(3000).reshape(1500, 2),
    "booleans": np.array([[True, False], [False, True]]), "0-d bool": np.array(True),
    "uint8": np.arange(3, dtype=np.uint8),
    "complex": np.array([1 + 2j, 1.5 - 3j]), "complex nan": np.array([complex(np.nan, 1), complex(1, np.inf)]),
    "0-d complex": np.array(1j),
    "swapped": np.array([1, 2], ">i4"), "float32": np.array([0.1, 1 / 3], np.float32),
    "float16": np.array([0.1, 1 / 3, 65504], np.float16),
    "wide": np.random.default_rng(0).normal(size=(30, 30)), "exponents": 10.0 ** np.arange(-5, 5),
    "denormal": np.array([5e-324]), "extremes": np.array([np.finfo(float).max, np.finfo(float).tiny]),
}  # fmt: skip


@pytest.mark.parametrize("name", ARRAYS)
def test_text(name):
    a = ARRAYS[name]
    assert str(nd.array(a)) == str(a)
    assert repr(nd.array(a)) == repr(a)


OPTIONS = [
    {"precision": 3}, {"precision": 0}, {"precision": 17}, {"suppress": True}, {"suppress": True, "precision": 3},
    {"linewidth": 40},
    {"threshold": 5}, {"threshold": 5, "edgeitems": 1}, {"sign": "+"}, {"sign": " "}, {"floatmode": "fixed"},
    {"floatmode": "unique"},
    {"floatmode": "maxprec_equal"}, {"nanstr": "missing", "infstr": "∞"},
    {"floatmode": "fixed", "precision": 2, "sign": " "},
]  # fmt: skip


@pytest.mark.parametrize("options", OPTIONS, ids=str)
@pytest.mark.parametrize("name", ARRAYS)
def test_options(name, options):
    a = ARRAYS[name]
    with np.printoptions(**options), nd.printoptions(**options):
        assert str(nd.array(a)) == str(a)
        assert repr(nd.array(a)) == repr(a)


@pytest.mark.parametrize("dtype", DTYPES)
def test_dtypes(dtype):
    a = sample(dtype, (5, 4))
    assert repr(nd.array(a)) == repr(a)
    for element in a.ravel():
        assert str(nd.asarray(element)[()]) == str(element)


def test_array2string():
    a = np.arange(12.0).reshape(3, 4) / 7
    for keywords in (
        {"separator": ", "},
        {"prefix": "x = "},
        {"precision": 2},
        {"max_line_width": 30},
        {"suffix": ")"},
    ):
        assert nd.array2string(nd.array(a), **keywords) == np.array2string(a, **keywords)
    for keywords in (
        {"edgeitems": 2**62, "threshold": 10},
        {"max_line_width": -(2**63)},
        {"max_line_width": 2**63 - 1},
        {"suffix": "x" * 5000},
    ):
        assert nd.array2string(nd.arange(30), **keywords) == np.array2string(np.arange(30), **keywords)


@given(hnp.arrays(st.sampled_from(FLOATS), hnp.array_shapes(max_dims=3, max_side=5)))
def test_any_floats(a):
    assert repr(nd.array(a)) == repr(a)


@given(st.floats(), st.sampled_from(FLOATS))
def test_any_number(value, dtype):
    with np.errstate(all="ignore"):
        number = np.asarray(value).astype(dtype)[()]
    assert str(nd.asarray(number)[()]) == str(number)


def test_functions_of_the_users():
    """`formatter`: the layout is that of numbers, with summaries, broken lines, shape and dtype."""
    functions = [
        {"all": "<{}>".format},
        {"float": "{:.3f}".format},
        {"int_kind": hex, "all": str},
        {"bool": "{!r:>9}".format},
    ]
    arrays = [np.arange(3), np.arange(40.0), np.arange(2000), np.arange(24.0).reshape(2, 3, 4), np.zeros((3, 0)),
              np.array(2.5),
              np.arange(30, dtype="f4") * 1e5, np.array([1, 2], ">i2"), np.array([True, False]),
              np.array([1j])]  # fmt: skip
    for a in arrays:
        for chosen in functions:
            own = {key: (lambda x, f=f: f(x.item() if hasattr(x, "item") else x)) for key, f in chosen.items()}
            for options in (
                {},
                {"max_line_width": 30, "prefix": "abc", "suffix": ";"},
                {"separator": ",", "threshold": 5, "edgeitems": 1},
            ):
                mine, theirs = (
                    xp.array2string(x, formatter=own, **options) for xp, x in ((nd, nd.asarray(a)), (np, a))
                )
                assert mine == theirs
            with nd.printoptions(formatter=own), np.printoptions(formatter=own):
                assert repr(nd.asarray(a)) == repr(a)
                assert str(nd.asarray(a)) == str(a)


PRINTED = [lambda xp: xp.array(1.5), lambda xp: xp.array([1.5, 2]), lambda xp: xp.arange(6).reshape(2, 3),
           lambda xp: xp.array([]), lambda xp: xp.zeros((0, 3), "i4"), lambda xp: xp.array([1e-10, 1e10]),
           lambda xp: xp.array([True, False]), lambda xp: xp.arange(2000), lambda xp: xp.array([1 + 2j]),
           lambda xp: xp.array([np.nan, -np.inf], "f4"), lambda xp: xp.arange(3, dtype=">i2"),
           lambda xp: xp.ones((2, 2, 2), "f2")]  # fmt: skip


@pytest.mark.parametrize("number", range(len(PRINTED)))
def test_printing(number):
    mine, theirs = (PRINTED[number](xp) for xp in (nd, np))
    assert repr(mine) == repr(theirs)
    assert str(mine) == str(theirs)
    for options in ({"precision": 2}, {"threshold": 5, "edgeitems": 1}, {"linewidth": 20}, {"suppress": True},
                    {"sign": "+"}, {"floatmode": "fixed", "precision": 3}, {"nanstr": "NA"}):  # fmt: skip
        with nd.printoptions(**options), np.printoptions(**options):
            assert repr(mine) == repr(theirs)
    assert nd.array2string(mine, separator=", ") == np.array2string(theirs, separator=", ")


def test_printing_of_scalars():
    for make in (
        lambda xp: xp.float64(0.1),
        lambda xp: xp.int8(-3),
        lambda xp: xp.float32(1e20),
        lambda xp: xp.complex64(1 - 2j),
    ):
        assert repr(make(nd)).replace("nd.", "np.") == repr(make(np))
        assert str(make(nd)) == str(make(np))
    assert repr(nd.True_) == "nd.True_"
