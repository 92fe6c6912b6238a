"""NEP 18 and `like=`: every public function asks the same arguments as NumPy's, in the same order, and hands over the
same.

One recorder serves both libraries; what it wrote down for NumPy is what it has to write down for ndcore.
"""

from __future__ import annotations

import inspect
import re
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import DTYPES, bfloat16, nd, np

ROOT = Path(__file__).resolve().parents[2]


class Recorder:
    """Takes over whatever function it is a relevant argument of."""

    def __init__(self, log=None, answer="taken"):
        self.log, self.answer = [] if log is None else log, answer

    def __array_function__(self, function, types, args, kwargs):
        names = tuple(kind.__name__ for kind in types)
        self.log.append((type(self).__name__, function.__name__, names, len(args), dict(kwargs)))
        return self.answer


class Other(Recorder):
    pass


class Narrow(Recorder):
    """A subclass: asked before its base."""


FILLERS = (1.0, [1.0], [[1.0]], "x", (2,))


def takes_over(function, parameters, name, value):
    """Whether `function` lets a recorder take over that stands in this parameter."""
    for filler in FILLERS:
        args, kwargs, log = [], {}, value[1]
        by_name = False
        for one in parameters:
            if one.kind is one.VAR_KEYWORD:
                continue
            given = value[0] if one.name == name else filler
            if one.name != name and (one.default is not one.empty or one.kind is one.KEYWORD_ONLY):
                by_name = by_name or one.kind is one.POSITIONAL_OR_KEYWORD
            elif one.kind is one.VAR_POSITIONAL:
                args += [given, filler] if one.name == name else []
            elif by_name or one.kind is one.KEYWORD_ONLY:
                kwargs[one.name] = given
            else:
                args.append(given)
        try:
            function(*args, **kwargs)
        except Exception:
            continue
        finally:
            found = any(entry[1] == function.__name__ for entry in log)
            log.clear()
        if found:
            return True
    return False


def asked(function):
    """{parameter: ways in which a recorder in it is found}: itself, in a list, in a tuple, in nested lists."""
    parameters = list(inspect.signature(function).parameters.values())
    out = {}
    for one in parameters:
        r = Recorder()
        ways = {"itself": r, "list": [r], "tuple": (r, r), "nested": [[r]]}
        out[one.name] = {
            way for way, value in ways.items() if takes_over(function, parameters, one.name, (value, r.log))
        }
    return {name: ways for name, ways in out.items() if ways}


SKIPPED = {"info", "test", "show_config", "show_runtime"}


def dispatching(module):
    for name in sorted(dir(module)):
        function = getattr(module, name)
        if (
            name.startswith("_")
            or name in SKIPPED
            or isinstance(function, type)
            or not hasattr(function, "_implementation")
        ):
            continue
        yield name, function


def pairs():
    for place in ("", "linalg", "fft", "random"):
        theirs, mine = (getattr(xp, place, None) if place else xp for xp in (np, nd))
        for name, function in dispatching(theirs):
            if callable(getattr(mine, name, None)) and not isinstance(getattr(mine, name), nd.ufunc):
                yield pytest.param(function, getattr(mine, name), id=f"{place}.{name}" if place else name)


@pytest.mark.parametrize(("theirs", "mine"), list(pairs()))
def test_the_same_arguments_are_asked(theirs, mine, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with np.errstate(all="ignore"):
        assert asked(mine) == asked(theirs)


def test_no_function_dispatches_that_numpys_does_not():
    mine = {name for name, function in dispatching(nd) if hasattr(function, "_dispatched_on") and hasattr(np, name)}
    assert mine - {name for name, _ in dispatching(np)} - LIKE.keys() == set()


def plainly(value):
    return type(value).__name__ if isinstance(value, Recorder) else value


def both(build):
    """What `build(xp, log)` writes down and gives, for each library."""
    out = []
    for xp in (np, nd):
        log = []
        try:
            result = build(xp, log)
        except TypeError as error:
            result = str(error).replace("numpy", "ndcore")
            result = result.replace("<no value>", "")
        log = [(*entry[:4], {key: plainly(value) for key, value in entry[4].items()}) for entry in log]
        out.append((log, result if isinstance(result, str) else None))
    return out


ORDERS = {
    "left to right": lambda xp, log: xp.concatenate([Recorder(log, NotImplemented), xp.ones(1), Other(log)]),
    "one a type": lambda xp, log: xp.stack([Recorder(log, NotImplemented), Recorder(log), Other(log)]),
    "subclasses first": lambda xp, log: xp.where(Recorder(log), Narrow(log, NotImplemented), Other(log)),
    "nobody": lambda xp, log: xp.vstack([Recorder(log, NotImplemented), xp.ones(1), Other(log, NotImplemented)]),
    "nobody at one": lambda xp, log: xp.sum(Recorder(log, NotImplemented)),
    "in a submodule": lambda xp, log: xp.linalg.norm(Recorder(log, NotImplemented)),
    "out alone": lambda xp, log: xp.sum(xp.ones(3), out=Recorder(log)),
    "keywords": lambda xp, log: xp.sum(Recorder(log), axis=0, keepdims=True),
    "nested": lambda xp, log: xp.block([[xp.ones(1), Recorder(log)], [Other(log), xp.ones(1)]]),
    "scalars are data": lambda xp, log: xp.where(xp.float64(1), Recorder(log), 3),
    "wrong arguments": lambda xp, log: str(type(xp.sum(Recorder(log), nonsense=1))),
    "like": lambda xp, log: xp.array([1], float, like=Recorder(log)),
    "like declines": lambda xp, log: xp.zeros(3, like=Recorder(log, NotImplemented)),
    "like a number": lambda xp, log: xp.zeros(3, like=3),
    "like a list": lambda xp, log: xp.asarray(3, like=[Recorder(log)]),
    "like a scalar": lambda xp, log: xp.ones(3, like=xp.float64(1)),
    "like an array": lambda xp, log: str(xp.ones(3, like=xp.ones(1)).tolist()),
    "like None": lambda xp, log: str(xp.arange(3, like=None).tolist()),
}


@pytest.mark.parametrize("name", ORDERS)
def test_who_is_asked_and_what_is_said(name):
    theirs, mine = both(ORDERS[name])
    if name == "wrong arguments":  # each says it in its own words
        theirs, mine = theirs[0], mine[0]
    assert mine == theirs


LIKE = {
    "array": ([1],), "asarray": (1,), "asanyarray": (1,), "ascontiguousarray": (1,), "asfortranarray": (1,),
    "require": (1,),
    "empty": (3,), "zeros": (3,), "ones": (3,), "full": (3, 1), "arange": (3,), "eye": (3,), "identity": (3,),
    "tri": (3,),
    "fromfunction": (max, (3,)), "frombuffer": (b"",), "fromiter": ([1], int), "fromfile": ("x",),
    "fromstring": ("1", int, -1), "loadtxt": ("x",), "genfromtxt": ("x",),
}  # fmt: skip


@pytest.mark.parametrize("name", [name for name in LIKE if hasattr(nd, name)])
def test_like(name):
    found = []
    for xp in (np, nd):
        function, log = getattr(xp, name), []
        further = {"sep": ","} if name == "fromstring" else {}
        assert function(*LIKE[name], **further, like=Recorder(log)) == "taken"
        who, called, types, count, keywords = log[0]
        given = {
            key: value
            for key, value in keywords.items()
            if key in nd_defaults(name) and value != nd_defaults(name)[key]
        }
        found.append((who, called.replace("asanyarray", "asarray"), types, count, given))
        assert "like" not in keywords
    assert found[0] == found[1]


def nd_defaults(name):
    return {one.name: one.default for one in inspect.signature(getattr(nd, name)).parameters.values()}


def test_numpys_subclasses_with_an_override_are_asked():
    class Special(np.ndarray):
        def __array_function__(self, function, types, args, kwargs):
            return function

    assert nd.sum(np.ones(3).view(Special)) is nd.sum
    assert nd.sum(np.ma.array([1.0, 2.0])).item() == 3.0  # NumPy's own are data


def test_numpys_functions_find_ours():
    a = nd.arange(3.0)
    for result in (np.concatenate([a, np.ones(1)]), np.linalg.norm(a), np.where(a > 1, a, 0)):
        assert isinstance(result, nd.ndarray)
    with pytest.raises(TypeError, match="no implementation found"):
        np.busday_count(a, a)


def test_names_and_homes():
    assert nd.sum.__module__ == "ndcore"
    assert nd.linalg.norm.__module__ == "ndcore.linalg"
    assert nd._core.add is nd.add
    assert nd._core.sum is nd.sum


# arange takes `start` by its name too, as NumPy does without saying so; of array's `ndmax` NumPy says 0 and means 64;
# the axes of rot90 are the first two where none are given.
OTHER_SIGNATURES = {"arange", "array", "rot90"}


def bare(signature):
    """Without annotations, of which NumPy has none."""
    empty = inspect.Signature.empty
    parameters = [p.replace(annotation=empty) for p in signature.parameters.values()]
    return signature.replace(parameters=parameters, return_annotation=empty)


def signatures(xp, place):
    out = {}
    for name in dir(getattr(xp, place) if place else xp):
        function = getattr(getattr(xp, place) if place else xp, name)
        if name.startswith("_") or name in SKIPPED or isinstance(function, type) or not callable(function):
            continue
        try:
            out[name] = str(bare(inspect.signature(function)))
        except ValueError:  # a builtin that has none
            continue
    return out


PLACES = {"": 250, "linalg": 10, "testing": 8, "broadcast": 1, "flatiter": 1}


@pytest.mark.parametrize("place", PLACES)
def test_signatures_are_numpys(place):
    theirs, mine = signatures(np, place), signatures(nd, place)
    common = theirs.keys() & mine.keys()
    assert len(common) >= PLACES[place]
    assert {name: mine[name] for name in common if mine[name] != theirs[name]}.keys() <= OTHER_SIGNATURES


# NumPy's signatures call these positional, its methods take them by name; of setflags it is the other way round.
TAKEN_BY_NAME = [
    ("put", {"indices": [0], "values": 1}), ("take", {"indices": [0]}), ("repeat", {"repeats": 2}),
    ("searchsorted", {"v": 2}), ("partition", {"kth": 2}), ("argpartition", {"kth": 2}),
]  # fmt: skip


@pytest.mark.parametrize(("name", "keywords"), TAKEN_BY_NAME)
def test_methods_take_by_name_what_numpys_take(name, keywords):
    assert np.shape(getattr(np.arange(3), name)(**keywords)) == np.shape(getattr(nd.arange(3), name)(**keywords))


def test_methods_take_by_position_what_numpys_take():
    for xp in (np, nd):
        a = xp.arange(3)
        a.setflags(False)
        assert not a.flags.writeable
        for call in (
            lambda a: a.swapaxes(axis1=0, axis2=0),
            lambda a: a.sum(self=1),
            lambda a: a.setfield(val=1, dtype=int),
        ):
            with pytest.raises(TypeError):
                call(a)
        assert xp.add.reduce(array=[1, 2]) == 3


def parameters(method):
    return [(p.name, p.kind, p.default) for p in inspect.signature(method).parameters.values()]


@pytest.mark.parametrize("kind", ["ndarray", "ufunc"])
def test_signatures_of_methods_are_numpys(kind):
    """What NumPy hides in **kwargs, ours may name."""
    by_name = {name for _, keywords in TAKEN_BY_NAME for name in keywords} | {"array"}
    seen = 0
    for name, theirs in inspect.getmembers(getattr(np, kind), callable):
        if name.startswith("_") or name in ("view", "setflags", "resolve_dtypes", "__class__"):
            continue
        wanted, mine = parameters(theirs), parameters(getattr(getattr(nd, kind), name))
        if (hidden := [p for p in wanted if p[1] is inspect.Parameter.VAR_KEYWORD]) and hidden != mine[-1:]:
            wanted = [p for p in wanted if p not in hidden]
            mine = mine[: len(wanted)]
        for one, other in zip(mine, wanted, strict=True):
            assert (one[0], one[2]) == (other[0], other[2]), name
            if other[0] not in by_name:
                assert one[1] == other[1], (name, one[0])
        seen += 1
    assert seen >= 5


def test_page_prints_what_it_says(tmp_path):
    """docs/dispatch.md: its code as one program; its comments are what it prints."""
    text = (ROOT / "docs/dispatch.md").read_text(encoding="utf-8")
    code = "\n".join(re.findall(r"```python\n(.*?)```", text, re.DOTALL))
    (tmp_path / "page.py").write_text(code, encoding="utf-8")
    done = subprocess.run([sys.executable, tmp_path / "page.py"], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == re.findall(r"^# (.*)$", code, re.MULTILINE)


def test_numpys_subclasses_without_an_override_are_data():
    """Their __array_wrap__ is for NumPy's arrays."""
    a, masked = nd.array([1.0, 2.0]), np.ma.array([1.0, 2.0], mask=[0, 1])
    for result in (a + masked, nd.add(a, masked), nd.sqrt(masked) ** 2 + 0 * a):
        assert type(result) is nd.ndarray
    theirs = masked + a
    assert (type(theirs), theirs.mask.tolist()) == (np.ma.MaskedArray, [False, True])


@pytest.mark.parametrize("name", [*DTYPES, "bfloat16", ">i4", ">c8"])
def test_numpy_takes_our_dtypes(name):
    mine = nd.dtype(name)
    theirs = np.dtype(mine)
    assert theirs == (bfloat16 if name == "bfloat16" else np.dtype(name))
    assert np.zeros(2, mine).dtype == theirs
