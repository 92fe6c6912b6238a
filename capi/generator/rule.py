"""The rule that signatures of drafts follow (capi/README.md, "Signatures"); what is frozen keeps its form. A draft that
breaks it is refused.
"""

from __future__ import annotations

from . import roles
from .errors import collect

COUNTS = {
    "shape": "ndim",
    "new_shape": "ndim",
    "dimensions": "ndim",
    "dims": "ndim",
    "strides": "ndim",
}  # other lists: n and the list's name
SINGLE = ("number", "an integer by value: int64_t, a flag nd_flag, a choice its named type")


def _count_of(p):
    if p.role.in_bytes or p.type.base == "uint8_t":
        return ("nbytes", "size")
    return (COUNTS.get(p.name, f"n{p.name}"),)


def _lists(function):
    names = [p.name for p in function.parameters]
    for index, p in enumerate(function.parameters):
        if not p.role.is_list or p.length == "unchecked":
            continue
        counter = p.extent.counter
        if p.extent.number:
            yield f"`{p.name}`: {p.length} numbers behind a pointer", "pass them by value, or a list with its count"
        elif not counter:
            yield f"`{p.name}`: no capacity beside it", f"add `{_count_of(p)[0]}` and say len={_count_of(p)[0]}"
        elif counter not in _count_of(p) and not (p.name.startswith("out") and counter == "nout"):
            yield f"`{p.name}` is counted by `{counter}`", f"call it {' or '.join(_count_of(p))}; each list has its own"
        elif names.index(counter) != index + 1 and len(function.parameter(counter).counts) == 1:
            yield f"`{counter}` does not stand beside `{p.name}`", "a count follows its list"


def _numbers(function, types):
    for p in function.parameters:
        if p.role is not roles.INTEGER:
            continue
        if p.type.base == "int32_t":
            yield f"`{p.name}` is a bare int32_t", SINGLE[1]
        choices = types.choices_of(p.type)
        if choices and p.default is None and p.direction == "in":
            yield f"`{p.name}` has no default", "a choice has one; it is the constant 0 unless NumPy's is another"


def _order(function):
    done = ""
    for p in function.parameters:
        if p.direction == "out" and p.role is not roles.OUT_STRUCT:
            done = done or p.name
        elif done and not p.is_capacity:
            yield f"`{p.name}` stands behind the result `{done}`", "inputs, then options, then results"
        elif p.role is roles.STRUCT:
            done = ""
    for p in filter(lambda p: p.is_options, function.parameters):
        behind = function.parameters[function.parameters.index(p) + 1 :]
        if p.name != "options" or not p.optional:
            yield f"`{p.name}`: a struct of options is called `options` and may be NULL", "say optional"
        if any(q.direction == "in" and not q.counts for q in behind):
            yield f"`{p.name}` is not the last input", "options come last, before the results"


def broken(function, types):
    """[(problem, remedy)]"""
    return [*_lists(function), *_numbers(function, types), *_order(function)]


def check_rule(api):
    """Refuses every draft that breaks the rule."""

    def check(function):
        for problem, remedy in broken(function, api.types):
            raise function.where.error(f"{function.symbol}: {problem}", f'{remedy} (capi/README.md, "Signatures")')

    collect(api.drafts(), check)
