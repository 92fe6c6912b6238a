"""Every mistake in a tag or signature is refused with file, line and what to do instead."""

import pytest

HEAD = "capi/sample.cpp"
MISTAKES = {
    # name: (old text, new text, text of the line that is blamed, problem, remedy)
    "unknown key": ("since=1 group=ufunc", "since=1 grup=ufunc", "ND_API sum", "unknown key `grup=ufunc`", "group="),
    "unknown flag": ("from_memory nocall", "from_memory nocalls", "ND_API from_memory", "unknown key `nocalls`",
                     "nocall"),
    "bad name": ("ND_API release", "ND_API Release", "ND_API Release", "names no function", "sum"),
    "other name": ("ND_API sum", "ND_API total", "ND_API total", "the function is `nd_sum`", "nd_total"),
    "unknown word": ("in borrowed     any", "in borowed     any", "* a        in bor", "unknown key `borowed`",
                     "borrowed"),
    "no such parameter": ("* dtype    in", "* type     in", "* type     in", "`type` is not a parameter", "dtype"),
    "undocumented": (" * keepdims in default=0\n", "", "ND_API sum", "`keepdims` is not documented", "add a line"),
    "twice": ("* keepdims in default=0", "* dtype    in optional", None, "described twice", "join"),
    "stray line": (" * returns  reading", " * Prose after parameters\n * returns  reading", "Prose after",
                   "cannot read", "before"),
    "no prose": (" * Number of dimensions.\n", "", "ND_API array_ndim", "no description", "sentence"),
    "no full stop": ("Number of dimensions.", "Number of dimensions", "ND_API array_ndim", "no full stop", "end it"),
    "no return": (" * returns  reading  0 to 64\n", "", "ND_API array_ndim", "what does the `int64_t` mean", "reading"),
    "wrong return": ("returns  reading", "returns  owned", "ND_API array_ndim", "what does the `int64_t` mean",
                     "value"),
    "who owns": ("* returns  owned\n", "* returns  status\n", "ND_API from_memory", "who owns", "borrowed"),
    "error code": ("ND_AXIS_ERROR, ", "ND_AXES_ERROR, ", "ND_API sum", "`ND_AXES_ERROR` is no error code", "status.h"),
    "not an error": ("ND_AXIS_ERROR, ", "ND_OK, ", "ND_API sum", "`ND_OK` is no error code", "status.h"),
    "len of nothing": ("len=naxes", "len=count", "ND_API sum", "no parameter `count`", "name a parameter"),
    "len unreadable": ("len=naxes", "len=naxes+1", "ND_API sum", "cannot read len=naxes+1", "len=PARAMETER"),
    "no len": ("optional len=naxes", "optional", "ND_API sum", "an array needs its length", "len=PARAMETER"),
    "bad default": ("default=0", "default=no", "ND_API sum", "default=no", "an integer"),
    "pointer default": ("in optional     acc", "in default=NULL     acc", "ND_API sum", "default=NULL",
                        "optional pointer"),
    "vague void": ("data     in memory", "data     in", "ND_API from_memory", "what does the `void *` point to",
                   "borrowed"),
    "const": ("const int64_t* axes", "int64_t* axes", "ND_API sum", "numbers that are read are `const`", "add const"),
    "no function": ("ND_EXPORT nd_status nd_release", "nd_status nd_release", "ND_API release", "without a function",
                    "ND_EXPORT"),
    "bool": ("nd_flag keepdims)", "bool keepdims)", "ND_EXPORT nd_array* nd_sum", "`bool` is not allowed", "int32_t"),
    "long": ("int32_t naxes", "long naxes", "ND_EXPORT nd_array* nd_sum", "`long` is not allowed", "int64_t"),
    "size_t": ("int32_t naxes", "size_t naxes", "ND_EXPORT nd_array* nd_sum", "`size_t` is not allowed", "int64_t"),
    "int": ("int32_t naxes", "int naxes", "ND_EXPORT nd_array* nd_sum", "`int` is not allowed", "int32_t"),
    "float": ("int32_t naxes", "float naxes", "ND_EXPORT nd_array* nd_sum", "`float` is not allowed", "double"),
    "long double": ("int32_t naxes", "long double naxes", "ND_EXPORT nd_array* nd_sum", "`long` is not allowed",
                    "int64_t"),
    "complex": ("int32_t naxes", "double _Complex n", "ND_EXPORT nd_array* nd_sum", "`_Complex` is not allowed",
                "doubles"),
    "enum": ("int32_t naxes", "enum order n", "ND_EXPORT nd_array* nd_sum", "`enum` is not allowed", "int32_t"),
    "reference": ("int32_t naxes", "int32_t &naxes", "ND_EXPORT nd_array* nd_sum", "`&` is not allowed", "pointer"),
    "C++ type": ("int32_t naxes", "std::string n", "ND_EXPORT nd_array* nd_sum", "`std` is not allowed",
                 "const char *"),
    "varargs": ("nd_flag keepdims)", "...)", "ND_EXPORT nd_array* nd_sum", "`...` is not allowed", "array"),
    "unknown type": ("int32_t naxes", "nd_thing *n", "ND_EXPORT nd_array* nd_sum", "`nd_thing` is outside the list",
                     "types.h"),
    "struct by value": ("const nd_sample_options *options", "nd_sample_options options", "ND_EXPORT nd_array *nd_from",
                        "struct `nd_sample_options` by value", "const nd_sample_options *"),
    "array parameter": ("const int64_t* axes", "const int64_t axes[]", "ND_EXPORT nd_array* nd_sum", "pointers",
                        "int64_t *"),
    "nameless": ("nd_array *a);", "nd_array *);", "ND_EXPORT int64_t", "a parameter without a name", "name it"),
    "prefix": ("int64_t nd_array_ndim(", "int64_t array_ndim(", "ND_EXPORT int64_t", "does not start with nd_", "nd_"),
    "one-liner key": ("group=arithmetic", "grp=arithmetic", "ND_BINARY(add", "unknown key `grp=arithmetic`", "since="),
    "one-liner text": ('"Quotient and remainder."', '"Quotient"', "ND_BINARY_2(div", "no full stop", "end it"),
    "one-liner name": ("ND_BINARY_2(divmod", "ND_BINARY_2(Div", "ND_BINARY_2(Div", "needs a name", "name,"),
    "untagged": ("ND_UNARY(sqrt", "ND_EXPORT nd_status nd_open();\nND_UNARY(sqrt", "nd_open", "without a tag",
                 "ND_API"),
    "indented": ("/*ND_API release", "  /*ND_API release", "ND_API release", "does not begin its line", "column 1"),
    "linkage": ('#include "ndcore/sample.h"', "", None, "C++ linkage", "ndcore/sample.h"),
    "defined twice": ("ND_UNARY(sqrt", "ND_UNARY(release", "ND_UNARY(release", "nd_release is defined twice",
                      "sample.cpp"),
    "version": ("ND_API release", "ND_API release version=2", "ND_API release", "is `nd_release`", "nd_release_v2"),
    "removed draft": ("ND_API release", "ND_API release removed=2", "ND_API release", "draft is simply deleted",
                      "stable"),
}  # fmt: skip


@pytest.mark.parametrize("name", MISTAKES)
def test_mistake_is_refused(tree, name):
    old, new, blamed, problem, remedy = MISTAKES[name]
    tree.edit(HEAD, old, new)
    refusal = tree.refused()
    assert problem in refusal
    assert remedy in refusal.split(problem)[1]
    if blamed:
        assert f"{HEAD}:{tree.line_of(HEAD, blamed)}: " in refusal


def test_all_mistakes_are_shown_at_once(tree):
    tree.edit(HEAD, "in default=0", "in default=no")
    tree.edit(HEAD, "Number of dimensions.", "Number of dimensions")
    tree.edit(HEAD, 'mainder."', 'mainder"')
    assert len([line for line in tree.refused().split("\n") if line.startswith(HEAD)]) == 3


def test_what_the_scan_finds(tree):
    api, _ = tree.run()
    by_name = {function.name: function for function in api.functions}
    assert list(by_name) == ["add", "array_ndim", "divmod", "from_memory", "release", "sqrt", "sum"]
    total = by_name["sum"]
    assert total.summary == "Sum of the elements of `a` over `axes`."
    assert total.prose == ["It is exact for integers.", "A paragraph of its own."]
    assert [p.role.name for p in total.parameters] == ["handle", "array", "length", "handle", "integer"]
    assert total.parameters[1].text == "NULL for all axes; negative counts from the end"
    assert [p.optional for p in total.parameters] == [False, True, False, True, False]
    assert total.errors == ["ND_AXIS_ERROR", "ND_TYPE_ERROR"]
    assert [p.role.name for p in by_name["from_memory"].parameters] == [
        "memory", "array", "length", "callback", "opaque", "struct",
    ]  # fmt: skip
    assert by_name["release"].parameters[0].role.name == "any_handle"
    assert by_name["add"].summary == 'Sum of "x1" and `x2`.'
    assert by_name["add"].group == "arithmetic"
    assert by_name["sqrt"].group == "sample"
    assert [p.role.name for p in by_name["divmod"].parameters] == ["handle", "handle", "out_handle", "out_handle"]
    assert [by_name[n].return_kind for n in by_name] == [
        "owned", "reading", "status", "owned", "status", "owned", "owned",
    ]  # fmt: skip


HEADER_MISTAKES = {
    "padding": ("int32_t casting;\n  int32_t order;", "int32_t casting;", "padding before field `strides`", "reserved"),
    "no struct_size": ("int64_t struct_size;", "int64_t size;", "does not begin with", "grows at its end"),
    "not said to be fixed": ("A value: layout=fixed.", "A value.", "nd_sample_cell does not begin with",
                             "layout=fixed"),
    "callback without data": ("(void *data, int64_t nbytes)", "(int64_t nbytes)", "takes no `void *data`", "add it"),
    "enum": ("/* Options of a call. */", "typedef enum { a } nd_e;", "cannot read `typedef enum", "allowed"),
    "constant": ("#define ND_BOOL 0", '#define ND_BOOL "b"', "not an integer", "plain integers"),
    "constant twice": ("#define ND_INT8 1", "#define ND_BOOL 1", "defined twice", "remove one"),
}  # fmt: skip


@pytest.mark.parametrize("name", HEADER_MISTAKES)
def test_mistake_in_a_header_is_refused(tree, name):
    old, new, problem, remedy = HEADER_MISTAKES[name]
    tree.edit("include/ndcore/types.h", old, new)
    refusal = tree.refused()
    assert refusal.startswith("include/ndcore/types.h:")
    assert problem in refusal
    assert remedy in refusal
