"""Elements in files without a header: fromfile, tofile, numbers between separators, and what save takes."""

import ndcore as nd
import numpy as np
import pytest
from conftest import DTYPES, assert_same, check, sample


@pytest.mark.parametrize("dtype", DTYPES)
def test_fromfile_and_tofile(tmp_path, dtype):
    a = sample(dtype)
    nd.asarray(a).tofile(tmp_path / "raw")
    assert (tmp_path / "raw").read_bytes() == a.tobytes()
    for count, offset in ((-1, 0), (5, 0), (3, 2 * a.itemsize), (100, a.itemsize)):
        expected = np.fromfile(tmp_path / "raw", dtype, count, offset=offset)
        assert_same(nd.fromfile(tmp_path / "raw", dtype, count, offset=offset), expected)


@pytest.mark.parametrize("keywords", [
    {}, {"dtype": None}, {"dtype": None, "count": 2}, {"count": 0}, {"count": -5}, {"offset": 8, "count": 1},
    {"offset": 44}, {"dtype": int, "sep": ""}, {"dtype": float, "count": 1, "sep": "", "offset": 16}, {"offset": -1},
    {"count": "1"}, {"count": 1.0}, {"sep": " ", "offset": 1}, {"dtype": "f4", "count": 3, "like": None},
])  # fmt: skip
def test_keywords_of_fromfile(tmp_path, keywords):
    np.arange(6.0).tofile(tmp_path / "raw")
    for place in (tmp_path / "raw", str(tmp_path / "raw"), bytes(tmp_path / "raw")):
        check(lambda xp, place=place: xp.fromfile(place, **keywords))
    with open(tmp_path / "raw", "rb") as mine, open(tmp_path / "raw", "rb") as theirs:
        check(lambda xp: xp.fromfile(file=mine if xp is nd else theirs, **keywords))


def test_save_takes_numpys_keywords_only(tmp_path):
    for keywords in ({"allow_pickle": False}, {"fix_imports": True}):
        check(lambda xp, keywords=keywords: xp.save(tmp_path / "a.npy", xp.arange(3), **keywords))


def test_numbers_between_separators(tmp_path):
    (tmp_path / "t").write_text("1, 2 ,3\n,4")
    assert_same(nd.fromfile(tmp_path / "t", sep=","), np.fromfile(tmp_path / "t", sep=","))
    assert_same(nd.fromstring("1 2\n 3", sep=" "), np.fromstring("1 2\n 3", sep=" "))
    assert_same(nd.fromstring("1,2,3", dtype=int, sep=",", count=2), np.array([1, 2]))
