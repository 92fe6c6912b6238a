"""`pip install .` gives one wheel a platform that holds the library, what it needs, and the package."""

import json
import re
import sys
import zipfile

import pytest
from commands import BUILD, ROOT, run


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """Built in build/, whose objects it shares: bundling changes only what is installed."""
    options = json.loads(run("meson", "introspect", BUILD, "--buildoptions"))
    before = {option["name"]: option["value"] for option in options}
    folder = tmp_path_factory.mktemp("wheel")
    try:
        run(
            sys.executable, "-m", "pip", "wheel", ROOT, "--no-build-isolation", "--no-deps", "--wheel-dir", folder,
            f"-Cbuild-dir={BUILD}", "-Csetup-args=-Dtests=true",
        )  # fmt: skip
    finally:
        run("meson", "configure", BUILD, f"-Dbundle_deps={str(before['bundle_deps']).lower()}")
        run("ninja", "-C", BUILD, "--quiet")
    (built,) = folder.iterdir()
    return built


@pytest.fixture(scope="module")
def names(wheel):
    return [re.sub(r"^ndcore-[^/]*\.data/(purelib|platlib)/", "", name) for name in zipfile.ZipFile(wheel).namelist()]


def test_is_for_every_python(wheel):
    assert re.fullmatch(r"ndcore-[\d.]+-py3-none-(linux|manylinux)\w+\.whl", wheel.name)


def test_holds_library_and_what_it_needs(names):
    folder = ".ndcore.mesonpy.libs/"
    libraries = {name.removeprefix(folder) for name in names if name.startswith(folder)}
    assert libraries == {"libndcore.so.1", "libsleef.so.3", "libz.so.1"}
    assert {f"ndcore/licenses/{name}-copyright.txt" for name in ("libhwy", "libsleef", "zlib")} <= set(names)


def test_holds_the_whole_package_and_no_more(names):
    tracked = run("git", "-C", ROOT, "ls-files", "frontends/python/ndcore", "frontends/cffi", "frontends/ctypes")
    moves = {
        "frontends/python/": "",
        "frontends/cffi/": "ndcore/_ffi/cffi/",
        "frontends/ctypes/": "ndcore/_ffi/ctypes/",
    }
    expected = set()
    for name in tracked.split():
        if not (ROOT / name).is_symlink():
            folder = next(folder for folder in moves if name.startswith(folder))
            expected.add(moves[folder] + name.removeprefix(folder))
    package = {name for name in names if name.startswith("ndcore/") and not name.startswith("ndcore/licenses/")}
    assert package == expected
