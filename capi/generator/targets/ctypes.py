"""Writes frontends/ctypes/_api.py: handle types, signatures, constants, structs, bound lazily."""

from __future__ import annotations

from ..layout import NOTE
from ..model import INTEGERS

SIMPLE = {name: f"c_{name.removesuffix('_t')}" for name in (*INTEGERS, "double")}


def scalar(ctype, types):
    return SIMPLE[types.resolve(ctype.base)]


def argument(ctype, types):
    """The argtypes entry. Pointers to data take arrays, byref() and addresses alike: c_void_p converts fastest."""
    if ctype.base in types.callbacks and not ctype.depth:
        return ctype.base
    if not ctype.depth:
        return scalar(ctype, types)
    if ctype.base in types.handles and ctype.depth == 1:
        return ctype.base
    if ctype.base == "char" and ctype.depth == 1 and ctype.const:
        return "c_char_p"
    return "c_void_p"


def result(ctype, types):
    if ctype.depth == 0:
        return "None" if ctype.base == "void" else scalar(ctype, types)
    if ctype.base in types.handles and ctype.depth == 1:
        return ctype.base
    if ctype.base == "char" and ctype.depth == 1:
        return "c_char_p"
    if ctype.depth == 1 and types.resolve(ctype.base) in SIMPLE:
        return f"POINTER({scalar(ctype, types)})"
    return "c_void_p"


def struct_field(field, types):
    base = field.type
    text = base.base if base.base in types.callbacks else "c_void_p" if base.depth else scalar(base, types)
    return f"{text} * {field.count}" if field.count else text


def emit(api):
    types = api.types
    out = [
        f'"""ctypes declarations of the ndcore C API. {NOTE}"""',
        "# ruff: noqa",
        "# fmt: off",
        "from ctypes import (CFUNCTYPE, POINTER, Structure, c_char_p, c_double, c_int8, c_int16, c_int32, c_int64,",
        "                    c_uint8, c_uint16, c_uint32, c_uint64, c_void_p)",
        "",
        f"REVISION = {api.revision}",
        f"BUILD_HASH = 0x{api.build_hash:016x}",
        "",
        "",
    ]
    for name in types.handles:
        out += [f"class {name}(c_void_p):", "    __slots__ = ()", "", ""]
    for callback in types.callbacks.values():
        kinds = [result(callback.returns, types)] + [
            "c_void_p" if c.depth else scalar(c, types) for _, c in callback.parameters
        ]
        out.append(f"{callback.name} = CFUNCTYPE({', '.join(kinds)})")
    for struct in types.structs.values():
        fields = ", ".join(f"({f.name!r}, {struct_field(f, types)})" for f in struct.fields)
        out += ["", "", f"class {struct.name}(Structure):", f"    _fields_ = [{fields}]", "", ""]
    out += ["", "# name: (restype, argtypes)", "SIGNATURES = {"]
    for function in api.functions:
        arguments = "".join(argument(p.type, types) + ", " for p in function.parameters)
        out.append(f"    {function.symbol!r}: ({result(function.returns, types)}, ({arguments.rstrip(' ')})),")
    out += ["}", "", "CONSTANTS = {"]
    out += [f"    {c.name!r}: {c.value}," for c in types.constants.values()]
    out += ["}", ""]
    return {"frontends/ctypes/_api.py": "\n".join(out)}
