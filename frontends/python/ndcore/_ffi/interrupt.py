"""Ctrl-C in long calls. Python runs signal handlers between its own instructions only; so the main thread's calls watch
the descriptor that Python's C handler writes the signal's number to, and end with ND_CANCELLED.
"""

from __future__ import annotations

import atexit
import os
import signal
import threading
from _thread import interrupt_main

from .errors import check, failed
from .library import bind

__all__ = ["once_more", "release", "watch_signals"]

_state: list = []  # read end, write end, token


def _pair():
    """Two descriptors; kept as numbers, so that nothing is closed while Python shuts down."""
    from _socket import socketpair  # the module socket takes 3 ms to import

    ours, pythons = socketpair()
    ours.setblocking(False)
    pythons.setblocking(False)
    return ours.detach(), pythons.detach()


def watch_signals():
    """Makes long calls of the main thread end at Ctrl-C. Leaves alone what others have set with set_wakeup_fd."""
    if _state or threading.current_thread() is not threading.main_thread() or os.environ.get("NDCORE_SIGNALS") == "0":
        return
    ours, pythons = _pair()
    before = signal.set_wakeup_fd(pythons, warn_on_full_buffer=False)
    if before != -1:
        signal.set_wakeup_fd(before, warn_on_full_buffer=False)
        os.close(ours)
        os.close(pythons)
        return
    token = bind("nd_token_new")()
    if not token:
        failed()
    check(bind("nd_token_watch")(token, ours, int(signal.SIGINT)))
    check(bind("nd_token_use")(token))
    _state.extend((ours, pythons, token))
    atexit.register(bind("nd_release"), token)  # the thread's use keeps it
    if hasattr(os, "register_at_fork"):
        os.register_at_fork(after_in_child=_after_fork)


def _after_fork():
    """Parent and child must not read each other's signals."""
    if threading.current_thread() is not threading.main_thread():
        return
    ours, pythons, token = _state
    if signal.set_wakeup_fd(-1) != pythons:
        return
    os.close(ours)
    os.close(pythons)
    _state[:2] = _pair()
    signal.set_wakeup_fd(_state[1], warn_on_full_buffer=False)
    bind("nd_token_watch")(token, _state[0], int(signal.SIGINT))


def once_more():
    """Python drops what is raised in `__del__` and in callbacks: the signal's handler shall run again, a little
    later."""
    threading.Timer(0.001, interrupt_main).start()


def release(self, _release=bind("nd_release"), _once_more=once_more):  # noqa: B008 - usable while Python shuts down
    """`__del__` of what holds a handle. Half of the time of a loop over small arrays is spent here."""
    try:
        _release(self._h)
    except KeyboardInterrupt:
        _once_more()
