"""ndc, the command-line program, and the client that finds the library with dlopen alone."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import ndcore
import numpy as np
import pytest

LIBRARY = Path(ndcore.library_path).resolve()
PROGRAMS = LIBRARY.parent / "frontends" / "c"

pytestmark = pytest.mark.skipif(
    not (PROGRAMS / "ndc").exists(), reason="the library under test lies in no build folder"
)


def run(*command, code=0, stdin=None, program="ndc", environment=None):
    """What the program prints on standard output, or on standard error if it is to fail."""
    command = [str(PROGRAMS / program), *map(str, command)]
    done = subprocess.run(command, input=stdin, capture_output=True, env=environment)
    assert done.returncode == code, (command, done.stdout, done.stderr)
    return done.stdout if code == 0 else done.stderr.decode()


@pytest.fixture
def files(tmp_path, monkeypatch):
    """x.npy and y.npy in the working directory."""
    monkeypatch.chdir(tmp_path)
    x, y = np.arange(12.0).reshape(3, 4) ** 2, np.array([3, 1, 2, 2], "int32")
    np.save("x.npy", x)
    np.save("y.npy", y)
    return x, y


def test_info(files):
    x, _ = files
    np.save("f.npy", np.asfortranarray(x).astype(">i2"))
    np.save("s.npy", np.float32(1))
    assert run("info", "x.npy", "y.npy", "f.npy", "s.npy").decode().splitlines() == [
        "x.npy: float64 (3, 4) C order, 12 elements, 96 bytes",
        "y.npy: int32 (4,) C order, 4 elements, 16 bytes",
        "f.npy: int16, byte-swapped, (3, 4) F order, 12 elements, 24 bytes",
        "s.npy: float32 () C order, 1 elements, 4 bytes",
    ]


def test_print(files):
    x, _ = files
    assert run("print", "x.npy").decode() == f"{x}\n"
    assert run("print", "2.50").decode() == "2.5\n"


def test_call_by_name(files):
    x, y = files
    assert run("call", "sum", "x.npy", "[0]").decode() == f"{x.sum(axis=0)}\n"
    assert run("call", "sum", "x.npy", "keepdims=1", "axes=[0,1]").decode() == f"{x.sum(keepdims=True)}\n"
    assert run("call", "add", "y.npy", "1.5").decode() == f"{y + 1.5}\n"
    assert run("call", "divmod", "7", "2").decode() == "3\n1\n"
    assert run("call", "array_shape", "x.npy").decode() == "3 4\n"
    assert run("call", "dtype_parse", "f4").decode() == "float32\n"
    assert run("call", "dtype_name", "<i2").decode() == "int16\n"
    assert (
        run("call", "ufunc_reduce", "maximum", "x.npy", "axes=[1]", "dtype=float32").decode()
        == f"{x.max(1).astype('f4')}\n"
    )
    assert run("call", "hstack", "[y.npy,y.npy]").decode() == f"{np.hstack([y, y])}\n"
    assert run("call", "sum", "[1,2,3]").decode() == "6\n"
    assert run("call", "add", "[1,2.5]", "1").decode() == "[2.  3.5]\n"
    run("call", "sqrt", "x.npy", "-o", "root.npy")
    assert (np.load("root.npy") == np.sqrt(x)).all()


def test_call_by_name_refused(files):
    assert "there is no function 'summ'; did you mean 'sum'?" in run("call", "summ", "x.npy", code=1)
    message = run("call", "sum", "x.npy", "axs=0", code=1)
    assert "there is no keyword argument `axs` (did you mean 'axes'?); sum(a: array, axes: list[int] = None" in message
    assert "argument `axes` is given twice" in run("call", "sum", "x.npy", "axis=0", "axes=1", code=1)
    assert "argument `a` is missing" in run("call", "sum", code=1)
    assert "stands behind an argument" in run("call", "sum", "axes=[0]", "x.npy", code=2)
    assert "takes the name of a function" in run("call", code=2)


def test_reductions(files):
    x, _ = files
    assert run("sum", "x.npy").decode() == f"{x.sum()}\n"
    assert run("sum", "x.npy", "axis=0").decode() == f"{x.sum(axis=0)}\n"
    assert run("sum", "x.npy", "1").decode() == f"{x.sum(axis=1)}\n"
    assert (
        run("sum", "x.npy", "axis=-1", "keepdims=1", "dtype=float32").decode() == f"{x.sum(-1, 'f4', keepdims=True)}\n"
    )
    run("std", "x.npy", "axis=0,1", "ddof=1", "-o", "out.npy")
    assert np.load("out.npy") == x.std(ddof=1)
    for name in ("prod", "min", "max", "mean", "var", "argmax", "cumsum", "any", "ptp", "count_nonzero"):
        run(name, "x.npy", "axis=1", "-o", "out.npy")
        np.testing.assert_array_equal(np.load("out.npy"), getattr(np, name)(x, axis=1), err_msg=name)


def test_elementwise(files):
    x, y = files
    for name, operands, expected in [
        ("add", ("x.npy", "1.5"), x + 1.5),
        ("multiply", ("x.npy", "y.npy"), x * y),
        ("add", ("y.npy", "-3"), y + -3),
        ("sqrt", ("x.npy",), np.sqrt(x)),
        ("less", ("x.npy", "10"), x < 10),
    ]:
        run(name, *operands, "-o", "out.npy")
        got = np.load("out.npy")
        np.testing.assert_array_equal(got, expected)
        assert got.dtype == expected.dtype
    run("divmod", "x.npy", "5", "-o", "q.npy", "-o", "r.npy")
    np.testing.assert_array_equal(np.load("q.npy"), x // 5)
    np.testing.assert_array_equal(np.load("r.npy"), x % 5)
    assert run("modf", "2.5").decode() == "0.5\n2.0\n"
    run("sqrt", "x.npy", "dtype=float32", "-o", "out.npy")
    assert np.load("out.npy").dtype == "float32"
    assert run("clip", "y.npy", "a_min=2").decode() == "[3 2 2 2]\n"


def test_methods_of_ufuncs(files):
    x, y = files
    for command, expected in [
        (("multiply.reduce", "x.npy"), np.multiply.reduce(x, axis=None)),
        (("add.reduce", "x.npy", "axis=1"), np.add.reduce(x, axis=1)),
        (("maximum.accumulate", "x.npy", "axis=1"), np.maximum.accumulate(x, axis=1)),
        (("subtract.outer", "y.npy", "y.npy"), np.subtract.outer(y, y)),
    ]:
        run(*command, "-o", "out.npy")
        np.testing.assert_array_equal(np.load("out.npy"), expected)


def test_more_operations(files):
    x, y = files
    np.save("square.npy", x @ x.T + np.eye(3))
    run("matmul", "x.npy", "y.npy", "-o", "out.npy")
    np.testing.assert_array_equal(np.load("out.npy"), x @ y)
    run("solve", "square.npy", "[1,0,0]", "-o", "out.npy")
    np.testing.assert_allclose(np.load("square.npy") @ np.load("out.npy"), [1, 0, 0], atol=1e-12)
    run("eigh", "square.npy", "-o", "w.npy", "-o", "v.npy")
    w, v = np.load("w.npy"), np.load("v.npy")
    np.testing.assert_allclose(v * w @ v.T, np.load("square.npy"))
    assert run("sort", "y.npy").decode() == "[1 2 2 3]\n"
    assert run("unique", "y.npy").decode().splitlines()[0] == "[1 2 3]"
    assert run("reshape", "y.npy", "2,2").decode() == "[[3 1]\n [2 2]]\n"
    run("transpose", "x.npy", "-o", "out.npy")
    np.testing.assert_array_equal(np.load("out.npy"), x.T)


def test_text_and_pipes(files):
    x, _ = files
    run("convert", "x.npy", "x.csv")
    assert Path("x.csv").read_text().splitlines()[1] == "16.0,25.0,36.0,49.0"
    run("convert", "x.npy", "x.txt", "format=%.1f", "delimiter=;")
    assert Path("x.txt").read_text().splitlines()[0] == "0.0;1.0;4.0;9.0"
    run("convert", "x.csv", "back.npy", "dtype=int16", "order=F")
    back = np.load("back.npy")
    np.testing.assert_array_equal(back, x)
    assert back.dtype == "int16"
    assert back.flags.f_contiguous
    piped = run("add", "x.npy", "1", "-o", "-")
    assert run("sum", "-", stdin=piped).decode() == f"{(x + 1).sum()}\n"


def test_ops_lists_what_runs():
    lines = run("ops").decode().splitlines()
    assert "add(x1: array, x2: array) -> array" in lines
    assert {"sum", "add", "sin", "matmul", "divmod", "eigh"} <= {line.split("(")[0] for line in lines}
    assert len(lines) > 300


@pytest.mark.parametrize(
    ("command", "code", "message"),
    [
        (
            ("sum", "none.npy"),
            1,
            "ndc: load: cannot open 'none.npy': No such file or directory (errno 2) (ND_NOT_FOUND)",
        ),
        (("sum", "x.npy", "axis=5"), 1, "axis 5 is out of bounds for an array of 2 dimensions (ND_AXIS_ERROR)"),
        (("add", "x.npy", "y.npy"), 0, ""),
        (("add", "x.npy", "z.npy"), 1, "(ND_VALUE_ERROR)"),
        (("sum", "bad.npy"), 1, "(ND_FORMAT_ERROR)"),
        (("sum", "x.npy", "dtype=nonsense"), 1, "data type 'nonsense' not understood (ND_TYPE_ERROR)"),
        (("sum", "x.npy", "-o", "/nowhere/y.npy"), 1, "cannot open '/nowhere/y.npy'"),
        (("add", "x.npy"), 1, "argument `x2` is missing"),
        (("sum", "x.npy", "axis=a"), 1, "argument `axes` must be list[int], not str"),
        (("sum", "x.npy", "axis=0.5"), 1, "argument `axes` must be list[int], not float"),
        (("sqrt", "x.npy", "ddof=1"), 1, "there is no keyword argument `ddof`"),
        (("sum", "x.npy", "-o"), 2, "-o wants a file"),
        (("sum", "x.npy", "-o", "a.npy", "-o", "b.npy"), 2, "sum has 1 result, but there are 2 -o"),
        (("add.nothing", "x.npy"), 1, "there is no function 'ufunc_nothing'"),
        (("nothing.reduce", "x.npy"), 1, "there is no function 'nothing.reduce'"),
        (("nothing", "x.npy"), 1, "there is no function 'nothing'"),
        ((), 2, "ndc info FILE"),
    ],
)
def test_exit_codes_and_messages(files, command, code, message):
    np.save("z.npy", np.zeros(7))
    Path("bad.npy").write_bytes(b"\x93NUMPY\x01\x00\x04\x00{}  ")
    assert message in (run(*command, code=code) if code else "")


def test_explain(files):
    lines = run("explain", "add", "float64", "float32").decode().splitlines()
    assert lines[:2] == ["name: add", "kind: ufunc"]
    told = dict(line.split(": ", 1) for line in lines)
    assert told["loop"] == "float64,float64->float64"
    assert told["inputs"] == "float64[], float32[]"
    assert run("explain", "nd_add", "x.npy", "2").decode().splitlines()[-3:] == [
        "kernel: libndcore/kernels/arithmetic.cpp",
        "shape: (3, 4)",
        "threads: 1",
    ]
    assert dict(line.split(": ", 1) for line in run("explain", "sort").decode().splitlines())["symbol"] == "nd_sort"
    assert "there is no function 'nothing'" in run("explain", "nothing", code=1)
    assert "explain takes the name of a function" in run("explain", code=2)


def test_dlopen_demo_finds_the_library(tmp_path):
    environment = {name: value for name, value in os.environ.items() if name != "NDCORE_LIBRARY"}
    printed = b"a = [[0 1 2]\n     [3 4 5]]\n"
    named = environment | {"NDCORE_LIBRARY": str(LIBRARY)}
    assert printed in run(program="dlopen_demo", environment=named)
    assert printed in run(LIBRARY, program="dlopen_demo", environment=environment)
    message = run(tmp_path / "none.so", program="dlopen_demo", environment=environment, code=1)
    assert message.startswith("ndcore: no library found; looked at ")
    assert message.count("\n") == 1


def test_dlopen_demo_is_not_linked_with_the_library():
    import shutil

    if shutil.which("readelf") is None:
        pytest.skip("needs readelf")
    dynamic = subprocess.run(["readelf", "-d", PROGRAMS / "dlopen_demo"], capture_output=True, text=True).stdout
    assert "NEEDED" in dynamic
    assert "ndcore" not in "".join(line for line in dynamic.splitlines() if "NEEDED" in line)
