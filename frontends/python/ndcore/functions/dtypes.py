"""Questions about dtypes: promotion, casting, kinds."""

from __future__ import annotations

import numbers

from .._array.arguments import as_casting
from .._array.base import info, ndarray
from .._array.dtype import dtype as as_dtype
from .._array.dtype import dtype_handle, from_code
from .._ffi.errors import check, failed
from .._ffi.library import bind, binding
from .._operands import scalars
from .._operands.convert import asarray
from .._operands.dispatch import dispatched
from .._operands.weak import weak

__all__ = ["can_cast", "common_type", "iscomplexobj", "isdtype", "isrealobj", "isscalar", "issubdtype",
           "min_scalar_type", "promote_types", "result_type"]  # fmt: skip

_code, _swapped = bind("nd_dtype_code"), bind("nd_dtype_is_swapped")
_promote, _can_cast, _result_type = bind("nd_promote_types"), bind("nd_can_cast"), bind("nd_result_type")


def from_handle(handle):
    """The dtype object of a handle."""
    if not handle:
        failed()
    return from_code(check(_code(handle)), check(_swapped(handle)))


def promote_types(type1, type2, /):
    """The smallest dtype to which both can be cast safely."""
    return from_handle(_promote(dtype_handle(as_dtype(type1)), dtype_handle(as_dtype(type2))))


@dispatched("*arrays_and_dtypes")
def result_type(*arrays_and_dtypes):
    """The dtype an operation on these arrays, dtypes and Python numbers has."""
    if not arrays_and_dtypes:
        raise ValueError("at least one array or dtype is required")
    arrays, dtypes = [], []
    for thing in arrays_and_dtypes:
        if isinstance(thing, ndarray):
            arrays.append(thing)
        elif type(thing) in (bool, int, float, complex):
            arrays.append(weak(thing))
        elif isinstance(thing, (list, tuple)) or hasattr(thing, "__array_interface__"):
            arrays.append(asarray(thing))
        else:
            dtypes.append(as_dtype(thing))
    handles, kinds = [a._h for a in arrays], [dtype_handle(one) for one in dtypes]
    return from_handle(_result_type(binding.arrays(handles), len(handles), binding.dtypes(kinds), len(kinds)))


@dispatched("from_")
def can_cast(from_, to, casting="safe"):
    """Whether `from_`, a dtype or an array, may be cast to `to` under the rule."""
    if type(from_) in (bool, int, float, complex):
        raise TypeError("can_cast() does not support Python ints, floats, and complex because the result used to "
                        "depend "
                        "on the value.")  # fmt: skip
    source = info(from_).dtype if isinstance(from_, ndarray) else as_dtype(from_)
    return bool(check(_can_cast(dtype_handle(source), dtype_handle(as_dtype(to)), as_casting(casting))))


def _class_of(thing):
    if isinstance(thing, type) and issubclass(thing, scalars.generic):
        return thing
    return as_dtype(thing).type


def issubdtype(arg1, arg2):
    """Whether the first type is below the second in the hierarchy: `issubdtype(a.dtype, ndcore.floating)`."""
    return issubclass(_class_of(arg1), _class_of(arg2))


_KINDS = {
    "bool": "b", "signed integer": "i", "unsigned integer": "u", "integral": "iu", "real floating": "f",
    "complex floating": "c", "numeric": "iufc",
}  # fmt: skip


def isdtype(dtype, kind):
    """Whether `dtype` is of a kind (or of one of a tuple of kinds): 'integral', 'real floating', 'numeric', a dtype
    …"""
    found = as_dtype(dtype)
    for one in kind if isinstance(kind, tuple) else (kind,):
        if isinstance(one, str):
            if one not in _KINDS:
                raise ValueError(f"kind argument is a string, but {one!r} is not a known kind name.")
            if found.kind in _KINDS[one]:
                return True
        elif found == as_dtype(one):
            return True
    return False


def isscalar(element):
    """Whether it is a scalar: of ours, or a Python number or string."""
    return isinstance(element, (scalars.generic, str, bytes, numbers.Number))


@dispatched("x")
def iscomplexobj(x):
    """Whether the dtype is complex."""
    return info(asarray(x)).dtype.kind == "c"


@dispatched("x")
def isrealobj(x):
    """Whether the dtype is not complex."""
    return not iscomplexobj(x)


@dispatched("a")
def min_scalar_type(a, /):
    """The smallest dtype that holds the value of a scalar; for arrays their own dtype."""
    a = asarray(a)
    about = info(a)
    if about.ndim or about.dtype.kind == "b":
        return about.dtype
    value, kind = a.item(), about.dtype.kind
    if kind in "iu":
        names = ("uint8", "uint16", "uint32", "uint64") if value >= 0 else ("int8", "int16", "int32", "int64")
        bits = value.bit_length() + (value < 0) if value >= 0 else (value + 1).bit_length() + 1
        return as_dtype(next(name for name in names if as_dtype(name).itemsize * 8 >= bits))
    return as_dtype(_smallest_inexact(value, kind))


def _smallest_inexact(value, kind):
    parts = (value,) if kind == "f" else (value.real, value.imag)
    largest = max((abs(part) for part in parts if part == part and abs(part) != float("inf")), default=0.0)
    names = (("float16", 65000.0), ("float32", 3.4e38), ("float64", float("inf")))
    if kind == "c":
        names = (("complex64", 3.4e38), ("complex128", float("inf")))
    return next(name for name, limit in names if largest <= limit)


@dispatched("*arrays")
def common_type(*arrays):
    """An inexact dtype's class that holds all of the arrays."""
    if not arrays:
        return as_dtype("float16").type
    found = [info(asarray(a)).dtype for a in arrays]
    if any(one.kind == "b" for one in found):
        raise TypeError("can't get common type for non-numeric array")
    return result_type(*(one if one.kind in "fc" else as_dtype("float64") for one in found)).type
