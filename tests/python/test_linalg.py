"""Products and factorisations: products of integers and halves exactly, BLAS-backed ones within its rounding."""

import ndcore as nd
import numpy as np
import pytest
from conftest import COMPLEX, INTEGERS, assert_same, check, numpy_of, sample

BLAS = ["float32", "float64", *COMPLEX]
SHAPES = [
    ((3,), (3,)), ((3,), (3, 4)), ((2, 3), (3,)), ((2, 3), (3, 4)), ((5, 2, 3), (3, 4)), ((2, 3), (5, 3, 4)),
    ((5, 2, 3), (5, 3, 4)), ((4, 1, 2, 3), (5, 3, 2)), ((2, 0), (0, 3)), ((0, 2), (2, 3)), ((0, 2, 3), (3, 4)),
    ((1, 1), (1, 1)), ((1, 7), (7, 1)), ((7, 1), (1, 7)),
]  # fmt: skip
BAD_SHAPES = [((), (3,)), ((3,), ()), ((3,), (4,)), ((2, 3), (2, 3)), ((2, 2, 3), (3, 3, 4)), ((3,), (2, 4, 3))]


def _near(mine, theirs, factor=50):
    """Within `factor` times the rounding of the dtype, relative to the largest element."""
    got, want = numpy_of(mine), np.asarray(theirs)
    assert got.dtype == want.dtype
    assert got.shape == want.shape
    scale = np.abs(want).max(initial=1)
    assert np.abs(got - want).max(initial=0) <= factor * np.finfo(want.dtype).eps * scale


def _plain(dtype, shape, seed=0):
    return sample(dtype, shape, seed, special=False)


@pytest.mark.parametrize("shapes", SHAPES)
@pytest.mark.parametrize("dtype", ["bool", *INTEGERS])
def test_exact_products(dtype, shapes):
    a, b = sample(dtype, shapes[0]), sample(dtype, shapes[1], seed=1)
    check(lambda m, x, y: m.matmul(x, y), a, b)
    check(lambda m, x, y: x @ y, a, b)


@pytest.mark.parametrize("shapes", SHAPES)
@pytest.mark.parametrize("dtype", BLAS)
def test_blas_products(dtype, shapes):
    a, b = _plain(dtype, shapes[0]), _plain(dtype, shapes[1], seed=1)
    _near(nd.matmul(a, b), np.matmul(a, b))


def test_halves_accumulate_in_single_precision():
    a, b = _plain("float16", (9, 200)), _plain("float16", (200, 7), 1)
    got = numpy_of(nd.matmul(a, b)).astype(np.float64)
    want = a.astype(np.float64) @ b.astype(np.float64)
    assert np.abs(got - want).max() <= np.abs(want).max() * 2**-11


@pytest.mark.parametrize("dtype", ["float64", "complex64", "int32"])
def test_layouts(dtype, layout):
    a, b = layout(_plain(dtype, (4, 4))), layout(_plain(dtype, (4, 4), 1))
    if a.ndim < 2 or 0 in a.shape:
        a = b = _plain(dtype, (4, 4))[::-2, ::-1]
        b = b.T
    mine, theirs = nd.matmul(nd.asarray(a), nd.asarray(b)), np.matmul(a, b)
    if dtype == "int32":
        assert_same(mine, theirs)
    else:
        _near(mine, theirs.astype(dtype))


@pytest.mark.parametrize("shapes", BAD_SHAPES)
def test_bad_shapes(shapes):
    check(lambda m, x, y: m.matmul(x, y), np.ones(shapes[0]), np.ones(shapes[1]))


def test_mixed_dtypes_and_out():
    a, b = _plain("float32", (3, 4)), _plain("int64", (4, 2), 1)
    _near(nd.matmul(a, b), np.matmul(a, b))
    out = nd.zeros((3, 2))
    assert nd.matmul(nd.asarray(a), nd.asarray(b), out=out) is out
    _near(out, np.matmul(a, b))
    square = _plain("float64", (5, 5))
    mine = nd.array(square)
    nd.matmul(mine, mine, out=mine)
    _near(mine, square @ square)


DOT_SHAPES = [((3,), (3,)), ((2, 3), (3,)), ((2, 3), (3, 4)), ((5, 2, 3), (4, 3, 2)), ((), (3,)), ((2, 3), ())]


@pytest.mark.parametrize("shapes", DOT_SHAPES)
def test_dot(shapes):
    a, b = sample("int64", shapes[0]), sample("int64", shapes[1], 1)
    check(lambda m, x, y: m.dot(x, y), a, b)


def test_other_products():
    a, b = sample("int32", (2, 3, 4)), sample("int32", (5, 4), 1)
    check(lambda m, x, y: m.inner(x, y), a, b)
    check(lambda m, x, y: m.vdot(x, y), a, sample("int32", (4, 6), 2))
    check(lambda m, x, y: m.vecdot(x, y), a, sample("int32", (3, 4), 2))
    check(
        lambda m, x, y: m.tensordot(x, y, axes=((0, 1), (1, 0))),
        sample("int32", (3, 4, 5)),
        sample("int32", (4, 3, 2), 1),
    )
    check(lambda m, x, y: m.tensordot(x, y, axes=1), a, sample("int32", (4, 2), 2))
    z = (np.arange(4) + 1j * np.arange(4)[::-1]).astype(np.complex128)
    _near(nd.vdot(z, z), np.vdot(z, z))


@pytest.mark.parametrize("dtype", BLAS)
@pytest.mark.parametrize("shapes", [((4, 4), (4,)), ((4, 4), (4, 2)), ((3, 4, 4), (3, 4, 2)), ((3, 4, 4), (4, 2))])
def test_solve(dtype, shapes):
    a = _plain(dtype, shapes[0]) + 9 * np.eye(4, dtype=dtype)
    b = _plain(dtype, shapes[1], 1)
    _near(nd.linalg.solve(a, b), np.linalg.solve(a, b))
    _near(nd.linalg.inv(a), np.linalg.inv(a))


def test_singular_and_malformed():
    with pytest.raises(nd.linalg.LinAlgError, match="Singular"):
        nd.linalg.solve(nd.zeros((3, 3)), nd.ones(3))
    for function in (lambda m, x: m.linalg.solve(x, x), lambda m, x: m.linalg.eigh(x), lambda m, x: m.linalg.inv(x)):
        for package in (nd, np):
            with pytest.raises(package.linalg.LinAlgError):
                function(package, package.ones((2, 3)))
    check(lambda m, x: m.linalg.eigh(x), np.ones((2, 2), np.float16))


@pytest.mark.parametrize("dtype", [*BLAS, "int32"])
@pytest.mark.parametrize("shape", [(5, 5), (2, 3, 4, 4), (0, 0)])
@pytest.mark.parametrize("triangle", "LU")
def test_eigh(dtype, shape, triangle):
    a = _plain(dtype, shape)
    # Imaginary parts of the diagonal of a Hermitian matrix are zero; nothing reads them.
    a = np.where(np.eye(shape[-1], dtype=bool), a.real, a).astype(dtype)
    values, vectors = nd.linalg.eigh(a, triangle)
    _near(values, np.linalg.eigh(a, triangle)[0])
    _near(nd.linalg.eigvalsh(a, triangle), np.linalg.eigvalsh(a, triangle))
    v = numpy_of(vectors)
    symmetric = np.tril(a) if triangle == "L" else np.triu(a)
    symmetric = symmetric + np.conj(
        np.swapaxes(np.tril(symmetric, -1) if triangle == "L" else np.triu(symmetric, 1), -1, -2)
    )
    left, right = symmetric @ v, v * numpy_of(values)[..., None, :]
    assert np.abs(left - right).max(initial=0) <= 100 * np.finfo(v.dtype).eps * max(1, np.abs(symmetric).max(initial=0))


@pytest.mark.parametrize("dtype", [*BLAS, "int32"])
@pytest.mark.parametrize("shape", [(5, 3), (3, 5), (4, 4), (2, 3, 2)])
@pytest.mark.parametrize("full", [True, False])
def test_svd(dtype, shape, full):
    a = _plain(dtype, shape)
    u, s, vh = (numpy_of(part) for part in nd.linalg.svd(a, full_matrices=full))
    expected = np.linalg.svd(a, full_matrices=full)
    assert [part.shape for part in (u, s, vh)] == [part.shape for part in expected]
    _near(nd.asarray(s), expected[1])
    _near(nd.linalg.svd(a, compute_uv=False), expected[1])
    k = s.shape[-1]
    back = u[..., :k] * s[..., None, :] @ vh[..., :k, :]
    assert np.abs(back - a).max() <= 100 * np.finfo(s.dtype).eps * np.abs(a).max()
