"""pad in all modes, against NumPy."""

import ndcore as nd
import numpy as np
import pytest
from conftest import DTYPES, LAYOUTS, NUMERIC, check, sample

MODES = ["constant", "edge", "linear_ramp", "maximum", "mean", "median", "minimum", "reflect", "symmetric", "wrap"]
KEYWORDS = {
    "constant": {"constant_values": ((1, 2), (3, 4))}, "linear_ramp": {"end_values": ((1, 2), (3, 4))},
    **{mode: {"stat_length": ((1, 2), (2, 9))} for mode in ("maximum", "mean", "median", "minimum")},
    "reflect": {"reflect_type": "odd"}, "symmetric": {"reflect_type": "odd"},
}  # fmt: skip


# Of booleans NumPy has no ramps, but rounding errors that are true.
@pytest.mark.parametrize(
    ("mode", "dtype"), [(m, d) for m in MODES for d in DTYPES if (m, d) != ("linear_ramp", "bool")]
)
def test_modes(mode, dtype):
    for shape in ((2, 3), (3, 1), (1, 1)):
        a = sample(dtype, shape, special=False)
        for widths in (1, ((1, 0), (7, 9)), ((0, 0), (0, 3))):
            check(lambda xp, a, widths=widths: xp.pad(a, widths, mode), a)
            check(lambda xp, a, widths=widths: xp.pad(a, widths, mode, **KEYWORDS.get(mode, {})), a)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_layouts(layout):
    a = LAYOUTS[layout](sample("f4", (3, 4)))
    for mode in MODES:
        check(lambda xp, a, mode=mode: xp.pad(a, 2, mode), a)


A = np.arange(6.0).reshape(2, 3)
CALLS = [
    (A, {0: 1}, {}), (A, {1: (2, 0), -2: 1}, {}), (A, {}, {}),
    (A, (1, 2), {}), (A, ((1, 2),), {}), (A, ((1,), (2,)), {}), (A, [[1, 2], [3, 4]], {}), (A, (1, 2, 3), {}),
    (A, -1, {}),
    (A, 1.5, {}), (A, np.uint8(1), {}), (A, 1, {"mode": "other"}), (A, 1, {"mode": "edge", "constant_values": 1}),
    (A, 1, {"mode": "mean", "end_values": 1}), (A, 1, {"constant_values": 2.5}), (A, 1, {"constant_values": (1, 2)}),
    (A, 1, {"constant_values": ((1,), (2,))}), (A, 1, {"constant_values": (1, 2, 3)}),
    (A, 1, {"mode": "linear_ramp", "end_values": (5, -4)}),
    (A.astype("f4"), 3, {"mode": "linear_ramp", "end_values": 0.1}),
    (A.astype("f4"), 3, {"mode": "linear_ramp", "end_values": ((0.1, 0.2), (0.3, 0.7))}),
    (A.astype("i2"), 3, {"mode": "linear_ramp", "end_values": -7}), (A, 1, {"mode": "maximum", "stat_length": 0}),
    (A, 1, {"mode": "mean", "stat_length": 0}), (A, 1, {"mode": "median", "stat_length": None}),
    (A, 1, {"mode": "minimum", "stat_length": -1}),
    (A, 1, {"mode": "mean", "stat_length": 1.6}), (A[:0], 1, {}), (A[:0], 1, {"mode": "edge"}),
    (A[:0], ((0, 0), (1, 1)), {"mode": "edge"}),
    (A[:0], ((0, 0), (1, 1)), {"mode": "mean"}), (np.array(3.0), (), {}), (np.array(3.0), 1, {}),
    (A, 0, {"mode": "reflect"}),
    (A, 4, {"mode": "symmetric", "reflect_type": "odd"}), (A, 9, {"mode": "reflect", "reflect_type": "odd"}),
    (A, 1, {"mode": "reflect", "reflect_type": "x"}),
]  # fmt: skip


@pytest.mark.parametrize("widths", [{0: [1, 2]}, {0: 1.0}, {0: (1, 2, 3)}, {0: None}, {0: "x"}, {1.0: 1}, {"a": 1}])
def test_bad_dictionaries(widths):
    with pytest.raises(TypeError, match=r"width of axis 0 must be|integer"):  # of some NumPy says that they cannot be
        nd.pad(nd.asarray(A), widths)
    with pytest.raises(IndexError, match="axis 5 is out of bounds"):
        nd.pad(nd.asarray(A), {5: 1})


@pytest.mark.parametrize("number", range(len(CALLS)))
def test_arguments(number):
    a, widths, keywords = CALLS[number]
    check(lambda xp, a: xp.pad(a, widths, **keywords), a)


def test_functions():
    def fill(line, widths, axis, kwargs):
        line[: widths[0]] = kwargs.get("value", 7) + axis
        line[len(line) - widths[1] :] = line[widths[0]]

    check(lambda xp, a: xp.pad(a, ((1, 2), (0, 3)), fill), A)
    check(lambda xp, a: xp.pad(a, 2, fill, value=3), np.arange(4))


@pytest.mark.parametrize("dtype", NUMERIC)
def test_wide_odd_reflections(dtype):
    a = sample(dtype, (4,), special=False)
    for mode in ("reflect", "symmetric"):
        for widths in ((11, 0), (0, 11), (5, 14), (14, 5)):
            check(lambda xp, a, mode=mode, widths=widths: xp.pad(a, widths, mode, reflect_type="odd"), a)


def test_empty_leaves_the_middle():
    padded = nd.pad(nd.asarray(A), 1, "empty")
    assert padded.shape == (4, 5)
    assert padded[1:-1, 1:-1].tolist() == A.tolist()
