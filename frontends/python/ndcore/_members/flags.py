"""The object behind `array.flags`."""

from __future__ import annotations

from .._array.base import ndarray
from .._ffi import constants
from .._ffi.errors import check
from .._ffi.library import bind

__all__ = ["flagsobj"]

_read, _set_writeable = bind("nd_array_flags"), bind("nd_array_set_writeable")
_BITS = {name: getattr(constants, f"ND_{name}")
         for name in ("C_CONTIGUOUS", "F_CONTIGUOUS", "OWNDATA", "WRITEABLE", "ALIGNED")}  # fmt: skip
_OTHERS = {
    "WRITEBACKIFCOPY": lambda flags: False,
    "BEHAVED": lambda flags: flags.aligned and flags.writeable,
    "CARRAY": lambda flags: flags.c_contiguous and flags.behaved,
    "FARRAY": lambda flags: flags.fnc and flags.behaved,
    "FNC": lambda flags: flags.f_contiguous and not flags.c_contiguous,
    "FORC": lambda flags: flags.f_contiguous or flags.c_contiguous,
}
_SHORT = {
    "C": "C_CONTIGUOUS", "CONTIGUOUS": "C_CONTIGUOUS", "F": "F_CONTIGUOUS", "FORTRAN": "F_CONTIGUOUS", "O": "OWNDATA",
    "A": "ALIGNED", "W": "WRITEABLE", "X": "WRITEBACKIFCOPY", "B": "BEHAVED", "CA": "CARRAY", "FA": "FARRAY",
}  # fmt: skip


class flagsobj:
    """How an array lies in memory: `a.flags.c_contiguous`, `a.flags['C']`. Of all, only `writeable` can be set."""

    __slots__ = ("_array",)

    def __init__(self, array):
        self._array = array

    def __getitem__(self, key):
        key = _SHORT.get(key, key)
        if key in _BITS:
            if key == "WRITEABLE" and type(self._array) is not ndarray and not self._array._nz:
                return not hasattr(type(self._array), "_dtype")
            return bool(check(_read(self._array._h)) & _BITS[key])
        if key not in _OTHERS:
            raise KeyError("Unknown flag")
        return _OTHERS[key](self)

    def __setitem__(self, key, value):
        if _SHORT.get(key, key) != "WRITEABLE":
            raise KeyError("Unknown flag")
        self.writeable = value

    def __eq__(self, other):
        return isinstance(other, flagsobj) and self._state() == other._state()

    __hash__ = None

    def _state(self):
        return {key: self[key] for key in (*_BITS, "WRITEBACKIFCOPY")}

    def __repr__(self):
        return "\n".join(f"  {key} : {value}" for key, value in self._state().items())


def _property(key):
    return property(lambda self: self[key], doc=f"The flag {key}.")


for _key in (*_BITS, *_OTHERS):
    setattr(flagsobj, _key.lower(), _property(_key))
flagsobj.contiguous, flagsobj.fortran = flagsobj.c_contiguous, flagsobj.f_contiguous


def _write(self, value):
    if type(self._array) is not ndarray and hasattr(type(self._array), "_dtype"):
        raise ValueError("Cannot set flags on array scalars.")
    check(_set_writeable(self._array._h, int(bool(value))))


flagsobj.writeable = flagsobj.writeable.setter(_write)
flagsobj.__module__ = "ndcore"
