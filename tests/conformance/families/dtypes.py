"""dtypes: parsing, names, sizes, promotion, casting rules; conversions of elements, in and out of range."""

import numpy as np
from builder import Call, dtype_name
from samples import DTYPES, dtype, plain, sample, weak

CASTINGS = ["no", "equiv", "safe", "same_kind", "unsafe"]
NAMES = ["float64", "double", "f8", "<f8", ">f8", ">i4", "=u2", "|b1", "?", "bool", "half", "e", "complex64", "c16",
         "int8", "uint64", "single", "intp", "B", "longlong"]  # fmt: skip


def _descriptions(vectors):
    for name in NAMES:
        vectors.add("dtype_parse", [name], [np.dtype(name)])
    vectors.add("dtype_parse", ["bfloat16"], [dtype("bfloat16")])
    for name in ("float128", "O", "", "i3", "nonsense"):
        vectors.refuse("dtype_parse", [name], "ND_TYPE_ERROR", "unknown")
    for code, name in enumerate(["bool", "int8", "uint8", "int16", "uint16", "int32", "uint32", "int64", "uint64",
                                 "float16", "bfloat16", "float32", "float64", "complex64", "complex128"]):  # fmt: skip
        of = dtype(name)
        vectors.add("dtype_from_code", [code, 0], [of])
        vectors.add("dtype_code", [of], [code])
        vectors.add("dtype_name", [of], [name])
        vectors.add("dtype_itemsize", [of], [of.itemsize])
    for name in ("int16", "float32", "complex128", "bool"):
        of = dtype(name)
        swapped = of.newbyteorder(">")
        vectors.add("dtype_kind", [of], [ord(of.kind)])
        vectors.add("dtype_alignment", [of], [of.alignment])
        vectors.add("dtype_type_str", [swapped], [swapped.str])
        vectors.add("dtype_is_swapped", [swapped], [int(not swapped.isnative)])
        vectors.add("dtype_with_byte_order", [of, 1], [swapped])
    vectors.refuse("dtype_from_code", [99, 0], "ND_TYPE_ERROR")


def _promotion(vectors):
    numpy_names = [name for name in DTYPES if name != "bfloat16"]
    for i, one in enumerate(numpy_names):
        other = numpy_names[(5 * i + 3) % len(numpy_names)]
        vectors.add("promote_types", [np.dtype(one), np.dtype(other)], [np.promote_types(one, other)])
    vectors.add("promote_types", [dtype("bfloat16"), np.dtype("float16")], [np.dtype("float32")])
    vectors.add("promote_types", [dtype("bfloat16"), np.dtype("int8")], [dtype("bfloat16")])
    for one, other in [("int32", "float32"), ("int64", "float64"), ("float64", "float32"), ("float32", "int64"),
                       ("complex64", "float64"), ("uint8", "int16"), ("bool", "int8"), ("int8", "bool")]:  # fmt: skip
        for rule, casting in enumerate(CASTINGS, 1):
            vectors.add("can_cast", [np.dtype(one), np.dtype(other), rule], [int(np.can_cast(one, other, casting))])
    a = plain("int8", (2,))
    vectors.add("result_type", [[a, weak(3)], []], [np.result_type(a, 3)], "weak")
    vectors.add("result_type", [[a, weak(1.5)], [np.dtype("float32")]], [np.result_type(a, 1.5, np.float32)], "weak")
    vectors.add("result_type", [[], [np.dtype("uint8"), np.dtype("int8")]], [np.result_type("u1", "i1")])
    vectors.refuse("result_type", [[], []], "ND_VALUE_ERROR", "empty")
    vectors.refuse("can_cast", [np.dtype("int8"), np.dtype("int8"), 17], "ND_VALUE_ERROR", "rule")


def _as_on_x86(a, to):
    """float → integer by way of int32 or int64, as x86-64 converts."""
    wide = np.dtype("int64" if to.itemsize == 8 else "int32")
    number = np.trunc(a.astype(np.float64))
    low = np.iinfo(wide).min
    inside = np.isfinite(number) & (number >= low) & (number < -float(low))
    return np.where(inside, number, low).astype(wide).astype(to)


def _conversions(vectors):
    numpy_names = [name for name in DTYPES if name != "bfloat16"]
    for i, one in enumerate(numpy_names):
        for step in (1, 4, 6):
            other = np.dtype(numpy_names[(i + step) % len(numpy_names)])
            a = plain(one, (5,), i)
            vectors.add("astype", [a, other, 5, 0], [a.astype(other)], f"{one}-{other.name}")
    special = sample("float32", (6,), 3)
    for name in ("int8", "int16", "int32", "int64"):
        vectors.add("astype", [special, np.dtype(name), 5, 0], [_as_on_x86(special, np.dtype(name))], f"special-{name}")
    for name in ("bool", "float16", "float64", "complex64"):
        vectors.add("astype", [special, np.dtype(name), 5, 0], [special.astype(name)], f"special-{name}")
    for name in ("float32", "float64", "int32", "float16"):
        a = plain(name, (6,), 9)
        vectors.add("astype", [a, dtype("bfloat16"), 5, 0], [a.astype(dtype("bfloat16"))], f"{name}-bfloat16")
        b = plain("bfloat16", (6,), 8)
        vectors.add("astype", [b, np.dtype(name), 5, 0], [b.astype(name)], f"bfloat16-{name}")
    ties = np.array([2049, 2051, 65504, 65520, 1e-8, 6e-8], np.float64)
    vectors.add("astype", [ties, np.dtype("float16"), 5, 0], [ties.astype("float16")], "ties-float16")
    big = plain("int32", (2, 3)).astype(">i4")
    vectors.add("astype", [big, np.dtype("<i4"), 5, 0], [big.astype("<i4")], "swapped")
    vectors.refuse("astype", [special, np.dtype("int8"), 3, 0], "ND_CASTING_ERROR", "unsafe")


def _in_place(vectors):
    a, b = plain("int16", (2, 3), 1), plain("float64", (3,), 2)
    target = a.copy()
    target[...] = b
    vectors.add("assign", [a, b, 5], [], after={0: target})
    vectors.refuse("assign", [a, b, 4], "ND_CASTING_ERROR", "casting")
    vectors.refuse("assign", [Call("broadcast_to", a[:1], [2, 3]), b, 5], "ND_READ_ONLY", "read-only")
    vectors.add("fill", [a, weak(7), 4], [], after={0: np.full_like(a, 7)})
    vectors.refuse("fill", [a, weak(70000), 4], "ND_OVERFLOW_ERROR", "overflow")
    vectors.refuse("fill", [a, weak(2.75), 4], "ND_CASTING_ERROR", "casting")
    vectors.add("fill", [a, weak(2.75), 5], [], "unsafe", after={0: np.full_like(a, 2)})
    vectors.add("byteswap", [a], [a.byteswap()])
    vectors.add("byteswap_in_place", [a], [], after={0: a.byteswap()})
    vectors.add("as_array", [a, np.dtype("float32"), 1, -1], [a.astype("float32")])
    vectors.refuse("as_array", [a, np.dtype("float32"), 1, 0], "ND_VALUE_ERROR", "copy-needed")
    vectors.add("copy", [Call("transpose", a, None), 1], [a.T])


def vectors(vectors):
    assert dtype_name(np.dtype(">i4")) == ">i4"
    with np.errstate(all="ignore"):
        for part in (_descriptions, _promotion, _conversions, _in_place):
            part(vectors)
