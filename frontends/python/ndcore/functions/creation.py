"""Functions that make arrays: from data, from buffers, like others."""

from __future__ import annotations

import builtins
import itertools
import operator

from .._array import memory
from .._array.arguments import as_ints, as_order, int64s, optional_dtype
from .._array.base import ARRAYS, info, ndarray, wrap_array, wrap_shaped
from .._array.dtype import dtype as as_dtype
from .._array.dtype import dtype_handle
from .._array.subclassing import alike, own
from .._ffi.library import bind, binding
from .._operands.checks import check_device
from .._operands.convert import asarray as _asarray
from .._operands.convert import convert, given, operand
from .._operands.dispatch import dispatched
from .._operands.interop import warn_complex
from .._protocols.interchange import from_dlpack
from . import ufuncs
from .generated.creation import empty, ones, zeros

__all__ = ["array", "asanyarray", "asarray", "asarray_chkfinite", "ascontiguousarray", "asfortranarray",
           "astype", "copy", "empty_like", "from_dlpack", "frombuffer",
           "fromiter", "full", "full_like", "ones_like", "require", "zeros_like"]  # fmt: skip

_full, _as_array = bind("nd_full"), bind("nd_as_array")
_empty_like, _zeros_like = bind("nd_empty_like"), bind("nd_zeros_like")
_ones_like, _full_like = bind("nd_ones_like"), bind("nd_full_like")
_MAX_DIMS = 64


def _arranged(a, dtype, order, copy):
    """`a` in dtype and order; copy is True, False or None (if needed)."""
    code = as_order(order)
    if code == 3:  # A: F for what is F-contiguous and not C-contiguous
        flags = a.flags
        code = 2 if flags.fnc else 1 if copy else 0
    wanted = -1 if copy is None else int(builtins.bool(copy))
    handle = _as_array(a._h, optional_dtype(dtype), code, wanted)
    made = wrap_array(handle)
    if wanted != 1 and info(made).address == info(a).address:
        if info(made).dtype is info(a).dtype:
            return a
        made._b = a
    return made


def _check_ndmax(ndmin, ndmax):
    ndmax = operator.index(ndmax)
    if not 0 <= ndmax <= _MAX_DIMS:
        raise ValueError(f"array: ndmax must be between 0 and {_MAX_DIMS} (got {ndmax})")
    if ndmin > ndmax:
        raise ValueError(f"ndmin must be <= ndmax ({ndmax})")


@dispatched(like=True)
def array(object, dtype=None, *, copy=True, order="K", subok=False, ndmin=0, ndmax=_MAX_DIMS, like=None):
    """An array of the elements of a list, a number, a buffer or another array.

    dtype: by default what holds all elements. copy: True always copies, None if needed, False refuses where a copy
    would be needed. order: 'K' keeps the order in memory, 'C', 'F', 'A'. ndmin: axes are put in front to have so many.
    ndmax: lists nested deeper are a ValueError.
    """
    if ndmax is not _MAX_DIMS:
        _check_ndmax(ndmin, ndmax)
    shared = isinstance(object, ndarray)
    if not shared and copy is False and isinstance(object, (list, tuple, int, float, complex)):
        raise ValueError("Unable to avoid copy while creating an array as requested.")
    fresh = type(object) in (list, tuple, int, float, complex, bool)
    source = object
    if not isinstance(object, ndarray):
        source = convert(object, dtype) if fresh else given(object, dtype, copy)
        if info(source).ndim > ndmax:
            raise ValueError(
                "setting an array element with a sequence. The requested array would exceed the maximum number of "
                f"dimension of {ndmax}."
            )
    if fresh and order == "K" and not ndmin:
        return source
    plain = own(source)
    fresh = fresh or hasattr(type(source), "_dtype")  # a scalar: an array of it is mutable
    if dtype is not None:
        dtype = as_dtype(dtype)
    made = _arranged(plain, dtype, order, None if fresh and copy else copy)
    if ndmin > info(made).ndim:
        made = made.reshape((1,) * (ndmin - info(made).ndim) + info(made).shape)
    if subok and made is plain and type(source) not in ARRAYS:
        return source
    return alike(made, source) if subok else made


@dispatched(like=True)
def asarray(a, dtype=None, order=None, *, device=None, copy=None, like=None):
    """`a` as an array: itself if it is one of the dtype and order, else converted."""
    check_device(device)
    if copy is None and dtype is None and order is None:
        return own(a) if isinstance(a, ndarray) else convert(a)
    return array(a, dtype, copy=copy, order=order or "K")


@dispatched(like=True)
def asanyarray(a, dtype=None, order=None, *, device=None, copy=None, like=None):
    """asarray that lets arrays of subclasses pass."""
    check_device(device)
    return array(a, dtype, copy=copy, order=order or "K", subok=True)


@dispatched(like=True)
def ascontiguousarray(a, dtype=None, *, like=None):
    """`a` as a C-contiguous array of at least one dimension."""
    return array(a, dtype, copy=None, order="C", ndmin=1)


@dispatched(like=True)
def asfortranarray(a, dtype=None, *, like=None):
    """`a` as an F-contiguous array of at least one dimension."""
    return array(a, dtype, copy=None, order="F", ndmin=1)


def asarray_chkfinite(a, dtype=None, order=None):
    """asarray that refuses NaN and infinities."""
    a = asarray(a, dtype, order)
    if info(a).dtype.kind in "fc" and not ufuncs.isfinite(a).all():
        raise ValueError("array must not contain infs or NaNs")
    return a


@dispatched(like=True)
def require(a, dtype=None, requirements=None, *, like=None):
    """`a` as an array that meets requirements: 'C', 'F', 'A' aligned, 'W' writeable, 'O' own data."""
    letters = {str(one)[:1].upper() for one in requirements or ()}
    if {"C", "F"} <= letters:
        raise ValueError('Cannot specify both "C" and "F" order')
    order = "F" if "F" in letters else "C" if "C" in letters else "K"
    a = array(a, dtype, copy=None, order=order, subok="E" not in letters)
    flags = a.flags
    missing = ("W" in letters and not flags.writeable) or ("O" in letters and not flags.owndata)
    return a.copy(order="K") if missing or ("A" in letters and not flags.aligned) else a


@dispatched("x", "dtype")
def astype(x, dtype, /, *, copy=True, device=None):
    """A copy of an array in another dtype."""
    check_device(device)
    if not isinstance(x, ndarray):
        raise TypeError(f"Input should be an array. It is a {type(x).__name__} instead.")
    return x.astype(dtype, copy=copy)


@dispatched("a")
def copy(a, order="K", subok=False):
    """A new array with the same elements."""
    return array(a, copy=True, order=order, subok=subok)


def _fill_value(value, dtype):
    """The value to fill with, by the rules of assignment: integers must fit."""
    if type(value) is bool:
        value = builtins.bool(value)
    if type(value) is complex and dtype is not None and dtype.kind not in "cb":
        warn_complex()
    if isinstance(value, ndarray) or type(value) in (builtins.bool, float, complex):
        return operand(value)
    plain = dtype is None or (type(value) is int and -(2**63) <= value < 2**64)
    return operand(value) if plain else given(value, dtype)


@dispatched(like=True)
def full(shape, fill_value, dtype=None, order="C", *, device=None, like=None):
    """A new array of one value (which may be an array that broadcasts)."""
    check_device(device)
    dtype = as_dtype(dtype) if dtype is not None else info(_asarray(fill_value)).dtype
    dims, ndim = int64s(as_ints(shape))
    value = _fill_value(fill_value, dtype)
    return wrap_shaped(_full(dims, ndim, value._h, dtype_handle(dtype), as_order(order, "CF")), ndim)


def _like(call, simple, prototype, dtype, order, subok, shape, device, *value):
    check_device(device)
    made = _plain_like(call, simple, prototype, dtype, order, shape, *value)
    return alike(made, prototype) if subok and isinstance(prototype, ndarray) else made


def _plain_like(call, simple, prototype, dtype, order, shape, *value):
    prototype = _asarray(prototype)
    dtype = as_dtype(dtype) if dtype is not None else info(prototype).dtype
    if shape is None:
        given = [_fill_value(one, dtype) for one in value]
        return wrap_array(call(prototype._h, *[one._h for one in given], dtype_handle(dtype), as_order(order)))
    code = as_order(order)
    fortran = code == 2 or (code in (0, 3) and prototype.flags.fnc and len(as_ints(shape)) == info(prototype).ndim)
    return simple(shape, *value, dtype, "F" if fortran else "C")


@dispatched("prototype")
def empty_like(prototype, /, dtype=None, order="K", subok=True, shape=None, *, device=None):
    """A new array like another; its content is undefined."""
    return _like(_empty_like, empty, prototype, dtype, order, subok, shape, device)


@dispatched("a")
def zeros_like(a, dtype=None, order="K", subok=True, shape=None, *, device=None):
    """A new array of zeros like another."""
    return _like(_zeros_like, zeros, a, dtype, order, subok, shape, device)


@dispatched("a")
def ones_like(a, dtype=None, order="K", subok=True, shape=None, *, device=None):
    """A new array of ones like another."""
    return _like(_ones_like, ones, a, dtype, order, subok, shape, device)


@dispatched("a")
def full_like(a, fill_value, dtype=None, order="K", subok=True, shape=None, *, device=None):
    """A new array of one value like another."""
    return _like(_full_like, full, a, dtype, order, subok, shape, device, fill_value)


@dispatched(like=True)
def frombuffer(buffer, dtype=None, count=-1, offset=0, *, like=None):
    """A 1-d array over the memory of a buffer."""
    dtype = as_dtype(dtype)
    view = memoryview(buffer)
    if not view.contiguous:
        raise ValueError("ndarray is not C-contiguous")
    if not 0 <= offset <= view.nbytes:
        raise ValueError(f"offset must be non-negative and no greater than buffer length ({view.nbytes})")
    rest = view.nbytes - offset
    if count < 0:
        if rest % dtype.itemsize:
            raise ValueError("buffer size must be a multiple of element size")
        count = rest // dtype.itemsize
    elif count * dtype.itemsize > rest:
        raise ValueError("buffer is smaller than requested size")
    if not view.nbytes:
        return empty(0, dtype)
    pointer = binding.from_buffer(view)
    address = binding.address(pointer) + offset
    made = memory.from_address(dtype, (count,), None, address, (pointer, buffer), not view.readonly)
    made._b = buffer
    return made


@dispatched(like=True)
def fromiter(iter, dtype, count=-1, *, like=None):
    """A 1-d array of the numbers that an iterable gives."""
    values = list(itertools.islice(iter, count) if count >= 0 else iter)
    if count >= 0 and len(values) < count:
        raise ValueError(f"iterator too short: Expected {count} but iterator had only {len(values)} items.")
    return array(values, dtype)
