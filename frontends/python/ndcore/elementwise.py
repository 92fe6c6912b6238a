"""Elementwise functions that are no ufuncs: clip, round, comparisons with tolerance, parts of complex numbers."""

from __future__ import annotations

import builtins

from . import ufuncs as u
from ._arguments import as_ints, no_value, normalize_axis
from ._base import info, ndarray
from ._convert import asarray, operand
from ._dispatch import dispatched
from .indexing import where
from .reductions import into

__all__ = ["allclose", "angle", "around", "array_equal", "array_equiv", "clip", "diff", "fix", "gradient", "imag",
           "isclose", "iscomplex", "isneginf", "isposinf", "isreal", "may_share_memory", "nan_to_num", "real",
           "real_if_close", "round", "shares_memory", "sinc", "trapezoid"]  # fmt: skip


@dispatched("a", "a_min", "a_max", "out")
def clip(a, a_min=no_value, a_max=no_value, out=None, *, min=no_value, max=no_value, **kwargs):
    """The elements limited to [a_min, a_max]; either may be None."""
    if a_min is no_value and a_max is no_value:
        a_min, a_max = (None if min is no_value else min), (None if max is no_value else max)
    elif min is not no_value or max is not no_value:
        raise ValueError("Passing `min` or `max` keyword argument when `a_min` and `a_max` are provided is forbidden.")
    a_min, a_max = (None if one is no_value else one for one in (a_min, a_max))
    a = operand(a)
    if a_min is None and a_max is None:
        return u.positive(a, out=out, **kwargs)
    if a_max is None:
        return u.maximum(a, a_min, out=out, **kwargs)
    if a_min is None:
        return u.minimum(a, a_max, out=out, **kwargs)
    return u.minimum(u.maximum(a, a_min, **kwargs), a_max, out=out, **kwargs)


@dispatched("a", "out")
def round(a, decimals=0, out=None):
    """The elements rounded to a number of decimals; halves go to the even neighbour."""
    a = asarray(a)
    kind, decimals = info(a).dtype.kind, as_ints(decimals)[0]
    if kind in "iub" and decimals >= 0:
        if kind == "b":
            a = a.astype("float16")
        return into(a.copy()[()] if out is None else a, out)
    if kind == "c":
        made = a.copy()
        made.real, made.imag = round(a.real, decimals), round(a.imag, decimals)
        return into(made[()], out)
    if decimals == 0:
        return u.rint(a, out=out)
    scale = 10.0 ** builtins.abs(decimals)
    forth, back = (u.multiply, u.divide) if decimals > 0 else (u.divide, u.multiply)
    result = back(u.rint(forth(a, scale)), scale)
    if kind in "iu":
        result = asarray(result).astype(info(a).dtype)[()]
    return into(result, out)


around = round


@dispatched("x", "out")
def fix(x, out=None):
    """The elements without their fractions."""
    return u.trunc(x, out=out)


@dispatched("a", "b")
def isclose(a, b, rtol=1e-05, atol=1e-08, equal_nan=False):
    """Whether |a - b| <= atol + rtol * |b|, element by element."""
    from .errstates import errstate

    a, b = operand(a), operand(b)
    if isinstance(b, ndarray) and info(b).dtype.kind in "iub":
        b = b.astype("float64")
    with errstate(invalid="ignore", over="ignore"):
        close = u.less_equal(u.absolute(u.subtract(a, b)), u.add(u.multiply(u.absolute(b), rtol), atol))
        result = (close & u.isfinite(b)) | u.equal(a, b)
        if equal_nan:
            result = result | (u.isnan(a) & u.isnan(b))
    return result


@dispatched("a", "b")
def allclose(a, b, rtol=1e-05, atol=1e-08, equal_nan=False):
    """Whether isclose holds everywhere."""
    return bool(isclose(a, b, rtol, atol, equal_nan).all())


@dispatched("a1", "a2")
def array_equal(a1, a2, equal_nan=False):
    """Whether two arrays have the same shape and elements."""
    try:
        a1, a2 = asarray(a1), asarray(a2)
    except (TypeError, ValueError):
        return False
    if info(a1).shape != info(a2).shape:
        return False
    same = asarray(a1 == a2)
    if equal_nan:
        same = same | ((a1 != a1) & (a2 != a2))
    return bool(same.all())


@dispatched("a1", "a2")
def array_equiv(a1, a2):
    """Whether two arrays broadcast together and have the same elements."""
    from .manipulation import broadcast_shapes

    a1, a2 = asarray(a1), asarray(a2)
    try:
        broadcast_shapes(info(a1).shape, info(a2).shape)
    except ValueError:
        return False
    return bool(asarray(a1 == a2).all())


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
    about = info(z)
    im = z.imag if about.dtype.kind == "c" else 0
    result = u.arctan2(im, z.real)
    return result * (180 / 3.141592653589793) if deg else result


@dispatched("x")
def iscomplex(x):
    """Whether the imaginary part is not zero."""
    x = asarray(x)
    return (x.imag != 0)[()]


@dispatched("x")
def isreal(x):
    """Whether the imaginary part is zero."""
    return asarray(x).imag == 0


@dispatched("x", "out")
def isposinf(x, out=None):
    """Whether the value is +inf."""
    return u.logical_and(u.isinf(x), u.logical_not(u.signbit(x)), out=out)


@dispatched("x", "out")
def isneginf(x, out=None):
    """Whether the value is -inf."""
    return u.logical_and(u.isinf(x), u.signbit(x), out=out)


@dispatched("a")
def real_if_close(a, tol=100):
    """The real part if all imaginary parts are close to zero."""
    from .limits import finfo

    a = asarray(a)
    if info(a).dtype.kind != "c":
        return a
    limit = tol if tol <= 1 else finfo(info(a).dtype).eps.item() * tol
    return a.real if (u.absolute(a.imag) < limit).all() else a


@dispatched("x")
def nan_to_num(x, copy=True, nan=0.0, posinf=None, neginf=None):
    """NaN as a number, infinities as large numbers."""
    from .limits import finfo

    made = asarray(x).copy() if copy or not isinstance(x, ndarray) else x
    if info(made).dtype.kind in "fc":
        about = finfo(info(made).dtype)
        high = about.max if posinf is None else posinf
        low = about.min if neginf is None else neginf
        for part in (made.real, made.imag) if info(made).dtype.kind == "c" else (made,):
            special = [(u.isnan(part), nan), (isposinf(part), high), (isneginf(part), low)]
            for mask, value in special:
                part[...] = where(mask, value, part)
    return made if isinstance(x, ndarray) and not hasattr(type(x), "_dtype") and made._nz else made[()]


@dispatched("a", "prepend", "append")
def diff(a, n=1, axis=-1, prepend=no_value, append=no_value):
    """Differences of neighbours along an axis, n times over."""
    from ._base import wrap_array
    from ._ffi import bind
    from .joining import concatenate
    from .manipulation import broadcast_to

    a = asarray(a)
    if n < 0:
        raise ValueError(f"order must be non-negative but got {n!r}")
    if not info(a).ndim:
        raise ValueError("diff requires input that is at least one dimensional")
    axis = normalize_axis(axis, info(a).ndim)
    parts = [None if one is no_value else asarray(one) for one in (prepend, append)]
    edge = tuple(1 if i == axis else extent for i, extent in enumerate(info(a).shape))
    parts = [one if one is None or info(one).ndim else broadcast_to(one, edge) for one in parts]
    if parts != [None, None]:
        a = concatenate([one for one in (parts[0], a, parts[1]) if one is not None], axis)
    return a if n == 0 else wrap_array(bind("nd_diff")(a._h, n, axis))


def _gradient_along(f, h, axis, edge_order):
    from .creation import empty_like
    from .manipulation import moveaxis

    f = moveaxis(f, axis, 0)
    n, even = info(f).shape[0], not info(asarray(h)).ndim
    if n < edge_order + 1:
        raise ValueError("Shape of array too small to calculate a numerical gradient, at least (edge_order + 1) elements "
                         "are required.")  # fmt: skip
    out = empty_like(f)
    if even:
        out[1:-1] = (f[2:] - f[:-2]) / (2.0 * h)
        first, last = h, h
    else:
        wide = (-1,) + (1,) * (info(f).ndim - 1)
        left, right = h[:-1].reshape(wide), h[1:].reshape(wide)
        out[1:-1] = (-right / (left * (left + right)) * f[:-2] + (right - left) / (left * right) * f[1:-1]
                     + left / (right * (left + right)) * f[2:])  # fmt: skip
        first, last = h[0], h[-1]
    if edge_order == 1:
        out[0], out[-1] = (f[1] - f[0]) / first, (f[-1] - f[-2]) / last
    elif even:
        out[0] = -1.5 / h * f[0] + 2.0 / h * f[1] + -0.5 / h * f[2]
        out[-1] = 0.5 / h * f[-3] + -2.0 / h * f[-2] + 1.5 / h * f[-1]
    else:
        raise NotImplementedError("gradient: edge_order=2 wants even spacing")
    return moveaxis(out, 0, axis)


@dispatched("f")
def gradient(f, *varargs, axis=None, edge_order=1):
    """Central differences along each axis, one-sided at the edges."""
    f = asarray(f)
    if info(f).dtype.kind in "iub":
        f = f.astype("float64")
    n = info(f).ndim
    axes = tuple(range(n)) if axis is None else tuple(normalize_axis(one, n) for one in as_ints(axis))
    steps = list(varargs) if len(varargs) == len(axes) else list(varargs) * len(axes) if len(varargs) == 1 else [1.0]
    if not varargs:
        steps = [1.0] * len(axes)
    elif len(steps) != len(axes):
        raise TypeError("invalid number of arguments")
    steps = [diff(asarray(one).astype("float64")) if info(asarray(one)).ndim else asarray(one).item() for one in steps]
    found = tuple(_gradient_along(f, step, one, edge_order) for step, one in zip(steps, axes))
    return found[0] if len(found) == 1 else found


@dispatched("y", "x")
def trapezoid(y, x=None, dx=1.0, axis=-1):
    """Integral along an axis by the trapezoidal rule."""
    from .manipulation import moveaxis

    y = moveaxis(asarray(y), axis, -1)
    if x is None:
        width = dx
    else:
        x = asarray(x)
        width = diff(x) if info(x).ndim == 1 else diff(moveaxis(x, axis, -1))
    return (width * (y[..., 1:] + y[..., :-1]) / 2.0).sum(-1)


@dispatched("x")
def sinc(x):
    """sin(pi x) / (pi x), 1 at zero."""
    x = asarray(x)
    y = 3.141592653589793 * asarray(where(x == 0, 1.0e-20, x))
    return (u.sin(y) / y)[()]


def shares_memory(a, b, /, max_work=-1):
    """Whether two arrays have a byte in common."""
    from ._errors import check
    from ._ffi import bind

    a, b = asarray(a), asarray(b)
    return bool(check(bind("nd_shares_memory")(a._h, b._h)))


def may_share_memory(a, b, /, max_work=0):
    """Whether the ranges of memory that two arrays span overlap."""
    from ._errors import check
    from ._ffi import bind

    a, b = asarray(a), asarray(b)
    return bool(check(bind("nd_may_share_memory")(a._h, b._h)))
