"""Universal functions: the class ufunc and one object each — add, sqrt, isnan …

A plain call is one foreign call of the function's own; with keyword arguments it goes through nd_ufunc_call.
"""

from __future__ import annotations

from .._array.arguments import CASTING, NULL, as_axes, as_casting, as_order, no_value, optional_dtype, single_axis
from .._array.base import ARRAYS, info, ndarray, wrap, wrap_array, wrap_known
from .._array.dtype import dtype as as_dtype
from .._array.dtype import dtype_handle, from_code
from .._ffi.errors import check, failed
from .._ffi.library import bind, binding
from .._operands import interop
from .._operands.convert import asarray, operand
from .._operands.dispatch import PLAIN
from .._operands.documentation import Documentation, of_ufunc, signature_of
from .._operands.roles import as_output
from .indexing import places
from .ufunctable import ALIASES, UFUNCS

__all__ = ["ufunc", *UFUNCS, *ALIASES]

_find, _call = bind("nd_ufunc_find"), bind("nd_ufunc_call")
_reduce, _accumulate = bind("nd_ufunc_reduce"), bind("nd_ufunc_accumulate")
_reduceat, _outer, _at = bind("nd_ufunc_reduceat"), bind("nd_ufunc_outer_call"), bind("nd_ufunc_at")
_arrays, _passed, _structs = binding.arrays, binding.passed_arrays, binding.structs


def _signature_dtype(signature, nin):
    """The dtype that fixes the loop: NumPy's 'dd->d', ('d', 'd', 'd') or a single dtype."""
    if isinstance(signature, str):
        outputs = signature.split("->")[-1]
        return as_dtype(outputs[0]) if outputs else None
    if isinstance(signature, tuple):
        return next((as_dtype(one) for one in (*signature[nin:], *signature[:nin]) if one is not None), None)
    return as_dtype(signature)


class ufunc:
    __doc__ = Documentation(
        """A function that works element by element, broadcasts its operands and casts them as NumPy does.

    `f(x1, x2, out=None, *, where=True, casting='same_kind', order='K', dtype=None)`; functions of two operands also
    have reduce, accumulate, reduceat, outer and at.
    """,
        of_ufunc,
    )

    __slots__ = ("__name__", "__qualname__", "_handle_", "_plain", "nargs", "nin", "nout")
    __module__ = "ndcore"
    _KEYWORDS = frozenset(("out", "where", "casting", "order", "dtype", "subok", "signature", "sig"))

    def __init__(self, name, nin, nout):
        self.__name__ = self.__qualname__ = name
        self.nin, self.nout, self.nargs = nin, nout, nin + nout
        self._plain = self._handle_ = None

    def __repr__(self):
        return f"<ufunc '{self.__name__}'>"

    def __reduce__(self):
        return self.__name__

    def __call__(self, *args, **kwargs):
        if not kwargs:
            plain = self._plain
            if plain is not None and len(args) == self.nin:
                if len(args) == 2:
                    a, b = args
                    if type(a) in ARRAYS and type(b) in ARRAYS:
                        return wrap_known(plain(a._h, b._h), a._nz or b._nz)
                elif len(args) == 1:
                    a = args[0]
                    if type(a) in ARRAYS:
                        return wrap_known(plain(a._h), a._nz)
        elif len(kwargs) == 1 and len(args) == self.nin and self.nout == 1:
            out = kwargs.get("out")
            if type(out) is ndarray and PLAIN.issuperset(map(type, args)):
                return self._into_one(args, out)
        return self._with_others(args, kwargs)

    def _with_others(self, args, kwargs):
        """Operands that are no arrays of ours, or keywords."""
        if not self.nin <= len(args) <= self.nargs:
            raise TypeError(
                f"{self.__name__}() takes from {self.nin} to {self.nargs} positional arguments but {len(args)} "
                f"{'was' if len(args) == 1 else 'were'} given"
            )
        if len(args) > self.nin:  # outputs by position
            if "out" in kwargs:
                raise TypeError("cannot specify 'out' as both a positional and keyword argument")
            kwargs["out"] = (*args[self.nin :], *(None,) * (self.nargs - len(args)))
            args = args[: self.nin]
        if not kwargs and PLAIN.issuperset(map(type, args)):  # nobody is there to take the call over
            return self._run(*args)
        if kwargs:
            self._check_keywords(args, kwargs)
        result = interop.overriding(self, "__call__", args, kwargs)
        if result is not NotImplemented:
            return result
        made = self._run(*args, **kwargs)
        return interop.rewrapped(self, args, kwargs.get("out", ()), made, kwargs.get("subok", True))

    def _check_keywords(self, args, kwargs):
        """Outputs become a tuple, or are left out if there is none; what no ufunc takes is refused."""
        unknown = kwargs.keys() - self._KEYWORDS
        if unknown:
            raise TypeError(f"{self.__name__}() got an unexpected keyword argument {min(unknown)!r}")
        if "sig" in kwargs:
            if "signature" in kwargs:
                raise TypeError("cannot specify both 'sig' and 'signature'")
            kwargs["signature"] = kwargs.pop("sig")
        if "signature" in kwargs and "dtype" in kwargs:
            raise TypeError("cannot specify both 'signature' and 'dtype'")
        out = kwargs.pop("out", None)
        if out is None:
            return
        if not isinstance(out, tuple):
            if self.nout > 1:
                raise TypeError("'out' must be a tuple of arrays")
            out = (out,)
        if len(out) != self.nout:
            raise ValueError("The 'out' tuple must have exactly one entry per ufunc output")
        if any(one is not None for one in out):
            kwargs["out"] = out

    def _run(self, *args, out=(), where=True, casting="same_kind", order="K", dtype=None, subok=True, signature=None,
             outer=False):  # fmt: skip
        inputs = [operand(a) for a in args]
        if signature is not None:
            dtype = _signature_dtype(signature, self.nin)
        targets = [None if one is None else as_output(one) for one in out] or [None] * self.nout
        plain = dtype is None and where is True and casting == "same_kind" and order == "K"
        if plain and self.nout == 1 and targets[0] is None and not outer:
            if self._plain is None:  # bound on first use: the call by name is the C function's from then on
                self._plain = _plain_call(self)
            return wrap(self._plain(*[a._h for a in inputs]))
        if plain:
            return self._into(inputs, targets, out, NULL, outer)
        options = _structs("nd_ufunc_options")
        held = options[0]
        held.casting, held.order = as_casting(casting), as_order(order)
        if dtype is not None:
            held.dtype = dtype_handle(as_dtype(dtype))
        if where is not True:
            where = asarray(where)
            held.where = where._h
        return self._into(inputs, targets, out, options, outer)

    def _into_one(self, args, out):
        """The usual call with an output: an array of ours, and no other keyword."""
        inputs = [a if type(a) in ARRAYS else operand(a) for a in args]
        handles = _passed([a._h for a in inputs])
        if _call(self._handle, handles, self.nin, _passed([out._h]), 1, NULL) < 0:
            failed()
        return out

    def _into(self, inputs, targets, outs, options, outer):
        results = _arrays([NULL if one is None else one._h for one in targets])
        handles = [a._h for a in inputs]
        given = handles if outer else (_passed(handles), self.nin)
        check((_outer if outer else _call)(self._handle, *given, results, self.nout, options))
        made = tuple(
            outs[i] if targets[i] is not None else wrap(results[i]) for i in range(self.nout)
        )  # fmt: skip
        return made[0] if self.nout == 1 else made

    @property
    def _handle(self):
        handle = self._handle_
        if handle is None:
            handle = _find(self.__name__.encode())
            if not handle:
                failed()
            self._handle_ = handle
        return handle

    def _folds(self, method, args):
        if self.nin != 2:
            raise ValueError(f"{method} only supported for binary functions")
        if self.nout != 1:
            raise ValueError(f"{method} only supported for functions returning a single value")

    def _pairs(self, method, args):
        if self.nin != 2:
            raise ValueError("outer product only supported for binary functions")
        if len(args) != 2:
            raise TypeError("exactly two arguments expected")

    def _changes(self, method, args):
        if self.nin > 2:
            raise ValueError("Only unary and binary ufuncs supported at this time")
        if self.nout != 1:
            raise ValueError("Only single output ufuncs supported at this time")
        if self.nin == 2 and len(args) == 2:
            raise ValueError("second operand needed for ufunc")

    @interop.offered(1, "reduce", _folds)
    def reduce(self, /, array, axis=0, dtype=None, out=None, keepdims=False, initial=no_value, where=True):
        """Folds an array over axes: `add.reduce(a)` is the sum."""
        return folded(self, asarray(array), axis, dtype, out, keepdims, initial, where)

    @interop.offered(1, "accumulate", _folds)
    def accumulate(self, /, array, axis=0, dtype=None, out=None):
        """Running results along an axis."""
        return self._method("accumulate", _accumulate, asarray(array), (), axis, dtype, out)

    @interop.offered(2, "reduceat", _folds)
    def reduceat(self, /, array, indices, axis=0, dtype=None, out=None):
        """Folds over the slices that begin at the indices."""
        return self._method("reduceat", _reduceat, asarray(array), (asarray(indices),), axis, dtype, out)

    def _method(self, name, call, array, places, axis, dtype, out):
        before = (*[one._h for one in places], single_axis(axis, info(array).ndim, name))
        if isinstance(out, tuple):
            (out,) = out
        target = None if out is None else as_output(out)
        handle = call(self._handle, array._h, *before, optional_dtype(dtype), NULL if target is None else target._h)
        made = wrap_array(handle)
        return made if target is None else out

    @interop.offered(2, "outer", _pairs)
    def outer(self, A, B, /, **kwargs):
        """The function of all pairs of an element of A and one of B."""
        self._check_keywords((A, B), kwargs)
        return self._run(asarray(A), asarray(B), outer=True, **kwargs)

    @interop.offered(3, "at", _changes)
    def at(self, a, indices, b=None, /):
        """`a[indices] = f(a[indices], b)`, once for each index in turn."""
        if not isinstance(a, ndarray):
            if not hasattr(a, "__array_interface__"):
                raise TypeError("first operand must be array")
            a = asarray(a)
        a, found = places(a, indices)
        value = NULL if b is None else operand(b)
        check(_at(self._handle, a._h, _arrays([one._h for one in found]), len(found), value if b is None else value._h))

    @property
    def types(self):
        """The loops as strings of type characters: 'dd->d'."""
        return _types(self)

    @property
    def ntypes(self):
        """Number of loops."""
        return len(self.types)

    @property
    def identity(self):
        """What reduce starts with: 0 for add, 1 for multiply, None where there is nothing such."""
        if self.__name__ in UFUNCS:
            return _IDENTITIES.get(self.__name__)
        return (None, 0, 1, -1, float("-inf"))[check(bind("nd_ufunc_identity")(self._handle))]

    signature = property(lambda self: None, doc="None: works on single elements.")

    @property
    def __signature__(self):
        return signature_of(self)


_IDENTITIES = {
    "add": 0, "multiply": 1, "logical_and": True, "logical_or": False, "logical_xor": False, "bitwise_and": -1,
    "bitwise_or": 0, "bitwise_xor": 0, "gcd": 0, "hypot": 0, "logaddexp": float("-inf"), "logaddexp2": float("-inf"),
    "subtract": None,
}  # fmt: skip


def folded(function, a, axis, dtype, out, keepdims, initial, where):
    """ufunc.reduce with all that it can be told."""
    options, target, _held = reduce_options(dtype, out, keepdims, initial, where)
    made = wrap(_reduce(function._handle, a._h, *as_axes(axis), options))
    return made if target is None else only(out)


def only(out):
    (given,) = out if isinstance(out, tuple) else (out,)
    return given


def reduce_options(dtype=None, out=None, keepdims=no_value, initial=no_value, where=no_value, ddof=0, mean=None):
    """(struct, output or None, what has to live as long as the struct)."""
    options = _structs("nd_reduce_options")
    held = options[0]
    if dtype is not None:
        held.dtype = dtype_handle(as_dtype(dtype))
    target = None if out is None else as_output(only(out))
    if target is not None:
        held.out = target._h
    if initial is None:
        held.no_initial = 1
    elif initial is not no_value:
        initial = operand(initial)
        held.initial = initial._h
    if where is not True and where is not no_value:
        where = asarray(where)
        held.where = where._h
    held.keepdims = int(keepdims is not no_value and bool(keepdims))
    held.ddof = float(ddof)
    if mean is not None:
        held.mean = mean._h
    return options, target, (initial, where, mean)


def into(name, target, other):
    """`target = f(target, other)` in place, for the operators."""
    if type(target) is not ndarray and hasattr(type(target), "_dtype"):
        raise TypeError("scalars are immutable")
    other = operand(other)
    if name == "matmul":
        made = wrap_array(_matmul(target._h, other._h, NULL))
        check(_assign(target._h, made._h, CASTING["same_kind"]))
        return
    check(_call(by_name[name]._handle, _passed([target._h, other._h]), 2, _passed([target._h]), 1, NULL))


_matmul, _assign = bind("nd_matmul"), bind("nd_assign")
by_name = {name: ufunc(name, nin, nout) for name, (nin, nout) in UFUNCS.items()}
globals().update(by_name)
globals().update({alias: by_name[name] for alias, name in ALIASES.items()})


_REGISTERED: dict[str, ufunc] = {}


def registered(handle):
    """The object of a ufunc that a module or client has registered with the library, or of a built-in one."""
    if not handle:
        failed()
    name = binding.text(bind("nd_ufunc_name")(handle))
    found = by_name.get(name) or _REGISTERED.get(name)
    if found is None:
        found = ufunc(name, bind("nd_ufunc_nin")(handle), bind("nd_ufunc_nout")(handle))
        found._handle_ = handle
        found = _REGISTERED.setdefault(name, found)
    return found


def _plain_call(function):
    """The C function of a ufunc, or for one that has none its call without options."""
    if function.__name__ in UFUNCS:
        return bind(f"nd_{function.__name__}")
    handle, nin = function._handle, function.nin

    def plain(*operands):
        results = _arrays(1)
        check(_call(handle, _arrays(operands), nin, results, 1, NULL))
        return results[0]

    return plain


def _types(function):
    count = check(bind("nd_ufunc_loop_count")(function._handle))
    out = []
    for i in range(count):
        codes = binding.int32s(function.nargs)
        check(bind("nd_ufunc_loop_types")(function._handle, i, codes, function.nargs))
        chars = [from_code(codes[k]).char for k in range(function.nargs)]
        out.append("".join(chars[: function.nin]) + "->" + "".join(chars[function.nin :]))
    return out
