"""explain(): where a call goes, from the Python name to the kernel. What lies in Python is read from the function
objects; what lies behind them the library tells itself (nd_explain).
"""

from __future__ import annotations

import sys
import types

from .._array.base import wrap_array
from .._ffi.errors import failed
from .._ffi.library import bind, binding, symbols
from .._operands.convert import operand
from ..functions.ufuncs import ufunc
from .modules import Function

__all__ = ["explain"]

_explain = bind("nd_explain")
# Making arrays of operands, checking and dispatching is not what a function is about: nobody wants to hear of it there.
_PLUMBING = ("ndcore._ffi.errors", "ndcore._ffi.library", "ndcore._array.", "ndcore._operands.")


class Explanation(dict):
    """The steps of a call by their names; printed one a line."""

    def __repr__(self):
        width = max(map(len, self), default=0)
        rows = [(key, ", ".join(value) if isinstance(value, tuple) else value) for key, value in self.items()]
        return "\n".join(f"{key:{width}}  {value}" for key, value in rows)

    __str__ = __repr__


def explain(function, /, *operands):
    """Where a call of `function` goes: a mapping that prints as a table.

    function : a ufunc, a function or class of the package, a method of arrays, a function of a module, any Python
        function that calls such; or the name of a C function, such as "sort"
    operands : arrays and numbers: the loop or the kernels that would run for them are told too. Nothing is called

    The keys up to `calls` are Python's: `python` (the public name), `object`, `file` and `line` of the Python source,
    `dispatch` (which protocol asks the arguments first), `calls` (C functions that the code reaches). The others are
    those of nd_explain, of the C function that does the work.
    """
    out = Explanation()
    if isinstance(function, str):
        symbol = function
    elif isinstance(function, Function):
        symbol = f"{function.__module__}.{function.__name__}"
        out.update(python=symbol, object="function of a module")
    elif isinstance(function, ufunc):
        symbol = function.__name__
        out.update(_of_ufunc(function))
    else:
        symbol = _of_python(function, out)
    if symbol is not None:
        out.update(_of_library(symbol, operands))
    return out


def _of_library(name, operands):
    arrays = [operand(one) for one in operands]
    given = binding.arrays([one._h for one in arrays]) if arrays else binding.NULL
    handle = _explain(binding.encoded(name), given, len(arrays))
    if not handle:
        failed()
    lines = wrap_array(handle).tobytes().decode().splitlines()
    return dict(line.split(": ", 1) for line in lines)


def _of_ufunc(function):
    source = type(function).__call__
    yield "python", f"ndcore.{function.__name__}"
    yield "object", "ufunc"
    yield from _source(source)
    yield "dispatch", "__array_ufunc__"


def _source(function):
    code = function.__code__
    yield "file", code.co_filename
    yield "line", code.co_firstlineno


def _inspect():
    import inspect  # here: its import is long

    return inspect


def _plain(function):
    """The Python function behind a public one, a method or a property; None if there is none."""
    if isinstance(function, property):
        function = function.fget
    function = _inspect().unwrap(getattr(function, "__func__", function))
    return function if isinstance(function, types.FunctionType) else None


def _of_python(function, out):
    """Fills in what Python knows; gives the name of the C function that does the work, or None."""
    public = getattr(function, "__func__", function)
    inner = public.fget if isinstance(public, property) else public
    qualified = getattr(inner, "__qualname__", repr(public))
    module = getattr(inner, "__module__", None) or "ndcore"
    home = module if module in ("ndcore.linalg", "ndcore.testing") or not module.startswith("ndcore.") else "ndcore"
    out["python"] = f"{home}.{qualified}"
    if isinstance(function, type):
        out["object"] = "class"
        out["file"] = _inspect().getsourcefile(sys.modules[module])
        return None
    plain = _plain(function)
    if plain is None:
        raise TypeError(f"explain: {function!r} is no function of Python or of ndcore")
    out["object"] = "property" if isinstance(function, property) else "method" if "." in qualified else "function"
    out["module"] = plain.__module__
    out.update(_source(plain))
    if hasattr(public, "_dispatched_on"):
        out["dispatch"] = f"__array_function__ of {', '.join(public._dispatched_on)}"
    elif hasattr(public, "_implementation"):
        out["dispatch"] = "__array_ufunc__ of the operands and outputs"
    reached = _calls(plain)
    if reached:
        out["calls"] = tuple(reached)
    wanted = f"nd_{plain.__name__.strip('_')}"
    return (wanted if wanted in reached else reached[0]) if reached else None


def _calls(function):
    """The symbols of the C functions that a Python function can reach, nearest first."""
    found, queue = {}, [function]
    for one in queue:
        for value in _references(one):
            symbol = symbols.get(id(value))
            if symbol is not None:
                found.setdefault(symbol)
            elif isinstance(value, ufunc):
                found.setdefault(f"nd_{value.__name__}")
            elif isinstance(value, types.FunctionType):
                inner = _inspect().unwrap(value)
                ours = inner.__module__.startswith("ndcore") and not inner.__module__.startswith(_PLUMBING)
                if ours and inner not in queue:
                    queue.append(inner)
    return list(found)


def _codes(code):
    yield code
    for constant in code.co_consts:
        if isinstance(constant, types.CodeType):
            yield from _codes(constant)


def _references(function):
    """What the code of a function names: globals, attributes of modules, variables of the functions around it, and C
    functions that it binds itself."""
    for cell in function.__closure__ or ():
        try:
            yield cell.cell_contents
        except ValueError:  # not set yet
            continue
    for code in _codes(function.__code__):
        values = [function.__globals__[name] for name in code.co_names if name in function.__globals__]
        yield from values
        for module in (value for value in values if isinstance(value, types.ModuleType)):
            yield from (vars(module)[name] for name in code.co_names if name in vars(module))
        if bind in values:
            texts = [one for one in code.co_consts if isinstance(one, str) and one.startswith("nd_")]
            yield from map(bind, texts)
