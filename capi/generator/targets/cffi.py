"""Writes frontends/cffi/_ndcore_cffi.py in the form that cffi's ffi.emit_python_code gives, and the cdef it stands for.

Written here rather than by cffi, so that the generator needs nothing but Python; tests/abi compares the two. The form:
a table of 4-byte opcodes (argument << 8 | operation), and sorted name tables that point into it.
"""

from __future__ import annotations

from ..layout import NOTE
from ..model import INTEGERS
from ..signature import declaration

PRIMITIVE, POINTER, ARRAY, STRUCT, FUNCTION, FUNCTION_END, NOOP, CONSTANT_INT, DLOPEN = 1, 3, 5, 9, 13, 15, 17, 31, 35
PRIMITIVES = {"void": 0, "char": 2, "double": 14, **{name: 17 + i for i, name in enumerate(INTEGERS)}}
OPAQUE_FLAG, CHECK_FLAG = 0x10, 0x02


class _Table:
    """The opcode table; each distinct type has one entry, functions are followed by their arguments."""

    def __init__(self, api):
        self.types, self.codes, self.index = api.types, [], {}
        names = sorted([*api.types.handles, *api.types.opaques, *api.types.structs])
        self.struct_index = {name: i for i, name in enumerate(names)}

    def add(self, key, *codes):
        if key not in self.index:
            self.index[key] = len(self.codes)
            self.codes += codes
        return self.index[key]

    def base(self, name):
        name = self.types.resolve(name)
        if name in self.struct_index:
            return self.add(name, (self.struct_index[name], STRUCT))
        if name in self.types.callbacks:
            callback = self.types.callbacks[name]
            return self.pointer_to(self.function(callback.returns, [c for _, c in callback.parameters]))
        return self.add(name, (PRIMITIVES[name], PRIMITIVE))

    def pointer_to(self, index):
        return self.add(("*", index), (index, POINTER))

    def of(self, ctype):
        index = self.base(ctype.base)
        for _ in ctype.pointers:
            index = self.pointer_to(index)
        return index

    def field(self, field):
        index = self.of(field.type)
        return self.add(("[]", index, field.count), (index, ARRAY), field.count) if field.count else index

    def function(self, returns, parameters):
        result, arguments = self.of(returns), [self.of(ctype) for ctype in parameters]
        codes = [(result, FUNCTION), *((index, NOOP) for index in arguments), (0, FUNCTION_END)]
        return self.add(("()", result, tuple(arguments)), *codes)


def _bytes(code):
    number = code if isinstance(code, int) else (code[0] << 8) | code[1]
    return "".join(f"\\x{byte:02X}" for byte in (number & 0xFFFFFFFF).to_bytes(4, "big"))


def _rows(items):
    return "(\n" + "".join(f"        {item},\n" for item in items) + "    )" if items else "()"


def _constants(api):
    """Constants that fit the form: cffi reads their values as signed 64-bit numbers."""
    return [f"b'{_bytes((0xFFFFFF, CONSTANT_INT))}{c.name}',{c.value}" for c in api.types.constants.values()]


def module(api):
    table, types = _Table(api), api.types
    rows = {c.name: row for c, row in zip(types.constants.values(), _constants(api))}
    for function in api.functions:
        index = table.function(function.returns, [p.type for p in function.parameters])
        rows[function.symbol] = f"b'{_bytes((index, DLOPEN))}{function.symbol}',0"
    structs = []
    for name in sorted(table.struct_index):
        flags = CHECK_FLAG if name in types.structs else OPAQUE_FLAG
        fields = types.structs[name].fields if name in types.structs else []
        entries = [f"b'{_bytes(table.base(name))}{_bytes(flags)}{name}'"]
        entries += [f"b'{_bytes((table.field(f), NOOP))}{f.name}'" for f in fields]
        structs.append(f"({','.join(entries)},)")
    names = {n: table.base(n) for n in [*types.aliases, *table.struct_index, *types.callbacks]}
    typenames = [f"b'{_bytes(names[name])}{name}'" for name in sorted(names)]
    codes = "".join(_bytes(code) for code in table.codes)
    return f"""# cffi declarations of the ndcore C API, precompiled. {NOTE}
# ruff: noqa
# fmt: off
import _cffi_backend

REVISION = {api.revision}
BUILD_HASH = 0x{api.build_hash:016x}

ffi = _cffi_backend.FFI('_ndcore_cffi',
    _version = 0x2601,
    _types = b'{codes}',
    _globals = {_rows([rows[name] for name in sorted(rows)])},
    _struct_unions = {_rows(structs)},
    _typenames = {_rows(typenames)},
)
"""


def cdef(api):
    """The same declarations as C text, for cffi's parser and for readers."""
    types = api.types
    out = [f"/* {NOTE} */"]
    out += [f"typedef {base} {name};" for name, base in types.aliases.items()]
    out += [f"typedef struct {name} {name};" for name in [*types.handles, *types.opaques, *types.structs]]
    for callback in types.callbacks.values():
        parameters = ", ".join(ctype.text(name) for name, ctype in callback.parameters)
        out.append(f"typedef {callback.returns.text()} (*{callback.name})({parameters});")
    for struct in types.structs.values():
        fields = " ".join(f.type.text(f.name) + (f"[{f.count}]" if f.count else "") + ";" for f in struct.fields)
        out.append(f"struct {struct.name} {{ {fields} }};")
    out += [f"#define {c.name} {c.value}" for c in types.constants.values()]
    out += [f"{declaration(f)};" for f in api.functions]
    return "\n".join(out) + "\n"


def emit(api):
    return {"frontends/cffi/_ndcore_cffi.py": module(api), "frontends/cffi/ndcore.cdef": cdef(api)}
