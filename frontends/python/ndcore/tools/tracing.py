"""trace_calls(): hears of each call of the C library while a block runs. What the library tells of a call is what its
lines under NDCORE_TRACE show (nd_trace_set).
"""

from __future__ import annotations

import atexit
import threading
from collections import namedtuple

from .._ffi.callbacks import immortal
from .._ffi.errors import check
from .._ffi.library import bind, binding

__all__ = ["TracedCall", "trace_calls"]


_FIELDS = (
    "function",  # "nd_add"
    "arguments",  # "x1=float64[3], x2=float64[3]"
    "result",  # "float64[3]"; of a failure the name of the status and the message
    "loops",  # "add: float64,float64->float64"; empty: none ran
    "target",  # instruction set of the kernels: "avx512"
    "status",  # 0, or the error
    "threads",  # that worked on the call
    "depth",  # 1 for a call from a callback of another one, and so on
    "nanoseconds",
    "thread",  # the system's number of the calling thread
)


class TracedCall(namedtuple("TracedCall", _FIELDS)):  # typing's form would take long to import
    """A call of the C library that has ended: nd_trace_event."""

    __slots__ = ()
    __module__ = "ndcore"


_TEXTS = {"function", "arguments", "result", "loops", "target"}
_set = bind("nd_trace_set")
_lock = threading.Lock()
_thread = threading.local()  # telling: it runs a callback
_open = []  # blocks that are running, in the whole process; the last one hears
_ended = []  # not empty when the interpreter ends


def _tell(event, _data):
    block = _open[-1] if _open else None
    if block is None or block.error is not None:
        return
    _thread.telling = True
    try:
        block.hear(_read(binding.struct_at("nd_trace_event", event)))
    except BaseException as error:
        block.error = error
    finally:
        _thread.telling = False


def _read(event):
    values = {name: getattr(event, name) for name in TracedCall._fields}
    values.update((name, binding.text(values[name])) for name in _TEXTS)
    return TracedCall(**values)


_ours, _earlier = binding.structs("nd_trace_sink"), binding.structs("nd_trace_sink")
_callback = immortal("nd_trace_callback", _tell)
_ours[0].callback = _callback


def _begin():
    check(_set(_ours, _earlier))


def _give_back():
    check(_set(_earlier, binding.NULL))


class trace_calls:
    """Tells of each call of the C library, in all threads, while the block runs.

    callback : called with a TracedCall when a call has ended, on the thread of the call, several at once on different
        threads; calls of the library that it makes itself are not told. What it raises ends its being called, and is
        raised where the block ends. None: the calls are gathered in the list that the block is given

    Of blocks within each other only the innermost hears. A trace that was on before, such as NDCORE_TRACE's, is silent
    while a block runs, and goes on after it.

    >>> with trace_calls() as calls:
    ...     total = ndcore.ones(3) + 1
    >>> next(one.loops for one in calls if one.function == "nd_add")
    'add: float64,float64->float64'
    """

    __slots__ = ("_callback", "error", "hear")

    def __init__(self, callback=None):
        if callback is not None and not callable(callback):
            raise TypeError(f"trace_calls: callback must be callable, not {type(callback).__name__}")
        self._callback = self.hear = callback
        self.error = None

    def __enter__(self):
        # The lock must not be waited for here: its owner waits in the library for this callback to return.
        if getattr(_thread, "telling", False):
            raise ValueError("trace_calls: not from within the callback of another one")
        calls = [] if self._callback is None else None
        self.hear = self._callback or calls.append
        self.error = None
        with _lock:
            if not _ended:
                if not _open:
                    _begin()
                _open.append(self)
        return calls

    def __exit__(self, kind, error, traceback):
        with _lock:
            if self in _open:  # else the interpreter ends, and has closed it
                _open.remove(self)
                if not _open:
                    _give_back()
        if self.error is not None and error is None:
            raise self.error


@atexit.register
def _end():
    """No thread calls back into an interpreter that goes."""
    with _lock:
        _ended.append(True)
        if _open:
            _open.clear()
            _give_back()
