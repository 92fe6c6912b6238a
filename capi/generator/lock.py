"""capi/abi/abi.lock: the identity of every public item, one line each. Stable lines are append-only; drafts are
rewritten.

    function SLOT name@version since=N STATE abi=HASH call=HASH SIGNATURE
    constant|alias|handle|callback|struct|field - NAME since=N STATE VALUE

The stable block stands first, in the order of freezing (functions by slot); the drafts follow, sorted.
"""

from __future__ import annotations

import hashlib
import re

from .errors import ApiError, ApiErrors
from .model import Where
from .signature import abi_text, call_text, callback_text, field_text, lock_text

HEAD = """\
# The ABI of libndcore: every public function, constant, type and struct field, one line each. Written by `./dev api`.
# Lines whose state is `stable` never change, move or vanish; `draft` lines follow the sources.
"""
ABI = 1
PATH = "capi/abi/abi.lock"
STATES = ("draft", "stable", "removed")
_LINE = re.compile(r"(function|constant|alias|handle|callback|struct|field) (-|\d+) (\S+) since=(\d+) (\w+)(?: (.*))?")


def hash64(text):
    return int.from_bytes(hashlib.sha256(text.encode("utf-8")).digest()[:8], "big")


class Item:
    """One line of the lock."""

    def __init__(self, kind, slot, name, since, state, value, number=0):
        self.kind, self.slot, self.name, self.since = kind, slot, name, since
        self.state, self.value, self.number = state, value, number

    @property
    def key(self):
        return self.kind, self.name

    def error(self, path, problem, remedy):
        return ApiError(path, self.number, problem, remedy)

    def text(self):
        slot = "-" if self.slot < 0 else str(self.slot)
        return f"{self.kind} {slot} {self.name} since={self.since} {self.state} {self.value}".rstrip()


def read_lock(path, text):
    """(revision, stable and removed items in order). Draft lines carry no promise and are not read."""
    revision, items, errors, seen = 0, [], [], {}
    for number, line in enumerate(text.split("\n"), 1):
        if not line or line.startswith("#") or line == f"abi {ABI}":
            continue
        if re.fullmatch(r"revision \d+", line):
            revision = max(revision, int(line.split()[1]))  # a merge may have left an older one
            continue
        match = _LINE.fullmatch(line)
        if not match or match.group(5) not in STATES:
            errors.append(
                ApiError(path, number, f"cannot read the line `{line}`", "the lock is written by `./dev api`")
            )
            continue
        kind, slot, name, since, state, value = match.groups()
        if state == "draft":
            continue
        item = Item(kind, -1 if slot == "-" else int(slot), name, int(since), state, value or "", number)
        if item.key in seen:
            errors.append(ApiError(path, number, f"{kind} {name} stands here twice", f"first in line {seen[item.key]}"))
        seen[item.key] = number
        items.append(item)
    errors += _check_slots(path, items)
    if errors:
        raise ApiErrors(errors)
    return revision, items


def _check_slots(path, items):
    expected = 0
    for item in items:
        if item.kind != "function":
            if item.slot >= 0:
                yield item.error(path, f"{item.kind} {item.name} has a slot", "only functions have one")
            if item.state == "removed":
                yield item.error(path, f"{item.kind} {item.name} is removed", "only functions can be; restore it")
            continue
        if item.slot < expected:
            problem = f"slot {item.slot} of {item.name} is used twice or out of order"
            yield item.error(
                path, problem, f"the next free slot is {expected}; a slot belongs to one function for ever"
            )
        elif item.slot > expected:
            remedy = "slots are given without gaps; restore the line that is missing"
            yield item.error(path, f"slot {expected} is skipped before {item.name}", remedy)
            expected = item.slot
        expected += 1


def settle_since(api, revision, locked):
    """Where the sources leave `since` out, it is what the lock says; a draft waits for the next revision."""
    types, known = api.types, {item.key: item.since for item in locked}

    def settled(kind, name, since, first=0):
        return since or known.get((kind, name)) or max(revision + 1, first)

    for function in api.functions:
        function.since = settled("function", function.key, function.since)
    for kind, items in (("constant", types.constants), ("callback", types.callbacks), ("struct", types.structs)):
        for item in items.values():
            item.since = settled(kind, item.name, item.since)
    for kind, names in (("alias", types.aliases), ("handle", types.handles)):
        types.since.update((name, settled(kind, name, types.since[name])) for name in names)
    for struct in types.structs.values():
        for f in struct.fields:
            f.since = settled("field", f"{struct.name}.{f.name}", f.since, struct.since)


def _late_drafts(path, revision, drafts, functions):
    """What is frozen is whole: a draft comes with a later revision."""
    for item in drafts:
        if item.since <= revision:
            where = functions[item.name].where if item.kind == "function" else Where(path, 1)
            problem = f"draft {item.kind} {item.name} says since={item.since}, but revision {revision} is frozen"
            yield where.error(problem, "leave since= out: a draft waits for the next revision")


def found_items(api):
    """What the sources say today, as draft items, sorted by kind and name."""
    types, items = api.types, []
    for function in api.functions:
        function.abi_hash = hash64(abi_text(function, types))
        function.call_hash = hash64(call_text(function, types))
        value = f"abi={function.abi_hash:016x} call={function.call_hash:016x} {lock_text(function, types)}"
        items.append(Item("function", -1, function.key, function.since, "draft", value))
    items += [Item("constant", -1, c.name, c.since, "draft", str(c.value)) for c in types.constants.values()]
    items += [Item("alias", -1, name, types.since[name], "draft", base) for name, base in types.aliases.items()]
    items += [Item("handle", -1, name, types.since[name], "draft", "") for name in types.handles]
    items += [Item("callback", -1, c.name, c.since, "draft", callback_text(c, types)) for c in types.callbacks.values()]
    for struct in types.structs.values():
        first = [f for f in struct.fields if f.since <= struct.since]
        value = f"align={struct.align} fields={len(first)}"
        if struct.fixed:
            value = f"align={struct.align} fields={len(struct.fields)} size={struct.size} fixed"
        items.append(Item("struct", -1, struct.name, struct.since, "draft", value))
        for index, f in enumerate(struct.fields):
            value = f"{index} offset={f.offset} {field_text(f, types)}"
            items.append(Item("field", -1, f"{struct.name}.{f.name}", f.since, "draft", value))
    kinds = ["function", "constant", "alias", "handle", "callback", "struct", "field"]
    field_order = {item.key: index for index, item in enumerate(items)}
    items.sort(key=lambda i: (kinds.index(i.kind), field_order[i.key] if i.kind == "field" else 0, i.name))
    return items


def apply_lock(api, lock_text_now, path=PATH):
    """Checks the scan against the lock's stable lines and gives each function its state and slot."""
    revision, locked = read_lock(path, lock_text_now)
    api.revision = revision
    settle_since(api, revision, locked)
    found = {item.key: item for item in found_items(api)}
    functions = {function.key: function for function in api.functions}
    errors = []
    for item in locked:
        now = found.pop(item.key, None)
        errors += _compare(path, item, now, functions)
        if now is not None and item.kind == "function":
            function = functions[item.name]
            if item.state == "removed" and not function.removed:
                remedy = "what was removed stays a stub; add a new version"
                errors.append(item.error(path, f"removed function {item.name} came back", remedy))
            item.state = "removed" if function.removed else "stable"
            function.state, function.slot = item.state, item.slot
    errors += [*_new_versions(functions), *_late_drafts(path, revision, found.values(), functions)]
    if errors:
        raise ApiErrors(errors)
    drafts = list(found.values())
    for index, function in enumerate(api.drafts()):
        function.slot = index
    text = render(revision, locked, drafts)
    api.build_hash = hash64(text)
    return text


def render(revision, stable, drafts):
    lines = [f"abi {ABI}", f"revision {revision}"] + [item.text() for item in stable] + [i.text() for i in drafts]
    return HEAD + "\n".join(lines) + "\n"


def _compare(path, item, now, functions):
    what = f"stable {item.kind} {item.name}"
    if now is None:
        remedy = "put it back; a function that must go becomes a stub with removed=… in its tag"
        return [item.error(path, f"{what} is gone from the sources", remedy)]
    if now.since != item.since:
        return [item.error(path, f"{what}: since={item.since} became since={now.since}", "restore it")]
    if now.value == item.value:
        return []
    where = functions[item.name].where if item.kind == "function" else None
    remedy = (
        f"restore the signature ({where.path}:{where.line}) and add what is new as version="
        f"{functions[item.name].version + 1} in a function of its own"
        if where
        else "restore it; structs grow at their end (since= in the field's comment), constants get new names"
    )
    locked, computed = item.value.split(" ", 2), now.value.split(" ", 2)
    if where and computed[2] == locked[2]:
        remedy = f"locked {' '.join(locked[:2])}, computed {' '.join(computed[:2])}; restore the line"
        return [item.error(path, f"{what}: a hash differs from that of the same signature", remedy)]
    return [item.error(path, f"{what} changed\n    locked: {item.value}\n    now:    {now.value}", remedy)]


def _new_versions(functions):
    for function in functions.values():
        if function.version > 1 and f"{function.name}@{function.version - 1}" not in functions:
            problem = f"{function.symbol}: there is no version {function.version - 1}"
            yield function.where.error(problem, "versions are counted from 1 without gaps and all stay")
        if function.removed and function.state == "draft":
            problem = f"{function.symbol}: a draft is simply deleted"
            yield function.where.error(problem, "removed= is for stable functions")


def check_append_only(older, newer, older_path, newer_path=PATH):
    """Every stable line of the older lock stands in the newer one, at the same place, unchanged but for its state."""
    old_revision, old_items = read_lock(older_path, older)
    new_revision, new_items = read_lock(newer_path, newer)
    errors = []
    if new_revision < old_revision:
        errors.append(ApiError(newer_path, 1, f"revision {old_revision} became {new_revision}", "revisions only grow"))
    for index, item in enumerate(old_items):
        now = new_items[index] if index < len(new_items) else None
        line = now.number if now else newer.count("\n")
        if now is None or now.key != item.key:
            remedy = f"put it back: {older_path}:{item.number} has `{item.text()}` here"
            errors.append(ApiError(newer_path, line, f"stable {item.kind} {item.name} vanished or moved", remedy))
            break
        changed = (now.slot, now.since, now.value) != (item.slot, item.since, item.value)
        if changed or (item.state == "removed" and now.state != "removed"):
            remedy = f"restore it: {older_path}:{item.number} has `{item.text()}`"
            errors.append(ApiError(newer_path, line, f"stable {item.kind} {item.name} changed", remedy))
    if errors:
        raise ApiErrors(errors)


def freeze(api, text, chosen, path=PATH):
    """The lock after the chosen drafts (a predicate on items) became stable in the next revision."""
    revision, stable = read_lock(path, text)
    locked = {item.key for item in stable}
    slot = sum(1 for item in stable if item.kind == "function")
    drafts, errors = [], []
    functions = {function.key: function for function in api.functions}
    for item in found_items(api):
        if item.key in locked:
            continue
        if not chosen(item):
            drafts.append(item)
            continue
        if item.since != revision + 1:
            where = functions[item.name].where if item.kind == "function" else Where(path, 1)
            problem = f"{item.kind} {item.name} says since={item.since}"
            errors.append(where.error(problem, f"what is frozen now is since={revision + 1}"))
        item.state = "stable"
        if item.kind == "function":
            item.slot, slot = slot, slot + 1
        stable.append(item)
    if errors:
        raise ApiErrors(errors)
    return render(revision + 1, stable, drafts)
