"""A trace that is off costs a call at most five instructions: callgrind counts those that look at it."""

import re
from collections import Counter

import pytest
from commands import run

CLIENT = """
#include <stdlib.h>
#include <string.h>
#include "ndcore/ndcore.h"

int main(int argc, char **argv) {
  const int64_t n = strtoll(argv[2], NULL, 10), shape[] = {strtoll(argv[3], NULL, 10)};
  nd_array *a = nd_ones(shape, 1, NULL, ND_ORDER_C), *result = NULL;
  int64_t i, bad = argc != 4 || !a;
  for (i = 0; i < n && !bad; ++i) {
    if (strcmp(argv[1], "nd_array_ndim") == 0) bad = nd_array_ndim(a) != 1;
    if (strcmp(argv[1], "nd_version") == 0) bad = !nd_version();
    if (strcmp(argv[1], "nd_add") == 0) result = nd_add(a, a);
    if (strcmp(argv[1], "nd_sum") == 0) result = nd_sum(a, NULL, 0, NULL);
    if (strcmp(argv[1], "nd_sort") == 0) result = nd_sort(a, bad);
    nd_release(result);
    result = NULL;
  }
  return (int)bad;
}
"""
CALLS = 200
RELEASE = 3  # of the nd_release in each turn


@pytest.fixture(scope="module")
def client(compiler, library, tmp_path_factory):
    folder = tmp_path_factory.mktemp("trace")
    source = folder / "client.c"
    source.write_text(CLIENT, encoding="utf-8")
    return compiler(source, folder / "client", "-std=c99", library, f"-Wl,-rpath,{library.parent}")


@pytest.fixture(scope="module")
def looks(library):
    """Addresses of the instructions that a trace adds: the look at its word, the branch behind it, and the jump of an
    exported function."""
    found, pending, symbol = {}, False, ""
    for line in run("objdump", "-d", "--no-show-raw-insn", "--demangle", library).splitlines():
        match = re.match(r"\s*([0-9a-f]+):\s+(\S+)\s*(.*)", line)
        if not match:
            symbol = line if line.endswith(">:") else symbol
            continue
        address, name, operands = int(match.group(1), 16), match.group(2), match.group(3)
        if "<nd::tracing::watched>" in operands:
            if re.search(r"tracing::watch|makers_noted", symbol):
                continue  # those who switch it
            assert name.startswith("cmp"), f"more than one instruction reads the word: {symbol} {line}"
            pending = True
        elif pending:
            assert name.startswith("j"), line
            pending = False
        elif not (name == "jmp" and "_untraced>" in operands):
            continue
        found[address] = name
    assert sum(name == "jmp" for name in found.values()) > 300, "the exported functions are not seen"
    return found


def executed(client, folder, looks, library, *arguments):
    """How often each of the instructions ran, of the calling thread and of the others."""
    out = folder / "callgrind.out"
    for old in folder.glob("callgrind.out*"):
        old.unlink()
    run("valgrind", "--tool=callgrind", "--separate-threads=yes", "--dump-instr=yes", "--compress-pos=no",
        "--compress-strings=no", f"--callgrind-out-file={out}", client, *arguments)  # fmt: skip
    caller = folder / "callgrind.out-01"
    workers = [counted(file, looks, library) for file in folder.glob("callgrind.out-*") if file != caller]
    counts = counted(caller, looks, library)
    assert counts, "callgrind has seen none of the instructions"
    return counts, sum(workers, Counter())


def counted(file, looks, library):
    """How often each of the instructions ran in one thread."""
    counts, inside, skip = Counter(), False, False
    for line in file.read_text(encoding="utf-8", errors="replace").splitlines():
        if line.startswith("ob="):
            inside = library.resolve().name in line
        elif line.startswith("calls="):
            skip = True  # the next line is the cost of the callee
        elif line.startswith("0x"):
            address, *_, cost = line.split()
            if inside and not skip and int(address, 16) in looks:
                counts[int(address, 16)] += int(cost)
            skip = False
    return counts


@pytest.mark.parametrize(
    ("function", "size", "expected"),
    [("nd_version", 3, 3), ("nd_array_ndim", 3, 3), ("nd_add", 3, 5), ("nd_add", 100000, 5), ("nd_sum", 3, 5),
     ("nd_sort", 3, 5)],
)  # fmt: skip
def test_off_costs_five_instructions(client, looks, library, tmp_path, monkeypatch, function, size, expected):
    """Of the calling thread. Each worker that joins in looks once more, and how many come in time is the
    scheduler's."""
    monkeypatch.setenv("NDCORE_NUM_THREADS", "2")
    few, few_helped = executed(client, tmp_path, looks, library, function, CALLS, size)
    many, many_helped = executed(client, tmp_path, looks, library, function, 2 * CALLS, size)
    per_call = (sum(many.values()) - sum(few.values())) / CALLS
    assert per_call - RELEASE == expected <= 5
    assert few_helped.total() <= 2 * CALLS
    assert many_helped.total() <= 4 * CALLS
    if size == 3:
        assert not many_helped
