"""What the tests of the ABI share: a sample tree, this tree, the library of this build, a C compiler."""

import os
import sys
from pathlib import Path

import pytest
from commands import ROOT, run

sys.dont_write_bytecode = True

from sample_tree import Tree, generate  # noqa: E402


@pytest.fixture
def tree(tmp_path):
    return Tree(tmp_path / "tree")


@pytest.fixture(scope="session")
def root():
    return ROOT


@pytest.fixture(scope="session")
def real():
    """(Api, files) of this tree."""
    return generate(ROOT)


@pytest.fixture(scope="session")
def library():
    """The shared library of this build."""
    path = Path(os.environ.get("NDCORE_LIBRARY", ROOT / "build/libndcore.so.1"))
    assert path.exists(), f"{path} is not built: run ./dev build"
    return path


@pytest.fixture(scope="session")
def compiler():
    """compiler(source, output, *flags): a C file by the C compiler, a C++ file by the C++ compiler."""

    def compile_file(source, output, *flags):
        name = os.environ.get("CC", "cc") if source.suffix == ".c" else os.environ.get("CXX", "c++")
        run(*name.split(), source, *flags, "-I", ROOT / "include", "-o", output)
        return output

    return compile_file


@pytest.fixture
def compile_and_run(compiler, tmp_path):
    """What a C program prints."""

    def action(text, *flags):
        source = tmp_path / "program.c"
        source.write_text(text, encoding="utf-8")
        return run(compiler(source, tmp_path / "program", *flags))

    return action
