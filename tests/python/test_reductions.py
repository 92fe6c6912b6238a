"""Every reduction over all dtypes, layouts and axes, with every keyword, bit for bit NumPy's; shapes and axes at
random."""

import ndcore as nd
import numpy as np
import pytest
from conftest import COMPLEX, DTYPES, INEXACT, LAYOUTS, NUMERIC, check, sample
from hypothesis import given, settings
from hypothesis import strategies as st
from reduction_cases import (
    EXTREMA,
    FOLDS,
    FUSED_BY_NUMPY,
    MOMENTS,
    POSITIONS,
    RUNNING,
    TOTALS,
    arrays_and_axes,
    as_of,
    compare,
)

AXES = [None, 0, 1, 2, -1, -3, (0, 1), (0, 2), (2, 1), (0, 1, 2), ()]
BAD_AXES = [3, -4, (0, 0), (0, 3), 1.5]


@pytest.mark.parametrize("name", FOLDS)
@pytest.mark.parametrize("dtype", DTYPES)
def test_folds(name, dtype, layout):
    a = layout(sample(dtype, (5, 8, 11)))
    for axis in AXES:
        for keepdims in (False, True):
            compare(name, lambda m, x: getattr(m, name)(x, axis=axis, keepdims=keepdims), a)


@pytest.mark.parametrize("name", POSITIONS)
@pytest.mark.parametrize("dtype", DTYPES)
def test_positions(name, dtype, layout):
    a = layout(sample(dtype, (5, 8, 11)))
    for axis in AXES[:6]:
        for keepdims in (False, True):
            check(lambda m, x: getattr(m, name)(x, axis=axis, keepdims=keepdims), a)


@pytest.mark.parametrize("name", RUNNING)
@pytest.mark.parametrize("dtype", DTYPES)
def test_running(name, dtype, layout):
    a = layout(sample(dtype, (5, 8, 11)))
    for axis in AXES[:6]:
        check(lambda m, x: getattr(m, name)(x, axis=axis), a)


@pytest.mark.parametrize("name", [*FOLDS, *POSITIONS, *RUNNING])
def test_axes_that_are_none(name):
    for axis in BAD_AXES:
        if name in POSITIONS and isinstance(axis, tuple):
            continue  # no axis at all for ours; NumPy's nanargmin looks at masks first
        check(lambda m, x: getattr(m, name)(x, axis=axis), sample("float64", (2, 3, 4)))


@pytest.mark.parametrize("shape", [(0,), (0, 3), (3, 0), (2, 0, 3), (0, 0), (2, 0, 0)])
@pytest.mark.parametrize("name", [*FOLDS, *POSITIONS, *RUNNING])
def test_nothing_to_reduce(name, shape):
    for axis in (None, *range(len(shape))):
        check(lambda m, x: getattr(m, name)(x, axis=axis), np.zeros(shape))


@pytest.mark.parametrize("name", [n for n in FOLDS if n not in ("ptp", "count_nonzero")])
@pytest.mark.parametrize("dtype", DTYPES)
def test_where(name, dtype):
    a, mask = sample(dtype, (5, 8, 3)), sample("bool", (5, 8, 3), 4)
    if name in EXTREMA:  # which of two equal zeros NumPy's return depends on their position
        a = a + a.dtype.type(0) if a.dtype.kind in "fc" else a
    start = {"initial": 1} if name in EXTREMA else {}
    for layout in ("contiguous", "strided", "transposed", "swapped"):
        for axis in (None, 0, 1, (0, 2)):
            for where in (mask, mask[:1], mask[0, 0], True, False):
                compare(
                    name,
                    lambda m, x: getattr(m, name)(x, axis=axis, where=as_of(m, where), **start),
                    LAYOUTS[layout](a),
                )


@pytest.mark.parametrize("name", [*TOTALS, "min", "max", "nanmin", "nanmax"])
@pytest.mark.parametrize("dtype", DTYPES)
def test_initial(name, dtype):
    a = sample(dtype, (5, 8))
    for initial in (3, 2.5, np.asarray(7).astype(dtype)):
        for axis in (None, 1, ()):
            compare(name, lambda m, x: getattr(m, name)(x, axis=axis, initial=initial), a)
    check(lambda m, x: getattr(m, name)(x, initial=5), np.zeros((0, 3)))


@pytest.mark.parametrize("name", [*TOTALS, *MOMENTS, *RUNNING])
@pytest.mark.parametrize("to", ["int32", "uint8", "float16", "float32", "float64", "complex128"])
def test_dtype(name, to):
    for dtype in ("bool", "int8", "uint64", "float32", "float64"):
        a = sample(dtype, (6, 9), special=False)
        for axis in (None, 0, 1):
            if np.dtype(to).kind == "c":
                compare(name, lambda m, x: getattr(m, name)(x, axis=axis, dtype=to), a.astype(to))
            else:
                check(lambda m, x: getattr(m, name)(x, axis=axis, dtype=to), a)


# Means into an `out` of integers are summed in its dtype by NumPy, and rounded by us; sums without NaNs likewise.
OUTS = [(name, to) for to in ("bool", "int64", "float32", "float64") for name in (*FOLDS, *POSITIONS, *RUNNING)
        if name != "count_nonzero" and (to == "float64" or name not in (*MOMENTS, *TOTALS[2:], *EXTREMA[2:],
                                                                        *RUNNING[2:]))]  # fmt: skip


@pytest.mark.parametrize(("name", "to"), OUTS)
def test_out(name, to):
    a = sample("float64", (4, 6), special=False)
    for axis in (0, 1):
        shape = a.shape if name in RUNNING else (a.shape[1 - axis],)
        for wanted in (shape, (9,)):

            def run(m, x):
                out = m.full(wanted, 3, dtype=to)
                result = getattr(m, name)(x, axis=axis, out=out)
                assert result is out
                return out

            check(run, a)


@pytest.mark.parametrize("ddof", [0, 1, 2.5, 100])
@pytest.mark.parametrize("name", ["var", "std", "nanvar", "nanstd"])
def test_degrees_of_freedom(name, ddof):
    a = sample("float64", (6, 9), special=False)
    for axis in (None, 0, 1):
        check(lambda m, x: getattr(m, name)(x, axis=axis, ddof=ddof), a)
        check(lambda m, x: getattr(m, name)(x, axis=axis, correction=ddof), a)
        check(lambda m, x: getattr(m, name)(x, axis=axis, mean=m.mean(x, axis=axis, keepdims=True)), a)


@settings(deadline=None, max_examples=400)
@given(arrays_and_axes(), st.sampled_from(FOLDS), st.booleans())
def test_folds_of_any_array(given_, name, keepdims):
    a, axes = given_
    if axes is not None and len({axis % a.ndim for axis in axes}) != len(axes):
        axes = axes[:1]
    compare(name, lambda m, x: getattr(m, name)(x, axis=axes, keepdims=keepdims), a)


@settings(deadline=None, max_examples=200)
@given(arrays_and_axes(), st.sampled_from([*POSITIONS, *RUNNING]))
def test_positions_and_running_of_any_array(given_, name):
    a, axes = given_
    compare(
        name.removeprefix("nan").replace("cum", ""), lambda m, x: getattr(m, name)(x, axis=axes[0] if axes else None), a
    )


def test_complex_and_inexact_are_what_compare_knows():
    """compare() is lenient for complex numbers only; that it still fails shows here."""
    assert set(COMPLEX) <= set(INEXACT) <= set(NUMERIC)
    with pytest.raises(AssertionError):
        compare("prod", lambda m, x: m.prod(x) * (1 + (m is nd)), np.array([1 + 1j, 2]))
    with pytest.raises(AssertionError):
        compare("max", lambda m, x: m.max(x) + (m is nd), np.array([1 + 1j, 2]))


@pytest.mark.parametrize("dtype", ["complex64", "complex128"])
def test_complex_products_have_one_nan(dtype):
    """Whichever of two NaNs the CPU would keep: the positive one, folded along either axis."""
    numbers = np.array([[complex(-np.nan, np.nan), complex(np.nan, -np.inf)], [complex(-1, -np.nan), -np.inf]], dtype)
    with np.errstate(all="ignore"), nd.errstate(all="ignore"):
        products = [nd.prod(nd.array(order), axis=axis) for order in (numbers, numbers[::-1]) for axis in (0, 1, None)]
        products.append(nd.cumprod(nd.array(numbers), axis=0)[-1:])  # the first row is that of the operand
    for product in products:
        parts = np.atleast_1d(np.asarray(product)).view(f"f{numbers.itemsize // 2}")
        assert np.isnan(parts).all()
        assert not np.signbit(parts).any()


@pytest.mark.parametrize("dtype", ["i4", "f2", "f4", "f8", "c8", "c16"])
@pytest.mark.parametrize("name", [*TOTALS, *MOMENTS, *EXTREMA])
def test_out_of_every_kind(name, dtype):
    """Outputs wider and narrower than the elements, 0-d ones, with a mask where one is taken."""
    a, mask = sample(dtype, (3, 5), special=False), np.arange(15).reshape(3, 5) % 4 > 0
    start = {"initial": 2} if name in EXTREMA else {}
    # What NumPy fuses differs in the last digit of the elements' dtype, see compare.
    for to in (dtype,) if name in FUSED_BY_NUMPY and dtype[0] == "c" else ("i8", "f2", "f4", "f8", "c16"):
        for axis, keepdims in ((None, False), (None, True), (1, False), ((0, 1), True)):

            def run(m, x, w=None, to=to, axis=axis, keepdims=keepdims):
                shape = getattr(m, name)(x, axis=axis, keepdims=keepdims).shape
                out = m.full(shape, 3, dtype=to)
                with_mask = {} if w is None else {"where": w, **start}
                assert getattr(m, name)(x, axis=axis, keepdims=keepdims, out=out, **with_mask) is out
                return out

            compare(name, run, a)
            if name != "ptp":
                compare(name, lambda m, x, run=run: run(m, x, as_of(m, mask)), a)


@pytest.mark.parametrize("dtype", ["f2", "f4", "f8", "c8", "i4"])
@pytest.mark.parametrize("name", ["var", "std", "nanvar", "nanstd"])
def test_numbers_as_means(name, dtype):
    a = sample(dtype, (3, 5), special=False)
    for mean in (2, 2.5, np.float64(2.5), np.float32(2.5)):
        check(lambda m, x: getattr(m, name)(x, mean=mean), a)


def test_errors_name_the_reduction():
    for name in ("sum", "prod", "min", "max", "any", "all", "mean", "var", "cumsum", "argmin", "nansum", "nanmax"):
        with pytest.raises(nd.exceptions.AxisError, match=f"^{name}"):
            getattr(nd, name)(nd.ones(3), axis=5)


def test_options_without_use_are_refused():
    """What a reduction has no use for is an error in C; Python's functions have no such keywords."""
    a = nd.arange(6.0).reshape(2, 3)
    assert nd.call("nanvar", a, [1], ddof=1.0).tolist() == [1.0, 1.0]
    for name, options in (
        ("ptp", {"dtype": "f4"}), ("ptp", {"initial": 1}), ("mean", {"initial": 1}), ("argmin", {"where": a > 1}),
        ("sum", {"ddof": 1.0}), ("max", {"mean": a}), ("min", {"dtype": "f4"}),
    ):  # fmt: skip
        with pytest.raises(TypeError, match=f"^{name}: there is no keyword argument"):
            nd.call(name, a, None, **options)
    with pytest.raises(ValueError, match=r"^argmax: takes one axis or all, not 2"):
        nd.call("argmax", a, [0, 1])
