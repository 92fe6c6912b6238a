"""Writes tests/conformance/dispatch.h: the way from a name to a C function, for the conformance vectors in C."""

from __future__ import annotations

from .calling import call_of, count, is_plain, is_single
from .layout import NOTE

ROOM = 64  # results of one parameter


def _given(p, i):
    base = p.type.base
    if p.role == "handle":
        return f"({base} *)a[{i}].handle"
    if p.role == "handles":
        return f"({base} *const *)a[{i}].list.handles"
    if is_single(p):
        return f"single(&a[{i}])"
    if p.role in ("integer", "length"):
        return f"({base})a[{i}].number"
    if p.role in ("memory", "bytes") or (p.role == "array" and base == "uint8_t"):
        return f"a[{i}].bytes"
    return {"double": f"a[{i}].real", "string": f"a[{i}].text", "strings": f"a[{i}].list.texts", "array": f"a[{i}].list.numbers",
            "struct": "NULL"}[p.role]  # fmt: skip


def _length(q, factor, at):
    """The length of a list among the arguments."""
    return f"a[{at[q.name]}].count" + (f" / {factor}" if factor != 1 else "")


def _amount(p, call, at):
    of = count(p)
    if isinstance(of, dict) and "ndim" in of:
        return f"nd_array_ndim(a[{at[of['ndim']]}].handle)"
    if isinstance(of, dict) and of["parameter"] in call.lists:
        return _length(*call.lengths[of["parameter"]], at)
    return f"a[{at[of['parameter']]}].number" if isinstance(of, dict) else str(of or 1)


def _kind(base):
    return {"nd_array": "ARRAY", "nd_dtype": "DTYPE"}.get(base, "OTHER")


def _results(call, at):
    """(declarations, statements that read the results, C arguments)"""
    before, after, given = [], [], {}
    for p in call.results:
        name, base = p.name, p.type.base
        given[name] = f"{name}_"
        if p.role == "out_bytes":
            before.append(f"unsigned char *{name}_ = room({_amount(p, call, at)});")
            after.append(f"of_bytes(r, {name}_, {_amount(p, call, at)});")
        elif p.role == "out_handles":
            before.append(f"{base} *{name}_[{ROOM}] = {{0}};")
            after.append(f"of_handles(r, {_kind(base)}, (void **){name}_, {_amount(p, call, at)});")
        elif p.role == "out_array":
            before.append(f"{base} {name}_[{ROOM}] = {{0}};")
            after.append(f"of_numbers32(r, {name}_, {_amount(p, call, at)});")
        else:
            given[name] = f"&{name}_"
            before.append(f"{p.type.pointee().text()} {name}_ = 0;")
            after.append(
                f"of_handle(r, {_kind(base)}, {name}_, 1);" if p.role == "out_handle" else _number(base, f"{name}_")
            )
    return before, after, given


def _number(base, code):
    maker = {"double": "of_real", "uint64_t": "of_unsigned"}.get(base, "of_number")
    return f"{maker}(r, {code});"


def _call(f, types):
    call = call_of(f)
    at = {p.name: i for i, p in enumerate(call.arguments)}
    before, after, given = _results(call, at)
    for p in f.parameters:
        if p.name in call.lists:
            given[p.name] = f"({p.type.base}){_length(*call.lengths[p.name], at)}"
        elif p.name in at:
            given[p.name] = _given(p, at[p.name])
    code = f"{f.symbol}({', '.join(given[p.name] for p in f.parameters)})"
    kind, ctype = f.return_kind, f.returns
    if kind == "void":
        middle, first = [f"{code};"], []
    else:
        bad = "returned == NULL" if ctype.depth else "returned < 0"
        middle = [f"{ctype.text('returned')} = {code};".replace("returned", "returned", 1)]
        middle += [f"if ({bad}) return 0;"] if kind != "value" else []
        first = [] if kind == "status" else [_number(ctype.base, "returned")]
        if ctype.depth:
            first = [f"of_handle(r, {_kind(ctype.base)}, returned, {int(kind == 'owned')});"]
            first = ["of_text(r, returned);"] if ctype.base == "char" else first
    unused = [] if call.arguments else ["(void)a;"]
    unused += [] if first or after else ["(void)r;"]
    body = [*before, *middle, *unused, *first, *after, "return 1;"]
    return "\n".join(
        [f"static int call_{f.member}(const value *a, results *r) {{", *("  " + line for line in body), "}"]
    )


def emit(api):
    plain = [f for f in api.newest() if is_plain(f, api.types) and f.removed == 0]
    rows = [f'  {{"{f.name}", call_{f.member}}},' for f in plain]
    out = [f"/* The way from a name to a C function. {NOTE} */", "/* clang-format off */", *(_call(f, api.types) for f in plain),
           "static const struct { const char *name; int (*call)(const value *a, results *r); } functions[] = {", *rows, "};", ""]  # fmt: skip
    return {"tests/conformance/dispatch.h": "\n".join(out)}
