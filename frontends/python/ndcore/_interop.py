"""Living beside other array types: who wins in a mixed operation, and NumPy's protocols for that (NEP 13, NEP 18)."""

from __future__ import annotations

import warnings

from ._base import ndarray
from ._dispatch import _is_numpy

__all__ = ["array_ufunc", "gives_way", "overriding", "stack_level", "wants_ufunc", "warn_complex"]


def gives_way(other):
    """Whether an operator leaves the operation to `other`: it says so by `__array_ufunc__ = None`, or it has no
    `__array_ufunc__` and a higher `__array_priority__`."""
    kind = type(other)
    if issubclass(kind, ndarray) or kind.__module__ == "builtins" or _is_numpy(kind):
        return False
    marker = getattr(kind, "__array_ufunc__", ndarray)
    if marker is None:
        return True
    return marker is ndarray and getattr(kind, "__array_priority__", -1e6) > ndarray.__array_priority__


def wants_ufunc(other):
    """Whether `other` has an `__array_ufunc__` of its own, which NumPy's does not count as."""
    kind = type(other)
    method = getattr(kind, "__array_ufunc__", None)
    return method is not None and method is not ndarray.__array_ufunc__ and not _is_numpy(kind)


def overriding(ufunc, method, inputs, kwargs):
    """NEP 13: the result of the first operand that takes the call over, NotImplemented if none wants it."""
    outs = kwargs.get("out", ())
    candidates = [*inputs, *(outs if isinstance(outs, tuple) else (outs,))]
    found = []
    for operand in candidates:
        kind = type(operand)
        if getattr(kind, "__array_ufunc__", ndarray) is None:
            raise TypeError(f"operand '{kind.__name__}' does not support ufuncs (__array_ufunc__=None)")
        if not wants_ufunc(operand) or any(type(other) is kind for other in found):
            continue
        place = next((i for i, other in enumerate(found) if issubclass(kind, type(other))), len(found))
        found.insert(place, operand)
    if not found:
        return NotImplemented
    if "out" in kwargs and not isinstance(outs, tuple):
        kwargs = {**kwargs, "out": (outs,)}
    for operand in found:
        result = type(operand).__array_ufunc__(operand, ufunc, method, *inputs, **kwargs)
        if result is not NotImplemented:
            return result
    kinds = ", ".join(repr(type(operand).__name__) for operand in candidates)
    raise TypeError(f"operand type(s) all returned NotImplemented from __array_ufunc__({ufunc!r}, {method!r}): {kinds}")


def array_ufunc(self, ufunc, method, *inputs, **kwargs):
    """`ndarray.__array_ufunc__`: a ufunc of NumPy's (or of ours, met through a subclass) is ours of that name."""
    import ndcore

    mine = ufunc if isinstance(ufunc, ndcore.ufunc) else getattr(ndcore, ufunc.__name__, None)
    if mine is None or not all(_understood(value) for value in inputs):
        return NotImplemented
    out = kwargs.get("out")
    run = mine._run if method == "__call__" and isinstance(mine, ndcore.ufunc) else None
    if run is None:
        run = mine if method == "__call__" else getattr(mine, method)
    if isinstance(out, tuple) and method != "__call__":
        kwargs["out"] = out[0] if len(out) == 1 else out
    result = run(*inputs, **kwargs)
    if out is None:
        return result
    return out[0] if isinstance(out, tuple) and len(out) == 1 else out


def _understood(value):
    kind = type(value)
    if issubclass(kind, ndarray) or _is_numpy(kind):
        return True
    method = getattr(kind, "__array_ufunc__", ndarray)
    return method is ndarray or method is ndarray.__array_ufunc__


def stack_level():
    """The stack level of the first frame outside this package: where a warning belongs."""
    import sys

    frame, level = sys._getframe(1), 1
    while frame is not None and frame.f_globals.get("__name__", "").split(".")[0] == "ndcore":
        frame, level = frame.f_back, level + 1
    return level


def warn_complex():
    from .exceptions import ComplexWarning

    warnings.warn(
        "Casting complex values to real discards the imaginary part", ComplexWarning, stacklevel=stack_level()
    )
