"""Writes tests/capi/generated_odd_arguments.c: every function that takes arrays, dtypes or numbers with arguments that are
valid by type and rarely meant, many at a time, picked by the number of the case.

The harness, tests/capi/odd_arguments.h, holds what is picked from; what a refusal must look like, bad_arguments.h.
"""

from __future__ import annotations

from ..layout import NOTE
from ..words import ANY_LENGTH
from .bad_arguments import documented, good, good_structs, stubs, tried

# What the process, its threads or other tests depend on, and what has tests of its own: modules, calls by name, tables.
STATE = ("call", "error", "fp", "memory", "module", "runtime", "tables", "threads", "trace")
# Memory that the caller vouches for, and functions of a client.
UNCHECKED = ("any_handle", "callback", "cells", "memory", "opaque", "out_bytes", "out_pointer", "out_text")
LIMITS = {"int8_t": "INT8", "int16_t": "INT16", "int32_t": "INT32", "int64_t": "INT64"}
STRUCTS = ("nd_print_options", "nd_reduce_options", "nd_ufunc_options")
HANDLES = ("nd_array", "nd_dtype", "nd_ufunc", "nd_buffer", "nd_token")


def is_tried(function):
    roles = {p.role for p in function.parameters}
    structs = {p.type.base for p in function.parameters if p.role == "struct"}
    bases = {p.type.base for p in function.parameters if p.role in ("handle", "handles")}
    gives_away = any(p.direction == "in" and p.ownership == "owned" for p in function.parameters)
    unchecked = any(p.length == "unchecked" for p in function.parameters)
    return not (
        function.area in STATE
        or roles.intersection(UNCHECKED)
        or gives_away
        or unchecked
        or not function.parameters
        or not bases.issubset(HANDLES)
        or not structs.issubset(STRUCTS)
    )


def _odd_number(function, p, types, place):
    usual = good(function, p, types)
    kind = types.resolve(p.type.base)
    if p.role == "double":
        return f"odd_double({place}, {usual})"
    if kind not in LIMITS:
        return f"({kind})odd_integer({place}, (int64_t)({usual}), 0, INT64_MAX)"
    limits = LIMITS[kind]
    return f"({kind})odd_integer({place}, {usual}, {limits}_MIN, {limits}_MAX)"


def odd(function, p, types, place):
    """An expression that passes as this argument."""
    base = p.type.base
    if p.role in ("integer", "double"):
        return _odd_number(function, p, types, place)
    if p.role == "length":
        return f"({types.resolve(base)})length_{p.name}"
    usual = good(function, p, types)
    if p.role == "handle":
        expression = f"odd_{base}({place})"
    elif p.role == "handles" and base in ("nd_array", "nd_dtype"):
        expression = f"odd_many_{base}({place})"
    elif p.role == "string" and p.name not in ("path", "folder"):
        if p.name == "name":
            return f"odd_name_of({place})"
        text = '" "' if usual == "NULL" else usual
        expression = f"odd_string({place}, {text})"
    elif p.role == "array" and types.resolve(base) == "int64_t":
        expression = f"odd_list({place})"
    elif p.role == "out_handle":
        return f"{usual} + {place}" if not p.optional else "NULL"
    elif p.role == "struct":
        expression = f"odd_{base}({place})"
    else:
        return usual
    if not p.optional:
        return expression
    return f"(pick({place + 500}, 3) == 0 ? NULL : {expression})"


def _odd_struct(struct, types):
    """A function that fills one, most fields with what they mean by default."""
    lines = [
        f"static const {struct.name}* odd_{struct.name}(uint32_t place) {{",
        f"  static {struct.name} odd;",
        "  memset(&odd, 0, sizeof odd);",
        "  odd.struct_size = sizeof odd;",
    ]
    for i, field in enumerate(struct.fields):
        base = field.type.base
        kind = types.resolve(base)
        place = f"place + {100 * (i + 1)}"
        if field.name in ("struct_size", "reserved"):
            continue
        if base in HANDLES:
            lines.append(f"  if (pick({place} + 50, 2)) odd.{field.name} = odd_{base}({place});")
        elif field.type.depth:
            lines.append(f'  odd.{field.name} = odd_string({place}, "x");')
        elif kind in LIMITS:
            usual = field.default or "0"
            limits = f"{LIMITS[kind]}_MIN, {LIMITS[kind]}_MAX"
            lines.append(f"  odd.{field.name} = is_good({place}) ? ({kind})({usual})")
            lines.append(f"    : ({kind})odd_integer({place}, {usual}, {limits});")
    return "\n".join([*lines, "  return &odd;", "}"])


def calls(function, types):
    lines = [f"static void calls_of_{function.member}(void) {{", documented(function)]
    lines.append(f'  EACH_CASE("{function.symbol}") {{')
    for i, p in enumerate(function.parameters):
        if p.role == "length":
            lines.append(f"    const int64_t length_{p.name} = {_length(function, p, i)};")
    arguments = [odd(function, p, types, i) for i, p in enumerate(function.parameters)]
    call = f"{function.symbol}({', '.join(arguments)})"
    lines.append(f"    {tried(function, call, types)}")
    return "\n".join([*lines, "  }", "}"])


def _length(function, p, place):
    """0 where what it counts may be NULL by this case; lists of several elements each must find room."""
    lists = [function.parameter(name) for name in p.length_of]
    optional = [one for one in lists if one.optional]
    fixed = any(one.role in ("out_handles", "out_array", "strings", "bytes") for one in lists)
    several = any((ANY_LENGTH.fullmatch(one.length) or [None] * 5)[3] for one in lists)
    length = "1" if fixed else f"odd_length({place})" + (" % 5" if several else "")
    for one in optional:
        if one.role in ("handle", "handles", "string", "array", "struct"):
            index = function.parameters.index(one)
            length = f"(pick({index + 500}, 3) == 0 ? 0 : {length})"
        else:
            length = "0"
    return length


def emit(api):
    types = api.types
    every = " ".join(f"X({name})" for name in types.handles)
    chosen = [function for function in api.functions if is_tried(function)]
    body = "\n\n".join(calls(function, types) for function in chosen)
    out = [
        f"/* Every function with arguments that are rarely meant. {NOTE} */",
        "/* clang-format off */",
        f"#define EACH_HANDLE_TYPE(X) {every}",
        "#define ND_TARGET_REVISION 0 /* each name means its own symbol */",
        '#include "odd_arguments.h"',
        "",
        *stubs(types, body),
        *good_structs(types, body),
        *(_odd_struct(types.structs[name], types) for name in STRUCTS),
        "",
        body,
        "",
        "int main(int argc, char** argv) {",
        "  read_command_line(argc, argv);",
        "  begin_odd();",
        *(f"  calls_of_{function.member}();" for function in chosen),
        f"  return finish({len(api.functions)}, {len(chosen)});",
        "}",
        "",
    ]
    return {"tests/capi/generated_odd_arguments.c": "\n".join(out)}
