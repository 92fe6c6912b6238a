// Triangles and diagonals of matrices, coordinate grids.
#include "shape/matrix.hpp"

#include "areas/options.hpp"
#include "ndcore/matrix.h"
#include "runtime/arguments.hpp"

/*ND_AREA matrix Triangles and diagonals of matrices, coordinate grids. */

using namespace nd;
using namespace nd::capi;

/*ND_API tri python
 * A matrix with ones at and below a diagonal and zeros elsewhere.
 * N        in             rows, from 0
 * M        in default=ND_INDEX_UNSET  columns, from 0; ND_INDEX_UNSET: as many as rows
 * k        in default=0   the diagonal: positive above the main one, negative below
 * dtype    in optional    NULL for float64
 * returns  owned          shape (N, M), of `dtype`
 * errors   ND_VALUE_ERROR, ND_NO_MEMORY
 * numpy    N, M=None, k, dtype=float, *, like=None
 */
ND_EXPORT nd_array* nd_tri(int64_t N, int64_t M, int64_t k, nd_dtype* dtype) {
  return call("nd_tri", [&] {
    DType* const type = optional_object<DType>(dtype, "dtype");
    return give(tri(N, M == ND_INDEX_UNSET ? N : M, k, type != nullptr ? type : dtype_of<double>()));
  });
}

/*ND_API tril python
 * The elements of the last two axes at and below a diagonal, zeros elsewhere.
 * m        in borrowed    any dtype; a 1-d array is taken for each row of a matrix
 * k        in default=0   the diagonal: positive above the main one, negative below
 * returns  owned          `m`'s shape and dtype, at least 2-d
 * errors   ND_VALUE_ERROR, ND_NO_MEMORY
 */
ND_EXPORT nd_array* nd_tril(nd_array* m, int64_t k) {
  return call("nd_tril", [&] { return give(tril(object<Array>(m, "m"), k)); });
}

/*ND_API triu python
 * The elements of the last two axes at and above a diagonal, zeros elsewhere.
 * m        in borrowed    any dtype; a 1-d array is taken for each row of a matrix
 * k        in default=0   the diagonal: positive above the main one, negative below
 * returns  owned          `m`'s shape and dtype, at least 2-d
 * errors   ND_VALUE_ERROR, ND_NO_MEMORY
 */
ND_EXPORT nd_array* nd_triu(nd_array* m, int64_t k) {
  return call("nd_triu", [&] { return give(triu(object<Array>(m, "m"), k)); });
}

/*ND_API diag
 * A copy of a diagonal of a matrix, or from a 1-d array the matrix that has it as its diagonal.
 * v        in borrowed    1-d or 2-d, any dtype
 * k        in default=0   positive above the main diagonal, negative below
 * returns  owned          1-d of a matrix, square of a 1-d array; of `v`'s dtype
 * errors   ND_VALUE_ERROR, ND_NO_MEMORY
 */
ND_EXPORT nd_array* nd_diag(nd_array* v, int64_t k) {
  return call("nd_diag", [&] { return give(diag(object<Array>(v, "v"), k)); });
}

/*ND_API diagflat python
 * The matrix whose diagonal is the flattened array.
 * v        in borrowed  any dtype and shape
 * k        in default=0  the diagonal: positive above the main one, negative below
 * returns  owned  square, of `v`'s dtype
 * errors   ND_VALUE_ERROR, ND_NO_MEMORY
 */
ND_EXPORT nd_array* nd_diagflat(nd_array* v, int64_t k) {
  return call("nd_diagflat", [&] { return give(diagflat(object<Array>(v, "v"), k)); });
}

/*ND_API meshgrid python
 * Coordinate arrays of the grid over the given axes.
 * xi       in borrowed star len=nxi   any dtypes; those that are not 1-d are flattened
 * copy     in default=1               0: views of the axes, read-only unless sparse
 * sparse   in default=0               1: grids of extent 1 on all axes but their own
 * indexing in default=ND_INDEXING_XY  ND_INDEXING_XY: the first two axes of the grids change places; ND_INDEXING_IJ:
 *                                     none do
 * out      out len=nout each=xi like=xi  one an axis, of its dtype, with as many axes as there are
 * errors   ND_VALUE_ERROR, ND_NO_MEMORY
 */
ND_EXPORT nd_status nd_meshgrid(nd_array* const* xi, int32_t nxi, nd_flag copy, nd_flag sparse, nd_indexing indexing,
                                nd_array** out, int32_t nout) {
  return reading("nd_meshgrid", [&] {
    const std::vector<Array*> list = objects<Array>(xi, nxi, "xi");
    nd_array** const places = span_of(out, nout, "out").data();
    require_places(nxi, nout, "out");
    if (indexing != ND_INDEXING_XY && indexing != ND_INDEXING_IJ) {
      fail(ND_VALUE_ERROR, ": argument `indexing` must be ND_INDEXING_XY or ND_INDEXING_IJ, not ", indexing);
    }
    const std::vector<const Array*> constant(list.begin(), list.end());
    give_all<Array>(places, meshgrid(constant, indexing == ND_INDEXING_XY, flag_argument(sparse, "sparse"),
                                     flag_argument(copy, "copy")));
  });
}

/*ND_API indices
 * The indices of a grid: element [k, i0, i1, …] of the result is the k-th index.
 * dimensions  in len=ndim   ndim extents, none negative: of the grid
 * dtype       in optional   NULL for int64
 * returns     owned         shape (ndim, …), of `dtype`
 * errors      ND_VALUE_ERROR, ND_TYPE_ERROR, ND_NO_MEMORY
 */
ND_EXPORT nd_array* nd_indices(const int64_t* dimensions, int32_t ndim, nd_dtype* dtype) {
  return call("nd_indices", [&] {
    DType* const type = optional_object<DType>(dtype, "dtype");
    return give(indices(span_of(dimensions, ndim, "dimensions"), type != nullptr ? type : dtype_of<int64_t>()));
  });
}
