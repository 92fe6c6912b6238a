// Norms of vectors and matrices.
#include <cmath>

#include "linalg/linalg.hpp"
#include "shape/shape.hpp"
#include "stats/shared_steps.hpp"
#include "ufunc/formula.hpp"

namespace nd {

using formula::number;
using formula::Term;

namespace {

// Integers become floats first: the magnitude of the least one has no room among them.
Ref<Array> magnitudes(const Array& x) {
  const Ufunc& absolute = find_ufunc("absolute");
  return x.dtype->is_inexact() ? apply(absolute, x) : apply(absolute, *astype(x, dtype_of<double>()));
}

// The largest or smallest magnitude; of none, the largest is 0.
Ref<Array> extreme(const Array& a, Axes axes, bool smallest, bool keepdims) {
  if (smallest) return min(a, axes, {.keepdims = keepdims});
  const Ref<Array> zero = scalar(0.0);
  return reduce(find_ufunc("maximum"), a, axes.axes, axes.all, {.keepdims = keepdims, .initial = zero.get()});
}

}  // namespace

Ref<Array> vector_norm(const Array& x, Axes axes, double order, bool keepdims) {
  stats::require_axes(x, axes, "vector_norm");
  Term m{magnitudes(x)};
  if (axes.all && !keepdims) m.a = ravel(*m.a);
  const auto total = [&](const Term& values) { return Term{sum(*values.a, axes, {.keepdims = keepdims})}; };
  if (std::isinf(order)) return extreme(*m.a, axes, order < 0, keepdims);
  if (order == 0) return total({astype(*formula::call("not_equal", m, number(0.0)).a, m.a->dtype)}).a;
  if (order == 1) return total(m).a;
  if (order == 2) return formula::call("sqrt", total(m * m)).a;
  return formula::call("power", total(formula::call("power", m, number(order))), number(1 / order)).a;
}

Ref<Array> matrix_norm(const Array& x, MatrixNorm norm, int64_t rows_axis, int64_t columns_axis, bool keepdims) {
  const Dims axes{normalize_axis(rows_axis, x.ndim, "matrix_norm"),
                  normalize_axis(columns_axis, x.ndim, "matrix_norm")};
  if (axes[0] == axes[1]) fail(ND_VALUE_ERROR, "matrix_norm: Duplicate axes given: ", rows_axis, " and ", columns_axis);
  if (norm == MatrixNorm::frobenius) return vector_norm(x, {axes, false}, 2, keepdims);
  const Ref<Array> matrices = moveaxis(x, axes, Dims{-2, -1});
  const bool smallest =
      norm == MatrixNorm::smallest_singular || norm == MatrixNorm::smallest_column || norm == MatrixNorm::smallest_row;
  const int64_t last[] = {-1};
  Ref<Array> values;
  if (norm <= MatrixNorm::smallest_singular) {
    values = svd(*matrices, false, false).s;
  } else {
    const int64_t added[] = {norm <= MatrixNorm::smallest_column ? -2 : -1};
    values = sum(*magnitudes(*matrices), {added, false});
  }
  const Ref<Array> result =
      norm == MatrixNorm::nuclear ? sum(*values, {last, false}) : extreme(*values, {last, false}, smallest, false);
  return keepdims ? expand_dims(*result, axes) : result;
}

}  // namespace nd
