"""explain(): the way from the Python name to the kernel, and the files that it names."""

from __future__ import annotations

import re
from pathlib import Path

import ndcore
import pytest
from conftest import nd

ROOT = Path(ndcore.__file__).resolve().parents[3]
C_KEYS = {"name", "kind", "signature", "summary", "symbol", "version", "since", "state", "table", "slot", "abi_hash",
          "call_hash", "library", "source", "target"}  # fmt: skip


def stands_at(place, pattern):
    """Whether the line that `file:line` names, or the tag that begins there, has the pattern."""
    path, line = place.split(":")
    text = (ROOT / path).read_text(encoding="utf-8").splitlines()[int(line) - 1 :]
    return re.search(pattern, "\n".join(text[:40])) is not None


def test_ufunc_from_name_to_kernel():
    way = nd.explain(nd.add)
    assert way["python"] == "ndcore.add"
    assert way["object"] == "ufunc"
    assert way["dispatch"] == "__array_ufunc__"
    assert Path(way["file"]).name == "ufuncs.py"
    assert "__call__" in Path(way["file"]).read_text().splitlines()[way["line"] - 1]
    assert way.keys() >= C_KEYS
    assert way["symbol"] == "nd_add"
    assert way["table"].endswith(".add")
    assert stands_at(way["source"], r"ND_BINARY\(add,")
    engine, name = way["engine"].split()
    assert name == "apply"
    assert stands_at(engine, r"^Ref<Array> apply\(")
    kernel = way["kernels"].split(", ")[0]  # a module that another test has loaded may add loops
    assert kernel == "libndcore/kernels/arithmetic.cpp"
    assert (ROOT / kernel).exists()
    assert Path(way["library"]) == Path(nd.library_path).resolve()
    assert way["target"] == nd.show_config("dicts")["SIMD target"]


@pytest.mark.parametrize(
    ("function", "operands", "loop", "kernel"),
    [
        ("add", ("float64", "float64"), "float64,float64->float64", "arithmetic"),
        ("add", ("int32", "float32"), "float64,float64->float64", "arithmetic"),
        ("add", ("float32", 1.5), "float32,float32->float32", "arithmetic"),
        ("add", ("int8", 1), "int8,int8->int8", "arithmetic"),
        ("sqrt", ("int64",), "float64->float64", "arithmetic_unary"),
        ("exp", ("float32",), "float32->float32", "math_exp"),
        ("exp", ("complex64",), "complex64->complex64", "complex_loops"),
        ("power", ("float64", "float64"), "float64,float64->float64", "math_binary"),
        ("less", ("uint8", "uint8"), "uint8,uint8->bool", "comparison"),
        ("divmod", ("float32", "float32"), "float32,float32->float32,float32", "float_division"),
    ],
)
def test_loop_for_operands(function, operands, loop, kernel):
    arrays = [nd.ones(3, dtype=one) if isinstance(one, str) else one for one in operands]
    way = nd.explain(getattr(nd, function), *arrays)
    assert way["loop"] == loop
    assert way["kernel"] == f"libndcore/kernels/{kernel}.cpp"
    assert way["shape"] == "(3,)"
    assert way["threads"] == "1"
    assert (ROOT / way["kernel"]).exists()


def test_threads_follow_size_and_shapes_broadcast():
    before = nd.get_num_threads()
    try:
        nd.set_num_threads(2)
        way = nd.explain(nd.add, nd.ones((1000, 1)), nd.ones(1000))
        assert (way["shape"], way["threads"]) == ("(1000, 1000)", "2")
        assert way["inputs"] == "float64[1000, 1], float64[1000]"
    finally:
        nd.set_num_threads(before)


@pytest.mark.parametrize(
    ("function", "symbol", "engine"),
    [
        ("sum", "nd_sum", "libndcore/stats/reductions.cpp"),
        ("sort", "nd_sort", "libndcore/sort/sort.cpp"),
        ("reshape", "nd_reshape", "libndcore/shape/reshape.cpp"),
        ("average", "nd_average", "libndcore/stats/average.cpp"),
        ("linalg.inv", "nd_inv", "libndcore/linalg/solve.cpp"),
        ("ndarray.sum", "nd_sum", "libndcore/stats/reductions.cpp"),
        ("ndarray.__add__", "nd_add", "libndcore/ufunc/call.cpp"),
    ],
)
def test_functions_that_are_no_ufuncs(function, symbol, engine):
    found = nd
    for part in function.split("."):
        found = getattr(found, part)
    way = nd.explain(found)
    assert way["symbol"] == symbol
    assert symbol in way["calls"]
    assert way["engine"].startswith(engine)
    place, name = way["engine"].split()
    assert stands_at(place, rf"\b{name}\(")


def test_every_public_function_is_explained():
    unknown = []
    for name in sorted(set(dir(nd)) - {"testing"}):
        value = getattr(nd, name)
        if not callable(value) or isinstance(value, type):
            continue
        try:
            way = nd.explain(value)
        except TypeError:  # an object that can be called, such as index_exp
            continue
        if not isinstance(value, nd.ufunc) and not (Path(way["file"]).exists() and way["line"] > 0):
            unknown.append(name)
    assert not unknown


def test_dispatcher_is_named():
    assert nd.explain(nd.sum)["dispatch"] == "__array_function__ of a, out"


def test_python_alone():
    way = nd.explain(nd.float64)
    assert way["object"] == "class"
    assert "symbol" not in way

    def mine(a):
        return nd.sqrt(a) + nd.sum(a)

    way = nd.explain(mine)
    assert way["calls"][0] == "nd_sqrt"
    assert "nd_sum" in way["calls"]
    assert Path(way["file"]) == Path(__file__)


def test_by_name_and_as_text():
    assert nd.explain("sort") == nd.explain("nd_sort")
    assert re.search(r"^symbol +nd_sort$", str(nd.explain("sort")), re.MULTILINE)


def test_refusals():
    with pytest.raises(KeyError, match="there is no function 'no_such'"):
        nd.explain("no_such")
    with pytest.raises(TypeError, match="explain: 3 is no function"):
        nd.explain(3)
    with pytest.raises(ValueError, match="`ninputs` is 1, but add has 2 inputs"):
        nd.explain(nd.add, nd.ones(3))
    with pytest.raises(TypeError, match="not supported for the input types"):
        nd.explain(nd.bitwise_and, nd.ones(3), nd.ones(3))
    with pytest.raises(ValueError, match="could not be broadcast"):
        nd.explain(nd.add, nd.ones(3), nd.ones(4))
