"""Every function of the API, as the lock lists them, is found in each place that must know it: none is left out
anywhere."""

import importlib.util
import json
import re

import pytest
from commands import ROOT, run


def load(path):
    spec = importlib.util.spec_from_file_location("binding", ROOT / path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def symbols():
    """What the lock lists, whatever its state: nd_NAME, nd_NAME_v2 …"""
    lock = (ROOT / "capi/abi/abi.lock").read_text(encoding="utf-8")
    found = re.findall(r"^function (?:\d+|-) \w+@\d+ .*?\b(nd_\w+)\(", lock, re.MULTILINE)
    assert len(found) == len(set(found)) == lock.count("\nfunction ")
    return set(found)


@pytest.fixture(scope="module")
def described():
    """{symbol: its description in api.json}."""
    return {f["symbol"]: f for f in json.loads((ROOT / "frontends/api.json").read_text(encoding="utf-8"))["functions"]}


@pytest.fixture(scope="module")
def methods(described):
    """The method table as the library tells it, each version of a name."""
    import ndcore

    table = ndcore.methods()
    return [table.get(f"{f['name']}@{f['version']}") or table[f["name"]] for f in described.values()]


def test_library_exports_it(symbols, library):
    shown = run("nm", "--dynamic", "--defined-only", library).splitlines()
    assert {line.split()[-1].split("@")[0] for line in shown if " T " in line} == symbols


def test_description_holds_it(symbols, described):
    assert set(described) == symbols


def test_it_is_documented(described):
    """A sentence, and words on each parameter and result; a length is told by the list that it counts."""
    undocumented = {
        symbol
        for symbol, f in described.items()
        if not f["summary"].rstrip().endswith((".", "?"))
        or any(not p["text"] and not p["length_of"] for p in f["parameters"])
        or (f["returns"]["kind"] in ("owned", "borrowed", "reading", "value") and not f["returns"]["text"])
    }
    assert undocumented == set()


def test_header_declares_it_under_its_documentation(symbols):
    headers = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "include/ndcore").glob("*.h"))
    assert set(re.findall(r"\*/\nND_EXPORT [^;(]*?\b(nd_\w+)\(", headers)) == symbols


def test_both_bindings_call_it(symbols, library):
    assert set(load("frontends/ctypes/_api.py").SIGNATURES) == symbols
    by_cffi = load("frontends/cffi/_ndcore_cffi.py").ffi.dlopen(str(library))
    assert {name for name in dir(by_cffi) if name.startswith("nd_")} == symbols


def test_method_table_lists_it(symbols, methods):
    assert {one.symbol for one in methods} == symbols


def test_call_by_name_reaches_it_but_for_those_that_are_listed(methods, described):
    text = (ROOT / "capi/README.md").read_text(encoding="utf-8")
    paragraph = next(part for part in text.split("\n\n") if part.startswith("`nocall` are"))
    listed = set(re.findall(r"`(nd_\w+)`", paragraph))
    assert {one.symbol for one in methods if not one.callable} == listed
    # Only what a cell cannot hold may stand in the list: structs of other libraries are memory, capsules opaque.
    # The scope of a call by name would be that call's own.
    nested = ("get_api", "get_api_draft", "get_c_api", "call", "array_describe", "scope_begin", "scope_end")
    for symbol in listed:
        roles = {p["role"] for p in described[symbol]["parameters"]}
        assert described[symbol]["name"] in nested or roles & {
            "callback",
            "struct",
            "memory",
            "opaque",
            "out_pointer",
        }, symbol


def test_bad_arguments_are_passed_to_it(symbols):
    text = (ROOT / "tests/capi/generated_bad_arguments.c").read_text(encoding="utf-8")
    assert set(re.findall(r'CASE\("(nd_\w+)", ', text)) == symbols
    assert len(re.findall(r"^  calls_of_\w+\(\);$", text, re.MULTILINE)) == len(symbols)
