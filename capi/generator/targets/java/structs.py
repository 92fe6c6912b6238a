"""What Java calls C's names and numbers; its classes of structs: setters that chain, readers of what a call fills."""

from __future__ import annotations

from ... import roles
from ...calling import seen_fields, told
from ...layout import NOTE
from ...roles import Visitor

NUMBERS = {"int8_t": "byte", "uint8_t": "byte", "int16_t": "short", "uint16_t": "short", "int32_t": "int",
           "uint32_t": "int", "int64_t": "long", "uint64_t": "long", "double": "double"}  # fmt: skip
_KEYWORDS = """
abstract assert boolean break byte case catch char class const continue default do double else enum
extends final finally float for goto if implements import instanceof int interface long native new package private
protected public return short static strictfp super switch synchronized this throw throws transient try void volatile
while
returned notify wait
"""
KEYWORDS = frozenset(_KEYWORDS.split())  # and what the generated code itself uses or may not define


def camel(name):
    first, *rest = name.removeprefix("nd_").split("_")
    made = first + "".join(part.title() for part in rest)
    return made + "_" if made in KEYWORDS else made


def kind_of(name):
    return "Nd" + name.removeprefix("nd_").title()


def literal(value, number, types):
    """How Java writes a number of C: a constant's value, 1, nan."""
    value = str(types.constants[value].value) if value.startswith("ND_") else value
    return {"long": f"{value}L", "double": {"nan": "Double.NaN"}.get(value, value)}.get(number, value)


def class_name(name):
    return "".join(part[:1].upper() + part[1:] for part in name.removeprefix("nd_").split("_"))


def escaped(text):
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("*/", "")


class StructClass(Visitor):
    """Without callbacks. Of each field (Java type, the method of Struct that reads it)."""

    def __init__(self, struct, types):
        self.struct, self.types = struct, types
        self.fields = [f for f in seen_fields(struct) if f.role is not roles.CALLBACK]

    def of_number(self, f):
        kind = "boolean" if self.types.is_flag(f.type) else NUMBERS[self.types.resolve(f.type.base)]
        return kind, f"read{kind.title()}"

    def of_handle(self, f):
        return kind_of(f.type.base), "readHandle"

    def of_string(self, f):
        return "String", "readString"

    def of_pointer(self, f):
        return "com.sun.jna.Pointer", "readPointer"

    def documentation(self, f):
        return f"    /** {escaped(told(f, 'null'))} */"

    def setter(self, f):
        name = camel(f.name)
        head = f"{class_name(self.struct.name)} {name}({self.visit(f)[0]} {name})"
        return [self.documentation(f), f"    public {head} {{",
                f"        put({f.offset}, {name});", "        return this;", "    }", ""]  # fmt: skip

    def reader(self, f):
        kind, method = self.visit(f)
        head = f"    public {kind} {camel(f.name)}() {{"
        return [self.documentation(f), head, f"        return {method}({f.offset});", "    }", ""]

    def defaults(self):
        given = [f for f in self.fields if f.default]
        values = [literal(f.default, NUMBERS[self.types.resolve(f.type.base)], self.types) for f in given]
        return [f"        {camel(f.name)}({value});" for f, value in zip(given, values)]

    def text(self, is_given, is_filled):
        name, members = class_name(self.struct.name), []
        for f in self.fields:
            members += self.setter(f) if is_given and f.role.family != "pointer" else []
            members += self.reader(f) if is_filled else []
        return "\n".join([
            f"// {NOTE}", "package ndcore;", "", f"/** {escaped(self.struct.text)} */",
            f"public final class {name} extends Struct {{",
            f"    {'public ' if is_given else ''}{name}() {{", f"        super({self.struct.size});",
            *(self.defaults() if is_given else []), "    }", "", *members[:-1], "}", ""])  # fmt: skip


def classes(structs, functions, types):
    """{class: text} of the structs that functions take or fill."""
    found = {(p.type.base, p.role) for f in functions for p in f.parameters}
    return {class_name(s.name): StructClass(s, types).text((s.name, roles.STRUCT) in found,
                                                           (s.name, roles.OUT_STRUCT) in found)
            for s in structs}  # fmt: skip
