"""The interpreter's end: arrays over foreign memory, callbacks and threads outlive the modules of the package. Nothing
may crash, and nothing may be written to standard error. Each case ends in a process of its own, forked from one that
has imported everything.
"""

import json
import subprocess
import sys

import pytest

HOLDERS = {
    "global": "k = {}",
    "builtins": "import builtins; builtins.k = {}",
    "sys": "sys.k = {}",
    "module": "json.k = {}",
    "cycle": "class C: pass\nc = C(); c.me, c.a = c, {}",
    "lru_cache": "import functools\n@functools.lru_cache\ndef f(): return {}\nf()",
    "class attribute": "class C: a = {}",
    "default": "def f(a={}): pass",
    "contextvar": "import contextvars\nv = contextvars.ContextVar('v'); v.set({})",
    "thread local": "import threading\nt = threading.local(); t.a = {}; sys.t = t",
    "generator": "def g():\n  a = {}; yield a\nsys.g = g(); next(sys.g)",
    "logging": "import logging; logging.root.a = {}",
    "daemon thread": "import threading, time\ndef w():\n  a = {}; time.sleep(100)\n"
                     "threading.Thread(target=w, daemon=True).start(); time.sleep(.05)",
}  # fmt: skip
HELD = {
    "array over NumPy's": "nd.asarray(np.arange(3.))",
    "view": "nd.asarray(np.arange(6.)).reshape(2, 3)[::-1, 1:]",
    "frombuffer": "nd.frombuffer(bytearray(16))",
    "NumPy's over an array": "np.asarray(nd.arange(3.))",
    "memoryview": "memoryview(nd.asarray(np.arange(3.)).data)",
    "numpy.from_dlpack": "np.from_dlpack(nd.arange(3.))",
    "from_dlpack": "nd.from_dlpack(np.arange(3.))",
    "own": "[nd.arange(3.), nd.float32(2), nd.ones(3).flat]",
    "memmap": "nd.memmap(path, 'float64', 'r')",
}
CASES = {where: code.format(HELD["array over NumPy's"]) for where, code in HOLDERS.items()}
CASES |= {f"{what}, {where}": HOLDERS[where].format(made) for what, made in HELD.items()
          for where in ("sys", "builtins", "global") if (what, where) != ("from_dlpack", "builtins")}  # fmt: skip
CASES |= {
    "errors in __del__": "class D:\n  def __del__(self, nd=nd, one=nd.ones(2)): one / 0; one + nd.asarray(self.a)\n"
                         "sys.d = D(); sys.d.a = np.arange(2.)",
    "called for errors in __del__": "nd.seterr(all='call'); nd.seterrcall(lambda *_: None)\n"
                                    "class D:\n  def __del__(self, one=nd.ones(2)): one / 0\nsys.d = D()",
    "traced": "sys.t = nd.trace_calls(lambda call: None); sys.t.__enter__(); sys.a = nd.asarray(np.arange(3.))",
}  # fmt: skip
# Threads that are in the library, or called back by it, when the end comes.
BUSY = {
    "gives memory back": "nd.asarray(np.arange(3.)) + 1",
    "warns": "nd.ones(3) / 0",
    "calls": "with nd.errstate(all='call', call=lambda *_: None): nd.ones(3) / 0",
    "computes": "nd.sin(nd.ones(100_000))",
    "is traced": "with nd.trace_calls(lambda call: None): nd.ones(3) + 1",
}
for _name, _code in BUSY.items():
    CASES |= {
        f"thread {_name}, {i}": "import threading, time, warnings; warnings.simplefilter('ignore')\ndef w():\n"
        f"  while True:\n    {_code}\nfor _ in range(2): threading.Thread(target=w, daemon=True).start()\n"
        f"time.sleep({0.01 + 0.003 * i})"
        for i in range(2)
    }

DRIVER = """
import json, os, sys, tempfile
import numpy as np
import ndcore as nd
nd.trace_calls
cases = json.load(sys.stdin)
path = tempfile.mkstemp()[1]
with open(path, "wb") as file:
    file.write(bytes(80))
faults = {}
for name, code in cases.items():
    said = tempfile.TemporaryFile()
    pid = os.fork()
    if pid == 0:
        os.dup2(said.fileno(), 2)
        del cases, faults, said
        exec(code)
        break
    status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    said.seek(0)
    text = said.read().decode()
    if status or text:
        faults[name] = [status, text]
else:
    os.unlink(path)
    print(json.dumps(faults))
"""


@pytest.mark.skipif(not hasattr(sys, "getrefcount"), reason="other interpreters do not take modules apart")
def test_ends_quietly():
    done = subprocess.run(
        [sys.executable, "-c", DRIVER], input=json.dumps(CASES), capture_output=True, text=True, timeout=300
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == {}


def test_a_fault_is_seen():
    """The test above can fail: by what a case writes, and by how it ends."""
    cases = {
        "fine": "",
        "raises": "1 / 0",
        "dies": "os.abort()",
        "in __del__": "class D:\n  def __del__(s): 1 / 0\nd = D()",
    }
    done = subprocess.run(
        [sys.executable, "-c", DRIVER], input=json.dumps(cases), capture_output=True, text=True, timeout=60
    )
    faults = json.loads(done.stdout)
    assert [faults[name][0] for name in ("raises", "dies", "in __del__")] == [1, -6, 0]
    assert "fine" not in faults
    assert "ZeroDivisionError" in faults["in __del__"][1]
