// Whether the elements of two arrays are close or equal: in one pass where all operands are computed in one float
// dtype, else by the ufuncs that the definition names.
#include "iter/broadcast.hpp"
#include "ufunc/functions.hpp"
#include "ufunc/known_ufunc.hpp"
#include "ufunc/quiet.hpp"
#include "ufunc/reduce.hpp"

namespace nd {

namespace {

Ref<Array> op(const char* name, const Array& x) { return apply(find_ufunc(name), x); }
Ref<Array> op(const char* name, const Array& x, const Array& y) { return apply(find_ufunc(name), x, y); }
void op_into(const char* name, Ref<Array>& x, const Array& y) {
  const Array* const inputs[] = {x.get(), &y};
  call_ufunc(find_ufunc(name), inputs, std::span(&x, 1));
}

bool all_true(const Array& a) {
  static constinit const KnownUfunc logical_and("logical_and");
  return *reduce(logical_and, a, {}, true)->as<uint8_t>() != 0;
}

DType* common(const TypeOperand& x, const TypeOperand& y) {
  const TypeOperand both[] = {x, y};
  return result_type(both);
}

// `b` with at least the precision of a float: |MIN| of an integer dtype is no integer of it.
Ref<Array> as_inexact(const Array& b) {
  if (b.weak == ND_WEAK_INT) {
    const Ref<Array> value = astype(b, dtype_of<double>());
    return scalar(*value->as<double>(), ND_WEAK_FLOAT);
  }
  if (b.weak != ND_WEAK_NONE) return Ref<Array>(const_cast<Array*>(&b));
  DType* const type = common(b.type_operand(), {dtype_of<double>(), ND_WEAK_FLOAT});
  return type == b.dtype ? Ref<Array>(const_cast<Array*>(&b)) : astype(b, type);
}

// The dtype in which each step of the definition is computed, or null if they differ or have no loop in one pass.
DType* single_dtype(const Array& a, const Array& b, const Tolerances& tolerances) {
  DType* const difference = common(a.type_operand(), b.type_operand());
  if (difference->code != ND_FLOAT32 && difference->code != ND_FLOAT64) return nullptr;
  DType* const scaled = common(tolerances.relative->type_operand(), b.type_operand());
  DType* const bound = common(tolerances.absolute->type_operand(), {scaled});
  return difference == scaled && difference == bound ? difference : nullptr;
}

Ref<Array> by_definition(const Array& a, const Array& b, const Tolerances& tolerances) {
  const Ref<Array> scaled = op("multiply", *tolerances.relative, *op("absolute", b));
  const Ref<Array> bound = op("add", *tolerances.absolute, *scaled);
  Ref<Array> close = op("less_equal", *op("absolute", *op("subtract", a, b)), *bound);
  op_into("logical_and", close, *op("isfinite", b));
  op_into("logical_or", close, *op("equal", a, b));
  return close;
}

void check_finite(const Tolerances& tolerances) {
  if (all_true(*op("isfinite", *tolerances.relative)) && all_true(*op("isfinite", *tolerances.absolute))) return;
  raise_fp_flags(ND_FP_INVALID);
  report_fp_status("isclose");
}

}  // namespace

Ref<Array> isclose(const Array& a, const Array& b, const Tolerances& tolerances) {
  check_finite(tolerances);
  const Quiet quiet;
  const Ref<Array> reference = as_inexact(b);
  Ref<Array> close;
  if (DType* const type = single_dtype(a, *reference, tolerances)) {
    const Ref<Array> relative = astype(*tolerances.relative, type);
    const Ref<Array> absolute = astype(*tolerances.absolute, type);
    const Array* const inputs[] = {&a, reference.get(), relative.get(), absolute.get()};
    call_ufunc(find_ufunc("isclose"), inputs, std::span(&close, 1));
  } else {
    close = by_definition(a, *reference, tolerances);
  }
  if (tolerances.equal_nan) op_into("logical_or", close, *op("logical_and", *op("isnan", a), *op("isnan", *reference)));
  return close;
}

bool allclose(const Array& a, const Array& b, const Tolerances& tolerances) {
  return all_true(*isclose(a, b, tolerances));
}

bool array_equal(const Array& a, const Array& b, bool equal_nan) {
  if (!std::ranges::equal(a.shape(), b.shape())) return false;
  Ref<Array> equal = op("equal", a, b);
  if (equal_nan && a.dtype->is_inexact() && b.dtype->is_inexact()) {
    op_into("logical_or", equal, *op("logical_and", *op("isnan", a), *op("isnan", b)));
  }
  return all_true(*equal);
}

bool array_equiv(const Array& a, const Array& b) {
  for (int32_t i = 1; i <= std::min(a.ndim, b.ndim); ++i) {
    const int64_t extent = a.shape(a.ndim - i);
    const int64_t other = b.shape(b.ndim - i);
    if (extent != other && extent != 1 && other != 1) return false;
  }
  return all_true(*op("equal", a, b));
}

}  // namespace nd
