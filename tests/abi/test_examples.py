"""The examples of the reference: what each says it prints, it prints; all of C in one program, all of Python by
exec."""

import contextlib
import io
import json
import os
import re
import sys

import pytest
from commands import ROOT, run

sys.path.insert(0, str(ROOT))

from docs.reference.examples import all_examples, parts_of_c, read_by_hand, read_c_only, read_table

MARK = "== "


@pytest.fixture(scope="module")
def functions():
    return json.loads((ROOT / "frontends/api.json").read_text(encoding="utf-8"))["functions"]


@pytest.fixture(scope="module")
def code(functions):
    """{language: {symbol: code}}."""
    pairs = {symbol: dict(pairs) for symbol, pairs in all_examples(functions).items()}
    return {name: {s: pair[name] for s, pair in pairs.items() if name in pair} for name in ("C", "Python")}


def in_c(text):
    """What the comments of an example in C say: the lines it prints."""
    comments = re.findall(r"/\*[ ](.*?)[ ]\*/", text, re.S)
    return "\n".join(re.sub(r"^ \* ?", "", line) for comment in comments for line in comment.split("\n"))


def once(examples):
    """One example may show several functions: it is run under the name of the first."""
    first = {}
    for symbol, text in examples.items():
        first.setdefault(text, symbol)
    return {symbol: text for text, symbol in first.items()}


def modules_of(library):
    """The folder of the modules that examples load."""
    return str(library.resolve().parent / "examples/modules")


def in_python(text):
    return "\n".join(match.group(1) for match in re.finditer(r"(?:^|  )#[ ](.*)$", text, re.M))


def test_the_table_names_functions_and_parameters(functions):
    parameters = {f["symbol"]: {p["name"] for p in f["parameters"]} for f in functions}
    for symbol, (arguments, _, output) in read_table().items():
        assert symbol in parameters
        assert set(arguments) <= parameters[symbol], symbol
        assert output, symbol


def test_examples_by_hand_are_of_functions_without_a_row(functions):
    by_hand = set(read_by_hand())
    assert by_hand <= {f["symbol"] for f in functions}
    assert by_hand & set(read_table()) == set()


def test_every_function_has_an_example_in_each_language(functions, code):
    newest = {f["name"]: f["symbol"] for f in sorted(functions, key=lambda f: f["version"])}
    missing = [symbol for symbol in newest.values() if symbol not in code["C"]]
    assert not missing, " ".join(missing)
    assert {symbol for symbol in newest.values() if symbol not in code["Python"]} == set(read_c_only())
    assert all(reason.endswith(".") for reason in read_c_only().values())


def test_c_examples_print_what_they_say(code, library, tmp_path):
    texts = once(code["C"])
    parts = {symbol: parts_of_c(text) for symbol, text in texts.items()}
    outside = dict.fromkeys(part for part, _ in parts.values())
    bodies = [
        f'static void example_{symbol}(void) {{\n  printf("{MARK}{symbol}\\n");\n{body}\n}}\n'
        for symbol, (_, body) in parts.items()
    ]
    calls = "".join(f"  example_{symbol}();\n" for symbol in parts)
    leak = f'  printf("{MARK}live handles\\n%d\\n", (int)(nd_live_handles() - before));\n'
    start = "  int64_t before = nd_live_handles();\n"
    source = tmp_path / "examples.c"
    source.write_text(
        '#include "show.h"\n'
        + "\n".join([*outside, *bodies])
        + f"int main(void) {{\n{start}{calls}{leak}  return 0;\n}}\n",
        encoding="utf-8",
    )
    flags = ["-std=c99", "-Wall", "-Wextra", "-Werror", "-I", ROOT / "docs/reference", "-I", ROOT / "include"]
    program = tmp_path / "examples"
    run("cc", source, *flags, library, f"-Wl,-rpath,{library.parent}", "-o", program)
    printed = dict(
        part.split("\n", 1)
        for part in run(program, cwd=tmp_path, env={**os.environ, "NDCORE_MODULE_PATH": modules_of(library)}).split(
            MARK
        )[1:]
    )
    assert printed.pop("live handles").strip() == "0"
    said = {symbol: in_c(text) for symbol, text in texts.items()}
    assert all(said.values())
    assert {symbol: text.rstrip("\n") for symbol, text in printed.items()} == said


def test_python_examples_print_what_they_say(code, library, tmp_path, monkeypatch):
    import ndcore

    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("NDCORE_MODULE_PATH", modules_of(library))
    wrong = {}
    for symbol, text in once(code["Python"]).items():
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            exec(compile(text, symbol, "exec"), {"nd": ndcore})
        if printed.getvalue().rstrip("\n") != in_python(text) or not in_python(text):
            wrong[symbol] = (printed.getvalue(), in_python(text))
    assert wrong == {}


def test_of_two_versions_the_newer_one_has_the_example(functions):
    first = next(f for f in functions if f["symbol"] == "nd_sqrt")
    second = {**first, "symbol": "nd_sqrt_v2", "version": 2}
    found = all_examples([first, second])
    assert found["nd_sqrt"] == []
    assert "nd_sqrt(x)" in dict(found["nd_sqrt_v2"])["C"]


def test_what_an_example_says_is_read():
    assert in_c("show(a);\n/* [[1 2]\n *  [3 4]] */\nshow(b);\n/* 7 */") == "[[1 2]\n [3 4]]\n7"
    assert in_python("print(a)\n# [[1 2]\n#  [3 4]]\nprint(7)  # 7") == "[[1 2]\n [3 4]]\n7"
