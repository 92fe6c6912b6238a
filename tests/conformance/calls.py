"""Calls any function of the C API by values, over the binding that NDCORE_FFI chooses, as frontends/api.json describes it.

For make.py and test_vectors.py: what other languages do with generated code, Python does here at run time.
"""

from __future__ import annotations

import json
from pathlib import Path

from ndcore._ffi import binding, lib

ROOT = Path(__file__).resolve().parents[2]
API = json.loads((ROOT / "frontends/api.json").read_text(encoding="utf-8"))
FUNCTIONS = {f["name"]: f for f in API["functions"]}
CONSTANTS = {c["name"]: int(c["value"]) for c in API["constants"]}
_NUMBERS = {"int64_t": binding.int64s, "int32_t": binding.int32s, "uint64_t": binding.uint64s,
            "uint8_t": binding.bytes_of, "double": binding.doubles}  # fmt: skip
_HANDLES = {"nd_array": binding.arrays, "nd_dtype": binding.dtypes}


class Refused(Exception):
    """A call that failed: `kind` is the status by name."""

    def __init__(self, kind, message):
        super().__init__(f"{kind}: {message}")
        self.kind = kind


def passed(name):
    """The parameters that a caller passes."""
    return [p for p in FUNCTIONS[name]["parameters"] if p["passed"] == "argument"]


class Handle:
    def __init__(self, pointer, kind, owned):
        self.pointer, self.kind, self.owned = pointer, kind, owned

    def __del__(self):
        if self.owned:
            lib.nd_release(self.pointer)


def _refuse():
    status = lib.nd_last_error_status()
    raise Refused(binding.text(lib.nd_status_name(status)), binding.text(lib.nd_last_error_message()))


def _input(p, value, kept):
    """The C argument of one value; `kept` holds what must outlive the call."""
    role = p["role"]
    if value is None:
        return binding.NULL
    if role in ("integer", "double", "length"):
        return value
    if role in ("handle", "any_handle"):
        kept.append(value)
        return value.pointer
    if role == "string":
        return value.encode()
    if role == "strings":
        made, texts = binding.cstrings(value)
        kept += [made, texts]
        return made
    if role == "handles":
        kept += value
        made = _HANDLES[p["type"]["base"]]([v.pointer for v in value])
    elif role == "array":
        made = _NUMBERS[p["type"]["resolved"]](value if p["count"] != 1 else [value])
    elif role in ("memory", "bytes"):
        made = binding.bytes_of(value)
    else:
        raise NotImplementedError(f"{p['name']}: a {role} has no value")
    kept.append(made)
    return made


class _Call:
    def __init__(self, name, arguments):
        self.function = FUNCTIONS[name]
        wanted = passed(name)
        if len(wanted) != len(arguments):
            raise TypeError(f"{name}: {len(arguments)} arguments instead of {[p['name'] for p in wanted]}")
        self.values = {p["name"]: value for p, value in zip(wanted, arguments)}
        self.kept = []
        for p in self.function["parameters"]:
            if p["passed"] == "length":
                self.values[p["name"]] = self._length(p)

    def _length(self, p):
        for q in self.function["parameters"]:
            if q["name"] in p["length_of"] and self.values.get(q["name"]) is not None:
                return len(self.values[q["name"]]) // q["count"]["factor"]
        return 0

    def _room(self, p):
        """Memory for one result, and how many elements it has."""
        count = p["count"]
        if isinstance(count, dict):
            count = (
                max(0, lib.nd_array_ndim(self.values[count["ndim"]].pointer))
                if "ndim" in count
                else self.values[count["parameter"]] * count["factor"]
            )
        if p["role"] == "out_bytes":
            return bytearray(max(count, 0)), count
        make = _HANDLES if p["role"].startswith("out_handle") else _NUMBERS
        kind = p["type"]["base"] if make is _HANDLES else p["type"]["resolved"]
        return make[kind](max(count or 1, 1)), count

    def run(self):
        rooms, arguments = [], []
        for p in self.function["parameters"]:
            if p["passed"] == "result":
                room, count = self._room(p)
                rooms.append((p, room, count))
                arguments.append(binding.from_buffer(room) if p["role"] == "out_bytes" else room)
            else:
                arguments.append(_input(p, self.values[p["name"]], self.kept))
        returned = getattr(lib, self.function["symbol"])(*arguments)
        return self._returned(returned) + [_output(*room) for room in rooms]

    def _returned(self, value):
        returns = self.function["returns"]
        kind, ctype = returns["kind"], returns["type"]
        if (kind in ("status", "reading") and value < 0) or (kind in ("owned", "borrowed") and not value):
            _refuse()
        if kind in ("status", "void"):
            return []
        if kind in ("reading", "value"):
            return [value]
        if ctype["base"] in ("nd_array", "nd_dtype", "nd_ufunc", "nd_buffer", "nd_token"):
            return [Handle(value, ctype["base"], kind == "owned")]
        return [binding.text(value) if ctype["base"] == "char" else binding.address(value)]


def _output(p, room, count):
    if p["role"] == "out_bytes":
        return bytes(room)
    if p["role"] == "out_handle":
        return Handle(room[0], p["type"]["base"], True)
    if p["role"] == "out_handles":
        return [Handle(room[i], p["type"]["base"], True) for i in range(count)]
    values = [room[i] for i in range(count or 1)]
    return values if p["role"] == "out_array" else values[0]


def call(name, arguments):
    """The results of nd_`name`, in order."""
    return _Call(name, arguments).run()
