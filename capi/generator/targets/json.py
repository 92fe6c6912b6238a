"""Writes frontends/api.json: everything about the API that a generator for another language needs."""

from __future__ import annotations

import json

from ..calling import is_of_values
from ..layout import NOTE
from ..lock import ABI
from ..signature import declaration


def portable(number):
    """Beyond 2⁵³ a string: JSON's numbers are doubles in many languages."""
    return number if abs(number) <= 2**53 else str(number)


def type_object(ctype, types):
    return {
        "text": ctype.text(),
        "base": ctype.base,
        "resolved": types.resolve(ctype.base),
        "const": ctype.const,
        "pointers": ["const" if is_const else "" for is_const in ctype.pointers],
    }


def count(p):
    of = p.extent
    if of.counter:
        return {"parameter": of.counter, "factor": of.factor}
    return {"ndim": of.ndim} if of.ndim else of.number or None


def parameter_object(p, types):
    return {
        "name": p.name,
        "type": type_object(p.type, types),
        "role": p.role.name,
        "passed": p.passed,
        "direction": p.direction,
        "ownership": p.ownership or None,
        "optional": p.optional,
        "length": p.length or None,
        "count": count(p),
        "length_of": [q.name for q in p.counts],
        "default": p.default,
        "text": p.text,
    }


def function_object(f, types):
    return {
        "name": f.name,
        "version": f.version,
        "symbol": f.symbol,
        "member": f.member,
        "state": f.state,
        "slot": f.slot,
        "since": f.since,
        "removed": f.removed or None,
        "group": f.group,
        "area": f.area,
        "source": f.where.path,
        "signature": declaration(f),
        "abi_hash": f"{f.abi_hash:016x}",
        "call_hash": f"{f.call_hash:016x}",
        "flags": sorted(f.flags),
        "plain": is_of_values(f, types),
        "summary": f.summary,
        "description": f.prose,
        "parameters": [parameter_object(p, types) for p in f.parameters],
        "returns": {
            "type": type_object(f.returns, types),
            "kind": f.return_kind,
            "text": f.return_text,
            "view_of": f.shape_of.get("view"),
            "may_view": f.shape_of.get("shares"),
        },
        "method": f.method or None,
        "errors": f.errors,
        "sections": f.sections,
    }


def struct_object(struct, types):
    fields = [
        {"name": f.name, "type": type_object(f.type, types), "count": f.count, "offset": f.offset, "since": f.since,
         "text": f.text}
        for f in struct.fields
    ]  # fmt: skip
    return {"name": struct.name, "size": struct.size, "align": struct.align, "since": struct.since, "text": struct.text,
            "fields": fields}  # fmt: skip


def callback_object(callback, types):
    return {
        "name": callback.name,
        "since": callback.since,
        "text": callback.text,
        "returns": type_object(callback.returns, types),
        "parameters": [{"name": name, "type": type_object(ctype, types)} for name, ctype in callback.parameters],
    }


def emit(api):
    """One line an item, so that a change shows as one."""
    types = api.types
    lists = {
        "handles": [{"name": name, "since": types.since[name], "text": types.texts[name]} for name in types.handles],
        "aliases": [
            {"name": n, "type": base, "since": types.since[n], "choices": [c.name for c in types.choices.get(n, [])]}
            for n, base in types.aliases.items()
        ],
        "constants": [
            {"name": c.name, "value": portable(c.value), "since": c.since, "text": c.text, "about": c.about}
            for c in types.constants.values()
        ],
        "callbacks": [callback_object(c, types) for c in types.callbacks.values()],
        "structs": [struct_object(s, types) for s in types.structs.values()],
        "areas": [{"name": area.name, "text": area.text} for area in api.areas.values()],
        "functions": [function_object(f, types) for f in api.functions],
    }
    head = {"note": NOTE, "abi": ABI, "revision": api.revision, "build_hash": f"{api.build_hash:016x}"}
    parts = [f"  {json.dumps(key)}: {json.dumps(value)}" for key, value in head.items()]
    for key, items in lists.items():
        rows = ",\n".join("    " + json.dumps(item, ensure_ascii=False) for item in items)
        parts.append(f"  {json.dumps(key)}: [\n{rows}\n  ]" if rows else f"  {json.dumps(key)}: []")
    return {"frontends/api.json": "{\n" + ",\n".join(parts) + "\n}\n"}
