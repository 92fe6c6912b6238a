"""Tables of text against NumPy's: loadtxt and savetxt."""

from __future__ import annotations

import bz2
import gzip
import io

import ndcore as nd
import numpy as np
import pytest
from conftest import assert_same, check
from test_io import numbers

TABLES = [
    ("1 2 3\n4 5 6\n", {}),
    ("1,2\n3,4", {"delimiter": ","}),
    ("# head\n1 2 # tail\n\n  \n3 4\n", {}),
    ("a\nb\n1;2\n3;4\n5;6\n", {"delimiter": ";", "skiprows": 2, "max_rows": 2}),
    ("1 2 3\n4 5 6\n", {"usecols": (2, 0)}),
    ("1 2 3\n4 5 6\n", {"usecols": -1}),
    ("1 2 3\n4 5 6\n", {"unpack": True}),
    ("1 2\n3 4\n", {"dtype": "int64"}),
    ("1 0\n3 0\n", {"dtype": "bool"}),
    ("1e400 -inf nan 1e-400 -0.0 .5 5.", {}),
    ("0.1 0.2 3.4e38", {"dtype": "float32"}),
    ("(1+2j) 3j -4", {"dtype": "complex128"}),
    ("1% 2\n$ no\n3 4", {"comments": ["%", "$"], "usecols": 0}),
    ("1 2\n3 4", {"converters": {1: lambda text: float(text) * 10}}),
    ("1,2\n3,4", {"converters": lambda text: float(text) + 1, "delimiter": ","}),
    *[(text, {"ndmin": ndmin}) for ndmin in (0, 1, 2) for text in ("1 2 3", "1\n2\n3", "7", "1 2\n3 4")],
]


QUOTED = [
    ('"1","2" # x\n', {"delimiter": ","}), ('1, "2"\n', {"delimiter": ","}), ('"1" "2"\n', {}), ('  "3"   4\n', {}),
    (' "1"\n', {}),
    ('"1\n",2\n', {"delimiter": ","}), ('"1""",2\n', {"delimiter": ","}), ('"1"2,3\n', {"delimiter": ","}),
    ('"1,2\n', {"delimiter": ","}),
    ('"1,5",3\n', {"delimiter": ",", "converters": {0: lambda text: float(text.replace(",", "."))}}),
    ('"1"\n\n"2"\n', {}),
    ('""\n', {}), ('"a"\n"1"\n', {"skiprows": 1}), ('"1","2"\n"3","4"\n',
                                                    {"delimiter": ",", "usecols": 1, "max_rows": 1}),
    ('#"1"\n2\n', {}), ('"1"\r\n"3"\r\n', {"ndmin": 2}), ("'1','2'",
                                                          {"quotechar": "'", "delimiter": ",", "dtype": "i4"}),
    ("1", {"quotechar": "ab"}), ("1", {"quotechar": ""}), ("1", {"quotechar": "#"}),
    ("1", {"quotechar": ",", "delimiter": ","}),
    ('"1" "2"#c\n# d\n\n3 4', {"unpack": True}), ('"2+1j"', {"dtype": complex}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "options"), QUOTED)
@pytest.mark.filterwarnings("ignore:Input line:UserWarning")
def test_quoted_fields(text, options):
    check(lambda xp: xp.loadtxt(io.StringIO(text, newline=""), **{"quotechar": '"', **options}))


def test_quotes_beside_any_comments_and_delimiters():
    """NumPy refuses these."""
    for comments in (["%", "#"], "//", ["//", "%"]):
        text = f'"1%//#", 2 {comments[-1] if isinstance(comments, list) else comments} x\n'
        function = {0: lambda field: len(field)}
        made = nd.loadtxt([text], quotechar='"', comments=comments, delimiter=",", converters=function)
        assert made.tolist() == [5, 2]
    assert nd.loadtxt(["1::2", '"3"::4'], delimiter="::", quotechar='"').tolist() == [[1, 2], [3, 4]]


@pytest.mark.parametrize(("text", "options"), TABLES)
@pytest.mark.filterwarnings("ignore:Input line:UserWarning")
def test_loadtxt_is_numpys(tmp_path, text, options):
    expected = np.loadtxt(io.StringIO(text), **options)
    (tmp_path / "t.txt").write_text(text)
    with gzip.open(tmp_path / "t.gz", "wt") as file:
        file.write(text)
    with bz2.open(tmp_path / "t.bz2", "wt") as file:
        file.write(text)
    for source in (tmp_path / "t.txt", tmp_path / "t.gz", tmp_path / "t.bz2", io.StringIO(text),
                   io.BytesIO(text.encode()), text.splitlines()):  # fmt: skip
        assert_same(nd.loadtxt(source, **options), expected)


BAD_TABLES = [
    ("1 2\n3", {}), ("1 x", {}), ("1.5", {"dtype": int}), ("300", {"dtype": "int8"}), ("-1", {"dtype": "uint8"}),
    ("1 2", {"usecols": 2}), ("1,", {"delimiter": ","}), ("True", {"dtype": bool}), ("1_0", {}), ("1", {"ndmin": 3}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "options"), BAD_TABLES)
def test_bad_tables_are_value_errors(tmp_path, text, options):
    (tmp_path / "t.txt").write_text(text)
    for package in (np, nd):
        with pytest.raises(ValueError):
            package.loadtxt(tmp_path / "t.txt", **options)


def test_errors_name_row_column_and_line(tmp_path):
    (tmp_path / "t.txt").write_text("1 2\n\n3 x\n")
    with pytest.raises(ValueError, match=r"could not convert string 'x' to float64 at row 1, column 2 \(line 3\)"):
        nd.loadtxt(tmp_path / "t.txt")
    (tmp_path / "t.txt").write_text("# nothing\n")
    with pytest.warns(UserWarning, match="contained no data"):
        assert nd.loadtxt(tmp_path / "t.txt").shape == (0,)


def test_max_rows_leaves_the_rest_of_a_file_object():
    file, theirs = io.StringIO("1\n2\n3\n4\n"), io.StringIO("1\n2\n3\n4\n")
    for package, source in ((np, theirs), (nd, file)):
        assert package.loadtxt(source, max_rows=2).tolist() == [1, 2]
        assert package.loadtxt(source).tolist() == [3, 4]


FORMATS = ["%.18e", "%d", "%g", "%.6f", "%10.3f", "%-8d|", "%+.2e", "%05d", "%s", "% .3g", "%.17g", "%i", "%E", "%%%d"]


@pytest.mark.parametrize("fmt", FORMATS)
@pytest.mark.parametrize("dtype", ["bool", "int8", "uint64", "int64", "float16", "float32", "float64", "complex64"])
def test_savetxt_is_numpys(tmp_path, fmt, dtype):
    if dtype.startswith("complex") and fmt in ("%d", "%-8d|", "%05d", "%i", "%%%d"):
        return  # Python has no integer form for the parts of a numpy complex number
    if fmt == "%%%d":  # NumPy counts percent signs
        return
    for a in (numbers(dtype, (4, 3)), numbers(dtype, (5,)), (-numbers("int8", (2, 2))).astype(dtype)):
        expected = io.StringIO()
        np.savetxt(expected, a, fmt, header="one\ntwo", footer="end")
        nd.savetxt(tmp_path / "t.txt", nd.asarray(a), fmt, header="one\ntwo", footer="end")
        assert (tmp_path / "t.txt").read_text() == expected.getvalue()


def test_savetxt_targets_and_row_formats(tmp_path):
    a = numbers("float64", (3, 2))
    for fmt in ("%d and %.2f", ["%d", "%.3e"]):
        theirs, mine, raw = io.StringIO(), io.StringIO(), io.BytesIO()
        np.savetxt(theirs, a, fmt, delimiter=";", newline="\r\n")
        for target in (mine, raw):
            nd.savetxt(target, nd.asarray(a), fmt, delimiter=";", newline="\r\n")
        assert mine.getvalue() == raw.getvalue().decode() == theirs.getvalue()
    nd.savetxt(tmp_path / "t.gz", nd.asarray(a))
    assert_same(nd.loadtxt(tmp_path / "t.gz"), a)
    with pytest.raises(ValueError):
        nd.savetxt(tmp_path / "t", nd.zeros((2, 2, 2)))
    with pytest.raises(AttributeError):
        nd.savetxt(tmp_path / "t", nd.zeros((2, 2)), ["%d"])
    with pytest.raises(ValueError):
        nd.savetxt(tmp_path / "t", nd.zeros((2, 2)), "%d %d %d")


def test_float64_text_comes_back_bit_by_bit(tmp_path):
    rng = np.random.default_rng(5)
    a = rng.integers(0, 2**64, 3000, dtype=np.uint64).view(np.float64)
    a = a[np.isfinite(a)]
    for fmt in ("%.16e", "%.17g", "%s"):
        nd.savetxt(tmp_path / "t.txt", nd.asarray(a), fmt)
        assert_same(nd.loadtxt(tmp_path / "t.txt"), a)
        np.testing.assert_array_equal(np.loadtxt(tmp_path / "t.txt"), a)
