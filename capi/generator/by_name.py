"""How a function is called by name, stated once for the method table and its signatures; calling.py has the rules for
languages that call by values. The arguments stand in the order of the C function; lengths are counted from lists; the
fields of a struct are keywords; what is returned, unless it is a status, comes before the results.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass

from .calling import is_single
from .model import INTEGERS

HIDDEN_FIELDS = ("struct_size", "reserved")
_HANDLES = {"nd_array": "array", "nd_dtype": "dtype", "nd_ufunc": "ufunc", "nd_buffer": "buffer", "nd_token": "token",
            "nd_module": "module"}  # fmt: skip
_TEXT_KINDS = {"string": "str", "strings": "list[str]", "bytes": "bytes", "memory": "bytes", "out_bytes": "bytes",
               "out_text": "bytes", "any_handle": "any", "integer": "int", "double": "float", "out_string": "str"}  # fmt: skip


@dataclass
class Place:
    """A parameter of the C function, or a field of a struct that is spelled out."""

    name: str
    type: object
    role: str
    way: str  # argument, length, result, fields (the struct itself), none
    kind: str  # as in signatures, or empty
    text: str
    default: str | None  # as text
    direction: str = "in"
    ownership: str = ""
    optional: bool = False  # NULL is allowed
    parent: int = -1  # of a field: the parameter that points to the struct
    offset: int = 0

    @property
    def required(self):
        return self.default is None


def is_callable(function):
    return "nocall" not in function.flags


def _number(base, types):
    return "float" if types.resolve(base) == "double" else "int"


def _kind(p, types):
    base = p.type.base
    if p.role == "handle":
        return _HANDLES[base]
    if p.role in ("handles", "out_handles"):
        return f"list[{_HANDLES[base]}]"
    if p.role == "out_handle":
        return _HANDLES[base]
    if p.role == "array" and types.resolve(base) == "uint8_t":
        return "bytes"
    if p.role == "array":
        return _number(base, types) if is_single(p) else f"list[{_number(base, types)}]"
    if p.role == "out_array":
        return f"list[{_number(base, types)}]"
    if p.role == "out_value":
        return _number(base, types)
    return _TEXT_KINDS.get(p.role, "")


def fields_by_name(struct, types):
    """The fields that a call by name can set: not the callbacks, and what is given back to them."""
    return [f for f in struct.fields
            if f.name not in HIDDEN_FIELDS and f.type.base not in types.callbacks and f.type.base != "void"]  # fmt: skip


def _way(function, p):
    if p.role in ("struct", "out_struct"):
        return "fields"
    if p.role == "length" and any(function.parameter(name).direction != "out" for name in p.length_of):
        return "length"
    if p.role == "length" and any(function.parameter(n).role in ("out_bytes", "out_text") for n in p.length_of):
        return "length"
    return "result" if p.role in ("out_value", "out_handle", "out_handles", "out_array") and p.direction == "out" else "argument"  # fmt: skip


def _default(p):
    if p.default is not None and p.default != "NULL":
        return p.default
    return "None" if p.optional else None


def _field(index, parent, field, types):
    base, depth = field.type.base, field.type.depth
    if depth == 0:
        role, kind = ("double", "float") if base == "double" else ("integer", "int")
    elif base in types.handles:
        role, kind = "handle", _HANDLES[base]
    else:
        role, kind = "string", "str"
    pointer = depth > 0
    default = field.default or (None if not parent.optional else "None" if pointer else "0")
    ownership = "borrowed" if role == "handle" else ""
    way, default = ("argument", default) if parent.role == "struct" else ("result", None)
    return Place(field.name, field.type, role, way, kind, field.text, default, "in" if way == "argument" else "out",
                 ownership, pointer, index, field.offset)  # fmt: skip


def _takes(function, field):
    """Whether a field is the function's: all are, unless the line `numpy` of its tag names some."""
    return not function.order or field.name.removeprefix("no_") in function.order


def places(function, types):
    """Every parameter in order, then the fields."""
    out, fields = [], []
    for i, p in enumerate(function.parameters):
        way = _way(function, p)
        default = _default(p) if way == "argument" else None
        kind = "int" if p.role == "length" and way == "argument" else _kind(p, types)
        out.append(Place(p.name, p.type, p.role, way, kind, p.text, default, p.direction, p.ownership, p.optional))
        if way == "fields" and is_callable(function):
            taken = [f for f in fields_by_name(types.structs[p.type.base], types) if _takes(function, f)]
            order = list(function.order)
            taken.sort(key=lambda f: order.index(f.name.removeprefix("no_")) if order else 0)
            fields += [_field(i, p, f, types) for f in taken]
    names = [place.name for place in out + fields if place.way == "argument"]
    if len(set(names)) < len(names):
        raise function.where.error(f"{function.symbol}: a field has the name of a parameter", "rename the parameter")
    return out + fields


def is_plain(function, types):
    """Whether cells become words one by one: no out-parameters, no structs, no list as long as an array has axes."""
    if any(p.length and p.length.startswith("ndim(") for p in function.parameters):
        return False
    return all(p.way in ("argument", "length") and p.role != "out_handles" for p in places(function, types))


def result_kinds(function, types):
    """Kinds of the results; `*kind`: as many as the arguments say."""
    kinds, returns = [], function.returns
    if function.return_kind not in ("status", "void"):
        if returns.depth == 0:
            kinds.append(_number(returns.base, types))
        elif returns.base == "char":
            kinds.append("str")
        else:
            kinds.append(_HANDLES.get(returns.base) or ("bytes" if returns.base == "void" else "list[int]"))
    for place in places(function, types):
        if place.way == "result" and place.kind.startswith("list["):
            kinds.append("*" + place.kind[5:-1])
        elif place.way == "result":
            kinds.append(place.kind)
        elif place.direction == "inout" and place.role == "out_handles":
            kinds.append("*array")
    return kinds


def result(function):
    """What a call gives back besides out-parameters: none, number, handle, text, memory, list."""
    returns = function.returns
    if function.return_kind in ("status", "void"):
        return "none"
    if returns.depth == 0:
        return "number"
    return {"char": "text", "void": "memory"}.get(returns.base) or ("handle" if returns.base in _HANDLES else "list")


def result_count(function, types):
    kinds = result_kinds(function, types)
    return -1 if any(kind.startswith("*") for kind in kinds) else len(kinds)


def signature(function, types):
    """`sum(a: array, axes: list[int] = None, keepdims: int = 0) -> array`, in the form of modules' signatures."""
    parts, keywords = [], []
    for place in places(function, types):
        if place.way == "argument":
            default = "" if place.required else f" = {place.default}"
            (keywords if place.parent >= 0 else parts).append(f"{place.name}: {place.kind}{default}")
    parts += ["*", *keywords] if keywords else []
    results = ", ".join(result_kinds(function, types))
    return f"{function.name}({', '.join(parts)})" + (f" -> {results}" if results else "")


def default_word(place, types):
    """The 64 bits that a C caller would pass for the default; of a pointer NULL."""
    if place.required or place.default == "None":
        return 0
    if place.role == "double":
        return int.from_bytes(struct.pack("<d", float(place.default)), "little")
    constant = types.constants.get(place.default)
    return (constant.value if constant else int(place.default)) & 0xFFFFFFFFFFFFFFFF


def scalar(ctype, types):
    """The C type of a number, or of the elements behind a pointer."""
    base = types.resolve(ctype.base)
    if base == "double":
        return "f64"
    return base.replace("uint", "u").replace("int", "i").removesuffix("_t") if base in INTEGERS else "none"


def exact_cell(place, types):
    """The kind of cell whose value is the word of the C call, or the list it points to."""
    number = {"i64": "INT", "f64": "DOUBLE"}.get(scalar(place.type, types), "UNSET")
    if place.role in ("integer", "length", "double"):
        return f"ND_CELL_{number}"
    if place.role == "array" and place.kind.startswith("list[") and number != "UNSET":
        return f"ND_CELL_LIST_{number}"
    kinds = {"handle": "HANDLE", "any_handle": "HANDLE", "handles": "LIST_HANDLE", "strings": "LIST_STRING"}
    return "ND_CELL_" + kinds.get(place.role, "UNSET")
