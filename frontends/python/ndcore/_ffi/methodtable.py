"""methods(): the library's own list of its C functions and those of loaded modules, as Python objects."""

from __future__ import annotations

from collections import namedtuple
from functools import cached_property

from .errors import check
from .library import bind, binding

__all__ = ["methods"]

_count, _find = bind("nd_method_count"), bind("nd_method_find")
_get, _parameter = bind("nd_method_get"), bind("nd_method_parameter")
STABLE, MODULE, NOCALL = 1, 2, 4
POSITIONAL, KEYWORD, OPTIONAL, RESULT, LENGTH, FIELD = 1, 2, 4, 8, 16, 32


# The fields of the library's structs: texts, then numbers.
_PARAMETER_TEXTS = "name kind type role default_value documentation"
_METHOD_TEXTS = "name signature summary documentation symbol declaration group area file"
_TEXTS = {*_PARAMETER_TEXTS.split(), *_METHOD_TEXTS.split()}


class Parameter(namedtuple("Parameter", f"{_PARAMETER_TEXTS} direction ownership flags counter")):
    """A parameter of a C function: nd_parameter_info.

    `kind` is that of a call by name: "array", "list[int]"; empty where only C sees it. `type` is that in C; empty of a
    module's function. `default_value` is a text; None where the parameter must be given.
    """

    @property
    def required(self):
        """Whether a call by name must give it."""
        return bool(self.flags & (POSITIONAL | KEYWORD)) and not self.flags & OPTIONAL


class Method(
    namedtuple(
        "Method",
        f"{_METHOD_TEXTS} line version since removed slot flags parameter_count result_count abi_hash call_hash",
    )
):
    """A C function, or one of a module: nd_method_info. `signature` is that of a call by name; empty: it cannot be
    called so."""

    @property
    def stable(self):
        return bool(self.flags & STABLE)

    @property
    def callable(self):
        """Whether it can be called by name."""
        return not self.flags & NOCALL


class _Listed(Method):
    """With its parameters, which are read when they are first asked for."""

    index = -1

    @cached_property
    def parameters(self):
        each = range(self.parameter_count)
        return tuple(_read(Parameter, "nd_parameter_info", _parameter, self.index, i) for i in each)


def _read(kind, struct, function, *indices):
    held = binding.structs(struct)
    check(function(*indices, held))
    values = {name: getattr(held[0], name) for name in kind._fields}
    values.update((name, binding.text(values[name])) for name in _TEXTS.intersection(values))
    if not getattr(held[0], "default_value", True):
        values["default_value"] = None
    return kind(**values)


def _listed(index):
    method = _read(_Listed, "nd_method_info", _get, index)
    method.index = index
    return method


def listed(name):
    """One function of methods(), None if there is no function of this name."""
    index = _find(binding.encoded(name))
    return None if index < 0 else _listed(index)


def result_count(name):
    """How many results a function has; negative: its arguments tell."""
    held = binding.structs("nd_method_info")
    check(_get(check(_find(binding.encoded(name))), held))
    return held[0].result_count


def methods():
    """All C functions of the library, then those of the modules that are loaded: {name: what the library says of it}.

    Each has `name`, `signature` (of a call by name), `summary`, `documentation`, `symbol`, `declaration` (in C),
    `group`, `area`, `file`, `line`, `version`, `since`, `slot`, `abi_hash`, `call_hash` and `parameters`. Of several
    versions the newest stands under the name, and each under "name@version".
    """
    found = {}
    for index in range(check(_count())):
        method = _listed(index)
        older = found.get(method.name)
        if older is not None:
            found[f"{older.name}@{older.version}"] = older
            found[f"{method.name}@{method.version}"] = method
        found[method.name] = method
    return found
