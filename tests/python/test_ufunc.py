"""Ufunc objects: calls with every keyword, methods, attributes, floating-point status, other types' __array_ufunc__."""

import inspect
import itertools
import threading
import warnings

import ndcore as nd
import numpy as np
import pytest
from conftest import DTYPES, assert_same, both, check, check_bounded, numpy_of, sample
from ndcore.functions.ufunctable import ALIASES, UFUNCS

A, B = np.arange(12.0).reshape(3, 4), np.linspace(-2, 2, 4)


@pytest.mark.parametrize("name", [*UFUNCS, *ALIASES])
def test_attributes(name):
    mine, theirs = getattr(nd, name), getattr(np, name)
    assert isinstance(mine, nd.ufunc)
    assert (mine.__name__, mine.nin, mine.nout, mine.nargs) == (theirs.__name__, theirs.nin, theirs.nout, theirs.nargs)
    assert repr(mine) == repr(theirs)
    assert mine.identity == theirs.identity
    assert mine.types
    assert mine.__doc__.startswith(mine.__name__)
    assert list(inspect.signature(mine).parameters)[: mine.nin] in (["x"], ["x1", "x2"])
    assert nd._core.add is nd.add


def test_documentation_is_that_of_the_method_table():
    table = nd.methods()
    fields = [one for one in table["ufunc_call"].parameters if one.name in ("where", "dtype", "casting", "order")]
    assert len(fields) == 4
    for name in UFUNCS:
        text = getattr(nd, name).__doc__
        assert f"\n\n{table[name].summary}" in text
        for one in [*(p for p in table[name].parameters if p.name in ("x", "x1", "x2")), *fields]:
            words = one.documentation.partition(";")[0]
            assert f"\n{one.name} : " in text
            assert words[:1].upper() + words[1:] in text


@pytest.mark.parametrize("name", [n for n, (nin, _) in UFUNCS.items() if nin == 1])
@pytest.mark.parametrize("dtype", DTYPES)
def test_result_dtypes_of_unary(name, dtype):
    a = np.array([1, 0, 1]).astype(dtype)
    mine, theirs = both(lambda xp, x: getattr(xp, name)(x), a)
    if not isinstance(theirs, Exception):
        for one, other in zip(*(x if isinstance(x, tuple) else (x,) for x in (mine, theirs))):
            assert one.dtype.name == other.dtype.name
            assert one.shape == other.shape


@pytest.mark.parametrize("name", [n for n, (nin, _) in UFUNCS.items() if nin == 2])
@pytest.mark.parametrize("dtype", DTYPES)
def test_result_dtypes_of_binary(name, dtype):
    a = np.array([1, 2, 3]).astype(dtype)
    mine, theirs = both(lambda xp, x: getattr(xp, name)(x, x), a)
    if not isinstance(theirs, Exception):
        for one, other in zip(*(x if isinstance(x, tuple) else (x,) for x in (mine, theirs))):
            assert one.dtype.name == other.dtype.name


def test_out():
    for out in (lambda xp: xp.empty((3, 4)), lambda xp: (xp.empty((3, 4)),)):
        check(lambda xp, a, b, out=out: xp.add(a, b, out=out(xp)), A, B)
    check(lambda xp, a, b: xp.add(a, b, xp.zeros((3, 4))), A, B)
    check(lambda xp, a: xp.add(a, 1, out=xp.empty((3, 4), "f4")), A)
    check(lambda xp, a: xp.add(a, 1, out=xp.empty((3, 4), "i4")), A)
    check(lambda xp, a: xp.add(a, 1, out=xp.empty((3, 5))), A)
    check(lambda xp, a: xp.add(a, 1, out=xp.empty((2, 3, 4))), A)
    check(lambda xp, a: xp.modf(a, out=(xp.empty((3, 4)), None)), A)
    check(lambda xp, a: xp.divmod(a, 3, out=(None, xp.empty((3, 4)))), A)
    check(lambda xp, a: xp.add(a, 1, out=[1]), A)
    out = nd.empty((3, 4))
    assert nd.sqrt(A, out=out) is out
    theirs = np.empty((3, 4))
    assert nd.sqrt(A, out=theirs) is theirs
    np.testing.assert_array_equal(theirs, np.sqrt(A))


def test_where():
    def masked(xp, a, mask, **options):
        out = xp.full((3, 4), -1.0)
        return xp.multiply(a, 2, out=out, where=mask, **options)

    check(masked, A, A > 5)
    check(masked, A, B > 0)
    check(lambda xp, a, m: masked(xp, a, m), A, np.arange(4))
    check(lambda xp, a: xp.add.reduce(a, where=[True, False, True, True], axis=1), A)


@pytest.mark.parametrize("casting", ["no", "equiv", "safe", "same_kind", "unsafe", "wrong"])
def test_casting_and_dtype(casting):
    check(lambda xp: xp.add([1, 2], [3, 4], dtype="f4", casting=casting))
    check(lambda xp: xp.add([1.5, 2], [3, 4], dtype="i4", casting=casting))
    check(lambda xp, a: xp.add(a, a, out=xp.empty(4, "f4"), casting=casting), B)
    check(lambda xp: xp.add(xp.ones(3), xp.array(1), casting=casting))
    check(lambda xp: xp.add(xp.ones(3), xp.array(1), out=xp.empty(3), casting=casting))


@pytest.mark.parametrize("name", ["logical_and", "logical_or", "logical_xor"])
def test_truth_is_told_under_any_casting(name):
    for x, y in itertools.product(DTYPES, DTYPES):
        for casting in ("no", "equiv", "safe"):
            check(lambda xp, a, b, c=casting: getattr(xp, name)(a, b, casting=c), np.ones(2, x), np.array([0, 1], y))


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("name", ["ldexp", "copysign", "left_shift"])
def test_numbers_beside_arrays(name, dtype):
    for number in (2, 2.0, True, 2j):
        for shape in ((2,), ()):
            check(lambda xp, a, n=number: getattr(xp, name)(a, n), np.ones(shape, dtype))
            check(lambda xp, a, n=number: getattr(xp, name)(n, a), np.ones(shape, dtype))
    check(lambda xp: xp.ldexp(2.0, 2**40))


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("name", ["arctan2", "hypot"])
def test_numbers_beside_arrays_within_bounds(name, dtype):
    for number in (2, 2.0, True, 2j):
        for shape in ((2,), ()):
            check_bounded(name, np.ones(shape, dtype), number)
            check_bounded(name, number, np.ones(shape, dtype))


def test_dtype_of_a_quotient_of_integers():
    for dtype in ("f2", "f4", "c8"):
        check(lambda xp, d=dtype: xp.divide(xp.ones(2, "i1"), xp.ones(2, "u1"), dtype=d, casting="safe"))


def test_order_and_signature():
    a = np.asfortranarray(A)
    for order in "KCFA":
        mine, theirs = both(lambda xp, x, order=order: xp.add(x, 1, order=order), a)
        assert mine.strides == theirs.strides
    check(lambda xp: xp.add(1, 2, signature="ff->f"))
    check(lambda xp: xp.add([1], 2, dtype=complex))


def test_wrong_calls():
    for wrong in (lambda xp: xp.add(1), lambda xp: xp.add(1, 2, 3, 4), lambda xp: xp.add(1, 2, nonsense=3),
                  lambda xp: xp.sqrt("a"), lambda xp: xp.add(xp.ones(2), xp.ones(3)),
                  lambda xp: xp.add([[1], [1, 2]], 1)):  # fmt: skip
        check(wrong)


REDUCED = ["add", "multiply", "maximum", "minimum", "logical_and", "logical_or", "bitwise_or"]


@pytest.mark.parametrize("name", REDUCED)
@pytest.mark.parametrize("dtype", ["bool", "int8", "uint16", "int64", "float32", "float64"])
def test_reduce(name, dtype):
    a = sample(dtype, (3, 4, 5), special=dtype[0] != "f")
    for axis in (0, 1, -1, None, (0, 2), ()):
        for keepdims in (False, True):
            check(lambda xp, x, axis=axis, k=keepdims: getattr(xp, name).reduce(x, axis=axis, keepdims=k), a)
    check(lambda xp, x: getattr(xp, name).reduce(x, axis=5), a)
    check(lambda xp, x: getattr(xp, name).reduce(x, axis=(0, 0)), a)
    check(lambda xp, x: getattr(xp, name).reduce(x[:0]), a)


def test_reduce_options():
    check(lambda xp, a: xp.add.reduce(a, initial=10), A)
    check(lambda xp, a: xp.add.reduce(a, dtype="f4"), A)
    check(lambda xp, a: xp.add.reduce(a, axis=1, out=xp.empty(3)), A)
    check(lambda xp, a: xp.maximum.reduce(a, initial=7, where=a > 3), A)
    check(lambda xp, a: xp.maximum.reduce(a, where=a > 3), A)
    check(lambda xp, a: xp.maximum.reduce(a[:0], initial=None), A)
    check(lambda xp, a: xp.sqrt.reduce(a), A)
    check(lambda xp, a: xp.divmod.reduce(a), A)


def test_accumulate_reduceat_outer_at():
    a = np.arange(8)
    check(lambda xp, x: xp.add.accumulate(x), a)
    check(lambda xp, x: xp.multiply.accumulate(x.reshape(2, 4), axis=1), a)
    check(lambda xp, x: xp.add.reduceat(x, [0, 4, 1, 5]), a)
    check(lambda xp, x: xp.add.reduceat(x, [0, 9]), a)
    check(lambda xp, x: xp.subtract.outer(x, x[:3]), a)
    check(lambda xp, x: xp.power.outer([2, 3], x.reshape(2, 4)), a)

    def at(xp, x, function, *arguments):
        x = x.copy()
        getattr(xp, function).at(x, *arguments)
        return x

    check(lambda xp, x: at(xp, x, "add", [0, 0, 3], 1), a)
    check(lambda xp, x: at(xp, x, "negative", [0, 0, 3]), a)
    check(lambda xp, x: at(xp, x, "add", [9], 1), a)
    check(lambda xp, x: at(xp, x.reshape(2, 4), "multiply", ([0, 1], [1, 2]), [5, 7]), a)
    for index in ((slice(None), [0, 0]), (slice(None), [0, 3, 0]), (1, slice(1, 3)), ..., (..., [2, 2]), ([0, 0], None),
                  (None, [1, 1]), slice(None, None, -1), (slice(0, 0), [1, 1]), ([True, False], slice(1, None)),
                  [True], [True, False], []):  # fmt: skip
        check(lambda xp, x, i=index: at(xp, x.reshape(2, 4), "add", i, 1), a)
    check(lambda xp, x: at(xp, x.reshape(2, 4), "multiply", (slice(None), [0, 0]), [2, 3]), a)
    check(lambda xp, x: xp.divmod.outer(x, [2, 3]), a)
    check(lambda xp, x: xp.divmod.outer(x, [2, 3], out=(xp.zeros((8, 2), "i8"), None)), a)
    check(lambda xp, x: xp.divmod.outer(x, [2, 3], where=x[:2] > 3, out=(xp.ones((8, 2)), xp.ones((8, 2)))), a)
    check(lambda xp, x: xp.add.outer(x, [2, 3], out=xp.zeros((8, 3))), a)
    check(lambda xp, x: xp.add.outer(x, [2.5], casting="no"), a)
    check(lambda xp, x: xp.add.outer(x, x, order="F", dtype="f4"), a)
    # What goes back is cast whatever is lost, and a Python number beside `a` counts as an array.
    for dtype, number in (("i4", 1.7), ("u1", -7), ("u1", 300), ("?", 7), ("u4", -1)):
        for name in ("add", "maximum", "remainder"):
            check(lambda xp, x, name=name, n=number: at(xp, x, name, [0, 0, -1], n), np.arange(3, 9).astype(dtype))
    for index in ((), ..., True, False, np.array(True)):
        check(lambda xp, x, i=index: at(xp, x, "add", i, 1), np.array(5))
        check(lambda xp, x, i=index: at(xp, x, "add", i, 1), a)


@pytest.mark.parametrize("axis", [None, 0, (0,), (1,), (), (0, 1), 2])
def test_axes_of_accumulate_and_reduceat(axis):
    for a in (np.arange(6).reshape(2, 3), np.arange(3), np.array(3)):
        check(lambda xp, x: xp.add.accumulate(x, axis=axis), a)
        check(lambda xp, x: xp.add.reduceat(x, [0, 1], axis=axis), a)


def test_warnings_have_numpys_words():
    cases = [lambda xp: xp.divide(xp.ones(3), 0), lambda xp: xp.log(xp.zeros(2)), lambda xp: xp.sqrt(xp.array([-1.0])),
             lambda xp: xp.exp(xp.array([1e4])), lambda xp: xp.array([1]) // 0, lambda xp: xp.array([1e300]) * 1e300,
             lambda xp: xp.array([1e300]).astype("f4"), lambda xp: xp.array([np.nan]).astype(int)]  # fmt: skip
    for case in cases:
        texts = []
        for xp in (nd, np):
            with warnings.catch_warnings(record=True) as caught:
                warnings.simplefilter("always")
                case(xp)
            texts.append([(w.category, str(w.message)) for w in caught])
            assert all(w.filename == __file__ for w in caught)
        assert texts[0] == texts[1]


def test_modes():
    a = nd.array([1.0])
    with nd.errstate(divide="raise"), pytest.raises(FloatingPointError, match="divide by zero encountered in divide"):
        a / 0
    with nd.errstate(all="ignore"):
        assert (a / 0)[0] == float("inf")
    calls = []
    with nd.errstate(divide="call", call=lambda *told: calls.append(told)):
        a / 0
    assert calls == [("divide by zero", 1)]
    assert nd.geterr() == np.geterr()
    old = nd.seterr(all="ignore", over="raise")
    assert old == np.geterr()
    assert nd.geterr() == {"divide": "ignore", "over": "raise", "under": "ignore", "invalid": "ignore"}
    nd.seterr(**old)
    with pytest.raises(ValueError):
        nd.seterr(divide="perhaps")


def test_log_and_print(capsys):
    class Log:
        text = ""

        def write(self, text):
            self.text += text

    log = Log()
    with nd.errstate(divide="log", call=log):
        nd.array([1.0]) / 0
    assert log.text == "Warning: divide by zero encountered in divide\n"
    with nd.errstate(divide="print"):
        nd.array([1.0]) / 0
    assert "divide by zero" in capsys.readouterr().out


def test_exceptions_in_callbacks_come_through():
    class OwnError(Exception):
        pass

    def fail(*_):
        raise OwnError("from inside")

    with nd.errstate(divide="call", call=fail), pytest.raises(OwnError, match="from inside"):
        nd.array([1.0]) / 0
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with pytest.raises(RuntimeWarning, match="divide by zero encountered in divide"):
            nd.array([1.0]) / 0
    assert (nd.array([4.0]) / 2)[0] == 2


def test_modes_belong_to_threads():
    found = []

    def other():
        found.append(nd.geterr()["divide"])
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            nd.array([1.0]) / 0
        found.append(len(caught))

    with nd.errstate(divide="ignore"):
        thread = threading.Thread(target=other)
        thread.start()
        thread.join()
    assert found == ["warn", 1]


class Logged:
    """NEP 13: takes over whatever it is an operand of."""

    def __array_ufunc__(self, ufunc, method, *inputs, **kwargs):
        return ufunc, method, len(inputs), kwargs


def test_array_ufunc_of_others():
    a, other = nd.arange(3), Logged()
    assert nd.add(a, other) == (nd.add, "__call__", 2, {})
    assert nd.add(a, 1, out=other)[3] == {"out": (other,)}
    assert a + other == (nd.add, "__call__", 2, {})
    assert nd.add.reduce(other)[1] == "reduce"

    class Declines:
        def __array_ufunc__(self, *_, **__):
            return NotImplemented

    with pytest.raises(TypeError, match="all returned NotImplemented"):
        nd.add(a, Declines())


def test_numpys_ufuncs_on_our_arrays():
    a = nd.arange(3.0)
    assert_same(np.sin(a), numpy_of(nd.sin(a)))  # not NumPy's: its last bit is its CPU's
    assert_same(np.add.reduce(a), np.float64(3.0))
    assert_same(np.hypot(a, np.ones(3)), numpy_of(nd.hypot(a, nd.ones(3))))
    out = np.zeros(3)
    assert np.add(a, 1, out=out) is out
    assert out.tolist() == [1.0, 2.0, 3.0]
    mine = nd.zeros(3)
    assert np.add(np.ones(3), 1, out=mine) is mine
    assert mine.tolist() == [2.0, 2.0, 2.0]


def test_scalars_and_arrays_as_results():
    check(lambda xp: xp.add(1, 2))
    check(lambda xp: xp.sqrt(2.0))
    check(lambda xp: xp.add(xp.array(1), xp.array(2)))
    check(lambda xp: xp.add(1, 2, out=xp.array(0)))
    check(lambda xp: xp.add([1], 2))
    check(lambda xp: xp.modf(2.5))
