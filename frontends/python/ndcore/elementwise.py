"""Elementwise functions that are no ufuncs: clip, round, comparisons with tolerance, parts of complex numbers."""

from __future__ import annotations

from . import ufuncs as u
from ._arguments import NULL, as_ints, axes_of, no_value
from ._base import info, ndarray, wrap, wrap_array, wrap_like, wrap_view
from ._convert import asarray, operand
from ._dispatch import dispatched
from ._errors import check
from ._ffi import bind
from ._interop import like_operand, rewrapped
from .constants import pi
from .creation import result_into

__all__ = ["allclose", "angle", "around", "array_equal", "array_equiv", "clip", "diff", "ediff1d", "fix", "gradient", "imag",
           "isclose", "iscomplex", "isneginf", "isposinf", "isreal", "may_share_memory", "nan_to_num", "real",
           "real_if_close", "round", "shares_memory", "sinc", "trapezoid", "unwrap"]  # fmt: skip


_round, _isclose, _allclose = bind("nd_round"), bind("nd_isclose"), bind("nd_allclose")
_array_equal, _array_equiv = bind("nd_array_equal"), bind("nd_array_equiv")
_nan_to_num, _sinc, _angle = bind("nd_nan_to_num"), bind("nd_sinc"), bind("nd_angle")
_iscomplex, _isreal, _real_if_close = bind("nd_iscomplex"), bind("nd_isreal"), bind("nd_real_if_close")
_diff, _ediff1d = bind("nd_diff"), bind("nd_ediff1d")
_gradient, _trapezoid = bind("nd_gradient"), bind("nd_trapezoid")
_unwrap = bind("nd_unwrap")
# Ufuncs here, functions to the user, as in NumPy.
_clip, _isposinf, _isneginf = u.ufunc("clip", 3, 1), u.ufunc("isposinf", 1, 1), u.ufunc("isneginf", 1, 1)


def _limit(a, bound, upper):
    """A bound, or None if it is a Python integer past the ends of an integer dtype."""
    if type(bound) is int and info(a).dtype.kind in "iu":
        from .limits import iinfo

        ends = iinfo(info(a).dtype)
        return None if (bound >= ends.max if upper else bound <= ends.min) else bound
    return bound


@dispatched("a", "a_min", "a_max", "out", "min", "max")
def clip(a, a_min=no_value, a_max=no_value, out=None, *, min=no_value, max=no_value, **kwargs):
    """The elements limited to [a_min, a_max]; either may be None."""
    if a_min is no_value and a_max is no_value:
        a_min, a_max = (None if min is no_value else min), (None if max is no_value else max)
    elif min is not no_value or max is not no_value:
        raise ValueError("Passing `min` or `max` keyword argument when `a_min` and `a_max` are provided is forbidden.")
    elif a_min is no_value or a_max is no_value:
        raise TypeError(f"clip() missing 1 required positional argument: {'a_min' if a_min is no_value else 'a_max'!r}")
    a = asarray(a)
    a_min, a_max = _limit(a, a_min, False), _limit(a, a_max, True)
    if out is not None:
        kwargs["out"] = out
    if a_min is None and a_max is None:
        return u.positive(a, **kwargs)
    if a_max is None:
        return u.maximum(a, a_min, **kwargs)
    if a_min is None:
        return u.minimum(a, a_max, **kwargs)
    return _clip(a, a_min, a_max, **kwargs)


def _targeted(call, arguments, out):
    """A call whose last argument is the array that takes the result."""
    if out is None:
        return wrap(call(*arguments, NULL))
    target, given = result_into(out)
    return given(call(*arguments, target))


@dispatched("a", "out")
def round(a, decimals=0, out=None):
    """The elements rounded to a number of decimals; halves go to the even neighbour."""
    a = asarray(a)
    result = _targeted(_round, (a._h, as_ints(decimals)[0]), out)
    return result if out is not None else like_operand(result, a)


around = round


@dispatched("x", "out")
def fix(x, out=None):
    """The elements without their fractions."""
    return u.trunc(x, out=out)


def _close(call, a, b, rtol, atol, equal_nan):
    operands = [operand(one) for one in (a, b, rtol, atol)]
    return call(*[one._h for one in operands], int(bool(equal_nan)))


@dispatched("a", "b", "rtol", "atol")
def isclose(a, b, rtol=1e-05, atol=1e-08, equal_nan=False):
    """Whether |a - b| <= atol + rtol * |b|, element by element."""
    return rewrapped(None, (a, b), (), wrap(_close(_isclose, a, b, rtol, atol, equal_nan)))


@dispatched("a", "b", "rtol", "atol")
def allclose(a, b, rtol=1e-05, atol=1e-08, equal_nan=False):
    """Whether isclose holds everywhere."""
    return bool(check(_close(_allclose, a, b, rtol, atol, equal_nan)))


def _both(a1, a2):
    """Two arrays, or None if one cannot be an array."""
    try:
        return asarray(a1), asarray(a2)
    except (TypeError, ValueError):
        return None


@dispatched("a1", "a2")
def array_equal(a1, a2, equal_nan=False):
    """Whether two arrays have the same shape and elements."""
    arrays = _both(a1, a2)
    return arrays is not None and bool(check(_array_equal(arrays[0]._h, arrays[1]._h, int(bool(equal_nan)))))


@dispatched("a1", "a2")
def array_equiv(a1, a2):
    """Whether two arrays broadcast together and have the same elements."""
    arrays = _both(a1, a2)
    return arrays is not None and bool(check(_array_equiv(arrays[0]._h, arrays[1]._h)))


@dispatched("val")
def real(val):
    """Real part."""
    return asarray(val).real[()] if not isinstance(val, ndarray) else val.real


@dispatched("val")
def imag(val):
    """Imaginary part."""
    return asarray(val).imag[()] if not isinstance(val, ndarray) else val.imag


@dispatched("z")
def angle(z, deg=False):
    """Angle of complex numbers in (-pi, pi]."""
    z = asarray(z)
    return like_operand(wrap(_angle(z._h, int(bool(deg)))), z)


@dispatched("x")
def iscomplex(x):
    """Whether the imaginary part is not zero."""
    x = asarray(x)
    return wrap(_iscomplex(x._h))


@dispatched("x")
def isreal(x):
    """Whether the imaginary part is zero."""
    x = asarray(x)
    return wrap(_isreal(x._h))


@dispatched("x", "out")
def isposinf(x, out=None):
    """Whether the value is +inf."""
    return _isposinf(x) if out is None else _isposinf(x, out=out)


@dispatched("x", "out")
def isneginf(x, out=None):
    """Whether the value is -inf."""
    return _isneginf(x) if out is None else _isneginf(x, out=out)


@dispatched("a")
def real_if_close(a, tol=100):
    """The real part if all imaginary parts are close to zero."""
    a = asarray(a)
    return a if info(a).dtype.kind != "c" else wrap_view(_real_if_close(a._h, float(tol)), a)


@dispatched("x")
def nan_to_num(x, copy=True, nan=0.0, posinf=None, neginf=None):
    """NaN as a number, infinities as large numbers."""
    a = asarray(x)
    values = [None if one is None else operand(one) for one in (nan, posinf, neginf)]
    target = NULL if copy or not a._nz else a._h
    made = _nan_to_num(a._h, *[NULL if one is None else one._h for one in values], target)
    if target is NULL:
        return like_operand(wrap(made), a)
    wrap_array(made)
    return a


@dispatched("a", "prepend", "append")
def diff(a, n=1, axis=-1, prepend=no_value, append=no_value):
    """Differences of neighbours along an axis, n times over."""
    if n == 0:
        return a
    a = asarray(a)
    edges = [None if one is no_value else asarray(one) for one in (prepend, append)]
    handles = [NULL if one is None else one._h for one in edges]
    return like_operand(wrap_array(_diff(a._h, as_ints(n)[0], as_ints(axis)[0], *handles)), a)


@dispatched("ary", "to_end", "to_begin")
def ediff1d(ary, to_end=None, to_begin=None):
    """Differences of neighbours in the flattened array, between given elements."""
    ary = asarray(ary)
    edges = [None if one is None else asarray(one) for one in (to_end, to_begin)]
    return like_operand(wrap_array(_ediff1d(ary._h, *[NULL if one is None else one._h for one in edges])), ary)


@dispatched("f", "*varargs")
def gradient(f, *varargs, axis=None, edge_order=1):
    """Central differences along each axis, one-sided at the edges."""
    f = asarray(f)
    n = info(f).ndim
    axes = tuple(range(n)) if axis is None else axes_of(axis, n, "axis")
    if not varargs:
        varargs = (1.0,)
    steps = [operand(one) for one in varargs]
    if len(steps) == 1 and not info(asarray(varargs[0])).ndim:
        steps *= len(axes)
    if len(steps) != len(axes):
        raise TypeError("invalid number of arguments")
    if edge_order > 2:
        raise ValueError("'edge_order' greater than 2 not supported")
    found = tuple(wrap_like(_gradient(f._h, step._h, one, edge_order), f) for step, one in zip(steps, axes))
    return found[0] if len(found) == 1 else found


@dispatched("y", "x")
def trapezoid(y, x=None, dx=1.0, axis=-1):
    """Integral along an axis by the trapezoidal rule."""
    y, dx = asarray(y), operand(dx)
    x = None if x is None else asarray(x)
    return like_operand(wrap(_trapezoid(y._h, NULL if x is None else x._h, dx._h, as_ints(axis)[0])), y)


@dispatched("x")
def sinc(x):
    """sin(pi x) / (pi x), 1 at zero."""
    x = asarray(x)
    return wrap(_sinc(x._h))


_shares, _may_share = bind("nd_shares_memory"), bind("nd_may_share_memory")


@dispatched("a", "b")
def shares_memory(a, b, /, max_work=-1):
    """Whether two arrays have a byte in common; the answer is exact, and needs no bound on the work."""
    a, b = asarray(a), asarray(b)
    return bool(check(_shares(a._h, b._h)))


@dispatched("a", "b")
def may_share_memory(a, b, /, max_work=0):
    """Whether the ranges of memory that two arrays span overlap; with another `max_work`, whether they have a byte in common."""
    a, b = asarray(a), asarray(b)
    return bool(check((_shares if max_work else _may_share)(a._h, b._h)))


@dispatched("p")
def unwrap(p, discont=None, axis=-1, *, period=2 * pi):
    """Angles without jumps: multiples of the period are added so that neighbours along an axis differ by at most half of it.

    discont: smaller differences stay, by default those below half a period. Of integers and an integer period the result
    is of integers, else a floating-point array.
    >>> nd.unwrap([0, 1, 2, -1, 0], period=4)
    array([0, 1, 2, 3, 4])
    """
    p, period = asarray(p), operand(period)
    discont = None if discont is None else operand(discont)
    return wrap_array(_unwrap(p._h, period._h, NULL if discont is None else discont._h, as_ints(axis)[0]))
