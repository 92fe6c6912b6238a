"""Where the engine takes a C function's call on: found in the sources by the names that a body calls, so that
nd_explain tells it without anybody writing it down. Read by emit_library.lines.
"""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from dataclasses import dataclass, field

_HEAD = re.compile(r"^(?!static_assert|using|typedef|extern|namespace|#|//)[A-Za-z_\[][^\n;{}()=]*?\b(\w+)\(", re.M)
_CLASS = re.compile(r"^(?:template <[^\n]*>\n)?(?:class|struct) (\w+)[^;{]*\{", re.M)
_CALL = re.compile(r"(?<![.\w])(?:\w+::)*(\w+)(?:<[^<>()]*>)?[({]|(?:\w+::)+(\w+)")
_UNNAMED = re.compile(r"^namespace \{\n.*?^\}  // namespace$", re.M | re.S)
_DECLARED = re.compile(r"\b(\w+)\(")
_GIVEN = re.compile(r"give(?:_all)?(?:<\w+>)?\(\s*(?:nd::)?(\w+)\(")
_INCLUDE = re.compile(r'^#include "([\w/.-]+)"', re.M)
_MACRO = r"^#define {}\((?:[^\n]*\\\n)*[^\n]*"


@dataclass(eq=False)
class Definition:
    name: str
    path: str  # relative to the root
    line: int
    parameters: int  # -1: a class
    hidden: bool  # in an unnamed namespace
    body: str


@dataclass
class Engine:
    """What `lines` writes of one function."""

    path: str = ""
    line: int = 0
    name: str = ""
    kernels: list[str] = field(default_factory=list)


def _closing(text, position):
    """The index behind the parenthesis that closes the one before `position`."""
    depth = 1
    while depth and position < len(text):
        depth += {"(": 1, ")": -1}.get(text[position], 0)
        position += 1
    return position


def _count(arguments):
    """How many arguments a list has: commas outside of brackets."""
    depth, found = 0, 1 if arguments.strip() else 0
    for letter in arguments:
        depth += (letter in "([{<") - (letter in ")]}>")
        found += letter == "," and depth == 0
    return found


def definitions(path, text):
    """The free functions and the classes that a file defines, by clang-format's layout: heads and closing braces stand
    at the beginning of their lines."""
    hidden = [(m.start(), m.end()) for m in _UNNAMED.finditer(text)]

    def made(match, parameters, body):
        at = match.start()
        return Definition(
            match.group(1), path, text.count("\n", 0, at) + 1, parameters, any(a < at < b for a, b in hidden), body
        )

    for match in _HEAD.finditer(text):
        end = _closing(text, match.end())
        opening = re.compile(r"[^;{]*").match(text, end).end()
        if text[opening : opening + 1] == "{" and text[match.start(1) - 1] != ":":
            yield made(match, _count(text[match.end() : end - 1]), text[opening : _end(text, opening)])
    for match in _CLASS.finditer(text):
        yield made(match, -1, text[match.end() : text.find("\n}", match.end())])


def _end(text, opening):
    """Where the body that begins at a position ends: with its line, or with a brace at the beginning of one."""
    line_end = text.find("\n", opening)
    return line_end if text[line_end - 1] == "}" else text.find("\n}", opening)


class Sources:
    """The definitions of the engine by name, and which files see which."""

    def __init__(self, root):
        self.by_name = defaultdict(list)
        self.declares = {}  # stem of a header: names that something like a call follows
        self.seen, self.find = functools.cache(self._seen_in), functools.cache(self._find_in)
        self._next = functools.cache(self._next_in)
        self.includes = {}  # path: stems of the headers it includes
        for path in sorted((root / "libndcore").rglob("*.[ch]pp")):
            self.read(path.relative_to(root).as_posix(), path.read_text(encoding="utf-8"))

    def read(self, path, text):
        self.includes[path] = {f"libndcore/{name.rpartition('.')[0]}" for name in _INCLUDE.findall(text)}
        if path.endswith(".hpp"):
            self.declares[path.rpartition(".")[0]] = set(_DECLARED.findall(text))
        for one in definitions(path, text):
            self.by_name[one.name].append(one)

    def _seen_in(self, path):
        """Stems of all headers that a file includes, by others too."""
        found = set()
        queue = [path]
        for one in queue:
            fresh = self.includes.get(one, set()) - found
            found |= fresh
            queue += [f"{stem}.hpp" for stem in sorted(fresh)]
        return found

    def _find_in(self, name, path, arguments=None):
        """The definition that a call in a file means: of the same file, else one that a header declares which the file
        includes: of that header's folder, or of a file that includes it too."""
        near = [one for one in self.by_name.get(name, []) if one.path == path]
        found = [one for one in self.by_name.get(name, []) if not one.hidden]
        if found and not near:
            declaring = {stem for stem in self.seen(path) if name in self.declares.get(stem, ())}
            folders = {_folder(stem) for stem in declaring}
            near = [one for one in found if _folder(one.path) in folders]
            near = near or [one for one in found if declaring & self.seen(one.path)]
        return next((one for one in near if one.parameters == arguments), near[0] if near else None)

    def _next_in(self, one):
        found = (self.find(called[0] or called[1], one.path) for called in _CALL.findall(one.body))
        return [other for other in found if other and not other.path.startswith(_PLUMBING)]

    def called(self, body, path):
        """(name, number of arguments) of the calls in the body of a C function, the most telling first: what is given to
        the caller, else the last one, for arguments are looked at before. Helpers of the same file stand for their own.
        """
        found = []
        for match in _CALL.finditer(body):
            name = match.group(1) or match.group(2)
            helper = next((one for one in self.by_name.get(name, []) if one.path == path and one.body != body), None)
            if helper and not helper.path.startswith("libndcore/"):
                found += reversed(self.called(helper.body, ""))
            elif body[match.end() - 1] == "(" and not name[0].isupper():
                found.append((name, _count(body[match.end() : _closing(body, match.end()) - 1])))
        given = _GIVEN.findall(body)
        found.reverse()
        return sorted(found, key=lambda one: one[0] not in given)

    def kernels(self, start):
        """The files under kernels/ that a function reaches, nearest first."""
        reached, queue = [], [start]
        for one in queue:
            if one.path.startswith("libndcore/kernels/") and one.path.endswith(".cpp") and one.path not in reached:
                reached.append(one.path)
            queue += [other for other in dict.fromkeys(self._next(one)) if other not in queue]
        return reached


def _folder(path):
    return path.rpartition("/")[0]


# Making arrays and reading dtypes is not what a function is about.
_PLUMBING = ("libndcore/core/", "libndcore/dtype/", "libndcore/array/", "libndcore/iter/")
_LOOK_UPS = ("libndcore/ufunc/registry.cpp",)


def _does_the_work(one):
    """A function of the engine: in a source, or inline in the header of an area."""
    if not one.path.startswith("libndcore/") or one.path in _LOOK_UPS:
        return False
    return one.path.endswith(".cpp") or (one.parameters >= 0 and not one.path.startswith(_PLUMBING))


def _body(text, line, macros):
    """The text of the C function that begins behind the tag at a line, or of the macro that stands there."""
    position = 0
    for _ in range(line - 1):
        position = text.index("\n", position) + 1
    reduction = re.compile(r"ND_REDUCTION\((\w+)").match(text, position)
    if reduction:
        return f"{{ give({reduction.group(1)}(source, over, options)); }}"
    one_liner = re.compile(r"(ND_(?:UNARY|BINARY)\w*)\(").match(text, position)
    if one_liner:
        found = re.search(_MACRO.format(one_liner.group(1)), macros, re.M)
        return found.group(0) if found else ""
    opening = text.index(
        "{", text.index("(", text.index("*/", position) if text[position:].startswith("/*") else position)
    )
    return text[opening : _end(text, opening)]


def find_engine(root, functions):
    """{member: Engine} of the C functions; nothing of those that do their work themselves."""
    if not (root / "libndcore").is_dir():
        return {}
    sources = Sources(root)
    macros_path = root / "capi/elementwise.hpp"
    macros = macros_path.read_text(encoding="utf-8") if macros_path.exists() else ""
    helpers = {one.name for path in sorted((root / "capi/runtime").glob("*.hpp"))
               for one in definitions("", path.read_text(encoding="utf-8"))}  # fmt: skip
    texts, out = {}, {}
    for function in functions:
        path = function.where.path
        if path not in texts:
            texts[path] = (root / path).read_text(encoding="utf-8")
            sources.read(path, texts[path] + macros)
        for name, arguments in sources.called(_body(texts[path], function.where.line, macros), path):
            one = None if name in helpers else sources.find(name, path, arguments)
            if one and _does_the_work(one):
                out[function.member] = Engine(one.path, one.line, one.name, sources.kernels(one))
                break
    return out
