"""Writes tests/capi/generated_odd_arguments.c: every function that takes arrays, dtypes or numbers with arguments that
are valid by type and rarely meant, many at a time, picked by the number of the case.

The harness, tests/capi/odd_arguments.h, holds what is picked from; what a refusal must look like, bad_arguments.h.
"""

from __future__ import annotations

from .. import roles
from ..layout import NOTE
from ..roles import Visitor
from .bad_arguments import Good, documented, good_structs, stubs, tried

# What the process, its threads or other tests depend on, and what has tests of its own: modules, calls by name, tables.
STATE = ("call", "error", "fp", "memory", "module", "runtime", "tables", "threads", "trace")
LIMITS = {"int8_t": "INT8", "int16_t": "INT16", "int32_t": "INT32", "int64_t": "INT64"}
STRUCTS = ("nd_print_options", "nd_reduce_options", "nd_ufunc_options")
HANDLES = ("nd_array", "nd_dtype", "nd_ufunc", "nd_buffer", "nd_token")


def is_tried(function, types):
    odd = Odd(function, types)
    return bool(
        function.area not in STATE
        and function.parameters
        and all(odd.visit(p, 0) and p.length != "unchecked" for p in function.parameters)
        and not any(p.direction == "in" and p.ownership == "owned" for p in function.parameters)
    )


class Odd(Visitor):
    """An expression that passes as the argument and, by the number of the case, is rarely meant; empty where the caller
    vouches for memory, or a function of the client is called."""

    def __init__(self, function, types):
        self.types, self.usual = types, Good(function, types).visit

    def or_null(self, p, place, expression):
        return f"(pick({place + 500}, 3) == 0 ? NULL : {expression})" if p.optional else expression

    def of_integer(self, p, place):
        usual, kind = self.usual(p), self.types.resolve(p.type.base)
        if kind not in LIMITS:
            return f"({kind})odd_integer({place}, (int64_t)({usual}), 0, INT64_MAX)"
        return f"({kind})odd_integer({place}, {usual}, {LIMITS[kind]}_MIN, {LIMITS[kind]}_MAX)"

    def of_double(self, p, place):
        return f"odd_double({place}, {self.usual(p)})"

    def of_length(self, p, place):
        return f"({self.types.resolve(p.type.base)})length_{p.name}"

    def of_handle(self, p, place):
        return self.or_null(p, place, f"odd_{p.type.base}({place})") if p.type.base in HANDLES else ""

    def of_handles(self, p, place):
        if p.type.base not in ("nd_array", "nd_dtype"):
            return self.of_usual(p, place) if p.type.base in HANDLES else ""
        return self.or_null(p, place, f"odd_many_{p.type.base}({place})")

    def of_string(self, p, place):
        if p.name in ("path", "folder"):
            return self.usual(p)
        if p.name == "name":
            return f"odd_name_of({place})"
        text = '" "' if p.optional else self.usual(p)
        return self.or_null(p, place, f"odd_string({place}, {text})")

    def of_array(self, p, place):
        if self.types.resolve(p.type.base) != "int64_t":
            return self.usual(p)
        return self.or_null(p, place, f"odd_list({place})")

    def of_struct(self, p, place):
        return self.or_null(p, place, f"odd_{p.type.base}({place})") if p.type.base in STRUCTS else ""

    def of_out_handle(self, p, place):
        return "NULL" if p.optional else f"{self.usual(p)} + {place}"

    def of_usual(self, p, place):
        return self.usual(p)

    of_strings = of_bytes = of_out_value = of_out_string = of_out_array = of_out_handles = of_out_struct = of_usual

    def of_pointer(self, p, place):
        return ""

    of_cells = of_out_pointer = of_out_list = of_pointer


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
        if p.counts:
            lines.append(f"    const int64_t length_{p.name} = {_length(function, p, i)};")
    odd = Odd(function, types)
    arguments = [odd.visit(p, i) for i, p in enumerate(function.parameters)]
    call = f"{function.symbol}({', '.join(arguments)})"
    lines.append(f"    {tried(function, call, types)}")
    return "\n".join([*lines, "  }", "}"])


def _length(function, p, place):
    """0 where what it counts may be NULL by this case; lists of several elements each must find room."""
    varied = (roles.HANDLES, roles.ARRAY)  # lists that the harness has of several lengths
    several = any(one.extent.factor > 1 for one in p.counts)
    length = f"odd_length({place})" + (" % 5" if several else "")
    if any(one.role not in varied for one in p.counts):
        length = "1"
    for one in p.counts:
        if one.optional:
            index = function.parameters.index(one)
            length = f"(pick({index + 500}, 3) == 0 ? 0 : {length})" if one.role in varied else "0"
    return length


def emit(api):
    types = api.types
    every = " ".join(f"X({name})" for name in types.handles)
    chosen = [function for function in api.functions if is_tried(function, types)]
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
