// Indexing, reads and writes, and what stands on it.
/*ND_AREA index Indexing: slices, integers, index arrays and masks, for reading and for writing. */
#include "index/index.hpp"

#include "areas/options.hpp"
#include "ndcore/index.h"
#include "runtime/arguments.hpp"
#include "runtime/guard.hpp"
#include "shape/shape.hpp"

using namespace nd;
using namespace nd::capi;

namespace {

constexpr int64_t kWords = 4;  // of one index item

std::vector<IndexItem> index_items(const int64_t* items, int32_t count, nd_array* const* arrays, int32_t narrays) {
  if (count < 0) fail(ND_VALUE_ERROR, ": argument `nitems` must not be negative, not ", count);
  const std::span<const int64_t> words = span_of(items, kWords * count, "items");
  const std::vector<Array*> index_arrays = objects<Array>(arrays, narrays, "arrays");
  std::vector<IndexItem> result;
  size_t next_array = 0;
  for (size_t i = 0; i < words.size(); i += kWords) {
    const int64_t kind = words[i];
    if (kind < ND_INDEX_INTEGER || kind > ND_INDEX_ARRAY) {
      fail(ND_VALUE_ERROR, ": argument `items` has an item of unknown kind ", kind);
    }
    IndexItem item{static_cast<IndexItem::Kind>(kind), words[i + 1], words[i + 2], words[i + 3], nullptr};
    if (kind == ND_INDEX_ARRAY) {
      if (next_array == index_arrays.size())
        fail(ND_VALUE_ERROR, ": argument `arrays` has fewer arrays than `items` names");
      item.array = index_arrays[next_array++];
    }
    result.push_back(item);
  }
  if (next_array != index_arrays.size()) fail(ND_VALUE_ERROR, ": argument `arrays` has more arrays than `items` names");
  return result;
}

}  // namespace

/*ND_API get group=index
 * The part of `a` that an index selects: a[item, item, …].
 * Integers, slices, ellipsis and new axes give a view that shares the memory of `a`; as many integers as dimensions
 * and nothing else give a 0-d copy. With an index array or mask the result is a copy, shaped by NumPy's rules: index
 * arrays broadcast together, and their axes stand where the first of them stood, or in front if a slice, ellipsis or
 * new axis separates them. A mask counts as the index arrays of its true elements and covers as many axes as it has
 * dimensions.
 * a        in borrowed  any dtype, shape (d0, …, dk)
 * items    in len=4*nitems  four numbers an item: its kind (ND_INDEX_INTEGER …), then for an integer its value, for a
 *                           slice start, stop and step (ND_INDEX_UNSET for what is left out), else nothing that is
 *                           read
 * arrays   in borrowed len=narrays  the arrays of the items of kind ND_INDEX_ARRAY, in their order: integers or
 *                                   booleans
 * returns  owned  a view or a copy, of `a`'s dtype
 * errors   ND_INDEX_ERROR, ND_VALUE_ERROR, ND_NO_MEMORY
 */
ND_EXPORT nd_array* nd_get(nd_array* a, const int64_t* items, int32_t nitems, nd_array* const* arrays,
                           int32_t narrays) {
  return call("nd_get", [&] {
    const Array& source = array(a, "a");
    return give(get(source, index_items(items, nitems, arrays, narrays)));
  });
}

/*ND_API set group=index
 * Assigns to the part of `a` that an index selects: a[item, item, …] = value.
 * `value` broadcasts to the shape that nd_get would give, and is cast as NumPy does in assignments (unsafe); a weak
 * integer that the dtype cannot hold is an error. Where an index array names an element twice, the last value stays.
 * Overlap of `value` with `a` is handled. Nothing is written when an index is out of bounds or a shape does not fit.
 * a        in borrowed  writeable; any dtype, shape (d0, …, dk)
 * items    in len=4*nitems  as for nd_get
 * arrays   in borrowed len=narrays  as for nd_get
 * value    in borrowed  any dtype, broadcasts to the selected shape; 0-d where integers alone name one element, at most
 *                       1-d where a mask of `a`'s shape does
 * errors   ND_INDEX_ERROR, ND_VALUE_ERROR, ND_TYPE_ERROR, ND_READ_ONLY, ND_OVERFLOW_ERROR, ND_FLOATING_POINT_ERROR,
 *          ND_NO_MEMORY
 */
ND_EXPORT nd_status nd_set(nd_array* a, const int64_t* items, int32_t nitems, nd_array* const* arrays, int32_t narrays,
                           nd_array* value) {
  return call("nd_set", [&] {
    Array& target = array(a, "a");
    const Array& source = array(value, "value");
    set(target, index_items(items, nitems, arrays, narrays), source);
  });
}

/*ND_API get_item group=index
 * a[i]: the element of a 1-d array as a 0-d copy, or the i-th slice along the first axis as a view.
 * a        in borrowed  any dtype, at least 1-d
 * i        in  negative counts from the end
 * returns  owned  0-d, or shape (d1, …, dk); of `a`'s dtype
 * errors   ND_INDEX_ERROR, ND_NO_MEMORY
 */
ND_EXPORT nd_array* nd_get_item(nd_array* a, int64_t i) {
  return call("nd_get_item", [&] { return give(get_item(array(a, "a"), i)); });
}

/*ND_API get_slice group=index
 * a[start:stop:step] along the first axis, as a view.
 * a        in borrowed  any dtype, at least 1-d
 * start    in default=ND_INDEX_UNSET  first position; negative counts from the end
 * stop     in default=ND_INDEX_UNSET  one past the last position
 * step     in default=ND_INDEX_UNSET  not 0; 1 when left out
 * returns  owned  a view of `a`'s dtype
 * errors   ND_INDEX_ERROR, ND_VALUE_ERROR, ND_NO_MEMORY
 */
ND_EXPORT nd_array* nd_get_slice(nd_array* a, int64_t start, int64_t stop, int64_t step) {
  return call("nd_get_slice", [&] { return give(get_slice(array(a, "a"), start, stop, step)); });
}

/*ND_API take group=index python method asks=a+out
 * Elements of `a` at `indices` along an axis, or of the flattened array.
 * a        in borrowed  any dtype, shape (d0, …, dk)
 * indices  in borrowed positions  integers, any shape
 * axis     in default=ND_AXIS_NONE  ND_AXIS_NONE: the flattened array; negative counts from the end
 * out      in borrowed optional  takes the result; its shape must be the result's
 * mode     in default=ND_MODE_RAISE  ND_MODE_RAISE, ND_MODE_WRAP or ND_MODE_CLIP, for what is out of bounds
 * returns  owned scalar like=a  `a`'s shape with the indices' shape in place of the axis; `out` itself when given
 * errors   ND_INDEX_ERROR, ND_AXIS_ERROR, ND_TYPE_ERROR, ND_VALUE_ERROR, ND_READ_ONLY, ND_CASTING_ERROR,
 *          ND_FLOATING_POINT_ERROR, ND_NO_MEMORY
 */
ND_EXPORT nd_array* nd_take(nd_array* a, nd_array* indices, int64_t axis, nd_array* out, nd_index_mode mode) {
  return call("nd_take", [&] {
    return give(take(array(a, "a"), array(indices, "indices"), optional_axis(axis), mode, optional_array(out, "out")));
  });
}

/*ND_API put group=index python
 * Writes values, repeated as often as needed, to the elements of the flattened array at given positions.
 * a        in borrowed written    writeable; any dtype and shape
 * ind      in borrowed positions  integers, any shape
 * v        in borrowed into=a     any dtype, cast to `a`'s
 * mode     in default=ND_MODE_RAISE  ND_MODE_RAISE, ND_MODE_WRAP or ND_MODE_CLIP, for what is out of bounds
 * errors   ND_INDEX_ERROR, ND_TYPE_ERROR, ND_VALUE_ERROR, ND_READ_ONLY, ND_OVERFLOW_ERROR, ND_FLOATING_POINT_ERROR,
 *          ND_NO_MEMORY
 */
ND_EXPORT nd_status nd_put(nd_array* a, nd_array* ind, nd_array* v, nd_index_mode mode) {
  return call("nd_put", [&] { put(array(a, "a"), array(ind, "ind"), array(v, "v"), mode); });
}

/*ND_API place group=index python
 * Writes values, one after another and over again, to the elements where a mask is true, in C order.
 * arr      in borrowed written   writeable; any dtype and shape
 * mask     in borrowed           of as many elements; what is not boolean is compared with zero
 * vals     in borrowed into=arr  any dtype, cast to `arr`'s; empty only where nothing is written
 * errors   ND_VALUE_ERROR, ND_READ_ONLY, ND_OVERFLOW_ERROR, ND_FLOATING_POINT_ERROR, ND_NO_MEMORY
 */
ND_EXPORT nd_status nd_place(nd_array* arr, nd_array* mask, nd_array* vals) {
  return call("nd_place", [&] { place(array(arr, "arr"), array(mask, "mask"), array(vals, "vals")); });
}

/*ND_API fill_diagonal group=index python asks=a
 * Writes values, repeated as often as needed, to the elements whose indices are all equal.
 * a        in borrowed written  writeable, at least 2-d; of more than 2 axes, all of one extent
 * val      in borrowed into=a   any dtype, cast to `a`'s
 * wrap     in default=0         1: in a matrix of more rows than columns, begin again below each square and the row
 *                               after it
 * errors   ND_VALUE_ERROR, ND_READ_ONLY, ND_OVERFLOW_ERROR, ND_FLOATING_POINT_ERROR, ND_NO_MEMORY
 */
ND_EXPORT nd_status nd_fill_diagonal(nd_array* a, nd_array* val, nd_flag wrap) {
  return call("nd_fill_diagonal",
              [&] { fill_diagonal(array(a, "a"), array(val, "val"), flag_argument(wrap, "wrap")); });
}

/*ND_API compress group=index python
 * The slices of `a` along an axis where `condition` is true.
 * condition in borrowed  1-d, perhaps shorter than the axis; what is not boolean is compared with zero
 * a         in borrowed  any dtype, shape (d0, …, dk)
 * axis      in default=ND_AXIS_NONE  ND_AXIS_NONE: the flattened array; negative counts from the end
 * out       in borrowed optional  takes the result; its shape must be the result's
 * returns   owned scalar like=a  a copy; `out` itself when given
 * errors    ND_INDEX_ERROR, ND_AXIS_ERROR, ND_VALUE_ERROR, ND_READ_ONLY, ND_CASTING_ERROR, ND_FLOATING_POINT_ERROR,
 *           ND_NO_MEMORY
 */
ND_EXPORT nd_array* nd_compress(nd_array* condition, nd_array* a, int64_t axis, nd_array* out) {
  return call("nd_compress", [&] {
    return give(
        compress(array(condition, "condition"), array(a, "a"), optional_axis(axis), optional_array(out, "out")));
  });
}

/*ND_API extract group=index python
 * The elements of `arr` where `condition` is true, in C order; both are flattened first.
 * condition in borrowed  perhaps longer or shorter than `arr`; what is not boolean is compared with zero
 * arr       in borrowed  any dtype and shape
 * returns   owned like=arr  1-d copy, of `arr`'s dtype
 * errors    ND_INDEX_ERROR, ND_VALUE_ERROR, ND_NO_MEMORY
 */
ND_EXPORT nd_array* nd_extract(nd_array* condition, nd_array* arr) {
  return call("nd_extract", [&] {
    const Array& source = array(arr, "arr");
    return give(extract(array(condition, "condition"), source));
  });
}

/*ND_API take_along_axis group=index python
 * Elements of `arr` at positions along one axis that differ from slice to slice, as argsort gives them.
 * arr      in borrowed  any dtype and shape
 * indices  in borrowed  integers, as many dimensions as `arr`; the other axes broadcast
 * axis     in none default=-1  ND_AXIS_NONE: the flattened array; negative counts from the end
 * returns  owned like=arr  shape of `indices` broadcast with the other axes of `arr`
 * errors   ND_INDEX_ERROR, ND_AXIS_ERROR, ND_VALUE_ERROR, ND_NO_MEMORY
 */
ND_EXPORT nd_array* nd_take_along_axis(nd_array* arr, nd_array* indices, int64_t axis) {
  return call("nd_take_along_axis", [&] {
    const Array& source = array(arr, "arr");
    const Array& positions = array(indices, "indices");
    if (axis == ND_AXIS_NONE) return give(take_along_axis(*ravel(source), positions, 0));
    return give(take_along_axis(source, positions, axis));
  });
}

/*ND_API put_along_axis group=index python
 * Writes values to positions along one axis that differ from slice to slice.
 * arr      in borrowed written  writeable; any dtype and shape
 * indices  in borrowed  integers, as many dimensions as `arr`; the other axes broadcast
 * values   in borrowed into=arr  broadcasts to the shape of the indices; cast to `arr`'s dtype
 * axis     in none  ND_AXIS_NONE: the flattened array; negative counts from the end
 * errors   ND_INDEX_ERROR, ND_AXIS_ERROR, ND_VALUE_ERROR, ND_READ_ONLY, ND_OVERFLOW_ERROR, ND_FLOATING_POINT_ERROR,
 *          ND_NO_MEMORY
 */
ND_EXPORT nd_status nd_put_along_axis(nd_array* arr, nd_array* indices, nd_array* values, int64_t axis) {
  return call("nd_put_along_axis", [&] {
    Array& target = array(arr, "arr");
    const Array& positions = array(indices, "indices");
    const Array& source = array(values, "values");
    if (axis != ND_AXIS_NONE) return put_along_axis(target, positions, source, axis);
    require_writeable(target, "put_along_axis", "arr");
    const Ref<Array> flat = ravel(target);
    put_along_axis(*flat, positions, source, 0);
    if (flat->data != target.data) assign(target, *reshape(*flat, target.shape()));
  });
}

/*ND_API nonzero group=index python
 * Positions of the elements that are not zero, one array an axis, in C order.
 * a        in borrowed  any dtype, at least 1-d
 * out      out owned len=nout each=a  int64 arrays of one length, as many as `a` has axes
 * errors   ND_VALUE_ERROR, ND_NO_MEMORY
 */
ND_EXPORT nd_status nd_nonzero(nd_array* a, nd_array** out, int32_t nout) {
  return call("nd_nonzero", [&] {
    const Array& source = array(a, "a");
    out_pointer(out, "out");
    if (source.ndim > 0) require_places(source.ndim, nout, "out");
    give_all<Array>(out, nonzero(source));
  });
}

/*ND_API flatnonzero group=index python
 * Positions in the flattened array of the elements that are not zero.
 * a        in borrowed  any dtype and shape
 * returns  owned  int64, 1-d
 * errors   ND_NO_MEMORY
 */
ND_EXPORT nd_array* nd_flatnonzero(nd_array* a) {
  return call("nd_flatnonzero", [&] { return give(std::move(nonzero(*ravel(array(a, "a")))[0])); });
}

/*ND_API argwhere group=index python
 * Positions of the elements that are not zero, one row each, in C order.
 * a        in borrowed  any dtype and shape
 * returns  owned  int64, shape (count, ndim)
 * errors   ND_NO_MEMORY
 */
ND_EXPORT nd_array* nd_argwhere(nd_array* a) {
  return call("nd_argwhere", [&] { return give(argwhere(array(a, "a"))); });
}

/*ND_API where group=index
 * Elements of `x` where `condition` is true, else of `y`.
 * condition in borrowed  any shape; what is not boolean is compared with zero
 * x         in borrowed  any dtype, a shape that broadcasts with `condition`'s
 * y         in borrowed  any dtype, a shape that broadcasts with the others'
 * returns   owned  the three broadcast together, of the promoted dtype of `x` and `y`
 * errors    ND_VALUE_ERROR, ND_OVERFLOW_ERROR, ND_FLOATING_POINT_ERROR, ND_NO_MEMORY
 */
ND_EXPORT nd_array* nd_where(nd_array* condition, nd_array* x, nd_array* y) {
  return call("nd_where", [&] { return give(where(array(condition, "condition"), array(x, "x"), array(y, "y"))); });
}

/*ND_API copyto group=index python
 * Copies elements of `src` to `dst`, all or those where a mask is true.
 * dst         in borrowed written  writeable; any dtype and shape
 * src         in borrowed weak     broadcasts to `dst`
 * casting     in default=ND_CASTING_SAME_KIND  how far `src` may be cast
 * where       in borrowed optional  booleans, broadcasts to `dst`; NULL: all elements
 * errors      ND_CASTING_ERROR, ND_VALUE_ERROR, ND_READ_ONLY, ND_OVERFLOW_ERROR, ND_FLOATING_POINT_ERROR,
 *             ND_CALLBACK_ERROR, ND_NO_MEMORY
 * numpy       dst, src, casting, where=True
 */
ND_EXPORT nd_status nd_copyto(nd_array* dst, nd_array* src, nd_casting casting, nd_array* where) {
  return call("nd_copyto", [&] {
    Array& target = array(dst, "dst");
    const Array& source = array(src, "src");
    const int32_t rule = casting_or(casting, ND_CASTING_SAME_KIND);
    if (where == nullptr) return assign(target, source, rule);
    copy_where(target, source, array(where, "where"), rule);
  });
}

/*ND_API putmask group=index python
 * a.flat[i] = values.flat[i % n] where the mask is true.
 * a        in borrowed written  writeable; any dtype and shape
 * mask     in borrowed  of the same shape; what is not boolean is compared with zero
 * values   in borrowed into=a  n elements, cast to `a`'s dtype
 * errors   ND_VALUE_ERROR, ND_READ_ONLY, ND_OVERFLOW_ERROR, ND_FLOATING_POINT_ERROR, ND_NO_MEMORY
 * numpy    a, /, mask, values
 */
ND_EXPORT nd_status nd_putmask(nd_array* a, nd_array* mask, nd_array* values) {
  return call("nd_putmask", [&] { putmask(array(a, "a"), array(mask, "mask"), array(values, "values")); });
}
