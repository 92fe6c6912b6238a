"""The bounds of docs/accuracy.md, read from the page: every test of a function in its first table takes them from here.

The last bits of NumPy's results for these functions are those of its CPU's vector unit, so no test compares them.
"""

from __future__ import annotations

import re
from pathlib import Path

PAGE = Path(__file__).resolve().parents[2] / "docs" / "accuracy.md"
UNARY = ["exp", "exp2", "expm1", "log", "log2", "log10", "log1p", "sin", "cos", "tan", "arcsin", "arccos", "arctan",
         "arcsinh", "arccosh", "arctanh", "sinh", "cosh", "tanh", "cbrt"]  # fmt: skip
BINARY = ["power", "arctan2", "hypot"]


def _read():
    text = PAGE.read_text(encoding="utf-8")
    halves = float(re.search(r"float16 and bfloat16 .* at most ([0-9.]+) ULP", text).group(1))
    rows = {}
    for line in text.splitlines():
        cells = [cell.strip() for cell in line.strip("| ").split("|")]
        if len(cells) == 6 and cells[0] in UNARY + BINARY:
            rows[cells[0]] = {
                "float64": float(cells[1]),
                "float32": float(cells[4]),
                "float16": halves,
                "bfloat16": halves,
            }
    assert sorted(rows) == sorted(UNARY + BINARY)
    return rows | {"float_power": rows["power"]}


# {function: {dtype: largest error in ULP}}
BOUNDS = _read()
