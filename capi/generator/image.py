"""An image of the stable functions for abidiff: a library of their symbols, versions and types, the bodies left out.

Made of a folder of headers and the stable lines of a lock; a function `image_of_TYPE` shows each type that stands in no
signature. Its description by abidw is kept with each frozen revision
(capi/abi/revisions/N/library.abi), and tests/abi/test_abidiff.py compares that with today's image and today's library.
"""

from __future__ import annotations

import re
import subprocess
import tempfile
from pathlib import Path

_FUNCTION = re.compile(
    r"^function \d+ .*? call=\w+ (.*?\b(nd_\w+)\(.*?\)) (?:owned|borrowed|status|reading|value|void)(?: \[|$)", re.M
)
_TYPE = re.compile(r"^(?:struct|callback) - (\w+) since=\d+ stable", re.M)
_COMPILE = ("cc", "-g", "-shared", "-fPIC", "-w", "-DND_STABLE_ONLY", "-DND_TARGET_REVISION=0")
_DESCRIBE = ("abidw", "--no-corpus-path", "--no-comp-dir-path", "--no-show-locs")


def compile_image(headers, lock_text, folder):
    """The path of a shared library in `folder`."""
    functions = _FUNCTION.findall(lock_text)
    functions += [(f"void image_of_{name}({name} *type)", f"image_of_{name}") for name in _TYPE.findall(lock_text)]
    bodies = "".join(f"{declaration} {{ __builtin_trap(); }}\n" for declaration, _ in functions)
    source = f'#include "ndcore/ndcore.h"\n#include "ndcore/api.h"\n{bodies}'
    symbols = "".join(f"    {symbol};\n" for _, symbol in functions)
    (folder / "image.c").write_text(source, encoding="utf-8")
    (folder / "image.map").write_text(f"NDCORE_1 {{\n  global:\n{symbols}  local:\n    *;\n}};\n", encoding="utf-8")
    link = ("-Wl,-soname,libndcore.so.1", "-Wl,--version-script=image.map", "-o", "image.so")
    _run([*_COMPILE, "-I", str(headers.resolve()), "image.c", *link], folder)
    return folder / "image.so"


def describe(headers, lock_text):
    """What abidw says of the image, as XML."""
    with tempfile.TemporaryDirectory() as folder:
        image = compile_image(headers, lock_text, Path(folder))
        return _run([*_DESCRIBE, image.name], folder)


def _run(command, folder):
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise OSError(f"{' '.join(command)}\n{done.stdout}{done.stderr}")
    return done.stdout
