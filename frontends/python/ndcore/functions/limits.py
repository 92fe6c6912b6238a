"""finfo and iinfo: the limits of floating-point and integer types."""

from __future__ import annotations

from .._array.dtype import dtype as as_dtype
from .._array.dtype import native

__all__ = ["finfo", "iinfo"]

# Bits of mantissa and exponent, decimal precision.
_FLOATS = {9: (10, 5, 3), 10: (7, 8, 2), 11: (23, 8, 6), 12: (52, 11, 15)}
_COMPONENT = {13: 11, 14: 12}


class iinfo:
    """Limits of an integer type: `iinfo(int16).max`."""

    __slots__ = ("bits", "dtype", "key", "kind", "max", "min")

    def __init__(self, int_type):
        try:
            self.dtype = as_dtype(int_type)
        except TypeError:
            self.dtype = as_dtype(type(int_type))
        self.kind, self.bits = self.dtype.kind, 8 * self.dtype.itemsize
        self.key = f"{self.kind}{self.bits}"
        if self.kind not in "iu":
            raise ValueError(f"Invalid integer data type {self.kind!r}.")
        self.min = -(2 ** (self.bits - 1)) if self.kind == "i" else 0
        self.max = 2 ** (self.bits - (self.kind == "i")) - 1

    def __str__(self):
        line = "-" * 63
        return (
            f"Machine parameters for {self.dtype}\n{line}\nmin = {self.min}\nmax = {self.max}\n{line}\n"
        )  # fmt: skip

    def __repr__(self):
        return f"iinfo(min={self.min}, max={self.max}, dtype={self.dtype})"


class finfo:
    """Limits of a floating-point type: `finfo(float32).eps`. For complex types, of their parts."""

    def __new__(cls, dtype):
        if dtype is None:
            raise TypeError("dtype cannot be None")
        try:
            found = as_dtype(dtype)
        except TypeError:
            found = as_dtype(type(dtype))
        if found.kind not in "fc":
            raise ValueError(f"data type {found.type!r} not inexact")
        code = _COMPONENT.get(found._code, found._code)
        if code not in _known:
            _known[code] = object.__new__(cls)._fill(native[code])
        return _known[code]

    def _fill(self, dtype):
        nmant, nexp, precision = _FLOATS[dtype._code]
        make = dtype.type
        self.dtype, self.bits, self.nmant, self.nexp, self.iexp = dtype, 8 * dtype.itemsize, nmant, nexp, nexp
        self.precision, self.machep, self.negep = precision, -nmant, -nmant - 1
        self.minexp, self.maxexp = 2 - 2 ** (nexp - 1), 2 ** (nexp - 1)
        self.eps, self.epsneg = make(2.0**-nmant), make(2.0 ** (-nmant - 1))
        self.tiny = self.smallest_normal = make(2.0**self.minexp)
        self.smallest_subnormal = make(2.0 ** (self.minexp - nmant))
        self.max = make((2.0 - 2.0**-nmant) * 2.0 ** (self.maxexp - 1))
        self.min, self.resolution = make(-self.max.item()), make(10.0**-precision)
        return self

    def __str__(self):
        line = "-" * 63
        rows = [(name, getattr(self, name)) for name in (
            "precision", "resolution", "machep", "eps", "negep", "epsneg", "minexp", "tiny", "maxexp", "max", "nexp",
            "min", "smallest_normal", "smallest_subnormal")]  # fmt: skip
        body = "\n".join(f"{name} = {value}" for name, value in rows)
        return f"Machine parameters for {self.dtype}\n{line}\n{body}\n{line}\n"

    def __repr__(self):
        return f"finfo(resolution={self.resolution}, min={self.min}, max={self.max}, dtype={self.dtype})"


_known: dict[int, finfo] = {}
iinfo.__module__ = finfo.__module__ = "ndcore"
