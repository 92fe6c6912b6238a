"""What a user of Python finds of the functions that recipes.py adds: a program, which test_adding_functions.py runs
over each binding of a tree that has them.
"""

import inspect
import pydoc
from pathlib import Path

import ndcore as nd
from ndcore.functions import generated, ufuncs


class Foreign:
    """An array of another library: it tells what it was asked for."""

    def __array_ufunc__(self, ufunc, method, *inputs, **options):
        return ufunc.__name__, method

    def __array_function__(self, function, types, arguments, options):
        return function.__name__


def check_results():
    a = nd.array([[1.0, -2.0]])
    assert nd.cube(a).tolist() == [[1.0, -8.0]]
    assert nd.cube(nd.array([2], "int8")).dtype == nd.float16
    assert nd.cube(a, where=[False, True], out=nd.zeros((1, 2))).tolist() == [[0.0, -8.0]]
    assert nd.cycle_axes(nd.ones((2, 3, 4))).shape == (3, 4, 2)
    assert nd.ones((2, 3, 4)).cycle_axes(k=-1).shape == (4, 2, 3)
    assert nd.shares_memory(nd.cycle_axes(a), a)
    assert nd.sum_of_squares(a, axis=0, keepdims=True).tolist() == [[1.0, 4.0]]
    assert a.sum_of_squares(where=[True, False]) == 1.0


def check_names():
    assert "cube" in ufuncs.__all__
    assert {"cycle_axes", "sum_of_squares"} <= set(generated.__all__)
    assert {"cube", "cycle_axes", "sum_of_squares"} <= set(dir(nd))


def check_help():
    assert "Third power, as a float" in pydoc.render_doc(nd.cube)
    assert "axis i of the result is axis i + k of `a`" in pydoc.render_doc(nd.cycle_axes).replace("Axis", "axis")
    assert "Squares of integers wrap." in pydoc.render_doc(nd.sum_of_squares)
    assert "A view whose axes are moved round." in pydoc.render_doc(nd.ndarray.cycle_axes)
    assert list(inspect.signature(nd.cycle_axes).parameters) == ["a", "k"]
    named = ["a", "axis", "dtype", "out", "keepdims", "where"]
    assert list(inspect.signature(nd.sum_of_squares).parameters) == named


def check_stub():
    lines = (Path(nd.__file__).parent / "__init__.pyi").read_text(encoding="utf-8").splitlines()
    assert "cube: ufunc" in lines
    assert "def cycle_axes(a: ArrayLike, k: int = ...) -> ndarray: ..." in lines
    assert "    def cycle_axes(self, /, k: int = ...) -> ndarray: ..." in lines
    assert sum(line.lstrip().startswith("def sum_of_squares(") for line in lines) == 2


def check_dispatch():
    assert nd.cube(Foreign()) == ("cube", "__call__")
    assert nd.cycle_axes(Foreign()) == "cycle_axes"
    assert nd.sum_of_squares(Foreign()) == "sum_of_squares"
    assert nd.sum_of_squares([1.0], out=Foreign()) == "sum_of_squares"


if __name__ == "__main__":
    for check in (check_results, check_names, check_help, check_stub, check_dispatch):
        check()
