"""Floating-point status of matrix products reaches errstate, as NumPy's does."""

import warnings

import ndcore as nd
import numpy as np
import pytest

INF = float("inf")
# (left, right) of an invalid value, an overflow and an underflow, as rows and columns.
PAIRS = {
    "invalid": ([INF, 1.0], [0.0, 1.0]),
    "overflow": ([1e308, 1e308], [10.0, 10.0]),
    "underflow": ([1e-300, 1e-300], [1e-300, 1e-300]),
}
# NumPy's names of inner and tensordot are "dot"; vdot and einsum of NumPy report nothing.
PRODUCTS = {
    "matmul": lambda m, x, y: m.asarray([x]) @ m.asarray([[one] for one in y]),
    "matmul of vectors": lambda m, x, y: m.matmul(m.asarray(x), m.asarray(y)),
    "matmul with out": lambda m, x, y: m.matmul(m.asarray([x]), m.asarray([[one] for one in y]), out=m.zeros((1, 1))),
    "matmul of stacks": lambda m, x, y: m.asarray([[[1.0, 1.0]], [x]]) @ m.asarray([[one] for one in y]),
    "dot": lambda m, x, y: m.dot(m.asarray(x), m.asarray(y)),
    "dot of matrices": lambda m, x, y: m.dot(m.asarray([x]), m.asarray([[one] for one in y])),
    "inner": lambda m, x, y: m.inner(m.asarray(x), m.asarray(y)),
    "tensordot": lambda m, x, y: m.tensordot(m.asarray(x), m.asarray(y), 1),
    "vecdot": lambda m, x, y: m.vecdot(m.asarray(x), m.asarray(y)),
    "matvec": lambda m, x, y: m.matvec(m.asarray([x]), m.asarray(y)),
    "vecmat": lambda m, x, y: m.vecmat(m.asarray(x), m.asarray([[one] for one in y])),
    "outer": lambda m, x, y: m.outer(m.asarray(x), m.asarray(y)),
    "kron": lambda m, x, y: m.kron(m.asarray(x), m.asarray(y)),
    "matrix_power": lambda m, x, y: m.linalg.matrix_power(m.asarray([x, y]), 3),
}


def _message(call, m, pair):
    with m.errstate(all="raise"):
        try:
            call(m, *pair)
        except FloatingPointError as error:
            return str(error)
    return None


@pytest.mark.parametrize("kind", PAIRS)
@pytest.mark.parametrize("name", PRODUCTS)
def test_products_raise_as_numpy(name, kind):
    mine, theirs = (_message(PRODUCTS[name], m, PAIRS[kind]) for m in (nd, np))
    assert theirs is not None
    if name in ("inner", "tensordot"):
        theirs = theirs.replace("dot", name)
    assert mine == theirs


@pytest.mark.parametrize("kind", ["invalid", "overflow"])
def test_products_warn_and_go_on(kind):
    left, right = PAIRS[kind]
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter("always")
        value = nd.asarray(left) @ nd.asarray(right)
    assert [str(one.message) for one in seen] == [
        f"{'invalid value' if kind == 'invalid' else kind} encountered in matmul"
    ]
    assert not np.isfinite(float(value))


@pytest.mark.parametrize("mode", ["ignore", "call"])
def test_other_modes(mode):
    left, right = PAIRS["invalid"]
    heard = []
    with nd.errstate(all=mode, call=lambda *told: heard.append(told)):
        nd.dot(nd.asarray(left), nd.asarray(right))
    assert len(heard) == (mode == "call")


@pytest.mark.parametrize("dtype", ["float16", "float32", "complex64", "complex128"])
def test_other_dtypes_overflow(dtype):
    large = {"float16": 6e4, "complex128": 1e308}.get(dtype, 3e38)
    a = np.full((2, 2), large, dtype)
    with nd.errstate(all="raise"), pytest.raises(FloatingPointError, match="overflow encountered in matmul"):
        nd.asarray(a) @ nd.asarray(a)


def test_large_products_of_ordinary_numbers_are_silent():
    a = np.random.default_rng(0).normal(size=(200, 200))
    with nd.errstate(all="raise"):
        nd.asarray(a) @ nd.asarray(a)
        nd.dot(nd.asarray(a[0]), nd.asarray(a[1]))
