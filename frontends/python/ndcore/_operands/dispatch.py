"""NEP 18: a public function asks the arguments that matter for `__array_function__` before it runs itself.

`@dispatched("a", "out")` names those arguments; `"*arrays"` means the elements of a sequence, `"**keys"` those of a
tuple, a function takes the same arguments and picks them. `@dispatched(like=True)` is for functions that make arrays.
Arrays, numbers and NumPy's arrays are plain data here, so that the usual call pays for a look at the types of its
arguments and no more.
"""

from __future__ import annotations

import functools

from .._array.arguments import no_value
from .._array.base import ndarray
from .._array.dtype import dtype
from .._ffi.hooks import hooks
from .documentation import of_function
from .scalars import CLASSES

__all__ = ["PLAIN", "dispatched", "of_numpy", "one_a_type"]

PLAIN = {
    ndarray,
    *CLASSES,
    int,
    float,
    bool,
    complex,
    str,
    type(None),
    type,
    slice,
    range,
    bytes,
    dtype,
    type(no_value),
}
_PLAIN_OR_ROW = {*PLAIN, list, tuple}
_VARARGS = 4  # inspect.CO_VARARGS
_SUBMODULES = ("ndcore.fft", "ndcore.linalg", "ndcore.random")


def of_numpy(method):
    """Whether a method of a protocol is NumPy's own: its arrays, and subclasses that change nothing, are data here."""
    return getattr(method, "__objclass__", ndarray).__module__.partition(".")[0] == "numpy"


def one_a_type(candidates):
    """One argument a type, subclasses before their bases, else from left to right."""
    found, kinds = [], []
    for argument in candidates:
        kind = type(argument)
        if kind in kinds:
            continue
        place = next((i for i, other in enumerate(kinds) if issubclass(kind, other)), len(kinds))
        found.insert(place, argument)
        kinds.insert(place, kind)
    return found


def _takes_part(argument):
    """Whether an argument's type has the protocol: all arrays, but no scalars and nothing of NumPy's own."""
    kind = type(argument)
    method = getattr(kind, "__array_function__", None)
    if method is None or of_numpy(method):
        return False
    return method is not ndarray.__array_function__ or not hasattr(kind, "_dtype")


def _ask(public, relevant, args, kwargs):
    """The first answer that is no NotImplemented; NotImplemented if nobody but arrays of ours takes part."""
    if PLAIN.issuperset(map(type, relevant)):
        return NotImplemented
    taking = one_a_type(filter(_takes_part, relevant))
    types = tuple(type(argument) for argument in taking)
    if all(kind.__array_function__ is ndarray.__array_function__ for kind in types):
        return NotImplemented
    _check_call(public, args, kwargs)
    for argument in taking:
        result = type(argument).__array_function__(argument, public, types, args, kwargs)
        if result is not NotImplemented:
            return result
    raise TypeError(
        f"no implementation found for '{public.__module__}.{public.__name__}' on types that implement "
        f"__array_function__: {list(types)}"
    )


def _check_call(public, args, kwargs):
    """Wrong arguments are an error here, not somebody else's affair."""
    from inspect import signature  # here: its import is long

    signature(public).bind(*args, **kwargs)


def _rows(value):
    """The elements of an argument that is a sequence of arrays; an array of ours is one argument for all its rows."""
    if isinstance(value, (list, tuple)):
        return value
    if isinstance(value, ndarray):
        return (value,)
    return tuple(value) if hasattr(value, "__getitem__") and hasattr(value, "__iter__") else ()


def _picker(function, names):
    """A function of (args, kwargs) that gives the relevant arguments, whatever way they were passed."""
    code = function.__code__
    positional = code.co_varnames[: code.co_argcount]
    places = {name: place for place, name in enumerate(positional)}
    starred = code.co_varnames[code.co_argcount + code.co_kwonlyargcount] if code.co_flags & _VARARGS else None

    def pick(args, kwargs):
        out = []
        for name in names:
            plain = name.lstrip("*")
            if plain == starred:
                out += args[len(positional) :]
                continue
            place = places.get(plain, len(args))
            value = args[place] if place < len(args) else kwargs.get(plain)
            if name.startswith("**"):
                out += value if isinstance(value, tuple) else (value,)
            elif plain is not name:
                out += _rows(value)
            elif value is not None:
                out.append(value)
        return out

    return pick


def _named(public, function, names=(), module=""):
    """Puts a public function where its users find it, not where it is written."""
    public._dispatched_on = tuple(name.lstrip("*") for name in names if isinstance(name, str))
    if function.__module__ not in _SUBMODULES:
        public.__module__ = f"ndcore.{module}" if module else "ndcore"
    public.__doc__ = of_function(function)
    public._implementation = function
    return public


def _with_like(function):
    @functools.wraps(function)
    def public(*args, like=None, **kwargs):
        if like is None:
            return function(*args, **kwargs)
        if not hasattr(type(like), "__array_function__") or hasattr(type(like), "_dtype"):
            raise TypeError(
                "The `like` argument must be an array-like that implements the `__array_function__` protocol."
            )
        result = _ask(public, (like,), args, kwargs)
        return function(*args, **kwargs) if result is NotImplemented else result

    return _named(public, function)


def dispatched(*names, like=False, module=""):
    """Decorator of public functions; `names` are the parameters that may override, `like=True` is for those with
    `like=`, `module` the part of the package that has them."""
    if like:
        return _with_like

    def decorate(function):
        if callable(names[0]):
            plain, pick = PLAIN, lambda args, kwargs: names[0](*args, **kwargs)
        else:
            plain = PLAIN if any(name.startswith("*") for name in names) else _PLAIN_OR_ROW
            pick = _picker(function, names)

        @functools.wraps(function)
        def public(*args, **kwargs):
            for argument in args:
                if type(argument) not in plain:
                    break
            else:
                for argument in kwargs.values():
                    if type(argument) not in plain:
                        break
                else:
                    return function(*args, **kwargs)
            result = _ask(public, pick(args, kwargs), args, kwargs)
            return function(*args, **kwargs) if result is NotImplemented else result

        return _named(public, function, names, module)

    return decorate


def from_numpy_function(self, function, types, args, kwargs):
    """`ndarray.__array_function__`: the function of the same name here, with the data of NumPy arrays taken over."""
    if not all(issubclass(kind, ndarray) or of_numpy(getattr(kind, "__array_function__", None)) for kind in types):
        return NotImplemented
    home, *inner = function.__module__.split(".")
    if home != "ndcore":
        place = hooks.package
        for part in inner:
            if not part.startswith("_"):
                place = getattr(place, part, place)
        function = getattr(place, function.__name__, None)
        if function is None:
            return NotImplemented
    return getattr(function, "_implementation", function)(*args, **kwargs)
