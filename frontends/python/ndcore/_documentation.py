"""Texts of help() and signatures of ufuncs, from the library's own method table."""

from __future__ import annotations

import functools

from ._arguments import no_value

__all__ = ["of_ufunc", "signature_of"]

_HINTS = {
    "where": "array_like of bool",
    "dtype": "dtype, optional",
    "casting": "{'no', 'equiv', 'safe', 'same_kind', 'unsafe'}",
    "order": "{'K', 'A', 'C', 'F'}",
}
_OUT = "out : array, optional\n    Takes the result, which is cast to its dtype as `casting` allows."


@functools.lru_cache(None)
def of_ufunc(function):
    from .methodtable import listed

    names, method = _operands(function), listed(function.__name__)
    shown = [one for one in method.parameters if one.name in names] if method else []
    inputs = [f"{one.name} : array_like\n    {_sentence(one.documentation)}" for one in shown]
    inputs = inputs or [f"{', '.join(names)} : array_like"]
    fields = {one.name: one.documentation for one in listed("ufunc_call").parameters}
    keywords = [f"{name} : {hint}\n    {_sentence(fields[name].partition(';')[0])}" for name, hint in _HINTS.items()]
    parts = [_head(function, names), *_about(method), "\n".join([*inputs, _OUT, *keywords])]
    return "\n\n".join([*parts, "Returns an array, or a scalar if all operands are scalars."])


def _operands(function):
    return ("x",) if function.nin == 1 else tuple(f"x{i + 1}" for i in range(function.nin))


def _head(function, names):
    outs = "out=None" if function.nout == 1 else "out=(None, None)"
    return (
        f"{function.__name__}({', '.join(names)}, /, {outs}, *, where=True, casting='same_kind', order='K', dtype=None, "
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
    import inspect

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
