"""The one-line declarations of elementwise functions: ND_BINARY(add, "Sum of `x1` and `x2`.")."""

from __future__ import annotations

import re

from .ctype import parse_declaration
from .finish import finish
from .model import Function, Parameter, Where

_OUT2 = "nd_array **out1, nd_array **out2"
# Form -> signature with NAME in it. A new form needs a line here, one in DOCUMENTED and its macro in capi/.
FORMS = {
    "ND_UNARY": "nd_array *NAME(nd_array *x)",
    "ND_BINARY": "nd_array *NAME(nd_array *x1, nd_array *x2)",
    "ND_UNARY_2": f"nd_status NAME(nd_array *x, {_OUT2})",
    "ND_BINARY_2": f"nd_status NAME(nd_array *x1, nd_array *x2, {_OUT2})",
    "ND_REDUCTION": "nd_array *NAME(nd_array *a, const int64_t *axes, int32_t naxes, const nd_reduce_options *options)",
}
DOCUMENTED = {
    "x": ("in", "any shape, any dtype that the operation has a loop for"),
    "x1": ("in", "any shape, any dtype that the operation has a loop for"),
    "x2": ("in", "a shape that broadcasts with `x1`'s, any dtype that the operation has a loop for"),
    "out1": ("out", "first result, of the inputs' shape"),
    "out2": ("out", "second result, of the inputs' shape"),
    "a": ("in", "any dtype that the function takes, shape (d0, …, dk)"),
    "axes": ("in", "NULL: all axes; negative counts from the end; not NULL but of length 0: none"),
    "options": ("in", ""),
}
WORDS = {"axes": ["optional", "len=naxes"], "options": ["optional"]}
REDUCTION = "ND_REDUCTION"
# What becomes of a subclass's result: its __array_wrap__ makes it, its __array_finalize__ hears of it, or neither.
RESULTS = {"": " wrapped=a", "like": " like=a", "plain": ""}
REDUCTION_ERRORS = ("ND_AXIS_ERROR, ND_TYPE_ERROR, ND_VALUE_ERROR, ND_CASTING_ERROR, ND_READ_ONLY, ND_OVERFLOW_ERROR,"
                    " ND_FLOATING_POINT_ERROR, ND_NO_MEMORY")  # fmt: skip
START = re.compile(rf"^({'|'.join(sorted(FORMS, reverse=True))})\s*\(", re.M)
_ARGUMENT = re.compile(r'\s*(?:("(?:[^"\\]|\\.)*")|([^,()"]+))\s*')


def read_one_liner(path, text, match, types):
    """The function that one match of START declares."""
    where = Where(path, text.count("\n", 0, match.start()) + 1)
    arguments = _arguments(where, text, match.end())
    function = _function(where, match.group(1), arguments, types)
    lines = {
        p.name: (where.line, DOCUMENTED[p.name][0], WORDS.get(p.name, []), DOCUMENTED[p.name][1])
        for p in function.parameters
        if p.name in DOCUMENTED
    }
    if match.group(1) == REDUCTION:
        return _reduction(function, arguments[1], function.result, lines, types)
    binary = match.group(1).startswith("ND_BINARY")
    shape = "the shape that `x1` and `x2` broadcast to" if binary else "an array of the shape of `x`"
    sections = {"errors": "ND_TYPE_ERROR, ND_VALUE_ERROR, ND_FLOATING_POINT_ERROR, ND_NO_MEMORY"}
    sections["errors"] += ", ND_OVERFLOW_ERROR" if binary else ""
    if function.returns.depth:
        sections["returns"] = f"owned  {shape}"
    finish(function, lines, sections, types)
    return function


def _reduction(function, keywords, result, lines, types):
    """The fields of the options that it takes are its keywords, in NumPy's order."""
    taken = [word.strip() for word in keywords.split(",")]
    struct = types.structs[function.parameter("options").type.base]
    words = [word.partition("=")[0] for word in taken]
    fields = [word for word in words if word in [f.name for f in struct.fields]]
    lines["options"] = (*lines["options"][:3], f"NULL: the defaults; the function takes {', '.join(fields)}")
    sections = {
        "errors": REDUCTION_ERRORS,
        "returns": f"owned scalar{RESULTS[result]}  `a`'s shape without the axes; `out` itself when given",
        "numpy": ", ".join(["a", "axes", *taken]),
    }
    finish(function, lines, sections, types)
    return function


def _arguments(where, text, position):
    """[name, document, *keys] up to the closing parenthesis; adjacent literals are one."""
    arguments, current = [], ""
    while True:
        match = _ARGUMENT.match(text, position)
        if match:
            literal, word = match.groups()
            current += literal[1:-1].replace('\\"', '"').replace("\\\\", "\\") if literal else word.strip()
            position = match.end()
            continue
        if position >= len(text) or text[position] not in ",)":
            raise where.error("cannot read the one-line declaration", 'ND_UNARY(sqrt, "Square root.")')
        arguments.append(current)
        current = ""
        position += 1
        if text[position - 1] == ")":
            return arguments


def _function(where, form, arguments, types):
    if form == REDUCTION and len(arguments) > 2:
        arguments = [arguments[0], *arguments[2:]]
    if len(arguments) < 2 or not re.fullmatch(r"[a-z][a-z0-9_]*", arguments[0]):
        raise where.error(f"{form} needs a name and a sentence", f'{form}(name, "What it does.")')
    name, document = arguments[0], " ".join(arguments[1].split())
    values = {"since": 0, "group": "", "python": "", "method": "", "alias": "", "ufunc": "", "result": "", "asks": ""}
    for extra in arguments[2:]:
        key, _, value = extra.replace(" ", "").partition("=")
        value = value or (name if key == "method" else "")
        if key not in values or not value or (key == "since" and not value.isdigit()):
            raise where.error(
                f"{form}({name}): unknown key `{extra}`", f"known: {', '.join(f'{one}=…' for one in values)}"
            )
        values[key] = int(value) if key == "since" else value
    match = re.match(r"(.*?[.!?])(?:\s+|$)(.*)", document)
    if not match:
        raise where.error(f"{form}({name}): the first sentence has no full stop", "end it with one")
    signature = FORMS[form].replace("NAME", f"nd_{name}")
    returns, symbol, declared = parse_declaration(signature, types, where.path, where.line)
    rest = [match.group(2)] if match.group(2) else []
    return Function(
        name,
        symbol,
        returns,
        [Parameter(n, t) for n, t in declared],
        match.group(1),
        rest,
        where,
        since=values["since"],
        group=values["group"],
        python=None if values["python"] == "no" else values["python"],
        method=values["method"],
        aliases=tuple(filter(None, values["alias"].split("+"))),
        reduction=form == REDUCTION,
        elementwise=form != REDUCTION,
        ufunc=values["ufunc"],
        result=values["result"],
        asks=tuple(filter(None, values["asks"].split("+"))),
    )
