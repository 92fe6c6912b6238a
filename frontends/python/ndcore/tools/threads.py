"""How many threads a call may use, and what this installation is made of."""

from __future__ import annotations

from .._ffi.errors import check
from .._ffi.hooks import hooks
from .._ffi.library import bind, binding, library_path

__all__ = ["get_num_threads", "set_num_threads", "show_config", "show_runtime"]

_get, _set = bind("nd_num_threads"), bind("nd_set_num_threads")


def get_num_threads():
    """How many threads one call may use."""
    return _get()


def set_num_threads(count=0):
    """Sets how many threads one call may use; 0 for what the process may. Results do not depend on it."""
    check(_set(count))


def show_config(mode="stdout"):
    """Version, library, binding, instruction set, threads and BLAS; mode='dicts' returns them instead."""
    config = {
        "ndcore": hooks.package.__version__,
        "library": library_path,
        "library version": binding.text(bind("nd_version")()),
        "binding": binding.name,
        "SIMD target": binding.text(bind("nd_simd_target")()),
        "threads": get_num_threads(),
        "BLAS": binding.text(bind("nd_blas_description")()),
    }
    if mode == "dicts":
        return config
    if mode != "stdout":
        raise ValueError(f"Invalid `mode`, {mode!r}; it is 'stdout' or 'dicts'")
    print("\n".join(f"{key}: {value}" for key, value in config.items()))
    return None


def show_runtime():
    """Prints version, library, binding, instruction set, threads and BLAS."""
    show_config()
