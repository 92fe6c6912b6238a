"""Writes what the library itself is built from: export list, tables, method table, line numbers."""

from __future__ import annotations

from .emit_table import HEAD_SIZE
from .engine import Engine
from .layout import NOTE, c_string
from .roles import ANY_LENGTH
from .signature import declaration, kind_text


def _node(name, functions, tail=""):
    lines = "".join(f"    {f.symbol};\n" for f in functions)
    exported = f"  global:\n{lines}" if lines else ""
    return f"{name} {{\n{exported}{tail}}};\n"


LOCAL = "  local:\n    *;\n"


def version_script(api):
    """Stable functions under the ABI's version node; drafts under one that promises nothing."""
    text = f"# {NOTE}\n" + _node("NDCORE_1", api.stable(), LOCAL)
    drafts = api.drafts()
    return text + (_node("NDCORE_DRAFT", drafts) if drafts else "")


def older_version_script(api, revision):
    """The exports of a library that offers only what a revision had."""
    return _node("NDCORE_1", [f for f in api.stable() if f.since <= revision], LOCAL)


def tables(api):
    """The two tables, and asserts that pin every offset: included by capi/table.cpp."""
    parts = [f"// {NOTE}", "// clang-format off"]
    counts = [sum(f.since <= revision for f in api.stable()) for revision in range(api.revision + 1)]
    parts.append(f"static constexpr int64_t kStable[] = {{{', '.join(map(str, counts))}}};  // functions, by revision")
    for name, functions in (("nd_api", api.stable()), ("nd_api_draft", api.drafts())):
        count = "kStable[kRevision]" if name == "nd_api" else f"{len(functions)}"
        size = f"{HEAD_SIZE} + {count} * int64_t{{sizeof(void (*)())}}"
        head = f"{{{size}, ND_ABI, kRevision, {count}, nd::capi::kDrafts ? ND_BUILD_HASH : 0}}"
        members = "".join(f"\n    ::{f.symbol}," for f in functions)
        parts.append(f"static const {name} {name}_table = {{{head},{members}\n}};")
        parts.append(f"static_assert(sizeof({name}) == {HEAD_SIZE} + {len(functions)} * sizeof(void (*)()));")
        parts += [
            f"static_assert(offsetof({name}, {f.member}) == {HEAD_SIZE} + {i} * sizeof(void (*)()));"
            for i, f in enumerate(functions)
        ]
    return "\n".join(parts) + "\n"


def _counter(function, p):
    """(index of the parameter that counts or is asked for its ndim, factor or fixed count)."""
    fixed, ndim_of, factor, name = ANY_LENGTH.fullmatch(p.length).groups() if p.length else (None,) * 4
    if p.length == "unchecked" or not p.length:
        return -1, 0
    names = [q.name for q in function.parameters]
    if fixed:
        return -1, int(fixed)
    if ndim_of:
        return names.index(ndim_of), -1
    return names.index(name), int(factor or 1)


DIRECTIONS = {"in": "Direction::in", "out": "Direction::out", "inout": "Direction::inout"}
OWNERSHIP = {"": "Ownership::none", "borrowed": "Ownership::borrowed", "owned": "Ownership::owned"}


def _parameter(function, p):
    index, factor = _counter(function, p)
    default = "nullptr" if p.default is None else c_string(p.default)
    return (
        f"  {{{c_string(p.name)}, {c_string(p.type.text())}, {default}, {c_string(p.text)}, Role::{p.role}_,"
        f" {DIRECTIONS[p.direction]}, {OWNERSHIP[p.ownership]}, {str(p.optional).lower()}, {index}, {factor}}},"
    )


def documentation(function):
    """What help() shows under the summary: prose, parameters, result, errors."""
    lines = ["\n".join(["", paragraph]) for paragraph in function.prose]
    rows = [f"{p.name} : {p.type.text()}, {kind_text(p)}\n    {p.text}".rstrip() for p in function.parameters]
    if rows:
        lines += ["", "Parameters", "----------", *rows]
    lines += ["", "Returns", "-------", f"{function.return_kind}: {function.return_text}".rstrip(": ")]
    if function.errors:
        lines += ["", "Errors", "------", ", ".join(function.errors)]
    return "\n".join(lines).strip("\n")


def methods(api):
    """One Method a function, sorted by name and version: included by capi/methods.cpp."""
    parts = [f"// {NOTE}", "// clang-format off"]
    rows = []
    for f in api.functions:
        parameters = [_parameter(f, p) for p in f.parameters]
        name = f"parameters_{f.member}"
        if parameters:
            parts.append(f"static constexpr Parameter {name}[] = {{\n" + "\n".join(parameters) + "\n};")
        rows.append(
            f"  {{{c_string(f.name)}, {c_string(f.symbol)}, {c_string(declaration(f))}, {c_string(f.summary)},\n"
            f"   {c_string(documentation(f))},\n"
            f"   {c_string(f.group)}, {c_string(f.area)}, {c_string(f.where.path)}, line_{f.member}, engine_{f.member},"
            f" {f.version}, {f.since}, {f.removed}, {f.slot}, State::{f.state}, Return::{f.return_kind}_,"
            f" {str('nocall' in f.flags).lower()}, UINT64_C(0x{f.abi_hash:016x}), UINT64_C(0x{f.call_hash:016x}),\n"
            f"   {name if parameters else 'nullptr'}, {len(parameters)},"
            f" reinterpret_cast<void (*)()>(&::{f.symbol})}},"
        )
    table = "method_table[] = {\n" + "\n".join(rows) + "\n}" if rows else "std::span<const Method> method_table"
    parts.append(f"static const {'Method ' if rows else ''}{table};")
    return "\n".join(parts) + "\n"


def struct_sizes(api):
    """What struct_size is at least: the size of each struct when it was introduced."""
    parts = [f"// {NOTE}", "// clang-format off"]
    for s in api.types.structs.values():
        last = [f for f in s.fields if f.since <= s.since][-1]
        parts.append(f"template <> inline constexpr int64_t kFirstSize<{s.name}> = {last.offset + last.size};")
    return "\n".join(parts) + "\n"


def lines(api, engines):
    """Where each function stands, and the engine behind it. Not committed: a build writes it, so that moving code makes
    no file stale."""
    rows = []
    for f in api.functions:
        one = engines.get(f.member, Engine())
        parts = f"{c_string(one.path)}, {one.line}, {c_string(one.name)}, {c_string(', '.join(one.kernels))}"
        rows.append(f"static constexpr int32_t line_{f.member} = {f.where.line};")
        rows.append(f"static constexpr nd::capi::Engine engine_{f.member} = {{{parts}}};")
    return "\n".join([f"// {NOTE}", *rows]) + "\n"


def emit(api):
    return {
        "capi/generated/ndcore.map": version_script(api),
        "capi/generated/tables.inc": tables(api),
        "capi/generated/methods.inc": methods(api),
        "capi/generated/struct_sizes.inc": struct_sizes(api),
    }
