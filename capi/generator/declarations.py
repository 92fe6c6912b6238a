"""Reads the hand-written headers: handles, aliases, constants, structs, callback types."""

from __future__ import annotations

import re

from .ctype import parse_type, split_parameters, tokens
from .errors import ApiError
from .model import INTEGERS, Callback, Constant, CType, Field, Struct, Types, Where
from .words import field_role

HEADERS = (
    "include/ndcore/status.h",
    "include/ndcore/types.h",
    "include/ndcore/dtype_def.h",
    "include/ndcore/method_info.h",
    "include/ndcore/trace.h",
    "include/ndcore/capsule.h",
    "include/ndcore/options.h",
    "include/ndcore/text_options.h",
)
TABLES = ("nd_api", "nd_api_draft")  # opaque here, defined in the generated api.h
_SINCE = re.compile(r"\bsince=(\d+)\s*")
_DEFAULT = re.compile(r"\bdefault=(\S+)\s*")
_FIXED = "layout=fixed"  # in the comment of a struct that is an element of arrays
_DEFINE = re.compile(r"^#define\s+(ND_\w+)\s+(.+?)\s*$")
_ALIAS = re.compile(r"^typedef\s+int32_t\s+(nd_\w+);")
_NUMBER = re.compile(r"\(?\s*(-?\s*(?:0[xX][0-9a-fA-F]+|\d+))[uUlL]*\s*\)?")


class _Comments:
    """The comments of a header, blanked out of its text but findable by the line they end or stand on."""

    def __init__(self, text):
        self.by_line = {}
        self.blank = re.sub(r"/\*.*?\*/", self._take, text, flags=re.S)
        self.text = text

    def _take(self, match):
        body = " ".join(part.strip(" *") for part in match.group(0)[2:-2].strip().split("\n"))
        self.by_line[self.line(match.string, match.end() - 1)] = body.strip()
        return re.sub(r"[^\n]", " ", match.group(0))

    @staticmethod
    def line(text, position):
        return text.count("\n", 0, position) + 1

    def near(self, line):
        """(since, text) of the comment on this line, else of the one that ends just above."""
        body = self.by_line.get(line) or self.by_line.get(line - 1) or ""
        found = _SINCE.search(body)
        return (int(found.group(1)) if found else 0), _SINCE.sub("", body).strip()


def read_types(root):
    types = Types()
    for path in HEADERS:
        _read_header(path, (root / path).read_text(encoding="utf-8"), types)
    for struct in types.structs.values():
        lay_out(struct, types)
    return types


def _read_header(path, text, types):
    comments = _Comments(text)
    hidden = False
    for number, line in enumerate(comments.blank.split("\n"), 1):
        hidden = line.strip() == "#ifndef ND_STABLE_ONLY" or (hidden and line.strip() != "#endif")
        if hidden:
            types.hidden.add((path, number))
        match = _DEFINE.match(line)
        if match:
            _read_constant(path, number, match, comments, types)
    code = re.sub(r"^#.*(?:\\\n.*)*$", lambda m: re.sub(r"[^\n]", " ", m.group(0)), comments.blank, flags=re.M)
    position = 0
    while True:
        match = re.compile(r"\s*typedef\b").search(code, position)
        if not match:
            return
        end = _statement_end(code, match.end())
        start = match.end() - len("typedef")
        line = comments.line(code, start)
        _read_typedef(path, line, code[match.end() : end], comments, types, match.end())
        position = end + 1


def _statement_end(code, position):
    depth = 0
    for index in range(position, len(code)):
        depth += {"{": 1, "}": -1}.get(code[index], 0)
        if code[index] == ";" and depth == 0:
            return index
    return len(code)


def _read_constant(path, number, match, comments, types):
    name, value = match.groups()
    if name == "ND_EXPORT":
        return
    found = _NUMBER.fullmatch(value)
    if not found:
        raise ApiError(
            path,
            number,
            f"constant {name}: `{value}` is not an integer",
            "public constants are plain integers: every language must be able to read them",
        )
    if name in types.constants:
        raise ApiError(path, number, f"constant {name} is defined twice", "remove one")
    since, text = comments.near(number) if number in comments.by_line else (0, "")
    before = next(reversed(types.constants.values()), None)
    goes_on = before is not None and before.where == Where(path, number - 1)
    above = _ALIAS.match(comments.blank.split("\n")[number - 2])
    about = before.about if goes_on else _SINCE.sub("", comments.by_line.get(number - (2 if above else 1), ""))
    number_of = int(found.group(1).replace(" ", ""), 0)
    constant = types.constants[name] = Constant(name, number_of, since, text, Where(path, number), about)
    if above:
        types.choices[above.group(1)] = [constant]
    for values in types.choices.values() if goes_on else ():
        if values[-1] is before:
            values.append(constant)


def _read_typedef(path, line, body, comments, types, position):
    struct = re.match(r"\s*struct\s+(\w+)\s*(\{.*\})?\s*(\w+)\s*$", body, re.S)
    callback = re.match(r"\s*(.+?)\(\s*\*\s*(nd_\w+)\s*\)\s*\((.*)\)\s*$", body, re.S)
    alias = re.match(r"\s*(\w+)\s+(nd_\w+)\s*$", body)
    since, text = comments.near(line)
    where = Where(path, line)
    if struct and struct.group(1) != struct.group(3):
        raise ApiError(path, line, f"struct {struct.group(1)} and its typedef {struct.group(3)} differ", "use one name")
    if struct and struct.group(2):
        name = struct.group(1)
        first = line + body[: struct.start(2)].count("\n")
        fields = _read_fields(path, first, struct.group(2)[1:-1], comments, types)
        fixed = _FIXED in text
        if not fixed and (not fields or fields[0].name != "struct_size" or fields[0].type != CType("int64_t")):
            raise ApiError(
                path,
                line,
                f"struct {name} does not begin with `int64_t struct_size`",
                "a public struct grows at its end; struct_size tells which fields the caller knows"
                " (an element of arrays cannot grow: say layout=fixed in its comment)",
            )
        types.structs[name] = Struct(name, fields, since, text, where, fixed=fixed)
    elif struct:
        (types.opaques if struct.group(1) in TABLES else types.handles)[struct.group(1)] = where
        types.since[struct.group(1)], types.texts[struct.group(1)] = since, text
    elif callback:
        returns, _ = parse_type(tokens(callback.group(1)), types, path, line)
        parameters = [parse_type(part, types, path, line)[::-1] for part in split_parameters(tokens(callback.group(3)))]
        if not any(ctype == CType("void", False, (False,)) for _, ctype in parameters):
            raise ApiError(path, line, f"callback {callback.group(2)} takes no `void *data`", "add it")
        types.callbacks[callback.group(2)] = Callback(callback.group(2), returns, parameters, since, text, where)
    elif alias and alias.group(1) in INTEGERS:
        types.aliases[alias.group(2)] = alias.group(1)
        types.since[alias.group(2)] = since
    else:
        raise ApiError(
            path,
            line,
            f"cannot read `typedef {' '.join(body.split())}`",
            "allowed: opaque structs, structs led by struct_size or of layout=fixed, callbacks, names for integer "
            "types",
        )


def _read_fields(path, line, body, comments, types):
    fields = []
    for part in body.split(";"):
        at = line + part[: len(part) - len(part.lstrip())].count("\n")
        line += part.count("\n")
        if not part.strip():
            continue
        array = re.match(r"(.*?)\[\s*(\d+)\s*\]\s*$", part, re.S)
        ctype, name = parse_type(tokens(array.group(1) if array else part), types, path, at)
        since, text = comments.near(at) if at in comments.by_line else (0, "")
        given = _DEFAULT.search(text)
        text = _DEFAULT.sub("", text)
        count = int(array.group(2)) if array else 0
        fields.append(Field(name, ctype, count, since, text, default=given.group(1) if given else None))
    return fields


def size_of(ctype, types):
    if ctype.depth or ctype.base in types.callbacks:
        return 8
    base = types.resolve(ctype.base)
    return 8 if base == "double" else INTEGERS[base]


def lay_out(struct, types):
    """Offsets, size and alignment as the C ABI of every 64-bit platform has them; padding is refused."""
    offset = 0
    for item in struct.fields:
        size = size_of(item.type, types)
        if offset % size:
            raise struct.where.error(
                f"struct {struct.name}: padding before field `{item.name}`",
                "order the fields or add an explicit `int32_t reserved`",
            )
        item.offset, item.role = offset, field_role(item, types)
        item.size = size * max(item.count, 1)
        offset += item.size
        struct.align = max(struct.align, size)
    if offset % struct.align:
        raise struct.where.error(f"struct {struct.name}: padding at its end", "add an explicit `int32_t reserved`")
    struct.size = offset
