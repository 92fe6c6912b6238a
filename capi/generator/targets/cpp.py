"""Writes include/ndcore/functions.hpp: every function of the API as a C++ function that takes and gives values.

ndcore.hpp includes it between its classes and their operators. A struct of options has C's fields as plain members,
with C's defaults.
"""

from __future__ import annotations

from dataclasses import replace

from .. import roles
from ..calling import Said, Spoken, is_of_values, seen_fields, told
from ..layout import NOTE, WIDTH, comment, wrap, wrap_code
from ..roles import Visitor

CLASSES = {
    "nd_array": "array",
    "nd_dtype": "dtype",
    "nd_ufunc": "ufunc",
    "nd_buffer": "buffer",
    "nd_token": "token",
    "nd_module": "loaded_module",
}


def handle_class(base):
    """Qualified: parameters are named after their classes."""
    return f"ndcore::{CLASSES[base]}" if base in CLASSES else f"handle<{base}>"


def options_class(base):
    return f"ndcore::{base.removeprefix('nd_')}"


def number(base):
    """The type of an integer or double by value."""
    return "bool" if base == "nd_flag" else base


def initial(base, value):
    """How C++ writes a default of such a type."""
    if base == "nd_flag":
        return "false" if value == "0" else "true"
    return {"nan": "std::numeric_limits<double>::quiet_NaN()"}.get(value, value)


class Fields(Visitor):
    """(type, initial value, C's value, how a `value` of the conformance vectors becomes it, empty: not at all)."""

    def __init__(self, types):
        self.types = types

    def of_number(self, f):
        kind, zero = number(f.type.base), next((c.name for c in self.types.choices_of(f.type) if c.value == 0), "0")
        value = "value.number()" if f.role is roles.DOUBLE else f"static_cast<{kind}>(value.integer())"
        return kind, initial(f.type.base, f.default or zero), f"options.{f.name}", value

    def of_handle(self, f):
        kind = handle_class(f.type.base)
        return kind, "{}", f"options.{f.name}.get()", f"value.handle<{kind}>()"

    def of_string(self, f):
        c_value = f"options.{f.name} ? options.{f.name}->c_str() : nullptr"
        return "std::optional<std::string>", "{}", c_value, "value.get<std::string>()"

    def of_pointer(self, f):
        return f.type.text().replace(" *", "*"), "nullptr", f"options.{f.name}", ""

    def member(self, f):
        kind, value, _, _ = self.visit(f)
        declared, text = f"  {kind} {f.name} = {value};", comment([told(f, "empty")])
        return f"{declared} {text}" if len(f"{declared} {text}") <= WIDTH else f"  {text}\n{declared}"

    def options_struct(self, struct):
        """The struct, and how it becomes C's for a call."""
        lines = [comment(wrap(struct.text)), f"struct {struct.name.removeprefix('nd_')} {{"]
        lines += [self.member(f) for f in seen_fields(struct)]
        lines += ["};", "namespace detail {",
                  f"inline {struct.name} c_struct(const {options_class(struct.name)}& options) {{",
                  f"  {struct.name} made{{}};", "  made.struct_size = sizeof made;"]  # fmt: skip
        lines += [f"  made.{f.name} = {self.visit(f)[2]};" for f in seen_fields(struct)]
        return "\n".join([*lines, "  return made;", "}", "}  // namespace detail", ""])

    def reader(self, struct):
        """A function of the conformance driver: options from the fields that a vector gives."""
        name = struct.name.removeprefix("nd_")
        lines = [f"inline ndcore::{name} {name}(const Value& given) {{", f"  ndcore::{name} made;",
                 "  for (const auto& [name, value] : given.fields()) {"]  # fmt: skip
        values = {f.name: self.visit(f)[3] for f in seen_fields(struct) if self.visit(f)[3]}
        sets = (f'if (name == "{name}") made.{name} = {value};' for name, value in values.items())
        lines += ["    " + "\n    else ".join(sets), "    else throw std::invalid_argument(name);"]
        return "\n".join([*lines, "  }", "  return made;", "}", ""])


class Function(Spoken):
    """One function as C++ sees it."""

    def counted(self, p):
        return Said(given=f"static_cast<{p.type.base}>({self.measured(p)})")

    def length(self, q):
        return f"{q.name}.size()"

    def ndim(self, name):
        return f"detail::room(nd_array_ndim({name}.get()))"

    def room(self, name, times):
        return f"detail::room({name}{times})"

    def of_number(self, p):
        kind = number(p.type.base)
        return Said(kind, p.name, value=f"static_cast<{kind}>({{}}.integer())")

    def of_double(self, p):
        return Said(p.type.base, p.name, value="{}.number()")

    def of_handle(self, p):
        kind = handle_class(p.type.base)
        return Said(f"const {kind}&", f"{p.name}.get()", value=f"{{}}.handle<{kind}>()")

    def of_handles(self, p):
        made, kind = f"{p.name}_", handle_class(p.type.base)
        before = [f"const auto {made} = detail::pointers<{p.type.base}>({p.name});"]
        return Said(f"const std::vector<{kind}>&", f"{made}.data()", before, value=f"{{}}.handles<{kind}>()")

    def of_inout_handles(self, p):
        made, kind = f"{p.name}_", handle_class(p.type.base)
        before = [f"auto {made} = detail::pointers<{p.type.base}>({p.name});"]
        return Said(f"std::vector<{kind}>&", f"{made}.data()", before, [f"detail::adopt({p.name}, {made});"])

    def of_string(self, p):
        return Said("c_text", p.name, value="{}.text()")

    def of_strings(self, p):
        return Said("list<const char*>", f"{p.name}.data()", value="{}.texts()")

    def of_numbers(self, p):
        base = p.type.base
        if p.is_single and p.optional:
            return Said(f"std::optional<{base}>", f"{p.name} ? &*{p.name} : nullptr", value=f"{{}}.optional<{base}>()")
        if p.is_single:
            return Said(base, f"&{p.name}", value=f"{{}}.element<{base}>()")
        value = "{}.bytes()" if base == "uint8_t" else f"{{}}.numbers<{base}>()"
        return Said(f"list<{base}>", f"{p.name}.data()", value=value)

    def of_bytes(self, p):
        return Said("list<unsigned char>", f"{p.name}.data()", value="{}.bytes()")

    def of_struct(self, p):
        base, made = p.type.base, f"{p.name}_"
        if not p.is_options:
            return self.of_pointer(p)
        before = [f"const {base} {made} = detail::c_struct({p.name});"]
        return Said(f"const {options_class(base)}&", f"&{made}", before, value=f"{base.removeprefix('nd_')}({{}})")

    def of_pointer(self, p):
        return Said(p.type.text().replace(" *", "*"), p.name, null="nullptr", value="{}.bytes().data()")

    def of_out_one(self, p):
        kind, made = p.type.pointee().text(), f"{p.name}_"
        return Said(kind, f"&{made}", [f"{kind} {made}{{}};"], result=made)

    def of_out_string(self, p):
        return replace(self.of_out_one(p), kind="std::string", result=f"std::string({p.name}_)")

    def of_out_handle(self, p):
        kind = handle_class(p.type.base)
        return replace(self.of_out_one(p), kind=kind, result=f"{kind}({p.name}_)")

    def of_out_list(self, p, element=""):
        made, kind = f"{p.name}_", f"std::vector<{element or p.type.base}>"
        return Said(kind, f"{made}.data()", [f"{kind} {made}({self.amount(p)});"], result=made)

    def of_out_bytes(self, p):
        return self.of_out_list(p, "unsigned char")

    def of_out_handles(self, p):
        kind = handle_class(p.type.base)
        made = f"detail::owners<{kind}>({p.name}_)"
        return replace(self.of_out_list(p, f"{p.type.base}*"), kind=f"std::vector<{kind}>", result=made)

    def of_out_struct(self, p):
        made = f"{p.name}_"
        before = [f"{p.type.base} {made}{{}};", f"{made}.struct_size = sizeof {made};"]
        return Said(p.type.base, f"&{made}", before, result=made)

    def default(self, p):
        """The default argument, or None."""
        if p.default not in (None, "NULL"):
            return initial(p.type.base, p.default)
        return None if not p.optional or p.role is roles.INOUT_HANDLES else self.said[p.name].null or "{}"

    def parameters(self):
        """The parameter list; defaults at its end as far as all parameters have one."""
        texts, with_default = [], True
        for p in reversed(self.arguments):
            value = self.default(p)
            with_default = with_default and value is not None
            texts.append(f"{self.said[p.name].kind} {p.name}" + (f" = {value}" if with_default else ""))
        return ", ".join(reversed(texts))

    def returned(self):
        """(C++ type, expression around the call) of what is returned; type None for a status."""
        ctype, kind, checked = self.f.returns, self.f.return_kind, "detail::checked({})"
        if kind in ("void", "status"):
            return None, "{}" if kind == "void" else "detail::check({})"
        if kind in ("reading", "value"):
            return ctype.base, checked if kind == "reading" else "{}"
        if ctype.base == "char":
            return "std::string", f"std::string({checked})"
        if ctype.depth == 1 and (ctype.base in CLASSES or kind == "owned"):
            return handle_class(ctype.base), f"{handle_class(ctype.base)}({checked})"
        return ctype.text().replace(" *", "*"), checked

    def unequal(self, q, size, name):
        null = f"{q.name}.data() && " if q.optional else ""
        return [f'if ({null}{self.size(q)} != {size}) detail::differ("{self.f.symbol}", "{name}");']

    def definition(self):
        first, around = self.returned()
        call = around.format(f"nd_{self.f.name}({self.given()})")
        kinds, values = self.kinds(), [one.result for one in self.of(self.results)]
        kind = "void" if not kinds else kinds[0] if len(kinds) == 1 else f"std::tuple<{', '.join(kinds)}>"
        lines = self.before()
        if first and values:
            lines += [f"auto returned_ = {call};", f"return {{std::move(returned_), {', '.join(values)}}};"]
        elif first:
            lines.append(f"return {call};")
        else:
            lines += [f"{call};", *(line for one in self.of(self.arguments) for line in one.after)]
            if values:
                lines.append(f"return {values[0]};" if len(values) == 1 else f"return {{{', '.join(values)}}};")
        head = wrap_code(f"inline {kind} {self.f.plain}({self.parameters()})") + " {"
        body = ("  " + wrap_code(line, "      ") for line in lines)
        return "\n".join([comment(wrap(self.f.summary)), head, *body, "}"])

    def dispatched(self):
        """The way from its name to it, for the conformance vectors."""
        given = (one.value.format(f"a[{i}]") for i, one in enumerate(self.of(self.arguments)))
        code = f"ndcore::{self.f.plain}({', '.join(given)})"
        body = f"return values({code});" if self.kinds() else f"{code}; return Values();"
        return f'    {{"{self.f.name}", [](const Values& {"a" if self.arguments else ""}) {{ {body} }}}},'


def _options(functions, types):
    """The structs of options that functions take, in the order of their names."""
    names = {p.type.base for f in functions for p in f.parameters if p.is_options}
    return [types.structs[name] for name in sorted(names)]


def dispatch(functions, types):
    """The way from a name to a function, for the conformance vectors."""
    plain = [f for f in functions if is_of_values(f, types)]
    options = map(Fields(types).reader, _options(plain, types))
    rows = [Function(f, types).dispatched() for f in plain]
    return "\n".join([f"// The way from a name to a function. {NOTE}", "// clang-format off", "#pragma once", "",
                      '#include "values.hpp"', "", *options, "inline const Functions& functions() {",
                      "  static const Functions all = {", *rows, "  };", "  return all;", "}", ""])  # fmt: skip


def _definitions(versions, types):
    """As the plain name of C, the function is the newest version that the targeted revision knows."""
    parts = [Function(function, types).definition() for function in reversed(versions)]
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
        [Fields(api.types).options_struct(s) for s in options if api.types.is_hidden(s.where) == hidden]
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
        *(_definitions(versions, api.types) for versions in stable),
        "/* Drafts: they may change until a revision freezes them. */",
        "#ifndef ND_STABLE_ONLY",
        "",
        *later,
        *(_definitions(versions, api.types) for versions in drafts),
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
