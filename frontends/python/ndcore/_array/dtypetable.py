"""What Python knows of each dtype without asking the library: codes, names, kinds, characters, sizes."""

from __future__ import annotations

import sys
from collections import namedtuple

__all__ = ["ALIASES", "BY_CODE", "INFO", "NATIVE", "SWAPPED", "Info"]

NATIVE, SWAPPED = ("<", ">") if sys.byteorder == "little" else (">", "<")


# `num` is NumPy's type number; bfloat16 takes the first of user-defined types. `scalar` names the scalar class.
Info = namedtuple("Info", "code name kind char num itemsize scalar")

INFO = (
    Info(0, "bool", "b", "?", 0, 1, "bool"),
    Info(1, "int8", "i", "b", 1, 1, "int8"),
    Info(2, "uint8", "u", "B", 2, 1, "uint8"),
    Info(3, "int16", "i", "h", 3, 2, "int16"),
    Info(4, "uint16", "u", "H", 4, 2, "uint16"),
    Info(5, "int32", "i", "i", 5, 4, "int32"),
    Info(6, "uint32", "u", "I", 6, 4, "uint32"),
    Info(7, "int64", "i", "l", 7, 8, "int64"),
    Info(8, "uint64", "u", "L", 8, 8, "uint64"),
    Info(9, "float16", "f", "e", 23, 2, "float16"),
    Info(10, "bfloat16", "f", "E", 256, 2, "bfloat16"),
    Info(11, "float32", "f", "f", 11, 4, "float32"),
    Info(12, "float64", "f", "d", 12, 8, "float64"),
    Info(13, "complex64", "c", "F", 14, 8, "complex64"),
    Info(14, "complex128", "c", "D", 15, 16, "complex128"),
)
BY_CODE = {info.code: info for info in INFO}

# Further names, besides name, character and kind with size.
ALIASES = {
    "bool_": 0, "bool8": 0, "b1": 0, "byte": 1, "ubyte": 2, "short": 3, "ushort": 4, "intc": 5, "uintc": 6, "int": 7,
    "int_": 7, "intp": 7, "long": 7, "longlong": 7, "q": 7, "p": 7, "n": 7, "uint": 8, "uintp": 8, "ulong": 8,
    "ulonglong": 8, "Q": 8, "P": 8, "N": 8, "half": 9, "single": 11, "float": 12, "double": 12, "csingle": 13,
    "complex": 14, "cdouble": 14, "V2": 10,
}  # fmt: skip
for _info in INFO:
    ALIASES[_info.name] = ALIASES[_info.char] = _info.code
    if _info.name not in ("bool", "bfloat16"):
        ALIASES[f"{_info.kind}{_info.itemsize}"] = _info.code
