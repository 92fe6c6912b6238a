"""Collects vectors: runs each call, holds it against NumPy's result (or an error bound) and keeps ndcore's bits.

The families call `vectors.add(function, arguments, want)`; make.py writes nothing while
there are problems.
"""

from __future__ import annotations

import ml_dtypes
import numpy as np
from calls import CONSTANTS, FUNCTIONS, Refused, call, passed
from values import SAFE, decode, encode, near, pack

UNSET = CONSTANTS["ND_INDEX_UNSET"]
NO_AXIS = CONSTANTS["ND_AXIS_NONE"]
bfloat16 = np.dtype(ml_dtypes.bfloat16)


class Any:
    """Stands for a result whose value is not compared."""


class Call:
    """An argument that is the first result of another call."""

    def __init__(self, name, *arguments):
        self.name, self.arguments = name, arguments


def dtype_name(dtype):
    dtype = np.dtype(dtype)
    return dtype.name if dtype.isnative else dtype.str


def array_object(a):
    return {"array": dtype_name(a.dtype), "shape": list(a.shape), "data": a.tobytes().hex()}


def argument(value):
    """The JSON form of a Python or NumPy value."""
    if isinstance(value, (list, tuple)):
        return [argument(item) for item in value]
    if isinstance(value, dict):
        return {"struct": {name: argument(field) for name, field in value.items()}}
    if isinstance(value, Call):
        return {"call": value.name, "arguments": [argument(item) for item in value.arguments]}
    if isinstance(value, (np.ndarray, np.generic)):
        return array_object(value)
    if isinstance(value, (np.dtype, type)):
        return {"dtype": dtype_name(value)}
    if isinstance(value, bytes):
        return {"bytes": value.hex()}
    if isinstance(value, float):
        return {"double": pack(value)}
    if isinstance(value, int) and abs(value) > SAFE:
        return {"int": str(int(value))}
    return int(value) if isinstance(value, bool) else value


def default(p):
    """Of a parameter that a family leaves out."""
    text = p["default"]
    if text in (None, "NULL"):
        assert p["optional"], f"{p['name']} has no default"
        return None
    return float(text) if p["role"] == "double" else CONSTANTS.get(text) if text in CONSTANTS else int(text)


def as_array(value):
    """The NumPy array of an encoded one."""
    name = value["array"]
    dtype = bfloat16 if name == "bfloat16" else np.dtype(name)
    return np.frombuffer(bytes.fromhex(value["data"]), dtype).reshape(value["shape"])


def _bits(a):
    a = np.ascontiguousarray(a).reshape(-1)
    if a.dtype.kind == "c":
        a = a.view(f"f{a.dtype.itemsize // 2}")
    nan = (a != a) if a.dtype.kind in "fV" else np.zeros(a.shape, bool)
    return a.view(f"u{a.dtype.itemsize}"), nan


def agrees(got, want):
    """Whether an encoded result is what NumPy gave: equal bits, any NaN for any NaN."""
    if want is Any:
        return True
    if isinstance(want, (list, tuple)):
        return len(got) == len(want) and all(agrees(g, w) for g, w in zip(got, want))
    if not isinstance(want, (np.ndarray, np.generic)):
        return got == argument(want)
    want = np.asarray(want)
    if not isinstance(got, dict) or got.get("array") != dtype_name(want.dtype) or got["shape"] != list(want.shape):
        return False
    (ours, nan), (theirs, other) = _bits(as_array(got)), _bits(want)
    return bool(((ours == theirs) | (nan & other)).all())


class Vectors:
    def __init__(self):
        self.rows, self.group, self.ids, self.problems = [], "", {}, []

    def _row(self, function, arguments, note):
        self.ids[function] = self.ids.get(function, 0) + 1
        name = f"{function}-{self.ids[function]}" + (f"-{note}" if note else "")
        row = {"id": name, "group": FUNCTIONS[function]["group"], "function": function}
        assert FUNCTIONS[function]["plain"], f"{name}: not all of its arguments and results are values"
        arguments = [*arguments, *map(default, passed(function)[len(arguments) :])]
        for p, value in zip(passed(function), arguments):
            # A typed binding cannot express these; tests/capi/generated_bad_arguments.c tries them.
            assert value is not None or p["optional"], f"{name}: {p['name']} cannot be null"
        row["arguments"] = argument(list(arguments))
        self.rows.append(row)
        return row

    def add(self, function, arguments, want, note="", tolerance=0, after=None, check=None):
        """`want`: the results that NumPy gives, or None where `check(arrays)` judges ndcore's; `after`: {index of an
        argument: what it must be after the call}."""
        row = self._row(function, arguments, note)
        try:
            given = decode(row["arguments"])
            got = encode(call(function, given))
        except Refused as error:
            self.problems.append(f"{row['id']}: {error}")
            return
        if want is not None:
            self._compare(row["id"], got, want, tolerance)
        elif not check([as_array(g) for g in got]):
            self.problems.append(f"{row['id']}: ndcore's result {as_array(got[0])} is outside its bounds")
        row["results"] = [{"any": 0} if w is Any else g for g, w in zip(got, want or got)]
        if after:
            now = {index: encode(given[index]) for index in after}
            self._compare(row["id"], list(now.values()), list(after.values()), 0)
            row["after"] = [[index, value] for index, value in now.items()]
        if tolerance:
            row["tolerance"] = tolerance

    def _compare(self, name, got, want, tolerance):
        if len(got) != len(want):
            self.problems.append(f"{name}: {len(got)} results instead of {len(want)}")
        for one, other in zip(got, want):
            close = tolerance and other is not Any and near(one, array_object(np.asarray(other)), tolerance)
            if not close and not agrees(one, other):
                shown = as_array(one) if isinstance(one, dict) and "array" in one else one
                self.problems.append(f"{name}: ndcore gives {shown!r}, NumPy {other!r}")

    def refuse(self, function, arguments, kind, note="error"):
        """A call that must fail with the status `kind`."""
        row = self._row(function, arguments, note)
        row["error"] = kind
        try:
            call(function, decode(row["arguments"]))
        except Refused as error:
            if error.kind != kind:
                self.problems.append(f"{row['id']}: {error} instead of {kind}")
            return
        self.problems.append(f"{row['id']}: no error, {kind} was expected")
