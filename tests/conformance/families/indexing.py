"""Indexing: items, slices, index arrays, masks; taking, putting, choosing."""

import numpy as np
from builder import NO_AXIS, UNSET, Call
from samples import plain

INTEGER, SLICE, ELLIPSIS, NEWAXIS, ARRAY = 0, 1, 2, 3, 4


def _items(index):
    """The four numbers an item, and the index arrays, of a NumPy index."""
    items, arrays = [], []
    for item in index:
        if isinstance(item, slice):
            items += [SLICE, *[UNSET if v is None else v for v in (item.start, item.stop, item.step)]]
        elif isinstance(item, np.ndarray):
            items += [ARRAY, 0, 0, 0]
            arrays.append(item)
        else:
            items += (
                [ELLIPSIS, 0, 0, 0] if item is ... else [NEWAXIS, 0, 0, 0] if item is None else [INTEGER, item, 0, 0]
            )
    return items, arrays


def _indices():
    rows, columns = np.array([1, 0, 1]), np.array([0, -1, 2])
    mask = np.array([[True, False, True, False], [False, False, True, True], [True, True, False, False]])
    return {"integers": (1, 2, 3), "slices": (slice(None), slice(2, 0, -1), slice(None, None, 2)), "ellipsis": (..., 1),
            "newaxis": (0, None, slice(1, None)), "empty": (slice(5, 9),), "array": (rows,), "arrays": (rows, columns),
            "apart": (rows, slice(None), columns), "negative": (np.array([-1]), -1), "mask": (0, mask),
            "mask-all": (np.stack([mask, ~mask]),), "2-d": (np.array([[0, 1], [1, 0]]), 2)}  # fmt: skip


def _getting(vectors):
    a = plain("int32", (2, 3, 4), 1)
    for note, index in _indices().items():
        items, arrays = _items(index)
        vectors.add("get", [a, items, arrays], [np.asarray(a[index])], note)
        target = a.copy()
        target[index] = 77
        vectors.add("set", [a, items, arrays, np.array(77)], [], note, after={0: target})
    for note, index in {"integer": (2,), "array": (np.array([2]),), "many": (0, 0, 0, 0)}.items():
        vectors.refuse("get", [a, *_items(index)], "ND_INDEX_ERROR", note)
    vectors.refuse("get", [a, *_items((np.array([1.5]),))], "ND_INDEX_ERROR", "float")
    vectors.refuse("get", [a, *_items((np.array([True, False, True]),))], "ND_INDEX_ERROR", "mask")
    vectors.refuse("get", [a, *_items((slice(0, 2, 0),))], "ND_VALUE_ERROR", "step")
    vectors.refuse("set", [a, *_items((0,)), np.zeros(5)], "ND_VALUE_ERROR", "shape")
    vectors.refuse("set", [Call("broadcast_to", a, [2, 3, 4]), *_items((0,)), np.array(1)], "ND_READ_ONLY", "read-only")
    vectors.add("get_item", [a, -1], [a[-1]])
    vectors.add("get_item", [a[0, 0], 2], [a[0, 0, 2]])
    vectors.refuse("get_item", [a, 2], "ND_INDEX_ERROR", "bounds")
    vectors.add("get_slice", [a, 1, UNSET, UNSET], [a[1:]])
    vectors.add("get_slice", [a[0], UNSET, UNSET, -2], [a[0, ::-2]])


def _taking(vectors):
    a, at = plain("float64", (3, 4), 2), np.array([[2, 0], [1, -1]])
    vectors.add("take", [a, at, 0, None, 0], [a.take(at, 0)])
    vectors.add("take", [a, at, NO_AXIS, None, 0], [a.take(at)])
    vectors.add("take", [a, at + 9, 1, None, 1], [a.take(at + 9, 1, mode="wrap")], "wrap")
    vectors.add("take", [a, at + 9, 1, None, 2], [a.take(at + 9, 1, mode="clip")], "clip")
    vectors.refuse("take", [a, at + 9, 1, None, 0], "ND_INDEX_ERROR", "bounds")
    vectors.refuse("take", [a, at, 2, None, 0], "ND_AXIS_ERROR", "axis")
    order = np.argsort(a, 1)
    vectors.add("take_along_axis", [a, order, 1], [np.take_along_axis(a, order, 1)])
    target = a.copy()
    np.put_along_axis(target, order[:, :1], 9.0, 1)
    vectors.add("put_along_axis", [a, order[:, :1], np.array(9.0), 1], [], after={0: target})
    target = a.copy()
    target.put([0, -1, 5], [1.0, 2.0])
    vectors.add("put", [a, np.array([0, -1, 5]), np.array([1.0, 2.0]), 0], [], after={0: target})
    vectors.refuse("put", [a, np.array([12]), np.array(1.0), 0], "ND_INDEX_ERROR", "bounds")
    keep = np.array([True, False, True])
    vectors.add("compress", [keep, a, 0, None], [a.compress(keep, 0)])
    vectors.add("extract", [a > 0, a], [a[a > 0]])
    vectors.add("extract", [keep, a], [np.extract(keep, a)], "shorter")


def _choosing(vectors):
    a, b = plain("int16", (3, 4), 3), plain("float32", (4,), 4)
    vectors.add("where", [a > 0, a, b], [np.where(a > 0, a, b)])
    vectors.refuse("where", [a > 0, a, b[:3]], "ND_VALUE_ERROR", "shapes")
    vectors.add("flatnonzero", [a > 0], [np.flatnonzero(a > 0)])
    vectors.add("nonzero", [a > 0, 2], [list(np.nonzero(a > 0))])
    vectors.add("argwhere", [a > 2], [np.argwhere(a > 2)])
    target = a.copy()
    np.copyto(target, 5, where=a > 0)
    vectors.add("copyto", [a, np.array(5, "int16"), 4, a > 0], [], after={0: target})
    vectors.refuse("copyto", [a, b, 3, a > 0], "ND_CASTING_ERROR", "casting")
    target = a.copy()
    np.putmask(target, a > 0, [1, 2, 3])
    placed = a.copy()
    np.place(placed, a > 0, [1, 2, 3])
    vectors.add("place", [a, a > 0, np.array([1, 2, 3])], [], after={0: placed})
    vectors.refuse("place", [a, a > 0, np.zeros(0)], "ND_VALUE_ERROR", "empty")
    diagonal = np.zeros((7, 2), "int16")
    np.fill_diagonal(diagonal, [5, 6], wrap=True)
    vectors.add("fill_diagonal", [np.zeros((7, 2), "int16"), np.array([5, 6]), 1], [], after={0: diagonal})
    vectors.add("putmask", [a, a > 0, np.array([1, 2, 3])], [], after={0: target})
    flat = np.array([0, 7, 11])
    vectors.add("unravel_index", [flat, [3, 4], 1, 2], [list(np.unravel_index(flat, (3, 4)))])
    vectors.refuse("unravel_index", [flat, [2, 4], 1, 2], "ND_VALUE_ERROR", "bounds")
    pair = list(np.unravel_index(flat, (3, 4)))
    rows, columns = np.array([2, 0]), np.array([True, False, True, True])
    vectors.add("ix_", [[rows, columns], 2], [list(np.ix_(rows, columns))])
    vectors.add("ravel_multi_index", [pair, [3, 4], 0, 1], [np.ravel_multi_index(tuple(pair), (3, 4))])


def vectors(vectors):
    for part in (_getting, _taking, _choosing):
        part(vectors)
