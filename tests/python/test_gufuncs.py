"""matmul, vecdot, matvec and vecmat with every keyword, and the products and decompositions of ndcore.linalg."""

import pickle

import ndcore as nd
import numpy as np
import pytest
from conftest import LAYOUTS, assert_same, check, numpy_of, sample

A, B, C, V = np.arange(6).reshape(2, 3), np.arange(12).reshape(3, 4), np.arange(30).reshape(5, 2, 3), np.arange(3)
MATMUL = [
    (A, B, {}), (A, B, {"dtype": "f4"}), (A, B, {"dtype": "f4", "casting": "safe"}), (A, B, {"casting": "no"}),
    (A, B.astype("f8"), {"casting": "no"}), (A, B, {"signature": "dd->d"}), (A, B, {"signature": ("f8", "f8", "f8")}),
    (A, B, {"signature": (None, None, "F")}), (A, B, {"dtype": "f4", "signature": "dd->d"}), (A, B, {"order": "F"}),
    (A * 1.5, B, {"dtype": "i8"}), (A * 1.5, B, {"dtype": "i8", "casting": "unsafe"}), (A, B, {"order": "X"}),
    (A, B, {"dtype": "?", "casting": "unsafe"}), (A, B, {"axes": [(0, 1), (0, 1), (0, 1)]}), (A, B, {"where": True}),
    (A.T, B, {"axes": [(1, 0), (0, 1), (1, 0)]}), (A, B, {"axes": [(0, 1), (0, 1)]}), (A, V, {"axes": [(0, 1), 0, 0]}),
    (A, V, {"axes": [(0, 1), (0,), (0,)]}), (V, V, {"axes": [0, 0, ()]}), (V, V, {"axes": [0, 0]}), (A, B, {"axes": 3}),
    (C, C, {"axes": [(1, 2), (2, 1), (0, 1)]}), (C, B, {"order": "F"}), (A, B, {"axes": [(0, 0), (0, 1), (0, 1)]}),
    (A, B, {"axes": [(0, 5), (0, 1), (0, 1)]}), (A, B, {"axes": [(0, 1, 2), (0, 1), (0, 1)]}), (A, B, {"axis": 0}),
    (A, B, {"keepdims": True}), (np.int64(3), A, {}), (np.int64(3), A, {"dtype": "f8"}), (A, B, {"subok": False}),
]  # fmt: skip
VECDOT = [
    {"axis": 0}, {"axis": 0, "keepdims": True}, {"keepdims": True}, {"axes": [0, 0]}, {"axes": [0, 0, 0]},
    {"axes": [0, 0, ()]},
    {"axes": [0, 0, 0], "keepdims": True}, {"axes": [0, 0], "axis": 1}, {"axes": [0]}, {"axis": 5}, {"dtype": "f4"},
    {"dtype": "c16"}, {"order": "F", "keepdims": True}, {"axes": [0, 0, 1], "keepdims": True}, {"casting": "no"},
]  # fmt: skip


@pytest.mark.parametrize("case", range(len(MATMUL)))
def test_keywords_of_matmul(case):
    a, b, kwargs = MATMUL[case]
    check(lambda m, x, y: m.matmul(x, y, **kwargs), a, b)


@pytest.mark.parametrize("name", ["matmul", "vecdot", "matvec", "vecmat"])
def test_they_are_ufuncs(name):
    mine, theirs = getattr(nd, name), getattr(np, name)
    assert isinstance(mine, nd.ufunc)
    assert pickle.loads(pickle.dumps(mine)) is mine
    for attribute in ("__name__", "nin", "nout", "nargs", "signature", "identity"):
        assert getattr(mine, attribute) == getattr(theirs, attribute)
    ours = [one for one in theirs.types if not set(one) & set("qQgGO")]
    assert [one for one in mine.types if one != "EE->E"] == ours
    a = np.ones((2, 2))
    for method, arguments in (("reduce", (a,)), ("accumulate", (a,)), ("reduceat", (a, [0])), ("outer", (a, a)),
                              ("at", (a, [0], a)), ("__call__", (a,)), ("__call__", (a, a, a, a))):  # fmt: skip
        check(lambda m, *given, method=method: getattr(getattr(m, name), method)(*given), *arguments)
    for kwargs in ({"where": True}, {"nonsense": 1}, {"out": (None,)}, {"out": (None, None)}, {"sig": "ff->f"}):
        check(lambda m, x, k=kwargs: getattr(m, name)(x, x, **k), a)


@pytest.mark.parametrize("kwargs", VECDOT)
def test_keywords_of_vecdot(kwargs):
    for a in (A, A + 1j * A, A[:, :1]):
        check(lambda m, x, y: m.vecdot(x, y, **kwargs), a, A)
    check(lambda m, x, y: m.vecdot(x, y, **kwargs), C, A)


@pytest.mark.parametrize("name", ["matvec", "vecmat"])
@pytest.mark.parametrize("layout", ["contiguous", "reversed", "swapped", "broadcast"])
def test_matrices_and_vectors(name, layout):
    for a, b in ((A, V), (C, A), (V, A), (V, B), (A, C.swapaxes(1, 2)), (A * 1j, V), (V * 1j, B), (V, V), (A, A)):
        check(lambda m, x, y: getattr(m, name)(x, y), LAYOUTS[layout](a), b)
    axes = [(1, 2), 0, 0] if name == "matvec" else [0, (1, 2), 0]
    check(lambda m, x, y: getattr(m, name)(x, y, axes=axes), *((C, V) if name == "matvec" else (np.arange(2), C)))
    for kwargs in ({"axis": 0}, {"keepdims": True}, {"dtype": "f4"}, {"signature": "ii->i", "casting": "unsafe"}):
        check(lambda m, x, y, k=kwargs: getattr(m, name)(x, y, **k), *((A, V) if name == "matvec" else (V, B)))


@pytest.mark.parametrize("casting", ["same_kind", "unsafe", "safe", "no"])
@pytest.mark.parametrize("dtype", ["i8", "f4", "f8", "c16"])
@pytest.mark.parametrize("name", ["matmul", "vecdot", "matvec", "vecmat"])
def test_out(name, dtype, casting):
    a, b, shape = {
        "matmul": (A, B, (2, 4)), "vecdot": (A, A, (2,)), "matvec": (A, V, (2,)), "vecmat": (V, B, (4,)),
    }[name]  # fmt: skip

    def run(m, x, y, shape=shape, wrapped=False):
        out = m.zeros(shape, dtype)
        result = getattr(m, name)(x, y, out=(out,) if wrapped else out, casting=casting)
        assert result is out
        return out

    check(run, a * 1.0, b)
    check(lambda m, x, y: run(m, x, y, wrapped=True), a, b)
    check(lambda m, x, y: run(m, x, y, (7,)), a, b)


@pytest.mark.parametrize("name", ["matmul", "vecdot", "dot", "take"])
def test_out_over_memory_of_numpy(name):
    a, b = {"matmul": (A, B), "vecdot": (A, A), "dot": (A, B), "take": (A, [4, 1])}[name]
    expected = getattr(np, name)(a, b)
    out = np.zeros_like(expected)
    assert getattr(nd, name)(nd.asarray(a), nd.asarray(b), out=out) is out
    np.testing.assert_array_equal(out, expected)


def test_axes_with_out():
    check(lambda m, x, y: m.matmul(x, y, m.zeros((4, 2), "i8"), axes=[(0, 1), (0, 1), (1, 0)]), A, B)


@pytest.mark.parametrize("name", ["cross", "diagonal", "outer", "tensordot", "trace", "matmul", "vecdot"])
def test_signatures_of_linalg(name):
    import inspect

    mine, theirs = (
        [(p.name, p.kind, p.default) for p in inspect.signature(getattr(m.linalg, name)).parameters.values()]
        for m in (nd, np)
    )
    assert mine == theirs


def test_products_of_linalg():
    check(lambda m, x: m.linalg.diagonal(x, offset=1), C)
    check(lambda m, x: (m.linalg.trace(x, offset=-1), m.linalg.trace(x, dtype="f4")), C)
    check(lambda m, x, y: m.linalg.outer(x, y), V, V * 1.5)
    check(lambda m, x, y: m.linalg.outer(x, y), A, V)
    check(lambda m, x, y: m.linalg.cross(x, y), A, A[::-1])
    check(lambda m, x, y: m.linalg.cross(x, y, axis=0), A.T, A[::-1].T)
    check(lambda m, x, y: m.linalg.cross(x, y), A[:, :2], A[:, :2])
    check(lambda m, x, y: m.linalg.tensordot(x, y, axes=1), A, B)
    check(lambda m, x, y: (m.linalg.matmul(x, y), m.linalg.vecdot(y.T, y.T, axis=0)), A, B)
    check(lambda m, x: x.dot(other=x), V)


@pytest.mark.parametrize("dtype", ["f4", "f8", "c16"])
def test_hermitian(dtype):
    a = sample(dtype, (3, 4, 4), special=False)
    a = a + a.conj().swapaxes(-1, -2)
    eps = np.finfo(dtype).eps
    u, s, vh = (numpy_of(one) for one in nd.linalg.svd(nd.asarray(a), hermitian=True))
    assert np.abs(u * s[:, None] @ vh - a).max() < 100 * eps * np.abs(a).max()
    assert np.abs(u.conj().swapaxes(-1, -2) @ u - np.eye(4)).max() < 100 * eps
    expected = np.linalg.svd(a, compute_uv=False, hermitian=True)
    for values in (s, numpy_of(nd.linalg.svd(nd.asarray(a), compute_uv=False, hermitian=True))):
        assert values.dtype == expected.dtype
        assert np.abs(values - expected).max() < 100 * eps * expected.max()
    mine, theirs = (m.linalg.pinv(m.asarray(a), hermitian=True) for m in (nd, np))
    assert np.abs(numpy_of(mine) - theirs).max() < 1000 * eps * np.abs(theirs).max() * np.linalg.cond(a).max()
    # Only the lower triangle is read.
    whole, lower = (nd.linalg.svd(nd.asarray(one), compute_uv=False, hermitian=True) for one in (a, np.tril(a)))
    assert_same(whole, numpy_of(lower))
    check(lambda m, x: m.linalg.svd(x, hermitian=True), np.ones((2, 3)))
