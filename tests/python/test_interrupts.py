"""Ctrl-C in long calls and between short ones; other signals."""

import signal
import subprocess
import sys
import time

import ndcore as nd

# A shell's background jobs, and their children, begin with SIGINT ignored.
HEEDED = """
import signal
signal.signal(signal.SIGINT, signal.default_int_handler)
"""

INTERRUPTED = (
    HEEDED
    + """
import os, threading, time
import ndcore
import ndcore as nd
a = nd.ones(5_000_000)
signal.raise_signal(signal.SIGUSR1) if signal.signal(signal.SIGUSR1, lambda *_: None) is None else None
try:
    os.kill(os.getpid(), signal.SIGINT)
    time.sleep(1)
except KeyboardInterrupt:
    print("first")
for _ in range(20):
    nd.sin(a)  # what was dealt with before must not stop this
print("calm")
m = nd.ones((3000, 3000), "i8")
try:
    threading.Timer(0.3, lambda: os.kill(os.getpid(), signal.SIGINT)).start()
    while True:
        m @ m
except KeyboardInterrupt:
    print("second", ndcore._ffi.library.lib.nd_last_error_status())  # a call was stopped, not waited for
print(nd.sin(a).size)
"""
)


def test_ctrl_c():
    done = subprocess.run([sys.executable, "-c", INTERRUPTED], capture_output=True, text=True, timeout=120)
    assert done.stdout.split() == ["first", "calm", "second", "-16", "5000000"], done.stderr


SMALL_CALLS = (
    HEEDED
    + """
import os, threading, time
import ndcore as nd
a = nd.ones(8)
came = 0
for _ in range(50):
    try:
        threading.Timer(0.002, lambda: os.kill(os.getpid(), signal.SIGINT)).start()  # may take longer than that
        end = time.monotonic() + 1
        while time.monotonic() < end:
            a + a
    except KeyboardInterrupt:
        came += 1
print(came)
"""
)


def test_ctrl_c_while_an_array_is_given_back():
    """Every second one comes while `__del__` runs, where Python drops exceptions; but for a few all come through."""
    done = subprocess.run([sys.executable, "-c", SMALL_CALLS], capture_output=True, text=True, timeout=120)
    assert int(done.stdout) >= 40, done.stderr


STOPPED = (
    HEEDED
    + """
import os, threading
import ndcore as nd
a = nd.ones(20_000_000)
rows = a.reshape(-1, 10)
calls = {
    "reduce": lambda: nd.logaddexp.reduce(a),
    "accumulate": lambda: nd.logaddexp.accumulate(a),
    "rows": lambda: nd.logaddexp.accumulate(rows, out=rows),
    "sum": lambda: nd.sum(nd.broadcast_to(a, (400, 20_000_000))),
}
for name, call in calls.items():
    try:
        threading.Timer(0.1, lambda: os.kill(os.getpid(), signal.SIGINT)).start()
        call()
    except KeyboardInterrupt:
        print(name, nd._ffi.library.lib.nd_last_error_status())
"""
)


def test_ctrl_c_in_one_long_fold():
    """Its elements come one after another, so that no threads share it."""
    done = subprocess.run([sys.executable, "-c", STOPPED], capture_output=True, text=True, timeout=120)
    assert done.stdout.split() == ["reduce", "-16", "accumulate", "-16", "rows", "-16", "sum", "-16"], done.stderr


ENDLESS = (
    HEEDED
    + """
import os, threading
import ndcore as nd
for threads in (1, 2):
    nd.set_num_threads(threads)
    for dtype in ("bfloat16", "float32", "complex64", "int32"):
        a = nd.broadcast_to(nd.ones((), dtype), (1 << 40,))
        for name in ("sum", "mean", "prod", "max", "all"):
            try:
                threading.Timer(0.05, lambda: os.kill(os.getpid(), signal.SIGINT)).start()
                getattr(nd, name)(a)
            except KeyboardInterrupt:
                print(threads, dtype, name)
"""
)


def test_ctrl_c_in_reductions_of_a_broadcast_operand():
    """A terabyte of elements that are one, back to back: each call starts within a millisecond of the last look."""
    done = subprocess.run([sys.executable, "-c", ENDLESS], capture_output=True, text=True, timeout=120)
    assert len(done.stdout.splitlines()) == 40, done.stdout + done.stderr


def test_signals_of_others_do_not_stop_calls():
    old = signal.signal(signal.SIGALRM, lambda *_: None)
    try:
        signal.setitimer(signal.ITIMER_REAL, 0.01, 0.01)
        end = time.monotonic() + 0.5
        a = nd.ones(3_000_000)
        while time.monotonic() < end:
            assert nd.sqrt(a).size == 3_000_000
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, old)
