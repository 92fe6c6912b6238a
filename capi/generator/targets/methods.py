"""Writes capi/generated/methods.inc: what the library knows about each of its functions and how it is called by
name."""

from __future__ import annotations

from .. import by_name
from ..layout import NOTE, c_string
from ..signature import declaration, kind_text
from .trace import traced


def _counter(function, p):
    """(index of the parameter that counts or is asked for its ndim, factor or fixed count)."""
    of, names = p.extent, [q.name for q in function.parameters]
    if of.ndim:
        return names.index(of.ndim), -1
    return (names.index(of.counter), of.factor) if of.counter else (-1, of.number)


def _text(value):
    return "nullptr" if value is None else c_string(value)


def _truth(value):
    return str(bool(value)).lower()


def _place(function, place, types):
    p = function.parameter(place.name) if place.parent < 0 else None
    index, factor = _counter(function, p) if p else (-1, 0)
    return (
        f"  {{{c_string(place.name)}, {c_string(place.type.text())}, {_text(place.kind or None)},"
        f" {_text(place.default)},"
        f" {c_string(place.text)}, Role::{place.role.name}_, Way::{place.way}_, "
        f"Scalar::{by_name.scalar(place.type, types)},"
        f" Direction::{place.direction}, Ownership::{place.ownership or 'none'}, {_truth(place.optional)},"
        f" {index}, {factor}, {place.parent}, {_offset(place, types)}, {by_name.exact_cell(place, types)},"
        f" UINT64_C(0x{by_name.default_word(place, types):x})}},"
    )


def _offset(place, types):
    """Of a field; of a struct that is spelled out its size."""
    return types.structs[place.type.base].size if place.way == "fields" else place.offset


def _required(places):
    return sum(1 << i for i, place in enumerate(places) if place.way == "argument" and place.required)


def documentation(function):
    """What help() shows under the summary: prose, parameters, result, errors."""
    lines = ["\n".join(["", paragraph]) for paragraph in function.prose]
    rows = [f"{p.name} : {p.type.text()}, {kind_text(p)}\n    {p.text}".rstrip() for p in function.parameters]
    if rows:
        lines += ["", "Parameters", "----------", *rows]
    lines += ["", "Returns", "-------", f"{function.return_kind}: {function.return_text}".rstrip(": ")]
    if function.errors:
        lines += ["", "Errors", "------", ", ".join(function.errors)]
    return "\n".join(lines).strip("\n")


def methods(api):
    """One Method a function, sorted by name and version: included by capi/abi/methods.cpp."""
    parts = [f"// {NOTE}", "// clang-format off"]
    rows = []
    for f in api.functions:
        name = f"parameters_{f.member}"
        places = by_name.places(f, api.types)
        if places:
            lines = "\n".join(_place(f, place, api.types) for place in places)
            parts.append(f"static constexpr Parameter {name}[] = {{\n{lines}\n}};")
        callable_by_name = by_name.is_callable(f)
        invoke = f"&Invoker<decltype(::{f.symbol})>::run" if callable_by_name else "nullptr"
        rows.append(
            f"  {{{c_string(f.name)}, {c_string(f.symbol)}, {c_string(declaration(f))},"
            f" {_text(by_name.signature(f, api.types) if callable_by_name else None)},\n"
            f"   {c_string(f.summary)},\n"
            f"   {c_string(documentation(f))},\n"
            f"   {c_string(f.group)}, {c_string(f.area)}, {c_string(f.where.path)}, line_{f.member},"
            f" {f.version}, {f.since}, {f.removed}, {f.slot}, State::{f.state}, Return::{f.return_kind}_,"
            f" Returned::{by_name.result(f)}, Scalar::{by_name.scalar(f.returns, api.types)},"
            f" {_truth(not callable_by_name)}, {_truth(by_name.is_word_by_word(f, api.types))}, {_required(places):#x},"
            f" UINT64_C(0x{f.abi_hash:016x}), UINT64_C(0x{f.call_hash:016x}),\n"
            f"   {name if places else 'nullptr'}, {len(places)}, {len(f.parameters)},"
            f" {by_name.result_count(f, api.types) if callable_by_name else 0},"
            f" reinterpret_cast<void (*)()>(&::{traced(f)}), {invoke}}},"
        )
    parameters = max((len(f.parameters) for f in api.functions), default=0)
    most = max((len(by_name.places(f, api.types)) for f in api.functions), default=0)
    parts.append(f"static_assert({parameters} <= kMostParameters && {most} <= kMostPlaces);")
    table = "method_table[] = {\n" + "\n".join(rows) + "\n}" if rows else "std::span<const Method> method_table"
    parts.append(f"static const {'Method ' if rows else ''}{table};")
    return "\n".join(parts) + "\n"


def emit(api):
    return {"capi/generated/methods.inc": methods(api)}
