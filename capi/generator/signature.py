"""Signatures as text: the declaration for headers, the canonical form in the lock, and what the two hashes cover.

`abi_hash` covers what the machine sees and who owns it: name and version, resolved types, directions, ownership,
layouts. It ignores `const` and parameter names. `call_hash` adds names, kinds and defaults, which a call by name sees.
"""

from __future__ import annotations

from .model import INTEGERS, CType

# The names of integer types that locked signatures spell; all others only say what an int32_t means.
SPELLED = ("nd_status", "nd_type_code")


def declaration(function, symbol=None, spelled=CType.text):
    """`nd_array *nd_sum(nd_array *a, const int64_t *axes)`, without a semicolon."""
    parameters = ", ".join(spelled(p.type, p.name) for p in function.parameters) or "void"
    return f"{spelled(function.returns, symbol or function.symbol)}({parameters})"


def pointer_declaration(function, name):
    """A pointer to such a function as a member or variable: `nd_array *(*sum)(nd_array *a)`."""
    return declaration(function, f"(*{name})")


def resolved(ctype, types, const=False):
    """The type with aliases resolved and structs and callbacks spelled out; const only if asked for."""
    base = types.resolve(ctype.base)
    if base in types.structs:
        base = struct_text(types.structs[base], types)
    elif base in types.callbacks:
        base = f"[{callback_text(types.callbacks[base], types)}]"
    stars = "".join("*const" if is_const and const else "*" for is_const in ctype.pointers)
    return ("const " if ctype.const and const else "") + base + stars


def struct_text(struct, types):
    """The layout a function's first callers knew: fields that came later do not change its identity."""
    first = [f for f in struct.fields if f.since <= struct.since]
    fields = ";".join(f"{f.offset}:{field_text(f, types)}" for f in first)
    return f"{struct.name}{{{fields}}}"


def field_text(field, types):
    return resolved(field.type, types) + (f"[{field.count}]" if field.count else "")


def callback_text(callback, types):
    return f"{resolved(callback.returns, types)}({','.join(resolved(c, types) for _, c in callback.parameters)})"


def _ownership(p):
    parts = [p.direction] + ([p.ownership] if p.ownership else [])
    return "+".join(parts)


def abi_text(function, types):
    parameters = ",".join(f"{resolved(p.type, types)}:{_ownership(p)}" for p in function.parameters)
    return f"{function.key}|{resolved(function.returns, types)}:{function.return_kind}|{parameters}"


def kind_text(p):
    """`in borrowed optional len=n default=0`: the words of the tag in canonical order."""
    words = [p.direction]
    if p.ownership:
        words.append(p.ownership)
    if p.role.is_said:
        words.append(p.role.name)
    if p.optional:
        words.append("optional")
    if p.length:
        words.append(f"len={p.length}")
    if p.default is not None:
        words.append(f"default={p.default}")
    return " ".join(words)


def call_text(function, types):
    parameters = ",".join(f"{p.name}:{kind_text(p)}" for p in function.parameters)
    return f"{abi_text(function, types)}|{parameters}"


def lock_text(function, types):
    """Declaration and kinds on one line, for people and for error messages."""

    def spelled(ctype, name):
        base = ctype.base if ctype.base in SPELLED else types.resolve(ctype.base)
        return CType(base, ctype.const, ctype.pointers).text(name)

    kinds = "; ".join(f"{p.name} {kind_text(p)}" for p in function.parameters)
    return f"{declaration(function, spelled=spelled)} {function.return_kind}" + (f" [{kinds}]" if kinds else "")


def builtin_size(ctype, types):
    if ctype.depth:
        return 8
    base = types.resolve(ctype.base)
    return 8 if base == "double" else INTEGERS.get(base, 8)
