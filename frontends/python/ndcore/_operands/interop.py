"""Living beside other array types: who wins in a mixed operation, and NumPy's protocols for that (NEP 13, NEP 18)."""

from __future__ import annotations

import functools
import sys
import warnings

from .._array.arguments import no_value
from .._array.base import ARRAYS, ndarray
from .._array.subclassing import own
from .._ffi.hooks import hooks
from ..exceptions import ComplexWarning
from .dispatch import PLAIN, of_numpy, one_a_type

__all__ = [
    "array_ufunc",
    "gives_way",
    "like_operand",
    "offered",
    "overriding",
    "preferred",
    "rewrapped",
    "stack_level",
    "takes_over",
    "wants_ufunc",
    "warn_complex",
]

_VARKEYWORDS = 8  # inspect.CO__VARKEYWORDS
_NUMBERS = (bool, int, float, complex)
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


def takes_over(operand):
    """Whether an operand has a say in what becomes of an operation: somebody else's class, or a user's subclass."""
    return type(operand) not in ARRAYS and (wants_ufunc(operand) or _has_wrap(operand))


def _has_wrap(operand):
    """NumPy's arrays are data, and so are its subclasses: their `__array_wrap__` is for its arrays."""
    kind = type(operand)
    if kind in ARRAYS or not hasattr(kind, "__array_wrap__"):
        return False
    return not of_numpy(kind.__array_wrap__) and not of_numpy(getattr(kind, "__array_interface__", None))


def _wrapper(operands):
    """The operand whose `__array_wrap__` makes the result: that of the highest priority. Arrays have priority 0,
    numbers the lowest, and neither has a wish; what is no array, no number and has no `__array_wrap__` does not
    count."""
    found, highest = None, float("-inf")
    for one in operands:
        kind = type(one)
        if _has_wrap(one):
            priority = getattr(one, "__array_priority__", 0.0)
            if priority > highest or (found is None and priority == 0.0):
                found, highest = one, priority
        elif hasattr(kind, "__array_function__") or kind in _NUMBERS or hasattr(kind, "__array_interface__"):
            is_array = hasattr(kind, "__array_function__") and not hasattr(kind, "_dtype")
            if (0.0 if is_array else _LOWEST) > highest:
                found, highest = None, 0.0 if is_array else _LOWEST
    return found


def rewrapped(ufunc, operands, outs, results, subok=True):
    """Results of a ufunc's call as the operands want them, outputs as they want themselves; `ufunc` is None for
    folds."""
    wrapper = _wrapper(operands) if subok else None
    if wrapper is None and not any(map(_has_wrap, outs)):
        return results
    made = []
    for i, one in enumerate(results if isinstance(results, tuple) else (results,)):
        given = outs[i] if outs else None
        context = None if ufunc is None else (ufunc, (*operands, *outs), i)
        if given is None and wrapper is not None and type(one) in ARRAYS:
            one = wrapper.__array_wrap__(own(one), context, not one._nz)
        elif ufunc is not None and _has_wrap(given):
            one = given.__array_wrap__(given, context, False)
        made.append(one)
    return tuple(made) if isinstance(results, tuple) else made[0]


def preferred(a, b):
    """The operand whose class a product has."""
    return b if type(a) is not type(b) and b.__array_priority__ > a.__array_priority__ else a


def like_operand(result, operand):
    """A result as the operand's `__array_wrap__` wants it, if it is somebody's subclass."""
    return result if type(operand) in ARRAYS else rewrapped(None, (operand,), (), result)


def _normalized(names, count, args, kwargs):
    """(inputs, keywords) of a ufunc's method as `__array_ufunc__` gets them: `count` inputs, all else by its name,
    outputs as a tuple."""
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
            if result is not NotImplemented:
                return result
            result = function(*args, **kwargs)
            if method == "at":
                return result
            if method in (None, "outer"):
                return rewrapped(target, inputs, given.get("out", ()), result, given.get("subok", True))
            return rewrapped(None, inputs[:1], given.get("out", ()), result)

        public._implementation = function
        return public

    return decorate


def array_ufunc(self, ufunc, method, *inputs, **kwargs):
    """`ndarray.__array_ufunc__`: a ufunc of NumPy's (or of ours, met through a subclass) is ours of that name."""
    package = hooks.package
    mine = ufunc if isinstance(ufunc, package.ufunc) else getattr(package, ufunc.__name__, None)
    if mine is None or any(map(wants_ufunc, (*inputs, *kwargs.get("out", ())))):
        return NotImplemented
    return (mine if method == "__call__" else getattr(mine, method))(*inputs, **kwargs)


def stack_level():
    """The stack level of the first frame outside this package: where a warning belongs."""
    frame, level = sys._getframe(1), 1
    while frame is not None and frame.f_globals.get("__name__", "").split(".")[0] == "ndcore":
        frame, level = frame.f_back, level + 1
    return level


def warn_complex():
    warnings.warn(
        "Casting complex values to real discards the imaginary part", ComplexWarning, stacklevel=stack_level()
    )
