// Sorting, searching, partitioning.
/*ND_AREA sort Sorting, searching and partitioning along an axis. */
#include "ndcore/sort.h"

#include "areas/options.hpp"
#include "runtime/arguments.hpp"
#include "runtime/guard.hpp"
#include "sort/sort.hpp"

using namespace nd;
using namespace nd::capi;

/*ND_API sort group=sort python
 * Sorted copy of `a` along an axis.
 * Ascending, NaNs last, complex numbers by real and then imaginary part. The sort is stable.
 * a        in borrowed        any dtype and shape
 * axis     in none default=-1  ND_AXIS_NONE: the flattened array; negative counts from the end
 * returns  owned like=a        `a`'s shape and dtype, or 1-d
 * errors   ND_AXIS_ERROR, ND_TYPE_ERROR, ND_NO_MEMORY
 * numpy    a, axis, kind=None, order=None, *, stable=None
 */
ND_EXPORT nd_array* nd_sort(nd_array* a, int64_t axis) {
  return call("nd_sort", [&] { return give(sort(array(a, "a"), optional_axis(axis))); });
}

/*ND_API sort_in_place group=sort method=sort
 * Sorts `a` itself along an axis, in the order of nd_sort.
 * a        in borrowed  writeable; any dtype and shape
 * axis     in default=-1  negative counts from the end
 * errors   ND_AXIS_ERROR, ND_READ_ONLY, ND_NO_MEMORY
 * numpy    a, axis, kind=None, order=None, *, stable=None
 */
ND_EXPORT nd_status nd_sort_in_place(nd_array* a, int64_t axis) {
  return call("nd_sort_in_place", [&] { sort_in_place(array(a, "a"), axis); });
}

/*ND_API sort_complex group=sort python
 * Sorted copy of `a` along the last axis, as complex numbers: complex64 for integers of 8 and 16 bits, else complex128.
 * a        in borrowed   at least 1-d, any dtype; complex numbers keep theirs
 * returns  owned like=a  `a`'s shape
 * errors   ND_AXIS_ERROR, ND_TYPE_ERROR, ND_VALUE_ERROR, ND_FLOATING_POINT_ERROR, ND_NO_MEMORY
 */
ND_EXPORT nd_array* nd_sort_complex(nd_array* a) {
  return call("nd_sort_complex", [&] { return give(sort_complex(array(a, "a"))); });
}

/*ND_API argsort group=sort python method
 * Positions that sort `a` along an axis, in the order of nd_sort; equal elements keep their order.
 * a        in borrowed        any dtype and shape
 * axis     in none default=-1  ND_AXIS_NONE: the flattened array; negative counts from the end; a number has one, too
 * returns  owned like=a        int64, `a`'s shape, or 1-d
 * errors   ND_AXIS_ERROR, ND_TYPE_ERROR, ND_VALUE_ERROR, ND_NO_MEMORY
 * numpy    a, axis, kind=None, order=None, *, stable=None
 */
ND_EXPORT nd_array* nd_argsort(nd_array* a, int64_t axis) {
  return call("nd_argsort", [&] {
    const Array& source = array(a, "a");
    return give(argsort(source, optional_axis(axis)));
  });
}

/*ND_API lexsort group=sort python asks=**keys
 * Positions that sort by several keys: by the last first, equal ones by the one before it, and so on.
 * keys     in borrowed len=nkeys  arrays of one shape, any dtypes, at least one
 * axis     in default=-1          negative counts from the end
 * returns  owned                  int64, the keys' shape
 * errors   ND_TYPE_ERROR, ND_VALUE_ERROR, ND_AXIS_ERROR, ND_NO_MEMORY
 */
ND_EXPORT nd_array* nd_lexsort(nd_array* const* keys, int32_t nkeys, int64_t axis) {
  return call("nd_lexsort", [&] {
    const std::vector<Array*> found = objects<Array>(keys, nkeys, "keys");
    const std::vector<const Array*> all(found.begin(), found.end());
    return give(lexsort(all, axis));
  });
}

/*ND_API partition group=sort python
 * Copy of `a` with the elements at `kth` where sorting would put them.
 * Along the axis no larger element stands before such a position, and no smaller one behind it.
 * a        in borrowed        any dtype and shape
 * kth      in len=nkth        positions along the axis; negative counts from the end
 * axis     in none default=-1  ND_AXIS_NONE: the flattened array; negative counts from the end
 * returns  owned like=a        `a`'s shape and dtype, or 1-d; the order between the positions is unspecified
 * errors   ND_VALUE_ERROR, ND_AXIS_ERROR, ND_NO_MEMORY
 * numpy    a, kth, axis, kind='introselect', order=None
 */
ND_EXPORT nd_array* nd_partition(nd_array* a, const int64_t* kth, int32_t nkth, int64_t axis) {
  return call("nd_partition", [&] {
    const Array& source = array(a, "a");
    return give(partition(source, span_of(kth, nkth, "kth"), optional_axis(axis)));
  });
}

/*ND_API partition_in_place group=sort method=partition
 * Partitions `a` itself along an axis, as nd_partition.
 * a        in borrowed    writeable; any dtype and shape
 * kth      in len=nkth    positions along the axis; negative counts from the end
 * axis     in default=-1  negative counts from the end
 * errors   ND_VALUE_ERROR, ND_AXIS_ERROR, ND_READ_ONLY, ND_NO_MEMORY
 * numpy    a, kth, axis, kind='introselect', order=None
 */
ND_EXPORT nd_status nd_partition_in_place(nd_array* a, const int64_t* kth, int32_t nkth, int64_t axis) {
  return call("nd_partition_in_place", [&] {
    Array& target = array(a, "a");
    partition_in_place(target, span_of(kth, nkth, "kth"), axis);
  });
}

/*ND_API argpartition group=sort python method
 * Positions that partition `a` along an axis, as nd_partition.
 * a        in borrowed        any dtype and shape
 * kth      in len=nkth        positions along the axis; negative counts from the end
 * axis     in none default=-1  ND_AXIS_NONE: the flattened array; negative counts from the end; a number has one, too
 * returns  owned like=a        int64, `a`'s shape, or 1-d
 * errors   ND_VALUE_ERROR, ND_AXIS_ERROR, ND_NO_MEMORY
 * numpy    a, kth, axis, kind='introselect', order=None
 */
ND_EXPORT nd_array* nd_argpartition(nd_array* a, const int64_t* kth, int32_t nkth, int64_t axis) {
  return call("nd_argpartition", [&] {
    const Array& source = array(a, "a");
    return give(argpartition(source, span_of(kth, nkth, "kth"), optional_axis(axis)));
  });
}

/*ND_API searchsorted group=sort python method
 * Where to insert values into a sorted array to keep it sorted.
 * a        in borrowed              any dtype, 1-d, sorted (or sorted by `sorter`)
 * v        in borrowed weak         any dtype and shape; compared in the promoted dtype, in which a weak number counts
 *                                   as an array
 * side     in default=ND_SIDE_LEFT  before equal elements (ND_SIDE_LEFT) or behind them (ND_SIDE_RIGHT)
 * sorter   in borrowed optional     integer positions that sort `a`
 * returns  owned scalar             int64, the shape of `v`
 * errors   ND_VALUE_ERROR, ND_TYPE_ERROR, ND_FLOATING_POINT_ERROR, ND_NO_MEMORY
 */
ND_EXPORT nd_array* nd_searchsorted(nd_array* a, nd_array* v, nd_side side, nd_array* sorter) {
  return call("nd_searchsorted", [&] {
    const Array& values = array(v, "v");
    if (side != ND_SIDE_LEFT && side != ND_SIDE_RIGHT) {
      fail(ND_VALUE_ERROR, ": argument `side` must be ND_SIDE_LEFT or ND_SIDE_RIGHT, not ", side);
    }
    return give(searchsorted(array(a, "a"), values, side == ND_SIDE_RIGHT, optional_array(sorter, "sorter")));
  });
}

/*ND_API digitize group=sort python
 * The number of the bin that each element falls into: bins[i - 1] <= x < bins[i]; 0 below all bins, their number above.
 * Where the bins fall: bins[i - 1] > x >= bins[i].
 * x        in borrowed   any real dtype and shape
 * bins     in borrowed   edges, 1-d, rising or falling; real numbers
 * right    in default=0  not 0: the right edge belongs to the bin, not the left one
 * returns  owned scalar  int64, `x`'s shape
 * errors   ND_VALUE_ERROR, ND_TYPE_ERROR, ND_FLOATING_POINT_ERROR, ND_NO_MEMORY
 */
ND_EXPORT nd_array* nd_digitize(nd_array* x, nd_array* bins, nd_flag right) {
  return call("nd_digitize", [&] {
    const Array& values = array(x, "x");
    return give(digitize(values, array(bins, "bins"), right != 0));
  });
}
