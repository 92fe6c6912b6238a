// unwrap: jumps between neighbours larger than half a period become their complement, by NumPy's formulas.
#include <array>

#include "array/single.hpp"
#include "array/transfer.hpp"
#include "shape/differences.hpp"
#include "shape/shape.hpp"
#include "ufunc/formula.hpp"
#include "ufunc/reduce.hpp"

namespace nd {

using formula::number;
using formula::Term;

namespace {

// Half a period, and whether a difference of exactly that much may go either way.
struct Half {
  Term size;
  bool ambiguous;
};

Half half_of(const Term& period, bool integers) {
  if (!integers) return {period / number(2.0), true};
  const Term two = number(int64_t{2});
  const Term rest = period % two;
  return {formula::call("floor_divide", period, two), *astype(*rest.a, dtype_of<double>())->as<double>() == 0};
}

// where(condition): value, in place.
void replace(const Term& target, const Term& value, const Term& condition) {
  Ref<Array> place = target.a;
  const Array* const input[] = {value.a.get()};
  call_ufunc(find_ufunc("positive"), input, std::span(&place, 1),
             {.where = condition.a.get(), .casting = ND_CASTING_UNSAFE, .dtype = place->dtype});
}

}  // namespace

Ref<Array> unwrap(const Array& p, const Array& period_of, const Array* discont, int64_t axis) {
  if (p.ndim == 0) fail(ND_VALUE_ERROR, "unwrap: argument `p` must have at least one dimension");
  if (discont != nullptr) require_single(*discont, "unwrap", "discont");
  const int32_t along = normalize_axis(axis, p.ndim, "unwrap");
  const Ref<Array> one_period = single(period_of, "unwrap", "period");
  const std::array<TypeOperand, 2> operands{p.type_operand(), one_period->type_operand()};
  DType* const dtype = native(result_type(operands));
  check_weak_integer(*one_period, dtype);
  const Ref<Array> wide = dtype->is_integer() ? astype(p, dtype_of<int64_t>()) : nullptr;
  const Array& values = wide ? *wide : p;
  const int64_t n = p.shape(along);
  const Term behind{slice_of(values, along, std::min<int64_t>(n, 1), std::max<int64_t>(n - 1, 0))};
  const Term before{slice_of(values, along, 0, std::max<int64_t>(n - 1, 0))};
  const Term dd = p.dtype->is_inexact() || wide ? behind - before : formula::difference_as(dtype, behind, before);
  const Term period = wide ? Term{astype(*one_period, dtype_of<int64_t>())} : Term{one_period};
  const Half half = half_of(period, dtype->is_integer());
  const Term low = -half.size;
  const Term ddmod = (dd - low) % period + low;
  if (half.ambiguous) replace(ddmod, half.size, (ddmod == low) & (dd > number(int64_t{0})));
  const Term correction = ddmod - dd;
  const Term limit = discont != nullptr ? Term{single(*discont, "unwrap", "discont")} : period / number(int64_t{2});
  replace(correction, number(int64_t{0}), formula::call("absolute", dd) < limit);
  Ref<Array> result = astype(p, dtype);
  if (n < 2) return result;
  const Term shift{accumulate(find_ufunc("add"), *correction.a, along)};
  assign(*slice_of(*result, along, 1, n - 1), *(behind + shift).a);
  return result;
}

}  // namespace nd
