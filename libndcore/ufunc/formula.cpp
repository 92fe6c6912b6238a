// The calls behind the operators of formulas.
#include "ufunc/formula.hpp"

namespace nd::formula {

namespace {

// Of Python-like numbers alone another one comes, which adapts to the dtype beside it as they would.
Term adapting(const Ref<Array>& result) {
  if (result->dtype->code == ND_BOOL) return {result};
  const int32_t kind = result->dtype->is_complex()   ? ND_WEAK_COMPLEX
                       : result->dtype->is_inexact() ? ND_WEAK_FLOAT
                                                     : ND_WEAK_INT;
  return {scalar(result->dtype, result->data, kind)};
}

}  // namespace

Term call(const char* name, const Term& x) {
  Ref<Array> result = apply(find_ufunc(name), *x.a);
  return x.a->weak == ND_WEAK_NONE ? Term{result} : adapting(result);
}

Term call(const char* name, const Term& x, const Term& y) {
  Ref<Array> result = apply(find_ufunc(name), *x.a, *y.a);
  return x.a->weak == ND_WEAK_NONE || y.a->weak == ND_WEAK_NONE ? Term{result} : adapting(result);
}

namespace {

bool is_exact(const Array& a) { return a.dtype->is_integer() || a.dtype->is_bool(); }
bool has_64_bits(const Array& a) { return a.itemsize() == 8; }

Term call_in(DType* type, const char* name, const Term& x, const Term& y) {
  const Array* const inputs[] = {x.a.get(), y.a.get()};
  Ref<Array> result;
  call_ufunc(find_ufunc(name), inputs, std::span(&result, 1), {.dtype = type});
  return {result};
}

Term as(DType* type, const Term& x) { return {astype(*x.a, type)}; }

}  // namespace

Term difference_as(DType* type, const Term& x, const Term& y) {
  if (!is_exact(*x.a) || !is_exact(*y.a)) return as(type, x - y);
  if (!has_64_bits(*x.a) && !has_64_bits(*y.a)) return as(type, call_in(dtype_of<int64_t>(), "subtract", x, y));
  // The distance of any two has room among the unsigned integers.
  const Term larger = call("maximum", x, y);
  const Term smaller = call("minimum", x, y);
  Ref<Array> result = (as(dtype_of<uint64_t>(), larger) - as(dtype_of<uint64_t>(), smaller)).a;
  result = astype(*result, type);
  const Ref<Array> below = (x < y).a;
  const Array* const input[] = {result.get()};
  call_ufunc(find_ufunc("negative"), input, std::span(&result, 1), {.where = below.get()});
  return {result};
}

Term sum_as(DType* type, const Term& x, const Term& y) {
  if (!is_exact(*x.a) || !is_exact(*y.a)) return as(type, x + y);
  if (!has_64_bits(*x.a) && !has_64_bits(*y.a)) return as(type, call_in(dtype_of<int64_t>(), "add", x, y));
  const Term wrapping = as(type, x + y);
  Ref<Array> result = (as(type, x) + as(type, y)).a;
  const Ref<Array> fits = (call("absolute", {result}) < number(0x1p62)).a;
  const Array* const input[] = {wrapping.a.get()};
  call_ufunc(find_ufunc("positive"), input, std::span(&result, 1), {.where = fits.get()});
  return {result};
}

}  // namespace nd::formula
