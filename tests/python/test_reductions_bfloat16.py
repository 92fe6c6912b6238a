"""Reductions of bfloat16 against ml_dtypes, and where the rule is NumPy's of float16 instead: float32 along memory,
rounded once a line."""

import warnings

import ndcore as nd
import numpy as np
import pytest
from conftest import LAYOUTS, assert_same, bfloat16, check, sample


@pytest.fixture(autouse=True)
def _quiet():
    """Infinities less infinities are meant."""
    with warnings.catch_warnings(), np.errstate(all="ignore"), nd.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        yield


SHAPES = [(7,), (300,), (20000,), (40, 50), (3, 7, 11)]


def numbers(shape, seed=0, special=False):
    return sample("float32", shape, seed, special).astype(bfloat16)


def narrow(a):
    """One rounding to bfloat16."""
    return np.asarray(a).astype(bfloat16)


def wide(a):
    return a.astype(np.float32)


def line(name, a, axis):
    """NumPy's rule of float16: the whole line in float32, then one rounding."""
    return narrow(getattr(np, name)(wide(a), axis=axis))


def deviations_squared(a, axis, ddof):
    """The variance with each of its operations rounded, and its sums as lines."""
    count = a.size if axis is None else a.shape[axis]
    total = wide(narrow(np.sum(wide(a), axis=axis, keepdims=True)))
    deviation = a - narrow(total / np.float32(count))
    return narrow(wide(line("sum", deviation * deviation, axis)) / np.float32(count - ddof))


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("special", [False, True])
def test_along_memory_one_rounding(shape, special):
    """ml_dtypes rounds after each addition instead."""
    a = numbers(shape, special=special)
    for axis in (None, len(shape) - 1):
        for name in ("sum", "prod", "mean"):
            assert_same(getattr(nd, name)(nd.asarray(a), axis=axis), line(name, a, axis), False)


@pytest.mark.parametrize("shape", SHAPES[:2] + SHAPES[3:])
@pytest.mark.parametrize("ddof", [0, 1, 2.5])
def test_variances_along_memory(shape, ddof):
    a = numbers(shape)
    for axis in (None, len(shape) - 1):
        want = deviations_squared(a, axis, ddof)
        assert_same(nd.var(nd.asarray(a), axis=axis, ddof=ddof), want, False)
        assert_same(nd.std(nd.asarray(a), axis=axis, ddof=ddof), np.sqrt(want), False)


@pytest.mark.parametrize("name", ["sum", "prod", "var", "std", "ptp"])
def test_row_by_row_each_operation_rounds(name):
    """As ml_dtypes does everywhere: an addition or product of two rows is an operation of its own."""
    for seed in range(5):
        check(lambda m, x: getattr(m, name)(x, axis=0), numbers((40, 50), seed))


@pytest.mark.parametrize("name", ["cumsum", "cumprod", "ptp"])
def test_running_totals_round_each_time(name, layout):
    a = layout(numbers((5, 8, 11), special=True))
    for axis in (None, *range(a.ndim)):
        if name == "ptp" and a.size == 0:
            continue  # no element has a largest: the classes of errors are compared elsewhere
        native = a.astype(a.dtype.newbyteorder("="))  # ml_dtypes has no arithmetic on swapped elements
        assert_same(getattr(nd, name)(nd.asarray(a), axis=axis), getattr(np, name)(native, axis=axis), False)


@pytest.mark.parametrize("name", ["min", "max", "nanmin", "nanmax", "argmin", "argmax", "any", "all", "count_nonzero"])
def test_without_rounding(name, layout):
    a = layout(numbers((5, 8, 11), special=True))
    for axis in (None, *range(a.ndim)):
        if a.size == 0 and name not in ("any", "all", "count_nonzero"):
            with pytest.raises(ValueError):
                getattr(nd, name)(nd.asarray(a))
            continue
        # NumPy knows neither the NaNs nor the zeros of swapped elements of ml_dtypes.
        want = getattr(np, name)(wide(a), axis=axis)
        same_dtype = name.endswith(("min", "max")) and "arg" not in name
        assert_same(getattr(nd, name)(nd.asarray(a), axis=axis), narrow(want) if same_dtype else want, False)


REPLACED = {"nansum": 0, "nanprod": 1, "nancumsum": 0, "nancumprod": 1, "nanargmin": np.inf, "nanargmax": -np.inf}


@pytest.mark.parametrize("lies", [name for name in LAYOUTS if name != "broadcast"])  # replacing makes a copy of those
@pytest.mark.parametrize("name", REPLACED)
def test_nans_are_replaced(name, lies):
    """NumPy takes bfloat16 for a dtype without NaNs: the function that knows none, tested above, sees them replaced."""
    layout = LAYOUTS[lies]
    a = numbers((5, 8, 11), special=True)
    plain = narrow(np.where(np.isnan(wide(a)), np.float32(REPLACED[name]), wide(a)))
    a, plain = nd.asarray(layout(a)), nd.asarray(layout(plain))
    for axis in (None, *range(a.ndim)):
        if a.size == 0 and "arg" in name:
            continue
        got, want = (getattr(nd, f)(x, axis=axis) for f, x in ((name, a), (name.removeprefix("nan"), plain)))
        assert (got.shape, got.dtype, got.tobytes()) == (want.shape, want.dtype, want.tobytes())


@pytest.mark.parametrize("name", ["nanmean", "nanvar", "nanstd"])
def test_moments_of_what_is_no_nan(name):
    """Each line without its NaNs, by the function that knows none."""
    a = numbers((9, 40), special=True)
    a[np.isinf(wide(a))] = 1
    got = getattr(nd, name)(nd.asarray(a), axis=1)
    assert got.dtype == nd.bfloat16
    for row, one in zip(a, np.asarray(wide(np.asarray(got.astype("f4"))))):
        there = wide(row)[~np.isnan(wide(row))]
        exact = getattr(np, name.removeprefix("nan"))(there.astype(np.float64))
        assert abs(one - exact) <= 4 * 2.0**-8 * np.abs(there).max()
