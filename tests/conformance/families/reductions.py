"""Reductions over axes, with NaNs, weights, dtypes; positions of extremes; running sums."""

import numpy as np
from builder import NO_AXIS
from samples import LAYOUTS, plain, sample

AXES = [(None, None, "all"), ([0], 0, "0"), ([-1], -1, "last"), ([0, 2], (0, 2), "two"), ([], (), "none")]


def _sums(vectors):
    for name in ("bool", "int8", "uint32", "int64", "float32", "float64", "complex128", "float16"):
        a = plain(name, (2, 3, 4), 1)
        for axes, axis, note in AXES[:3] if name != "int64" else AXES:
            vectors.add("sum", [a, axes, None], [np.sum(a, axis)], f"{name}-{note}")
    for name in ("int32", "float64"):
        a = plain(name, (2, 3, 4), 2)
        for axes, axis, note in AXES:
            vectors.add("prod", [a, axes, {"keepdims": 1}], [np.prod(a, axis, keepdims=True)], f"{name}-{note}")
    a = plain("float64", (1000,), 3)
    vectors.add("sum", [a, None, None], [np.sum(a)], "pairwise")
    vectors.add(
        "sum",
        [a.astype("float32"), None, {"dtype": np.dtype("float64")}],
        [np.sum(a.astype("float32"), dtype="f8")],
        "dtype",
    )
    vectors.add("sum", [np.array([100, 100], "int8"), None, {"dtype": np.dtype("int8")}], [np.int8(-56)], "wraps")
    vectors.add("sum", [np.empty((0, 3)), [0], None], [np.zeros(3)], "empty")
    for layout in ("fortran", "reversed", "strided"):
        a = plain("int32", (3, 4), 4)
        vectors.add("sum", [LAYOUTS[layout](a), [0], None], [a.sum(0)], layout)
    vectors.refuse("sum", [a, [2], None], "ND_AXIS_ERROR", "bounds")
    vectors.refuse("sum", [a, [0, 0], None], "ND_VALUE_ERROR", "twice")


def _extremes(vectors):
    for name in ("int16", "uint8", "float32", "float64", "complex64", "bool"):
        a = sample(name, (2, 3, 4), 5)
        for function in ("min", "max"):
            for axes, axis, note in AXES[:4]:
                vectors.add(function, [a, axes, None], [getattr(np, function)(a, axis)], f"{name}-{note}")
        for function in ("argmin", "argmax"):
            vectors.add(function, [a, None, None], [np.asarray(getattr(np, function)(a))], name)
            vectors.add(function, [a, [1], {"keepdims": 1}], [getattr(np, function)(a, 1, keepdims=True)], f"{name}-1")
    for function in ("min", "argmax"):
        vectors.refuse(function, [np.empty(0), None, None], "ND_VALUE_ERROR", "empty")
    vectors.refuse("argmin", [a, [3], None], "ND_AXIS_ERROR", "bounds")
    vectors.refuse("argmin", [a, [0, 1], None], "ND_VALUE_ERROR", "two")
    vectors.refuse("sum", [a, None, {"keepdims": 1, "initial": np.ones(2)}], "ND_VALUE_ERROR", "initial")
    a = plain("int32", (3, 4), 6)
    vectors.add("ptp", [a, [1], None], [np.ptp(a, 1)])
    zeros = plain("int32", (3, 4), 7) // 4
    for function in ("any", "all", "count_nonzero"):
        vectors.add(function, [zeros, [0], None], [getattr(np, function)(zeros, axis=0)])
        vectors.add(function, [np.empty((2, 0)), [1], None], [getattr(np, function)(np.empty((2, 0)), axis=1)], "empty")


def _moments(vectors):
    for name in ("float64", "float32", "int16", "complex128"):
        a = plain(name, (4, 6), 8)
        for axes, axis, note in AXES[:3]:
            vectors.add("mean", [a, axes, None], [np.mean(a, axis)], f"{name}-{note}")
            vectors.add("var", [a, axes, None], [np.var(a, axis)], f"{name}-{note}")
            vectors.add("std", [a, axes, {"ddof": 1.0}], [np.std(a, axis, ddof=1)], f"{name}-{note}")
    a, where = plain("float64", (3, 4), 9), plain("bool", (3, 4), 10)
    where[:, 0] = True
    vectors.add("mean", [a, [1], {"keepdims": 1, "where": where}], [np.mean(a, 1, keepdims=True, where=where)], "where")
    weights = np.array([1.0, 2.0, 0.5])
    mean, total = np.average(a, 0, weights, returned=True)
    vectors.add("average", [a, [0], weights, None], [mean, total])
    vectors.refuse("average", [a, [0], np.zeros(3), None], "ND_VALUE_ERROR", "zero-weights")


def _order_statistics(vectors):
    q = np.array([0.0, 0.3, 1.0])
    for name in ("int16", "uint8", "float32", "float64", "bool"):
        a = plain(name, (3, 5), 13)
        vectors.add("median", [a, None, None], [np.asarray(np.median(a))], name)
        vectors.add("nanmedian", [a, [1], {"keepdims": 1}], [np.median(a, 1, keepdims=True)], name)
        if name != "bool":
            vectors.add("quantile", [a, q, [0], 0, None, None], [np.quantile(a, q, 0)], name)
            vectors.add(
                "percentile", [a, q * 100, None, 5, None, None], [np.percentile(a, q * 100, method="hazen")], name
            )
    vectors.refuse("quantile", [a, q + 1, None, 0, None, None], "ND_VALUE_ERROR", "range")
    x = plain("uint8", (12,), 14) % 5
    vectors.add("bincount", [x, None, 7], [np.bincount(x, minlength=7)])
    for rule, name in enumerate(("auto", "doane", "fd", "rice", "scott", "sqrt", "stone", "sturges"), 1):
        vectors.add("histogram", [x, 0, rule, None, 0, None], [*np.histogram(x, name)], name)
    ends = np.array([0.0, 3.0])
    vectors.add("histogram", [x, 6, 0, ends, 1, None], [*np.histogram(x, 6, (0, 3), True)], "density")
    vectors.add("histogram_bin_edges", [x, 0, 5, ends, None], [np.histogram_bin_edges(x, "scott", (0, 3))], "scott")
    vectors.add("histogram_over", [x, ends, 0, x], [np.histogram(x, ends, weights=x)[0]], "weights")
    vectors.refuse("histogram", [x, 0, 1, None, 0, x], "ND_TYPE_ERROR", "weights")
    vectors.refuse("histogram", [x, 0, 9, None, 0, None], "ND_VALUE_ERROR", "rule")
    vectors.refuse("histogram", [x, 0, 0, None, 0, None], "ND_VALUE_ERROR", "bins")
    vectors.refuse("histogram_over", [x, ends[::-1].copy(), 0, None], "ND_VALUE_ERROR", "falling")
    places, values = np.arange(4.0), np.array([1.0, 3.0, 2.0, 7.0])
    vectors.add("interp", [q * 4 - 0.5, places, values, None, None, 0.0], [np.interp(q * 4 - 0.5, places, values)])


def _running(vectors):
    for name in ("int8", "float32", "float64", "bool"):
        a = plain(name, (2, 5), 11)
        vectors.add("cumsum", [a, NO_AXIS, None, None], [np.cumsum(a)], name)
        vectors.add("cumprod", [a, 1, None, None], [np.cumprod(a, 1)], name)
    vectors.refuse("cumsum", [a, 2, None, None], "ND_AXIS_ERROR", "bounds")


def _nan(vectors):
    for name in ("float32", "float64"):
        a = sample(name, (3, 4), 12)
        a[a == np.inf], a[a == -np.inf] = 4, -4
        for function in ("nansum", "nanprod"):
            vectors.add(function, [a, [0], None], [getattr(np, function)(a, 0)], name)
        for function in ("nanmin", "nanmax"):
            vectors.add(function, [a, None, None], [getattr(np, function)(a)], name)
        vectors.add("nanmean", [a, [1], None], [np.nanmean(a, 1)], name)
        vectors.add("nanvar", [a, [1], None], [np.nanvar(a, 1)], name)
        vectors.add("nanstd", [a, None, None], [np.nanstd(a)], name)
        for function in ("nancumsum", "nancumprod"):
            vectors.add(function, [a, 0, None, None], [getattr(np, function)(a, 0)], name)
        for function in ("nanargmin", "nanargmax"):
            vectors.add(function, [a, [1], None], [getattr(np, function)(a, 1)], name)
    vectors.refuse("nanargmax", [np.full(3, np.nan), None, None], "ND_VALUE_ERROR", "all-nan")


def vectors(vectors):
    with np.errstate(all="ignore"):
        for part in (_sums, _extremes, _moments, _order_statistics, _running, _nan):
            part(vectors)
