"""Examples of a function, in C and in Python: by hand, made from a row of examples.txt
and its signature, or from its tag.

Called by the pages and by the test that runs them. Comments in an example are what it prints, and nothing else.
"""

from __future__ import annotations

import ast
import re
from pathlib import Path

from .example_c import c_example

TABLE = Path(__file__).with_name("examples.txt")
BY_HAND = [Path(__file__).with_name(name) for name in ("examples.md", "examples_abi.md")]
C_ONLY = Path(__file__).with_name("c_only.txt")
_LANGUAGES = {"c": "C", "python": "Python"}


def all_examples(functions):
    """{symbol: [(language, code)]}; of several versions the newest has the examples, under the plain name that clients
    use."""
    table, by_hand = read_table(), read_by_hand()
    newest = {f["name"]: f for f in sorted(functions, key=lambda f: f["version"])}
    return {f["symbol"]: _examples(f, table, by_hand) if newest[f["name"]] is f else [] for f in functions}


def _examples(function, table, by_hand):
    symbol, sections = f"nd_{function['name']}", function["sections"]
    made = by_hand.get(symbol) or (_made(function, table[symbol]) if symbol in table else {})
    pairs = [("C", made.get("C") or sections.get("example")), ("Python", made.get("Python") or sections.get("python"))]
    return [(language, code) for language, code in pairs if code]


def read_by_hand(paths=BY_HAND):
    """{symbol: {language: code}} of the headings of examples.md and the files beside it."""
    found = {}
    for section in (section for path in paths for section in path.read_text(encoding="utf-8").split("\n## ")[1:]):
        heading, _, body = section.partition("\n")
        code = {_LANGUAGES[word]: text for word, text in re.findall(r"^```(\w+)\n(.*?)\n```$", body, re.S | re.M)}
        for symbol in heading.split():
            if symbol in found:
                raise ValueError(f"{symbol} has two examples")
            found[symbol] = code
    return found


def read_c_only(path=C_ONLY):
    """{symbol: why it has no example in Python}."""
    rows = [line.split(" | ") for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return {symbol: reason for symbols, reason in rows for symbol in symbols.split()}


def parts_of_c(code):
    """(what stands outside of functions, statements): functions and includes in front of a blank line stand outside."""
    outside, blank, body = code.rpartition("\n\n") if code.startswith(("#include", "static ")) else ("", "", code)
    return outside + blank, body


def read_table(path=TABLE):
    """{symbol: (arguments, Python, output)}."""
    rows = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        symbol, arguments, python, output = (field.strip() for field in line.split(" | "))
        if symbol in rows:
            raise ValueError(f"{path.name}: {symbol} has two rows")
        rows[symbol] = (_arguments(arguments), python, output.replace("\\n", "\n"))
    return rows


def _arguments(text):
    """{parameter: value} of `a=[1, 2], axis=0`; a name may be a keyword of Python."""
    call = ast.parse("f(" + re.sub(r"(^|, )(\w+)=", r"\1p_\2=", text) + ")", mode="eval").body
    return {keyword.arg.removeprefix("p_"): _value(keyword.value) for keyword in call.keywords}


def _value(node):
    """A literal; `nan` and `inf` are numbers."""
    if isinstance(node, ast.Name):
        return float(node.id)
    if isinstance(node, ast.List):
        return [_value(item) for item in node.elts]
    if isinstance(node, ast.Tuple):
        return tuple(_value(item) for item in node.elts)
    if isinstance(node, ast.UnaryOp) and isinstance(node.operand, ast.Name):
        return -float(node.operand.id)
    return ast.literal_eval(node)


def _made(function, row):
    arguments, python, output = row
    made = {"C": c_example(function, arguments, output)}
    if python != "-":
        made["Python"] = _python(function, arguments, python, output)
    return made


def _python(function, arguments, python, output):
    arrays = {
        p["name"]: arguments[p["name"]]
        for p in function["parameters"]
        if p["type"]["base"] == "nd_array" and isinstance(arguments.get(p["name"]), (list, tuple))
    }
    call = python or f"nd.{function['name']}({', '.join(_passed(name, arguments[name], arrays) for name in arguments)})"
    lines = [f"{name} = {_array(value)}" for name, value in arrays.items()]
    *statements, result = call.split("; ")
    several = sum(p["role"] == "out_handle" and not p["optional"] for p in function["parameters"]) > 1
    lines += [*statements, f'print(*{result}, sep="\\n")' if several and not python else f"print({result})"]
    return "\n".join([*lines, *(f"# {line}" for line in output.split("\n"))])


def _passed(name, value, arrays):
    return name if name in arrays else f"{name}={value!r}" if isinstance(value, str) or arrays else repr(value)


def _array(value):
    """The Python text of an array, or of a list of arrays."""
    if isinstance(value, tuple):
        return f"[{', '.join(_array(item) for item in value)}]"
    text = repr(value).replace("nan", "nd.nan").replace("inf", "nd.inf")
    return f"nd.array({text})"
