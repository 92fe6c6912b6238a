// Sets of values: distinct elements, membership, intersections and differences.
/*ND_AREA sets Sets of values: distinct elements, membership, unions, intersections and differences. */
#include "sets/sets.hpp"

#include "areas/options.hpp"
#include "ndcore/sets.h"
#include "runtime/arguments.hpp"

using namespace nd;
using namespace nd::capi;

/*ND_API unique group=sets python
 * Distinct elements of the flattened array, or distinct slices along an axis, sorted.
 * ar        in borrowed         any dtype and shape
 * axis      in default=ND_AXIS_NONE   ND_AXIS_NONE: the flattened array; negative counts from the end
 * equal_nan in default=1        NaNs are one value; slices of several dimensions that hold one are never equal
 * values    out owned like=ar   1-d, or `ar`'s shape with fewer slices
 * index     out owned optional if=return_index  int64: where each value stands first; NULL: not made
 * inverse   out owned optional if=return_inverse  int64: which value each element (in `ar`'s shape) or slice (1-d) is;
 *   NULL: not made
 * counts    out owned optional if=return_counts  int64: how often each value occurs; NULL: not made
 * errors    ND_AXIS_ERROR, ND_VALUE_ERROR, ND_NO_MEMORY
 * numpy     ar, return_index=False, return_inverse=False, return_counts=False, axis, *, equal_nan, sorted=True
 */
ND_EXPORT nd_status nd_unique(nd_array* ar, int64_t axis, nd_flag equal_nan, nd_array** values, nd_array** index,
                              nd_array** inverse, nd_array** counts) {
  return call("nd_unique", [&] {
    const Array& source = array(ar, "ar");
    out_pointer(values, "values");
    const UniqueOptions options{index != nullptr, inverse != nullptr, counts != nullptr, equal_nan != 0};
    Unique result = axis != ND_AXIS_NONE ? unique_slices(source, axis, options) : unique(source, options);
    give_all<Array>({values, index, inverse, counts}, {std::move(result.values), std::move(result.index),
                                                       std::move(result.inverse), std::move(result.counts)});
  });
}

/*ND_API isin group=sets python
 * Whether each element is among the test elements; NaN never is.
 * element        in borrowed   any dtype and shape
 * test_elements  in borrowed   any dtype and shape; compared in the promoted dtype
 * invert         in default=0  not 0: whether it is not among them
 * returns        owned         booleans of the shape of `element`
 * errors         ND_VALUE_ERROR, ND_FLOATING_POINT_ERROR, ND_NO_MEMORY
 * numpy          element, test_elements, assume_unique=False, invert, *, kind=None
 *
 * python
 *   nd.isin([1, 2, 3], [3, 1])
 */
ND_EXPORT nd_array* nd_isin(nd_array* element, nd_array* test_elements, nd_flag invert) {
  return call("nd_isin", [&] {
    const Array& elements = array(element, "element");
    return give(isin(elements, array(test_elements, "test_elements"), flag_argument(invert, "invert")));
  });
}

/*ND_API intersect1d group=sets python
 * The elements that both arrays, flattened, have in common: in order and once each.
 * ar1            in borrowed   any dtype and shape
 * ar2            in borrowed   any dtype and shape
 * assume_unique  in default=0  not 0: neither array holds an element twice
 * values         out owned     1-d, in the promoted dtype
 * indices1       out owned optional if=return_indices  int64: where each stands first in the flattened `ar1`; NULL: not
 *   made
 * indices2       out owned optional if=return_indices  the same for `ar2`; NULL: not made
 * errors         ND_VALUE_ERROR, ND_FLOATING_POINT_ERROR, ND_NO_MEMORY
 * numpy          ar1, ar2, assume_unique, return_indices=False
 */
ND_EXPORT nd_status nd_intersect1d(nd_array* ar1, nd_array* ar2, nd_flag assume_unique, nd_array** values,
                                   nd_array** indices1, nd_array** indices2) {
  return call("nd_intersect1d", [&] {
    const Array& first = array(ar1, "ar1");
    const Array& second = array(ar2, "ar2");
    const bool distinct = flag_argument(assume_unique, "assume_unique");
    out_pointer(values, "values");
    Intersection found;
    if (indices1 == nullptr && indices2 == nullptr) {
      found.values = intersect1d(first, second, distinct);
    } else {
      found = intersect1d_positions(first, second, distinct);
    }
    give_all<Array>({values, indices1, indices2},
                    {std::move(found.values), std::move(found.in_a), std::move(found.in_b)});
  });
}

/*ND_API union1d group=sets python
 * The elements of either array, flattened: in order and once each.
 * ar1      in borrowed   any dtype and shape
 * ar2      in borrowed   any dtype and shape
 * returns  owned         1-d, in the promoted dtype
 * errors   ND_FLOATING_POINT_ERROR, ND_VALUE_ERROR, ND_NO_MEMORY
 */
ND_EXPORT nd_array* nd_union1d(nd_array* ar1, nd_array* ar2) {
  return call("nd_union1d", [&] {
    const Array& first = array(ar1, "ar1");
    return give(union1d(first, array(ar2, "ar2")));
  });
}

/*ND_API setdiff1d group=sets python
 * The elements of `ar1`, flattened, that are not in `ar2`: in order and once each.
 * ar1      in borrowed   any dtype and shape
 * ar2      in borrowed   any dtype and shape
 * assume_unique in default=0  not 0: `ar1` holds no element twice; the result keeps its order
 * returns  owned         1-d, of `ar1`'s dtype
 * errors   ND_VALUE_ERROR, ND_FLOATING_POINT_ERROR, ND_NO_MEMORY
 */
ND_EXPORT nd_array* nd_setdiff1d(nd_array* ar1, nd_array* ar2, nd_flag assume_unique) {
  return call("nd_setdiff1d", [&] {
    const Array& first = array(ar1, "ar1");
    return give(setdiff1d(first, array(ar2, "ar2"), flag_argument(assume_unique, "assume_unique")));
  });
}

/*ND_API setxor1d group=sets python
 * The elements of exactly one of the arrays, flattened: in order and once each.
 * ar1      in borrowed   any dtype and shape
 * ar2      in borrowed   any dtype and shape
 * assume_unique in default=0  not 0: neither array holds an element twice
 * returns  owned         1-d, in the promoted dtype
 * errors   ND_VALUE_ERROR, ND_FLOATING_POINT_ERROR, ND_NO_MEMORY
 */
ND_EXPORT nd_array* nd_setxor1d(nd_array* ar1, nd_array* ar2, nd_flag assume_unique) {
  return call("nd_setxor1d", [&] {
    const Array& first = array(ar1, "ar1");
    return give(setxor1d(first, array(ar2, "ar2"), flag_argument(assume_unique, "assume_unique")));
  });
}
