"""Two builds that differ in a draft: the dynamic linker refuses a client that was linked with the drafts of the other
one.

The builds are made by the generator from the sample tree, whose functions are stubs here. What a client that opens the
library by itself is told is tested in test_clients.py.
"""

import ctypes
import os
import re
import subprocess

import pytest
from commands import BUILD, run

# One stable function and one draft stand for all: the dynamic linker compares versions, not signatures.
LIBRARY = """
#include <stddef.h>
#include "ndcore/ndcore.h"
int64_t nd_array_ndim(nd_array *a) { return a == NULL; }
nd_array *nd_sqrt(nd_array *x) { return x; }
"""
CLIENT = '#include <stddef.h>\n#include "ndcore/ndcore.h"\nint main(void) { return %s ? 0 : 2; }\n'
STABLE = CLIENT % "nd_array_ndim(NULL) == 1"
DRAFT = CLIENT % "nd_sqrt(NULL) == NULL"
REAL = CLIENT % "nd_add(NULL, NULL) == NULL"


def outcome(program, folder):
    """(exit code, what the dynamic linker says) of a program that finds the library in a folder."""
    environment = {"LD_LIBRARY_PATH": str(folder), "LC_ALL": "C"}
    done = subprocess.run([program], env=environment, capture_output=True, text=True, check=False)
    return done.returncode, done.stderr


class Build:
    """The library and two clients of the sample tree as it is now."""

    def __init__(self, tree, folder):
        api, files = tree.run()
        folder.mkdir()
        self.folder, self.node = folder, f"NDCORE_DRAFT_{api.build_hash:016x}"
        script, library = folder / "ndcore.map", folder / "libndcore.so.1"
        script.write_text(files["capi/generated/ndcore.map"], encoding="utf-8")
        shared = ("-shared", "-fPIC", "-Wl,-soname,libndcore.so.1", f"-Wl,--version-script={script}")
        self._compile(tree, LIBRARY, library, *shared)
        self.stable = self._compile(tree, STABLE, folder / "stable", "-DND_STABLE_ONLY", library)
        self.draft = self._compile(tree, DRAFT, folder / "draft", library)

    def _compile(self, tree, text, output, *flags):
        source = output.with_suffix(".c")
        source.write_text(text, encoding="utf-8")
        compiler = os.environ.get("CC", "cc").split()
        run(*compiler, "-std=c99", source, *flags, "-I", tree.root / "include", "-o", output)
        return output


@pytest.fixture
def builds(tree, tmp_path):
    """Two of them; the second has one draft more. The draft that a client calls is the same in both."""
    tree.edit("capi/sample.cpp", "sum since=1", "sum")  # revision 1 is without it
    tree.freeze("array_ndim", "nd_array")
    first = Build(tree, tmp_path / "first")
    tree.write("capi/sample.cpp", tree.read("capi/sample.cpp") + 'ND_BINARY(subtract, "Difference.")\n')
    return first, Build(tree, tmp_path / "second")


def test_client_of_drafts_starts_with_its_own_build_only(builds):
    first, second = builds
    assert first.node != second.node
    for own, other in ((first, second), (second, first)):
        assert outcome(own.draft, own.folder) == (0, "")
        code, said = outcome(own.draft, other.folder)
        assert code == 1
        assert f"version `{own.node}' not found" in said


def test_client_of_stable_functions_starts_with_both_builds(builds):
    for own in builds:
        for other in builds:
            assert outcome(own.stable, other.folder) == (0, "")


def test_library_names_its_drafts_by_the_hash_that_its_tables_hold(library, real):
    said = run("readelf", "--version-info", "--wide", library)
    defined = said[said.index("Version definition") : said.index("Version needs")]
    nodes = set(re.findall(r"Name: (NDCORE_\S+)", defined))
    assert nodes == {"NDCORE_1", f"NDCORE_DRAFT_{real[0].build_hash:016x}"}
    table = ctypes.CDLL(str(library)).nd_get_api_draft
    table.restype, table.argtypes = ctypes.c_void_p, [ctypes.c_uint64]
    assert table(real[0].build_hash)


def test_client_of_drafts_is_refused_by_a_library_without_any(compiler, library, real, tmp_path):
    source = tmp_path / "client.c"
    source.write_text(REAL, encoding="utf-8")
    program = compiler(source, tmp_path / "client", "-std=c99", library)
    assert outcome(program, library.parent) == (0, "")
    code, said = outcome(program, BUILD / "tests/abi/older_2")
    assert code == 1
    assert f"version `NDCORE_DRAFT_{real[0].build_hash:016x}' not found" in said
