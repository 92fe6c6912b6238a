"""Files against NumPy's: .npy to the byte, hostile headers, .npz, raw files, memory maps."""

from __future__ import annotations

import io
import os
import random
import zipfile

import ndcore as nd
import numpy as np
import pytest
from conftest import DTYPES, LAYOUTS, assert_same, bfloat16, check

SHAPES = [(), (0,), (5,), (3, 4), (2, 0, 3), (2, 3, 4)]


def numbers(dtype, shape):
    return (np.arange(np.prod(shape, dtype=int)) % 100 * 1.25).astype(dtype).reshape(shape)


def npy(a, version=None):
    file = io.BytesIO()
    np.lib.format.write_array(file, a, version)
    return file.getvalue()


# .npy


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_npy_is_numpys_to_the_byte(tmp_path, dtype, layout):
    for shape in SHAPES:
        if not shape and layout != "contiguous":
            continue
        a = LAYOUTS[layout](numbers(dtype, shape))
        mine = nd.asarray(a)
        nd.save(tmp_path / "a.npy", mine)
        assert (tmp_path / "a.npy").read_bytes() == npy(a)
        assert_same(nd.load(tmp_path / "a.npy"), a)
        file = io.BytesIO()
        nd.save(file, mine)
        assert file.getvalue() == npy(a)


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("order", ["C", "F"])
@pytest.mark.parametrize("swapped", [False, True])
@pytest.mark.parametrize("version", [(1, 0), (2, 0), (3, 0)])
def test_npy_reads_versions_orders_and_byte_orders(tmp_path, dtype, order, swapped, version):
    kind = np.dtype(dtype).newbyteorder() if swapped else np.dtype(dtype)
    a = np.array(numbers(dtype, (3, 5)), order=order).astype(kind)
    (tmp_path / "a.npy").write_bytes(npy(a, version))
    for mode in (None, "r", "r+", "c"):
        read = nd.load(tmp_path / "a.npy", mmap_mode=mode)
        assert_same(read, a)
        assert read.dtype.str == a.dtype.str
        assert read.strides == a.strides
        assert read.flags.writeable == (mode != "r")


@pytest.mark.skipif(bfloat16 is None, reason="needs ml_dtypes")
def test_bfloat16_is_written_as_ml_dtypes_does():
    a = np.arange(7).astype(bfloat16)
    file = io.BytesIO()
    nd.save(file, nd.asarray(a))
    assert file.getvalue() == npy(a)
    file.seek(0)
    assert nd.load(file).dtype == nd.bfloat16


@pytest.mark.parametrize("descr", ["d", "float64", "f8", ">f4", "bool", "?", "l", "q", "int", "half", "c16", "=f8",
                                   "|f8", "uintp",
                                   "", "x", "f3", "O", "object", "int64 ", "FLOAT64", "2i4"])  # fmt: skip
def test_descr_may_be_any_name_of_a_dtype(descr):
    head = f"{{'descr': '{descr}', 'fortran_order': False, 'shape': (2,), }}".ljust(117).encode() + b"\n"
    data = b"\x93NUMPY\x01\x00" + len(head).to_bytes(2, "little") + head + bytes(range(32))
    if descr == "2i4":  # a subarray, of which ndcore has none
        with pytest.raises(ValueError, match="is no dtype of ndcore"):
            nd.load(io.BytesIO(data))
        return
    check(lambda xp: xp.load(io.BytesIO(data)))


def test_several_arrays_in_one_stream():
    file = io.BytesIO()
    parts = [numbers("int16", (3,)), numbers("float64", ()), numbers("bool", (0, 4))]
    for part in parts:
        nd.save(file, nd.asarray(part))
    file.seek(0)
    for part in parts:
        assert_same(nd.load(file), part)
    with pytest.raises(EOFError):
        nd.load(file)


def test_a_pipe_can_be_read(tmp_path):
    import threading

    os.mkfifo(tmp_path / "pipe.npy")
    a = numbers("float64", (50_000,))
    writer = threading.Thread(target=lambda: (tmp_path / "pipe.npy").write_bytes(npy(a)))
    writer.start()
    with open(tmp_path / "pipe.npy", "rb") as pipe:
        assert_same(nd.load(pipe), a)
    writer.join()


def test_saving_over_the_file_that_is_mapped(tmp_path):
    path = tmp_path / "a.npy"
    np.save(path, np.arange(100_000.0))
    mapped = nd.load(path, mmap_mode="r")
    nd.save(path, mapped[:10])
    assert mapped[99_999] == 99_999
    assert_same(nd.load(path), np.arange(10.0))
    assert os.listdir(tmp_path) == ["a.npy"]


def test_permissions_and_links_stay(tmp_path):
    path, link = tmp_path / "a.npy", tmp_path / "link.npy"
    np.save(path, np.zeros(1))
    path.chmod(0o640)
    link.symlink_to(path)
    nd.save(link, nd.ones(3))
    assert link.is_symlink()
    assert path.stat().st_mode & 0o777 == 0o640
    assert nd.load(path).shape == (3,)


@pytest.mark.parametrize("mode", [None, "r"])
def test_errors_of_the_system_are_open_s(tmp_path, mode):
    with pytest.raises(FileNotFoundError):
        nd.load(tmp_path / "none.npy", mmap_mode=mode)
    with pytest.raises(IsADirectoryError):
        nd.load(tmp_path, mmap_mode=mode)
    with pytest.raises(FileNotFoundError) as caught:
        nd.save(tmp_path / "none" / "a.npy", nd.zeros(3))
    assert caught.value.errno == 2
    with pytest.raises(OSError, match="No space left"):
        nd.savetxt("/dev/full", nd.zeros(3))


HOSTILE = [
    b"{'descr': '<f8', 'fortran_order': False, 'shape': (1000000000000,), }",
    b"{'descr': '<f8', 'fortran_order': False, 'shape': (9223372036854775807, 9223372036854775807), }",
    b"{'descr': '<f8', 'fortran_order': False, 'shape': (99999999999999999999999,), }",
    b"{'descr': '<f8', 'fortran_order': False, 'shape': (-1,), }",
    b"{'descr': '<f8', 'fortran_order': False, 'shape': (1,), } + 1",
    b"{'descr': '<f8', 'fortran_order': False, 'shape': (1,), 'more': 1}",
    b"{'descr': '<f8', 'fortran_order': False}",
    b"{'descr': '|O', 'fortran_order': False, 'shape': (1,), }",
    b"{'descr': [('a', '<f8')], 'fortran_order': False, 'shape': (1,), }",
    b"{'descr': '<f7', 'fortran_order': False, 'shape': (1,), }",
    b"{'descr': '<f8', 'fortran_order': False, 'shape': " + b"(" * 5000 + b"}",
    b"__import__('os').system('true')",
    b"",
]


@pytest.mark.parametrize("header", HOSTILE)
@pytest.mark.parametrize("version", [1, 2, 3])
def test_hostile_headers_give_a_value_error(tmp_path, header, version):
    length = (len(header) + 1).to_bytes(2 if version == 1 else 4, "little")
    data = b"\x93NUMPY" + bytes([version, 0]) + length + header + b"\n" + b"\0" * 64
    (tmp_path / "a.npy").write_bytes(data)
    for read in (lambda: nd.load(tmp_path / "a.npy"), lambda: nd.load(tmp_path / "a.npy", mmap_mode="r"),
                 lambda: nd.load(io.BytesIO(data))):  # fmt: skip
        with pytest.raises(ValueError, match=r"is no \.npy file that can be read"):
            read()


def test_headers_of_python_2(tmp_path):
    header = b"{u'descr': u'<i4', u'fortran_order': False, u'shape': (2L, 1), }"
    data = b"\x93NUMPY\x01\x00" + (len(header) + 1).to_bytes(2, "little") + header + b"\n" + bytes(range(8))
    (tmp_path / "a.npy").write_bytes(data)
    with pytest.warns(UserWarning, match="Python 2"):
        expected = np.load(tmp_path / "a.npy")
    for mine in (nd.load(tmp_path / "a.npy"), nd.load(io.BytesIO(data)), nd.load(tmp_path / "a.npy", mmap_mode="r")):
        assert mine.dtype == "int32"
        assert mine.tolist() == expected.tolist()


def test_texts_with_a_nul_are_not_cut():
    for call in (lambda: nd.load_module("/tmp/a\0b"), lambda: nd.array2string(nd.zeros(2), separator=",\0"),
                 lambda: nd.call("dtype_parse", "float64\0x"), lambda: nd.explain("add\0", 1, 1),
                 lambda: nd.call("add\0", 1, 1), lambda: nd.fromstring("1 2", sep=" \0")):  # fmt: skip
        with pytest.raises(ValueError, match=r"NUL|zero byte"):
            call()
    # Of what is read, a message shows a NUL as it shows what is no UTF-8.
    for call in (lambda: nd.fromstring("1 2\0 3", sep=" "), lambda: nd.loadtxt(["1 2\0"])):
        with pytest.raises(ValueError, match=r"could not convert string '2\?'"):
            call()


def test_mutated_files_never_crash_and_never_give_more_than_is_there(tmp_path):
    """What is accepted is what NumPy reads, too, and to the same elements."""
    rng = random.Random(1)
    path = tmp_path / "a.npy"
    seeds = [
        npy(numbers("float64", (3, 4))),
        npy(np.asfortranarray(numbers("int16", (2, 5)))),
        npy(numbers("bool", ())),
    ]
    accepted = 0
    for _ in range(3000):
        data = bytearray(rng.choice(seeds))
        for _ in range(rng.choice((1, 1, 2, 5))):
            place = rng.randrange(min(len(data), 90))
            action = rng.random()
            if action < 0.4:  # likely to stay a header: another digit or a blank
                place = rng.choice([i for i in range(10, len(data) - 8) if chr(data[i]) in "0123456789 "])
                data[place] = rng.choice(b"0123456789 ")
            elif action < 0.6:
                data[place] = rng.choice(b"0123456789(),'{}: <>fiuFT\x00\xff\\-L")
            elif action < 0.8:
                del data[place : place + rng.randrange(1, 4)]
            else:
                data[place:place] = bytes(rng.choice(b"0123456789(),' ") for _ in range(rng.randrange(1, 20)))
        data += bytes(64)
        path.write_bytes(data)
        try:
            mine = nd.load(path)
        except (ValueError, EOFError):
            continue
        accepted += 1
        assert mine.nbytes <= len(data)
        theirs = np.load(path)
        assert_same(mine, theirs)
    assert accepted > 50


# .npz


@pytest.mark.parametrize("save", ["savez", "savez_compressed"])
def test_npz_both_ways(tmp_path, save):
    parts = {"x": numbers("float32", (3, 4)), "y": numbers("int8", (7,))}
    getattr(nd, save)(tmp_path / "mine", numbers("bool", (3,)), **{key: nd.asarray(a) for key, a in parts.items()})
    with np.load(tmp_path / "mine.npz") as theirs:
        assert sorted(theirs.files) == ["arr_0", "x", "y"]
        for key, a in parts.items():
            assert_same(nd.asarray(theirs[key]), a)
    getattr(np, save)(tmp_path / "theirs.npz", **parts)
    with nd.load(tmp_path / "theirs.npz") as mine:
        assert mine.files == ["x", "y"]
        assert "x" in mine
        for key, a in parts.items():
            assert_same(mine[key], a)
        with pytest.raises(KeyError):
            mine["z"]
    with pytest.raises(ValueError):
        nd.savez(tmp_path / "twice", parts["x"], arr_0=parts["y"])
    assert zipfile.is_zipfile(tmp_path / "mine.npz")


def test_pickles_are_refused(tmp_path):
    (tmp_path / "a.npy").write_bytes(b"\x80\x04N.")
    for allowed in (False, True):
        with pytest.raises(ValueError):
            nd.load(tmp_path / "a.npy", allow_pickle=allowed)


# Memory maps


@pytest.mark.parametrize("dtype", ["uint8", "int32", "float64", ">i2"])
@pytest.mark.parametrize("order", ["C", "F"])
def test_memmap_is_numpys(tmp_path, dtype, order):
    path = tmp_path / "raw"
    made = nd.memmap(path, dtype, "w+", offset=8, shape=(3, 4), order=order)
    assert not made.any()
    made[...] = nd.arange(12).reshape(3, 4)
    made.flush()
    theirs = np.memmap(path, dtype, "r", offset=8, shape=(3, 4), order=order)
    assert_same(made, np.asarray(theirs))
    assert made.strides == theirs.strides
    assert (made.mode, made.offset, made.filename) == ("w+", 8, str(path))
    again = nd.memmap(path, dtype, "r+", offset=8)
    again[0] = 99
    assert np.asarray(theirs).ravel("K")[0] == 99
    private = nd.memmap(path, dtype, "c", offset=8)
    private[0] = 7
    assert np.asarray(theirs).ravel("K")[0] == 99
    assert not nd.memmap(path, dtype, "r").flags.writeable
    nd.asarray(again)[1] = 5
    assert np.asarray(theirs).ravel("K")[1] == 5


def test_memmap_refuses_what_the_file_does_not_hold(tmp_path):
    (tmp_path / "raw").write_bytes(b"\0" * 10)
    with pytest.raises(ValueError):
        nd.memmap(tmp_path / "raw", "int32", "r")
    with pytest.raises(ValueError, match="has 10 bytes"):
        nd.memmap(tmp_path / "raw", "uint8", "r", shape=(11,))
    with pytest.raises(ValueError):
        nd.memmap(tmp_path / "raw", "uint8", "w+")
    with pytest.raises(FileNotFoundError):
        nd.memmap(tmp_path / "none", "uint8", "r")


def test_messages_about_files_are_text(tmp_path):
    """Whatever bytes a file holds, the message is valid UTF-8."""
    for header in (
        b"{'descr': '<f\xff', 'fortran_order': False, 'shape': (2,), }",
        b"{'d\xb7scr': '<f8', 'shape': (2,)}",
        b"\xff\xfe",
    ):
        content = b"\x93NUMPY\x01\x00" + len(header).to_bytes(2, "little") + header + bytes(16)
        path = tmp_path / "hostile.npy"
        path.write_bytes(content)
        for source in (path, io.BytesIO(content)):
            with pytest.raises(ValueError, match=r"no \.npy file"):
                nd.load(source)
    table = tmp_path / "table.txt"
    table.write_bytes(b"1 2\n3 \xff\n")
    with pytest.raises(ValueError, match="byte 0xff is not UTF-8 at row 1, column 2"):
        nd.loadtxt(table)
