"""det, slogdet, cholesky, qr, eig, lstsq, cond, matrix_rank, multi_dot, tensorsolve and tensorinv, against NumPy's."""

import warnings

import ndcore as nd
import numpy as np
import pytest

DTYPES = ("float32", "float64", "complex64", "complex128", "int32", "bool")
SQUARES = ((3, 3), (2, 4, 4), (0, 0), (0, 3, 3), (1, 1))
RECTANGLES = ((3, 5), (5, 3), (2, 4, 3), (2, 3, 4), (0, 3), (3, 0), (2, 0, 3))
NORMS = (None, 2, -2, 1, -1, "fro", "nuc", np.inf, -np.inf)


def random_matrix(dtype, shape):
    rng = np.random.default_rng(sum(shape) + len(dtype))
    a = rng.normal(size=shape) * 3
    return (a + 1j * rng.normal(size=shape) if dtype.startswith("complex") else a).astype(dtype)


def assert_close(mine, theirs, dtype, factor=1):
    """Same shape and dtype; values to a few thousand units in the last place, which an ill-conditioned matrix costs."""
    mine, theirs = np.asarray(mine), np.asarray(theirs)
    assert (mine.shape, mine.dtype) == (theirs.shape, theirs.dtype)
    tolerance = factor * (2e-3 if dtype in ("float32", "complex64") else 1e-9)
    np.testing.assert_allclose(mine, theirs, rtol=tolerance, atol=tolerance)


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("shape", SQUARES)
def test_square_matrices(dtype, shape):
    a = random_matrix(dtype, shape)
    assert_close(nd.linalg.det(nd.asarray(a)), np.linalg.det(a), dtype)
    mine, theirs = nd.linalg.slogdet(nd.asarray(a)), np.linalg.slogdet(a)
    assert (type(mine).__name__, mine._fields) == (type(theirs).__name__, theirs._fields)
    for one, other in zip(mine, theirs, strict=True):
        assert_close(one, other, dtype)
    assert_close(nd.sort_complex(nd.linalg.eigvals(nd.asarray(a))), np.sort_complex(np.linalg.eigvals(a)), dtype)
    assert_close(nd.linalg.matrix_rank(nd.asarray(a)), np.linalg.matrix_rank(a), dtype)


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("shape", SQUARES)
@pytest.mark.parametrize("upper", [False, True])
def test_cholesky(dtype, shape, upper):
    a = random_matrix(dtype, shape)
    a = a.astype(np.result_type(a, np.float32) if a.dtype.kind in "fc" else float)
    a = a @ a.conj().swapaxes(-1, -2) + np.eye(shape[-1], dtype=a.dtype)
    other = np.tril(a) if upper else np.triu(a)
    np.einsum("...ii->...i", other)[...] = 0
    assert_close(nd.linalg.cholesky(nd.asarray(a), upper=upper), np.linalg.cholesky(a, upper=upper), dtype)
    assert_close(nd.linalg.cholesky(nd.asarray(a - other), upper=upper), np.linalg.cholesky(a, upper=upper), dtype)


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("shape", SQUARES)
def test_eigenvectors_satisfy_their_equation(dtype, shape):
    a = random_matrix(dtype, shape)
    values, vectors = nd.linalg.eig(nd.asarray(a))
    assert values.dtype == np.linalg.eig(a)[0].dtype
    assert vectors.dtype == values.dtype
    left, right = a @ np.asarray(vectors), np.asarray(vectors) * np.asarray(values)[..., None, :]
    np.testing.assert_allclose(left, right, atol=2e-3 if dtype in ("float32", "complex64") else 1e-9)
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=-2), np.ones(shape[:-1]), rtol=1e-5)


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("shape", RECTANGLES)
@pytest.mark.parametrize("mode", ["reduced", "complete", "r", "raw"])
def test_qr(dtype, shape, mode):
    a = random_matrix(dtype, shape)
    mine, theirs = nd.linalg.qr(nd.asarray(a), mode), np.linalg.qr(a, mode)
    if mode == "r":
        mine, theirs = (mine,), (theirs,)
    for one, other in zip(mine, theirs, strict=True):
        assert_close(one, other, dtype)
    turned = nd.swapaxes(nd.asarray(a), -1, -2)
    assert_close(nd.linalg.qr(turned, "r"), np.linalg.qr(np.swapaxes(a, -1, -2), "r"), dtype)


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("shape", [shape for shape in RECTANGLES if len(shape) == 2])
@pytest.mark.parametrize("columns", [(), (1,), (2,), (0,)])
@pytest.mark.parametrize("rcond", [None, -1, 0.5])
def test_lstsq(dtype, shape, columns, rcond):
    a, b = random_matrix(dtype, shape), random_matrix("float64" if dtype == "bool" else dtype, (shape[0], *columns))
    mine, theirs = nd.linalg.lstsq(nd.asarray(a), nd.asarray(b), rcond), np.linalg.lstsq(a, b, rcond)
    assert mine[2] == theirs[2]
    for i in (0, 1, 3):
        assert_close(mine[i], theirs[i], dtype, 10)


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("norm", NORMS)
def test_cond(dtype, norm):
    for shape in ((3, 3), (2, 4, 4), (0, 3, 3), (1, 1)):
        a = random_matrix(dtype, shape)
        try:
            theirs = np.asarray(np.linalg.cond(a, norm))
        except np.linalg.LinAlgError:  # "nuc" of a singular matrix, whose inverse is NaN
            with pytest.raises(nd.linalg.LinAlgError):
                nd.linalg.cond(nd.asarray(a), norm)
            continue
        mine = np.asarray(nd.linalg.cond(nd.asarray(a), norm))
        assert (mine.shape, mine.dtype) == (theirs.shape, theirs.dtype)
        regular = theirs < 1e4  # of others only the magnitude is known
        np.testing.assert_allclose(mine[regular], theirs[regular], rtol=1e-2 if mine.dtype == "float32" else 1e-8)
    assert nd.linalg.cond(nd.array([[1.0, 2.0], [2.0, 4.0]]), 1) == np.inf
    assert np.isnan(nd.linalg.cond(nd.array([[np.nan, 2.0], [2.0, 4.0]]), 1))


def test_determinants_without_overflow_on_the_way():
    assert nd.linalg.det(np.diag([1e200, 1e200, 1e-200, 1e-200])) == pytest.approx(1)
    assert nd.linalg.det(np.diag([1e200j, 1e200, 1e-200, 1e-200])) == pytest.approx(1j)
    assert nd.linalg.det([[3, 1, 2], [4, 1, 5], [9, 2, 6]]) == pytest.approx(7)
    assert nd.linalg.det([[1.0, 2.0], [2.0, 4.0]]) == 0
    with pytest.warns(RuntimeWarning, match="overflow encountered in det"):
        assert nd.linalg.det(np.diag([1e200, -1e200])) == -np.inf
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert nd.linalg.slogdet(np.zeros((2, 2))) == (0, -np.inf)
        assert nd.linalg.slogdet(np.diag([1e200, -1e200])) == (-1, pytest.approx(400 * np.log(10)))


def test_matrix_rank_by_tolerance():
    a = np.diag([4.0, 1.0, 1e-20])
    for arguments in ({}, {"tol": 2.0}, {"rtol": 0.5}, {"hermitian": True}, {"tol": np.array(0.0)}):
        assert nd.linalg.matrix_rank(a, **arguments) == np.linalg.matrix_rank(a, **arguments)
    stack = np.stack([a, np.zeros((3, 3))])
    tol = np.array([0.5, -1.0])
    assert nd.linalg.matrix_rank(stack, tol).tolist() == np.linalg.matrix_rank(stack, tol).tolist()
    for vector in (np.zeros(3), np.ones(3), np.array(0.0), np.array(2)):
        assert nd.linalg.matrix_rank(vector) == np.linalg.matrix_rank(vector)


def test_multi_dot():
    rng = np.random.default_rng(1)
    matrices = [rng.normal(size=shape) for shape in ((3, 40), (40, 5), (5, 2), (2, 6))]
    row, column = rng.normal(size=3), rng.normal(size=6)
    for arrays in (matrices, [row, *matrices], [*matrices, column], [row, *matrices, column], matrices[:2]):
        assert_close(nd.linalg.multi_dot([nd.asarray(a) for a in arrays]), np.linalg.multi_dot(arrays), "float64")
        whole = np.linalg.multi_dot(arrays)
        out = nd.empty(np.shape(whole))
        assert nd.linalg.multi_dot(arrays, out=out) is out
        assert_close(out, whole, "float64")


def test_tensor_equations():
    rng = np.random.default_rng(2)
    a, b = rng.normal(size=(6, 4, 2, 3, 4)), rng.normal(size=(6, 4))
    assert_close(nd.linalg.tensorsolve(nd.asarray(a), nd.asarray(b)), np.linalg.tensorsolve(a, b), "float64")
    moved = np.moveaxis(a, -1, 0)
    want = np.linalg.tensorsolve(moved, b, axes=(0,))
    assert_close(nd.linalg.tensorsolve(nd.asarray(moved), nd.asarray(b), axes=(0,)), want, "float64")
    for shape, ind in (((4, 6, 8, 3), 2), ((24, 8, 3), 1)):
        a = rng.normal(size=shape)
        assert_close(nd.linalg.tensorinv(nd.asarray(a), ind=ind), np.linalg.tensorinv(a, ind=ind), "float64")


ONES = np.ones((2, 2))
REFUSED = [
    *((name, (np.zeros(shape),), {}) for name in ("det", "slogdet", "cholesky", "eig", "eigvals", "cond", "qr")
      for shape in ((3,), (), (2, 3)) if shape != (2, 3) or name not in ("cond", "qr")),
    *((name, (np.full((3, 3), bad),), {}) for name in ("eig", "eigvals") for bad in (np.nan, np.inf)),
    ("cond", (np.zeros((0, 0)),), {}),
    ("cond", (ONES, "x"), {}),
    ("cond", (np.ones((2, 3)), 1), {}),
    ("cholesky", (-np.eye(3),), {}),
    ("qr", (ONES, "x"), {}),
    ("lstsq", (np.zeros(3), np.zeros(3)), {}),
    ("lstsq", (np.zeros((3, 2)), np.zeros(4)), {}),
    ("lstsq", (np.zeros((3, 2)), np.zeros((3, 1, 1))), {}),
    ("lstsq", (np.full((3, 2), np.nan), np.zeros(3)), {}),
    ("matrix_rank", (ONES,), {"tol": 1, "rtol": 1}),
    ("multi_dot", ([ONES],), {}),
    ("multi_dot", ([ONES, np.ones((3, 2)), ONES],), {}),
    ("multi_dot", ([ONES, np.ones(2), ONES],), {}),
    ("tensorsolve", (np.zeros((2, 3)), np.zeros(2)), {}),
    ("tensorinv", (np.zeros((2, 3)),), {"ind": 0}),
    ("tensorinv", (np.zeros((2, 3)),), {"ind": 1}),
    *((name, (np.ones((2, 2), "float16"),), {}) for name in ("det", "cholesky", "qr", "eig", "matrix_rank")),
]  # fmt: skip


@pytest.mark.parametrize(("name", "arguments", "keywords"), REFUSED)
def test_refusals(name, arguments, keywords):
    with pytest.raises(Exception) as theirs:
        getattr(np.linalg, name)(*arguments, **keywords)
    with pytest.raises(Exception) as mine:
        getattr(nd.linalg, name)(*arguments, **keywords)
    assert mine.type.__name__ == theirs.type.__name__, (mine.value, theirs.value)
