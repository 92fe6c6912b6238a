// clip: the ufunc of three operands, or one of two where a bound is missing.
#include <limits>
#include <utility>

#include "ufunc/functions.hpp"
#include "ufunc/ufunc.hpp"

namespace nd {

namespace {

// A Python integer that x's dtype cannot hold, or its very end: beyond it there is nothing to limit.
bool limits(const Array& x, const Array* bound, bool upper) {
  if (bound == nullptr) return false;
  if (bound->weak != ND_WEAK_INT || !x.dtype->is_integer()) return true;
  return visit_type(x.dtype->code, [&]<class T>(Type<T>) {
    if constexpr (kIsInteger<T>) {
      const auto inside = [&](auto value) {
        return upper ? std::cmp_less(value, std::numeric_limits<T>::max())
                     : std::cmp_greater(value, std::numeric_limits<T>::min());
      };
      return bound->dtype->code == ND_UINT64 ? inside(*bound->as<uint64_t>()) : inside(*bound->as<int64_t>());
    } else {
      return true;
    }
  });
}

}  // namespace

Ref<Array> clip(const Array& x, const Array* low, const Array* high) {
  if (!limits(x, low, false)) low = nullptr;
  if (!limits(x, high, true)) high = nullptr;
  if (low == nullptr && high == nullptr) return apply(find_ufunc("positive"), x);
  if (low == nullptr) return apply(find_ufunc("minimum"), x, *high);
  if (high == nullptr) return apply(find_ufunc("maximum"), x, *low);
  const Array* const inputs[] = {&x, low, high};
  Ref<Array> result;
  call_ufunc(find_ufunc("clip"), inputs, std::span(&result, 1));
  return result;
}

}  // namespace nd
