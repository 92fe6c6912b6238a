"""Writes frontends/python/ndcore/_generated/: the Python functions and methods of all tags that say `python` or `method`,
with signature, docstring and dispatcher, and the constants of the C API.
"""

from __future__ import annotations

import re
import textwrap

from .layout import NOTE
from .python_arguments import NO_AXIS, Argument, argument, option, table_name, texts
from .python_texts import docstring

PACKAGE = "frontends/python/ndcore"
FOLDER = f"{PACKAGE}/_generated"
# What generated code calls, by the module of the package that has it; imported under a name that no parameter has.
HELPERS = {
    "_arguments": ("NULL", "as_casting", "as_copy_mode", "as_ints", "as_order", "choice", "dtype_handle", "int64s", "no_value",
                   "optional_dtype", "rows"),
    "_base": ("shared", "wrap", "wrap_array", "wrap_like", "wrap_result", "wrap_view"),
    "_convert": ("asarray", "operand"),
    "_dispatch": ("dispatched",),
    "_errors": ("check", "failed"),
    "_interop": ("like_operand",),
    "_reducing": ("fold", "reduction"),
    "creation": ("result_into",),
}  # fmt: skip


def imports(body, types):
    """The lines that import what a module's text names."""
    used = set(re.findall(r"(?<![\w.])_?[A-Za-z]\w*", re.sub(r'"""(?s:.*?)"""', "", body)))
    lines = ["from __future__ import annotations", ""]
    if "Sequence" in used:
        lines.append("from collections.abc import Sequence")
    if "_index" in used:
        lines.append("from operator import index as _index")
    typing = [name for name in ("Any", "Literal") if name in used]
    if typing:
        lines.append(f"from typing import {', '.join(typing)}")
    lines.append("")
    known = {"NO_AXIS", *types.constants, *map(table_name, types.choices)}
    for module, names in HELPERS.items():
        found = [f"{name} as _{name}" for name in names if f"_{name}" in used]
        lines += [f"from ..{module} import {one}" for one in found]
    lines += [f"from .._constants import {name}" for name in sorted(used & known)]
    lines += ["from .._dtype import dtype as _as_dtype"] if "_as_dtype" in used else []
    lines.append("from .._ffi import bind as _bind")
    rooms = [name for name in ("arrays", "structs") if f"_{name}" in used]
    lines += ["from .._ffi import binding as _binding", ""] if rooms else []
    lines += [f"_{name} = _binding.{name}" for name in rooms]
    return "\n".join(lines)


class Written:
    """One function of the package, and the method of the array that it may be."""

    def __init__(self, function, types):
        self.function, self.types = function, types
        found, self.options, self.results = {}, None, []
        for p in function.parameters:
            made = argument(function, p, types)
            if made is not None:
                found[p.name] = made
            elif p.role == "struct":
                self.options = p
                found.update((f.name, option(p, f, types)) for f in types.structs[p.type.base].fields
                             if f.name not in ("struct_size", "reserved"))  # fmt: skip
            elif p.role == "out_handle":
                self.results.append(p)
            elif not p.length_of:
                raise function.where.error(f"{function.symbol}: `{p.name}`: no Python function can be made of it",
                                           "write it by hand and drop `python`")  # fmt: skip
        self.order = self._order(found)
        self.arguments = [found[name] for name in self.order if name not in "/*"]
        self.fields = {name for name in found if function.parameter(name) is None}
        self.first = self.arguments[0] if self.arguments else None

    def _order(self, found):
        """The names with NumPy's marks; fields that the tag does not name are none of the function's keywords."""
        given = self.function.order
        wanted = {name for name in found if self.function.parameter(name) is not None}
        if not given:
            return [name for name in found if name in wanted]
        unknown = [name for name in given if name not in found and name not in ("/", "*")]
        missing = [name for name in wanted if name not in given]
        if unknown or missing:
            raise self.function.where.error(
                f"{self.function.symbol}: the line `numpy` names {', '.join(unknown) or 'not all'}",
                f"parameters and fields: {', '.join(found)}",
            )
        return list(given)

    def signature(self, method=False):
        by_name = {a.name: a for a in self.arguments}
        out, seen_default = [], False
        order = list(self.order)
        if method:
            rest = [name for name in order if name not in (self.first.name, "/")]
            order = ["self", *rest, "/"] if "positional" in self.function.flags else ["self", "/", *rest]
        for name in order:
            if name in ("/", "*", "self"):
                out.append(name)
                continue
            a = by_name[name]
            out.append(f"{name}: {a.annotation}" + (f" = {a.default}" if a.default is not None else ""))
            if a.default is not None:
                seen_default = True
            elif seen_default and "*" not in out:
                raise self.function.where.error(f"{self.function.symbol}: `{name}` has no default, what stands before it has",
                                                "give it one, or order them by a line `numpy`")  # fmt: skip
        return ", ".join(out)

    def annotation(self):
        f = self.function
        if f.return_kind == "status" and not self.results:
            return "None"
        if f.return_kind in ("reading", "value"):
            return "bool" if f.returns.base == "nd_flag" else "int"
        count = len(self.results) + (f.return_kind != "status")
        one = "Any" if "scalar" in f.shape_of else "ndarray"
        return one if count == 1 else f"tuple[{', '.join([one] * count)}]"

    def body(self, method=False):
        f, lines, values = self.function, [], {}
        for a in self.arguments:
            if method and a is self.first:
                values[a.name] = "self._h"
                continue
            lines += a.lines
            values.update((name, value) for name, value in a.values.items() if name not in self.fields)
        if self.options is not None:
            lines += self._filled()
            values[self.options.name] = "_options"
        for p in self.results:
            lines.append(f"{p.name} = _arrays(1)")
            values[p.name] = p.name
        call = f"_{f.symbol}({', '.join(values[p.name] for p in f.parameters)})"
        return [*lines, *self._returned(call, "self" if method else None)]

    def _filled(self):
        """The struct of options, made where an option is not the default."""
        struct = self.options.type.base
        fields = [a for a in self.arguments if a.name in self.fields]
        given = " or ".join(f"{a.name} is not {a.default}" if a.default in ("None", "False") else f"{a.name} != {a.default}"
                            for a in fields)  # fmt: skip
        sets = [f"    _options[0].{a.name} = {a.values[a.name]}" for a in fields]
        return ["_options = _NULL", f"if {given}:", f'    _options = _structs("{struct}")', *sets]

    def _returned(self, call, first):
        f = self.function
        if f.return_kind in ("reading", "value"):
            return [f"return bool(_check({call}))" if f.returns.base == "nd_flag" else f"return _check({call})"]
        made = []
        if f.return_kind == "status":
            lines = [f"_check({call})"]
        elif any(a.name == "out" for a in self.arguments):
            lines, made = [f"_made = {call}"], [f"{self._wrapped('_made', first)} if out is None else _given(_made)"]
        elif self.results:
            lines, made = [f"_made = {call}", "if not _made:", "    _failed()"], [self._wrapped("_made", first)]
        else:
            return [f"return {self._wrapped(call, first)}"]
        made += [self._wrapped(f"{p.name}[0]", first, p) for p in self.results]
        return [*lines, f"return {', '.join(made)}"] if made else lines

    def _wrapped(self, handle, first, result=None):
        """The object of a handle; `first` is what the first array is called."""
        shape = self.function.shape_of

        def source(key):
            return first if first and shape[key] == self.first.name else shape[key]

        if "view" in shape:
            return f"_wrap_view({handle}, {source('view')})"
        if "shares" in shape:
            return f"_shared({handle}, {source('shares')})"
        scalar = "scalar" in shape
        if "like" in shape:
            return f"{'_wrap_result' if scalar else '_wrap_like'}({handle}, {source('like')})"
        made = f"{'_wrap' if scalar else '_wrap_array'}({handle})"
        return f"_like_operand({made}, {source('wrapped')})" if "wrapped" in shape else made


class Reduction(Written):
    """A function of the one-line form: `axes` is `axis`, and what was not given is told from what is the default."""

    NO_VALUE = ("keepdims", "initial", "where", "mean", "correction")

    def __init__(self, function, types):
        self.function, self.types, self.results = function, types, []
        self.options = function.parameter("options")
        keywords = [word for word in function.order[2:] if word != "*"]
        self.order = ["a", "axis", *function.order[2:], *(["correction"] if "ddof" in keywords else [])]
        self.only_keepdims = keywords == ["keepdims"]
        self.arguments = [self._argument(name) for name in self.order if name != "*"]
        self.fields = set(keywords)
        self.first = self.arguments[0]

    def _argument(self, name):
        default = {"a": None, "axis": "None", "dtype": "None", "out": "None", "ddof": "0"}.get(name, "_no_value")
        if name == "keepdims" and self.only_keepdims:
            default = "False"
        annotation = {"a": "ArrayLike", "axis": "_Ints | None", "dtype": "DTypeLike | None", "out": "ndarray | None",
                      "keepdims": "bool", "ddof": "float", "correction": "float"}.get(name, "Any")  # fmt: skip
        return Argument(name, annotation, default, asks=name if name in (self.function.asks or ("a", "out")) else "")

    def signature(self, method=False):
        text = super().signature(method)
        return text.replace("keepdims: bool = _no_value", "keepdims: bool = False").replace(
            "where: Any = _no_value", "where: Any = True") if method else text  # fmt: skip

    def annotation(self):
        return "Any"

    def body(self, method=False):
        f = self.function
        first = "self" if method else "a"
        rest = ", ".join(["axis", *(f"{name}={name}" for name in self.order[2:] if name != "*")])
        if f.ufunc:
            return [f'return _fold(_{f.symbol}, "{f.ufunc}", {first}, {rest})']
        kind = f', result="{f.result}"' if f.result else ""
        return [f"return _reduction(_{f.symbol}, {first}, {rest}{kind})"]


def _definition(name, written, method=False):
    indent = "    " if method else ""
    head = f"{indent}def {name}({written.signature(method)}) -> {written.annotation()}:"
    text = docstring(written, method)
    body = [*text, *written.body(method)]
    return "\n".join([head, *[f"{indent}    {line}".rstrip() for line in body]])


def area(functions, types):
    """The text of one module, and what is public in it."""
    parts, methods, public = [], [], {}
    for f in functions:
        written = (Reduction if f.reduction else Written)(f, types)
        parts.append(f'_{f.symbol} = _bind("{f.symbol}")')
        if f.python is not None:
            asks = ", ".join(f'"{a.asks}"' for a in written.arguments if a.asks)
            decorator = f"@_dispatched({asks})\n" if asks else ""
            parts.append(decorator + _definition(f.name, written))
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


def package(areas):
    """What of all areas stands in the package itself."""
    names = {
        name: [one for f in functions if f.python == "" for one in (f.name, *f.aliases)]
        for name, functions in areas.items()
    }
    lines = [f'"""Functions of the package. {NOTE}"""', ""]
    lines += [f"from .{name} import ({', '.join(sorted(found))})" for name, found in sorted(names.items()) if found]
    exported = ", ".join(f'"{name}"' for name in sorted(name for found in names.values() for name in found))
    return "\n".join([*lines, "", f"__all__ = [{exported}]  # fmt: skip", ""])


def emit(api):
    areas = {}
    for f in api.newest():
        if (f.python is not None or f.method) and not f.removed:
            areas.setdefault(f.area, []).append(f)
    files = {f"{FOLDER}/{name}.py": area(functions, api.types) for name, functions in areas.items()}
    files[f"{PACKAGE}/_constants.py"] = constants(api.types)
    files[f"{FOLDER}/__init__.py"] = package(areas)
    return files
