"""Turns the library's error record into a Python exception. `failed()` is called after a call that gave NULL."""

from __future__ import annotations

import threading
import time

from .. import exceptions
from . import constants as c
from .library import bind, binding

__all__ = ["cancelled", "check", "failed", "pending"]

_CLASSES = {
    c.ND_ERROR: RuntimeError, c.ND_NO_MEMORY: MemoryError, c.ND_INVALID_HANDLE: ValueError, c.ND_TYPE_ERROR: TypeError,
    c.ND_VALUE_ERROR: ValueError, c.ND_INDEX_ERROR: IndexError, c.ND_AXIS_ERROR: exceptions.AxisError,
    c.ND_OVERFLOW_ERROR: OverflowError, c.ND_FLOATING_POINT_ERROR: FloatingPointError,
    c.ND_CASTING_ERROR: exceptions.UFuncTypeError, c.ND_IO_ERROR: OSError, c.ND_FORMAT_ERROR: ValueError,
    c.ND_LINALG_ERROR: exceptions.LinAlgError, c.ND_BUFFER_ERROR: BufferError, c.ND_NOT_FOUND: KeyError,
    c.ND_CALLBACK_ERROR: RuntimeError, c.ND_VERSION_ERROR: ImportError, c.ND_READ_ONLY: ValueError,
    c.ND_INTERNAL_ERROR: SystemError,
}  # fmt: skip
_DETAILED = {c.ND_AXIS_ERROR, c.ND_VALUE_ERROR}


class _Pending(threading.local):
    """The exception a callback of this thread raised; it goes on once the call is back."""

    error = None


pending = _Pending()
_status, _message = bind("nd_last_error_status"), bind("nd_last_error_message")
_last_error = bind("nd_last_error")


def failed():
    """Raises what went wrong in the last call of this thread."""
    status, message = _status(), binding.text(_message())
    error, pending.error = pending.error, None
    if status == c.ND_CALLBACK_ERROR and error is not None:
        raise error
    if status == c.ND_CANCELLED:
        cancelled(message)
    raise (_detailed(message) if status in _DETAILED else None) or _CLASSES.get(status, RuntimeError)(message)


def cancelled(message):
    """Lets the signal's handler raise, KeyboardInterrupt as a rule; it has run before this line or runs within it."""
    time.sleep(0)
    raise KeyboardInterrupt(message)


def _detailed(message):
    """An exception that tells more than the status does, if the record has more."""
    record = binding.structs("nd_error_info")
    check(_last_error(record))
    record = record[0]
    if record.detail == c.ND_DETAIL_AXIS:
        return exceptions.AxisError(record.axis, record.ndim, message.partition(": axis ")[0])
    return ZeroDivisionError(message) if record.detail == c.ND_DETAIL_ZERO_DIVISION else None


def check(status):
    """Passes a nd_status or reading on, raises if it is negative."""
    if status < 0:
        failed()
    return status
