"""Adding a function of each kind as CONTRIBUTING.md says it, on a copy of the tree: nothing else is written by hand,
and each can be called from C, ndc, Python over both bindings and Lua. recipes.py has the texts, added_functions.py what
Python finds.
"""

import json
import os
import re
import shutil
import subprocess
import sys

import pytest
from commands import ROOT, run
from recipes import EXAMPLES, RECIPES
from sample_tree import generate

NAMES = {"elementwise function": "cube", "shape function": "cycle_axes", "reduction": "sum_of_squares"}
COUNTS = {"elementwise function": 3, "shape function": 2, "reduction": 3}
# With the words of the copy's own reference: {symbol: {language: code}}.
READ_EXAMPLES = """
import json
from docs.reference.examples import all_examples
functions = json.load(open("frontends/api.json", encoding="utf-8"))["functions"]
print(json.dumps({symbol: dict(pairs) for symbol, pairs in all_examples(functions).items()}))
"""
LUA = """
package.path = "./?.lua;./?/init.lua;" .. package.path
local nd = require "ndcore"
local a = nd.array { { 1, -2 } }
print(nd.cube(a), nd.cycle_axes(a, 1).shape[1], a:sum_of_squares({ 0 }, { keepdims = true }))
"""
full = pytest.mark.skipif("NDCORE_TEST_FULL" not in os.environ, reason="compiles the whole library: ./dev test --full")


def product_files(recipe):
    return sorted({one.path for one in recipe} - {EXAMPLES})


@pytest.mark.parametrize("kind", RECIPES)
def test_contributing_names_the_files(kind):
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    columns = next(line for line in text.split("\n") if line.startswith(f"| {kind} ")).strip("| ").split(" | ")
    assert sorted(re.findall(r"`([\w/]+\.[ch]pp)`", columns[-1])) == product_files(RECIPES[kind])
    assert len(product_files(RECIPES[kind])) == COUNTS[kind]
    assert f"`{NAMES[kind]}`" in columns[1]


@pytest.mark.parametrize("kind", RECIPES)
def test_recipe_fits_the_tree(kind):
    for one in RECIPES[kind]:
        content = (ROOT / one.path).read_text(encoding="utf-8")
        assert len(one.applied(content)) == len(content) + len(one.text)
        assert NAMES[kind] not in content, "the tree has such a function by now: the recipe needs another name"


def copy_tree(target):
    """What Git knows, as it is here now."""
    names = run("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", cwd=ROOT).split("\0")
    for name in filter(None, names):
        if not os.path.lexists(ROOT / name):
            continue  # removed, but not yet in the index
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / name, target / name, follow_symlinks=False)


@pytest.fixture(scope="module")
def tree(tmp_path_factory):
    """The copy with the three functions, generated and built, for one instruction set."""
    target = tmp_path_factory.mktemp("adding") / "tree"
    copy_tree(target)
    for one in (one for recipe in RECIPES.values() for one in recipe):
        path = target / one.path
        path.write_text(one.applied(path.read_text(encoding="utf-8")), encoding="utf-8")
    run(sys.executable, "-B", "-m", "capi.generator", cwd=target)
    run("meson", "setup", "-Dsimd_targets=avx2", "build", cwd=target)
    run("ninja", "-C", "build", "libndcore.so.1", "frontends/c/ndc", cwd=target)
    yield target
    shutil.rmtree(target)


def environment(tree, **more):
    """Of a program that is to find the copy."""
    places = {"NDCORE_LIBRARY": str(tree / "build/libndcore.so.1"), "PYTHONPATH": str(tree / "frontends/python")}
    return {**os.environ, **places, "NDCORE_API": str(tree / "frontends/api.json"), **more}


@pytest.fixture(scope="module")
def examples(tree):
    """{name: {language: code}} of the rows that the recipes add."""
    found = json.loads(run(sys.executable, "-B", "-c", READ_EXAMPLES, cwd=tree))
    return {name: found[f"nd_{name}"] for name in NAMES.values()}


@full
def test_everything_else_is_generated(tree):
    run(sys.executable, "-B", "-m", "capi.generator", "--check", cwd=tree)
    by_hand = {one.path for recipe in RECIPES.values() for one in recipe}
    made = {(tree / name).resolve() for name in generate(tree)[1]}
    names = run("git", "ls-files", "-z", cwd=ROOT).split("\0")
    files = [name for name in filter(None, names) if (ROOT / name).is_file()]
    changed = {name for name in files if (ROOT / name).read_bytes() != (tree / name).read_bytes()}
    assert {name for name in changed if (tree / name).resolve() not in made} == by_hand


@full
def test_in_c(tree, examples, tmp_path):
    bodies = "".join(f"static void show_{name}(void) {{\n{code['C']}\n}}\n" for name, code in examples.items())
    calls = "".join(f"  show_{name}();\n" for name in examples)
    source = tmp_path / "client.c"
    source.write_text(f'#include "show.h"\n{bodies}int main(void) {{\n{calls}  return 0;\n}}\n', encoding="utf-8")
    library, program = tree / "build/libndcore.so.1", tmp_path / "client"
    include = ("-I", tree / "docs/reference", "-I", tree / "include")
    run("cc", "-std=c99", "-Wall", "-Werror", source, *include, library, f"-Wl,-rpath,{library.parent}", "-o", program)
    assert run(program) == "[ 1. -8.]\n[[1 3]\n [2 4]]\n[10 20]\n"


@full
def test_in_ndc(tree, tmp_path):
    (tmp_path / "a.csv").write_text("1,2\n3,4\n", encoding="utf-8")

    def ndc(*words):
        return run(tree / "build/frontends/c/ndc", *words, cwd=tmp_path)

    assert ndc("cube", "a.csv") == "[[ 1.  8.]\n [27. 64.]]\n"
    assert ndc("call", "cycle_axes", "a.csv") == "[[1. 3.]\n [2. 4.]]\n"
    assert ndc("call", "sum_of_squares", "a.csv", "[0]", "keepdims=1") == "[[10. 20.]]\n"
    for recipe, name in ((RECIPES[kind], name) for kind, name in NAMES.items()):
        told = ndc("explain", name, "float64")
        assert [path for path in product_files(recipe) if path.startswith(("capi/", "libndcore/kernels/"))
                and path not in told] == [], told  # fmt: skip


@full
@pytest.mark.parametrize("binding", ["cffi", "ctypes"])
def test_in_python(tree, examples, binding):
    run(sys.executable, "-B", tree / "tests/abi/added_functions.py", env=environment(tree, NDCORE_FFI=binding))
    shown = "import ndcore as nd\n" + "\n".join(code["Python"] for code in examples.values())
    printed = run(sys.executable, "-B", "-c", shown, env=environment(tree, NDCORE_FFI=binding))
    assert printed == "[ 1. -8.]\n[[1 3]\n [2 4]]\n[10 20]\n"


@full
def test_in_lua(tree, tmp_path):
    """Whose functions are built from api.json when it is loaded."""
    script = tmp_path / "client.lua"
    script.write_text(LUA, encoding="utf-8")
    assert run("luajit", script, cwd=tree / "examples/lua", env=environment(tree)) == "[[ 1. -8.]]\t2\t[[1. 4.]]\n"


@full
@pytest.mark.parametrize("test", ["abi/test_complete", "abi/test_fresh", "python/test_package"])
def test_no_place_misses_them(tree, test):
    """The tests of this tree that compare lists of functions."""
    command = ("-m", "pytest", "-q", "-p", "no:cacheprovider", f"tests/{test}.py")
    run(sys.executable, "-B", *command, cwd=tree, env=environment(tree))


@full
def test_client_of_the_drafts_of_this_build_does_not_start_with_the_copy(tree, library, compiler, tmp_path):
    source = tmp_path / "client.c"
    source.write_text('#include "ndcore/ndcore.h"\nint main(void) { return nd_add(0, 0) != 0; }\n', encoding="utf-8")
    program = compiler(source, tmp_path / "client", "-std=c99", library)

    def start(folder):
        places = {"LD_LIBRARY_PATH": str(folder), "LC_ALL": "C"}
        return subprocess.run([program], env=places, capture_output=True, text=True, check=False)

    assert start(library.parent).returncode == 0
    refused = start(tree / "build")
    assert refused.returncode == 1
    assert re.search(r"version `NDCORE_DRAFT_[0-9a-f]{16}' not found", refused.stderr)
