"""Scalar types: immutable, hashable 0-d arrays, named and ordered like NumPy's. What `a[3]` and `a.sum()` return."""

from __future__ import annotations

import numbers

from .._array import dtypetable as table
from .._array.base import ARRAYS, _classes, info, ndarray
from .._array.dtype import learn, native
from .._ffi.hooks import provide
from .convert import make_scalar, scalar_from_bytes

__all__ = ["CLASSES", "generic"]


def _read_only(self, *args, **kwargs):
    raise TypeError(f"'ndcore.{type(self).__name__}' object does not support item assignment: scalars are immutable")


def _not_in_place(self, other):
    return NotImplemented


class generic(ndarray):
    """Base class of all scalar types."""

    __slots__ = ()
    _dtype = None

    def __new__(cls, value=0, /):
        if cls._dtype is None:
            raise TypeError(f"cannot create 'ndcore.{cls.__name__}' instances")
        return make_scalar(cls, value)

    __setitem__ = fill = put = sort = partition = resize = setfield = setflags = _read_only
    __iadd__ = __isub__ = __imul__ = __itruediv__ = __ifloordiv__ = __imod__ = __ipow__ = _not_in_place
    __iand__ = __ior__ = __ixor__ = __ilshift__ = __irshift__ = __imatmul__ = _not_in_place

    def __hash__(self):
        return hash(self.item())

    def __len__(self):
        raise TypeError(f"object of type 'ndcore.{type(self).__name__}' has no len()")

    def __iter__(self):
        raise TypeError(f"'ndcore.{type(self).__name__}' object is not iterable")

    def __contains__(self, item):
        raise TypeError(f"argument of type 'ndcore.{type(self).__name__}' is not iterable")

    def __format__(self, spec):
        return format(self.item(), spec)

    def __index__(self):
        raise TypeError(f"'ndcore.{type(self).__name__}' object cannot be interpreted as an integer")

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self

    def __reduce__(self):
        return _restore, (info(self).dtype, self.tobytes())

    def __reduce_ex__(self, protocol):
        return self.__reduce__()

    def __round__(self, ndigits=None):
        raise TypeError(f"type ndcore.{type(self).__name__} doesn't define __round__ method")


class number(generic):
    """Base class of all numeric scalar types."""

    __slots__ = ()


class integer(number):
    """Base class of all integer scalar types."""

    __slots__ = ()
    numerator = property(lambda self: self, doc="The value itself.")
    denominator = property(lambda self: type(self)(1), doc="1.")

    def is_integer(self, /):
        """True."""
        return True

    def bit_count(self, /):
        """Number of ones in the binary form of the absolute value."""
        return bin(abs(self.item())).count("1")

    def __trunc__(self):
        return self.item()

    __floor__ = __ceil__ = __index__ = __trunc__

    def __round__(self, ndigits=None):
        return self.item() if ndigits is None else self.round(ndigits)


class signedinteger(integer):
    """Base class of all signed integer scalar types."""

    __slots__ = ()


class unsignedinteger(integer):
    """Base class of all unsigned integer scalar types."""

    __slots__ = ()


class inexact(number):
    """Base class of floating and complex scalar types."""

    __slots__ = ()


class floating(inexact):
    """Base class of all floating-point scalar types."""

    __slots__ = ()

    def is_integer(self, /):
        """Whether the value is finite and integral."""
        return self.item().is_integer()

    def as_integer_ratio(self, /):
        """A pair of Python integers whose ratio is exactly the value."""
        return self.item().as_integer_ratio()

    def hex(self, /):
        """The value as Python writes it in hexadecimal."""
        return self.item().hex()

    def __trunc__(self):
        return int(self.item())

    def __floor__(self):
        return self.item().__floor__()

    def __ceil__(self):
        return self.item().__ceil__()

    def __round__(self, ndigits=None):
        return round(self.item()) if ndigits is None else self.round(ndigits)


class complexfloating(inexact):
    """Base class of all complex scalar types."""

    __slots__ = ()


def _restore(dtype, data):
    return scalar_from_bytes(dtype, data)


_restore.__module__ = "ndcore._scalars"  # pickles say so


_BASES = {"b": generic, "i": signedinteger, "u": unsignedinteger, "f": floating, "c": complexfloating}
_WORDS = {"b": "Boolean", "i": "Signed integer", "u": "Unsigned integer", "f": "Floating-point number", "c": "Complex"}


def _concrete(row):
    words = f"{_WORDS[row.kind]} of {8 * row.itemsize} bits." if row.kind != "b" else "True or False, of one byte."
    cls = type(row.name, (_BASES[row.kind],), {"__slots__": (), "__doc__": words, "__module__": "ndcore"})
    cls._dtype = native[row.code]
    native[row.code].type = cls
    if row.itemsize > 1:
        native[row.code].newbyteorder().type = cls
    learn(cls, native[row.code])
    return cls


class _Registered(generic):
    """Base class of the scalars of dtypes that modules register."""

    __slots__ = ()

    def item(self, *args):
        """The scalar itself: Python has no number for it."""
        return self

    tolist = item

    def __hash__(self):
        return hash(str(self))

    def __format__(self, spec):
        return format(str(self), spec)

    def __float__(self):
        return self.astype(native[12]).item()

    def __int__(self):
        return self.astype(native[7]).item()

    def __complex__(self):
        return complex(float(self))

    def __bool__(self):
        return self.astype(native[0]).item()


@provide
def registered_class(found):
    """Makes the scalar class of a dtype that a module has registered."""
    words = f"Scalar of the registered dtype {found.name!r}, of {found.itemsize} bytes."
    found.type = type(found.name, (_Registered,), {"__slots__": (), "__doc__": words, "__module__": "ndcore"})
    found.type._dtype = found
    ARRAYS.add(found.type)
    _classes[found._code] = found.type
    learn(found.type, found)


CLASSES = [_concrete(row) for row in table.INFO]
_classes.update(enumerate(CLASSES))
ARRAYS.update(CLASSES)
for _class, _code in ((generic, 12), (number, 12), (inexact, 12), (floating, 12), (complexfloating, 14),
                      (integer, 7), (signedinteger, 7), (unsignedinteger, 8)):  # fmt: skip
    _class.__module__ = "ndcore"
    learn(_class, native[_code])

numbers.Integral.register(integer)
numbers.Complex.register(inexact)
numbers.Real.register(floating)
numbers.Number.register(number)
