"""Nested Python lists to packed memory: finds shape and kind of the elements, checks that rows are even, and hands the
numbers over as one array.array. Everything runs in loops of the interpreter's C code, none over single elements.
"""

from __future__ import annotations

from array import array as packed
from itertools import chain

from .._array.dtype import native
from .._ffi.library import binding

__all__ = ["flatten", "pack", "plain_kind"]

_ROWS = {list, tuple}
_PLAIN = {bool: "b", int: "i", float: "f", complex: "c"}
# array.array codes of the dtypes that it holds.
_CODES = {1: "b", 2: "B", 3: "h", 4: "H", 5: "i", 6: "I", 7: "q", 8: "Q", 12: "d"}
_MAX_DIMS = 64


def ragged(shape):
    where = f"({', '.join(map(str, shape))}{',' if len(shape) == 1 else ''})"
    return ValueError(
        f"setting an array element with a sequence. The requested array has an inhomogeneous shape after {len(shape)} "
        f"dimensions. The detected shape was {where} + inhomogeneous part."
    )


def flatten(rows):
    """(shape, elements, types of the elements) of a nested list or tuple. Elements may be anything but rows, unless
    rows and others are mixed."""
    shape, level = [len(rows)], rows
    while True:
        types = set(map(type, level))
        if not types or not types <= _ROWS:
            return tuple(shape), level, types
        lengths = set(map(len, level))
        if len(lengths) != 1:
            raise ragged(shape)
        shape.append(lengths.pop())
        if len(shape) > _MAX_DIMS:
            raise ValueError(f"array: nested deeper than {_MAX_DIMS} dimensions")
        level = list(chain.from_iterable(level))


def plain_kind(types):
    """The widest of 'b', 'i', 'f', 'c' among Python's number types; None if there is anything else."""
    if len(types) == 1:
        (kind,) = types
        if kind in _PLAIN:
            return _PLAIN[kind]
    kinds = set()
    for kind in types:
        found = _PLAIN.get(kind)
        if found is None:
            found = next((_PLAIN[base] for base in (int, float, complex) if issubclass(kind, base)), None)
            if found is None or hasattr(kind, "__array__"):
                return None
        kinds.add(found)
    return max(kinds, key="bifc".index) if kinds else "f"


def pack(elements, kind, dtype=None):
    """(dtype, buffer) of Python numbers of the given kind. Where `dtype` is given its rules for Python numbers hold:
    integers must fit, a float that becomes an integer is truncated, a complex number that becomes real is refused."""
    if dtype is not None and dtype._info.kind == "V":  # the library casts to registered dtypes
        dtype = None
    target = dtype._info.kind if dtype is not None else kind
    if target == "b":
        return native[0], bytes(elements if kind == "b" else map(bool, elements))
    if target in "iu":
        return _pack_integers(elements if kind in "bi" else list(map(int, elements)), dtype)
    if target == "c" or kind == "c":
        if target != "c":
            raise TypeError("float() argument must be a string or a real number, not 'complex'")
        return native[14], binding.complexes(elements)
    return native[12], packed("d", elements)


def _pack_integers(elements, dtype):
    code = dtype._code if dtype is not None else 7
    try:
        return native[code], packed(_CODES[code], elements)
    except OverflowError:
        if dtype is not None:
            raise out_of_bounds(elements, dtype) from None
    lowest, highest = min(elements), max(elements)
    if lowest < -(2**63) or highest >= 2**64:
        raise past_all(lowest if lowest < -(2**63) else highest)
    if lowest > 2**63 - 1:
        return native[8], packed("Q", elements)
    return native[12], packed("d", elements)


def past_all(number):
    """Of an integer that no dtype holds."""
    return OverflowError(
        f"Python integer {number} is out of bounds for int64 and uint64; ndcore has no object dtype to hold it"
    )


def out_of_bounds(elements, dtype):
    bits = 8 * dtype.itemsize
    low, high = (-(2 ** (bits - 1)), 2 ** (bits - 1)) if dtype.kind == "i" else (0, 2**bits)
    which = next(value for value in elements if not low <= value < high)
    return OverflowError(f"Python integer {which} out of bounds for {dtype.name}")
