"""Gives every parameter its role from its type and the words of its tag line, and refuses what does not fit."""

from __future__ import annotations

import re

from . import roles
from .model import INTEGERS

FLAG_WORDS = (
    "borrowed",
    "owned",
    "optional",
    "opaque",
    "memory",
    "weak",
    "none",
    "positions",
    "written",
    "scalar",
    "star",
    "list",
    "alone",
    "view",
    "shares",
)
KEY_WORDS = ("len", "default", "only", "into", "if", "like", "wrapped", "view", "shares", "called", "as", "each")


def apply_words(parameter, words, where):
    """Reads `in borrowed optional len=n default=0` into the parameter."""
    extra = set()
    for word in words:
        key, _, value = word.partition("=")
        if word in ("borrowed", "owned"):
            parameter.ownership = word
        elif word == "optional":
            parameter.optional = True
        elif word in ("weak", "none", "positions", "written", "star"):
            setattr(parameter, word, True)
        elif word in ("list", "alone") and parameter.direction == "out":
            setattr(parameter, {"list": "is_list"}.get(word, word), True)
        elif key in ("like", "wrapped", "scalar", "view", "shares") and parameter.direction == "out":
            parameter.shape_of[key] = value
        elif key in ("into", "only", "called", "each", "as") and value:
            setattr(parameter, {"as": "made"}.get(key, key), value)
        elif key == "if" and value and parameter.direction == "out":
            parameter.asked = value
        elif word in ("opaque", "memory"):
            extra.add(word)
        elif key == "len" and value:
            parameter.length = value
        elif key == "default" and value:
            parameter.default = value
        else:
            raise where.error(
                f"parameter `{parameter.name}`: unknown key `{word}`",
                f"known: {', '.join(FLAG_WORDS)}, {', '.join(k + '=…' for k in KEY_WORDS)};"
                " the text is set off by two spaces",
            )
    return extra


def link_lengths(function):
    """Marks the parameters that count others, so that they need no line of their own."""
    where = function.where
    for p in function.parameters:
        extent = p.extent
        if extent is None:
            raise where.error(
                f"{function.symbol}: `{p.name}`: cannot read len={p.length}",
                "write len=PARAMETER, len=3, len=2*PARAMETER, len=ndim(PARAMETER) or len=unchecked",
            )
        for name in filter(None, (extent.counter, extent.ndim)):
            counter = function.parameter(name)
            if counter is None:
                raise where.error(
                    f"{function.symbol}: len={p.length}: no parameter `{name}`", "name a parameter of the signature"
                )
            if name == extent.counter:
                counter.counts += (p,)


def give_role(function, p, extra, types):
    where, base, depth = function.where, p.type.base, p.type.depth

    def refuse(problem, remedy):
        raise where.error(f"{function.symbol}: parameter `{p.name}`: {problem}", remedy)

    def need(condition, problem, remedy):
        if not condition:
            refuse(problem, remedy)

    if p.counts and depth == 0:
        p.role = roles.LENGTH
        need(types.resolve(base) in INTEGERS, "a length must be an integer", "use int32_t or int64_t")
    elif depth == 0:
        need(p.direction == "in", "out needs a pointer", f"declare it `{base} *{p.name}`")
        if base in types.callbacks:
            p.role = roles.CALLBACK
        else:
            need(not p.ownership and not p.length, "borrowed, owned and len= are for pointers", "drop them")
            p.role = roles.DOUBLE if base == "double" else roles.INTEGER
    elif p.direction == "in":
        p.role = _in_role(p, extra, types, need, refuse)
    else:
        p.role = _out_role(p, extra, types, need, refuse)
        single = p.role in (roles.OUT_STRUCT, roles.INOUT_HANDLES)
        need(p.direction == "out" or single, "inout is for a struct or a list of handles", "say out")
    p.ownership = p.ownership or p.role.owner


def _void_role(p, extra, need):
    for found, role in (
        ("opaque" in extra, roles.OPAQUE),
        ("memory" in extra, roles.MEMORY),
        (p.length, roles.BYTES),
        (p.ownership, roles.ANY_HANDLE),
    ):
        if found:
            return role
    return need(
        False,
        "what does the `void *` point to?",
        "say borrowed or owned (any handle), len=n (bytes), memory (described by other parameters)"
        " or opaque (given back to a callback)",
    )


def _in_role(p, extra, types, need, refuse):
    base, depth = p.type.base, p.type.depth
    if base in types.handles:
        need(depth <= 2, "too many `*`", "pass one array of handles")
        if depth == 2:
            need(p.length, "an array of handles needs its length", f"add len=n{p.name}; a result is `out`")
            return roles.HANDLES
        need(not p.length, "one handle has no length", f"an array of handles is `{base} *const *{p.name}`")
        return roles.HANDLE
    if base == "void" and depth == 1:
        return _void_role(p, extra, need)
    if base == "char":
        need(depth <= 2 and p.type.const, "text that is read is `const char *`", "add const")
        need(depth == 1 or p.length, "an array of strings needs its length", "add len=n")
        return roles.STRING if depth == 1 else roles.STRINGS
    if base in types.structs:
        fixed = types.structs[base].fixed
        need(depth == 1 and (p.length or not fixed), "an array needs its length", "add len=PARAMETER")
        need(p.type.const, "a struct that is read is `const … *`", "add const, or say out or inout")
        return roles.CELLS if fixed else roles.STRUCT
    if base in types.callbacks or base in types.opaques or depth != 1:
        refuse(f"`{p.type.text()}` cannot be passed in", "pass an array and its length")
    need(p.length, "an array needs its length", "add len=PARAMETER; a result is `out`")
    need(p.type.const, "numbers that are read are `const`", "add const, or say out or inout")
    return roles.ARRAY


def _out_role(p, extra, types, need, refuse):
    base, depth = p.type.base, p.type.depth
    need(not (p.type.const and depth == 1), "a result is written: it cannot be const", "drop const")
    if base in types.handles:
        need(depth == 2, "a handle is returned through a pointer to it", f"declare it `{base} **{p.name}`")
        many = roles.OUT_HANDLES if p.direction == "out" else roles.INOUT_HANDLES
        return many if p.length else roles.OUT_HANDLE
    if base == "char" and depth == 1:
        need(p.length, "a text buffer needs its length", "add len=PARAMETER")
        return roles.OUT_TEXT
    if base == "char":
        need(p.type.const and depth == 2, "a borrowed text is `const char **`", "declare it so")
        return roles.OUT_STRING
    if base == "void" and depth == 1:
        need(p.length or "memory" in extra, "a buffer needs its length in bytes", "add len=PARAMETER")
        return roles.OUT_BYTES
    if base in types.structs:
        fixed = types.structs[base].fixed
        need(depth == 1 and (p.length or not fixed), "a struct is filled in place", f"declare it `{base} *{p.name}`")
        return roles.OUT_CELLS if fixed else roles.OUT_STRUCT
    if base == "void" or depth == 2:
        need(depth == 2, "too many `*`", "return one pointer")
        return roles.OUT_POINTER
    if depth != 1 or base in types.opaques:
        refuse(f"`{p.type.text()}` cannot be a result", "use a pointer to a number, a handle or a text")
    return roles.OUT_ARRAY if p.length else roles.OUT_VALUE


def field_role(f, types):
    """A field has the role that a parameter of its type would have; memory is whatever else it points to."""
    base, depth = f.type.base, f.type.depth
    if depth == 0:
        return roles.CALLBACK if base in types.callbacks else roles.DOUBLE if base == "double" else roles.INTEGER
    pointed = roles.HANDLE if base in types.handles else {"char": roles.STRING, "void": roles.OPAQUE}.get(base)
    return pointed if pointed and depth == 1 else roles.MEMORY


def check_default(function, p, types):
    if p.default is None:
        return
    value, where = p.default, function.where
    good = {
        roles.INTEGER: re.fullmatch(r"-?\d+", value) or value in types.constants,
        roles.DOUBLE: re.fullmatch(r"-?\d+(\.\d*)?([eE][-+]?\d+)?|nan|inf|-inf", value),
    }.get(p.role, value == "NULL" and p.optional)
    if not good:
        raise where.error(
            f"{function.symbol}: parameter `{p.name}`: default={value}",
            "an integer, a number, an ND_ constant, or NULL for an optional pointer",
        )


def _made_from(function, words, need):
    """`view=a`: always a view of it; `shares=a`: a view or a copy; `like=a`: of its class; `wrapped=a`: as its
    `__array_wrap__` wants it (`like=a,b`: of the class that has the higher priority); `scalar`: a scalar where there
    is no axis; `bool`: a reading is a truth value."""
    found = {}
    for word in words:
        key, _, value = word.partition("=")
        known = word in ("scalar", "bool") or (
            key in ("view", "shares", "like", "wrapped", "shaped") and all(map(function.parameter, value.split(",")))
        )
        need(known, f"returns: unknown key `{word}`",
             "known: scalar, bool, view=, shares=, like=, wrapped= and shaped=PARAMETER; the text is"
             " set off by two spaces")  # fmt: skip
        found[key] = value
    return found


def check_return(function, words, types):
    """Return kind from the type and the words of the `returns` line."""
    where, ctype = function.where, function.returns

    def need(condition, problem, remedy):
        if not condition:
            raise where.error(f"{function.symbol}: {problem}", remedy)

    kind, function.shape_of = words[0] if words else "", _made_from(function, words[1:], need)
    if ctype.base == "nd_status" and ctype.depth == 0:
        need(kind in ("", "status"), f"returns {kind}, but the type is nd_status", "drop the word")
        return "status"
    if ctype.base == "void" and ctype.depth == 0:
        need(kind in ("", "nothing"), f"returns {kind}, but the type is void", "drop the word")
        return "void"
    if ctype.depth == 0:
        need(
            kind in ("reading", "value"),
            f"what does the `{ctype.base}` mean?",
            "`returns  reading` (a negative value is a status) or `returns  value` (it cannot fail)",
        )
        if kind == "reading":
            need(
                types.resolve(ctype.base) in ("int64_t", "int32_t"), "a reading is signed", "return int64_t or int32_t"
            )
        return kind
    need(kind in ("owned", "borrowed"), "who owns what is returned?", "`returns  owned` or `returns  borrowed`")
    if kind == "owned":
        need(ctype.base in types.handles and ctype.depth == 1, f"`{ctype.text()}` cannot be owned", "only handles are")
    return kind
