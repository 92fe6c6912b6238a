"""Everything that can be said about the sources without running them; called by `./dev lint`.

Formatting (clang-format, ruff), linters (ruff, clang-tidy on all but the kernels), order of folders in libndcore/,
capi/ and the Python package, sizes of hand-written files and of their lines, blanks at line ends. clang-tidy's clean
results are remembered in build/tidy by content.
"""

import concurrent.futures
import functools
import hashlib
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import floors

ROOT = Path(__file__).resolve().parent.parent
BUILD = ROOT / "build"
MAX_LINES = 400
MAX_WIDTH = 120
C_SUFFIXES = {".c", ".cpp", ".h", ".hpp"}
TEXT_SUFFIXES = C_SUFFIXES | {".py", ".pyi", ".md", ".build", ".toml", ".yml", ".sh", ".in", ".map", ".txt"}
WIDTH_SUFFIXES = TEXT_SUFFIXES - {".map", ".txt"} | {""}  # scripts have no suffix
SHARED_HEADERS = ("ndcore/types.h", "ndcore/dtype_def.h", "ndcore/status.h", "ndcore/interchange_structs.h")
INCLUDE = re.compile(r'^\s*#\s*include\s+"([^"]+)"', re.MULTILINE)
# Flags of GCC that clang does not know, as Meson writes them.
TIDY_ARGS = ["--extra-arg=-Wno-unknown-warning-option", "--extra-arg=-Wno-error", "--quiet"]


def tracked() -> list[Path]:
    names = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    return [ROOT / name for name in names.split("\0") if name and (ROOT / name).is_file()]


@functools.cache
def text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def is_generated(path: Path) -> bool:
    return "do not edit" in text(path)[:500]


def run(command: list, files: list[Path]) -> list[str]:
    if not files:
        return []
    done = subprocess.run([*command, *files], cwd=ROOT, capture_output=True, text=True)
    return [] if done.returncode == 0 else [f"{done.stdout}{done.stderr}".strip()]


def check_format(files: list[Path]) -> list[str]:
    sources = [path for path in files if path.suffix in C_SUFFIXES and not is_generated(path)]
    found = "\n".join(run(["clang-format", "--dry-run", "-Werror"], sources))
    names = sorted(set(re.findall(rf"^{re.escape(str(ROOT))}/([^:\n]+):\d+", found, re.MULTILINE)))
    return [f"{name}: not formatted; ./dev lint --fix" for name in names] or [found] * bool(found)


def fix_format(files: list[Path]) -> None:
    written = [path for path in files if path.suffix in C_SUFFIXES | {".py", ".pyi"} and not is_generated(path)]
    subprocess.run(["clang-format", "-i", *[path for path in written if path.suffix in C_SUFFIXES]], check=True)
    python = [path for path in written if path.suffix in {".py", ".pyi"}]
    subprocess.run(["ruff", "check", "-q", "--fix", *python])
    subprocess.run(["ruff", "format", "-q", *python], check=True)


def check_ruff(files: list[Path]) -> list[str]:
    sources = [path for path in files if path.suffix in {".py", ".pyi"}]
    written = [path for path in sources if not is_generated(path)]
    concise = ["--quiet", "--output-format=concise"]
    return run(["ruff", "check", *concise], sources) + run(["ruff", "format", "--check", *concise], written)


def check_sizes(files: list[Path]) -> list[str]:
    sources = [path for path in files if path.suffix in C_SUFFIXES | {".py"} and not is_generated(path)]
    counts = {path: text(path).count("\n") for path in sources}
    return [
        f"{path.relative_to(ROOT)}: {count} lines, at most {MAX_LINES}: split it along a noun"
        for path, count in counts.items()
        if count > MAX_LINES
    ]


def check_widths(files: list[Path]) -> list[str]:
    """But rows of tables, links, and what a program prints in a page; what is frozen stays as it is."""
    problems = []
    for path in files:
        name, in_code = path.relative_to(ROOT).as_posix(), False
        is_page = path.suffix == ".md"
        if name.startswith("capi/abi/revisions/") or path.suffix not in WIDTH_SUFFIXES or is_generated(path):
            continue
        for number, line in enumerate(text(path).split("\n"), 1):
            in_code ^= is_page and line.lstrip().startswith("```")
            if len(line) > MAX_WIDTH and not (is_page and (in_code or line.startswith("|") or " " not in line.strip())):
                problems.append(f"{name}:{number}: {len(line)} characters, at most {MAX_WIDTH}")
    return problems


def check_blanks(files: list[Path]) -> list[str]:
    problems = []
    for path in files:
        if path.suffix not in TEXT_SUFFIXES or path.stat().st_size == 0:
            continue
        name = path.relative_to(ROOT)
        for number, line in enumerate(text(path).split("\n"), 1):
            if line != line.rstrip():
                problems.append(f"{name}:{number}: blanks at the end of the line")
        if not text(path).endswith("\n"):
            problems.append(f"{name}: no newline at the end of the file")
    return problems


def check_order(files: list[Path]) -> list[str]:
    """The order of subdir() in the meson.build of libndcore/ and of capi/ is the order of dependency. Of the public
    headers the engine includes only the numbers that both sides share, and the structs of other libraries. Python's
    order stands in floors.py."""
    orders = {
        top: re.findall(r"^subdir\('(\w+)'\)", text(ROOT / top / "meson.build"), re.MULTILINE)
        for top in ("libndcore", "capi")
    }
    problems = []
    for path in files:
        parts = path.relative_to(ROOT).parts
        order = orders.get(parts[0])
        if path.suffix not in C_SUFFIXES or not order or parts[1] not in order:
            continue
        for name in INCLUDE.findall(text(path)):
            target = name.split("/")[0]
            if parts[0] == "libndcore" and target == "ndcore" and name not in SHARED_HEADERS:
                problems.append(f"{'/'.join(parts)}: includes {name}, which is for users of the library")
            if target in order and order.index(target) > order.index(parts[1]):
                problems.append(f"{'/'.join(parts)}: includes {name}, but {parts[1]}/ stands below {target}/")
    return problems + floors.check(files)


def check_mirror(files: list[Path]) -> list[str]:
    """A file of unit tests is called as the source or header that it tests; those of kernels go over all families."""
    problems = []
    for path in files:
        parts = path.relative_to(ROOT).parts
        if parts[:2] != ("tests", "unit") or not path.name.endswith("_test.cpp") or parts[2] == "kernels":
            continue
        tested = "/".join(parts[2:]).removesuffix("_test.cpp")
        places = (ROOT / top / f"{tested}{end}" for top in ("libndcore", "capi") for end in (".cpp", ".hpp"))
        if not any(place.is_file() for place in places):
            problems.append(f"{'/'.join(parts)}: there is no {tested}.cpp or .hpp that it could test")
    return problems


def closure(path: Path) -> set[Path]:
    """The project's files that a source includes, itself among them."""
    found, left = set(), [path]
    while left:
        current = left.pop()
        if current in found:
            continue
        found.add(current)
        for name in INCLUDE.findall(text(current)):
            for base in (current.parent, ROOT / "libndcore", ROOT / "include", ROOT / "capi"):
                if (base / name).is_file():
                    left.append((base / name).resolve())
                    break
    return found


def tidy(entry: dict) -> list[str]:
    path = (Path(entry["directory"]) / entry["file"]).resolve()
    digest = hashlib.sha256((text(ROOT / ".clang-tidy") + entry["command"]).encode())
    for part in sorted(closure(path)):
        digest.update(text(part).encode())
    stamp = BUILD / "tidy" / digest.hexdigest()
    if stamp.exists():
        return []
    problems = run(["clang-tidy", "-p", BUILD, *TIDY_ARGS], [path])
    if not problems:
        stamp.parent.mkdir(exist_ok=True)
        stamp.touch()
    return problems


def check_tidy(files: list[Path]) -> list[str]:
    entries = {}
    for entry in json.loads((BUILD / "compile_commands.json").read_text()):
        path = (Path(entry["directory"]) / entry["file"]).resolve()
        if path not in files or is_generated(path):
            continue
        top, folder = path.relative_to(ROOT).parts[:2]
        if top == "capi" or (top == "libndcore" and folder != "kernels"):
            entries[path] = entry
    # Longest first, so that both cores end together.
    order = sorted(entries, key=lambda path: -len(text(path)))
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        return [problem for found in pool.map(tidy, [entries[path] for path in order]) for problem in found]


def main() -> int:
    files = tracked()
    checks = {
        "format": check_format,
        "ruff": check_ruff,
        "sizes": check_sizes,
        "widths": check_widths,
        "blanks": check_blanks,
        "order": check_order,
        "mirror": check_mirror,
        "clang-tidy": check_tidy,
    }
    chosen = [name for name in sys.argv[1:] if name != "--fix"] or list(checks)
    if "--fix" in sys.argv[1:]:
        fix_format(files)
        text.cache_clear()
    failed = 0
    for name in chosen:
        problems = checks[name](files)
        print("\n".join([*problems, f"{name}: {'failed' if problems else 'ok'}"]), flush=True)
        failed += bool(problems)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
