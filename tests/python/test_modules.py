"""Modules in C, C++ and Rust: their functions, ufuncs and dtypes from Python, and what bad modules leave behind."""

import inspect
import os
import shutil
import subprocess
import threading
from fractions import Fraction
from pathlib import Path

import ndcore as nd
import numpy as np
import pytest

ROOT = Path(__file__).resolve().parents[2]
BUILD = Path(os.environ["NDCORE_LIBRARY"]).resolve().parent if "NDCORE_LIBRARY" in os.environ else ROOT / "build"
FOLDER = BUILD / "examples" / "modules"


@pytest.fixture(scope="module")
def specials():
    nd.add_module_path(FOLDER)
    return nd.load_module("specials")


@pytest.fixture(scope="module")
def rational():
    return nd.load_module(str(FOLDER / "rational.so"))


@pytest.fixture(scope="module")
def geo(tmp_path_factory):
    target = tmp_path_factory.mktemp("cargo")
    source = ROOT / "examples" / "modules" / "rust"
    cargo = shutil.which("cargo")
    assert cargo, "cargo is missing: ./dev test installs it"
    command = [
        cargo,
        "build",
        "--release",
        "--offline",
        "--locked",
        "--quiet",
        "--manifest-path",
        source / "Cargo.toml",
    ]
    subprocess.run(command, check=True, env={**os.environ, "CARGO_TARGET_DIR": str(target)})
    return nd.load_module(str(target / "release" / "libgeo.so"))


def test_loaded_once(specials):
    assert nd.load_module("specials") is specials
    assert nd.load_module(str(FOLDER / "specials.so")) is specials
    assert specials.__file__ == str(FOLDER / "specials.so")
    assert specials.__doc__ == "Odds and losses of probabilities."


@pytest.mark.parametrize("dtype", ["float32", "float64", "float16", "int8"])
def test_ufunc_of_c(specials, dtype):
    assert isinstance(specials.logit, nd.ufunc)
    p = np.linspace(0.01, 0.99, 1001).astype(dtype)
    with np.errstate(divide="ignore"):
        expected = np.log(p.astype("float64") / (1 - p.astype("float64")))
    with nd.errstate(divide="ignore"):
        result = specials.logit(nd.array(p))
    assert result.dtype == ("float64" if dtype == "float64" else "float32")
    tolerance = 1e-14 if dtype == "float64" else 2e-5
    np.testing.assert_allclose(np.asarray(result).astype("float64"), expected, rtol=tolerance, atol=tolerance)


def test_floating_point_status(specials):
    with pytest.warns(RuntimeWarning, match="divide by zero encountered in specials.logit"):
        specials.logit(0.0)


def test_ufunc_keywords(specials):
    p = nd.array([[0.1, 0.2], [0.3, 0.4]])
    out = nd.zeros((2, 2))
    mask = nd.array([True, False])
    assert specials.logit(p, out=out, where=mask) is out
    assert out.tolist() == [[specials.logit(0.1).item(), 0], [specials.logit(0.3).item(), 0]]
    with pytest.raises(TypeError, match=r"'specials\.logit' not supported for the input types"):
        specials.logit(nd.array([1j]))


def test_function_of_c(specials):
    truth, predicted = np.array([1, 0, 1]), np.array([0.9, 0.2, 0.6])
    expected = -np.mean(truth * np.log(predicted) + (1 - truth) * np.log(1 - predicted))
    assert specials.log_loss(truth, nd.array(predicted)) == pytest.approx(expected, rel=1e-15)
    assert specials.log_loss([1], 0.0, eps=0.5) == pytest.approx(np.log(2))
    assert "cross-entropy" in specials.log_loss.__doc__


def test_signature(specials):
    assert str(inspect.signature(specials.log_loss)) == (
        "(truth: ndcore.ndarray, predicted: ndcore.ndarray, /, *, eps: float = 1e-15) -> float"
    )


@pytest.mark.parametrize(("args", "kwargs", "message"), [
    ((1,), {}, "argument `predicted` is missing"),
    ((1, 2, 3), {}, "takes at most 2 positional arguments, not 3"),
    ((1, 2), {"truth": 1}, "there is no keyword argument `truth`"),
    ((1, 2), {"epsilon": 1}, "there is no keyword argument `epsilon`"),
    ((1, 2), {"eps": "small"}, r"argument `eps` \(3\) must be float, not str"),
    ((None, 2), {}, r"argument `truth` \(1\) must be array, not None"),
])  # fmt: skip
def test_bad_arguments(specials, args, kwargs, message):
    with pytest.raises(TypeError, match=f"specials.log_loss: {message}; specials.log_loss\\(truth: array"):
        specials.log_loss(*args, **kwargs)


def test_dtype_of_cpp(rational):
    a = nd.array(["1/2", "-3/4", "5"], dtype="rational")
    assert a.dtype is rational.rational
    assert repr(a) == "array([ 1/2, -3/4,    5], dtype=rational)"
    assert repr(a.dtype) == "dtype('rational')"
    assert str(a[1]) == "-3/4"
    assert float(a[1]) == -0.75
    assert a.tolist() == [a[0], a[1], a[2]]
    assert (a.itemsize, a.dtype.kind, a.dtype.str, a.dtype.alignment) == (16, "V", "|V16", 8)


def test_arithmetic_of_cpp(rational):
    a = nd.array([["1/2", "1/3"], ["1/5", "-1/7"]], dtype="rational")
    assert str((a + 1)[0, 0]) == "3/2"
    assert str(a.sum()) == str(Fraction(1, 2) + Fraction(1, 3) + Fraction(1, 5) - Fraction(1, 7))
    assert str(nd.multiply.reduce(a, axis=None)) == str(
        Fraction(1, 2) * Fraction(1, 3) * Fraction(1, 5) * Fraction(-1, 7)
    )
    assert [str(x) for x in nd.add.accumulate(a[0])] == ["1/2", "5/6"]
    assert (a > 0).tolist() == [[True, True], [True, False]]
    assert str(a.max()) == "1/2"
    assert str((a.T / a)[0, 1]) == "3/5"
    assert [str(x) for x in nd.where(a > 0, a, -a)[1]] == ["1/5", "1/7"]
    assert rational.numerator(a).tolist() == [[1, 1], [1, -1]]
    assert rational.denominator(x=a).tolist() == [[2, 3], [5, 7]]
    assert str(nd.zeros(2, "rational")[1]) == "0"
    assert str(nd.ones(2, "rational")[1]) == "1"


def test_many_threads_of_cpp(rational):
    a = nd.arange(100000).astype("rational") / 7
    assert str((a + a)[7]) == "2"
    assert str(a.sum()) == str(Fraction(100000 * 99999, 14))


def test_errors_of_cpp(rational):
    a = nd.array(["1/2"], dtype="rational")
    with pytest.raises(ValueError, match="division by zero"):
        a / 0
    with pytest.raises(OverflowError, match="does not fit"):
        nd.array([2**62], dtype="rational") * 4
    with pytest.raises(ValueError, match="'half' is no fraction"):
        nd.array(["half"], dtype="rational")
    with pytest.raises(TypeError, match="no common dtype for 'rational' and 'float64'"):
        nd.promote_types("rational", "float64")
    with pytest.raises(TypeError, match=r"'add' not supported for the input types \(rational, float64\)"):
        a + nd.array([0.5])
    for refused in (nd.sqrt, nd.sort, nd.argsort, lambda x: nd.linalg.inv(x.reshape(1, 1)), lambda x: x @ x):
        with pytest.raises(TypeError):
            refused(a)


def test_not_saved(rational, tmp_path):
    with pytest.raises(TypeError, match="no place for the registered dtype"):
        nd.save(tmp_path / "a.npy", nd.zeros(2, "rational"))


def test_module_of_rust(geo):
    lat, lon = [52.52, 48.8566], [13.405, 2.3522]
    assert geo.haversine(lat[0], lon[0], nd.array(lat), nd.array(lon)).tolist() == pytest.approx([0, 877.46], abs=0.1)
    assert geo.track_length(lat, lon) == pytest.approx(877.46, abs=0.1)
    assert geo.track_length(lat, lon, radius=2 * 6371.0) == pytest.approx(2 * geo.track_length(lat, lon))
    assert geo.bounds(lon=lon, lat=lat) == (48.8566, 2.3522, 52.52, 13.405)
    with pytest.raises(ValueError, match="2 latitudes, but 1 longitudes"):
        geo.track_length(lat, [1.0])


BAD = {
    "abi": ("{sizeof m, 99, 0, \"bad_abi\", 0, 0, 0, 0, 0, 0}", ImportError, "is made for ABI 99"),
    "revision": ("{sizeof m, 1, 999, \"bad_revision\", 0, 0, 0, 0, 0, 0}", ImportError, "needs revision 999"),
    "name": ("{sizeof m, 1, 0, \"no name\", 0, 0, 0, 0, 0, 0}", ValueError, "'no name' is no name"),
    "taken": ("{sizeof m, 1, 0, \"specials\", 0, 0, 0, 0, 0, 0}", ValueError, "name 'specials' is taken"),
    "method": ("{sizeof m, 1, 0, \"bad_method\", 0, bad_methods, 1, 0, 0, 0}", ValueError, "cannot be read"),
    "init": ("{sizeof m, 1, 0, \"bad_init\", 0, 0, 0, failing, 0, 0}", RuntimeError, "module 'bad_init'"),
    "throws": ("{sizeof m, 1, 0, \"throwing\", 0, 0, 0, throwing, 0, 0}", RuntimeError, "threw an exception: no luck"),
}  # fmt: skip
SOURCE = """
#include <cstring>
#include <stdexcept>
#include "ndcore/ndcore.h"
static int64_t format(const void*, char*, int64_t, void*) { return 0; }
static nd_status method(void*, const nd_cell*, int64_t, nd_cell*, int64_t) { return ND_OK; }
static nd_status loop(char* const*, int64_t, const int64_t*, void*) { return ND_OK; }
static const nd_method_def bad_method{sizeof bad_method, "f(x: banana)", 0, method, 0};
static const nd_method_def* const bad_methods[] = {&bad_method};
// Registers a dtype and a ufunc, which are to vanish.
static void leave_traces(nd_module* module, const nd_module_host* host) {
  const char* const names[] = {"dtype_register", "ufunc_register"};
  const uint64_t hashes[] = {HASHES};
  void* found[2];
  int32_t (*get)(const char* const*, const uint64_t*, int32_t, int32_t, void**);
  std::memcpy(&get, &host->get_c_api, sizeof get);
  if (get(names, hashes, 2, 0, found) != 0) return;
  const nd_dtype_def dtype{sizeof dtype, "vanishing", 8, 0, 0, 0, 0, format, 0, 0};
  reinterpret_cast<nd_dtype* (*)(nd_module*, const nd_dtype_def*)>(found[0])(module, &dtype);
  const nd_type_code types[] = {ND_FLOAT64, ND_FLOAT64};
  const nd_loop_def each{sizeof each, types, loop, 0, 0, 0};
  const nd_loop_def* const loops[] = {&each};
  const nd_ufunc_def ufunc{sizeof ufunc, "vanishing", 0, loops, 1, 1, 1, 0, 0};
  reinterpret_cast<nd_ufunc* (*)(nd_module*, const nd_ufunc_def*)>(found[1])(module, &ufunc);
}
static nd_status failing(nd_module* module, const nd_module_host* host, void*) {
  leave_traces(module, host);
  return ND_ERROR;
}
static nd_status throwing(nd_module* module, const nd_module_host* host, void*) {
  leave_traces(module, host);
  throw std::runtime_error("no luck");
}
extern "C" __attribute__((visibility("default"))) const nd_module_def SYMBOL;
const nd_module_def SYMBOL = DEFINITION;
"""


def compile_module(folder, name, definition, symbol="ndcore_module"):
    header = (ROOT / "include/ndcore/signatures.h").read_text()
    hashes = [header.split(f"#define ND_HASH_{one} ")[1].split("\n")[0] for one in ("dtype_register", "ufunc_register")]
    text = SOURCE.replace("HASHES", ", ".join(hashes)).replace(
        "DEFINITION", definition.replace("sizeof m", f"sizeof {symbol}")
    )
    source = folder / f"{name}.cpp"
    source.write_text(text.replace("SYMBOL", symbol))
    target = folder / f"{name}.so"
    command = ["c++", "-std=c++17", "-w", "-shared", "-fPIC", f"-I{ROOT / 'include'}", source, "-o", target]
    subprocess.run(command, check=True)
    return target


@pytest.mark.parametrize("name", BAD)
def test_bad_module_leaves_no_trace(specials, tmp_path, name):
    definition, error, message = BAD[name]
    path = compile_module(tmp_path, name, definition)
    for _ in range(2):
        with pytest.raises(error, match=message):
            nd.load_module(path)
    with pytest.raises(TypeError):
        nd.dtype("vanishing")
    with pytest.raises(KeyError):
        nd.load_module("vanishing")


def test_no_module(tmp_path):
    path = compile_module(tmp_path, "other", '{sizeof m, 1, 0, "other", 0, 0, 0, 0, 0, 0}', "another_symbol")
    with pytest.raises(ValueError, match="has no symbol ndcore_module"):
        nd.load_module(path)
    garbage = tmp_path / "garbage.so"
    garbage.write_bytes(b"no library" * 100)
    with pytest.raises(ValueError, match="cannot be loaded"):
        nd.load_module(garbage)
    with pytest.raises(KeyError, match="there is no file"):
        nd.load_module(tmp_path / "missing.so")


def test_working_directory_is_not_searched(tmp_path, monkeypatch):
    compile_module(tmp_path, "here", '{sizeof m, 1, 0, "here", 0, 0, 0, 0, 0, 0}')
    monkeypatch.chdir(tmp_path)
    for name in ("here", "./here.so", "here.so"):
        with pytest.raises((KeyError, ValueError)):
            nd.load_module(name)
    with pytest.raises(ValueError, match="absolute path"):
        nd.add_module_path(".")
    nd.add_module_path(tmp_path)
    assert nd.load_module("here").__name__ == "here"


def test_two_threads_load_one_module(tmp_path):
    path = compile_module(tmp_path, "racing", '{sizeof m, 1, 0, "racing", 0, 0, 0, 0, 0, 0}')
    start, found = threading.Barrier(4), []

    def load():
        start.wait()
        found.append(nd.load_module(path))

    threads = [threading.Thread(target=load) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 4
    assert len({id(one) for one in found}) == 1


def test_explain_names_the_modules_library(specials):
    way = nd.explain(specials.logit, nd.ones(3))
    assert way["kernel"] == way["kernels"] == specials.__file__
    assert way["loop"] == "float64->float64"
    assert "symbol" not in way
    function = next(one for one in vars(specials).values() if type(one).__name__ == "Function")
    way = nd.explain(function)
    assert way["kind"] == "module function"
    assert way["library"] == specials.__file__
    assert way["signature"] == function.text_signature
