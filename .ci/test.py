"""Runs every kind of test one after another and adds up what passed and failed; called by `./dev test`.

Each runner writes JUnit XML, which is where the numbers come from; a runner that fails without a failed test in its
XML (a crash, nothing collected) counts as one failure.
"""

import argparse
import os
import subprocess
import sys
import time
import xml.etree.ElementTree as ElementTree
from dataclasses import dataclass, field
from pathlib import Path

from environments import environments, load
from languages import languages

ROOT = Path(__file__).resolve().parent.parent
BUILD = ROOT / "build"
SANITIZER_OPTIONS = [
    "--buildtype=debugoptimized",
    "-Doptimization=1",
    "-Db_sanitize=address,undefined",
    "-Dstatic_runtime=false",  # the sanitizers' runtime wants the shared one
    "-Dsimd_targets=avx2",
    "-Dwerror=false",  # instrumented code draws warnings that mean nothing
    "-Dcpp_args=-fno-sanitize-recover=all",
]
FUZZ_CALLS = 900_000  # some two minutes


@dataclass
class Runner:
    name: str
    command: list[str]
    results: Path
    environment: dict[str, str] = field(default_factory=dict)
    prepare: list[list[str]] = field(default_factory=list)
    busy: bool = False  # beside a load
    passed: int = 0
    failed: int = 0
    skipped: int = 0
    seconds: float = 0.0

    def run(self) -> None:
        print(f"\n=== {self.name}", flush=True)
        start = time.monotonic()
        environment = os.environ | self.environment
        self.results.unlink(missing_ok=True)
        code = 0
        with load(self.busy):
            for command in [*self.prepare, self.command]:
                code = code or subprocess.run(command, cwd=ROOT, env=environment).returncode
        self.count()
        if code != 0 and self.failed == 0:
            self.failed = 1
        self.seconds = time.monotonic() - start

    def count(self) -> None:
        if not self.results.exists():
            self.failed += 1
            return
        for case in ElementTree.parse(self.results).iter("testcase"):
            if case.find("failure") is not None or case.find("error") is not None:
                self.failed += 1
            elif case.find("skipped") is not None:
                self.skipped += 1
            else:
                self.passed += 1

    def summary(self) -> str:
        skipped = f", {self.skipped} skipped" if self.skipped else ""
        return f"{self.name}: {self.passed} passed, {self.failed} failed{skipped} in {self.seconds:.0f} s"


def meson(name: str, build: Path, *arguments: str, **options) -> Runner:
    command = ["meson", "test", "-C", str(build), "--no-rebuild", "--print-errorlogs", *arguments]
    return Runner(name, command, build / "meson-logs" / "testlog.junit.xml", **options)


def prepare_build(folder: str, setup: list[str], first=()) -> list[list[str]]:
    """`first` and `setup` make the folder when it is not there."""
    build = ["ninja", "-C", folder, "--quiet"]
    if (ROOT / folder / "build.ninja").exists():
        return [build]
    return [*first, ["meson", "setup", folder, *setup], build]


def another_build(name: str, folder: str, setup: list[str], *arguments: str, first=(), **options) -> Runner:
    """Unit and C API tests in a build folder of their own."""
    prepare = prepare_build(folder, setup, first)
    return meson(name, ROOT / folder, *arguments, prepare=prepare, **options)


def pytest(name: str, *arguments: str, **options) -> Runner:
    results = BUILD / f"pytest-{name.split()[-1]}.xml"
    command = [sys.executable, "-m", "pytest", "-q", "-n", "auto", "--dist", "loadfile", f"--junitxml={results}"]
    return Runner(name, [*command, *arguments], results, **options)


def sanitizers() -> Runner:
    environment = {
        "ASAN_OPTIONS": "detect_leaks=1:detect_stack_use_after_return=1:allocator_may_return_null=1",
        "UBSAN_OPTIONS": "print_stacktrace=1",
    }
    return another_build("sanitizers", "build-sanitize", SANITIZER_OPTIONS, environment=environment)


def fuzz(full: bool) -> list[Runner]:
    """Calls at random under sanitizers, the same ones every time."""
    build = ROOT / "build-sanitize"
    modules = [f"--module={build / 'examples/modules' / name}.so" for name in ("rational", "specials")]

    def runner(name: str, calls: int, *arguments: str) -> Runner:
        results = build / f"{name.replace(' ', '-')}.xml"
        command = [str(build / "tests/fuzz/fuzz"), f"--calls={calls}", f"--junit={results}", *arguments]
        return Runner(name, command, results, prepare=prepare_build("build-sanitize", SANITIZER_OPTIONS))

    chosen = [runner("fuzz", FUZZ_CALLS, "--seed=1")]
    if full:
        chosen += [runner("fuzz longer", 5 * FUZZ_CALLS, "--seed=2"), runner("fuzz modules", 4 * FUZZ_CALLS, *modules)]
    return chosen


def other_compilers() -> list[Runner]:
    """clang, and GCC for arm64 whose programs run under qemu, some 20 times slower."""
    fetch = [[sys.executable, str(ROOT / ".ci/arm64.py")]]
    return [
        another_build("clang", "build-clang", ["--native-file", ".ci/clang.ini"]),
        another_build(
            "arm64",
            "build-arm64",
            ["--cross-file", ".ci/arm64.ini"],
            "--timeout-multiplier=20",
            first=fetch,
            environment={"NDCORE_BLAS": ""},  # ./dev names one for the machine that runs this
        ),
    ]


def bindings() -> list[Runner]:
    """The bindings in examples/, each by its language's own tools."""
    script = str(ROOT / ".ci/languages.py")
    return [
        Runner(f"binding for {name}", [sys.executable, script, name], BUILD / f"language-{name}.xml")
        for name in languages()
    ]


def other_machines() -> list[Runner]:
    return [
        pytest(
            f"environment {one.name}", *one.tests, environment={"NDCORE_FFI": "cffi", **one.variables}, busy=one.busy
        )
        for one in environments()
    ]


def has_tests(folder: str) -> bool:
    return any((ROOT / folder).rglob("test_*.py"))


def runners(full: bool) -> list[Runner]:
    chosen = [meson("unit and C API", BUILD)]
    if has_tests("tests/python"):
        chosen += [
            pytest(f"python over {binding}", "tests/python", "tests/conformance", environment={"NDCORE_FFI": binding})
            for binding in ("cffi", "ctypes")
        ]
    if has_tests("tests/abi"):
        # test_wheel.py configures build/ anew, so nothing may run beside it.
        chosen.append(pytest("abi", "tests/abi", "-n0"))
    return [*chosen, *bindings(), sanitizers(), *fuzz(full), *([*other_machines(), *other_compilers()] if full else [])]


def main() -> int:
    parser = argparse.ArgumentParser(prog="./dev test", description=__doc__)
    parser.add_argument("--full", action="store_true", help="also what is too slow for every change")
    parser.add_argument("--only", metavar="WORD", help="only runners whose name holds this word")
    options = parser.parse_args()
    if options.full:
        os.environ["NDCORE_TEST_FULL"] = "1"
    chosen = [runner for runner in runners(options.full) if not options.only or options.only in runner.name]
    for runner in chosen:
        runner.run()
    print("\n=== summary")
    for runner in chosen:
        print(runner.summary())
    passed = sum(runner.passed for runner in chosen)
    failed = sum(runner.failed for runner in chosen)
    print(f"{passed} passed, {failed} failed", flush=True)
    return 0 if failed == 0 and passed > 0 else 1


if __name__ == "__main__":
    sys.exit(main())
