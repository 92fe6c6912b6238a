"""Tables of numbers in text files: loadtxt, savetxt, genfromtxt. The library reads and writes the numbers."""

from __future__ import annotations

import itertools
import os
import warnings

from ._arguments import NULL, as_ints, optional_dtype
from ._base import info, wrap_array
from ._convert import asarray, convert
from ._dispatch import dispatched
from ._dtype import dtype as as_dtype
from ._ffi import bind, binding
from .files import file_failed, library_path_of

__all__ = ["loadtxt", "savetxt"]

_load, _parse = bind("nd_text_load"), bind("nd_text_from_bytes")
_save, _to_bytes = bind("nd_text_save"), bind("nd_text_to_bytes")
_PACKED = {".gz": "gzip", ".bz2": "bz2", ".xz": "lzma"}


def _opened(path, mode):
    """An open file; packed ones by their ending."""
    import importlib

    packer = _PACKED.get(os.path.splitext(os.fsdecode(path))[1])
    return open(path, mode) if packer is None else importlib.import_module(packer).open(path, mode)


def _options(dtype, delimiter, comments, skiprows, max_rows, usecols, ndmin, filling):
    marks, kept = binding.cstrings(comments) if comments else (NULL, None)
    columns = () if usecols is None else as_ints(usecols, "usecols")
    positions = binding.int64s(columns) if columns else NULL
    mark = NULL if delimiter is None else delimiter.encode()
    given = (optional_dtype(dtype), mark, marks, len(comments), skiprows, -1 if max_rows is None else max_rows,
             positions, len(columns), ndmin, NULL if filling is None else filling._h)  # fmt: skip
    return given, kept


def parse(data, dtype, delimiter, comments, skiprows=0, max_rows=None, usecols=None, ndmin=0, filling=None):
    """The table in bytes of text."""
    options, kept = _options(dtype, delimiter, comments, skiprows, max_rows, usecols, ndmin, filling)
    pointer = binding.from_buffer(data) if len(data) else binding.from_buffer(b"\0")
    made = wrap_array(_parse(pointer, len(data), *options))
    del kept
    return made


def _marks(comments):
    """The texts that begin a comment."""
    if comments is None:
        return ()
    marks = (comments,) if isinstance(comments, (str, bytes)) else tuple(comments)
    marks = tuple(mark.decode("latin1") if isinstance(mark, bytes) else mark for mark in marks)
    if "" in marks:
        raise ValueError("comments cannot be an empty string. Use comments=None to disable comments.")
    return marks


def _holds_data(line, marks, delimiter):
    for mark in marks:
        line = line.partition(mark)[0]
    line = line.rstrip("\r\n")
    return bool(line.strip() if delimiter is None else line)


def _lines(source, marks, delimiter, skiprows, max_rows):
    """The lines of a file object or iterable that are needed, as text; no more of it is consumed."""
    lines = (line.decode("latin1") if isinstance(line, bytes) else line for line in source)
    lines = (line if line.endswith("\n") else line + "\n" for line in lines)
    yield from itertools.islice(lines, skiprows)
    left = max_rows
    while left is None or left > 0:
        line = next(lines, None)
        if line is None:
            return
        yield line
        if left is not None and _holds_data(line, marks, delimiter):
            left -= 1


def _check_quote(quote, marks, delimiter):
    if not isinstance(quote, str) or len(quote) != 1:
        raise TypeError(f"loadtxt: quotechar must be a single character or None, not {quote!r}")
    if quote in marks or quote == delimiter:
        raise TypeError(f"loadtxt: quotechar {quote!r} is the delimiter or begins comments")
    if len("".join(marks)) > 1:
        raise ValueError("loadtxt: quotechar goes with one comment character at most")


def _rows(text, marks, delimiter):
    """The fields of each line that has some."""
    for line in text.split("\n"):
        for mark in marks:
            line = line.partition(mark)[0]
        if line.strip() if delimiter is None else line:
            yield line.split(delimiter)


def _quoted_rows(text, marks, delimiter, quote):
    """The same where fields may begin with a quote, up to the next of which delimiters, comments and ends of lines are
    text; a doubled quote stands for itself."""
    import re

    q = re.escape(quote)
    between = "[ \\t\\f\\v]+" if delimiter is None else re.escape(delimiter)
    comments = "".join(f"|{re.escape(mark)}[^\n]*" for mark in marks)
    blanks = re.compile("[ \\t\\f\\v]*" if delimiter is None else "")
    quoted = re.compile(f"{q}((?:[^{q}]|{q}{q})*)(?:{q}|\\Z)")
    rest = re.compile(f"(.*?)(?:({between})|(?:{comments[1:]})?(?:\\r?\\n|\\r|\\Z))", re.DOTALL)
    fields, at = [], 0
    while at < len(text):
        at = blanks.match(text, at).end()
        opened = quoted.match(text, at)
        closed = rest.match(text, opened.end() if opened else at)
        field = (opened[1].replace(quote * 2, quote) if opened else "") + closed[1]
        at = closed.end()
        if opened or field or (delimiter is not None and (fields or closed[2])):
            fields.append(field)
        if closed[2] is None or at == len(text):
            if fields:
                yield fields
            fields = []


def _converted(lines, converters, usecols, dtype):
    """The table of rows of fields, with a function of the user's for each column, or for all."""
    rows = []
    for fields in lines:
        rows.append(_converted_row(fields, len(rows), converters, usecols))
    if len({len(row) for row in rows}) > 1:
        raise ValueError("the number of columns changed; use `usecols` to select a subset and avoid this error")
    read = {"f": float, "c": complex}.get(dtype.kind, int)
    return convert([[read(value) if isinstance(value, str) else value for value in row] for row in rows], dtype)


def _converted_row(fields, number, converters, usecols):
    n, by_column = len(fields), not callable(converters)
    for column in converters if by_column and usecols is None else ():
        if not -n <= column < n:
            raise ValueError(f"loadtxt: converter for column {column}, which is invalid for {n} fields")
    row = []
    for i in range(n) if usecols is None else as_ints(usecols, "usecols"):
        if not -n <= i < n:
            raise ValueError(f"loadtxt: invalid column index {i} at row {number + 1} with {n} columns")
        function = converters.get(i, converters.get(i - n) if usecols is None else None) if by_column else converters
        row.append(fields[i].strip() if function is None else function(fields[i]))
    return row


def _shaped(table, ndmin):
    shape = info(table).shape
    if ndmin < 2 and len(shape) == 2 and shape[1] == 1:
        shape = shape[:1]
    if ndmin < len(shape) and shape and shape[0] == 1:
        shape = shape[1:]
    return table.reshape(shape)


@dispatched(like=True)
def loadtxt(fname, dtype=float, comments="#", delimiter=None, converters=None, skiprows=0, usecols=None, unpack=False,
            ndmin=0, encoding=None, max_rows=None, *, quotechar=None, like=None):  # fmt: skip
    """The numbers in a text file, a row a line.

    fname: a path (.gz, .bz2 and .xz are unpacked), a file object, or an iterable of lines. delimiter: None stands for
    any run of blanks. quotechar: around fields in which delimiters and comments are text. unpack: columns come first, to
    be assigned one by one. ndmin: axes that are kept at least.
    """
    if ndmin not in (0, 1, 2):
        raise ValueError(f"Illegal value of ndmin keyword: {ndmin}")
    if isinstance(delimiter, bytes):
        delimiter = delimiter.decode("latin1")
    dtype, marks, skiprows = as_dtype(dtype), _marks(comments), max(int(skiprows), 0)
    if quotechar is not None:
        _check_quote(quotechar, marks, delimiter)
    is_path = isinstance(fname, (str, bytes, os.PathLike))
    path = library_path_of(fname) if is_path and os.path.splitext(os.fsdecode(fname))[1] not in _PACKED else None
    if path is not None and converters is quotechar is None and encoding in (None, "bytes", "utf-8", "latin1", "ascii"):
        options, kept = _options(dtype, delimiter, marks, skiprows, max_rows, usecols, ndmin, None)
        handle = _load(path, *options)
        del kept
        if not handle:
            file_failed(fname)
        made = wrap_array(handle)
    else:
        made = _from_lines(
            fname, is_path, dtype, marks, delimiter, converters, skiprows, usecols, ndmin, max_rows, quotechar
        )
    if not info(made).size and not info(made).shape[0]:
        warnings.warn(f'loadtxt: input contained no data: "{fname}"', category=UserWarning, stacklevel=3)
    return made.T if unpack else made


def _from_lines(fname, is_path, dtype, marks, delimiter, converters, skiprows, usecols, ndmin, max_rows, quote):
    opened = _opened(fname, "rb") if is_path else None
    try:
        text = "".join(_lines(opened or fname, marks, delimiter, skiprows, max_rows if quote is None else None))
    finally:
        if opened is not None:
            opened.close()
    if converters is quote is None:
        return parse(text.encode(), dtype, delimiter, marks, skiprows, max_rows, usecols, ndmin)
    text = text.split("\n", skiprows)[-1] if text.count("\n") >= skiprows else ""
    rows = _rows(text, marks, delimiter) if quote is None else _quoted_rows(text, marks, delimiter, quote)
    table = _converted(itertools.islice(rows, max_rows), converters or {}, usecols, dtype)
    return _shaped(table if info(table).size else table.reshape(0, 1), ndmin)


def _row_format(fmt, delimiter, columns):
    if isinstance(fmt, (list, tuple)):
        if len(fmt) != columns:
            raise AttributeError(f"fmt has wrong shape.  {fmt!s}")
        return delimiter.join(fmt)
    if not isinstance(fmt, str):
        raise ValueError(f"invalid fmt: {fmt!r}")
    return fmt


@dispatched("X")
def savetxt(fname, X, fmt="%.18e", delimiter=" ", newline="\n", header="", footer="", comments="# ", encoding=None):
    """Writes a 1-d or 2-d array as text, a line a row.

    fname: a path (.gz, .bz2 and .xz are packed) or a file object. fmt: one conversion for every column, a sequence of
    them, or a whole row: % d i u x X o e E f F g G s with flags, width and precision.
    """
    X = asarray(X)
    ndim = info(X).ndim
    if ndim not in (1, 2):
        raise ValueError(f"Expected 1D or 2D array, got {ndim}D array instead")
    fmt = _row_format(fmt, delimiter, info(X).shape[1] if ndim == 2 else 1)
    texts = [text.encode() for text in (fmt, delimiter, newline, header, footer, comments)]
    is_path = isinstance(fname, (str, bytes, os.PathLike))
    path = library_path_of(fname) if is_path and os.path.splitext(os.fsdecode(fname))[1] not in _PACKED else None
    if path is not None and encoding in (None, "utf-8", "ascii"):
        if _save(path, X._h, *texts) < 0:
            file_failed(fname)
        return
    text = wrap_array(_to_bytes(X._h, *texts)).tobytes().decode()
    if is_path:
        with _opened(fname, "wb") as opened:
            opened.write(text.encode(encoding or "latin1"))
        return
    try:
        fname.write(text)
    except TypeError:
        fname.write(text.encode(encoding or "latin1"))
