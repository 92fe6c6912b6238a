"""explain names exactly the files of kernels that run: callgrind lists the functions of a call, the object files of the
build say where each comes from."""

import re
import subprocess
from collections import defaultdict

import pytest
from commands import BUILD, ROOT, run

# In the kernels' files, but not kernels: tables, what looks them up, and what is of the compiler or the C++ library.
LOOKUPS = re.compile(r"_(table|kernels|here|source)\w*\(|register_|^std::|LazyPointer|LoopTable|ByType|hwy::")
KERNELS = re.compile(r"\bN_[A-Z0-9_]+::|^nd::kernels::(copy|stream)_|^(void )?nd::kernels::\(anonymous namespace\)::")


@pytest.fixture(scope="session")
def homes():
    """{symbol: files} of the kernels' object files."""
    found = defaultdict(set)
    for path in sorted((BUILD / "libndcore").glob("libndcore_*.a.p/*.o")):
        if "engine" in path.parent.name:
            continue
        name = f"libndcore/kernels/{path.stem.removeprefix('kernels_')}"
        for line in run("nm", "--defined-only", path).splitlines():
            kind, symbol = line.split()[-2:]
            if kind in "tTwW":
                found[symbol].add(name)
    plain = run("c++filt", input="\n".join(found)).splitlines()
    return {symbol: files for (symbol, files), name in zip(found.items(), plain, strict=True)
            if KERNELS.search(name) and not LOOKUPS.search(name)}  # fmt: skip


@pytest.fixture(scope="session")
def client(compiler, library, tmp_path_factory):
    output = tmp_path_factory.mktemp("explain") / "client"
    return compiler(ROOT / "tests/abi/explain_client.c", output, "-std=c99", library, f"-Wl,-rpath,{library.parent}")


def executed(dump, homes):
    """Files of the functions that a section of the profile has; of a function that several files have, those are left
    out which nothing else speaks for."""
    sure, unsure = set(), []
    for line in dump.read_text(encoding="utf-8", errors="replace").splitlines():
        if line.startswith("fn="):
            files = homes.get(re.sub(r"'\d+$", "", line[3:]), set())
            if len(files) == 1:
                sure |= files
            elif files:
                unsure.append(files)
    assert all(files & sure for files in unsure), unsure
    return sure


def compared(client, folder, homes, cases):
    """(case, files that explain names, files that ran) of each."""
    done = subprocess.run(["valgrind", "--tool=callgrind", "--compress-strings=no", "--demangle=no",
                           "--combine-dumps=no", f"--callgrind-out-file={folder}/out", client],
                          input="\n".join(cases) + "\n", capture_output=True, text=True, check=False)  # fmt: skip
    assert done.returncode == 0, done.stderr
    told = done.stdout.splitlines()
    assert len(told) == len(cases)
    for i, (case, files) in enumerate(zip(cases, told, strict=True)):
        dump = folder / f"out.{i + 1}"
        assert f"Client Request: case {i}" in dump.read_text(encoding="utf-8", errors="replace")[:2000]
        yield case, set(filter(None, files.split(", "))), executed(dump, homes)


ONE = ["sum", "prod", "min", "max", "any", "all", "ptp", "mean", "var", "std", "count_nonzero", "argmin", "argmax",
       "cumsum", "cumprod", "nansum", "nanprod", "nanmin", "nanmax", "nanmean", "nanvar", "nanstd", "nancumsum",
       "nancumprod", "sort", "argsort", "partition", "argpartition", "copy", "ravel", "flatten"]  # fmt: skip


CASES = [
    *(f"{name} {dtype}/{layout}" for name in ONE
      for dtype, layout in (("float64", "line"), ("int16", "grid"), (">f4", "gaps"))),
    *(f"{name} complex64/turned" for name in ("mean", "var", "nanstd", "argmax", "sort", "cumsum")),
    *(f"{name} float16/line" for name in ("mean", "std", "nanmean", "nanmax", "argsort")),
    *(f"{name} float32/many_turned" for name in ("sum", "var", "copy", "ravel", "any", "sort")),
    *(f"{name} int8/many" for name in ("sum", "all", "max", "count_nonzero", "sort")),
    *(f"{name} int32/number" for name in ("mean", "max", "cumsum", "copy")),
    *(f"{name} {types}" for name in ("matmul", "dot", "inner")
      for types in ("float64/square float64/turned", "int32/turned int64/square", "float64/gaps float64/gaps")),
    *(f"searchsorted float64/line {other}" for other in ("float64/line", "int32/turned", "float64/number")),
    *(f"take float64/{layout} {other}" for layout in ("line", "many_turned")
      for other in ("int32/index", "int64/number")),
    "where bool/line int32/line float64/line",
    "where bool/square float64/turned float64/number",
]  # fmt: skip


def wrong(results):
    return [f"{case}: explain names {sorted(told - ran)} too, leaves out {sorted(ran - told)}"
            for case, told, ran in results if told != ran]  # fmt: skip


def test_files_that_explain_names_are_those_that_run(client, homes, tmp_path):
    assert wrong(compared(client, tmp_path, homes, CASES)) == []
