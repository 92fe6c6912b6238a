"""No keyword is taken and then ignored: each parameter of a public function is used in its body, or it is listed here
why it may not matter.
"""

import ast
import pathlib

import ndcore as nd
import numpy as np
import pytest

ROOT = pathlib.Path(nd.__file__).parent
PICKLED = "of pickled objects, which are refused"
PROTOCOL = "given by Python's or NumPy's protocol"
UNUSED = {
    ("dtype", "align"): "lays out structured dtypes, which are refused",
    ("dtype", "copy"): "dtypes are never changed",
    ("load", "fix_imports"): PICKLED, ("load", "encoding"): PICKLED,
    ("load", "max_header_size"): "guards an evaluation of the header as Python; the library parses it",
    ("save", "allow_pickle"): PICKLED, ("savez", "allow_pickle"): PICKLED,
    ("savez_compressed", "allow_pickle"): PICKLED,
    ("resize", "refcheck"): "the method always refuses", ("resize", "new_shape"): "the method always refuses",
    ("reduce", "args"): "the method always refuses", ("reduce", "kwargs"): "the method always refuses",
    ("outer", "args"): "the method always refuses", ("outer", "kwargs"): "the method always refuses",
    ("at", "args"): "the method always refuses", ("at", "kwargs"): "the method always refuses",
    ("item", "args"): "a scalar of a registered dtype is its own item",
}  # fmt: skip


def reads_like(function):
    return any("like=True" in ast.unparse(one) for one in function.decorator_list)


def unused_parameters(tree, within=""):
    """(function, parameter) of all public functions and methods of a module; of a class `__new__` counts under its
    name."""
    for node in tree.body:
        if isinstance(node, ast.ClassDef):
            yield from unused_parameters(node, node.name)
        if not isinstance(node, ast.FunctionDef) or (
            node.name.startswith("_") and node.name not in ("__new__", "__init__")
        ):
            continue
        a = node.args
        every = [*a.posonlyargs, *a.args, *a.kwonlyargs, *filter(None, (a.vararg, a.kwarg))]
        used = {one.id for part in node.body for one in ast.walk(part) if isinstance(one, ast.Name)}
        for one in every:
            free = one.arg.startswith("_") or one.arg in ("self", "cls") or (one.arg == "like" and reads_like(node))
            if one.arg not in used and not free and "locals" not in used:
                yield within if node.name.startswith("__") else node.name, one.arg


def public_modules():
    inside = {path: path.relative_to(ROOT).parts for path in ROOT.rglob("*.py")}
    return sorted(path for path, parts in inside.items() if not {"cffi", "ctypes", "generated"}.intersection(parts))


def test_every_parameter_is_used():
    public = (
        {name for name in dir(nd) if not name.startswith("_")}
        | set(dir(nd.ndarray))
        | set(dir(nd.ufunc))
        | set(dir(nd.linalg))
    )
    found = {}
    for path in public_modules():
        for function, parameter in unused_parameters(ast.parse(path.read_text())):
            if function in public:
                found[function, parameter] = path.name
    assert {key: name for key, name in found.items() if key not in UNUSED} == {}
    assert UNUSED.keys() - found.keys() == set(), "no longer needed here"


def test_an_unused_parameter_is_found():
    source = "def f(a, b, *, c=1):\n  return a\nclass K:\n  def __new__(cls, x): return 1\n  def m(self, y): pass"
    assert list(unused_parameters(ast.parse(source))) == [("f", "b"), ("f", "c"), ("K", "x"), ("m", "y")]


@pytest.mark.parametrize("legacy", ["1.13", "1.21", "1.25", "2.1", "2.2", "1.9", 113, True])
def test_legacy_texts_are_refused(legacy):
    before = nd.get_printoptions()
    for call in (nd.set_printoptions, lambda legacy: nd.printoptions(legacy=legacy).__enter__(),
                 lambda legacy: nd.array2string(nd.ones(2), legacy=legacy)):  # fmt: skip
        with pytest.raises(ValueError, match=f"legacy={legacy!r} is not supported"):
            call(legacy=legacy)
    assert nd.get_printoptions() == before


@pytest.mark.parametrize("legacy", [False, None])
def test_the_present_texts(legacy):
    with nd.printoptions(legacy=legacy, precision=2):
        assert nd.array2string(nd.array([1.234]), legacy=legacy) == "[1.23]"


def test_max_work():
    a, b = nd.arange(10), np.arange(10)
    for work in (-1, 0):
        mine, theirs = nd.may_share_memory(a[::2], a[1::2], work), np.may_share_memory(b[::2], b[1::2], work)
        assert mine is theirs is (work == 0)
    for work in (-1, 0, 1, 1000):
        assert nd.shares_memory(a[::2], a[1::2], max_work=work) is False
        assert nd.shares_memory(a[::2], a[2::2], max_work=work) is True
