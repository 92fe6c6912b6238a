"""Elementwise functions whose Python forms differ from C's: ufuncs with other keywords, comparisons of what may be no
array, parts of complex numbers, gradients of any number of axes."""

from __future__ import annotations

from .._array.arguments import NULL, axes_of, no_value
from .._array.base import info, ndarray, wrap, wrap_array, wrap_like, wrap_view
from .._ffi.errors import check
from .._ffi.library import bind
from .._operands.convert import asarray, operand
from .._operands.dispatch import dispatched
from .._operands.interop import like_operand
from . import ufuncs as u
from .generated.index import nonzero
from .limits import iinfo

__all__ = ["array_equal", "array_equiv", "clip", "fix", "gradient", "imag", "isneginf", "isposinf", "may_share_memory",
           "nan_to_num", "real", "real_if_close", "where"]  # fmt: skip


_array_equal, _array_equiv = bind("nd_array_equal"), bind("nd_array_equiv")
_nan_to_num, _real_if_close, _gradient = bind("nd_nan_to_num"), bind("nd_real_if_close"), bind("nd_gradient")
# Ufuncs here, functions to the user, as in NumPy.
_clip, _isposinf, _isneginf = u.ufunc("clip", 3, 1), u.ufunc("isposinf", 1, 1), u.ufunc("isneginf", 1, 1)


def _limit(a, bound, upper):
    """A bound, or None if it is a Python integer past the ends of an integer dtype."""
    if type(bound) is int and info(a).dtype.kind in "iu":
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


@dispatched("x", "out")
def fix(x, out=None):
    """The elements without their fractions."""
    return u.trunc(x, out=out)


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
    if edge_order > 2:  # of no axes the library hears nothing
        raise ValueError("'edge_order' greater than 2 not supported")
    found = tuple(wrap_like(_gradient(f._h, step._h, one, edge_order), f) for step, one in zip(steps, axes))
    return found[0] if len(found) == 1 else found


_where = bind("nd_where")


@dispatched("condition", "x", "y")
def where(condition, x=None, y=None, /):
    """Elements of x where the condition is true, else of y; with the condition alone, its nonzero()."""
    condition = asarray(condition)
    if x is None and y is None:
        return nonzero(condition)
    if x is None or y is None:
        raise ValueError("either both or neither of x and y should be given")
    x, y = operand(x), operand(y)
    return wrap_array(_where(condition._h, x._h, y._h))


_shares, _may_share = bind("nd_shares_memory"), bind("nd_may_share_memory")


@dispatched("a", "b")
def may_share_memory(a, b, /, max_work=0):
    """Whether the ranges of memory that two arrays span overlap; with another `max_work`, whether they have a byte in
    common."""
    a, b = asarray(a), asarray(b)
    return bool(check((_shares if max_work else _may_share)(a._h, b._h)))
