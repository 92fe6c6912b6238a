"""Products of arrays that are no universal functions (dot, tensordot, kron, cross …), diagonals and traces."""

from __future__ import annotations

from ._arguments import as_ints, int64s
from ._base import wrap, wrap_array, wrap_result
from ._convert import asarray
from ._dispatch import dispatched
from ._ffi import bind
from ._interop import rewrapped
from .creation import result_into

__all__ = ["cross", "dot", "inner", "kron", "outer", "tensordot", "vdot"]

_dot, _vdot, _inner = bind("nd_dot"), bind("nd_vdot"), bind("nd_inner")
_kron, _cross = bind("nd_kron"), bind("nd_cross")
_tensordot = bind("nd_tensordot")


def _preferred(a, b):
    """The operand whose class the product has."""
    return b if type(a) is not type(b) and b.__array_priority__ > a.__array_priority__ else a


@dispatched("a", "b", "out")
def dot(a, b, out=None):
    """Sum of products over the last axis of `a` and the last but one of `b`."""
    a, b = asarray(a), asarray(b)
    target, given = result_into(out)
    handle = _dot(a._h, b._h, target)
    return wrap_result(handle, _preferred(a, b)) if out is None else given(handle)


@dispatched("a", "b")
def vdot(a, b, /):
    """Dot product of the flattened arrays, `a` conjugated."""
    a, b = asarray(a), asarray(b)
    return wrap(_vdot(a._h, b._h))


@dispatched("a", "b")
def inner(a, b, /):
    """Sum of products over the last axes."""
    a, b = asarray(a), asarray(b)
    return wrap_result(_inner(a._h, b._h), _preferred(a, b))


@dispatched("a", "b", "out")
def outer(a, b, out=None):
    """Products of all pairs of elements of the flattened arrays."""
    from .creation import asarray as plain
    from .ufuncs import multiply

    return multiply(plain(a).reshape(-1, 1), plain(b).reshape(1, -1), out=out)


@dispatched("a", "b")
def tensordot(a, b, axes=2):
    """Sums of products over pairs of axes: the last n and the first n, or those named."""
    a, b = asarray(a), asarray(b)
    if hasattr(axes, "__iter__"):
        first, second = (as_ints(one, "axes") for one in axes)
    else:
        n = as_ints(axes)[0]
        first, second = tuple(range(-n, 0)), tuple(range(n))
    if len(first) != len(second):
        raise ValueError("shape-mismatch for sum")
    return wrap_array(_tensordot(a._h, b._h, int64s(first)[0], int64s(second)[0], len(first)))


@dispatched("a", "b")
def kron(a, b):
    """Kronecker product: blocks of `b`, each times an element of `a`, arranged as `a` is.

    Along each axis the extent is the product of both; the array of fewer axes gets some of extent 1 in front.
    >>> nd.kron([1, 10], [5, 6])
    array([ 5,  6, 50, 60])
    """
    a, b = asarray(a), asarray(b)
    return rewrapped(None, (a, b), (), wrap(_kron(a._h, b._h)))


@dispatched("a", "b")
def cross(a, b, axisa=-1, axisb=-1, axisc=-1, axis=None):
    """Cross product of vectors of three components."""
    if axis is not None:
        axisa = axisb = axisc = axis
    a, b = asarray(a), asarray(b)
    return wrap_array(_cross(a._h, b._h, *(as_ints(one, "axis")[0] for one in (axisa, axisb, axisc))))
