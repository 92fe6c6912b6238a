"""docs/where-a-call-goes.md: every command on the page prints what the page shows."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from commands import BUILD, ROOT

PAGE = (ROOT / "docs/where-a-call-goes.md").read_text(encoding="utf-8")
PROGRAM = re.search(r"```python walk\.py\n(.*?)```", PAGE, re.DOTALL).group(1)


def steps():
    """(command, lines that it shows) of the page, in order."""
    for block in re.findall(r"```console\n(.*?)```", PAGE, re.DOTALL):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, *lines = part.splitlines()
            yield command, lines


STEPS = list(steps())


@pytest.fixture(scope="module")
def environment(library, tmp_path_factory):
    """python and ndc are those of this build; the program lies in the working directory."""
    folder = tmp_path_factory.mktemp("walk")
    (folder / "walk.py").write_text(PROGRAM, encoding="utf-8")
    tools = folder / "bin"
    tools.mkdir()
    (tools / "python").symlink_to(Path(sys.executable).absolute())
    (tools / "ndc").symlink_to(BUILD / "frontends/c/ndc")
    path = f"{Path(sys.executable).parent}:{tools}:{os.environ['PATH']}"
    return folder, {
        **os.environ,
        "PATH": path,
        "NDCORE_LIBRARY": str(library),
        "PYTHONPATH": str(ROOT / "frontends/python"),
    }


def pattern(line):
    return r"\s*".join(".*".join(map(re.escape, part.split("…"))) for part in re.split(r"\s+", line))


@pytest.mark.parametrize(("command", "shown"), STEPS, ids=[re.sub(r"\W+", "-", c)[:40] for c, _ in STEPS])
def test_command_prints_what_the_page_shows(environment, command, shown):
    """The lines of the page come in this order; what it leaves out may stand between them."""
    folder, variables = environment
    done = subprocess.run(command, shell=True, cwd=folder, env=variables, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    told = done.stdout.splitlines()
    place = iter(told)
    for line in shown:
        assert any(re.fullmatch(pattern(line), one.strip()) for one in place), f"no `{line}` in:\n" + "\n".join(told)


def test_page_walks_through_every_layer():
    commands = "\n".join(command for command, _ in STEPS)
    for word in ("dis.dis", "nd.explain", "nm ", "ndc explain", "gdb ", "NDCORE_TRACE=1"):
        assert word in commands
