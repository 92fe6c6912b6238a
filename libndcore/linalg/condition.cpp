// Condition numbers and ranks of matrices.
#include <limits>

#include "index/index.hpp"
#include "linalg/linalg.hpp"
#include "linalg/matrix.hpp"
#include "shape/shape.hpp"
#include "ufunc/formula.hpp"
#include "ufunc/quiet.hpp"

namespace nd {

using formula::call;
using formula::number;
using formula::Term;

namespace {

const int64_t kLast[] = {-1};
const Dims kMatrixAxes{-2, -1};

Ref<Array> column_of(const Array& s, int64_t i) {
  const int32_t last = s.ndim - 1;
  const Dims gone{last};
  return squeeze(*slice_of(s, last, i, 1), gone);
}

Term has_nan(const Array& a, std::span<const int64_t> axes) {
  return {any(*call("isnan", formula::term(a)).a, {axes, false})};
}

}  // namespace

Ref<Array> condition_number(const Array& a, MatrixNorm norm) {
  if (a.ndim >= 2 && (a.shape(a.ndim - 2) == 0 || a.shape(a.ndim - 1) == 0))
    fail(ND_LINALG_ERROR, "cond: cond is not defined on empty arrays");
  const Quiet quiet(true);
  Term result;
  if (norm == MatrixNorm::largest_singular || norm == MatrixNorm::smallest_singular) {
    const Ref<Array> s = svd(a, false, false).s;
    const Term largest{column_of(*s, 0)}, least{column_of(*s, s->shape(s->ndim - 1) - 1)};
    result = norm == MatrixNorm::largest_singular ? largest / least : least / largest;
  } else {
    require_square(a, "cond");
    const Ref<Array> inverted = inverse_or_nan(a);
    const Ref<Array> given = astype(a, inverted->dtype);
    result = Term{matrix_norm(*given, norm, -2, -1, false)} * Term{matrix_norm(*inverted, norm, -2, -1, false)};
  }
  // NaN that no NaN of the matrix has made: it is singular.
  const Term unknown = call("isnan", result) & call("logical_not", has_nan(a, kMatrixAxes));
  return astype(*where(*unknown.a, *number(std::numeric_limits<double>::infinity()).a, *result.a), result.a->dtype);
}

Ref<Array> matrix_rank(const Array& a, const Array* tol, bool hermitian, const Array* rtol) {
  if (tol != nullptr && rtol != nullptr) fail(ND_VALUE_ERROR, "matrix_rank: `tol` and `rtol` can't be both set.");
  if (a.ndim < 2) return astype(*any(*call("not_equal", formula::term(a), number(int64_t{0})).a), dtype_of<int64_t>());
  const Ref<Array> s = hermitian ? svd_hermitian(a, false).s : svd(a, false, false).s;
  const Dims behind{-1};
  const auto spread = [&](const Array& limit) {
    return Term{limit.ndim == 0 ? Ref<Array>(const_cast<Array*>(&limit)) : expand_dims(limit, behind)};
  };
  Term limit;
  if (tol != nullptr) {
    limit = spread(*tol);
  } else {
    const double next = s->dtype->code == ND_FLOAT32 ? double{std::numeric_limits<float>::epsilon()}
                                                     : std::numeric_limits<double>::epsilon();
    const double extent = static_cast<double>(std::max(a.shape(a.ndim - 2), a.shape(a.ndim - 1)));
    const Term relative = rtol != nullptr ? spread(*rtol) : number(extent * next);
    const Ref<Array> zero = scalar(0.0);
    limit = Term{max(*s, {kLast, false}, {.keepdims = true, .initial = zero.get()})} * relative;
  }
  return count_nonzero(*(Term{s} > limit).a, {kLast, false});
}

}  // namespace nd
