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
    found = [ROLES[p.role.name] for p in function.parameters if p.role.name in ROLES]
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


FOLD = """
/*ND_API fold since=1
 * Folds.
 * a        in  any
 * options  in optional  see there
 * returns  owned
 */
ND_EXPORT nd_array *nd_fold(nd_array *a, const nd_sample_options *options);
"""


def test_options_may_hold_callbacks(tree):
    """In C++ they are plain pointers; the vectors and Java know the other fields."""
    fields = "nd_sample_deleter deleter;\n  void *context;\n  const char *name;"
    tree.edit("include/ndcore/types.h", "int64_t strides[4];", fields)
    tree.write("capi/sample.cpp", tree.read("capi/sample.cpp") + FOLD)
    files = tree.run()[1]
    cpp, dispatch = files["include/ndcore/functions.hpp"], files["tests/conformance/dispatch.hpp"]
    for member in (
        "nd_sample_deleter deleter = nullptr;",
        "void* context = nullptr;",
        "std::optional<std::string> name = {};",
    ):
        assert member in cpp
    assert "made.context = options.context;" in cpp
    assert 'name == "name"' in dispatch
    assert 'name == "context"' not in dispatch
    java = files["examples/java/ndcore/SampleOptions.java"]
    assert "SampleOptions name(String name)" in java
    assert "deleter" not in java
    assert "context(" not in java
    assert '"nd_fold"' in files["examples/java/ndcore/Functions.java"]


def test_go_is_as_gofmt_would_have_it(root):
    """What is generated, too."""
    assert run("gofmt", "-l", root / "examples/go") == ""
