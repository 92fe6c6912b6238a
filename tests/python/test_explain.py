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
        ("ravel", "nd_ravel", "libndcore/shape/reshape.cpp"),
        ("where", "nd_where", "libndcore/index/where.cpp"),
        ("average", "nd_average", None),
        ("linalg.inv", "nd_inv", None),
        ("ndarray.sum", "nd_sum", "libndcore/stats/reductions.cpp"),
        ("ndarray.__add__", "nd_add", None),
    ],
)
def test_from_the_function_to_the_engine(function, symbol, engine):
    """Where the engine's function is known; elsewhere nothing is said of it."""
    found = nd
    for part in function.split("."):
        found = getattr(found, part)
    way = nd.explain(found)
    assert way["symbol"] == symbol
    assert symbol in way["calls"]
    assert stands_at(way["source"], rf"\b({symbol}|{symbol.removeprefix('nd_')})\b")
    if engine is None:
        assert "engine" not in way
        return
    place, name = way["engine"].split()
    assert place.startswith(f"{engine}:")
    assert stands_at(place, rf"\bRef<Array> {name}\(")


@pytest.mark.parametrize(
    ("function", "operands", "kernels"),
    [
        ("mean", ("float64",), "reduce_sum"),
        ("mean", ("float32",), "reduce_sum"),
        ("mean", ("float16",), "cast cast_contiguous reduce_sum"),
        ("mean", ("int32",), "cast cast_contiguous reduce_sum"),
        ("mean", (">f8",), "reduce_sum transpose"),
        ("mean", ("complex128",), "arithmetic cast reduce_sum"),
        ("sum", ("int8",), "reduce_sum"),
        ("max", ("float32",), "reduce_extrema"),
        ("argmax", ("float32",), "reduce_extrema"),
        ("prod", ("float64",), "reduce_products"),
        ("any", ("float64",), "reduce_count"),
        ("count_nonzero", ("complex64",), "reduce_count"),
        ("cumsum", ("float64",), "reduce_sum"),
        ("nanmax", ("float64",), "predicates reduce_count reduce_extrema"),
        ("sort", ("float64",), "sort_keys vector_sort_wide"),
        ("sort", ("int16",), "vector_sort_narrow"),
        ("sort", ("int8",), ""),
        ("argsort", ("int16",), "vector_sort_wide"),
        ("searchsorted", ("float64", "float64"), ""),
        ("searchsorted", ("float64", "int32"), "cast cast_contiguous"),
        ("matmul", ("int32", "int32"), "matmul"),
        ("dot", ("int32", "int64"), "cast cast_contiguous matmul"),
        ("where", ("bool", "float64", "float64"), "select"),
        ("take", ("float64", "int64"), ""),
        ("copy", ("float64",), ""),
    ],
)  # fmt: skip
def test_kernels_of_what_is_no_ufunc(function, operands, kernels):
    """Of a few elements side by side; tests/abi/test_explain_runs.py compares more with what runs."""
    way = nd.explain(function, *(nd.ones(40, dtype=one) for one in operands))
    assert sorted(filter(None, way.get("kernels", "").split(", "))) == [
        f"libndcore/kernels/{one}.cpp" for one in kernels.split()
    ]
    assert way["inputs"].startswith(nd.dtype(operands[0]).newbyteorder("=").name)


def test_kernels_that_may_run():
    """Without inputs: those of every dtype and layout, all of which exist."""
    mean, where = nd.explain("mean")["kernels"].split(", "), nd.explain("where")["kernels"].split(", ")
    assert {Path(one).stem for one in mean} == {
        "arithmetic", "cast", "cast_contiguous", "copy", "reduce_sum", "transpose",
    }  # fmt: skip
    assert where == ["libndcore/kernels/select.cpp"]
    assert all((ROOT / one).exists() for one in mean)
    assert nd.explain("mean", nd.ones(3), nd.ones(3))["kernels"].split(", ") == mean
    assert "kernels" not in nd.explain("average")


def test_kernels_follow_layout_and_size():
    a = nd.ones((2000, 2000))
    assert "kernels" not in nd.explain("ravel", a)
    assert nd.explain("ravel", a.T)["kernels"] == "libndcore/kernels/transpose.cpp, libndcore/kernels/copy.cpp"
    assert nd.explain("ravel", a[:40, :40].T)["kernels"] == "libndcore/kernels/transpose.cpp"
    assert nd.explain("copy", a)["kernels"] == "libndcore/kernels/copy.cpp"
    assert nd.explain("sum", nd.broadcast_to(nd.ones(()), (10**9, 10**9)))["kernels"].endswith("reduce_sum.cpp")


def test_what_is_explained_is_what_the_function_says():
    with pytest.raises(TypeError, match="boolean subtract"):
        nd.explain(nd.ptp, nd.ones(3, dtype=bool))
    with pytest.raises(ValueError, match="not aligned"):
        nd.explain(nd.dot, nd.ones(3), nd.ones(4))


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
