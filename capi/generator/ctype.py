"""Parsing of C types, parameter lists and declarations, and the list of types that a public signature may use."""

from __future__ import annotations

import re

from .errors import ApiError
from .model import INTEGERS, CType

_TOKEN = re.compile(r"\s*([A-Za-z_]\w*|\d+|\.\.\.|[*(),;\[\]{}&:<>=]|\S)")

# What people write, and what they should write instead.
REFUSED = {
    "bool": "use int32_t (0 or 1)",
    "_Bool": "use int32_t (0 or 1)",
    "int": "use int32_t",
    "unsigned": "use uint32_t or uint64_t",
    "signed": "use int32_t or int64_t",
    "short": "use int16_t",
    "long": "use int64_t: `long` has 32 bits on Windows",
    "size_t": "use int64_t: size_t has 32 bits on some machines",
    "ssize_t": "use int64_t",
    "ptrdiff_t": "use int64_t",
    "intptr_t": "use int64_t, or void * for a pointer",
    "uintptr_t": "use uint64_t, or void * for a pointer",
    "float": "use double",
    "enum": "use int32_t and #define the values in include/ndcore/types.h",
    "struct": "use the typedef name that include/ndcore/types.h gives the struct, by pointer",
    "union": "pass the alternatives as parameters of their own",
    "_Complex": "pass two doubles, or a pointer to pairs of doubles",
    "wchar_t": "use UTF-8 in const char *",
    "va_list": "pass an array and its length",
    "...": "varargs cannot be called from every language: pass an array and its length",
    "&": "references are C++: pass a pointer",
    "std": "the C API knows no C++ type: use an opaque handle, an array and its length, or const char *",
}


def tokens(text):
    return _TOKEN.findall(text)


def parse_type(words, types, path, line):
    """(CType, name or "") from the tokens of one parameter, field or return type."""
    spelled = " ".join(words)
    for word in words:
        if word in REFUSED:
            raise ApiError(path, line, f"`{word}` is not allowed in a public signature: `{spelled}`", REFUSED[word])
    rest = list(words)
    const, base, pointers, name = False, "", [], ""
    while rest:
        word = rest.pop(0)
        if word == "const":
            if pointers:
                pointers[-1] = True
            else:
                const = True
        elif word == "*":
            if not base:
                raise ApiError(path, line, f"cannot parse the type `{spelled}`", "write it as `const int64_t *name`")
            pointers.append(False)
        elif re.fullmatch(r"[A-Za-z_]\w*", word):
            if not base:
                base = word
            elif not name and (not rest or rest[0] == "["):
                name = word
            else:
                raise ApiError(path, line, f"cannot parse the type `{spelled}`", "write it as `const int64_t *name`")
        elif word == "[":
            raise ApiError(path, line, f"array parameters are pointers: `{spelled}`", "write `int64_t *name`")
        else:
            raise ApiError(path, line, f"unexpected `{word}` in `{spelled}`", "write it as `const int64_t *name`")
    ctype = CType(base, const, tuple(pointers))
    check_allowed(ctype, types, path, line)
    return ctype, name


def check_allowed(ctype, types, path, line):
    """Refuses every type outside the design's list; structs, opaque objects and void only by pointer."""
    base = ctype.base
    by_value = types.resolve(base) in INTEGERS or base == "double" or base in types.callbacks
    by_pointer = base in types.handles or base in types.structs or base in types.opaques or base in ("char", "void")
    if by_value:
        return
    if by_pointer:
        if ctype.depth == 0 and base in types.structs:
            raise ApiError(path, line, f"struct `{base}` by value", f"pass `const {base} *`")
        if ctype.depth == 0 and base == "char":
            raise ApiError(path, line, "`char` by value", "use int32_t")
        if ctype.depth == 0 and base in types.handles:
            raise ApiError(path, line, f"handle `{base}` by value", f"write `{base} *`")
        return
    raise ApiError(
        path,
        line,
        f"type `{base}` is outside the list of public types",
        "allowed: intN_t, uintN_t, double, char and void by pointer, and what include/ndcore/types.h declares",
    )


def split_parameters(words):
    """The token lists between the commas of a parameter list (without its outer parentheses)."""
    parts, depth = [[]], 0
    for word in words:
        if word == "," and depth == 0:
            parts.append([])
            continue
        depth += {"(": 1, ")": -1}.get(word, 0)
        parts[-1].append(word)
    return [] if parts in ([[]], [["void"]]) else parts


def parse_declaration(text, types, path, line):
    """(return type, symbol, [(name, type)]) of `RETURN symbol(PARAMETERS)`."""
    words = tokens(text)
    if "(" not in words or words[-1] != ")":
        raise ApiError(
            path,
            line,
            f"cannot parse the signature `{' '.join(text.split())}`",
            "write `ND_EXPORT nd_array *nd_name(nd_array *a, int32_t flag);` directly under the tag",
        )
    opening = words.index("(")
    returns, symbol = parse_type(words[:opening], types, path, line)
    if not symbol.startswith("nd_"):
        raise ApiError(path, line, f"function name `{symbol or '?'}` does not start with nd_", "name it nd_…")
    parameters = []
    for part in split_parameters(words[opening + 1 : -1]):
        ctype, name = parse_type(part, types, path, line)
        if not name:
            raise ApiError(path, line, f"{symbol}: a parameter without a name: `{' '.join(part)}`", "name it")
        if ctype.base == "void" and ctype.depth == 0:
            raise ApiError(path, line, f"{symbol}: parameter `{name}` has type void", "use void * or drop it")
        parameters.append((name, ctype))
    return returns, symbol, parameters
