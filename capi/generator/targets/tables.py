"""Writes include/ndcore/api.h (the typed tables) and the headers that lead plain names through a table or a list."""

from __future__ import annotations

from ..layout import c_string, guard, wrap_code
from ..signature import declaration, pointer_declaration

HEAD_SIZE = 32
TYPES = "".join(
    f'#include "ndcore/{name}.h"\n'
    for name in ("capsule", "dtype_def", "method_info", "options", "revision", "text_options", "trace", "types")
)


def table_header(api):
    parts = [
        TYPES,
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
    return f"/* {text} */\nstruct {name} {{\n  nd_api_head head;\n{members}}};\n"


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


def _signature(function, name):
    pointer = wrap_code(declaration(function, f"nd_type_{name}"))
    return (
        f"typedef {pointer};\n#define ND_HASH_{name} UINT64_C(0x{function.abi_hash:016x})\n"
        f"#define ND_NAME_{name} {c_string(f'{function.name} {declaration(function)}')}"
    )


def _signatures(versions):
    """A function of one version is known by its name; one of several by name_v1, name_v2, and by its plain name."""
    first, newer = versions[0], versions[1:]
    if not newer:
        return [_signature(first, first.member)]
    lines = [_signature(f, f"{f.name}_v{f.version}") for f in versions]
    for f in reversed(versions):
        lead = "#if" if f is newer[-1] else "#elif"
        lines.append("#else" if f is first else f"{lead} ND_TARGET_REVISION >= {f.since}")
        for word in ("nd_type", "ND_HASH", "ND_NAME"):
            lines.append(f"#define {word}_{first.member} {word}_{f.name}_v{f.version}")
    return [*lines, "#endif"]


def _guarded(api, lines_of):
    """lines_of(versions) of each function; those of drafts are hidden from a client of stable ones only."""
    parts = []
    for draft in (False, True):
        chosen = [v for v in api.versions() if (v[0].state == "draft") == draft]
        lines = [line for versions in chosen for line in lines_of(versions)]
        parts += ["#ifndef ND_STABLE_ONLY", *lines, "#endif"] if draft else lines
    return "\n".join(parts)


def _stable_functions(api):
    """ND_STABLE_FUNCTIONS: those that the targeted revision knew, so that its library is enough."""
    names = {1: []}  # revision: what came with it
    for f in api.stable():
        if f.version == 1:
            names.setdefault(f.since, []).append(f"\\\n  X({f.member})")
    lines = [f"#define ND_FUNCTIONS_OF_{since}(X) {' '.join(found)}".rstrip() for since, found in names.items()]
    revisions = sorted(names)
    for i in reversed(range(len(revisions))):
        lead = "#if" if revisions[i] == revisions[-1] else "#elif"
        known = " ".join(f"ND_FUNCTIONS_OF_{revision}(X)" for revision in revisions[: i + 1])
        lines += [f"{lead} ND_TARGET_REVISION >= {revisions[i]}", f"#define ND_STABLE_FUNCTIONS(X) {known}"]
    return [*lines, "#else", "#define ND_STABLE_FUNCTIONS(X)", "#endif\n"]


def signatures(api):
    """Type, hash and name of each function, and the lists of the stable and the draft ones."""
    drafts = " ".join(f"\\\n  X({f.member})" for f in api.drafts() if f.version == 1)
    parts = [
        TYPES,
        *_stable_functions(api),
        f"#define ND_DRAFT_FUNCTIONS(X) {drafts}".rstrip() + "\n",
        _guarded(api, _signatures),
    ]
    return guard("signatures", "\n".join(parts), "The C API as function types, hashes of signatures and names.")


def mode_table(api):
    def target(function):
        return f"nd_client_{'draft' if function.state == 'draft' else 'api'}->{function.member}"

    body = _guarded(api, lambda versions: [_lead(versions, target)])
    return guard("mode_table", body, "Leads nd_… through the tables that ndcore/loader.h has found.")


def mode_list(api):
    def lead(versions):
        first, newer = versions[0], versions[1:]
        lines = [f"#define {f.symbol} (nd_client_list.as.{f.name}_v{f.version})" for f in newer]
        lines += [f"#undef nd_{first.name}"] if newer else []
        return [*lines, f"#define nd_{first.name} (nd_client_list.as.{first.member})"]

    body = _guarded(api, lead)
    return guard("mode_list", body, "Leads nd_… through the client's own list, which ndcore/loader.h has filled.")


def emit(api):
    return {
        "include/ndcore/api.h": table_header(api),
        "include/ndcore/signatures.h": signatures(api),
        "include/ndcore/mode_table.h": mode_table(api),
        "include/ndcore/mode_list.h": mode_list(api),
    }
