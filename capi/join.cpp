// Joining, repeating and cutting arrays.
#include "shape/join.hpp"

#include <array>

#include "ndcore/join.h"
#include "ndcore/options.h"
#include "options.hpp"
#include "runtime/arguments.hpp"
#include "shape/pad.hpp"
#include "stats/quantile.hpp"

/*ND_AREA join Joining, repeating and cutting arrays. */

using namespace nd;
using namespace nd::capi;

namespace {

std::vector<const Array*> list_of(nd_array* const* arrays, int32_t n) {
  const std::vector<Array*> list = objects<Array>(arrays, n, "arrays");
  return {list.begin(), list.end()};
}

JoinOptions join_options(nd_dtype* dtype, nd_array* out, int32_t casting) {
  return {optional_object<Array>(out, "out"), optional_object<DType>(dtype, "dtype"),
          casting_or(casting, ND_CASTING_SAME_KIND)};
}

// pad stands below the statistics: it is told what its modes compute.
auto statistic_of(PadMode mode) -> Ref<Array> (*)(const Array&, int32_t) {
  using Along = std::array<int64_t, 1>;
  switch (mode) {
    case PadMode::maximum:
      return [](const Array& a, int32_t axis) { return max(a, {Along{axis}, false}, {.keepdims = true}); };
    case PadMode::mean:
      return [](const Array& a, int32_t axis) { return mean(a, {Along{axis}, false}, {.keepdims = true}); };
    case PadMode::median:
      return [](const Array& a, int32_t axis) { return median(a, {Along{axis}, false}, {.keepdims = true}); };
    case PadMode::minimum:
      return [](const Array& a, int32_t axis) { return min(a, {Along{axis}, false}, {.keepdims = true}); };
    default: return nullptr;
  }
}

}  // namespace

/*ND_API concatenate
 * One array after another along an existing axis.
 * arrays   in borrowed len=n                at least one, any dtypes; extents are equal but along the axis
 * axis     in default=0                     negative counts from the end
 * dtype    in optional                      of the result; NULL for what the arrays promote to
 * out      in optional                      where to put the result, instead of `dtype`
 * casting  in default=ND_CASTING_SAME_KIND  which casts into `dtype` or `out` are allowed: ND_CASTING_NO …
 *                                           ND_CASTING_UNSAFE
 * returns  owned                            a new array of the promoted dtype or of `dtype`; `out` itself when given
 * errors   ND_VALUE_ERROR, ND_AXIS_ERROR, ND_CASTING_ERROR, ND_TYPE_ERROR, ND_READ_ONLY, ND_NO_MEMORY
 */
ND_EXPORT nd_array* nd_concatenate(nd_array* const* arrays, int32_t n, int64_t axis, nd_dtype* dtype, nd_array* out,
                                   nd_casting casting) {
  return call("nd_concatenate",
              [&] { return give(concatenate(list_of(arrays, n), axis, join_options(dtype, out, casting))); });
}

/*ND_API concatenate_flat
 * The elements of all arrays, each flattened in C order, along one axis.
 * arrays   in borrowed len=n                at least one, any shapes
 * dtype    in optional                      of the result; NULL for what the arrays promote to
 * out      in optional                      where to put the result, instead of `dtype`
 * casting  in default=ND_CASTING_SAME_KIND  which casts into `dtype` or `out` are allowed: ND_CASTING_NO …
 *                                           ND_CASTING_UNSAFE
 * returns  owned                            a new array of the promoted dtype or of `dtype`; `out` itself when given
 * errors   ND_VALUE_ERROR, ND_AXIS_ERROR, ND_CASTING_ERROR, ND_TYPE_ERROR, ND_READ_ONLY, ND_NO_MEMORY
 */
ND_EXPORT nd_array* nd_concatenate_flat(nd_array* const* arrays, int32_t n, nd_dtype* dtype, nd_array* out,
                                        nd_casting casting) {
  return call("nd_concatenate_flat",
              [&] { return give(concatenate_flat(list_of(arrays, n), join_options(dtype, out, casting))); });
}

/*ND_API stack
 * Arrays of one shape along a new axis.
 * arrays   in borrowed len=n                at least one, any dtypes, all of one shape
 * axis     in default=0                     of the result; negative counts from the end
 * dtype    in optional                      of the result; NULL for what the arrays promote to
 * out      in optional                      where to put the result, instead of `dtype`
 * casting  in default=ND_CASTING_SAME_KIND  which casts into `dtype` or `out` are allowed: ND_CASTING_NO …
 *                                           ND_CASTING_UNSAFE
 * returns  owned                            a new array of the promoted dtype or of `dtype`; `out` itself when given
 * errors   ND_VALUE_ERROR, ND_AXIS_ERROR, ND_CASTING_ERROR, ND_TYPE_ERROR, ND_READ_ONLY, ND_NO_MEMORY
 */
ND_EXPORT nd_array* nd_stack(nd_array* const* arrays, int32_t n, int64_t axis, nd_dtype* dtype, nd_array* out,
                             nd_casting casting) {
  return call("nd_stack", [&] { return give(stack(list_of(arrays, n), axis, join_options(dtype, out, casting))); });
}

/*ND_API vstack
 * Arrays one below another: along the first axis, after 1-d ones became rows.
 * arrays   in borrowed len=n                at least one, any dtypes; extents are equal but along the axis
 * dtype    in optional                      of the result; NULL for what the arrays promote to
 * out      in optional                      where to put the result, instead of `dtype`
 * casting  in default=ND_CASTING_SAME_KIND  which casts into `dtype` or `out` are allowed: ND_CASTING_NO …
 *                                           ND_CASTING_UNSAFE
 * returns  owned                            a new array of the promoted dtype or of `dtype`; `out` itself when given
 * errors   ND_VALUE_ERROR, ND_AXIS_ERROR, ND_CASTING_ERROR, ND_TYPE_ERROR, ND_READ_ONLY, ND_NO_MEMORY
 */
ND_EXPORT nd_array* nd_vstack(nd_array* const* arrays, int32_t n, nd_dtype* dtype, nd_array* out, nd_casting casting) {
  return call("nd_vstack", [&] { return give(vstack(list_of(arrays, n), join_options(dtype, out, casting))); });
}

/*ND_API hstack
 * Arrays beside each other: along the second axis, 1-d ones along the first.
 * arrays   in borrowed len=n                at least one, any dtypes; extents are equal but along the axis
 * dtype    in optional                      of the result; NULL for what the arrays promote to
 * out      in optional                      where to put the result, instead of `dtype`
 * casting  in default=ND_CASTING_SAME_KIND  which casts into `dtype` or `out` are allowed: ND_CASTING_NO …
 *                                           ND_CASTING_UNSAFE
 * returns  owned                            a new array of the promoted dtype or of `dtype`; `out` itself when given
 * errors   ND_VALUE_ERROR, ND_AXIS_ERROR, ND_CASTING_ERROR, ND_TYPE_ERROR, ND_READ_ONLY, ND_NO_MEMORY
 */
ND_EXPORT nd_array* nd_hstack(nd_array* const* arrays, int32_t n, nd_dtype* dtype, nd_array* out, nd_casting casting) {
  return call("nd_hstack", [&] { return give(hstack(list_of(arrays, n), join_options(dtype, out, casting))); });
}

/*ND_API dstack
 * Arrays behind each other: along the third axis, after those of fewer axes got new ones.
 * arrays   in borrowed len=n                at least one, any dtypes; extents are equal but along the axis
 * dtype    in optional                      of the result; NULL for what the arrays promote to
 * out      in optional                      where to put the result, instead of `dtype`
 * casting  in default=ND_CASTING_SAME_KIND  which casts into `dtype` or `out` are allowed: ND_CASTING_NO …
 *                                           ND_CASTING_UNSAFE
 * returns  owned                            a new array of the promoted dtype or of `dtype`; `out` itself when given
 * errors   ND_VALUE_ERROR, ND_AXIS_ERROR, ND_CASTING_ERROR, ND_TYPE_ERROR, ND_READ_ONLY, ND_NO_MEMORY
 */
ND_EXPORT nd_array* nd_dstack(nd_array* const* arrays, int32_t n, nd_dtype* dtype, nd_array* out, nd_casting casting) {
  return call("nd_dstack", [&] { return give(dstack(list_of(arrays, n), join_options(dtype, out, casting))); });
}

/*ND_API column_stack
 * 1-d arrays as columns, 2-d ones as they are, beside each other.
 * arrays   in borrowed len=n                at least one, any dtypes; extents are equal but along the axis
 * dtype    in optional                      of the result; NULL for what the arrays promote to
 * out      in optional                      where to put the result, instead of `dtype`
 * casting  in default=ND_CASTING_SAME_KIND  which casts into `dtype` or `out` are allowed: ND_CASTING_NO …
 *                                           ND_CASTING_UNSAFE
 * returns  owned                            a new array of the promoted dtype or of `dtype`; `out` itself when given
 * errors   ND_VALUE_ERROR, ND_AXIS_ERROR, ND_CASTING_ERROR, ND_TYPE_ERROR, ND_READ_ONLY, ND_NO_MEMORY
 */
ND_EXPORT nd_array* nd_column_stack(nd_array* const* arrays, int32_t n, nd_dtype* dtype, nd_array* out,
                                    nd_casting casting) {
  return call("nd_column_stack",
              [&] { return give(column_stack(list_of(arrays, n), join_options(dtype, out, casting))); });
}

/*ND_API split
 * Views of `nparts` parts of an axis.
 * a        in borrowed     at least 1-d, any dtype
 * axis     in default=0    negative counts from the end
 * uneven   in default=0    1: the extent need not be divisible, the first parts are longer by one
 * parts    out len=nparts  views over `a`'s memory
 * errors   ND_VALUE_ERROR, ND_AXIS_ERROR, ND_NO_MEMORY
 */
ND_EXPORT nd_status nd_split(nd_array* a, int64_t axis, nd_flag uneven, nd_array** parts, int32_t nparts) {
  return reading("nd_split", [&] {
    const Array& array = object<Array>(a, "a");
    nd_array** const places = span_of(parts, nparts, "parts").data();
    give_all<Array>(places, split(array, nparts, axis, flag_argument(uneven, "uneven")));
  });
}

/*ND_API split_at
 * Views of the parts of an axis between given indices.
 * a        in borrowed       at least 1-d, any dtype
 * indices  in len=nindices   where parts begin; as in slices, negative ones count from the end and all are clamped
 * axis     in default=0      negative counts from the end
 * parts    out len=nparts    views over `a`'s memory: nindices + 1 of them
 * errors   ND_VALUE_ERROR, ND_AXIS_ERROR, ND_NO_MEMORY
 */
ND_EXPORT nd_status nd_split_at(nd_array* a, const int64_t* indices, int32_t nindices, int64_t axis, nd_array** parts,
                                int32_t nparts) {
  return reading("nd_split_at", [&] {
    const Array& array = object<Array>(a, "a");
    const auto cuts = span_of(indices, nindices, "indices");
    nd_array** const places = span_of(parts, nparts, "parts").data();
    if (nparts != int64_t{nindices} + 1) {
      fail(ND_VALUE_ERROR, ": ", nindices, " indices make ", int64_t{nindices} + 1, " parts, not ", nparts);
    }
    give_all<Array>(places, split_at(array, cuts, axis));
  });
}

/*ND_API tile
 * An array repeated like a brick along each axis.
 * a            in borrowed   any dtype and shape
 * repetitions  in len=n      aligned with the axes at the end; missing ones are 1
 * returns      owned         of `a`'s dtype, its axes the longer of `a`'s and `repetitions`
 * errors       ND_VALUE_ERROR, ND_NO_MEMORY
 */
ND_EXPORT nd_array* nd_tile(nd_array* a, const int64_t* repetitions, int32_t n) {
  return call("nd_tile", [&] { return give(tile(object<Array>(a, "a"), span_of(repetitions, n, "repetitions"))); });
}

/*ND_API repeat
 * Each element of an axis several times, one copy after another.
 * a        in borrowed      at least 1-d, any dtype
 * counts   in len=ncounts   one for all elements, or one an element of the axis
 * axis     in default=0     negative counts from the end
 * returns  owned            of `a`'s dtype
 * errors   ND_VALUE_ERROR, ND_AXIS_ERROR, ND_NO_MEMORY
 */
ND_EXPORT nd_array* nd_repeat(nd_array* a, const int64_t* counts, int64_t ncounts, int64_t axis) {
  return call("nd_repeat",
              [&] { return give(repeat(object<Array>(a, "a"), span_of(counts, ncounts, "counts"), axis)); });
}

/*ND_API resize
 * A new array of a shape, filled with the elements in C order over and over; zeros if there are none.
 * a        in borrowed  any dtype and shape
 * shape    in len=ndim  ndim extents, none negative
 * returns  owned  of that shape and `a`'s dtype
 * errors   ND_VALUE_ERROR, ND_NO_MEMORY
 */
ND_EXPORT nd_array* nd_resize(nd_array* a, const int64_t* shape, int32_t ndim) {
  return call("nd_resize", [&] { return give(resize(object<Array>(a, "a"), span_of(shape, ndim, "shape"))); });
}

/*ND_API delete
 * A copy without the given positions of an axis.
 * a        in borrowed       at least 1-d, any dtype
 * indices  in len=nindices   repeated ones count once
 * axis     in default=0      negative counts from the end
 * returns  owned             of `a`'s dtype
 * errors   ND_INDEX_ERROR, ND_AXIS_ERROR, ND_VALUE_ERROR, ND_NO_MEMORY
 */
ND_EXPORT nd_array* nd_delete(nd_array* a, const int64_t* indices, int64_t nindices, int64_t axis) {
  return call("nd_delete", [&] {
    const Array& array = object<Array>(a, "a");
    return give(nd::remove(array, span_of(indices, nindices, "indices"), axis));
  });
}

/*ND_API insert
 * A copy with values put in front of the given positions of an axis.
 * a        in borrowed       at least 1-d, any dtype
 * indices  in len=nindices   positions in `a`, its extent for the end
 * values   in borrowed       broadcasts to `a`'s shape with `nindices` along the axis; cast to its dtype
 * axis     in default=0      negative counts from the end
 * returns  owned             of `a`'s dtype
 * errors   ND_INDEX_ERROR, ND_AXIS_ERROR, ND_VALUE_ERROR, ND_OVERFLOW_ERROR, ND_NO_MEMORY
 */
ND_EXPORT nd_array* nd_insert(nd_array* a, const int64_t* indices, int64_t nindices, nd_array* values, int64_t axis) {
  return call("nd_insert", [&] {
    const Array& array = object<Array>(a, "a");
    const Array& source = object<Array>(values, "values");
    return give(insert(array, span_of(indices, nindices, "indices"), source, axis));
  });
}

/*ND_API pad
 * A copy with elements added at the ends of the axes.
 * a        in borrowed                    any dtype and shape
 * widths   in len=nwidths                 two an axis: before and after
 * mode     in default=ND_PAD_CONSTANT     an ND_PAD_ constant: constants, copies of the edge, reflections, copies of the other end, nothing (EMPTY: undefined content), ramps, or a statistic of the elements
 * values   in optional                    of ND_PAD_CONSTANT, and the ends of ND_PAD_LINEAR_RAMP: broadcasts to shape (ndim, 2); NULL for zeros
 * lengths  in optional len=nlengths       of ND_PAD_MAXIMUM, MEAN, MEDIAN and MINIMUM: how many elements at the edge count, two an axis; negative, or NULL: all along the axis
 * odd      in default=0                   1: ND_PAD_REFLECT and SYMMETRIC mirror at the value of the edge, too
 * returns  owned                          of `a`'s dtype, longer by `widths`
 * errors   ND_VALUE_ERROR, ND_TYPE_ERROR, ND_FLOATING_POINT_ERROR, ND_OVERFLOW_ERROR, ND_NO_MEMORY
 */
ND_EXPORT nd_array* nd_pad(nd_array* a, const int64_t* widths, int32_t nwidths, nd_pad_mode mode, nd_array* values,
                           const int64_t* lengths, int32_t nlengths, nd_flag odd) {
  return call("nd_pad", [&] {
    const Array& array = object<Array>(a, "a");
    if (mode < ND_PAD_CONSTANT || mode > ND_PAD_MINIMUM) {
      fail(ND_VALUE_ERROR, ": argument `mode` must be an ND_PAD_ constant, not ", mode);
    }
    const auto chosen = static_cast<PadMode>(mode);
    return give(pad(array, span_of(widths, nwidths, "widths"),
                    {chosen, optional_object<Array>(values, "values"), span_of(lengths, nlengths, "lengths"),
                     flag_argument(odd, "odd"), statistic_of(chosen)}));
  });
}
