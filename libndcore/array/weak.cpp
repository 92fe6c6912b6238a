// Python-like integers may be larger than the dtype they are to take: that is an error, not a wrap.
#include <utility>

#include "array/array.hpp"

namespace nd {

bool weak_integer_fits(const Array& value, const DType* to) {
  if (value.weak != ND_WEAK_INT || !to->is_integer()) return true;
  return visit_type(to->code, [&]<class T>(Type<T>) {
    if constexpr (std::is_integral_v<T>) {
      return value.dtype->code == ND_UINT64 ? std::in_range<T>(*value.as<uint64_t>())
                                            : std::in_range<T>(*value.as<int64_t>());
    } else {
      return true;
    }
  });
}

void check_weak_integer(const Array& value, const DType* to) {
  if (weak_integer_fits(value, to)) return;
  if (value.dtype->code == ND_UINT64) {
    fail(ND_OVERFLOW_ERROR, "Python integer ", *value.as<uint64_t>(), " out of bounds for ", to->name);
  }
  fail(ND_OVERFLOW_ERROR, "Python integer ", *value.as<int64_t>(), " out of bounds for ", to->name);
}

}  // namespace nd
