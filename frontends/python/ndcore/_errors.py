"""Turns the library's error record into a Python exception. `failed()` is called after a call that gave NULL."""

from __future__ import annotations

import threading

from . import exceptions
from ._ffi import bind, binding

__all__ = ["check", "failed", "pending"]

_CLASSES = {
    -1: RuntimeError, -2: MemoryError, -3: ValueError, -4: TypeError, -5: ValueError, -6: IndexError,
    -7: exceptions.AxisError, -8: OverflowError, -9: FloatingPointError, -10: exceptions.UFuncTypeError, -11: OSError,
    -12: ValueError, -13: exceptions.LinAlgError, -14: BufferError, -15: KeyError, -17: RuntimeError,
    -18: ImportError, -19: ValueError, -20: SystemError,
}  # fmt: skip
_CANCELLED, _CALLBACK = -16, -17


class _Pending(threading.local):
    """The exception a callback of this thread raised; it goes on once the call is back."""

    error = None


pending = _Pending()
_status, _message = bind("nd_last_error_status"), bind("nd_last_error_message")


def failed():
    """Raises what went wrong in the last call of this thread."""
    status, message = _status(), binding.text(_message())
    error, pending.error = pending.error, None
    if status == _CALLBACK and error is not None:
        raise error
    if status == _CANCELLED:
        from ._interrupt import cancelled

        cancelled(message)
    raise _CLASSES.get(status, RuntimeError)(message)


def check(status):
    """Passes a nd_status or reading on, raises if it is negative."""
    if status < 0:
        failed()
    return status
