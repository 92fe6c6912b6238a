"""The bare class ndarray — a handle of the library and how long it lives — and the ways from a handle to an object.
Its methods are set by _members/ndarray.py: everything here is what they stand on.

Slots: `_h` the handle, owned; `_nz` False exactly for 0-d arrays, so that the operators know without a call whether a
result is a scalar; `_i` what the library says of shape and dtype, once somebody has asked; `_b` the array or foreign
object whose memory this one looks at, of a scalar its Python value.
"""

from __future__ import annotations

from .._ffi.constants import ND_OWNDATA
from .._ffi.errors import failed
from .._ffi.interrupt import release
from .._ffi.library import bind, binding
from .dtype import from_code

__all__ = ["ARRAYS", "Info", "born", "info", "ndarray", "new", "retained", "shared", "wrap", "wrap_array", "wrap_dims",
           "wrap_like", "wrap_result", "wrap_shaped", "wrap_view"]  # fmt: skip

new = object.__new__
_describe = bind("nd_array_describe")
_summary = bind("nd_array_summary")  # ndim + 128 * swapped + 256 * dtype code
_structs, _numbers = binding.structs, binding.numbers


class _Classes(dict):
    """Scalar classes by dtype code, filled by _operands/scalars.py; those of registered dtypes when they are met."""

    def __missing__(self, code):
        return from_code(code).type


_classes = _Classes()


class ndarray:
    """An n-dimensional array of elements of one dtype. Made by `ndcore.array`, `zeros`, `empty` and others.

    Operations go to the ndcore library and follow NumPy's rules; what they return are arrays, or scalars when the
    result has no dimensions.
    """

    __slots__ = ("__weakref__", "_b", "_h", "_i", "_nz")
    __module__ = "ndcore"

    __del__ = release


ARRAYS = {ndarray}  # ndarray itself and the scalar types, which _operands/scalars.py adds; any other class is a user's


class Info:
    """What never changes about an array: read from the library once."""

    __slots__ = ("_data", "dtype", "ndim", "shape", "size", "strides")

    address = property(lambda self: binding.address(self._data))


def _read(handle):
    about = _structs("nd_array_info")
    if _describe(handle, about) < 0:
        failed()
    about = about[0]
    made = Info()
    ndim = made.ndim = about.ndim
    made.size, made._data = about.size, about.data
    made.dtype = from_code(about.code, about.swapped)
    made.shape, made.strides = tuple(_numbers(about.shape, ndim)), tuple(_numbers(about.strides, ndim))
    return made


def info(array):
    """The Info of an array, read on first use."""
    try:
        return array._i
    except AttributeError:
        made = array._i = _read(array._h)
        return made


def wrap(handle):
    """The result of an operation: an array, or a scalar if it has no dimensions."""
    if not handle:
        failed()
    brief = _summary(handle)
    made = new(ndarray if brief & 127 else _classes[brief >> 8])
    made._h = handle
    made._nz = brief & 127 != 0
    return made


def wrap_known(handle, has_dims):
    """The same where the operands say whether there are dimensions: if there are, nothing is asked."""
    if handle and has_dims:
        made = new(ndarray)
        made._h = handle
        made._nz = True
        return made
    return wrap(handle)


def wrap_array(handle):
    """An array even if it has no dimensions: what creation and views give."""
    if not handle:
        failed()
    made = new(ndarray)
    made._h = handle
    made._nz = _summary(handle) & 127 != 0
    return made


def wrap_view(handle, base):
    """A view of `base`'s memory, of its class."""
    if type(base) in ARRAYS:
        made = wrap_array(handle)
        made._b = base
        return made
    return born(type(base), handle, base, base)


_flags = bind("nd_array_flags")


def shared(handle, base):
    """What may be a view of `base` or a copy, of its class."""
    if not handle:
        failed()
    view = not _flags(handle) & ND_OWNDATA
    if type(base) not in ARRAYS:
        return born(type(base), handle, base, base if view else None)
    made = wrap_array(handle)
    if view:
        made._b = base
    return made


def wrap_like(handle, source):
    """An array that a method of `source` makes: of its class."""
    return wrap_array(handle) if type(source) in ARRAYS else born(type(source), handle, source)


def wrap_result(handle, source):
    """What a method of `source` makes: of its class, but a scalar if it has no dimensions."""
    made = wrap(handle)
    if type(made) is not ndarray or type(source) in ARRAYS:
        return made
    return born(type(source), retained(handle), source)


_retain = bind("nd_retain")


def retained(handle):
    if _retain(handle) < 0:
        failed()
    return handle


def born(cls, handle, source, base=None):
    """A new object of a user's subclass, which hears of it: `__array_finalize__(source)`. It owns the handle."""
    if not handle:
        failed()
    made = new(cls)
    made._h, made._nz = handle, _summary(handle) & 127 != 0
    if base is not None:
        made._b = base
    finalize = cls.__array_finalize__
    if finalize is not None and finalize is not ndarray.__array_finalize__:
        made.__array_finalize__(source)
    return made


def wrap_shaped(handle, ndim):
    """An array whose number of dimensions is known; nothing is asked."""
    if not handle:
        failed()
    made = new(ndarray)
    made._h, made._nz = handle, ndim != 0
    return made


def wrap_dims(handle):
    """An array that is known to have dimensions; nothing is asked."""
    if not handle:
        failed()
    made = new(ndarray)
    made._h, made._nz = handle, True
    return made
