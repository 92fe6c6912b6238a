"""What happens on a floating-point error: seterr, geterr, seterrcall, geterrcall and the context manager errstate.

The modes live in the library, one set a thread. For 'warn', 'call', 'print' and 'log' it calls back into `_report`; an
exception raised there goes on when the operation has returned.
"""

from __future__ import annotations

import functools
import threading
import warnings

from .._ffi.callbacks import telling
from .._ffi.errors import check
from .._ffi.library import bind, binding
from .._operands.interop import stack_level

__all__ = ["errstate", "geterr", "geterrcall", "seterr", "seterrcall"]

_KINDS = {"divide": 1, "over": 2, "under": 4, "invalid": 8}
_NAMES = {1: "divide by zero", 2: "overflow", 4: "underflow", 8: "invalid value"}
_MODES = {"ignore": 0, "warn": 1, "raise": 2, "call": 3, "print": 3, "log": 3}
_DEFAULT = {"divide": "warn", "over": "warn", "under": "ignore", "invalid": "warn"}


class _State(threading.local):
    """Modes by name (the library knows print and log only as calls) and the object to be called."""

    def __init__(self):
        self.modes, self.call = dict(_DEFAULT), None


_state = _State()
_set_modes = bind("nd_fp_set_modes")


def _report(operation, flag, _mode, _data):
    operation = binding.text(operation)
    kind = next(name for name, bit in _KINDS.items() if bit == flag)
    message = f"{_NAMES[flag]} encountered in {operation}"
    how = _state.modes[kind]
    if how == "warn":
        warnings.warn(message, RuntimeWarning, stacklevel=stack_level())
    elif how == "print":
        print(f"Warning: {message}")
    elif how == "log":
        if _state.call is None:
            raise NameError(f"log specified for numpy {message} but no object with write method found.")
        _state.call.write(f"Warning: {message}\n")
    elif how == "call":
        if _state.call is None:
            raise NameError(f"python callback specified for {message} but no function found.")
        _state.call(_NAMES[flag], flag)


_callback = telling("nd_fp_callback", _report)
check(bind("nd_fp_set_default_handler")(_callback, binding.NULL))


def geterr():
    """The modes in force: a dict with the keys divide, over, under, invalid."""
    return dict(_state.modes)


def seterr(all=None, divide=None, over=None, under=None, invalid=None):
    """Sets how floating-point errors are handled in this thread and returns the modes before.

    Each is 'ignore', 'warn', 'raise', 'call', 'print' or 'log'; `all` sets those that are not given.
    """
    old, new = geterr(), geterr()
    for kind, mode in (("divide", divide), ("over", over), ("under", under), ("invalid", invalid)):
        mode = mode if mode is not None else all
        if mode is None:
            continue
        if mode not in _MODES:
            raise ValueError(f"seterr: {kind}={mode!r} is none of {', '.join(map(repr, _MODES))}")
        new[kind] = mode
    modes = binding.structs("nd_fp_modes")
    for kind, field in zip(_KINDS, ("divide", "overflow", "underflow", "invalid")):
        setattr(modes[0], field, _MODES[new[kind]])
    check(_set_modes(modes))
    _state.modes = new
    return old


def geterrcall():
    """The function or object that seterrcall has set."""
    return _state.call


def seterrcall(func):
    """Sets the function called as `func(name, flag)` for mode 'call', or an object with `write` for mode 'log'."""
    if func is not None and not callable(func) and not callable(getattr(func, "write", None)):
        raise ValueError("Only callable can be used as callback")
    old, _state.call = _state.call, func
    return old


_unset = object()


class errstate:
    """Sets the modes for a block: `with ndcore.errstate(divide='ignore'): …`; also a decorator."""

    __slots__ = ("_call", "_kinds", "_old", "_old_call")

    def __init__(self, *, call=_unset, all=None, divide=None, over=None, under=None, invalid=None):
        self._call = call
        self._kinds = {"all": all, "divide": divide, "over": over, "under": under, "invalid": invalid}
        self._old = self._old_call = None

    def __enter__(self):
        if self._old is not None:
            raise TypeError("Cannot enter `errstate` twice.")
        self._old = seterr(**self._kinds)
        if self._call is not _unset:
            self._old_call = seterrcall(self._call)

    def __exit__(self, *_):
        seterr(**self._old)
        if self._call is not _unset:
            seterrcall(self._old_call)

    def __call__(self, function):
        @functools.wraps(function)
        def inside(*args, **kwargs):
            with errstate(call=self._call, **self._kinds):
                return function(*args, **kwargs)

        return inside
