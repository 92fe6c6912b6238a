"""Finds the tagged functions in capi/. The grammar is described in CONTRIBUTING.md."""

from __future__ import annotations

import re

from .ctype import parse_declaration
from .errors import ApiError, collect
from .finish import finish
from .model import Area, Function, Parameter, Where
from .one_liners import START, read_one_liner

# Headers of another purpose.
RESERVED_AREAS = ("types", "status", "api", "interchange_structs", "loader", "capsule", "cell", "dtype_def",
                  "method_info", "options", "ndcore", "revision", "mode_table", "mode_list", "signatures")  # fmt: skip
SECTIONS = ("returns", "errors", "numpy", "threads", "example", "python", "see")
HEAD_NUMBERS = ("since", "version", "removed")
HEAD_WORDS = ("group", "python", "method", "alias", "asks", "names")
HEAD_FLAGS = ("nocall", "python", "method", "positional")
_TAG = re.compile(r"^/\*ND_API\b(.*?)\*/", re.S | re.M)
_AREA = re.compile(r"^/\*ND_AREA\s+(\w+)\s*(.*?)\*/", re.S | re.M)
_EXPORT = re.compile(r'^(?:extern\s+"C"\s+)?ND_EXPORT\b', re.M)
_AFTER_TAG = re.compile(r'(\s*(?:extern\s+"C"\s+)?ND_EXPORT\b)([^;{]*)[;{]', re.S)
_ANY_TAG = re.compile(r"/\*ND_API\b")


def scan_file(path, text, types):
    """(Area, functions) of one source."""
    area = _area(path, text)
    tags = {match.start(): match for match in _TAG.finditer(text)}
    tagged = {follow.end(1) for follow in (_AFTER_TAG.match(text, m.end()) for m in tags.values()) if follow}

    def read(match):
        line = text.count("\n", 0, match.start()) + 1
        if match.re is START:
            return read_one_liner(path, text, match, types)
        if match.re is _EXPORT:
            if match.end() in tagged:
                return None
            raise ApiError(
                path, line, "an exported function without a tag", "put /*ND_API … */ above it, or make it static"
            )
        if match.start() not in tags:
            raise ApiError(
                path, line, "a tag that does not begin its line or does not end", "write /*ND_API … */ in column 1"
            )
        return _read_tagged(path, line, text, tags[match.start()], types)

    matches = [match for pattern in (_ANY_TAG, _EXPORT, START) for match in pattern.finditer(text)]
    functions = [function for function in collect(matches, read) if function]
    if functions and f'#include "ndcore/{area.name}.h"' not in text:
        raise ApiError(path, 1, "the functions would get C++ linkage", f'#include "ndcore/{area.name}.h"')
    for function in functions:
        function.area = area.name
        function.group = function.group or area.name
    return area, functions


def _read_tagged(path, line, text, tag, types):
    follow = _AFTER_TAG.match(text, tag.end())
    if not follow:
        raise ApiError(path, line, "a tag without a function", "`ND_EXPORT …` must follow the tag directly")
    declaration_line = text.count("\n", 0, follow.end(1)) + 1
    signature = re.sub(r"\bnoexcept\s*$", "", follow.group(2).strip()).strip()
    return _read_tag(Where(path, line), tag.group(1), signature, declaration_line, types)


def _area(path, text):
    name = path.rsplit("/", 1)[-1].rsplit(".", 1)[0]
    match = _AREA.search(text)
    about = ""
    if match:
        name, about = match.group(1), " ".join(line.strip(" *") for line in match.group(2).split("\n")).strip()
    if name in RESERVED_AREAS:
        raise ApiError(
            path, 1, f"an area cannot be called `{name}`", "that header has another purpose: rename the file"
        )
    return Area(name, about, [path])


def _comment_lines(body, first_line):
    """(line number, text without the leading ` * `) for each line of the comment below its head."""
    for offset, line in enumerate(body.split("\n")[1:], 1):
        yield first_line + offset, re.sub(r"^\s*\*( |$)", "", line).rstrip()


def _read_head(where, head):
    words = head.split()
    if not words or not re.fullmatch(r"[a-z][a-z0-9_]*", words[0]):
        raise where.error("the tag names no function", "/*ND_API sum group=ufunc")
    values, flags = {}, set()
    for word in words[1:]:
        key, _, value = word.partition("=")
        if value and (key in HEAD_WORDS or (key in HEAD_NUMBERS and value.isdigit())):
            values[key] = value if key in HEAD_WORDS else int(value)
        elif word in HEAD_FLAGS:
            flags.add(word)
        else:
            raise where.error(
                f"{words[0]}: unknown key `{word}`",
                f"known: {', '.join(k + '=…' for k in HEAD_NUMBERS + HEAD_WORDS)}, {', '.join(HEAD_FLAGS)}",
            )
    return words[0], values, frozenset(flags)


def _read_tag(where, body, signature, declaration_line, types):
    name, values, flags = _read_head(where, body.split("\n")[0])
    returns, symbol, declared = parse_declaration(signature, types, where.path, declaration_line)
    version = values.get("version", 1)
    expected = f"nd_{name}" if version == 1 else f"nd_{name}_v{version}"
    if symbol != expected:
        raise where.error(f"the tag says `{name}`, the function is `{symbol}`", f"expected {expected}")
    parameters = [Parameter(parameter, ctype) for parameter, ctype in declared]
    prose, lines, sections = _split_body(where, name, body, parameters)
    summary, rest = _split_summary(where, name, prose)
    function = Function(
        name,
        symbol,
        returns,
        parameters,
        summary,
        rest,
        where,
        version,
        values.get("since", 0),
        values.get("group", ""),
        flags=flags & {"nocall", "positional"},
        removed=values.get("removed", 0),
        python=values.get("python", "" if "python" in flags else None),
        method=values.get("method", name if "method" in flags else ""),
        aliases=tuple(filter(None, values.get("alias", "").split(","))),
        names=values.get("names", ""),
        asks=tuple(filter(None, values.get("asks", "").split("+"))),
    )
    finish(function, lines, sections, types)
    return function


def _split_summary(where, name, prose):
    """(first sentence, the other paragraphs)."""
    paragraphs = [[]]
    for line in prose:
        if line.strip():
            paragraphs[-1].append(line.strip())
        elif paragraphs[-1]:
            paragraphs.append([])
    paragraphs = [" ".join(lines) for lines in paragraphs if lines]
    if not paragraphs:
        raise where.error(f"{name}: no description", "begin with one sentence: what it does")
    match = re.match(r"(.*?[.!?])(?:\s+|$)(.*)", paragraphs[0], re.S)
    if not match:
        raise where.error(f"{name}: the first sentence has no full stop", "end it with one")
    rest = [match.group(2)] if match.group(2) else []
    return match.group(1), rest + paragraphs[1:]


def _split_body(where, name, body, parameters):
    """(prose lines, {parameter: (line, direction, words, text)}, {section: text})."""
    names = {p.name for p in parameters}
    prose, lines, sections, current = [], {}, {}, None
    for number, line in _comment_lines(body, where.line):
        first, _, rest = line.partition(" ")
        second = rest.split()[0] if rest.split() else ""
        is_section = first in SECTIONS and (not rest or rest.startswith(" ") or first == "errors")
        if is_section or (first and second in ("in", "out", "inout")):
            if not is_section and first not in names:
                if current is None and not rest.startswith(" "):
                    prose.append(line)
                    continue
                raise ApiError(
                    where.path,
                    number,
                    f"{name}: `{first}` is not a parameter of the signature",
                    f"parameters: {', '.join(sorted(names)) or 'none'}",
                )
            if first in lines or first in sections:
                raise ApiError(where.path, number, f"{name}: `{first}` is described twice", "join the two")
            current = first
            if is_section:
                sections[first] = rest.strip()
            else:
                words, _, text = rest.strip().partition("  ")
                lines[first] = (number, second, words.split()[1:], text.strip())
        elif current is None:
            prose.append(line)
        elif line.startswith("  ") or (not line and current in ("example", "python")):
            _continue(lines, sections, current, line)
        elif line:
            raise ApiError(
                where.path,
                number,
                f"{name}: cannot read the line `{line}`",
                "prose stands before the parameters; a continued text is indented",
            )
    return prose, lines, sections


def _continue(lines, sections, current, line):
    if current in lines:
        number, direction, words, text = lines[current]
        lines[current] = (number, direction, words, f"{text} {line.strip()}".strip())
    elif current in ("example", "python"):
        sections[current] = (sections[current] + "\n" + line[2:]).lstrip("\n")
    else:
        sections[current] = f"{sections[current]} {line.strip()}".strip()
