"""Texts of help() from the library's own words: of ufuncs from its method table when they are asked for, of functions,
whose texts Python keeps as they are made, from a file of the same source."""

from __future__ import annotations

import functools

from .._array.arguments import no_value
from .._ffi.methodtable import listed
from .functiontexts import TEXTS

__all__ = ["Documentation", "of_function", "of_gufunc", "of_ufunc", "signature_of"]

_HINTS = {
    "where": "array_like of bool",
    "dtype": "dtype, optional",
    "casting": "{'no', 'equiv', 'safe', 'same_kind', 'unsafe'}",
    "order": "{'K', 'A', 'C', 'F'}",
}
# Parameters that only Python has, or that have another form there.
_IN_PYTHON = {
    "out": "array that takes the result and is returned",
    "fill_value": "broadcasts to `shape`; an integer must fit into the dtype",
    "like": "an object whose library makes the result",
}
_OUT = "out : array, optional\n    Takes the result, which is cast to its dtype as `casting` allows."


class Documentation:
    """As `__doc__` of a class, what help() shows: of the class its own text, of each object that of its function."""

    def __init__(self, text, of_object):
        self._text, self._of_object = text, of_object

    def __get__(self, function, owner):
        return self._text if function is None else self._of_object(function)


@functools.lru_cache(None)
def of_ufunc(function):
    names, method = _operands(function), listed(function.__name__)
    shown = [one for one in method.parameters if one.name in names] if method else []
    inputs = [f"{one.name} : array_like\n    {_sentence(one.documentation)}" for one in shown]
    inputs = inputs or [f"{', '.join(names)} : array_like"]
    fields = {one.name: one.documentation for one in listed("ufunc_call").parameters}
    keywords = [f"{name} : {hint}\n    {_sentence(fields[name].partition(';')[0])}" for name, hint in _HINTS.items()]
    parts = [_head(function, names), *_about(method), "\n".join([*inputs, _OUT, *keywords])]
    return "\n\n".join([*parts, "Returns an array, or a scalar if all operands are scalars."])


def of_gufunc(function):
    head = (
        "(x1, x2, /, out=None, *, axes, axis, keepdims=False, casting='same_kind', order='K', dtype=None, subok=True)"
    )
    about = _about(listed(function.__name__))[0].replace("`a`", "`x1`").replace("`b`", "`x2`")
    return f"{function.__name__}{head}\n\n{about}\n\nCore axes: {function.signature}"


def of_function(function):
    """The docstring as written, and below it what the C function of the same name says of it and of its parameters."""
    written = (function.__doc__ or "").rstrip()
    if "----\n" in written or function.__name__ not in TEXTS:
        return written
    prose, texts = TEXTS[function.__name__]
    code = function.__code__
    names = code.co_varnames[: code.co_argcount + code.co_kwonlyargcount]
    own = {name: texts.get(name) or _IN_PYTHON.get(name) for name in names}
    rows = [f"{name}\n    {_sentence(text)}" for name, text in own.items() if text and "ND_" not in text]
    below = [] if "\n" in written else [prose]
    if rows:
        below.append("\n".join(["Parameters", "-" * 10, *rows]))
    text = "".join("\n\n" + part for part in below if part)
    return written + text.replace("\n", "\n    ").replace("\n    \n", "\n\n")


def _operands(function):
    return ("x",) if function.nin == 1 else tuple(f"x{i + 1}" for i in range(function.nin))


def _head(function, names):
    outs = "out=None" if function.nout == 1 else "out=(None, None)"
    return (
        f"{function.__name__}({', '.join(names)}, /, {outs}, *, where=True, casting='same_kind', order='K', "
        "dtype=None, "
        "subok=True)"
    )


def _about(method):
    """The summary and what follows it; a module's ufunc is no method."""
    if method is None:
        return []
    prose = method.documentation.partition("Parameters\n---")[0].strip()
    return [" ".join([method.summary, *prose.split()])]


def _sentence(text):
    return text[:1].upper() + text[1:] + "."


def signature_of(function):
    """What inspect.signature() gives for a ufunc."""
    import inspect  # here: it is long

    kinds = inspect.Parameter
    names = _operands(function)
    defaults = {
        "where": True,
        "casting": "same_kind",
        "order": "K",
        "dtype": None,
        "subok": True,
        "signature": None,
    }
    if function.signature is not None:
        del defaults["where"]
        defaults = {"axes": no_value, "axis": no_value, "keepdims": False, **defaults}
    parameters = [kinds(name, kinds.POSITIONAL_ONLY) for name in names]
    parameters.append(
        kinds("out", kinds.POSITIONAL_OR_KEYWORD, default=None if function.nout == 1 else (None,) * function.nout)
    )
    parameters += [kinds(name, kinds.KEYWORD_ONLY, default=value) for name, value in defaults.items()]
    return inspect.Signature(parameters)
