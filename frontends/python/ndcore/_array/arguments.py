"""Arguments as the C API takes them: shapes, axes, orders, casting rules, dtype handles."""

from __future__ import annotations

import operator

from .._ffi import constants
from .._ffi.library import binding
from ..exceptions import AxisError
from .base import info, ndarray
from .dtype import dtype as as_dtype
from .dtype import dtype_handle

__all__ = ["CASTING", "NULL", "ORDER", "as_axes", "as_casting", "as_ints", "as_order", "axes_of",
           "no_value", "normalize_axis", "optional_dtype", "single_axis"]  # fmt: skip

NULL = binding.NULL
ORDER = {**{text.upper(): code for text, code in constants.ORDERS.items()}, None: constants.ND_ORDER_K}
CASTING = {text: code for text, code in constants.CASTINGS.items() if text != "default"}
_INTS = {int}
_index = operator.index
_int64s = binding.int64s


class _NoValue:
    """Marks an argument that was not given, where None means something."""

    __slots__ = ()

    def __repr__(self):
        return "<no value>"


no_value = _NoValue()


def as_order(order, allowed="KCFA"):
    try:
        text = order if order in ORDER else order.upper() if isinstance(order, str) else order
        if text is None or text in allowed:
            return ORDER[text]
    except KeyError:
        pass
    raise ValueError(f"order must be one of {', '.join(map(repr, allowed))} (got {order!r})")


def as_casting(casting):
    try:
        return CASTING[casting]
    except (KeyError, TypeError):
        raise ValueError(
            f"casting must be one of 'no', 'equiv', 'safe', 'same_kind', or 'unsafe' (got {casting!r})"
        ) from None


def as_copy_mode(copy):
    """True: always; False: never; None: if needed."""
    return (
        constants.ND_COPY_IF_NEEDED if copy is None else constants.ND_COPY_ALWAYS if copy else constants.ND_COPY_NEVER
    )


def choice(text, table, what):
    """The constant of a text that names one of several ways."""
    try:
        return table[text]
    except (KeyError, TypeError):
        raise ValueError(f"{what} must be one of {', '.join(map(repr, table))} (got {text!r})") from None


def rows(arrays, convert, what="arrays"):
    """The arrays of a sequence; an array of ours gives its rows."""
    if isinstance(arrays, ndarray):
        return list(arrays)
    if not hasattr(arrays, "__iter__"):
        raise TypeError(f"The first input argument needs to be a sequence, not {type(arrays).__name__!r}")
    if not hasattr(arrays, "__getitem__"):
        raise TypeError(f'{what} to stack must be passed as a "sequence" type such as list or tuple.')
    return [convert(a) for a in arrays]


def as_ints(numbers, what="shape"):
    """A tuple of Python ints from an int or a sequence of such."""
    if type(numbers) is int:
        return (numbers,)
    if type(numbers) is tuple and _INTS.issuperset(map(type, numbers)):
        return numbers
    if isinstance(numbers, ndarray):
        numbers = numbers.tolist()
    try:
        return (_index(numbers),)
    except TypeError:
        pass
    try:
        return tuple(_index(n) for n in numbers)
    except TypeError:
        raise TypeError(f"expected a sequence of integers or a single integer as {what}, got {numbers!r}") from None


def int64s(numbers):
    """(pointer, count) of a tuple of ints; numbers past int64 are refused."""
    try:
        return _int64s(numbers), len(numbers)
    except OverflowError:
        raise too_large(numbers) from None


def too_large(shape):
    return ValueError(f"Maximum allowed dimension exceeded: {shape}")


def as_axes(axis):
    """(pointer, count) of an axis argument; None gives (NULL, 0): all axes."""
    if axis is None:
        return NULL, 0
    if type(axis) is int:
        return _int64s((axis,)), 1
    axes = as_ints(axis, "axis")
    return _int64s(axes), len(axes)


def normalize_axis(axis, ndim, prefix=None):
    axis = _index(axis)
    if not -ndim <= axis < ndim:
        raise AxisError(axis, ndim, prefix)
    return axis % ndim if ndim else axis


def axes_of(axis, ndim, argname="axis"):
    """A tuple of different axes, all in range."""
    axes = tuple(normalize_axis(one, ndim, argname) for one in as_ints(axis, argname))
    if len(set(axes)) != len(axes):
        raise ValueError(f"repeated axis in `{argname}` argument")
    return axes


def single_axis(axis, ndim, method):
    """The one axis that a method of ufuncs works along: an integer, a tuple of one, None where there is no other."""
    axes = tuple(range(ndim)) if axis is None else axis if isinstance(axis, tuple) else (axis,)
    for one in axes:
        if ndim or one is not axis or one not in (0, -1):
            normalize_axis(one, ndim)
    if ndim and len(axes) != 1:
        raise ValueError(f"{method} does not allow multiple axes")
    return axes[0] if axes else 0


def optional_dtype(dtype):
    """A dtype argument: None becomes NULL."""
    return NULL if dtype is None else dtype_handle(as_dtype(dtype))


def shape_of(a):
    return info(a).shape
