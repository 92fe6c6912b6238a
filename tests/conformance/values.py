"""The values of the vectors: their JSON form, their way into a call and out of it, and when two are the same."""

from __future__ import annotations

import struct

from calls import Handle, call

SAFE = 2**53  # larger integers do not fit every language's JSON
EPSILON = {"float32": ("f", 2.0**-23), "complex64": ("f", 2.0**-23),
           "float64": ("d", 2.0**-52), "complex128": ("d", 2.0**-52)}  # fmt: skip


def pack(number):
    return struct.pack("<d", number).hex()


def dtype_of(handle):
    """The name, or if the bytes are swapped the type string."""
    return call("dtype_type_str" if call("dtype_is_swapped", [handle])[0] else "dtype_name", [handle])[0]


def decode(value):
    """What calls.call takes for a JSON value of the arguments."""
    if isinstance(value, list):
        return [decode(item) for item in value]
    if not isinstance(value, dict):
        return value
    if "struct" in value:
        return {name: decode(field) for name, field in value["struct"].items()}
    if "int" in value:
        return int(value["int"])
    if "double" in value:
        return struct.unpack("<d", bytes.fromhex(value["double"]))[0]
    if "bytes" in value:
        return bytes.fromhex(value["bytes"])
    if "dtype" in value:
        return call("dtype_parse", [value["dtype"]])[0]
    if "array" in value:
        dtype = decode({"dtype": value["array"]})
        return call("array_from_memory", [bytes.fromhex(value["data"]), dtype, value["shape"], None])[0]
    return call(value["call"], [decode(item) for item in value["arguments"]])[0]


def encode(value):
    """The JSON form of a result."""
    if isinstance(value, list):
        return [encode(item) for item in value]
    if isinstance(value, bytes):
        return {"bytes": value.hex()}
    if isinstance(value, float):
        return {"double": pack(value)}
    if isinstance(value, int) and abs(value) > SAFE:
        return {"int": str(value)}
    if not isinstance(value, Handle):
        return value
    if value.kind == "nd_array":
        ndim = call("array_ndim", [value])[0]
        lengths = call("array_shape", [value])[0]
        data = call("array_to_memory", [value, call("array_nbytes", [value])[0], 1])[0]
        return {
            "array": dtype_of(call("array_dtype", [value])[0]),
            "shape": _numbers(lengths, ndim),
            "data": data.hex(),
        }
    return {"dtype": dtype_of(value)} if value.kind == "nd_dtype" else {"handle": value.kind}


def _numbers(address, count):
    from ndcore._ffi.library import binding

    return list(binding.cells("int64_t", binding.pointer(address), count))


def _floats(value):
    code, _ = EPSILON[value["array"]]
    data = bytes.fromhex(value["data"])
    return struct.unpack(f"<{len(data) // struct.calcsize(code)}{code}", data)


def near(got, want, tolerance):
    """Equal dtypes and shapes, and no element further off than `tolerance` epsilons of the largest element."""
    if got["array"] != want["array"] or got["shape"] != want["shape"] or want["array"] not in EPSILON:
        return got == want
    ours, theirs = _floats(got), _floats(want)
    allowed = tolerance * EPSILON[want["array"]][1] * max(map(abs, theirs), default=0.0)
    return all(abs(a - b) <= allowed for a, b in zip(ours, theirs))


def same(got, want, tolerance=0):
    """Whether an encoded result is the expected one; {"any": 0} stands for any value."""
    if isinstance(want, dict) and "any" in want:
        return True
    if tolerance and isinstance(want, dict) and "array" in want and isinstance(got, dict):
        return near(got, want, tolerance)
    if isinstance(want, list) and isinstance(got, list):
        return len(got) == len(want) and all(same(a, b, tolerance) for a, b in zip(got, want))
    return got == want
