"""NEP 18: a public function asks the arguments that matter for `__array_function__` before it runs itself.

`@dispatched("a", "out")` names those arguments; `"*arrays"` means the elements of a sequence. Arrays, scalars and NumPy
arrays are plain data here, so that the usual call pays for a look at the types of its arguments and no more.
"""

from __future__ import annotations

import functools

from ._base import ndarray
from ._scalars import CLASSES

__all__ = ["dispatched", "try_override"]

_plain = {ndarray, *CLASSES, int, float, bool, complex, str, type(None), type, slice, range, bytes}
_ROWS = (list, tuple)


def _is_numpy(kind):
    return kind.__module__ == "numpy" or kind.__module__.startswith("numpy.")


def _overrides(argument):
    kind = type(argument)
    if kind in _plain:
        return False
    method = getattr(kind, "__array_function__", None)
    return method is not None and method is not ndarray.__array_function__ and not _is_numpy(kind)


def _ordered(relevant):
    """Arguments with an override, one a type, subclasses before their bases, else from left to right."""
    found = []
    for argument in relevant:
        kind = type(argument)
        if not _overrides(argument) or any(type(other) is kind for other in found):
            continue
        place = next((i for i, other in enumerate(found) if issubclass(kind, type(other))), len(found))
        found.insert(place, argument)
    return found


def try_override(public, relevant, args, kwargs):
    """The result of the first override that does not decline, or NotImplemented if there is no override at all."""
    overriding = _ordered(relevant)
    if not overriding:
        return NotImplemented
    types = {type(argument) for argument in relevant if hasattr(type(argument), "__array_function__")}
    for argument in overriding:
        result = type(argument).__array_function__(argument, public, frozenset(types), args, kwargs)
        if result is not NotImplemented:
            return result
    names = [type(argument) for argument in overriding]
    raise TypeError(
        f"no implementation found for 'ndcore.{public.__name__}' on types that implement __array_function__: {names}"
    )


def _relevant(function, names, args, kwargs):
    import inspect

    try:
        given = inspect.signature(function).bind_partial(*args, **kwargs).arguments
    except TypeError:
        return []
    out = []
    for name in names:
        value = given.get(name.lstrip("*"))
        if name.startswith("*") and isinstance(value, _ROWS):
            out.extend(value)
        elif value is not None:
            out.append(value)
    return out


def dispatched(*names, like=False):
    """Decorator of public functions; `names` are the parameters that may override, `like=True` adds `like=`."""

    def decorate(function):
        sequences = any(name.startswith("*") for name in names)

        @functools.wraps(function)
        def public(*args, **kwargs):
            if like and kwargs.get("like") is not None:
                return _call_like(public, args, kwargs)
            for argument in args:
                kind = type(argument)
                if kind not in _plain and (kind not in _ROWS or sequences):
                    break
            else:
                if not kwargs:
                    return function(*args)
            if any(map(_suspicious, args)) or any(map(_suspicious, kwargs.values())):
                result = try_override(public, _relevant(function, names, args, kwargs), args, kwargs)
                if result is not NotImplemented:
                    return result
            if like:
                kwargs.pop("like", None)
            return function(*args, **kwargs)

        public._implementation, public._dispatched_on = function, tuple(name.lstrip("*") for name in names)
        return public

    return decorate


def _suspicious(argument):
    return any(map(_overrides, argument)) if type(argument) in _ROWS else _overrides(argument)


def _call_like(public, args, kwargs):
    like = kwargs["like"]
    if not hasattr(type(like), "__array_function__"):
        raise TypeError("The `like` argument must be an array-like that implements the `__array_function__` protocol.")
    kwargs = {key: value for key, value in kwargs.items() if key != "like"}
    result = try_override(public, [like], args, kwargs)
    return public._implementation(*args, **kwargs) if result is NotImplemented else result


def from_numpy_function(self, function, types, args, kwargs):
    """`ndarray.__array_function__`: the function of the same name here, with the data of NumPy arrays taken over."""
    import ndcore

    if not all(issubclass(kind, ndarray) or _is_numpy(kind) for kind in types):
        return NotImplemented
    place = ndcore
    for part in getattr(function, "__module__", "").split(".")[1:]:
        if not part.startswith("_"):
            place = getattr(place, part, place)
    mine = getattr(place, function.__name__, None)
    if mine is None:
        return NotImplemented
    if function.__module__.split(".")[0] == "ndcore":
        return function._implementation(*args, **kwargs)
    return mine(*args, **kwargs)
