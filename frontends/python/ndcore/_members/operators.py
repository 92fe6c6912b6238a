"""The operators of arrays. Between two arrays each is one foreign call and one new object; everything else — numbers,
lists, arrays of others, subclasses — takes the longer ways below.
"""

from __future__ import annotations

from collections.abc import Sequence
from types import WrapperDescriptorType

from .._array.arguments import NULL
from .._array.base import ARRAYS, info, ndarray, new, wrap, wrap_known
from .._ffi.library import bind
from .._operands import interop
from .._operands.convert import operand
from .._operands.weak import weak, weak_floats, weak_ints
from ..exceptions import UFuncTypeError
from ..functions.creation import full
from ..functions.gufuncs import matmul
from ..functions.ufuncs import by_name, into

__all__ = ["MEMBERS"]

_BINARY = {
    "add": "add", "sub": "subtract", "mul": "multiply", "truediv": "divide", "floordiv": "floor_divide",
    "mod": "remainder", "and": "bitwise_and", "or": "bitwise_or", "xor": "bitwise_xor", "lshift": "left_shift",
    "rshift": "right_shift",
}  # fmt: skip
_COMPARISONS = {
    "lt": "less", "le": "less_equal", "gt": "greater", "ge": "greater_equal", "eq": "equal", "ne": "not_equal",
}  # fmt: skip
_UNARY = {"neg": "negative", "pos": "positive", "invert": "invert", "abs": "absolute"}
_floats, _ints = weak_floats.get, weak_ints.get
_UFUNCS = {**by_name, "matmul": matmul}


def _partner(self, other):
    """The other operand as the library takes it: an array of ours, or a number held as a weak one. None: the longer
    way, for all else and where `self` is of a user's class."""
    kind = type(other)
    if type(self) not in ARRAYS:
        return None
    if kind is float:
        return (_floats(other) if other else None) or weak(other)
    if kind is int:
        return _ints(other) or weak(other)
    return other if kind in ARRAYS else None


def _binary(ufunc):
    call = bind(f"nd_{ufunc}")

    def operator(self, other):
        if type(self) is ndarray and type(other) is ndarray:
            partner = other
        else:
            partner = _partner(self, other)
            if partner is None:
                return _with_other(ufunc, call, self, other)
        handle = call(self._h, partner._h)
        if handle and (self._nz or partner._nz):
            made = new(ndarray)
            made._h = handle
            made._nz = True
            return made
        return wrap(handle)

    operator.__doc__ = f"Return {ufunc}(self, value)."
    return operator


def _reflected(ufunc):
    call = bind(f"nd_{ufunc}")

    def operator(self, other):
        partner = _partner(self, other)
        if partner is None:
            return _with_other(ufunc, call, self, other, reflected=True)
        return wrap_known(call(partner._h, self._h), self._nz or partner._nz)

    operator.__doc__ = f"Return {ufunc}(value, self)."
    return operator


def _with_other(ufunc, call, self, other, reflected=False):
    """An operand that is no array of ours: refuses it, gives way to it, or makes an array of it."""
    if interop.gives_way(self, other):
        return NotImplemented
    if interop.takes_over(self) or interop.takes_over(other):
        return _UFUNCS[ufunc](*((other, self) if reflected else (self, other)))
    if ufunc == "multiply" and hasattr(type(self), "_dtype") and _repeats(type(other)):
        return NotImplemented  # Python repeats the sequence, or refuses
    try:
        other = operand(other)
    except TypeError:
        if ufunc in ("equal", "not_equal"):
            return _nothing_equal(self, ufunc == "not_equal")
        if isinstance(other, (str, bytes)):  # which would be repeated by an array without dimensions
            raise UFuncTypeError(
                f"ufunc '{ufunc}' has no loop for {info(self).dtype!r} and {type(other).__name__}"
            ) from None
        return NotImplemented
    handle = call(other._h, self._h) if reflected else call(self._h, other._h)
    return wrap(handle)


def _repeats(kind):
    """Whether Python itself has given a class of sequences `*`: a list, a text, not a range."""
    return isinstance(getattr(kind, "__mul__", None), WrapperDescriptorType) and issubclass(kind, Sequence)


def _nothing_equal(self, answer):
    """What `==` and `!=` say of a thing that cannot be an array."""
    return full(info(self).shape, answer, dtype=bool)[()]


def _unary(ufunc):
    call = bind(f"nd_{ufunc}")

    def operator(self):
        if type(self) not in ARRAYS:
            return _UFUNCS[ufunc](self)
        return wrap_known(call(self._h), self._nz)

    operator.__doc__ = f"Return {ufunc}(self)."
    return operator


def _in_place(ufunc):
    def operator(self, other):
        if type(self) is not ndarray or type(other) is not ndarray:
            if interop.gives_way(self, other, in_place=True):
                return NotImplemented
            if interop.takes_over(self) or interop.wants_ufunc(other):
                return _UFUNCS[ufunc](self, other, out=(self,))
        into(ufunc, self, other)
        return self

    operator.__doc__ = f"Compute {ufunc}(self, value) in place."
    return operator


_power = bind("nd_power")
_FAST = {2: bind("nd_square"), 0.5: bind("nd_sqrt"), -1: bind("nd_reciprocal"), 1: bind("nd_positive")}
_plain_power = _binary("power")


def _pow(self, other, modulo=None):
    """Return power(self, value); small constant exponents take the shorter way."""
    if modulo is not None:
        return NotImplemented
    kind = type(other)
    if kind is int or kind is float:
        fast = _FAST.get(other)
        if fast is not None and type(self) in ARRAYS:
            inexact = info(self).dtype.kind in "fc"
            if inexact or (other == 2 and kind is int and info(self).dtype.kind in "iu"):
                return wrap(fast(self._h))
    return _plain_power(self, other)


def _through(ufunc, reflected=False):
    """An operator that leaves all to its ufunc."""

    def operator(self, other):
        if interop.gives_way(self, other):
            return NotImplemented
        return _UFUNCS[ufunc](other, self) if reflected else _UFUNCS[ufunc](self, other)

    operator.__doc__ = f"Return {ufunc}({'value, self' if reflected else 'self, value'})."
    return operator


_matmul_call, _plain_matmul = bind("nd_matmul"), _through("matmul")


def _matmul(self, other):
    """Return matmul(self, value)."""
    if type(self) is ndarray and type(other) is ndarray:
        return wrap(_matmul_call(self._h, other._h, NULL))
    return _plain_matmul(self, other)


def _bool(self):
    """Truth value of an array of one element."""
    size = info(self).size
    if size != 1:
        raise ValueError(
            "The truth value of an array with more than one element is ambiguous. Use a.any() or a.all()"
            if size
            else "The truth value of an empty array is ambiguous. Use `array.size > 0` to check that an array is not "
            "empty."
        )
    return bool(self.item())


def _as_number(convert):
    def conversion(self):
        about = info(self)
        if about.ndim:
            raise TypeError("only 0-dimensional arrays can be converted to Python scalars")
        if about.dtype.kind == "c" and convert is not complex and hasattr(type(self), "_dtype"):
            interop.warn_complex()
            return convert(self.item().real)
        return convert(self.item())

    conversion.__doc__ = f"The element of a 0-d array as a Python {convert.__name__}."
    return conversion


def _index(self):
    """The element of a 0-d array of integers as a Python int."""
    about = info(self)
    if about.ndim or about.dtype.kind not in "iu":
        raise TypeError("only integer scalar arrays can be converted to a scalar index")
    return self.item()


MEMBERS = {
    **{f"__{name}__": _binary(ufunc) for name, ufunc in (_BINARY | _COMPARISONS).items()},
    **{f"__r{name}__": _reflected(ufunc) for name, ufunc in _BINARY.items()},
    **{f"__i{name}__": _in_place(ufunc) for name, ufunc in _BINARY.items()},
    **{f"__{name}__": _unary(ufunc) for name, ufunc in _UNARY.items()},
    "__pow__": _pow, "__rpow__": _reflected("power"), "__ipow__": _in_place("power"),
    "__divmod__": _through("divmod"), "__rdivmod__": _through("divmod", reflected=True),
    "__matmul__": _matmul, "__rmatmul__": _through("matmul", reflected=True), "__imatmul__": _in_place("matmul"),
    "__bool__": _bool, "__index__": _index,
    **{f"__{kind.__name__}__": _as_number(kind) for kind in (int, float, complex)},
}  # fmt: skip
