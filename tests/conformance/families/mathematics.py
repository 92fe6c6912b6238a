"""Transcendental functions, whose bits are ndcore's own: held to the bounds of docs/accuracy.md against mpmath."""

from __future__ import annotations

import mpmath
import numpy as np
from bounds import BINARY, BOUNDS, UNARY
from samples import dtype

INVERSE = ["arcsin", "arccos", "arctan", "arcsinh", "arccosh", "arctanh"]
EXACT = {"exp2": lambda x: mpmath.mpf(2) ** x, "log2": lambda x: mpmath.log(x, 2),
         "log10": lambda x: mpmath.log(x, 10), "power": mpmath.power, "arctan2": mpmath.atan2,
         "log": mpmath.ln, "cbrt": lambda x: mpmath.sign(x) * mpmath.cbrt(abs(x))} | {name: getattr(mpmath,
             name.replace("arc", "a")) for name in INVERSE}  # fmt: skip
VALUES = [-700.5, -30.25, -3.5, -1.0, -0.75, -1e-5, 0.0, 1e-5, 0.3, 0.5, 0.999, 1.0, 1.5, 2.0, 3.7, 10.0, 45.6, 88.0,
          1e4, 1e30]  # fmt: skip


def _error(got, exact):
    """Distance in ULP of the exact value; 0 where both are special alike."""
    value = float(got)
    if isinstance(exact, mpmath.mpc) and exact.imag != 0:
        return 0.0 if np.isnan(got) else np.inf
    exact = mpmath.re(exact)
    limit = mpmath.mpf(float(np.finfo(got.dtype).max)) if got.dtype.kind == "f" else mpmath.mpf(3.3895313892515355e38)
    if mpmath.isnan(exact) or abs(exact) > limit:
        same = np.isnan(value) if mpmath.isnan(exact) else (np.isinf(value) and (value > 0) == (exact > 0))
        return 0.0 if same else np.inf
    if not np.isfinite(value):
        return np.inf
    digits, least = {"float64": (52, -1022), "float32": (23, -126), "float16": (10, -14)}.get(got.dtype.name, (7, -126))
    exponent = max(mpmath.frexp(exact)[1] - 1, least) if exact else least
    return float(abs(mpmath.mpf(value) - exact) / mpmath.ldexp(1, exponent - digits))


def _exact(function, *arguments):
    try:
        return EXACT.get(function, getattr(mpmath, function, None))(*[mpmath.mpf(float(x)) for x in arguments])
    except (ValueError, ZeroDivisionError):
        return mpmath.nan


def _finite(function, x):
    """Arguments at which the exact value is a number: poles are the business of special values."""
    poles = {"log": [0], "log2": [0], "log10": [0], "log1p": [-1], "arctanh": [-1, 1]}
    return np.array([v for v in x if v not in poles.get(function, [])], x.dtype)


def _unary(vectors):
    for function in UNARY:
        for name in ("float64", "float32", "float16", "bfloat16"):
            if name in ("float16", "bfloat16") and function not in ("exp", "log", "sin", "tanh"):
                continue
            bound = BOUNDS[function][name]
            with np.errstate(all="ignore"):
                values = np.array(VALUES).astype(dtype(name))
            x = _finite(function, values[np.isfinite(values.astype(float))])
            exact = [_exact(function, v) for v in x]

            def within(results, exact=exact, bound=bound):
                return all(_error(got, want) <= bound for got, want in zip(results[0], exact))

            vectors.add(function, [x], None, name, check=within)


def _binary(vectors):
    x = [0.5, 1.0, 2.0, 3.25, 10.0, 1e-3, 7.0, 123.0]
    y = [2.0, -0.5, 0.25, 3.0, -2.5, 1.5, 0.0, 5.5]
    for function in BINARY:
        for name in ("float64", "float32"):
            a, b = np.array(x, name), np.array(y, name)
            exact = [_exact(function, p, q) for p, q in zip(a, b)]
            bound = BOUNDS[function][name]

            def within(results, exact=exact, bound=bound):
                return all(_error(got, want) <= bound for got, want in zip(results[0], exact))

            vectors.add(function, [a, b], None, name, check=within)


def _sums_of_exponentials(vectors):
    """Far from zero, where no digits cancel: three ULP at most."""
    x, y = np.array([0.5, 3.0, -2.0, 40.0]), np.array([1.0, -1.0, 5.5, 41.0])
    for function, base in (("logaddexp", mpmath.e), ("logaddexp2", mpmath.mpf(2))):
        exact = [mpmath.log(base ** mpmath.mpf(p) + base ** mpmath.mpf(q), base) for p, q in zip(x, y)]

        def within(results, exact=exact):
            return all(_error(got, want) <= 3 for got, want in zip(results[0], exact))

        vectors.add(function, [x, y], None, check=within)
    vectors.add("float_power", [np.array([2, 3]), np.array([3, -1])], [np.float_power([2, 3], [3, -1])])
    vectors.add("angle", [np.array([1j, -1 + 0j, 2 + 0j]), 1], [np.array([90.0, 180.0, 0.0])])


def _complex_error(got, exact):
    return float(abs(mpmath.mpc(complex(got)) - exact) / abs(exact) * 2**52)


def _complex(vectors):
    points = [0.5 + 0.25j, -1.5 + 2j, 3 - 0.75j, 0.001 - 2j]
    bound = {"exp": 1.5, "log": 1.5, "sin": 1.7, "cosh": 1.7, "tan": 3, "arcsin": 2, "arctanh": 2}
    for function, limit in bound.items():
        z = np.array(points, np.complex128)
        exact = [EXACT.get(function, getattr(mpmath, function, None))(mpmath.mpc(p)) for p in points]

        def within(results, exact=exact, limit=limit):
            return all(_complex_error(got, want) <= limit for got, want in zip(results[0], exact))

        vectors.add(function, [z], None, "complex128", check=within)
    z = np.array([3 + 4j, -1 + 0j, 1e200 + 1e200j, 0j])
    vectors.add("absolute", [z], [np.abs(z)], "complex128")


def _special(vectors):
    """At infinities, zeros, NaN and poles NumPy's values are exact."""
    x = np.array([np.inf, -np.inf, np.nan, 0.0, -0.0])
    for function in UNARY:
        vectors.add(function, [x], [getattr(np, function)(x)] if function != "cos" else None, "special",
                    check=lambda results: np.isnan(results[0][:3]).all() and (results[0][3:] == 1).all())  # fmt: skip
    a = np.array([0.0, -0.0, 1.0, np.nan, 0.0, np.inf, -1.0, -8.0])
    b = np.array([-1.0, -1.0, np.nan, 0.0, 0.0, 0.5, np.inf, 0.5])
    vectors.add("power", [a, b], [np.power(a, b)], "special")
    vectors.add("hypot", [a, b], [np.hypot(a, b)], "special")
    with np.errstate(all="ignore"):
        integers = np.array([-3, 0, 2, 127], np.int8), np.array([3, 0, 7, 2], np.int8)
        vectors.add("power", list(integers), [np.power(*integers)], "wraps")
    vectors.refuse("power", [np.array([2]), np.array([-1])], "ND_VALUE_ERROR", "negative-exponent")


def vectors(vectors):
    mpmath.mp.dps = 60
    with np.errstate(all="ignore"):
        for part in (_unary, _binary, _sums_of_exponentials, _complex, _special):
            part(vectors)
