"""What an array tells of itself, and how its memory is shown to others."""

from __future__ import annotations

from .._array.arguments import as_ints, as_order
from .._array.base import info, ndarray, wrap, wrap_view
from .._ffi.constants import ND_C_CONTIGUOUS
from .._ffi.errors import check
from .._ffi.hooks import hooks
from .._ffi.library import bind, binding
from .._operands.convert import operand
from .._protocols.interchange import arrow_export, dlpack_export
from ..functions.creation import array, zeros_like
from ..functions.generated import shape as _shape
from .flags import flagsobj
from .flatiter import flatiter

__all__ = ["Properties", "exported"]

_transpose = _shape.transpose._implementation
_flags, _real, _imag = bind("nd_array_flags"), bind("nd_real_view"), bind("nd_imag_view")
_item, _item_complex = bind("nd_array_item"), bind("nd_array_item_complex128")
_to_memory = bind("nd_array_to_memory")
# By kind: what reads an element, and makes room for it.
_READERS = {
    "b": (bind("nd_array_item_int64"), binding.int64s), "i": (bind("nd_array_item_int64"), binding.int64s),
    "u": (bind("nd_array_item_uint64"), binding.uint64s), "f": (bind("nd_array_item_float64"), binding.doubles),
}  # fmt: skip


def _frozen(name):
    def refuse(self, value):
        raise AttributeError(f"ndarray.{name} cannot be set; use {'reshape' if name == 'shape' else 'view or astype'}")

    return refuse


class Properties:
    shape = property(lambda self: info(self).shape, _frozen("shape"), doc="Extents of the axes.")
    strides = property(lambda self: info(self).strides, doc="Bytes from one element to the next, for each axis.")
    dtype = property(lambda self: info(self).dtype, _frozen("dtype"), doc="Type of the elements.")
    ndim = property(lambda self: info(self).ndim, doc="Number of axes.")
    size = property(lambda self: info(self).size, doc="Number of elements.")
    itemsize = property(lambda self: info(self).dtype.itemsize, doc="Bytes of one element.")
    nbytes = property(lambda self: info(self).size * info(self).dtype.itemsize, doc="Bytes of all elements.")
    flags = property(flagsobj, doc="How the array lies in memory.")
    T = property(lambda self: self if info(self).ndim < 2 else _transpose(self), doc="Transposed view.")
    mT = property(_shape.matrix_transpose, doc="View with the last two axes exchanged.")
    device = property(lambda self: "cpu", doc="'cpu'.")

    @property
    def base(self):
        """The array or object whose memory this one looks at; None if it has its own."""
        found = getattr(self, "_b", None)
        if found is None or (not info(self).ndim and hasattr(type(self), "_dtype")):
            return None
        while isinstance(found, ndarray) and getattr(found, "_b", None) is not None:
            if not isinstance(found._b, ndarray):
                return found
            found = found._b
        if isinstance(found, tuple):
            found = found[-1] if not isinstance(found[-1], dict) else found[0]
        return found

    @property
    def real(self):
        """Real part: a view."""
        return _part(self, _real) if info(self).dtype.kind == "c" else self

    @real.setter
    def real(self, value):
        self.real[...] = operand(value)

    @property
    def imag(self):
        """Imaginary part: a view, zeros for real dtypes."""
        if info(self).dtype.kind == "c":
            return _part(self, _imag)
        made = zeros_like(self)
        made.flags.writeable = False
        return made[()] if hasattr(type(self), "_dtype") else made

    @imag.setter
    def imag(self, value):
        if info(self).dtype.kind != "c":
            raise TypeError("array does not have imaginary part to set")
        self.imag[...] = value

    @property
    def flat(self):
        """Iterator over the elements in C order; can be indexed and assigned to."""
        return flatiter(self)

    @flat.setter
    def flat(self, value):
        flatiter(self)[:] = value

    @property
    def data(self):
        """A memoryview of the elements; it keeps the memory alive."""
        return exported(self)

    @property
    def ctypes(self):
        """Address, shape and strides for ctypes."""
        from .ctypes_view import CtypesView  # here: it takes ctypes, which the cffi binding does without

        return CtypesView(self)

    @property
    def __array_interface__(self):
        about = info(self)
        contiguous = bool(check(_flags(self._h)) & ND_C_CONTIGUOUS)
        return {
            "data": (about.address, not self.flags.writeable), "typestr": about.dtype.str, "descr": about.dtype.descr,
            "shape": about.shape, "strides": None if contiguous else about.strides, "version": 3,
        }  # fmt: skip

    def __array__(self, dtype=None, *, copy=None):
        """A NumPy array over the same memory; of another dtype or with copy=True, a copy."""
        import numpy  # optional

        made = _as_numpy(self)
        if dtype is not None and numpy.dtype(dtype) != made.dtype:
            if copy is False:
                raise ValueError("Unable to avoid copy while creating an array as requested.")
            return made.astype(dtype)
        return made.copy() if copy else made

    def __dlpack__(self, *, stream=None, max_version=None, dl_device=None, copy=None):
        """A DLPack capsule over the same memory."""
        return dlpack_export(self, stream, max_version, dl_device, copy)

    def __dlpack_device__(self):
        """(1, 0): the CPU."""
        return (1, 0)

    def __arrow_c_array__(self, requested_schema=None):
        """Capsules of an ArrowSchema and an ArrowArray, over the same memory where Arrow's form allows. A wish for
        another schema is not heeded."""
        return arrow_export(self)

    def __array_namespace__(self, *, api_version=None):
        """This package, for the Array API standard."""
        if api_version is not None and api_version not in ("2021.12", "2022.12", "2023.12", "2024.12"):
            raise ValueError(f'Version "{api_version}" of the Array API Standard is not supported.')
        return hooks.package

    def __buffer__(self, flags, /):
        return exported(self)

    def item(self, /, *args):
        """An element as a Python number: the only one, or the one at a flat or full index."""
        if not args:
            if info(self).size != 1:
                raise ValueError("can only convert an array of size 1 to a Python scalar")
            return element(self, 0)
        place = args[0] if len(args) == 1 else args
        if not isinstance(place, tuple):
            return element(self, as_ints(place)[0])
        if len(place) != info(self).ndim:
            raise ValueError("incorrect number of indices for array")
        return element(self[tuple(as_ints(place))], 0)

    def tolist(self, /):
        """The elements as nested lists of Python numbers."""
        return listed(self) if info(self).ndim else element(self, 0)

    def tobytes(self, /, order="C"):
        """The bytes of the elements, one after another."""
        block = bytearray(info(self).size * info(self).dtype.itemsize)
        if block:
            check(_to_memory(self._h, binding.from_buffer(block), len(block), as_order(order)))
        return bytes(block)


def _part(self, view):
    made = wrap_view(view(self._h), self)
    return made[()] if hasattr(type(self), "_dtype") else made


def element(self, position):
    """One element as a Python number; of a registered dtype as a scalar."""
    kind = info(self).dtype.kind
    if kind == "V":
        return wrap(_item(self._h, position))
    if kind == "c":
        real, imag = binding.doubles(1), binding.doubles(1)
        check(_item_complex(self._h, position, real, imag))
        return complex(real[0], imag[0])
    read, room = _READERS[kind]
    value = room(1)
    check(read(self._h, position, value))
    return bool(value[0]) if kind == "b" else value[0]


_FORMATS = {
    "bool": "?", "int8": "b", "uint8": "B", "int16": "h", "uint16": "H", "int32": "i", "uint32": "I", "int64": "q",
    "uint64": "Q", "float32": "f", "float64": "d",
}  # fmt: skip


def listed(self):
    """Nested lists; the memory of a C-contiguous native copy is read by memoryview."""
    about = info(self)
    shape = about.shape
    if not about.size:
        return _empty_lists(shape)
    if about.dtype.kind == "V":
        return _nested([element(self, i) for i in range(about.size)], shape)
    if about.dtype.kind == "c":
        parts = [listed(array(part, "float64").reshape(-1)) for part in (self.real, self.imag)]
        return _nested(list(map(complex, *parts)), shape)
    target = about.dtype.newbyteorder("=") if about.dtype.name in _FORMATS else "float64"
    packed = array(self, target, copy=None, order="C")
    return _bytes_of(packed).cast(_FORMATS[info(packed).dtype.name], shape).tolist()


def _bytes_of(self):
    """A memoryview of the bytes of a contiguous array."""
    about = info(self)
    return binding.memory(about.address, about.size * about.dtype.itemsize, self).cast("B")


def _empty_lists(shape):
    return [] if not shape or not shape[0] else [_empty_lists(shape[1:]) for _ in range(shape[0])]


def _nested(flat, shape):
    for extent in reversed(shape[1:]):
        flat = [flat[i : i + extent] for i in range(0, len(flat), extent)]
    return flat


def exported(self):
    """A memoryview with the array's shape; bytes where Python has no format for the dtype."""
    about = info(self)
    flags = self.flags
    if not flags.c_contiguous:
        raise BufferError("ndarray is not C-contiguous")
    if not about.size:
        return memoryview(b"")
    view = _bytes_of(self)
    if about.dtype.name in _FORMATS and not about.dtype._swapped:
        view = view.cast(_FORMATS[about.dtype.name], about.shape)
    return view if flags.writeable else view.toreadonly()


def _as_numpy(self):
    """A NumPy array that shares the memory."""
    import numpy  # optional

    class Holder:
        __array_interface__ = self.__array_interface__
        owner = self

    made = numpy.asarray(Holder())
    if info(self).dtype.name == "bfloat16":
        import ml_dtypes  # optional

        kind = numpy.dtype(ml_dtypes.bfloat16)
        made = made.view(kind if info(self).dtype.isnative else kind.newbyteorder())
    return made
