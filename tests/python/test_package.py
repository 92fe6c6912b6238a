"""The package itself: how the library is found, what is said when it is not, documentation, names, import."""

import ast
import inspect
import os
import pydoc
import re
import shutil
import subprocess
import sys
from pathlib import Path

import ndcore as nd
import numpy as np
import pytest

BINDING = nd._binding.name


def run(code, **environment):
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60,
                          env={**os.environ, "NDCORE_FFI": BINDING, **environment})  # fmt: skip


def refusal(**environment):
    done = run("import ndcore", **environment)
    assert done.returncode != 0
    return done.stderr.strip().splitlines()[-1]


def test_missing_library_is_one_clear_line(tmp_path):
    line = refusal(NDCORE_LIBRARY=str(tmp_path / "libndcore.so.1"))
    assert line.startswith("ImportError: ndcore: cannot load the ndcore library (libndcore.so.1)")
    assert str(tmp_path) in line


def test_other_library_is_one_clear_line(tmp_path):
    wrong = tmp_path / "libndcore.so.1"
    wrong.write_text("no library")
    assert str(wrong) in refusal(NDCORE_LIBRARY=str(wrong))
    import _ctypes

    assert "no ndcore library" in refusal(NDCORE_LIBRARY=_ctypes.__file__)


def test_library_of_another_build_is_refused(tmp_path):
    package = Path(nd.__file__).parent
    shutil.copytree(package, tmp_path / "ndcore", symlinks=False, ignore=shutil.ignore_patterns("__pycache__"))
    name = {"cffi": "_ffi/cffi/_ndcore_cffi.py", "ctypes": "_ffi/ctypes/_api.py"}[BINDING]
    path = tmp_path / "ndcore" / name
    path.write_text(path.read_text().replace("BUILD_HASH = 0x", "BUILD_HASH = 1 + 0x"))
    line = refusal(PYTHONPATH=str(tmp_path), NDCORE_LIBRARY=nd.library_path)
    assert "another build" in line


def test_folder_and_binding_by_environment(tmp_path):
    done = run("import ndcore; print(ndcore.library_path)", NDCORE_LIBRARY=str(Path(nd.library_path).parent))
    assert Path(done.stdout.strip()).name.startswith("libndcore")
    assert "NDCORE_FFI is 'other'" in refusal(NDCORE_FFI="other")


def test_both_bindings_offer_the_same():
    from importlib import import_module

    offered = [
        {name for name in vars(import_module(f"ndcore._ffi.{which}.binding")) if not name.startswith("_")}
        - {
            "annotations",
            "ffi",
            "new",
            "ctypes",
            "struct",
            "c_char",
            "c_char_p",
            "c_double",
            "c_int32",
            "c_int64",
            "c_void_p",
            "sys",
        }
        for which in ("cffi", "ctypes")
    ]
    assert offered[0] == offered[1]


def test_import_pulls_in_little():
    done = run(
        "import sys, ndcore; print(*sorted({'numpy', 'inspect', 'asyncio', 'json', 'unittest'} & set(sys.modules)))"
    )
    assert "numpy" not in done.stdout.split()
    assert "asyncio" not in done.stdout.split()


def test_everything_public_is_documented():
    for name in dir(nd):
        thing = getattr(nd, name)
        if (
            name.startswith("_")
            or isinstance(thing, (int, float, str, tuple, dict, type(None)))
            or inspect.ismodule(thing)
        ):
            continue
        assert inspect.getdoc(thing), name
    for name in dir(nd.ndarray):
        if not name.startswith("_"):
            assert inspect.getdoc(getattr(nd.ndarray, name)), name


def test_functions_have_the_words_of_the_tags():
    text = inspect.getdoc(nd.searchsorted)
    table = nd.methods()["searchsorted"]
    words = {one.name: one.documentation for one in table.parameters}
    assert f"\nsorter : ArrayLike | None\n    {words['sorter'].capitalize()[:12]}" in text
    assert "\naxis : int or sequence of ints | None\n    None: all axes" in inspect.getdoc(nd.median)  # axes in C
    assert nd.methods()["matmul"].summary in inspect.getdoc(nd.matmul)
    documented = [name for name in dir(nd) if "\nParameters\n---" in (inspect.getdoc(getattr(nd, name)) or "")]
    assert len(documented) > 130
    for name in documented:
        text = inspect.getdoc(getattr(nd, name))
        assert not re.search(r"\bNULL\b|\bND_", text), name
        shown = re.findall(r"^(\w+)(?: : .*)?\n    ", text.partition("Parameters\n---")[2], re.MULTILINE)
        assert set(shown) <= set(inspect.signature(getattr(nd, name)).parameters), name


def test_help():
    assert "add(x1, x2" in pydoc.plain(pydoc.render_doc(nd.add))
    assert "Sum" in pydoc.render_doc(nd.add)
    assert "Standard deviation" in pydoc.render_doc(nd.std)
    assert "reshape" in pydoc.plain(pydoc.render_doc(nd.ndarray))


METHODS = [name for name in dir(np.ndarray) if not name.startswith("__")]


@pytest.mark.parametrize("name", METHODS)
def test_methods_and_properties_are_there(name):
    assert hasattr(nd.ndarray, name)


def test_flags():
    for make in (
        lambda xp: xp.ones((2, 3)),
        lambda xp: xp.ones((2, 3)).T,
        lambda xp: xp.ones(6)[::2],
        lambda xp: xp.ones(()),
    ):
        mine, theirs = make(nd).flags, make(np).flags
        for name in ("C", "F", "OWNDATA", "WRITEABLE", "ALIGNED", "FORC", "FNC", "BEHAVED", "CARRAY"):
            assert mine[name] == theirs[name], name
        assert repr(mine) == repr(theirs).rstrip()
    with pytest.raises(KeyError):
        mine["X1"]
    with pytest.raises(AttributeError):
        nd.ones(2).shape = (2, 1)


def test_show_config():
    config = nd.show_config(mode="dicts")
    assert config["binding"] == BINDING
    assert config["threads"] == nd.get_num_threads()
    before = nd.get_num_threads()
    nd.set_num_threads(1)
    assert nd.get_num_threads() == 1
    nd.set_num_threads(before)


def test_testing():
    t = nd.testing
    t.assert_array_equal([1, float("nan")], [1, float("nan")])
    t.assert_allclose([1.0, 2.0], [1.0, 2.0 + 1e-9])
    for wrong in (lambda: t.assert_array_equal([1], [2]), lambda: t.assert_allclose([1.0], [1.1]),
                  lambda: t.assert_array_equal([1], [1, 2]), lambda: t.assert_array_less([1], [1]),
                  lambda: t.assert_equal({"a": [1]}, {"a": [2]})):  # fmt: skip
        with pytest.raises(AssertionError):
            wrong()


def test_errors_name_operation_and_value():
    with pytest.raises(nd.exceptions.AxisError, match="3") as caught:
        nd.ones((2, 2)).sum(axis=3)
    assert isinstance(caught.value, (ValueError, IndexError))
    assert issubclass(nd.exceptions.AxisError, ValueError)
    assert issubclass(nd.exceptions.AxisError, IndexError)
    with pytest.raises(IndexError, match="5"):
        nd.ones(3)[5]


def test_stubs_follow_the_sources():
    script = Path(nd.__file__).resolve().parents[1] / "stubs.py"
    if not script.exists():
        pytest.skip("an installed package")
    done = subprocess.run([sys.executable, str(script), "--check"], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr


def test_stubs_name_whatever_is_public():
    stub = ast.parse((Path(nd.__file__).parent / "__init__.pyi").read_text())
    named = {getattr(node, "name", None) or getattr(node, "asname", None) for node in ast.walk(stub)}
    named |= {node.id for node in ast.walk(stub) if isinstance(node, ast.Name)}
    assert {name for name in dir(nd) if not name.startswith("_") and callable(getattr(nd, name))} <= named
