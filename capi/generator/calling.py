"""How a call by values maps to a C function, stated once for api.json, from which every language's generator reads it.

Callers pass the `argument` parameters in order; a `length` is that of the lists it counts; what is returned comes first
among the results, unless it is a status, then each `result` parameter in order.
"""

from __future__ import annotations

from .roles import ANY_LENGTH


def passed(function, parameter):
    if parameter.direction == "out" or parameter.role == "out_struct":
        return "result"
    if any(function.parameter(name).direction == "in" for name in parameter.length_of):
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
