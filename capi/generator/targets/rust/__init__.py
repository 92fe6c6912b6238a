"""Writes the generated parts of examples/rust: declarations, every function by values, and the way from a name to it."""

from __future__ import annotations

from ...calling import UNSEEN, Sizes, call_of, is_plain
from ...layout import NOTE
from .structs import class_of, has_texts, is_expressible, name_of, raw, structs

FOLDER = "examples/rust"
BY_HAND = ("retain", "release")  # Clone and Drop


def declarations(api):
    types = api.types
    lines = [f"//! The C API as it is. {NOTE}", "#![allow(non_camel_case_types, clippy::all)]",
             "use std::os::raw::{c_char, c_void};", "", f"pub const BUILD_HASH: u64 = 0x{api.build_hash:016x};"]  # fmt: skip
    for name in [*types.handles, *types.opaques]:
        lines += ["#[repr(C)]", f"pub struct {name} {{", "    _private: [u8; 0],", "}"]
    for callback in types.callbacks.values():
        parameters = ", ".join(f"{name_of(name)}: {raw(ctype, types)}" for name, ctype in callback.parameters)
        back = "" if callback.returns.text() == "void" else f" -> {raw(callback.returns, types)}"
        lines.append(f'pub type {callback.name} = Option<unsafe extern "C" fn({parameters}){back}>;')
    for struct in types.structs.values():
        lines += ["#[repr(C)]", "#[derive(Clone, Copy)]", f"pub struct {struct.name} {{"]
        for f in struct.fields:
            text = raw(f.type, types)
            lines.append(f"    pub {name_of(f.name)}: {f'[{text}; {f.count}]' if f.count else text},")
        lines.append("}")
    for constant in types.constants.values():
        kind = "f64" if isinstance(constant.value, float) else "i64" if abs(constant.value) >= 2**31 else "i32"
        kind = "u64" if kind == "i64" and constant.value >= 2**63 else kind
        lines.append(f"pub const {constant.name}: {kind} = {constant.value};")
    lines.append('extern "C" {')
    for f in api.functions:
        parameters = ", ".join(f"{name_of(p.name)}: {raw(p.type, types)}" for p in f.parameters)
        back = "" if f.return_kind == "void" else f" -> {raw(f.returns, types)}"
        lines.append(f"    pub fn {f.symbol}({parameters}){back};")
    return "\n".join([*lines, "}", ""])


def may_be_none(p):
    """Whether Rust says Option."""
    return p.optional and p.role != "out_handles"


class Function(Sizes):
    """One function as Rust sees it."""

    def __init__(self, function, types):
        self.f, self.types, self.call = function, types, call_of(function)
        # Memory can be overrun: a pointer whose extent only the caller knows.
        self.is_unsafe = any(p.role in UNSEEN and not self.is_known(p) for p in function.parameters)

    def is_known(self, p):
        """Whether it is a struct that Rust has a type of its own for."""
        return p.role in ("struct", "out_struct") and is_expressible(self.types.structs[p.type.base], self.types)

    def declared(self, p):
        base = p.type.base
        if p.role == "handle":
            text = f"&{class_of(base)}"
        elif p.role == "handles":
            text = f"&[&{class_of(base)}]"
        elif p.role == "out_handles":
            return f"&mut [Option<{class_of(base)}>]"
        elif p.role == "string":
            text = "&str"
        elif p.role == "strings":
            text = "&[&str]"
        elif p.role in ("array", "cells", "bytes"):
            text = f"&[{'u8' if p.role == 'bytes' else raw(p.type.pointee(), self.types, 'raw::')}]"
        elif p.role == "struct":
            text = f"&{class_of(base)}" if self.is_known(p) else f"&raw::{base}"
        elif self.types.is_flag(p.type):
            return "bool"
        else:
            return raw(p.type, self.types, "raw::")
        return f"Option<{text}>" if may_be_none(p) else text

    def given(self, p):
        name = name_of(p.name)
        if p.role == "out_handles":
            return f"{p.name}_.as_mut_ptr()"
        if p.name in self.call.lists:
            q, factor = self.call.lengths[p.name]
            size, kind = f"ffi::length({self.size(q, factor)})", raw(p.type, self.types)
            return size if kind == "i32" else f"{kind}::from({size})"
        if p in self.call.results:
            many = p.role in ("out_handles", "out_array", "out_cells", "out_text", "out_bytes")
            return (
                f"{p.name}_.as_mut_ptr()" + (" as *mut c_void" if p.role == "out_bytes" else "")
                if many
                else f"&mut {p.name}_"
            )
        if p.role == "handle":
            return f"ffi::pointer({name})" if p.optional else f"{name}.as_ptr()"
        if p.role in ("handles", "strings"):
            return f"ffi::list({p.name}_.as_deref())" if p.optional else f"{p.name}_.as_ptr()"
        if p.role == "string":
            return f"ffi::text_pointer(&{p.name}_)" if p.optional else f"{p.name}_.as_ptr()"
        if p.role in ("array", "cells", "bytes"):
            code = f"ffi::list({name})" if p.optional else f"{name}.as_ptr()"
            return code + (" as *const c_void" if p.role == "bytes" else "")
        if self.is_known(p):
            return f"ffi::single(&{p.name}_)" if p.optional else f"&{p.name}_"
        if p.role == "struct":
            return f"{name}.map_or(std::ptr::null(), |s| s as *const _)" if p.optional else name
        return f"{name}.into()" if self.types.is_flag(p.type) else name

    def length(self, q):
        return f"{name_of(q.name)}.map_or(0, |v| v.len())" if may_be_none(q) else f"{name_of(q.name)}.len()"

    def ndim(self, name):
        return f"ffi::room(i64::from(raw::nd_array_ndim({name_of(name)}.as_ptr())))"

    def room(self, name, times):
        number = raw(self.f.parameter(name).type, self.types)
        return f"ffi::room({name_of(name) if number == 'i64' else f'i64::from({name_of(name)})'}{times})"

    def before(self):
        lines = []
        for q, size, wanted, name in self.unequal():
            guard = f"{name_of(q.name)}.is_some() && " if may_be_none(q) else ""
            lines.append(f'if {guard}{size} != {wanted} {{ return Err(Error::lengths("{self.f.symbol}", "{name}")); }}')
        for p in self.call.arguments:
            name = name_of(p.name)
            if p.role == "handles":
                lines.append(
                    f"let {p.name}_ = " + (f"{name}.map(ffi::pointers);" if p.optional else f"ffi::pointers({name});")
                )
            elif p.role == "out_handles":
                lines.append(f"let mut {p.name}_: Vec<_> = {name}.iter().map(|h| ffi::pointer(h.as_ref())).collect();")
            elif p.role == "strings":
                lines += self.strings(p)
            elif p.role == "string":
                lines.append(
                    f"let {p.name}_ = " + (f"ffi::optional_text({name})?;" if p.optional else f"ffi::text({name})?;")
                )
            elif self.is_known(p):
                lines += self.struct(p)
        for p in self.call.results:
            element = raw(p.type.pointee(), self.types, "raw::")
            if p.role in ("out_handles", "out_array", "out_cells", "out_text"):
                zero = {"out_handles": "std::ptr::null_mut()", "out_cells": "std::mem::zeroed()"}.get(p.role, "0")
                lines.append(f"let mut {p.name}_: Vec<{element}> = vec![{zero}; {self.amount(p)}];")
            elif p.role == "out_bytes":
                lines.append(f"let mut {p.name}_ = vec![0u8; {self.amount(p)}];")
            else:
                lines.append(f"let mut {p.name}_: {element} = std::mem::zeroed();")
                if p.role == "out_struct":
                    lines.append(f"{p.name}_.struct_size = std::mem::size_of::<{element}>() as i64;")
        return lines

    def strings(self, p):
        kept, name = f"{p.name}_kept", name_of(p.name)
        if p.optional:
            return [f"let {kept} = {name}.map(ffi::texts).transpose()?;",
                    f"let {p.name}_ = {kept}.as_deref().map(ffi::text_pointers);"]  # fmt: skip
        return [f"let {kept} = ffi::texts({name})?; let {p.name}_ = ffi::text_pointers(&{kept});"]

    def struct(self, p):
        name = name_of(p.name)
        if not has_texts(self.types.structs[p.type.base]):
            made = f"{name}.map(|s| s.c())" if p.optional else f"{name}.c()"
            return [f"let {p.name}_ = {made};"]
        kept = f"c(&mut {p.name}_kept)"
        made = f"{name}.map(|s| s.{kept}).transpose()?" if p.optional else f"{name}.{kept}?"
        return [f"let mut {p.name}_kept = Vec::new(); let {p.name}_ = {made};"]

    def result(self, p):
        if p.role == "out_handle":
            return class_of(p.type.base), f"ffi::owned({p.name}_)?"
        if p.role == "out_handles":
            return f"Vec<{class_of(p.type.base)}>", f"ffi::all_owned({p.name}_)?"
        if p.role in ("out_array", "out_cells", "out_text", "out_bytes"):
            return f"Vec<{'u8' if p.role == 'out_bytes' else raw(p.type.pointee(), self.types, 'raw::')}>", f"{p.name}_"
        if p.role == "out_string":
            return "String", f"ffi::string({p.name}_)"
        if self.is_known(p):
            return class_of(p.type.base), f"{class_of(p.type.base)}::of({p.name}_)"
        if self.types.is_flag(p.type.pointee()):
            return "bool", f"{p.name}_ != 0"
        return raw(p.type.pointee(), self.types, "raw::"), f"{p.name}_"

    def returned(self):
        ctype, kind = self.f.returns, self.f.return_kind
        if kind in ("void", "status"):
            return None, "{};" if kind == "void" else "ffi::check({})?;"
        if ctype.base == "char":
            return "String", "ffi::borrowed_text({})?"
        if ctype.base in self.types.handles and ctype.depth == 1:
            return class_of(ctype.base), "ffi::owned({})?"
        if self.types.is_flag(ctype):
            return "bool", "{} != 0" if kind == "value" else "ffi::reading({})? != 0"
        text = raw(ctype, self.types, "raw::")
        if kind == "value":
            return text, "{}"
        return text, "ffi::reading({})?" if kind == "reading" else "ffi::borrowed({})?"

    def definition(self):
        call = self.call
        parameters = ", ".join(f"{name_of(p.name)}: {self.declared(p)}" for p in call.arguments)
        code = f"raw::{self.f.symbol}({', '.join(self.given(p) for p in self.f.parameters)})"
        first, around = self.returned()
        outs = [self.result(p) for p in call.results]
        kinds = ([first] if first else []) + [kind for kind, _ in outs]
        kind = kinds[0] if len(kinds) == 1 else f"({', '.join(kinds)})"
        unsafe = "unsafe " if self.is_unsafe else ""
        lines = [f"/// {self.f.summary}"]
        if self.is_unsafe:
            lines += ["/// # Safety", "/// Pointers must be valid for what the C function reads and writes."]
        lines += (
            ["#[allow(clippy::too_many_arguments, clippy::type_complexity)]"]
            if len(call.arguments) + len(outs) > 4
            else []
        )
        lines.append(f"pub {unsafe}fn {name_of(self.f.name)}({parameters}) -> Result<{kind}> {{")
        lines += ["    unsafe {", *("        " + line for line in self.before())]
        values = [value for _, value in outs]
        if first and values:
            lines += [f"        let returned_ = {around.format(code)};"]
            values.insert(0, "returned_")
        elif first:
            values = [around.format(code)]
        else:
            lines.append("        " + around.format(code))
            lines += [f"        ffi::adopt({p.name}, {p.name}_)?;" for p in call.arguments if p.role == "out_handles"]
        if len(values) == 1 and values[0].endswith("?"):
            lines.append("        " + values[0][:-1])
        else:
            lines.append(f"        Ok({values[0] if len(values) == 1 else '(' + ', '.join(values) + ')'})")
        return "\n".join([*lines, "    }", "}", ""])


def chosen(api):
    return [f for f in api.newest() if f.area != "tables" and f.name not in BY_HAND]


def functions(api):
    out = [f"//! Every function of the API by values. {NOTE}", "#![allow(unused_unsafe, clippy::missing_transmute_annotations)]",
           "use crate::handle::{self as ffi, Handle};", "use crate::{raw, Error, Result};", "use std::ffi::CString;", "use std::os::raw::c_void;", ""]  # fmt: skip
    taken, given = structs(chosen(api), api.types)
    out += [f"handle_type!({class_of(name)}, {name});" for name in api.types.handles]
    out.append("")
    for fields in {**given, **taken}.values():
        out += fields.definition()
        out += fields.to_c() if fields.struct.name in taken else []
        out += fields.from_c() if fields.struct.name in given else []
    out += ["", *(Function(f, api.types).definition() for f in chosen(api))]
    return "\n".join(out)


def _value(p, types):
    """How a value of the tests becomes this argument."""
    maybe = "optional_" if p.optional else ""
    if p.role == "handle" and p.type.base in ("nd_array", "nd_dtype"):
        return f"{maybe}{p.type.base[3:]}()"
    if p.role == "handle":
        return f"{maybe}handle::<nd::{class_of(p.type.base)}>()"
    if p.role == "handles":
        return f"{p.type.base[3:]}s()"
    if p.role == "array" and p.type.base == "uint8_t":
        return f"{maybe}bytes()"
    if types.is_flag(p.type):
        return "flag()"
    return {"integer": "int()", "length": "int()", "double": "double()", "string": f"{maybe}text()", "strings": f"{maybe}texts()",
            "array": f"{maybe}ints()", "bytes": f"{maybe}bytes()", "memory": "bytes().as_ptr() as _"}[p.role]  # fmt: skip


def _dispatched(f, types):
    call = Function(f, types)
    kept = [p for p in call.call.arguments if p.role in ("handles", "strings") or (p.role == "array" and p.type.base != "uint8_t")]  # fmt: skip
    lines = [f'        "{f.name}" => {{']
    given = []
    for i, p in enumerate(call.call.arguments):
        if p in kept:
            lines.append(f"            let a{i} = a[{i}].{_value(p, types)};")
            given.append(f"a{i}.as_deref()" if p.optional else f"&a{i}")
        elif p.role == "struct":
            lines.append(f"            let a{i} = {p.type.base[3:]}(&a[{i}]);")
            given.append(f"a{i}.as_ref()")
        else:
            given.append(f"a[{i}].{_value(p, types)}")
    code = f"nd::{name_of(f.name)}({', '.join(given)})?"
    code = f"unsafe {{ {code} }}" if call.is_unsafe else code
    kinds = ([call.returned()[0]] if call.returned()[0] else []) + [call.result(p)[0] for p in call.call.results]
    others = {class_of(name) for name in types.handles} - {"Array", "Dtype"}

    def value(name, kind):
        return f"(Box::new({name}) as Box<dyn std::any::Any>).into()" if kind in others else f"{name}.into()"

    if len(kinds) == 1:
        lines.append(f"            vec![{value(code, kinds[0])}]")
    else:
        names = [f"r{i}" for i in range(len(kinds))]
        lines.append(f"            let ({', '.join(names)}) = {code};" if names else f"            {code};")
        lines.append(f"            vec![{', '.join(map(value, names, kinds))}]")
    return "\n".join([*lines, "        }"])


def dispatch(api):
    plain = [f for f in chosen(api) if is_plain(f, api.types)]
    out = [f"//! From the name of a function to its call. {NOTE}", "#![allow(clippy::all)]", "use crate::value::Value;",
           "use ndcore as nd;", "",
           *(line for fields in structs(plain, api.types)[0].values() for line in fields.from_value()), "pub fn call(name: &str, a: &[Value]) -> nd::Result<Vec<Value>> {", "    Ok(match name {"]  # fmt: skip
    out += [_dispatched(f, api.types) for f in plain]
    return "\n".join([*out, '        _ => panic!("{}: no function of values", name),', "    })", "}", ""])


def emit(api):
    return {
        f"{FOLDER}/src/raw.rs": declarations(api),
        f"{FOLDER}/src/functions.rs": functions(api),
        f"{FOLDER}/tests/conformance/dispatch.rs": dispatch(api),
    }
