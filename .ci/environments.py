"""Other machines that this one can pass for, and the tests whose outcome could depend on which it is;
`./dev test --full` runs each on each: NumPy's and the C library's vector code, NumPy's BLAS, ndcore's instruction set,
threads, a load.
"""

import contextlib
import os
import subprocess
import sys
from dataclasses import dataclass

# Names as glibc and OpenBLAS have them; what a CPU lacks may be named all the same.
AVX512 = ("AVX512F", "AVX512VL", "AVX512BW", "AVX512DQ")
BEYOND_SSE = ("AVX", "AVX2", "FMA", "FMA4", *AVX512)

ALL = ["tests/conformance", "tests/python"]
# What runs through kernels, and the same by threads.
KERNELS = ["tests/conformance", *(f"tests/python/test_{area}.py" for area in (
    "bins", "creation", "differences", "elementwise", "getitem", "gufuncs", "indexing", "linalg", "math",
    "math_functions",
    "nan_signs", "quantiles", "reduction_options", "reductions", "reductions_bfloat16", "sets", "sorting",
    "ufunc"))]  # fmt: skip
# They count, wait, interrupt or fork.
SCHEDULED = ["tests/abi/test_trace_cost.py", "tests/python/test_interrupts.py", "tests/python/test_trace.py",
             "tests/python/test_tracing.py", "tests/python/test_package.py"]  # fmt: skip


@dataclass
class Environment:
    name: str
    variables: dict[str, str]
    tests: list[str]
    busy: bool = False  # beside programs that want each CPU for themselves


def numpy_without(*features: str) -> dict[str, str]:
    """NumPy refuses to do without what the CPU has not."""
    import numpy as np

    found = np.show_config(mode="dicts")["SIMD Extensions"].get("found", [])
    chosen = [name for name in found if not features or name in features]
    return {"NPY_DISABLE_CPU_FEATURES": " ".join(chosen)}


def without(*features: str) -> dict[str, str]:
    return {"GLIBC_TUNABLES": "glibc.cpu.hwcaps=" + ",".join(f"-{name}" for name in features)}


def environments() -> list[Environment]:
    threads = "NDCORE_NUM_THREADS"
    old = {**numpy_without(), **without(*BEYOND_SSE), "OPENBLAS_CORETYPE": "Nehalem"}
    avx2 = {**numpy_without("X86_V4", "AVX512_ICL", "AVX512_SPR"), **without(*AVX512), "OPENBLAS_CORETYPE": "Haswell"}
    return [
        Environment("baseline", {**old, "NDCORE_SIMD": "baseline", threads: "1"}, ALL),
        Environment("sse4", {**old, "NDCORE_SIMD": "sse4", threads: "8"}, KERNELS),
        Environment("avx2", {**avx2, "NDCORE_SIMD": "avx2", threads: "2"}, KERNELS),
        Environment("busy", {threads: "8"}, SCHEDULED, busy=True),
    ]


@contextlib.contextmanager
def load(wanted: bool):
    """Two programs a CPU that only count, while it lasts."""
    counting = [sys.executable, "-c", "while True: pass"]
    programs = [subprocess.Popen(counting) for _ in range(2 * (os.cpu_count() or 1) if wanted else 0)]
    try:
        yield
    finally:
        for program in programs:
            program.kill()
            program.wait()
