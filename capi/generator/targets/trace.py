"""Writes the exported functions: each hands its call on, or has it watched while a trace is on, a scope is open or the
makers of handles are noted. The functions in capi/ get other symbols for that, `nd_add_untraced`, and need not
know of it.
"""

from __future__ import annotations

from ..layout import NOTE
from ..signature import declaration

HEAD = f"// {NOTE}\n// clang-format off\n"


def traced(function):
    """The exported function's name in our sources; its symbol is the public one."""
    return f"nd_traced_{function.symbol.removeprefix('nd_')}"


def untraced_names(api):
    """Included before everything else in capi/: functions under their public names get the symbols of the inner
    ones."""
    rows = [f"#pragma redefine_extname {f.symbol} {f.symbol}_untraced" for f in api.functions]
    return HEAD + "#pragma once\n" + "\n".join(rows) + "\n"


def _declared(function):
    return f'ND_EXPORT {declaration(function, traced(function))} __asm__("{function.symbol}");'


def declarations(api):
    """Included by the tables, which hold the exported functions."""
    include = '#include "ndcore/ndcore.h"\n'
    return HEAD + "#pragma once\n" + include + "\n".join(map(_declared, api.functions)) + "\n"


def _defined(index, function):
    text = declaration(function, traced(function))
    names = ", ".join(p.name for p in function.parameters)
    given = f", {names}" if names else ""
    return (
        f"{text} {{\n"
        f"  if (nd::tracing::on()) [[unlikely]] return nd::capi::watched<&{function.symbol}>({index}{given});\n"
        f"  return {function.symbol}({names});\n}}"
    )


def definitions(api):
    """Included by capi/observe/traced.cpp; the number is the place in the method table."""
    return HEAD + "\n".join(_defined(i, f) for i, f in enumerate(api.functions)) + "\n"


def emit(api):
    return {
        "capi/generated/untraced.hpp": untraced_names(api),
        "capi/generated/traced.hpp": declarations(api),
        "capi/generated/traced.inc": definitions(api),
    }
