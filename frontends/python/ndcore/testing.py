"""Assertions for tests with arrays; named as in numpy.testing."""

from __future__ import annotations

import contextlib
import warnings

from .functions.creation import asarray
from .functions.generated import isclose

__all__ = ["assert_", "assert_allclose", "assert_almost_equal", "assert_array_almost_equal", "assert_array_equal",
           "assert_array_less", "assert_equal", "assert_no_warnings", "assert_raises"]  # fmt: skip


def _arrays(actual, desired):
    return asarray(actual), asarray(desired)


def _fail(head, actual, desired, bad=None, err_msg="", verbose=True):
    lines = ["", head]
    if err_msg:
        lines.append(str(err_msg))
    if bad is not None:
        count, size = int(bad.sum()), bad.size
        lines.append(f"Mismatched elements: {count} / {size} ({100 * count / max(size, 1):.3g}%)")
    if verbose:
        lines += [f" ACTUAL: {actual!r}", f" DESIRED: {desired!r}"]
    raise AssertionError("\n".join(lines))


def _same_shape(actual, desired, strict, head, err_msg, verbose):
    fits = actual.shape == desired.shape or (not strict and () in (actual.shape, desired.shape))
    if not fits:
        _fail(f"{head}\n(shapes {actual.shape}, {desired.shape} mismatch)", actual, desired, None, err_msg, verbose)
    if strict and actual.dtype != desired.dtype:
        _fail(f"{head}\n(dtypes {actual.dtype}, {desired.dtype} mismatch)", actual, desired, None, err_msg, verbose)


def _unequal(actual, desired, equal_nan):
    different = actual != desired
    if equal_nan and actual.dtype.kind in "fc" and desired.dtype.kind in "fc":
        different = different & ~((actual != actual) & (desired != desired))
    return different


def assert_(val, msg=""):
    """Fails unless `val` is true."""
    if not val:
        raise AssertionError(msg() if callable(msg) else msg)


def assert_array_equal(actual, desired, err_msg="", verbose=True, *, strict=False):
    """Fails unless the arrays are equal in shape and element for element; NaNs equal each other."""
    actual, desired = _arrays(actual, desired)
    _same_shape(actual, desired, strict, "Arrays are not equal", err_msg, verbose)
    bad = _unequal(actual, desired, True)
    if bad.any():
        _fail("Arrays are not equal", actual, desired, bad, err_msg, verbose)


def assert_allclose(actual, desired, rtol=1e-7, atol=0, equal_nan=True, err_msg="", verbose=True, *, strict=False):
    """Fails unless |actual - desired| <= atol + rtol * |desired| everywhere."""
    actual, desired = _arrays(actual, desired)
    head = f"Not equal to tolerance rtol={rtol:g}, atol={atol:g}"
    _same_shape(actual, desired, strict, head, err_msg, verbose)
    bad = ~isclose(actual, desired, rtol=rtol, atol=atol, equal_nan=equal_nan)
    if bad.any():
        _fail(head, actual, desired, bad, err_msg, verbose)


def assert_array_almost_equal(actual, desired, decimal=6, err_msg="", verbose=True):
    """Fails unless the arrays differ by less than 1.5 * 10**-decimal everywhere."""
    assert_allclose(actual, desired, 0, 1.5 * 10.0**-decimal, True, err_msg, verbose)


def assert_almost_equal(actual, desired, decimal=7, err_msg="", verbose=True):
    """Fails unless the numbers or arrays differ by less than 1.5 * 10**-decimal everywhere."""
    assert_array_almost_equal(actual, desired, decimal, err_msg, verbose)


def assert_array_less(x, y, err_msg="", verbose=True, *, strict=False):
    """Fails unless every element of x is less than that of y."""
    x, y = _arrays(x, y)
    _same_shape(x, y, strict, "Arrays are not strictly ordered `x < y`", err_msg, verbose)
    bad = ~(x < y)
    if bad.any():
        _fail("Arrays are not strictly ordered `x < y`", x, y, bad, err_msg, verbose)


def assert_equal(actual, desired, err_msg="", verbose=True, *, strict=False):
    """Fails unless the two are equal; looks into lists, tuples and dicts."""
    if isinstance(desired, dict):
        assert_(isinstance(actual, dict) and actual.keys() == desired.keys(), f"{actual!r} and {desired!r} differ")
        for key, value in desired.items():
            assert_equal(actual[key], value, f"key={key!r}\n{err_msg}", verbose)
    elif isinstance(desired, (list, tuple)) and isinstance(actual, (list, tuple)):
        assert_(len(actual) == len(desired), f"{actual!r} and {desired!r} differ in length")
        for i, (one, other) in enumerate(zip(actual, desired)):
            assert_equal(one, other, f"item={i}\n{err_msg}", verbose)
    elif isinstance(desired, (str, bytes, type(None), type)):
        assert_(actual == desired, f"{err_msg}\n ACTUAL: {actual!r}\n DESIRED: {desired!r}")
    else:
        assert_array_equal(actual, desired, err_msg, verbose, strict=strict)


def assert_raises(*args, **kwargs):
    """Fails unless the call raises `exception`; without a call, a context manager."""
    import unittest  # here: its import is long

    case = unittest.TestCase()
    return case.assertRaises(*args, **kwargs)  # noqa: PT027 - this is such a function


def assert_no_warnings(*args, **kwargs):
    """Fails if the call of a function draws a warning, else gives its result; without a call, a context manager."""
    if not args:
        return _no_warnings()
    function, *rest = args
    with _no_warnings():
        return function(*rest, **kwargs)


@contextlib.contextmanager
def _no_warnings():
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        yield
    assert_(not caught, f"Got warnings: {[str(w.message) for w in caught]}")
