"""The vectors over the Python binding that NDCORE_FFI chooses, and whether the file is what make.py writes."""

import json
import sys
from collections import Counter
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from calls import FUNCTIONS, Refused, call, call_by_name
from make import FILE, make, text_of
from values import decode, encode, same

# The package turns floating-point statuses into warnings; the vectors are about results.
pytestmark = pytest.mark.filterwarnings("ignore::RuntimeWarning")
VECTORS = [json.loads(line) for line in FILE.read_text(encoding="utf-8").splitlines()]


def check(row, call=call, form=lambda results: results):
    arguments = decode(row["arguments"])
    if "error" in row:
        with pytest.raises(Refused) as caught:
            call(row["function"], arguments)
        assert caught.value.kind == row["error"]
        return
    results = encode(call(row["function"], arguments))
    assert same(results, form(row["results"]), row.get("tolerance", 0)), results
    for index, want in row.get("after", []):
        assert same(encode(arguments[index]), want)


@pytest.mark.parametrize("row", VECTORS, ids=[row["id"] for row in VECTORS])
def test_vector(row):
    check(row)


def flat(results):
    return [part for result in results for part in (result if isinstance(result, list) else [result])]


@pytest.mark.parametrize("row", VECTORS, ids=[row["id"] for row in VECTORS])
def test_vector_by_name(row):
    check(row, call_by_name, flat)


def test_a_wrong_vector_fails():
    row = next(row for row in VECTORS if row["function"] == "add" and "results" in row)
    wrong = json.loads(json.dumps(row))
    wrong["results"][0]["data"] = "ff" + wrong["results"][0]["data"][2:]
    with pytest.raises(AssertionError):
        check(wrong)


def test_the_file_is_fresh():
    assert text_of(make()) == FILE.read_text(encoding="utf-8"), "run tests/conformance/make.py"


def _called(value):
    """The functions that arguments call."""
    if isinstance(value, list):
        return set().union(*map(_called, value))
    return {value["call"]} | _called(value["arguments"]) if isinstance(value, dict) and "call" in value else set()


def test_the_file_covers_the_api():
    """Every large group of functions, and nearly every function that takes and gives values only."""
    called = {row["function"] for row in VECTORS}.union(*(_called(row["arguments"]) for row in VECTORS))
    plain = {name for name, f in FUNCTIONS.items() if f["plain"]}
    # A vector about modules would have to bring a library that every language loads: they have tests of their own.
    groups = Counter(FUNCTIONS[name]["group"] for name in plain if FUNCTIONS[name]["group"] != "module")
    assert {FUNCTIONS[name]["group"] for name in called} >= {group for group, size in groups.items() if size >= 5}
    assert len(called) >= 0.85 * len(plain), sorted(plain - called)
    assert len({row["id"] for row in VECTORS}) == len(VECTORS) >= 500
