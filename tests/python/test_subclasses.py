"""Subclasses of ndarray: one class derived from each library's ndarray goes through the same expressions; the class and
shape of each result, and what `__array_wrap__` was told, are those of NumPy.
"""

from __future__ import annotations

import copy
import gc
import pickle
import weakref

import pytest
from conftest import nd, np

EXPRESSIONS = """
b.view(S) | s[0] | s[0,0] | s[...] | s[0:1] | s[[0]] | s[s>2] | s[()] | z[()] | z[...] | v[0] | s+1 | s+b | b+s | 1+s
xp.float64(1)+s | s+xp.float64(1) | z+1 | z+z | -z | -s | abs(s) | s==s | s**2 | 2**s | xp.add(s,1) | xp.add(s,s)
xp.sqrt(s) | xp.add(s,1,subok=False) | xp.add(b,1,out=s) | xp.add(s,1,out=b) | xp.add(s,1,out=(b,)) | xp.modf(s)
divmod(s,2) | xp.add.reduce(s) | xp.add.reduce(v) | xp.add.reduce(s,axis=None) | xp.add.reduce(s,keepdims=True)
xp.add.reduce(s,out=xp.zeros(3)) | xp.add.reduce(b,out=xp.zeros(3).view(S)) | xp.add.accumulate(s)
xp.add.reduceat(s,[0]) | xp.add.outer(s,s) | xp.add.outer(s,b) | s.sum() | v.sum() | s.sum(0) | s.prod() | s.min()
s.mean() | s.mean(0) | s.std() | s.std(0) | s.any() | s.all(0) | s.argmax() | s.argmax(0) | s.cumsum() | s.cumsum(0)
xp.ptp(s) | s.copy() | s.astype(int) | s.astype(int,subok=False) | s.astype(float,copy=False) | s.reshape(3,2)
s.ravel() | s.flatten() | s.T | s.mT | s.transpose() | s.swapaxes(0,1) | s.squeeze() | s.diagonal() | s.trace()
s.repeat(2) | s.take([0]) | s.take(0) | s.compress([1,0],0) | xp.array([0,1]).view(S).choose([[1,2],[3,4]]) | s.sort()
s.argsort() | s.argpartition(1) | v.searchsorted(1) | v.searchsorted([1,2]) | s.nonzero() | s.dot(b.T) | v.dot(v)
s@b.T | b@s.T | v@v | s.clip(0,1) | s.round() | s.conj() | s.real | s.imag | s.byteswap() | s.view() | s.view(int)
s.view(xp.ndarray) | s.getfield(xp.int64) | s.tolist() | s.flat[0] | s.flat[:2] | list(s) | list(v) | s.item(0)
s.__copy__() | s.__deepcopy__({}) | xp.copy(s) | xp.copy(s,subok=True) | xp.array(s) | xp.array(s,subok=True)
xp.array(s,subok=True,copy=None) | xp.array(s,subok=True,ndmin=3) | xp.asarray(s) | xp.asanyarray(s)
xp.asanyarray(s,dtype=int) | xp.asanyarray(b) | xp.asanyarray([1]) | xp.ascontiguousarray(s.T) | xp.ascontiguousarray(s)
xp.require(s) | xp.zeros_like(s) | xp.zeros_like(s,subok=False) | xp.empty_like(s) | xp.full_like(s,1) | xp.ones_like(s)
xp.zeros_like(s,shape=(3,)) | xp.ndarray.__new__(S,(2,)) | S((2,)) | S((2,),buffer=bytearray(16)) | S((2,),int,b'0'*16)
S((2,2),xp.int8,bytearray(16),4,(4,1)) | S((2,3),float,order='F') | s.__iadd__(1) | s.__imul__(b) | b.__iadd__(s)
s.__setitem__(0,1) | xp.var(s) | xp.sum(s) | s.max(0,keepdims=True) | xp.array([1+2j]).view(S).real
xp.array([1+2j]).view(S).imag | xp.real(s) | xp.imag(s) | xp.angle(s) | xp.array([s,s]) | xp.stack([s,s])
xp.concatenate([s,s]) | xp.vstack([s,s]) | xp.hstack([s,s]) | xp.block([s,s]) | xp.append(s,s)
xp.broadcast_to(s,(2,2,3)) | xp.broadcast_to(s,(2,2,3),subok=True) | xp.broadcast_arrays(s,b)
xp.broadcast_arrays(s,b,subok=True) | xp.expand_dims(s,0) | xp.atleast_1d(s) | xp.atleast_2d(v) | xp.atleast_3d(s)
xp.moveaxis(s,0,1) | xp.rollaxis(s,1) | xp.roll(s,1) | xp.roll(s,1,0) | xp.flip(s) | xp.fliplr(s) | xp.rot90(s)
xp.sort(s) | xp.argsort(s) | xp.partition(s,1) | xp.argpartition(s,1) | xp.unique(s) | xp.where(s>0,s,s)
xp.take(s,[0]) | xp.compress([1],s,0) | xp.diag(s) | xp.diagonal(s) | xp.trace(s) | xp.tril(s) | xp.triu(s)
xp.tile(s,2) | xp.repeat(s,2) | xp.resize(s,(3,)) | xp.split(s,2) | xp.array_split(s,2) | xp.clip(s,0,1) | xp.round(s)
xp.fix(s) | xp.nan_to_num(s) | xp.real_if_close(s) | xp.diff(s) | xp.ediff1d(s) | xp.gradient(v) | xp.cumsum(s)
xp.cumprod(s) | xp.mean(s) | xp.average(s) | xp.nansum(s) | xp.nanmean(s) | xp.nanmax(s) | xp.nanvar(s)
xp.count_nonzero(s) | xp.argmax(s) | xp.dot(s,b.T) | xp.inner(s,s) | xp.outer(v,v) | xp.vdot(v,v) | xp.kron(v,v)
xp.cross(v,v) | xp.tensordot(s,b.T,1) | xp.matmul(s,b.T) | xp.matmul(s,b.T,subok=False) | xp.vecdot(s,s)
xp.linalg.norm(s) | xp.linalg.inv(xp.eye(2).view(S)) | xp.linalg.solve(xp.eye(2).view(S),xp.ones(2)) | xp.transpose(s)
xp.linalg.eigh(s @ s.T) | xp.linalg.svd(s) | xp.linalg.svd(s, False)
xp.linalg.svd(s, compute_uv=False) | xp.linalg.pinv(s)
xp.linalg.svd(s @ s.T, hermitian=True) | xp.linalg.pinv(s @ s.T, hermitian=True) | xp.linalg.norm(s,axis=0)
xp.swapaxes(s,0,1) | xp.squeeze(s) | xp.ravel(s) | xp.reshape(s,(3,2)) | xp.isclose(s,s) | xp.allclose(s,s)
xp.isposinf(s) | xp.sinc(s) | xp.trapezoid(s) | xp.select([s>0],[s]) | xp.choose([0,1,0],[v,v]) | xp.delete(s,0)
xp.insert(s,0,1) | xp.pad(s,1) | xp.meshgrid(v,v) | xp.ix_(xp.array([1]).view(S)) | xp.searchsorted(v,1) | xp.isin(s,s)
xp.digitize(s,[1.]) | xp.take_along_axis(s,xp.zeros((1,3),int),0) | xp.astype(s,int) | xp.unstack(s)
xp.matrix_transpose(s) | xp.permute_dims(s) | xp.cumulative_sum(v) | xp.sum(s,where=s>0) | xp.sum(s,initial=1)
xp.sum(s,out=xp.zeros(()))
""".replace("\n", " | ").split(" | ")


def subclass(xp):
    log = []

    class Sub(xp.ndarray):
        def __array_finalize__(self, obj):
            log.append(("finalize", type(obj).__name__))

        def __array_wrap__(self, array, context=None, return_scalar=False):
            told = context and (context[0].__name__, len(context[1]), context[2])
            log.append(("wrap", type(array).__name__, array.shape, told, return_scalar))
            return super().__array_wrap__(array, context, return_scalar)

    Sub.log = log
    return Sub


def evaluated(text, xp):
    """(classes and shapes of the result, calls of `__array_wrap__`)."""
    S = subclass(xp)
    b = xp.arange(6.0).reshape(2, 3)
    names = {"xp": xp, "S": S, "b": b, "s": b.view(S), "z": xp.array(3.0).view(S), "v": xp.arange(3.0).view(S)}
    S.log.clear()
    result = eval(text, names)
    parts = result if isinstance(result, (tuple, list)) else [result]
    kinds = [(type(part).__name__.rstrip("_"), getattr(part, "shape", None)) for part in parts]
    return kinds, [entry for entry in S.log if entry[0] == "wrap"]


# Here NumPy goes through several of its ufuncs, ndcore through one function of the library; the result's class is the
# same.
OTHER_WAYS = ("s**2", "mean", "std", "var", "ptp", "trace", "round", "angle", "unique", "nan_to_num", "diff",
              "gradient", "average",
              "nan", "norm", "inv", "eigh", "svd", "solve", "close", "isposinf", "sinc", "trapezoid", "kron", "cross",
              "real_if")  # fmt: skip


@pytest.mark.parametrize("text", [text for text in EXPRESSIONS if text])
def test_class_and_wraps(text):
    theirs, mine = evaluated(text, np), evaluated(text, nd)
    assert mine[0] == theirs[0]
    if not any(way in text for way in OTHER_WAYS):
        assert mine[1] == theirs[1]


def info_array(xp):
    class InfoArray(xp.ndarray):
        """NumPy's own example: an attribute that views and results inherit."""

        def __new__(cls, values, info=None):
            made = xp.asarray(values).view(cls)
            made.info = info
            return made

        def __array_finalize__(self, obj):
            if obj is None:
                return
            self.info = getattr(obj, "info", None)

        def __reduce__(self):
            build, args, state = super().__reduce__()
            return build, args, (*state, self.info)

        def __setstate__(self, state):
            self.info = state[-1]
            super().__setstate__(state[:-1])

        def __getitem__(self, key):
            return super().__getitem__(key)

    InfoArray.__qualname__ = InfoArray.__name__ = f"InfoArray_{xp.__name__}"
    globals()[InfoArray.__name__] = InfoArray
    return InfoArray


KEEPING = ["a[1:]", "a + 1", "1 - a", "a.reshape(3, 1)", "xp.sin(a)", "a.copy()", "a.astype('f4')", "a[[0, 2]]",
           "a[a > 1]", "-a",
           "copy.copy(a)", "copy.deepcopy(a)", "a.T", "xp.zeros_like(a)", "a.view(type(a))", "a * a",
           "xp.asanyarray(a)", "abs(a)",
           "pickle.loads(pickle.dumps(a))", "pickle.loads(pickle.dumps(a, 5))", "pickle.loads(pickle.dumps(a, 2))",
           "a.cumsum()",
           "xp.add.outer(a, a)", "xp.add.reduce(a[None])", "a.round()", "a.clip(0, 1)", "a @ xp.ones((3, 2))",
           "a.real"]  # fmt: skip


@pytest.mark.parametrize("text", KEEPING)
def test_attributes_survive(text):
    found = []
    for xp in (np, nd):
        kind = info_array(xp)
        a = kind([0.0, 1.5, 2.0], info="metres")
        result = eval(text, {"xp": xp, "a": a, "copy": copy, "pickle": pickle})
        assert type(result) is kind
        found.append((result.info, result.tolist(), str(result.dtype)))
    assert found[0] == found[1]
    assert found[1][0] == "metres"


def test_explicit_construction():
    found = []
    for xp in (np, nd):
        seen = []

        class Sub(xp.ndarray):
            def __new__(cls, shape, **kwargs):
                made = super().__new__(cls, shape, **kwargs)
                made.extra = 1
                return made

            def __array_finalize__(self, obj, seen=seen):
                seen.append(obj is None)
                self.extra = getattr(obj, "extra", 0)

        block = bytearray(range(16))
        a = Sub((2, 2), dtype="int8", buffer=block, offset=4, strides=(4, 1))
        block[4] = 99
        found.append((a.tolist(), a.extra, a[0].extra, Sub((3,)).shape, seen, a.strides))
        with pytest.raises(TypeError):
            Sub((99,), dtype="int8", buffer=block)
    assert found[0] == found[1]


def test_operators_of_a_subclass_call_its_array_ufunc():
    class Logged(nd.ndarray):
        def __array_ufunc__(self, ufunc, method, *inputs, **kwargs):
            inputs = [one.view(nd.ndarray) if isinstance(one, Logged) else one for one in inputs]
            outs = kwargs.pop("out", None)
            if outs:
                kwargs["out"] = tuple(one.view(nd.ndarray) if isinstance(one, Logged) else one for one in outs)
            return ufunc.__name__, method, super().__array_ufunc__(ufunc, method, *inputs, **kwargs)

    a, b = nd.arange(3.0).view(Logged), nd.ones(3)
    for result, name in ((a + b, "add"), (b + a, "add"), (a - a, "subtract"), (2 * a, "multiply"), (-a, "negative"),
                         (a**2, "power"),
                         (nd.float64(1) + a, "add"), (a + nd.float64(1), "add"), (nd.sqrt(a), "sqrt"), (a < b, "less"),
                         (divmod(a, 2), "divmod"), (abs(a), "absolute"), (nd.add(a, a), "add")):  # fmt: skip
        assert result[:2] == (name, "__call__")
    assert a.sum()[:2] == ("add", "reduce")
    assert a.max()[2] == 2.0
    a += 1
    assert a[0] == "add"


def test_somebody_elses_wrap():
    class Duck:
        def __array__(self, dtype=None, copy=None):
            return np.ones(3)

        def __array_wrap__(self, array, context=None, return_scalar=False):
            return "wrapped", context[0].__name__, array.shape, return_scalar

    class Loud(Duck):
        __array_priority__ = 5

    for xp in (np, nd):
        assert xp.sqrt(Duck()) == ("wrapped", "sqrt", (3,), False)
        assert xp.add(Loud(), xp.ones(3))[0] == "wrapped"
        assert xp.add(xp.ones(3), Duck())[0] == "wrapped"
        assert type(xp.add(Loud(), 1, subok=False)) is xp.ndarray


def test_views_keep_memory_and_nothing_leaks():
    class Sub(nd.ndarray):
        pass

    a = nd.arange(4.0)
    s = a.view(Sub)
    s[1:][0] = 9.0
    assert a[1] == 9.0
    assert s.base is a
    assert s.view(nd.ndarray).base is a
    reference = weakref.ref(s)
    kept = s[2:]
    del s, a
    gc.collect()
    assert kept.tolist() == [2.0, 3.0]
    del kept
    gc.collect()
    assert reference() is None


def test_finalize_may_fail_or_be_none():
    class Fails(nd.ndarray):
        def __array_finalize__(self, obj):
            raise RuntimeError("not so")

    class Silent(nd.ndarray):
        __array_finalize__ = None

    a = nd.arange(3.0)
    with pytest.raises(RuntimeError, match="not so"):
        a.view(Fails)
    assert type(a.view(Silent)[1:]) is Silent
    with pytest.raises(TypeError, match="sub-type"):
        a.view(type=int)


def test_mapped_files_are_a_subclass(tmp_path):
    for xp in (np, nd):
        m = xp.memmap(tmp_path / xp.__name__, "f8", "w+", shape=(4,))
        assert type(m[1:]) is xp.memmap
        assert m[1:].filename == m.filename
        assert type(m + 1) is xp.ndarray
        assert type(m[[0, 1]]) is xp.ndarray
        assert m[1:].offset == m.offset if xp is np else m[1:].offset == m.offset + 8
        assert not isinstance(m.sum(), xp.memmap)
        assert type(m.copy()).__name__ == "memmap"
        assert m.copy().filename is None
        assert type(xp.asarray(m)) is xp.ndarray


PRIORITIES = [None, -2e6, -5, 0.0, 5]


@pytest.mark.parametrize("priority", PRIORITIES)
def test_whose_wrap_counts(priority):
    found = []
    for xp in (np, nd):

        class Duck:
            def __array__(self, dtype=None, copy=None):
                return np.ones(3)

            def __array_wrap__(self, array, context=None, return_scalar=False):
                return "wrapped"

        class Sub(xp.ndarray):
            __array_wrap__ = Duck.__array_wrap__

        if priority is not None:
            Duck.__array_priority__ = Sub.__array_priority__ = priority
        d, s, b = Duck(), xp.ones(3).view(Sub), xp.ones(3)
        pairs = [(d, b), (b, d), (d, 1), (1, d), (d, xp.float64(1)), (xp.float64(1), d), (d, [1]), ([1], d), (s, b),
                 (b, s), (s, 1), (1, s)]  # fmt: skip
        found.append([isinstance(xp.add(*pair), str) for pair in pairs])
    assert found[0] == found[1]
