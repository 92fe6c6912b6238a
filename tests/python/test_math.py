"""Mathematical functions: the bounds of docs/accuracy.md against a wider float and mpmath, special values, layouts and
floating-point status against NumPy."""

import warnings

import mpmath
import ndcore as nd
import numpy as np
import pytest
from bounds import BINARY, BOUNDS, UNARY
from conftest import LAYOUTS, WIDE, assert_same, bfloat16, both, numpy_of, ulps

COMPLEX = [name for name in UNARY if name != "cbrt"]
SPECIAL = [0.0, 1.0, 2.0, 0.5, 1.5, 3.0, 1e-3, 100.0, 709.0, 1e4, 1e30, np.pi / 2, np.inf, np.nan]
SPECIAL += [-x for x in SPECIAL]


def _samples(dtype, n, seed):
    rng = np.random.default_rng(seed)
    word = {4: np.uint32, 8: np.uint64}[np.dtype(dtype).itemsize]
    parts = [np.array(SPECIAL, dtype), rng.integers(0, np.iinfo(word).max, n, word).view(dtype)]
    for scale in (1e-3, 1, 10, 700, 1e8):
        parts.append(rng.uniform(-scale, scale, n).astype(dtype))
    parts.append((1 + rng.uniform(-1, 1, n) * 10.0 ** rng.uniform(-8, 0, n)).astype(dtype))
    return np.concatenate(parts)


def _run(name, *arrays):
    with warnings.catch_warnings(), nd.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        return numpy_of(getattr(nd, name)(*[nd.asarray(a) for a in arrays]))


@pytest.mark.skipif(not WIDE, reason="needs a long double with more bits than float64")
@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("name", UNARY)
def test_unary_bounds(name, dtype):
    x = _samples(dtype, 5000, 1)
    with np.errstate(all="ignore"):
        exact = getattr(np, name)(x.astype(np.longdouble))
    error = ulps(_run(name, x), exact)
    worst = int(np.argmax(error))
    assert error[worst] <= BOUNDS[name][dtype], (name, x[worst], error[worst])


@pytest.mark.skipif(not WIDE, reason="needs a long double with more bits than float64")
@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("name", BINARY)
def test_binary_bounds(name, dtype):
    x, y = _samples(dtype, 5000, 2), np.random.default_rng(4).permutation(_samples(dtype, 5000, 3))
    pairs = np.array([(a, b) for a in SPECIAL for b in SPECIAL], dtype)
    x, y = np.concatenate([pairs[:, 0], x]), np.concatenate([pairs[:, 1], y])
    with np.errstate(all="ignore"):
        exact = getattr(np, name)(x.astype(np.longdouble), y.astype(np.longdouble))
    error = ulps(_run(name, x, y), exact)
    subnormal = np.abs(exact) < np.finfo(dtype).tiny  # rounded twice
    error = np.where(subnormal & np.isfinite(error), np.maximum(error - 1, 0), error)
    worst = int(np.argmax(error))
    assert error[worst] <= BOUNDS[name][dtype], (name, x[worst], y[worst], error[worst])


_EXACT = {
    "arcsin": mpmath.asin, "arccos": mpmath.acos, "arctan": mpmath.atan, "arcsinh": mpmath.asinh,
    "arccosh": mpmath.acosh, "arctanh": mpmath.atanh, "exp2": lambda z: mpmath.exp(z * mpmath.log(2)),
    "log2": lambda z: mpmath.log(z) / mpmath.log(2), "log10": lambda z: mpmath.log(z) / mpmath.log(10),
    "log1p": lambda z: mpmath.log(1 + z), "expm1": lambda z: mpmath.exp(z) - 1,
}  # fmt: skip


def _exact(name):
    return _EXACT.get(name) or getattr(mpmath, name)


_RANGES = {
    "arccosh": (1, 30), "arcsin": (-1, 1), "arccos": (-1, 1), "arctanh": (-1, 1), "cbrt": (0, 9), "log": (0, 30),
    "log2": (0, 30), "log10": (0, 30), "log1p": (-1, 30),
}  # fmt: skip


@pytest.mark.parametrize("name", UNARY)
def test_spots_against_mpmath(name):
    x = np.random.default_rng(5).uniform(*_RANGES.get(name, (-30, 30)), 200)
    with mpmath.workprec(200):
        for value, result in zip(x, _run(name, x)):
            exact = _exact(name)(mpmath.mpf(float(value)))
            error = abs(mpmath.mpf(float(result)) - exact)
            assert error <= BOUNDS[name]["float64"] * np.spacing(abs(float(exact))), value


_COMPLEX_BOUNDS = {"tan": 3, "tanh": 3, "expm1": 2, "sin": 1.7, "cos": 1.7, "sinh": 1.7, "cosh": 1.7}


@pytest.mark.parametrize("dtype", ["complex64", "complex128"])
@pytest.mark.parametrize("name", COMPLEX)
def test_complex_bounds(name, dtype):
    rng = np.random.default_rng(6)
    x = rng.uniform(-3, 3, 100) + 1j * rng.uniform(-3, 3, 100)
    on_circle = (1 + 10.0 ** rng.uniform(-9, -1, 50)) * np.exp(2j * np.pi * rng.uniform(size=50))
    small = 10.0 ** rng.uniform(-15, 0, 50) * np.exp(2j * np.pi * rng.uniform(size=50))
    x = np.concatenate([x, on_circle, small]).astype(dtype)
    unit = float(np.finfo(dtype).eps)
    bound = 0.8 if dtype == "complex64" else _COMPLEX_BOUNDS.get(name, 1.5 if name[:3] in ("exp", "log") else 2)
    with mpmath.workprec(200):
        for value, result in zip(x, _run(name, x)):
            exact = _exact(name)(mpmath.mpc(float(value.real), float(value.imag)))
            error = abs(mpmath.mpc(float(result.real), float(result.imag)) - exact) / abs(exact)
            assert error <= bound * unit, value


@pytest.mark.parametrize("dtype", ["complex64", "complex128"])
@pytest.mark.parametrize("name", COMPLEX)
def test_complex_special_values(name, dtype):
    parts = np.array([0.0, -0.0, 1.0, -1.0, 0.5, -2.5, 1e3, -1e3, np.inf, -np.inf, np.nan])
    x = np.empty(parts.size**2, dtype)
    x.real, x.imag = np.repeat(parts, parts.size), np.tile(parts, parts.size)
    if name == "expm1":  # NumPy multiplies infinities by zero there
        x = x[np.isfinite(x.real) & np.isfinite(x.imag) & (x.real < 100)]
    with np.errstate(all="ignore"):
        expected = getattr(np, name)(x)
    got = _run(name, x)
    for mine, theirs in ((got.real, expected.real), (got.imag, expected.imag)):
        assert (np.isnan(mine) == np.isnan(theirs)).all(), x[np.isnan(mine) != np.isnan(theirs)]
        extreme = np.isinf(theirs) | (theirs == 0)
        differ = extreme & ((mine != theirs) | (np.signbit(mine) != np.signbit(theirs)))
        assert not differ.any(), x[differ]


@pytest.mark.parametrize("dtype", ["float16", "bfloat16"])
@pytest.mark.parametrize("name", UNARY)
def test_halves_are_float32_rounded_once(name, dtype):
    if dtype == "bfloat16" and bfloat16 is None:
        pytest.skip("needs ml_dtypes")
    half = np.dtype(bfloat16 if dtype == "bfloat16" else dtype)
    x = np.arange(65536, dtype=np.uint16).view(half)
    with np.errstate(all="ignore"), nd.errstate(all="ignore"):
        a = nd.asarray(x.astype(np.float32)).astype(dtype)
        got = numpy_of(getattr(nd, name)(a))
        wide = numpy_of(getattr(nd, name)(a.astype("float32")))
        expected = wide.astype(half)
    same = (got == expected) | (np.isnan(got.astype(np.float32)) & np.isnan(wide))
    assert got.dtype == half
    assert same.all()


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("dtype", ["float16", "float32", "float64", "complex64", "complex128"])
def test_bits_do_not_depend_on_the_layout(dtype, layout):
    x = np.random.default_rng(7).uniform(0.1, 0.9, (23, 17)).astype(dtype)
    for name in COMPLEX:
        lying = LAYOUTS[layout](x)
        expected = _run(name, np.array(lying, dtype))
        with nd.errstate(all="ignore"):
            assert_same(getattr(nd, name)(nd.asarray(lying)), expected, check_type=False)


TWO = [*BINARY, "logaddexp", "logaddexp2", "float_power"]


@pytest.mark.parametrize("name", [*UNARY, *TWO])
@pytest.mark.parametrize("dtype", ["bool", "int8", "uint16", "int32", "int64", "float16", "float32", "complex64"])
def test_result_dtypes(name, dtype):
    x = np.ones((2, 3), dtype)
    mine, theirs = both(lambda m, *a: getattr(m, name)(*a).dtype.name, *([x, x] if name in TWO else [x]))
    if not isinstance(theirs, Exception):
        assert mine == theirs


@pytest.mark.skipif(not WIDE, reason="needs a long double with more bits than float64")
@pytest.mark.parametrize("name", ["logaddexp", "logaddexp2"])
def test_logaddexp_errs_by_its_larger_term(name):
    x, y = np.array([(a, b) for a in SPECIAL for b in SPECIAL]).T
    with np.errstate(all="ignore"):
        exact = getattr(np, name)(x.astype(np.longdouble), y.astype(np.longdouble))
        unit = np.spacing(np.maximum(np.maximum(np.abs(x), np.abs(y)), 1))
        got = _run(name, x, y)
        same = (got == exact) | (np.isnan(got) & np.isnan(exact)) | (np.abs(got - exact) <= 1.5 * unit)
    assert same.all(), (x[~same], y[~same])


@pytest.mark.parametrize("dtype", ["float16", "float32", "float64"])
@pytest.mark.parametrize("name", ["logaddexp", "hypot", "power", "arctan2"])
def test_folds_go_one_element_after_another(name, dtype):
    a = nd.asarray(np.random.default_rng(8).uniform(0.5, 1.5, 40).astype(dtype))
    function = getattr(nd, name)
    running = [a[0]]
    for value in a[1:]:
        running.append(function(running[-1], value))
    expected = np.array([numpy_of(r).reshape(()) for r in running])
    assert_same(function.accumulate(a), expected)
    if name in ("logaddexp", "hypot"):
        assert_same(function.reduce(a), expected[-1], check_type=False)


STATUS = [
    ("exp", 800.0), ("exp2", 1024.0), ("expm1", 800.0), ("log", 0.0), ("log", -1.0), ("log2", 0.0), ("log10", -2.0),
    ("log1p", -1.0), ("log1p", -2.0), ("sin", np.inf), ("cos", -np.inf), ("tan", np.inf), ("arcsin", 1.5),
    ("arccos", -1.5), ("sinh", 800.0), ("cosh", 800.0), ("arccosh", 0.5), ("arctanh", 1.0), ("arctanh", -2.0),
    ("exp", np.nan), ("exp", np.inf), ("log", np.inf), ("sin", 1e300), ("tanh", np.inf), ("arctan", np.inf),
    ("cbrt", -np.inf), ("arcsinh", 1e300), ("log", 0j), ("exp", 800 + 1j),
]  # fmt: skip


def _outcomes(m, function):
    """The kinds of status that raise, underflow apart."""
    raised = []
    for kind in ("divide", "over", "invalid"):
        with m.errstate(**{"all": "ignore", kind: "raise"}):
            try:
                function()
            except FloatingPointError:
                raised.append(kind)
    return raised


@pytest.mark.parametrize(("name", "value"), STATUS)
@pytest.mark.parametrize("length", [1, 8, 19])
def test_status_as_numpys(name, value, length):
    mine, theirs = [_outcomes(m, lambda m=m: getattr(m, name)(m.asarray([value] * length))) for m in (nd, np)]
    assert mine == theirs


@pytest.mark.parametrize(
    ("x", "y"), [(0.0, -1.0), (-8.0, 0.3), (10.0, 400.0), (np.nan, 0.0), (np.inf, -1.0), (1.0, np.nan), (-1.0, np.inf)]
)
def test_status_of_power(x, y):
    mine, theirs = [_outcomes(m, lambda m=m: m.power(m.asarray([x]), m.asarray([y]))) for m in (nd, np)]
    assert mine == theirs


@pytest.mark.parametrize("dtype", ["int8", "uint8", "int32", "int64", "uint64"])
def test_integer_power(dtype):
    x = np.arange(-4 if dtype[0] == "i" else 0, 12).astype(dtype)
    mine, theirs = both(lambda m, a, b: m.power(a, b), x, (np.abs(x) * 3) % x.dtype.type(11))
    assert_same(mine, theirs)
    both(lambda m, a, b: m.power(a, b), np.arange(1, 4), np.arange(-3, 0))


@pytest.mark.parametrize("deg", [False, True])
@pytest.mark.parametrize("dtype", ["bool", "int8", "int64", "float32", "float64", "complex64", "complex128"])
def test_angle(dtype, deg):
    x = np.array([1, -1, 0, 2, -0.0]).astype(dtype)
    if x.dtype.kind == "c":
        x = np.concatenate([x, x * 1j, [1 + 1j, -2 - 3j, np.inf - 1j]]).astype(dtype)
    mine, theirs = both(lambda m, a: m.angle(a, deg=deg), x)
    assert mine.dtype.name == theirs.dtype.name
    np.testing.assert_allclose(numpy_of(mine), theirs, rtol=4 * np.finfo(theirs.dtype).eps)
