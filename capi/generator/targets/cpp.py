"""Writes include/ndcore/functions.hpp: every function of the API as a C++ function that takes and gives values.

ndcore.hpp includes it between its classes and their operators.
"""

from __future__ import annotations

from ..calling import Sizes, call_of, is_plain, is_single
from ..layout import NOTE, comment, wrap, wrap_code
from .cpp_types import (
    CLASSES,
    handle_class,
    initial,
    is_options,
    number,
    options_class,
    options_struct,
    read_fields,
)


def declared(p):
    """Type and name of a parameter."""
    base = p.type.base
    if p.role == "handle":
        return f"const {handle_class(base)}& {p.name}"
    if p.role in ("handles", "out_handles"):
        return f"{'const ' if p.role == 'handles' else ''}std::vector<{handle_class(base)}>& {p.name}"
    if is_single(p):
        return f"std::optional<{base}> {p.name}" if p.optional else f"{base} {p.name}"
    if p.role in ("array", "cells"):
        return f"list<{base}> {p.name}"
    if p.role == "bytes":
        return f"list<unsigned char> {p.name}"
    if p.role in ("string", "strings"):
        return f"c_text {p.name}" if p.role == "string" else f"list<const char*> {p.name}"
    if is_options(p):
        return f"const {options_class(base)}& {p.name}"
    return p.type.text(p.name).replace(" *", "* ") if p.type.depth else f"{number(base)} {p.name}"


def default(p):
    """The default argument, or None."""
    if p.default not in (None, "NULL"):
        return initial(p.type.base, p.default)
    if not p.optional or p.role == "out_handles":
        return None
    if is_options(p):
        return "{}"
    if p.role == "callback" or (p.type.depth and p.role in ("struct", "memory", "opaque", "any_handle")):
        return "nullptr"
    return "{}"


def parameters(call):
    """The parameter list; defaults at its end as far as all parameters have one."""
    texts, with_default = [], True
    for p in reversed(call.arguments):
        value = default(p)
        with_default = with_default and value is not None
        texts.append(declared(p) + (f" = {value}" if with_default else ""))
    return ", ".join(reversed(texts))


def given(p, call):
    """The C argument."""
    if p.name in call.lists:
        return f"static_cast<{p.type.base}>({Sized(call).size(*call.lengths[p.name])})"
    if p in call.results:
        return {"out_handles": f"{p.name}_.data()", "out_cells": f"{p.name}_.data()", "out_text": f"{p.name}_.data()", "out_array": f"{p.name}_.data()",
                "out_bytes": f"{p.name}_.data()"}.get(p.role, f"&{p.name}_")  # fmt: skip
    if p.role == "handle":
        return f"{p.name}.get()"
    if p.role in ("handles", "out_handles"):
        return f"{p.name}_.data()"
    if is_single(p):
        return f"{p.name} ? &*{p.name} : nullptr" if p.optional else f"&{p.name}"
    if p.role in ("array", "cells", "bytes", "strings"):
        return f"{p.name}.data()"
    return f"&{p.name}_" if is_options(p) else p.name


class Sized(Sizes):
    def __init__(self, call):
        self.call = call

    def length(self, q):
        return f"{q.name}.size()"

    def ndim(self, name):
        return f"detail::room(nd_array_ndim({name}.get()))"

    def room(self, name, times):
        return f"detail::room({name}{times})"


def before(function, call):
    """Statements that make room for results and C arrays of lists."""
    lines, sized = [], Sized(call)
    for q, size, wanted, name in sized.unequal():
        null = f"{q.name}.data() && " if q.optional else ""
        lines.append(f'if ({null}{size} != {wanted}) detail::differ("{function.symbol}", "{name}");')
    for p in call.arguments:
        if p.role in ("handles", "out_handles"):
            constant = "const " if p.role == "handles" else ""
            lines.append(f"{constant}auto {p.name}_ = detail::pointers<{p.type.base}>({p.name});")
        elif is_options(p):
            lines.append(f"const {p.type.base} {p.name}_ = detail::c_struct({p.name});")
    for p in call.results:
        base = p.type.base
        if p.role in ("out_handles", "out_array", "out_cells", "out_text"):
            element = f"{base}*" if p.role == "out_handles" else base
            lines.append(f"std::vector<{element}> {p.name}_({sized.amount(p)});")
        elif p.role == "out_bytes":
            lines.append(f"std::vector<unsigned char> {p.name}_({sized.amount(p)});")
        elif p.role == "out_struct":
            lines.append(f"{base} {p.name}_{{}};")
            lines.append(f"{p.name}_.struct_size = sizeof {p.name}_;")
        else:
            ctype = p.type.pointee().text()
            lines.append(f"{ctype} {p.name}_{{}};")
    return lines


def result(p):
    """(C++ type, expression) of one result parameter."""
    base = p.type.base
    if p.role == "out_handle":
        return handle_class(base), f"{handle_class(base)}({p.name}_)"
    if p.role == "out_handles":
        return f"std::vector<{handle_class(base)}>", f"detail::owners<{handle_class(base)}>({p.name}_)"
    if p.role == "out_string":
        return "std::string", f"std::string({p.name}_)"
    if p.role in ("out_array", "out_cells", "out_text", "out_bytes"):
        return f"std::vector<{'unsigned char' if p.role == 'out_bytes' else base}>", f"{p.name}_"
    return (base if p.role == "out_struct" else p.type.pointee().text()), f"{p.name}_"


def returned(function):
    """(C++ type, expression around the call) of what is returned; type None for a status."""
    ctype, kind = function.returns, function.return_kind
    if kind == "void":
        return None, "{}"
    if kind == "status":
        return None, "detail::check({})"
    if kind == "reading":
        return ctype.base, "detail::checked({})"
    if kind == "value":
        return ctype.base, "{}"
    if ctype.base == "char":
        return "std::string", "std::string(detail::checked({}))"
    checked = "detail::checked({})"
    if ctype.depth == 1 and (ctype.base in CLASSES or kind == "owned"):
        return handle_class(ctype.base), f"{handle_class(ctype.base)}({checked})"
    return ctype.text().replace(" *", "*"), checked


def definition(function):
    call = call_of(function)
    code = f"nd_{function.name}({', '.join(given(p, call) for p in function.parameters)})"
    first, around = returned(function)
    made = [f"detail::adopt({p.name}, {p.name}_);" for p in call.arguments if p.role == "out_handles"]
    outs = [result(p) for p in call.results]
    types = ([first] if first else []) + [t for t, _ in outs]
    values = [value for _, value in outs]
    kind = "void" if not types else types[0] if len(types) == 1 else f"std::tuple<{', '.join(types)}>"
    lines = before(function, call)
    call_line = around.format(code)
    if first and values:
        lines += [f"auto returned_ = {call_line};", f"return {{std::move(returned_), {', '.join(values)}}};"]
    elif first:
        lines.append(f"return {call_line};")
    else:
        lines += [f"{call_line};", *made]
        if values:
            lines.append(f"return {values[0]};" if len(values) == 1 else f"return {{{', '.join(values)}}};")
    head = wrap_code(f"inline {kind} {function.plain}({parameters(call)})") + " {"
    return "\n".join(
        [comment(wrap(function.summary)), head, *("  " + wrap_code(line, "      ") for line in lines), "}"]
    )


def _value(p, i):
    """How a value of the conformance vectors becomes this argument."""
    if p.role == "handle":
        return f"a[{i}].handle<{handle_class(p.type.base)}>()"
    if p.role == "handles":
        return f"a[{i}].handles<{handle_class(p.type.base)}>()"
    if is_single(p):
        return f"a[{i}].{'optional' if p.optional else 'element'}<{p.type.base}>()"
    if p.role in ("integer", "length"):
        return f"static_cast<{number(p.type.base)}>(a[{i}].integer())"
    if is_options(p):
        return f"{p.type.base.removeprefix('nd_')}(a[{i}])"
    if p.role == "bytes" or (p.role == "array" and p.type.base == "uint8_t"):
        return f"a[{i}].bytes()"
    return {"double": f"a[{i}].number()", "string": f"a[{i}].text()", "strings": f"a[{i}].texts()", "array": f"a[{i}].numbers<{p.type.base}>()",
            "memory": f"a[{i}].bytes().data()"}[p.role]  # fmt: skip


def _field_value(f, types):
    """The same of a field of options; None of a callback and what it is given."""
    if f.type.base in CLASSES:
        return f"value.handle<{handle_class(f.type.base)}>()"
    if f.type.base == "char":
        return "value.get<std::string>()"
    if f.type.depth or f.type.base in types.callbacks:
        return None
    return "value.number()" if f.type.base == "double" else f"static_cast<{number(f.type.base)}>(value.integer())"


def _options(functions, types):
    """The structs of options that functions take, in the order of their names."""
    names = {p.type.base for f in functions for p in f.parameters if is_options(p)}
    return [types.structs[name] for name in sorted(names)]


def dispatch(functions, types):
    """The way from a name to a function, for the conformance vectors."""
    plain = [f for f in functions if is_plain(f, types)]
    options = [read_fields(struct, lambda f: _field_value(f, types)) for struct in _options(plain, types)]
    rows = []
    for f in plain:
        call = call_of(f)
        code = f"ndcore::{f.plain}({', '.join(_value(p, i) for i, p in enumerate(call.arguments))})"
        has_result = returned(f)[0] or call.results
        body = f"return values({code});" if has_result else f"{code}; return Values();"
        rows.append(f'    {{"{f.name}", [](const Values& {"a" if call.arguments else ""}) {{ {body} }}}},')
    return "\n".join([f"// The way from a name to a function. {NOTE}", "// clang-format off", "#pragma once", "",
                      '#include "values.hpp"', "", *options, "inline const Functions& functions() {",
                      "  static const Functions all = {", *rows, "  };", "  return all;", "}", ""])  # fmt: skip


def _definitions(versions):
    """As the plain name of C, the function is the newest version that the targeted revision knows."""
    parts = [definition(function) for function in reversed(versions)]
    for i, function in enumerate(reversed(versions[1:])):
        hidden = " && !defined(ND_STABLE_ONLY)" if function.state == "draft" else ""
        parts[i] = f"#{'elif' if i else 'if'} ND_TARGET_REVISION >= {function.since}{hidden}\n{parts[i]}"
    if len(parts) > 1:
        return "\n".join([*parts[:-1], "#else", parts[-1], "#endif\n"])
    first = versions[0]
    if first.state != "draft" and first.since > 1:  # a list of an older target has no place for it
        return f"#if ND_TARGET_REVISION >= {first.since}\n{parts[0]}\n#endif\n"
    return parts[0] + "\n"


def emit(api):
    chosen = [
        v for v in api.versions() if v[0].area != "tables" and v[0].name not in ("retain", "release")
    ]  # the loader; class handle
    stable, drafts = ([v for v in chosen if (v[0].state == "draft") == is_draft] for is_draft in (False, True))
    options = _options([f for versions in chosen for f in versions], api.types)
    first, later = (
        [options_struct(s, api.types) for s in options if api.types.is_hidden(s.where) == hidden]
        for hidden in (False, True)
    )
    out = [
        "/* Every function of the API as a C++ function of values, in namespace ndcore; included by ndcore/ndcore.hpp.",
        " * Options have names: sum(a, {0}, {.keepdims = true}); before C++20 the members of a reduce_options are set.",
        f" * {NOTE} */",
        "/* clang-format off */",
        "#ifndef NDCORE_FUNCTIONS_HPP",
        "#define NDCORE_FUNCTIONS_HPP",
        "",
        '#include "ndcore/classes.hpp"',
        "",
        "namespace ndcore {",
        "",
        *first,
        *(_definitions(versions) for versions in stable),
        "/* Drafts: they may change until a revision freezes them. */",
        "#ifndef ND_STABLE_ONLY",
        "",
        *later,
        *(_definitions(versions) for versions in drafts),
        "#endif",
        "",
        "}  // namespace ndcore",
        "",
        "#endif",
        "",
    ]
    return {
        "include/ndcore/functions.hpp": "\n".join(out),
        "tests/conformance/dispatch.hpp": dispatch([versions[-1] for versions in chosen], api.types),
    }
