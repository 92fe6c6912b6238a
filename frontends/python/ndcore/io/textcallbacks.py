"""What the library calls while it reads a text: the functions of a user for columns, and the source of the bytes."""

from __future__ import annotations

import operator

from .._ffi.errors import failed
from .._ffi.library import bind, binding

__all__ = ["Callbacks"]

_set_error = bind("nd_set_error")
_CALLBACK_ERROR, _AS_USUAL = -17, 1
_NONE, _BOOL, _INT, _UINT, _DOUBLE, _COMPLEX, _STRING = 1, 2, 3, 4, 5, 6, 7


class Callbacks:
    """Those of one reading; alive until it has ended. What they raise goes on by `failed`."""

    def __init__(self):
        self._kept, self._error, self._wrapped = [], None, False

    def failed(self):
        """Raises what a callback has raised, if that is why the reading failed: in a converter as the cause of the
        ValueError that names the field."""
        error, self._error = self._error, None
        if error is None:
            return
        if not self._wrapped or not isinstance(error, Exception):
            raise error
        try:
            failed()
        except Exception as told:
            raise ValueError(str(told)) from error

    def _refuse(self, error, wrapped):
        self._error, self._wrapped = error, wrapped
        _set_error(_CALLBACK_ERROR, f"{type(error).__name__}: {error}".encode(errors="replace"))
        return _CALLBACK_ERROR

    def _keep(self, kind, function):
        made = binding.callback(kind, function, onerror=_CALLBACK_ERROR)
        self._kept.append(made)
        return made

    def reader(self, pieces):
        """A nd_read_callback that gives the bytes of an iterator."""
        pieces, rest = iter(pieces), memoryview(b"")

        def read(buffer, capacity, _data):
            nonlocal rest
            try:
                while not rest:
                    piece = next(pieces, None)
                    if piece is None:
                        return 0
                    rest = memoryview(piece)
                part, rest = rest[:capacity], rest[capacity:]
                binding.copy_to(buffer, bytes(part))
                return len(part)
            except BaseException as error:
                return self._refuse(error, wrapped=False)

        return self._keep("nd_read_callback", read)

    def converter(self, converters, usecols, as_bytes):
        """A nd_text_converter that calls the functions of a user: one for all columns, or some by column."""
        functions, cell = None, None
        if not callable(converters):
            converters = {_column(key): function for key, function in converters.items()}

        def convert(field, length, row, column, columns, value, _data):
            nonlocal functions, cell
            if cell is None:
                try:
                    functions = _by_column(converters, columns, usecols)
                except Exception as error:
                    return self._refuse(error, wrapped=False)
                cell = _Cell(value)
            try:
                function = functions[column]
                if function is None:
                    return _AS_USUAL
                text = binding.bytes_at(field, length).decode()
                cell.put(function(text.encode("latin1") if as_bytes else text))
                return 0
            except BaseException as error:
                return self._refuse(error, wrapped=True)

        return self._keep("nd_text_converter", convert)


def _column(key):
    try:
        return operator.index(key)
    except TypeError:
        raise TypeError(f"keys of the converters dictionary must be integers; got {key!r}") from None


def _by_column(converters, columns, usecols):
    """A function or None for each column of the table. Keys are columns as `usecols` writes them."""
    if callable(converters):
        return [converters] * columns
    functions = [None] * columns
    for key, function in converters.items():
        column = key
        if usecols is not None and column not in usecols:
            continue
        if usecols is not None:
            column = usecols.index(column)
        elif not -columns <= column < columns:
            raise ValueError(
                f"converter specified for column {column}, which is invalid for the number of fields {columns}."
            )
        if not callable(function):
            raise TypeError(
                f"values of the converters dictionary must be callable, but that of key {key!r} is {function!r}"
            )
        functions[column] = function
    return functions


class _Cell:
    """The value of a field. It lies at the same place in all calls of a reading."""

    def __init__(self, pointer):
        address = binding.address(pointer)
        self._cell = binding.struct_at("nd_cell", pointer)
        self._kind, self._value = binding.place("int32_t", address), binding.place("double", address + 8)
        self._extent = binding.place("double", address + 16)
        self._text = None

    def put(self, result):
        if isinstance(result, float):
            self._kind[0], self._value[0] = _DOUBLE, result
        elif result is None:
            self._kind[0] = _NONE
        elif isinstance(result, int):
            self._put_integer(result)
        elif isinstance(result, (str, bytes)):
            self._put_text(result.encode("utf-8", "surrogatepass") if isinstance(result, str) else result)
        elif isinstance(result, complex):
            self._kind[0], self._value[0], self._extent[0] = _COMPLEX, result.real, result.imag
        elif getattr(result, "shape", None) == ():
            self.put(result.item())
        elif hasattr(result, "__index__"):
            self._put_integer(operator.index(result))
        else:
            self.put(float(result))

    def _put_integer(self, number):
        if -(2**63) <= number < 2**64:
            self._kind[0] = _BOOL if isinstance(number, bool) else _INT if number < 2**63 else _UINT
            self._cell.value = number % 2**64
        else:
            self.put(float(number))

    def _put_text(self, text):
        self._text = binding.from_buffer(text), text
        self._kind[0], self._cell.value, self._cell.extent = _STRING, binding.address(self._text[0]), len(text)
