"""Writes frontends/python/ndcore/functions/generated/: the Python functions and methods of all tags that say `python`
or `method`, with signature, docstring and dispatcher; and the tables of constants and of ufuncs.
"""

from __future__ import annotations

import re
import textwrap

from ...layout import NOTE
from .arguments import NO_AXIS, table_name, texts
from .function import Reduction, Written
from .wording import docstring

PACKAGE = "frontends/python/ndcore"
FOLDER = f"{PACKAGE}/functions/generated"
# What generated code calls, by the module that has it, seen from there; imported under a name that no parameter has.
HELPERS = {
    "..._array.arguments": ("NULL", "as_casting", "as_copy_mode", "as_ints", "as_order", "choice", "int64s", "no_value",
                            "optional_dtype", "rows"),
    "..._array.base": ("info", "shared", "wrap", "wrap_array", "wrap_like", "wrap_result", "wrap_shaped", "wrap_view"),
    "..._array.dtype": ("dtype_handle",),
    "..._operands.checks": ("check_device", "check_isin", "check_selection", "check_sort"),
    "..._operands.convert": ("asarray", "operand"),
    "..._operands.dispatch": ("dispatched",),
    "..._ffi.errors": ("check", "failed"),
    "..._operands.interop": ("like_operand", "preferred", "rewrapped"),
    "..._operands.roles": ("assigned", "positions", "result_into", "written"),
    "..dtypes": ("from_handle",),
    "..making": ("filling", "triangle", "whole"),
    "..reducing": ("fold", "reduction"),
}  # fmt: skip


def imports(body, types):
    """The lines that import what a module's text names. What stands in annotations alone is for the stub: to import
    typing takes longer than anything else here."""
    used = set(re.findall(r"(?<![\w.])_?[A-Za-z]\w*", re.sub(r'"""(?s:.*?)"""', "", body)))
    lines = ["from __future__ import annotations", ""]
    if "_namedtuple" in used:
        lines.append("from collections import namedtuple as _namedtuple")
    if "_index" in used:
        lines.append("from operator import index as _index")
    lines.append("")
    known = {"NO_AXIS", *types.constants, *map(table_name, types.choices)}
    for module, names in HELPERS.items():
        found = [f"{name} as _{name}" for name in names if f"_{name}" in used]
        lines += [f"from {module} import {one}" for one in found]
    lines += [f"from ..._ffi.constants import {name}" for name in sorted(used & known)]
    lines += ["from ..._array.dtype import dtype as _as_dtype"] if "_as_dtype" in used else []
    lines.append("from ..._ffi.library import bind as _bind")
    rooms = [name for name in ("arrays", "structs") if f"_{name}" in used]
    lines += ["from ..._ffi.library import binding as _binding", ""] if rooms else []
    lines += [f"_{name} = _binding.{name}" for name in rooms]
    return "\n".join(lines)


def _definition(name, written, method=False):
    indent = "    " if method else ""
    head = f"{indent}def {name}({written.signature(method)}) -> {written.annotation()}:"
    text = docstring(written, method)
    body = [*text, *written.body(method)]
    return "\n".join([head, *[f"{indent}    {line}".rstrip() for line in body]])


def _decorator(function, written):
    asks = [f'"{a.asks}"' for a in written.arguments if a.asks]
    if any(a.name == "like" for a in written.arguments):
        asks = ["like=True"]
    if not asks:
        return ""
    asks += [f'module="{function.python}"'] if function.python else []
    return f"@_dispatched({', '.join(asks)})\n"


def area(functions, types):
    """The text of one module, and what is public in it."""
    parts, methods, public = [], [], {}
    for f in functions:
        written = (Reduction if f.reduction else Written)(f, types)
        parts.append(f'_{f.symbol} = _bind("{f.symbol}")')
        if f.names:
            fields = " ".join(p.shown for p in written.results)
            parts[-1] += f'\n{f.names} = _namedtuple("{f.names}", "{fields}")'
        if f.python is not None:
            parts.append(_decorator(f, written) + _definition(f.name, written))
            parts += [f"{alias} = {f.name}" for alias in f.aliases]
            public.setdefault(f.python, []).extend([f.name, *f.aliases])
        if f.method:
            methods.append(_definition(f.method, written, method=True))
    names = sorted(name for names in public.values() for name in names)
    exported = textwrap.fill(
        ", ".join(f'"{name}"' for name in names), 118, initial_indent="    ", subsequent_indent="    "
    )
    if methods:
        parts.append("class Methods:\n" + "\n\n".join(methods))
    body = "\n\n\n".join(parts)
    head = f'"""Functions of the package. {NOTE}"""\n\n{imports(body, types)}\n\n__all__ = [\n{exported}\n]'
    return f"{head}\n\n\n{body}\n"


def constants(types):
    """Every constant of the C API by its name, and the texts of the enumerations."""
    lines = [f'"""Constants of the C API. {NOTE}"""', "", "from __future__ import annotations", ""]
    lines += [f"{c.name} = {c.value}" for c in types.constants.values()]
    lines += ["", f"NO_AXIS = {NO_AXIS}"]
    for alias, values in types.choices.items():
        rows = ", ".join(f'"{text}": {constant.name}' for text, constant in texts(values).items())
        lines.append(f"{table_name(alias)} = {{{rows}}}")
    return "\n".join(lines) + "\n"


def ufuncs(functions):
    """The ufuncs with their numbers of inputs and outputs, and NumPy's further names for them."""
    shapes = {f.name: (sum(p.direction == "in" for p in f.parameters),
                       max(sum(p.direction == "out" for p in f.parameters), 1)) for f in functions}  # fmt: skip
    aliases = {alias: f.name for f in functions for alias in f.aliases}
    tables = [f"{name} = {{\n" + "".join(f"    {key!r}: {value!r},\n" for key, value in sorted(table.items())) + "}\n"
              for name, table in (("UFUNCS", shapes), ("ALIASES", aliases))]  # fmt: skip
    head = f'"""Ufuncs: (inputs, outputs) of each, and further names. {NOTE}"""\n\n__all__ = ["ALIASES", "UFUNCS"]\n\n'
    return head + "\n".join(tables)


def package(areas):
    """What of all areas stands in the package itself, and the methods of arrays."""
    names = {
        name: [one for f in functions if f.python == "" for one in (f.name, *f.aliases)]
        for name, functions in areas.items()
    }
    lines = [f'"""Functions of the package. {NOTE}"""', ""]
    lines += [f"from .{name} import ({', '.join(sorted(found))})" for name, found in sorted(names.items()) if found]
    exported = ", ".join(f'"{name}"' for name in sorted(name for found in names.values() for name in found))
    methods = sorted(name for name, functions in areas.items() if any(f.method for f in functions))
    lines += [f"from .{name} import Methods as _{name}" for name in methods]
    lines += [
        "",
        f"METHODS = ({', '.join(f'_{name}' for name in methods)})",
        f"__all__ = [{exported}]  # fmt: skip",
        "",
    ]
    return "\n".join(lines)


def emit(api):
    areas = {}
    for f in api.newest():
        if (f.python is not None or f.method) and not f.removed and not f.elementwise:
            areas.setdefault(f.area, []).append(f)
    files = {f"{FOLDER}/{name}.py": area(functions, api.types) for name, functions in areas.items()}
    files[f"{PACKAGE}/_ffi/constants.py"] = constants(api.types)
    files[f"{PACKAGE}/functions/ufunctable.py"] = ufuncs(
        [f for f in api.newest() if f.elementwise and f.python is not None]
    )
    files[f"{FOLDER}/__init__.py"] = package(areas)
    return files
