"""`__dlpack__`, `__dlpack_device__` and from_dlpack, versioned and legacy. Memory is shared, not copied, unless asked."""

from __future__ import annotations

from . import _memory
from ._base import info
from ._dtype import native

__all__ = ["export", "from_dlpack"]

_CPU = (1, 0)
_exported = {}


def _release(address):
    _exported.pop(address, None)


_deleter = None


def export(array, stream=None, max_version=None, dl_device=None, copy=None):
    """The capsule of `array.__dlpack__`."""
    from . import _dlpack_structs as c

    global _deleter
    if stream is not None:
        raise RuntimeError("ndcore only supports stream=None.")
    if dl_device is not None and tuple(dl_device) != _CPU:
        raise BufferError(f"unsupported device requested: {dl_device}; ndcore arrays live on the CPU, {_CPU}")
    versioned = max_version is not None and max_version[0] >= 1
    about = info(array)
    if about.dtype._swapped:
        raise BufferError("DLPack only supports native byte order.")
    writeable = array.flags.writeable
    if not writeable and not versioned and not copy:
        raise BufferError("Cannot export readonly array since signalling readonly is unsupported by DLPack (supported by "
                          "newer DLPack version).")  # fmt: skip
    if any(stride % about.dtype.itemsize for stride in about.strides) and about.size > 1:
        if copy is False:
            raise BufferError("DLPack only supports strides which are a multiple of itemsize.")
        copy = True
    if copy:
        array, writeable = array.copy(), True
        about = info(array)
    managed = (c.ManagedVersioned if versioned else c.Managed)()
    _fill(managed.tensor, about, c)
    if versioned:
        managed.major, managed.minor = 1, 0
        managed.flags = (0 if writeable else c.READ_ONLY) | (c.IS_COPIED if copy else 0)
    if _deleter is None:
        _deleter = c.DELETER(_release)
    managed.deleter = _deleter
    _exported[c.ctypes.addressof(managed)] = (managed, array)
    return c.make_capsule(managed)


def _fill(tensor, about, c):
    dims = c.c_int64 * max(about.ndim, 1)
    item = about.dtype.itemsize
    tensor.data, tensor.device, tensor.ndim = about.address, c.Device(*_CPU), about.ndim
    tensor.shape = dims(*about.shape)
    tensor.strides = dims(*(stride // item for stride in about.strides))
    code = c.BFLOAT if about.dtype.name == "bfloat16" else c.CODES[about.dtype.kind]
    tensor.dtype = c.DataType(code, 8 * item, 1)
    tensor.byte_offset = 0


class _Imported:
    """Memory of a capsule that was taken; gives it back to its owner when the last array over it is gone."""

    __slots__ = ("managed",)

    def __init__(self, managed):
        self.managed = managed

    def __del__(self):
        if self.managed.deleter:
            import ctypes

            self.managed.deleter(ctypes.addressof(self.managed))


def _dtype_of(tensor, c):
    kind = tensor.dtype
    if kind.lanes == 1:
        if kind.code == c.BFLOAT and kind.bits == 16:
            return native[10]
        for dtype in native:
            if c.CODES[dtype.kind] == kind.code and 8 * dtype.itemsize == kind.bits and dtype.name != "bfloat16":
                return dtype
    raise BufferError(f"from_dlpack: type code {kind.code} of {kind.bits} bits and {kind.lanes} lanes is not supported")


def _request(x, device, copy):
    wanted = {"dl_device": _CPU if device else None, "copy": copy}
    try:
        return x.__dlpack__(max_version=(1, 0), **{key: value for key, value in wanted.items() if value is not None})
    except TypeError:
        if device is not None or copy is not None:
            raise
        return x.__dlpack__()


def from_dlpack(x, /, *, device=None, copy=None):
    """An array over the memory of any object with `__dlpack__`."""
    from . import _dlpack_structs as c

    if device not in (None, "cpu"):
        raise ValueError(f'Device not understood. Only "cpu" is allowed, but received: {device}')
    if not hasattr(x, "__dlpack__"):
        raise TypeError(f"from_dlpack: {type(x).__name__!r} object has no __dlpack__")
    if hasattr(x, "__dlpack_device__") and x.__dlpack_device__()[0] not in (1, 3, 11, 13) and device is None:
        raise BufferError(f"from_dlpack: the data lie on device {x.__dlpack_device__()}, which the CPU cannot read")
    capsule = _request(x, device, copy)
    name = c.capsule_name(capsule)
    struct = next((kind for kind, known in c.NAMES.items() if known == name), None)
    if struct is None:
        raise BufferError(f"from_dlpack: the capsule is named {name!r}; it was used before or is none of DLPack")
    managed = struct.from_address(c.capsule_pointer(capsule, name))
    versioned = struct is c.ManagedVersioned
    if versioned and managed.major > 1:
        raise BufferError(f"from_dlpack: version {managed.major} of DLPack is newer than 1")
    tensor = managed.tensor
    dtype = _dtype_of(tensor, c)
    shape = tuple(tensor.shape[i] for i in range(tensor.ndim))
    strides = tuple(tensor.strides[i] * dtype.itemsize for i in range(tensor.ndim)) if tensor.strides else None
    writeable = not (versioned and managed.flags & c.READ_ONLY)
    c.rename_capsule(capsule, b"used_" + name)
    owner = _Imported(managed)
    address = (tensor.data or 0) + tensor.byte_offset
    made = _memory.from_address(dtype, shape, strides, address, owner, writeable and versioned)
    return made.copy() if copy and not (versioned and managed.flags & c.IS_COPIED) else made
