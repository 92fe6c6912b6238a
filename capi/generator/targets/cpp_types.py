"""C++ types of handles, flags and options: a struct of options has C's fields as plain members, with C's defaults."""

from __future__ import annotations

from ..by_name import HIDDEN_FIELDS
from ..layout import WIDTH, comment, wrap

CLASSES = {
    "nd_array": "array",
    "nd_dtype": "dtype",
    "nd_ufunc": "ufunc",
    "nd_buffer": "buffer",
    "nd_token": "token",
    "nd_module": "loaded_module",
}


def handle_class(base):
    """Qualified: parameters are named after their classes."""
    return f"ndcore::{CLASSES[base]}" if base in CLASSES else f"handle<{base}>"


def is_options(p):
    return p.role == "struct" and p.type.base.endswith("_options")


def options_class(base):
    return f"ndcore::{base.removeprefix('nd_')}"


def number(base):
    """The type of an integer or double by value."""
    return "bool" if base == "nd_flag" else base


def initial(base, value):
    """How C++ writes a default of such a type."""
    if base == "nd_flag":
        return "false" if value == "0" else "true"
    return {"nan": "std::numeric_limits<double>::quiet_NaN()"}.get(value, value)


def fields(struct):
    return [f for f in struct.fields if f.name not in HIDDEN_FIELDS]


def told(f, null):
    """What a field is, in a language whose word for NULL is given."""
    return f.text.replace("NULL", null)


def _type(f, types):
    """(type, initial value)"""
    base = f.type.base
    if base in types.handles:
        return handle_class(base), "{}"
    if base == "char":
        return "std::optional<std::string>", "{}"
    if f.type.depth or base in types.callbacks:
        return f.type.text().replace(" *", "*"), "nullptr"
    zero = next((c.name for c in types.choices_of(f.type) if c.value == 0), "0")
    return number(base), initial(base, f.default or zero)


def _member(f, types):
    kind, value = _type(f, types)
    declared, text = f"  {kind} {f.name} = {value};", comment([told(f, "empty")])
    return f"{declared} {text}" if len(f"{declared} {text}") <= WIDTH else f"  {text}\n{declared}"


def _c_value(f, types):
    if f.type.base in types.handles:
        return f"options.{f.name}.get()"
    return f"options.{f.name} ? options.{f.name}->c_str() : nullptr" if f.type.base == "char" else f"options.{f.name}"


def options_struct(struct, types):
    """The struct, and how it becomes C's for a call."""
    lines = [comment(wrap(struct.text)), f"struct {struct.name.removeprefix('nd_')} {{"]
    lines += [_member(f, types) for f in fields(struct)]
    lines += ["};", "namespace detail {",
              f"inline {struct.name} c_struct(const {options_class(struct.name)}& options) {{",
              f"  {struct.name} made{{}};", "  made.struct_size = sizeof made;"]  # fmt: skip
    lines += [f"  made.{f.name} = {_c_value(f, types)};" for f in fields(struct)]
    return "\n".join([*lines, "  return made;", "}", "}  // namespace detail", ""])


def read_fields(struct, value):
    """A function of the conformance driver: options from the fields that a vector gives; value(f) reads one, None: none can."""
    name = struct.name.removeprefix("nd_")
    lines = [f"inline ndcore::{name} {name}(const Value& given) {{", f"  ndcore::{name} made;",
             "  for (const auto& [name, value] : given.fields()) {"]  # fmt: skip
    written = [f for f in fields(struct) if value(f)]
    for i, f in enumerate(written):
        lines.append(f'    {"else " if i else ""}if (name == "{f.name}") made.{f.name} = {value(f)};')
    lines += ["    else throw std::invalid_argument(name);", "  }", "  return made;", "}", ""]
    return "\n".join(lines)
