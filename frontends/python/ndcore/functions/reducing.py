"""How reductions are called: what the generated functions and methods stand on, and the warnings of the library."""

from __future__ import annotations

import warnings

from .._array.arguments import NULL, as_axes, no_value
from .._array.base import ARRAYS, ndarray, wrap, wrap_result
from .._ffi.callbacks import telling
from .._ffi.constants import ND_WARNING_COMPLEX
from .._ffi.errors import check
from .._ffi.library import bind, binding
from .._operands.convert import asarray, operand
from .._operands.interop import like_operand, stack_level, wants_ufunc
from ..exceptions import ComplexWarning
from .ufuncs import by_name, only, reduce_options

__all__ = ["fold", "reduction"]


def fold(call, ufunc, a, axis=None, dtype=None, out=None, keepdims=no_value, initial=no_value, where=no_value):
    """A reduction that is a ufunc's: one call of its own in the plain case; the ufunc's reduce where somebody else's
    class may take it over."""
    if type(a) not in ARRAYS:
        if not isinstance(a, ndarray) and not wants_ufunc(a):
            a = asarray(a)
        if type(a) not in ARRAYS:
            return _offered(by_name[ufunc], a, axis, dtype, out, keepdims, initial, where)
    if out is None and dtype is None and initial is no_value and (where is no_value or where is True):
        if keepdims is no_value or not keepdims:
            if axis is None:
                return wrap(call(a._h, NULL, 0, NULL))
            return wrap(call(a._h, *as_axes(axis), NULL))
    elif out is not None and type(out) not in ARRAYS:
        return _offered(by_name[ufunc], a, axis, dtype, out, keepdims, initial, where)
    return _with_options(call, a, axis, dtype, out, keepdims, initial, where)


def reduction(call, a, axis=None, dtype=None, out=None, keepdims=no_value, initial=no_value, where=no_value, ddof=0,
              mean=no_value, correction=no_value, result=""):  # fmt: skip
    """Any other reduction."""
    if correction is not no_value:
        if ddof != 0:
            raise ValueError("ddof and correction can't be provided simultaneously.")
        ddof = correction
    mean = None if mean is no_value else operand(mean)
    return _with_options(call, asarray(a), axis, dtype, out, keepdims, initial, where, ddof, mean, result)


def _with_options(call, a, axis, dtype, out, keepdims, initial, where, ddof=0, mean=None, result=""):
    whole = initial is no_value and (where is no_value or where is True) and (keepdims is no_value or not keepdims)
    if whole and out is None and dtype is None and mean is None and ddof == 0:
        return _made(call(a._h, *as_axes(axis), NULL), a, result)
    options, target, _held = reduce_options(dtype, out, keepdims, initial, where, ddof, mean)
    handle = call(a._h, *as_axes(axis), options)
    if target is None:
        return _made(handle, a, result)
    wrap(handle)
    return only(out)


def _made(handle, a, result):
    if result == "like":
        return wrap_result(handle, a)
    return wrap(handle) if result == "plain" else like_operand(wrap(handle), a)


def _offered(ufunc, a, axis, dtype, out, keepdims, initial, where):
    """The ufunc's reduce, which may be somebody else's: told what the caller gave, no more."""
    given = {"keepdims": keepdims, "initial": initial, "where": where}
    return ufunc.reduce(a, axis, dtype, out, **{name: value for name, value in given.items() if value is not no_value})


def _warned(kind, message, _data):
    category = ComplexWarning if kind == ND_WARNING_COMPLEX else RuntimeWarning
    warnings.warn(binding.text(message), category, stacklevel=stack_level())


_handler = telling("nd_warning_callback", _warned)
check(bind("nd_warning_set_handler")(_handler, binding.NULL))
