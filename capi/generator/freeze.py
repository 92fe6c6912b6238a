"""Freezing a revision: chosen drafts become stable, and the headers as they are then are kept for ever."""

from __future__ import annotations

import re
from fnmatch import fnmatchcase

from .emit_headers import emit as emit_headers
from .emit_table import emit as emit_table
from .errors import ApiError
from .layout import NOTE
from .lock import PATH, apply_lock, check_append_only, freeze
from .scan import scan

FROZEN = "capi/revisions"


def chooser(api, patterns):
    """A predicate on lock items: `function:runtime/*` chooses by area and name, `constant:ND_*` by kind and name.

    A field goes with its struct; `!pattern` leaves out what another pattern chooses.
    """
    wanted = [pattern for pattern in patterns if not pattern.startswith("!")]
    unwanted = [pattern[1:] for pattern in patterns if pattern.startswith("!")]
    areas = {function.key: function.area for function in api.functions}

    def chosen(item):
        name = item.name.split("@")[0]
        path = f"{areas[item.name]}/{name}" if item.kind == "function" else name
        word = f"struct:{name.split('.')[0]}" if item.kind == "field" else f"{item.kind}:{path}"
        return any(fnmatchcase(word, p) for p in wanted) and not any(fnmatchcase(word, p) for p in unwanted)

    return chosen


def check_frozen(root, lock_text):
    """Refuses a lock that lost or moved a line of a revision that was frozen."""
    for older in sorted((root / FROZEN).glob("*/abi.lock"), key=lambda path: int(path.parent.name)):
        check_append_only(older.read_text(encoding="utf-8"), lock_text, older.relative_to(root).as_posix())


def freeze_tree(root, api, lock_text, patterns):
    """Writes the lock of the next revision and capi/revisions/N/: that lock and the headers."""
    if not patterns:
        raise ApiError(PATH, 1, "nothing to freeze", "name patterns, such as 'function:runtime/*' 'constant:*'")
    text = freeze(api, lock_text, chooser(api, patterns))
    (root / PATH).write_bytes(text.encode("utf-8"))
    frozen = scan(root)
    text = apply_lock(frozen, text)
    frozen.functions = [
        function for function in frozen.functions if function.state != "draft"
    ]  # drafts fit no other build
    used = {function.area for function in frozen.functions}
    frozen.areas = {name: area for name, area in frozen.areas.items() if name in used}
    folder = root / FROZEN / str(frozen.revision)
    headers = {**emit_headers(frozen), **emit_table(frozen)}
    for source in sorted((root / "include/ndcore").glob("*.h")):
        content = source.read_text(encoding="utf-8")
        if NOTE not in content:
            headers[f"include/ndcore/{source.name}"] = content
    kept = "".join(line for line in text.splitlines(keepends=True) if not re.search(r" since=\d+ draft\b", line))
    for name, content in {"abi.lock": kept, **headers}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode("utf-8"))
