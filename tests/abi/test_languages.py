"""What a generated binding in examples/ leaves out has a reason, which its README gives."""

import pytest
from commands import run

GENERATED = {"go": "functions.go", "java": "ndcore/Functions.java", "rust": "src/functions.rs"}
ROLES = {
    "callback": "callbacks",
    "opaque": "callbacks",
    "out_pointer": "tables",
    "cells": "cells",
    "out_cells": "cells",
}


def holds_callbacks(struct, types):
    bases = {field.type.base for field in struct.fields}
    return bool(bases & set(types.callbacks)) or any(
        holds_callbacks(types.structs[base], types) for base in bases & set(types.structs)
    )


def reasons(function, types):
    """The words that stand for it."""
    if function.area == "tables":
        return ["tables"]
    found = [ROLES[p.role] for p in function.parameters if p.role in ROLES]
    structs = [types.structs[p.type.base] for p in function.parameters if p.type.base in types.structs]
    found += ["structs that hold some" for struct in structs if holds_callbacks(struct, types)]
    return found or [f"`{function.symbol}`"]


@pytest.mark.parametrize("language", GENERATED)
def test_what_is_left_out_is_explained(root, real, language):
    api, folder = real[0], root / "examples" / language
    readme = " ".join((folder / "README.md").read_text(encoding="utf-8").split())
    text = (folder / GENERATED[language]).read_text(encoding="utf-8")
    left_out = [f for f in api.newest() if f"{f.symbol}(" not in text and f'"{f.symbol}"' not in text]
    assert "nd_get_api" in [f.symbol for f in left_out]
    unexplained = [f.symbol for f in left_out if not any(words in readme for words in reasons(f, api.types))]
    assert unexplained == []


def test_go_is_as_gofmt_would_have_it(root):
    """What is generated, too."""
    assert run("gofmt", "-l", root / "examples/go") == ""
