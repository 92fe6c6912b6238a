"""The programs in examples/c print what those over NumPy beside them print, in at most two and a half times the lines,
and give everything back, also where something fails."""

import os
import subprocess
import sys

import pytest
from commands import ROOT

FOLDER = ROOT / "examples/c"
TABLES = {"blur": "image.txt", "fit": "line.csv", "kmeans": "points.csv"}


@pytest.fixture(scope="module")
def programs(compiler, library, tmp_path_factory):
    """Compiled as C99, without a warning."""
    flags = ["-std=c99", "-Wall", "-Wextra", "-Wpedantic", "-Werror", library, f"-Wl,-rpath,{library.parent}"]
    folder = tmp_path_factory.mktemp("examples")
    return {name: compiler(FOLDER / f"{name}.c", folder / name, *flags) for name in TABLES}


def run(*command):
    environment = os.environ | {"NDCORE_LEAKS": "1"}
    return subprocess.run([str(part) for part in command], env=environment, capture_output=True, text=True)


def lines(path):
    return sum(1 for line in path.read_text(encoding="utf-8").splitlines() if line.strip())


@pytest.mark.parametrize("name", TABLES)
def test_the_same_output(programs, name):
    table = FOLDER / "data" / TABLES[name]
    done, numpys = run(programs[name], table), run(sys.executable, FOLDER / f"{name}.py", table)
    assert (numpys.returncode, numpys.stderr) == (0, "")
    assert (done.stdout, done.stderr, done.returncode) == (numpys.stdout, "", 0)


@pytest.mark.parametrize("name", TABLES)
def test_few_lines(name):
    assert lines(FOLDER / f"{name}.c") <= 2.5 * lines(FOLDER / f"{name}.py")


@pytest.mark.parametrize("name", TABLES)
@pytest.mark.parametrize("table", ["", "missing.csv", "bad.csv", "one.csv"])
def test_a_failure_is_told_and_leaves_nothing(programs, tmp_path, name, table):
    (tmp_path / "bad.csv").write_text("1 , 2\nx\n", encoding="utf-8")
    (tmp_path / "one.csv").write_text("1\n", encoding="utf-8")
    done = run(programs[name], tmp_path / table if table else "")
    assert done.returncode == 1
    assert done.stderr.startswith(f"{name}: ")
    assert "not released" not in done.stderr


@pytest.mark.parametrize("name", TABLES)
def test_full_output_is_a_failure(programs, name):
    with open("/dev/full", "w", encoding="utf-8") as full:
        command = [programs[name], FOLDER / "data" / TABLES[name]]
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True)
    assert done.returncode == 1
    assert "print: cannot write to standard output: No space left on device" in done.stderr
