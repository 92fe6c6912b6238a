"""methods(): what the library says of its functions is what stands in api.json and in the sources."""

from __future__ import annotations

import inspect
import json
import os
import re
from pathlib import Path

import ndcore
import pytest

ROOT = Path(ndcore.__file__).resolve().parents[3]
API = json.loads((ROOT / "frontends/api.json").read_text(encoding="utf-8"))
FUNCTIONS = {f["name"]: f for f in sorted(API["functions"], key=lambda f: f["version"])}
METHODS = ndcore.methods()
OWN = {name: m for name, m in METHODS.items() if m.symbol and "@" not in name}


def test_every_function_is_listed():
    assert OWN.keys() == FUNCTIONS.keys()
    versions = sum(1 for name in METHODS if "@" in name)
    several = [f for f in API["functions"] if sum(g["name"] == f["name"] for g in API["functions"]) > 1]
    assert versions == len(several)


@pytest.mark.parametrize("name", sorted(OWN))
def test_it_says_what_the_description_says(name):
    method, function = OWN[name], FUNCTIONS[name]
    for key in ("symbol", "summary", "group", "area", "version", "since", "slot"):
        assert getattr(method, key) == function[key], key
    assert method.declaration == function["signature"]
    assert f"{method.abi_hash:016x}" == function["abi_hash"]
    assert f"{method.call_hash:016x}" == function["call_hash"]
    assert method.stable == (function["state"] != "draft")
    assert method.callable == ("nocall" not in function["flags"]) == bool(method.signature)
    fields = [p for p in method.parameters if p.flags & 32]
    assert all(p.flags == 32 | 2 | 4 * (p.default_value is not None) or p.flags == 32 | 8 for p in fields)
    for told, known in zip(method.parameters, function["parameters"]):
        assert (told.name, told.type, told.role) == (known["name"], known["type"]["text"], known["role"])
        assert told.documentation == known["text"]
        assert told.direction == ("in", "out", "inout").index(known["direction"])
        assert told.ownership == (None, "borrowed", "owned").index(known["ownership"])
    assert len(method.parameters) - len(fields) == len(function["parameters"])


@pytest.mark.parametrize("name", sorted(OWN))
def test_the_signature_names_the_parameters(name):
    method = OWN[name]
    if not method.callable:
        assert method.signature == ""
        assert all(p.flags & ~32 == 0 for p in method.parameters)
        return
    inside = re.fullmatch(rf"{name}\((.*)\)(?: -> .+)?", method.signature).group(1)
    parts = [re.fullmatch(r"(\w+): ([\w\[\]]+)(?: = (\S+))?|\*", one) for one in inside.split(", ") if one]
    named = [(p.name, p.kind, p.default_value) for p in method.parameters if p.flags & 2]
    assert [one.groups() for one in parts if one.group(1)] == named
    lone = [i for i, one in enumerate(parts) if not one.group(1)]
    positional = sum(bool(p.flags & 1) for p in method.parameters)
    assert lone == ([] if positional == len(named) else [positional])
    assert [p.required for p in method.parameters if p.flags & 2] == [default is None for _, _, default in named]


def test_where_it_stands():
    for method in OWN.values():
        line = (ROOT / method.file).read_text(encoding="utf-8").splitlines()[method.line - 1]
        assert re.search(rf"ND_(API |UNARY|BINARY|REDUCTION)\S*{method.name}\b|ND_API {method.name}\b", line), (
            method.name
        )


def test_what_cannot_be_called_by_name():
    """Callbacks, tables, and structs that no cells spell; the page of the C API says the same."""
    listed = re.search(r"^`nocall` are (.*?)\.$", (ROOT / "capi/README.md").read_text(encoding="utf-8"), re.M | re.S)
    assert sorted(re.findall(r"`nd_(\w+)`", listed.group(1))) == sorted(n for n, m in OWN.items() if not m.callable)


def test_functions_of_modules_follow():
    build = Path(os.environ.get("NDCORE_LIBRARY", ROOT / "build/x")).resolve().parent
    module = ndcore.load_module(str(build / "examples/modules/specials.so"))
    method = ndcore.methods()["specials.log_loss"]
    assert method.signature == module.log_loss.text_signature
    assert (method.symbol, method.declaration, method.group) == ("", "", "specials")
    assert method.file == module.__file__
    assert module.log_loss.__doc__.endswith((method.summary + method.documentation).rstrip())
    known = inspect.signature(module.log_loss).parameters
    assert [p.name for p in method.parameters] == list(known)
    assert [p.required for p in method.parameters] == [p.default is inspect.Parameter.empty for p in known.values()]
