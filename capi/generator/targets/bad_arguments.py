"""Writes tests/capi/generated_bad_arguments.c: every function with every bad argument, one at a time.

The harness, tests/capi/bad_arguments.h, holds good and bad handles and checks what a refusal must look like.
"""

from __future__ import annotations

from .. import roles
from ..layout import NOTE
from ..roles import Visitor

ROOM = 64  # elements behind every good pointer


class Good(Visitor):
    """An expression that passes as the argument."""

    def __init__(self, function, types):
        self.function, self.types = function, types

    def visit(self, p, *more):
        return "NULL" if p.optional and p.type.depth + (p.role is roles.CALLBACK) else super().visit(p, *more)

    def of_number(self, p):
        return p.default if p.default is not None else {"nd_type_code": "ND_FLOAT64"}.get(p.type.base, "0")

    def of_length(self, p):
        # What is left out has no length: one argument is bad at a time.
        return "0" if all(q.optional for q in p.counts) else "1"

    def of_handle(self, p):
        return f"good_{p.type.base}"

    def of_any_handle(self, p):
        return "good_nd_array"

    def of_handles(self, p):
        return f"many_{p.type.base}"

    def of_string(self, p):
        return '"x"'

    def of_strings(self, p):
        return "many_strings"

    def of_numbers(self, p):
        return f"(const {p.type.base} *)room_in"

    def of_bytes(self, p):
        return "room_in"

    def of_memory(self, p):
        is_first = p is next(q for q in self.function.parameters if q.role is p.role)  # each of two has its own place
        return "(void *)room_memory" if is_first else "(void *)(room_memory + ROOM / 2)"

    def of_opaque(self, p):
        return "room_memory"

    def of_callback(self, p):
        return f"stub_{p.type.base}"

    def of_struct(self, p):
        return f"&good_{p.type.base}"

    of_out_struct = of_struct

    def of_out_handle(self, p):
        return f"out_{p.type.base}"

    of_out_handles = of_out_handle

    def of_out_string(self, p):
        return "out_strings"

    def of_out_pointer(self, p):
        return f"({p.type.text()})out_pointers"

    def of_out_one(self, p):
        return f"({p.type.base} *)room_out"

    of_out_list = of_out_one

    def of_out_bytes(self, p):
        return "room_out"


def call(function, types, replaced, expression):
    # A list that may be left out is not while one of its elements is bad.
    counter = replaced.length if replaced and replaced.role is roles.HANDLES else None
    good = Good(function, types)
    arguments = [
        expression if p is replaced else "1" if p.name == counter else good.visit(p) for p in function.parameters
    ]
    return f"{function.symbol}({', '.join(arguments)})"


def _check(function, code):
    """How a refusal shows: NULL, the status itself, a negative reading, or not at all."""
    if function.returns.depth:
        return f"REFUSED_POINTER({code});"
    if function.return_kind in ("status", "reading"):
        return f"REFUSED_NUMBER({code});"
    return f"SURVIVED({code});"


def tried(function, code, types):
    """Like _check, of a call that may succeed: what it makes is given back."""
    if function.returns.depth:
        owned = function.return_kind == "owned" and function.returns.base in types.handles
        return f"TRIED_{'HANDLE' if owned else 'POINTER'}({code});"
    if function.return_kind in ("status", "reading"):
        return f"TRIED_NUMBER({code});"
    return f"SURVIVED({code});"


class Bad(Visitor):
    """The cases of each bad value of a parameter."""

    def __init__(self, function, types):
        self.function, self.types = function, types

    def visit(self, p):
        lines = super().visit(p)
        can_be_empty = bool(p.extent.ndim)  # a 0-d array has no axes
        pointed = p.type.depth or p.role is roles.CALLBACK
        if (
            pointed
            and not p.optional
            and not can_be_empty
            and p.role not in (roles.HANDLE, roles.ANY_HANDLE, roles.OPAQUE)
        ):
            lines += [*self.case(f"{p.name} = NULL"), f"  EXPECT_ANY {{ {self.refused(p, 'NULL')} }}"]
        return lines

    def case(self, text):
        return [f'  CASE("{self.function.symbol}", "{text}");']

    def refused(self, p, expression):
        return _check(self.function, call(self.function, self.types, p, expression))

    def each_bad(self, p, base):
        return f"{'EACH_BAD_BUT_NULL' if p.optional else 'EACH_BAD'}({base}, ND_INVALID_HANDLE)"

    def of_handle(self, p):
        bad = f"({p.type.base} *)bad"
        return [*self.case(p.name), f"  {self.each_bad(p, p.type.base)} {{ {self.refused(p, bad)} }}"]

    def of_any_handle(self, p):
        return [*self.case(p.name), f"  {self.each_bad(p, 'any')} {{ {self.refused(p, 'bad')} }}"]

    def of_handles(self, p):
        return [*self.case(p.name), f"  {self.each_bad(p, p.type.base)} {{",
                f"    {p.type.base} *elements[{ROOM}];", f"    fill_with((void **)elements, {ROOM}, bad);",
                f"    {self.refused(p, 'elements')}\n  }}"]  # fmt: skip

    def of_length(self, p):
        lines, kind = [], self.types.resolve(p.type.base)
        for value in ("-1", "INT32_MIN" if kind == "int32_t" else "INT64_MIN") if kind.startswith("int") else ():
            lines += [*self.case(f"{p.name} = {value}"), f"  EXPECT_ANY {{ {self.refused(p, value)} }}"]
        return lines

    def of_struct(self, p):
        lines = []
        for size in ("0", "-1", "4"):
            lines += self.case(f"{p.name}->struct_size = {size}")
            made = f"{p.type.base} bad_struct = good_{p.type.base}; bad_struct.struct_size = {size};"
            lines += [f"  EXPECT_ANY {{ {made}", f"    {self.refused(p, '&bad_struct')} }}"]
        return lines

    of_out_struct = of_struct

    def extremes(self, p, values):
        """Numbers that hardly any caller means: each is refused in order, or the call succeeds."""
        lines = []
        for value in values:
            code = call(self.function, self.types, p, value)
            lines += [*self.case(f"{p.name} = {value}"), f"  EXPECT_ANY {{ {tried(self.function, code, self.types)} }}"]
        return lines

    def of_integer(self, p):
        kind = self.types.resolve(p.type.base).removesuffix("_t").upper()
        return self.extremes(p, (f"{kind}_MAX",) if kind.startswith("U") else (f"{kind}_MIN", "-1", f"{kind}_MAX"))

    def of_double(self, p):
        return self.extremes(p, ("NAN", "INFINITY", "-INFINITY"))

    def of_other(self, p):
        return []


def cases(function, types):
    bad = Bad(function, types)
    return [line for p in function.parameters for line in bad.visit(p)]


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
