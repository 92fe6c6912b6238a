"""Writes include/ndcore/<area>.h, ndcore.h and revision.h."""

from __future__ import annotations

from .. import roles
from ..layout import END_EXTERN_C, EXTERN_C, comment, guard, wrap, wrap_code
from ..lock import ABI
from ..signature import declaration

RETURN_TEXT = {
    "owned": "an owned handle, NULL on failure",
    "borrowed": "borrowed, NULL on failure",
    "status": "ND_OK, or a negative status",
    "reading": "a non-negative number, or a negative status",
    "value": "cannot fail",
    "void": "nothing",
}


def kind_words(p):
    """How a reader of the header is told about a parameter: `in, optional, naxes values`."""
    words = [p.direction] if p.direction != "in" else []
    if p.role is roles.ANY_HANDLE:
        words.append("any handle")
    if p.ownership and (p.ownership == "owned" or p.role is roles.OUT_POINTER):
        words.append("owned by the caller afterwards" if p.direction != "in" else "taken over")
    if p.optional:
        words.append("may be NULL")
    if p.length == "unchecked":
        words.append("as long as described")
    elif p.length:
        words.append(f"`{p.length}` {'bytes' if p.role.in_bytes else 'values'}")
    if p.default is not None:
        words.append(f"default {p.default}")
    return ", ".join(words)


def document(function):
    """The doc comment of one function, as lines."""
    lines = wrap(function.summary)
    for paragraph in function.prose:
        lines += ["", *wrap(paragraph)]
    rows = [(p.name, kind_words(p), p.text) for p in function.parameters if p.role is not roles.LENGTH or p.text]
    rows.append(("returns", RETURN_TEXT[function.return_kind], function.return_text))
    if function.errors:
        rows.append(("errors", "", ", ".join(function.errors)))
    rows += [(key, "", function.sections[key]) for key in ("threads", "see") if function.sections.get(key)]
    width = max(len(row[0]) for row in rows) + 2
    if len(lines) > 1 or len(rows) > 1:
        lines.append("")
    for name, kind, text in rows:
        joined = f"{kind}: {text}" if name == "returns" else f"({kind}) {text}"
        lines += wrap(
            joined if kind and text else kind or text, indent=" " * (width + 2), first=f"  {name}".ljust(width + 2)
        )
    for key, title in (("example", "Example:"), ("python", "Python:")):
        if function.sections.get(key):
            lines += ["", title, *("    " + line for line in function.sections[key].split("\n"))]
    if function.state != "draft":
        lines += ["", life(function)]
    return lines


def life(function):
    if function.removed:
        return f"Since revision {function.since}; removed in {function.removed}: it returns an error."
    return f"Since revision {function.since}."


def area_header(area, api):
    functions = sorted((f for f in api.functions if f.area == area.name), key=lambda f: (f.where.path, f.where.line))
    includes = sorted({"include/ndcore/revision.h", "include/ndcore/types.h", *_headers_of(functions, api.types)})
    parts = ["".join(f'#include "{path.removeprefix("include/")}"\n' for path in includes), EXTERN_C]
    parts += [_declared(f) for f in functions if f.state != "draft"]
    drafts = [_declared(f) for f in functions if f.state == "draft"]
    if drafts:
        parts += ["/* Drafts: they may change until a revision freezes them. */\n#ifndef ND_STABLE_ONLY\n"]
        parts += [*drafts, "#endif\n"]
    parts.append(END_EXTERN_C)
    newer = [f for f in functions if f.version > 1]
    if newer:
        parts.append("/* A plain name means the newest version that the targeted revision knows. */")
    for function in newer:
        parts.append(
            f"#if ND_TARGET_REVISION >= {function.since}\n#undef nd_{function.name}\n"
            f"#define nd_{function.name} {function.symbol}\n#endif"
        )
    head = area.text or f"ndcore: the functions of {area.sources[0]}."
    return guard(area.name, "\n".join(parts), head)


def _headers_of(functions, types):
    """The headers of the structs and callbacks in these signatures, and of the constants that are their defaults."""
    parameters = [p for function in functions for p in function.parameters]
    named = {p.type.base for p in parameters} | {p.default for p in parameters}
    declared = types.structs | types.callbacks | types.constants
    paths = {declared[name].where.path for name in named if name in declared}
    return paths - {"include/ndcore/status.h"}


def _declared(function):
    return f"{comment(document(function))}\nND_EXPORT {wrap_code(declaration(function))};\n"


def revision_header(api):
    body = f"""
/* The binary interface: never changes within a library name (libndcore.so.{ABI}). */
#define ND_ABI {ABI}

/* The newest frozen revision these headers know. A program runs with every library of this or a later revision. */
#define ND_REVISION {api.revision}

/* The revision a program is compiled for: plain names mean the functions as that revision knew them. Define
 * ND_TARGET_REVISION before the first include to stay at an older one, ND_STABLE_ONLY to see no draft. */
#ifndef ND_TARGET_REVISION
#define ND_TARGET_REVISION ND_REVISION
#endif
"""
    return guard("revision", body, "ABI and revision of the ndcore C API.")


def umbrella_header(api):
    includes = "\n".join(f'#include "ndcore/{name}.h"' for name in sorted({*api.areas, "revision", "status", "types"}))
    head = [
        "All of the ndcore C API, for programs that link with libndcore.",
        "Functions may be called from any thread, and arrays be read by many calls at once; no other call may use what "
        "a call",
        "writes. Where more or less holds, `threads` in a function's documentation says so.",
    ]
    return guard("ndcore", includes, "\n * ".join(head))


def emit(api):
    files = {f"include/ndcore/{area.name}.h": area_header(area, api) for area in api.areas.values()}
    files["include/ndcore/revision.h"] = revision_header(api)
    files["include/ndcore/ndcore.h"] = umbrella_header(api)
    return files
