"""Parameters that a Python function has and its C function has not: a tag names them in its line `numpy`, with their
defaults. Called by emit_python.py; the checks stand in the package's _operands/checks.py.
"""

from __future__ import annotations

from .arguments import Argument

_SORT = "_check_sort(kind, order, stable)"
_SELECTION = "_check_selection(kind, order)"
# Name -> annotation, what is said of it, the line that checks it; by function where it is not one for all.
KNOWN = {
    "device": ("Literal['cpu'] | None", "'cpu' or None: there is no other", "_check_device(device)"),
    "like": ("Any", "an object whose library makes the result", ""),
    "overwrite_input": ("bool", "accepted; the array stays as it is", ""),
    "sorted": ("bool", "accepted; the result is sorted", ""),
    "assume_unique": ("bool", "accepted; it changes nothing", ""),
    "subok": ("bool", "True: of the class of the array", ""),
    "max_work": ("int", "accepted; no work is too much", ""),
    "stable": ("bool | None", "checked; every sort is stable", ""),
    "order": ("str | None", "None: there are no fields", ""),
    "kind": ("str | None", "checked; every sort is stable, whatever it is", _SORT),
    "partition.kind": ("Literal['introselect']", "the only way", _SELECTION),
    "argpartition.kind": ("Literal['introselect']", "the only way", _SELECTION),
    "partition_in_place.kind": ("Literal['introselect']", "the only way", _SELECTION),
    "isin.kind": ("Literal['sort', 'table'] | None", "checked; the result is the same", "_check_isin(kind, {0}, {1})"),
}  # fmt: skip


def known(function, name):
    return KNOWN.get(f"{function.name}.{name}") or KNOWN.get(name)


def argument(function, name):
    annotation, text, check = known(function, name)
    check = check.format(*(p.name for p in function.parameters[:2]))
    return Argument(name, annotation, function.defaults[name], [check] if check else [], text=text)
