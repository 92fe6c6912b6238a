"""The docstring of a generated Python function: what the tag says, in Python's words."""

from __future__ import annotations

import re
import textwrap

# What C writes and Python's users write.
WORDS = (
    (r"\bnot NULL but of length 0\b", "()"),
    (r"\bNULL\b", "None"),
    (r"\bND_AXIS_NONE\b", "None"),
    (r"\bnot 0\b", "True"),
    (r"^1: ", "True: "),
    (r"^0: ", "False: "),
    (r"\bND_[A-Z]+_([A-Z])\b", r"'\1'"),
    (r"\bnd_(?=[a-z])", ""),
    (r"\bND_[A-Z]+_([A-Z0-9_]+)\b", lambda found: f"'{found[1].lower()}'"),
)
# What is said of an option's field in its struct is said to C programmers.
OPTIONS = {
    "dtype": "of the result; None: as the operation gives it",
    "out": "takes the result and is returned",
    "keepdims": "True: the axes stay, with extent 1",
    "where": "which elements take part",
    "initial": "the value to begin with; None: the first element",
    "correction": "another name of ddof",
}


def in_python(text):
    for pattern, word in WORDS:
        text = re.sub(pattern, word, text)
    return text


def sentence(text):
    return text[:1].upper() + text[1:] + ("" if text.endswith(".") else ".")


def _words_of(written, name):
    reduced = name == "axis" and written.function.reduction
    p = written.function.parameter("axes") if reduced else written.function.shown(name)
    if p is not None:
        return p.text
    struct = written.types.structs[written.options.type.base]
    return OPTIONS.get(name) or next(f.text for f in struct.fields if f.name == name)


def docstring(written, method=False):
    """Lines: summary, prose, parameters, what is returned."""
    f = written.function
    lines = ['"""' + in_python(f.summary)]
    for paragraph in f.prose:
        lines += ["", *textwrap.wrap(in_python(paragraph), 100)]
    rows = []
    for a in written.arguments:
        if method and a is written.first:
            continue
        star = "*" if written.is_star(a.name) else ""
        rows += [f"{star}{a.name} : {a.annotation.replace('_Ints', 'int or sequence of ints')}",
                 *textwrap.wrap(sentence(in_python(a.text or _words_of(written, a.name))), 100, initial_indent="    ",
                                subsequent_indent="    ")]  # fmt: skip
    if rows:
        lines += ["", "Parameters", "----------", *rows]
    if f.return_text:
        lines += ["", "Returns", "-------", *textwrap.wrap(sentence(in_python(f.return_text)), 100)]
    text = [line.replace("\\", "\\\\").replace('"""', "'''") for line in lines]
    text[0] = lines[0].replace("\\", "\\\\")
    for p in f.parameters:
        text = [line.replace(f"`{p.name}`", f"`{p.shown}`") for line in text]
    return [text[0] + '"""'] if len(text) == 1 else [*text, '"""']
