"""What a parameter of the C API is in Python: its annotation, its default, and how its value becomes what C takes.

Called by emit_python.py. Converters that a line of generated code names stand in the package's _array/arguments.py.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from ...roles import Visitor

NO_AXIS = "ND_AXIS_NONE"
# Named types whose texts NumPy spells in its own way: a converter of their own.
CONVERTERS = {"nd_order": "_as_order", "nd_casting": "_as_casting", "nd_copy_mode": "_as_copy_mode"}
ANNOTATIONS = {"nd_order": "Order", "nd_casting": "Casting", "nd_copy_mode": "bool | None"}
HANDLES = {"nd_dtype": "DTypeLike", "nd_ufunc": "ufunc"}


@dataclass
class Argument:
    """One parameter of the Python function."""

    name: str
    annotation: str
    default: str | None = None  # as Python text
    lines: list = field(default_factory=list)  # what makes the value ready
    values: dict = field(default_factory=dict)  # C parameter -> expression
    asks: str = ""  # the name by which NEP 18 asks it, "*name" for the rows of a sequence
    text: str = ""  # what is said of it, where there is no parameter in C


def texts(constants):
    """{text: constant} of an enumeration: what its constants differ in, in small letters."""
    names = [constant.name for constant in constants]
    shared = names[0]
    for name in names[1:]:
        while not name.startswith(shared):
            shared = shared[: shared.rstrip("_").rfind("_") + 1]
    return {constant.name[len(shared) :].lower(): constant for constant in constants}


def table_name(alias):
    return alias.removeprefix("nd_").upper() + "S"


def overridden(a, p, default):
    """NumPy's default instead of C's: None, or what was not given, is C's own."""
    if default in ("no_value", "True") and a.lines:
        word = "_no_value" if default == "no_value" else default
        a.lines = [line.replace(f"if {a.name} is None", f"if {a.name} is {word}") for line in a.lines]
    if default == "no_value":
        a.default = "_no_value"
        given = f"{a.name} is not _no_value"
        a.values = {name: re.sub(r"^1 if (.*) else 0$", rf"1 if {given} and \1 else 0", value)
                    for name, value in a.values.items()}  # fmt: skip
        return
    if default == "None" and "None" not in a.annotation:
        a.annotation += " | None"
        a.values = {name: f"{p.default} if {a.name} is None else {value}" for name, value in a.values.items()}
    a.default = default


def _default(p, types):
    if p.default is None or p.default == "NULL":
        return "None" if p.optional else None
    if types.is_flag(p.type):
        return "False" if p.default == "0" else "True"
    if p.type.base == "nd_copy_mode":
        return {"ND_COPY_ALWAYS": "True", "ND_COPY_NEVER": "False"}.get(p.default, "None")
    choices = types.choices_of(p.type)
    if choices:
        text = next(text for text, constant in texts(choices).items() if constant.name == p.default)
        return repr(text.upper() if p.type.base == "nd_order" else text)
    return "None" if p.default == NO_AXIS else p.default


def array(p, convert="_asarray"):
    name = p.name
    if p.weak:
        convert = "_operand"
    elif p.positions:
        convert = "_positions"
    elif p.written:
        convert = "_written"
    rest = ""
    if p.made:
        convert, _, rest = p.made.partition(":")
        convert, rest = f"_{convert}", "".join(f", {one}" for one in rest.split(",") if one)
    if p.into:
        return Argument(name, "ArrayLike", None, [f"{name} = _assigned({p.into}, {name})"], {name: f"{name}._h"}, name)
    if p.optional:
        lines, value = (
            [f"{name} = None if {name} is None else {convert}({name}{rest})"],
            f"_NULL if {name} is None else {name}._h",
        )
        return Argument(name, "ArrayLike | None", "None", lines, {name: value}, name)
    return Argument(name, "ArrayLike", None, [f"{name} = {convert}({name}{rest})"], {name: f"{name}._h"}, name)


def output(p):
    return Argument(
        p.name, "ndarray | None", "None", [f"_target, _given = _result_into({p.name})"], {p.name: "_target"}, p.name
    )


def _dtype(p):
    if p.optional:
        return Argument(p.name, "DTypeLike | None", "None", [], {p.name: f"_optional_dtype({p.name})"})
    return Argument(p.name, "DTypeLike", None, [], {p.name: f"_dtype_handle(_as_dtype({p.name}))"})


def _rows(p):
    length = p.extent.counter
    convert = "_operand" if p.weak else "_positions" if p.positions else "_asarray"
    lines = [f'{p.name} = _rows({p.name}, {convert}, "{p.name}")']
    if p.star:
        lines = [f"{p.name} = [{convert}(one) for one in {p.name}]"]
    annotation = "ArrayLike" if p.star else "Sequence[ArrayLike]"
    values = {p.name: f"_arrays([one._h for one in {p.name}])", length: f"len({p.name})"}
    return Argument(p.name, annotation, None, lines, values, f"*{p.name}")


def _numbers(function, p):
    """A list of integers; NumPy takes a single one for it, too."""
    if p.is_single:
        raise function.where.error(f"{function.symbol}: `{p.name}`: one number is passed by value", "drop the pointer")
    length = p.extent.counter
    made = f'{p.name} = _as_ints({p.name}, "{p.name}")'
    values = {p.name: f"_int64s({p.name})[0]", length: f"len({p.name})"}
    if p.optional:
        made = f'{p.name} = None if {p.name} is None else _as_ints({p.name}, "{p.name}")'
        values = {p.name: f"_NULL if {p.name} is None else _int64s({p.name})[0]",
                  length: f"0 if {p.name} is None else len({p.name})"}  # fmt: skip
    annotation = "_Ints | None" if p.optional else "_Ints"
    return Argument(p.name, annotation, "None" if p.optional else None, [made], values)


def number(p, types, default):
    """An integer, a flag, an enumeration or a double, by value."""
    name, base = p.name, p.type.base
    if base == "double":
        return Argument(name, "float", default, [], {name: f"float({name})"})
    if types.is_flag(p.type):
        return Argument(name, "bool", default, [], {name: f"1 if {name} else 0"})
    if base in CONVERTERS:
        only = f', "{p.only}"' if getattr(p, "only", "") else ""
        return Argument(name, ANNOTATIONS[base], default, [], {name: f"{CONVERTERS[base]}({name}{only})"})
    choices = types.choices_of(p.type)
    if choices:
        names = ", ".join(repr(text) for text in texts(choices))
        value = f'_choice({name}, {table_name(base)}, "{name}")'
        return Argument(name, f"Literal[{names}]", default, [], {name: value})
    if p.default == NO_AXIS or p.none:
        return Argument(name, "int | None", default, [], {name: f"NO_AXIS if {name} is None else _index({name})"})
    return Argument(name, "int", default, [], {name: f"_index({name})"})


class Arguments(Visitor):
    """The Python parameter of each C parameter, under its name in Python, or None of what follows from others."""

    def visit(self, p, *more):
        if not p.called or p.direction != "in":
            return super().visit(p, *more)
        made = super().visit(replace(p, name=p.called, called=""), *more)
        made.values = {p.name if name == p.called else name: value for name, value in made.values.items()}
        return made

    def __init__(self, function, types):
        self.function, self.types = function, types

    def of_handle(self, p):
        if p.name == "out":
            return output(p)
        made = {"nd_array": array, "nd_dtype": _dtype}.get(p.type.base)
        return made and made(p)

    def of_handles(self, p):
        return _rows(p)

    def of_array(self, p):
        return _numbers(self.function, p) if self.types.resolve(p.type.base) == "int64_t" else None

    def of_integer(self, p):
        return number(p, self.types, _default(p, self.types))

    of_double = of_integer

    def of_string(self, p):
        value = f"{p.name}.encode()"
        value = f"_NULL if {p.name} is None else {value}" if p.optional else value
        annotation = "str | None" if p.optional else "str"
        return Argument(p.name, annotation, _default(p, self.types), [], {p.name: value})

    def of_other(self, p):
        return None


def option(p, f, types):
    """The Python parameter of a field of an options struct: set where it is given."""
    name, base = f.name, f.type.base
    if base == "nd_array" and name == "out":
        return output(f)
    if base == "nd_array":
        convert = "_operand" if name == "initial" else "_asarray"
        lines = [f"{name} = None if {name} is None else {convert}({name})"]
        return Argument(
            name, "ArrayLike | None", "None", lines, {name: f"_NULL if {name} is None else {name}._h"}, name
        )
    if base == "nd_dtype":
        return Argument(name, "DTypeLike | None", "None", [], {name: f"_optional_dtype({name})"})
    default = f.default or "0"
    if types.is_flag(f.type):
        default = "False" if default == "0" else "True"
    elif types.choices_of(f.type):
        default = repr(next(iter(texts(types.choices_of(f.type)))))
    return number(f, types, default)
