"""`__array_interface__` as others write it: what is malformed, or reaches out of its buffer, is refused and not
read."""

import ndcore as nd
import numpy as np
import pytest
from conftest import assert_same

ROOM = bytearray(np.arange(8.0).tobytes())
NUMBERS = np.arange(8.0)
ADDRESS = NUMBERS.ctypes.data
MISSING = object()


class Holder:
    def __init__(self, interface):
        self.__array_interface__ = interface


def interface(**changes):
    made = {"shape": (4,), "typestr": "<f8", "data": ROOM, "version": 3} | changes
    return Holder({key: value for key, value in made.items() if value is not MISSING})


FINE = [
    {}, {"data": (ADDRESS, False)}, {"data": (ADDRESS, True)}, {"data": (ADDRESS, 1)}, {"offset": 16}, {"offset": 32},
    {"shape": (8,)},
    {"shape": (2, 4)}, {"shape": ()}, {"shape": (np.int64(2),)}, {"shape": (0,)}, {"strides": (16,)},
    {"strides": (-8,), "offset": 24},
    {"strides": (0,), "shape": (1000,)}, {"strides": (3,)}, {"shape": (2, 2), "strides": (8, 24)}, {"typestr": b"<f8"},
    {"typestr": ">f8"},
    {"typestr": "|u1", "shape": (64,)}, {"typestr": "<c16"}, {"typestr": "|b1", "shape": (8,)},
    {"typestr": "<i2", "offset": 1, "shape": (31,)},
    {"data": bytes(ROOM)}, {"data": memoryview(ROOM)[8:]}, {"data": b"", "shape": (0,)}, {"version": MISSING},
    {"data": NUMBERS}, {"data": (ADDRESS, False), "strides": (16,)}, {"data": (ADDRESS + 56, False), "strides": (-8,)},
    {"data": np.zeros(4, [("x", "f8")])},
]  # fmt: skip


@pytest.mark.parametrize("changes", FINE)
def test_as_numpy(changes):
    mine, theirs = nd.asarray(interface(**changes)), np.asarray(interface(**changes))
    assert_same(mine, theirs)
    assert mine.strides == theirs.strides or not mine.size
    assert mine.flags.writeable == theirs.flags.writeable or not mine.size


def test_nothing_is_copied():
    room = bytearray(64)
    a = nd.asarray(interface(data=room, offset=8))
    a[0] = 1.0
    assert np.frombuffer(room)[1] == 1.0
    with pytest.raises(BufferError):
        room.extend(b"x")


# NumPy reads on behind the buffer in many of these.
OUTSIDE = [
    {"shape": (9,)}, {"offset": 40}, {"offset": -8}, {"offset": 2**70}, {"strides": (24,)}, {"strides": (-8,)},
    {"strides": (2**62,)},
    {"strides": (2**63,)}, {"strides": (-(2**63),)}, {"shape": (2**62,)}, {"shape": (2**63,)},
    {"shape": (2**31, 2**31, 2**31)},
    {"typestr": "<c16", "shape": (5,)}, {"data": b"", "shape": (1,)}, {"data": b"", "shape": ()},
    {"data": memoryview(ROOM)[8:], "shape": (8,)},
    {"shape": (3, 2), "strides": (16, 32)}, {"shape": (3, 2), "strides": (-8, 32), "offset": 8}, {"data": (0, False)},
    {"data": (-8, False)},
    {"data": (2**64, False)}, {"data": (2**64 - 8, True), "shape": (2,)}, {"data": (8, True), "strides": (-8,)},
    {"data": (ADDRESS, False), "strides": (2**63 - 1,)}, {"data": (ADDRESS, False), "shape": (2**62,)},
    {"shape": (-1,)}, {"shape": (0, -1)},
    {"data": (ADDRESS, False), "shape": (-3,)}, {"shape": (0,), "offset": 65}, {"shape": (1,) * 65},
    {"shape": (2, 2), "strides": (8,)},
    {"strides": ()}, {"strides": (8, 8)}, {"data": (ADDRESS, False), "strides": (8, 8)}, {"version": 4},
    {"version": "3"}, {"version": None}, {"version": -1}, {"shape": MISSING}, {"typestr": MISSING},
]  # fmt: skip
WRONG_TYPES = [
    {"shape": [4]}, {"shape": 4}, {"shape": (4.0,)}, {"shape": (None,)}, {"shape": "4"}, {"strides": [8]},
    {"strides": (8.0,)}, {"strides": 8},
    {"typestr": "zz"}, {"typestr": 8}, {"typestr": None}, {"typestr": ""}, {"typestr": "<f3"}, {"typestr": "<f8x"},
    {"typestr": "|O8"},
    {"typestr": "|V8"}, {"typestr": "<M8[s]"}, {"data": ADDRESS}, {"data": (ADDRESS,)}, {"data": (ADDRESS, False, 1)},
    {"data": ("x", False)},
    {"data": (1.5, False)}, {"data": "text"}, {"data": [1, 2]}, {"data": None}, {"data": MISSING}, {"offset": 1.0},
    {"offset": "8"}, {"offset": None},
]  # fmt: skip


@pytest.mark.parametrize("changes", OUTSIDE)
def test_outside(changes):
    with pytest.raises(ValueError, match=r"__array_interface__ of 'Holder'|dimension"):
        nd.asarray(interface(**changes))


@pytest.mark.parametrize("changes", WRONG_TYPES)
def test_wrong_types(changes):
    with pytest.raises(TypeError):
        nd.asarray(interface(**changes))


@pytest.mark.parametrize("given", [[1], 5, "x", ()])
def test_no_dict(given):
    with pytest.raises(ValueError, match="must be a dict"):
        nd.asarray(Holder(given))


def test_buffer_with_gaps():
    with pytest.raises(BufferError, match="C-contiguous"):
        nd.asarray(interface(data=memoryview(ROOM)[::2]))


def test_a_class_is_no_array():
    class Kind:
        __array_interface__ = property(lambda self: interface().__array_interface__)

    with pytest.raises(TypeError):
        nd.asarray(Kind)
    assert nd.asarray(Kind()).tolist() == [0, 1, 2, 3]


@pytest.mark.parametrize("given", [3, None, "x", [1.0]])
def test_array_method_without_array(given):
    class Kind:
        def __array__(self, dtype=None, copy=None):
            return given

    with pytest.raises(ValueError, match="did not give an array"):
        nd.asarray(Kind())


BUFFERS = [
    {"shape": (2, 4)}, {"shape": (9,)}, {"shape": (8,), "offset": 8}, {"shape": (2,), "offset": 56},
    {"shape": (2, 3), "strides": (8,)}, {"shape": (2,), "strides": (8, 8)}, {"shape": (4,), "strides": (16,)},
    {"shape": (5,), "strides": (16,)},
    {"shape": (3,), "strides": (-8,), "offset": 16}, {"shape": (4,), "strides": (-8,), "offset": 16},
    {"shape": (2, 2), "order": "F"}, {"shape": (2, 2), "offset": 40, "order": "F"},
]  # fmt: skip


@pytest.mark.parametrize("given", BUFFERS)
def test_ndarray_over_a_buffer(given):
    """The class called with a buffer has the same check."""
    results = []
    for xp in (nd, np):
        try:
            results.append(xp.ndarray(dtype="f8", buffer=ROOM, **given))
        except (TypeError, ValueError) as error:
            results.append(error)
    mine, theirs = results
    if isinstance(theirs, Exception):
        assert type(mine) is type(theirs), (mine, theirs)
    else:
        assert_same(mine, theirs)
        assert mine.strides == theirs.strides


@pytest.mark.parametrize("given", [{"shape": (2,), "offset": -8}, {"shape": (-1,)}, {"shape": (0,), "offset": 65}])
def test_ndarray_outside_a_buffer(given):
    """NumPy takes these, and reads in front of the buffer."""
    with pytest.raises((TypeError, ValueError), match=r"too small|negative"):
        nd.ndarray(dtype="f8", buffer=ROOM, **given)
