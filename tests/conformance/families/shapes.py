"""Other shapes of the same elements, triangles and diagonals, grids."""

import numpy as np
from builder import Call
from samples import LAYOUTS, plain


def _reshaping(vectors):
    a = plain("int16", (2, 3, 4), 1)
    vectors.add("reshape", [a, [4, 6], 1, -1], [a.reshape(4, 6)])
    vectors.add("reshape", [a, [-1, 2], 2, -1], [a.reshape(-1, 2, order="F")], "F")
    vectors.add("reshape", [LAYOUTS["strided"](a), [24], 1, -1], [a.reshape(24)], "strided")
    vectors.refuse("reshape", [a, [5, 5], 1, -1], "ND_VALUE_ERROR", "size")
    vectors.refuse("reshape", [a, [-1, -1], 1, -1], "ND_VALUE_ERROR", "two-unknown")
    vectors.refuse("reshape", [Call("transpose", a, None), [24], 1, 0], "ND_VALUE_ERROR", "copy-needed")
    for order, name in ((1, "C"), (2, "F")):
        vectors.add("ravel", [a, order], [a.ravel(name)], name)
        vectors.add("flatten", [LAYOUTS["fortran"](a), order], [a.flatten(name)], name)
    vectors.add("resize", [a, [3, 10]], [np.resize(a, (3, 10))])
    vectors.add("view", [a, np.dtype("uint8")], [a.view("uint8")])
    vectors.add("view", [plain("float32", (2, 4)), np.dtype("complex64")], [plain("float32", (2, 4)).view("complex64")])
    vectors.refuse("view", [plain("int8", (3,)), np.dtype("int16")], "ND_VALUE_ERROR", "size")
    z = plain("complex64", (2, 2), 2)
    vectors.add("real_view", [z], [z.real])
    vectors.add("imag_view", [z], [z.imag])
    vectors.add("imag_view", [a], [np.zeros_like(a)], "real")


def _axes(vectors):
    a = plain("float32", (2, 3, 4), 3)
    vectors.add("transpose", [a, None], [a.T])
    vectors.add("transpose", [a, [1, -1, 0]], [a.transpose(1, 2, 0)])
    vectors.refuse("transpose", [a, [0, 1, 1]], "ND_VALUE_ERROR", "repeated")
    vectors.refuse("transpose", [a, [0, 1]], "ND_VALUE_ERROR", "few")
    vectors.add("swapaxes", [a, 0, -1], [a.swapaxes(0, -1)])
    vectors.refuse("swapaxes", [a, 0, 3], "ND_AXIS_ERROR", "bounds")
    vectors.add("moveaxis", [a, [0, 1], [-1, 0]], [np.moveaxis(a, [0, 1], [-1, 0])])
    thin = a[:1, :, :1]
    vectors.add("squeeze", [thin, None], [thin.squeeze()])
    vectors.add("squeeze", [thin, [0]], [thin.squeeze(0)])
    vectors.refuse("squeeze", [thin, [1]], "ND_VALUE_ERROR", "extent")
    vectors.add("expand_dims", [a, [0, -1]], [np.expand_dims(a, (0, -1))])
    vectors.add("atleast_nd", [a[0, 0], 3], [np.atleast_3d(a[0, 0])])
    for axes, axis in ((None, None), ([0], 0), ([1, 2], (1, 2))):
        vectors.add("flip", [a, axes], [np.flip(a, axis)])
    vectors.add("rot90", [a, 1, None], [np.rot90(a)])
    vectors.refuse("rot90", [a, 1, [0, 1, 2]], "ND_VALUE_ERROR", "three-axes")
    vectors.add("rot90", [a, -1, [1, 2]], [np.rot90(a, -1, (1, 2))])
    vectors.add("fliplr", [a], [np.fliplr(a)])
    vectors.add("flipud", [a], [np.flipud(a)])
    vectors.refuse("fliplr", [a[0, 0]], "ND_VALUE_ERROR", "vector")
    vectors.add("matrix_transpose", [a], [np.matrix_transpose(a)])
    vectors.refuse("matrix_transpose", [a[0, 0]], "ND_VALUE_ERROR", "vector")
    vectors.add("rollaxis", [a, 2, 0], [np.rollaxis(a, 2)])
    vectors.add("rollaxis", [a, 0, 3], [np.rollaxis(a, 0, 3)], "behind")
    vectors.refuse("rollaxis", [a, 0, 4], "ND_AXIS_ERROR", "start")
    vectors.add("roll", [a, [2], None], [np.roll(a, 2)])
    vectors.add("roll", [a, [2, 1], None], [np.roll(a, (2, 1))], "sum")
    vectors.refuse("moveaxis", [a, [0, 1], [1]], "ND_VALUE_ERROR", "lengths")
    vectors.add("roll", [a, [1, -1], [0, 2]], [np.roll(a, (1, -1), (0, 2))])
    vectors.add("broadcast_to", [a[0, 0], [2, 4]], [np.broadcast_to(a[0, 0], (2, 4))])
    vectors.refuse("broadcast_to", [a, [3, 4]], "ND_VALUE_ERROR", "shape")
    pair = [a[0], a[0, 0]]
    vectors.add("broadcast_arrays", [pair, 2], [list(np.broadcast_arrays(*pair))])
    vectors.add("broadcast_shapes", [[3, 1, 3], [2, 1], 2], [2, [3, 3]])


def _matrices(vectors):
    a = plain("int32", (4, 5), 4)
    for k in (-1, 0, 2):
        vectors.add("diagonal", [a, k, 0, 1], [a.diagonal(k)])
        vectors.add("trace", [a, k, 0, 1, None, None], [np.trace(a, k)])
        vectors.add("tril", [a, k], [np.tril(a, k)])
        vectors.add("triu", [a, k], [np.triu(a, k)])
        vectors.add("diag", [a, k], [np.diag(a, k)])
        vectors.add("diag", [a[0], k], [np.diag(a[0], k)])
    vectors.add("diagflat", [a[:2, :2], 1], [np.diagflat(a[:2, :2], 1)])
    vectors.refuse("diagonal", [a[0], 0, 0, 1], "ND_VALUE_ERROR", "1-d")
    x, y = plain("float64", (3,), 5), plain("float64", (2,), 6)
    vectors.add("meshgrid", [[x, y], 1, 0, 0, 2], [list(np.meshgrid(x, y))])
    vectors.add("meshgrid", [[x, y], 1, 1, 1, 2], [list(np.meshgrid(x, y, indexing="ij", sparse=True))], "sparse")
    for n in (1, 2):
        vectors.add("diff", [a, n, -1, None, None], [np.diff(a, n)])
    vectors.refuse("diff", [a, -1, 0, None, None], "ND_VALUE_ERROR", "negative")


def vectors(vectors):
    for part in (_reshaping, _axes, _matrices):
        part(vectors)
