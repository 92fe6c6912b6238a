"""Writes tests/capi/generated_bad_arguments.c: every function with every bad argument, one at a time.

The harness, tests/capi/bad_arguments.h, holds good and bad handles and checks what a refusal must look like.
"""

from __future__ import annotations

from ..layout import NOTE
from ..words import ANY_LENGTH

ROOM = 64  # elements behind every good pointer


def is_fixed(p):
    return p.role in ("array", "bytes", "memory", "strings", "handles")


def good(function, p, types):
    """An expression that passes as this argument."""
    base = p.type.base
    if p.role in ("integer", "double"):
        return p.default if p.default is not None else {"nd_type_code": "ND_FLOAT64"}.get(base, "0")
    if p.role == "length":
        # What is left out has no length: one argument is bad at a time.
        return "0" if all(function.parameter(name).optional for name in p.length_of) else "1"
    if p.optional:
        return "NULL"
    memory = [q for q in function.parameters if q.role == "memory"]  # at most two, each with its own place
    return {
        "handle": f"good_{base}",
        "any_handle": "good_nd_array",
        "handles": f"many_{base}",
        "string": '"x"',
        "strings": "many_strings",
        "array": f"(const {base} *)room_in",
        "cells": f"(const {base} *)room_in",
        "bytes": "room_in",
        "memory": "(void *)room_memory" if p in memory[:1] else "(void *)(room_memory + ROOM / 2)",
        "opaque": "room_memory",
        "callback": f"stub_{base}",
        "struct": f"&good_{base}",
        "out_struct": f"&good_{base}",
        "out_handle": f"out_{base}",
        "out_handles": f"out_{base}",
        "out_string": "out_strings",
        "out_pointer": f"({p.type.text()})out_pointers",
        "out_value": f"({base} *)room_out",
        "out_array": f"({base} *)room_out",
        "out_cells": f"({base} *)room_out",
        "out_bytes": "room_out",
        "out_text": "(char *)room_out",
    }[p.role]


def call(function, types, replaced, expression):
    # A list that may be left out is not while one of its elements is bad.
    counter = replaced.length if replaced and replaced.role == "handles" else None
    arguments = [
        expression if p is replaced else "1" if p.name == counter else good(function, p, types)
        for p in function.parameters
    ]
    return f"{function.symbol}({', '.join(arguments)})"


def _check(function, code):
    """How a refusal shows: NULL, the status itself, a negative reading, or not at all."""
    if function.returns.depth:
        return f"REFUSED_POINTER({code});"
    if function.return_kind in ("status", "reading"):
        return f"REFUSED_NUMBER({code});"
    return f"SURVIVED({code});"


def _bad_handles(function, p, types):
    base = "any" if p.role == "any_handle" else p.type.base
    kinds = "EACH_BAD_BUT_NULL" if p.optional else "EACH_BAD"
    lines = [f'  CASE("{function.symbol}", "{p.name}");']
    if p.role == "handles":
        lines.append(f"  {kinds}({base}, ND_INVALID_HANDLE) {{")
        lines.append(f"    {p.type.base} *elements[{ROOM}];")
        lines.append(f"    fill_with((void **)elements, {ROOM}, bad);")
        lines.append(f"    {_check(function, call(function, types, p, 'elements'))}\n  }}")
        return lines
    cast = "bad" if p.role == "any_handle" else f"({p.type.base} *)bad"
    lines.append(f"  {kinds}({base}, ND_INVALID_HANDLE) {{ {_check(function, call(function, types, p, cast))} }}")
    return lines


def _bad_pointer(function, p, types):
    return [
        f'  CASE("{function.symbol}", "{p.name} = NULL");',
        f"  EXPECT_ANY {{ {_check(function, call(function, types, p, 'NULL'))} }}",
    ]


def _bad_length(function, p, types):
    lines = []
    least = "INT32_MIN" if types.resolve(p.type.base) == "int32_t" else "INT64_MIN"
    for value in ("-1", least):
        lines.append(f'  CASE("{function.symbol}", "{p.name} = {value}");')
        lines.append(f"  EXPECT_ANY {{ {_check(function, call(function, types, p, value))} }}")
    return lines


def _bad_struct(function, p, types):
    lines = []
    for size in ("0", "-1", "4"):
        lines.append(f'  CASE("{function.symbol}", "{p.name}->struct_size = {size}");')
        lines.append(f"  EXPECT_ANY {{ {p.type.base} bad_struct = good_{p.type.base}; bad_struct.struct_size = {size};")
        lines.append(f"    {_check(function, call(function, types, p, '&bad_struct'))} }}")
    return lines


def _extremes(function, p, types):
    """Numbers that hardly any caller means: each is refused in order, or the call succeeds."""
    if p.role == "double":
        values = ("NAN", "INFINITY", "-INFINITY")
    else:
        kind = types.resolve(p.type.base).removesuffix("_t").upper()
        values = (f"{kind}_MAX",) if kind.startswith("U") else (f"{kind}_MIN", "-1", f"{kind}_MAX")
    lines = []
    for value in values:
        lines.append(f'  CASE("{function.symbol}", "{p.name} = {value}");')
        lines.append(f"  EXPECT_ANY {{ {tried(function, call(function, types, p, value), types)} }}")
    return lines


def tried(function, code, types):
    """Like _check, of a call that may succeed: what it makes is given back."""
    if function.returns.depth:
        owned = function.return_kind == "owned" and function.returns.base in types.handles
        return f"TRIED_{'HANDLE' if owned else 'POINTER'}({code});"
    if function.return_kind in ("status", "reading"):
        return f"TRIED_NUMBER({code});"
    return f"SURVIVED({code});"


def cases(function, types):
    lines = []
    for p in function.parameters:
        if p.role in ("integer", "double"):
            lines += _extremes(function, p, types)
        if p.role in ("handle", "any_handle", "handles"):
            lines += _bad_handles(function, p, types)
        if p.role == "length":
            if types.resolve(p.type.base).startswith("int"):
                lines += _bad_length(function, p, types)
        elif p.role in ("struct", "out_struct"):
            lines += _bad_struct(function, p, types)
        pointed = p.type.depth or p.role == "callback"
        counted = ANY_LENGTH.fullmatch(p.length) if p.length else None
        can_be_empty = counted is not None and counted.group(2) is not None  # len=ndim(x): a 0-d array has none
        if pointed and not p.optional and p.role not in ("handle", "any_handle", "opaque") and not can_be_empty:
            lines += _bad_pointer(function, p, types)
    return lines


def documented(function):
    return f"  DOCUMENTED({', '.join([*function.errors, '0'])});"


def _stub(callback):
    parameters = ", ".join(ctype.text(name) for name, ctype in callback.parameters)
    unused = " ".join(f"(void){name};" for name, _ in callback.parameters)
    is_void = callback.returns.base == "void" and not callback.returns.depth
    result = "" if is_void else " return 0;"
    return f"static {callback.returns.text()} stub_{callback.name}({parameters}) {{ {unused}{result} }}"


def stubs(types, used):
    """Of the callbacks that the text `used` names."""
    return [_stub(c) for c in types.callbacks.values() if f"stub_{c.name}" in used]


def good_structs(types, used):
    return [
        f"static {name} good_{name} = {{.struct_size = sizeof(good_{name})}};"
        for name in types.structs
        if f"good_{name}" in used
    ]


def emit(api):
    types = api.types
    every = " ".join(f"X({name})" for name in types.handles)
    out = [
        f"/* Every function with every bad argument. {NOTE} */",
        "/* clang-format off */",
        f"#define EACH_HANDLE_TYPE(X) {every}",
        "#define ND_TARGET_REVISION 0 /* each name means its own symbol */",
        '#include "bad_arguments.h"',
        "",
    ]
    tested, body = [], []
    for function in api.functions:
        lines = cases(function, types)
        if lines:
            tested.append(function)
        else:
            lines = [f'  CASE("{function.symbol}", "no argument that can be bad");',
                     f"  EXPECT_ANY {{ {tried(function, call(function, types, None, ''), types)} }}"]  # fmt: skip
        body += ["", f"static void calls_of_{function.member}(void) {{", documented(function), *lines, "}"]
    used = "\n".join(body)
    out += [*stubs(types, used), *good_structs(types, used), *body]
    out += ["", "int main(void) {", "  begin();"]
    out += [f"  calls_of_{f.member}();" for f in api.functions]
    out += [f"  return finish({len(api.functions)}, {len(tested)});", "}", ""]
    return {"tests/capi/generated_bad_arguments.c": "\n".join(out)}
