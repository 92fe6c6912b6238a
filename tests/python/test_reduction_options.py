"""Every reduction with every keyword at once, as function and as method, of arrays that lie anyhow: NumPy's bits,
exceptions and warnings."""

import warnings

import ndcore as nd
import numpy as np
import pytest
from conftest import DTYPES, INEXACT, LAYOUTS, check
from hypothesis import given, settings
from hypothesis import strategies as st
from reduction_cases import EXTREMA, FOLDS, MOMENTS, POSITIONS, RUNNING, TOTALS, arrays_and_axes, as_of, compare

STARTS = [3, 2.5, -1, 300, True, None, 1j, float("nan"), float("inf"), np.float32(2), np.int8(3), np.array(5.0)]


def with_positive_zeros(a):
    """Which of two equal zeros NumPy's minimum returns depends on their position."""
    zeros = a == 0
    if a.dtype.kind in "fc" and zeros.any():
        a = np.array(a, order="K")
        a[zeros] = 0
    return a


@st.composite
def masks(draw, shape):
    """Broadcasts to the shape."""
    kept = [n if draw(st.booleans()) else 1 for n in shape][draw(st.integers(0, len(shape))) :]
    bits = np.random.default_rng(draw(st.integers(0, 99))).integers(0, 4, kept) > 0
    return draw(st.sampled_from([bits, bits, True, False]))


@st.composite
def keywords(draw, name, a, axes):
    """What the function takes beside `axis` and `out`."""
    given = {}
    if name in TOTALS or name in {"min", "max", "nanmin", "nanmax"}:
        given["initial"] = draw(st.sampled_from(STARTS))
    if name not in {*RUNNING, *POSITIONS, "ptp", "count_nonzero"}:
        given["where"] = draw(masks(a.shape))
    if name in {*TOTALS, *MOMENTS, *RUNNING}:
        # NaNs among integers are whatever the CPU makes of them.
        allowed = INEXACT if name in MOMENTS else DTYPES
        given["dtype"] = draw(st.sampled_from([d for d in allowed if np.can_cast(a.dtype, d, "same_kind")] or [None]))
    if name.endswith(("var", "std")):
        given[draw(st.sampled_from(["ddof", "correction"]))] = draw(st.sampled_from([0, 1, 2.5, 100]))
        given["mean"] = draw(st.sampled_from([1.5, None]))
    if name not in RUNNING:
        given["keepdims"] = draw(st.booleans())
    return {key: value for key, value in given.items() if draw(st.booleans())}


@st.composite
def calls(draw):
    """(name, array, keywords, whether as a method, dtype and layout of an output or None)."""
    name = draw(st.sampled_from([*FOLDS, *POSITIONS, *RUNNING]))
    a, axes = draw(arrays_and_axes())
    if name in EXTREMA:
        a = with_positive_zeros(a)
    given = draw(keywords(name, a, axes))
    if axes is not None and (name in {*POSITIONS, *RUNNING} or len({axis % a.ndim for axis in axes}) != len(axes)):
        axes = axes[0] if axes else None
    if draw(st.booleans()):
        given["axis"] = axes
    method = name not in {"ptp", "count_nonzero"} and not name.startswith("nan") and "correction" not in given
    out = st.tuples(
        st.sampled_from(DTYPES), st.sampled_from(["contiguous", "reversed", "strided", "swapped", "unaligned"])
    )
    has_out = name != "count_nonzero" and draw(st.booleans())
    return name, a, given, method and draw(st.booleans()), draw(out) if has_out else None


def output_for(m, result, dtype, layout):
    """An array of the result's shape and of the dtype, if that holds it, else of its own."""
    own = np.dtype(result.dtype.name)
    dtype = dtype if np.can_cast(own, dtype, "safe") else own
    return as_of(m, LAYOUTS[layout if result.shape else "contiguous"](np.full(result.shape, 3, dtype)))


@settings(deadline=None, max_examples=800)
@given(calls())
def test_any_call(call):
    name, a, given_, method, out = call

    def run(m, x):
        options = {key: as_of(m, value) for key, value in given_.items()}
        if "mean" in options and options["mean"] is None:
            options["mean"] = m.mean(x, axis=options.get("axis"), keepdims=True)
        function = getattr(x, name) if method else lambda **k: getattr(m, name)(x, **k)
        result = function(**options)
        if out is None:
            return result
        target = output_for(m, m.asarray(result), *out)
        assert function(**options, out=target) is target
        return target

    compare(name.replace("cum", ""), run, a, given_.get("dtype"))


@pytest.mark.parametrize("initial", [*STARTS, 2**63, -(2**63), 1e300, -1e300, 255.5, 256.0, -0.5])
@pytest.mark.parametrize("name", [*TOTALS, "min", "max", "nanmin", "nanmax"])
def test_starts_that_do_not_fit(name, initial):
    for dtype in ("bool", "int8", "uint8", "int64", "uint64", "float16", "complex64"):
        if np.dtype(dtype).kind in "fc" and isinstance(initial, int) and abs(initial) > 10**5:
            continue  # an infinity in float16 with a warning
        check(lambda m, x: getattr(m, name)(x, initial=as_of(m, initial)), np.ones(3, dtype))


def warned(m, name, a, options):
    """The texts of all warnings; NumPy says of some quotients that they are of scalars."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        getattr(m, name)(as_of(m, a), **{key: as_of(m, value) for key, value in options.items()})
    return {(one.category.__name__, str(one.message).replace("scalar divide", "divide")) for one in caught}


SLICES = {
    "none": np.zeros(0), "no_rows": np.zeros((0, 3)), "one": np.ones(1), "scalar": np.float64(1),
    "nans": np.full(2, np.nan),
    "some_nans": np.array([[np.nan] * 3, [1, 2, np.nan]]), "numbers": np.arange(6.0).reshape(2, 3),
    "integers": np.arange(6).reshape(2, 3), "complex": np.array([np.nan, 1j]), "half": np.array([1, np.nan], "f2"),
}  # fmt: skip


@pytest.mark.parametrize("kind", SLICES)
@pytest.mark.parametrize("name", [*MOMENTS, "average", "nanmin", "nanmax", "sum", "nansum"])
def test_warnings_of_slices_with_too_few_elements(name, kind):
    a = SLICES[kind]
    cases = [{}, {"axis": 0}] if a.ndim else [{}]
    if name in MOMENTS:
        nowhere = np.zeros(a.shape, bool)
        cases += [{**case, "where": where} for case in cases for where in (nowhere, False, True)]
    if name.endswith(("var", "std")):
        cases += [{**case, "ddof": ddof} for case in cases for ddof in (1, 2, 3)]
    if name in EXTREMA and not a.size:
        return  # no element is the smallest: an error
    for case in cases:
        assert warned(nd, name, a, case) == warned(np, name, a, case), case


@pytest.mark.parametrize("name", [*FOLDS, *POSITIONS, *RUNNING])
def test_a_wrong_axis_is_told_by_the_reduction(name):
    for dtype in ("float64", "int32"):
        a = nd.ones((2, 3), dtype)
        options = [{}]
        if name != "count_nonzero":
            options.append({"out": nd.ones(3)})
        if name not in {*POSITIONS, *RUNNING, "ptp", "count_nonzero"}:
            options.append({"where": a > 0})
        for one in options:
            with pytest.raises(nd.exceptions.AxisError, match=f"^{name}: axis 5"):
                getattr(nd, name)(a, axis=5, **one)
