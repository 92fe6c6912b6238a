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
from .._operands.convert import asarray, operand
from .._operands.weak import weak, weak_floats, weak_ints
from ..exceptions import UFuncTypeError
from ..functions.creation import full
from ..functions.gufuncs import matmul
from ..functions.ufuncs import by_name, into

__all__ = ["install"]

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


def _binary(name, ufunc):
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

    operator.__name__ = operator.__qualname__ = f"__{name}__"
    operator.__doc__ = f"Return {ufunc}(self, value)."
    return operator


def _reflected(name, ufunc):
    call = bind(f"nd_{ufunc}")

    def operator(self, other):
        partner = _partner(self, other)
        if partner is None:
            return _with_other(ufunc, call, self, other, reflected=True)
        return wrap_known(call(partner._h, self._h), self._nz or partner._nz)

    operator.__name__ = operator.__qualname__ = f"__r{name}__"
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


def _unary(name, ufunc):
    call = bind(f"nd_{ufunc}")

    def operator(self):
        if type(self) not in ARRAYS:
            return _UFUNCS[ufunc](self)
        return wrap_known(call(self._h), self._nz)

    operator.__name__ = operator.__qualname__ = f"__{name}__"
    operator.__doc__ = f"Return {ufunc}(self)."
    return operator


def _in_place(name, ufunc):
    def operator(self, other):
        if type(self) is not ndarray or type(other) is not ndarray:
            if interop.gives_way(self, other, in_place=True):
                return NotImplemented
            if interop.takes_over(self) or interop.wants_ufunc(other):
                return _UFUNCS[ufunc](self, other, out=(self,))
        into(ufunc, self, other)
        return self

    operator.__name__ = operator.__qualname__ = f"__i{name}__"
    operator.__doc__ = f"Compute {ufunc}(self, value) in place."
    return operator


_power = bind("nd_power")
_FAST = {2: bind("nd_square"), 0.5: bind("nd_sqrt"), -1: bind("nd_reciprocal"), 1: bind("nd_positive")}
_plain_power = _binary("pow", "power")


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


def _divmod(self, other):
    """Return divmod(self, value)."""
    if interop.gives_way(self, other):
        return NotImplemented
    return _UFUNCS["divmod"](self, other)


def _rdivmod(self, other):
    """Return divmod(value, self)."""
    return NotImplemented if interop.gives_way(self, other) else _UFUNCS["divmod"](other, self)


_matmul_call = bind("nd_matmul")


def _matmul(self, other):
    """Return matmul(self, value)."""
    if interop.gives_way(self, other):
        return NotImplemented
    if interop.takes_over(self) or interop.takes_over(other):
        return _UFUNCS["matmul"](self, other)
    other = asarray(other)
    return wrap(_matmul_call(self._h, other._h, NULL))


def _rmatmul(self, other):
    """Return matmul(value, self)."""
    if interop.gives_way(self, other):
        return NotImplemented
    if interop.takes_over(self) or interop.takes_over(other):
        return _UFUNCS["matmul"](other, self)
    other = asarray(other)
    return wrap(_matmul_call(other._h, self._h, NULL))


def _bool(self):
    """Truth value of an array of one element."""
    size = info(self).size
    if size != 1:
        raise ValueError(
            "The truth value of an array with more than one element is ambiguous. Use a.any() or a.all()"
            if size else "The truth value of an empty array is ambiguous. Use `array.size > 0` to check that an array "
                         "is "
            "not empty."
        )  # fmt: skip
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

    conversion.__name__ = conversion.__qualname__ = f"__{convert.__name__}__"
    conversion.__doc__ = f"The element of a 0-d array as a Python {convert.__name__}."
    return conversion


def _index(self):
    """The element of a 0-d array of integers as a Python int."""
    about = info(self)
    if about.ndim or about.dtype.kind not in "iu":
        raise TypeError("only integer scalar arrays can be converted to a scalar index")
    return self.item()


def members():
    """All operators by their special names."""
    out = {f"__{name}__": _binary(name, ufunc) for name, ufunc in (_BINARY | _COMPARISONS).items()}
    out.update({f"__r{name}__": _reflected(name, ufunc) for name, ufunc in _BINARY.items()})
    out.update({f"__{name}__": _unary(name, ufunc) for name, ufunc in _UNARY.items()})
    out.update({f"__i{name}__": _in_place(name, ufunc) for name, ufunc in _BINARY.items()})
    out["__ipow__"] = _in_place("pow", "power")
    out["__imatmul__"] = _in_place("matmul", "matmul")
    out["__pow__"], out["__rpow__"] = _pow, _reflected("pow", "power")
    out["__divmod__"], out["__rdivmod__"] = _divmod, _rdivmod
    out["__matmul__"], out["__rmatmul__"] = _matmul, _rmatmul
    out["__bool__"], out["__index__"] = _bool, _index
    out["__int__"], out["__float__"], out["__complex__"] = _as_number(int), _as_number(float), _as_number(complex)
    return out


def install(cls):
    for name, function in members().items():
        setattr(cls, name, function)
    cls.__hash__ = None
