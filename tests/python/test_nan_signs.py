"""What reductions leave of NaNs: the positive quiet one, whatever signs and payloads went in, and in which order, on
which CPU and by how many threads they were joined."""

import ndcore as nd
import numpy as np
import pytest
from conftest import numpy_of

pytestmark = pytest.mark.filterwarnings("ignore:All-NaN slice:RuntimeWarning")
DTYPES = ["float16", "bfloat16", "float32", "float64", "complex64", "complex128"]
REAL = DTYPES[:4]
AXES = [None, 0, 1]
SUMS = {
    "sum": lambda x, axis: nd.sum(x, axis=axis),
    "prod": lambda x, axis: nd.prod(x, axis=axis),
    "mean": lambda x, axis: nd.mean(x, axis=axis),
    "var": lambda x, axis: nd.var(x, axis=axis),
    "std": lambda x, axis: nd.std(x, axis=axis),
    "cumsum": lambda x, axis: nd.cumsum(x, axis=axis),
    "cumprod": lambda x, axis: nd.cumprod(x, axis=axis),
    "keepdims": lambda x, axis: nd.sum(x, axis=axis, keepdims=True),
    "out": lambda x, axis: nd.add.reduce(x, axis=axis, out=nd.zeros_like(nd.sum(x, axis=axis))),
    "of all where": lambda x, axis: nd.sum(x, axis=axis, where=nd.ones(x.shape, bool)),
    "reduceat": lambda x, axis: nd.add.reduceat(x, [0, 2, 1, 3], axis=axis or 0),
    "products reduceat": lambda x, axis: nd.multiply.reduceat(x, [0, 2, 1, 3], axis=axis or 0),
    "average": lambda x, axis: nd.average(x, axis=axis, weights=nd.ones(x.shape)),
    "trapezoid": lambda x, axis: nd.trapezoid(x, axis=axis or 0),
}  # fmt: skip
EXTREMA = {
    "min": lambda x, axis: nd.min(x, axis=axis),
    "max": lambda x, axis: nd.max(x, axis=axis),
    "ptp": lambda x, axis: nd.ptp(x, axis=axis),
    "fmax": lambda x, axis: nd.fmax.reduce(x, axis=axis),
    "nanmin": lambda x, axis: nd.nanmin(x, axis=axis),
    "initial": lambda x, axis: nd.max(x, axis=axis, initial=-nd.nan),
    "running": lambda x, axis: nd.maximum.accumulate(x, axis=axis or 0),
    "reduceat": lambda x, axis: nd.minimum.reduceat(x, [0, 2, 1, 3], axis=axis or 0),
}  # fmt: skip


def nans(dtype, shape, seed=0):
    """Only NaNs, of both signs and with several payloads; for bfloat16 as float32."""
    wide = "float32" if dtype == "bfloat16" else np.zeros(0, dtype).real.dtype
    n = int(np.prod(shape)) * (2 if dtype.startswith("complex") else 1)
    rng = np.random.default_rng(seed)
    a = np.where(rng.integers(0, 2, n) == 1, np.nan, -np.nan).astype(wide)
    bits = a.view(f"u{a.itemsize}")
    bits |= rng.integers(0, 8, n).astype(bits.dtype) << (17 if dtype == "bfloat16" else 1)
    return (a if dtype in REAL else a.view(dtype)).reshape(shape)


def of_ndcore(a, dtype):
    """As it lies, but for bfloat16."""
    return nd.asarray(a).astype(dtype) if dtype == "bfloat16" else nd.asarray(a.astype(dtype, copy=False))


def assert_one_nan(result, what=""):
    """Each is the positive quiet NaN, of complex numbers both parts."""
    words = numpy_of(result).reshape(-1)
    assert words.size, what
    words = words.view(f"f{words.itemsize // 2}") if words.dtype.kind == "c" else words
    nan = np.array(np.nan).astype(words.dtype)
    words, expected = words.view(f"u{words.itemsize}"), nan.view(f"u{nan.itemsize}")
    assert (words == expected).all(), (what, [hex(word) for word in np.unique(words)[:9]])


@pytest.fixture(autouse=True)
def quiet():
    with nd.errstate(all="ignore"), np.errstate(all="ignore"):
        yield


@pytest.fixture(params=[1, 2, 8])
def threads(request):
    before = nd.get_num_threads()
    nd.set_num_threads(request.param)
    yield
    nd.set_num_threads(before)


def assert_all_one_nan(functions, a, dtype):
    if a.ndim < 2 or a.size == 0:
        a = nans(dtype, (4, 4))
    for name, function in functions.items():
        for axis in AXES:
            assert_one_nan(function(of_ndcore(a, dtype), axis), (name, axis))


@pytest.mark.parametrize("dtype", DTYPES)
def test_sums(dtype, layout):
    assert_all_one_nan(SUMS, layout(nans(dtype, (5, 9))), dtype)


@pytest.mark.parametrize("dtype", REAL)
def test_extrema(dtype, layout):
    assert_all_one_nan(EXTREMA, layout(nans(dtype, (5, 9))), dtype)


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("shape", [(300001,), (3, 100003), (100003, 3), (700, 500)])
def test_of_large_arrays(threads, dtype, shape):
    """A NaN here and there among numbers, and what comes to be NaN on the way."""
    rng = np.random.default_rng(5)
    a = np.ones(shape, "float32" if dtype == "bfloat16" else dtype)
    a.reshape(-1)[rng.integers(0, a.size, 40)] = nans(dtype, 40)
    a.reshape(-1)[rng.integers(0, a.size, 4)] = [np.inf, -np.inf, np.inf, -np.inf]
    for name in ("sum", "prod", "mean", "std", "cumsum", "cumprod"):
        for axis in AXES[: 1 + len(shape)]:
            result = SUMS[name](of_ndcore(a, dtype), axis)
            for part in (result.real, result.imag) if result.dtype.kind == "c" else (result,):
                part = part.reshape(-1)
                assert_one_nan(part[nd.isnan(part)], (name, axis))


@pytest.mark.parametrize("dtype", REAL)
def test_extrema_of_any_length(threads, dtype):
    """Short ones take another way than those that fill vectors."""
    for n in (*range(1, 140), 300001):
        a = of_ndcore(nans(dtype, n), dtype)
        for name in ("min", "max", "fmax", "nanmin", "running"):
            assert_one_nan(EXTREMA[name](a, None), (name, n))


@pytest.mark.parametrize("dtype", DTYPES)
def test_nan_functions_of_infinities(dtype):
    """Sums and products that pass over NaNs make one of infinities."""
    a = of_ndcore(np.array([[np.inf, -np.inf, np.nan], [np.inf, 0, -np.nan], [-np.inf, np.inf, 1]]), dtype)
    assert_one_nan(nd.nansum(a).real)
    assert_one_nan(nd.nanprod(a).real)
    assert_one_nan(nd.nancumsum(a).real[-1:])
    assert_one_nan(nd.nanmean(a, axis=0).real[:1])
    assert_one_nan(nd.sum(of_ndcore(np.array([np.inf, -np.inf]), dtype)).real)
    assert_one_nan(nd.prod(of_ndcore(np.array([0.0, np.inf]), dtype)).real)


@pytest.mark.parametrize("dtype", ["float16", "bfloat16"])
def test_products_of_matrices_of_halves(threads, dtype):
    """Those of other floating-point types are BLAS's."""
    a, b = of_ndcore(nans(dtype, (70, 90)), dtype), of_ndcore(nans(dtype, (90, 301), 1), dtype)
    for result in (a @ b, a[0] @ b, a @ b[:, 0], nd.dot(a[0], b[:, 0]), nd.inner(a, b.T), nd.vecdot(a, a)):
        assert_one_nan(result)


@pytest.mark.parametrize("dtype", ["complex64", "complex128"])
def test_complex_extrema_are_elements(threads, dtype):
    """The first with a NaN, with both of its parts, as in NumPy."""
    a = np.ones(300001, dtype)
    a[[70001, 150000, 299999]] = [complex(3, -np.nan), complex(np.nan, 4), complex(-np.nan, 5)]
    for result in (nd.max(nd.asarray(a)), nd.min(nd.asarray(a))):
        assert numpy_of(result).tobytes() == a[70001].tobytes()
