"""Factorisations of matrices with NaN, infinities and huge numbers: they end, write nothing, and give NaN or
"did not converge" by one rule, which is NumPy's wherever NumPy's own LAPACK ends. Each lot runs in a process of its
own, which is stopped if it hangs."""

import subprocess
import sys

import ndcore as nd
import numpy as np
import pytest

NAN, INF = float("nan"), float("inf")
LINALG_ERROR, ALL_NAN, FINITE = "error", "nan", "finite"

CHILD = """
import sys
import ndcore as nd
import random
name, dtype, value = sys.argv[1:]
L, value = nd.linalg, float(value)
calls = {
    "svd": L.svd, "svdvals": lambda a: L.svd(a, compute_uv=False), "pinv": L.pinv, "eigh": L.eigh,
    "eigvalsh": L.eigvalsh, "pinv_hermitian": lambda a: L.pinv(a, hermitian=True), "inv": L.inv,
    "solve": lambda a: L.solve(a, a), "norm_2": lambda a: L.norm(a, 2), "norm_-2": lambda a: L.norm(a, -2),
    "norm_nuc": lambda a: L.norm(a, "nuc"), "matrix_power": lambda a: L.matrix_power(a, -2),
}
def kind(result):
    parts = result if isinstance(result, tuple) else (result,)
    if all(bool(nd.all(nd.isnan(part))) for part in parts):
        return "nan"
    return "finite" if all(bool(nd.all(nd.isfinite(part))) for part in parts) else "mixed"
for n in (1, 2, 3, 4, 5, 8, 30):
    for seed in range(4):
        choose = random.Random(1000 * n + seed)
        rows = [[choose.choice([0.0, 1.0, -2.0, 3.0, value]) for _ in range(n)] for _ in range(n)]
        rows[n - 1][0] = value
        if dtype.startswith("complex"):
            rows = [[complex(x, choose.choice([0.0, 1.0, x])) for x in row] for row in rows]
        with nd.errstate(all="ignore"):
            try:
                print(n, kind(calls[name](nd.array(rows, dtype))))
            except nd.linalg.LinAlgError:
                print(n, "error")
"""


def _outcomes(name, dtype, value):
    """{size: set of outcomes}; a hang or a word on standard error is a failure."""
    done = subprocess.run(
        [sys.executable, "-c", CHILD, name, dtype, repr(value)], capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    found = {}
    for line in done.stdout.splitlines():
        size, outcome = line.split()  # any other word comes from LAPACK
        found.setdefault(int(size), set()).add(outcome)
    assert len(found) == 7
    return found


def _expected(name, value, size):
    """None: whatever an elimination makes of it."""
    if np.isnan(value):
        if name in ("svd", "svdvals", "pinv", "norm_2", "norm_-2", "norm_nuc"):
            return LINALG_ERROR
    elif name in ("svdvals", "norm_2", "norm_-2", "norm_nuc"):
        return ALL_NAN
    elif name in ("svd", "pinv"):
        return ALL_NAN if size <= 2 else LINALG_ERROR
    if name in ("eigh", "eigvalsh", "pinv_hermitian"):
        return None if size == 1 else ALL_NAN if size == 2 else LINALG_ERROR
    return None


NAMES = [
    "svd", "svdvals", "pinv", "eigh", "eigvalsh", "pinv_hermitian", "inv", "solve", "norm_2", "norm_-2", "norm_nuc",
    "matrix_power",
]  # fmt: skip


@pytest.mark.parametrize("value", [NAN, INF, -INF])
@pytest.mark.parametrize("dtype", ["float32", "float64", "complex64", "complex128"])
@pytest.mark.parametrize("name", NAMES)
def test_not_finite(name, dtype, value):
    for size, outcomes in _outcomes(name, dtype, value).items():
        expected = _expected(name, value, size)
        assert expected is None or outcomes == {expected}, size


@pytest.mark.parametrize("dtype", ["float32", "float64", "complex64", "complex128"])
@pytest.mark.parametrize("name", NAMES)
def test_huge(name, dtype):
    """Numbers near the end of the range, whose magnitude, as complex ones, is beyond it."""
    value = 3e38 if dtype in ("float32", "complex64") else 1.7e308
    _outcomes(name, dtype, value)


def _outcome(call, m, a):
    with m.errstate(all="ignore"):
        try:
            return call(m.linalg, m.asarray(a))
        except m.linalg.LinAlgError as error:
            return str(error).rsplit(": ", 1)[-1]


MATRICES = [
    [[1, NAN], [2, 3]], [[1, 2], [NAN, 3]], [[NAN, 1, 2], [3, 4, 5], [1, 0, 1]], [[1, 0, 1], [NAN, 4, 5], [1, 0, 1]],
    [[1, INF], [2, 3]], [[1, 2], [-INF, 3]], [[INF]], [[NAN]], [[INF, INF], [INF, INF]],
]  # fmt: skip
CALLS = {
    "svdvals": lambda linalg, a: linalg.svd(a, compute_uv=False),
    "eigvalsh": lambda linalg, a: linalg.eigvalsh(a),
    "pinv": lambda linalg, a: linalg.pinv(a),
    "inv": lambda linalg, a: linalg.inv(a),
    "solve": lambda linalg, a: linalg.solve(a, a),
    "norm": lambda linalg, a: linalg.norm(a, 2),
    "nuc": lambda linalg, a: linalg.norm(a, "nuc"),
}


# The vectors of one infinite number are NaN here; NumPy has what its LAPACK left of the identity.
PAIRS = [(name, matrix) for name in CALLS for matrix in MATRICES if (name, matrix) != ("pinv", [[INF]])]


@pytest.mark.parametrize(("name", "matrix"), PAIRS, ids=str)
def test_small_ones_are_as_numpys(name, matrix):
    mine, theirs = (_outcome(CALLS[name], m, np.array(matrix, float)) for m in (nd, np))
    if isinstance(theirs, str):
        assert mine == theirs
    else:
        np.testing.assert_allclose(np.asarray(mine), theirs, rtol=1e-12)


def test_one_item_of_a_stack():
    """As in NumPy: a decomposition that fails is the call's error, an elimination leaves NaN in its item."""
    stack = np.array([np.eye(3), [[1, NAN, 2], [2, 3, 4], [5, 6, 8]], 2 * np.eye(3)])
    with pytest.raises(nd.linalg.LinAlgError, match="SVD did not converge"):
        nd.linalg.svd(nd.asarray(stack))
    with pytest.raises(nd.linalg.LinAlgError, match="Eigenvalues did not converge"):
        nd.linalg.eigh(nd.asarray(stack.swapaxes(1, 2)))
    inverse = np.asarray(nd.linalg.inv(nd.asarray(stack)))
    assert np.isnan(inverse[1]).all()
    np.testing.assert_array_equal(inverse[[0, 2]], [np.eye(3), 0.5 * np.eye(3)])


def test_only_the_triangle_that_is_read_counts():
    a = nd.asarray([[1.0, NAN, NAN], [2.0, 3.0, INF], [4.0, 5.0, 6.0]])
    assert bool(nd.all(nd.isfinite(nd.linalg.eigvalsh(a))))
    with pytest.raises(nd.linalg.LinAlgError):
        nd.linalg.eigvalsh(a, UPLO="U")


def test_huge_complex_numbers_keep_their_vectors():
    a = nd.asarray(np.array([[1.5e308 + 1.5e308j, 0], [0, 2]]))
    with nd.errstate(all="ignore"):
        u, s, vh = (np.asarray(part) for part in nd.linalg.svd(a))
    assert np.isinf(s[0])
    assert s[1] == 2
    np.testing.assert_allclose(np.abs(u), np.eye(2), atol=1e-15)
    np.testing.assert_allclose(np.abs(vh), np.eye(2), atol=1e-15)
