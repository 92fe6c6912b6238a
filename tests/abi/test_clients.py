"""One client source in each of the three modes, as C99 and as C++17, and what the loader says when something is
amiss."""

import os
import re
import shutil
import subprocess

import pytest
from commands import ROOT, run

STRICT = ("-Wall", "-Wextra", "-pedantic", "-Werror")
LANGUAGES = {"c": "-std=c99", "cpp": "-std=c++17"}
MODES = ("ND_MODE_LINK", "ND_MODE_TABLE", "ND_MODE_LIST")

CLIENT = """
#include <math.h> /* its macros must not meet names of the table */
#define ND_CLIENT_FUNCTIONS(X) X(zeros) X(dtype_from_code) X(array_ndim) X(release) X(last_error_message)
#include "ndcore/loader.h"

int main(int argc, char **argv) {
  const int64_t shape[] = {2, 3};
  char message[2000];
  nd_array *a;
  if (nd_load(argc > 1 ? argv[1] : NULL, message, sizeof message) < 0) {
    puts(message);
    return 1;
  }
  a = nd_zeros(shape, 2, nd_dtype_from_code(ND_FLOAT64, ND_NATIVE), ND_ORDER_C);
  printf("%d ", (int)nd_array_ndim(a));
  printf("%d ", (int)nd_release(a));
  printf("%d %s\\n", (int)nd_array_ndim(a), nd_last_error_message());
  return 0;
}
"""
PRINTED = "2 0 -3 array_ndim: argument `a` must be an array handle, not a released handle\n"


HOST = """
#include <dlfcn.h>
int main(int argc, char **argv) {
  void *plugin = argc > 1 ? dlopen(argv[1], RTLD_NOW) : 0;
  int (*run)(int, char **) = plugin ? (int (*)(int, char **))dlsym(plugin, "run") : 0;
  return run ? run(1, argv) : 2;
}
"""


@pytest.fixture
def build(compiler, tmp_path, library):
    """build(mode, language, …): a compiled client."""

    def action(mode, language="c", text=CLIENT, flags=(), include=None):
        source = tmp_path / f"client.{language}"
        source.write_text(text, encoding="utf-8")
        link = (library, f"-Wl,-rpath,{library.parent}") if mode == "ND_MODE_LINK" else ("-ldl",)
        first = ("-I", include) if include else ()
        program = tmp_path / f"client_{mode}"
        return compiler(source, program, LANGUAGES[language], *STRICT, f"-DND_MODE={mode}", *flags, *first, *link)

    return action


def outcome(*command, **environment):
    """(exit code, output) with NDCORE_LIBRARY unset unless given."""
    inherited = {name: value for name, value in os.environ.items() if name != "NDCORE_LIBRARY"}
    command = [str(part) for part in command]
    done = subprocess.run(command, env=inherited | environment, capture_output=True, text=True)
    return done.returncode, done.stdout


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_one_source_in_each_mode(build, library, mode, language):
    assert outcome(build(mode, language), library) == (0, PRINTED)


@pytest.mark.parametrize("mode", MODES[1:])
def test_library_is_found_by_variable_by_the_system_and_beside_the_program(build, library, mode):
    program = build(mode)
    assert outcome(program, NDCORE_LIBRARY=str(library)) == (0, PRINTED)
    assert outcome(program, LD_LIBRARY_PATH=str(library.parent)) == (0, PRINTED)
    shutil.copy(library, program.parent / "libndcore.so.1")
    assert outcome(program) == (0, PRINTED)


@pytest.mark.parametrize("language", LANGUAGES)
def test_plugin_finds_the_library_beside_itself(compiler, tmp_path, library, language):
    """The client is a shared library; the program that opens it lies elsewhere and knows nothing of ndcore."""
    plugins, source = tmp_path / "plugins", tmp_path / f"plugin.{language}"
    plugins.mkdir()
    head = 'extern "C" ' if language == "cpp" else ""
    text = CLIENT.replace("int main(", f"{head}int run(int argc, char **argv);\n{head}int run(")
    source.write_text(text, encoding="utf-8")
    flags = (LANGUAGES[language], *STRICT, "-DND_MODE=ND_MODE_TABLE", "-shared", "-fPIC", "-ldl")
    plugin = compiler(source, plugins / "plugin.so", *flags)
    (tmp_path / "host.c").write_text(HOST, encoding="utf-8")
    host = compiler(tmp_path / "host.c", tmp_path / "host", "-ldl")
    code, said = outcome(host, plugin)
    assert (code, f"looked at {plugins}/libndcore.so.1 (" in said) == (1, True)
    assert f", {tmp_path}/libndcore.so.1 (" in said
    shutil.copy(library, plugins / "libndcore.so.1")
    assert outcome(host, plugin) == (0, PRINTED)


@pytest.mark.parametrize("mode", MODES[1:])
def test_path_goes_before_variable_and_both_are_the_only_candidates(build, library, tmp_path, mode):
    program, missing = build(mode), tmp_path / "missing.so"
    assert outcome(program, library, NDCORE_LIBRARY=str(missing)) == (0, PRINTED)
    shutil.copy(library, program.parent / "libndcore.so.1")
    code, said = outcome(program, NDCORE_LIBRARY=str(missing))
    assert (code, said.count("libndcore.so.1")) == (1, 0)


@pytest.mark.parametrize("mode", MODES[1:])
def test_program_of_several_sources_loads_once(compiler, tmp_path, library, mode):
    functions = "#define ND_CLIENT_FUNCTIONS(X) X(zeros) X(dtype_from_code) X(array_ndim)\n"
    user = f'{functions}#define ND_LOADER_USER\n#include "ndcore/loader.h"\nint ndim(nd_array *a);\n'
    user += "int ndim(nd_array *a) { return (int)nd_array_ndim(a); }\n"
    owner = (
        f'{functions}#define ND_LOADER_OWNER\n#include "ndcore/loader.h"\nint ndim(nd_array *a);\nint main(void) {{\n'
    )
    owner += "  if (nd_load(NULL, NULL, 0) < 0) return 1;\n"
    owner += "  return ndim(nd_zeros(NULL, 0, nd_dtype_from_code(ND_BOOL, ND_NATIVE), ND_ORDER_C)) == 0 ? 0 : 2;\n}\n"
    objects = []
    for name, text in (("user", user), ("owner", owner)):
        (tmp_path / f"{name}.c").write_text(text, encoding="utf-8")
        flags = ("-std=c99", *STRICT, f"-DND_MODE={mode}", "-c")
        objects.append(compiler(tmp_path / f"{name}.c", tmp_path / f"{name}.o", *flags))
    program = tmp_path / "program"
    run(*os.environ.get("CC", "cc").split(), *objects, "-ldl", "-o", program)
    assert outcome(program, NDCORE_LIBRARY=str(library))[0] == 0


def test_tables_are_typed(compiler, tmp_path):
    source = tmp_path / "wrong.c"
    text = '#define ND_MODE 1\n#include "ndcore/loader.h"\nint main(void) { return nd_array_ndim(%s) != 0; }\n'
    source.write_text(text % "(nd_dtype *)0", encoding="utf-8")
    with pytest.raises(AssertionError, match="incompatible"):
        compiler(source, tmp_path / "wrong", "-std=c99", *STRICT, "-ldl")
    source.write_text(text % "(nd_array *)0", encoding="utf-8")
    compiler(source, tmp_path / "right", "-std=c99", *STRICT, "-ldl")


@pytest.mark.parametrize("mode", MODES[1:])
def test_library_that_is_not_there(build, tmp_path, mode):
    missing = tmp_path / "nowhere" / "libndcore.so.1"
    code, said = outcome(build(mode), missing)
    assert code == 1
    assert said.startswith(f"ndcore: no library found; looked at {missing} (cannot open shared object file")
    code, said = outcome(build(mode))
    assert said.count("libndcore.so.1 (") == 2
    assert f"{tmp_path}/libndcore.so.1 (" in said


@pytest.mark.parametrize(
    ("machine", "name"), [(0xB7, "arm64"), (3, "32-bit x86"), (0xF3, "RISC-V"), (22, "ELF machine 22")]
)
def test_library_of_another_architecture(build, tmp_path, library, machine, name):
    foreign = tmp_path / "foreign.so"
    content = bytearray(library.read_bytes())
    content[18:20] = machine.to_bytes(2, "little")
    foreign.write_bytes(content)
    code, said = outcome(build("ND_MODE_TABLE"), foreign)
    assert code == 1
    assert f"{foreign} (built for another architecture: {name}, this program for x86-64)" in said


def test_library_that_is_another_one(build, compiler, tmp_path):
    (tmp_path / "other.c").write_text("int other(void);\nint other(void) { return 0; }\n", encoding="utf-8")
    other = compiler(tmp_path / "other.c", tmp_path / "other.so", "-shared", "-fPIC")
    assert outcome(build("ND_MODE_TABLE"), other) == (1, f"ndcore: {other} is no libndcore: it has no nd_get_api\n")


def test_file_that_is_no_library(build, tmp_path):
    text = tmp_path / "text.so"
    text.write_text("not a library, but longer than the head of one\n" * 10, encoding="utf-8")
    assert outcome(build("ND_MODE_TABLE"), text) == (
        1,
        f"ndcore: no library found; looked at {text} (invalid ELF header)\n",
    )


@pytest.mark.parametrize("mode", MODES[:2])
def test_library_that_is_too_old(build, library, mode):
    code, said = outcome(build(mode, flags=("-DND_TARGET_REVISION=1000",)), library)
    assert code == 1
    assert re.search(r"is too old: it has revision \d+, this program needs 1000", said)


def test_list_does_not_mind_an_older_library_that_has_its_functions(build, library):
    assert outcome(build("ND_MODE_LIST", flags=("-DND_TARGET_REVISION=1000",)), library) == (0, PRINTED)


def test_list_names_what_the_older_library_lacks(build, library, edited):
    include = edited("signatures.h", r"(ND_HASH_release UINT64_C\(0x)\w+\)", r"\g<1>1234)")
    code, said = outcome(build("ND_MODE_LIST", flags=("-DND_TARGET_REVISION=1000",), include=include), library)
    assert code == 1
    assert re.search(r" is too old: it has revision \d+, this program needs 1000; missing: release\n$", said)


@pytest.fixture
def edited(tmp_path):
    """edited(name, old, new): the headers with one of them changed."""

    def action(name, old, new):
        include = tmp_path / "include"
        shutil.copytree(ROOT / "include", include)
        path = include / "ndcore" / name
        text, count = re.subn(old, new, path.read_text(encoding="utf-8"))
        assert count == 1
        path.write_text(text, encoding="utf-8")
        return include

    return action


@pytest.mark.parametrize("mode", MODES[:2])
def test_drafts_of_another_build(build, library, edited, mode):
    include = edited("api.h", r"(ND_BUILD_HASH UINT64_C\(0x)\w+\)", r"\g<1>1234)")
    code, said = outcome(build(mode, include=include), library)
    assert code == 1
    assert re.search(r"is of build [0-9a-f]{16}, this program's headers of 0000000000001234: compile", said)


def test_list_does_not_mind_another_build(build, library, edited):
    include = edited("api.h", r"(ND_BUILD_HASH UINT64_C\(0x)\w+\)", r"\g<1>1234)")
    assert outcome(build("ND_MODE_LIST", include=include), library) == (0, PRINTED)


def test_other_signature_shows_both(build, library, edited):
    include = edited("signatures.h", r"(ND_HASH_zeros UINT64_C\(0x)\w+\)", r"\g<1>1234)")
    name = include / "ndcore/signatures.h"
    name.write_text(
        name.read_text(encoding="utf-8").replace('"zeros nd_array *nd_zeros(', '"zeros nd_array *nd_zeros(char *, ')
    )
    code, said = outcome(build("ND_MODE_LIST", include=include), library)
    assert code == 1
    assert "zeros has another signature: the caller's is `nd_array *nd_zeros(char *, const int64_t" in said
    assert "this library's `nd_array *nd_zeros(const int64_t" in said
