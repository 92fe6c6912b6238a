"""Modules: shared libraries that add functions, ufuncs and dtypes to the ndcore library, as Python objects."""

from __future__ import annotations

import os
from functools import cached_property

from .._array.base import ndarray
from .._array.dtype import from_code
from .._ffi.errors import check, failed
from .._ffi.library import bind, binding
from .._ffi.methodtable import MODULE, methods
from .._operands.convert import asarray
from ..functions.ufuncs import registered
from .calls import call_cells

__all__ = ["add_module_path", "load_module"]

_ROWS = (list, tuple)
_modules: dict[str, Module] = {}
_load, _add_path = bind("nd_module_load"), bind("nd_module_add_path")
_name, _documentation, _path = bind("nd_module_name"), bind("nd_module_documentation"), bind("nd_module_path")
_ufunc_count, _ufunc = bind("nd_module_ufunc_count"), bind("nd_module_ufunc")
_dtype_count, _dtype, _code = bind("nd_module_dtype_count"), bind("nd_module_dtype"), bind("nd_dtype_code")


class Function:
    """A function of a module; called with positional and keyword arguments by its own signature."""

    def __init__(self, method):
        self.__module__, _, self.__name__ = method.name.partition(".")
        self.__qualname__ = self.__name__
        self.text_signature = method.signature
        self.__doc__ = f"{method.signature}\n\n{method.summary}{method.documentation}".rstrip()
        self._room = method.result_count

    def __repr__(self):
        return f"<function {self.__module__}.{self.__name__} of an ndcore module>"

    def __call__(self, *args, **kwargs):
        arrays = self._arrays
        args = [asarray(a) if isinstance(a, _ROWS) and i in arrays else a for i, a in enumerate(args)]
        kwargs = {name: asarray(a) if isinstance(a, _ROWS) and name in arrays else a for name, a in kwargs.items()}
        return call_cells(f"{self.__module__}.{self.__name__}", self._room, args, kwargs)

    @cached_property
    def _arrays(self):
        """Positions and names of the parameters that take arrays: lists become such there."""
        parameters = enumerate(self.__signature__.parameters.values())
        return {key for i, one in parameters if one.annotation is ndarray for key in (i, one.name)}

    @cached_property
    def __signature__(self):
        return _parse(self.text_signature)


class Module:
    """A module that is loaded: its functions, ufuncs and dtypes are attributes."""

    def __init__(self, handle):
        self._handle = handle
        self.__name__ = binding.text(_name(handle))
        self.__doc__ = binding.text(_documentation(handle)) or None
        self.__file__ = binding.text(_path(handle))
        for method in methods().values():
            if method.flags & MODULE and method.group == self.__name__:
                function = Function(method)
                setattr(self, function.__name__, function)
        for i in range(check(_ufunc_count(handle))):
            ufunc = registered(_ufunc(handle, i))
            setattr(self, ufunc.__name__.partition(".")[2], ufunc)
        for i in range(check(_dtype_count(handle))):
            dtype = from_code(check(_code(_dtype(handle, i))))
            setattr(self, dtype.name, dtype)

    def __repr__(self):
        return f"<ndcore module {self.__name__!r} from {self.__file__!r}>"

    def __dir__(self):
        return sorted(name for name in vars(self) if name != "_handle")


def _parse(text):
    """inspect's form of a signature such as "smooth(x: array, /, width: int = 3) -> array"."""
    # Here: their import is long, and most programs load no module.
    import inspect
    import re

    parameters, kind = [], inspect.Parameter.POSITIONAL_OR_KEYWORD
    names = {"array": ndarray, "int": int, "float": float, "complex": complex, "bool": bool, "str": str, "bytes": bytes}
    inside, _, results = text.partition("(")[2].rpartition(")") if "->" not in text else _split(text)
    for part in re.findall(r"""(?:[^,'"]|'[^']*'|"[^"]*")+""", inside):
        name, _, rest = (piece.strip() for piece in part.partition(":"))
        if name == "/":
            parameters = [one.replace(kind=inspect.Parameter.POSITIONAL_ONLY) for one in parameters]
        elif name == "*":
            kind = inspect.Parameter.KEYWORD_ONLY
        else:
            type_, _, default = (piece.strip() for piece in rest.partition("="))
            value = _literal(default) if default else inspect.Parameter.empty
            parameters.append(inspect.Parameter(name, kind, default=value, annotation=names.get(type_, type_)))
    kinds = [names.get(one.strip(), one.strip()) for one in results.split(",")] if results else []
    returns = None if not kinds else kinds[0] if len(kinds) == 1 else tuple(kinds)
    return inspect.Signature(parameters, return_annotation=returns)


def _split(text):
    """What stands between the parentheses, and what behind the arrow."""
    head, arrow, results = text.rpartition("->")
    return head.partition("(")[2].rpartition(")")[0], arrow, results


def _literal(text):
    from ast import literal_eval  # here: as above

    return literal_eval(text) if text not in ("inf", "-inf", "nan") else float(text)


def load_module(name):
    """Loads a module, once, by name on the search path or by absolute path, and gives it as an object.

    A module is a shared library that adds functions, ufuncs and dtypes. They are found as NAME.so and libNAME.so in the
    folders of `add_module_path` and of the environment variable NDCORE_MODULE_PATH; never in the working directory.
    """
    handle = _load(binding.encoded(os.fspath(name)))
    if not handle:
        failed()
    key = binding.text(_name(handle))
    return _modules.get(key) or _modules.setdefault(key, Module(handle))


def add_module_path(folder):
    """Adds a folder, an absolute path, to those in which `load_module` looks."""
    check(_add_path(binding.encoded(os.fspath(folder))))
