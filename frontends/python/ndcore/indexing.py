"""Functions that choose elements: take, put, where, nonzero, compress and what stands on them."""

from __future__ import annotations

from ._arguments import as_casting, as_ints, as_order, choice, int64s, normalize_axis
from ._base import info, ndarray, wrap, wrap_array, wrap_like, wrap_result
from ._constants import INDEX_MODES, ND_AXIS_NONE
from ._convert import asarray, operand
from ._dispatch import dispatched
from ._errors import check
from ._ffi import bind, binding
from ._indexing import assigned
from .creation import result_into

__all__ = ["argwhere", "choose", "compress", "copyto", "extract", "fill_diagonal", "flatnonzero", "ix_", "nonzero",
           "place", "put", "put_along_axis", "putmask", "ravel_multi_index", "select", "take", "take_along_axis",
           "unravel_index", "where"]  # fmt: skip

_take, _put, _compress, _extract = bind("nd_take"), bind("nd_put"), bind("nd_compress"), bind("nd_extract")
_take_along, _put_along = bind("nd_take_along_axis"), bind("nd_put_along_axis")
_nonzero, _argwhere, _where = bind("nd_nonzero"), bind("nd_argwhere"), bind("nd_where")
_place, _fill_diagonal = bind("nd_place"), bind("nd_fill_diagonal")
_copy_where, _putmask, _assign = bind("nd_copy_where"), bind("nd_putmask"), bind("nd_assign")
_choose, _select = bind("nd_choose"), bind("nd_select")
_ravel_index, _unravel_index = bind("nd_ravel_multi_index"), bind("nd_unravel_index")


def _mode(mode):
    return choice(mode, INDEX_MODES, "clipmode")


def _one_axis(a, axis):
    """The axis for C; a 0-d array has one here, as in NumPy."""
    return ND_AXIS_NONE if axis is None else normalize_axis(axis, info(a).ndim or 1)


def _positions(indices):
    """Index arrays; an empty list counts as integers."""
    found = asarray(indices)
    return found if info(found).size or info(found).dtype.kind in "iub" else found.astype("int64")


@dispatched("a", "out")
def take(a, indices, axis=None, out=None, mode="raise"):
    """Elements at `indices` along an axis, or of the flattened array."""
    a, indices = asarray(a), _positions(indices)
    target, given = result_into(out)
    handle = _take(a._h, indices._h, _one_axis(a, axis), _mode(mode), target)
    return wrap_result(handle, a) if out is None else given(handle)


@dispatched("a", "ind", "v")
def put(a, ind, v, mode="raise"):
    """Writes to the elements of the flattened array at the indices."""
    if not isinstance(a, ndarray):
        raise TypeError(f"argument 1 must be ndarray, not {type(a).__name__}")
    ind, values = _positions(ind), assigned(a, v)
    if info(ind).size:
        check(_put(a._h, ind._h, values._h, _mode(mode)))


@dispatched("condition", "a", "out")
def compress(condition, a, axis=None, out=None):
    """The slices of `a` along an axis where the condition is true."""
    a, condition = asarray(a), asarray(condition)
    target, given = result_into(out)
    handle = _compress(condition._h, a._h, _one_axis(a, axis), target)
    return wrap_result(handle, a) if out is None else given(handle)


@dispatched("condition", "arr")
def extract(condition, arr):
    """The elements of `arr` where the condition, flattened like it, is true."""
    arr, condition = asarray(arr), asarray(condition)
    return take(arr.ravel(), nonzero(condition.ravel())[0])


@dispatched("arr", "mask", "vals")
def place(arr, mask, vals):
    """Writes `vals`, one after another and over again, where the mask is true."""
    if not isinstance(arr, ndarray):
        raise TypeError(f"argument 1 must be ndarray, not {type(arr).__name__}")
    mask, values = asarray(mask), assigned(arr, vals)
    check(_place(arr._h, mask._h, values._h))


@dispatched("a", "mask", "values")
def putmask(a, /, mask, values):
    """a.flat[i] = values.flat[i % n] where the mask is true."""
    if not isinstance(a, ndarray):
        raise TypeError(f"argument 1 must be ndarray, not {type(a).__name__}")
    mask, values = asarray(mask), assigned(a, values)
    check(_putmask(a._h, mask._h, values._h))


@dispatched("arr", "indices")
def take_along_axis(arr, indices, axis=-1):
    """Elements at positions along one axis that differ from slice to slice, as argsort gives them."""
    arr, indices = asarray(arr), asarray(indices)
    if axis is None:
        arr, axis = arr.ravel(), 0
    _check_along(arr, indices)
    return wrap_like(_take_along(arr._h, indices._h, normalize_axis(axis, info(arr).ndim)), arr)


@dispatched("arr", "indices", "values")
def put_along_axis(arr, indices, values, axis):
    """Writes to positions along one axis that differ from slice to slice."""
    indices = asarray(indices)
    if axis is None:
        arr, axis = arr.ravel(), 0
    _check_along(arr, indices)
    values = assigned(arr, values)
    check(_put_along(arr._h, indices._h, values._h, normalize_axis(axis, info(arr).ndim)))


def _check_along(arr, indices):
    if info(indices).dtype.kind not in "iu":
        raise IndexError("`indices` must be an integer array")
    if info(indices).ndim != info(arr).ndim:
        raise ValueError("`indices` and `arr` must have the same number of dimensions")


@dispatched("a")
def nonzero(a):
    """Positions of the elements that are not zero, one array an axis."""
    a = asarray(a)
    ndim = info(a).ndim
    if not ndim:
        raise ValueError("Calling nonzero on 0d arrays is not allowed. Use np.atleast_1d(scalar).nonzero() instead.")
    found = binding.arrays(ndim)
    check(_nonzero(a._h, found))
    return tuple(wrap_array(found[i]) for i in range(ndim))


@dispatched("a")
def flatnonzero(a):
    """Positions in the flattened array of the elements that are not zero."""
    return nonzero(asarray(a).ravel())[0]


@dispatched("a")
def argwhere(a):
    """Positions of the elements that are not zero, one row each."""
    a = asarray(a)
    return wrap_array(_argwhere(a._h))


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


@dispatched("dst", "src", "where")
def copyto(dst, src, casting="same_kind", where=True):
    """Copies elements of `src` to `dst`, all or where a mask is true."""
    if not isinstance(dst, ndarray):
        raise TypeError(f"copyto() argument 1 must be ndarray, not {type(dst).__name__}")
    source = operand(src)
    if where is True:
        check(_assign(dst._h, source._h, as_casting(casting)))
    else:
        where = asarray(where)
        check(_copy_where(dst._h, source._h, where._h, as_casting(casting)))


@dispatched("a", "*choices", "out")
def choose(a, choices, out=None, mode="raise"):
    """out[i] = choices[a[i]][i], all broadcast together."""
    a, choices = asarray(a), [operand(one) for one in choices]
    target, given = result_into(out)
    handle = _choose(a._h, binding.arrays([one._h for one in choices]), len(choices), _mode(mode), target)
    return wrap_result(handle, a) if out is None else given(handle)


@dispatched("*condlist", "*choicelist")
def select(condlist, choicelist, default=0):
    """For each element the choice of the first condition that is true."""
    if len(condlist) != len(choicelist):
        raise ValueError("list of cases must be same length as list of conditions")
    if not condlist:
        raise ValueError("select with an empty condition list is not possible")
    conditions, choices = [asarray(one) for one in condlist], [operand(one) for one in choicelist]
    default = operand(default)
    lists = [binding.arrays([one._h for one in several]) for several in (conditions, choices)]
    return wrap_array(_select(*lists, len(choices), default._h))


@dispatched("*multi_index")
def ravel_multi_index(multi_index, dims, mode="raise", order="C"):
    """Flat positions in an array of shape `dims` from one array of indices an axis."""
    arrays = [asarray(one) for one in multi_index]
    shape = as_ints(dims)
    if len(arrays) != len(shape):
        raise ValueError(f"parameter multi_index must be a sequence of length {len(shape)}")
    handles = binding.arrays([a._h for a in arrays])
    return wrap(_ravel_index(handles, *int64s(shape), _mode(mode), as_order(order, "CF")))


@dispatched("indices")
def unravel_index(indices, shape, order="C"):
    """Indices, one array an axis, of flat positions in an array of `shape`."""
    flat, dims = _positions(indices), as_ints(shape)
    found = binding.arrays(max(len(dims), 1))
    check(_unravel_index(flat._h, *int64s(dims), as_order(order, "CF"), found))
    return tuple(wrap(found[i]) for i in range(len(dims)))


@dispatched("*args")
def ix_(*args):
    """Index arrays that select the grid of the given positions."""
    out = []
    for i, one in enumerate(args):
        one = _positions(one)
        if info(one).ndim != 1:
            raise ValueError("Cross index must be 1 dimensional")
        if info(one).dtype.kind == "b":
            (one,) = nonzero(one)
        out.append(one.reshape((1,) * i + (info(one).size,) + (1,) * (len(args) - 1 - i)))
    return tuple(out)


@dispatched("a")
def fill_diagonal(a, val, wrap=False):
    """Writes to the main diagonal."""
    val = assigned(a, val)
    check(_fill_diagonal(a._h, val._h, int(bool(wrap))))


class IndexExpression:
    """`s_[1:, None]` is the index (slice(1, None), None) itself."""

    def __init__(self, as_tuple):
        self._as_tuple = as_tuple

    def __getitem__(self, item):
        return (item,) if self._as_tuple and not isinstance(item, tuple) else item
