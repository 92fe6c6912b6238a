// Powers of evenly spaced exponents: logspace and geomspace, by NumPy's formulas.
#include "array/creation.hpp"
#include "ufunc/formula.hpp"
#include "ufunc/functions.hpp"
#include "ufunc/reduce.hpp"

namespace nd {

using formula::number;
using formula::term;
using formula::Term;

namespace {

// Axes of extent 1 behind the first one, until there are `ndim`.
Ref<Array> spread(const Array& a, int32_t ndim) {
  Dims shape{a.shape(0)};
  Dims strides{a.stride(0)};
  for (int32_t i = a.ndim; i < ndim; ++i) {
    shape.push_back(1);
    strides.push_back(0);
  }
  for (int32_t i = 1; i < a.ndim; ++i) {
    shape.push_back(a.shape(i));
    strides.push_back(a.stride(i));
  }
  return view(a, a.data, shape, strides);
}

Ref<Array> row(const Array& a, int64_t i) {
  return view(a, a.data + i * a.stride(0), a.shape().subspan(1), a.strides().subspan(1));
}

bool holds_zero(const Term& x) {
  const Term zeros = x == number(int64_t{0});
  return *reduce(find_ufunc("logical_or"), *zeros.a, {}, true)->as<uint8_t>() != 0;
}

}  // namespace

Ref<Array> logspace(const Array& start, const Array& stop, int64_t count, bool endpoint, const Array& base,
                    DType* dtype) {
  const Ref<Array> exponents = linspace(start, stop, count, endpoint).values;
  Ref<Array> powers = apply(find_ufunc("power"), base, *spread(*exponents, base.ndim + 1));
  return dtype != nullptr ? astype(*powers, dtype) : powers;
}

Ref<Array> geomspace(const Array& start, const Array& stop, int64_t count, bool endpoint, DType* dtype) {
  if (holds_zero(term(start)) || holds_zero(term(stop))) {
    fail(ND_VALUE_ERROR, "geomspace: Geometric sequence cannot include zero");
  }
  const Ref<Array> given = zeros(dtype != nullptr ? dtype : dtype_of<double>(), {});
  const TypeOperand operands[] = {start.type_operand(), stop.type_operand(), number(0.0).a->type_operand(),
                                  given->type_operand()};
  DType* const working = native(result_type(operands));
  // Turned to the positive real axis, so that negative and complex numbers have logarithms without stray parts.
  const Term from{astype(start, working)};
  const Term sign = formula::call("sign", from);
  const Term first = from / sign;
  const Term last = Term{astype(stop, working)} / sign;
  const Ref<Array> values = logspace(*formula::call("log10", first).a, *formula::call("log10", last).a, count, endpoint,
                                     *number(10.0).a, working);
  if (count > 0) assign(*row(*values, 0), *first.a);
  if (count > 1 && endpoint) assign(*row(*values, count - 1), *last.a);
  Ref<Array> turned = (Term{values} * sign).a;
  return dtype != nullptr ? astype(*turned, dtype) : turned;
}

}  // namespace nd
