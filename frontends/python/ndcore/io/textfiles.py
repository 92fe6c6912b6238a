"""Tables of numbers in text files: loadtxt and savetxt. The library reads and writes them; here sources and options
become C's."""

from __future__ import annotations

import codecs
import importlib
import itertools
import os
import warnings

from .._array.arguments import NULL, as_ints, optional_dtype
from .._array.base import info, wrap_array
from .._array.dtype import dtype as as_dtype
from .._ffi.library import bind, binding
from .._operands.convert import asarray
from .._operands.dispatch import dispatched
from .files import file_failed, library_path_of
from .textcallbacks import Callbacks

__all__ = ["loadtxt", "savetxt"]

_load, _read, _knows = bind("nd_text_load"), bind("nd_text_read"), bind("nd_text_knows_encoding")
_save, _to_bytes = bind("nd_text_save"), bind("nd_text_to_bytes")
_NO_ROWS, _GZIP = -(2**63) + 1, 2
_PIECE, _LINES = 1 << 18, 1000
_MODULES = {".gz": "gzip", ".bz2": "bz2", ".xz": "lzma"}


def _ending(path):
    return os.path.splitext(os.fsdecode(path))[1]


def _opener(path):
    """open() of the module that reads files packed so."""
    module = _MODULES.get(_ending(path))
    return open if module is None else importlib.import_module(module).open


def _is_known(encoding):
    """Whether the library reads and writes an encoding itself; Python knows it in any case."""
    return encoding is None or (codecs.lookup(encoding) and _knows(encoding.encode()) == 1)


def _set_texts(options, kept, **texts):
    """Fields of a struct that are texts; None is left out."""
    for name, text in texts.items():
        if text is None:
            continue
        if not isinstance(text, (str, bytes)):
            raise TypeError(f"argument `{name}` must be a str or None, not {text!r}")
        kept.append(binding.cstring(text.decode("latin1") if isinstance(text, bytes) else text))
        setattr(options, name, kept[-1])


def _marks(comments):
    if comments is None:
        return []
    marks = [comments] if isinstance(comments, (str, bytes)) else list(comments)
    return [mark.decode("latin1") if isinstance(mark, bytes) else mark for mark in marks]


def _lines(source, encoding, at_once):
    """The lines of a file object or iterable as bytes of UTF-8, some at a time; no more is consumed than asked for."""
    try:
        lines = iter(source)
    except TypeError:
        raise ValueError(
            f"fname must be a string, filehandle, list of strings,\nor generator. Got {type(source)} instead."
        ) from None
    encoding = encoding or getattr(source, "encoding", None) or "latin1"
    while True:
        some = list(itertools.islice(lines, at_once))
        if not some:
            return
        for i, line in enumerate(some):
            if isinstance(line, bytes):
                line = line.decode(encoding)
            elif not isinstance(line, str):
                raise TypeError("non-string returned while reading data")
            some[i] = line if line.endswith(("\n", "\r")) else line + "\n"
        yield "".join(some).encode("utf-8", "surrogatepass")


def _bytes_of(file):
    """What a file that Python opened holds, in pieces: as it is, or as UTF-8 where Python decodes it."""
    while piece := file.read(_PIECE):
        yield piece if isinstance(piece, bytes) else piece.encode("utf-8", "surrogatepass")


def _read_path(fname, encoding, options, kept, callbacks, given):
    """The table in a file, by the library alone where it knows encoding and packing."""
    packed, known = _ending(fname) in (".bz2", ".xz"), _is_known(encoding)
    path = library_path_of(fname)
    if known:
        _set_texts(options[0], kept, encoding=encoding)
        if not packed and path is not None:
            return _load(path, *given)
        options[0].compression = 0 if packed or _ending(fname) != ".gz" else _GZIP
        file = (_opener(fname) if packed else open)(fname, "rb")
    else:
        file = _opener(fname)(fname, "rt", encoding=encoding)
    with file:
        return _read(callbacks.reader(_bytes_of(file)), NULL, *given)


def _read_lines(source, encoding, options, kept, callbacks, given):
    _set_texts(options[0], kept, encoding="utf-8")
    pieces = _lines(source, encoding, 1 if options[0].max_rows else _LINES)
    return _read(callbacks.reader(pieces), NULL, *given)


@dispatched(like=True)
def loadtxt(fname, dtype=float, comments="#", delimiter=None, converters=None, skiprows=0, usecols=None, unpack=False,
            ndmin=0, encoding=None, max_rows=None, *, quotechar=None, like=None):  # fmt: skip
    """The numbers in a text file, a row a line.

    fname: a path (.gz, .bz2 and .xz are unpacked), a file object, or an iterable of lines. delimiter: None stands for
    any run of blanks. converters: a function for all fields, or a dict of them by column; each takes a text and gives a
    number or a text that is read as one. quotechar: around fields in which delimiters and comments are text. unpack:
    columns come first, to be assigned one by one. ndmin: axes that are kept at least. encoding: None is UTF-8, or what
    a byte order mark says.
    """
    if not (converters is None or callable(converters) or isinstance(converters, dict)):
        raise TypeError("converters must be a dictionary mapping columns to converter functions or a single callable.")
    as_bytes = encoding == "bytes"
    encoding = None if as_bytes else encoding
    options, kept, callbacks = binding.structs("nd_text_load_options"), [], Callbacks()
    _set_texts(options[0], kept, delimiter=delimiter, quotechar=quotechar)
    options[0].skiprows, options[0].ndmin = skiprows, ndmin
    options[0].max_rows = 0 if max_rows is None else _NO_ROWS if max_rows == 0 else max_rows
    columns = None if usecols is None else as_ints(usecols, "usecols")
    if callable(converters) or converters:
        options[0].converters = callbacks.converter(converters, columns and list(columns), as_bytes)
    marks, kept_marks = binding.cstrings(_marks(comments))
    given = (optional_dtype(as_dtype(dtype)), marks, len(marks), NULL if columns is None else binding.int64s(columns),
             len(columns or ()), options)  # fmt: skip
    read = _read_path if isinstance(fname, (str, bytes, os.PathLike)) else _read_lines
    handle = read(fname, encoding, options, kept, callbacks, given)
    del kept_marks
    if not handle:
        callbacks.failed()
        file_failed(fname)
    made = wrap_array(handle)
    if not info(made).size and info(made).shape[:1] == (0,):
        warnings.warn(f'loadtxt: input contained no data: "{fname}"', category=UserWarning, stacklevel=3)
    return made.T if unpack else made


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
    shape = info(X).shape
    options, kept = binding.structs("nd_text_save_options"), []
    _set_texts(options[0], kept, fmt=_row_format(fmt, delimiter, shape[1] if len(shape) == 2 else 1),
               delimiter=delimiter, newline=newline, header=header, footer=footer, comments=comments)  # fmt: skip
    if not isinstance(fname, (str, bytes, os.PathLike)):
        return _write_to(fname, wrap_array(_to_bytes(X._h, options)).tobytes().decode(), encoding)
    path = library_path_of(fname)
    if path is None or _ending(fname) in (".bz2", ".xz") or not _is_known(encoding):
        text = wrap_array(_to_bytes(X._h, options)).tobytes().decode()
        with _opener(fname)(fname, "wt", encoding=encoding or "utf-8", newline="") as opened:
            opened.write(text)
        return None
    _set_texts(options[0], kept, encoding=encoding)
    if _save(path, X._h, options) < 0:
        file_failed(fname)
    return None


def _write_to(file, text, encoding):
    """Text for a file object that takes it, else bytes."""
    if not hasattr(file, "write"):
        raise ValueError("fname must be a string or file handle")
    try:
        file.write(text)
    except TypeError:
        file.write(text.encode(encoding or "latin1"))
