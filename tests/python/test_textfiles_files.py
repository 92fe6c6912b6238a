"""Text files that Hypothesis writes, read by loadtxt as NumPy reads them: line ends, quotes, comments, encodings,
packed files, converters, parts of tables, and files with faults in them."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma

import ndcore as nd
import numpy as np
import pytest
from conftest import assert_same, check
from hypothesis import example, given, settings
from hypothesis import strategies as st

QUIET = pytest.mark.filterwarnings("ignore:Input line:UserWarning", "ignore:loadtxt:UserWarning")
ENCODINGS = [
    "utf-8",
    "utf-8-sig",
    "latin1",
    "iso8859-1",
    "utf-16",
    "utf-16-be",
    "utf-32",
    "utf-32-le",
    "cp1252",
    "utf-7",
]

numbers = st.one_of(
    st.integers(-(10**6), 10**6).map(str), st.floats(width=32).map(repr), st.floats().map("{:.6g}".format)
)
words = st.sampled_from(
    ["", "x", "1_0", "0x1", "--1", "1e", "+", "1 1", "µ", "1,5", "nan", "INF", " 7 ", "\u00a08", "١"]
)
ends = st.sampled_from(["\n", "\r\n", "\r"])
comments = st.sampled_from(["", "", "#", "# more", "#1,2", " # x"])


@st.composite
def texts(draw, delimiter, fields=numbers, quotes=False):
    """Rows of mostly one length, with empty lines and comments between them."""
    width, end = draw(st.integers(1, 4)), draw(ends)
    blank = st.sampled_from([" ", "  ", "\t", "\v", "\u00a0", "\u2003 ", "\x1c"])
    lines = []
    for _ in range(draw(st.integers(0, 5))):
        kind = draw(st.integers(0, 9))
        if kind == 0:
            lines.append(draw(st.sampled_from(["", "# only", "" if delimiter else "  "])))
            continue
        row = [draw(fields) for _ in range(width if kind < 9 else draw(st.integers(1, 5)))]
        if quotes:
            row = [f'"{field}"' if field and draw(st.booleans()) else field for field in row]
        between = delimiter or draw(blank)
        lines.append(between.join(row) + draw(comments).lstrip(None if quotes else "\n"))
    return end.join(lines) + draw(st.sampled_from(["", end]))


@st.composite
def options(draw):
    return {
        "dtype": draw(st.sampled_from(["f8", "f8", "f4", "i8", "i2", "u1", "c16", "?"])),
        "skiprows": draw(st.integers(0, 3)),
        "max_rows": draw(st.sampled_from([None, None, 0, 1, 2, 100])),
        "usecols": draw(st.sampled_from([None, None, 0, -1, (1, 0), (2,), (0, 0), ()])),
        "ndmin": draw(st.integers(0, 2)),
        "unpack": draw(st.booleans()),
    }


@QUIET
@settings(deadline=None)
@given(st.data())
def test_any_table(data):
    delimiter = data.draw(st.sampled_from([None, ",", ";", "\t", "µ"]))
    fields = data.draw(st.sampled_from([numbers, st.one_of(numbers, words)]))
    text, given_options = data.draw(texts(delimiter, fields)), data.draw(options())
    check(lambda xp: xp.loadtxt(io.StringIO(text, newline=""), delimiter=delimiter, **given_options))
    check(lambda xp: xp.loadtxt(text.splitlines(), delimiter=delimiter, **given_options))


@QUIET
@settings(deadline=None)
@given(st.data())
def test_any_quoted_table(data):
    """But for two faults of NumPy's in docs/differences.md: fields that are empty in quotes, blanks at the end."""
    delimiter = data.draw(st.sampled_from([None, ",", ";"]))
    quoted = st.one_of(numbers, st.sampled_from(["1,2", '3""', "#4", "5\n6", "7 8"]))
    text, given_options = data.draw(texts(delimiter, quoted, quotes=True)), data.draw(options())
    check(lambda xp: xp.loadtxt(io.StringIO(text, newline=""), delimiter=delimiter, quotechar='"', **given_options))


@QUIET
@settings(deadline=None)
@given(data=st.data())
def test_any_encoding_and_packing(tmp_path_factory, data):
    folder = tmp_path_factory.mktemp("text")
    text, encoding = data.draw(texts(",", numbers)), data.draw(st.sampled_from(ENCODINGS))
    text = data.draw(st.sampled_from(["", "# café\r\n"])) + text
    pack, ending = data.draw(st.sampled_from([(bytes, ""), (gzip.compress, ".gz"), (bz2.compress, ".bz2"),
                                              (lzma.compress, ".xz")]))  # fmt: skip
    path = folder / f"t.txt{ending}"
    path.write_bytes(pack(text.encode(encoding)))
    for quotechar in (None, '"'):
        check(lambda xp, q=quotechar: xp.loadtxt(path, delimiter=",", encoding=encoding, quotechar=q, ndmin=2))


def recorded(results):
    """A converter that gives each of the results in turn, and what it was called with."""
    calls = []

    def convert(field):
        calls.append(field)
        result = results[(len(calls) - 1) % len(results)]
        if isinstance(result, Exception):
            raise result
        return result

    return calls, convert


VALUES = [
    1, -3, 2.5, True, None, "4", " 5.5", b"6", 1 + 2j, 2**63, 300, -(2**70), float("nan"), np.float32(0.1), np.int8(7),
    np.uint64(200), np.bool_(True), "x", [1], object(), "", KeyError("k"), ZeroDivisionError("z"),
]  # fmt: skip


@QUIET
@settings(deadline=None)
@given(st.lists(st.sampled_from(VALUES), min_size=1, max_size=3), options(), st.booleans(), st.booleans())
def test_any_converter(results, given_options, by_column, as_bytes):
    """Values, and the very fields that the function is called with."""
    text, seen = "a , b\r\n# c\n µ,d,\n\n1,2", []

    def load(xp):
        calls, convert = recorded(results)
        seen.append(calls)
        converters = {0: convert, -1: convert} if by_column else convert
        encoding = "bytes" if as_bytes else None
        return xp.loadtxt(io.StringIO(text), delimiter=",", converters=converters, encoding=encoding, **given_options)

    given_options["max_rows"] = given_options["max_rows"] or 1
    if given_options["dtype"] == "?":
        given_options["dtype"] = "f8"  # NumPy takes the truth of any object there, of "x" and [1], too
    check(load)
    assert seen[0] == seen[1]


@pytest.mark.parametrize("dtype", ["f4", "f8", "c8", "c16"])
def test_a_converter_that_gives_none(dtype):
    check(lambda xp: xp.loadtxt(io.StringIO("1,2"), delimiter=",", converters=lambda _: None, dtype=dtype))


def test_errors_of_converters_reach_the_caller(tmp_path):
    (tmp_path / "t.txt").write_text("1 2\n3 4\n")
    error = ZeroDivisionError("the user's")

    def fail(text):
        if text == "4":
            raise error
        return 1

    for xp in (np, nd):
        with pytest.raises(ValueError, match=r"could not convert string '4' to float64 at row 1, column 2") as caught:
            xp.loadtxt(tmp_path / "t.txt", converters=fail)
        assert caught.value.__cause__ is error

    class Stop(BaseException):
        pass

    def stop(text):
        raise Stop

    with pytest.raises(Stop):
        nd.loadtxt(tmp_path / "t.txt", converters={1: stop})
    assert nd.loadtxt(tmp_path / "t.txt", converters={1: lambda text: nd.loadtxt([text]) * 2}).tolist() == [
        [1, 4],
        [3, 8],
    ]


@pytest.mark.parametrize("error", [KeyError("mine"), ValueError("mine"), KeyboardInterrupt()])
def test_errors_of_sources_reach_the_caller(error):
    def lines():
        yield "1 2\n"
        raise error

    for xp in (np, nd):
        with pytest.raises(type(error)) as caught:
            xp.loadtxt(lines())
        assert caught.value is error


@pytest.mark.parametrize(
    "converters", [{0: 3}, {"a": float}, [float], {2: float}, {-3: float}, {1.0: float}, {}, {-1: lambda x: 9}]
)
@pytest.mark.parametrize("usecols", [None, (1,), (1, 1), (-1, 0), ()])
def test_converters_by_column(converters, usecols):
    check(lambda xp: xp.loadtxt(["1 2", "3 4"], converters=converters, usecols=usecols))


BAD_ARGUMENTS = [
    {"max_rows": -1}, {"max_rows": 1.5}, {"skiprows": -1}, {"skiprows": 1.5}, {"skiprows": None}, {"ndmin": 3},
    {"ndmin": -1}, {"delimiter": "\n"}, {"delimiter": "\r"}, {"delimiter": ""}, {"delimiter": 1}, {"delimiter": "#"},
    {"comments": "\n"}, {"comments": ""}, {"comments": ["a", ""]}, {"comments": ["#", ","], "delimiter": ","},
    {"comments": " "}, {"quotechar": " "}, {"quotechar": "\n"}, {"quotechar": "ab"}, {"quotechar": ""},
    {"quotechar": "#"}, {"quotechar": ",", "delimiter": ","}, {"quotechar": 1}, {"usecols": 1.5}, {"usecols": ["a"]},
    {"usecols": 5}, {"encoding": "nope"}, {"dtype": object()},
]  # fmt: skip


@pytest.mark.parametrize("keywords", BAD_ARGUMENTS)
def test_bad_arguments_are_refused_as_by_numpy(tmp_path, keywords):
    (tmp_path / "t.txt").write_text("1 2\n")
    with pytest.raises(Exception) as theirs:
        np.loadtxt(tmp_path / "t.txt", **keywords)
    with pytest.raises(type(theirs.value)):
        nd.loadtxt(tmp_path / "t.txt", **keywords)


def test_bytes_that_are_no_text_name_their_place(tmp_path):
    path = tmp_path / "t.txt"
    for encoding, data, told in [
        ("ascii", b"1 2\n\n3 \xb5\n", r"byte 0xb5 is not ASCII at row 1, column 2 \(line 3\)"),
        (None, b"1 2\n3 \xb5\n", r"byte 0xb5 is not UTF-8 at row 1, column 2 \(line 2\)"),
        ("utf-16-le", "1\n2".encode("utf-16-le") + b"\0\xdc", r"0xdc00 is not UTF-16 at row 1, column 1 \(line 2\)"),
    ]:
        path.write_bytes(data)
        for keywords in ({}, {"quotechar": '"'}, {"converters": float}):
            with pytest.raises(ValueError, match=told):
                nd.loadtxt(path, encoding=encoding, **keywords)
        assert nd.loadtxt(path, encoding=encoding, max_rows=1).size <= 2  # what is not looked at is no fault


def test_a_byte_order_mark_is_no_text(tmp_path):
    for name, encoding in (("t.txt", None), ("t.txt.gz", None), ("t.txt", "utf-8"), ("t.txt.bz2", "utf-8-sig")):
        pack = {"gz": gzip.compress, "z2": bz2.compress}.get(name[-2:], bytes)
        (tmp_path / name).write_bytes(pack("\ufeff1,2\n".encode()))
        assert nd.loadtxt(tmp_path / name, delimiter=",", encoding=encoding).tolist() == [1, 2]
    for encoding in ("utf-16", "utf-32"):
        (tmp_path / "t.txt").write_bytes("1 2".encode(encoding))
        assert nd.loadtxt(tmp_path / "t.txt").tolist() == [1, 2]


def test_damaged_packed_files_are_errors(tmp_path):
    path, good = tmp_path / "t.gz", gzip.compress(b"1 2\n" * 1000)
    for data in (b"1 2\n", good[:-9], good[:20], good + b"junk"):
        path.write_bytes(data)
        with pytest.raises(OSError, match="gzip file"):
            nd.loadtxt(path)
    path.write_bytes(good + good + b"\0\0")
    assert_same(nd.loadtxt(path), np.loadtxt(path))
    with pytest.raises(FileNotFoundError):
        nd.loadtxt(tmp_path / "none.gz")


class Lines:
    """A source that tells how many of its lines were taken."""

    def __init__(self, lines):
        self.lines, self.taken = lines, 0

    def __iter__(self):
        for line in self.lines:
            self.taken += 1
            yield line


@QUIET
@settings(deadline=None)
@example("0\n\n", 1, 0)
@example("\n0\n1\n", 1, 0)
@given(texts(None), st.integers(1, 4), st.integers(0, 3))
def test_no_more_lines_are_taken_than_needed(text, max_rows, skiprows):
    taken = []
    for xp in (np, nd):
        source = Lines(text.splitlines(keepends=True))
        try:
            xp.loadtxt(source, max_rows=max_rows, skiprows=skiprows)
        except ValueError:
            continue
        taken.append(source.taken)
    assert len(set(taken)) <= 1


@settings(deadline=None)
@given(st.sampled_from(["utf-8", "utf-16", "latin1", "cp1252", "utf-8-sig", "utf-32-be"]),
       st.sampled_from(["t.txt", "t.gz", "t.bz2", "t.xz"]), st.sampled_from([" ", "µ", "·"]))  # fmt: skip
def test_savetxt_writes_any_encoding(tmp_path_factory, encoding, name, delimiter):
    folder, a = tmp_path_factory.mktemp("text"), np.arange(6.0).reshape(2, 3)
    for xp in (np, nd):
        (folder / xp.__name__).mkdir()
        xp.savetxt(folder / xp.__name__ / name, xp.asarray(a), delimiter=delimiter, header="é\nü", encoding=encoding)
    unpack = {"t.gz": gzip.decompress, "t.bz2": bz2.decompress, "t.xz": lzma.decompress}.get(name, bytes)
    mine, theirs = (unpack((folder / xp / name).read_bytes()) for xp in ("ndcore", "numpy"))
    assert mine == theirs
    assert_same(nd.loadtxt(folder / "numpy" / name, delimiter=delimiter, encoding=encoding), a)


@pytest.mark.parametrize(("encoding", "header"), [("ascii", "µ"), ("latin1", "€"), ("cp1252", "ā")])
def test_savetxt_refuses_what_an_encoding_has_not(tmp_path, encoding, header):
    with pytest.raises(ValueError, match=encoding.replace("cp1252", "charmap")):
        nd.savetxt(tmp_path / "t.txt", nd.zeros(2), header=header, encoding=encoding)


@settings(deadline=None)
@given(
    st.lists(st.floats(), max_size=5),
    st.sampled_from([",", " ", "; ", " , ", "-"]),
    st.sampled_from(["", " ", "\n"]),
    st.integers(-1, 5),
)
def test_fromstring_is_numpys(values, sep, around, count):
    count = min(count, len(values))  # NumPy gives as many elements in any case
    values = [abs(value) for value in values] if sep == "-" else values
    text = f"{around}{sep}{around}".join(f"{value:.9g}".replace("e-", "e+") for value in values)
    if not text:
        return
    check(lambda xp: xp.fromstring(text + around, sep=sep, count=count))


def test_errors_of_fromstring_name_it_and_the_place():
    with pytest.raises(ValueError, match=r"fromstring: could not convert string 'x' to int64: number 2, at byte 2"):
        nd.fromstring("1 x", dtype=int, sep=" ")
    with pytest.raises(ValueError, match=r"fromstring: no separator ',' behind number 1, at byte 2"):
        nd.fromstring("1 2", sep=",")
