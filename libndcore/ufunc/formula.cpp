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

}  // namespace nd::formula
