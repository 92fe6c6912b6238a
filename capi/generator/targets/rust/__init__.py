"""Writes the generated parts of examples/rust: declarations, every function by values, and the way from a name to
it."""

from __future__ import annotations

from dataclasses import replace

from ... import roles
from ...calling import Said, Spoken, is_of_values
from ...layout import NOTE
from .structs import class_of, has_texts, is_expressible, name_of, raw, structs

FOLDER = "examples/rust"
BY_HAND = ("retain", "release")  # Clone and Drop


def declarations(api):
    types = api.types
    lines = [f"//! The C API as it is. {NOTE}", "#![allow(non_camel_case_types, clippy::all)]",
             "use std::os::raw::{c_char, c_void};", "",
             f"pub const BUILD_HASH: u64 = 0x{api.build_hash:016x};"]  # fmt: skip
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


class Function(Spoken):
    """One function as Rust sees it."""

    def __init__(self, function, types):
        super().__init__(function, types)
        # Memory can be overrun: a pointer whose extent only the caller knows.
        self.is_unsafe = not all(p.role.is_seen or self.is_known(p) for p in function.parameters)

    def is_known(self, p):
        """Whether it is a struct that Rust has a type of its own for."""
        struct = self.types.structs.get(p.type.base)
        return struct is not None and is_expressible(struct, self.types)

    def element(self, p):
        return raw(p.type.pointee(), self.types, "raw::")

    def counted(self, p):
        size, kind = f"ffi::length({self.measured(p)})", raw(p.type, self.types)
        return Said(given=size if kind == "i32" else f"{kind}::from({size})")

    def length(self, q):
        is_option = q.optional and q.role is not roles.INOUT_HANDLES
        return f"{name_of(q.name)}.map_or(0, |v| v.len())" if is_option else f"{name_of(q.name)}.len()"

    def ndim(self, name):
        return f"ffi::room(i64::from(raw::nd_array_ndim({name_of(name)}.as_ptr())))"

    def room(self, name, times):
        number = raw(self.f.parameter(name).type, self.types)
        return f"ffi::room({name_of(name) if number == 'i64' else f'i64::from({name_of(name)})'}{times})"

    def of_number(self, p):
        if self.types.is_flag(p.type):
            return Said("bool", f"{name_of(p.name)}.into()", value="{}.flag()")
        value = "{}.double()" if p.role is roles.DOUBLE else "{}.int()"
        return Said(raw(p.type, self.types, "raw::"), name_of(p.name), value=value)

    def of_handle(self, p):
        name, kind = name_of(p.name), class_of(p.type.base)
        way = kind.lower() if kind in ("Array", "Dtype") else f"handle::<nd::{kind}>"
        if p.optional:
            return Said(f"Option<&{kind}>", f"ffi::pointer({name})", value=f"{{}}.optional_{way}()")
        return Said(f"&{kind}", f"{name}.as_ptr()", value=f"{{}}.{way}()")

    def of_handles(self, p):
        name, made, kind = name_of(p.name), f"{p.name}_", f"&[&{class_of(p.type.base)}]"
        value = f"{{}}.{p.type.base[3:]}s()"
        if p.optional:
            before = [f"let {made} = {name}.map(ffi::pointers);"]
            return Said(f"Option<{kind}>", f"ffi::list({made}.as_deref())", before, lent="{}.as_deref()", value=value)
        before = [f"let {made} = ffi::pointers({name});"]
        return Said(kind, f"{made}.as_ptr()", before, lent="&{}", value=value)

    def of_inout_handles(self, p):
        name, made = name_of(p.name), f"{p.name}_"
        before = [f"let mut {made}: Vec<_> = {name}.iter().map(|h| ffi::pointer(h.as_ref())).collect();"]
        after = [f"ffi::adopt({p.name}, {made})?;"]
        return Said(f"&mut [Option<{class_of(p.type.base)}>]", f"{made}.as_mut_ptr()", before, after)

    def of_string(self, p):
        name, made = name_of(p.name), f"{p.name}_"
        if p.optional:
            before = [f"let {made} = ffi::optional_text({name})?;"]
            return Said("Option<&str>", f"ffi::text_pointer(&{made})", before, value="{}.optional_text()")
        return Said("&str", f"{made}.as_ptr()", [f"let {made} = ffi::text({name})?;"], value="{}.text()")

    def of_strings(self, p):
        name, made, kept = name_of(p.name), f"{p.name}_", f"{p.name}_kept"
        if p.optional:
            before = [f"let {kept} = {name}.map(ffi::texts).transpose()?;",
                      f"let {made} = {kept}.as_deref().map(ffi::text_pointers);"]  # fmt: skip
            given = f"ffi::list({made}.as_deref())"
            return Said("Option<&[&str]>", given, before, lent="{}.as_deref()", value="{}.optional_texts()")
        before = [f"let {kept} = ffi::texts({name})?; let {made} = ffi::text_pointers(&{kept});"]
        return Said("&[&str]", f"{made}.as_ptr()", before, lent="&{}", value="{}.texts()")

    def of_numbers(self, p, element="", cast=""):
        name, kind, is_memory = name_of(p.name), f"&[{element or self.element(p)}]", element or p.type.base == "uint8_t"
        value = f"{{}}.{'optional_' if p.optional else ''}{'bytes' if is_memory else 'ints'}()"
        lent = "" if is_memory else "{}.as_deref()" if p.optional else "&{}"
        if p.optional:
            return Said(f"Option<{kind}>", f"ffi::list({name}){cast}", lent=lent, value=value)
        return Said(kind, f"{name}.as_ptr(){cast}", lent=lent, value=value)

    def of_bytes(self, p):
        return self.of_numbers(p, "u8", " as *const c_void")

    def of_struct(self, p):
        name, made, base = name_of(p.name), f"{p.name}_", p.type.base
        kind = f"&{class_of(base)}" if self.is_known(p) else f"&raw::{base}"
        kind = f"Option<{kind}>" if p.optional else kind
        if not self.is_known(p):
            return Said(kind, f"{name}.map_or(std::ptr::null(), |s| s as *const _)" if p.optional else name)
        kept, code, fails = "", "c()", ""
        if has_texts(self.types.structs[base]):
            kept, code, fails = f"let mut {made}kept = Vec::new(); ", f"c(&mut {made}kept)", "?"
        code = f"{name}.map(|s| s.{code}){'.transpose()' if fails else ''}" if p.optional else f"{name}.{code}"
        given = f"ffi::single(&{made})" if p.optional else f"&{made}"
        before = [f"{kept}let {made} = {code}{fails};"]
        return Said(kind, given, before, lent="{}.as_ref()", value=f"{base[3:]}(&{{}})")

    def of_pointer(self, p):
        return Said(raw(p.type, self.types, "raw::"), name_of(p.name), value="{}.bytes().as_ptr() as _")

    def of_out_one(self, p):
        kind, made = self.element(p), f"{p.name}_"
        before = [f"let mut {made}: {kind} = std::mem::zeroed();"]
        if self.types.is_flag(p.type.pointee()):
            return Said("bool", f"&mut {made}", before, result=f"{made} != 0")
        return Said(kind, f"&mut {made}", before, result=made)

    def of_out_handle(self, p):
        return replace(self.of_out_one(p), kind=class_of(p.type.base), result=f"ffi::owned({p.name}_)?")

    def of_out_string(self, p):
        return replace(self.of_out_one(p), kind="String", result=f"ffi::string({p.name}_)")

    def of_out_struct(self, p):
        said, kind = self.of_out_one(p), class_of(p.type.base)
        size = f"{p.name}_.struct_size = std::mem::size_of::<{said.kind}>() as i64;"
        said = replace(said, before=[*said.before, size])
        return replace(said, kind=kind, result=f"{kind}::of({p.name}_)") if self.is_known(p) else said

    def of_out_list(self, p, zero="0"):
        made, kind = f"{p.name}_", f"Vec<{self.element(p)}>"
        before = [f"let mut {made}: {kind} = vec![{zero}; {self.amount(p)}];"]
        return Said(kind, f"{made}.as_mut_ptr()", before, result=made)

    def of_out_cells(self, p):
        return self.of_out_list(p, "std::mem::zeroed()")

    def of_out_handles(self, p):
        kind = class_of(p.type.base)
        said = self.of_out_list(p, "std::ptr::null_mut()")
        return replace(said, kind=f"Vec<{kind}>", result=f"ffi::all_owned({p.name}_)?")

    def of_out_bytes(self, p):
        made = f"{p.name}_"
        before = [f"let mut {made} = vec![0u8; {self.amount(p)}];"]
        return Said("Vec<u8>", f"{made}.as_mut_ptr() as *mut c_void", before, result=made)

    def unequal(self, q, size, name):
        guard = f"{name_of(q.name)}.is_some() && " if q.optional and q.role is not roles.INOUT_HANDLES else ""
        return [f'if {guard}{self.size(q)} != {size} {{ return Err(Error::lengths("{self.f.symbol}", "{name}")); }}']

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
        parameters = ", ".join(f"{name_of(p.name)}: {self.said[p.name].kind}" for p in self.arguments)
        code = f"raw::{self.f.symbol}({self.given()})"
        first, around = self.returned()
        kinds = self.kinds()
        kind = kinds[0] if len(kinds) == 1 else f"({', '.join(kinds)})"
        lines = [f"/// {self.f.summary}"]
        if self.is_unsafe:
            lines += ["/// # Safety", "/// Pointers must be valid for what the C function reads and writes."]
        if len(self.arguments) + len(self.results) > 4:
            lines.append("#[allow(clippy::too_many_arguments, clippy::type_complexity)]")
        unsafe = "unsafe " if self.is_unsafe else ""
        lines.append(f"pub {unsafe}fn {name_of(self.f.name)}({parameters}) -> Result<{kind}> {{")
        lines += ["    unsafe {", *("        " + line for line in self.before())]
        values = [one.result for one in self.of(self.results)]
        if first and values:
            lines += [f"        let returned_ = {around.format(code)};"]
            values.insert(0, "returned_")
        elif first:
            values = [around.format(code)]
        else:
            lines.append("        " + around.format(code))
            lines += [f"        {line}" for one in self.of(self.arguments) for line in one.after]
        if len(values) == 1 and values[0].endswith("?"):
            lines.append("        " + values[0][:-1])
        else:
            lines.append(f"        Ok({values[0] if len(values) == 1 else '(' + ', '.join(values) + ')'})")
        return "\n".join([*lines, "    }", "}", ""])

    def dispatched(self):
        """The way from its name to it, for the conformance vectors."""
        lines, given = [f'        "{self.f.name}" => {{'], []
        for i, one in enumerate(self.of(self.arguments)):
            value = one.value.format(f"a[{i}]")
            if one.lent:
                lines.append(f"            let a{i} = {value};")
            given.append(one.lent.format(f"a{i}") or value)
        code = f"nd::{name_of(self.f.name)}({', '.join(given)})?"
        code = f"unsafe {{ {code} }}" if self.is_unsafe else code
        others = {class_of(name) for name in self.types.handles} - {"Array", "Dtype"}

        def value(name, kind):
            return f"(Box::new({name}) as Box<dyn std::any::Any>).into()" if kind in others else f"{name}.into()"

        kinds = self.kinds()
        if len(kinds) == 1:
            lines.append(f"            vec![{value(code, kinds[0])}]")
        else:
            names = [f"r{i}" for i in range(len(kinds))]
            lines.append(f"            let ({', '.join(names)}) = {code};" if names else f"            {code};")
            lines.append(f"            vec![{', '.join(map(value, names, kinds))}]")
        return "\n".join([*lines, "        }"])


def chosen(api):
    return [f for f in api.newest() if f.area != "tables" and f.name not in BY_HAND]


def functions(api):
    out = [f"//! Every function of the API by values. {NOTE}",
           "#![allow(unused_unsafe, clippy::missing_transmute_annotations)]",
           "use crate::handle::{self as ffi, Handle};", "use crate::{raw, Error, Result};", "use std::ffi::CString;",
           "use std::os::raw::c_void;", ""]  # fmt: skip
    taken, given = structs(chosen(api), api.types)
    out += [f"handle_type!({class_of(name)}, {name});" for name in api.types.handles]
    out.append("")
    for fields in {**given, **taken}.values():
        out += fields.definition()
        out += fields.to_c() if fields.struct.name in taken else []
        out += fields.from_c() if fields.struct.name in given else []
    out += ["", *(Function(f, api.types).definition() for f in chosen(api))]
    return "\n".join(out)


def dispatch(api):
    plain = [f for f in chosen(api) if is_of_values(f, api.types)]
    out = [f"//! From the name of a function to its call. {NOTE}", "#![allow(clippy::all)]", "use crate::value::Value;",
           "use ndcore as nd;", "",
           *(line for fields in structs(plain, api.types)[0].values() for line in fields.from_value()),
           "pub fn call(name: &str, a: &[Value]) -> nd::Result<Vec<Value>> {", "    Ok(match name {"]  # fmt: skip
    out += [Function(f, api.types).dispatched() for f in plain]
    return "\n".join([*out, '        _ => panic!("{}: no function of values", name),', "    })", "}", ""])


def emit(api):
    return {
        f"{FOLDER}/src/raw.rs": declarations(api),
        f"{FOLDER}/src/functions.rs": functions(api),
        f"{FOLDER}/tests/conformance/dispatch.rs": dispatch(api),
    }
