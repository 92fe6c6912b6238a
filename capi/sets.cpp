// Sets of values: distinct elements, membership, intersections and differences.
/*ND_AREA sets Sets of values: distinct elements, membership, unions, intersections and differences. */
#include "sets/sets.hpp"

#include "ndcore/sets.h"
#include "options.hpp"
#include "runtime/arguments.hpp"

using namespace nd;
using namespace nd::capi;

/*ND_API unique group=sets
 * Distinct elements of the flattened array, or distinct slices along an axis, sorted.
 * a         in borrowed         any dtype and shape
 * axis      in default=ND_AXIS_NONE   ND_AXIS_NONE: the flattened array; negative counts from the end
 * equal_nan in default=1        NaNs are one value; slices of several dimensions that hold one are never equal
 * values    out owned           1-d, or `a`'s shape with fewer slices
 * index     out owned optional  int64: where each value stands first; NULL: not made
 * inverse   out owned optional  int64: which value each element (in `a`'s shape) or slice (1-d) is; NULL: not made
 * counts    out owned optional  int64: how often each value occurs; NULL: not made
 * errors    ND_AXIS_ERROR, ND_VALUE_ERROR, ND_NO_MEMORY
 */
ND_EXPORT nd_status nd_unique(nd_array* a, int64_t axis, nd_flag equal_nan, nd_array** values, nd_array** index,
                              nd_array** inverse, nd_array** counts) {
  return call("nd_unique", [&] {
    const Array& source = array(a, "a");
    out_pointer(values, "values");
    const UniqueOptions options{index != nullptr, inverse != nullptr, counts != nullptr, equal_nan != 0};
    Unique result = axis != ND_AXIS_NONE ? unique_slices(source, axis, options) : unique(source, options);
    give_all<Array>({values, index, inverse, counts}, {std::move(result.values), std::move(result.index),
                                                       std::move(result.inverse), std::move(result.counts)});
  });
}

/*ND_API isin group=sets
 * Whether each element of `a` is among `values`; NaN never is.
 * a        in borrowed   any dtype and shape
 * values   in borrowed   any dtype and shape; compared in the promoted dtype
 * invert   in default=0  not 0: whether it is not among them
 * returns  owned         booleans of `a`'s shape
 * errors   ND_VALUE_ERROR, ND_FLOATING_POINT_ERROR, ND_NO_MEMORY
 *
 * python
 *   nd.isin([1, 2, 3], [3, 1])
 */
ND_EXPORT nd_array* nd_isin(nd_array* a, nd_array* values, nd_flag invert) {
  return call("nd_isin", [&] {
    const Array& elements = array(a, "a");
    return give(isin(elements, array(values, "values"), flag_argument(invert, "invert")));
  });
}

/*ND_API intersect1d group=sets
 * The elements that both arrays, flattened, have in common: in order and once each.
 * a        in borrowed   any dtype and shape
 * b        in borrowed   any dtype and shape
 * assume_unique in default=0  not 0: neither array holds an element twice
 * values   out owned     1-d, in the promoted dtype
 * in_a     out owned optional  int64: where each stands first in the flattened `a`; NULL: not made
 * in_b     out owned optional  the same for `b`; NULL: not made
 * errors   ND_VALUE_ERROR, ND_FLOATING_POINT_ERROR, ND_NO_MEMORY
 */
ND_EXPORT nd_status nd_intersect1d(nd_array* a, nd_array* b, nd_flag assume_unique, nd_array** values, nd_array** in_a,
                                   nd_array** in_b) {
  return call("nd_intersect1d", [&] {
    const Array& first = array(a, "a");
    const Array& second = array(b, "b");
    const bool distinct = flag_argument(assume_unique, "assume_unique");
    out_pointer(values, "values");
    Intersection found;
    if (in_a == nullptr && in_b == nullptr) {
      found.values = intersect1d(first, second, distinct);
    } else {
      found = intersect1d_positions(first, second, distinct);
    }
    give_all<Array>({values, in_a, in_b}, {std::move(found.values), std::move(found.in_a), std::move(found.in_b)});
  });
}

/*ND_API union1d group=sets
 * The elements of either array, flattened: in order and once each.
 * a        in borrowed   any dtype and shape
 * b        in borrowed   any dtype and shape
 * returns  owned         1-d, in the promoted dtype
 * errors   ND_NO_MEMORY
 */
ND_EXPORT nd_array* nd_union1d(nd_array* a, nd_array* b) {
  return call("nd_union1d", [&] {
    const Array& first = array(a, "a");
    return give(union1d(first, array(b, "b")));
  });
}

/*ND_API setdiff1d group=sets
 * The elements of `a`, flattened, that are not in `b`: in order and once each.
 * a        in borrowed   any dtype and shape
 * b        in borrowed   any dtype and shape
 * assume_unique in default=0  not 0: `a` holds no element twice; the result keeps its order
 * returns  owned         1-d, of `a`'s dtype
 * errors   ND_VALUE_ERROR, ND_FLOATING_POINT_ERROR, ND_NO_MEMORY
 */
ND_EXPORT nd_array* nd_setdiff1d(nd_array* a, nd_array* b, nd_flag assume_unique) {
  return call("nd_setdiff1d", [&] {
    const Array& first = array(a, "a");
    return give(setdiff1d(first, array(b, "b"), flag_argument(assume_unique, "assume_unique")));
  });
}

/*ND_API setxor1d group=sets
 * The elements of exactly one of the arrays, flattened: in order and once each.
 * a        in borrowed   any dtype and shape
 * b        in borrowed   any dtype and shape
 * assume_unique in default=0  not 0: neither array holds an element twice
 * returns  owned         1-d, in the promoted dtype
 * errors   ND_VALUE_ERROR, ND_FLOATING_POINT_ERROR, ND_NO_MEMORY
 */
ND_EXPORT nd_array* nd_setxor1d(nd_array* a, nd_array* b, nd_flag assume_unique) {
  return call("nd_setxor1d", [&] {
    const Array& first = array(a, "a");
    return give(setxor1d(first, array(b, "b"), flag_argument(assume_unique, "assume_unique")));
  });
}
