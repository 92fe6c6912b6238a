"""matmul, vecdot, matvec and vecmat: products over core axes, with the keywords that NumPy gives functions of this kind."""

from __future__ import annotations

from . import _documentation, ufuncs
from ._arguments import as_casting, as_order, dtype_handle, no_value
from ._base import info, wrap
from ._convert import asarray
from ._dtype import dtype as as_dtype
from ._dtype import native
from ._errors import check
from ._ffi import bind
from ._operands import result_into

__all__ = ["matmul", "matvec", "vecdot", "vecmat"]

_can_cast = bind("nd_can_cast")


class _Documentation:
    """What help() shows: of the class its own text, of each object that of its C function."""

    def __get__(self, function, owner):
        if function is None:
            return "A function of two operands that have core axes; `?` marks one that vectors lack."
        return _documentation.of_gufunc(function)


class gufunc(ufuncs.ufunc):
    __doc__ = _Documentation()

    __slots__ = ("_before", "_c_function", "_into_out", "_signature")
    _KEYWORDS = ufuncs.ufunc._KEYWORDS - {"where"} | {"axes", "axis", "keepdims"}

    def __init__(self, name, signature, *before, into=False):
        super().__init__(name, 2, 1)
        self._signature, self._before, self._into_out = signature, before, into
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
        plain = dtype is signature is None and casting == "same_kind" and order == "K" and not keepdims
        if plain and axes is axis is no_value and (out is None or self._into_out):
            return self._simply(a, b, out)
        if signature is not None:
            dtype = ufuncs._signature_dtype(signature, 2)
        a, b = self._cast(a, b, dtype, casting, out)
        cores = self._core_counts(a, b, keepdims)
        places = self._places(cores, axes, axis, keepdims)
        fortran = as_order(order) == 2 or (as_order(order) == 3 and a.flags.fnc and b.flags.fnc)
        a, b = (_moved(one, where) for one, where in zip((a, b), places))
        result = asarray(self._simply(a, b, None))
        if keepdims:
            result = result[..., None]
        return self._given(_moved(result, places[2], back=True), out, fortran)

    def _simply(self, a, b, out):
        if not self._into_out:
            return wrap(self._c_function(a._h, b._h, *self._before))
        target, given = result_into(out)
        handle = self._c_function(a._h, b._h, target)
        return wrap(handle) if out is None else given(handle)

    def _core_counts(self, a, b, keepdims):
        """How many core axes each operand and the result have."""
        if keepdims and self.signature != "(n),(n)->()":
            raise TypeError(f"{self.__name__} does not support keepdims: its signature is {self.signature}")
        inputs, output = self.signature.split("->")
        wanted = [part.count(",") + 1 for part in inputs.split("),(")]
        for i, one in enumerate((a, b)):
            optional = "?" in inputs.split("),(")[i]
            if optional and info(one).ndim == 1:
                wanted[i] = 1
            if info(one).ndim < wanted[i]:
                raise ValueError(
                    f"{self.__name__}: Input operand {i} does not have enough dimensions (has {info(one).ndim}, gufunc core "
                    f"with signature {self.signature} requires {1 if optional else wanted[i]})"
                )
        if "?" in self.signature:
            return (*wanted, sum(wanted) - 2)
        return (*wanted, int(bool(keepdims)) if output == "()" else 1)

    def _places(self, cores, axes, axis, keepdims):
        """The core axes of each operand and of the result."""
        if axis is not no_value and axis is not None:
            if axes is not no_value:
                raise TypeError("cannot specify both 'axis' and 'axes'")
            if self.signature != "(n),(n)->()":
                raise TypeError(
                    f"{self.__name__}: axis can only be used with a single shared core dimension, not with those of "
                    f"{self.signature}"
                )
            axes = [axis, axis, axis if keepdims else ()]
        if axes is no_value or axes is None:
            return [tuple(range(-n, 0)) for n in cores]
        if not isinstance(axes, list):
            raise TypeError("axes should be a list.")
        if len(axes) == 2 and self.signature.endswith("->()"):
            axes = [*axes, axes[0] if keepdims else ()]
        if len(axes) != 3:
            raise ValueError(
                "axes should be a list with an entry for all 3 inputs and outputs; entries for outputs can only be omitted "
                "if none of them has core axes."
            )
        return [self._core_axes(i, one, cores[i]) for i, one in enumerate(axes)]

    def _core_axes(self, i, axes, count):
        from .exceptions import AxisError

        axes = axes if isinstance(axes, tuple) else (axes,)
        if len(axes) != count:
            raise AxisError(f"{self.__name__}: operand {i} has {count} core dimensions, not {len(axes)}")
        return axes

    def _cast(self, a, b, dtype, casting, out):
        """Both operands in the dtype of the loop, which must cast to that of the output."""
        from .dtypes import result_type

        loop = result_type(a, b) if dtype is None else as_dtype(dtype)
        for i, one in enumerate((a, b)):
            self._check_cast(info(one).dtype, loop, casting, f"input {i}")
        if out is not None:
            result_into(out)  # refuses what is no array
            self._check_cast(loop, info(asarray(_only(out))).dtype, casting, "output")
        return a.astype(loop, copy=False), b.astype(loop, copy=False)

    def _check_cast(self, source, target, casting, what):
        if not check(_can_cast(dtype_handle(source), dtype_handle(target), as_casting(casting))):
            raise TypeError(
                f"Cannot cast ufunc '{self.__name__}' {what} from {source!r} to {target!r} with casting rule '{casting}'"
            )

    def _given(self, result, out, fortran):
        from ._generated.index import copyto

        if out is None:
            return (result.copy("F") if fortran else result)[()]
        array = asarray(_only(out))
        if info(array).shape != info(result).shape:
            raise ValueError(f"{self.__name__}: `out` has shape {info(array).shape}, the result {info(result).shape}")
        copyto(array, result, "unsafe")
        return _only(out)


def _only(out):
    return out[0] if isinstance(out, tuple) else out


def _moved(a, axes, back=False):
    """A view with these axes last, or (back) with the last axes here."""
    from ._generated.shape import moveaxis

    last = tuple(range(-len(axes), 0))
    if axes == last:
        return a
    return moveaxis(a, last, axes) if back else moveaxis(a, axes, last)


matmul, vecdot = gufunc("matmul", "(n?,k),(k,m?)->(n?,m?)", into=True), gufunc("vecdot", "(n),(n)->()", -1)
matvec, vecmat = gufunc("matvec", "(m,n),(n)->(m)"), gufunc("vecmat", "(n),(n,m)->(m)")
