// Positions in arrays: flat ones from one index an axis and back, and index arrays that select a grid.
/*ND_AREA index*/
#include "ndcore/index.h"

#include "areas/options.hpp"
#include "index/index.hpp"
#include "runtime/arguments.hpp"
#include "runtime/guard.hpp"

using namespace nd;
using namespace nd::capi;

/*ND_API ravel_multi_index group=index python
 * Flat positions in an array of the given shape, from one array of indices an axis.
 * multi_index  in borrowed len=nmulti_index  integers that broadcast together, one array an axis
 * dims     in len=ndim  the shape of the array they index
 * mode     in default=ND_MODE_RAISE  ND_MODE_RAISE, ND_MODE_WRAP or ND_MODE_CLIP, for what is out of bounds
 * order    in default=ND_ORDER_C only=CF  ND_ORDER_C or ND_ORDER_F
 * returns  owned scalar  int64, the broadcast shape of the indices
 * errors   ND_VALUE_ERROR, ND_TYPE_ERROR, ND_NO_MEMORY
 */
ND_EXPORT nd_array* nd_ravel_multi_index(nd_array* const* multi_index, int32_t nmulti_index, const int64_t* dims,
                                         int32_t ndim, nd_index_mode mode, nd_order order) {
  return call("nd_ravel_multi_index", [&] {
    const std::vector<Array*> found = objects<Array>(multi_index, nmulti_index, "multi_index");
    const std::vector<const Array*> all(found.begin(), found.end());
    const auto shape = span_of(dims, ndim, "dims");
    if (nmulti_index != ndim) {
      fail(ND_VALUE_ERROR, ": parameter multi_index must be a sequence of length ", ndim, ", not ", nmulti_index);
    }
    return give(ravel_multi_index(all, shape, mode, order));
  });
}

/*ND_API unravel_index group=index python
 * Indices, one array an axis, of flat positions in an array of the given shape.
 * indices  in borrowed positions  integers, any shape
 * shape    in len=ndim  of the array they index
 * order    in default=ND_ORDER_C only=CF  ND_ORDER_C or ND_ORDER_F
 * out      out owned len=nout each=shape scalar  int64, of the shape of `indices`, as many as `shape` has extents
 * errors   ND_VALUE_ERROR, ND_TYPE_ERROR, ND_NO_MEMORY
 */
ND_EXPORT nd_status nd_unravel_index(nd_array* indices, const int64_t* shape, int32_t ndim, nd_order order,
                                     nd_array** out, int32_t nout) {
  return call("nd_unravel_index", [&] {
    const Array& positions = array(indices, "indices");
    const auto extents = span_of(shape, ndim, "shape");
    nd_array** const places = span_of(out, nout, "out").data();
    require_places(ndim, nout, "out");
    give_all<Array>(places, unravel_index(positions, extents, order));
  });
}

/*ND_API ix_ group=index python
 * Index arrays that select the grid of the given positions: each lies along an axis of its own.
 * args     in borrowed positions star len=nargs  1-d: integers, or booleans that count as the positions of the true
 *                                                ones
 * out      out owned len=nout each=args shares=args  one an array, with `nargs` axes
 * errors   ND_VALUE_ERROR, ND_NO_MEMORY
 */
ND_EXPORT nd_status nd_ix_(nd_array* const* args, int32_t nargs, nd_array** out, int32_t nout) {
  return call("nd_ix_", [&] {
    const std::vector<Array*> found = objects<Array>(args, nargs, "args");
    nd_array** const places = span_of(out, nout, "out").data();
    require_places(nargs, nout, "out");
    const std::vector<const Array*> all(found.begin(), found.end());
    give_all<Array>(places, open_grid(all));
  });
}
