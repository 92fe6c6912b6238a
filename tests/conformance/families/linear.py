"""Products of matrices and vectors, factorisations. Integers and booleans are exact; BLAS and LAPACK get a
tolerance."""

import numpy as np
from builder import NO_AXIS, Any
from samples import plain

BLAS = ["float32", "float64", "complex64", "complex128"]


def _products(vectors):
    for name in ("int8", "int64", "uint16", "bool"):
        a, b = plain(name, (3, 4), 1), plain(name, (4, 2), 2)
        vectors.add("matmul", [a, b, None], [a @ b], name)
    for name in BLAS:
        a, b = plain(name, (2, 3, 4), 3), plain(name, (4, 2), 4)
        vectors.add("matmul", [a, b, None], [a @ b], name, tolerance=8)
        vectors.add("dot", [a, b, None], [np.dot(a, b)], name, tolerance=8)
        vectors.add("vdot", [a[0], a[1]], [np.vdot(a[0], a[1])], name, tolerance=24)
        vectors.add("inner", [a[0], b.T.copy()], [np.inner(a[0], b.T)], name, tolerance=8)
        vectors.add("vecdot", [a, a[:1], -1, None], [np.vecdot(a, a[:1])], name, tolerance=8)
        vectors.add("tensordot", [a, a, [0, 2], [0, 2]], [np.tensordot(a, a, ([0, 2], [0, 2]))], name, tolerance=16)
    a, v = plain("float64", (3, 4), 5), plain("float64", (4,), 6)
    vectors.add("matmul", [a, v, None], [a @ v], "vector", tolerance=8)
    vectors.refuse("matmul", [a, a, None], "ND_VALUE_ERROR", "shapes")
    vectors.refuse("matmul", [a, np.array(1.0), None], "ND_VALUE_ERROR", "0-d")
    vectors.refuse("dot", [a, a, None], "ND_VALUE_ERROR", "shapes")


def _with_options(vectors):
    a, b, v = plain("int16", (2, 3, 4), 9), plain("int64", (4, 2), 10), plain("int16", (4,), 11)
    vectors.add("matmul", [a, b, {"dtype": np.dtype("float64")}], [np.matmul(a, b, dtype="f8")], "dtype")
    vectors.add("matvec", [a, v, None], [np.matvec(a, v)], "int16")
    vectors.add("vecmat", [v, b, {"order": 2}], [np.vecmat(v, b)], "order")
    vectors.add("vecdot", [a, a[:1], 1, {"keepdims": 1}], [np.vecdot(a, a[:1], axis=1, keepdims=True)], "keepdims")
    turned = a.swapaxes(1, 2).copy()
    expected = np.matmul(a, turned, axes=[(1, 2), (1, 2), (0, 2)])
    vectors.add("gufunc_call", ["matmul", a, turned, [1, 2], [1, 2], [0, 2], NO_AXIS, None], [expected], "axes")
    vectors.add("gufunc_call", ["vecdot", a, a, None, None, None, 1, None], [np.vecdot(a, a, axis=1)], "axis")
    vectors.refuse("gufunc_call", ["matmul", a, a, [0, 1], None, None, NO_AXIS, None], "ND_VALUE_ERROR", "one list")
    vectors.refuse("gufunc_call", ["matmul", a, a, [0], [0], [0], NO_AXIS, None], "ND_AXIS_ERROR", "count")
    vectors.refuse("gufunc_call", ["matmul", a, a, None, None, None, 0, None], "ND_TYPE_ERROR", "axis")
    vectors.refuse("gufunc_call", ["add", a, a, None, None, None, NO_AXIS, None], "ND_NOT_FOUND", "name")
    vectors.refuse("matvec", [a, v, {"keepdims": 1}], "ND_TYPE_ERROR", "keepdims")
    vectors.refuse("matmul", [a * 1.0, b, {"dtype": np.dtype("int64")}], "ND_CASTING_ERROR", "casting")


def _factorisations(vectors):
    for name in BLAS:
        a = plain(name, (4, 4), 7) + np.eye(4, dtype=name) * 9
        b = plain(name, (4, 2), 8)
        vectors.add("solve", [a, b], [np.linalg.solve(a, b)], name, tolerance=64)
        vectors.add("inv", [a], [np.linalg.inv(a)], name, tolerance=64)
        symmetric = a + a.conj().T
        vectors.add("eigh", [symmetric, 0], [np.linalg.eigh(symmetric)[0], Any], name, tolerance=64)
        vectors.add("det", [a], [np.linalg.det(a)], name, tolerance=64)
        sign, logarithm = np.linalg.slogdet(a)
        vectors.add("slogdet", [a], [sign, logarithm], name, tolerance=64)
        positive = a @ a.conj().T
        for upper in (0, 1):
            want = np.linalg.cholesky(positive, upper=bool(upper))
            vectors.add("cholesky", [positive, upper], [want], f"{name} {upper}", tolerance=256)
        vectors.add("qr", [a[:, :2], 1], [Any, np.linalg.qr(a[:, :2], "complete")[1]], name, tolerance=64)
        vectors.add("eigvals", [np.triu(a)], [np.linalg.eigvals(np.triu(a))], name, tolerance=64)
        vectors.add("cond", [a, 4], [np.linalg.cond(a, 1)], name, tolerance=256)
        vectors.add("matrix_rank", [a[:2], None, 0, None], [np.linalg.matrix_rank(a[:2])], name)
        vectors.add("tensorsolve", [a.reshape(4, 2, 2), b[:, 0], None],
                    [np.linalg.tensorsolve(a.reshape(4, 2, 2), b[:, 0])], name, tolerance=256)  # fmt: skip
        vectors.add("tensorinv", [a.reshape(4, 2, 2), 1], [np.linalg.tensorinv(a.reshape(4, 2, 2), 1)], name,
                    tolerance=256)  # fmt: skip
        vectors.add("svd", [a, 1], [Any, np.linalg.svd(a)[1], Any], name, tolerance=64)
    vectors.refuse("solve", [np.zeros((2, 2)), np.ones(2)], "ND_LINALG_ERROR", "singular")
    vectors.refuse("inv", [np.ones((2, 3))], "ND_LINALG_ERROR", "square")
    vectors.refuse("det", [np.ones((2, 3))], "ND_LINALG_ERROR", "square")
    vectors.refuse("cholesky", [-np.eye(2), 0], "ND_LINALG_ERROR", "positive definite")
    vectors.refuse("qr", [np.eye(2), 4], "ND_VALUE_ERROR", "mode")
    vectors.refuse("eigvals", [np.full((2, 2), np.nan)], "ND_LINALG_ERROR", "finite")
    vectors.refuse("cond", [np.ones((0, 0)), 2], "ND_LINALG_ERROR", "empty")
    vectors.refuse("tensorinv", [np.eye(2), 0], "ND_VALUE_ERROR", "ind")
    vectors.refuse("inv", [np.eye(2, dtype="float16")], "ND_TYPE_ERROR", "float16")


def _composed(vectors):
    for name in ("int8", "uint16", "float32", "complex128"):
        a, b = plain(name, (2, 3), 21), plain(name, (2, 3), 22)
        fused = 4 if a.dtype.kind == "c" else 0  # NumPy fuses products of complex numbers
        vectors.add("kron", [a, b[0]], [np.kron(a, b[0])], name, tolerance=fused)
        vectors.add("cross", [a, b, -1, -1, 0, NO_AXIS], [np.cross(a, b, axisc=0)], name, tolerance=fused)
    square = plain("int64", (2, 3, 3), 23)
    for n in (0, 1, 5):
        vectors.add("matrix_power", [square, n], [np.linalg.matrix_power(square, n)], str(n))
    for name in BLAS:
        a = plain(name, (3, 3), 24) + np.eye(3, dtype=name) * 9
        vectors.add("matrix_power", [a, -2], [np.linalg.matrix_power(a, -2)], name, tolerance=64)
        vectors.add("pinv", [a[:2], None, 0], [np.linalg.pinv(a[:2], rtol=None)], name, tolerance=64)
        symmetric = a + a.conj().T
        vectors.add("pinv", [symmetric, np.array(1e-6), 1], [np.linalg.pinv(symmetric, 1e-6, True)],
                    f"{name} hermitian", tolerance=64)  # fmt: skip
        vectors.add(
            "svd_hermitian", [symmetric], [Any, np.linalg.svd(symmetric, hermitian=True)[1], Any], name, tolerance=64
        )
        for norm, order in enumerate(("fro", "nuc", 2, -2, 1, -1, np.inf, -np.inf)):
            vectors.add("matrix_norm", [a, norm, -2, -1, 1], [np.linalg.norm(a, order, (0, 1), True)],
                        f"{name} {order}", tolerance=16)  # fmt: skip
        for order in (np.inf, -np.inf, 0.0, 1.0, 2.0, 3.0):
            want = np.linalg.norm(a, order, axis=1)
            vectors.add("vector_norm", [a, [1], 0, order], [want], f"{name} {order}", tolerance=4)
    vectors.refuse("cross", [np.ones(2), np.ones(2), -1, -1, -1, NO_AXIS], "ND_VALUE_ERROR", "components")
    vectors.refuse("matrix_power", [np.ones((2, 3)), 2], "ND_LINALG_ERROR", "square")
    vectors.refuse("matrix_norm", [np.ones((2, 2)), 0, 1, -1, 0], "ND_VALUE_ERROR", "axes")
    vectors.refuse("matrix_norm", [np.ones((2, 2)), 8, -2, -1, 0], "ND_VALUE_ERROR", "constant")


def vectors(vectors):
    _products(vectors)
    _with_options(vectors)
    _factorisations(vectors)
    _composed(vectors)
