"""Small arrays with the values that go wrong, and the ways an array may lie in memory, as arguments of vectors."""

from __future__ import annotations

import numpy as np
from builder import UNSET, Call, bfloat16

INTEGERS = ["int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64"]
FLOATS = ["float16", "bfloat16", "float32", "float64"]
COMPLEX = ["complex64", "complex128"]
NUMERIC = [*INTEGERS, *FLOATS, *COMPLEX]
DTYPES = ["bool", *NUMERIC]
SPECIAL = [np.nan, np.inf, -np.inf, 0.0, -0.0]


def dtype(name):
    return bfloat16 if name == "bfloat16" else np.dtype(name)


def sample(name, shape=(2, 3), seed=0, special=True):
    """Values all over the dtype's range; of floats NaN, infinities and both zeros."""
    kind, rng, n = dtype(name), np.random.default_rng(seed), int(np.prod(shape))
    if kind.kind == "b":
        flat = rng.integers(0, 2, n)
    elif kind.kind in "iu":
        flat = rng.integers(-9 if kind.kind == "i" else 0, 10, n).astype(kind)
        if special and n > 3:
            flat[rng.permutation(n)[:2]] = [np.iinfo(kind).min, np.iinfo(kind).max]
    elif kind.kind == "c":
        part = f"float{kind.itemsize * 4}"
        flat = np.empty(n, kind)
        flat.real, flat.imag = sample(part, n, seed, special), sample(part, n, seed + 1, special)
    else:
        flat = rng.normal(scale=3, size=n)
        if special and n > 5:
            flat[rng.permutation(n)[:5]] = SPECIAL
    with np.errstate(all="ignore"):
        return flat.astype(kind).reshape(shape)


def plain(name, shape=(2, 3), seed=0):
    return sample(name, shape, seed, special=False)


def _strided(a):
    room = np.zeros(tuple(2 * n for n in a.shape), a.dtype)
    room[(slice(None, None, 2),) * a.ndim] = a
    return Call("get", room, [1, UNSET, UNSET, 2] * a.ndim, [])


def _unaligned(a):
    room = np.frombuffer(b"\0" + a.tobytes(), np.uint8)
    flat = Call("view", Call("get_slice", room, 1, UNSET, UNSET), a.dtype)
    return Call("reshape", flat, list(a.shape), 1, 0)


# Each gives an argument that has the elements of a C-contiguous NumPy array but lies differently.
LAYOUTS = {
    "fortran": lambda a: Call("transpose", np.ascontiguousarray(a.T), None),
    "reversed": lambda a: Call("flip", np.ascontiguousarray(a[(slice(None, None, -1),) * a.ndim]), None),
    "strided": _strided,
    "unaligned": _unaligned,
    "swapped": lambda a: a.astype(a.dtype.newbyteorder(">")),
    "broadcast": lambda a: Call("broadcast_to", a[:1], list(a.shape)),
}


def weak(value):
    """A Python-like number."""
    if isinstance(value, complex):
        return Call("weak_complex", value.real, value.imag)
    return Call("weak_float", value) if isinstance(value, float) else Call("weak_int", value)
