"""How arrays and scalars are written: array_repr, array_str, array2string and their options."""

from __future__ import annotations

import contextlib

from .._array.base import wrap_array
from .._ffi.library import bind, binding
from .._operands.convert import asarray
from .._operands.dispatch import dispatched
from . import custom_format

__all__ = ["array2string", "array_repr", "array_str", "get_printoptions", "printoptions", "set_printoptions"]

_array_text, _array_repr, _number_text = bind("nd_array_text"), bind("nd_array_repr"), bind("nd_number_text")
_options = {
    "precision": 8, "threshold": 1000, "edgeitems": 3, "linewidth": 75, "suppress": False, "nanstr": "nan",
    "infstr": "inf", "sign": "-", "formatter": None, "floatmode": "maxprec", "legacy": False, "override_repr": None,
}  # fmt: skip


def get_printoptions():
    """The options in force, as a dict."""
    return dict(_options)


def set_printoptions(precision=None, threshold=None, edgeitems=None, linewidth=None, suppress=None, nanstr=None,
                     infstr=None, formatter=None, sign=None, floatmode=None, *, legacy=None,
                     override_repr=None):  # fmt: skip
    """Sets options of printing; what is None stays."""
    given = dict(locals())
    _check_legacy("set_printoptions", legacy)
    if floatmode not in (None, "fixed", "unique", "maxprec", "maxprec_equal"):
        raise ValueError("floatmode option must be one of 'fixed', 'unique', 'maxprec', 'maxprec_equal'")
    if sign not in (None, "-", "+", " "):
        raise ValueError("sign option must be one of ' ', '+', or '-'")
    _options.update({key: value for key, value in given.items() if value is not None})


def _check_legacy(function, legacy):
    if legacy not in (None, False):
        raise ValueError(
            f"{function}: legacy={legacy!r} is not supported: texts are those of NumPy 2.4; legacy may be False"
        )


@contextlib.contextmanager
def printoptions(*args, **kwargs):
    """Options of printing for a block."""
    old = get_printoptions()
    try:
        set_printoptions(*args, **kwargs)
        yield get_printoptions()
    finally:
        _options.update(old)


def _text(handle):
    """The text that the library gives as an array of bytes."""
    return wrap_array(handle).tobytes().decode()


def _chosen(**given):
    """The options in force under those of one call; None is none."""
    return {**_options, **{key: value for key, value in given.items() if value is not None}}


def _filled(**given):
    """nd_print_options from the options in force and those of one call, and what must stay alive beside it."""
    chosen = _chosen(**given)
    held = binding.structs("nd_print_options")
    options = held[0]
    options.precision = -1 if chosen["precision"] is None else chosen["precision"]
    threshold = chosen["threshold"]
    options.threshold = 2**62 if threshold > 2**62 else int(threshold)
    options.edgeitems, options.linewidth = chosen["edgeitems"], min(chosen["linewidth"], 2**31)
    options.suppress, options.floatmode = int(bool(chosen["suppress"])), _FLOATMODES[chosen["floatmode"]]
    options.sign = ord(chosen["sign"])
    kept = [binding.cstring(chosen["nanstr"]), binding.cstring(chosen["infstr"])]
    options.nanstr, options.infstr = kept
    return held, kept


_FLOATMODES = {"fixed": 0, "unique": 1, "maxprec": 2, "maxprec_equal": 3}


@dispatched("a")
def array2string(a, max_line_width=None, precision=None, suppress_small=None, separator=" ", prefix="", *,
                 formatter=None, threshold=None, edgeitems=None, sign=None, floatmode=None, suffix="",
                 legacy=None):  # fmt: skip
    """The elements as text in brackets."""
    _check_legacy("array2string", legacy)
    a = asarray(a)
    functions = formatter or _options["formatter"]
    write = custom_format.function_for(a, functions) if functions else None
    if write is not None:
        options = _chosen(linewidth=max_line_width, threshold=threshold, edgeitems=edgeitems)
        return custom_format.array_text(a, write, options, separator, len(prefix), len(suffix))
    if precision is None and floatmode is None and _options["floatmode"] == "fixed":
        precision = _options["precision"]
    held, kept = _filled(linewidth=max_line_width, precision=precision, suppress=suppress_small, threshold=threshold,
                         edgeitems=edgeitems, sign=sign, floatmode=floatmode)  # fmt: skip
    text = _text(_array_text(a._h, binding.encoded(separator), len(prefix), len(suffix), held))
    del kept
    return text


@dispatched("a")
def array_str(a, max_line_width=None, precision=None, suppress_small=None):
    """The array as str() writes it."""
    a = asarray(a)
    if not a._nz:
        return _text(_number_text(a._h))
    return array2string(a, max_line_width, precision, suppress_small)


def _repr_of_array(a, options):
    held, kept = _filled(**options)
    text = _text(_array_repr(a._h, b"array", held))
    del kept
    return text


@dispatched("arr")
def array_repr(arr, max_line_width=None, precision=None, suppress_small=None):
    """The array as repr() writes it."""
    arr = asarray(arr)
    override = _options["override_repr"]
    if override is not None:
        return override(arr)
    cls = getattr(type(arr), "_dtype", None)
    if cls is not None and not arr._nz:
        text = _text(_number_text(arr._h)).strip("()")
        return f"nd.{text}_" if cls.kind == "b" else f"nd.{type(arr).__name__}({text})"
    if _options["formatter"]:
        elements = array2string(arr, max_line_width, precision, suppress_small, ", ", "array(", suffix=")")
        return custom_format.repr_text(arr, elements, _chosen(linewidth=max_line_width))
    return _repr_of_array(arr, {"linewidth": max_line_width, "precision": precision, "suppress": suppress_small})
