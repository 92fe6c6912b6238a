"""Compares generated text with the tree, writes only what differs, and removes what is no longer generated."""

from __future__ import annotations

import os

from .declarations import HEADERS
from .layout import NOTE
from .targets.library import lines

# Folders in which every file with the generator's note must be one that is generated today.
FOLDERS = ("include/ndcore", "capi/generated", "frontends/cffi", "frontends/ctypes", "tests/capi")


def _orphans(root, files):
    for folder in FOLDERS:
        for path in sorted((root / folder).glob("*")):
            name = path.relative_to(root).as_posix()
            if name in files or not path.is_file():
                continue
            if NOTE in path.read_text(encoding="utf-8", errors="replace")[:1000]:
                yield name


def stale_files(root, files):
    """[(path, why)] of the files that differ from what would be written."""
    stale = []
    for name, text in files.items():
        path = root / name
        if not path.exists():
            stale.append((name, "is missing"))
        elif path.read_text(encoding="utf-8") != text:
            stale.append((name, "is stale"))
    return stale + [(name, "is no longer generated") for name in _orphans(root, files)]


def write_files(root, files):
    changed = stale_files(root, files)
    for name, _why in changed:
        path = root / name
        if name not in files:
            path.unlink(missing_ok=True)
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        # Two builds may do this at once: nobody must read half a file.
        part = path.with_name(f".{path.name}.{os.getpid()}")
        part.write_bytes(files[name].encode("utf-8"))
        os.replace(part, path)
    return changed


def write_lines(root, api, files, target):
    """The line numbers for a build, and what they depend on, for Ninja. A file that would be the same stays as it is:
    what includes it need not be compiled again."""
    text = lines(api).encode("utf-8")
    if not target.exists() or target.read_bytes() != text:
        target.write_bytes(text)
    here = sorted((root / "capi/generator").rglob("*.py"))
    read = [*sorted((root / "capi").rglob("*.[ch]pp")), *here, *(root / name for name in [*HEADERS, *files])]
    names = " ".join(str(path).replace(" ", "\\ ") for path in read)
    target.with_name(target.name + ".d").write_bytes(f"{target.as_posix()}: {names}\n".encode())
