"""Freezing a revision: chosen drafts become stable, and the headers as they are then are kept for ever."""

from __future__ import annotations

from fnmatch import fnmatchcase

from .emit_headers import emit as emit_headers
from .emit_table import emit as emit_table
from .errors import ApiError
from .lock import PATH, apply_lock, freeze
from .scan import scan

HAND_WRITTEN = ("types.h", "status.h", "loader.h", "cell.h")


def chooser(api, patterns):
    """A predicate on lock items: `function:runtime/*` chooses by area and name, `constant:ND_*` by kind and name."""
    areas = {function.key: function.area for function in api.functions}

    def chosen(item):
        name = item.name.split("@")[0]
        path = f"{areas[item.name]}/{name}" if item.kind == "function" else name
        return any(fnmatchcase(f"{item.kind}:{path}", pattern) for pattern in patterns)

    return chosen


def freeze_tree(root, api, lock_text, patterns):
    """Writes the lock of the next revision and capi/revisions/N/: that lock and the headers."""
    if not patterns:
        raise ApiError(PATH, 1, "nothing to freeze", "name patterns, such as 'function:runtime/*' 'constant:*'")
    text = freeze(api, lock_text, chooser(api, patterns))
    (root / PATH).write_bytes(text.encode("utf-8"))
    frozen = scan(root)
    text = apply_lock(frozen, text)
    folder = root / "capi/revisions" / str(frozen.revision)
    headers = {**emit_headers(frozen), **emit_table(frozen)}
    for name in HAND_WRITTEN:
        source = root / "include/ndcore" / name
        if source.exists():
            headers[f"include/ndcore/{name}"] = source.read_text(encoding="utf-8")
    for name, content in {"abi.lock": text, **headers}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode("utf-8"))
