"""What the READMEs show in C, C++ and Python is compiled and run as it stands there."""

import os
import re
import sys

import pytest
from commands import run

RESULTS = {"c": "10\n", "c++": "[3.74165739 4.69041576]\n"}


def shown(path, language):
    found = re.findall(rf"^```{re.escape(language)}\n(.*?)^```$", path.read_text(encoding="utf-8"), re.S | re.M)
    assert len(found) == 1, f"{path} has {len(found)} programs in {language}"
    return found[0]


@pytest.mark.parametrize("language", RESULTS)
def test_program(root, compiler, library, tmp_path, language):
    source = tmp_path / ("client.c" if language == "c" else "client.cpp")
    source.write_text(shown(root / "README.md", language), encoding="utf-8")
    program = compiler(source, tmp_path / "client", "-Wall", "-Werror", library, f"-Wl,-rpath,{library.parent}")
    assert run(program) == RESULTS[language]


def in_python(root, library, code):
    package = {"NDCORE_LIBRARY": str(library), "PYTHONPATH": str(root / "frontends/python")}
    return run(sys.executable, "-c", code, env={**os.environ, **package})


def test_python(root, library):
    assert (
        in_python(root, library, shown(root / "README.md", "python"))
        == "[4.82842712 6.23606798 7.02598097 7.69442691]\n"
    )


def test_modules(root, library):
    code = shown(root / "examples/modules/README.md", "python")
    code = code.replace("/path/to/build", str(library.resolve().parent))
    assert (
        in_python(root, library, code.replace('nd.array(["1/2"', 'print(nd.array(["1/2"').replace("sum() ", "sum())"))
        == "5/6\n"
    )
