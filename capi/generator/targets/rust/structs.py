"""What C types are in Rust: their names, and a struct of Rust's own for each struct of numbers, handles and texts."""

from __future__ import annotations

import re

from ... import roles
from ...calling import is_left_out, seen_fields
from ...roles import Visitor

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


def is_expressible(struct, types):
    """Whether safe Rust can hold it: no pointer whose extent only the caller knows, no callback."""
    return not struct.fixed and all(
        not f.count and (is_left_out(f, struct) or f.role.family != "pointer") for f in struct.fields
    )


def has_texts(struct):
    return any(f.role is roles.STRING for f in struct.fields)


def has_handles(struct):
    return any(f.role is roles.HANDLE for f in struct.fields)


def _comment(text):
    return re.sub(r"\bNULL\b", "None", text)


class Fields(Visitor):
    """One struct as Rust sees it; texts and handles are borrowed in what is passed, owned in what comes back. Of each
    field (type, C's value from it, it from C's, how a value of the tests becomes it)."""

    def __init__(self, struct, types, is_result):
        self.struct, self.types, self.is_result = struct, types, is_result
        self.seen = [f for f in seen_fields(struct) if not is_left_out(f, struct)]
        self.kind, self.raw = class_of(struct.name), f"raw::{struct.name}"
        borrows = not is_result and (has_texts(struct) or has_handles(struct))
        self.borrowing, self.anonymous = ("<'a>", "<'_>") if borrows else ("", "")

    def of_number(self, f):
        name = name_of(f.name)
        if self.types.is_flag(f.type):
            return "bool", f"self.{name}.into()", f"c.{name} != 0", "optional_flag().unwrap_or_default()"
        way = "double" if f.role is roles.DOUBLE else "int"
        return raw(f.type, self.types), f"self.{name}", f"c.{name}", f"optional_{way}().unwrap_or_default()"

    def of_string(self, f):
        name, kind = name_of(f.name), "Option<String>" if self.is_result else "Option<&'a str>"
        return kind, f"ffi::kept_text(self.{name}, texts)?", f"ffi::text_of(c.{name})", "optional_text()"

    def of_handle(self, f):
        name, base = name_of(f.name), f.type.base
        return f"Option<&'a {class_of(base)}>", f"ffi::pointer(self.{name})", f"c.{name}", f"optional_{base[3:]}()"

    def of_callback(self, f):
        return "", "None", "", ""

    def of_opaque(self, f):
        return "", "std::ptr::null_mut()", "", ""

    def definition(self):
        traits = ["Clone", *([] if self.is_result and has_texts(self.struct) else ["Copy"]), "Debug"]
        has_defaults = any(f.default for f in self.seen)
        lines = [f"/// {_comment(self.struct.text.split('. ')[0].rstrip('.'))}.",
                 f"#[derive({', '.join([*traits, *([] if has_defaults else ['Default'])])})]",
                 f"pub struct {self.kind}{self.borrowing} {{"]  # fmt: skip
        for f in self.seen:
            lines += [f"    /// {_comment(f.text)}", f"    pub {name_of(f.name)}: {self.visit(f)[0]},"]
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
        fixed = {"struct_size": f"std::mem::size_of::<{self.raw}>() as i64", "reserved": "0"}
        for f in self.struct.fields:
            lines.append(f"            {name_of(f.name)}: {fixed.get(f.name) or self.visit(f)[1]},")
        return [*lines, "        })" if texts else "        }", "    }", "}", ""]

    def from_c(self):
        lines = [f"impl {self.kind} {{", f"    unsafe fn of(c: {self.raw}) -> Self {{", f"        {self.kind} {{"]
        lines += [f"            {name_of(f.name)}: {self.visit(f)[2]}," for f in self.seen]
        return [*lines, "        }", "    }", "}", ""]

    def from_value(self):
        """A function of the tests: the struct with the fields that a value tells, the others zero."""
        names = ", ".join(f'"{f.name}"' for f in self.seen)
        lines = [f"fn {self.struct.name[3:]}(value: &Value) -> Option<nd::{self.kind}{self.anonymous}> {{",
                 f"    let fields = value.fields(&[{names}])?;", f"    Some(nd::{self.kind} {{"]  # fmt: skip
        lines += [f"        {name_of(f.name)}: fields[{i}].{self.visit(f)[3]}," for i, f in enumerate(self.seen)]
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
        if has_handles(struct) or (name in taken and has_texts(struct)):
            raise struct.where.error(
                f"struct {name}: Rust cannot tell who owns what a result of it holds", "return a handle"
            )
    return ({name: Fields(s, types, False) for name, s in taken.items()},
            {name: Fields(s, types, name not in taken) for name, s in given.items()})  # fmt: skip
