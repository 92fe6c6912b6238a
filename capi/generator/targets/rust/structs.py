"""What C types are in Rust: their names, and a struct of Rust's own for each struct of numbers, handles and texts.

Called by emit_rust.py.
"""

from __future__ import annotations

import re

from ... import roles
from ...calling import HIDDEN_FIELDS, is_left_out

NUMBERS = {"int8_t": "i8", "uint8_t": "u8", "int16_t": "i16", "uint16_t": "u16", "int32_t": "i32", "uint32_t": "u32",
           "int64_t": "i64", "uint64_t": "u64", "double": "f64", "char": "c_char", "void": "c_void"}  # fmt: skip
_KEYWORDS = """
as async await box break const continue do dyn else enum extern false final fn for if impl in let loop macro match mod
move
mut override priv pub ref return self static struct super trait true try type typeof unsafe unsized use virtual where
while
yield
"""
KEYWORDS = frozenset(_KEYWORDS.split())


def name_of(name):
    return f"r#{name}" if name in KEYWORDS else name


def class_of(base):
    return "".join(part.title() for part in base.removeprefix("nd_").split("_"))


def raw(ctype, types, prefix=""):
    """The Rust type of a C type."""
    base = types.resolve(ctype.base)
    text = NUMBERS.get(base, prefix + base)
    const = ctype.const
    for is_const in ctype.pointers:
        text = ("*const " if const else "*mut ") + text
        const = is_const
    return text


def _is_text(f):
    return f.type.base == "char" and f.type.depth == 1


def _is_handle(f, types):
    return f.type.base in types.handles and f.type.depth == 1


def is_expressible(struct, types):
    """Whether safe Rust can hold it: no pointer whose extent only the caller knows, no callback."""
    return not struct.fixed and all(
        not f.count
        and (
            is_left_out(f, struct, types)
            or _is_text(f)
            or _is_handle(f, types)
            or (f.type.depth == 0 and types.resolve(f.type.base) in NUMBERS)
        )
        for f in struct.fields
    )


def has_texts(struct):
    return any(_is_text(f) for f in struct.fields)


def _comment(text):
    return re.sub(r"\bNULL\b", "None", text)


def _number(f, types):
    return "bool" if types.is_flag(f.type) else raw(f.type, types)


class Fields:
    """One struct as Rust sees it; texts and handles are borrowed in what is passed, owned in what comes back."""

    def __init__(self, struct, types, is_result):
        self.struct, self.types, self.is_result = struct, types, is_result
        self.seen = [f for f in struct.fields if f.name not in HIDDEN_FIELDS and not is_left_out(f, struct, types)]
        self.kind, self.raw = class_of(struct.name), f"raw::{struct.name}"
        borrows = not is_result and any(_is_text(f) or _is_handle(f, types) for f in self.seen)
        self.borrowing, self.anonymous = ("<'a>", "<'_>") if borrows else ("", "")

    def declared(self, f):
        if _is_text(f):
            return "Option<String>" if self.is_result else "Option<&'a str>"
        return f"Option<&'a {class_of(f.type.base)}>" if _is_handle(f, self.types) else _number(f, self.types)

    def definition(self):
        traits = ["Clone", *([] if self.is_result and has_texts(self.struct) else ["Copy"]), "Debug"]
        has_defaults = any(f.default for f in self.seen)
        lines = [f"/// {_comment(self.struct.text.split('. ')[0].rstrip('.'))}.",
                 f"#[derive({', '.join([*traits, *([] if has_defaults else ['Default'])])})]",
                 f"pub struct {self.kind}{self.borrowing} {{"]  # fmt: skip
        for f in self.seen:
            lines += [f"    /// {_comment(f.text)}", f"    pub {name_of(f.name)}: {self.declared(f)},"]
        return [*lines, "}", "", *(self.defaults() if has_defaults else [])]

    def defaults(self):
        lines = [
            f"impl Default for {self.kind}{self.anonymous} {{",
            "    fn default() -> Self {",
            f"        {self.kind} {{",
        ]
        for f in self.seen:
            value = f.default or "Default::default()"
            lines.append(f"            {name_of(f.name)}: {'raw::' if value.startswith('ND_') else ''}{value},")
        return [*lines, "        }", "    }", "}", ""]

    def to_c(self):
        """The struct for a call; its texts live as long as the list that takes them."""
        texts = ["texts: &mut Vec<CString>"] if has_texts(self.struct) else []
        kind = f"Result<{self.raw}>" if texts else self.raw
        lines = [f"impl {self.kind}{self.anonymous} {{", f"    fn c({', '.join(['&self', *texts])}) -> {kind} {{",
                 f"        {'Ok(' if texts else ''}{self.raw} {{"]  # fmt: skip
        for f in self.struct.fields:
            name = name_of(f.name)
            value = f"self.{name}"
            if f.name == "struct_size":
                value = f"std::mem::size_of::<{self.raw}>() as i64"
            elif f.name == "reserved":
                value = "0"
            elif is_left_out(f, self.struct, self.types):
                value = "None" if f.type.base in self.types.callbacks else "std::ptr::null_mut()"
            elif _is_text(f):
                value = f"ffi::kept_text(self.{name}, texts)?"
            elif _is_handle(f, self.types):
                value = f"ffi::pointer(self.{name})"
            elif self.types.is_flag(f.type):
                value = f"self.{name}.into()"
            lines.append(f"            {name}: {value},")
        return [*lines, "        })" if texts else "        }", "    }", "}", ""]

    def from_c(self):
        lines = [f"impl {self.kind} {{", f"    unsafe fn of(c: {self.raw}) -> Self {{", f"        {self.kind} {{"]
        for f in self.seen:
            name = name_of(f.name)
            value = f"ffi::text_of(c.{name})" if _is_text(f) else f"c.{name}"
            lines.append(f"            {name}: {value}{' != 0' if self.types.is_flag(f.type) else ''},")
        return [*lines, "        }", "    }", "}", ""]

    def from_value(self):
        """A function of the tests: the struct with the fields that a value tells, the others zero."""
        names = ", ".join(f'"{f.name}"' for f in self.seen)
        lines = [f"fn {self.struct.name[3:]}(value: &Value) -> Option<nd::{self.kind}{self.anonymous}> {{",
                 f"    let fields = value.fields(&[{names}])?;", f"    Some(nd::{self.kind} {{"]  # fmt: skip
        for index, f in enumerate(self.seen):
            way = "text" if _is_text(f) else f.type.base[3:] if _is_handle(f, self.types) else ""
            number = "flag" if self.types.is_flag(f.type) else "double" if f.type.base == "double" else "int"
            value = f"optional_{way}()" if way else f"optional_{number}().unwrap_or_default()"
            lines.append(f"        {name_of(f.name)}: fields[{index}].{value},")
        return [*lines, "    })", "}", ""]


def structs(functions, types):
    """({name: Fields} of what functions take, the same of what they give)"""
    taken, given = {}, {}
    for f in functions:
        for p in f.parameters:
            struct = types.structs.get(p.type.base)
            if struct is not None and is_expressible(struct, types):
                (given if p.role is roles.OUT_STRUCT else taken)[struct.name] = struct
    for name, struct in given.items():
        if any(_is_handle(f, types) for f in struct.fields) or (name in taken and has_texts(struct)):
            raise struct.where.error(
                f"struct {name}: Rust cannot tell who owns what a result of it holds", "return a handle"
            )
    return ({name: Fields(s, types, False) for name, s in taken.items()},
            {name: Fields(s, types, name not in taken) for name, s in given.items()})  # fmt: skip
