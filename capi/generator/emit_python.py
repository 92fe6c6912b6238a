"""Writes frontends/python/ndcore/_generated/: the Python functions and methods of all tags that say `python` or `method`,
with signature, docstring and dispatcher, and the constants of the C API.
"""

from __future__ import annotations

import textwrap

from .layout import NOTE
from .python_arguments import NO_AXIS, argument, option, table_name, texts
from .python_texts import docstring

PACKAGE = "frontends/python/ndcore"
FOLDER = f"{PACKAGE}/_generated"
IMPORTS = '''from __future__ import annotations

from collections.abc import Sequence
from operator import index as _index
from typing import Any, Literal

from .. import _arguments, _base, _convert, _dtype, _errors, _ffi, _interop, creation
from .._base import ndarray
from .._dispatch import dispatched as _dispatched
from .._constants import *

_NULL, _arrays, _structs, _bind = _ffi.binding.NULL, _ffi.binding.arrays, _ffi.binding.structs, _ffi.bind
_as_casting, _as_copy_mode, _as_order = _arguments.as_casting, _arguments.as_copy_mode, _arguments.as_order
_as_ints, _int64s, _rows, _choice = _arguments.as_ints, _arguments.int64s, _arguments.rows, _arguments.choice
_as_dtype, _dtype_handle, _optional_dtype = _dtype.dtype, _arguments.dtype_handle, _arguments.optional_dtype
_asarray, _operand, _check, _failed = _convert.asarray, _convert.operand, _errors.check, _errors.failed
_wrap, _wrap_array, _wrap_like, _wrap_result = _base.wrap, _base.wrap_array, _base.wrap_like, _base.wrap_result
_wrap_view, _shared, _like_operand, _result_into = _base.wrap_view, _base.shared, _interop.like_operand, creation.result_into
'''


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
        written = Written(f, types)
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
    exported = textwrap.fill(", ".join(f'"{name}"' for name in names), 118, initial_indent="    ", subsequent_indent="    ")
    text = [f'"""Functions of the package. {NOTE}"""', IMPORTS + f"\n__all__ = [  # fmt: skip\n{exported}\n]", *parts]
    if methods:
        text.append("class Methods:\n" + "\n\n".join(methods))
    return "\n\n\n".join(text).replace("\n\n\n_", "\n\n_") + "\n"


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
    names = {name: [one for f in functions if f.python == "" for one in (f.name, *f.aliases)] for name, functions in areas.items()}
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
