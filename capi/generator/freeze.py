"""Freezing a revision: chosen drafts become stable, and the headers as they are then are kept for ever."""

from __future__ import annotations

import re
from fnmatch import fnmatchcase

from .errors import ApiError, ApiErrors
from .image import describe
from .layout import NOTE
from .lock import PATH, apply_lock, check_append_only, freeze, read_lock
from .scan import scan
from .targets.headers import emit as emit_headers
from .targets.tables import emit as emit_table

FROZEN = "capi/abi/revisions"
_DRAFT = re.compile(r" since=\d+ draft\b")


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


def check_types(api, lock_text):
    """What is stable names no draft, as freezing a function freezes the types in its signature, and is seen by
    clients."""
    _, stable = read_lock(PATH, lock_text)
    frozen, types, errors = {item.key for item in stable}, api.types, []
    kinds = {"alias": types.aliases, "handle": types.handles, "callback": types.callbacks, "struct": types.structs}

    def check(what, ctypes):
        for base in sorted({ctype.base for ctype in ctypes}):
            kind = next((kind for kind, names in kinds.items() if base in names), None)
            if kind and (kind, base) not in frozen:
                errors.append(ApiError(PATH, 1, f"{what} uses the draft {base}", f"freeze `{kind}:{base}`, too"))

    for function in api.functions:
        if ("function", function.key) in frozen:
            check(f"function {function.key}", [function.returns, *(p.type for p in function.parameters)])
    for callback in types.callbacks.values():
        if ("callback", callback.name) in frozen:
            check(f"callback {callback.name}", [callback.returns, *(ctype for _, ctype in callback.parameters)])
    for struct in types.structs.values():
        fields = [f.type for f in struct.fields if ("field", f"{struct.name}.{f.name}") in frozen]
        check(f"struct {struct.name}", fields)
    for kind, name, where in _declared(types):
        if (kind, name) in frozen and types.is_hidden(where):
            problem = f"stable {kind} {name} stands under #ifndef ND_STABLE_ONLY"
            errors.append(where.error(problem, "move it out: clients of stable functions need it"))
    if errors:
        raise ApiErrors(errors)


def check_drafts_hidden(api, lock_text):
    """Clients of stable functions see no draft type or constant."""
    _, stable = read_lock(PATH, lock_text)
    frozen = {item.key for item in stable}
    remedy = "move it between #ifndef ND_STABLE_ONLY and its #endif"
    errors = [
        where.error(f"draft {kind} {name} is seen by clients of stable functions", remedy)
        for kind, name, where in _declared(api.types)
        if (kind, name) not in frozen and not api.types.is_hidden(where)
    ]
    if errors:
        raise ApiErrors(errors)


def _declared(types):
    yield from (("handle", name, where) for name, where in types.handles.items())
    for kind, items in (("constant", types.constants), ("callback", types.callbacks), ("struct", types.structs)):
        yield from ((kind, name, item.where) for name, item in items.items())


def freeze_tree(root, api, lock_text, patterns):
    """Writes the lock of the next revision and capi/abi/revisions/N/: its stable lines, the headers, abidw's
    description."""
    if not patterns:
        raise ApiError(PATH, 1, "nothing to freeze", "name patterns, such as 'function:runtime/*' 'constant:*'")
    text = freeze(api, lock_text, chooser(api, patterns))
    check_types(api, text)
    (root / PATH).write_bytes(text.encode("utf-8"))
    frozen = scan(root)
    text = apply_lock(frozen, text)
    # Without the drafts, which fit no other build.
    frozen.functions = [function for function in frozen.functions if function.state != "draft"]
    used = {function.area for function in frozen.functions}
    frozen.areas = {name: area for name, area in frozen.areas.items() if name in used}
    files = {**emit_headers(frozen), **emit_table(frozen)}
    for source in sorted((root / "include/ndcore").glob("*.h")):
        content = source.read_text(encoding="utf-8")
        if NOTE not in content:
            files[f"include/ndcore/{source.name}"] = content
    files["abi.lock"] = "".join(line for line in text.splitlines(keepends=True) if not _DRAFT.search(line))
    folder = root / FROZEN / str(frozen.revision)
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode("utf-8"))
    description = describe(folder / "include", files["abi.lock"])
    (folder / "library.abi").write_text(description, encoding="utf-8")
