"""Shared by all Python tests: NumPy as oracle, exact comparison, and the ways an array may lie in memory.

Tests import what they need: `from conftest import LAYOUTS, assert_same, both, nd, np`; the fixtures `nd` and `np` give
the two packages, `layout` runs a test once for each layout. Bits are compared (`check`) where NumPy's are the same on
every CPU; results of functions that docs/accuracy.md bounds are held to their bound (`check_bounded`).
"""

from __future__ import annotations

import warnings

import ndcore as nd
import numpy as np
import pytest
from bounds import BOUNDS

try:
    import ml_dtypes

    bfloat16 = np.dtype(ml_dtypes.bfloat16)
except ImportError:  # the tests of bfloat16 are left out
    bfloat16 = None

BOOL, SIGNED = ["bool"], ["int8", "int16", "int32", "int64"]
UNSIGNED, FLOATS = ["uint8", "uint16", "uint32", "uint64"], ["float16", "float32", "float64"]
COMPLEX = ["complex64", "complex128"]
INTEGERS = SIGNED + UNSIGNED
REAL = INTEGERS + FLOATS
INEXACT = FLOATS + COMPLEX
NUMERIC = REAL + COMPLEX
DTYPES = BOOL + NUMERIC
WIDE = (
    np.finfo(np.longdouble).nmant > 60
)  # NumPy's long double tells the last bit of float64, and no vector unit computes it


def _contiguous(a):
    return np.array(a, order="C")


def _fortran(a):
    return np.array(a, order="F")


def _reversed(a):
    return np.array(a[(slice(None, None, -1),) * a.ndim])[(slice(None, None, -1),) * a.ndim]


def _strided(a):
    room = np.empty(tuple(2 * n for n in a.shape), a.dtype)
    room[...] = np.resize(np.arange(7).astype(a.dtype), room.shape)
    view = room[(slice(None, None, 2),) * a.ndim]
    view[...] = a
    return view


def _transposed(a):
    return np.array(a.T, order="C").T


def _unaligned(a):
    room = np.zeros(a.nbytes + 1, np.uint8)
    view = np.ndarray(a.shape, a.dtype, room.data, 1)
    view[...] = a
    return view


def _swapped(a):
    return a.astype(a.dtype.newbyteorder())


def _broadcast(a):
    """The first row in every row: stride 0."""
    return np.broadcast_to(a[:1], a.shape) if a.ndim and len(a) else a


def _read_only(a):
    a = np.array(a)
    a.flags.writeable = False
    return a


# Each takes a NumPy array and gives the same values lying differently (broadcast: repeated values).
LAYOUTS = {
    "contiguous": _contiguous, "fortran": _fortran, "reversed": _reversed, "strided": _strided,
    "transposed": _transposed, "unaligned": _unaligned, "swapped": _swapped, "broadcast": _broadcast,
    "read_only": _read_only, "empty": lambda a: a[:0] if a.ndim else np.zeros((0,), a.dtype),
    "zero_d": lambda a: np.array(a.reshape(-1)[0]) if a.size else np.zeros((), a.dtype),
}  # fmt: skip


def sample(dtype, shape=(3, 4), seed=0, special=True):
    """A NumPy array with values all over the dtype's range; for floats with NaN, infinities and both zeros."""
    dtype = np.dtype(dtype)
    rng = np.random.default_rng(seed)
    n = int(np.prod(shape))
    if dtype.kind == "b":
        a = rng.integers(0, 2, n).astype(bool)
    elif dtype.kind in "iu":
        limits = np.iinfo(dtype)
        a = rng.integers(-5 if dtype.kind == "i" else 0, 10, n).astype(dtype)
        if special and n > 3:
            a[rng.permutation(n)[:2]] = [limits.min, limits.max]
    elif dtype.kind == "c":
        part = np.empty(0, dtype).real.dtype
        a = np.empty(n, dtype)
        a.real, a.imag = sample(part, n, seed, special), sample(part, n, seed + 1, special)
    else:
        a = rng.normal(scale=3, size=n).astype(dtype)
        if special and n > 5:
            a[rng.permutation(n)[:5]] = np.array([np.nan, np.inf, -np.inf, 0.0, -0.0]).astype(dtype)
    return a.reshape(shape)


def numpy_of(a):
    """A NumPy array of an ndcore array's bits."""
    if not isinstance(a, nd.ndarray):
        return np.asarray(a)
    target = bfloat16 if a.dtype.name == "bfloat16" else np.dtype(a.dtype.str)
    if a.dtype.name == "bfloat16" and not a.dtype.isnative:
        target = target.newbyteorder()
    return np.frombuffer(a.tobytes(), target).reshape(a.shape)


def assert_same(actual, expected, check_type=True):
    """Fails unless an ndcore result has NumPy's shape, dtype, byte order and bits (any NaN equals any NaN), and is
    a scalar or an array as NumPy's is. Tuples and lists are compared item by item; other things with ==."""
    if isinstance(expected, (tuple, list)):
        assert len(actual) == len(expected)
        for one, other in zip(actual, expected):
            assert_same(one, other, check_type)
        return
    if not isinstance(expected, (np.ndarray, np.generic)):
        assert type(actual) is type(expected)
        assert actual == expected
        return
    assert_alike(actual, expected, check_type)
    got, want = numpy_of(actual), np.asarray(expected)
    want = want.astype(got.dtype, copy=False)
    parts = [(got.real, want.real), (got.imag, want.imag)] if want.dtype.kind == "c" else [(got, want)]
    for one, other in parts:
        same = _bits(one) == _bits(other)
        if other.dtype.kind in "fV":
            same |= (one != one) & (other != other)
        if not same.all():
            one, other = np.atleast_1d(one)[~same][:5], np.atleast_1d(other)[~same][:5]
            raise AssertionError(f"differ at {np.argwhere(~same)[:5].tolist()}:\n{one}\n{other}")


def assert_alike(actual, expected, check_type=True):
    """Fails unless shape, dtype and byte order are NumPy's, and an array or scalar is one."""
    assert isinstance(actual, nd.ndarray), f"{type(actual)} instead of an array"
    if check_type:
        assert isinstance(actual, nd.generic) == isinstance(expected, np.generic), (type(actual), type(expected))
    assert actual.shape == expected.shape
    assert actual.dtype.name == expected.dtype.name
    assert actual.dtype.isnative == expected.dtype.isnative, (actual.dtype, expected.dtype)


def _bits(a):
    a = np.array(a.astype(a.dtype.newbyteorder("=")), order="C", ndmin=1)
    return a.view(f"u{a.dtype.itemsize}").reshape(np.shape(a) if np.ndim(a) else (1,))


def both(function, *args, quiet=True, **kwargs):
    """(ndcore's result, NumPy's) of `function(package, *arrays)`; where NumPy raises, the classes must agree and the
    exception is what both are."""
    results = []
    for package, convert in ((nd, nd.asarray), (np, lambda a: a)):
        given = [convert(a) if isinstance(a, (np.ndarray, np.generic)) else a for a in args]
        with warnings.catch_warnings(), package.errstate(all="ignore"):
            warnings.simplefilter("ignore" if quiet else "error")
            try:
                results.append(function(package, *given, **kwargs))
            except Exception as error:
                results.append(error)
    mine, theirs = results
    if isinstance(theirs, Exception) or isinstance(mine, Exception):
        assert isinstance(mine, Exception), f"NumPy raises {theirs!r}, ndcore gives {mine!r}"
        assert isinstance(theirs, Exception), f"ndcore raises {mine!r}, NumPy gives {theirs!r}"
        assert _root(mine) is _root(theirs), f"{mine!r} instead of {theirs!r}"
    return mine, theirs


def _root(error):
    """The exception's class among Python's own."""
    return next(c for c in type(error).__mro__ if c.__module__ == "builtins")


def check(function, *args, **kwargs):
    """assert_same of both(), exceptions included."""
    mine, theirs = both(function, *args, **kwargs)
    if not isinstance(theirs, Exception):
        assert_same(mine, theirs)


def ulps(got, exact):
    """Distances from the exact values in units of the last place; infinite where one is special and the other not the
    same."""
    info = np.finfo(got.dtype)
    with np.errstate(all="ignore"):
        rounded = exact.astype(got.dtype)
        exponent = np.frexp(np.where(np.isfinite(rounded) & (rounded != 0), rounded, info.tiny))[1] - 1
        ulp = np.ldexp(np.longdouble(1), np.maximum(exponent, info.minexp) - info.nmant)
        distance = np.abs(got - exact) / ulp
    same = (np.isnan(got) & np.isnan(rounded)) | ((got == rounded) & (np.signbit(got) == np.signbit(rounded)))
    special = ~np.isfinite(got) | ~np.isfinite(rounded)
    distance = np.where(special, np.inf, distance)
    return np.where((special | (rounded == 0)) & same, 0, distance)


def check_bounded(name, *args):
    """check() of a function whose last bit NumPy leaves to the CPU: all but the numbers as in NumPy, and those within
    the bound of docs/accuracy.md of the exact ones."""

    def run(m, *given):
        return getattr(m, name)(*given)

    mine, theirs = both(run, *args)
    if isinstance(theirs, Exception):
        return
    assert_alike(mine, theirs)
    got = numpy_of(mine)
    if got.dtype.kind != "f" or not WIDE:
        raise NotImplementedError(f"no exact values of dtype {got.dtype}")
    with np.errstate(all="ignore"):
        exact = run(np, *[a.astype(np.longdouble) if isinstance(a, (np.ndarray, np.generic)) else a for a in args])
    error = ulps(got, np.asarray(exact))
    assert (error <= BOUNDS[name][got.dtype.name]).all(), (name, args, got, float(error.max()))


@pytest.fixture(name="nd")
def _nd():
    return nd


@pytest.fixture(name="np")
def _np():
    return np


@pytest.fixture(params=LAYOUTS, name="layout")
def _layout(request):
    return LAYOUTS[request.param]
