"""Sums, products, extrema, truth, counts, positions and running sums, and their forms that pass over NaNs."""

from __future__ import annotations

from operator import index as _index

from ._arguments import NULL, as_axes, no_value, optional_dtype
from ._base import ARRAYS, info, ndarray, wrap, wrap_result
from ._convert import asarray
from ._dispatch import dispatched
from ._constants import ND_AXIS_NONE
from ._ffi import bind
from ._interop import like_operand, wants_ufunc
from .creation import result_into
from .ufuncs import _known, only, reduce_options

__all__ = ["all", "amax", "amin", "any", "argmax", "argmin", "count_nonzero", "cumprod", "cumsum", "cumulative_prod",
           "cumulative_sum", "max", "min", "nanargmax", "nanargmin", "nancumprod", "nancumsum", "nanmax", "nanmin",
           "nanprod", "nansum", "prod", "ptp", "sum"]  # fmt: skip


def with_options(call, a, axis, dtype=None, out=None, keepdims=no_value, initial=no_value, where=no_value, ddof=0, mean=None):
    """A reduction with an output or other options."""
    options, target, _held = reduce_options(dtype, out, keepdims, initial, where, ddof, mean)
    made = wrap(call(a._h, *as_axes(axis), options))
    return like_operand(made, a) if target is None else only(out)


def _given(keepdims):
    return keepdims is not no_value and keepdims


def _fold(name, ufunc):
    """A reduction that is a ufunc's: one call of its own in the plain case; the ufunc's reduce where somebody else's class
    may take it over."""
    call = bind(f"nd_{name}")

    def fold(a, axis=None, dtype=None, out=None, keepdims=no_value, initial=no_value, where=no_value):
        if type(a) not in ARRAYS:
            return _offered_fold(_known[ufunc], a, axis, dtype, out, keepdims, initial, where)
        if out is None and dtype is None and initial is no_value and (where is no_value or where is True):
            if axis is None:
                axes, count = NULL, 0
            else:
                axes, count = as_axes(axis)
            if not _given(keepdims):
                return wrap(call(a._h, axes, count, NULL))
        if out is None or type(out) in ARRAYS:
            return with_options(call, a, axis, dtype, out, keepdims, initial, where)
        return _offered_fold(_known[ufunc], a, axis, dtype, out, keepdims, initial, where)

    return fold


def _offered_fold(ufunc, a, axis, dtype, out, keepdims, initial, where):
    """The ufunc's reduce, which may be somebody else's: told what the caller gave, no more."""
    given = {"keepdims": keepdims, "initial": initial, "where": where}
    return ufunc.reduce(a, axis, dtype, out, **{name: value for name, value in given.items() if value is not no_value})


def _subject(a):
    return a if isinstance(a, ndarray) or wants_ufunc(a) else asarray(a)


_sum, _prod = _fold("sum", "add"), _fold("prod", "multiply")
_min, _max = _fold("min", "minimum"), _fold("max", "maximum")
_any, _all = _fold("any", "logical_or"), _fold("all", "logical_and")


@dispatched("a", "out")
def sum(a, axis=None, dtype=None, out=None, keepdims=no_value, initial=no_value, where=no_value):
    """Sum of the elements over axes, of all by default; in NumPy's order of additions."""
    return _sum(_subject(a), axis, dtype, out, keepdims, initial, where)


@dispatched("a", "out")
def prod(a, axis=None, dtype=None, out=None, keepdims=no_value, initial=no_value, where=no_value):
    """Product of the elements over axes."""
    return _prod(_subject(a), axis, dtype, out, keepdims, initial, where)


@dispatched("a", "out")
def min(a, axis=None, out=None, keepdims=no_value, initial=no_value, where=no_value):
    """Smallest element over axes; a NaN wins."""
    return _min(_subject(a), axis, None, out, keepdims, initial, where)


@dispatched("a", "out")
def max(a, axis=None, out=None, keepdims=no_value, initial=no_value, where=no_value):
    """Largest element over axes; a NaN wins."""
    return _max(_subject(a), axis, None, out, keepdims, initial, where)


amin, amax = min, max


@dispatched("a", "out", "where")
def any(a, axis=None, out=None, keepdims=no_value, *, where=no_value):
    """Whether any element over axes is true."""
    return _any(_subject(a), axis, None, out, keepdims, no_value, where)


@dispatched("a", "out", "where")
def all(a, axis=None, out=None, keepdims=no_value, *, where=no_value):
    """Whether all elements over axes are true."""
    return _all(_subject(a), axis, None, out, keepdims, no_value, where)


_call_ptp, _call_count_nonzero = bind("nd_ptp"), bind("nd_count_nonzero")


@dispatched("a", "out")
def ptp(a, axis=None, out=None, keepdims=no_value):
    """Largest minus smallest element over axes."""
    return with_options(_call_ptp, asarray(a), axis, None, out, keepdims)


@dispatched("a")
def count_nonzero(a, axis=None, *, keepdims=False):
    """How many elements over axes are not zero."""
    a = asarray(a)
    return wrap(_call_count_nonzero(a._h, *as_axes(axis), reduce_options(keepdims=keepdims)[0]))


def _position(name):
    call = bind(f"nd_{name}")

    def reduction(a, axis=None, out=None, keepdims=no_value):
        axis = None if axis is None else _index(axis)
        if out is not None or _given(keepdims):
            return with_options(call, a, axis, None, out, keepdims)
        return wrap_result(call(a._h, *as_axes(axis), NULL), a)

    return reduction


_argmin, _argmax = _position("argmin"), _position("argmax")
_nanargmin, _nanargmax = _position("nanargmin"), _position("nanargmax")


@dispatched("a", "out")
def argmin(a, axis=None, out=None, *, keepdims=no_value):
    """Position of the first smallest element along an axis, or in the flattened array."""
    return _argmin(asarray(a), axis, out, keepdims)


@dispatched("a", "out")
def argmax(a, axis=None, out=None, *, keepdims=no_value):
    """Position of the first largest element along an axis, or in the flattened array."""
    return _argmax(asarray(a), axis, out, keepdims)


@dispatched("a")
def nanargmin(a, axis=None, out=None, *, keepdims=no_value):
    """argmin that passes over NaNs; an error where all are."""
    return _nanargmin(asarray(a), axis, out, keepdims)


@dispatched("a")
def nanargmax(a, axis=None, out=None, *, keepdims=no_value):
    """argmax that passes over NaNs; an error where all are."""
    return _nanargmax(asarray(a), axis, out, keepdims)


def _running(name, ufunc=None):
    """A running total; with `out` it is computed in out's dtype."""
    call = bind(f"nd_{name}")

    def running(a, axis=None, dtype=None, out=None):
        axis = None if axis is None else _index(axis)
        if ufunc is not None and type(a) not in ARRAYS:
            flat = axis is None or not info(a).ndim
            return _known[ufunc].accumulate(a.ravel() if flat else a, axis or 0, dtype, out)
        target, given = result_into(out)
        handle = call(a._h, ND_AXIS_NONE if axis is None else axis, optional_dtype(dtype), target)
        return like_operand(wrap(handle), a) if out is None else given(handle)

    return running


_cumsum, _cumprod = _running("cumsum", "add"), _running("cumprod", "multiply")
_nancumsum, _nancumprod = _running("nancumsum"), _running("nancumprod")


@dispatched("a", "out")
def cumsum(a, axis=None, dtype=None, out=None):
    """Running sums along an axis, or of the flattened array."""
    return _cumsum(asarray(a), axis, dtype, out)


@dispatched("a", "out")
def cumprod(a, axis=None, dtype=None, out=None):
    """Running products along an axis, or of the flattened array."""
    return _cumprod(asarray(a), axis, dtype, out)


@dispatched("a", "out")
def nancumsum(a, axis=None, dtype=None, out=None):
    """Running sums with 0 for NaN."""
    return _nancumsum(asarray(a), axis, dtype, out)


@dispatched("a", "out")
def nancumprod(a, axis=None, dtype=None, out=None):
    """Running products with 1 for NaN."""
    return _nancumprod(asarray(a), axis, dtype, out)


def _cumulative(run, start, x, axis, dtype, out, include_initial):
    from .creation import full
    from .joining import concatenate

    x = asarray(x)
    if not info(x).ndim:
        x = x.reshape(1)
    if axis is None:
        if info(x).ndim > 1:
            raise ValueError("For arrays which have more than one dimension ``axis`` argument is required.")
        axis = 0
    result = run(x, axis, dtype, None if include_initial else out)
    if not include_initial:
        return result
    shape = list(info(result).shape)
    shape[axis] = 1
    return concatenate([full(tuple(shape), start, info(result).dtype), result], axis, out=out)


@dispatched("x", "out")
def cumulative_sum(x, /, *, axis=None, dtype=None, out=None, include_initial=False):
    """Running sums, with a leading 0 if asked for."""
    return _cumulative(_cumsum, 0, x, axis, dtype, out, include_initial)


@dispatched("x", "out")
def cumulative_prod(x, /, *, axis=None, dtype=None, out=None, include_initial=False):
    """Running products, with a leading 1 if asked for."""
    return _cumulative(_cumprod, 1, x, axis, dtype, out, include_initial)


def _without_nan(name):
    call = bind(f"nd_{name}")

    def reduction(a, axis=None, dtype=None, out=None, keepdims=no_value, initial=no_value, where=no_value):
        return with_options(call, a, axis, dtype, out, keepdims, initial, where)

    return reduction


_nansum, _nanprod = _without_nan("nansum"), _without_nan("nanprod")
_nanmin, _nanmax = _without_nan("nanmin"), _without_nan("nanmax")


@dispatched("a", "out")
def nansum(a, axis=None, dtype=None, out=None, keepdims=no_value, initial=no_value, where=no_value):
    """Sum over axes with 0 for NaN."""
    return _nansum(asarray(a), axis, dtype, out, keepdims, initial, where)


@dispatched("a", "out")
def nanprod(a, axis=None, dtype=None, out=None, keepdims=no_value, initial=no_value, where=no_value):
    """Product over axes with 1 for NaN."""
    return _nanprod(asarray(a), axis, dtype, out, keepdims, initial, where)


def _nan_extremum(reduce, a, axis, out, keepdims, initial, where):
    result = reduce(asarray(a), axis, None, out, keepdims, initial, where)
    found = asarray(result)
    if info(found).dtype.kind in "fc" and (found != found).any():
        import warnings

        from ._interop import stack_level

        warnings.warn("All-NaN slice encountered", RuntimeWarning, stacklevel=stack_level())
    return result


@dispatched("a", "out")
def nanmin(a, axis=None, out=None, keepdims=no_value, initial=no_value, where=no_value):
    """Smallest element over axes that is not NaN."""
    return _nan_extremum(_nanmin, a, axis, out, keepdims, initial, where)


@dispatched("a", "out")
def nanmax(a, axis=None, out=None, keepdims=no_value, initial=no_value, where=no_value):
    """Largest element over axes that is not NaN."""
    return _nan_extremum(_nanmax, a, axis, out, keepdims, initial, where)
