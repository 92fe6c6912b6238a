"""Writes what the library itself is built from: export list, tables, struct sizes, line numbers."""

from __future__ import annotations

from ..layout import NOTE
from .tables import HEAD_SIZE
from .trace import traced


def _node(name, functions, tail=""):
    lines = "".join(f"    {f.symbol};\n" for f in functions)
    exported = f"  global:\n{lines}" if lines else ""
    return f"{name} {{\n{exported}{tail}}};\n"


LOCAL = "  local:\n    *;\n"


def version_script(api):
    """Stable functions under the ABI's version node; drafts under one of this build, so that the dynamic linker refuses
    a client that was linked with the drafts of another one."""
    text = f"# {NOTE}\n" + _node("NDCORE_1", api.stable(), LOCAL)
    drafts = api.drafts()
    return text + (_node(f"NDCORE_DRAFT_{api.build_hash:016x}", drafts) if drafts else "")


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
        members = "".join(f"\n    ::{traced(f)}," for f in functions)
        parts.append(f"static const {name} {name}_table = {{{head},{members}\n}};")
        parts.append(f"static_assert(sizeof({name}) == {HEAD_SIZE} + {len(functions)} * sizeof(void (*)()));")
        parts += [
            f"static_assert(offsetof({name}, {f.member}) == {HEAD_SIZE} + {i} * sizeof(void (*)()));"
            for i, f in enumerate(functions)
        ]
    return "\n".join(parts) + "\n"


def struct_sizes(api):
    """What struct_size is at least: the size of each struct when it was introduced."""
    parts = [f"// {NOTE}", "// clang-format off"]
    for s in api.types.structs.values():
        last = [f for f in s.fields if f.since <= s.since][-1]
        parts.append(f"template <> inline constexpr int64_t kFirstSize<{s.name}> = {last.offset + last.size};")
    return "\n".join(parts) + "\n"


def lines(api):
    """Where each function stands. Not committed: a build writes it, so that moving code makes no file stale."""
    rows = (f"static constexpr int32_t line_{f.member} = {f.where.line};" for f in api.functions)
    return "\n".join([f"// {NOTE}", *rows]) + "\n"


def emit(api):
    return {
        "capi/generated/ndcore.map": version_script(api),
        "capi/generated/tables.inc": tables(api),
        "capi/generated/struct_sizes.inc": struct_sizes(api),
    }
