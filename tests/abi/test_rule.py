"""Drafts follow the rule for signatures of capi/README.md: the generator refuses what breaks it, and tells the way
out."""

import pytest

SOURCE = "capi/sample.cpp"
SUM = "nd_array* a, const int64_t* axes, int32_t naxes, nd_dtype* dtype, nd_flag keepdims"
# What of the sample is changed, and what the refusal says.
MISTAKES = {
    "bare integer": ([("nd_flag keepdims", "int32_t keepdims")], "`keepdims` is a bare int32_t", "a flag nd_flag"),
    "a count of another name": (
        [("len=naxes", "len=n"), (SUM, SUM.replace("naxes", "n"))], "`axes` is counted by `n`", "call it naxes"),
    "a count that stands apart": (
        [(SUM, "nd_array* a, const int64_t* axes, nd_dtype* dtype, int32_t naxes, nd_flag keepdims")],
        "`naxes` does not stand beside `axes`", "a count follows its list"),
    "so many numbers": ([("len=naxes", "len=2"), (SUM, SUM.replace(" int32_t naxes,", ""))], "`axes`: 2 numbers",
                        "by value"),
    "a result that is not the last": (
        [(" * keepdims in", " * made     out owned optional  b\n * keepdims in"),
         ("nd_flag keepdims", "nd_array** made, nd_flag keepdims")],
        "`keepdims` stands behind the result `made`", "inputs, then options, then results"),
    "a list without its room": (
        [(" * keepdims in", " * made     out owned len=ndim(a)  b\n * keepdims in"),
         ("nd_flag keepdims", "nd_flag keepdims, nd_array** made")],
        "`made`: no capacity beside it", "say len=nmade"),
    "options that may not be left out": (
        [(" * options  in optional  see there", " * options  in  see there")], "a struct of options", "say optional"),
}  # fmt: skip


@pytest.mark.parametrize("name", MISTAKES)
def test_a_draft_that_breaks_the_rule_is_refused(tree, name):
    edits, problem, remedy = MISTAKES[name]
    for old, new in edits:
        tree.edit(SOURCE, old, new)
    text = tree.refused()
    assert text.startswith(SOURCE)
    assert problem in text
    assert remedy in text
    assert "capi/README.md" in text


def test_what_is_frozen_keeps_its_form(tree):
    tree.freeze()
    tree.edit(SOURCE, "nd_flag keepdims", "int32_t keepdims")
    tree.run()
