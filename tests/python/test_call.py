"""Calls by name and the method table, as Python sees them; that all functions give by name what they give directly is
in tests/conformance/test_vectors.py."""

import inspect

import ndcore as nd
import pytest

# Tables, what takes callbacks or structs that hold functions, and scopes, which would be those of the call by name.
NOT_BY_NAME = {"array_describe", "array_wrap", "call", "capsule_destroy", "capsule_set_functions", "dtype_register",
               "from_arrow", "from_dlpack", "fp_set_default_handler", "fp_set_handler", "get_api", "get_api_draft",
               "get_c_api", "scope_begin", "scope_end", "set_allocator", "text_read", "to_arrow", "to_dlpack",
               "token_set_progress", "trace_set", "ufunc_add_loop", "ufunc_register",
               "warning_set_handler"}  # fmt: skip


def test_what_cannot_be_called_by_name_is_listed():
    assert {name for name, one in nd.methods().items() if not one.callable} == NOT_BY_NAME


@pytest.mark.parametrize("name", sorted(NOT_BY_NAME))
def test_what_cannot_be_called_by_name_says_so(name):
    with pytest.raises(TypeError, match=f"call: '{name}' cannot be called by name: it takes callbacks or tables"):
        nd.call(name)


def test_every_function_is_described():
    table = nd.methods()
    assert table["sum"].signature == (
        "sum(a: array, axes: list[int] = None, *, dtype: dtype = None, out: array = None, keepdims: int = 0, "
        "initial: array = None, no_initial: int = 0, where: array = None) -> array"
    )
    assert table["sum"].declaration.startswith("nd_array *nd_sum(")
    assert table["sum"].file == "capi/areas/stats.cpp"
    assert table["sum"].line > 0
    assert all(one.summary for one in table.values())


def test_values_of_python():
    a = nd.array([[1.0, 2, 3], [4, 5, 6]])
    assert nd.call("sum", a, [0]).tolist() == [5, 7, 9]
    assert nd.call("sum", a, axes=[0, 1], dtype="int32", keepdims=1).tolist() == [[21]]
    assert nd.call("sum", a, [0], dtype=nd.dtype("float32")).dtype == nd.float32
    assert nd.call("array_shape", a) == [2, 3]
    assert nd.call("array_ndim", a) == 2
    assert nd.call("modf", 2.5) == (0.5, 2.0)
    assert nd.call("clear_error") is None
    assert nd.call("add", a, 1j).dtype == nd.complex128
    assert nd.call("nonzero", nd.array([0, 1, 2]), 1).tolist() == [1, 2]
    first, second = nd.call("split", a, 1, 1, nparts=2)
    assert (first.shape, second.shape) == ((2, 2), (2, 1))


@pytest.mark.parametrize(
    ("args", "kwargs", "kind", "message"),
    [
        ((), {}, TypeError, "sum: argument `a` is missing; sum(a: array, "),
        (("x",), {}, TypeError, "sum: argument `a` must be array, not str; sum("),
        (
            (nd.ones(3),),
            {"axs": 0},
            TypeError,
            "sum: there is no keyword argument `axs` (did you mean 'axes'?); sum(",
        ),
        ((nd.ones(3),), {"a": 0}, TypeError, "sum: argument `a` is given twice; sum("),
        ((nd.ones(3), [5]), {}, IndexError, "axis 5 is out of bounds"),
    ],
)
def test_refusals_show_the_signature(args, kwargs, kind, message):
    with pytest.raises(kind) as caught:
        nd.call("sum", *args, **kwargs)
    assert message in str(caught.value)


def test_unknown_names():
    for name in ("summ", "no.where", "sum@7"):
        with pytest.raises(KeyError, match=f"there is no function '{name}'"):
            nd.call(name, 1)


@pytest.mark.parametrize(
    ("wrong", "meant"),
    [("summ", "sum"), ("smu", "sum"), ("nd_sum", "sum"), ("array_nidm", "array_ndim"), ("sum_of_squares", None),
     ("x", None), ("é" * 99, None)],
)  # fmt: skip
def test_a_near_miss_names_what_was_meant(wrong, meant):
    with pytest.raises(KeyError) as caught:
        nd.call(wrong, 1)
    said = str(caught.value)
    assert ("did you mean" in said) == (meant is not None)
    assert meant is None or f"did you mean '{meant}'?" in said


@pytest.mark.parametrize("numbers", [[], [True, False], [1, True, -3], [1, 2.5], [1, 2.5, 3j], (2**63 - 1, 0)], ids=str)
def test_a_list_of_numbers_is_an_array(numbers):
    made = nd.call("transpose", numbers)
    assert (made.tolist(), made.dtype) == (nd.array(numbers).tolist(), nd.array(numbers).dtype)


@pytest.mark.parametrize("values", [["1"], [None], [1, [2]], [2**63]], ids=str)
def test_other_lists_are_none(values):
    with pytest.raises(TypeError, match="sum: argument `a` must be array, not a list"):
        nd.call("sum", values)


def test_a_ufunc_makes_the_outputs_that_are_not_given():
    assert nd.call("ufunc_call", "add", [[1.0, 2], 1]).tolist() == [2, 3]
    fraction, whole = nd.call("ufunc_call", "modf", [2.5])
    assert (fraction, whole) == (0.5, 2)
    out = nd.zeros(2)
    assert nd.call("ufunc_call", "add", [[1.0, 2], 1], [out]) is not None
    assert out.tolist() == [2, 3]


def test_a_ufunc_may_be_told_by_its_name():
    a = nd.array([1.0, 2, 3])
    assert nd.call("ufunc_call", "add", [a, 1], [None], dtype="float32").tolist() == [2, 3, 4]
    assert nd.call("ufunc_reduce", "multiply", a, [0]).tolist() == 6
    with pytest.raises(KeyError, match="'ad'"):
        nd.call("ufunc_call", "ad", [a, 1], [None])
    with pytest.raises(TypeError, match="argument `ufunc` must be ufunc, not int"):
        nd.call("ufunc_call", 1, [a, 1])


def test_one_version_is_called_by_its_number():
    assert nd.call("sum@1", nd.ones(3)) == 3


def test_documentation_is_real():
    assert "by its name" in inspect.getdoc(nd.call)
