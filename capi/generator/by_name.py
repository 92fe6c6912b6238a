"""How a function is called by name, stated once for the method table and its signatures; calling.py has the rules for
languages that call by values. The arguments stand in the order of the C function; lengths are counted from lists; the
fields of a struct are keywords; what is returned, unless it is a status, comes before the results.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass

from . import roles
from .calling import seen_fields
from .model import INTEGERS
from .roles import Role, Visitor

_HANDLES = {"nd_array": "array", "nd_dtype": "dtype", "nd_ufunc": "ufunc", "nd_buffer": "buffer", "nd_token": "token",
            "nd_module": "module"}  # fmt: skip


@dataclass
class Place:
    """A parameter of the C function, or a field of a struct that is spelled out."""

    name: str
    type: object
    role: Role
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


class _Ways(Visitor):
    """(way, kind) of each role."""

    def __init__(self, types):
        self.types = types

    def of_length(self, p):
        is_counted = p.passed == "length" or any(q.role.in_bytes for q in p.counts)
        return ("length", "") if is_counted else ("argument", "int")

    def of_handle(self, p):
        return "argument", _HANDLES[p.type.base]

    def of_handles(self, p):
        return "argument", f"list[{_HANDLES[p.type.base]}]"

    of_inout_handles = of_handles

    def of_array(self, p):
        number = _number(p.type.base, self.types)
        is_memory = self.types.resolve(p.type.base) == "uint8_t"
        return "argument", "bytes" if is_memory else number if p.is_single else f"list[{number}]"

    def of_struct(self, p):
        return "fields", ""

    of_out_struct = of_struct

    def of_out_value(self, p):
        return "result", _number(p.type.base, self.types)

    def of_out_array(self, p):
        return "result", f"list[{_number(p.type.base, self.types)}]"

    def of_out_handle(self, p):
        return "result", _HANDLES[p.type.base]

    def of_out_handles(self, p):
        return "result", f"list[{_HANDLES[p.type.base]}]"

    def of_other(self, p):
        return "argument", p.role.kind


def fields_by_name(struct):
    """The fields that a call by name can set: not the callbacks, and what is given back to them."""
    return [f for f in seen_fields(struct) if f.role not in (roles.CALLBACK, roles.OPAQUE)]


def _default(p):
    if p.default is not None and p.default != "NULL":
        return p.default
    return "None" if p.optional else None


def _field(index, parent, f, types):
    way, kind = _Ways(types).visit(f)
    pointer = f.type.depth > 0
    default, direction = f.default or (None if not parent.optional else "None" if pointer else "0"), "in"
    if parent.role.is_result:
        way, direction, default = "result", "out", None
    return Place(f.name, f.type, f.role, way, kind, f.text, default, direction, f.role.owner, pointer, index, f.offset)


def _takes(function, field):
    """Whether a field is the function's: all are, unless the line `numpy` of its tag names some."""
    return not function.order or field.name.removeprefix("no_") in function.order


def places(function, types):
    """Every parameter in order, then the fields."""
    out, fields, ways = [], [], _Ways(types)
    for i, p in enumerate(function.parameters):
        way, kind = ways.visit(p)
        default = _default(p) if way == "argument" else None
        out.append(Place(p.name, p.type, p.role, way, kind, p.text, default, p.direction, p.ownership, p.optional))
        if way == "fields" and is_callable(function):
            taken = [f for f in fields_by_name(types.structs[p.type.base]) if _takes(function, f)]
            order = list(function.order)
            taken.sort(key=lambda f: order.index(f.name.removeprefix("no_")) if order else 0)
            fields += [_field(i, p, f, types) for f in taken]
    names = [place.name for place in out + fields if place.way == "argument"]
    if len(set(names)) < len(names):
        raise function.where.error(f"{function.symbol}: a field has the name of a parameter", "rename the parameter")
    return out + fields


def is_word_by_word(function, types):
    """Whether cells become words one by one: no out-parameters, no structs, no list as long as an array has axes."""
    if any(p.extent.ndim or p.role is roles.INOUT_HANDLES for p in function.parameters):
        return False
    return all(place.way in ("argument", "length") for place in places(function, types))


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
        elif place.role is roles.INOUT_HANDLES:
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
    if place.role is roles.DOUBLE:
        return int.from_bytes(struct.pack("<d", float(place.default)), "little")
    constant = types.constants.get(place.default)
    return (constant.value if constant else int(place.default)) & 0xFFFFFFFFFFFFFFFF


def scalar(ctype, types):
    """The C type of a number, or of the elements behind a pointer."""
    base = types.resolve(ctype.base)
    if base == "double":
        return "f64"
    return base.replace("uint", "u").replace("int", "i").removesuffix("_t") if base in INTEGERS else "none"


class _Cells(Visitor):
    """The kind of cell whose value is the word of the C call, or the list it points to."""

    def __init__(self, types):
        self.types = types

    def of_number(self, place):
        return {"i64": "INT", "f64": "DOUBLE"}.get(scalar(place.type, self.types), "UNSET")

    def of_array(self, place):
        number = self.of_number(place)
        return f"LIST_{number}" if place.kind.startswith("list[") and number != "UNSET" else "UNSET"

    def of_handle(self, place):
        return "HANDLE"

    of_any_handle = of_handle

    def of_handles(self, place):
        return "LIST_HANDLE"

    def of_strings(self, place):
        return "LIST_STRING"

    def of_other(self, place):
        return "UNSET"


def exact_cell(place, types):
    return f"ND_CELL_{_Cells(types).visit(place)}"
