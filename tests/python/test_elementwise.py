"""Elementwise arithmetic, comparisons, bits and parts of floats: every op, dtype and layout against NumPy."""

import warnings

import ml_dtypes
import ndcore as nd
import numpy as np
import pytest
from conftest import COMPLEX, DTYPES, FLOATS, INTEGERS, assert_same, bfloat16, both, check, numpy_of, sample

UNARY = [
    "absolute",
    "bitwise_count",
    "ceil",
    "conjugate",
    "deg2rad",
    "degrees",
    "fabs",
    "floor",
    "frexp",
    "invert",
    "isfinite",
    "isinf",
    "isnan",
    "logical_not",
    "modf",
    "negative",
    "positive",
    "rad2deg",
    "radians",
    "reciprocal",
    "rint",
    "sign",
    "signbit",
    "spacing",
    "sqrt",
    "square",
    "trunc",
]
BINARY = [
    "add",
    "bitwise_and",
    "bitwise_or",
    "bitwise_xor",
    "copysign",
    "divide",
    "divmod",
    "equal",
    "floor_divide",
    "fmod",
    "gcd",
    "greater",
    "greater_equal",
    "heaviside",
    "lcm",
    "left_shift",
    "less",
    "less_equal",
    "logical_and",
    "logical_or",
    "logical_xor",
    "maximum",
    "minimum",
    "multiply",
    "nextafter",
    "not_equal",
    "remainder",
    "right_shift",
    "subtract",
]
# Complex results where NumPy fuses operations or calls the C library: compared in ULPs of the modulus below.
ROUNDED = {"absolute", "divide", "multiply", "reciprocal", "sign", "sqrt", "square"}


def _exact(names):
    """Names and dtypes whose bits are NumPy's; test_complex_rounds_as_well compares the others."""
    return [(name, dtype) for name in names for dtype in DTYPES if dtype not in COMPLEX or name not in ROUNDED]


def _nonzero(a):
    """The array without negative zeros: which of two equal zeros NumPy's extrema return depends on their position."""
    return a + a.dtype.type(0) if a.dtype.kind in "fc" else a


@pytest.mark.parametrize(("name", "dtype"), _exact(UNARY))
def test_unary(name, dtype, layout):
    a = layout(sample(dtype, (5, 8)))
    check(lambda m, x: getattr(m, name)(x), a)


@pytest.mark.parametrize(("name", "dtype"), _exact(BINARY))
def test_binary(name, dtype, layout):
    a, b = layout(sample(dtype, (5, 8))), layout(sample(dtype, (5, 8), seed=5))
    if name in ("minimum", "maximum"):
        a, b = _nonzero(a), _nonzero(b)
    check(lambda m, x, y: getattr(m, name)(x, y), a, b)


@pytest.mark.parametrize("name", ["fmin", "fmax"])
@pytest.mark.parametrize("dtype", DTYPES)
def test_extrema_that_ignore_nan(name, dtype, layout):
    a, b = _nonzero(sample(dtype, (5, 8))), _nonzero(sample(dtype, (5, 8), seed=5))
    check(lambda m, x, y: getattr(m, name)(x, y), layout(a), layout(b))


@pytest.mark.parametrize("name", [*BINARY, "fmin", "fmax", "power"])
@pytest.mark.parametrize("dtype", INTEGERS)
def test_integers_by_one_number(name, dtype):
    """Scalar operands have loops of their own."""
    a = np.random.default_rng(1).integers(np.iinfo(dtype).min, np.iinfo(dtype).max, 1000, dtype)
    for b in (0, 1, 3, 7, 10, 100):
        check(lambda m, x, b=b: getattr(m, name)(x, b), a)


@pytest.mark.parametrize("name", ["floor_divide", "remainder", "fmod", "divmod"])
@pytest.mark.parametrize("dtype", INTEGERS + FLOATS)
def test_division_of_hard_numbers(name, dtype):
    rng = np.random.default_rng(2)
    if np.dtype(dtype).kind == "f":
        a, b = (rng.normal(size=5000) * 10.0 ** rng.uniform(-4, 2, 5000) for _ in range(2))
        a, b = a.astype(dtype), np.where(b == 0, 1, b).astype(dtype)
        a[::3] = (b[::3] * rng.integers(-50, 50, b[::3].size).astype(dtype)).astype(dtype)
    else:
        limits, bits = np.iinfo(dtype), np.iinfo(dtype).bits
        a, b = (
            rng.integers(limits.min, limits.max, 5000, dtype, endpoint=True)
            >> rng.integers(0, bits, 5000).astype(dtype)
            for _ in range(2)
        )
        a[::3] = (b[::3] * rng.integers(0, 9, b[::3].size).astype(dtype)) - (a[::3] & 1)
    check(lambda m, x, y: getattr(m, name)(x, y), a, b)


@pytest.mark.parametrize("dtype", FLOATS)
@pytest.mark.parametrize("exponents", ["int32", "int64"])
def test_ldexp(dtype, exponents, layout):
    a = layout(sample(dtype, (5, 8)))
    check(lambda m, x, n: m.ldexp(x, n), a, np.resize(np.arange(-40, 40, 7), a.shape).astype(exponents))


@pytest.mark.parametrize("dtype", DTYPES)
def test_clip(dtype, layout):
    a = layout(_nonzero(sample(dtype, (5, 8))))
    check(lambda m, x: m.clip(x, 1, 3), a)


@pytest.mark.parametrize("dtype", COMPLEX)
def test_complex_rounds_as_well(dtype):
    """Each result is at most as far from the exact one as an honest computation in the next precision allows."""
    a, b = sample(dtype, (40, 40), special=False), sample(dtype, (40, 40), seed=7, special=False)
    wide_a, wide_b = a.astype(np.clongdouble), b.astype(np.clongdouble)
    exact = {
        "multiply": wide_a * wide_b, "divide": wide_a / wide_b, "absolute": np.abs(wide_a), "sqrt": np.sqrt(wide_a),
        "square": wide_a * wide_a, "reciprocal": 1 / wide_a, "sign": wide_a / np.abs(wide_a),
    }  # fmt: skip
    unit = np.finfo(dtype).eps / 2
    bounds = {"multiply": 3, "divide": 6, "absolute": 1.01, "sqrt": 3, "square": 3, "reciprocal": 5, "sign": 2}
    for name, expected in exact.items():
        operands = (nd.asarray(a), nd.asarray(b)) if name in ("multiply", "divide") else (nd.asarray(a),)
        result = numpy_of(getattr(nd, name)(*operands))
        error = np.max(np.abs(result - expected) / np.abs(expected)) / unit
        assert error <= bounds[name], (name, float(error))


def test_int64_and_uint64_compare_by_value():
    a, b = np.array([-1, 5, 2**63 - 1]), np.array([2**64 - 1, 5, 1], np.uint64)
    for name in ("equal", "not_equal", "less", "less_equal", "greater", "greater_equal"):
        check(lambda m, x, y, name=name: getattr(m, name)(x, y), a, b)
        check(lambda m, x, y, name=name: getattr(m, name)(y, x), a, b)


@pytest.mark.parametrize("name", ["add", "multiply", "divide", "less", "equal", "minimum", "maximum", "nextafter"])
def test_bfloat16(name):
    words = np.random.default_rng(3).integers(0, 2**16, (2, 3000), np.uint16)
    a, b = words.view(ml_dtypes.bfloat16)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        expected = getattr(np, name)(a, b)
        mine, other = (nd.asarray(w).view("bfloat16") for w in words)
        result = getattr(nd, name)(mine, other)
    assert_same(result.astype("float32"), expected.astype("float32"))
    assert result.dtype.name == ("bool" if expected.dtype == bool else "bfloat16")
    assert expected.dtype in (bool, bfloat16)


@pytest.mark.parametrize(
    "values", [(1.0, 0.0), (0.0, 0.0), (1e308, 1e-10), (np.nan, 1.0), (np.inf, 2.0), (-1.0, np.inf)]
)
@pytest.mark.parametrize("name", ["divide", "floor_divide", "remainder", "fmod", "multiply", "less", "maximum"])
def test_floating_point_status(name, values):
    def warned(m):
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            getattr(m, name)(*(m.asarray([v] * 19) for v in values))
        return {str(w.message).split(" encountered")[0] for w in caught}

    assert warned(nd) == warned(np)


def test_negative_powers_of_integers_are_refused():
    mine, theirs = both(lambda m, x: m.power(x, m.asarray([2, -1])), np.array([2, 2]))
    assert type(mine) is type(theirs) is ValueError


def test_python_integers_in_logical_operations():
    for dtype in ("u1", "i1", "u8", "i8", "f4", "?"):
        a = sample(dtype, (5,))
        for number in (-1, 300, 2**40, 0, -(2**40)):
            for name in ("logical_and", "logical_or", "logical_xor"):
                check(lambda m, x, name=name, n=number: getattr(m, name)(x, n), a)
                check(lambda m, x, name=name, n=number: getattr(m, name)(n, x), a)


def test_booleans_computed_in_another_dtype():
    a, b = np.array([True, False, True]), np.array([True, True, False])
    for name in ("subtract", "gcd", "lcm", "add"):
        for dtype in ("u2", "i8", "?", None):
            check(lambda m, x, y, name=name, d=dtype: getattr(m, name)(x, y, dtype=d), a, b)
