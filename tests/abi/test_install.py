"""What `meson install` places can be found and used by pkg-config, CMake, C and C++."""

import json
import os
import re
import shutil

import pytest
from commands import BUILD, ROOT, run

MAIN = """#include <ndcore/ndcore.h>
#include <stdio.h>
int main(void) { printf("%d\\n", (int)(nd_revision() == ND_REVISION)); return 0; }
"""
CMAKE = """cmake_minimum_required(VERSION 3.13)
project(client C)
find_package(ndcore 0.1 REQUIRED)
add_executable(client client.c)
target_link_libraries(client ndcore::ndcore)
"""


def libdir(prefix):
    return next(prefix.rglob("libndcore.so.1")).parent


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """What `meson install` places, under a root of its own; the value is the prefix in it."""
    destination = tmp_path_factory.mktemp("install")
    run("meson", "install", "-C", BUILD, "--no-rebuild", "--quiet", "--destdir", destination)
    options = json.loads(run("meson", "introspect", BUILD, "--buildoptions"))
    prefix = next(option["value"] for option in options if option["name"] == "prefix")
    return destination / prefix.lstrip("/")


@pytest.fixture
def client(tmp_path):
    (tmp_path / "client.c").write_text(MAIN)
    return tmp_path


def works(program, prefix):
    return run(program, env={"LD_LIBRARY_PATH": str(libdir(prefix))}).strip() == "1"


def test_headers_are_all_there(installed):
    names = {path.name for path in (ROOT / "include/ndcore").iterdir()}
    assert {path.name for path in (installed / "include/ndcore").iterdir()} == names


def test_pkg_config(installed, client):
    environment = os.environ | {
        "PKG_CONFIG_PATH": str(libdir(installed) / "pkgconfig"),
        "PKG_CONFIG_SYSROOT_DIR": str(installed).removesuffix("/usr/local"),
    }
    flags = run("pkg-config", "--cflags", "--libs", "ndcore", env=environment).split()
    run("cc", "-std=c99", "client.c", "-o", "client", *flags, cwd=client)
    assert works(client / "client", installed)


def test_modules_are_built_by_the_commands_of_their_readme(installed, tmp_path):
    """In a copy of examples/, with nothing of the tree but what is installed."""
    for folder in ("modules", "rust"):
        shutil.copytree(ROOT / "examples" / folder, tmp_path / folder, ignore=shutil.ignore_patterns("target"))
    readme = (tmp_path / "modules/README.md").read_text(encoding="utf-8")
    commands = re.search(r"```sh\n(cc .*?)```", readme, re.DOTALL).group(1)
    environment = os.environ | {
        "PKG_CONFIG_PATH": str(libdir(installed) / "pkgconfig"),
        "PKG_CONFIG_SYSROOT_DIR": str(installed).removesuffix("/usr/local"),
        "CARGO_TARGET_DIR": str(tmp_path / "modules"),
        "CARGO_NET_OFFLINE": "true",
    }
    # pkg-config leaves its root out of variables.
    commands = commands.replace("$(pkg-config --variable=includedir ndcore)", str(installed / "include"))
    run("sh", "-ec", commands, cwd=tmp_path / "modules", env=environment)
    for name in ("specials.so", "rational.so", "release/libgeo.so"):
        assert " ndcore_module" in run("nm", "--dynamic", "--defined-only", tmp_path / "modules" / name)


def test_cmake_package(installed, client):
    (client / "CMakeLists.txt").write_text(CMAKE)
    run("cmake", "-S", client, "-B", client / "build", f"-DCMAKE_PREFIX_PATH={installed}")
    run("cmake", "--build", client / "build")
    assert works(client / "build/client", installed)


def test_cmake_refuses_a_version_that_is_too_old(installed, client):
    (client / "CMakeLists.txt").write_text(CMAKE.replace("ndcore 0.1", "ndcore 99"))
    with pytest.raises(AssertionError, match=r"requested\s+version \"99\""):
        run("cmake", "-S", client, "-B", client / "build", f"-DCMAKE_PREFIX_PATH={installed}")
