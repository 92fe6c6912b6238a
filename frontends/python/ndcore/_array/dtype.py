"""The class dtype: what the elements of an array are. One object for each dtype and byte order."""

from __future__ import annotations

import sys
from collections import namedtuple
from types import GenericAlias

from .._ffi.constants import ND_CASTING_SAFE, TYPE_CODES
from .._ffi.errors import check, failed
from .._ffi.hooks import hooks
from .._ffi.library import bind, binding

__all__ = ["as_code", "dtype", "dtype_handle", "from_code", "native"]

NATIVE, SWAPPED = ("<", ">") if sys.byteorder == "little" else (">", "<")
_CHARS = "?bBhHiIlLeEfdFD"  # by code, as are:
_NUMBERS = (0, 1, 2, 3, 4, 5, 6, 7, 8, 23, 256, 11, 12, 14, 15)  # NumPy's; bfloat16 has the first of user-defined ones
_find_handle, _parse, _code_of = bind("nd_dtype_from_code"), bind("nd_dtype_parse"), bind("nd_dtype_code")
_name, _kind, _itemsize = bind("nd_dtype_name"), bind("nd_dtype_kind"), bind("nd_dtype_itemsize")
_type_str, _alignment, _castable = bind("nd_dtype_type_str"), bind("nd_dtype_alignment"), bind("nd_can_cast")
_is_swapped = bind("nd_dtype_is_swapped")


class dtype:
    """The type of an array's elements: `dtype('float32')`, `dtype('>i4')`, `dtype(float)`, `dtype(ndcore.int8)`.

    There is one object for each type and byte order; it compares equal to whatever names the same dtype, and orders by
    safe casting (`dtype('i2') < dtype('i4')`).
    """

    __slots__ = ("_code", "_handle", "_info", "_swapped", "type")

    def __new__(cls, dtype=None, align=False, copy=False):
        if dtype.__class__ is cls:
            return dtype
        return _find(dtype)

    def __init_subclass__(cls):
        raise TypeError("type 'ndcore.dtype' is not an acceptable base type")

    name = property(lambda self: self._info.name, doc="Name of the type: 'float64'.")
    kind = property(
        lambda self: self._info.kind, doc="One of 'b' bool, 'i' int, 'u' uint, 'f' float, 'c' complex, 'V' registered."
    )
    char = property(lambda self: self._info.char, doc="Character code, unique for each type.")
    num = property(lambda self: self._info.num, doc="Number, unique for each type.")
    itemsize = property(lambda self: self._info.itemsize, doc="Bytes of an element.")
    names = fields = subdtype = metadata = property(lambda self: None, doc="None: not a structured dtype.")
    shape = property(lambda self: (), doc="(): not a subarray.")
    ndim = property(lambda self: 0, doc="0: not a subarray.")
    base = property(lambda self: self, doc="The dtype itself: not a subarray.")
    flags = property(lambda self: 0, doc="0: nothing that needs care.")
    hasobject = isalignedstruct = property(lambda self: False, doc="False.")
    isnative = property(lambda self: not self._swapped, doc="Whether the byte order is the machine's.")
    isbuiltin = property(
        lambda self: 0 if self._swapped else 2 if self._code == 10 or self._info.kind == "V" else 1,
        doc="1 if built in.",
    )
    descr = property(lambda self: [("", self.str)], doc="As __array_interface__ describes it.")

    alignment = property(lambda self: _alignment(self._handle), doc="Bytes to which an element is aligned.")
    str = property(lambda self: binding.text(_type_str(self._handle)), doc="As the array interface writes it: '<f8'.")

    @property
    def byteorder(self):
        """'=' native, '<' little, '>' big, '|' does not matter."""
        order = self.str[0]
        return "=" if order == NATIVE else order

    @property
    def __numpy_dtype__(self):
        """NumPy's dtype, for `numpy.dtype(d)` and `dtype=d` there (from NumPy 2.4 on); bfloat16 is that of
        ml_dtypes."""
        import numpy  # optional, and only there if its user has it

        if self._info.name == "bfloat16":
            from ml_dtypes import bfloat16  # as NumPy

            return numpy.dtype(bfloat16).newbyteorder(self.byteorder)
        if self._info.kind == "V":
            raise TypeError(f"NumPy has no dtype '{self.name}'")
        return numpy.dtype(self.str)

    def newbyteorder(self, new_order="S", /):
        """The same type in another byte order: 'S' swap, '<' or 'little', '>' or 'big', '=' or 'native', '|' ignore."""
        order = str(new_order).upper()[:1]
        order = {"L": "<", "B": ">", "N": "=", "I": "|"}.get(order, order)
        swapped = {"S": not self._swapped, NATIVE: False, SWAPPED: True, "=": False, "|": self._swapped}
        if order not in swapped:
            raise ValueError(f"{new_order} is an unrecognized byteorder")
        return from_code(self._code, swapped[order])

    def __eq__(self, other):
        if self is other:
            return True
        try:
            return self is _find(other)
        except TypeError:
            return NotImplemented if other.__class__ not in (str, type(None)) else False

    def __hash__(self):
        return hash((self._code, self._swapped, "ndcore.dtype"))

    def __le__(self, other):
        return _can_cast(self, _find(other))

    def __lt__(self, other):
        other = _find(other)
        return self is not other and _can_cast(self, other)

    def __ge__(self, other):
        return _can_cast(_find(other), self)

    def __gt__(self, other):
        other = _find(other)
        return self is not other and _can_cast(other, self)

    def __bool__(self):
        return True

    def __len__(self):
        return 0

    def __repr__(self):
        return f"dtype('{self}')"

    def __str__(self):
        return self.str if self._swapped else self._info.name

    def __reduce__(self):
        return dtype, (SWAPPED + self._info.name if self._swapped else self._info.name,)

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self

    @classmethod
    def __class_getitem__(cls, item, /):
        return GenericAlias(cls, item)


# What is told of a type in either byte order; `num` is NumPy's number of it.
Info = namedtuple("Info", "code name kind char num itemsize")
_dtypes: dict = {}  # by code and whether swapped
_known: dict = {}  # by whatever names one


def from_code(code, swapped=False):
    """The dtype object of a code of the C API; made once."""
    try:
        return _dtypes[code, bool(swapped)]
    except KeyError:
        _learn_code(code)
        return _dtypes[code, bool(swapped)]


def _learn_code(code):
    """Makes the dtype objects of a code: of a built-in dtype, or of one that a module or client has registered."""
    handle = _find_handle(code, 0)
    if not handle:
        raise TypeError(f"{code} is no code of a dtype")
    name, kind, itemsize = binding.text(_name(handle)), chr(_kind(handle)), _itemsize(handle)
    char, number = (_CHARS[code], _NUMBERS[code]) if code < len(_CHARS) else ("V", 256 + code)
    about = Info(code, name, kind, char, number, itemsize)
    plain = _dtypes.setdefault((code, False), _make(about, False))
    _known[name] = plain
    _dtypes[code, True] = _make(about, True) if itemsize > 1 and kind != "V" else plain
    if kind == "V" and plain.type is None:
        hooks.registered_class(plain)


def _make(about, swapped):
    made = object.__new__(dtype)
    made._code, made._info, made._swapped, made.type = about.code, about, swapped, None
    made._handle = _find_handle(about.code, int(swapped))
    return made


native = [from_code(code) for code in TYPE_CODES.values()]
_known.update({None: native[12], float: native[12], int: native[7], bool: native[0], complex: native[14]})


def learn(key, found):
    """Lets dtype() accept another object; for the scalar classes."""
    _known[key] = found


def _find(what):
    if what.__class__ is dtype:
        return what
    try:
        return _known[what]
    except (KeyError, TypeError):
        pass
    if isinstance(what, str):
        return _from_text(what)
    if isinstance(what, bytes):
        return _from_text(what.decode())
    if isinstance(what, type):
        return _from_type(what)
    return _from_object(what)


def _from_text(text):
    order, rest = text[:1], text[1:]
    if order in ("<", ">", "=", "|") and rest.isidentifier():  # names, too: pickles say ">int32"
        found = _find(rest)
        return found.newbyteorder(order) if order in "<>" else found
    if not text.isprintable():
        raise TypeError(f"data type {text!r} not understood")
    handle = _parse(text.encode())
    if not handle:
        failed()
    found = _known[text] = from_code(_code_of(handle), _is_swapped(handle))
    return found


def _from_type(cls):
    if cls is object:
        return _from_text("object")  # which the library refuses
    for key in ("dtype", "_dtype"):
        found = getattr(cls, key, None)
        if found.__class__ is dtype:
            return found
    if cls.__module__ in ("numpy", "ml_dtypes"):
        return _from_text(cls.__name__)
    raise TypeError(f"Cannot interpret '{cls}' as a data type")


def _from_object(what):
    name = getattr(what, "name", None)
    if isinstance(name, str) and isinstance(getattr(what, "str", None), str):  # numpy.dtype
        if getattr(what, "subdtype", None) is not None or getattr(what, "fields", None):
            raise _structured(what)
        found = _find(name)
        return found if what.isnative else found.newbyteorder()
    attribute = getattr(what, "dtype", None)
    if attribute is not None and not callable(attribute) and attribute is not what:
        return _find(attribute)
    if isinstance(what, tuple) and len(what) == 2 and what[1] in ((), 1):
        return _find(what[0])
    if isinstance(what, (list, tuple, dict)):
        raise _structured(what)
    raise TypeError(f"Cannot interpret '{what!r}' as a data type")


def _structured(what):
    return TypeError(f"dtype {what!r} is not supported: structured and void dtypes")


def as_code(what):
    return _find(what)._code


def dtype_handle(dtype):
    """The library's handle of a dtype object; it lives for ever."""
    return dtype._handle


def _can_cast(a, b):
    return bool(check(_castable(a._handle, b._handle, ND_CASTING_SAFE)))


dtype.__module__ = "ndcore"
