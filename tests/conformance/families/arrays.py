"""Making arrays, what they say of themselves, single elements, handles, tokens, and the records of the library."""

import numpy as np
from builder import Any, Call
from samples import plain, sample, weak


def _creation(vectors):
    for name in ("float64", "int16", "complex64", "bool", ">f4"):
        of = np.dtype(name)
        vectors.add("zeros", [[2, 3], of, 1], [np.zeros((2, 3), of)])
        vectors.add("ones", [[3], of, 2], [np.ones(3, of)])
    vectors.add("zeros", [[], None, 1], [np.zeros(())], "default")
    vectors.add("zeros", [[0, 5], None, 1], [np.zeros((0, 5))], "empty")
    vectors.refuse("zeros", [[-1], None, 1], "ND_VALUE_ERROR", "negative")
    vectors.refuse("zeros", [[2**40, 2**40], None, 1], "ND_VALUE_ERROR", "too-large")
    vectors.refuse("zeros", [[1] * 65, None, 1], "ND_VALUE_ERROR", "dimensions")
    vectors.add("full", [[2, 2], weak(7), np.dtype("uint8"), 1], [np.full((2, 2), 7, "uint8")])
    vectors.add("full", [[2, 3], plain("int32", (3,)), None, 1], [np.full((2, 3), plain("int32", (3,)))], "broadcast")
    vectors.refuse("full", [[2], weak(-1), np.dtype("uint8"), 1], "ND_OVERFLOW_ERROR")
    a = plain("int32", (2, 3))
    vectors.add("empty_like", [a, None, 0], [Any])
    vectors.add("empty", [[2], None, 1], [Any])
    vectors.add("zeros_like", [a, None, 0], [np.zeros_like(a)])
    vectors.add("ones_like", [a, np.dtype("float32"), 0], [np.ones_like(a, "float32")])
    vectors.add("full_like", [a, weak(5), None, 0], [np.full_like(a, 5)])
    vectors.add("arange", [weak(2), weak(11), weak(3), None], [np.arange(2, 11, 3)])
    vectors.add("arange", [weak(0.0), weak(1.0), weak(0.1), None], [np.arange(0.0, 1.0, 0.1)])
    vectors.add("arange", [weak(5), weak(0), weak(-2), np.dtype("int8")], [np.arange(5, 0, -2, "int8")])
    vectors.refuse("arange", [weak(0), weak(5), weak(0), None], "ND_VALUE_ERROR", "step")
    ramp, step = np.linspace(0, 1, 7, retstep=True)
    vectors.add("linspace", [weak(0.0), weak(1.0), 7, 1, None, 0], [ramp, np.asarray(step)])
    ramp, step = np.linspace(-1, 2, 4, endpoint=False, retstep=True)
    vectors.add("linspace", [weak(-1.0), weak(2.0), 4, 0, None, 0], [ramp, np.asarray(step)], "open")
    vectors.add("logspace", [weak(0), weak(8), 9, 1, weak(2), None, 0], [np.logspace(0, 8, 9, base=2)])
    vectors.add("geomspace", [weak(1), weak(256), 9, 1, np.dtype("int64"), 0], [np.geomspace(1, 256, 9, dtype=int)])
    vectors.refuse("geomspace", [weak(0), weak(1), 3, 1, None, 0], "ND_VALUE_ERROR", "zero")
    both = np.array([0.0, 1.0])
    vectors.add(
        "linspace",
        [both, weak(5.0), 4, 1, None, -1],
        [np.linspace(both, 5, 4, axis=-1), np.array((5 - both) / 3)],
        "axis",
    )
    vectors.add("identity", [3, np.dtype("int16")], [np.identity(3, "int16")])
    vectors.add("eye", [3, 4, 1, np.dtype("int8"), 1], [np.eye(3, 4, 1, "int8")])
    vectors.add("tri", [3, 3, -1, None], [np.tri(3, 3, -1)])
    vectors.add("indices", [[2, 3], None], [np.indices((2, 3))])


def _memory(vectors):
    data = np.arange(6, dtype="<i2")
    small = np.dtype("int16")
    vectors.add("array_from_memory", [data.tobytes(), small, [2, 3], None], [data.reshape(2, 3)])
    vectors.add("array_from_memory", [data.tobytes(), small, [2, 2], [2, 4]],
                [np.lib.stride_tricks.as_strided(data, (2, 2), (2, 4))], "strides")  # fmt: skip
    vectors.add("array_from_memory", [data.tobytes(), np.dtype(">i2"), [6], None], [data.view(">i2")], "swapped")
    vectors.add("scalar", [np.dtype("float32"), np.float32(1.5).tobytes()], [np.array(1.5, "float32")])
    matrix = data.reshape(2, 3)
    vectors.add("array_to_memory", [matrix, 12, 1], [matrix.tobytes()], "C")
    vectors.add("array_to_memory", [matrix, 12, 2], [matrix.tobytes("F")], "F")
    vectors.refuse("array_to_memory", [matrix, 11, 1], "ND_VALUE_ERROR", "short")


def _readings(vectors):
    a = sample("float32", (2, 3, 4))
    for function, want in [("array_ndim", 3), ("array_size", 24), ("array_itemsize", 4), ("array_nbytes", 96),
                           ("array_flags", 1 + 4 + 8 + 16), ("array_weak", 0),
                           ("array_summary", 3 + 256 * 11)]:  # fmt: skip
        vectors.add(function, [a], [want])
    vectors.add("array_dtype", [a], [np.dtype("float32")])
    vectors.add("array_weak", [weak(2)], [1], "int")
    vectors.add("array_weak", [weak(2.0)], [2], "float")
    vectors.add("array_flags", [Call("broadcast_to", a, [2, 3, 4])], [1 + 8], "read-only")
    vectors.add("array_set_writeable", [a, 0], [])
    vectors.add("shares_memory", [a, a], [0])
    vectors.add("may_share_memory", [a, a], [0])
    vectors.add("array_buffer", [a], [Any])
    vectors.add("buffer_nbytes", [Call("array_buffer", plain("int8", (64,)))], [64])


def _elements(vectors):
    vectors.add("weak_int", [-(2**63)], [np.int64(-(2**63))])
    vectors.add("weak_uint", [2**64 - 1], [np.uint64(2**64 - 1)])
    vectors.add("weak_float", [0.1], [np.float64(0.1)])
    vectors.add("weak_complex", [0.5, -0.0], [np.complex128(complex(0.5, -0.0))])
    for name in ("int8", "int64", "bool"):
        a = sample(name, (5,), 3)
        vectors.add("array_item_int64", [a, -2], [int(a[-2])], name)
    top = np.array([2**64 - 1, 1], "uint64")
    vectors.add("array_item_uint64", [top, 0], [2**64 - 1])
    vectors.refuse("array_item_int64", [top, 0], "ND_OVERFLOW_ERROR")
    vectors.refuse("array_item_int64", [np.array([1.5]), 0], "ND_TYPE_ERROR", "float")
    vectors.refuse("array_item_int64", [top, 2], "ND_INDEX_ERROR", "bounds")
    for name in ("float16", "float64", "int32"):
        a = plain(name, (5,), 4)
        vectors.add("array_item_float64", [a, 1], [float(a[1])], name)
    z = plain("complex64", (3,), 5)
    vectors.add("array_item_complex128", [z, 2], [float(z[2].real), float(z[2].imag)])
    vectors.add("array_item", [z, 1], [z[1]])
    vectors.refuse("array_item_float64", [z, 0], "ND_TYPE_ERROR", "complex")


def _library(vectors):
    for function in ("revision", "version", "simd_target", "blas_description", "num_threads", "live_bytes",
                     "live_handles",
                     "cached_bytes", "cache_limit", "last_error_status", "last_error_function", "last_error_message",
                     "ufunc_count"):  # fmt: skip
        vectors.add(function, [], [Any])
    vectors.add("clear_error", [], [])
    vectors.add("module_count", [], [Any])
    vectors.refuse("module_find", ["no_such_module"], "ND_NOT_FOUND", "unknown")
    vectors.add("status_name", [-7], ["ND_AXIS_ERROR"])
    vectors.add("status_name", [0], ["ND_OK"])
    vectors.add("fp_flag_text", [1], [Any])
    vectors.add("token_cancelled", [Call("token_new")], [0])
    vectors.add("token_cancel", [Call("token_new")], [])
    vectors.add("token_reset", [Call("token_new")], [])


def _ufuncs(vectors):
    add = Call("ufunc_find", "add")
    vectors.add("ufunc_name", [add], ["add"])
    vectors.add("ufunc_nin", [add], [2])
    vectors.add("ufunc_nout", [Call("ufunc_find", "divmod")], [2])
    vectors.add("ufunc_identity", [add], [1])
    vectors.add("ufunc_name", [Call("ufunc_get", 0)], [Any], "get")
    vectors.add("ufunc_loop_count", [Call("ufunc_find", "invert")], [9])
    vectors.add("ufunc_loop_types", [Call("ufunc_find", "invert"), 0, 2], [[0, 0]])
    vectors.refuse("ufunc_loop_types", [add, 9999, 3], "ND_INDEX_ERROR", "bounds")
    vectors.refuse("ufunc_find", ["no_such_ufunc"], "ND_NOT_FOUND")
    for name in ("int32", "float64"):
        a = plain(name, (2, 4), 6)
        vectors.add("ufunc_accumulate", [add, a, 1, None, None], [np.add.accumulate(a, 1)], name)
        at = np.array([0, 2, 1])
        vectors.add("ufunc_reduceat", [add, a, at, 1, None, None], [np.add.reduceat(a, at, 1)], name)
        vectors.add("ufunc_outer", [add, a, a[0], None], [np.add.outer(a, a[0])], name)
        target = a.copy()
        np.add.at(target, (np.array([0, 0, 1]),), a[0])
        vectors.add("ufunc_at", [add, a, [np.array([0, 0, 1])], a[0]], [], name, after={0 + 1: target})
    vectors.refuse("ufunc_accumulate", [Call("ufunc_find", "sin"), a, 0, None, None], "ND_VALUE_ERROR", "unary")


def vectors(vectors):
    for part in (_creation, _memory, _readings, _elements, _library, _ufuncs):
        part(vectors)
