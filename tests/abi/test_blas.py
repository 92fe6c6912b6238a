"""Which OpenBLAS is taken: the one that NDCORE_BLAS names, else one near the library, else the system's."""

import os
import shutil
import sys
from pathlib import Path

import pytest
from commands import BUILD, run

SCRIPT = """
import ctypes, sys
library = ctypes.CDLL(sys.argv[1])
library.nd_blas_description.restype = ctypes.c_char_p
print(library.nd_blas_description().decode())
"""


def described(library, **variables):
    environment = {name: value for name, value in os.environ.items() if name != "NDCORE_BLAS"} | variables
    return run(sys.executable, "-c", SCRIPT, library, env=environment)


@pytest.fixture
def installed(tmp_path):
    """The library in a folder of its own, as a wheel installs it."""
    folder = tmp_path / ".ndcore.mesonpy.libs"
    folder.mkdir()
    return Path(shutil.copy(BUILD / "libndcore.so.1", folder))


def openblas():
    import scipy_openblas32

    return Path(scipy_openblas32.get_lib_dir()) / "libscipy_openblas.so"


def test_of_the_python_package_beside_the_library(installed, tmp_path):
    place = tmp_path / "scipy_openblas32" / "lib"
    place.mkdir(parents=True)
    (place / "libscipy_openblas.so").symlink_to(openblas())
    assert "scipy_openblas32/lib/libscipy_openblas.so: OpenBLAS" in described(installed)


def test_beside_the_library_comes_first(installed, tmp_path):
    (installed.parent / "libscipy_openblas.so").symlink_to(openblas())
    assert described(installed).startswith(f"{installed.parent}/libscipy_openblas.so: OpenBLAS")


def test_the_variable_names_one_and_no_other_is_tried(installed, tmp_path):
    (installed.parent / "libscipy_openblas.so").symlink_to(openblas())
    assert described(installed, NDCORE_BLAS="/nowhere/libblas.so").startswith(
        "no BLAS found; looked for /nowhere/libblas.so"
    )
    assert described(installed, NDCORE_BLAS=str(openblas())).startswith(str(openblas()))
