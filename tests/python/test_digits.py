"""The example with real data: three ways to ndcore print one table, and NumPy agrees."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from pathlib import Path

import ndcore
import pytest

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "digits"
PROGRAM = Path(ndcore.library_path).resolve().parent / "examples" / "digits" / "digits"

pytestmark = pytest.mark.skipif(not PROGRAM.exists(), reason="the library under test lies in no build folder")


def table_of(*command, **environment):
    done = subprocess.run([str(part) for part in command], env=os.environ | environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return dict(line.split("\t") for line in done.stdout.splitlines())


@pytest.fixture(scope="module")
def tables():
    found = {"C": table_of(PROGRAM, EXAMPLE / "data"),
             "NumPy": table_of(sys.executable, EXAMPLE / "digits.py", "--numpy")}  # fmt: skip
    for binding in ("cffi", "ctypes"):
        if binding == "ctypes" or importlib.util.find_spec("_cffi_backend"):
            found[binding] = table_of(sys.executable, EXAMPLE / "digits.py", NDCORE_FFI=binding)
    return found


def test_c_and_python_print_the_same_to_the_last_digit(tables):
    for name, table in tables.items():
        if name != "NumPy":
            assert list(table.items()) == list(tables["C"].items()), name


def test_numpy_agrees(tables):
    ours, theirs = tables["C"], tables["NumPy"]
    assert list(ours) == list(theirs)
    for key, value in ours.items():
        if " " in value or value in ("yes", "no") or value.isdigit():
            assert value == theirs[key], key
        else:
            assert float(value) == pytest.approx(float(theirs[key]), rel=1e-11), key


def test_the_table_is_right(tables):
    table = tables["C"]
    assert (table["images"], table["training images"], table["test images"]) == ("1797", "1198", "599")
    assert table["text and .npy equal"] == "yes"
    rows = [list(map(int, table[f"digit {digit} taken for 0 to 9"].split())) for digit in range(10)]
    assert sum(map(sum, rows)) == 599
    right = sum(rows[digit][digit] for digit in range(10))
    assert float(table["accuracy"]) == right / 599
    assert right / 599 > 0.8
    values = [float(table[f"eigenvalue {i}"]) for i in range(10)]
    assert values == sorted(values, reverse=True)


def test_the_picture(tmp_path):
    pytest.importorskip("matplotlib")
    table_of(sys.executable, EXAMPLE / "digits.py", "--picture", tmp_path / "digits.png")
    assert (tmp_path / "digits.png").read_bytes().startswith(b"\x89PNG")
