"""ndcore: n-dimensional arrays with NumPy's names, rules and results, over a C library that knows no Python.

    import ndcore as nd
    a = nd.linspace(0, 1, 1000)
    (nd.sin(a) ** 2).mean()

NumPy's documentation holds for whatever is here; help(nd.sum) tells the essentials.
"""

from __future__ import annotations

# ruff: noqa: F401, F403 - names are taken to be given on, Python's own among them
import sys as _sys

from . import exceptions, linalg
from ._array.dtype import dtype
from ._ffi.hooks import hooks as _hooks
from ._ffi.interrupt import watch_signals as _watch_signals
from ._ffi.library import binding as _binding
from ._ffi.library import library_path
from ._ffi.methodtable import *
from ._members import pickling as _pickling
from ._members.flags import flagsobj
from ._members.flatiter import flatiter
from ._members.ndarray import ndarray
from ._operands import scalars as _scalars
from .functions import gufuncs as _gufuncs
from .functions import sets as _sets
from .functions.applying import *
from .functions.creation import *
from .functions.dtypes import *
from .functions.elementwise import *
from .functions.generated import *
from .functions.grids import *
from .functions.gufuncs import *
from .functions.histograms import *
from .functions.indexing import IndexExpression as _IndexExpression
from .functions.iteration import broadcast, ndenumerate, ndindex
from .functions.joining import *
from .functions.limits import finfo, iinfo
from .functions.manipulation import *
from .functions.padding import *
from .functions.products import *
from .functions.ramps import *
from .functions.sets import *
from .functions.ufuncs import *
from .io.files import *
from .io.memorymaps import memmap
from .io.printing import *
from .io.textfiles import *
from .linalg import matrix_transpose
from .tools import tracing as _tracing
from .tools.calls import call
from .tools.errstates import *
from .tools.explaining import *
from .tools.modules import add_module_path, load_module
from .tools.threads import get_num_threads, set_num_threads, show_config, show_runtime
from .tools.tracing import *

__version__ = "0.1.0"

e, euler_gamma, pi = 2.718281828459045, 0.5772156649015329, 3.141592653589793
inf, nan, newaxis = float("inf"), float("nan"), None

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
s_, index_exp = _IndexExpression(False), _IndexExpression(True)

# Names that pickles say, wherever the modules stand.
_sys.modules.update(
    (f"{__name__}.{name}", module)
    for name, module in {"_pickling": _pickling, "_scalars": _scalars, "gufuncs": _gufuncs, "sets": _sets,
                         "tracing": _tracing}.items()
)  # fmt: skip
_hooks.package = _sys.modules[__name__]
_watch_signals()


def __getattr__(name):
    if name in ("testing", "_core"):
        import importlib  # here: most programs ask for neither

        return importlib.import_module(f"{__name__}.{name}")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__():
    inside = {"annotations", "functions", "io", "tools"}
    shown = (name for name in [*globals(), "testing"] if not name.startswith("_") or name.startswith("__"))
    return sorted(set(shown) - inside)


__array_api_version__ = "2024.12"
