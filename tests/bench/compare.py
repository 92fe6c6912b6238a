"""ndcore against NumPy, interleaved in one process: ./dev bench [--quick] [NAME…] [--markdown].

Each case runs both sides in turn for several rounds; the figure is the median of the times and the ratio is the median
of the ratios of neighbouring rounds, which a noisy machine disturbs less than the times themselves.
"""

from __future__ import annotations

import argparse
import statistics
import time

import ndcore as nd
import numpy as np

SIZE = 10_000_000
_LIST = [float(i) for i in range(8)]


class Case:
    """One expression, run over NumPy and over ndcore; `bar` is the ratio that the project asks for."""

    def __init__(self, name, setup, run, bar=None, repeats=1):
        self.name, self.setup, self.run, self.bar, self.repeats = name, setup, run, bar, repeats


def _floats(n=SIZE, seed=0, low=0.1, high=10.0):
    return np.random.default_rng(seed).uniform(low, high, n)


def _binary(low=0.1):
    return lambda: (_floats(seed=1, low=low), _floats(seed=2, low=low))


def _small(n):
    return lambda: (_floats(n, 1), _floats(n, 2))


def _masked():
    a = _floats()
    return a, a > 5.0


def _indexed():
    return _floats(), np.random.default_rng(3).integers(0, SIZE, SIZE)


def _sorted_and_queries():
    return np.sort(_floats()), _floats(1_000_000, 5)


CASES = [
    Case("a + b", _binary(), lambda m, a, b: a + b, 2.0),
    Case("a * b", _binary(), lambda m, a, b: a * b, 2.0),
    Case("a * b + c", lambda: (*_binary()(), _floats(seed=3)), lambda m, a, b, c: a * b + c, 2.0),
    Case("sqrt(a)", lambda: (_floats(),), lambda m, a: m.sqrt(a), 2.0),
    Case("a < b", _binary(), lambda m, a, b: a < b, 1.4),
    Case("a.sum()", lambda: (_floats(),), lambda m, a: a.sum(), 1.4),
    Case("exp(a)", lambda: (_floats(),), lambda m, a: m.exp(a), 1.5),
    Case("log(a)", lambda: (_floats(),), lambda m, a: m.log(a), 1.5),
    Case("sin(a)", lambda: (_floats(),), lambda m, a: m.sin(a), 1.5),
    Case("sort(a)", lambda: (_floats(),), lambda m, a: m.sort(a), 1.0),
    Case(
        "1000² matmul",
        lambda: (_floats(10**6).reshape(1000, 1000), _floats(10**6, 4).reshape(1000, 1000)),
        lambda m, a, b: a @ b,
        0.9,
    ),
    Case("a + b, 8 elements", _small(8), lambda m, a, b: a + b, 0.5, 20_000),
    Case("a + b, 1,000 elements", _small(1000), lambda m, a, b: a + b, None, 10_000),
    Case("a.sum(), 8 elements", _small(8), lambda m, a, b: a.sum(), None, 10_000),
    Case("a + 1.5, 8 elements", _small(8), lambda m, a, b: a + 1.5, None, 10_000),
    Case("a[1:], 1,000 elements", _small(1000), lambda m, a, b: a[1:], None, 10_000),
    Case("add(a, b, out=a), 8 elements", _small(8), lambda m, a, b: m.add(a, b, out=a), None, 10_000),
    Case("a.reshape(2, 4)", _small(8), lambda m, a, b: a.reshape(2, 4), None, 10_000),
    Case("zeros(8)", _small(8), lambda m, a, b: m.zeros(8), None, 10_000),
    Case("array of a list of 8", _small(8), lambda m, a, b: m.array(_LIST), None, 10_000),
    Case("a.max()", lambda: (_floats(),), lambda m, a: a.max()),
    Case("a.std()", lambda: (_floats(),), lambda m, a: a.std()),
    Case("a.mean(axis=0)", lambda: (_floats().reshape(1000, -1),), lambda m, a: a.mean(axis=0)),
    Case("cumsum(a)", lambda: (_floats(),), lambda m, a: m.cumsum(a)),
    Case("where(m, a, b)", lambda: (_masked()[1], *_binary()()), lambda m, c, a, b: m.where(c, a, b)),
    Case("a[mask]", _masked, lambda m, a, c: a[c]),
    Case("take, random order", _indexed, lambda m, a, i: m.take(a, i)),
    Case("transposed copy", lambda: (_floats().reshape(2500, 4000),), lambda m, a: a.T.copy()),
    Case("astype float32", lambda: (_floats(),), lambda m, a: a.astype("float32")),
    Case("argsort(a)", lambda: (_floats(2_000_000),), lambda m, a: m.argsort(a)),
    Case("searchsorted, 10⁶ in 10⁷", _sorted_and_queries, lambda m, a, v: m.searchsorted(a, v)),
    Case(
        "int64 // int64", lambda: tuple((_floats(seed=s) * 1e6).astype("int64") for s in (1, 2)), lambda m, a, b: a // b
    ),
]


def _time(case, module, arguments):
    start = time.perf_counter()
    for _ in range(case.repeats):
        case.run(module, *arguments)
    return (time.perf_counter() - start) / case.repeats


def measure(case, rounds):
    """Medians of both times and of their ratio (NumPy's over ours: above 1 we are faster)."""
    numpy_arguments = case.setup()
    our_arguments = tuple(nd.array(argument) for argument in numpy_arguments)
    numpy_times, our_times = [], []
    for turn in range(rounds + 1):
        numpy_time = _time(case, np, numpy_arguments)
        our_time = _time(case, nd, our_arguments)
        if turn:  # the first round warms up
            numpy_times.append(numpy_time)
            our_times.append(our_time)
    ratios = [theirs / ours for theirs, ours in zip(numpy_times, our_times, strict=True)]
    return statistics.median(numpy_times), statistics.median(our_times), statistics.median(ratios)


def _duration(seconds):
    return f"{seconds * 1e9:.0f} ns" if seconds < 1e-4 else f"{seconds * 1e3:.1f} ms"


def _row(case, figures, markdown):
    theirs, ours, ratio = figures
    bar = "" if case.bar is None else f"≥ {case.bar:g}" + ("" if ratio >= case.bar else " missed")
    cells = (case.name, _duration(theirs), _duration(ours), f"{ratio:.2f}", bar)
    if markdown:
        return "| " + " | ".join(cells) + " |"
    return f"{cells[0]:28} {cells[1]:>10} {cells[2]:>10} {cells[3]:>8}  {cells[4]}"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", help="only cases whose name contains one of these")
    parser.add_argument("--quick", action="store_true", help="three rounds instead of seven")
    parser.add_argument("--markdown", action="store_true", help="a table for the README")
    options = parser.parse_args()
    print(f"NumPy {np.__version__}, ndcore {nd.__version__} on {nd.get_num_threads()} threads; 10⁷ float64 unless said")
    if options.markdown:
        print("| | NumPy | ndcore | ratio | bar |\n| --- | --- | --- | --- | --- |")
    for case in CASES:
        if options.names and not any(name in case.name for name in options.names):
            continue
        print(_row(case, measure(case, 3 if options.quick else 7), options.markdown), flush=True)


if __name__ == "__main__":
    main()
