"""Writes include/ndcore/api.h (the typed tables) and the headers that lead plain names through a table or a list."""

from __future__ import annotations

from .layout import c_string, guard, wrap_code
from .signature import declaration, pointer_declaration

HEAD_MEMBERS = """\
  int64_t struct_size; /* bytes of the table this library has */
  int32_t abi;         /* ND_ABI */
  int32_t revision;    /* of the library */
  int64_t count;       /* functions that follow */
  uint64_t build_hash; /* identity of everything the library offers, drafts included */"""
HEAD_SIZE = 32


def table_header(api):
    parts = [
        '#include "ndcore/revision.h"\n#include "ndcore/types.h"\n',
        "/* Identity of the library these headers belong to; the table of drafts demands it. */",
        f"#define ND_BUILD_HASH UINT64_C(0x{api.build_hash:016x})\n",
        _struct(
            "nd_api", api.stable(), "Stable functions: members keep their place for ever, new ones come at the end."
        ),
        "#ifndef ND_STABLE_ONLY",
        _struct("nd_api_draft", api.drafts(), "Drafts: the table fits only the library of the same build hash."),
        "#endif",
    ]
    return guard("api", "\n".join(parts), "The C API as tables of named, typed function pointers.")


def _struct(name, functions, text):
    members = "".join(f"  {wrap_code(pointer_declaration(f, f.member))};\n" for f in functions)
    return f"/* {text} */\nstruct {name} {{\n{HEAD_MEMBERS}\n{members}}};\n"


def _by_name(api):
    names = {}
    for function in api.functions:
        names.setdefault(function.name, []).append(function)
    return names.values()


def _lead(versions, target):
    """#defines that lead nd_sum, nd_sum_v2 to target(function); drafts hidden from a client of stable ones only."""
    first, newer = versions[0], versions[1:]
    lines = [f"#define {f.symbol} ({target(f)})" for f in newer]
    plain = [f"#undef nd_{first.name}"] if newer else []
    for function in reversed(newer):
        lead = "#if" if function is newer[-1] else "#elif"
        plain += [f"{lead} ND_TARGET_REVISION >= {function.since}", f"#define nd_{first.name} ({target(function)})"]
    plain += ["#else"] if newer else []
    plain += [f"#define nd_{first.name} ({target(first)})"] + (["#endif"] if newer else [])
    return "\n".join(lines + plain)


def mode_table(api):
    def target(function):
        return f"nd_client_{'draft' if function.state == 'draft' else 'api'}->{function.member}"

    stable = [v for v in _by_name(api) if v[0].state != "draft"]
    drafts = [v for v in _by_name(api) if v[0].state == "draft"]
    parts = [_lead(v, target) for v in stable] + ["#ifndef ND_STABLE_ONLY"]
    parts += [_lead(v, target) for v in drafts] + ["#endif"]
    return guard("mode_table", "\n".join(parts), "Leads nd_… through the tables that ndcore/loader.h has found.")


def _list_entry(function, name):
    pointer = wrap_code(declaration(function, f"nd_type_{name}"))
    return (
        f"typedef {pointer};\n#define ND_HASH_{name} UINT64_C(0x{function.abi_hash:016x})\n"
        f"#define ND_NAME_{name} {c_string(f'{function.name} {declaration(function)}')}"
    )


def _list_entries(versions):
    """A function of one version is known by its name; one of several by name_v1, name_v2, and by its plain name."""
    first, newer = versions[0], versions[1:]
    if not newer:
        lines = [_list_entry(first, first.name)]
    else:
        lines = [_list_entry(f, f"{f.name}_v{f.version}") for f in versions]
        for f in reversed(versions):
            lead = "#else" if f is first else f"{'#if' if f is newer[-1] else '#elif'} ND_TARGET_REVISION >= {f.since}"
            lines.append(lead)
            lines += [f"#define nd_{word}_{f.name} nd_{word}_{f.name}_v{f.version}" for word in ("type",)]
            lines += [f"#define ND_{word}_{f.name} ND_{word}_{f.name}_v{f.version}" for word in ("HASH", "NAME")]
        lines += ["#endif", f"#undef nd_{first.name}"]
        lines += [f"#define {f.symbol} (nd_client_list.as.{f.name}_v{f.version})" for f in newer]
    lines.append(f"#define nd_{first.name} (nd_client_list.as.{first.name})")
    return lines


def mode_list(api):
    """Type, hash and signature of each function, and the plain names led to the client's own list."""
    parts = []
    for versions in _by_name(api):
        guarded = versions[0].state == "draft"
        parts += [*["#ifndef ND_STABLE_ONLY"] * guarded, *_list_entries(versions), *["#endif"] * guarded]
    body = '#include "ndcore/revision.h"\n#include "ndcore/types.h"\n\n' + "\n".join(parts)
    return guard("mode_list", body, "Leads nd_… through the client's own list, which ndcore/loader.h has filled.")


def emit(api):
    return {
        "include/ndcore/api.h": table_header(api),
        "include/ndcore/mode_table.h": mode_table(api),
        "include/ndcore/mode_list.h": mode_list(api),
    }
