"""DLPack and the Arrow C data interface: `__dlpack__`, from_dlpack, `__arrow_c_array__` and arrays of objects that have
it. The library does the work; here its structs go into capsules and out of them."""

from __future__ import annotations

from ._base import wrap_array
from ._errors import check, failed
from ._ffi import bind, binding

__all__ = ["arrow_export", "dlpack_export", "from_arrow", "from_dlpack"]

_to_dlpack, _from_dlpack = bind("nd_to_dlpack"), bind("nd_from_dlpack")
_to_arrow, _from_arrow = bind("nd_to_arrow"), bind("nd_from_arrow")
_ARROW_SIZES = {"arrow_schema": 72, "arrow_array": 80}  # of the structs, which Arrow has fixed for 64-bit machines


def _mode(copy):
    return -1 if copy is None else int(bool(copy))


def dlpack_export(array, stream=None, max_version=None, dl_device=None, copy=None):
    """The capsule of `array.__dlpack__`."""
    from . import _capsules

    if stream is not None:
        raise RuntimeError("ndcore only supports stream=None.")
    version = 0 if max_version is None else int(max_version[0])
    device, number = (0, 0) if dl_device is None else map(int, dl_device)
    capsule = _capsules.promised(_capsules.named("dltensor_versioned" if version > 0 else "dltensor"))
    out = binding.pointers(1)
    check(_to_dlpack(array._h, version, device, number, _mode(copy), out))
    _capsules.redeem(capsule, binding.address(out[0]))
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
    from . import _capsules

    if device not in (None, "cpu"):
        raise ValueError(f'Device not understood. Only "cpu" is allowed, but received: {device}')
    if not hasattr(x, "__dlpack__"):
        raise TypeError(f"from_dlpack: {type(x).__name__!r} object has no __dlpack__")
    capsule = _request(x, device, copy)
    name = _capsules.name_of(capsule)
    if name not in (b"dltensor", b"dltensor_versioned"):
        raise BufferError(f"from_dlpack: the capsule is named {name!r}; it was used before or is none of DLPack")
    pointer = binding.pointer(_capsules.pointer_of(capsule, name))
    # Renamed first: whatever interrupts, nothing is released twice.
    _capsules.rename(capsule, _capsules.named("used_" + name.decode()))
    handle = _from_dlpack(pointer, int(name == b"dltensor_versioned"), _mode(copy))
    if not handle:
        _capsules.rename(capsule, _capsules.named(name.decode()))
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
    from . import _capsules

    capsules = [_capsules.allocated(_capsules.named(name), size) for name, size in _ARROW_SIZES.items()]
    pointers = [_capsules.pointer_of(capsule, name.encode()) for capsule, name in zip(capsules, _ARROW_SIZES)]
    check(_to_arrow(array._h, -1, *map(binding.pointer, pointers)))
    return tuple(capsules)


def from_arrow(what, copy=None):
    """An array over the memory of an object with `__arrow_c_array__`; a copy where it holds bools."""
    from . import _capsules

    capsules = what.__arrow_c_array__()
    pointers = [_capsules.pointer_of(capsule, name.encode()) for capsule, name in zip(capsules, _ARROW_SIZES)]
    handle = _from_arrow(*map(binding.pointer, pointers), _mode(copy))
    if not handle:
        failed()
    return _over(handle, what)
