"""What is written: a module or a package each, whose emit(api) gives {path: text}. A new one is found by standing
here."""

from __future__ import annotations

import importlib
import pkgutil


def emit_all(root, api):
    """{path: text} of everything but the lock."""
    names = sorted(found.name for found in pkgutil.iter_modules(__path__))
    modules = [importlib.import_module(f"{__name__}.{name}") for name in names]
    files = {}
    for module in modules:
        if hasattr(module, "emit"):
            files.update(module.emit(api))
    for module in modules:
        if hasattr(module, "emit_last"):  # of what the others have written
            files.update(module.emit_last(root, files))
    return files
