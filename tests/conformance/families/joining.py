"""Joining, repeating, padding and cutting arrays."""

import numpy as np
from builder import NO_AXIS
from samples import plain

MODES = ["constant", "edge", "reflect", "symmetric", "wrap"]


def _joins(vectors):
    a, b = plain("int16", (2, 3), 1), plain("float32", (2, 3), 2)
    for axis in (0, 1):
        vectors.add("concatenate", [[a, b], axis, None, None, 4], [np.concatenate([a, b], axis)])
    vectors.add("concatenate", [[a, a], 0, None, np.dtype("int8"), 5],
                [np.concatenate([a, a], dtype="int8", casting="unsafe")], "dtype")  # fmt: skip
    vectors.add("concatenate", [[a, b], NO_AXIS, None, None, 4], [np.concatenate([a, b], None)], "flat")
    vectors.refuse("concatenate", [[a, a[:, :2]], 0, None, None, 4], "ND_VALUE_ERROR", "shapes")
    vectors.refuse("concatenate", [[a, a], 2, None, None, 4], "ND_AXIS_ERROR", "bounds")
    vectors.refuse("concatenate", [[a, b], 0, None, np.dtype("int8"), 3], "ND_CASTING_ERROR", "casting")
    vectors.refuse("concatenate", [[], 0, None, None, 4], "ND_VALUE_ERROR", "none")
    for axis in (0, 1, 2):
        vectors.add("stack", [[a, b], axis, None, None, 4], [np.stack([a, b], axis)])
    for name, options in (("vstack", [None, 4]), ("hstack", [None, 4]), ("dstack", []), ("column_stack", [])):
        vectors.add(name, [[a, b], *options], [getattr(np, name)([a, b])])
        vectors.add(name, [[a[0], b[0]], *options], [getattr(np, name)([a[0], b[0]])], "1-d")
    vectors.add("append", [a, b, NO_AXIS], [np.append(a, b)])
    vectors.add("append", [a, b, 1], [np.append(a, b, 1)])


def _cuts(vectors):
    a = plain("int32", (6, 2), 3)
    vectors.add("split", [a, 0, 0, 3], [np.split(a, 3)])
    vectors.add("split", [a, 0, 1, 4], [np.array_split(a, 4)], "uneven")
    vectors.refuse("split", [a, 0, 0, 4], "ND_VALUE_ERROR", "uneven")
    vectors.add("split_at", [a, [1, 4], 0, 3], [np.split(a, [1, 4])])
    vectors.add("delete", [a, [0, -1], 0], [np.delete(a, [0, -1], 0)])
    vectors.refuse("delete", [a, [6], 0], "ND_INDEX_ERROR", "bounds")
    row = plain("int32", (2,), 4)
    vectors.add("insert", [a, [1, 3], row, 0], [np.insert(a, [1, 3], row, 0)])


def _repeats(vectors):
    a = plain("uint8", (2, 3), 5)
    vectors.add("tile", [a, [2]], [np.tile(a, 2)])
    vectors.add("tile", [a, [2, 1, 2]], [np.tile(a, (2, 1, 2))])
    vectors.add("repeat", [a, [2], 1], [a.repeat(2, 1)])
    vectors.add("repeat", [a, [0, 3], 0], [a.repeat([0, 3], 0)])
    vectors.refuse("repeat", [a, [-1], 0], "ND_VALUE_ERROR", "negative")
    for mode, name in enumerate(MODES):
        vectors.add("pad", [a, [1, 2, 0, 1], mode, None, None, 0], [np.pad(a, [(1, 2), (0, 1)], name)], name)


def vectors(vectors):
    for part in (_joins, _cuts, _repeats):
        part(vectors)
