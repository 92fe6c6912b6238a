"""The library file itself: name, flags, what it exports and what it imports."""

import re
import sys

from commands import ROOT, run


def dynamic_section(library):
    return run("readelf", "--dynamic", "--wide", library)


def symbols(library, which):
    return {line.split()[-1].split("@")[0] for line in run("nm", "--dynamic", which, library).splitlines() if line}


def test_soname_is_final(library):
    assert re.search(r"SONAME.*\[libndcore\.so\.1\]", dynamic_section(library))


def test_stays_loaded_after_dlclose(library):
    assert re.search(r"FLAGS_1.*NODELETE", dynamic_section(library))


def test_exports_are_exactly_those_of_the_generator(library):
    text = (ROOT / "capi/generated/ndcore.map").read_text()
    listed = set(re.findall(r"^\s*(nd_\w+);", text, re.MULTILINE))
    assert listed, "the generator's export list is empty"
    versions = set(re.findall(r"^(NDCORE_\w+)\s*\{", text, re.MULTILINE))
    assert symbols(library, "--defined-only") - versions == listed


def test_imports_nothing_of_python(library):
    imported = symbols(library, "--undefined-only")
    assert "malloc" in imported, "nm no longer reads the imports"
    assert not {name for name in imported if name.startswith(("Py", "_Py"))}


def test_no_thread_waits_for_a_static_object(library):
    """A guard variable is a lock that nobody holds across fork(): core/lazy.hpp has what does without."""
    assert not re.findall(r"guard variable for (.*)", run("nm", "--demangle", library))


def test_all_locks_stand_in_one_table():
    """What fork() does not know of may be held for ever in a child."""
    words = r"std::(\w+_)?mutex\b|once_flag|call_once|condition_variable|pthread_(mutex|rwlock|cond|once)_"
    sources = [path for top in ("libndcore", "capi") for path in (ROOT / top).rglob("*.[ch]pp")]
    assert len(sources) > 300, "the sources stand elsewhere"
    found = {
        path.relative_to(ROOT).as_posix() for path in sources if re.search(words, path.read_text(encoding="utf-8"))
    }
    assert found == {"libndcore/core/locks.hpp"}


def test_needs_no_other_libraries_than_documented(library):
    needed = set(re.findall(r"NEEDED.*\[([^\]]+)\]", dynamic_section(library)))
    known = r"(libsleef|libz|libm|libc|libdl|libpthread|ld-linux[\w-]*)\.so\.\d+"
    assert not {name for name in needed if not re.fullmatch(known, name)}


def test_never_ends_the_process(library):
    """No abort, exit or print of our own; what is there comes with the static C++ runtime, whose terminate aborts."""
    imported = symbols(library, "--undefined-only")
    assert not imported & {"exit", "_exit", "quick_exit", "printf", "puts", "perror", "signal", "sigaction"}


def test_loads_within_five_milliseconds(library):
    """Processor time of dlopen and the first table in a fresh process; the least of some, for a busy machine."""
    code = (
        "import ctypes, sys, time; start = time.process_time(); get = ctypes.CDLL(sys.argv[1]).nd_get_api; "
        "get.restype = ctypes.c_void_p; assert get(0); print(time.process_time() - start)"
    )
    assert min(float(run(sys.executable, "-c", code, library)) for _ in range(10)) <= 0.005
