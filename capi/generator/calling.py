"""How a call by values maps to a C function, stated once for api.json and for the generators of other languages.

Callers pass the `argument` parameters in order, an `inout` list of handles among them: what is nothing in it is made by
the call. A `length` is that of the lists it counts. What is returned comes first among the results, unless it is a status,
then each `result` parameter in order.
"""

from __future__ import annotations

from dataclasses import dataclass

from .words import ANY_LENGTH

# What a language that checks memory cannot promise: pointers whose extent it does not see.
UNSEEN = ("memory", "opaque", "callback", "struct", "cells", "any_handle", "out_struct", "out_cells", "out_pointer")


def passed(function, parameter):
    if parameter.direction == "out" or parameter.role == "out_struct":
        return "result"
    if any(function.parameter(name).direction != "out" for name in parameter.length_of):
        return "length"
    return "argument"


def count(parameter):
    """Of `len=`: a number, or {"parameter", "factor"}, or {"ndim"}; None where there is none."""
    found = ANY_LENGTH.fullmatch(parameter.length) if parameter.length else None
    if found is None or parameter.length == "unchecked":
        return None
    number, array, factor, name = found.groups()
    if number:
        return int(number)
    return {"ndim": array} if array else {"parameter": name, "factor": int(factor or 1)}


def is_left_out(field, struct, types):
    """Callbacks of options, and what they get: a language without closures for C leaves them NULL."""
    of_callback = field.type.base in types.callbacks or (field.type.base == "void" and field.type.depth == 1)
    return struct.name.endswith("_options") and of_callback


def is_single(parameter):
    """A list of exactly one number: languages pass the number itself, or nothing."""
    return parameter.role == "array" and count(parameter) == 1


@dataclass
class Call:
    """One function as languages see it."""

    arguments: list
    results: list
    lists: dict  # length parameter: [(list parameter, factor)], the first is the one that is measured

    @property
    def lengths(self):
        """{length parameter: (list parameter, factor)}"""
        return {name: found[0] for name, found in self.lists.items()}


def call_of(function):
    ways = {p.name: passed(function, p) for p in function.parameters}
    lists = {}
    for p in function.parameters:
        if ways[p.name] == "length":
            counted = [function.parameter(name) for name in p.length_of]
            counted = sorted((q for q in counted if ways[q.name] == "argument"), key=lambda q: q.optional)
            lists[p.name] = [(q, count(q)["factor"]) for q in counted]
    return Call(
        [p for p in function.parameters if ways[p.name] == "argument"],
        [p for p in function.parameters if ways[p.name] == "result"],
        lists,
    )


class Sizes:
    """How a language writes the sizes of lists and results. What has a `call` and says in its own words `length(q)`, of a
    list, `ndim(name)`, of an array, and `room(text)`, of a number that is perhaps negative, has `size`, `amount`, `unequal`.
    """

    def size(self, q, factor):
        """What the length is that belongs to a list."""
        return self.length(q) + (f" / {factor}" if factor != 1 else "")

    def amount(self, p):
        """How many elements a result has."""
        of = count(p)
        if not isinstance(of, dict):
            return str(of or 1)
        if "ndim" in of:
            return self.ndim(of["ndim"])
        name, times = of["parameter"], f" * {of['factor']}" if of["factor"] != 1 else ""
        return self.size(*self.call.lengths[name]) + times if name in self.call.lists else self.room(name, times)

    def unequal(self):
        """(list, its size, the size it must have, the length parameter) of lists that share a length."""
        for name, ((first, factor), *others) in self.call.lists.items():
            for q, inner in others:
                yield q, self.size(q, inner), self.size(first, factor), name


_PLAIN = ("integer", "length", "double", "handle", "handles", "string", "strings", "array", "bytes", "memory")
_PLAIN_RESULTS = ("out_handle", "out_handles", "out_value", "out_array", "out_bytes", "out_string")


def is_plain(function, types):
    """Whether arguments and results can all be written down as values: what conformance vectors may call."""
    call = call_of(function)
    returns = function.returns
    return (
        "nocall" not in function.flags
        and all(p.role in _PLAIN or (p.role == "struct" and p.optional) for p in call.arguments)
        and all(p.role in _PLAIN_RESULTS for p in call.results)
        and (returns.depth == 0 or returns.base == "char" or returns.base in types.handles)
    )
