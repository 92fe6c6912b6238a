"""The one door to the C library: picks a binding (NDCORE_FFI, else cffi where it is installed, else ctypes), finds the
library and checks it. The rest of the package calls `bind` and `binding` and knows no FFI.
"""

from __future__ import annotations

import importlib
import os
import sys
from importlib.util import find_spec

__all__ = ["bind", "binding", "lib", "library_path", "symbols"]

_SONAME = {"darwin": "libndcore.1.dylib", "win32": "ndcore-1.dll"}


def _choose_binding():
    wanted = os.environ.get("NDCORE_FFI", "")
    if wanted not in ("", "cffi", "ctypes"):
        raise ImportError(f"ndcore: NDCORE_FFI is {wanted!r}; it may be 'cffi' or 'ctypes'")
    if not wanted:
        wanted = "cffi" if find_spec("_cffi_backend") else "ctypes"
    try:
        return importlib.import_module(f"{__package__}.{wanted}.binding")
    except ImportError as error:
        raise ImportError(f"ndcore: the {wanted} binding cannot be loaded: {error}") from error


def _candidates():
    """Where the library may be, in order: NDCORE_LIBRARY alone if set, beside the package, a build folder, the
    system."""
    soname = _SONAME.get(sys.platform, "libndcore.so.1")
    chosen = os.environ.get("NDCORE_LIBRARY")
    if chosen:
        yield os.path.join(chosen, soname) if os.path.isdir(chosen) else chosen
        return
    package = os.path.dirname(os.path.dirname(os.path.realpath(__file__)))
    beside = os.path.dirname(package)
    tree = os.path.join(os.path.dirname(os.path.dirname(beside)), "build")
    for place in (package, os.path.join(package, "lib"), os.path.join(beside, ".ndcore.mesonpy.libs"), tree):
        if os.path.exists(os.path.join(place, soname)):
            yield os.path.join(place, soname)
    yield soname


def _explain(tried):
    looked = "; ".join(f"{path}: {reason}" for path, reason in tried)
    if not os.environ.get("NDCORE_LIBRARY"):
        looked += "; also looked beside the package and in the tree's build folder; NDCORE_LIBRARY may name it"
    return f"ndcore: cannot load the ndcore library (libndcore.so.1): {looked}"


def _fault(library):
    """Why a library that was loaded cannot serve, or None. Until functions are frozen, bindings and library must come
    from the same description of the API."""
    try:
        revision, message = library.nd_revision(), library.nd_last_error_message
    except (AttributeError, binding.Error):
        return "it is no ndcore library: it has no function nd_revision"
    if revision < binding.REVISION:
        return f"it is too old: it has revision {revision} of the API, this package needs {binding.REVISION}"
    try:
        fits = library.nd_get_api_draft(binding.BUILD_HASH)
    except (AttributeError, binding.Error):
        return "it is too old: it has no function nd_get_api_draft"
    return None if fits else f"it is of another build than this package: {binding.text(message())}"


def _load():
    tried = []
    for path in _candidates():
        try:
            library = binding.load(path)
            fault = _fault(library)
        except OSError as error:
            fault = str(error).replace(path + ": ", "")
        if fault is None:
            return library, path
        tried.append((path, fault))
    raise ImportError(_explain(tried))


binding = _choose_binding()
lib, library_path = _load()
symbols: dict[int, str] = {}  # of the functions that bind has given out, by id: they live as long as the library


def bind(symbol):
    """A function of the library; one that it lacks becomes a function that says so when it is called."""
    try:
        function = getattr(lib, symbol)
    except (AttributeError, binding.Error):
        pass
    else:
        symbols[id(function)] = symbol
        return function

    def missing(*_):
        raise NotImplementedError(f"ndcore: {library_path} has no function {symbol}: it is older than this package")

    return missing
