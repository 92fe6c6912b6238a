// round: to a number of decimals, by way of a multiplication, rint and a division, each rounded as NumPy's are.
#include <algorithm>

#include "core/threads.hpp"
#include "iter/convert.hpp"
#include "ufunc/functions.hpp"
#include "ufunc/ufunc.hpp"

namespace nd {

namespace {

constexpr int64_t kGrain = 32768;

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

// Scales up, rounds and scales down (or the other way round, for negative decimals). Only the last step writes to
// `result`: an error of the others leaves it as it was.
void round_scaled(const Array& a, int64_t decimals, Ref<Array>& result) {
  const bool up = decimals > 0;
  const Ref<Array> scale = scalar(power_of_ten(up ? decimals : -decimals), ND_WEAK_FLOAT);
  Ref<Array> scaled = empty_like(a, native(result->dtype));
  run(up ? "multiply" : "divide", {&a, scale.get()}, scaled);
  run("rint", {scaled.get()}, scaled);
  run(up ? "divide" : "multiply", {scaled.get(), scale.get()}, result);
}

// The multiple of `unit` that is closest to `value`, of two the even one.
template <class T>
T closest_multiple(T value, uint64_t unit) {
  const bool negative = value < 0;
  const uint64_t magnitude = negative ? 0 - static_cast<uint64_t>(value) : static_cast<uint64_t>(value);
  const uint64_t rest = magnitude % unit;
  const uint64_t missing = unit - rest;
  const bool up = rest > missing || (rest == missing && magnitude / unit % 2 == 1);
  const uint64_t multiple = up ? magnitude + missing : magnitude - rest;
  return static_cast<T>(negative ? 0 - multiple : multiple);
}

// To tens, hundreds … of integers: exactly, where a float would lose the last digits of large ones. What has no room in
// the dtype wraps.
Ref<Array> round_to_units(const Array& a, int64_t exponent) {
  constexpr int64_t kMost = 19;  // the largest power of ten below 2^64
  const Ref<Array> result = astype(a, native(a.dtype));
  if (exponent > kMost) fill(*result, *scalar(int64_t{0}));
  uint64_t unit = 1;
  for (int64_t i = 0; i < std::min(exponent, kMost); ++i) unit *= 10;
  visit_type(a.dtype->code, [&]<class T>(Type<T>) {
    if constexpr (std::is_integral_v<T>) {
      T* const p = result->as<T>();
      parallel_for(result->size, kGrain, [&](int64_t begin, int64_t end) {
        for (int64_t i = begin; i < end; ++i) p[i] = closest_multiple(p[i], unit);
      });
    }
  });
  return result->dtype == result_order(a) ? result : astype(*result, result_order(a));
}

Ref<Array> round_integers(const Array& a, int64_t decimals, Array* out) {
  if (decimals >= 0) return into_output(astype(a, result_order(a)), out, "round");
  if (out == nullptr) return round_to_units(a, -decimals);
  Ref<Array> result(out);
  round_scaled(a, decimals, result);
  return result;
}

Ref<Array> round_complex(const Array& a, int64_t decimals, Array* out) {
  const Ref<Array> result = empty_like(a, result_order(a));
  if (a.size != 0) round(*both_parts(a), decimals, both_parts(*result).get());
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
