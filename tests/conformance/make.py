"""Writes tests/conformance/vectors.jsonl: `python tests/conformance/make.py`; with --check says whether it is fresh.

The families name the calls and what NumPy, or a bound against mpmath, says of each; see README.md for the format.
"""

from __future__ import annotations

import importlib
import json
import sys
import warnings
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE)]

from builder import Vectors  # noqa: E402
from values import same  # noqa: E402

FILE = HERE / "vectors.jsonl"
FAMILIES = ["elementwise", "mathematics", "dtypes", "arrays", "comparing", "reductions", "shapes", "joining",
            "indexing", "sorting", "linear", "texts"]  # fmt: skip


def make():
    """The rows of the file."""
    vectors = Vectors()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for name in FAMILIES:
            importlib.import_module(f"families.{name}").vectors(vectors)
    if vectors.problems:
        raise SystemExit("\n".join(vectors.problems))
    return vectors.rows


def text_of(rows):
    """One line a row. A row whose results have a tolerance stays as it is in the file while it is within it: BLAS has
    other bits on another machine."""
    old = {}
    if FILE.exists():
        old = {row["id"]: row for row in map(json.loads, FILE.read_text(encoding="utf-8").splitlines())}
    lines = []
    for row in rows:
        kept = old.get(row["id"], {})
        tolerance = row.get("tolerance")
        if (
            tolerance
            and row | {"results": 0} == kept | {"results": 0}
            and same(row["results"], kept["results"], tolerance)
        ):
            row = kept
        lines.append(json.dumps(row) + "\n")
    return "".join(lines)


def main():
    text = text_of(make())
    fresh = FILE.exists() and FILE.read_text(encoding="utf-8") == text
    if "--check" not in sys.argv[1:] and not fresh:
        FILE.write_text(text, encoding="utf-8")
        fresh = True
    print(f"{FILE.name}: {text.count(chr(10))} calls, {'fresh' if fresh else 'stale: run tests/conformance/make.py'}")
    return 0 if fresh else 1


if __name__ == "__main__":
    sys.exit(main())
