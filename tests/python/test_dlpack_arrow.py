"""DLPack and the Arrow C data interface through Python's protocols: what is shared, what refused, and who gives back
what."""

import ctypes
import gc
import sys
import weakref

import ndcore as nd
import numpy as np
import pytest
from conftest import DTYPES, assert_same, numpy_of, sample
from ndcore._ffi.library import bind


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("version", [None, (1, 0)])
def test_dlpack_both_ways(dtype, version):
    theirs = sample(dtype)
    mine = nd.array(theirs)[:, ::2]
    back = np.from_dlpack(mine)
    assert_same(mine, back)
    assert back.__array_interface__["data"][0] == mine.__array_interface__["data"][0]
    taken = nd.from_dlpack(theirs[::2])
    assert_same(taken, theirs[::2])
    assert taken.__array_interface__["data"][0] == theirs.__array_interface__["data"][0]

    class Other:
        def __dlpack__(self, **kwargs):
            return mine.__dlpack__(max_version=version)

        def __dlpack_device__(self):
            return (1, 0)

    again = nd.from_dlpack(Other())
    assert_same(again, numpy_of(mine))
    assert again.flags.writeable == (version is not None)


def test_dlpack_refusals():
    a = nd.arange(3)
    with pytest.raises(RuntimeError):
        a.__dlpack__(stream=1)
    with pytest.raises(BufferError):
        a.__dlpack__(dl_device=(2, 0))
    with pytest.raises(BufferError):
        nd.arange(3, dtype=">i4" if sys.byteorder == "little" else "<i4").__dlpack__()
    with pytest.raises(TypeError):
        nd.from_dlpack([1])
    a.flags.writeable = False
    with pytest.raises(BufferError):
        a.__dlpack__()
    assert not np.from_dlpack(a).flags.writeable
    capsule = nd.arange(3).__dlpack__()

    class Twice:
        def __dlpack__(self, **_):
            return capsule

    nd.from_dlpack(Twice())
    with pytest.raises(BufferError):
        nd.from_dlpack(Twice())


class Tensor(ctypes.Structure):
    """DLPack's legacy managed tensor, over four doubles."""

    _fields_ = [
        ("data", ctypes.c_void_p), ("device", ctypes.c_int32 * 2), ("ndim", ctypes.c_int32), ("code", ctypes.c_uint8),
        ("bits", ctypes.c_uint8), ("lanes", ctypes.c_uint16), ("shape", ctypes.POINTER(ctypes.c_int64)),
        ("strides", ctypes.POINTER(ctypes.c_int64)), ("byte_offset", ctypes.c_uint64), ("context", ctypes.c_void_p),
        ("deleter", ctypes.CFUNCTYPE(None, ctypes.c_void_p)),
    ]  # fmt: skip


class Producer:
    """An object with `__dlpack__` that counts the calls of its tensor's deleter."""

    def __init__(self, **changes):
        self.numbers, self.deleted = (ctypes.c_double * 4)(1, 2, 3, 4), 0
        self.tensor = Tensor(ctypes.addressof(self.numbers), (1, 0), 1, 2, 64, 1, (ctypes.c_int64 * 1)(3))
        self.tensor.deleter = type(self.tensor.deleter)(self.delete)
        for name, value in changes.items():
            setattr(self.tensor, name, value)
        new = ctypes.pythonapi["PyCapsule_New"]
        new.restype, new.argtypes = ctypes.py_object, (ctypes.c_void_p, ctypes.c_char_p, ctypes.c_void_p)
        self.name = ctypes.c_char_p(b"dltensor")
        self.capsule = new(ctypes.addressof(self.tensor), self.name, None)

    def delete(self, _):
        self.deleted += 1

    def __dlpack__(self, **_):
        return self.capsule

    def __dlpack_device__(self):
        return (1, 0)


def capsule_name(capsule):
    read = ctypes.pythonapi["PyCapsule_GetName"]
    read.restype, read.argtypes = ctypes.c_char_p, (ctypes.py_object,)
    return read(capsule)


def test_a_tensor_is_deleted_once():
    producer = Producer()
    taken = nd.from_dlpack(producer)
    assert taken.tolist() == [1, 2, 3]
    assert capsule_name(producer.capsule) == b"used_dltensor"
    part = taken[1:]
    del taken
    gc.collect()
    assert producer.deleted == 0
    del part
    gc.collect()
    assert producer.deleted == 1
    copied = nd.from_dlpack(other := Producer(), copy=True)
    assert other.deleted == 1
    assert copied.flags.writeable
    assert copied.base is None


_FAR = ctypes.cast((ctypes.c_int64 * 1)(2**62), ctypes.POINTER(ctypes.c_int64))


@pytest.mark.parametrize(("error", "changes"), [
    (ValueError, {"ndim": -1}), (ValueError, {"ndim": 65}), (ValueError, {"ndim": 2**31 - 1}),
    (ValueError, {"strides": _FAR}),
    (ValueError, {"shape": _FAR}), (ValueError, {"shape": None}), (ValueError, {"data": None}),
    (ValueError, {"byte_offset": 2**64 - 1}),
    (BufferError, {"bits": 128}), (BufferError, {"lanes": 2}), (BufferError, {"code": 3}),
    (BufferError, {"device": (2, 0)}),
])  # fmt: skip
def test_a_tensor_that_is_refused_stays_the_producers(error, changes):
    producer = Producer(**changes)
    with pytest.raises(error, match=r"^from_dlpack: "):
        nd.from_dlpack(producer)
    gc.collect()
    assert producer.deleted == 0
    assert capsule_name(producer.capsule) == b"dltensor"


def live_bytes():
    gc.collect()
    return bind("nd_live_bytes")()


@pytest.fixture
def unraisable(monkeypatch):
    """What Python could only write to standard error."""
    seen = []
    monkeypatch.setattr(sys, "unraisablehook", seen.append)
    return seen


def test_an_export_that_is_refused_is_given_back(unraisable):
    before = live_bytes()
    for make in (nd.zeros, nd.ones):
        with pytest.raises((BufferError, RuntimeError, TypeError), match=r"(?i)type"):
            np.from_dlpack(make(3000, "bfloat16"))
    assert live_bytes() == before
    assert not unraisable


@pytest.mark.parametrize("method", ["__dlpack__", "__arrow_c_array__"])
def test_capsules_end_beside_an_error(method, unraisable):
    """int() drops its argument, which holds the memory alone, while its error is being raised."""
    before = live_bytes()
    theirs = np.ones(1000)
    alive = weakref.ref(theirs)
    with pytest.raises(TypeError, match=r"^int\(\) argument must be"):
        int(getattr(nd.ones(1000), method)())
    made = [getattr(nd.asarray(theirs), method)()]
    del theirs
    with pytest.raises(TypeError, match=r"^int\(\) argument must be"):
        int(made.pop())
    assert live_bytes() == before
    assert alive() is None
    assert not unraisable


def test_capsules_that_nobody_takes_give_back():
    before = live_bytes()
    for version in (None, (0, 8), (1, 0), (2, 0)):
        capsule = nd.ones(5000).__dlpack__(max_version=version)
        name = b"dltensor" if version in (None, (0, 8)) else b"dltensor_versioned"
        assert capsule_name(capsule) == name
        assert live_bytes() >= before + 40_000
        del capsule
        assert live_bytes() == before
    a = nd.ones(5000)
    taken = nd.from_dlpack(a)
    del a
    assert taken.sum() == 5000
    del taken
    assert live_bytes() < before + 40_000  # the scalar that sum made may wait to be given back with others


def test_dlpack_copies():
    a = nd.arange(6)
    for copy, shares in ((None, True), (False, True), (True, False)):
        assert nd.shares_memory(a, nd.from_dlpack(a, copy=copy, device="cpu")) == shares
        assert np.shares_memory(np.asarray(a), np.from_dlpack(a, copy=copy)) == shares
    with pytest.raises(ValueError, match="Device not understood"):
        nd.from_dlpack(a, device="gpu")
    odd = nd.zeros(4).view("u1")[1:25].view("f8")
    assert nd.from_dlpack(odd, copy=False).tolist() == [0, 0, 0]


class Schema(ctypes.Structure):
    _fields_ = [
        ("format", ctypes.c_char_p), ("name", ctypes.c_char_p), ("metadata", ctypes.c_void_p),
        ("flags", ctypes.c_int64),
        ("n_children", ctypes.c_int64), ("children", ctypes.c_void_p), ("dictionary", ctypes.c_void_p),
        ("release", ctypes.CFUNCTYPE(None, ctypes.c_void_p)), ("private", ctypes.c_void_p),
    ]  # fmt: skip


class Array(ctypes.Structure):
    _fields_ = [
        ("length", ctypes.c_int64), ("null_count", ctypes.c_int64), ("offset", ctypes.c_int64),
        ("n_buffers", ctypes.c_int64),
        ("n_children", ctypes.c_int64), ("buffers", ctypes.POINTER(ctypes.c_void_p)), ("children", ctypes.c_void_p),
        ("dictionary", ctypes.c_void_p), ("release", ctypes.CFUNCTYPE(None, ctypes.c_void_p)),
        ("private", ctypes.c_void_p),
    ]  # fmt: skip


def struct_in(kind, capsule, name):
    read = ctypes.pythonapi["PyCapsule_GetPointer"]
    read.restype, read.argtypes = ctypes.c_void_p, (ctypes.py_object, ctypes.c_char_p)
    return kind.from_address(read(capsule, name))


_ARROW = {"int8": b"c", "uint8": b"C", "int16": b"s", "uint16": b"S", "int32": b"i", "uint32": b"I", "int64": b"l",
          "uint64": b"L", "float16": b"e", "float32": b"f", "float64": b"g"}  # fmt: skip


class OnlyArrow:
    """What has no other protocol than Arrow's."""

    def __init__(self, array):
        self.array = array

    def __arrow_c_array__(self, requested_schema=None):
        return self.array.__arrow_c_array__()


@pytest.mark.parametrize("dtype", _ARROW)
def test_arrow_shares_numbers(dtype):
    a = nd.arange(12).astype(dtype)[2:9]
    schema, array = a.__arrow_c_array__()
    described, held = struct_in(Schema, schema, b"arrow_schema"), struct_in(Array, array, b"arrow_array")
    assert (described.format, described.name, described.flags, described.n_children) == (_ARROW[dtype], b"", 0, 0)
    assert (held.length, held.null_count, held.offset, held.n_buffers) == (7, 0, 0, 2)
    assert held.buffers[0] is None
    assert held.buffers[1] == a.ctypes.data
    back = nd.asarray(OnlyArrow(a))
    assert (back.dtype, back.tolist(), back.ctypes.data) == (a.dtype, a.tolist(), a.ctypes.data)
    assert not back.flags.writeable
    assert nd.array(OnlyArrow(a)).flags.writeable


@pytest.mark.parametrize("shape", [(9,), (0,), (3, 4), (2, 0, 3), (2, 3, 4)])
@pytest.mark.parametrize("dtype", ["bool", "int16", ">f8"])
def test_arrow_goes_round(dtype, shape):
    a = nd.arange(int(np.prod(shape))).reshape(shape).astype(dtype)
    if dtype == "bool":
        a = nd.arange(int(np.prod(shape))).reshape(shape) % 3 == 0
    for one in (a, a[::-1], a[::2], nd.asarray(a.T)):
        back = nd.asarray(OnlyArrow(one))
        assert (back.shape, back.tolist(), back.dtype) == (one.shape, one.tolist(), one.dtype.newbyteorder("="))


def test_arrow_refusals():
    for a in (nd.zeros(3, "bfloat16"), nd.zeros(3, complex)):
        with pytest.raises(BufferError, match="Arrow has no type"):
            a.__arrow_c_array__()
    with pytest.raises(ValueError, match="0-d"):
        nd.zeros(()).__arrow_c_array__()
    with pytest.raises(BufferError, match="bits"):
        nd.asarray(OnlyArrow(nd.ones(3, bool)), copy=False)
    assert nd.asarray(OnlyArrow(nd.ones(3)), copy=False).tolist() == [1, 1, 1]

    class Nulls:
        def __arrow_c_array__(self, requested_schema=None):
            capsules = nd.ones(8).__arrow_c_array__()
            held = struct_in(Array, capsules[1], b"arrow_array")
            held.null_count, held.buffers[0] = -1, ctypes.addressof(bits)
            return capsules

    bits = ctypes.c_uint8(0xF7)
    with pytest.raises(BufferError, match="1 of 8 values are null"):
        nd.asarray(Nulls())
    bits.value = 0xFF
    assert nd.asarray(Nulls()).sum() == 8


def test_arrow_memory_is_given_back():
    before = live_bytes()
    capsules = nd.ones(5000).__arrow_c_array__()
    del capsules
    assert live_bytes() == before
    taken = nd.asarray(OnlyArrow(nd.ones(5000)))
    part = taken[3:]
    del taken
    assert part.sum() == 4997
    del part
    assert live_bytes() < before + 40_000  # the scalar that sum made may wait to be given back with others
