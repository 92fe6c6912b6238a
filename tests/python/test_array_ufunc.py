"""NEP 13: what `__array_ufunc__` of others is told, and when operators give way; the same classes record for NumPy and
for ndcore, and what they recorded is compared.
"""

from __future__ import annotations

import pytest
from conftest import nd, np


class Recorder:
    """Answers a ufunc with what it was told."""

    def __array_ufunc__(self, ufunc, method, *inputs, **kwargs):
        return ufunc.__name__, method, [told(one) for one in inputs], {key: told(one) for key, one in kwargs.items()}


class Narrow(Recorder):
    pass


class Declines:
    def __init__(self, log=None):
        self.log = log

    def __array_ufunc__(self, ufunc, method, *inputs, **kwargs):
        if self.log is not None:
            self.log.append(type(self).__name__)
        return NotImplemented

    def __repr__(self):
        return f"{type(self).__name__}()"


class DeclinesToo(Declines):
    pass


class Own:
    """Has operators of its own."""

    def answer(self, other):
        return "mine"

    __radd__ = __rmatmul__ = __gt__ = __eq__ = __rdivmod__ = answer
    __hash__ = None


class Refuses(Own):
    """Takes part in no ufunc."""

    __array_ufunc__ = None


class Preferred(Own):
    """The old way to have operators of one's own beside arrays."""

    __array_priority__ = 10


def told(value):
    """A value without its library: arrays as lists, recorders by class."""
    if isinstance(value, tuple):
        return tuple(told(one) for one in value)
    if hasattr(value, "tolist"):
        return "array", value.tolist()
    if isinstance(value, (Recorder, Declines, Own)):
        return type(value).__name__
    return "no value" if repr(value) == "<no value>" else value


def said(call, xp, **names):
    """What a call gives, or says."""
    try:
        return told(eval(call, {"xp": xp, "a": xp.arange(3.0), "o": xp.zeros(3), **names}))
    except (TypeError, ValueError) as error:
        return type(error).__name__, str(error).replace("numpy", "ndcore").replace("'ndcore.ndarray'", "'ndarray'")


CALLS = """
xp.add(a, u) | xp.add(u, a) | xp.add(a, u, o) | xp.add(a, u, None) | xp.add(a, u, out=None) | xp.add(a, u, out=(None,))
xp.add(a, u, out=o) | xp.add(a, u, out=(o,)) | xp.add(a, 1, out=u) | xp.add(a, 1, u) | xp.add(a, 1, out=(u,))
xp.add(a, u, where=True) | xp.add(a, u, where=u) | xp.add(a, 1, where=u) | xp.add(a, u, sig="dd->d")
xp.add(a, u, signature="dd->d", casting="no", order="C", subok=False)
xp.add(a, u, signature="dd->d", dtype=None) | xp.add(a, u, foo=3) | xp.add(u) | xp.add(u, 1, 2, 3)
xp.add(u, 1, o, out=o) | xp.add(u, 1, out=(o, o)) | xp.modf(u) | xp.modf(u, o) | xp.modf(u, o, None)
xp.modf(u, None, None) | xp.modf(u, out=(None, None)) | xp.modf(u, out=(None, o)) | xp.modf(u, out=o)
xp.modf(a, out=(None, u)) | xp.divmod(u, 2) | xp.add.reduce(u) | xp.add.reduce(u, 0) | xp.add.reduce(u, axis=0)
xp.add.reduce(u, None, float, None, False, 0, True) | xp.add.reduce(u, 0, None, o) | xp.add.reduce(u, out=o)
xp.add.reduce(u, out=(o,)) | xp.add.reduce(u, out=None) | xp.add.reduce(a, out=u) | xp.add.reduce(a, where=u)
xp.add.reduce(array=u) | xp.add.reduce(u, foo=1) | xp.square.reduce(u) | xp.modf.reduce(u) | xp.equal.reduce(u)
xp.add.accumulate(u) | xp.add.accumulate(u, 0, None, o) | xp.add.accumulate(a, out=u) | xp.modf.accumulate(u)
xp.add.reduceat(u, [0]) | xp.add.reduceat(a, u) | xp.add.reduceat(a, [0], out=u) | xp.add.reduceat(u, [0], 0, None, o)
xp.add.reduceat(u, indices=[0], axis=1) | xp.add.outer(u, 1) | xp.add.outer(a, u, out=o) | xp.add.outer(a, u, dtype=int)
xp.add.outer(a, 1, out=u) | xp.add.outer(u) | xp.negative.outer(u, u) | xp.add.at(u, [0], 1) | xp.add.at(a, u, 1)
xp.add.at(a, [0], u) | xp.negative.at(u, [0]) | xp.add.at(u, [0]) | xp.modf.at(u, [0])
xp.matmul(u, a) | xp.matmul(a, u, o) | xp.matmul(a, u, out=o, axes=[0, 0, 0]) | xp.vecdot(u, a) | xp.vecmat(a, u)
xp.sum(u) | xp.sum(u, axis=0, keepdims=True) | xp.prod(u) | xp.max(u) | xp.sum(a, out=u) | a.__iadd__(u)
a + u | u.__array_ufunc__(xp.add, "__call__", a) | a < u | a == u | divmod(a, u) | a @ u | a ** u | xp.array(3.0) + u
xp.float64(3) + u | xp.float64(3) ** u | xp.fix(u) | a.__radd__(u) | a.__rmatmul__(u) | a - u | a >> u
xp.add(n, u) | xp.add(u, n) | xp.add(u, d) | xp.add(d, u) | xp.add(d, d) | xp.add(a, d, out=o) | xp.add.reduce(d)
xp.add(a, 1, out=d) | xp.add(a, d, where=True) | a + d | xp.add(a, r) | xp.add(u, r) | xp.add.reduce(r)
xp.add(1, 2, out=r)
""".replace("\n", " | ").split(" | ")


@pytest.mark.parametrize("call", [call for call in CALLS if call])
def test_what_it_is_told(call):
    names = {"u": Recorder(), "n": Narrow(), "d": Declines(), "r": Refuses()}
    theirs, mine = said(call, np, **names), said(call, nd, **names)
    if "foo" in call:  # in each library's words
        theirs, mine = theirs[0], mine[0]
    if "Declines" in str(theirs):  # the repr of arrays may be anything
        theirs, mine = str(theirs[1]).split("(", 2)[0:1], str(mine[1]).split("(", 2)[0:1]
    assert mine == theirs


@pytest.mark.parametrize("other", [Preferred, Refuses])
@pytest.mark.parametrize(
    "call",
    ["a + x", "a < x", "a == x", "a @ x", "divmod(a, x)", "a.__iadd__(x)", "a ** x", "xp.float64(1).__add__(x)",
     "xp.float64(1) + x", "xp.array(1.0) + x", "a.__eq__(x)"],
)  # fmt: skip
def test_who_gives_way(call, other):
    assert said(call, nd, x=other()) == said(call, np, x=other())


def test_the_order_is_numpys():
    logs = []
    for xp in (np, nd):
        log = []
        with pytest.raises(TypeError, match="all returned NotImplemented"):
            xp.add(Declines(log), DeclinesToo(log), out=Declines(log))
        with pytest.raises(TypeError, match="all returned NotImplemented"):
            xp.add(xp.ones(1), Declines(log), out=DeclinesToo(log))
        logs.append(log)
    assert logs[0] == logs[1] == ["DeclinesToo", "Declines"] * 2


def test_the_message_is_numpys():
    texts = []
    for xp in (np, nd):
        with pytest.raises(TypeError) as caught:
            xp.add.reduce(Declines(), axis=0, out=DeclinesToo())
        texts.append(str(caught.value))
    assert texts[0] == texts[1]


def test_an_array_of_ours_beside_numpys_wins_and_shares():
    mine, theirs = nd.arange(3.0), np.arange(3.0)
    for result in (mine + theirs, theirs + mine, np.add(mine, theirs), np.add(theirs, mine), nd.add(theirs, theirs),
                   theirs @ mine, np.multiply.outer(theirs, mine), np.add.reduce(nd.ones((2, 2)))):  # fmt: skip
        assert isinstance(result, nd.ndarray)
    theirs += mine
    assert type(theirs) is np.ndarray
    assert theirs.tolist() == [0.0, 2.0, 4.0]
    taken = nd.asarray(theirs)
    taken[0] = 9.0
    assert theirs[0] == 9.0
    nd.add.at(theirs, [1], 1)
    assert theirs[1] == 3.0


def test_default_method_declines_for_others_of_its_kind():
    class Mine(nd.ndarray):
        def __array_ufunc__(self, ufunc, method, *inputs, **kwargs):
            return "mine"

    a, b = nd.ones(2), nd.ones(2).view(Mine)
    assert nd.ndarray.__array_ufunc__(a, nd.add, "__call__", a, b) is NotImplemented
    assert nd.ndarray.__array_ufunc__(a, nd.add, "__call__", a, a).tolist() == [2.0, 2.0]
    assert nd.ndarray.__array_ufunc__(a, nd.add, "reduce", a) == 2.0
    assert a.__array_ufunc__(nd.add, "at", a, [0], 1) is None
    assert a.tolist() == [2.0, 1.0]
