"""Arrays as text and text as arrays, .npy files in memory."""

import io

import numpy as np
from samples import plain, sample


def _utf8(text):
    return np.frombuffer(text.encode(), np.uint8)


def _printing(vectors):
    arrays = [
        sample(name, (2, 4), 1) for name in ("bool", "int8", "uint64", "float16", "float32", "float64", "complex64")
    ]
    arrays += [np.array(1.5), np.empty((0, 3)), np.arange(2000), np.array([1e-5, 1e10, 3.0]),
               np.array([0.1, 0.25, 1 / 3]),
               np.arange(24).reshape(2, 3, 4), np.array([1e300, 1e-300, np.nan]),
               np.array([1.0, 2.0, 1e16])]  # fmt: skip
    for a in arrays:
        vectors.add("array_repr", [a, "array", None], [_utf8(repr(a))], a.dtype.name)
        vectors.add("array_text", [a, " ", 0, 0, None], [_utf8(str(a))], a.dtype.name)
    numbers = [np.float64(0.1), np.float32(0.1), np.float16(0.1), np.float64(1e22), np.float64(1e-7), np.float64(-0.0),
               np.int8(-128), np.uint64(2**64 - 1), np.bool_(True), np.float64(5e-324), np.float64(2 / 3),
               np.float32(1e10),
               np.float64(123456789012345680.0), np.complex128(1 - 2.5j), np.float64("inf"),
               np.float64("nan")]  # fmt: skip
    for number in numbers:
        vectors.add("number_text", [number], [_utf8(str(number))], number.dtype.name)
    vectors.refuse("number_text", [np.arange(2)], "ND_VALUE_ERROR", "1-d")


def _parsing(vectors):
    good = {
        "plain": "1 2.5\n-3e4 nan\n",
        "comment": "# head\n1 2\r\n3 4 # tail",
        "inf": "inf -inf\n",
        "blanks": "1\u00a02\r3\u30004\n",
    }
    for note, text in good.items():
        want = np.loadtxt(io.StringIO(text, newline=""))
        vectors.add("text_from_bytes", [text.encode(), np.dtype("float64"), ["#"], None, None], [want], note)
    text = "% a 1 2\n3 4 5\n6 7 8\n"
    want = np.loadtxt(io.StringIO(text), dtype=np.int32, comments="%", usecols=(1, -1))
    vectors.add("text_from_bytes", [text.encode(), np.dtype("int32"), ["%"], [1, -1], None], [want], "columns")
    exact = "0.1 1e23 5e-324 9007199254740993 1.7976931348623157e308\n"
    want = np.loadtxt(io.StringIO(exact))
    vectors.add("text_from_bytes", [exact.encode(), np.dtype("float64"), None, None, None], [want], "rounding")
    for note, bad in {"word": b"1 two\n", "ragged": b"1 2\n3\n", "no UTF-8": b"1 \xb5\n"}.items():
        vectors.refuse("text_from_bytes", [bad, np.dtype("float64"), None, None, None], "ND_FORMAT_ERROR", note)
    for sep in (" ", ",", " ; "):
        text = f" 1{sep}-2.5{sep}3e4 "
        want = np.fromstring(text, sep=sep)
        vectors.add("fromstring", [text.encode(), np.dtype("float64"), -1, sep], [want], f"between {sep!r}")
    vectors.add("fromstring", [b"1 2 3", np.dtype("int16"), 2, " "], [np.array([1, 2], np.int16)], "some")
    vectors.refuse("fromstring", [b"1 2", np.dtype("float64"), -1, ","], "ND_FORMAT_ERROR", "separator")
    for known, encoding in ((1, "utf-8"), (1, "UTF_16_LE"), (1, "latin1"), (0, "cp1252"), (0, "")):
        vectors.add("text_knows_encoding", [encoding], [known], encoding)
    a = plain("float64", (2, 3), 2)
    file = io.BytesIO()
    np.savetxt(file, a)
    vectors.add("text_to_bytes", [a, None], [np.frombuffer(file.getvalue(), np.uint8)])


def _files(vectors):
    for a in (plain("int16", (2, 3), 3), sample("float32", (7,), 4), plain("complex128", (2, 2), 5),
              plain("float64", (2, 2), 6).astype(">f8"), np.array(True)):  # fmt: skip
        file = io.BytesIO()
        np.save(file, a)
        data = file.getvalue()
        vectors.add("npy_to_bytes", [a, 1], [np.frombuffer(data, np.uint8)], a.dtype.name)
        vectors.add("npy_from_bytes", [data], [a, len(data)], a.dtype.name)
        vectors.add("npy_nbytes", [data], [len(data)], a.dtype.name)
    vectors.refuse("npy_from_bytes", [b"no array"], "ND_FORMAT_ERROR", "magic")
    vectors.refuse("npy_from_bytes", [data[:-1]], "ND_FORMAT_ERROR", "cut")
    vectors.refuse("npy_load", ["/no/such/file.npy"], "ND_NOT_FOUND", "missing")
    vectors.refuse("text_load", ["/no/such/file", np.dtype("float64"), ["#"], None, None], "ND_NOT_FOUND", "missing")
    vectors.refuse("npy_save", ["/no/such/folder/file.npy", a, 1], "ND_NOT_FOUND", "missing")
    vectors.refuse("text_save", ["/no/such/folder/file", a, None], "ND_NOT_FOUND", "missing")


def vectors(vectors):
    with np.errstate(all="ignore"):
        for part in (_printing, _parsing, _files):
            part(vectors)
