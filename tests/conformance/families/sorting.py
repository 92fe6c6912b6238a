"""Sorting with NaNs, infinities and signed zeros, positions, partitions, searching, unique values. All sorts are
stable."""

import numpy as np
from builder import NO_AXIS
from samples import FLOATS, plain, sample

NAMES = ["bool", "int8", "uint16", "int32", "uint64", "float16", "float32", "float64", "complex64", "complex128"]


def _orders(vectors):
    for name in NAMES:
        a = sample(name, (2, 7), 1)
        stable = {"kind": "stable"}
        vectors.add("sort", [a, 1], [np.sort(a, 1, **stable)], name)
        vectors.add("argsort", [a, NO_AXIS], [np.argsort(a, None, **stable)], name)
        target = np.sort(a, 0, **stable)
        vectors.add("sort_in_place", [a, 0], [], name, after={0: target})
    a = sample("bfloat16", (9,), 2)
    order = np.argsort(a.astype("float32"), kind="stable")
    vectors.add("sort", [a, 0], [a[order]], "bfloat16")
    assert "bfloat16" in FLOATS
    ties = plain("int8", (30,), 3) // 4
    vectors.add("argsort", [ties, 0], [np.argsort(ties, kind="stable")], "ties")
    keys = [plain("int16", (8,), 4) // 4, plain("float32", (8,), 5) // 2]
    vectors.add("lexsort", [keys, -1], [np.lexsort(keys)])
    vectors.refuse("sort", [ties, 1], "ND_AXIS_ERROR", "bounds")


def _partitions(vectors):
    for name in ("int32", "float64"):
        a = plain(name, (9,), 6)
        whole = np.sort(a)

        def split(results, whole=whole):
            got = results[0]
            return got[4] == whole[4] and sorted(got[:4]) == list(whole[:4]) and sorted(got[5:]) == list(whole[5:])

        vectors.add("partition", [a, [4], 0], None, name, check=split)
        vectors.add("partition_in_place", [a, [], 0], [], name, after={0: a})
        vectors.add("argpartition", [a, [4], 0], None, name,
                    check=lambda results, a=a, split=split: split([a[results[0]]]))  # fmt: skip
    vectors.refuse("partition", [a, [9], 0], "ND_VALUE_ERROR", "bounds")


def _searches(vectors):
    for name in ("int16", "float32", "float64"):
        a, wanted = np.sort(sample(name, (8,), 7)), sample(name, (2, 3), 8)
        for right, side in enumerate(("left", "right")):
            vectors.add("searchsorted", [a, wanted, right, None], [np.searchsorted(a, wanted, side)], f"{name}-{side}")
    order = np.argsort(wanted.ravel(), kind="stable")
    want = np.searchsorted(wanted.ravel(), 0.5, sorter=order)
    vectors.add("searchsorted", [wanted.ravel(), np.array(0.5), 0, order], [np.asarray(want)], "sorter")


def _uniques(vectors):
    for name in ("int8", "float32", "float64", "bool"):
        a = sample(name, (3, 4), 9)
        a.reshape(-1)[:2] = a.reshape(-1)[-1]
        parts = np.unique(a, return_index=True, return_inverse=True, return_counts=True)
        vectors.add("unique", [a, NO_AXIS, 1], list(parts), name)
    a = np.array([[1, 2], [0, 5], [1, 2]], "int16")
    parts = np.unique(a, return_index=True, return_inverse=True, return_counts=True, axis=0)
    vectors.add("unique", [a, 0, 1], list(parts), "axis")


def vectors(vectors):
    with np.errstate(all="ignore"):
        for part in (_orders, _partitions, _searches, _uniques):
            part(vectors)
