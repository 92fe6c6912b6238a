"""The lock: what is stable stays for ever. Each test makes one mistake on a copy of a frozen tree."""

import pytest
from commands import run
from generator.errors import ApiErrors
from generator.lock import check_append_only

LOCK = "capi/abi/abi.lock"
TYPES = "include/ndcore/types.h"
SOURCE = "capi/sample.cpp"


@pytest.fixture
def frozen(tree):
    tree.freeze()
    return tree


def lines(tree, word):
    return [line for line in tree.read(LOCK).split("\n") if word in line.split()]


def test_freezing_gives_slots_and_states(tree):
    api, _ = tree.freeze("sum", "release", "nd_array", "ND_OK")
    assert api.revision == 1
    assert [(f.name, f.slot, f.state) for f in api.stable()] == [("release", 0, "stable"), ("sum", 1, "stable")]
    assert [f.name for f in api.drafts()] == ["add", "array_ndim", "divmod", "from_memory", "sqrt"]
    kept = lines(tree, "stable")
    assert [line.split()[:3] for line in kept] == [
        ["function", "0", "release@1"],
        ["function", "1", "sum@1"],
        ["constant", "-", "ND_OK"],
        ["handle", "-", "nd_array"],
    ]
    for name in ("add", "sqrt"):
        tree.edit(SOURCE, f"({name},", f"({name}_new,")
    tree.run()
    assert lines(tree, "stable") == kept


def test_a_later_revision_appends(tree):
    tree.freeze("sum")
    first = lines(tree, "stable")
    api, _ = tree.freeze("array_ndim")
    assert lines(tree, "stable")[: len(first)] == first
    assert [(f.name, f.slot, f.since) for f in api.stable()] == [("sum", 0, 1), ("array_ndim", 1, 2)]


def test_freezing_what_claims_a_later_revision_is_refused(tree):
    tree.edit(SOURCE, "ND_API array_ndim", "ND_API array_ndim since=2")
    with pytest.raises(ApiErrors, match=r"since=2\n.*since=1"):
        tree.freeze("array_ndim")


def test_drafts_wait_for_the_next_revision(tree):
    def since(state):
        return {line.split()[3] for line in lines(tree, state)}

    tree.run()
    assert since("draft") == {"since=1"}
    tree.freeze("sum", "ND_INT8")
    assert (since("stable"), since("draft")) == ({"since=1"}, {"since=2"})
    tree.edit(SOURCE, "ND_API release", "ND_API release since=3")
    tree.freeze("array_ndim")
    assert (since("stable"), since("draft")) == ({"since=1", "since=2"}, {"since=3"})


LATE = {
    "function": (SOURCE, "ND_API release", "ND_API release since=1"),
    "constant": (TYPES, "/* signed, 8 bits */", "/* since=1 signed, 8 bits */"),
}


@pytest.mark.parametrize("kind", LATE)
def test_draft_of_a_frozen_revision_is_refused(tree, kind):
    tree.freeze("sum")
    tree.edit(*LATE[kind])
    refusal = tree.refused()
    assert f"draft {kind} " in refusal
    assert "says since=1, but revision 1 is frozen\n" in refusal
    assert "leave since= out" in refusal


MISTAKES = {
    # name: (file, old, new, item of the lock that is named, problem, remedy)
    "parameter type": (SOURCE, "nd_flag keepdims)", "int64_t keepdims)", "sum@1", "changed", "version=2"),
    "return type": (SOURCE, "ND_EXPORT int64_t nd_array_ndim", "ND_EXPORT int32_t nd_array_ndim", "array_ndim@1",
                    "changed", "version=2"),
    "parameter added": (SOURCE, "nd_release(void *handle)", "nd_release(void *handle, nd_array *handle2)", None,
                        "not documented", ""),
    "parameter renamed": (SOURCE, "* a        in       any array", "* x  in  any array", None, "not a parameter", ""),
    "default": (SOURCE, "default=0", "default=1", "sum@1", "changed", "version=2"),
    "optional": (SOURCE, "in optional     acc", "in             acc", "sum@1", "changed", "version=2"),
    "ownership": (SOURCE, "handle  in owned", "handle  in borrowed", "release@1", "changed", "version=2"),
    "since": (SOURCE, "ND_API sum since=1", "ND_API sum since=2", "sum@1", "since=1 became since=2", "restore"),
    "function gone": (SOURCE, 'ND_UNARY(sqrt, "Non-negative square root of each element of `x`.")', "", "sqrt@1",
                      "is gone", "put it back"),
    "constant": (TYPES, "#define ND_INT8 1", "#define ND_INT8 111", "ND_INT8", "changed", "restore"),
    "constant gone": (TYPES, "#define ND_INT8 1", "// ND_INT8 1", "ND_INT8", "is gone", "put it back"),
    "field order": (TYPES, "int32_t casting;\n  int32_t order;", "int32_t order;\n  int32_t casting;",
                    "nd_sample_options.order", "changed", "restore"),
    "field type": (TYPES, "int64_t strides[4];", "int64_t strides[5];", "nd_sample_options.strides", "changed",
                   "restore"),
    "field gone": (TYPES, "  int64_t strides[4];\n", "", "nd_sample_options.strides", "is gone", "put it back"),
    "field in the middle": (TYPES, "  int64_t strides[4];", "  int64_t more;\n  int64_t strides[4];",
                            "nd_sample_options.strides", "changed", "grow at their end"),
    "fixed struct grown": (TYPES, "uint64_t value;\n} nd_sample_cell",
        "uint64_t value;\n  int64_t more;\n} nd_sample_cell", "nd_sample_cell", "changed", "restore"),
    "callback": (TYPES, "(void *data, int64_t nbytes)", "(void *data, int32_t nbytes)", "nd_sample_deleter", "changed",
                 "restore"),
    "alias": (TYPES, "typedef int32_t nd_sample_code", "typedef int64_t nd_sample_code", "nd_sample_code", "changed",
              "restore"),
    "lock: hash": (LOCK, "sum@1 since=1 stable abi=", "sum@1 since=1 stable abi=f", "sum@1", "a hash differs",
                   "restore"),
    "lock: value": (LOCK, "ND_INT8 since=1 stable 1", "ND_INT8 since=1 stable 2", "ND_INT8", "changed", "restore"),
    "lock: slot twice": (LOCK, "function 1 ", "function 0 ", "array_ndim@1", "slot 0 of array_ndim@1 is used twice",
                         "for ever"),
    "lock: slot skipped": (LOCK, "function 1 ", "function 7 ", "array_ndim@1", "slot 1 is skipped", "without gaps"),
    "lock: unreadable": (LOCK, "since=1 stable 1\n", "since=1 solid 1\n", "ND_ORDER_C since", "cannot read the line",
                         "./dev api"),
}  # fmt: skip


@pytest.mark.parametrize("name", MISTAKES)
def test_change_of_something_stable_is_refused(frozen, name):
    file, old, new, item, problem, remedy = MISTAKES[name]
    frozen.edit(file, old, new)
    refusal = frozen.refused()
    assert problem in refusal
    assert remedy in refusal.split(problem)[1]
    if item and name != "lock: unreadable":
        named = [n for n, line in enumerate(frozen.read(LOCK).split("\n"), 1) if line.split()[2:3] == [item]]
        assert any(f"{LOCK}:{number}: " in refusal for number in named)


def test_line_twice_is_refused(frozen):
    line = next(line for line in lines(frozen, "stable") if " ND_INT8 " in line)
    frozen.edit(LOCK, line, f"{line}\n{line}")
    assert "constant ND_INT8 stands here twice" in frozen.refused()


def test_slot_of_a_constant_is_refused(frozen):
    frozen.edit(LOCK, "constant - ND_INT8", "constant 3 ND_INT8")
    assert "ND_INT8 has a slot" in frozen.refused()


def test_const_changes_no_abi_hash_and_names_only_the_call_hash(tree):
    def hashes():
        function = next(f for f in tree.run()[0].functions if f.name == "release")
        return function.abi_hash, function.call_hash

    before = hashes()
    tree.edit(SOURCE, "nd_release(void *handle)", "nd_release(const void *handle)")
    assert hashes() == before
    tree.edit(SOURCE, "nd_release(const void *handle)", "nd_release(const void *object)")
    tree.edit(SOURCE, "* handle  in owned", "* object  in owned")
    assert hashes()[0] == before[0]
    assert hashes()[1] != before[1]


def test_hashes_tell_functions_of_one_signature_apart(tree):
    functions = tree.run()[0].functions
    assert len({f.abi_hash for f in functions}) == len(functions)


def test_a_struct_grows_at_its_end_without_changing_its_users(frozen):
    def hash_of_user():
        return next(f.abi_hash for f in frozen.run()[0].functions if f.name == "from_memory")

    before, kept = hash_of_user(), lines(frozen, "stable")
    frozen.edit(TYPES, "strides[4];", "strides[4];\n  int64_t more; /* something new */")
    assert hash_of_user() == before
    assert lines(frozen, "stable") == kept
    assert [line.split()[2] for line in lines(frozen, "draft")] == ["nd_sample_options.more"]


def test_second_version_leaves_the_first_alone(frozen):
    kept = lines(frozen, "stable")
    frozen.edit(
        SOURCE,
        "/*ND_API release",
        "/*ND_API array_ndim version=2 since=2\n * Dimensions, counted otherwise.\n * a  in  any\n"
        " * returns  reading\n */\nND_EXPORT int64_t nd_array_ndim_v2(nd_array *a);\n\n/*ND_API release",
    )
    api, files = frozen.run()
    assert lines(frozen, "stable") == kept
    header = files["include/ndcore/sample.h"]
    assert "#if ND_TARGET_REVISION >= 2\n#undef nd_array_ndim\n#define nd_array_ndim nd_array_ndim_v2\n#endif" in header
    assert {f.key for f in api.functions} >= {"array_ndim@1", "array_ndim@2"}


def test_version_without_its_predecessor_is_refused(frozen):
    frozen.edit(
        SOURCE,
        "/*ND_API release",
        "/*ND_API gap version=2 since=2\n * G.\n */\nND_EXPORT nd_status nd_gap_v2();\n/*ND_API release",
    )
    assert "nd_gap_v2: there is no version 1" in frozen.refused()


def test_removed_function_stays_as_a_stub_for_ever(frozen):
    frozen.edit(SOURCE, "ND_API release", "ND_API release removed=2")
    api, _ = frozen.run()
    assert next(f for f in api.stable() if f.name == "release").state == "removed"
    frozen.edit(SOURCE, "ND_API release removed=2", "ND_API release")
    assert "removed function release@1 came back" in frozen.refused()


APPEND_MISTAKES = {
    "changed": ("#stable 1\n", "#stable 7\n", "changed"),
    "vanished": ("constant - ND_INT8 since=1 stable 1\n", "", "vanished or moved"),
    "revision": ("revision 1", "revision 0", "revision 1 became 0"),
}


@pytest.mark.parametrize("name", APPEND_MISTAKES)
def test_lock_against_an_older_one(frozen, name):
    older = frozen.read(LOCK)
    old, new, problem = APPEND_MISTAKES[name]
    newer = older.replace(old.replace("#", "ND_INT8 since=1 "), new.replace("#", "ND_INT8 since=1 "))
    assert newer != older
    with pytest.raises(ApiErrors, match=problem) as caught:
        check_append_only(older, newer, "older.lock")
    assert LOCK in str(caught.value)


def test_moved_lines_are_found_against_an_older_lock(frozen):
    older = frozen.read(LOCK)
    text = older.split("\n")
    first = next(i for i, line in enumerate(text) if line.startswith("constant"))
    text[first], text[first + 1] = text[first + 1], text[first]
    with pytest.raises(ApiErrors, match="vanished or moved"):
        check_append_only(older, "\n".join(text), "older.lock")


def test_growth_passes_against_an_older_lock(tree):
    tree.freeze("sum")
    older = tree.read(LOCK)
    tree.freeze("array_ndim")
    check_append_only(older, tree.read(LOCK), "older.lock")


def test_this_lock_extends_every_frozen_revision(root):
    newer = (root / LOCK).read_text(encoding="utf-8")
    for older in sorted((root / "capi/abi/revisions").glob("*/abi.lock")):
        check_append_only(older.read_text(encoding="utf-8"), newer, older.relative_to(root).as_posix())


SECOND = """/*ND_API array_ndim version=2 since=2
 * Dimensions, counted otherwise.
 * a        in       any
 * how      in       which way
 * returns  reading
 */
ND_EXPORT int64_t nd_array_ndim_v2(nd_array *a, int64_t how);

/*ND_API release"""


@pytest.mark.parametrize("mode", ["ND_MODE_LINK", "ND_MODE_TABLE", "ND_MODE_LIST"])
@pytest.mark.parametrize(("target", "arguments"), [(1, "a"), (2, "a, 7")])
def test_plain_name_means_what_the_targeted_revision_knew(frozen, compiler, root, mode, target, arguments):
    """nd_array_ndim takes another argument in revision 2: each client compiles against its own, in each mode."""
    frozen.edit(SOURCE, "/*ND_API release", SECOND)
    frozen.freeze("array_ndim")
    frozen.write("include/ndcore/loader.h", (root / "include/ndcore/loader.h").read_text(encoding="utf-8"))
    source = frozen.path("client.c")
    source.write_text(
        '#include "ndcore/types.h"\n'
        "ND_EXPORT const nd_api *nd_get_api(int32_t revision);\n"
        "ND_EXPORT int32_t nd_get_c_api(const char *const *n, const uint64_t *h, int32_t c, int32_t r, void **o);\n"
        "#define ND_CLIENT_FUNCTIONS(X) X(array_ndim)\n"
        '#include "ndcore/loader.h"\n'
        "int64_t client(nd_array *a);\n"
        f"int64_t client(nd_array "
        f"*a) {{ return nd_load(NULL, NULL, 0) == ND_OK ? nd_array_ndim({arguments}) : -1; }}\n",
        encoding="utf-8",
    )
    flags = (
        "-std=c99",
        "-Wall",
        "-Wextra",
        "-pedantic",
        "-Werror",
        f"-DND_TARGET_REVISION={target}",
        f"-DND_MODE={mode}",
    )
    out = compiler(source, frozen.path("client.o"), "-c", *flags, "-I", frozen.root / "include")
    assert out.exists()
    symbols = run("nm", out)
    assert ("nd_array_ndim_v2" in symbols) == (mode == "ND_MODE_LINK" and target == 2)
