"""Comparing arrays within tolerances or as a whole, telling kinds of numbers, rounding, replacing NaNs."""

import numpy as np
from samples import plain, sample


def _closeness(vectors):
    tolerances = [np.array(1e-5), np.array(1e-8)]
    for name in ("int32", "float32", "float64", "complex128"):
        a = sample(name, (2, 4), 1)
        b = a.copy()
        b[0, 0] += 1
        for equal_nan in (0, 1):
            nan = {"equal_nan": bool(equal_nan)}
            note = f"{name}-{'nan' if equal_nan else 'plain'}"
            vectors.add("isclose", [a, b, *tolerances, equal_nan], [np.isclose(a, b, **nan)], note)
            vectors.add("allclose", [a, b, *tolerances, equal_nan], [int(np.allclose(a, b, **nan))], note)
            vectors.add("array_equal", [a, a, equal_nan], [int(np.array_equal(a, a, **nan))], note)
    row = plain("int16", (4,), 2)
    vectors.add("array_equal", [row, row[:3], 0], [0], "shapes")
    vectors.add("array_equiv", [np.stack([row, row]), row], [1])


def _kinds(vectors):
    z = np.array([1 + 0j, 1j, np.nan])
    for function in ("isreal", "iscomplex"):
        vectors.add(function, [z], [getattr(np, function)(z)])
    for name in ("float16", "float64"):
        a = sample(name, (8,), 3)
        for function in ("isposinf", "isneginf"):
            vectors.add(function, [a], [getattr(np, function)(a)], name)
        vectors.add("nan_to_num", [a, None, None, None, None], [np.nan_to_num(a)], name)
    vectors.add("dtype_is_registered", [np.dtype("float64")], [0])


def _rounding(vectors):
    for name in ("float32", "float64", "int32"):
        a = plain(name, (2, 4), 4)
        for decimals in (0, 2, -1):
            vectors.add("round", [a, decimals, None], [np.round(a, decimals)], f"{name}-{decimals}")


def vectors(vectors):
    with np.errstate(all="ignore"):
        for part in (_closeness, _kinds, _rounding):
            part(vectors)
