"""One scan: the hand-written headers and every tagged source, as an Api."""

from __future__ import annotations

from .declarations import read_types
from .errors import collect
from .model import Api
from .tags import scan_file


def sources(root):
    return sorted((root / "capi").rglob("*.cpp"))


def scan(root):
    types = read_types(root)
    areas, functions, seen = {}, [], {}

    def read(path):
        relative = path.relative_to(root).as_posix()
        area, found = scan_file(relative, path.read_text(encoding="utf-8"), types)
        if not found:
            return
        if area.name in areas:
            areas[area.name].sources.append(relative)
            areas[area.name].text = areas[area.name].text or area.text
        else:
            areas[area.name] = area
        functions.extend(found)

    collect(sources(root), read)

    def unique(function):
        first = seen.setdefault(function.key, function)
        if first is not function:
            raise function.where.error(
                f"{function.symbol} is defined twice", f"the other one: {first.where.path}:{first.where.line}"
            )

    collect(functions, unique)
    functions.sort(key=lambda f: (f.name, f.version))
    return Api(types, dict(sorted(areas.items())), functions)
