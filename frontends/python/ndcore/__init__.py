"""ndcore: n-dimensional arrays with NumPy's names, rules and results, over a C library that knows no Python.

    import ndcore as nd
    a = nd.linspace(0, 1, 1000)
    (nd.sin(a) ** 2).mean()

NumPy's documentation holds for whatever is here; help(nd.sum) tells the essentials.
"""

from __future__ import annotations

# ruff: noqa: F401, F403 - names are taken to be given on, Python's own among them
from . import _interrupt, _ndarray, _scalars, exceptions, indexing, linalg
from ._dtype import dtype
from ._ffi import binding as _binding
from ._ffi import library_path
from ._flags import flagsobj
from ._generated import *
from ._threads import get_num_threads, set_num_threads, show_config, show_runtime
from .applying import *
from .constants import e, euler_gamma, inf, nan, newaxis, pi
from .creation import *
from .dtypes import *
from .elementwise import *
from .errstates import *
from .explaining import *
from .files import *
from .flatiter import flatiter
from .grids import *
from .gufuncs import *
from .histograms import *
from .indexing import *
from .iteration import broadcast, ndenumerate, ndindex
from .joining import *
from .limits import finfo, iinfo
from .linalg import matrix_transpose
from .manipulation import *
from .memorymaps import memmap
from .methodtable import *
from .modules import add_module_path, load_module
from .padding import *
from .printing import *
from .products import *
from .ramps import *
from .sets import *
from .textfiles import *
from .tracing import *
from .ufuncs import *

__version__ = "0.1.0"

ndarray = _ndarray.ndarray
generic, number, integer, signedinteger = _scalars.generic, _scalars.number, _scalars.integer, _scalars.signedinteger
unsignedinteger, inexact, floating = _scalars.unsignedinteger, _scalars.inexact, _scalars.floating
complexfloating = _scalars.complexfloating
(bool, int8, uint8, int16, uint16, int32, uint32, int64, uint64, float16, bfloat16, float32, float64, complex64,
 complex128) = _scalars.CLASSES  # fmt: skip
bool_, byte, ubyte, short, ushort, intc, uintc = bool, int8, uint8, int16, uint16, int32, uint32
int_ = intp = long = longlong = int64
uint = uintp = ulong = ulonglong = uint64
half, single, double, csingle, cdouble = float16, float32, float64, complex64, complex128
True_, False_ = bool(True), bool(False)
ScalarType = tuple(_scalars.CLASSES)
sctypeDict = {cls.__name__: cls for cls in _scalars.CLASSES}
typecodes = {
    "Character": "c", "Integer": "bhil", "UnsignedInteger": "BHIL", "Float": "eEfd", "Complex": "FD",
    "AllInteger": "bBhHiIlL", "AllFloat": "eEfdFD", "All": "?bBhHiIlLeEfdFD",
}  # fmt: skip
little_endian = float64(1).tobytes()[-1] != 0
s_, index_exp = indexing.IndexExpression(False), indexing.IndexExpression(True)

_interrupt.watch_signals()


def __getattr__(name):
    if name in ("testing", "_core"):
        import importlib

        return importlib.import_module(f"{__name__}.{name}")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__():
    return sorted(
        name
        for name in [*globals(), "testing"]
        if name != "annotations" and (not name.startswith("_") or name.startswith("__"))
    )


__array_api_version__ = "2024.12"
