"""Writes what the library itself is built from: export list, symbol list."""

from __future__ import annotations

from .layout import NOTE


def version_script(api):
    """Stable functions under the ABI's version node; drafts under one that promises nothing."""

    def node(name, functions, tail=""):
        lines = "".join(f"    {f.symbol};\n" for f in functions)
        exported = f"  global:\n{lines}" if lines else ""
        return f"{name} {{\n{exported}{tail}}};\n"

    text = f"# {NOTE}\n" + node("NDCORE_1", api.stable(), "  local:\n    *;\n")
    drafts = api.drafts()
    return text + (node("NDCORE_DRAFT", drafts) if drafts else "")


def emit(api):
    return {"capi/generated/ndcore.map": version_script(api)}
