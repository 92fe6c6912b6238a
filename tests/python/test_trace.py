"""NDCORE_TRACE: the lines that a process writes, seen from Python."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import textwrap

LINE = re.compile(
    r"ndcore\[\d+\] +(?P<function>nd_\w+)\((?P<arguments>.*)\) -> (?P<result>.*?)"
    r"(?:; loop=(?P<loop>.*); target=(?P<target>\w+))?; threads=(?P<threads>\d+); time=\d+\.\dus"
)


def run(program, **environment):
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(program)],
        capture_output=True,
        text=True,
        env={**os.environ, **environment},
    )
    assert done.returncode == 0, done.stderr
    return done


def traced(text):
    lines = [LINE.fullmatch(line) for line in text.splitlines()]
    assert lines, "nothing was traced"
    assert all(lines), text
    return [line.groupdict() for line in lines]


ADD = """
    import ndcore as nd
    a = nd.ones(3)
    b = a + a
    try:
        a + nd.ones(4)
    except ValueError:
        print("refused")
"""


def test_to_standard_error():
    done = run(ADD, NDCORE_TRACE="1")
    lines = traced(done.stderr)
    add = next(line for line in lines if line["function"] == "nd_add")
    assert add["arguments"] == "x1=float64[3], x2=float64[3]"
    assert add["result"] == "float64[3]"
    assert add["loop"] == "add: float64,float64->float64"
    assert add["threads"] == "1"
    refused = [line for line in lines if line["function"] == "nd_add"][1]
    assert refused["arguments"] == "x1=float64[3], x2=float64[4]"
    assert refused["result"].startswith("ND_VALUE_ERROR: add: operands could not be broadcast")
    assert refused["loop"] is None
    assert done.stdout == "refused\n"


def test_to_a_file_that_grows(tmp_path):
    path = tmp_path / "trace"
    assert run(ADD, NDCORE_TRACE=str(path)).stderr == ""
    first = len(traced(path.read_text()))
    run(ADD, NDCORE_TRACE=str(path))
    assert len(traced(path.read_text())) == 2 * first


def test_off():
    for wish in ("", "0"):
        assert run(ADD, NDCORE_TRACE=wish).stderr == ""


def test_file_that_cannot_be_opened(tmp_path):
    lines = run(ADD, NDCORE_TRACE=str(tmp_path / "none" / "trace")).stderr.splitlines()
    assert lines[0].startswith("ndcore: NDCORE_TRACE: cannot open ")
    traced("\n".join(lines[1:]))


def test_threads_and_processes_write_whole_lines(tmp_path):
    path = tmp_path / "trace"
    run(
        """
        import os, threading
        import ndcore as nd
        a = nd.ones(100)
        def work():
            for _ in range(200):
                a + a
        children = []
        for _ in range(2):
            child = os.fork()
            if child == 0:
                work()
                os._exit(0)
            children.append(child)
        threads = [threading.Thread(target=work) for _ in range(3)]
        [one.start() for one in threads]
        [one.join() for one in threads]
        assert [os.waitpid(child, 0)[1] for child in children] == [0, 0]
        """,
        NDCORE_TRACE=str(path),
    )
    lines = traced(path.read_text())
    assert sum(line["function"] == "nd_add" for line in lines) == 5 * 200


def test_goes_on_after_a_block(tmp_path):
    """trace_calls() gives back what it took the place of."""
    path = tmp_path / "trace"
    run(
        """
        import ndcore as nd
        a = nd.ones(3)
        with nd.trace_calls() as calls:
            a + a
            with nd.trace_calls():
                a * a
            a - a
        assert [one.function for one in calls if one.loops] == ["nd_add", "nd_subtract"]
        a / a
        """,
        NDCORE_TRACE=str(path),
    )
    loops = [line["loop"].split(":")[0] for line in traced(path.read_text()) if line["loop"]]
    assert loops == ["divide"]


def test_nobody_reads(tmp_path):
    """A closed pipe in the place of standard error does not end the process."""
    run(
        """
        import os
        read, write = os.pipe()
        os.close(read)
        os.dup2(write, 2)
        import signal
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
        import ndcore as nd
        assert (nd.ones(3) + 1).sum() == 6
        """,
        NDCORE_TRACE="1",
    )
