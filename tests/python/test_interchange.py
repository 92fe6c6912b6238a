"""Memory shared with others: __array_interface__, __array__, memoryview, pickle; NEP 18; threads, fork."""

import array
import copy
import ctypes
import gc
import os
import pickle
import threading
import weakref

import ndcore as nd
import numpy as np
import pytest
from conftest import DTYPES, assert_same, bfloat16, sample


@pytest.mark.parametrize("dtype", DTYPES)
def test_numpy_looks_at_our_memory(dtype, layout):
    mine = nd.array(layout(sample(dtype)))
    theirs = np.asarray(mine)
    assert_same(mine, theirs)
    assert theirs.dtype.str == mine.dtype.str
    if mine.size:
        assert theirs.__array_interface__["data"][0] == mine.__array_interface__["data"][0]
        theirs[...] = 1
        assert mine.ravel()[0] == 1


def test_memory_that_numpy_holds_lives_on():
    theirs = np.asarray(nd.arange(100_000)[::2])
    gc.collect()
    junk = [nd.ones(100_000) for _ in range(10)]
    assert theirs.tolist() == list(range(0, 100_000, 2))
    assert len(junk) == 10


def test_read_only_stays_so():
    a = nd.arange(3)
    a.flags.writeable = False
    assert not np.asarray(a).flags.writeable
    assert memoryview(a.data).readonly
    assert not nd.asarray(np.asarray(a)).flags.writeable


def test_array_method():
    a = nd.arange(3)
    assert a.__array__().dtype == np.int64
    assert a.__array__(np.float32).dtype == np.float32
    assert a.__array__(copy=True).base is None
    with pytest.raises(ValueError):
        a.__array__(np.float32, copy=False)
    assert nd.array([1, 2], "bfloat16").__array__().dtype == bfloat16


class OnlyArray:
    def __array__(self, dtype=None, copy=None):
        return np.array([1.0, 2.0])


class OnlyInterface:
    def __init__(self):
        self.data = (ctypes.c_int * 3)(1, 2, 3)
        self.__array_interface__ = {
            "typestr": "<i4",
            "shape": (3,),
            "data": (ctypes.addressof(self.data), False),
            "version": 3,
        }


def test_other_protocols_are_taken_everywhere():
    assert nd.asarray(OnlyArray()).tolist() == [1.0, 2.0]
    assert nd.add(OnlyArray(), 1).tolist() == [2.0, 3.0]
    owner = OnlyInterface()
    a = nd.asarray(owner)
    a[0] = 9
    assert owner.data[0] == 9
    assert nd.sum(range(5)) == 10
    assert nd.concatenate([b"a", bytearray(b"b"), array.array("B", [1])]).tolist() == [97, 98, 1]


def test_data_is_a_memoryview():
    a = nd.arange(6).reshape(2, 3)
    view = a.data
    assert (view.shape, view.tolist()) == ((2, 3), a.tolist())
    view[0, 1] = 77
    assert a[0, 1] == 77
    kept = nd.arange(100_000).data
    junk = [nd.zeros(100_000) for _ in range(10)]
    assert kept[99_999] == 99_999
    assert len(junk) == 10
    with pytest.raises(BufferError):
        a.T.data  # noqa: B018


def test_ctypes_attribute():
    a = nd.arange(6).reshape(2, 3)
    assert a.ctypes.data == a.__array_interface__["data"][0]
    assert list(a.ctypes.shape) == [2, 3]
    assert list(a.ctypes.strides) == list(a.strides)
    assert a.ctypes.data_as(ctypes.POINTER(ctypes.c_int64))[4] == 4


@pytest.mark.parametrize("protocol", range(6))
@pytest.mark.parametrize("dtype", [*DTYPES, ">i4", "bfloat16"])
def test_pickle(protocol, dtype):
    for a in (
        nd.ones((2, 3), dtype),
        nd.ones((3, 2), dtype).T,
        nd.ones(5, dtype)[::2],
        nd.ones((), dtype),
        nd.ones((0, 2), dtype),
    ):
        b = pickle.loads(pickle.dumps(a, protocol))
        assert (b.shape, b.dtype, b.tolist()) == (a.shape, a.dtype, a.tolist())
        assert b.flags.writeable
        if a.size > 1 and a.flags.f_contiguous:
            assert b.flags.f_contiguous


def test_pickle_out_of_band():
    a = nd.arange(100_000)
    buffers = []
    data = pickle.dumps(a, 5, buffer_callback=buffers.append)
    assert len(data) < 1000
    b = pickle.loads(data, buffers=buffers)
    assert (b == a).all()
    assert b.__array_interface__["data"][0] == a.__array_interface__["data"][0]


def test_copies_and_weak_references():
    a = nd.arange(3)
    for b in (copy.copy(a), copy.deepcopy(a), a.copy(), nd.copy(a)):
        assert not nd.shares_memory(a, b)
        assert b.tolist() == a.tolist()
    reference = weakref.ref(a)
    del a, b
    gc.collect()
    assert reference() is None


class Diverted:
    """NEP 18: takes over whatever function it is an argument of."""

    def __array_function__(self, function, types, args, kwargs):
        return function, types, len(args), kwargs


def test_array_function_of_others():
    it = Diverted()
    assert nd.sum(it, axis=0) == (nd.sum, (Diverted,), 1, {"axis": 0})
    assert nd.concatenate([nd.ones(1), it])[0] is nd.concatenate
    assert nd.where(nd.array([True]), it, 1)[1] == (nd.ndarray, Diverted)
    assert nd.zeros(3, like=it)[0] is nd.zeros
    assert nd.array([1], like=it)[2] == 1
    with pytest.raises(TypeError):
        nd.zeros(3, like=3)

    class Declines:
        def __array_function__(self, *_):
            return NotImplemented

    with pytest.raises(TypeError, match=r"no implementation found for 'ndcore\.sum'"):
        nd.sum(Declines())


def test_numpys_functions_on_our_arrays():
    a = nd.arange(6.0).reshape(2, 3)
    assert_same(np.sum(a), np.float64(15.0))
    assert_same(np.concatenate([a, np.ones((1, 3))]), np.concatenate([np.asarray(a), np.ones((1, 3))]))
    assert_same(np.mean(a, axis=0), np.asarray(a).mean(0))
    assert type(np.transpose(a)) is nd.ndarray
    with pytest.raises(TypeError):
        np.busday_count(a, a)


def test_subclasses():
    class Marked(nd.ndarray):
        def __array_finalize__(self, obj):
            self.mark = "here"

    a = nd.arange(3).view(Marked)
    assert type(a) is Marked
    assert a.mark == "here"
    assert a.tolist() == [0, 1, 2]
    assert a.sum() == 3


def test_threads_share_arrays():
    a, failures = nd.arange(10_000.0), []

    def work():
        try:
            for _ in range(200):
                b = a * 2
                assert b[77] == 154
                assert b.sum() == 2 * 49_995_000
        except Exception as error:
            failures.append(error)

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_fork():
    a = nd.ones(2_000_000)
    assert a.sum() == 2_000_000
    child = os.fork()
    if child == 0:
        os._exit(0 if (a + a).sum() == 4_000_000 else 1)
    assert os.waitpid(child, 0)[1] == 0
    assert (a + a).sum() == 4_000_000


@pytest.mark.parametrize("change", [
    {"shape": None}, {"shape": 3}, {"typestr": None}, {"typestr": "zz"}, {"data": (8,)}, {"data": ("8", True)},
    {"strides": (4, 4)}, {"strides": 4}, {"shape": (-1,)}, {"shape": (2**62, 4)},
])  # fmt: skip
def test_interfaces_that_lie_are_refused(change):
    class Described:
        pass

    memory = np.arange(4, dtype="<i4")
    described = Described()
    interface = {"shape": (2,), "typestr": "<i4", "data": (memory.ctypes.data, True), "version": 3} | change
    described.__array_interface__ = {key: value for key, value in interface.items() if value is not None}
    with pytest.raises((TypeError, ValueError)):
        nd.asarray(described)
