"""Elementwise functions whose bits are NumPy's: arithmetic, comparisons, logic, bits, rounding; layouts, weak
scalars."""

import ml_dtypes  # noqa: F401  registers bfloat16 with NumPy's ufuncs
import numpy as np
from builder import dtype_name
from samples import DTYPES, FLOATS, INTEGERS, LAYOUTS, NUMERIC, dtype, plain, sample, weak

REAL = [*INTEGERS, "float16", "float32", "float64"]
BINARY = {
    "add": DTYPES, "subtract": NUMERIC, "multiply": DTYPES, "divide": [*REAL, "complex128"],
    "floor_divide": REAL, "remainder": REAL, "fmod": ["int32", "float32", "float64"],
    "maximum": ["int8", "uint64", "float16", "float32", "float64", "complex64"],
    "minimum": ["bool", "float64", "complex128"],
    "fmax": ["float64", "int16"], "fmin": ["float32"], "copysign": ["float64", "float16"],
    "nextafter": ["float32", "float64"],
    "bitwise_and": ["bool", "int16", "uint64"], "bitwise_or": ["uint8", "int64"], "bitwise_xor": ["bool", "int32"],
    "left_shift": ["int8", "uint64"], "right_shift": ["int64", "uint16"], "gcd": ["int32"], "lcm": ["int64"],
    "logical_and": ["float64", "bool"], "logical_or": ["complex64"], "logical_xor": ["int8"],
    "equal": ["bool", "float16", "complex128"], "not_equal": ["int64", "float32"], "less": DTYPES[1:9] + ["float64"],
    "less_equal": ["float32", "uint8"], "greater": ["float64", "complex64"], "greater_equal": ["float16", "int16"],
    "heaviside": ["float64"],
}  # fmt: skip
UNARY = {
    "negative": NUMERIC, "positive": ["int8", "complex128"], "absolute": [*REAL, "bool"], "fabs": ["float32"],
    "sign": ["int32", "float64", "float16"], "square": ["int16", "float32", "complex64"],
    "sqrt": ["float16", "float32", "float64"],
    "reciprocal": ["float64", "float32", "int32"], "floor": ["float16", "float32", "float64"],
    "ceil": ["float64", "float32"],
    "trunc": ["float64"], "rint": ["float16", "float32", "float64"], "conjugate": ["complex64", "complex128"],
    "isnan": ["float16", "float64", "complex64"], "isinf": ["float32", "complex128"], "isfinite": ["float64"],
    "signbit": ["float64", "float16"], "spacing": ["float32", "float64"], "invert": ["bool", "uint8", "int64"],
    "logical_not": ["bool", "float64"], "bitwise_count": ["int8", "uint64"], "degrees": ["float64"],
    "radians": ["float32"], "deg2rad": ["float64"], "rad2deg": ["float32"],
}  # fmt: skip


def _one_nan(z):
    """Complex products and quotients have but one NaN, where NumPy's sign depends on the CPU."""
    for part in (z.real, z.imag):
        part[np.isnan(part)] = np.nan
    return z


def _product(a, b):
    """NumPy's product, of complex numbers without the fused operations that its vector code uses on some CPUs."""
    if a.dtype.kind != "c":
        return a * b
    out = np.empty(np.broadcast_shapes(a.shape, b.shape), a.dtype)
    out.real, out.imag = a.real * b.real - a.imag * b.imag, a.real * b.imag + a.imag * b.real
    return _one_nan(out)


def _quotient(a, b):
    return _one_nan(a / b) if a.dtype.kind == "c" else np.divide(a, b)


ORACLE = {"multiply": _product, "square": lambda a: _product(a, a), "divide": _quotient}


def _pair(name, function):
    a, b = sample(name, (2, 4), 1), sample(name, (2, 4), 2)
    if function.endswith("shift"):
        b = (b & np.array(2 * b.itemsize * 8 - 1, b.dtype)).astype(b.dtype)  # past the width too
    return a, b


def _binary(vectors):
    for function, names in BINARY.items():
        for name in names:
            a, b = _pair(name, function)
            vectors.add(function, [a, b], [ORACLE.get(function, getattr(np, function))(a, b)], name)
    for name in ("float32", "float64"):
        a = sample(name, (6,), 3)
        vectors.add(
            "ldexp", [a, np.arange(-3, 3, dtype=np.int32)], [np.ldexp(a, np.arange(-3, 3, dtype=np.int32))], name
        )
    a, b = sample("bfloat16", (2, 4), 4), sample("bfloat16", (2, 4), 5)
    vectors.add("subtract", [a, b], [a - b], "bfloat16")
    for name in ("int32", "uint8", "float64"):
        a, b = _pair(name, "divmod")
        vectors.add("divmod", [a, b], list(np.divmod(a, b)), name)


def _unary(vectors):
    for function, names in UNARY.items():
        for name in names:
            a = sample(name, (2, 4), 6)
            vectors.add(function, [a], [ORACLE.get(function, getattr(np, function))(a)], name)
    for name in ("float16", "float32", "float64"):
        a = sample(name, (7,), 7)
        vectors.add("frexp", [a], list(np.frexp(a)), name)
        vectors.add("modf", [a], list(np.modf(a)), name)
    half = (np.arange(-5, 6) / 2).astype(np.float64)
    for function in ("rint", "floor", "trunc"):
        vectors.add(function, [half], [getattr(np, function)(half)], "halves")


def _layouts(vectors):
    for name, layout in LAYOUTS.items():
        for kind in ("int16", "float64", "complex64"):
            a, b = plain(kind, (2, 3), 8), plain(kind, (2, 3), 9)
            value = np.broadcast_to(a[:1], a.shape) if name == "broadcast" else a
            vectors.add("add", [layout(a), b], [value + b], f"{name}-{kind}")
            vectors.add("multiply", [b, layout(a)], [_product(b, value)], f"{name}-{kind}")
    for kind in ("int32", "float64"):
        row, column, scalar = plain(kind, (4,), 1), plain(kind, (3, 1), 2), plain(kind, (), 3)
        vectors.add("subtract", [row, column], [row - column], f"broadcast-{kind}")
        vectors.add("subtract", [scalar, column], [scalar - column], f"broadcast-0d-{kind}")
        empty = np.empty((0, 4), kind)
        vectors.add("add", [empty, row], [empty + row], f"empty-{kind}")


def _promotion(vectors):
    pairs = [("int8", "uint8"), ("uint64", "int64"), ("int32", "float32"), ("float16", "int16"), ("bool", "int8"),
             ("float32", "complex64"), ("int64", "complex64"), ("bool", "float16")]  # fmt: skip
    for one, other in pairs:
        a, b = plain(one, (3,), 1), plain(other, (3,), 2)
        vectors.add("add", [a, b], [a + b], f"{one}-{other}")
    with np.errstate(all="ignore"):
        a = plain("float16", (3,), 1)
        mixed = a.astype(np.float32) + plain("bfloat16", (3,), 2).astype(np.float32)
        vectors.add("add", [a, plain("bfloat16", (3,), 2)], [mixed], "float16-bfloat16")
    for name in ("int8", "uint16", "float16", "bfloat16", "float32", "complex64", "bool"):
        a = plain(name, (3,), 4)
        for value in (2, 1.5, 2j):
            if name == "bfloat16" and not isinstance(value, int):
                continue  # ml_dtypes does not promote weak scalars as NumPy's own dtypes do
            want = (a * dtype(name).type(2)) if name == "bfloat16" else a * value
            vectors.add("multiply", [a, weak(value)], [want], f"{name}-weak-{type(value).__name__}")
    a = plain("uint8", (3,), 5)
    vectors.refuse("add", [a, weak(300)], "ND_OVERFLOW_ERROR", "weak-out-of-range")
    vectors.add("less", [a, weak(300)], [a < 300], "weak-out-of-range")


def _errors(vectors):
    a = plain("int32", (2, 3))
    vectors.refuse("add", [a, plain("int32", (2, 2))], "ND_VALUE_ERROR", "shapes")
    vectors.refuse("subtract", [plain("bool"), plain("bool")], "ND_TYPE_ERROR", "bool")
    vectors.refuse("bitwise_and", [plain("float64"), a], "ND_TYPE_ERROR", "float")
    vectors.refuse("invert", [plain("float32")], "ND_TYPE_ERROR", "float")
    vectors.refuse("left_shift", [plain("float32"), a], "ND_TYPE_ERROR", "float")
    vectors.refuse("floor_divide", [plain("complex64"), a], "ND_TYPE_ERROR", "complex")


def _clip(vectors):
    for name in ("int16", "float32", "float64"):
        a = sample(name, (2, 4), 3)
        low, high = np.array(-2, name), np.array(3, name)
        vectors.add("clip", [a, low, high], [np.clip(a, low, high)], name)
    vectors.add("clip", [a, None, high], [np.clip(a, None, high)], "no-low")


def vectors(vectors):
    assert dtype_name(dtype("bfloat16")) in FLOATS
    with np.errstate(all="ignore"):
        for part in (_binary, _unary, _layouts, _promotion, _clip, _errors):
            part(vectors)
