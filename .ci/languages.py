"""Runs the tests of one binding in examples/: `python .ci/languages.py rust`; called by .ci/test.py, which counts.

What the language's own tools print is turned into JUnit XML. A language whose toolchain is missing fails: `./dev test`
has tried to install it.
"""

import os
import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BUILD = ROOT / "build"

# What a line about one test looks like: (pattern of name and outcome, what counts as passed).
CARGO = re.compile(r"^test (?P<name>\S+)(?: - should panic)? \.\.\. (?P<outcome>ok|FAILED|ignored)"), "ok"
GO = re.compile(r"^\s*--- (?P<outcome>PASS|FAIL|SKIP): (?P<name>\S+)"), "PASS"
TAP = re.compile(r"^\s*(?P<outcome>ok|not ok) \d+ -? ?(?P<name>.+)"), "ok"


@dataclass
class Language:
    program: str  # without which nothing runs
    command: list[str]
    tests: tuple  # CARGO, GO or TAP
    environment: dict[str, str]


def languages() -> dict[str, Language]:
    """By the name of the folder in examples/, which is where each command runs."""
    go = ["go", "test", "-count=1", "-v", "./..."]
    cgo = {
        "CGO_CFLAGS": f"-I{ROOT / 'include'}",
        "CGO_LDFLAGS": f"-L{BUILD} -Wl,-rpath,{BUILD}",
        "GOTOOLCHAIN": "local",
    }
    return {
        "go": Language("go", go, GO, cgo),
        "java": Language("javac", ["sh", "test.sh"], TAP, {"JAVA_BUILD": str(BUILD / "java")}),
        "javascript": Language("node", ["sh", "test.sh"], TAP, {}),
        "lua": Language("luajit", ["sh", "test.sh"], TAP, {}),
        "ruby": Language("ruby", ["sh", "test.sh"], TAP, {}),
        "rust": Language("cargo", ["cargo", "test", "--offline"], CARGO, {"CARGO_TARGET_DIR": str(BUILD / "rust")}),
    }


def lines_of(name: str, language: Language):
    """The lines that the tests print, shown as they come, and at last the exit code."""
    environment = os.environ | {"NDCORE_LIBRARY": str(BUILD / "libndcore.so.1")} | language.environment
    process = subprocess.Popen(language.command, cwd=ROOT / "examples" / name, env=environment, text=True,
                               stdout=subprocess.PIPE, stderr=subprocess.STDOUT)  # fmt: skip
    for line in process.stdout:
        print(line, end="", flush=True)
        yield line
    yield process.wait()


def run(name: str, language: Language) -> ElementTree.Element:
    """The results as a JUnit test suite."""
    suite = ElementTree.Element("testsuite", name=name)

    def case(test: str, problem: str = "") -> None:
        element = ElementTree.SubElement(suite, "testcase", name=test, classname=name)
        if problem:
            ElementTree.SubElement(element, "failure", message=problem)

    if shutil.which(language.program) is None:
        case("toolchain", f"{language.program} is not installed")
        print(f"{name}: {language.program} is not installed")
        return suite
    pattern, passed = language.tests
    for line in lines_of(name, language):
        if isinstance(line, int):
            failed = suite.find("testcase/failure") is not None
            if line != 0 and not failed:
                case("all", f"{' '.join(language.command)} ended with {line}")
            elif len(suite) == 0:
                case("all", "no test ran")
        elif found := pattern.match(line):
            outcome = found["outcome"]
            # A test that a language's tools skip has not passed.
            case(found["name"], "" if outcome == passed else f"{outcome}: {line.strip()}")
    return suite


def main() -> int:
    name = sys.argv[1]
    suite = run(name, languages()[name])
    ElementTree.ElementTree(suite).write(BUILD / f"language-{name}.xml")
    return 0 if suite.find("testcase/failure") is None else 1


if __name__ == "__main__":
    sys.exit(main())
