"""The methods of arrays: names and arguments of NumPy's, each a few words over the functions of the package."""

from __future__ import annotations

from types import GenericAlias

from .._array import memory
from .._array.arguments import as_casting, as_order
from .._array.base import ARRAYS, info, ndarray, wrap_array, wrap_like, wrap_view
from .._array.dtype import dtype as as_dtype
from .._array.dtype import dtype_handle
from .._array.subclassing import alike, of_class, recast
from .._ffi.constants import ND_CASTING_SAME_KIND, ND_CASTING_UNSAFE, ND_ORDER_A, ND_ORDER_K
from .._ffi.errors import check
from .._ffi.library import bind
from .._operands import dispatch, interop
from .._operands.roles import assigned
from ..functions.elementwise import clip
from ..functions.generated import index, linalg, shape
from ..functions.generated.index import nonzero
from ..functions.ufuncs import conjugate
from ..io.printing import array_repr, array_str
from .pickling import reduced, set_state

__all__ = ["Methods"]

_copy, _astype, _fill = bind("nd_copy"), bind("nd_astype"), bind("nd_fill_v2")
_view, _byteswap, _byteswap_in_place = bind("nd_view"), bind("nd_byteswap"), bind("nd_byteswap_in_place")
_reshape, _transpose = shape.reshape._implementation, shape.transpose._implementation
_put, _compress = index.put._implementation, index.compress._implementation
_dot = linalg.dot._implementation


class Methods:
    __array_priority__ = 0.0
    __array_ufunc__ = interop.array_ufunc
    __array_function__ = dispatch.from_numpy_function

    def __array_finalize__(self, obj, /):
        """Called by subclasses of NumPy's kind; does nothing."""

    def __array_wrap__(self, array, context=None, return_scalar=False, /):
        """`array`, a result, as an object of this one's class; `return_scalar`: a scalar if it has no dimensions."""
        kind = _class(self)
        if kind in ARRAYS:
            return array[()] if return_scalar and not array._nz else array
        return array if _class(array) is kind else recast(array, kind, self)

    def __copy__(self):
        return wrap_like(_copy(self._h, 0), self)

    def __deepcopy__(self, memo):
        return self.__copy__()

    def __sizeof__(self):
        return object.__sizeof__(self) + (info(self).size * info(self).dtype.itemsize if self.base is None else 0)

    def __bytes__(self):
        """The bytes of the elements in C order; of an integer without dimensions that many zeros, as of Python's."""
        counts = not self._nz and info(self).dtype.kind in "iu"
        return bytes(int(self)) if counts else self.tobytes()

    def __format__(self, spec):
        return format(self.item(), spec) if not self._nz and spec else object.__format__(self, spec)

    def __reduce_ex__(self, protocol):
        return reduced(self, protocol) if _class(self) is ndarray else self.__reduce__()

    def __reduce__(self):
        return reduced(self, 2)

    def __setstate__(self, state, /):
        set_state(self, state)

    def __repr__(self):
        return array_repr(self)

    def __str__(self):
        return array_str(self)

    def copy(self, /, order="C"):
        """A new array with the same elements."""
        return wrap_like(_copy(self._h, as_order(order)), self)

    def astype(self, /, dtype, order="K", casting="unsafe", subok=True, copy=True):
        """A copy in another dtype; without `copy` the array itself if it is of the dtype already."""
        dtype = as_dtype(dtype)
        rule, code = as_casting(casting), as_order(order)
        about = info(self)
        stays = about.dtype is dtype and code in (ND_ORDER_K, ND_ORDER_A) and (subok or _class(self) in ARRAYS)
        if stays and not copy:
            return self
        if about.dtype.kind == "c" and dtype.kind not in "cb" and rule == ND_CASTING_SAME_KIND:
            interop.warn_complex()
        handle = _astype(self._h, dtype_handle(dtype), rule, code)
        made = wrap_like(handle, self) if subok else wrap_array(handle)
        return memory.as_scalar(made) if hasattr(type(self), "_dtype") else made

    def view(self, /, dtype=None, type=None):
        """The same bytes as another dtype, or the same array as a view."""
        if type is None and isinstance(dtype, _class) and issubclass(dtype, ndarray) and not hasattr(dtype, "_dtype"):
            dtype, type = None, dtype
        kind = info(self).dtype if dtype is None else as_dtype(dtype)
        handle = _view(self._h, dtype_handle(kind))
        if type is not None:
            return of_class(handle, type, self)
        made = wrap_view(handle, self)
        return made[()] if hasattr(_class(self), "_dtype") else made

    def byteswap(self, /, inplace=False):
        """The elements with their bytes turned; the dtype stays."""
        if inplace:
            check(_byteswap_in_place(self._h))
            return self
        return wrap_like(_byteswap(self._h), self)

    def fill(self, /, value):
        """Sets every element to one value."""
        if isinstance(value, (list, tuple)):
            raise ValueError("setting an array element with a sequence.")
        value = assigned(self, value)
        check(_fill(self._h, value._h, ND_CASTING_UNSAFE))

    def reshape(self, /, *shape, order="C", copy=None):
        """The same elements in another shape; a view where the memory allows it."""
        return _reshape(self, shape[0] if len(shape) == 1 else shape, order, copy=copy)

    def transpose(self, /, *axes):
        """A view with the axes in another order, reversed by default."""
        if not axes:
            axes = None
        elif len(axes) == 1 and (axes[0] is None or isinstance(axes[0], (tuple, list))):
            axes = axes[0]
        return _transpose(self, axes)

    def resize(self, /, *new_shape, refcheck=True):
        """Arrays of ndcore never change their shape: use ndcore.resize."""
        raise ValueError("resize: an array cannot change its size in place; use ndcore.resize(a, shape)")

    def dot(self, other, /, out=None):
        """Dot product with another array."""
        return _dot(self, other, out)

    def put(self, /, indices, values, mode="raise"):
        """Writes to the elements of the flattened array at the indices."""
        _put(self, indices, values, mode)

    def compress(self, /, condition, axis=None, out=None):
        """The slices where the condition is true."""
        return _compress(condition, self, axis, out)

    def nonzero(self, /):
        """Positions of the elements that are not zero, one array an axis."""
        return nonzero(self)

    def clip(self, /, min=None, max=None, out=None, **kwargs):
        """The elements limited to [min, max]."""
        return clip(self, min, max, out, **kwargs)

    def conj(self, /):
        """Complex conjugate."""
        return conjugate(self) if info(self).dtype.kind == "c" else self

    conjugate = conj

    def setflags(self, /, write=None, align=None, uic=None):
        """Allows or forbids writing; the other flags follow from the memory."""
        if uic:
            raise ValueError("cannot set WRITEBACKIFCOPY flag to True")
        if align and not self.flags.aligned:
            raise ValueError("cannot set aligned flag of mis-aligned array to True")
        if write is not None:
            self.flags.writeable = write

    def getfield(self, /, dtype, offset=0):
        """A view of part of each element, as another dtype."""
        dtype = as_dtype(dtype)
        if offset < 0 or offset + dtype.itemsize > info(self).dtype.itemsize:
            room = info(self).dtype.itemsize - dtype.itemsize
            raise ValueError(f"Need 0 <= offset <= {room} for requested type, received {offset}")
        flat = memory.from_address(dtype, info(self).shape, info(self).strides, info(self).address + offset, self,
                                    self.flags.writeable)  # fmt: skip
        return flat[()] if hasattr(type(self), "_dtype") else alike(flat, self)

    def setfield(self, val, /, dtype, offset=0):
        """Writes to part of each element, as another dtype."""
        self.getfield(dtype, offset)[...] = val

    def tofile(self, fid, /, sep="", format="%s"):
        """Writes the elements to a file: their bytes, or with `sep` as text."""
        if not sep:
            data = self.tobytes()
        else:
            data = sep.join(format % item for item in self.ravel().tolist()).encode()
        _written(fid, data)

    def dumps(self, /):
        """The array pickled, as bytes."""
        import pickle  # here: its import is long

        return pickle.dumps(self)

    def dump(self, /, file):
        """Pickles the array into a file."""
        _written(file, self.dumps())

    def to_device(self, device, /, *, stream=None):
        """The array itself for 'cpu', the only device."""
        if stream is not None:
            raise ValueError("The stream argument to to_device() is not supported")
        if device != "cpu":
            raise ValueError(f"Unsupported device: {device!r}.")
        return self

    def __class_getitem__(cls, item, /):
        return GenericAlias(cls, item)


def _written(file, data):
    """Bytes into a file object or a new file."""
    if hasattr(file, "write"):
        file.write(data)
        return
    with open(file, "wb") as opened:
        opened.write(data)


_class = type
