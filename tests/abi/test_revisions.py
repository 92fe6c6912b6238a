"""The upgrade matrix: clients of each frozen revision with today's library, today's clients with an older library.

client_revisions.h is the client; what it printed when revision 1 was frozen stands in client_revisions.txt. Each client
sees stable functions only.
"""

import json
import os
import re
import subprocess
from pathlib import Path

import pytest
from commands import BUILD, ROOT, run

REVISIONS = sorted((ROOT / "capi/abi/revisions").iterdir(), key=lambda path: int(path.name))
MODES = ("ND_MODE_LINK", "ND_MODE_TABLE", "ND_MODE_LIST")
LANGUAGES = {"c": "-std=c99", "cpp": "-std=c++17"}
# Today's objects, but each offers only what its revision had.
OLDER = {revision: BUILD / f"tests/abi/older_{revision}/libndcore.so.1" for revision in (1, 2)}
UNCHANGED = (ROOT / "tests/abi/client_revisions.txt").read_text(encoding="utf-8")
# What the target adds. The function with two versions: the first converts whatever it is given, the second obeys a
# casting rule. Calls by name came with revision 3.
ADDED = {
    1: "fill: status 0, element 2\n",
    2: "fill: status -10, element 0, Cannot cast array data from dtype('float64') to dtype('int32') according to the "
    "rule 'same_kind'\n",
}
ADDED[3] = (
    ADDED[2]
    + """\
trace 0
trace: nd_sum -> float64[2, 1], depth 1, loops [add.reduce: float64->float64]
trace: nd_call -> 1, depth 0, loops []
results 1
trace 0, before 0
given back 1, kinds 9 0
sum by name: 2 axes, 2 elements, code 12, flags 31, weak 0, last 3
unknown -15, refused -4, kind 0
explained: name: add
"""
)


@pytest.fixture(scope="module")
def client(compiler, library, tmp_path_factory):
    """client(headers, mode, revision, language): client_revisions.h against a folder of headers, compiled once."""
    folder = tmp_path_factory.mktemp("clients")
    made = {}

    def action(headers, mode, revision, language="c"):
        key = (headers, mode, revision, language)
        if key not in made:
            source = folder / f"{len(made)}.{language}"
            source.write_text(f'#include "{ROOT}/tests/abi/client_revisions.h"\n', encoding="utf-8")
            link = (library,) if mode == "ND_MODE_LINK" else ("-ldl",)
            target = (f"-DND_TARGET_REVISION={revision}",) if revision else ()
            flags = (
                LANGUAGES[language],
                "-Wall",
                "-Wextra",
                "-Werror",
                "-DND_STABLE_ONLY",
                f"-DND_MODE={mode}",
                *target,
            )
            made[key] = compiler(source, source.with_suffix(""), *flags, "-I", headers, *link)
        return made[key]

    return action


def outcome(program, library):
    """(exit code, output) of a client that opens this library, or was linked with one of its name."""
    environment = {"LD_LIBRARY_PATH": str(Path(library).parent)}
    done = subprocess.run([program, library], env=environment, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("revision", REVISIONS, ids=lambda path: path.name)
def test_client_of_a_frozen_revision_has_unchanged_results(client, library, revision, mode, language):
    program = client(revision / "include", mode, None, language)
    assert outcome(program, library) == (0, UNCHANGED + ADDED[int(revision.name)])


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("target", ADDED)
def test_one_source_gets_the_version_that_it_targets(client, library, mode, target):
    assert outcome(client(ROOT / "include", mode, target), library) == (0, UNCHANGED + ADDED[target])


def test_both_versions_in_one_program(compile_and_run, library):
    """By their own names, whatever the plain name means."""
    said = compile_and_run(
        '#include "ndcore/api.h"\n#include "ndcore/ndcore.h"\n#include <stdio.h>\nint main(void) {\n'
        "  const nd_api *api = nd_get_api(2);\n  nd_array *a = api->zeros(NULL, 0, nd_dtype_parse(\"int8\"), 0);\n"
        "  nd_array *half = nd_weak_float(0.5);\n"
        '  printf("%d %d ", (int)api->fill(a, half), (int)api->fill_v2(a, half, ND_CASTING_DEFAULT));\n'
        '  printf("%d", (int)nd_fill_v2(a, half, ND_CASTING_UNSAFE));\n  return 0;\n}\n',
        "-std=c99", "-DND_STABLE_ONLY", "-DND_TARGET_REVISION=1", library, f"-Wl,-rpath,{library.parent}",
    )  # fmt: skip
    assert said == "0 -10 0"


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("older", OLDER)
def test_new_headers_at_an_old_target_run_with_the_older_library(client, mode, older):
    assert outcome(client(ROOT / "include", mode, older), OLDER[older]) == (0, UNCHANGED + ADDED[older])


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize(
    ("older", "target", "missing"),
    [(1, 2, {"fill"}), (1, 3, {"fill", "call", "explain", "trace_set"}), (2, 3, {"call", "explain", "trace_set"})],
)
def test_new_client_is_told_that_the_library_is_too_old(client, mode, older, target, missing):
    code, said = outcome(client(ROOT / "include", mode, target), OLDER[older])
    assert code == 1
    path = "the library this program is linked with" if mode == "ND_MODE_LINK" else re.escape(str(OLDER[older]))
    told = rf"ndcore: {path} is too old: it has revision {older}, this program needs {target}; missing: (.*)\n"
    found = re.fullmatch(told, said)
    assert found, said
    assert sorted(found.group(1).split(", ")) == sorted(missing)


def test_list_of_what_the_older_library_has_is_enough(compiler, tmp_path):
    source = tmp_path / "client.c"
    source.write_text(
        "#define ND_CLIENT_FUNCTIONS(X) X(zeros) X(version)\n#define ND_MODE 2\n"
        '#include "ndcore/loader.h"\nint main(int argc, char **argv) {\n'
        "  return argc > 1 && nd_load(argv[1], NULL, 0) == ND_OK && nd_version() != NULL ? 0 : 1;\n}\n",
        encoding="utf-8",
    )
    program = compiler(source, tmp_path / "client", "-std=c99", "-DND_STABLE_ONLY", "-ldl")
    assert outcome(program, OLDER[1]) == (0, "")


def exported(path):
    shown = run("nm", "--dynamic", "--defined-only", "--with-symbol-versions", path)
    return {line.split()[-1] for line in shown.splitlines()}


@pytest.mark.parametrize("older", OLDER)
def test_older_library_offers_no_more_than_its_revision(library, older):
    lock = (ROOT / f"capi/abi/revisions/{older}/abi.lock").read_text(encoding="utf-8")
    frozen = {f"{name}@@NDCORE_1" for name in re.findall(r"^function \d+ .*?\b(nd_\w+)\(", lock, re.MULTILINE)}
    assert len(frozen) > 100
    assert exported(OLDER[older]) - {"NDCORE_1"} == frozen
    assert exported(library) >= frozen


def test_drafts_are_hidden_from_a_client_of_stable_functions(compiler, tmp_path):
    source = tmp_path / "client.c"
    function = "nd_array *both(nd_array *a)"
    text = f'#include "ndcore/ndcore.h"\n{function};\n{function} {{ return nd_add(a, a); }}\n'
    source.write_text(text, encoding="utf-8")
    strict = ("-c", "-std=c99", "-Werror=implicit-function-declaration")
    compiler(source, tmp_path / "client.o", *strict)
    with pytest.raises(AssertionError, match="implicit declaration of function"):
        compiler(source, tmp_path / "client.o", *strict, "-DND_STABLE_ONLY")


def test_draft_types_and_constants_are_hidden_and_stable_ones_seen(compiler, tmp_path):
    lock = (ROOT / "capi/abi/abi.lock").read_text(encoding="utf-8")
    source = tmp_path / "client.c"
    source.write_text('#include "ndcore/ndcore.h"\n', encoding="utf-8")
    seen = compiler(source, tmp_path / "client.i", "-E", "-dD", "-DND_STABLE_ONLY").read_text(encoding="utf-8")
    words = set(re.findall(r"\w+", seen))
    # A name for int32_t may be younger than a stable function whose declaration bears it.
    aliases = re.findall(r"^alias - (\w+) since=\d+ draft", lock, re.MULTILINE)
    borne = {name for name in aliases if re.search(rf"\bnd_\w+\([^;]*\b{name}\b[^;]*\);", seen)}
    for state, hidden in (("draft", True), ("stable", False)):
        names = re.findall(rf"^(?:constant|handle|alias|callback|struct) - (\w+) since=\d+ {state}", lock, re.MULTILINE)
        assert names
        assert [name for name in names if (name in words) == hidden and not (hidden and name in borne)] == [], state


def test_every_source_that_asks_for_the_revision_is_built_for_the_older_library():
    listed = set(re.findall(r"'(\w+\.cpp)'", (ROOT / "tests/abi/meson.build").read_text(encoding="utf-8")))
    asking = {
        path.name for path in (ROOT / "capi").rglob("*.cpp") if '"abi/revision.hpp"' in path.read_text(encoding="utf-8")
    }
    assert listed == asking


@pytest.fixture(scope="module", params=OLDER)
def built_to(request, tmp_path_factory):
    """(revision, build folder of the option abi_revision, configured as a packager would)"""
    folder = tmp_path_factory.mktemp("older") / "build"
    run("meson", "setup", f"-Dabi_revision={request.param}", folder, ROOT)
    return request.param, folder


def test_build_option_builds_nothing_that_needs_more(built_to):
    """ndc, tests and examples call functions that the older library does not export: they would not link."""
    targets = json.loads(run("meson", "introspect", "--targets", built_to[1]))
    linked = [t["name"] for t in targets if t["type"] in ("executable", "shared library", "shared module")]
    assert linked == ["ndcore"]


@pytest.mark.skipif("NDCORE_TEST_FULL" not in os.environ, reason="compiles the whole library: ./dev test --full")
def test_build_option_gives_the_library_of_the_matrix(client, built_to):
    older, folder = built_to
    run("ninja", "-C", folder)
    path = folder / "libndcore.so.1"
    assert exported(path) == exported(OLDER[older])
    assert outcome(client(ROOT / "include", "ND_MODE_TABLE", older), path) == (0, UNCHANGED + ADDED[older])
    code, said = outcome(client(ROOT / "include", "ND_MODE_TABLE", None), path)
    assert (code, f"has revision {older}, this program needs" in said) == (1, True)
