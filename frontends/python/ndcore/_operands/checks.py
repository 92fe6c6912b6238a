"""Arguments that Python's functions have and C's have not, because they change nothing: NumPy's refusals of other
values."""

from __future__ import annotations

from .._array.base import info

__all__ = ["check_device", "check_isin", "check_selection", "check_sort"]


def check_device(device):
    if device not in (None, "cpu"):
        raise ValueError(f'Device not understood. Only "cpu" is allowed, but received: {device}')


def check_sort(kind, order, stable):
    if order is not None:
        raise ValueError("Cannot specify order when the array has no fields.")
    if kind is not None and str(kind)[:1].lower() not in "qmhs":
        raise ValueError(f"sort kind must be one of 'quick', 'heap', or 'stable' (got {kind!r})")
    if stable is not None and kind is not None:
        raise ValueError("`kind` and keyword arguments can't be provided at the same time. Use only one of them.")


def check_selection(kind, order):
    if not isinstance(kind, str):
        raise TypeError(f"select kind must be str, not {type(kind).__name__}")
    if kind != "introselect":
        raise ValueError(f"select kind must be 'introselect' (got {kind!r})")
    if order is not None:
        raise ValueError("Cannot specify order when the array has no fields.")


def check_isin(kind, element, test_elements):
    if kind not in (None, "sort", "table"):
        raise ValueError(f"Invalid kind: '{kind}'. Please use None, 'sort' or 'table'.")
    if kind == "table" and not {info(element).dtype.kind, info(test_elements).dtype.kind} <= set("biu"):
        raise ValueError("The 'table' method is only supported for boolean or integer arrays.")
