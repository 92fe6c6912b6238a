// Triangles and diagonals of matrices, coordinate grids, differences of neighbours.
#include "shape/matrix.hpp"

#include "ndcore/matrix.h"
#include "options.hpp"
#include "runtime/arguments.hpp"

/*ND_AREA matrix Triangles and diagonals of matrices, coordinate grids, differences of neighbours. */

using namespace nd;
using namespace nd::capi;

/*ND_API tri
 * A matrix with ones at and below a diagonal and zeros elsewhere.
 * rows     in             from 0
 * columns  in             from 0
 * k        in default=0   the diagonal: positive above the main one, negative below
 * dtype    in optional    NULL for float64
 * returns  owned          shape (rows, columns), of `dtype`
 * errors   ND_VALUE_ERROR, ND_NO_MEMORY
 */
ND_EXPORT nd_array* nd_tri(int64_t rows, int64_t columns, int64_t k, nd_dtype* dtype) {
  return call("nd_tri", [&] {
    DType* const type = optional_object<DType>(dtype, "dtype");
    return give(tri(rows, columns, k, type != nullptr ? type : dtype_of<double>()));
  });
}

/*ND_API tril
 * The elements of the last two axes at and below a diagonal, zeros elsewhere.
 * a        in borrowed    any dtype; a 1-d array is taken for each row of a matrix
 * k        in default=0   the diagonal: positive above the main one, negative below
 * returns  owned          `a`'s shape and dtype, at least 2-d
 * errors   ND_VALUE_ERROR, ND_NO_MEMORY
 */
ND_EXPORT nd_array* nd_tril(nd_array* a, int64_t k) {
  return call("nd_tril", [&] { return give(tril(object<Array>(a, "a"), k)); });
}

/*ND_API triu
 * The elements of the last two axes at and above a diagonal, zeros elsewhere.
 * a        in borrowed    any dtype; a 1-d array is taken for each row of a matrix
 * k        in default=0   the diagonal: positive above the main one, negative below
 * returns  owned          `a`'s shape and dtype, at least 2-d
 * errors   ND_VALUE_ERROR, ND_NO_MEMORY
 */
ND_EXPORT nd_array* nd_triu(nd_array* a, int64_t k) {
  return call("nd_triu", [&] { return give(triu(object<Array>(a, "a"), k)); });
}

/*ND_API diag
 * A copy of a diagonal of a matrix, or from a 1-d array the matrix that has it as its diagonal.
 * a        in borrowed    1-d or 2-d, any dtype
 * k        in default=0   positive above the main diagonal, negative below
 * returns  owned          1-d of a matrix, square of a 1-d array; of `a`'s dtype
 * errors   ND_VALUE_ERROR, ND_NO_MEMORY
 */
ND_EXPORT nd_array* nd_diag(nd_array* a, int64_t k) {
  return call("nd_diag", [&] { return give(diag(object<Array>(a, "a"), k)); });
}

/*ND_API diagflat
 * The matrix whose diagonal is the flattened array.
 * a        in borrowed  any dtype and shape
 * k        in default=0  the diagonal: positive above the main one, negative below
 * returns  owned  square, of `a`'s dtype
 * errors   ND_VALUE_ERROR, ND_NO_MEMORY
 */
ND_EXPORT nd_array* nd_diagflat(nd_array* a, int64_t k) {
  return call("nd_diagflat", [&] { return give(diagflat(object<Array>(a, "a"), k)); });
}

/*ND_API meshgrid
 * Coordinate arrays of the grid over the given axes.
 * axes     in borrowed len=n  any dtypes; those that are not 1-d are flattened
 * xy       in default=1       1: the first two axes of the grids change places, as on a plot
 * sparse   in default=0       1: grids of extent 1 on all axes but their own
 * copy     in default=1       0: views of the axes, read-only unless sparse
 * grids    out len=n          of the axes' dtypes, with as many axes as there are
 * errors   ND_VALUE_ERROR, ND_NO_MEMORY
 */
ND_EXPORT nd_status nd_meshgrid(nd_array* const* axes, int32_t n, nd_flag xy, nd_flag sparse, nd_flag copy,
                                nd_array** grids) {
  return reading("nd_meshgrid", [&] {
    const std::vector<Array*> list = objects<Array>(axes, n, "axes");
    nd_array** const places = span_of(grids, n, "grids").data();
    const std::vector<const Array*> constant(list.begin(), list.end());
    give_all<Array>(places, meshgrid(constant, flag_argument(xy, "xy"), flag_argument(sparse, "sparse"),
                                     flag_argument(copy, "copy")));
  });
}

/*ND_API indices
 * The indices of a grid: element [k, i0, i1, …] of the result is the k-th index.
 * shape    in len=ndim   ndim extents, none negative: of the grid
 * dtype    in optional   NULL for int64
 * returns  owned         shape (ndim, …), of `dtype`
 * errors   ND_VALUE_ERROR, ND_TYPE_ERROR, ND_NO_MEMORY
 */
ND_EXPORT nd_array* nd_indices(const int64_t* shape, int32_t ndim, nd_dtype* dtype) {
  return call("nd_indices", [&] {
    DType* const type = optional_object<DType>(dtype, "dtype");
    return give(indices(span_of(shape, ndim, "shape"), type != nullptr ? type : dtype_of<int64_t>()));
  });
}
