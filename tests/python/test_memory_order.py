"""How fresh results lie in memory: the strides of NumPy's, for every order and any layout of the operands."""

import ndcore as nd
import numpy as np
import pytest
from conftest import LAYOUTS, check, sample
from hypothesis import assume, given, settings
from hypothesis import strategies as st


@st.composite
def operands(draw, count):
    """NumPy arrays that broadcast together: any order of axes, steps of either sign, stretched axes."""
    shape = draw(st.lists(st.integers(1, 4), max_size=4))
    return [_operand(draw, shape) for _ in range(count)]


def _operand(draw, shape):
    own = [1 if draw(st.integers(0, 4)) == 0 else extent for extent in shape]
    own = own[draw(st.integers(0, len(own))) if draw(st.integers(0, 3)) == 0 else 0 :]
    axes = draw(st.permutations(range(len(own))))
    steps = [draw(st.sampled_from([1, 1, 1, -1, 2])) for _ in own]
    room = np.zeros([own[i] * abs(steps[i]) for i in axes], draw(st.sampled_from(["f8", "f4"])))
    a = room.transpose(np.argsort(axes))[tuple(slice(None, None, step) for step in steps)]
    assert a.shape == tuple(own)
    return np.broadcast_to(a[:1], a.shape) if own and draw(st.integers(0, 5)) == 0 else a


def _strides(result):
    """Strides along axes where they matter; of no elements, none do."""
    return [stride for extent, stride in zip(result.shape, result.strides) if extent > 1 and result.size]


@pytest.mark.parametrize("order", "KACF")
@settings(deadline=None, max_examples=150)
@given(inputs=operands(2))
def test_of_two_operands(order, inputs):
    # Of small operands that it has to cast NumPy makes contiguous copies before it asks whether all are Fortran's.
    assume(order != "A" or inputs[0].dtype == inputs[1].dtype)
    mine, theirs = (m.add(*inputs, order=order) for m in (nd, np))
    assert _strides(mine) == _strides(theirs), [(x.shape, x.strides) for x in inputs]


@pytest.mark.filterwarnings("ignore:'where' used without 'out'")
@settings(deadline=None, max_examples=150)
@given(inputs=operands(3))
def test_with_a_mask(inputs):
    *inputs, mask = inputs
    mine, theirs = (m.add(*inputs, where=mask == 0) for m in (nd, np))
    assert _strides(mine) == _strides(theirs), [(x.shape, x.strides) for x in inputs]


@settings(deadline=None, max_examples=150)
@given(inputs=operands(2))
def test_beside_an_output(inputs):
    a, out = inputs
    assume(np.broadcast_shapes(a.shape, out.shape) == out.shape and out.flags.writeable)
    mine, theirs = (m.modf(a, out=(out, None), casting="unsafe")[1] for m in (nd, np))
    assert _strides(mine) == _strides(theirs), [(x.shape, x.strides) for x in inputs]


COPIES = {
    "copy": lambda m, a, order: m.copy(a, order),
    "method": lambda m, a, order: m.asarray(a).copy(order),
    "array": lambda m, a, order: m.array(a, order=order),
    "astype": lambda m, a, order: m.asarray(a).astype("i8", order=order),
    "empty_like": lambda m, a, order: m.empty_like(a, order=order),
    "zeros_like": lambda m, a, order: m.zeros_like(a, order=order),
    "ones_like": lambda m, a, order: m.ones_like(a, order=order),
    "full_like": lambda m, a, order: m.full_like(a, 3, order=order),
    "asarray": lambda m, a, order: m.asarray(a, "i8", order=order),
    "negative": lambda m, a, order: m.negative(a, order=order),
}


@pytest.mark.parametrize("order", "KACF")
@pytest.mark.parametrize("name", COPIES)
@settings(deadline=None, max_examples=60)
@given(inputs=operands(1))
def test_of_copies(name, order, inputs):
    mine, theirs = (COPIES[name](m, inputs[0], order) for m in (nd, np))
    assert _strides(mine) == _strides(theirs), (inputs[0].shape, inputs[0].strides)


@pytest.mark.parametrize("order", "KACF")
@pytest.mark.parametrize("name", COPIES)
def test_of_copies_of_layouts(name, order, layout):
    a = layout(sample("int16", (2, 3, 4)))
    mine, theirs = (COPIES[name](m, a, order) for m in (nd, np))
    assert _strides(mine) == _strides(theirs)
    assert mine.flags.c_contiguous == theirs.flags.c_contiguous
    assert mine.flags.f_contiguous == theirs.flags.f_contiguous


@pytest.mark.parametrize("one", LAYOUTS)
@pytest.mark.parametrize("other", ["contiguous", "fortran", "strided"])
def test_values_in_mixed_orders(one, other):
    a, b = LAYOUTS[one](sample("int32", (3, 4, 2))), LAYOUTS[other](sample("int32", (3, 4, 2), 1))
    check(lambda m, x, y: m.add(x, y, dtype="i8"), a, b if a.size else b[:0])
