// The one element of an array.
#include "array/single.hpp"

namespace nd {

void require_scalar(const Array& a, std::string_view operation, std::string_view name, nd_status status) {
  if (a.ndim == 0) return;
  fail(status, operation, ": argument `", name, "` must be 0-d, not of shape ", a.shape());
}

void require_single(const Array& a, std::string_view operation, std::string_view name) {
  if (a.size == 1) return;
  fail(ND_VALUE_ERROR, operation, ": argument `", name, "` must be a single element, not of shape ", a.shape());
}

Ref<Array> single(const Array& a, std::string_view operation, std::string_view name) {
  require_single(a, operation, name);
  return a.ndim == 0 ? Ref<Array>(const_cast<Array*>(&a)) : view(a, a.data, {}, {});
}

}  // namespace nd
