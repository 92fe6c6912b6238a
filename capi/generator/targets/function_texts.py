"""Writes frontends/python/ndcore/_operands/functiontexts.py: what the tags say of each function and its parameters, in
Python's words, for the docstrings of the functions that are written by hand."""

from __future__ import annotations

import textwrap

from ..layout import NOTE
from .python.wording import in_python

# Ufuncs read the method table themselves; of the rest Python has no function of the same name.
GROUPS = {
    *("stats", "shape", "index", "join", "creation", "linalg"),
    *("math", "io", "sort", "matrix", "sets", "differences"),
}


def entry(function):
    parameters = {
        p.name: in_python(p.text) for p in function.parameters if p.text and p.direction == "in" and not p.counts
    }
    rows = [f"        {name!r}: {text!r}," for name, text in parameters.items()]
    prose = "\n".join(textwrap.wrap(in_python(" ".join(function.prose)), 100))
    return [f"    {function.name!r}: ({prose!r}, {{", *rows, "    }),"]


def emit(api):
    newest = {f.name: f for f in sorted(api.functions, key=lambda f: f.version) if not f.removed}
    lines = [f'"""{NOTE}"""', "", "# fmt: off", "TEXTS = {"]
    for name in sorted(newest):
        if newest[name].group in GROUPS and newest[name].python is None:
            lines += entry(newest[name])
    return {"frontends/python/ndcore/_operands/functiontexts.py": "\n".join([*lines, "}", ""])}
