"""Functions that choose elements, where Python's forms differ from C's: several arrays as a tuple, arguments left
out."""

from __future__ import annotations

from .._array.arguments import as_ints, as_order, int64s
from .._array.base import info, wrap, wrap_array, wrap_view
from .._ffi.errors import check
from .._ffi.library import bind, binding
from .._operands.convert import asarray, operand
from .._operands.dispatch import dispatched
from .._operands.roles import positions
from .ramps import arange

__all__ = ["ix_", "nonzero", "select", "unravel_index", "where"]

_nonzero, _where, _select = bind("nd_nonzero"), bind("nd_where"), bind("nd_select")
_unravel_index, _ix = bind("nd_unravel_index"), bind("nd_ix_")


@dispatched("a")
def nonzero(a):
    """Positions of the elements that are not zero, one array an axis."""
    a = asarray(a)
    ndim = info(a).ndim
    found = binding.arrays(max(ndim, 1))
    check(_nonzero(a._h, found, ndim))
    return tuple(wrap_array(found[i]) for i in range(ndim))


@dispatched("condition", "x", "y")
def where(condition, x=None, y=None, /):
    """Elements of x where the condition is true, else of y; with the condition alone, its nonzero()."""
    condition = asarray(condition)
    if x is None and y is None:
        return nonzero(condition)
    if x is None or y is None:
        raise ValueError("either both or neither of x and y should be given")
    x, y = operand(x), operand(y)
    return wrap_array(_where(condition._h, x._h, y._h))


@dispatched("*condlist", "*choicelist")
def select(condlist, choicelist, default=0):
    """For each element the choice of the first condition that is true."""
    conditions, choices = [asarray(one) for one in condlist], [operand(one) for one in choicelist]
    default = operand(default)
    lists = [(binding.arrays([one._h for one in several]), len(several)) for several in (conditions, choices)]
    return wrap_array(_select(*lists[0], *lists[1], default._h))


@dispatched("indices")
def unravel_index(indices, shape, order="C"):
    """Indices, one array an axis, of flat positions in an array of `shape`."""
    flat, dims = positions(indices), as_ints(shape)
    found = binding.arrays(max(len(dims), 1))
    check(_unravel_index(flat._h, *int64s(dims), as_order(order, "CF"), found, len(dims)))
    return tuple(wrap(found[i]) for i in range(len(dims)))


@dispatched("*args")
def ix_(*args):
    """Index arrays that select the grid of the given positions."""
    given = [positions(one) for one in args]
    found = binding.arrays(max(len(given), 1))
    check(_ix(binding.arrays([one._h for one in given]), len(given), found, len(given)))
    return tuple(
        wrap_array(found[i]) if info(one).dtype.kind == "b" else wrap_view(found[i], one) for i, one in enumerate(given)
    )


def places(a, indices):
    """(array, what an index names): arrays of integers, one an axis from the first on, which broadcast together; for
    `at`. The array is `a`, or a view of one axis if it has none."""
    given = indices if isinstance(indices, tuple) else (indices,)
    found = [None if one is None or one is Ellipsis or isinstance(one, slice) else asarray(one) for one in given]
    shape = info(a).shape
    if not given or not shape or any(one is None or info(one).dtype.kind == "b" for one in found):
        found = unravel_index(arange(info(a).size).reshape(shape)[indices], shape or (1,))
    else:
        found = [one if info(one).size or info(one).dtype.kind != "f" else one.astype("int64") for one in found]
    return a if shape else a.reshape(1), found


class IndexExpression:
    """`s_[1:, None]` is the index (slice(1, None), None) itself."""

    def __init__(self, as_tuple):
        self._as_tuple = as_tuple

    def __getitem__(self, item):
        return (item,) if self._as_tuple and not isinstance(item, tuple) else item
