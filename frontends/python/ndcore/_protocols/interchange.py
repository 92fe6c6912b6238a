"""DLPack and the Arrow C data interface: `__dlpack__`, from_dlpack, `__arrow_c_array__` and arrays of objects that have
it. The library does the work; here its structs go into capsules and out of them."""

from __future__ import annotations

from .._array.base import wrap_array
from .._ffi.errors import check, failed
from .._ffi.library import bind, binding

__all__ = ["arrow_export", "dlpack_export", "from_arrow", "from_dlpack"]

_to_dlpack, _from_dlpack = bind("nd_to_dlpack"), bind("nd_from_dlpack")
_to_arrow, _from_arrow = bind("nd_to_arrow"), bind("nd_from_arrow")
_ARROW_SIZES = {"arrow_schema": 72, "arrow_array": 80}  # of the structs, which Arrow has fixed for 64-bit machines


def _capsules():
    """The module that works on capsules."""
    from . import capsules  # here: it takes ctypes, which the cffi binding does without

    return capsules


def _mode(copy):
    return -1 if copy is None else int(bool(copy))


def dlpack_export(array, stream=None, max_version=None, dl_device=None, copy=None):
    """The capsule of `array.__dlpack__`."""
    capsules = _capsules()

    if stream is not None:
        raise RuntimeError("ndcore only supports stream=None.")
    version = 0 if max_version is None else int(max_version[0])
    device, number = (0, 0) if dl_device is None else map(int, dl_device)
    capsule = capsules.promised(capsules.named("dltensor_versioned" if version > 0 else "dltensor"))
    out = binding.pointers(1)
    check(_to_dlpack(array._h, version, device, number, _mode(copy), out))
    capsules.redeem(capsule, binding.address(out[0]))
    return capsule


def _request(x, device, copy):
    wanted = {"dl_device": (1, 0) if device else None, "copy": copy}
    try:
        return x.__dlpack__(max_version=(1, 0), **{key: value for key, value in wanted.items() if value is not None})
    except TypeError:
        if device is not None or copy is not None:
            raise
        return x.__dlpack__()


def from_dlpack(x, /, *, device=None, copy=None):
    """An array over the memory of any object with `__dlpack__`."""
    capsules = _capsules()

    if device not in (None, "cpu"):
        raise ValueError(f'Device not understood. Only "cpu" is allowed, but received: {device}')
    if not hasattr(x, "__dlpack__"):
        raise TypeError(f"from_dlpack: {type(x).__name__!r} object has no __dlpack__")
    capsule = _request(x, device, copy)
    name = capsules.name_of(capsule)
    if name not in (b"dltensor", b"dltensor_versioned"):
        raise BufferError(f"from_dlpack: the capsule is named {name!r}; it was used before or is none of DLPack")
    pointer = binding.pointer(capsules.pointer_of(capsule, name))
    # Renamed first: whatever interrupts, nothing is released twice.
    capsules.rename(capsule, capsules.named("used_" + name.decode()))
    handle = _from_dlpack(pointer, int(name == b"dltensor_versioned"), _mode(copy))
    if not handle:
        capsules.rename(capsule, capsules.named(name.decode()))
        failed()
    return _over(handle, capsule)


def _over(handle, owner):
    """The array of a handle; its base is the owner of the memory, if that is not its own."""
    made = wrap_array(handle)
    if not made.flags.owndata:
        made._b = owner
    return made


def arrow_export(array):
    """The capsules of `array.__arrow_c_array__`: schema and array."""
    capsules = _capsules()

    made = [capsules.allocated(capsules.named(name), size) for name, size in _ARROW_SIZES.items()]
    pointers = [capsules.pointer_of(capsule, name.encode()) for capsule, name in zip(made, _ARROW_SIZES)]
    check(_to_arrow(array._h, -1, *map(binding.pointer, pointers)))
    return tuple(made)


def from_arrow(what, copy=None):
    """An array over the memory of an object with `__arrow_c_array__`; a copy where it holds bools."""
    capsules = _capsules()

    given = what.__arrow_c_array__()
    pointers = [capsules.pointer_of(capsule, name.encode()) for capsule, name in zip(given, _ARROW_SIZES)]
    handle = _from_arrow(*map(binding.pointer, pointers), _mode(copy))
    if not handle:
        failed()
    return _over(handle, what)
