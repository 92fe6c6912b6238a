"""Calls any function of the C API by values, over the binding that NDCORE_FFI chooses, as frontends/api.json describes
it.

For make.py and test_vectors.py: what other languages do with generated code, Python does here at run time.
"""

from __future__ import annotations

import json
import struct
from pathlib import Path

from ndcore._ffi.library import binding, lib
from ndcore.tools import calls as _calls

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
    elif role == "struct":
        made = binding.structs(p["type"]["base"])
        for name, given in value.items():
            kept.append(given)
            setattr(made[0], name, given.pointer if isinstance(given, Handle) else given)
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


def _role(value):
    return "handle" if isinstance(value, Handle) else "double" if isinstance(value, float) else "integer"


class _ByName(_Call):
    """The same through nd_call: a cell an argument, lengths left out, the fields of structs by keyword."""

    def cells(self, outputs):
        parts = []
        told = [p["count"]["parameter"] for p in self.function["parameters"] if p["role"] == "out_bytes"]
        for p in self.function["parameters"]:
            if p["name"] in told:
                continue
            if p["role"] == "out_bytes":
                room = outputs[p["name"]] = bytearray(max(self._room(p)[1], 0))
                parts.append(self._pointing(_calls.BYTES, binding.from_buffer(room), len(room)))
            elif p["passed"] == "argument" and p["role"] != "struct":
                parts.append(self._parts(p, self.values[p["name"]]))
        keywords = [field for p in self.function["parameters"] if p["role"] == "struct" and p["passed"] == "argument"
                    for field in (self.values[p["name"]] or {}).items()]  # fmt: skip
        parts += [self._parts({"role": _role(value)}, value) for _, value in keywords]
        self.names, kept = binding.cstrings([name for name, _ in keywords])
        self.kept.append(kept)
        self.keywords = len(keywords)
        made = binding.structs("nd_cell", max(len(parts), 1))
        for i, part in enumerate(parts):
            made[i].kind, made[i].value, made[i].extent = part
        return made, len(parts) - self.keywords

    def _pointing(self, kind, pointer, extent=0):
        self.kept.append(pointer)
        return kind, binding.address(pointer), extent

    def _parts(self, p, value):
        role = p["role"]
        if value is None:
            return _calls.NONE, 0, 0
        if role == "double":
            return _calls.DOUBLE, struct.unpack("=Q", struct.pack("=d", value))[0], 0
        if role in ("integer", "length") or (role == "array" and p["count"] == 1):
            return _calls.UINT if value >= 2**63 else _calls.INT, int(value) & (2**64 - 1), 0
        if role in ("handle", "any_handle"):
            return self._pointing(_calls.HANDLE, value.pointer)
        if role == "string":
            text = value.encode()
            return self._pointing(_calls.STRING, binding.bytes_of(text), len(text))
        pointer = _input(p, value, self.kept)
        if role == "array" and p["type"]["resolved"] != "uint8_t":
            return self._numbers(p, value, pointer)
        kind = {"strings": _calls.LIST_STRING, "handles": _calls.LIST_HANDLE}.get(role, _calls.BYTES)
        return self._pointing(kind, pointer, len(value))

    def _numbers(self, p, value, pointer):
        kind = {"int64_t": _calls.LIST_INT, "double": _calls.LIST_DOUBLE}.get(p["type"]["resolved"])
        if kind is not None:
            return self._pointing(kind, pointer, len(value))
        made = binding.structs("nd_cell", max(len(value), 1))
        for i, number in enumerate(value):
            made[i].kind, made[i].value = _calls.INT, number & (2**64 - 1)
        return self._pointing(_calls.LIST_CELL, made, len(value))

    def run(self):
        outputs = {}
        cells, count = self.cells(outputs)
        results = binding.structs("nd_cell", 80)
        made = lib.nd_call(self.function["name"].encode(), cells, count, self.names, self.keywords, results, 80)
        if made < 0:
            _refuse()
        return [self._value(results[i]) for i in range(made)] + [bytes(room) for room in outputs.values()]

    def _value(self, cell):
        if cell.kind != _calls.HANDLE:
            return _calls._value(cell)
        kind = ("nd_array", "nd_dtype", "nd_ufunc", "nd_buffer")[lib.nd_handle_kind(binding.pointer(cell.value))]
        return Handle(binding.as_handle(kind, binding.pointer(cell.value)), kind, True)


def call_by_name(name, arguments):
    """The same by nd_call; results that are lists are one after another."""
    return _ByName(name, arguments).run()
