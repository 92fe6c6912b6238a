"""Freezing: chosen drafts become stable, and what the headers and the library offer then is kept in
capi/abi/revisions/N."""

import re

import pytest
from commands import run
from generator.errors import ApiError, ApiErrors
from generator.freeze import check_drafts_hidden, freeze_tree
from generator.lock import PATH

SOURCE = "capi/sample.cpp"
KEPT = "capi/abi/revisions/1"
FOUNDATION = (
    "function:sample/*", "!function:sample/sqrt", "!function:sample/add",
    "constant:ND_INT*", "alias:*", "handle:*", "callback:nd_sample_*", "struct:nd_sample_*",
)  # fmt: skip


def freeze(tree, *patterns):
    api, files = tree.run()
    freeze_tree(tree.root, api, files[PATH], patterns)
    return tree.run()


@pytest.fixture
def frozen(tree):
    freeze(tree, *FOUNDATION)
    return tree


def test_patterns_choose_what_becomes_stable(tree):
    api, _ = freeze(tree, *FOUNDATION)
    assert [f.name for f in api.stable()] == ["array_ndim", "divmod", "from_memory", "release", "sum"]
    assert [f.name for f in api.drafts()] == ["add", "sqrt"]
    lock = tree.read(PATH)
    assert "constant - ND_INT8 since=1 stable 1\n" in lock
    assert "constant - ND_OK since=2 draft 0\n" in lock
    assert re.findall(r"^field - nd_sample_options\.\w+ since=1 (\w+)", lock, re.MULTILINE) == ["stable"] * 5


def test_a_revision_keeps_its_lines_headers_and_types(frozen):
    lock = frozen.read(f"{KEPT}/abi.lock")
    assert "revision 1\n" in lock
    assert "sum@1 since=1 stable " in lock
    assert " draft " not in lock.split("\n", 2)[2]
    header = frozen.read(f"{KEPT}/include/ndcore/sample.h")
    assert "nd_sum(" in header
    assert "nd_sqrt(" not in header
    assert frozen.read(f"{KEPT}/include/ndcore/types.h") == frozen.read("include/ndcore/types.h")
    assert "<elf-symbol name='nd_sum' version='NDCORE_1'" in frozen.read(f"{KEPT}/library.abi")


def test_kept_headers_serve_a_client(frozen, compiler):
    source = frozen.path("client.c")
    source.write_text(
        '#include "ndcore/ndcore.h"\nint64_t axes(nd_array *a);\nint64_t axes(nd_array *a) { return nd_array_ndim(a); '
        "}\n",
        encoding="utf-8",
    )
    out = compiler(source, frozen.path("client.o"), "-c", "-std=c99", "-Werror", "-I", frozen.path(f"{KEPT}/include"))
    assert "nd_array_ndim" in run("nm", "--undefined-only", out)


def test_nothing_to_freeze_is_refused(tree):
    with pytest.raises(ApiError, match=r"nothing to freeze\n.*name patterns"):
        freeze(tree)


def test_stable_function_of_draft_types_is_refused(tree):
    with pytest.raises(ApiErrors) as caught:
        freeze(tree, "function:sample/from_memory", "handle:*", "alias:*")
    refusal = str(caught.value)
    assert "function from_memory@1 uses the draft nd_sample_deleter" in refusal
    assert "freeze `callback:nd_sample_deleter`, too" in refusal
    assert "function from_memory@1 uses the draft nd_sample_options" in refusal
    assert not tree.path(KEPT).exists()


def test_stable_type_that_stable_clients_cannot_see_is_refused(tree):
    tree.edit("include/ndcore/types.h", "#define ND_INT8 ", "#ifndef ND_STABLE_ONLY\n#define ND_INT8 ")
    tree.edit("include/ndcore/types.h", "#define ND_UINT8 ", "#endif\n#define ND_UINT8 ")
    line = tree.line_of("include/ndcore/types.h", "#define ND_INT8 ")
    with pytest.raises(ApiErrors) as caught:
        freeze(tree, *FOUNDATION)
    refusal = str(caught.value)
    assert f"include/ndcore/types.h:{line}: stable constant ND_INT8 stands under #ifndef ND_STABLE_ONLY" in refusal
    assert "move it out" in refusal


def test_draft_type_that_stable_clients_see_is_refused(frozen):
    line = frozen.line_of("include/ndcore/types.h", "#define ND_INT8 ")
    frozen.edit("include/ndcore/types.h", "#define ND_INT8 ", "#define ND_NEW 1\n#define ND_INT8 ")
    api, files = frozen.run()
    with pytest.raises(ApiErrors) as caught:
        check_drafts_hidden(api, files[PATH])
    refusal = str(caught.value)
    assert f"include/ndcore/types.h:{line}: draft constant ND_NEW is seen by clients of stable functions" in refusal
    assert "stable constant ND_INT8" not in refusal
    assert "ND_PAD_WRAP" not in refusal
    assert "#ifndef ND_STABLE_ONLY" in refusal


LINE = "constant - ND_INT8 since=1 stable 1\n"
OTHER = "constant - ND_INT64 since=1 stable 7\n"
MISTAKES = {
    # name: (old, new, problem, remedy)
    "vanished": (LINE, "", "stable constant ND_INT8 vanished or moved", f"put it back: {KEPT}/abi.lock:"),
    "moved": (OTHER + LINE, LINE + OTHER, "stable constant ND_INT64 vanished or moved", "put it back"),
    "draft again": (LINE, LINE.replace("stable", "draft"), "stable constant ND_INT8 vanished or moved", "put it back"),
    "removed": (LINE, LINE.replace("stable", "removed"), "constant ND_INT8 is removed", "restore it"),
    "revision": ("revision 1\n", "revision 0\n", "revision 1 became 0", "revisions only grow"),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_edited_lock_is_refused(frozen, name):
    """The lock itself is compared with what each revision kept, by every build."""
    old, new, problem, remedy = MISTAKES[name]
    line = frozen.read(PATH).split(old)[0].count("\n") + 1
    named = {"revision": 1, "draft again": line + 1}.get(name, line)  # where the next stable line stands
    frozen.edit(PATH, old, new)
    refusal = frozen.refused()
    assert problem in refusal
    assert f"{PATH}:{named}: " in refusal
    assert remedy in refusal.split(problem)[1]


def test_older_revision_left_over_by_a_merge_is_no_step_back(frozen):
    before = frozen.read(PATH)
    frozen.edit(PATH, "revision 1\n", "revision 1\nrevision 0\n")
    frozen.run()
    assert frozen.read(PATH) == before
