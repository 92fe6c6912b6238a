"""The class dtype: what the elements of an array are. One object for each dtype and byte order."""

from __future__ import annotations

from types import GenericAlias

from .._ffi.constants import CASTINGS
from .._ffi.errors import check, failed
from .._ffi.hooks import hooks
from .._ffi.library import bind, binding
from . import dtypetable as table
from .dtypetable import NATIVE, SWAPPED

__all__ = ["as_code", "dtype", "dtype_handle", "from_code"]

_UNSUPPORTED = {
    "O": "object: ndcore has no object dtype",
    "S": "bytes strings", "U": "strings", "M": "datetime64", "m": "timedelta64", "V": "structured and void dtypes",
}  # fmt: skip
_find_handle, _castable = bind("nd_dtype_from_code"), bind("nd_can_cast")


class dtype:
    """The type of an array's elements: `dtype('float32')`, `dtype('>i4')`, `dtype(float)`, `dtype(ndcore.int8)`.

    There is one object for each type and byte order; it compares equal to whatever names the same dtype, and orders by
    safe casting (`dtype('i2') < dtype('i4')`).
    """

    __slots__ = ("_code", "_handle", "_info", "_swapped", "type")

    alignment: int

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

    @property
    def alignment(self):
        """Bytes to which an element is aligned."""
        if self._info.kind == "V":
            return bind("nd_dtype_alignment")(dtype_handle(self))
        return self._info.itemsize // 2 if self._info.kind == "c" else self._info.itemsize

    @property
    def byteorder(self):
        """'=' native, '<' little, '>' big, '|' does not matter."""
        return "|" if self._info.itemsize == 1 or self._info.kind == "V" else SWAPPED if self._swapped else "="

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

    @property
    def str(self):
        """As the array interface writes it: '<f8'."""
        info = self._info
        order = "|" if info.itemsize == 1 or info.kind == "V" else SWAPPED if self._swapped else NATIVE
        return order + ("V2" if info.name == "bfloat16" else f"{info.kind}{info.itemsize}")

    def newbyteorder(self, new_order="S", /):
        """The same type in another byte order: 'S' swap, '<' or 'little', '>' or 'big', '=' or 'native', '|' ignore."""
        order = str(new_order).upper()[:1]
        if order not in ("S", "<", "L", ">", "B", "=", "N", "|", "I"):
            raise ValueError(f"{new_order} is an unrecognized byteorder")
        order = {"L": "<", "B": ">", "N": "=", "I": "|"}.get(order, order)
        swapped = {"S": not self._swapped, "=": False, "|": self._swapped}.get(order, order == SWAPPED)
        return from_code(self._code, swapped and self._info.itemsize > 1)

    def __eq__(self, other):
        if self is other:
            return True
        try:
            return self is _find(other)
        except TypeError:
            return NotImplemented if other.__class__ not in (str, type(None)) else False

    def __ne__(self, other):
        equal = self.__eq__(other)
        return equal if equal is NotImplemented else not equal

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


def _make(info, swapped):
    made = object.__new__(dtype)
    made._code, made._info, made._swapped, made._handle, made.type = info.code, info, swapped, None, None
    return made


_dtypes = {(info.code, False): _make(info, False) for info in table.INFO}
_dtypes.update({(i.code, True): _make(i, True) if i.itemsize > 1 else _dtypes[i.code, False] for i in table.INFO})
native = [_dtypes[info.code, False] for info in table.INFO]
_known = {None: native[12], float: native[12], int: native[7], bool: native[0], complex: native[14]}
for _name, _code in table.ALIASES.items():
    _known[_name] = native[_code]


def from_code(code, swapped=False):
    """The dtype object of a code of the C API."""
    try:
        return _dtypes[code, bool(swapped)]
    except KeyError:
        return _registered(code)


def _registered(code):
    """The dtype object of a dtype that a module or client has registered with the library; made once."""
    handle = _find_handle(code, 0)
    if not handle:
        raise TypeError(f"{code} is no code of a dtype")
    name = binding.text(bind("nd_dtype_name")(handle))
    size = bind("nd_dtype_itemsize")(handle)
    made = _make(table.Info(code, name, "V", "V", 256 + code, size, name), False)
    made = _dtypes.setdefault((code, False), made)
    _dtypes[code, True] = _known[name] = made
    if made.type is None:
        hooks.registered_class(made)
    return made


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
    if order in ("<", ">", "=", "|") and rest in table.ALIASES:
        found = native[table.ALIASES[rest]]
        return found if order in "=|" else found.newbyteorder(order)
    if text.isidentifier():
        handle = bind("nd_dtype_parse")(text.encode())
        if handle:
            return from_code(bind("nd_dtype_code")(handle))
    letter = (rest if order in "<>=|" else text)[:1]
    raise _refused(text, letter if text[:1] != "object" else "O")


def _refused(what, letter=""):
    if what in ("object", "object_"):
        letter = "O"
    if letter in _UNSUPPORTED and (not isinstance(what, str) or len(what) < 12):
        return TypeError(f"dtype {what!r} is not supported: {_UNSUPPORTED[letter]}")
    return TypeError(f"data type {what!r} not understood")


def _from_type(cls):
    if cls is object:
        raise _refused("object", "O")
    for key in ("dtype", "_dtype"):
        found = getattr(cls, key, None)
        if found.__class__ is dtype:
            return found
    if cls.__module__ in ("numpy", "ml_dtypes"):
        known = cls.__name__ in table.ALIASES
        if known:
            return native[table.ALIASES[cls.__name__]]
    raise TypeError(f"Cannot interpret '{cls}' as a data type")


def _from_object(what):
    name = getattr(what, "name", None)
    text = getattr(what, "str", None)
    if isinstance(name, str) and isinstance(text, str) and hasattr(what, "itemsize"):  # numpy.dtype
        if getattr(what, "subdtype", None) is not None or getattr(what, "fields", None):
            raise _refused(what, "V")
        found = table.ALIASES.get(name)
        if found is None:
            raise _refused(name, getattr(what, "kind", ""))
        return native[found] if what.isnative else native[found].newbyteorder()
    attribute = getattr(what, "dtype", None)
    if attribute is not None and not callable(attribute) and attribute is not what:
        return _find(attribute)
    if isinstance(what, tuple) and len(what) == 2 and what[1] in ((), 1):
        return _find(what[0])
    if isinstance(what, (list, tuple, dict)):
        raise TypeError(f"dtype {what!r} is not supported: {_UNSUPPORTED['V']}")
    raise TypeError(f"Cannot interpret '{what!r}' as a data type")


def as_code(what):
    return _find(what)._code


def dtype_handle(dtype):
    """The library's handle of a dtype object; each is fetched once and lives for ever."""
    handle = dtype._handle
    if handle is None:
        handle = _find_handle(dtype._code, int(dtype._swapped))
        if not handle:
            failed()
        dtype._handle = handle
    return handle


def _can_cast(a, b):
    return bool(check(_castable(dtype_handle(a), dtype_handle(b), CASTINGS["safe"])))


dtype.__module__ = "ndcore"
