// The methods of ufuncs beside the call.
/*ND_AREA reduce Methods of ufuncs: reduce, accumulate, reduceat, outer, at. */
#include "ufunc/reduce.hpp"

#include "areas/reduction.hpp"
#include "ndcore/reduce.h"
#include "runtime/arguments.hpp"
#include "runtime/guard.hpp"

using namespace nd;
using namespace nd::capi;

/*ND_API ufunc_reduce since=1 group=ufunc
 * Folds `a` over axes with a binary ufunc: add gives sums, maximum the largest elements.
 * Sums of floating-point numbers are added pairwise, in NumPy's order and so with its bits: along the axes that lie
 * closest together in memory, halves of up to 128 elements with eight running sums; other axes row by row; float16 and
 * bfloat16 accumulate in float32 and round once a call of the loop. Where elements are converted or gathered, partial
 * sums are formed of at most 8192 of them. The bits depend on dtype, shape, strides and axes, never on threads or CPU.
 * Not as NumPy's: a product of complex numbers along rows (NumPy fuses there), the rounding of partial sums into an
 * `out` of a narrower dtype (here once, at the end), and which of two zeros a minimum or maximum returns (here -0
 * counts as less than +0).
 * ufunc    in borrowed  two inputs, one output
 * a        in borrowed  any dtype that the ufunc takes, shape (d0, …, dk)
 * axes     in optional len=naxes  NULL: all axes; negative counts from the end; not NULL but of length 0: none. More
 *                                 than one only where the order of elements does not matter by definition
 * options  in optional  NULL: the defaults
 * returns  owned  `a`'s shape without the axes; `out` itself when given
 * errors   ND_AXIS_ERROR, ND_TYPE_ERROR, ND_VALUE_ERROR, ND_CASTING_ERROR, ND_READ_ONLY, ND_FLOATING_POINT_ERROR,
 *          ND_OVERFLOW_ERROR, ND_NO_MEMORY
 */
ND_EXPORT nd_array* nd_ufunc_reduce(nd_ufunc* ufunc, nd_array* a, const int64_t* axes, int32_t naxes,
                                    const nd_reduce_options* options) {
  return call("nd_ufunc_reduce", [&] {
    const Ufunc& function = capi::ufunc(ufunc, "ufunc");
    const Array& source = array(a, "a");
    const ReduceOptions chosen = reduce_options(options);
    const Axes over = axes_of(axes, naxes);
    return give(reduce(function, source, over.axes, over.all, chosen));
  });
}

/*ND_API ufunc_accumulate since=1 group=ufunc
 * Running results along one axis: out[0] = a[0], out[i] = ufunc(out[i - 1], a[i]), each rounded as the loop does.
 * ufunc    in borrowed  two inputs, one output, all of one dtype
 * a        in borrowed  any dtype that the ufunc takes, at least 1-d
 * axis     in default=0  negative counts from the end
 * dtype    in optional  of the result; NULL: the ufunc's rule (integers widen in sums and products)
 * out      in borrowed optional  takes the result; of `a`'s shape
 * returns  owned  `a`'s shape; `out` itself when given
 * errors   ND_AXIS_ERROR, ND_TYPE_ERROR, ND_VALUE_ERROR, ND_READ_ONLY, ND_FLOATING_POINT_ERROR, ND_NO_MEMORY
 */
ND_EXPORT nd_array* nd_ufunc_accumulate(nd_ufunc* ufunc, nd_array* a, int64_t axis, nd_dtype* dtype, nd_array* out) {
  return call("nd_ufunc_accumulate", [&] {
    const Ufunc& function = capi::ufunc(ufunc, "ufunc");
    return give(accumulate(function, array(a, "a"), axis, optional_dtype(dtype, "dtype"), optional_array(out, "out")));
  });
}

/*ND_API ufunc_reduceat since=1 group=ufunc
 * Folds over slices of one axis: slice i is [indices[i], indices[i + 1]), the last one reaches the end.
 * Where indices[i] >= indices[i + 1], the result is the element at indices[i].
 * ufunc    in borrowed  two inputs, one output, all of one dtype
 * a        in borrowed  any dtype that the ufunc takes, at least 1-d
 * indices  in borrowed  integers, 1-d, each in [0, extent of the axis)
 * axis     in default=0  negative counts from the end
 * dtype    in optional  of the result; NULL: the ufunc's rule (integers widen in sums and products)
 * out      in borrowed optional  takes the result
 * returns  owned  `a`'s shape with as many elements along the axis as there are indices; `out` itself when given
 * errors   ND_AXIS_ERROR, ND_INDEX_ERROR, ND_TYPE_ERROR, ND_VALUE_ERROR, ND_READ_ONLY, ND_FLOATING_POINT_ERROR,
 *          ND_NO_MEMORY
 */
ND_EXPORT nd_array* nd_ufunc_reduceat(nd_ufunc* ufunc, nd_array* a, nd_array* indices, int64_t axis, nd_dtype* dtype,
                                      nd_array* out) {
  return call("nd_ufunc_reduceat", [&] {
    const Ufunc& function = capi::ufunc(ufunc, "ufunc");
    return give(reduceat(function, array(a, "a"), array(indices, "indices"), axis, optional_dtype(dtype, "dtype"),
                         optional_array(out, "out")));
  });
}

/*ND_API ufunc_outer since=1 group=ufunc
 * The ufunc of all pairs of an element of `a` and one of `b`.
 * ufunc    in borrowed  two inputs, one output
 * a        in borrowed  any dtype, shape (d0, …, dk)
 * b        in borrowed  any dtype, shape (e0, …, em)
 * dtype    in optional  of the result; NULL: as the call of the ufunc
 * returns  owned  shape (d0, …, dk, e0, …, em), of the loop's dtype
 * errors   ND_TYPE_ERROR, ND_VALUE_ERROR, ND_CASTING_ERROR, ND_FLOATING_POINT_ERROR, ND_OVERFLOW_ERROR, ND_NO_MEMORY
 */
ND_EXPORT nd_array* nd_ufunc_outer(nd_ufunc* ufunc, nd_array* a, nd_array* b, nd_dtype* dtype) {
  return call("nd_ufunc_outer", [&] {
    const Ufunc& function = capi::ufunc(ufunc, "ufunc");
    UfuncOptions options;
    options.dtype = optional_dtype(dtype, "dtype");
    return give(outer(function, array(a, "a"), array(b, "b"), options));
  });
}

/*ND_API ufunc_at since=1 group=ufunc
 * a[indices] = ufunc(a[indices], b), once for every index in turn: one that is named twice is worked on twice.
 * ufunc    in borrowed  one output; one input, or two
 * a        in borrowed  writeable; the result is cast to its dtype, whatever is lost
 * indices  in borrowed len=nindices  integers, for the first axes of `a`; they broadcast together. Axes behind them are
 *                                    taken whole
 * b        in borrowed optional  the second input, broadcast to the shape of what is indexed, a weak number too counts
 *                                as an array; NULL for one input
 * errors   ND_INDEX_ERROR, ND_TYPE_ERROR, ND_VALUE_ERROR, ND_READ_ONLY, ND_FLOATING_POINT_ERROR, ND_NO_MEMORY
 */
ND_EXPORT nd_status nd_ufunc_at(nd_ufunc* ufunc, nd_array* a, nd_array* const* indices, int32_t nindices, nd_array* b) {
  return call("nd_ufunc_at", [&] {
    const Ufunc& function = capi::ufunc(ufunc, "ufunc");
    Array& target = array(a, "a");
    const std::vector<Array*> given = objects<Array>(indices, nindices, "indices");
    const std::vector<const Array*> positions(given.begin(), given.end());
    at(function, target, positions, optional_array(b, "b"));
  });
}
