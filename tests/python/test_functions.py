"""How functions take their arguments: keywords, axes, out, lists, errors. What they compute, each family tests."""

import io

import ndcore as nd
import numpy as np
import pytest
from conftest import DTYPES, check, numpy_of, sample

A = np.arange(24).reshape(2, 3, 4)
F = np.linspace(-3, 5, 24).reshape(2, 3, 4)

SHAPES = [
    lambda xp, a: xp.reshape(a, (4, 6)), lambda xp, a: xp.reshape(a, -1), lambda xp, a: a.reshape(6, -1),
    lambda xp, a: a.reshape((3, 8), order="F"), lambda xp, a: a.reshape(5, -1), lambda xp, a: xp.ravel(a, "F"),
    lambda xp, a: a.T, lambda xp, a: a.mT, lambda xp, a: a.transpose(1, 2, 0), lambda xp, a: a.transpose((1, 0, 2)),
    lambda xp, a: a.transpose(0, 0, 1), lambda xp, a: xp.swapaxes(a, 0, -1), lambda xp, a: xp.swapaxes(a, 0, 5),
    lambda xp, a: xp.moveaxis(a, 0, -1), lambda xp, a: xp.moveaxis(a, [0, 1], [-1, -2]),
    lambda xp, a: xp.rollaxis(a, 2), lambda xp, a: xp.squeeze(a[:1]), lambda xp, a: xp.squeeze(a, 0),
    lambda xp, a: xp.squeeze(a[:, :1], axis=1), lambda xp, a: xp.expand_dims(a, (0, -1)), lambda xp, a: xp.flip(a),
    lambda xp, a: xp.flip(a, (0, 2)), lambda xp, a: xp.fliplr(a), lambda xp, a: xp.flipud(a),
    lambda xp, a: xp.rot90(a), lambda xp, a: xp.rot90(a, 3, (1, 2)), lambda xp, a: xp.roll(a, 5),
    lambda xp, a: xp.roll(a, (1, 2), (0, 1)), lambda xp, a: xp.roll(a, 1, axis=-1), lambda xp, a: xp.roll(a, (), 0),
    lambda xp, a: xp.roll(a[:0], (), 0), lambda xp, a: xp.roll(a, 1, ()), lambda xp, a: xp.roll(a, (1, 2), ()),
    lambda xp, a: xp.roll(a, (1, 2)), lambda xp, a: xp.roll(a, (), None), lambda xp, a: xp.roll(a, 1, (0, 0)),
    lambda xp, a: xp.roll(a, (1, 2), 3), lambda xp, a: xp.roll(a, (1, 2, 3), (0, 1)),
    lambda xp, a: xp.interp(a, [1, 2], [3, 4], left=xp.zeros(0)), lambda xp, a: xp.unwrap(a, period=xp.zeros(0, int)),
    lambda xp, a: xp.broadcast_to(a[:0, :1], (0, 2**61, 4)), lambda xp, a: xp.broadcast_to(xp.float64(1), (2**61,)),
    lambda xp, a: xp.zeros((0, 2**61), bool).sum(0), lambda xp, a: xp.argsort(xp.zeros((0, 2**61), bool)),
    lambda xp, a: xp.broadcast_to(a[0], (5, 3, 4)), lambda xp, a: xp.broadcast_to(a, (3, 4)),
    lambda xp, a: xp.broadcast_arrays(a, a[:, :1], 1), lambda xp, a: xp.broadcast_shapes((2, 1), (3,), 4),
    lambda xp, a: xp.atleast_1d(3), lambda xp, a: xp.atleast_2d([1, 2]), lambda xp, a: xp.atleast_3d([1, 2], a[0]),
    lambda xp, a: xp.concatenate((a, a)), lambda xp, a: xp.concatenate((a, a), axis=-1),
    lambda xp, a: xp.concatenate((a, [1.5]), axis=None), lambda xp, a: xp.concatenate((a, a[0])),
    lambda xp, a: xp.concatenate(()), lambda xp, a: xp.concatenate((a, a), out=xp.empty((4, 3, 4))),
    lambda xp, a: xp.concatenate((a, a), dtype="f4"), lambda xp, a: xp.concatenate((a, a), axis=3),
    lambda xp, a: xp.stack((a, a), axis=-1), lambda xp, a: xp.stack((a, a[0])), lambda xp, a: xp.vstack((a[0], a[1])),
    lambda xp, a: xp.hstack(([1], [2, 3])), lambda xp, a: xp.dstack((a[0], a[1])),
    lambda xp, a: xp.column_stack(([1, 2], [3, 4])), lambda xp, a: xp.block([[a[0], a[0]], [a[1], a[1]]]),
    lambda xp, a: xp.unstack(a, axis=1), lambda xp, a: xp.split(a, 2), lambda xp, a: xp.split(a, 3, axis=2),
    lambda xp, a: xp.split(a, 3, axis=1), lambda xp, a: xp.array_split(a, 3, axis=2),
    lambda xp, a: xp.split(a, [1, 2], axis=2), lambda xp, a: xp.hsplit(a, 3), lambda xp, a: xp.tile(a, (2, 1)),
    lambda xp, a: xp.repeat(a, 2), lambda xp, a: xp.repeat(a, [1, 2], axis=0), lambda xp, a: xp.resize(a, (5, 5)),
    lambda xp, a: xp.append(a, [1, 2]), lambda xp, a: xp.delete(a, [0, 2], axis=1),
    lambda xp, a: xp.delete(a, slice(None, None, 2)), lambda xp, a: xp.delete(a, 9, axis=0),
    lambda xp, a: xp.insert(a, 1, 7, axis=1), lambda xp, a: xp.insert(a, [1, 3], [7, 8]), lambda xp, a: xp.pad(a, 1),
    lambda xp, a: xp.pad(a, ((1, 2), (0, 0), (3, 1)), "edge"),
    lambda xp, a: xp.pad(a, (1, 2), "constant", constant_values=(5, 6)), lambda xp, a: xp.pad(a, 2, "reflect"),
    lambda xp, a: xp.diagonal(a), lambda xp, a: xp.trace(a, 1), lambda xp, a: a.diagonal(1, 1, 2),
    lambda xp, a: xp.shape(a), lambda xp, a: xp.ndim(a), lambda xp, a: xp.size(a, 1), lambda xp, a: a.flatten("F"),
    lambda xp, a: a.view("u8"), lambda xp, a: a.view("i4"), lambda xp, a: a.byteswap(), lambda xp, a: a.real,
    lambda xp, a: a.imag, lambda xp, a: (a * 1j).imag, lambda xp, a: (a * 1j).real,
]  # fmt: skip


@pytest.mark.parametrize("number", range(len(SHAPES)))
def test_shapes(number):
    check(SHAPES[number], A)


REDUCTIONS = [
    "sum",
    "prod",
    "min",
    "max",
    "any",
    "all",
    "mean",
    "var",
    "std",
    "ptp",
    "argmin",
    "argmax",
    "count_nonzero",
]
RUNNING = ["cumsum", "cumprod", "nancumsum", "nancumprod"]
NAN = ["nansum", "nanprod", "nanmin", "nanmax", "nanmean", "nanvar", "nanstd", "nanargmin", "nanargmax"]


@pytest.mark.parametrize("name", REDUCTIONS + NAN)
def test_axes_of_reductions(name):
    single = name.endswith(("argmin", "argmax"))
    for axis in (None, 0, -1, 2) if single else (None, 0, -1, (0, 1), (-1, 0), ()):
        for keepdims in (False, True):
            if name in ("mean", "var", "std", "nanmean", "nanvar", "nanstd") and axis == ():
                continue
            check(lambda xp, a, axis=axis, k=keepdims: getattr(xp, name)(a, axis=axis, keepdims=k), A % 5)
    check(lambda xp, a: getattr(xp, name)(a, axis=3), A)
    check(lambda xp, a: getattr(xp, name)(a, axis=1.5), A)
    check(lambda xp: getattr(xp, name)([[1, 2], [3, 4]]))
    if hasattr(np.ndarray, name):
        check(lambda xp, a: getattr(a, name)(), A)
        check(lambda xp, a: getattr(a, name)(0), A)


@pytest.mark.parametrize("name", ["sum", "prod", "mean", "std", "max", "argmax", "cumsum"])
def test_out_of_reductions(name):
    def run(xp, a):
        out = xp.empty(a.shape if name == "cumsum" else (2, 4), "i8" if name == "argmax" else "f8")
        result = getattr(xp, name)(a, axis=1, out=out)
        assert result is out
        return out

    check(run, F)
    check(lambda xp, a: getattr(xp, name)(a, axis=1, out=xp.empty((3, 3))), F)


def test_options_of_reductions():
    mask = A > 7
    for name in ("sum", "prod", "min", "max"):
        check(lambda xp, a, m, name=name: getattr(xp, name)(a, where=m, initial=3), A, mask)
        check(lambda xp, a, name=name: getattr(xp, name)(a, axis=0, initial=100), A)
    for name in ("mean", "var", "std", "any", "all"):
        check(lambda xp, a, m, name=name: getattr(xp, name)(a, axis=2, where=m | (a < 2)), A, mask)
    check(lambda xp, a: xp.var(a, ddof=1), F)
    check(lambda xp, a: xp.std(a, correction=1), F)
    check(lambda xp, a: xp.sum(a, dtype="f4"), A)
    check(lambda xp, a: xp.average(a, axis=1, weights=[1, 2, 3]), F)
    check(lambda xp, a: xp.average(a, weights=a - a + 2, returned=True), F)
    check(lambda xp, a: xp.cumulative_sum(a[0, 0], include_initial=True), F)
    check(lambda xp, a: xp.cumulative_prod(a), F)


def test_running_of_a_number():
    for name in ("cumulative_sum", "cumulative_prod"):
        for axis in (None, 0, -1, 1):
            for initial in (False, True):
                check(lambda xp, n=name, i=axis, f=initial: getattr(xp, n)(xp.array(3), axis=i, include_initial=f))


def test_weights_that_sum_to_zero():
    for a, weights, axis in (([1, 2], [0, 0], None), ([1, 2], [1, -1], 0), (np.zeros((2, 2)), [[1, 0], [1, 0]], 0),
                             ([], [], None), (np.zeros((0, 3)), [0, 0, 0], 1), (np.zeros((0, 3)), [1, 1, 1], 1),
                             (np.zeros((3, 0)), [0] * 3, 0)):  # fmt: skip
        check(lambda xp, a, w=weights, i=axis: xp.average(a, weights=w, axis=i), np.asarray(a))


def test_byte_order_of_rounded_numbers():
    for dtype in (">f4", ">i4", ">c8"):
        for shape in ((), (2,)):
            for decimals in (0, 1, -1):
                check(lambda xp, a, d=decimals: xp.round(a, d), np.ones(shape, dtype))
            check(lambda xp, a: xp.nan_to_num(a), np.ones(shape, dtype))
            check(lambda xp, a: xp.nan_to_num(a, copy=False), np.ones(shape, dtype))


@pytest.mark.parametrize("name", RUNNING)
def test_running(name):
    check(lambda xp, a: getattr(xp, name)(a), A)
    check(lambda xp, a: getattr(xp, name)(a, axis=1), F)
    check(lambda xp, a: getattr(xp, name)(a, axis=9), F)


def test_warnings_of_empty_reductions():
    for name in ("mean", "nanmean", "nanmax"):
        given = [] if name == "mean" else [float("nan")]
        with pytest.warns(RuntimeWarning):
            getattr(nd, name)(nd.array(given))


SORTING = [
    lambda xp, a: xp.sort(a), lambda xp, a: xp.sort(a, axis=None), lambda xp, a: xp.sort(a, axis=0, kind="stable"),
    lambda xp, a: xp.argsort(a, stable=True), lambda xp, a: xp.sort(a, axis=5), lambda xp, a: xp.sort(a, kind="bogo"),
    lambda xp, a: xp.searchsorted(xp.sort(a[0]), [2, 9]), lambda xp, a: xp.searchsorted(a[0], 3, side="right"),
    lambda xp, a: xp.searchsorted(xp.sort(a[0]), 3, side="middle"), lambda xp, a: xp.unique(a % 5),
    lambda xp, a: xp.unique(a % 5, return_index=True, return_inverse=True, return_counts=True),
    lambda xp, a: xp.unique(a % 2, axis=0), lambda xp, a: tuple(xp.unique_all(a % 3)),
    lambda xp, a: xp.isin(a, [1, 5, 7]), lambda xp, a: xp.intersect1d(a, [5, 3, 99]),
    lambda xp, a: xp.union1d(a, [99]), lambda xp, a: xp.setdiff1d(a, [1, 2]), lambda xp, a: xp.setxor1d(a, [1, 99]),
    lambda xp, a: xp.lexsort((a[0] % 2, a[0] % 3)), lambda xp, a: xp.digitize(a, [3, 6]),
    lambda xp, a: xp.partition(a, 2)[:, 2], lambda xp, a: xp.digitize(a, [6, 3, 1]),
]  # fmt: skip


@pytest.mark.parametrize("number", range(len(SORTING)))
def test_sorting(number):
    check(SORTING[number], np.random.default_rng(2).permutation(20).reshape(4, 5))


ELEMENTWISE = [
    lambda xp, a: xp.clip(a, 0, 2), lambda xp, a: a.clip(1), lambda xp, a: a.clip(max=1),
    lambda xp, a: xp.clip(a, None, None), lambda xp, a: xp.clip(a, min=0), lambda xp, a: xp.round(a),
    lambda xp, a: xp.round(a, 1), lambda xp, a: a.round(-1), lambda xp, a: xp.isclose(a, a + 1e-9),
    lambda xp, a: xp.isclose([np.nan], [np.nan], equal_nan=True), lambda xp, a: xp.allclose(a, a),
    lambda xp, a: xp.array_equal(a, a), lambda xp, a: xp.array_equal(a, [1]),
    lambda xp, a: xp.array_equiv(a, a[:1] * 0), lambda xp, a: xp.nan_to_num([np.nan, np.inf, 1.0]),
    lambda xp, a: xp.fix(a), lambda xp, a: xp.diff(a), lambda xp, a: xp.diff(a, 2, 0),
    lambda xp, a: xp.diff([1, 4, 9], prepend=0, append=[16]), lambda xp, a: xp.gradient(a[0, 0]),
    lambda xp, a: xp.gradient(a[0], 2.0), lambda xp, a: xp.trapezoid(a),
    lambda xp, a: xp.trapezoid(a[0, 0], [0, 1, 3, 4]), lambda xp, a: xp.isposinf(a),
    lambda xp, a: xp.isneginf(-1 / (a - a)), lambda xp, a: xp.real(a + 1j), lambda xp, a: xp.imag(a + 1j),
    lambda xp, a: xp.iscomplex([1, 1j]), lambda xp, a: xp.isreal([1, 1j]),
    lambda xp, a: xp.real_if_close([1 + 1e-20j]), lambda xp, a: xp.min_scalar_type(300),
]  # fmt: skip


@pytest.mark.parametrize("number", range(len(ELEMENTWISE)))
def test_elementwise(number):
    def run(xp, a):
        result = ELEMENTWISE[number](xp, a)
        return result.name if isinstance(result, (nd.dtype, np.dtype)) else result

    check(run, F)


LINALG = [
    lambda xp, a, b: xp.matmul(a, b), lambda xp, a, b: xp.dot(a, b), lambda xp, a, b: xp.vdot(a, a),
    lambda xp, a, b: xp.inner(a, a), lambda xp, a, b: xp.outer(a[0], b[0]), lambda xp, a, b: xp.tensordot(a, b, 1),
    lambda xp, a, b: xp.tensordot(a, b, ([1], [0])), lambda xp, a, b: xp.kron(a, b),
    lambda xp, a, b: xp.cross(a[:, :3], b[:3].T), lambda xp, a, b: xp.linalg.matrix_power(a @ b, 3),
    lambda xp, a, b: xp.matmul(a, a), lambda xp, a, b: xp.matmul(a, 3), lambda xp, a, b: xp.vecdot(a, a),
    lambda xp, a, b: xp.matmul(a, b, out=xp.empty((3, 3), "i8")),
]  # fmt: skip


@pytest.mark.parametrize("number", range(len(LINALG)))
def test_products(number):
    check(LINALG[number], np.arange(12).reshape(3, 4), np.arange(12).reshape(4, 3) - 5)


def test_factorisations():
    rng = np.random.default_rng(0)
    m = rng.normal(size=(2, 4, 4))
    s = m + m.swapaxes(-1, -2)
    b = rng.normal(size=(2, 4, 3))
    close = np.testing.assert_allclose
    close(np.asarray(nd.linalg.solve(m, b)), np.linalg.solve(m, b), rtol=1e-9)
    close(np.asarray(nd.linalg.inv(m)), np.linalg.inv(m), rtol=1e-9)
    values, vectors = nd.linalg.eigh(s)
    close(np.asarray(values), np.linalg.eigh(s)[0], rtol=1e-9)
    close(np.asarray(vectors @ (values[..., None] * vectors.mT)), s, atol=1e-9)
    u, sigma, vh = nd.linalg.svd(m)
    close(np.asarray(u * sigma[:, None, :] @ vh), m, atol=1e-9)
    close(np.asarray(nd.linalg.pinv(m[0, :2])), np.linalg.pinv(m[0, :2]), atol=1e-9)
    for order in (None, 1, -1, 2, -2, "nuc", "fro", np.inf, -np.inf):
        close(float(nd.linalg.norm(m[0], order)), np.linalg.norm(m[0], order), rtol=1e-12)
    for order in (None, 0, 1, 2, 3, np.inf):
        close(np.asarray(nd.linalg.norm(m, order, axis=1)), np.linalg.norm(m, order, axis=1), rtol=1e-12)
    whole = np.arange(-6, 6).reshape(2, 2, 3)
    for order, axis in ((1, (0, 1)), (-np.inf, (2, 0)), ("nuc", (1, 2)), (3, 1), (np.inf, 1)):
        mine, theirs = (xp.linalg.norm(xp.asarray(whole), order, axis, True) for xp in (nd, np))
        close(np.asarray(mine), theirs, rtol=1e-12)
        assert mine.dtype.name == theirs.dtype.name
    assert nd.linalg.norm(nd.zeros(0), np.inf) == 0
    assert nd.linalg.pinv(nd.zeros((2, 0, 3))).shape == (2, 3, 0)
    close(np.asarray(nd.linalg.pinv(m, rcond=[0.5, 0.1])), np.linalg.pinv(m, rcond=[0.5, 0.1]), atol=1e-9)
    for wrong in (np.zeros((2, 2)), np.zeros((2, 3)), np.zeros(3)):
        with pytest.raises(nd.linalg.LinAlgError):
            nd.linalg.inv(wrong)


@pytest.mark.parametrize("dtype", [*DTYPES, "bfloat16"])
def test_files(dtype, tmp_path):
    a = nd.array(sample("float32", (3, 4), special=False)).astype(dtype)
    for order in "CF":
        path = tmp_path / f"{order}.npy"
        nd.save(path, a.copy(order))
        for mode in (None, "r", "r+", "c"):
            b = nd.load(path, mmap_mode=mode)
            assert b.tolist() == a.tolist()
            assert b.dtype == a.dtype
            assert b.flags.writeable == (mode != "r")
        if dtype != "bfloat16":
            np.testing.assert_array_equal(np.load(path), numpy_of(a))
    stream = io.BytesIO()
    nd.save(stream, a)
    nd.save(stream, a[0])
    stream.seek(0)
    assert nd.load(stream).tolist() == a.tolist()
    assert nd.load(stream).tolist() == a[0].tolist()
    with pytest.raises(EOFError):
        nd.load(stream)
    nd.savez(tmp_path / "z", a, other=a[1])
    with nd.load(tmp_path / "z.npz") as z:
        assert sorted(z.files) == ["arr_0", "other"]
        assert z["other"].tolist() == a[1].tolist()


def test_text_files(tmp_path):
    path, zipped = tmp_path / "t.txt", tmp_path / "t.txt.gz"
    a = sample("float64", (4, 3), special=False)
    for options in (
        {},
        {"fmt": "%.3f", "delimiter": ",", "header": "a,b,c", "footer": "end"},
        {"fmt": ["%d", "%.2e", "%s"]},
    ):
        nd.savetxt(path, a, **options)
        mine = path.read_text()
        np.savetxt(path, a, **options)
        assert mine == path.read_text()
    nd.savetxt(zipped, a)
    assert nd.loadtxt(zipped).tolist() == a.tolist()
    text = "# head\n1 2 3\n4 5 6 # tail\n\n7 8 9\n"
    for options in ({}, {"skiprows": 2}, {"usecols": (2, 0)}, {"usecols": 1}, {"max_rows": 2}, {"dtype": int},
                    {"unpack": True}, {"ndmin": 2, "max_rows": 1}, {"comments": None},
                    {"dtype": "f4", "usecols": [0]}):  # fmt: skip
        check(lambda xp, o=options: xp.loadtxt(io.StringIO(text), **o))
        check(lambda xp, o=options: xp.loadtxt(text.splitlines(), **o))
    check(lambda xp: xp.loadtxt(["1,2", "3,4"], delimiter=","))
    check(lambda xp: xp.loadtxt(["1 2", "3"]))
    check(lambda xp: xp.loadtxt(["1 x"]))
    check(lambda xp: xp.loadtxt(tmp_path / "missing.txt"))
    a.tofile(path)
    check(lambda xp: xp.fromfile(path))
    check(lambda xp: xp.fromfile(path, "f8", 2, offset=8))
    check(lambda xp: xp.fromstring("1, 2, 3", sep=","))


PAST_64_BITS = [
    lambda a, n: a[n], lambda a, n: a.sum(axis=n), lambda a, n: a.sum(axis=(0, n)), lambda a, n: a.cumsum(axis=n),
    lambda a, n: nd.zeros(n), lambda a, n: nd.zeros((n, 0)), lambda a, n: nd.broadcast_to(1, n),
    lambda a, n: nd.eye(n), lambda a, n: nd.eye(3, k=n), lambda a, n: nd.linspace(0, 1, n), lambda a, n: nd.roll(a, n),
    lambda a, n: nd.flip(a, n), lambda a, n: nd.repeat(a, n), lambda a, n: nd.concatenate([a, a], axis=n),
    lambda a, n: nd.transpose(a, (0, n)), lambda a, n: nd.argmax(a, axis=n), lambda a, n: nd.trace(a, n),
    lambda a, n: a.item(n), lambda a, n: nd.round(a, n), lambda a, n: a.__setitem__(n, 1),
    lambda a, n: nd.set_num_threads(n), lambda a, n: nd.tile(a, n),
]  # fmt: skip


@pytest.mark.parametrize("call", PAST_64_BITS, ids=range(len(PAST_64_BITS)))
def test_numbers_past_64_bits_are_never_cut_off(call):
    for number in (2**64, -(2**64), 2**100 + 1):
        with pytest.raises((OverflowError, ValueError, IndexError)):
            call(nd.ones((2, 3)), number)


def test_numbers_past_32_bits_where_32_are_taken():
    with pytest.raises((OverflowError, ValueError)):
        nd.ones((2, 3)).sum(axis=2**32)
    with pytest.raises(OverflowError):
        nd.set_num_threads(2**32 + 1)


def test_insert_takes_all_values_at_one_place():
    for index in (1, [1], slice(1, 2), -1, slice(0, 3, 2)):
        for values in ([9, 8], [7], 5, []):
            check(lambda m, x, i=index, v=values: m.insert(x, i, v), np.arange(4))
    table = np.arange(6).reshape(2, 3)
    for index, values, axis in (
        (1, [9, 8], 1),
        (1, [[9, 8, 7], [1, 2, 3]], 0),
        ([1], [[9], [8]], 1),
        (1, [[5, 6]], 1),
        (0, [9, 8, 7], 0),
    ):
        check(lambda m, x, i=index, v=values, k=axis: m.insert(x, i, v, axis=k), table)


def test_axes_at_the_limits():
    cube = np.arange(6).reshape(1, 2, 3)
    for axis in (-3, 0, 1, 2):
        for start in (-4, -3, -1, 0, 3, 4):
            check(lambda m, x, k=axis, s=start: m.rollaxis(x, k, s), cube)
    for shift, axis in ((4, ()), ((1, 2), ()), (1, (0, 1)), ((1, 1), 0), ((1, 2), (0, 1, 2))):
        check(lambda m, x, s=shift, k=axis: m.roll(x, s, k), cube)
    for a in (np.array(3), np.arange(3), cube):
        check(lambda m, x: m.transpose(x, ()), a)
        check(lambda m, x: x.transpose(()), a)
        check(lambda m, x: x.transpose(), a)
        for axis in (0, -1, 1):
            check(lambda m, x, k=axis: m.squeeze(x, k), a)
            check(lambda m, x, k=axis: m.repeat(x, 2, axis=k), a)


def test_converters_and_chosen_columns():
    text = "1,2\n3,4\n"
    for columns in (None, 0, (1, 0), (-1,), 5, (0, -3)):
        for converters in (
            {0: lambda s: float(s) + 1},
            {-1: lambda s: float(s) * 2},
            {7: float},
            lambda s: float(s) - 1,
        ):
            check(
                lambda m, c=columns, f=converters: m.loadtxt(io.StringIO(text), delimiter=",", usecols=c, converters=f)
            )
