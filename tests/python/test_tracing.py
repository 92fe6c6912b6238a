"""trace_calls(): the C calls of a block, as Python hears of them."""

import threading

import ndcore as nd
import pytest


def calls_of(function, calls):
    return [one for one in calls if one.function == function]


def test_calls_are_gathered():
    a = nd.ones(3)
    with nd.trace_calls() as calls:
        a + a
    (add,) = calls_of("nd_add", calls)
    assert add.arguments == "x1=float64[3], x2=float64[3]"
    assert (add.result, add.loops) == ("float64[3]", "add: float64,float64->float64")
    assert (add.status, add.threads, add.depth) == (0, 1, 0)
    assert add.target
    assert add.nanoseconds > 0
    assert add.thread == threading.get_native_id()
    before = len(calls)
    a + a
    assert len(calls) == before, "the block has ended"


def test_failures_are_told():
    with nd.trace_calls() as calls, pytest.raises(ValueError, match="broadcast"):
        nd.ones(3) + nd.ones(4)
    (failed,) = [one for one in calls if one.status != 0]
    assert failed.function == "nd_add"
    assert failed.result.startswith("ND_VALUE_ERROR: add: operands could not be broadcast")


@pytest.mark.parametrize(
    ("run", "loop"),
    [
        (lambda a: nd.add.accumulate(a), "add.accumulate: float64->float64"),
        (lambda a: nd.add.reduceat(a, [0, 2]), "add.reduceat: float64->float64"),
        (lambda a: nd.add.at(a, [0, 1], nd.array([1, 2])), "add.at: int64->float64"),
        (lambda a: nd.multiply.reduce(a), "multiply.reduce: float64->float64"),
        (lambda a: nd.sort(a), "sort: float64->float64"),
        (lambda a: a.sort(), "sort: float64->float64"),
        (lambda a: nd.argsort(a), "argsort: float64->int64"),
        (lambda a: a.reshape(2, 2) @ nd.ones((2, 2), dtype="int32"), "matmul: float64,int32->float64"),
    ],
)
def test_loops_have_names(run, loop):
    a = nd.array([4.0, 1.0, 3.0, 2.0])
    with nd.trace_calls() as calls:
        run(a)
    assert loop in "; ".join(one.loops for one in calls).split("; ")


def test_callback_on_the_thread_of_the_call():
    heard, a = [], nd.ones(3)

    def hear(one):
        assert nd.ones(2).shape == (2,), "calls from here are not told"
        heard.append((one.function, one.thread, threading.get_native_id()))

    def work():
        for _ in range(20):
            a + a

    with nd.trace_calls(hear):
        threads = [threading.Thread(target=work) for _ in range(3)]
        [one.start() for one in threads]
        [one.join() for one in threads]
    assert sum(function == "nd_add" for function, _, _ in heard) == 60
    assert not any(function == "nd_ones" for function, _, _ in heard)
    assert all(said == real for _, said, real in heard)


def test_what_the_callback_raises_is_raised_at_the_end():
    heard = []

    def hear(one):
        heard.append(one)
        raise KeyError("mine")

    def add():
        with nd.trace_calls(hear):
            assert (a + a).tolist() == [2, 2, 2], "the call itself is as ever"
            a + a

    a = nd.ones(3)
    with pytest.raises(KeyError, match="mine"):
        add()
    assert len(heard) == 1


def test_blocks_within_each_other():
    a = nd.ones(3)
    with nd.trace_calls() as outer:
        with nd.trace_calls() as inner:
            a + a
        a * a
    assert calls_of("nd_add", inner)
    assert not calls_of("nd_multiply", inner)
    assert calls_of("nd_multiply", outer)
    assert not calls_of("nd_add", outer)


def test_a_block_may_run_again():
    block, a = nd.trace_calls(), nd.ones(3)
    for _ in range(2):
        with block as calls:
            a + a
        assert len(calls_of("nd_add", calls)) == 1


def test_what_is_refused():
    with pytest.raises(TypeError, match="callback must be callable, not int"):
        nd.trace_calls(3)
    block = nd.trace_calls(lambda _: nd.trace_calls().__enter__())
    block.__enter__()
    nd.ones(3)
    with pytest.raises(ValueError, match="not from within the callback"):
        block.__exit__(None, None, None)
