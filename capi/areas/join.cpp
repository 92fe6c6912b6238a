// Joining, repeating and cutting arrays.
#include "shape/join.hpp"

#include <array>

#include "areas/options.hpp"
#include "ndcore/join.h"
#include "ndcore/options.h"
#include "runtime/arguments.hpp"
#include "shape/pad.hpp"
#include "shape/shape.hpp"
#include "stats/quantile.hpp"

/*ND_AREA join Joining, repeating and cutting arrays. */

using namespace nd;
using namespace nd::capi;

namespace {

std::vector<const Array*> list_of(nd_array* const* arrays, int32_t count, const char* name) {
  const std::vector<Array*> list = objects<Array>(arrays, count, name);
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

/*ND_API concatenate python alias=concat
 * One array after another along an existing axis, or all elements along one.
 * arrays   in borrowed len=narrays          at least one, any dtypes; extents are equal but along the axis
 * axis     in none default=0                negative counts from the end; ND_AXIS_NONE: of the flattened arrays
 * out      in borrowed optional             where to put the result, instead of `dtype`
 * dtype    in optional                      of the result; NULL for what the arrays promote to
 * casting  in default=ND_CASTING_SAME_KIND  which casts into `dtype` or `out` are allowed: ND_CASTING_NO …
 *                                           ND_CASTING_UNSAFE
 * returns  owned                            a new array of the promoted dtype or of `dtype`; `out` itself when given
 * errors   ND_VALUE_ERROR, ND_AXIS_ERROR, ND_CASTING_ERROR, ND_TYPE_ERROR, ND_READ_ONLY, ND_FLOATING_POINT_ERROR,
 *          ND_NO_MEMORY
 * numpy    arrays, /, axis, out, *, dtype, casting
 */
ND_EXPORT nd_array* nd_concatenate(nd_array* const* arrays, int32_t narrays, int64_t axis, nd_array* out,
                                   nd_dtype* dtype, nd_casting casting) {
  return call("nd_concatenate", [&] {
    const std::vector<const Array*> all = list_of(arrays, narrays, "arrays");
    const JoinOptions options = join_options(dtype, out, casting);
    return give(axis == ND_AXIS_NONE ? concatenate_flat(all, options) : concatenate(all, axis, options));
  });
}

/*ND_API stack python
 * Arrays of one shape along a new axis.
 * arrays   in borrowed len=narrays          at least one, any dtypes, all of one shape
 * axis     in default=0                     of the result; negative counts from the end
 * out      in borrowed optional             where to put the result, instead of `dtype`
 * dtype    in optional                      of the result; NULL for what the arrays promote to
 * casting  in default=ND_CASTING_SAME_KIND  which casts into `dtype` or `out` are allowed: ND_CASTING_NO …
 *                                           ND_CASTING_UNSAFE
 * returns  owned                            a new array of the promoted dtype or of `dtype`; `out` itself when given
 * errors   ND_VALUE_ERROR, ND_AXIS_ERROR, ND_CASTING_ERROR, ND_TYPE_ERROR, ND_READ_ONLY, ND_FLOATING_POINT_ERROR,
 *          ND_NO_MEMORY
 * numpy    arrays, axis, out, *, dtype, casting
 */
ND_EXPORT nd_array* nd_stack(nd_array* const* arrays, int32_t narrays, int64_t axis, nd_array* out, nd_dtype* dtype,
                             nd_casting casting) {
  return call("nd_stack", [&] {
    const std::vector<const Array*> all = list_of(arrays, narrays, "arrays");
    return give(stack(all, axis, join_options(dtype, out, casting)));
  });
}

/*ND_API vstack python
 * Arrays one below another: along the first axis, after 1-d ones became rows.
 * tup      in borrowed len=ntup             at least one, any dtypes; extents are equal but along the axis
 * dtype    in optional                      of the result; NULL for what the arrays promote to
 * casting  in default=ND_CASTING_SAME_KIND  which casts into `dtype` are allowed: ND_CASTING_NO … ND_CASTING_UNSAFE
 * returns  owned                            of the promoted dtype or of `dtype`
 * errors   ND_VALUE_ERROR, ND_AXIS_ERROR, ND_CASTING_ERROR, ND_TYPE_ERROR, ND_FLOATING_POINT_ERROR, ND_NO_MEMORY
 * numpy    tup, *, dtype, casting
 */
ND_EXPORT nd_array* nd_vstack(nd_array* const* tup, int32_t ntup, nd_dtype* dtype, nd_casting casting) {
  return call("nd_vstack",
              [&] { return give(vstack(list_of(tup, ntup, "tup"), join_options(dtype, nullptr, casting))); });
}

/*ND_API hstack python
 * Arrays beside each other: along the second axis, 1-d ones along the first.
 * tup      in borrowed len=ntup             at least one, any dtypes; extents are equal but along the axis
 * dtype    in optional                      of the result; NULL for what the arrays promote to
 * casting  in default=ND_CASTING_SAME_KIND  which casts into `dtype` are allowed: ND_CASTING_NO … ND_CASTING_UNSAFE
 * returns  owned                            of the promoted dtype or of `dtype`
 * errors   ND_VALUE_ERROR, ND_AXIS_ERROR, ND_CASTING_ERROR, ND_TYPE_ERROR, ND_FLOATING_POINT_ERROR, ND_NO_MEMORY
 * numpy    tup, *, dtype, casting
 */
ND_EXPORT nd_array* nd_hstack(nd_array* const* tup, int32_t ntup, nd_dtype* dtype, nd_casting casting) {
  return call("nd_hstack",
              [&] { return give(hstack(list_of(tup, ntup, "tup"), join_options(dtype, nullptr, casting))); });
}

/*ND_API dstack python
 * Arrays behind each other: along the third axis, after those of fewer axes got new ones.
 * tup      in borrowed len=ntup  at least one, any dtypes; extents are equal but along the axis
 * returns  owned                 of the promoted dtype
 * errors   ND_VALUE_ERROR, ND_AXIS_ERROR, ND_TYPE_ERROR, ND_FLOATING_POINT_ERROR, ND_NO_MEMORY
 */
ND_EXPORT nd_array* nd_dstack(nd_array* const* tup, int32_t ntup) {
  return call("nd_dstack", [&] { return give(dstack(list_of(tup, ntup, "tup"))); });
}

/*ND_API column_stack python
 * 1-d arrays as columns, 2-d ones as they are, beside each other.
 * tup      in borrowed len=ntup  at least one, any dtypes; extents are equal but along the axis
 * returns  owned                 of the promoted dtype
 * errors   ND_VALUE_ERROR, ND_AXIS_ERROR, ND_TYPE_ERROR, ND_FLOATING_POINT_ERROR, ND_NO_MEMORY
 */
ND_EXPORT nd_array* nd_column_stack(nd_array* const* tup, int32_t ntup) {
  return call("nd_column_stack", [&] { return give(column_stack(list_of(tup, ntup, "tup"))); });
}

/*ND_API append python
 * The values behind the array: along an axis, or behind the flattened array.
 * arr      in borrowed               any dtype and shape
 * values   in borrowed               as many axes as `arr`, and its extents but along the axis; without an axis, any
 *                                    shape
 * axis     in default=ND_AXIS_NONE   ND_AXIS_NONE: of both, flattened; negative counts from the end
 * returns  owned                     of the promoted dtype
 * errors   ND_VALUE_ERROR, ND_AXIS_ERROR, ND_TYPE_ERROR, ND_FLOATING_POINT_ERROR, ND_NO_MEMORY
 */
ND_EXPORT nd_array* nd_append(nd_array* arr, nd_array* values, int64_t axis) {
  return call("nd_append", [&] {
    const std::array<const Array*, 2> both{&array(arr, "arr"), &array(values, "values")};
    return give(axis == ND_AXIS_NONE ? concatenate_flat(both) : concatenate(both, axis));
  });
}

/*ND_API split
 * Views of `nparts` parts of an axis.
 * ary      in borrowed     at least 1-d, any dtype
 * axis     in default=0    negative counts from the end
 * uneven   in default=0    1: the extent need not be divisible, the first parts are longer by one
 * parts    out len=nparts  views over `ary`'s memory
 * errors   ND_VALUE_ERROR, ND_AXIS_ERROR, ND_NO_MEMORY
 */
ND_EXPORT nd_status nd_split(nd_array* ary, int64_t axis, nd_flag uneven, nd_array** parts, int32_t nparts) {
  return reading("nd_split", [&] {
    const Array& source = array(ary, "ary");
    nd_array** const places = span_of(parts, nparts, "parts").data();
    give_all<Array>(places, split(source, nparts, axis, flag_argument(uneven, "uneven")));
  });
}

/*ND_API split_at
 * Views of the parts of an axis between given indices.
 * ary      in borrowed       at least 1-d, any dtype
 * indices  in len=nindices   where parts begin; as in slices, negative ones count from the end and all are clamped
 * axis     in default=0      negative counts from the end
 * parts    out len=nparts    views over `ary`'s memory: nindices + 1 of them
 * errors   ND_VALUE_ERROR, ND_AXIS_ERROR, ND_NO_MEMORY
 */
ND_EXPORT nd_status nd_split_at(nd_array* ary, const int64_t* indices, int32_t nindices, int64_t axis, nd_array** parts,
                                int32_t nparts) {
  return reading("nd_split_at", [&] {
    const Array& source = array(ary, "ary");
    const auto cuts = span_of(indices, nindices, "indices");
    nd_array** const places = span_of(parts, nparts, "parts").data();
    if (nparts != int64_t{nindices} + 1) {
      fail(ND_VALUE_ERROR, ": ", nindices, " indices make ", int64_t{nindices} + 1, " parts, not ", nparts);
    }
    give_all<Array>(places, split_at(source, cuts, axis));
  });
}

/*ND_API tile python asks=A+reps
 * An array repeated like a brick along each axis.
 * A        in borrowed    any dtype and shape
 * reps     in len=nreps   aligned with the axes at the end; missing ones are 1
 * returns  owned like=A   of `A`'s dtype, its axes the longer of `A`'s and `reps`
 * errors   ND_VALUE_ERROR, ND_NO_MEMORY
 */
ND_EXPORT nd_array* nd_tile(nd_array* A, const int64_t* reps, int32_t nreps) {
  return call("nd_tile", [&] { return give(tile(array(A, "A"), span_of(reps, nreps, "reps"))); });
}

/*ND_API repeat python method
 * Each element of an axis several times, one copy after another.
 * a        in borrowed               any dtype and shape
 * repeats  in len=nrepeats           one for all elements, or one an element of the axis
 * axis     in default=ND_AXIS_NONE   ND_AXIS_NONE: of the flattened array; negative counts from the end
 * returns  owned like=a              of `a`'s dtype
 * errors   ND_VALUE_ERROR, ND_AXIS_ERROR, ND_NO_MEMORY
 */
ND_EXPORT nd_array* nd_repeat(nd_array* a, const int64_t* repeats, int64_t nrepeats, int64_t axis) {
  return call("nd_repeat", [&] {
    Array& given = array(a, "a");
    const auto counts = span_of(repeats, nrepeats, "repeats");
    // A number has one axis here, as in NumPy.
    const Ref<Array> flat = axis == ND_AXIS_NONE || given.ndim == 0 ? ravel(given) : nullptr;
    return give(repeat(flat ? *flat : given, counts, axis == ND_AXIS_NONE ? 0 : axis));
  });
}

/*ND_API resize python
 * A new array of a shape, filled with the elements in C order over and over; zeros if there are none.
 * a          in borrowed  any dtype and shape
 * new_shape  in len=ndim  ndim extents, none negative
 * returns    owned        of that shape and `a`'s dtype
 * errors     ND_VALUE_ERROR, ND_NO_MEMORY
 */
ND_EXPORT nd_array* nd_resize(nd_array* a, const int64_t* new_shape, int32_t ndim) {
  return call("nd_resize", [&] { return give(resize(array(a, "a"), span_of(new_shape, ndim, "new_shape"))); });
}

/*ND_API delete
 * A copy without the given positions of an axis.
 * arr      in borrowed               any dtype and shape
 * obj      in len=nobj               positions; repeated ones count once, negative ones from the end
 * axis     in default=ND_AXIS_NONE   ND_AXIS_NONE: of the flattened array; negative counts from the end
 * returns  owned                     of `arr`'s dtype
 * errors   ND_INDEX_ERROR, ND_AXIS_ERROR, ND_VALUE_ERROR, ND_NO_MEMORY
 */
ND_EXPORT nd_array* nd_delete(nd_array* arr, const int64_t* obj, int64_t nobj, int64_t axis) {
  return call("nd_delete", [&] {
    Array& given = array(arr, "arr");
    const auto positions = span_of(obj, nobj, "obj");
    if (axis == ND_AXIS_NONE) return give(nd::remove(*ravel(given), positions, 0));
    return give(nd::remove(given, positions, axis));
  });
}

/*ND_API insert
 * A copy with values put in front of the given positions of an axis.
 * arr      in borrowed               any dtype and shape
 * obj      in len=nobj               positions in `arr`, its extent for the end
 * values   in borrowed               broadcasts to `arr`'s shape with `nobj` along the axis; cast to its dtype
 * axis     in default=ND_AXIS_NONE   ND_AXIS_NONE: of the flattened array; negative counts from the end
 * returns  owned                     of `arr`'s dtype
 * errors   ND_INDEX_ERROR, ND_AXIS_ERROR, ND_VALUE_ERROR, ND_OVERFLOW_ERROR, ND_FLOATING_POINT_ERROR, ND_NO_MEMORY
 */
ND_EXPORT nd_array* nd_insert(nd_array* arr, const int64_t* obj, int64_t nobj, nd_array* values, int64_t axis) {
  return call("nd_insert", [&] {
    Array& given = array(arr, "arr");
    const Array& source = array(values, "values");
    const auto positions = span_of(obj, nobj, "obj");
    if (axis == ND_AXIS_NONE) return give(insert(*ravel(given), positions, source, 0));
    return give(insert(given, positions, source, axis));
  });
}

/*ND_API pad
 * A copy with elements added at the ends of the axes.
 * array    in borrowed                    any dtype and shape
 * pad_width in len=npad_width             two an axis: before and after
 * mode     in default=ND_PAD_CONSTANT     an ND_PAD_ constant: constants, copies of the edge, reflections, copies of
 *                                         the other end, nothing (EMPTY: undefined content), ramps, or a statistic of
 *                                         the elements
 * constant_values in optional             of ND_PAD_CONSTANT, and the ends of ND_PAD_LINEAR_RAMP: broadcasts to shape
 *                                         (ndim, 2); NULL for zeros
 * stat_length in optional len=nstat_length       of ND_PAD_MAXIMUM, MEAN, MEDIAN and MINIMUM: how many elements at the
 *   edge count, two an axis; negative, or NULL: all along the axis
 * odd      in default=0                   1: ND_PAD_REFLECT and SYMMETRIC mirror at the value of the edge, too
 * returns  owned                          of `array`'s dtype, longer by `pad_width`
 * errors   ND_VALUE_ERROR, ND_TYPE_ERROR, ND_FLOATING_POINT_ERROR, ND_OVERFLOW_ERROR, ND_NO_MEMORY
 */
ND_EXPORT nd_array* nd_pad(nd_array* array, const int64_t* pad_width, int32_t npad_width, nd_pad_mode mode,
                           nd_array* constant_values, const int64_t* stat_length, int32_t nstat_length, nd_flag odd) {
  return call("nd_pad", [&] {
    const Array& source = object<Array>(array, "array");
    if (mode < ND_PAD_CONSTANT || mode > ND_PAD_MINIMUM) {
      fail(ND_VALUE_ERROR, ": argument `mode` must be an ND_PAD_ constant, not ", mode);
    }
    const auto chosen = static_cast<PadMode>(mode);
    return give(
        pad(source, span_of(pad_width, npad_width, "pad_width"),
            {chosen, optional_object<Array>(constant_values, "constant_values"),
             span_of(stat_length, nstat_length, "stat_length"), flag_argument(odd, "odd"), statistic_of(chosen)}));
  });
}
