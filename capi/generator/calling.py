"""How a call by values maps to a C function, stated once for api.json and for the generators of other languages.

Callers pass the `argument` parameters in order, an `inout` list of handles among them: what is nothing in it is made by
the call. A `length` is that of the lists it counts. What is returned comes first among the results, unless it is a
status, then each `result` parameter in order.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from .model import INTEGERS
from .roles import CALLBACK, CELLS, OPAQUE, OUT_CELLS, OUT_POINTER, OUT_TEXT, Visitor

HIDDEN_FIELDS = ("struct_size", "reserved")  # what a caller of a struct does not see


def is_left_out(f, struct):
    """Callbacks of options, and what they get: a language without closures for C leaves them NULL."""
    return struct.name.endswith("_options") and f.role in (CALLBACK, OPAQUE)


def seen_fields(struct):
    return [f for f in struct.fields if f.name not in HIDDEN_FIELDS]


def told(f, null):
    """What a field is, in a language whose word for NULL is given."""
    return f.text.replace("NULL", null)


def is_of_values(function, types):
    """Whether arguments and results can all be written down: what conformance vectors may call."""
    returns = function.returns
    return (
        "nocall" not in function.flags
        and all(p.role.is_value or (p.is_options and p.optional) for p in function.parameters)
        and (returns.depth == 0 or returns.base == "char" or returns.base in types.handles)
    )


def is_managed(function, types, is_expressible):
    """Whether a language can have it that collects its garbage: without functions of its own, what they get back, and
    memory that only C knows the extent of, in structs neither."""
    returns = types.resolve(function.returns.base)
    beyond = (CALLBACK, OPAQUE, CELLS, OUT_CELLS, OUT_POINTER, OUT_TEXT)
    return (
        function.area not in ("tables", "interchange")  # C's own: tables of functions, structs of other C libraries
        and (returns in (*INTEGERS, "double", "char", "void") or returns in types.handles)
        and not any(p.role in beyond for p in function.parameters)
        and all(is_expressible(types.structs[p.type.base], types) for p in function.parameters if p.role.is_struct)
    )


@dataclass
class Said:
    """What a language says of a parameter."""

    kind: str = ""  # its type
    given: str = ""  # what the C function gets
    before: list = field(default_factory=list)  # statements that make it ready
    after: list = field(default_factory=list)  # statements behind the call
    result: str = ""  # the value that comes back
    kept: str = ""  # what has to live as long as the call
    lent: str = ""  # how a value of the conformance vectors is passed that a variable keeps
    null: str = ""  # what stands for it where it is left out
    value: str = ""  # how `{}`, a value of the conformance vectors, becomes the argument


class Spoken(Visitor):
    """One function in a language that calls by values: has a method for each role, and says in its own words
    `counted(p)`, of a length, `length(q)`, of a list, `ndim(name)`, of an array, `room(name, times)`, of a number that
    is perhaps negative, and `unequal(q, size, name)`, of a list whose length must be another.
    """

    def __init__(self, function, types):
        self.f, self.types = function, types
        self.arguments = [p for p in function.parameters if p.passed == "argument"]
        self.results = [p for p in function.parameters if p.passed == "result"]
        # Length parameter: the lists that it counts; the first is the one that is measured.
        self.lists = {
            p.name: sorted((q for q in p.counts if q.passed == "argument"), key=lambda q: q.optional)
            for p in function.parameters
            if p.passed == "length"
        }
        self.said = {}
        for p in sorted(function.parameters, key=lambda p: not p.role.is_result):
            self.said[p.name] = self.counted(p) if p.name in self.lists else self.visit(p)

    def of(self, parameters):
        return [self.said[p.name] for p in parameters]

    def given(self):
        """The arguments of the C function."""
        return ", ".join(one.given for one in self.of(self.f.parameters))

    def size(self, q):
        """What the length is that belongs to a list."""
        return self.length(q) + (f" / {q.extent.factor}" if q.extent.factor != 1 else "")

    def measured(self, p):
        """The size of the list whose length a parameter is."""
        return self.size(self.lists[p.name][0])

    def amount(self, p):
        """How many elements a result has."""
        of = p.extent
        if of.ndim:
            return self.ndim(of.ndim)
        if not of.counter:
            return str(of.number or 1)
        times = f" * {of.factor}" if of.factor != 1 else ""
        if of.counter in self.lists:
            return self.measured(self.f.parameter(of.counter)) + times
        return self.room(of.counter, times)

    def before(self):
        """The statements before the call: lists that share a length are compared, arguments and results made ready."""
        shared = [(q, self.size(first), name) for name, (first, *others) in self.lists.items() for q in others]
        lines = [line for one in shared for line in self.unequal(*one)]
        return lines + [line for one in self.of(self.arguments + self.results) for line in one.before]

    def kinds(self):
        """The types of all that comes back."""
        first = self.returned()[0]
        return ([first] if first else []) + [one.kind for one in self.of(self.results)]
