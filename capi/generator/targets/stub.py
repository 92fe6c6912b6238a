"""Writes the types of the Python package, frontends/python/ndcore/__init__.pyi, of what is written by hand and what is
generated with it; frontends/python/stubs.py knows how.
"""

from __future__ import annotations

import importlib.util

from .python import PACKAGE

SCRIPT = "frontends/python/stubs.py"


def emit_last(root, files):
    """`files`: all that is generated else."""
    if not (root / SCRIPT).exists():  # a tree without the package: the generator's own tests
        return {}
    spec = importlib.util.spec_from_file_location("stubs", root / SCRIPT)
    stubs = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(stubs)
    inside = {name.removeprefix(f"{PACKAGE}/"): text for name, text in files.items() if name.startswith(f"{PACKAGE}/")}
    return {f"{PACKAGE}/__init__.pyi": stubs.stub(inside)}
