// Other shapes and axes over the same elements.
#include "shape/shape.hpp"

#include "areas/options.hpp"
#include "iter/broadcast.hpp"
#include "ndcore/shape.h"
#include "runtime/arguments.hpp"

/*ND_AREA shape Other shapes and axes over the same elements: views wherever the memory allows it. */

using namespace nd;
using namespace nd::capi;

/*ND_API reshape python
 * The same elements in another shape.
 * A view where the memory allows it, else a copy.
 * a        in borrowed             any dtype and shape
 * shape    in len=ndim             one extent may be -1: it follows from the others
 * order    in default=ND_ORDER_C   ND_ORDER_C, F or A: in which order elements are read and placed
 * copy     in default=ND_COPY_IF_NEEDED   ND_COPY_IF_NEEDED, ND_COPY_NEVER or ND_COPY_ALWAYS
 * returns  owned shares=a          of `a`'s dtype
 * errors   ND_VALUE_ERROR, ND_NO_MEMORY
 * numpy    a, /, shape, order, *, copy
 */
ND_EXPORT nd_array* nd_reshape(nd_array* a, const int64_t* shape, int32_t ndim, nd_order order, nd_copy_mode copy) {
  return reading("nd_reshape", [&] {
    const Array& array = object<Array>(a, "a");
    const bool if_needed = checked_copy(copy) == ND_COPY_IF_NEEDED;
    const CopyMode mode = if_needed ? CopyMode::if_needed : copy == ND_COPY_NEVER ? CopyMode::never : CopyMode::always;
    return give(reshape(array, span_of(shape, ndim, "shape"), order, mode));
  });
}

/*ND_API ravel python method
 * All elements along one axis: a view if possible, else a copy.
 * a        in borrowed             any dtype and shape
 * order    in default=ND_ORDER_C   ND_ORDER_C, F, A or K (as they lie in memory)
 * returns  owned shares=a          1-d, of `a`'s dtype
 * errors   ND_VALUE_ERROR, ND_NO_MEMORY
 */
ND_EXPORT nd_array* nd_ravel(nd_array* a, nd_order order) {
  return reading("nd_ravel", [&] { return give(ravel(object<Array>(a, "a"), checked_order(order))); });
}

/*ND_API flatten method
 * A copy of all elements along one axis.
 * a        in borrowed             any dtype and shape
 * order    in default=ND_ORDER_C   ND_ORDER_C, F, A or K (as they lie in memory)
 * returns  owned like=a            1-d, of `a`'s dtype
 * errors   ND_VALUE_ERROR, ND_NO_MEMORY
 */
ND_EXPORT nd_array* nd_flatten(nd_array* a, nd_order order) {
  return reading("nd_flatten", [&] { return give(flatten(object<Array>(a, "a"), checked_order(order))); });
}

/*ND_API transpose python alias=permute_dims
 * A view with permuted axes.
 * a        in borrowed             any dtype and shape
 * axes     in optional len=naxes   axis i of the result is axis axes[i] of `a`; NULL reverses them
 * returns  owned view=a            of `a`'s dtype
 * errors   ND_VALUE_ERROR, ND_AXIS_ERROR, ND_NO_MEMORY
 */
ND_EXPORT nd_array* nd_transpose(nd_array* a, const int64_t* axes, int32_t naxes) {
  return reading("nd_transpose", [&] {
    Array& array = object<Array>(a, "a");
    const auto order = span_of(axes, naxes, "axes");
    if (axes != nullptr && naxes == 0 && array.ndim != 0) {
      fail(ND_VALUE_ERROR, ": axes don't match array: () for ", array.ndim, " dimensions");
    }
    return give(transpose(array, order));
  });
}

/*ND_API swapaxes python method positional
 * A view with two axes interchanged.
 * a        in borrowed  any dtype and shape
 * axis1    in  negative counts from the end
 * axis2    in  negative counts from the end
 * returns  owned view=a  of `a`'s dtype
 * errors   ND_AXIS_ERROR, ND_NO_MEMORY
 */
ND_EXPORT nd_array* nd_swapaxes(nd_array* a, int64_t axis1, int64_t axis2) {
  return reading("nd_swapaxes", [&] { return give(swapaxes(object<Array>(a, "a"), axis1, axis2)); });
}

/*ND_API moveaxis python
 * A view with some axes moved to other places; the others keep their order.
 * a            in borrowed  any dtype and shape
 * source       in len=nsource  which axes; negative counts from the end
 * destination  in len=ndestination  where each goes; negative counts from the end
 * returns      owned view=a  of `a`'s dtype
 * errors       ND_AXIS_ERROR, ND_VALUE_ERROR, ND_NO_MEMORY
 */
ND_EXPORT nd_array* nd_moveaxis(nd_array* a, const int64_t* source, int32_t nsource, const int64_t* destination,
                                int32_t ndestination) {
  return reading("nd_moveaxis", [&] {
    const Array& array = object<Array>(a, "a");
    return give(moveaxis(array, span_of(source, nsource, "source"), span_of(destination, ndestination, "destination")));
  });
}

/*ND_API matrix_transpose python
 * A view with the last two axes interchanged.
 * x        in borrowed   at least 2-d, any dtype
 * returns  owned view=x  of `x`'s dtype
 * errors   ND_VALUE_ERROR, ND_NO_MEMORY
 * numpy    x, /
 */
ND_EXPORT nd_array* nd_matrix_transpose(nd_array* x) {
  return reading("nd_matrix_transpose", [&] { return give(matrix_transpose(object<Array>(x, "x"))); });
}

/*ND_API rollaxis python
 * A view with one axis moved in front of another; the others keep their order.
 * a        in borrowed   any dtype and shape
 * axis     in            the axis that moves; negative counts from the end
 * start    in default=0  the axis in front of which it comes to lie, or the number of axes: behind all
 * returns  owned view=a  of `a`'s dtype
 * errors   ND_AXIS_ERROR, ND_NO_MEMORY
 * see      nd_moveaxis
 */
ND_EXPORT nd_array* nd_rollaxis(nd_array* a, int64_t axis, int64_t start) {
  return reading("nd_rollaxis", [&] { return give(rollaxis(object<Array>(a, "a"), axis, start)); });
}

/*ND_API squeeze python method
 * A view without axes of extent 1.
 * a        in borrowed             any dtype and shape
 * axis     in optional len=naxis   NULL: all of extent 1; each of those given must be of extent 1
 * returns  owned view=a            of `a`'s dtype
 * errors   ND_AXIS_ERROR, ND_VALUE_ERROR, ND_NO_MEMORY
 */
ND_EXPORT nd_array* nd_squeeze(nd_array* a, const int64_t* axis, int32_t naxis) {
  return reading("nd_squeeze", [&] {
    const Array& array = object<Array>(a, "a");
    if (axis == nullptr && naxis == 0) return give(squeeze(array));
    return give(squeeze(array, span_of(axis, naxis, "axis")));
  });
}

/*ND_API expand_dims python
 * A view with new axes of extent 1.
 * a        in borrowed    any dtype and shape
 * axis     in len=naxis   where they stand in the result
 * returns  owned view=a   of `a`'s dtype
 * errors   ND_AXIS_ERROR, ND_VALUE_ERROR, ND_NO_MEMORY
 */
ND_EXPORT nd_array* nd_expand_dims(nd_array* a, const int64_t* axis, int32_t naxis) {
  return reading("nd_expand_dims",
                 [&] { return give(expand_dims(object<Array>(a, "a"), span_of(axis, naxis, "axis"))); });
}

/*ND_API atleast_nd
 * A view with axes of extent 1 added until there are `ndim`.
 * They are put in front; a 1-d array becomes (1, n, 1) and a 2-d one (m, n, 1) where three are asked for.
 * a        in borrowed  any dtype and shape
 * ndim     in  1, 2, 3 …, at most 64
 * returns  owned  a view of `a`'s dtype, over its memory
 * errors   ND_VALUE_ERROR, ND_NO_MEMORY
 */
ND_EXPORT nd_array* nd_atleast_nd(nd_array* a, int64_t ndim) {
  return reading("nd_atleast_nd", [&] {
    const Array& array = object<Array>(a, "a");
    if (ndim < 0 || ndim > kMaxDims) fail(ND_VALUE_ERROR, ": argument `ndim` must be 0 to 64, not ", ndim);
    return give(atleast(array, ndim));
  });
}

/*ND_API broadcast_to
 * A read-only view of an array stretched to a larger shape.
 * array    in borrowed  a shape that broadcasts to `shape`
 * shape    in len=ndim  ndim extents, none negative
 * returns  owned  `array`'s dtype, of `shape`, over its memory
 * errors   ND_VALUE_ERROR, ND_NO_MEMORY
 */
ND_EXPORT nd_array* nd_broadcast_to(nd_array* array, const int64_t* shape, int32_t ndim) {
  return reading("nd_broadcast_to",
                 [&] { return give(broadcast_to(object<Array>(array, "array"), span_of(shape, ndim, "shape"))); });
}

/*ND_API broadcast_arrays
 * Read-only views of all arrays in their common shape.
 * args     in borrowed len=nargs  shapes that broadcast together, any dtypes
 * out      out len=nout           one an array, over its memory
 * errors   ND_VALUE_ERROR, ND_NO_MEMORY
 */
ND_EXPORT nd_status nd_broadcast_arrays(nd_array* const* args, int32_t nargs, nd_array** out, int32_t nout) {
  return reading("nd_broadcast_arrays", [&] {
    const std::vector<Array*> list = objects<Array>(args, nargs, "args");
    nd_array** const places = span_of(out, nout, "out").data();
    require_places(nargs, nout, "out");
    const std::vector<const Array*> constant(list.begin(), list.end());
    give_all<Array>(places, broadcast_arrays(constant));
  });
}

/*ND_API broadcast_shapes
 * The shape that several shapes broadcast to.
 * shapes   in len=nshapes  the extents of all shapes, one shape after another
 * ndims    in len=nndims   how many of them each shape has
 * shape    out len=ndim    its extents; there must be room for as many as the longest shape has
 * returns  reading         how many extents were written
 * errors   ND_VALUE_ERROR, ND_NO_MEMORY
 */
ND_EXPORT int32_t nd_broadcast_shapes(const int64_t* shapes, int32_t nshapes, const int64_t* ndims, int32_t nndims,
                                      int64_t* shape, int32_t ndim) {
  return reading("nd_broadcast_shapes", [&] {
    std::span<const int64_t> rest = span_of(shapes, nshapes, "shapes");
    const auto room = span_of(shape, ndim, "shape");
    std::vector<std::span<const int64_t>> all;
    for (const int64_t count : span_of(ndims, nndims, "ndims")) {
      if (count < 0 || count > kMaxDims || count > std::ssize(rest)) {
        fail(ND_VALUE_ERROR, ": argument `ndims` has ", count, " extents where ", std::ssize(rest), " are left");
      }
      all.push_back(rest.first(static_cast<size_t>(count)));
      rest = rest.subspan(static_cast<size_t>(count));
    }
    if (!rest.empty()) fail(ND_VALUE_ERROR, ": argument `shapes` has more extents than `ndims` counts");
    const Dims result = broadcast_shapes(all, "broadcast_shapes");
    if (result.size() > std::ssize(room)) {
      fail(ND_VALUE_ERROR, ": argument `shape` has room for ", ndim, " extents, not for ", result.size());
    }
    std::ranges::copy(result, room.begin());
    return result.size();
  });
}

/*ND_API diagonal python method
 * A read-only view of the elements whose indices on two axes differ by `offset`, as the last axis.
 * a        in borrowed    at least 2-d, any dtype
 * offset   in default=0   positive above the main diagonal, negative below
 * axis1    in default=0   negative counts from the end
 * axis2    in default=1   another axis than `axis1`
 * returns  owned view=a   of `a`'s dtype
 * errors   ND_VALUE_ERROR, ND_AXIS_ERROR, ND_NO_MEMORY
 */
ND_EXPORT nd_array* nd_diagonal(nd_array* a, int64_t offset, int64_t axis1, int64_t axis2) {
  return reading("nd_diagonal", [&] { return give(diagonal(object<Array>(a, "a"), offset, axis1, axis2)); });
}

/*ND_API trace python method
 * The sum along a diagonal.
 * a        in borrowed    at least 2-d, any dtype
 * offset   in default=0   positive above the main diagonal, negative below
 * axis1    in default=0   negative counts from the end
 * axis2    in default=1   another axis than `axis1`
 * dtype    in optional    of accumulator and result; NULL for that of sum
 * out      in optional    where to put the result
 * returns  owned scalar     shape of `a` without the two axes; of `dtype`, or as sum has it
 * errors   ND_VALUE_ERROR, ND_AXIS_ERROR, ND_READ_ONLY, ND_FLOATING_POINT_ERROR, ND_NO_MEMORY
 */
ND_EXPORT nd_array* nd_trace(nd_array* a, int64_t offset, int64_t axis1, int64_t axis2, nd_dtype* dtype,
                             nd_array* out) {
  return call("nd_trace", [&] {
    return give(trace(object<Array>(a, "a"), offset, axis1, axis2, optional_object<DType>(dtype, "dtype"),
                      optional_object<Array>(out, "out")));
  });
}

/*ND_API flip python
 * A view with reversed axes.
 * m        in borrowed             any dtype and shape
 * axis     in optional len=naxis   NULL: all
 * returns  owned view=m            of `m`'s dtype
 * errors   ND_AXIS_ERROR, ND_VALUE_ERROR, ND_NO_MEMORY
 */
ND_EXPORT nd_array* nd_flip(nd_array* m, const int64_t* axis, int32_t naxis) {
  return reading("nd_flip", [&] {
    const Array& array = object<Array>(m, "m");
    if (axis == nullptr && naxis == 0) return give(flip(array));
    return give(flip(array, span_of(axis, naxis, "axis")));
  });
}

/*ND_API fliplr python
 * A view with the order of columns reversed: flip along axis 1.
 * m        in borrowed   at least 2-d, any dtype
 * returns  owned view=m  of `m`'s dtype
 * errors   ND_VALUE_ERROR, ND_NO_MEMORY
 */
ND_EXPORT nd_array* nd_fliplr(nd_array* m) {
  return reading("nd_fliplr", [&] { return give(flip_axis(object<Array>(m, "m"), 1, "fliplr")); });
}

/*ND_API flipud python
 * A view with the order of rows reversed: flip along axis 0.
 * m        in borrowed   at least 1-d, any dtype
 * returns  owned view=m  of `m`'s dtype
 * errors   ND_VALUE_ERROR, ND_NO_MEMORY
 */
ND_EXPORT nd_array* nd_flipud(nd_array* m) {
  return reading("nd_flipud", [&] { return give(flip_axis(object<Array>(m, "m"), 0, "flipud")); });
}

/*ND_API rot90 python
 * A view turned by 90 degrees in the plane of two axes, from the first towards the second.
 * m        in borrowed             at least 2-d, any dtype
 * k        in default=1            how many times; negative turns back
 * axes     in optional len=naxes   two different axes; NULL: the first two
 * returns  owned view=m            of `m`'s dtype
 * errors   ND_AXIS_ERROR, ND_VALUE_ERROR, ND_NO_MEMORY
 */
ND_EXPORT nd_array* nd_rot90(nd_array* m, int64_t k, const int64_t* axes, int32_t naxes) {
  return reading("nd_rot90", [&] { return give(rot90(object<Array>(m, "m"), k, span_of(axes, naxes, "axes"))); });
}

/*ND_API roll python
 * A copy whose elements are shifted along axes; what leaves one end comes in at the other.
 * a        in borrowed             any dtype and shape
 * shift    in len=nshift           places to move: one for all axes, or one an axis
 * axis     in optional len=naxis   NULL: over the flattened array, by the sum of the shifts; one for all shifts, or one
 *                                  a shift
 * returns  owned like=a            `a`'s shape and dtype
 * errors   ND_AXIS_ERROR, ND_VALUE_ERROR, ND_NO_MEMORY
 */
ND_EXPORT nd_array* nd_roll(nd_array* a, const int64_t* shift, int32_t nshift, const int64_t* axis, int32_t naxis) {
  return reading("nd_roll", [&] {
    const Array& array = object<Array>(a, "a");
    const auto by = span_of(shift, nshift, "shift");
    if (axis != nullptr || naxis != 0) return give(roll(array, by, span_of(axis, naxis, "axis")));
    return give(roll(array, by));
  });
}

/*ND_API view
 * The same bytes as elements of another dtype.
 * If the item sizes differ, the last axis must be contiguous, and its extent changes.
 * a        in borrowed  any dtype and shape
 * dtype    in borrowed  any dtype, in any byte order
 * returns  owned  of `dtype`, over `a`'s memory
 * errors   ND_VALUE_ERROR, ND_NO_MEMORY
 */
ND_EXPORT nd_array* nd_view(nd_array* a, nd_dtype* dtype) {
  return reading("nd_view", [&] {
    const Array& array = object<Array>(a, "a");
    return give(view_as(array, &object<DType>(dtype, "dtype")));
  });
}

/*ND_API real_view
 * The real parts: a view of a complex array, else the array itself.
 * a        in borrowed  any dtype and shape
 * returns  owned  `a`'s shape, of the dtype of a part
 * errors   ND_NO_MEMORY
 */
ND_EXPORT nd_array* nd_real_view(nd_array* a) {
  return reading("nd_real_view", [&] { return give(real_part(object<Array>(a, "a"))); });
}

/*ND_API imag_view
 * The imaginary parts: a view of a complex array, else zeros that are read-only.
 * a        in borrowed  any dtype and shape
 * returns  owned  `a`'s shape, of the dtype of a part
 * errors   ND_NO_MEMORY
 */
ND_EXPORT nd_array* nd_imag_view(nd_array* a) {
  return call("nd_imag_view", [&] { return give(imag_part(object<Array>(a, "a"))); });
}

/*ND_API byteswap
 * A copy with the bytes of each element reversed; the dtype stays, so the values change.
 * a        in borrowed  any dtype and shape
 * returns  owned  `a`'s shape and dtype
 * errors   ND_TYPE_ERROR, ND_NO_MEMORY
 */
ND_EXPORT nd_array* nd_byteswap(nd_array* a) {
  return reading("nd_byteswap", [&] { return give(byteswap(object<Array>(a, "a"))); });
}

/*ND_API byteswap_in_place
 * Reverses the bytes of each element where they lie.
 * a        in borrowed  a writeable array of any dtype and shape
 * errors   ND_READ_ONLY, ND_TYPE_ERROR, ND_VALUE_ERROR, ND_NO_MEMORY
 */
ND_EXPORT nd_status nd_byteswap_in_place(nd_array* a) {
  return reading("nd_byteswap_in_place", [&] { byteswap_in_place(object<Array>(a, "a")); });
}
