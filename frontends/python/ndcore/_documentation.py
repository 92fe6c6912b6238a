"""Texts of help() for ufuncs, from the description of the C API that is generated with the bindings."""

from __future__ import annotations

import functools

from ._ffi import bind, binding

__all__ = ["of_ufunc", "signature_of"]


@functools.lru_cache(None)
def _summary(name):
    get = bind("nd_method_find")
    try:
        method = get(name.encode())
    except NotImplementedError:
        return ""
    return binding.text(getattr(method, "summary", None)) if method else ""


@functools.lru_cache(None)
def of_ufunc(function):
    operands = "x" if function.nin == 1 else ", ".join(f"x{i + 1}" for i in range(function.nin))
    outs = "out=None" if function.nout == 1 else "out=(None, None)"
    head = (
        f"{function.__name__}({operands}, /, {outs}, *, where=True, casting='same_kind', order='K', dtype=None, "
        "subok=True)"
    )
    return f"{head}\n\n{_sentence(function.__name__)}\n\n{_PARAMETERS[function.nin]}{_COMMON}"


def signature_of(function):
    """What inspect.signature() gives for a ufunc."""
    import inspect

    kinds = inspect.Parameter
    names = ("x",) if function.nin == 1 else tuple(f"x{i + 1}" for i in range(function.nin))
    defaults = {
        "where": True,
        "casting": "same_kind",
        "order": "K",
        "dtype": None,
        "subok": True,
        "signature": None,
    }
    parameters = [kinds(name, kinds.POSITIONAL_ONLY) for name in names]
    parameters.append(
        kinds("out", kinds.POSITIONAL_OR_KEYWORD, default=None if function.nout == 1 else (None,) * function.nout)
    )
    parameters += [kinds(name, kinds.KEYWORD_ONLY, default=value) for name, value in defaults.items()]
    return inspect.Signature(parameters)


def _sentence(name):
    return _api().get(name, "") or _summary(name)


@functools.lru_cache(None)
def _api():
    """Summaries by name from api.json, where it lies beside the bindings; else from the C header's text."""
    import json
    from pathlib import Path

    here = Path(__file__).resolve().parent
    for place in (here / "api.json", here.parents[1] / "api.json"):
        if place.exists():
            functions = json.loads(place.read_text(encoding="utf-8"))["functions"]
            return {one["name"]: " ".join([one.get("summary", ""), *one.get("prose", [])]).strip() for one in functions}
    return {}


_PARAMETERS = {
    1: "x : array_like\n    Numbers; any shape.\n",
    2: "x1, x2 : array_like\n    Numbers; their shapes broadcast together.\n",
    3: "x1, x2, x3 : array_like\n    Numbers; their shapes broadcast together.\n",
}
_COMMON = """out : array, optional
    Takes the result, which is cast to its dtype as `casting` allows.
where : array_like of bool
    Elements to compute; the others stay as `out` had them.
casting : {'no', 'equiv', 'safe', 'same_kind', 'unsafe'}
order : {'K', 'A', 'C', 'F'}
    Memory order of a new result.
dtype : dtype, optional
    Of the result, and so of the loop that computes it.

Returns an array, or a scalar if all operands are scalars."""
