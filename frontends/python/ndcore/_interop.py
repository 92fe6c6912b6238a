"""Living beside other array types: who wins in a mixed operation, and NumPy's protocols for that (NEP 13, NEP 18)."""

from __future__ import annotations

import functools
import warnings

from ._arguments import no_value
from ._base import ndarray
from ._dispatch import PLAIN, of_numpy, one_a_type

__all__ = ["array_ufunc", "gives_way", "offered", "overriding", "stack_level", "wants_ufunc", "warn_complex"]

_VARKEYWORDS = 8  # inspect.CO__VARKEYWORDS
_LOWEST = -1e6  # the priority of who names none


def gives_way(self, other, in_place=False):
    """Whether an operator leaves the operation to `other`: it says so by `__array_ufunc__ = None`, or it has no
    `__array_ufunc__` and a higher `__array_priority__`."""
    kind = type(other)
    if kind.__module__ == "builtins" or kind is type(self):
        return False
    marker = getattr(kind, "__array_ufunc__", NotImplemented)
    if marker is not NotImplemented:
        return marker is None and not in_place
    if (not in_place and issubclass(kind, type(self))) or of_numpy(getattr(kind, "__array_wrap__", None)):
        return False  # a subclass has had its turn; NumPy's scalars are data
    return getattr(other, "__array_priority__", _LOWEST) > getattr(self, "__array_priority__", _LOWEST)


def wants_ufunc(other):
    """Whether `other` has an `__array_ufunc__` of its own, which NumPy's does not count as."""
    method = getattr(type(other), "__array_ufunc__", ndarray)
    return method is not ndarray and method is not ndarray.__array_ufunc__ and not of_numpy(method)


def _normalized(names, count, args, kwargs):
    """(inputs, keywords) of a ufunc's method as `__array_ufunc__` gets them: `count` inputs, all else by its name, outputs
    as a tuple."""
    inputs = (*args[:count], *(kwargs[name] for name in names[len(args) : count] if name in kwargs))
    given = {name: value for name, value in zip(names[count:], args[count:]) if value is not no_value} | kwargs
    out = given.pop("out", None)
    if out is not None:
        given["out"] = out if isinstance(out, tuple) else (out,)
    return inputs, given


def overriding(ufunc, method, inputs, kwargs):
    """NEP 13: the result of the first operand that takes the call over, NotImplemented if none wants it."""
    outs = kwargs.get("out", ())
    found = [one for one in (*inputs, *outs, kwargs.get("where")) if wants_ufunc(one)]
    if not found:
        return NotImplemented
    for one in found:
        if type(one).__array_ufunc__ is None:
            raise TypeError(f"operand '{type(one).__name__}' does not support ufuncs (__array_ufunc__=None)")
    for one in one_a_type(found):
        result = type(one).__array_ufunc__(one, ufunc, method, *inputs, **kwargs)
        if result is not NotImplemented:
            return result
    values = [*map(repr, inputs), *(f"{name}={value!r}" for name, value in kwargs.items())]
    kinds = ", ".join(repr(type(one).__name__) for one in (*inputs, *outs))
    raise TypeError(f"operand type(s) all returned NotImplemented from __array_ufunc__({ufunc!r}, {method!r}, "
                    f"{', '.join(values)}): {kinds}")  # fmt: skip


def offered(count, method=None, check=None):
    """Decorator of what is called as a ufunc is: the operands may take the call over. `count` arguments are inputs; a
    method of ufuncs gives its name and, by `check`, its own refusals before that."""

    def decorate(function):
        code = function.__code__
        names = code.co_varnames[method is not None : code.co_argcount]
        keywords = code.co_varnames[: code.co_argcount + code.co_kwonlyargcount]
        known = None if code.co_flags & _VARKEYWORDS else frozenset(keywords)

        @functools.wraps(function)
        def public(*args, **kwargs):
            target, *rest = args if method else (public, *args)
            if check is not None:
                check(target, method, rest)
            if not kwargs and PLAIN.issuperset(map(type, rest)):
                return function(*args)
            if len(rest) > len(names) or (known is not None and kwargs.keys() - known):
                return function(*args, **kwargs)  # which refuses
            inputs, given = _normalized(names, count, rest, kwargs)
            result = overriding(target, method or "__call__", inputs, given)
            return function(*args, **kwargs) if result is NotImplemented else result

        public._implementation = function
        return public

    return decorate


def array_ufunc(self, ufunc, method, *inputs, **kwargs):
    """`ndarray.__array_ufunc__`: a ufunc of NumPy's (or of ours, met through a subclass) is ours of that name."""
    import ndcore

    mine = ufunc if isinstance(ufunc, ndcore.ufunc) else getattr(ndcore, ufunc.__name__, None)
    if mine is None or any(map(wants_ufunc, (*inputs, *kwargs.get("out", ())))):
        return NotImplemented
    return (mine if method == "__call__" else getattr(mine, method))(*inputs, **kwargs)


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
