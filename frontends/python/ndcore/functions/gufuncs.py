"""matmul, vecdot, matvec and vecmat: products over core axes, with the keywords that NumPy gives functions of this
kind."""

from __future__ import annotations

from operator import index as _index

from .._array.arguments import NULL, as_casting, as_ints, as_order, int64s, no_value
from .._array.base import wrap
from .._array.dtype import dtype as as_dtype
from .._array.dtype import dtype_handle, native
from .._ffi.constants import ND_AXIS_NONE
from .._ffi.library import bind, binding
from .._operands.convert import asarray
from .._operands.documentation import Documentation, of_gufunc
from .._operands.roles import result_into
from . import ufuncs

__all__ = ["matmul", "matvec", "vecdot", "vecmat"]

_call = bind("nd_gufunc_call")
encoded, structs = binding.encoded, binding.structs


class gufunc(ufuncs.ufunc):
    __doc__ = Documentation(
        "A function of two operands that have core axes; `?` marks one that vectors lack.", of_gufunc
    )

    __slots__ = ("_before", "_c_function", "_signature")
    __module__ = "ndcore"
    _KEYWORDS = ufuncs.ufunc._KEYWORDS - {"where"} | {"axes", "axis", "keepdims"}

    def __init__(self, name, signature, *before):
        super().__init__(name, 2, 1)
        self._signature, self._before = signature, before
        self._c_function = bind(f"nd_{name}")

    signature = property(lambda self: self._signature, doc="The core axes of operands and result.")
    identity = property(lambda self: None, doc="None: products are no reductions.")

    @property
    def types(self):
        """The dtypes of operands and result as strings of type characters: 'dd->d'."""
        return [f"{one.char}{one.char}->{one.char}" for one in native]

    def reduce(self, /, *args, **kwargs):
        """Not for products over core axes, as accumulate, reduceat, outer and at."""
        raise RuntimeError("Reduction not defined on ufunc with signature")

    accumulate = reduceat = reduce

    def outer(self, /, *args, **kwargs):
        """Not for products over core axes."""
        raise TypeError("method outer is not allowed in ufunc with non-trivial signature")

    def at(self, /, *args, **kwargs):
        """Not for products over core axes."""
        raise TypeError(f"{self.__name__}.at does not support ufunc with non-trivial signature: {self.signature}")

    def __call__(self, *args, **kwargs):
        return self._with_others(args, kwargs)

    def _run(self, x1, x2, out=(), casting="same_kind", order="K", dtype=None, signature=None, axes=no_value,
             axis=no_value, keepdims=False, subok=True):  # fmt: skip
        (out,) = out or (None,)
        a, b = asarray(x1), asarray(x2)
        if signature is not None:
            dtype = ufuncs._signature_dtype(signature, 2)
        plain = dtype is None and casting == "same_kind" and order == "K" and not keepdims and out is None
        if plain and axes is axis is no_value:
            return wrap(self._c_function(a._h, b._h, *self._before, NULL))
        options, (target, given) = structs("nd_gufunc_options"), result_into(out)
        held = options[0]
        held.casting, held.order, held.keepdims = as_casting(casting), as_order(order), int(bool(keepdims))
        if dtype is not None:
            held.dtype = dtype_handle(as_dtype(dtype))
        if given is not None:
            held.out = target
        axis = ND_AXIS_NONE if axis is no_value or axis is None else _index(axis)
        made = _call(encoded(self.__name__), a._h, b._h, *_core_axes(axes), axis, options)
        return wrap(made) if given is None else given(made)


def _core_axes(axes):
    """(pointer, count) of the core axes of each operand and of the result; nothing where they are left out."""
    if axes is no_value or axes is None:
        return (NULL, 0) * 3
    if not isinstance(axes, list):
        raise TypeError("axes should be a list.")
    if len(axes) > 3:
        raise ValueError(f"axes should be a list with an entry for all 3 inputs and outputs, not {len(axes)}")
    given = [int64s(as_ints(one, "axes")) for one in axes] + [(NULL, 0)] * (3 - len(axes))
    return [word for pair in given for word in pair]


matmul, vecdot = gufunc("matmul", "(n?,k),(k,m?)->(n?,m?)"), gufunc("vecdot", "(n),(n)->()", -1)
matvec, vecmat = gufunc("matvec", "(m,n),(n)->(m)"), gufunc("vecmat", "(n),(n,m)->(m)")
