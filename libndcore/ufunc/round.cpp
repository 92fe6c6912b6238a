// round: to a number of decimals, by way of a multiplication, rint and a division, each rounded as NumPy's are.
#include <algorithm>

#include "iter/convert.hpp"
#include "ufunc/functions.hpp"
#include "ufunc/ufunc.hpp"

namespace nd {

namespace {

// The byte order stays, but that of single elements.
DType* result_order(const Array& a) { return a.ndim == 0 ? native(a.dtype) : a.dtype; }

// By multiplications, as NumPy has it: beyond 10^22 it is not the number closest to the power.
double power_of_ten(int64_t exponent) {
  double value = 1;
  for (int64_t i = 0; i < exponent; ++i) value *= 10;
  return value;
}

// result = ufunc(inputs), in place where `result` is one of them.
void run(const char* name, std::initializer_list<const Array*> inputs, Ref<Array>& result) {
  call_ufunc(find_ufunc(name), {inputs.begin(), inputs.size()}, std::span(&result, 1));
}

// Scales up, rounds and scales down (or the other way round, for negative decimals) in `result`.
void round_scaled(const Array& a, int64_t decimals, Ref<Array>& result) {
  const bool up = decimals > 0;
  const Ref<Array> scale = scalar(power_of_ten(up ? decimals : -decimals), ND_WEAK_FLOAT);
  run(up ? "multiply" : "divide", {&a, scale.get()}, result);
  run("rint", {result.get()}, result);
  run(up ? "divide" : "multiply", {result.get(), scale.get()}, result);
}

Ref<Array> round_integers(const Array& a, int64_t decimals, Array* out) {
  if (decimals >= 0) return into_output(astype(a, result_order(a)), out, "round");
  Ref<Array> result = out != nullptr ? Ref<Array>(out) : empty_like(a, dtype_of<double>());
  round_scaled(a, decimals, result);
  return out != nullptr ? result : astype(*result, result_order(a));
}

Ref<Array> round_complex(const Array& a, int64_t decimals, Array* out) {
  const Ref<Array> result = astype(a, result_order(a));
  DType* const part = dtype_of(a.dtype->code == ND_COMPLEX64 ? ND_FLOAT32 : ND_FLOAT64, result->dtype->swapped);
  for (const int64_t offset : {int64_t{0}, int64_t{part->itemsize}}) {
    const Ref<Array> half = view(*result, part, result->data + offset, result->shape(), result->strides());
    round(*half, decimals, half.get());
  }
  return into_output(result, out, "round");
}

}  // namespace

Ref<Array> round(const Array& a, int64_t decimals, Array* out) {
  if (out != nullptr && out->size != a.size) {
    fail(ND_VALUE_ERROR, "round: argument `out` has shape ", out->shape(), ", the result has ", a.shape());
  }
  decimals = std::clamp<int64_t>(decimals, -400, 400);  // 10 to the power of more is infinite
  if (a.dtype->is_complex()) return round_complex(a, decimals, out);
  if (a.dtype->is_integer()) return round_integers(a, decimals, out);
  Ref<Array> result(out);
  if (decimals == 0) {
    run("rint", {&a}, result);
  } else {
    if (!result) result = empty_like(a, result_order(a));
    round_scaled(a, decimals, result);
  }
  return result;
}

}  // namespace nd
