"""Runs the analysis of the digits four times — Python over cffi and over ctypes, C, and NumPy — and shows the results
side by side; called by `./dev demo`. Fails if the three that use ndcore differ in any digit.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
BUILD = HERE.parents[1] / "build"


def table_of(*command, **environment):
    """The rows that a program prints."""
    done = subprocess.run([str(part) for part in command], env=os.environ | environment, capture_output=True, text=True)
    if done.returncode != 0:
        raise SystemExit(f"demo: {' '.join(map(str, command))} failed\n{done.stdout}{done.stderr}")
    return dict(line.split("\t") for line in done.stdout.splitlines())


def closeness(ours, numpys):
    """How far NumPy's value is from ours."""
    if ours == numpys:
        return "same"
    try:
        a, b = float(ours), float(numpys)
    except ValueError:
        return "DIFFERS"
    return f"{abs(a - b) / max(abs(a), abs(b)):.0e}"


def show(tables):
    names = list(tables)
    first = tables[names[0]]
    width = max(len(key) for key in first)
    columns = [max(len(name), *(len(value) for value in tables[name].values())) for name in names]
    print(" " * width, *(f"{name:>{w}}" for name, w in zip(names, columns)), "NumPy off by", sep="  ")
    for key in first:
        row = [tables[name].get(key, "missing") for name in names]
        print(f"{key:{width}}", *(f"{v:>{w}}" for v, w in zip(row, columns)), closeness(row[0], row[-1]), sep="  ")


def main():
    program, picture = HERE / "digits.py", BUILD / "digits.png"
    tables = {
        "Python, cffi": table_of(sys.executable, program, "--picture", picture, NDCORE_FFI="cffi"),
        "Python, ctypes": table_of(sys.executable, program, NDCORE_FFI="ctypes"),
        "C": table_of(BUILD / "examples" / "digits" / "digits", HERE / "data"),
        "NumPy": table_of(sys.executable, program, "--numpy"),
    }
    show(tables)
    ndcores = [tables[name] for name in ("Python, cffi", "Python, ctypes", "C")]
    different = [key for key in ndcores[0] if any(table.get(key) != ndcores[0][key] for table in ndcores)]
    if different or any(list(table) != list(ndcores[0]) for table in ndcores):
        raise SystemExit(f"demo: the three ways to ndcore differ in {', '.join(different) or 'their rows'}")
    print(f"\nPython over cffi, Python over ctypes and C agree in every digit. Picture: {picture}")


if __name__ == "__main__":
    main()
